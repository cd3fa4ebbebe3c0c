//! The public items of emitted files, as texts, read without the review's code. What only warns, and how arguments
//! are called, is left out; aliases are replaced by what they stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use codegen::review::Effect;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Fields, FnArg, ImplItem, Item, ReturnType, Signature, Visibility};

/// What callers of a crate can name.
#[derive(Debug, Default)]
pub(super) struct Surface {
    items: BTreeSet<String>,
    /// The methods of which callers are warned.
    warned: BTreeSet<String>,
    /// Names, and the types that they stand for.
    aliases: Vec<(String, String)>,
}

impl Surface {
    /// The surface of all files but those of the runtime, which is the same in every crate.
    pub(super) fn of(files: &BTreeMap<PathBuf, Vec<u8>>) -> Self {
        let mut surface = Self::default();
        for (path, bytes) in files {
            let path = path.to_string_lossy();
            let module = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs"));
            let Some(module) = module.filter(|it| !it.starts_with("runtime/")) else { continue };
            let text = String::from_utf8_lossy(bytes);
            let file = syn::parse_file(&text).expect("what is emitted is Rust");
            file.items.iter().for_each(|item| surface.read(item, module));
        }
        let items = std::mem::take(&mut surface.items).into_iter();
        surface.items = items.map(|item| surface.plain(&item)).collect();
        surface
    }

    /// What becomes of those who name what is here, when it is replaced by `other`.
    pub(super) fn effect_on_callers(&self, other: &Self) -> Effect {
        if self.items == other.items && self.warned == other.warned {
            Effect::None
        } else if self.items.is_subset(&other.items) {
            Effect::Compatible
        } else {
            Effect::Breaking
        }
    }

    /// The items that only one of the two has.
    pub(super) fn differences<'a>(&'a self, other: &'a Self) -> Vec<&'a String> {
        self.items.symmetric_difference(&other.items).collect()
    }

    fn plain(&self, item: &str) -> String {
        let words = item.split(' ').map(|word| {
            let alias = self.aliases.iter().find(|(name, _)| name == word);
            alias.map_or(word, |(_, ty)| ty)
        });
        words.collect::<Vec<_>>().join(" ")
    }

    fn add(&mut self, item: String) {
        self.items.insert(item);
    }

    fn read(&mut self, item: &Item, module: &str) {
        match item {
            Item::Struct(it) if is_public(&it.vis) => {
                let default = has(&it.attrs, "Default");
                self.add(format!("{module} struct {} default={default}", it.ident));
                for field in it.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                    self.add(format!("{module} {} . {name} : {}", it.ident, text(&field.ty)));
                }
            }
            Item::Enum(it) if is_public(&it.vis) => {
                self.add(format!("{module} enum {}", it.ident));
                for variant in &it.variants {
                    let held = match &variant.fields {
                        Fields::Unit => String::new(),
                        fields => text(fields),
                    };
                    self.add(format!("{module} {} :: {} {held}", it.ident, variant.ident));
                }
            }
            Item::Type(it) if is_public(&it.vis) => {
                // The alias is told by a line of its own, in which its name stays.
                self.add(format!("{module} type={} {}", it.ident, text(&it.ty)));
                self.aliases.push((it.ident.to_string(), text(&it.ty)));
            }
            Item::Static(it) if is_public(&it.vis) => {
                self.add(format!("{module} static {} : {}", it.ident, text(&it.ty)));
            }
            Item::Mod(it) if is_public(&it.vis) => {
                self.add(format!("{module} mod {}", it.ident));
                let inner = format!("{module}::{}", it.ident);
                let items = it.content.iter().flat_map(|(_, items)| items);
                items.for_each(|item| self.read(item, &inner));
            }
            Item::Use(it) if is_public(&it.vis) => {
                self.add(format!("{module} use {}", text(&it.tree)));
            }
            Item::Impl(it) if it.trait_.is_none() => {
                let of = text(&it.self_ty);
                for method in &it.items {
                    if let ImplItem::Fn(method) = method
                        && is_public(&method.vis)
                    {
                        if has(&method.attrs, "deprecated") {
                            self.warned.insert(format!("{module} {of} {}", method.sig.ident));
                        }
                        self.add(format!("{module} {of} :: {}", signature(&method.sig)));
                    }
                }
            }
            Item::Macro(it) => {
                let name = it.mac.path.segments.last().map(|name| name.ident.to_string());
                self.declared(&name.unwrap_or_default(), &it.mac.tokens, module);
            }
            _ => {}
        }
    }

    /// What stands in a call of a macro of the runtime that declares public items.
    fn declared(&mut self, name: &str, tokens: &TokenStream, module: &str) {
        match name {
            "model" => self.model(tokens.clone(), module),
            "string_enum" => self.listed(tokens.clone(), "String", module),
            "integer_enum" => self.listed(tokens.clone(), "Exact < i64 >", module),
            "union" => self.union(tokens.clone(), module),
            "failures" => self.failures(tokens.clone(), module),
            // The table of a type that stands beside it, and what is private.
            "outcomes" | "limits_of" => {}
            "parts" => {
                let words: Vec<String> =
                    tokens.clone().into_iter().map(|it| it.to_string()).collect();
                let name = words.iter().find(|word| *word != "default").expect("a name");
                self.add(format!(
                    "{module} struct {name} default={}",
                    words.contains(&"default".to_owned())
                ));
            }
            _ => self.lines_of(name, &text(tokens), module),
        }
    }

    /// `pub struct Name with new(Holder) { required field(field_null "key") = "key" : Type [Taken = value] , … }`, with
    /// attributes before the struct and before each field.
    fn model(&mut self, tokens: TokenStream, module: &str) {
        let (attributes, words) = declaration(tokens, "struct");
        let [name, with @ .., TokenTree::Group(fields)] = words.as_slice() else {
            panic!("a struct is `struct Name {{ … }}`: {words:?}");
        };
        let default = attributes.contains("Default");
        self.add(format!("{module} struct {name} default={default}"));
        self.add(format!("{module} {name} . extra : Extra"));
        let mut taken = Vec::new();
        for field in split(fields.stream()) {
            let field = unattributed(&field);
            let colon = field.iter().position(|it| it.to_string() == ":").expect("a type");
            let (head, ty) = field.split_at(colon);
            let (by, ty): (Vec<_>, Vec<_>) = ty.iter().skip(1).cloned().partition(
                |it| matches!(it, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket),
            );
            let ty = text(&ty.into_iter().collect::<TokenStream>());
            let ident = match head {
                [TokenTree::Punct(_), TokenTree::Punct(_), ident] => ident,
                [way, ident, more @ ..] => {
                    let by = by.first().map(ToString::to_string).unwrap_or_default();
                    let (by, _) = by.trim_start_matches('[').rsplit_once(" = ").unwrap_or_default();
                    match way.to_string().as_str() {
                        "required" => taken.push((ident.to_string(), ty.clone())),
                        "required_into" => {
                            taken.push((ident.to_string(), format!("impl Into < {ty} >")));
                        }
                        "required_by" => taken.push((ident.to_string(), by.trim().to_owned())),
                        _ => {}
                    }
                    if let Some(TokenTree::Group(nulls)) = more.first() {
                        let null = nulls.stream().into_iter().next().expect("a method");
                        self.add(format!("{module} {name} :: {null} ( self ) -> Self"));
                    }
                    ident
                }
                other => panic!("a field is `presence name : Type`: {other:?}"),
            };
            self.add(format!("{module} {name} . {ident} : {ty}"));
        }
        match with {
            [] => {}
            [_, _] => {
                let taken = taken.into_iter().map(|(_, ty)| ty).collect::<Vec<_>>().join(" , ");
                self.add(format!("{module} {name} :: new ( {taken} ) -> Self"));
            }
            [_, _, TokenTree::Group(holder)] => {
                let holder = holder.stream();
                self.add(format!("{module} {name} :: new ( {holder} ) -> Self"));
                self.add(format!("{module} struct {holder} default=false"));
                for (ident, ty) in taken {
                    self.add(format!("{module} {holder} . {ident} : {ty}"));
                }
            }
            other => panic!("a struct is made `with new` or `with new(Holder)`: {other:?}"),
        }
    }

    /// `pub enum Name else Unknown { Variant(Type) , … } by { … }`.
    fn union(&mut self, tokens: TokenStream, module: &str) {
        let (_, words) = declaration(tokens, "enum");
        let [name, _, unknown, TokenTree::Group(variants), _, _] = words.as_slice() else {
            panic!("a union is `enum Name else Unknown {{ … }} by {{ … }}`: {words:?}");
        };
        self.add(format!("{module} {name} :: {unknown} (Json)"));
        self.variants(name, variants.stream(), module);
    }

    /// `pub enum Name { Variant(Type) , … }`.
    fn failures(&mut self, tokens: TokenStream, module: &str) {
        let (_, words) = declaration(tokens, "enum");
        let [name, TokenTree::Group(variants)] = words.as_slice() else {
            panic!("an enum of errors is `enum Name {{ … }}`: {words:?}");
        };
        self.variants(name, variants.stream(), module);
    }

    fn variants(&mut self, name: &TokenTree, variants: TokenStream, module: &str) {
        self.add(format!("{module} enum {name}"));
        for variant in split(variants) {
            let variant = unattributed(&variant).iter().cloned().collect::<TokenStream>();
            self.add(format!("{module} {name} :: {}", text(&variant)));
        }
    }

    /// `pub enum Name else Unknown { Variant = value , … }`, each with attributes before it. (Behind `Unknown`, that
    /// other values are allowed: that changes no item.)
    fn listed(&mut self, tokens: TokenStream, kept: &str, module: &str) {
        let (_, words) = declaration(tokens, "enum");
        let [name, _, unknown, .., TokenTree::Group(variants)] = words.as_slice() else {
            panic!("an enum is `enum Name else Unknown {{ … }}`: {words:?}");
        };
        self.add(format!("{module} enum {name}"));
        self.add(format!("{module} {name} :: {unknown} ({kept})"));
        for variant in split(variants.stream()) {
            let variant = unattributed(&variant).first().expect("a variant");
            self.add(format!("{module} {name} :: {variant} "));
        }
    }

    /// What stands in the lines of other macros.
    fn lines_of(&mut self, name: &str, tokens: &str, module: &str) {
        match name {
            // `Request (Held) by method , … -> json Answer , each Item : way (…)`
            "request" => {
                let request = tokens.split('(').next().unwrap_or_default();
                let gives = tokens.rsplit("->").next().unwrap_or_default();
                let (gives, events) = gives.split_once(" , events").unwrap_or((gives, ""));
                if !events.is_empty() {
                    self.add(format!("{module} request {request} events {events}"));
                }
                let (gives, fails) = gives.split_once(" , fails").unwrap_or((gives, ""));
                if let Some(failure) = fails.split(" : ").next().filter(|it| !it.is_empty()) {
                    self.add(format!("{module} request {request} fails {failure}"));
                }
                let (gives, each) = gives.trim_end().split_once(" , each").unwrap_or((gives, ""));
                // What leads from page to page is private.
                if let Some(item) = each.split(" : ").next().filter(|item| !item.is_empty()) {
                    self.add(format!("{module} request {request} pages of {item}"));
                }
                self.add(format!("{module} request {request} gives {gives}"));
            }
            // Attributes, then `Marker name : Type => give value ;`
            "needs" => self.lines(tokens, "=>", module, name),
            // The same without a value; `"Name" method parsed Type ;`
            "needs_body" | "headers" => self.lines(tokens, ";", module, name),
            other => panic!("say what the macro `{other}` declares: {tokens}"),
        }
    }

    fn lines(&mut self, tokens: &str, end: &str, module: &str, name: &str) {
        for line in tokens.split(';') {
            let line = line.rsplit(']').next().unwrap_or_default();
            let line = line.split(end).next().unwrap_or_default().trim();
            self.add(format!("{module} {name} {line}"));
        }
    }
}

/// What stands before the word, and what follows it.
fn declaration(tokens: TokenStream, word: &str) -> (String, Vec<TokenTree>) {
    let mut tokens = tokens.into_iter();
    let before: TokenStream = tokens.by_ref().take_while(|it| it.to_string() != word).collect();
    (before.to_string(), tokens.collect())
}

/// What follows the attributes, be they of the item or of what it stands in.
fn unattributed(mut rest: &[TokenTree]) -> &[TokenTree] {
    while let [TokenTree::Punct(mark), after @ ..] = rest
        && mark.as_char() == '#'
    {
        rest = match after {
            [TokenTree::Punct(_), TokenTree::Group(_), after @ ..]
            | [TokenTree::Group(_), after @ ..] => after,
            other => panic!("an attribute is `#[…]` or `#![…]`: {other:?}"),
        };
    }
    rest
}

/// What commas set apart, those within `<…>` left alone.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0;
    for token in tokens {
        match token.to_string().as_str() {
            "<" => depth += 1,
            ">" => depth -= 1,
            "," if depth == 0 => {
                parts.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn signature(signature: &Signature) -> String {
    let inputs = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(it) => text(it).replace("mut ", ""),
        FnArg::Typed(it) => text(&it.ty),
    });
    let inputs = inputs.collect::<Vec<_>>().join(" , ");
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => text(ty),
    };
    format!("{} ( {inputs} ) -> {output}", signature.ident)
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace("models :: ", "")
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string().contains(name))
}
