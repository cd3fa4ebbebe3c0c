//! What a successful call gives: the media types that are asked for, how each is read, and the enum of an
//! operation whose answers differ by status.

use std::fmt::Write as _;

use quote::{format_ident, quote};

use super::types::Types;
use super::{Chunk, doc};
use crate::ir::{Format, Operation, Status};

/// The media types that successful answers may have.
pub(super) fn accept(operation: &Operation) -> String {
    let mut accept: Vec<&str> = Vec::new();
    for media in operation.successes().flat_map(|answer| &answer.accept) {
        if !accept.contains(&media.as_str()) {
            accept.push(media);
        }
    }
    accept.join(", ")
}

/// The function of the runtime that reads a body of this form.
pub(super) fn decoder(format: Format) -> &'static str {
    match format {
        Format::Json => "json",
        Format::Text => "text",
        Format::Form | Format::Multipart | Format::Bytes => "bytes",
    }
}

/// The statuses that a successful answer is for.
fn statuses(status: Status) -> (u16, u16) {
    match status {
        Status::Code(code) => (code, code),
        Status::Range(_) | Status::Default => (200, 299),
    }
}

/// The enum of what a call gives, and the table by which it is decoded.
pub(super) fn chunks(types: &Types<'_>, operation: &Operation) -> Vec<Chunk> {
    let Some(outcomes) = &operation.outcomes else { return Vec::new() };
    let ident = format_ident!("{}", outcomes.ident);
    let docs = doc::plain(&format!(
        "What [`Client::{}`] gives, by the status of the answer.",
        operation.name.ident
    ));
    let mut lines = String::new();
    let variants = outcomes.variants.iter().map(|outcome| {
        let variant = format_ident!("{}", outcome.ident);
        let docs = doc::attributes(&outcome.doc, &format!("The status {}.", outcome.status));
        let (from, to) = statuses(outcome.status);
        let decode = outcome.ty.as_ref().map(|_| format!(" {}", decoder(outcome.format)));
        let decode = decode.unwrap_or_default();
        let _ = writeln!(lines, "    {from}..={to} {variant}{decode};");
        let held = outcome.ty.as_ref().map(|ty| {
            let ty = types.whole(ty);
            quote!((#ty))
        });
        quote!(#docs #variant #held)
    });
    let item = quote! {
        #docs
        #[allow(clippy::large_enum_variant, reason = "there is one a call")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* }
    };
    let table = format!("crate::runtime::decode::outcomes! {{ {ident} {{\n{lines}}} }}");
    vec![Chunk::Items(item), Chunk::Attached(table)]
}
