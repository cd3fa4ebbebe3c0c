//! Servers, and what is said of the API as a whole.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::Lowerer;
use crate::diagnostic::Code;
use crate::document::OperationAt;
use crate::ir::{
    Doc, Enum, Info, Limits, Name, Repr, Server, ServerVariable, Symbol, SymbolValue, TypeDef,
    TypeId, TypeKind, Usage,
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

    /// The servers of the document.
    pub(crate) fn servers(&mut self) -> Vec<Server> {
        let origin = self.input.root().key("servers");
        let servers =
            (0..self.count(&origin)).filter_map(|index| self.server(&origin.index(index)));
        let mut servers: Vec<Server> = servers.collect();
        // A copy of another is no choice.
        let mut seen = HashSet::new();
        servers.retain(|server| seen.insert(server.url.clone()));
        servers
    }

    /// The server of an operation or of its path, where they have one that is not the document's first.
    /// Several are not told apart; the first one is taken.
    pub(super) fn own_server(&mut self, at: &OperationAt) -> Option<usize> {
        let places = [at.pointer.key("servers"), at.item.key("servers")];
        let origin = places.into_iter().find(|origin| self.count(origin) > 0)?.index(0);
        let own = self.input.value(&origin)?;
        let first = self.input.value(&self.input.root().key("servers").index(0));
        // Of one URL, variables may have other defaults here.
        let is_first =
            |first: &Value| first.get("url") == own.get("url") && defaults(first) == defaults(own);
        if first.is_some_and(is_first) {
            return None;
        }
        if let Some(known) = self.own_servers.iter().position(|server| is_same(server, own)) {
            return Some(known);
        }
        let server = self.server(&origin)?;
        self.own_servers.push(server);
        Some(self.own_servers.len() - 1)
    }

    fn count(&self, list: &Pointer) -> usize {
        self.input.value(list).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn server(&mut self, origin: &Pointer) -> Option<Server> {
        let server = self.input.read::<openapiv3::Server>(origin)?;
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
                name: Name { ident: self.variable_ident(&name), wire: name },
                default: variable.default,
                ty,
                in_host: host.contains(&place),
                doc,
            });
        }
        // They are given in the order in which they stand in the URL.
        variables.sort_by_key(|variable| server.url.find(&format!("{{{}}}", variable.name.wire)));
        let name = server_name(&server.url, server.description.as_deref());
        let ident = self.server_names.claim(&names::static_ident(name));
        Some(Server { ident, url: server.url, description: server.description, variables })
    }

    /// The method of the builder that sets a variable; it takes no credential's place.
    fn variable_ident(&mut self, name: &str) -> String {
        if let Some(known) = self.variables.get(name) {
            return known.clone();
        }
        let beside = names::method_ident(&format!("{name} variable"));
        let ident = self.builder_methods.claim_first(&[&names::method_ident(name), &beside]);
        self.variables.insert(name.to_owned(), ident.clone());
        ident
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
}

/// Whether a server of the document leads where a known one does, whatever a caller gives.
fn is_same(known: &Server, server: &Value) -> bool {
    let defaults = defaults(server);
    let has = |it: &ServerVariable| {
        defaults.get(&*it.name.wire).is_some_and(|default| *default == &*it.default)
    };
    server.get("url").is_some_and(|url| *url == *known.url) && known.variables.iter().all(has)
}

/// What the variables of a server are where a caller gives nothing.
fn defaults(server: &Value) -> BTreeMap<&str, &Value> {
    let variables = server.get("variables").and_then(Value::as_object).into_iter().flatten();
    variables.filter_map(|(name, variable)| Some((&**name, variable.get("default")?))).collect()
}

/// What a server is called: by its description where that is a name and no sentence, or else by its URL.
fn server_name<'s>(url: &'s str, description: Option<&'s str>) -> &'s str {
    const MOST_WORDS: usize = 4;
    let name = description.map(str::trim).unwrap_or_default();
    let is_name = (1..=MOST_WORDS).contains(&name.split_whitespace().count());
    if is_name { name } else { url.split_once("://").map_or(url, |(_, rest)| rest) }
}

/// The part of a URL template between scheme and path.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}
