//! Operations: what each is made of, and what its parts have in common. Bodies and answers have files of
//! their own.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::Deserialize;
use serde_json::Value;

use super::Lowerer;
use super::answer::outcomes;
use super::body::Sent;
use super::keywords::Sub;
use super::naming::{self, Named, Wish};
use super::parameter::Declared;
use super::schema::Typed;
use super::security::AuthIndex;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::OperationAt;
use crate::ir::{Doc, Group, Method, Name, Operation, Param, Success, TypeKind, TypeRef};
use crate::names::{self, Scope};
use crate::source::Pointer;

/// The parts of an operation that are read together; the rest is read piece by piece, so that a
/// fault in one piece does not hide the others.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Head {
    tags: Vec<String>,
    summary: Option<String>,
    description: Option<String>,
    operation_id: Option<String>,
    deprecated: bool,
    security: Option<Vec<openapiv3::SecurityRequirement>>,
}

/// Where an operation stands.
pub(super) struct Site {
    path: String,
    pub(super) method: Method,
    pub(super) origin: Pointer,
    at: OperationAt,
}

const METHODS: [(&str, Method); 8] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

/// The group of operations that have no tag.
const UNTAGGED: &str = "default";

impl Lowerer<'_, '_> {
    /// All operations that can be supported, by their first tag.
    pub(crate) fn groups(&mut self, auth: &AuthIndex) -> Vec<Group> {
        let mut groups: IndexMap<String, Vec<Operation>> = IndexMap::new();
        for (site, head, named) in self.named_sites() {
            let tag = head.tags.first().cloned().unwrap_or_else(|| UNTAGGED.to_owned());
            if let Some(operation) = self.operation(&site, head, auth, named) {
                groups.entry(tag).or_default().push(operation);
            }
        }
        let docs = self.tag_docs();
        let mut modules = Scope::default();
        let group = |(tag, operations): (String, Vec<Operation>)| Group {
            name: Name { ident: modules.claim(&names::module_ident(&tag)), wire: tag.clone() },
            doc: Doc { description: docs.get(&tag).cloned().flatten(), ..Doc::default() },
            operations,
        };
        groups.into_iter().map(group).collect()
    }

    fn tag_docs(&mut self) -> IndexMap<String, Option<String>> {
        let tags = self.input.read_optional::<Vec<openapiv3::Tag>>(&self.input.root().key("tags"));
        tags.into_iter().flatten().map(|tag| (tag.name, tag.description)).collect()
    }

    fn sites(&self) -> Vec<Site> {
        let site = |at: OperationAt| {
            let (_, method) = METHODS.iter().find(|(name, _)| *name == at.method)?;
            Some(Site { path: at.path.clone(), origin: at.pointer.clone(), method: *method, at })
        };
        self.input.operations().into_iter().filter_map(site).collect()
    }

    /// Where the operations stand, what is said first of each, and what each is called. Also those that
    /// turn out not to be supported have a name, so that supporting them renames no other.
    fn named_sites(&mut self) -> Vec<(Site, Head, Named)> {
        let sites = self.sites();
        let mut read = |site: &Site| self.input.read::<Head>(&site.origin).unwrap_or_default();
        let heads: Vec<Head> = sites.iter().map(&mut read).collect();
        let wishes = sites.iter().zip(&heads).map(|(site, head)| Wish {
            id: head.operation_id.as_deref().filter(|id| !id.is_empty()),
            method: site.method.as_str(),
            path: &site.path,
        });
        let named = naming::names(&wishes.collect::<Vec<_>>());
        for ((site, head), named) in sites.iter().zip(&heads).zip(&named) {
            self.tell_name(site, head.operation_id.as_deref(), named);
        }
        let named = sites.into_iter().zip(heads).zip(named);
        named.map(|((site, head), named)| (site, head, named)).collect()
    }

    /// Says so where an operation has another name than its operationId, or a number in it.
    fn tell_name(&mut self, site: &Site, id: Option<&str>, named: &Named) {
        let id = id.filter(|id| !id.is_empty());
        let wanted = id.map(names::method_ident);
        if wanted.as_ref() == Some(&named.method) {
            return;
        }
        let Some(wanted) = wanted else { return };
        let message = format!(
            "another operation is called `{wanted}`, too; this one, by method and path, `{}`",
            named.method
        );
        let origin = site.origin.key("operationId");
        self.input.diagnostics.push(Diagnostic::new(Code::CollidingName, &origin, message));
    }

    /// The operation, or nothing where a part of it cannot be supported.
    fn operation(
        &mut self,
        site: &Site,
        head: Head,
        auth: &AuthIndex,
        named: Named,
    ) -> Option<Operation> {
        let Named { wire, method: ident, request: type_ident, outcome, parts } = named;
        let mut scope = Scope::default();
        let mut params = self.params(site, &type_ident, &mut scope)?;
        let Sent { body, others, fields } = self.body(site, (&type_ident, &parts), &mut scope);
        let fields = fields.map(|(media_type, fields)| {
            params.extend(fields);
            media_type
        });
        let responses = self.responses(site, &type_ident);
        let mut operation = Operation {
            doc: Doc {
                summary: head.summary,
                description: head.description,
                facts: vec![crate::markdown::code(&format!(
                    "{} {}",
                    site.method.as_str(),
                    site.path
                ))],
                deprecated: head.deprecated,
            },
            origin: site.origin.clone(),
            method: site.method,
            path: site.path.clone(),
            auth: self.requirements(head.security.as_deref(), auth),
            server: self.own_server(&site.at),
            name: Name { wire, ident },
            type_ident,
            params,
            body,
            other_bodies: others,
            fields,
            responses,
            outcomes: None,
            paging: None,
        };
        if operation.success() == Success::Mixed {
            operation.outcomes = Some(outcomes(&operation, outcome));
        }
        Some(operation)
    }

    /// All parameters; nothing where a required one cannot be sent.
    fn params(&mut self, site: &Site, owner: &str, scope: &mut Scope) -> Option<Vec<Param>> {
        let mut params = Vec::new();
        for declared in self.declared(&site.at) {
            let required = declared.parameter.parameter_data_ref().required;
            match self.param(&declared, owner, scope) {
                Some(param) => params.push(param),
                None if required => {
                    self.left_out(site, &declared);
                    return None;
                }
                None => {}
            }
        }
        // A placeholder without its parameter cannot be filled; the document's check has said so.
        let filled = |name: &str| {
            params
                .iter()
                .any(|param| param.place == crate::ir::Place::Path && param.name.wire == name)
        };
        placeholders(&site.path).all(filled).then_some(params)
    }

    fn left_out(&mut self, site: &Site, declared: &Declared) {
        let name = &declared.parameter.parameter_data_ref().name;
        let message = format!(
            "`{} {}` is left out: its required parameter `{name}` can't be sent",
            site.method.as_str(),
            site.path
        );
        self.report(
            Code::OperationLeftOut,
            &site.origin,
            &message,
            "see what is said of the parameter",
        );
    }

    /// What a type is, after aliases.
    pub(super) fn kind_of(&self, ty: &TypeRef) -> Option<&TypeKind> {
        let mut ty = ty;
        for _ in 0..self.types.len() {
            let TypeRef::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.kind {
                TypeKind::Alias(alias) => ty = &alias.ty,
                kind => return Some(kind),
            }
        }
        None
    }

    /// What an alias stands for.
    pub(super) fn aliased(&self, ty: &TypeRef) -> Option<TypeRef> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id.0)?.kind {
            TypeKind::Alias(alias) => Some(alias.ty.clone()),
            _ => None,
        }
    }

    pub(super) fn media_types(&mut self, content: &Pointer) -> Vec<String> {
        let content = self.input.value(content).and_then(Value::as_object);
        content.map(|content| content.keys().cloned().collect()).unwrap_or_default()
    }

    /// The type of the schema that a media type or header holds.
    pub(super) fn held_type(&mut self, holder: &Pointer, name: &str) -> Option<Typed> {
        self.type_at(&holder.key("schema"), name)
    }

    /// The type of the schema at a place.
    pub(super) fn type_at(&mut self, origin: &Pointer, name: &str) -> Option<Typed> {
        self.input.value(origin)?;
        let target = self.input.follow(origin)?;
        let schema = if target == *origin {
            ReferenceOr::Item(self.input.schema(origin)?)
        } else {
            ReferenceOr::Reference { reference: self.input.reference_at(origin)? }
        };
        let typed = self.typed(&Sub::new(schema, origin.clone()), name);
        self.finish();
        Some(typed)
    }

    pub(super) fn media_type(&mut self, media: &Pointer, name: &str) -> Option<TypeRef> {
        Some(self.held_type(media, name)?.element())
    }

    /// Holds the examples of an answer's headers against their schemas.
    pub(super) fn header_examples(&mut self, response: &Pointer) {
        let headers = response.key("headers");
        let keys = self.input.value(&headers).and_then(Value::as_object);
        let keys: Vec<String> = keys.map(|keys| keys.keys().cloned().collect()).unwrap_or_default();
        for key in keys {
            let Some(origin) = self.input.follow(&headers.key(&key)) else { continue };
            let schema = origin.key("schema");
            let shown = [origin.key("example"), origin.key("examples"), schema.key("example")]
                .iter()
                .any(|place| self.input.value(place).is_some());
            // Several answers share a header; its schema gets its types once.
            if !shown || !self.headers.insert(origin.clone()) {
                continue;
            }
            if let Some(typed) =
                self.held_type(&origin, &names::type_ident(&format!("{key} header")))
            {
                self.illustrations(&origin, &typed);
            }
        }
    }

    /// The examples of a media type.
    pub(super) fn media_examples(&mut self, media: &Pointer, ty: &TypeRef, name: &str) {
        let Some(read) = self.input.read_optional::<Examples>(media) else {
            return;
        };
        if read.example.is_some() {
            self.example(&media.key("example"), ty, name);
        }
        for key in read.examples.keys() {
            let Some(origin) = self.input.follow(&media.key("examples").key(key)) else {
                continue;
            };
            self.named_example(&origin, ty, &format!("{name}_{key}"));
        }
    }
}

/// The keywords of a media type that hold examples.
#[derive(Deserialize)]
struct Examples {
    example: Option<Value>,
    #[serde(default)]
    examples: IndexMap<String, Value>,
}

/// The names in braces.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
