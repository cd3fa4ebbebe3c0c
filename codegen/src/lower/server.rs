//! Servers, and what is said of the API as a whole.

use super::{Lowerer, schema};
use crate::diagnostic::Code;
use crate::ir::{
    Alias, Doc, Enum, Info, Limits, Name, Repr, Server, ServerVariable, Symbol, SymbolValue,
    TypeDef, TypeId, TypeKind, TypeRef, Usage,
};
use crate::names::{self, Scope};
use crate::source::Pointer;

impl Lowerer<'_, '_> {
    pub(crate) fn info(&mut self) -> Info {
        let root = self.input.root();
        let Some(info) = self.input.read_optional::<openapiv3::Info>(&root.key("info")) else {
            return Info::default();
        };
        Info {
            title: info.title,
            version: info.version,
            description: info.description,
            license: info.license.map(|license| license.name),
        }
    }

    /// The servers of the document. Those of single paths and operations are not known here.
    pub(crate) fn servers(&mut self) -> Vec<Server> {
        let origin = self.input.root().key("servers");
        let count =
            self.input.value(&origin).and_then(serde_json::Value::as_array).map_or(0, Vec::len);
        (0..count).filter_map(|index| self.server(&origin.index(index))).collect()
    }

    fn server(&mut self, origin: &Pointer) -> Option<Server> {
        let server = self.input.read::<openapiv3::Server>(origin)?;
        let mut scope = Scope::default();
        let host = host(&server.url);
        let mut variables = Vec::new();
        for (name, variable) in server.variables.unwrap_or_default() {
            let place = format!("{{{name}}}");
            if !server.url.contains(&place) {
                self.report(
                    Code::ServerVariable,
                    &origin.key("variables").key(&name),
                    "the server's URL has no place for this variable",
                    "remove it, or put its name in braces into the URL",
                );
                continue;
            }
            let doc = Doc { description: variable.description, ..Doc::default() };
            let ty = (!variable.enumeration.is_empty()).then(|| {
                self.variable_enum(
                    &name,
                    &variable.enumeration,
                    &doc,
                    &origin.key("variables").key(&name),
                )
            });
            variables.push(ServerVariable {
                name: Name { ident: scope.claim(&names::method_ident(&name)), wire: name },
                default: variable.default,
                ty,
                in_host: host.contains(&place),
                doc,
            });
        }
        // They are given in the order in which they stand in the URL.
        variables.sort_by_key(|variable| server.url.find(&format!("{{{}}}", variable.name.wire)));
        Some(Server { url: server.url, description: server.description, variables })
    }

    fn variable_enum(
        &mut self,
        name: &str,
        values: &[String],
        doc: &Doc,
        origin: &Pointer,
    ) -> TypeId {
        let mut scope = Scope::default();
        let symbols = values.iter().map(|value| Symbol {
            value: SymbolValue::String(value.clone()),
            ident: scope.claim(&names::variant_ident(value)),
            doc: None,
        });
        let symbols: Vec<Symbol> = symbols.collect();
        let unknown = scope.claim_first(&["Unknown", "UnknownValue"]);
        let ident = self.type_names.claim(&names::variable_ident(name));
        let id = TypeId(self.types.len());
        self.types.push(TypeDef {
            name: Name { wire: name.to_owned(), ident },
            doc: doc.clone(),
            origin: origin.clone(),
            usage: Usage::default(),
            limits: Limits::default(),
            kind: TypeKind::Enum(Enum { repr: Repr::String, symbols, unknown, extensible: false }),
        });
        id
    }

    /// Claims the names of all component schemas, so that no type within another can take them.
    pub(crate) fn claim_components(&mut self) {
        for origin in self.component_origins() {
            let ident = self.type_names.claim(&names::type_ident(&schema::wire_name(&origin)));
            // A component that stands in a file of its own is known by its name among the components.
            if let Some(target) = self.input.follow(&origin).filter(|it| it.file() != origin.file())
            {
                self.component_idents.entry(target).or_insert_with(|| ident.clone());
            }
            self.component_idents.insert(origin, ident);
        }
    }

    /// Lowers all component schemas, whether an operation leads to them or not.
    pub(crate) fn components(&mut self) {
        for origin in self.component_origins() {
            match self.input.follow(&origin).filter(|target| *target != origin) {
                Some(target) => self.other_name(&origin, &target),
                None => _ = self.named(&origin),
            }
        }
        self.finish();
    }

    /// The other name that a component is, which is only a reference; none where it has the name itself.
    fn other_name(&mut self, origin: &Pointer, target: &Pointer) {
        let Some(id) = self.named(target) else { return };
        let ident = self.component_idents.get(origin).cloned().unwrap_or_default();
        let Some(named) = self.types.get(id.0).filter(|def| def.name.ident != ident) else {
            return;
        };
        let wire = schema::wire_name(origin);
        let doc = Doc { description: named.doc.description.clone(), ..Doc::default() };
        let alias = Alias { ty: TypeRef::Named(id), nullable: self.nullable.contains(&id) };
        self.types.push(TypeDef {
            name: Name { wire, ident },
            doc,
            origin: origin.clone(),
            usage: Usage::default(),
            limits: Limits::default(),
            kind: TypeKind::Alias(alias),
        });
    }

    fn component_origins(&self) -> Vec<Pointer> {
        let schemas = self.input.root().key("components").key("schemas");
        let keys = self.input.value(&schemas).and_then(serde_json::Value::as_object);
        keys.map(|schemas_by_key| schemas_by_key.keys().map(|key| schemas.key(key)).collect())
            .unwrap_or_default()
    }
}

/// The part of a URL template between scheme and path.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}
