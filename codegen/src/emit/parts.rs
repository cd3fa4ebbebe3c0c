//! Bodies in `multipart` that an operation takes beside others: a type each, which gathers the parts by name.

use std::fmt::Write as _;

use super::operations::Emitter;
use super::setters::{VALUE, one_line, setter};
use super::{WIDTH, doc, table};
use crate::ir::{BodyParts, Param};

/// With more arguments than this clippy finds a function hard to call.
const MOST_ARGUMENTS: usize = 7;

impl Emitter<'_> {
    /// The types of such bodies.
    pub(super) fn parts(&self) -> impl Iterator<Item = String> {
        self.operation.parts().map(|parts| {
            let mut out = self.parts_table(parts);
            let _ = write!(out, "\nimpl {} {{\n{}}}", parts.ident, self.parts_methods(parts));
            out
        })
    }

    fn parts_table(&self, parts: &BodyParts) -> String {
        let default = if required(parts).next().is_none() { "default " } else { "" };
        let request = &self.operation.type_ident;
        let mut out = format!("crate::runtime::parts! {{ {default}{} of {request}", parts.ident);
        let params = parts.params.iter().map(|param| self.param(param));
        table::wrap("[", params, "]", "\n    ", &mut out);
        out.push_str(" }");
        out
    }

    /// What makes such a body, and a setter for each part that may be left out.
    pub(super) fn parts_methods(&self, parts: &BodyParts) -> String {
        let mut out = String::new();
        let (mut arguments, mut sets) = (Vec::new(), Vec::new());
        let mut said = Vec::new();
        for (index, param) in required(parts) {
            let name = &param.name.ident;
            let (taken, set) = self.with(index, param, name);
            arguments.push(format!("{name}: {taken}"));
            sets.push(set);
            let wire = doc::code(&param.name.wire);
            let is_telling = *name == param.name.wire;
            let fallback =
                if is_telling { "Required.".to_owned() } else { format!("{wire}. Required.") };
            said.push(doc::list_item(&doc::code(name), &doc::text(&param.doc, &fallback)));
        }
        let about = if said.is_empty() {
            "Without any part.".to_owned()
        } else {
            format!("With what is required:\n\n{}", said.join("\n"))
        };
        for line in about.lines() {
            let _ = writeln!(out, "{}", format!("    /// {line}").trim_end());
        }
        if arguments.len() > MOST_ARGUMENTS {
            out.push_str(
                "    #[allow(clippy::too_many_arguments, reason = \"so many parts are required\")]\n",
            );
        }
        let mut head = format!("pub fn new({}) -> Self", arguments.join(", "));
        let mut body = made(&sets, "");
        if head.len() + 6 > WIDTH {
            let arguments = arguments.join(",\n        ");
            head = format!("pub fn new(\n        {arguments},\n    ) -> Self");
        }
        if body.len() + 8 > WIDTH {
            body = made(&sets, "\n            ");
        }
        one_line(&head, &body, &mut out);
        for (index, param) in parts.params.iter().enumerate().filter(|(_, it)| !it.required) {
            let (taken, set) = self.with(index, param, VALUE);
            doc::lines_into(&param.doc, &doc::code(&param.name.wire), 4, &mut out);
            setter(&param.name.ident, &taken, &format!("Self(self.0{set})"), &mut out);
        }
        out
    }
}

/// The values of what is required; `line` goes before each.
fn made(sets: &[String], line: &str) -> String {
    let sets: String = sets.iter().flat_map(|set| [line, set]).collect();
    format!("Self(crate::runtime::NamedParts::new(Self::PARTS){sets})")
}

fn required(parts: &BodyParts) -> impl Iterator<Item = (usize, &Param)> {
    parts.params.iter().enumerate().filter(|(_, param)| param.required)
}
