//! Answers: the type of each, and what a successful call gives where that depends on the status.

use serde_json::Value;

use super::Lowerer;
use super::media::{accepted, is_event_stream, is_plain_json};
use super::operation::Site;
use crate::ir::{
    Doc, Format, Method, Operation, Outcome, Outcomes, Prim, Response, Status, TypeRef,
};
use crate::markdown::code;
use crate::names::{self, Scope};
use crate::source::Pointer;

impl Lowerer<'_, '_> {
    /// All answers.
    pub(super) fn responses(&mut self, site: &Site, owner: &str) -> Vec<Response> {
        let base = site.origin.key("responses");
        let keys: Vec<String> = self
            .input
            .value(&base)
            .and_then(Value::as_object)
            .map(|answers| answers.keys().cloned().collect())
            .unwrap_or_default();
        let successes =
            keys.iter().filter_map(|key| status(key)).filter(|status| status.is_success()).count();
        let mut responses = Vec::new();
        for (key, status) in keys.iter().filter_map(|key| Some((key, status(key)?))) {
            let Some(origin) = self.input.follow(&base.key(key)) else {
                continue;
            };
            let name = if base.key(key) != origin {
                format!("{}Body", names::type_ident(&self.wire_name(&origin)))
            } else if status.is_success() && successes == 1 {
                format!("{owner}Response")
            } else {
                format!(
                    "{owner}Response{}",
                    names::type_ident(&format!("status {status}")).trim_start_matches("Status")
                )
            };
            self.header_examples(&origin);
            self.note_headers(&origin);
            let example = format!("{owner}_{status}");
            responses.push(self.response(site, status, &origin, &name, &example));
        }
        responses
    }

    fn response(
        &mut self,
        site: &Site,
        status: Status,
        origin: &Pointer,
        name: &str,
        example: &str,
    ) -> Response {
        let doc =
            Doc { description: self.input.text(&origin.key("description")), ..Doc::default() };
        let content = origin.key("content");
        // The answer to HEAD has the headers of a body, and none.
        let media =
            if site.method == Method::Head { Vec::new() } else { self.media_types(&content) };
        let mut format = |media: &String| self.format_of(media, &content.key(media));
        let forms: Vec<Format> = media.iter().map(&mut format).collect();
        let form = preferred(&forms);
        let formed = media.iter().zip(&forms).filter(|(_, own)| Some(**own) == form);
        let mut chosen: Vec<&String> = formed.map(|(media, _)| media).collect();
        if form == Some(Format::Json) {
            // An answer has one type, so only what is of that type is asked for.
            chosen.sort_by_key(|media| !is_plain_json(media));
            let schema = |media: &String| self.input.value(&content.key(media).key("schema"));
            let first = chosen.first().and_then(|media| schema(media));
            chosen.retain(|media| schema(media) == first);
        }
        let streamed = media.iter().find(|media| is_event_stream(media));
        for ignored in media.iter().filter(|it| !chosen.contains(it) && Some(*it) != streamed) {
            let message = format!("an answer as {} is not asked for", code(ignored));
            self.note_ignored(&content.key(ignored), message);
        }
        let ty = match (form, chosen.first()) {
            (Some(Format::Json), Some(json)) => {
                let media = content.key(json);
                let ty = self.media_type(&media, name).unwrap_or(TypeRef::Json);
                self.media_examples(&media, &ty, example);
                Some(ty)
            }
            (Some(Format::Text), _) => {
                for media in chosen.iter().map(|media| content.key(media)) {
                    self.text_examples(&media);
                }
                Some(TypeRef::Prim(Prim::String))
            }
            (Some(_), _) => Some(TypeRef::Prim(Prim::Bytes)),
            (None, _) => None,
        };
        let accept = match form {
            Some(Format::Json) if chosen.iter().any(|media| is_plain_json(media)) => {
                vec!["application/json".to_owned()]
            }
            _ => chosen.iter().filter_map(|media| accepted(media)).collect(),
        };
        let form = form.unwrap_or(Format::Json);
        let headers = self.header_names(origin);
        let events = streamed.map(|media| self.events(&content.key(media), name));
        Response { status, ty, format: form, accept, events, headers, doc, origin: origin.clone() }
    }
}

/// JSON before text before anything else.
fn preferred(forms: &[Format]) -> Option<Format> {
    let rank = |form: &Format| match form {
        Format::Json => 0,
        Format::Text => 1,
        _ => 2,
    };
    forms.iter().copied().min_by_key(rank)
}

/// The enum of an operation whose successes differ, single statuses first.
pub(super) fn outcomes(operation: &Operation, ident: String) -> Outcomes {
    let mut scope = Scope::default();
    let mut answers: Vec<&Response> = operation.successes().collect();
    answers.sort_by_key(|answer| !matches!(answer.status, Status::Code(_)));
    let variants = answers.into_iter().map(|answer| Outcome {
        ident: scope.claim(&variant(answer.status)),
        status: answer.status,
        ty: answer.ty.clone(),
        format: answer.format,
        doc: answer.doc.clone(),
    });
    Outcomes { ident, variants: variants.collect() }
}

/// The reason phrase of RFC 9110 (207 and 226: of RFC 4918 and RFC 3229) as a variant.
fn variant(status: Status) -> String {
    match status {
        Status::Code(200) => "Ok".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(203) => "NonAuthoritative".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(205) => "ResetContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(207) => "MultiStatus".to_owned(),
        Status::Code(code) => format!("Status{code}"),
        Status::Range(_) => "Success".to_owned(),
        Status::Default => "Default".to_owned(),
    }
}

fn status(key: &str) -> Option<Status> {
    match key {
        "default" => Some(Status::Default),
        _ => match key.as_bytes() {
            [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
                Some(Status::Range(u16::from(first - b'0')))
            }
            _ => key.parse().ok().filter(|code| (100..600).contains(code)).map(Status::Code),
        },
    }
}
