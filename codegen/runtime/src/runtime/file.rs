//! A file to be sent as a part of a body, or as the whole of it.

use std::fmt;

use super::byte_source::ByteSource;

/// A file to be sent: its bytes, and what the server is told of them.
///
/// `Debug` shows name, type and length, no content.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    pub(super) content: ByteSource,
    pub(super) name: Option<String>,
    pub(super) content_type: Option<String>,
}

impl File {
    /// A file of these bytes, which are copied into the body, once for each attempt of a call; or of a stream,
    /// see [`ByteSource::streamed`].
    pub fn new(content: impl Into<ByteSource>) -> Self {
        Self { content: content.into(), name: None, content_type: None }
    }

    /// The same file under a name; without one it is called `file`, since many servers take a part for a
    /// file by its name only. A file that is the whole body has none.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// The same file with a media type, such as `image/png`; without one it has what the document says of
    /// the part or body, or `application/octet-stream`.
    #[must_use]
    pub fn typed(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }
}

impl<T: Into<ByteSource>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("bytes", &self.content.length())
            .finish()
    }
}
