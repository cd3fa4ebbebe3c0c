//! The payloads that the document shows, and whether they fit what it says.

use serde_json::Value;

use super::Lowerer;
use super::fit;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Example, Fit, TypeRef};
use crate::names;
use crate::source::Pointer;

impl Lowerer<'_, '_> {
    /// The payload at `origin`, which is a value of type `ty`.
    pub(crate) fn example(&mut self, origin: &Pointer, ty: &TypeRef, name: &str) {
        let Some(value) = self.input.value(origin) else {
            return;
        };
        let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
        text.push('\n');
        self.push_example(origin, ty, name, text);
    }

    /// The payload of an Example Object: its `value`, or the file that `externalValue` names.
    pub(crate) fn named_example(&mut self, origin: &Pointer, ty: &TypeRef, name: &str) {
        if self.input.value(&origin.key("value")).is_some() {
            self.example(&origin.key("value"), ty, name);
        } else if let Some(text) = self.input.external_value(&origin.key("externalValue")) {
            self.push_example(&origin.key("externalValue"), ty, name, text);
        }
    }

    /// The example of a component schema.
    pub(crate) fn schema_example(&mut self, origin: &Pointer) {
        let example = origin.key("example");
        if self.input.value(&example).is_none() {
            return;
        }
        if let Some(id) = self.by_origin.get(origin).copied() {
            let name = format!("schema_{}", self.types.get(id.0).map_or("", |def| &def.name.ident));
            self.example(&example, &TypeRef::Named(id), &name);
        }
    }

    fn push_example(&mut self, origin: &Pointer, ty: &TypeRef, name: &str, text: String) {
        let name = self.example_names.claim(&names::plain_snake(&names::field_ident(name)));
        self.examples.push(Example {
            name,
            ty: ty.clone(),
            text,
            origin: origin.clone(),
            fit: Fit::Whole,
        });
    }
}

/// Holds each example against its type: what contradicts the document is reported, and the golden
/// test is told what to expect.
pub(super) fn judge(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut examples = std::mem::take(&mut api.examples);
    examples.retain_mut(|example| {
        // What is no JSON was reported where the file was read.
        let Ok(value) = serde_json::from_str::<Value>(&example.text) else {
            return false;
        };
        let verdict = fit::verdict(api, &example.ty, &value);
        for misfit in &verdict.misfits {
            let message = format!("the example does not satisfy its schema: {}", misfit.message);
            let inline = !example.origin.as_str().ends_with("/externalValue");
            let place =
                if inline { join(&example.origin, &misfit.path) } else { example.origin.clone() };
            let message = if inline {
                message
            } else {
                format!("{message}, at `{}` of the file", misfit.path_text())
            };
            let diagnostic = Diagnostic::new(Code::ExampleMismatch, &place, message)
                .help("change the example, or let the schema admit it");
            diagnostics.push(diagnostic.related(&misfit.schema, "the schema"));
        }
        example.fit = verdict.fit();
        true
    });
    api.examples = examples;
}

fn join(origin: &Pointer, path: &[String]) -> Pointer {
    path.iter().fold(origin.clone(), |pointer, key| pointer.key(key))
}
