//! The setters of requests, a line each: of what is given, the method's name says what it is.

use std::fmt::Write as _;

use quote::{format_ident, quote};

use super::doc;
use super::limits::BodyTable;
use super::operations::Emitter;
use super::types::text;
use crate::ir::{Body, Doc, Field, Format, Place, Setter};

/// What the setters of what may be left out call their argument.
pub(super) const VALUE: &str = "value";

/// A list that is made of an argument, with its type.
pub(super) fn collected(made: &str) -> String {
    made.replace(".collect()", ".collect::<Vec<_>>()")
}

impl Emitter<'_> {
    /// The setters of everything that may be left out.
    pub(super) fn setters(&self, body_is_step: bool, out: &mut String) {
        let params = self.operation.params.iter().enumerate();
        let optional = params.filter(|(_, param)| !param.required && param.place != Place::Path);
        for (index, param) in optional {
            let (taken, set) = self.with(index, param, VALUE);
            doc::lines_into(&param.doc, &doc::code(&param.name.wire), 4, out);
            setter(&param.name.ident, &taken, &format!("Self(self.0{set})"), out);
        }
        let Some(body) = &self.operation.body else { return };
        if !body.setters.is_empty() {
            self.member_setters(body, out);
        } else if !body.required {
            self.whole_body_setter(body, out);
        }
        for body in self.operation.other_bodies.iter().filter(|_| !body_is_step) {
            self.whole_body_setter(body, out);
        }
    }

    /// The setters of a required body in other media types.
    pub(super) fn other_steps(&self, out: &mut String) {
        let ident = &self.operation.type_ident;
        for body in &self.operation.other_bodies {
            let (taken, set) = self.body_set(body);
            self.body_docs(body, out);
            let head = format!("pub fn {}(self, {VALUE}: {taken}) -> {ident}", body.name.ident);
            one_line(&head, &format!("self.with_body({set})"), out);
        }
    }

    fn member_setters(&self, body: &Body, out: &mut String) {
        let fields = self.api.as_struct(&body.ty).map(|body| body.fields.as_slice());
        for (setter, field) in body.setters.iter().zip(fields.unwrap_or_default()) {
            self.member_setter(setter, field, out);
        }
        let replaced = "The whole body at once; replaces what the other setters of the body gave.";
        let doc = Doc { facts: vec![replaced.to_owned()], ..body.doc.clone() };
        doc::lines_into(&doc, "The body.", 4, out);
        let taken = text(&self.types.ty(&body.ty));
        setter(&body.name.ident, &taken, &format!("Self(self.0.whole({VALUE}))"), out);
    }

    fn member_setter(&self, names: &Setter, field: &Field, out: &mut String) {
        let (method, member) = (&names.name, &field.name.ident);
        let value = format_ident!("{VALUE}");
        let (taken, made) = self.types.argument(&field.ty, &quote!(#value));
        doc::lines_into(&field.doc, &doc::code(&field.name.wire), 4, out);
        let set = format!("self.0.body().{member} = Some({}); self", text(&made));
        let head = format!("pub fn {method}(mut self, {VALUE}: {}) -> Self", text(&taken));
        one_line(&head, &set, out);
        if let Some(null) = &names.null {
            let _ = writeln!(out, "    /// {}", null_text(field));
            let wire = &field.name.wire;
            let set = format!(
                "let body = self.0.body(); body.{member} = None; body.extra.set_null({wire:?}); self"
            );
            one_line(&format!("pub fn {null}(mut self) -> Self"), &set, out);
        }
    }

    fn body_docs(&self, body: &Body, out: &mut String) {
        let mut facts = body.doc.facts.clone();
        let fallback = if self.operation.other_bodies.contains(body) {
            let fallback = format!("The body as {}.", doc::code(&body.content_type));
            facts.splice(0..0, body.doc.description.as_ref().map(|_| fallback.clone()));
            fallback
        } else {
            "The body.".to_owned()
        };
        doc::lines_into(&Doc { facts, ..body.doc.clone() }, &fallback, 4, out);
    }

    fn whole_body_setter(&self, body: &Body, out: &mut String) {
        let (taken, set) = self.body_set(body);
        self.body_docs(body, out);
        setter(&body.name.ident, &taken, &format!("Self(self.0.with_body({set}))"), out);
    }

    /// A reference to what the document demands of a body.
    fn shared_limits(&self, body: &Body) -> Option<String> {
        let BodyTable { table, is_list } = self.body_limits(body)?;
        Some(if is_list { format!("const {{ &{table} }}") } else { format!("&{table}") })
    }

    /// The type of a whole body's argument, and the function that gives it to the call.
    fn body_set(&self, body: &Body) -> (String, String) {
        let name = format_ident!("{VALUE}");
        let (taken, made) = self.types.argument(&body.ty, &quote!(#name));
        let made = text(&made);
        // What takes a model is written for any, so its type has to be said.
        let is_plain = matches!(body.format, Format::Text | Format::Bytes | Format::Multipart);
        let (given, value) = if is_plain || name == made {
            (String::new(), made.clone())
        } else {
            let ty = text(&self.types.ty(&body.ty));
            (format!("let value: {ty} = {made}; "), "value".to_owned())
        };
        let content_type = &body.content_type;
        let call = match body.format {
            // The table of the operation has the media type of the usual one.
            Format::Json if self.operation.other_bodies.contains(body) => {
                match self.shared_limits(body) {
                    Some(limits) => {
                        format!("call.json_within({content_type:?}, &{value}, {limits})")
                    }
                    None => format!("call.json_as({content_type:?}, &{value})"),
                }
            }
            Format::Json => format!("call.json(&{value})"),
            // So has the table the limits of JSON, where there is some.
            Format::Form if self.operation.bodies().any(|it| it.format == Format::Json) => {
                let none = || "const { &crate::runtime::SharedLimits(&[]) }".to_owned();
                let limits = self.shared_limits(body).unwrap_or_else(none);
                format!("call.form_within(&{value}, {limits})")
            }
            Format::Form => format!("call.form(&{value})"),
            Format::Multipart if self.operation.other_bodies.contains(body) => {
                format!("call.multipart_as({content_type:?}, {VALUE})")
            }
            Format::Multipart => format!("call.multipart({VALUE})"),
            Format::Text | Format::Bytes => {
                let give = if body.is_file() { "file_as" } else { "bytes" };
                let set = format!("|call| call.{give}({content_type:?}, {made})");
                return (text(&taken), set);
            }
        };
        let set = if given.is_empty() {
            format!("|call| {call}")
        } else {
            format!("|call| {{ {given}{call} }}")
        };
        (text(&taken), set)
    }
}

pub(super) fn setter(name: &str, taken: &str, set: &str, out: &mut String) {
    one_line(&format!("pub fn {name}(self, {VALUE}: {taken}) -> Self"), set, out);
}

/// A method on one line, where it fits; else its body on one, or each statement.
pub(super) fn one_line(head: &str, body: &str, out: &mut String) {
    if head.len() + body.len() + 9 <= super::WIDTH {
        let _ = writeln!(out, "    {head} {{ {body} }}");
        return;
    }
    let _ = writeln!(out, "    {head} {{");
    let is_short = body.len() + 8 <= super::WIDTH;
    let lines = body.split_inclusive("; ").map(str::trim_end);
    for line in if is_short { vec![body] } else { lines.collect() } {
        let _ = writeln!(out, "        {line}");
    }
    out.push_str("    }\n");
}

/// What is said of a method that makes a field null.
fn null_text(field: &Field) -> String {
    let wire = doc::code(&field.name.wire);
    format!("Sends {wire} as `null`, which is not the same as leaving it out.")
}
