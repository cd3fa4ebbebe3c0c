//! The first call that a reader of the crate's front page sees: real code, compiled as a doctest.

use super::features::Features;
use super::steps::{Step, positional, steps};
use crate::Config;
use crate::ir::{
    Api, AuthKind, AuthScheme, Operation, Prim, Server, SymbolValue, TypeDef, TypeKind, TypeRef,
};
use crate::names;

/// The lines of a code block that makes a client and calls the first operation that needs no more
/// than plain values; nothing where there is none.
pub(super) fn example(api: &Api, config: &Config, features: &Features<'_>) -> Option<Vec<String>> {
    let usage = Usage { api };
    let mut operations =
        api.groups.iter().flat_map(|group| group.operations.iter().map(move |it| (group, it)));
    let (group, operation, call) =
        operations.find_map(|(group, it)| Some((group, it, usage.call(it)?)))?;
    let (client, mut imports) = usage.client(operation);
    let library = names::crate_ident(&config.crate_name);
    imports.insert(0, "Client".to_owned());
    let imports = match imports.as_slice() {
        [only] => format!("use {library}::{only};"),
        several => format!("use {library}::{{{}}};", several.join(", ")),
    };
    let mut lines = vec!["```no_run".to_owned()];
    // Without its group there is no such method.
    lines.extend(features.of(group).map(|feature| format!("# #[cfg(feature = {feature:?})]")));
    lines.push(format!("# async fn run() -> Result<(), {library}::Error> {{"));
    lines.extend([imports, String::new()]);
    lines.extend(client);
    lines.extend(call);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

struct Usage<'a> {
    api: &'a Api,
}

impl Usage<'_> {
    /// The statement that makes the client, and the enums that it names.
    fn client(&self, operation: &Operation) -> (Vec<String>, Vec<String>) {
        let server = self.api.servers.first().filter(|server| server.is_absolute());
        let (arguments, imports) = match server {
            Some(server) => self.server_arguments(server),
            None => ("\"https://api.example.com\"".to_owned(), Vec::new()),
        };
        let schemes = operation.auth.first().into_iter().flatten();
        let credentials = schemes.filter_map(|scheme| self.api.auth.get(scheme.0)).map(credential);
        let credentials: String = credentials.collect();
        (vec![format!("let client = Client::builder({arguments}){credentials}.build()?;")], imports)
    }

    fn server_arguments(&self, server: &Server) -> (String, Vec<String>) {
        let mut imports = Vec::new();
        let arguments =
            server.variables.iter().filter(|variable| variable.in_host).map(|variable| {
                let def = variable.ty.map(|id| self.api.type_def(id));
                let symbol = def.and_then(|def| Some((def, first_symbol(def)?)));
                match symbol {
                    Some((def, symbol)) => {
                        imports.push(def.name.ident.clone());
                        format!("{}::{symbol}", def.name.ident)
                    }
                    None => format!("{:?}", variable.name.ident),
                }
            });
        let arguments: Vec<String> = arguments.collect();
        (arguments.join(", "), imports)
    }

    /// The statement that makes the call, where plain values are all that it needs.
    fn call(&self, operation: &Operation) -> Option<Vec<String>> {
        let argument = match positional(operation) {
            Some((_, param)) => self.value(&param.ty, &param.name.ident)?,
            None => String::new(),
        };
        let mut lines = vec!["let answer = client".to_owned()];
        lines.push(format!("    .{}({argument})", operation.name.ident));
        for step in steps(operation) {
            let Step::Param(param) = step else { return None };
            let value = self.value(&param.ty, &param.name.ident)?;
            lines.push(format!("    .{}({value})", param.name.ident));
        }
        lines.extend(["    .send()", "    .await?;"].map(str::to_owned));
        (!operation.doc.deprecated).then_some(lines)
    }

    /// A value that a reader recognises as a sample.
    fn value(&self, ty: &TypeRef, name: &str) -> Option<String> {
        Some(match self.api.resolve(ty) {
            TypeRef::Prim(Prim::String | Prim::IntegerOrString | Prim::NumberOrString) => {
                format!("{name:?}")
            }
            TypeRef::Prim(Prim::DateTime) => "\"2025-01-01T00:00:00Z\"".to_owned(),
            TypeRef::Prim(Prim::Date) => "\"2025-01-01\"".to_owned(),
            TypeRef::Prim(Prim::Uuid) => "\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"".to_owned(),
            TypeRef::Prim(Prim::Uri) => "\"https://example.com\"".to_owned(),
            TypeRef::Prim(Prim::Base64) => "\"aGVsbG8=\"".to_owned(),
            TypeRef::Prim(Prim::NumberText) => "\"1\"".to_owned(),
            TypeRef::Prim(Prim::Bytes | Prim::File) => "\"content\".to_owned()".to_owned(),
            TypeRef::Prim(Prim::Bool) => "true".to_owned(),
            TypeRef::Prim(Prim::Number) => "1.5".to_owned(),
            TypeRef::Prim(Prim::I32 | Prim::I64 | Prim::U32 | Prim::U64) => "1".to_owned(),
            TypeRef::Prim(Prim::UnixTime) => "1_735_689_600_i64".to_owned(),
            TypeRef::List(item) => format!("[{}]", self.value(item, name)?),
            TypeRef::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Enum(body) => match &body.symbols.first()?.value {
                    SymbolValue::String(value) => format!("{value:?}"),
                    SymbolValue::Integer(value) => value.to_string(),
                },
                _ => return None,
            },
            _ => return None,
        })
    }
}

fn credential(scheme: &AuthScheme) -> String {
    match scheme.kind {
        AuthKind::Basic => format!(".{}(\"user\", \"password\")", scheme.name.ident),
        AuthKind::ApiKey { .. } | AuthKind::Bearer => format!(".{}(\"secret\")", scheme.name.ident),
    }
}

fn first_symbol(def: &TypeDef) -> Option<&str> {
    match &def.kind {
        TypeKind::Enum(body) => Some(&body.symbols.first()?.ident),
        _ => None,
    }
}
