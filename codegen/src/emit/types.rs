//! Types as they are written, and how an argument becomes one.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::ir::{Api, Doc, Presence, Prim, TypeId, TypeKind, TypeRef};

/// Writes types for one module and remembers what the module has to import for them.
pub(super) struct Types<'a> {
    api: &'a Api,
    /// Whether models are written with the path `models::`.
    outside: bool,
    runtime: Mutex<BTreeSet<&'static str>>,
    models: AtomicBool,
    /// The models that were written by their name alone.
    named: Mutex<BTreeSet<TypeId>>,
    map: AtomicBool,
}

impl<'a> Types<'a> {
    /// For the module that holds the models.
    pub(super) fn inside(api: &'a Api) -> Self {
        Self::new(api, false)
    }

    /// For every other module.
    pub(super) fn outside(api: &'a Api) -> Self {
        Self::new(api, true)
    }

    fn new(api: &'a Api, outside: bool) -> Self {
        Self {
            api,
            outside,
            runtime: Mutex::default(),
            models: AtomicBool::default(),
            named: Mutex::default(),
            map: AtomicBool::default(),
        }
    }

    /// What was written so far, which is sound whoever panicked.
    fn noted(&self) -> MutexGuard<'_, BTreeSet<&'static str>> {
        self.runtime.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn models_named(&self) -> MutexGuard<'_, BTreeSet<TypeId>> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a model that is none of these was written by its name alone.
    pub(super) fn names_others(&self, own: &[TypeId]) -> bool {
        self.models_named().iter().any(|id| own.binary_search(id).is_err())
    }

    /// A type of the runtime, which the module then imports.
    pub(super) fn runtime(&self, name: &'static str) -> TokenStream {
        self.noted().insert(name);
        let ident = format_ident!("{name}");
        quote!(#ident)
    }

    /// The types of the runtime that were written so far.
    pub(super) fn runtime_names(&self) -> BTreeSet<&'static str> {
        self.noted().clone()
    }

    /// The `use` lines for what was written so far.
    pub(super) fn imports(&self) -> TokenStream {
        let map = self.map.load(Ordering::Relaxed).then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let models = self.models.load(Ordering::Relaxed).then(|| {
            quote!(
                use crate::models;
            )
        });
        let names = self.noted();
        let idents: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
        let runtime = match idents.as_slice() {
            [] => None,
            [one] => Some(quote!(use crate::runtime::#one;)),
            many => Some(quote!(use crate::runtime::{#(#many),*};)),
        };
        quote!(#map #models #runtime)
    }

    /// `ty` as it is written in this module.
    pub(super) fn ty(&self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Prim(prim) => self.prim(*prim),
            // What such an alias is for, no field needs.
            TypeRef::Named(id) if self.api.is_bare_integers(ty) => {
                match &self.api.type_def(*id).kind {
                    TypeKind::Alias(alias) => self.ty(&alias.ty),
                    _ => self.named(*id),
                }
            }
            TypeRef::Named(id) => self.named(*id),
            TypeRef::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            TypeRef::Map(value) => {
                self.map.store(true, Ordering::Relaxed);
                let value = self.ty(value);
                quote!(BTreeMap<String, #value>)
            }
            TypeRef::OneOrMany(item) => {
                let (outer, item) = (self.runtime("OneOrMany"), self.ty(item));
                quote!(#outer<#item>)
            }
            // An alternative of a union: a list is on the heap anyway.
            TypeRef::Boxed(inner) if self.api.is_bare_integers(inner) => self.ty(inner),
            TypeRef::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            TypeRef::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            TypeRef::Json => self.runtime("Json"),
        }
    }

    /// `ty` as the type of a whole payload: where no object is around that keeps how integers are spelled, it
    /// does so itself.
    pub(super) fn whole(&self, ty: &TypeRef) -> TokenStream {
        match ty {
            _ if !self.api.is_bare_integers(ty) => self.ty(ty),
            TypeRef::Named(id) => self.named(*id),
            _ => self.exact(ty),
        }
    }

    /// `ty`, keeping how integers are spelled.
    pub(super) fn exact(&self, ty: &TypeRef) -> TokenStream {
        let (outer, inner) = (self.runtime("Exact"), self.ty(ty));
        quote!(#outer<#inner>)
    }

    fn named(&self, id: TypeId) -> TokenStream {
        let ident = format_ident!("{}", self.api.type_def(id).name.ident);
        if self.outside {
            self.models.store(true, Ordering::Relaxed);
            quote!(models::#ident)
        } else {
            self.models_named().insert(id);
            quote!(#ident)
        }
    }

    /// `ty` as the type of a field: an `Option` unless it is always there.
    pub(super) fn field(&self, ty: &TypeRef, presence: Presence) -> TokenStream {
        let inner = self.ty(ty);
        if presence.is_option() { quote!(Option<#inner>) } else { inner }
    }

    /// What is said of something that is of this type, without what is said at the type.
    pub(super) fn beyond(&self, doc: &Doc, ty: &TypeRef) -> Doc {
        let Some(def) = ty.named().map(|id| self.api.type_def(id)) else { return doc.clone() };
        if (&doc.summary, &doc.description) != (&def.doc.summary, &def.doc.description) {
            return doc.clone();
        }
        Doc { summary: None, description: None, ..doc.clone() }
    }

    fn prim(&self, prim: Prim) -> TokenStream {
        match prim {
            Prim::Bool => quote!(bool),
            Prim::I32 => quote!(i32),
            Prim::I64 => quote!(i64),
            Prim::U32 => quote!(u32),
            Prim::U64 => quote!(u64),
            Prim::String => quote!(String),
            Prim::Bytes => self.runtime("Bytes"),
            Prim::File => self.runtime("File"),
            Prim::Multipart => self.runtime("Multipart"),
            Prim::DateTime => self.runtime("DateTime"),
            Prim::Date => self.runtime("Date"),
            Prim::Uuid => self.runtime("Uuid"),
            Prim::Uri => self.runtime("Uri"),
            Prim::Base64 => self.runtime("Base64"),
            Prim::NumberText => self.runtime("NumberText"),
            Prim::Number => self.runtime("Number"),
            Prim::IntegerOrString => self.runtime("IntegerOrString"),
            Prim::NumberOrString => self.runtime("NumberOrString"),
            Prim::UnixTime => self.runtime("UnixTime"),
        }
    }

    /// What a function takes for a value of type `ty`, and the expression that makes it one.
    pub(super) fn argument(&self, ty: &TypeRef, value: &TokenStream) -> (TokenStream, TokenStream) {
        match self.api.resolve(ty) {
            TypeRef::Prim(Prim::Bool | Prim::I32 | Prim::I64 | Prim::U32 | Prim::U64) => {
                (self.ty(ty), value.clone())
            }
            // A body, which can come piece by piece.
            TypeRef::Prim(Prim::Bytes) => {
                let target = self.runtime("ByteSource");
                (quote!(impl Into<#target>), quote!(#value.into()))
            }
            TypeRef::List(item) => self.list_argument(item, value),
            TypeRef::Boxed(inner) => {
                let (taken, made) = self.argument(inner, value);
                (taken, quote!(Box::new(#made)))
            }
            resolved if self.converts(resolved) => {
                let target = self.ty(ty);
                (quote!(impl Into<#target>), quote!(#value.into()))
            }
            _ => (self.ty(ty), value.clone()),
        }
    }

    fn list_argument(&self, item: &TypeRef, value: &TokenStream) -> (TokenStream, TokenStream) {
        let target = self.ty(item);
        if self.converts(self.api.resolve(item)) {
            let taken = quote!(impl IntoIterator<Item = impl Into<#target>>);
            (taken, quote!(#value.into_iter().map(Into::into).collect()))
        } else {
            let taken = quote!(impl IntoIterator<Item = #target>);
            (taken, quote!(#value.into_iter().collect()))
        }
    }

    /// The value of an enum, as an expression; nothing where the type is none.
    pub(super) fn symbol(&self, ty: &TypeRef, value: &Value) -> Option<String> {
        let ty = self.api.resolve(ty);
        let TypeRef::Named(id) = ty else { return None };
        let TypeKind::Enum(body) = &self.api.type_def(*id).kind else { return None };
        Some(format!("{}::{}", text(&self.ty(ty)), body.symbol(value)?.ident))
    }

    /// Whether plain values (a string literal, a number) convert into the type.
    fn converts(&self, resolved: &TypeRef) -> bool {
        match resolved {
            TypeRef::Prim(Prim::Bool | Prim::I32 | Prim::I64 | Prim::U32 | Prim::U64)
            | TypeRef::List(_)
            | TypeRef::Map(_)
            | TypeRef::Boxed(_)
            | TypeRef::Nullable(_) => false,
            TypeRef::Prim(_) | TypeRef::OneOrMany(_) | TypeRef::Json => true,
            TypeRef::Named(id) => matches!(self.api.type_def(*id).kind, TypeKind::Enum(_)),
        }
    }
}

/// Tokens as people write them on one line: a type, or an expression of calls.
pub(super) fn text(tokens: &TokenStream) -> String {
    let mut out = String::new();
    let text = tokens.to_string();
    // A blank within a text is a part of it.
    let (mut quoted, mut escaped) = (false, false);
    let parts = text.split(|sign: char| {
        quoted ^= sign == '"' && !escaped;
        escaped = quoted && sign == '\\' && !escaped;
        sign == ' ' && !quoted
    });
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        out.push_str(part);
        let Some(next) = parts.peek() else { break };
        // Names stand apart, as `impl Into` does, and what is equated or listed.
        let opens = part.ends_with(['<', '(', '&', '.', '[', '!']) || part.ends_with("::");
        let closes = next.starts_with(['<', '>', '(', ')', ',', '.', ';', '[', ']', ':']);
        if part == "=" || *next == "=" || part.ends_with(',') || !(opens || closes) {
            out.push(' ');
        }
    }
    out
}
