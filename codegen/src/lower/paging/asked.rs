//! What of a request may ask for a page: parameters of the query, or members of a JSON body.

use serde_json::Value;

use super::shape;
use crate::ir::{Api, Body, Format, Limits, Operation, Param, Place, Turn, TypeRef, Written};

/// Something that a caller gives, and that may be what leads from page to page.
pub(super) struct Asked<'a> {
    pub(super) turn: Turn,
    /// Its plain name.
    pub(super) name: String,
    pub(super) ty: &'a TypeRef,
    default: Option<&'a Value>,
    limits: &'a Limits,
}

impl Asked<'_> {
    /// The number of the first page or item: the default, or what is usual where nothing contradicts it.
    pub(super) fn first(&self, usual: i64) -> Option<i64> {
        if let Some(first) = self.default.and_then(Value::as_i64) {
            return Some(first);
        }
        let least = self.limits.minimum.as_ref().and_then(|bound| bound.value.as_i64());
        let fits = |least| if usual == 0 { least <= 0 } else { least >= usual };
        least.is_none_or(fits).then_some(usual)
    }
}

/// Whether a parameter can ask for a page.
pub(super) fn is_asked_for(param: &Param) -> bool {
    matches!(param.place, Place::Query | Place::Form) && param.written == Written::Plain
}

/// The parameters of the query.
pub(super) fn by_params(operation: &Operation) -> Vec<Asked<'_>> {
    let params = operation.params.iter().enumerate().filter(|(_, param)| is_asked_for(param));
    let asked = params.map(|(index, param)| Asked {
        turn: Turn::Param(index),
        name: shape::plain(&param.name.wire),
        ty: &param.ty,
        default: param.default.as_ref(),
        limits: &param.limits,
    });
    asked.collect()
}

/// The parameters of the query, and the members of the JSON body.
pub(super) fn by_members<'a>(
    api: &'a Api,
    operation: &'a Operation,
    body: &'a Body,
) -> Vec<Asked<'a>> {
    let fields = match api.as_struct(&body.ty) {
        Some(inner) if body.format == Format::Json => inner.fields.as_slice(),
        _ => &[],
    };
    let members = fields.iter().map(|field| Asked {
        turn: Turn::Member(vec![field.name.wire.clone()]),
        name: shape::plain(&field.name.wire),
        ty: &field.ty,
        default: field.default.as_ref(),
        limits: &field.limits,
    });
    members.chain(by_params(operation)).collect()
}

/// What operations are called that only look, though they are a `POST` for the sake of their body.
const SEARCHES: &[&str] = &["filter", "find", "list", "query", "scroll", "search"];

/// Whether the last word of the path, or the name of the operation, says that it only looks.
pub(super) fn is_search(operation: &Operation) -> bool {
    let last = operation.path.rsplit(['/', ':', '.']).next().unwrap_or_default();
    let says = |word: &str| {
        let word = word.to_ascii_lowercase();
        SEARCHES.iter().any(|search| word.starts_with(search) || word.ends_with(search))
    };
    says(last) || says(&operation.name.wire)
}
