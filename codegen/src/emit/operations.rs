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
    // Tables without anything behind them follow one another.
    let mut is_open = false;
    for (index, operation) in group.operations.iter().enumerate() {
        let emitter = Emitter { api, types: &types, limits, markers, operation };
        if index > 0 {
            entries.push('\n');
        }
        emitter.entry(&mut entries);
        let request = emitter.request();
        requests.push(if is_open { Chunk::Attached(request) } else { Chunk::Text(request) });
        let before = requests.len();
        requests.extend(emitter.impls().map(Chunk::Attached));
        requests.extend(emitter.parts().map(Chunk::Text));
        requests.extend(outcomes::chunks(&types, operation));
        is_open = requests.len() == before;
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
    /// What the request holds.
    fn held(&self) -> String {
        match self.gathered() {
            Some(body) => {
                let gathered = self.types.runtime("Gathered");
                let ty = self.types.ty(&body.ty);
                let how = if body.required { "required" } else { "optional" };
                format!("{}: {how}", text(&quote!(#gathered<#ty>)))
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
        let (held, method) = (self.held(), method.as_str());
        let mut out = format!("request! {{ {type_ident}({held}) by {},", name.ident);
        table::part(&format!("{method} {path:?}"), &mut out);
        if name.wire != name.ident {
            table::part(&format!("as {:?}", name.wire), &mut out);
        }
        let encoding = self.operation.bodies().flat_map(|body| &body.encoding);
        let params = self.operation.params.iter().chain(encoding).map(|param| self.param(param));
        table::wrap("[", params, "]", "\n    ", &mut out);
        if let Some(own) = self.operation.server.and_then(|it| self.api.own_servers.get(it)) {
            table::part(&format!("at {}", own.ident), &mut out);
        }
        table::part(&table::security(self.api, self.operation), &mut out);
        let (ty, how) = self.decoded();
        let accept = outcomes::accept(self.operation);
        // What reads JSON asks for it.
        let implied = if matches!(how, "json" | "optional") { "application/json" } else { "" };
        if accept != implied {
            table::part(&format!("accept {accept:?}"), &mut out);
        }
        if let Some(body) = &self.operation.body {
            table::part(&format!("sends {:?}", body.content_type), &mut out);
        } else if let Some(fields) = &self.operation.fields {
            let always = if fields.required { "always " } else { "" };
            table::part(&format!("sends {always}{:?}", fields.content_type), &mut out);
        }
        let mut bodies = self.operation.bodies();
        // JSON goes before a form.
        let model = bodies.find(|body| body.is_model());
        if let Some(limits) = model.and_then(|body| self.body_limits(body)) {
            table::part(&format!("within [{}]", limits.table), &mut out);
        }
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
        let steps = steps(self.operation);
        let mut argument = String::new();
        let mut start = "start".to_owned();
        let mut with = String::from("self");
        if let Some((index, param)) = positional(self.operation) {
            let (taken, how, value) = self.argument(param, &param.name.ident);
            argument = format!(", {}: {taken}", param.name.ident);
            start = format!("start_{how}");
            let _ = write!(with, ", {index}, {value}");
        }
        let method = &self.operation.name.ident;
        let head = format!("    pub fn {method}(&self{argument})");
        let (gives, start) = (self.pending_type(&steps), format!("Call::{start}({with})"));
        let end = format!("-> {gives} {{ {start} }}");
        let _ = if head.len() + 1 + end.len() <= WIDTH {
            writeln!(out, "{head} {end}")
        } else if 4 + end.len() <= WIDTH {
            writeln!(out, "{head}\n    {end}")
        } else {
            writeln!(out, "{head}\n    -> {gives} {{\n        {start}\n    }}")
        };
    }

    /// What the document demands of a body that is a model.
    pub(super) fn body_limits(&self, body: &Body) -> Option<BodyTable> {
        let limits = self.limits.body(body)?;
        if limits.is_list {
            self.types.runtime("Limit");
        }
        Some(limits)
    }

    /// The type of the argument `name` for a parameter, and the call of the method that gives its value.
    pub(super) fn with(&self, index: usize, param: &Param, name: &str) -> (String, String) {
        let (taken, how, value) = self.argument(param, name);
        (taken, format!(".{how}({index}, {value})"))
    }

    /// The type of the argument `name` for a parameter, the method that takes its value, and the value.
    fn argument(&self, param: &Param, name: &str) -> (String, &'static str, String) {
        let name = format_ident!("{name}");
        let (taken, made) = self.types.argument(&param.ty, &quote!(#name));
        let how = match param.written {
            Written::Plain => "with",
            Written::Tree => "with_tree",
            Written::Json => "with_json",
        };
        (text(&taken), how, setters::collected(&text(&made)))
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
