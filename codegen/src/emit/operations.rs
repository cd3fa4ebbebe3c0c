//! `src/operations/`: one module a group, in it the methods of the client, and for each operation its request
//! with a line of what the document says of it and a setter for each optional parameter.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::limits::{BodyTable, Tables};
use super::needs::Markers;
use super::steps::{Step, positional, steps};
use super::types::{Types, text};
use super::{Chunk, Module, WIDTH, doc, failures, needs, outcomes, setters, table};
use crate::ir::{Api, Body, Doc, Format, Group, Operation, Param, Prim, Success, TypeRef, Written};

/// With more steps than this, of which a body is two, clippy may find the type of what is missing too long.
const MANY_STEPS: usize = 2;

/// The module of a group.
pub(super) fn module(
    api: &Api,
    limits: &Tables<'_>,
    markers: &Markers<'_>,
    group: &Group,
) -> Module {
    let types = Types::outside(api);
    let mut entries = String::from("impl Client {\n");
    let mut requests = Vec::new();
    for (index, operation) in group.operations.iter().enumerate() {
        let emitter = Emitter { api, types: &types, limits, markers, operation };
        if index > 0 {
            entries.push('\n');
        }
        emitter.entry(&mut entries);
        requests.push(Chunk::Text(emitter.request()));
        requests.extend(emitter.impls().map(Chunk::Attached));
        requests.extend(emitter.parts().map(Chunk::Text));
        requests.extend(outcomes::chunks(&types, operation));
    }
    entries.push('}');
    let failures = failures::chunks(api, &types, group);
    let mut chunks = vec![Chunk::Items(imports(&types, group)), Chunk::Text(entries)];
    chunks.extend(requests);
    chunks.extend(failures);
    let text = doc::text(&group.doc, &format!("The operations tagged `{}`.", group.name.wire));
    let mut head: Vec<String> =
        text.lines().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
    if group.operations.iter().any(has_many_steps) {
        head.push(
            "#![allow(clippy::type_complexity, reason = \"what is missing has to be said, however much it is\")]"
                .to_owned(),
        );
    }
    Module { head, chunks }
}

fn has_many_steps(operation: &Operation) -> bool {
    let steps = steps(operation);
    let body = steps.iter().any(|step| matches!(step, Step::Body(_)));
    steps.len() + usize::from(body) > MANY_STEPS
}

/// What an operation adds to the public items of the crate, as Rust without bodies of any interest: also what the
/// runtime's macros write. The types of what is missing are named without regard to other operations.
pub(super) fn declarations(api: &Api, operation: &Operation) -> String {
    let (types, limits, markers) = (Types::outside(api), Tables::none(api), Markers::none(api));
    let emitter = Emitter { api, types: &types, limits: &limits, markers: &markers, operation };
    let ident = &operation.type_ident;
    let mut out = String::from("impl Client {\n");
    emitter.entry(&mut out);
    let gives = text(&emitter.decoded().0);
    let _ = writeln!(out, "}}\npub struct {ident};");
    let steps = steps(operation);
    for (at, step) in steps.iter().enumerate() {
        let open = steps.get(at..).unwrap_or_default();
        let (before, after) =
            (emitter.pending_type(open), emitter.pending_type(open.get(1..).unwrap_or_default()));
        let (setter, taken) = (step.setter(), needs::taken(&types, *step));
        let _ = writeln!(
            out,
            "impl {before} {{ pub fn {setter}(self, {setter}: {taken}) -> {after} {{}} }}"
        );
    }
    for own in emitter.impls() {
        let _ = writeln!(out, "{own}");
    }
    for parts in operation.parts() {
        let (ident, methods) = (&parts.ident, emitter.parts_methods(parts));
        let _ = writeln!(out, "pub struct {ident};\nimpl {ident} {{\n{methods}}}");
    }
    let _ = writeln!(out, "impl {ident} {{ pub fn send(self) -> Pending<{gives}> {{}} }}");
    if let Some(paging) = &operation.paging {
        let item = text(&types.ty(&paging.item));
        let _ = writeln!(out, "impl {ident} {{ pub fn paginate(self) -> Items<{item}> {{}} }}");
    }
    if let Some(failures) = failures::of(api, &types, operation) {
        let failure = failures.ident;
        let _ = writeln!(
            out,
            "impl {ident} {{ pub fn failure(error: &Error) -> Option<{failure}> {{}} }}"
        );
    }
    if let Some(data) = operation.events() {
        let data = text(&emitter.ty(data));
        let _ =
            writeln!(out, "impl {ident} {{ pub fn event_stream(self) -> Events<{data}> {{}} }}");
    }
    out
}

fn imports(types: &Types<'_>, group: &Group) -> TokenStream {
    for name in ["Call", "Client", "request"] {
        types.runtime(name);
    }
    let needs = group.operations.iter().any(|operation| !steps(operation).is_empty());
    let needs = needs.then(|| {
        types.runtime("Needs");
        quote!(
            use super::needs;
        )
    });
    let auth =
        group.operations.iter().flat_map(|operation| &operation.auth).any(|all| !all.is_empty());
    let servers = group.operations.iter().any(|operation| operation.server.is_some());
    let servers = servers.then(|| {
        quote!(
            use crate::client::servers;
        )
    });
    let auth = auth.then(|| {
        quote!(
            use crate::client::auth;
        )
    });
    let imports = types.imports();
    quote!(#needs #auth #servers #imports)
}

/// Whether the data of events is taken as it is.
fn is_text(data: &TypeRef) -> bool {
    *data == TypeRef::Prim(Prim::String)
}

/// Writes one operation.
pub(super) struct Emitter<'a> {
    pub(super) api: &'a Api,
    pub(super) types: &'a Types<'a>,
    limits: &'a Tables<'a>,
    markers: &'a Markers<'a>,
    pub(super) operation: &'a Operation,
}

impl Emitter<'_> {
    /// The name of the table: the method's name is unique among operations, so this is too, save that `ß` and
    /// `ss` are written alike in capitals. A request is a value as well, and one without small letters, as that of
    /// the operation `v1`, would have the same name.
    fn table_ident(&self) -> String {
        let method = &self.operation.name.ident;
        let mut ident = method.to_uppercase();
        if self.markers.is_request(&ident) {
            ident.push_str("__");
        }
        if !method.is_ascii() {
            let methods = self.api.operations().map(|other| &other.name.ident);
            let before =
                methods.filter(|it| *it < method && it.to_uppercase() == method.to_uppercase());
            ident.push_str(&"_".repeat(before.count()));
        }
        ident
    }

    /// What the request holds.
    fn held(&self) -> String {
        match self.gathered() {
            Some(body) => {
                let gathered = self.types.runtime("Gathered");
                let ty = self.types.ty(&body.ty);
                text(&quote!(#gathered<#ty>))
            }
            None => "Call".to_owned(),
        }
    }

    /// The body that is gathered member by member.
    pub(super) fn gathered(&self) -> Option<&Body> {
        self.operation.body.as_ref().filter(|body| !body.setters.is_empty())
    }

    /// The request with its table.
    fn request(&self) -> String {
        let Operation { name, type_ident, method, path, .. } = self.operation;
        let (table, held, method) = (self.table_ident(), self.held(), method.as_str());
        let mut out = format!("request! {{ {table}: {type_ident}({held}) by {},", name.ident);
        table::part(&format!("{method} {path:?}"), &mut out);
        table::part(&format!("as {:?}", name.wire), &mut out);
        let params = self.operation.params.iter().map(|param| self.param(param));
        table::wrap("[", params, "]", "\n    ", &mut out);
        table::part(&table::security(self.api, self.operation), &mut out);
        let accept = outcomes::accept(self.operation);
        if !accept.is_empty() {
            table::part(&format!("accept {accept:?}"), &mut out);
        }
        let body = self.operation.body.as_ref().map(|body| &body.content_type);
        if let Some(sends) = body.or(self.operation.fields.as_ref()) {
            table::part(&format!("sends {sends:?}"), &mut out);
        }
        let (ty, how) = self.decoded();
        let gives = format!("-> {how} {}", text(&ty));
        match &self.operation.paging {
            Some(paging) => {
                table::part(&format!("{gives},"), &mut out);
                table::part(&table::paging(paging, &text(&self.types.ty(&paging.item))), &mut out);
            }
            None => table::part(&gives, &mut out),
        }
        if let Some(failures) = failures::of(self.api, self.types, self.operation) {
            out.push(',');
            table::part(&format!("fails {}: [{}]", failures.ident, failures.table), &mut out);
        }
        if let Some(data) = self.operation.events() {
            let read = if is_text(data) { "event_text" } else { "event" };
            let data = text(&self.ty(data));
            out.push(',');
            table::part(&format!("events {data}: {read}"), &mut out);
        }
        out.push_str(" }");
        out
    }

    /// A parameter in the table.
    pub(super) fn param(&self, declared: &Param) -> String {
        let mut line = table::param(declared);
        if let Some(limits) = self.limits.param(declared) {
            self.types.runtime("Limit");
            let _ = write!(line, ".limited({})", text(&limits));
        }
        line
    }

    /// The request while all that `steps` gives is missing.
    fn pending_type(&self, steps: &[Step<'_>]) -> String {
        let ident = &self.operation.type_ident;
        let mut markers = steps.iter().rev().map(|step| self.markers.marker(self.types, *step));
        let Some(last) = markers.next() else { return ident.clone() };
        let missing = markers.fold(last, |rest, marker| format!("({marker}, {rest})"));
        format!("Needs<{ident}, {missing}>")
    }

    fn entry_docs(&self, out: &mut String) {
        let Operation { method, path, doc, .. } = self.operation;
        let mut doc = doc.clone();
        // Not a fact, which would be told last: what is given next is.
        let missing = steps(self.operation).into_iter().filter_map(|step| {
            let said = self.markers.said_here(step)?;
            Some(doc::list_item(&doc::code(step.setter()), &doc::text(said, "")))
        });
        let missing: Vec<String> = missing.collect();
        let place = doc::code(&format!("{} {path}", method.as_str()));
        let is_described = doc.summary.is_some() || doc.description.is_some();
        let facts = std::mem::take(&mut doc.facts);
        let mut parts = Vec::new();
        if missing.is_empty() && is_described {
            parts.push(doc::text(&Doc { facts, ..doc }, &place));
        } else {
            parts.push(doc::text(&doc, &place));
            parts.extend((!missing.is_empty()).then(|| missing.join("\n")));
            parts.extend(is_described.then_some(facts).into_iter().flatten());
        }
        for line in parts.join("\n\n").lines() {
            let _ = writeln!(out, "{}", format!("    /// {line}").trim_end());
        }
    }

    /// The method of the client.
    fn entry(&self, out: &mut String) {
        self.entry_docs(out);
        if self.operation.doc.deprecated {
            out.push_str("    #[deprecated]\n");
        }
        let (ident, steps) = (&self.operation.type_ident, steps(self.operation));
        let mut argument = String::new();
        let mut call = vec![format!("Call::new(self, &{})", self.table_ident())];
        let own = self.operation.server.and_then(|server| self.api.own_servers.get(server));
        call.extend(own.map(|server| format!(".at(&servers::{})", server.ident)));
        if let Some((index, param)) = positional(self.operation) {
            let (taken, set) = self.with(index, param, &param.name.ident);
            argument = format!(", {}: {taken}", param.name.ident);
            call.push(set);
        }
        let mut bodies = self.operation.bodies();
        let json = bodies.find(|body| body.format == Format::Json);
        if let Some(table) = json.and_then(|body| self.body_limits(body)) {
            call.push(format!(".within({table})"));
        }
        let request = |call: &str| match (self.gathered(), steps.is_empty()) {
            (None, true) => format!("{ident}({call})"),
            (None, false) => format!("Needs::new({call}, {ident})"),
            (Some(body), is_whole) => {
                let make = if body.required { "Gathered::required" } else { "Gathered::optional" };
                if is_whole {
                    format!("{ident}({make}({call}))")
                } else {
                    format!("Needs::new({call}, |call| {ident}({make}(call)))")
                }
            }
        };
        let mut made = request(&call.concat());
        if made.len() + 8 > WIDTH {
            made =
                format!("let call = {};\n        {}", call.join("\n            "), request("call"));
        }
        let method = &self.operation.name.ident;
        let mut head = format!("    pub fn {method}(&self{argument})");
        table::part(&format!("-> {} {{", self.pending_type(&steps)), &mut head);
        let is_short =
            !head.contains('\n') && head.len() + made.len() + " ".len() + " }".len() <= WIDTH;
        let _ = if is_short && !made.contains('\n') {
            writeln!(out, "{head} {made} }}")
        } else {
            writeln!(out, "{head}\n        {made}\n    }}")
        };
    }

    /// What the document demands of a JSON body, as an expression.
    pub(super) fn body_limits(&self, body: &Body) -> Option<String> {
        let BodyTable { table, is_list } = self.limits.body(body)?;
        if is_list {
            self.types.runtime("Limit");
        }
        Some(text(&table))
    }

    /// The type of the argument `name` for a parameter, and the call of the method that gives its value.
    pub(super) fn with(&self, index: usize, param: &Param, name: &str) -> (String, String) {
        let name = format_ident!("{name}");
        let (taken, made) = self.types.argument(&param.ty, &quote!(#name));
        let with = match param.written {
            Written::Plain => "with",
            Written::Tree => "with_tree",
            Written::Json => "with_json",
        };
        (text(&taken), format!(".{with}({index}, {})", setters::collected(&text(&made))))
    }

    /// The setters of what may be left out, and those of other media types of a required body.
    fn impls(&self) -> impl Iterator<Item = String> {
        let ident = &self.operation.type_ident;
        let body_step =
            steps(self.operation).into_iter().find(|step| matches!(step, Step::Body(_)));
        let others = body_step.filter(|_| !self.operation.other_bodies.is_empty()).map(|step| {
            let pending = self.pending_type(&[step]);
            let mut out = format!("impl {pending} {{\n");
            self.other_steps(&mut out);
            out.push('}');
            out
        });
        let mut setters = String::new();
        self.setters(body_step.is_some(), &mut setters);
        let own = (!setters.is_empty()).then(|| format!("impl {ident} {{\n{setters}}}"));
        others.into_iter().chain(own)
    }

    /// What a call gives, and the word for how it is read.
    fn decoded(&self) -> (TokenStream, &'static str) {
        if let Some(outcomes) = &self.operation.outcomes {
            let ident = format_ident!("{}", outcomes.ident);
            return (quote!(#ident), "outcomes");
        }
        let empty = self.operation.may_be_empty();
        match self.operation.success() {
            Success::Typed(ty, Format::Json) if empty => {
                let ty = self.ty(ty);
                (quote!(Option<#ty>), "optional")
            }
            // Without a body it is empty.
            Success::Typed(ty, format) => (self.ty(ty), outcomes::decoder(format)),
            Success::Unit | Success::Mixed => (quote!(()), "unit"),
        }
    }

    fn ty(&self, ty: &TypeRef) -> TokenStream {
        self.types.whole(ty)
    }
}
