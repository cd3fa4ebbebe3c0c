//! The public items of the generated crate as plain text: what a caller can name, and how it is declared.
//!
//! They are read off what is emitted, and where a macro of the runtime writes an item, off what its emitter
//! declares; `tests/review` holds that to the emitted files. Where a trait decides whether callers compile, it is an item of its own (`models::A: Default`).

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Fields, ImplItem, Item as Syntax, Type, Visibility};

use super::features::Features;
use super::types::Types;
use super::{Chunk, client, failures, index, models, needs, operations, outcomes};
use crate::Config;
use crate::ir::{Api, BodyParts, Group, Operation, TypeDef};

/// A public item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The path in the crate, such as `models::Group::name`.
    pub path: String,
    /// How it is declared.
    pub signature: String,
    /// What of the declaration callers depend on: all of it save the names of arguments.
    pub essence: String,
}

impl Item {
    fn new(path: String, signature: String) -> Self {
        Self { path, essence: signature.clone(), signature }
    }
}

/// All items that come from the document.
pub fn all(api: &Api) -> Vec<Item> {
    let types = api.types.iter().flat_map(|def| of_type(api, def));
    let groups = api.groups.iter();
    let operations = groups.flat_map(|group| group.operations.iter().map(move |it| (group, it)));
    let operations = operations.flat_map(|(group, operation)| of_operation(api, group, operation));
    types.chain(operations).chain(of_crate(api)).collect()
}

/// The items of a type of the document.
pub fn of_type(api: &Api, def: &TypeDef) -> Vec<Item> {
    let types = Types::inside(api);
    let chunks = vec![models::definition(&types, def), parsed(&models::declarations(&types, def))];
    read(chunks, "models::")
}

/// The items of an operation.
pub fn of_operation(api: &Api, group: &Group, operation: &Operation) -> Vec<Item> {
    let mut chunks = outcomes::chunks(&Types::outside(api), operation);
    chunks.push(parsed(&operations::declarations(api, operation)));
    read(chunks, &format!("operations::{}::", group.name.ident))
}

/// The items that belong to no single type or operation.
pub fn of_crate(api: &Api) -> Vec<Item> {
    let mut items = read(client::module(api, &Config::new("client")).chunks, "");
    let needs = needs::Markers::new(api).declarations();
    items.extend(read(
        index::module(api, &Features::new(api), !needs.is_empty()).chunks,
        "operations::",
    ));
    items.extend(read(vec![parsed(&needs)], "operations::needs::"));
    items.extend(of_manifest(api));
    let types = Types::outside(api);
    for group in &api.groups {
        let prefix = format!("operations::{}::", group.name.ident);
        items.extend(read(vec![parsed(&failures::declarations(api, &types, group))], &prefix));
    }
    items.extend(api.headers.iter().map(|header| {
        let (name, ty) = (&header.name.ident, tidy(&types.ty(&header.ty)));
        let path = format!("headers::AnswerHeaders::{name}");
        Item::new(path, format!("fn {name}(&self) -> Option<{ty}>"))
    }));
    items
}

/// What a crate has without its default features, as an item.
pub const WITHOUT_DEFAULTS: &str = "default-features = false";

/// The features that groups of operations are behind; none where they are always there.
pub fn features(api: &Api) -> Vec<String> {
    Features::new(api).names()
}

/// The path of a feature, as if it were an item.
pub fn feature_path(feature: &str) -> String {
    format!("features = [{feature:?}]")
}

/// What manifests of callers depend on.
fn of_manifest(api: &Api) -> Vec<Item> {
    let features = features(api);
    let has = if features.is_empty() {
        "every operation"
    } else {
        "the operations of the groups that are named"
    };
    let without = Item::new(WITHOUT_DEFAULTS.to_owned(), has.to_owned());
    let features = features.iter().map(|it| Item::new(feature_path(it), format!("{it} = []")));
    [without].into_iter().chain(features).collect()
}

/// The path of an operation's request.
pub fn request_path(group: &Group, operation: &Operation) -> String {
    format!("operations::{}::{}", group.name.ident, operation.type_ident)
}

/// The path of a body in parts that an operation takes beside others.
pub fn parts_path(group: &Group, parts: &BodyParts) -> String {
    format!("operations::{}::{}", group.name.ident, parts.ident)
}

/// The path of an operation's method.
pub fn method_path(operation: &Operation) -> String {
    format!("Client::{}", operation.name.ident)
}

/// The enum of an operation's errors, which belongs to its group.
pub fn of_failures(api: &Api, group: &Group, operation: &Operation) -> Vec<Item> {
    let types = Types::outside(api);
    let Some(failures) = failures::of(api, &types, operation) else { return Vec::new() };
    let module = format!("operations::{}::", group.name.ident);
    let mut items = read(vec![parsed(&failures::declarations(api, &types, group))], &module);
    items.retain(|item| {
        let rest = item.path.strip_prefix(&module).and_then(|it| it.strip_prefix(&failures.ident));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    });
    items
}

/// The path of a type of the document.
pub fn type_path(def: &TypeDef) -> String {
    format!("models::{}", def.name.ident)
}

/// Text that is emitted as such.
fn parsed(text: &str) -> Chunk {
    // What is emitted parses; rendering and compiling do the same.
    Chunk::Items(text.parse().unwrap_or_default())
}

fn read(chunks: Vec<Chunk>, prefix: &str) -> Vec<Item> {
    let mut reader = Reader { items: Vec::new() };
    for chunk in chunks {
        let file = match chunk {
            Chunk::Items(tokens) => syn::parse2::<syn::File>(tokens),
            Chunk::Declaration(text) => syn::parse_str(&undocumented(&text)),
            // What macros write of it that is public was declared.
            Chunk::Text(_) | Chunk::Attached(_) => continue,
        };
        // What is emitted parses; rendering and compiling do the same.
        file.iter().flat_map(|file| &file.items).for_each(|it| reader.item(it, prefix));
    }
    reader.items
}

/// An item without its documentation, which no caller depends on.
fn undocumented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("///"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

struct Reader {
    items: Vec<Item>,
}

impl Reader {
    fn add(&mut self, path: String, signature: String) {
        self.items.push(Item::new(path, signature));
    }

    fn item(&mut self, item: &Syntax, prefix: &str) {
        match item {
            Syntax::Struct(it) if is_public(&it.vis) => self.structure(it, prefix),
            Syntax::Enum(it) if is_public(&it.vis) => {
                let path = format!("{prefix}{}", it.ident);
                self.add(path.clone(), format!("pub enum {}", it.ident));
                for variant in &it.variants {
                    let fields = tidy(&variant.fields.to_token_stream());
                    self.add(
                        format!("{path}::{}", variant.ident),
                        format!("{}{fields}", variant.ident),
                    );
                }
            }
            Syntax::Type(it) if is_public(&it.vis) => {
                let ty = tidy(&it.ty.to_token_stream());
                self.add(format!("{prefix}{}", it.ident), format!("pub type {} = {ty}", it.ident));
            }
            Syntax::Static(it) if is_public(&it.vis) => {
                let ty = tidy(&it.ty.to_token_stream());
                self.add(format!("{prefix}{}", it.ident), format!("pub static {}: {ty}", it.ident));
            }
            Syntax::Mod(it) if is_public(&it.vis) => {
                self.add(format!("{prefix}{}", it.ident), format!("pub mod {}", it.ident));
                let inner = format!("{prefix}{}::", it.ident);
                let items = it.content.iter().flat_map(|(_, items)| items);
                items.for_each(|item| self.item(item, &inner));
            }
            Syntax::Impl(it) if it.trait_.is_none() => self.methods(it, prefix),
            _ => {}
        }
    }

    fn structure(&mut self, it: &syn::ItemStruct, prefix: &str) {
        let path = format!("{prefix}{}", it.ident);
        let open = it.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
        let public: Vec<String> = match &it.fields {
            Fields::Named(fields) => {
                let fields = fields.named.iter().filter(|field| is_public(&field.vis));
                fields.map(field_text).collect()
            }
            _ => Vec::new(),
        };
        // Whoever can write the struct as a literal breaks with each field.
        let is_literal = !open && !public.is_empty();
        let fields =
            if is_literal { format!(" {{ {} }}", public.join(", ")) } else { String::new() };
        self.add(path.clone(), format!("pub struct {}{fields}", it.ident));
        if it.attrs.iter().any(derives_default) {
            self.add(format!("{path}: Default"), format!("impl Default for {}", it.ident));
        }
        for field in it.fields.iter().filter(|field| is_public(&field.vis) && !is_literal) {
            let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            self.add(format!("{path}::{ident}"), field_text(field));
        }
    }

    /// The methods of a type; those of `Needs<Request, …>` are told as the request's.
    fn methods(&mut self, it: &syn::ItemImpl, prefix: &str) {
        let Type::Path(of) = it.self_ty.as_ref() else { return };
        let Some(last) = of.path.segments.last() else { return };
        let owner = match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => arguments
                .args
                .first()
                .map(ToTokens::to_token_stream)
                .unwrap_or_default()
                .to_string(),
            _ => last.ident.to_string(),
        };
        // The runtime's types are named from the root of the crate.
        let is_of_runtime = matches!(owner.as_str(), "Client" | "ClientBuilder" | "ApiError");
        let prefix = if is_of_runtime { "" } else { prefix };
        for method in &it.items {
            if let ImplItem::Fn(method) = method
                && is_public(&method.vis)
            {
                let deprecated = method.attrs.iter().any(|it| it.path().is_ident("deprecated"));
                let deprecated = if deprecated { "#[deprecated] " } else { "" };
                let name = &method.sig.ident;
                self.items.push(Item {
                    path: format!("{prefix}{owner}::{name}"),
                    signature: format!("{deprecated}pub {}", function(&method.sig, true)),
                    essence: format!("{deprecated}pub {}", function(&method.sig, false)),
                });
            }
        }
    }
}

/// A function's declaration. Whether it changes `self` within concerns nobody outside.
fn function(signature: &syn::Signature, with_names: bool) -> String {
    let argument = |argument: &syn::FnArg| match argument {
        syn::FnArg::Receiver(receiver) => {
            tidy(&receiver.to_token_stream()).trim_start_matches("mut ").to_owned()
        }
        syn::FnArg::Typed(typed) => {
            let ty = tidy(&typed.ty.to_token_stream());
            if with_names { format!("{}: {ty}", tidy(&typed.pat.to_token_stream())) } else { ty }
        }
    };
    let arguments: Vec<String> = signature.inputs.iter().map(argument).collect();
    let result = match &signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => format!(" -> {}", tidy(&ty.to_token_stream())),
    };
    format!("fn {}({}){result}", signature.ident, arguments.join(", "))
}

fn field_text(field: &syn::Field) -> String {
    let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("pub {ident}: {}", tidy(&field.ty.to_token_stream()))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn derives_default(attribute: &Attribute) -> bool {
    let mut found = false;
    if attribute.path().is_ident("derive") {
        // A derive of another form is none of ours.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident("Default");
            Ok(())
        });
    }
    found
}

/// Tokens as people write them.
fn tidy(tokens: &TokenStream) -> String {
    let tokens = quote!(#tokens).to_string();
    let mut text = String::with_capacity(tokens.len());
    // Between these signs and what stands beside them no one writes a space.
    let closes = |char: char| matches!(char, '<' | '>' | ',' | '(' | ')' | ':' | ';' | '[' | ']');
    let opens = |char: char| matches!(char, '<' | '(' | '&' | '[');
    let mut chars = tokens.chars().peekable();
    while let Some(char) = chars.next() {
        let last = text.chars().last().unwrap_or(' ');
        if char == ' ' {
            let next = chars.peek().copied().unwrap_or(' ');
            let in_path = text.ends_with("::") || next == ':' && starts_path(&chars);
            let arrow = text.ends_with("->") || next == '-';
            if !arrow && (in_path || closes(next) || opens(last)) {
                continue;
            }
        }
        text.push(char);
    }
    text
}

fn starts_path(rest: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    rest.clone().take(2).all(|char| char == ':')
}
