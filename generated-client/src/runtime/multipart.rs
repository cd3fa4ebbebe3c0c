//! `multipart/form-data`, as RFC 7578 has it.

use std::fmt;

use reqwest::Body;
use reqwest::header::HeaderValue;

use super::byte_source::{ByteSource, Content, Joined};
use super::check::Breach;
use super::error::BuildError;
use super::file::File;
use super::{Slot, encode};

/// The media type of a file of which nothing else is said.
const OCTETS: &str = "application/octet-stream";

/// A body of parts that have names: texts, JSON values and files, in the order in which they are added.
///
/// `Debug` shows the names of the parts, no content.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Multipart {
    parts: Vec<Part>,
    /// A value among the parts that has no form in one.
    pub(super) fault: Option<BuildError>,
    /// A value among the parts that is not as the document demands.
    pub(super) breach: Option<Breach>,
}

#[derive(Clone, PartialEq, Eq)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: ByteSource,
}

impl Multipart {
    /// A body without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text, without a media type, as forms in browsers do.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push_text(name.into(), text.into(), "");
        self
    }

    /// Adds a model as JSON.
    #[must_use]
    pub fn json(mut self, name: impl Into<String>, value: &dyn Slot) -> Self {
        self.push_text(name.into(), encode(value), "application/json");
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<File>) -> Self {
        self.push_file(name.into(), file.into(), "");
        self
    }

    /// An empty media type is left out.
    pub(super) fn push_text(&mut self, name: String, text: String, content_type: &str) {
        self.parts.push(Part {
            name,
            file_name: None,
            content_type: Some(content_type.to_owned()).filter(|media| !media.is_empty()),
            content: text.into(),
        });
    }

    /// An empty media type is that of any bytes.
    pub(super) fn push_file(&mut self, name: String, file: File, content_type: &str) {
        let usual = if content_type.is_empty() { OCTETS } else { content_type };
        self.parts.push(Part {
            name,
            file_name: Some(file.name.unwrap_or_else(|| "file".to_owned())),
            content_type: Some(file.content_type.unwrap_or_else(|| usual.to_owned())),
            content: file.content,
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.fault.is_none()
    }

    /// The body and its media type, `media_type` with a boundary that is new each time: 128 random bits, which
    /// no content holds.
    pub(super) fn write(&self, media_type: &str) -> Result<(HeaderValue, Body), BuildError> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let boundary = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        let mut body = Joined::with_capacity(self.parts.iter().map(Part::room).sum::<usize>() + 64);
        for part in &self.parts {
            part.write(&boundary, &mut body)?;
        }
        body.extend(format!("--{boundary}--\r\n").as_bytes());
        let content_type = HeaderValue::try_from(format!("{media_type}; boundary={boundary}"))
            .map_err(|_| BuildError::new("Content-Type", "is no header value"))?;
        Ok((content_type, body.body()))
    }
}

impl Part {
    /// The most room that it takes in memory, save for very long names.
    fn room(&self) -> usize {
        let length = match &self.content.0 {
            Content::Whole(bytes) => bytes.len(),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Content::Streamed(..) => 0,
        };
        length + 256
    }

    fn write(&self, boundary: &str, body: &mut Joined) -> Result<(), BuildError> {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(&self.name)
        );
        if let Some(name) = &self.file_name {
            head.extend(["; filename=\"", &quoted(name), "\""]);
        }
        if let Some(content_type) = &self.content_type {
            if content_type.chars().any(char::is_control) {
                return Err(BuildError::new(
                    self.name.clone(),
                    "has a media type with a control character, such as a line break",
                ));
            }
            head.extend(["\r\nContent-Type: ", content_type]);
        }
        head.push_str("\r\n\r\n");
        body.extend(head.as_bytes());
        body.push(&self.content);
        body.extend(b"\r\n");
        Ok(())
    }
}

/// A name within quotes, as browsers write it (<https://html.spec.whatwg.org/#multipart-form-data>): in UTF-8,
/// and what would end it encoded.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        f.debug_tuple("Multipart").field(&names).finish()
    }
}
