//! `src/operations/`: one module a group, in it for each operation a static table, a method of the
//! client and a request type with its setters.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::limits::{BodyTable, Tables};
use super::models::null_docs;
use super::steps::{Step, positional, steps};
use super::types::Types;
use super::{Chunk, Module, doc, outcomes, params};
use crate::ir::{
    Api, AuthUse, Body, Doc, Field, Format, Group, Operation, Param, Place, Setter, Success,
    Written,
};

/// The module of a group.
pub(super) fn module(api: &Api, limits: &Tables<'_>, group: &Group) -> Module {
    let types = Types::outside(api);
    let mut chunks = Vec::new();
    for operation in &group.operations {
        chunks.extend(self::chunks(api, &types, limits, operation));
    }
    chunks.insert(0, Chunk::Items(imports(&types, group)));
    let text = doc::text(&group.doc, &format!("The operations tagged `{}`.", group.name.wire));
    let head = text.lines().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
    Module { head, chunks }
}

/// An operation and what belongs to it.
pub(super) fn chunks<'a>(
    api: &'a Api,
    types: &'a Types<'a>,
    limits: &'a Tables<'a>,
    operation: &'a Operation,
) -> Vec<Chunk> {
    Emitter { api, types, limits, operation }.chunks()
}

fn imports(types: &Types<'_>, group: &Group) -> TokenStream {
    for name in ["Call", "Client", "Method", "Operation", "Pending"] {
        types.runtime(name);
    }
    // An enum of outcomes has its own.
    if group.operations.iter().any(|operation| operation.outcomes.is_none()) {
        types.runtime("decode");
    }
    if group.operations.iter().any(|operation| !operation.params.is_empty()) {
        types.runtime("Param");
    }
    let auth =
        group.operations.iter().flat_map(|operation| &operation.auth).any(|all| !all.is_empty());
    let auth = auth.then(|| {
        quote!(
            use crate::client::auth;
        )
    });
    let servers = group.operations.iter().any(|operation| operation.server.is_some());
    let servers = servers.then(|| {
        quote!(
            use crate::client::servers;
        )
    });
    let needs = group.operations.iter().any(|operation| !steps(operation).is_empty());
    let needs = needs.then(|| {
        types.runtime("Needs");
        quote!(
            use super::needs;
        )
    });
    let imports = types.imports();
    quote!(#needs #auth #servers #imports)
}

/// With more steps than this, clippy finds the type of what is missing too long.
const MANY_STEPS: usize = 6;

/// Writes one operation.
struct Emitter<'a> {
    api: &'a Api,
    types: &'a Types<'a>,
    limits: &'a Tables<'a>,
    operation: &'a Operation,
}

impl Emitter<'_> {
    fn chunks(&self) -> Vec<Chunk> {
        let mut chunks = vec![
            Chunk::Items(self.table()),
            Chunk::Items(self.entry()),
            Chunk::Items(self.request_type()),
        ];
        chunks.extend(self.step_impls().into_iter().map(Chunk::Items));
        chunks.push(Chunk::Items(self.request_impl()));
        chunks.extend(outcomes::chunks(self.types, self.operation));
        chunks
    }

    fn static_ident(&self) -> proc_macro2::Ident {
        // The method's name is unique among operations, so this is too.
        format_ident!("{}", self.operation.name.ident.to_uppercase())
    }

    fn type_ident(&self) -> proc_macro2::Ident {
        format_ident!("{}", self.operation.type_ident)
    }

    fn table(&self) -> TokenStream {
        let Operation { name, path, method, .. } = self.operation;
        let (ident, id) = (self.static_ident(), &name.wire);
        let method = format_ident!("{}", method.as_str());
        let params = self.operation.params.iter().map(|param| self.param(param));
        let security = self.operation.auth.iter().map(|schemes| {
            let schemes = schemes.iter().filter_map(|AuthUse(index)| self.api.auth.get(*index));
            let schemes = schemes.map(|scheme| {
                let ident = format_ident!("{}", scheme.static_ident);
                quote!(&auth::#ident)
            });
            quote!(&[#(#schemes),*])
        });
        let accept = outcomes::accept(self.operation);
        let body = self.operation.body.as_ref().map(|body| &body.content_type);
        let content_type = body.or(self.operation.fields.as_ref()).map_or("", String::as_str);
        quote! {
            static #ident: Operation = Operation {
                id: #id,
                method: Method::#method,
                path: #path,
                params: &[#(#params),*],
                security: &[#(#security),*],
                accept: #accept,
                content_type: #content_type,
            };
        }
    }

    /// A parameter's line in the table.
    fn param(&self, declared: &Param) -> TokenStream {
        let line = params::line(declared);
        let limits = self.limits.param(declared).map(|limits| {
            self.types.runtime("Limit");
            quote!(.limited(#limits))
        });
        quote!(#line #limits)
    }

    /// The method of the call that takes a body, and its arguments.
    fn given(&self, body: &Body, name: &TokenStream) -> TokenStream {
        let content_type = &body.content_type;
        match body.format {
            Format::Json => self.json(body, &quote!(&#name)),
            Format::Form => quote!(form(&#name)),
            Format::Multipart => quote!(multipart(#name)),
            Format::Text | Format::Bytes => quote!(bytes(#content_type, #name)),
        }
    }

    /// The method of the call that takes a JSON body, and its arguments.
    fn json(&self, body: &Body, value: &TokenStream) -> TokenStream {
        let Some(BodyTable { table, is_list }) = self.limits.body(body) else {
            return quote!(json(#value));
        };
        if is_list {
            self.types.runtime("Limit");
        }
        quote!(json_within(#value, #table))
    }

    /// The request while all that `steps` gives is missing.
    fn pending_type(&self, steps: &[Step<'_>]) -> TokenStream {
        let ident = self.type_ident();
        let markers: Vec<_> = steps.iter().map(|step| format_ident!("{}", step.marker())).collect();
        match markers.as_slice() {
            [] => quote!(#ident),
            [only] => quote!(Needs<#ident, needs::#only>),
            several => quote!(Needs<#ident, (#(needs::#several),*)>),
        }
    }

    fn docs(&self) -> TokenStream {
        let Operation { method, path, .. } = self.operation;
        doc::attributes(&self.operation.doc, &doc::code(&format!("{} {path}", method.as_str())))
    }

    /// The method of the client.
    fn entry(&self) -> TokenStream {
        let (method, docs, table) =
            (format_ident!("{}", self.operation.name.ident), self.docs(), self.static_ident());
        let deprecated = self.operation.doc.deprecated.then(|| quote!(#[deprecated]));
        let steps = steps(self.operation);
        let complex = (steps.len() > MANY_STEPS).then(|| quote!(#[allow(clippy::type_complexity)]));
        let result = self.pending_type(&steps);
        let (argument, set) = match positional(self.operation) {
            Some((index, param)) => {
                let name = format_ident!("{}", param.name.ident);
                let (taken, set) = self.set(index, param, &quote!(call));
                (quote!(, #name: #taken), Some(set))
            }
            None => (TokenStream::new(), None),
        };
        let ident = self.type_ident();
        let body = self.holds_body().then(|| quote!(, body: None));
        let own = self.operation.server.and_then(|server| self.api.own_servers.get(server));
        let own = own.map(|server| {
            let ident = format_ident!("{}", server.ident);
            quote!(.at(&servers::#ident))
        });
        let call = quote!(Call::new(self, &#table) #own);
        let (before, request) = match set {
            Some(set) => (quote!(let mut call = #call; #set), quote!(#ident { call #body })),
            None => (TokenStream::new(), quote!(#ident { call: #call #body })),
        };
        let wrapped = if steps.is_empty() { request } else { quote!(Needs::new(#request)) };
        quote! {
            impl Client {
                #docs
                #complex
                #deprecated
                pub fn #method(&self #argument) -> #result {
                    #before
                    #wrapped
                }
            }
        }
    }

    /// Whether the body is gathered member by member.
    fn holds_body(&self) -> bool {
        self.operation.body.as_ref().is_some_and(|body| !body.setters.is_empty())
    }

    fn request_type(&self) -> TokenStream {
        let ident = self.type_ident();
        let (method, path) = (self.operation.method.as_str(), &self.operation.path);
        let docs = doc::plain(&format!(
            "The request of [`Client::{}`]: {}.",
            self.operation.name.ident,
            doc::code(&format!("{method} {path}")),
        ));
        let body = self.operation.body.as_ref().filter(|_| self.holds_body()).map(|body| {
            let ty = self.types.ty(&body.ty);
            quote!(, body: Option<#ty>)
        });
        quote! {
            #docs
            #[derive(Clone, Debug)]
            #[must_use = "nothing is sent until `send` is called and awaited"]
            pub struct #ident { call: Call #body }
        }
    }

    /// The type of a parameter's argument and the statement that sets it on `call`.
    fn set(&self, index: usize, param: &Param, call: &TokenStream) -> (TokenStream, TokenStream) {
        let name = format_ident!("{}", param.name.ident);
        let (taken, made) = self.types.argument(&param.ty, &quote!(#name));
        let ty = self.types.ty(&param.ty);
        let plain = name == made.to_string();
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let made = (!plain).then(|| quote!(let #name: #ty = #made;));
        let set = match param.written {
            Written::Plain => quote!(set(#index, #name)),
            Written::Tree => quote!(set_tree(#index, &#name)),
            Written::Json => quote!(set_json(#index, &#name)),
        };
        (taken, quote!(#made #call.#set;))
    }

    /// One `impl` for each thing that is required, from the outermost `Needs` inwards.
    fn step_impls(&self) -> Vec<TokenStream> {
        let steps = steps(self.operation);
        (0..steps.len())
            .filter_map(|at| Some(self.step_impl(*steps.get(at)?, steps.get(at..)?)))
            .collect()
    }

    fn step_impl(&self, step: Step<'_>, open: &[Step<'_>]) -> TokenStream {
        let left = open.get(1..).unwrap_or_default();
        let (before, after) = (self.pending_type(open), self.pending_type(left));
        let result = if left.is_empty() { quote!(request) } else { quote!(Needs::new(request)) };
        let (method, docs, taken, set) = self.step_parts(step);
        let others: &[Body] = match step {
            Step::Body(_) => &self.operation.other_bodies,
            Step::Param(..) => &[],
        };
        let others = others.iter().map(|body| {
            let method = format_ident!("{}", body.name.ident);
            let docs = self.body_docs(body);
            let (taken, set) = self.set_body(body, &quote!(request.call));
            quote! {
                #docs
                pub fn #method(self, #method: #taken) -> #after {
                    let mut request = self.next;
                    #set
                    #result
                }
            }
        });
        // What is still missing has to be said, however much it is.
        let complex = (open.len() > MANY_STEPS).then(|| quote!(#[allow(clippy::type_complexity)]));
        quote! {
            impl #before {
                #docs
                #complex
                pub fn #method(self, #method: #taken) -> #after {
                    let mut request = self.next;
                    #set
                    #result
                }
                #(#others)*
            }
        }
    }

    fn step_parts(
        &self,
        step: Step<'_>,
    ) -> (proc_macro2::Ident, TokenStream, TokenStream, TokenStream) {
        let method = format_ident!("{}", step.setter());
        match step {
            Step::Param(index, param) => {
                let docs = doc::attributes(
                    &param.doc,
                    &format!("{}. Required.", doc::code(&param.name.wire)),
                );
                let (taken, set) = self.set(index, param, &quote!(request.call));
                (method, docs, taken, set)
            }
            Step::Body(body) => {
                let docs = doc::attributes(&body.doc, "The body. Required.");
                let (taken, set) = self.set_body(body, &quote!(request.call));
                (method, docs, taken, set)
            }
        }
    }

    /// The type of a whole body's argument and the statement that sets it.
    fn set_body(&self, body: &Body, call: &TokenStream) -> (TokenStream, TokenStream) {
        let name = format_ident!("{}", body.name.ident);
        let (taken, made) = self.types.argument(&body.ty, &quote!(#name));
        let ty = self.types.ty(&body.ty);
        let plain = name == made.to_string();
        let made = (!plain).then(|| quote!(let #name: #ty = #made;));
        let given = self.given(body, &quote!(#name));
        (taken, quote!(#made #call.#given;))
    }

    fn request_impl(&self) -> TokenStream {
        let ident = self.type_ident();
        let optional = self
            .operation
            .params
            .iter()
            .enumerate()
            .filter(|(_, param)| !param.required && param.place != Place::Path);
        let params = optional.map(|(index, param)| self.param_setter(index, param));
        let body = self.operation.body.as_ref().map(|body| self.body_setters(body));
        let is_step = steps(self.operation).iter().any(|step| matches!(step, Step::Body(_)));
        let others = self.operation.other_bodies.iter().filter(|_| !is_step);
        let others = others.map(|body| self.whole_body_setter(body));
        let send = self.send();
        quote! {
            impl #ident {
                #(#params)*
                #body
                #(#others)*
                #send
            }
        }
    }

    fn param_setter(&self, index: usize, param: &Param) -> TokenStream {
        let method = format_ident!("{}", param.name.ident);
        let docs = doc::attributes(&param.doc, &doc::code(&param.name.wire));
        let (taken, set) = self.set(index, param, &quote!(self.call));
        quote! {
            #docs
            pub fn #method(mut self, #method: #taken) -> Self {
                #set
                self
            }
        }
    }

    fn body_setters(&self, body: &Body) -> TokenStream {
        if body.setters.is_empty() {
            return if body.required { TokenStream::new() } else { self.whole_body_setter(body) };
        }
        let fields =
            self.api.as_struct(&body.ty).map(|body| body.fields.as_slice()).unwrap_or_default();
        let members = body
            .setters
            .iter()
            .zip(fields)
            .map(|(setter, field)| self.member_setter(setter, field));
        let ty = self.types.ty(&body.ty);
        let method = format_ident!("{}", body.name.ident);
        let docs = doc::attributes(
            &Doc {
                facts: vec![
                    "The whole body at once; replaces what the other setters of the body gave."
                        .to_owned(),
                ],
                ..body.doc.clone()
            },
            "The body.",
        );
        quote! {
            #(#members)*
            #docs
            pub fn #method(mut self, #method: #ty) -> Self {
                self.body = Some(#method);
                self
            }
        }
    }

    fn body_docs(&self, body: &Body) -> TokenStream {
        if !self.operation.other_bodies.contains(body) {
            return doc::attributes(&body.doc, "The body.");
        }
        let fallback = format!("The body as {}.", doc::code(&body.content_type));
        let facts = body.doc.description.iter().map(|_| fallback.clone()).collect();
        doc::attributes(&Doc { facts, ..body.doc.clone() }, &fallback)
    }

    fn whole_body_setter(&self, body: &Body) -> TokenStream {
        let docs = self.body_docs(body);
        let method = format_ident!("{}", body.name.ident);
        let (taken, set) = self.set_body(body, &quote!(self.call));
        quote! {
            #docs
            pub fn #method(mut self, #method: #taken) -> Self {
                #set
                self
            }
        }
    }

    fn member_setter(&self, setter: &Setter, field: &Field) -> TokenStream {
        let (method, member) =
            (format_ident!("{}", setter.name), format_ident!("{}", field.name.ident));
        let docs = doc::attributes(&field.doc, &doc::code(&field.name.wire));
        let (taken, made) = self.types.argument(&field.ty, &quote!(#method));
        let null = setter.null.as_ref().map(|null| {
            let (null, wire) = (format_ident!("{null}"), &field.name.wire);
            let docs = null_docs(field);
            quote! {
                #docs
                pub fn #null(mut self) -> Self {
                    let body = self.body.get_or_insert_default();
                    body.#member = None;
                    body.extra.set_null(#wire);
                    self
                }
            }
        });
        quote! {
            #docs
            pub fn #method(mut self, #method: #taken) -> Self {
                self.body.get_or_insert_default().#member = Some(#made);
                self
            }
            #null
        }
    }

    fn send(&self) -> TokenStream {
        let docs =
            doc::plain("Sends the request; the future gives the body of a successful answer.");
        let (ty, decode) = self.decoded();
        let body = self.operation.body.as_ref().filter(|_| self.holds_body()).map(|body| {
            if body.required && !self.operation.other_bodies.is_empty() {
                let json = self.json(body, &quote!(&self.body.unwrap_or_default()));
                quote!(if self.body.is_some() || !self.call.has_body() {
                    self.call.#json;
                })
            } else if body.required {
                let json = self.json(body, &quote!(&self.body.unwrap_or_default()));
                quote!(self.call.#json;)
            } else {
                let json = self.json(body, &quote!(body));
                quote!(if let Some(body) = &self.body {
                    self.call.#json;
                })
            }
        });
        let receiver = if body.is_some() { quote!(mut self) } else { quote!(self) };
        quote! {
            #docs
            pub fn send(#receiver) -> Pending<#ty> {
                #body
                self.call.send(#decode)
            }
        }
    }

    /// What a call gives, and the function that decodes it.
    fn decoded(&self) -> (TokenStream, TokenStream) {
        if let Some(outcomes) = &self.operation.outcomes {
            let ident = format_ident!("{}", outcomes.ident);
            return (quote!(#ident), quote!(#ident::decode));
        }
        let empty = self.operation.may_be_empty();
        match self.operation.success() {
            Success::Typed(ty, Format::Json) if empty => {
                let ty = self.types.ty(ty);
                (quote!(Option<#ty>), quote!(decode::optional))
            }
            // Without a body it is empty.
            Success::Typed(ty, format) => {
                let decode = format_ident!("{}", outcomes::decoder(format));
                (self.types.ty(ty), quote!(decode::#decode))
            }
            Success::Unit | Success::Mixed => (quote!(()), quote!(decode::unit)),
        }
    }
}
