//! Types that have their name from their place.

use std::collections::HashSet;

use super::Subject;
use super::components::uses;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{TypeDef, TypeKind};
use crate::source::{FileId, Pointer};

/// The longest name that people read at a glance, in characters.
const LONG: usize = 50;

/// Inline schemas that become a type of their own. It is worth a warning only where the name is poor.
pub(super) fn invented_names(subject: &Subject<'_>, out: &mut Diagnostics) {
    let named = uses(subject.document).targets;
    let types = &subject.api.types;
    let idents: HashSet<&str> = types.iter().map(|def| def.name.ident.as_str()).collect();
    let mut places = HashSet::new();
    for def in types {
        let is_named = is_component(&def.origin) || named.contains(&def.origin);
        if is_named || stays_inline(def) || !places.insert(&def.origin) {
            continue;
        }
        let ident = &def.name.ident;
        let message = format!("this {} has no name of its own; in Rust it is `{ident}`", what(def));
        let said = Diagnostic::new(Code::InventedName, &def.origin, message);
        let poor = ident.chars().count() > LONG || is_numbered(ident, &idents);
        out.push(if poor { said.severity(Severity::Warning) } else { said });
    }
}

/// Whether a schema belongs where it stands: that of a server's variable can be nowhere else, and a single
/// value tells the object from others that it is in.
fn stays_inline(def: &TypeDef) -> bool {
    let is_variable = def.origin.as_str().starts_with("/servers/");
    is_variable || matches!(&def.kind, TypeKind::Enum(body) if body.symbols.len() == 1)
}

/// Whether a type has a number only because another one has its name.
fn is_numbered(ident: &str, idents: &HashSet<&str>) -> bool {
    let base = ident.trim_end_matches(|char: char| char.is_ascii_digit());
    base.len() < ident.len()
        && (idents.contains(base)
            || base.strip_suffix('N').is_some_and(|base| idents.contains(base)))
}

pub(super) fn is_component(origin: &Pointer) -> bool {
    let mut tokens = origin.as_str().split('/').skip(1);
    origin.file() == FileId::ROOT
        && tokens.next() == Some("components")
        && tokens.next() == Some("schemas")
        && tokens.count() == 1
}

fn what(def: &TypeDef) -> &'static str {
    match def.kind {
        TypeKind::Struct(_) => "object",
        TypeKind::Enum(_) => "list of values",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "schema",
    }
}
