//! `src/headers.rs`: the headers of answers as methods of one trait.

use std::fmt::Write as _;

use super::types::{Types, text};
use super::{Chunk, Module, doc};
use crate::ir::{Api, Header, Prim, TypeRef};

/// The file; none where the document describes no header.
pub(super) fn module(api: &Api) -> Option<Module> {
    if api.headers.is_empty() {
        return None;
    }
    let types = Types::outside(api);
    let mut lines = String::new();
    for header in &api.headers {
        line(header, &types, &mut lines);
    }
    let table = format!(
        "crate::runtime::headers::headers! {{\n/// The headers that the document describes, of whatever operation: methods of the headers of a\n/// response or an error. Each gives nothing where the header is missing or of another type.\nAnswerHeaders {{\n{lines}}} }}"
    );
    let head = vec!["//! Headers of answers.".to_owned()];
    Some(Module { head, chunks: vec![Chunk::Items(types.imports()), Chunk::Text(table)] })
}

fn line(header: &Header, types: &Types<'_>, lines: &mut String) {
    doc::lines_into(&header.doc, &doc::code(&header.name.wire), 4, lines);
    let is_number = |ty: &TypeRef| {
        matches!(ty, TypeRef::Prim(Prim::Bool | Prim::I32 | Prim::I64 | Prim::U32 | Prim::U64))
    };
    let read = match &header.ty {
        TypeRef::List(item) if is_number(item) => "parsed_list",
        TypeRef::List(_) => "text_list",
        TypeRef::Prim(Prim::Number) => "number",
        ty if is_number(ty) => "parsed",
        _ => "text",
    };
    let ty = text(&types.ty(&header.ty));
    let _ = writeln!(lines, "    {:?} {} {read} {ty};", header.name.wire, header.name.ident);
}
