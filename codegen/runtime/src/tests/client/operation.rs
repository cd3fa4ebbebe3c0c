//! Operations for tests, of which only that is written which a test is about.

/// An operation that takes and demands nothing, but for the fields that are given it:
/// `operation!("put", Method::PUT, "/put", content_type = "text/plain")`.
macro_rules! operation {
    ($id:expr, $method:expr, $path:expr $(, $field:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut, reason = "nothing may be given")]
        let mut operation = $crate::runtime::Operation {
            id: $id,
            method: $method,
            path: $path,
            params: &[],
            security: &[],
            accept: "",
            content_type: "",
            sends_always: false,
            server: None,
            limits: None,
        };
        $(operation.$field = $value;)*
        operation
    }};
}

pub(super) use operation;
