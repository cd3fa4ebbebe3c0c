//! One call: the values of its parameters, and the request that they make.

use std::fmt;

use bytes::Bytes;
#[cfg(feature = "oauth")]
use reqwest::header::AUTHORIZATION;
use reqwest::header::{
    ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, EXPECT, HOST, HeaderMap, HeaderName,
    HeaderValue, TE, TRAILER, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use reqwest::{Method, Request, Url};

use super::auth::{Credential, Form, choose, sensitive};
use super::byte_source::ByteSource;
use super::check::Breach;
use super::client::Client;
use super::error::{BuildError, Error};
use super::events::{EventDecoder, Events, MEDIA_TYPE};
use super::file::File;
use super::multipart::Multipart;
use super::operation::{Operation, Param, Place};
use super::param::{ParamValue, ToParam};
use super::payload::{Payload, written};
use super::pending::{Decoder, Pending};
use super::stream::Chunks;
use super::style::{header_value, separate, write_cookie, write_path, write_query};
use super::url::{parse_exact, write_template};
use super::values::Values;
use super::{Limit, SharedLimits, Slot};

/// Where a message goes and where it ends: a value of a caller here could cut a body short, or lead it
/// elsewhere.
const FRAMING: [HeaderName; 8] =
    [HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, UPGRADE, TE, TRAILER, EXPECT];

/// How much longer than its template a URL is taken to be, so that it seldom grows.
const ROOM: usize = 64;

/// How many headers fit without growing: those of most calls, and the two that HTTP itself adds to them.
const MOST_HEADERS: usize = 10;

/// A call of an operation that is being put together. Generated requests hold one.
///
/// Its `Debug` shows path and query values, which end up in logs anyway, but no header, cookie or body.
#[derive(Clone)]
pub struct Call {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    values: Values,
    /// The body, where it was given as a whole.
    pub(super) payload: Option<Payload>,
    /// The `Accept` header.
    accept: &'static str,
    /// Headers of this call alone, which no document has: names and values.
    more_headers: Vec<(String, String)>,
    /// The address of a next page, in place of path and query.
    link: Option<Box<Url>>,
    /// What is sent instead of all this, where a token is asked for.
    #[cfg(feature = "oauth")]
    pub(super) token_request: Option<Box<super::oauth::TokenRequest>>,
}

impl Call {
    /// A call without any value.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            values: Values::new(operation.params),
            payload: None,
            accept: operation.accept,
            more_headers: Vec::new(),
            link: None,
            #[cfg(feature = "oauth")]
            token_request: None,
        }
    }

    /// Gives the parameter at `index` of [`Operation::params`] its value, in place of one given before.
    ///
    /// An index beyond the table is ignored; generated code has none.
    pub fn set(&mut self, index: usize, value: impl ToParam) {
        self.values.set(index, &value);
    }

    /// The same for a value that is a list or an object of any type: by its items or members.
    pub fn set_tree(&mut self, index: usize, value: &dyn Slot) {
        self.values.set_tree(index, value);
    }

    /// The same for a value that is sent as JSON text.
    pub fn set_json(&mut self, index: usize, value: &dyn Slot) {
        self.values.set_json(index, value);
    }

    /// Gives this call a header, in place of what it would have by that name.
    pub(super) fn header(&mut self, name: String, value: String) {
        self.more_headers.push((name, value));
    }

    /// The value of the parameter at `index`, where it is one text.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        self.values.get(index)?.as_text()
    }

    /// Where the call goes, without credentials.
    pub(super) fn address(&self) -> Result<Url, Error> {
        self.url(&[]).map_err(|error| error.of(self.operation.id).into())
    }

    /// Sends the call to the address of a next page, which is on the same server.
    pub(super) fn lead(&mut self, link: Url) {
        self.link = Some(Box::new(link));
    }

    /// Gives the next required parameter its value: the first that has none.
    pub(super) fn give(&mut self, value: &dyn ToParam) {
        if let Some(index) = self.values.lacking() {
            self.values.set(index, value);
        }
    }

    /// The same for a value that is a list or an object of any type.
    pub(super) fn give_tree(&mut self, value: &dyn Slot) {
        if let Some(index) = self.values.lacking() {
            self.values.set_tree(index, value);
        }
    }

    /// The same for a value that is sent as JSON text.
    pub(super) fn give_json(&mut self, value: &dyn Slot) {
        if let Some(index) = self.values.lacking() {
            self.values.set_json(index, value);
        }
    }

    /// What the document demands of a JSON body, or of a form where there is none.
    fn limits(&self) -> &'static [Limit] {
        self.operation.limits.map_or(&[], |limits| limits.0)
    }

    /// Gives the body, written as JSON at once.
    pub fn json(&mut self, body: &dyn Slot) {
        self.payload = Some(Payload::json(self.operation.content_type, body, self.limits()));
    }

    /// Gives the body, written as JSON at once, under another media type than the operation's. It is not held
    /// against the limits, which are those of the other.
    pub fn json_as(&mut self, content_type: &'static str, body: &dyn Slot) {
        self.payload = Some(Payload::json(content_type, body, &[]));
    }

    /// The same, held against limits of its own.
    pub fn json_within(
        &mut self,
        content_type: &'static str,
        body: &dyn Slot,
        limits: &'static SharedLimits,
    ) {
        self.payload = Some(Payload::json(content_type, body, limits.0));
    }

    /// The value of a member of the JSON body as it is spelled; none if it is null or not there.
    pub(super) fn member(&self, path: &[&'static str]) -> Option<&str> {
        self.payload.as_ref()?.member(path)
    }

    /// Gives a member of the JSON body its value, in place of one given before; a body that was not given is an
    /// empty object before. False, and nothing, if there is no JSON object to take it.
    pub(super) fn put(&mut self, path: &[&'static str], value: &str) -> bool {
        let (content_type, limits) = (self.operation.content_type, self.limits());
        let empty = || Payload::Json(content_type, Bytes::from_static(b"{}"), limits);
        self.payload.get_or_insert_with(empty).put(path, value)
    }

    /// Gives the body as bytes or text of the operation's media type.
    pub fn raw(&mut self, body: impl Into<ByteSource>) {
        self.bytes(self.operation.content_type, body);
    }

    /// Gives the body as bytes or text of a media type.
    pub fn bytes(&mut self, content_type: &'static str, body: impl Into<ByteSource>) {
        self.payload = Some(Payload::Bytes(content_type, body.into()));
    }

    /// Gives the body as a file, which may say what it is; otherwise it has the operation's media type.
    pub fn file(&mut self, body: impl Into<File>) {
        self.file_as(self.operation.content_type, body);
    }

    /// Gives the body as a file, which may say what it is; otherwise it has this media type.
    pub fn file_as(&mut self, content_type: &'static str, body: impl Into<File>) {
        self.payload = Some(Payload::File(content_type, body.into()));
    }

    /// Gives the body as a form, the members of an object its fields. Of the operation's parameters, those of
    /// [`Place::Form`] say how the fields of their names are written.
    pub fn form(&mut self, body: &dyn Slot) {
        self.payload = Some(Payload::form(body, self.limits()));
    }

    /// The same, held against limits of its own.
    pub fn form_within(&mut self, body: &dyn Slot, limits: &'static SharedLimits) {
        self.payload = Some(Payload::form(body, limits.0));
    }

    /// Gives the body in parts: under the operation's media type, or as `multipart/form-data` where that is another.
    pub fn multipart(&mut self, body: impl Into<Multipart>) {
        let own = self.operation.content_type;
        let is_own = own.starts_with("multipart/");
        self.multipart_as(if is_own { own } else { "multipart/form-data" }, body);
    }

    /// Gives the body in parts under a media type.
    pub fn multipart_as(&mut self, content_type: &'static str, body: impl Into<Multipart>) {
        self.payload = Some(Payload::Parts(content_type, body.into()));
    }

    /// Whether a body was given as a whole.
    pub fn has_body(&self) -> bool {
        self.payload.is_some()
    }

    /// The call as a future of the typed body. Nothing is sent before it is awaited.
    pub fn send<T>(self, decode: Decoder<T>) -> Pending<T> {
        Pending::new(self, decode)
    }

    /// The events of an answer that is asked to be `text/event-stream`.
    pub fn event_stream<T>(mut self, decode: EventDecoder<T>) -> Events<T> {
        self.accept = MEDIA_TYPE;
        let client = self.client.clone();
        let plan = client.inner.plan;
        Events::new(Chunks::new(self, plan), client, decode)
    }

    /// The request as it would be sent now, credentials and body included: for tests and tools. A token that
    /// the client gets itself is there only if there is one already.
    ///
    /// # Errors
    /// [`Error::Build`], as the call itself would give it.
    pub fn request(&self) -> Result<Request, Error> {
        let request = self.request_again()?;
        self.check().map_err(|error| error.of(self.operation.id))?;
        Ok(request)
    }

    /// The request of a call whose values were checked before.
    pub(super) fn request_again(&self) -> Result<Request, Error> {
        self.build().map_err(|error| error.of(self.operation.id).into())
    }

    /// Holds every value that was given against the document's limits.
    fn check(&self) -> Result<(), BuildError> {
        let client = &self.client.inner;
        if !client.check_limits {
            return Ok(());
        }
        let of_body = || self.payload.as_ref()?.breach();
        match self.values.breach().or_else(of_body) {
            // The path may have keys that the caller chose.
            Some(Breach { path, reason }) => {
                Err(BuildError::new(client.redactor.message(&path), reason))
            }
            None => Ok(()),
        }
    }

    fn build(&self) -> Result<Request, BuildError> {
        let client = &self.client.inner;
        #[cfg(feature = "oauth")]
        if let Some(asking) = &self.token_request {
            return Ok(asking.request(&client.user_agent));
        }
        let (content_type, body) = written(self)?.unzip();
        let credentials = choose(self.operation.security, &client.credentials)?;
        let mut request =
            Request::new(Method::clone(&self.operation.method), self.url(&credentials)?);
        *request.headers_mut() = self.headers(&credentials, content_type)?;
        // RFC 9110, section 8.6; some servers answer 411 otherwise. A browser says it by itself.
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        if body.is_none() && matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH)
        {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *request.body_mut() = body;
        Ok(request)
    }

    fn url(&self, credentials: &[&Credential]) -> Result<Url, BuildError> {
        if let Some(link) = &self.link {
            return Ok(linked(link, credentials));
        }
        let (client, path) = (&self.client.inner, self.operation.path);
        let own = self.operation.server.zip(client.elsewhere.as_ref());
        let own = own.map(|(server, elsewhere)| elsewhere.base_url(server)).transpose()?;
        let (base_url, origin) = match &own {
            Some((base_url, origin)) => (base_url, origin),
            None => (&client.base_url, &client.origin),
        };
        let mut url = String::with_capacity(base_url.len() + path.len() + ROOM);
        url.push_str(base_url);
        let mut query = String::new();
        write_template(path, &mut url, &mut query, |name, url| self.write_segment(name, url))?;
        self.query(credentials, &mut query)?;
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        parse_exact(origin, &url)
    }

    fn write_segment(&self, name: &str, url: &mut String) -> Result<(), BuildError> {
        let found = self.given(Place::Path).into_iter().find(|(param, _)| param.name == name);
        match found {
            Some((param, value)) => write_path(param, value, url),
            None => Err(BuildError::new(name.to_owned(), "is missing, and the path needs it")),
        }
    }

    fn query(&self, credentials: &[&Credential], query: &mut String) -> Result<(), BuildError> {
        for (param, value) in self.given(Place::Query) {
            write_query(param, value, query)?;
        }
        for credential in credentials {
            if let Form::Query(pair) = &credential.form {
                separate(query, "&", pair);
            }
        }
        Ok(())
    }

    /// Fixed headers first, then parameters, then credentials, then those of this call alone: of one name, the last
    /// is sent.
    fn headers(
        &self,
        credentials: &[&Credential],
        content_type: Option<HeaderValue>,
    ) -> Result<HeaderMap, BuildError> {
        let mut headers = HeaderMap::with_capacity(MOST_HEADERS);
        headers.insert(USER_AGENT, self.client.inner.user_agent.clone());
        if !self.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(self.accept));
        }
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, content_type);
        }
        for (param, value) in self.given(Place::Header) {
            if let Some(value) = header_value(param, value)? {
                headers.insert(header_name(param.name)?, value);
            }
        }
        let own = headers.remove(COOKIE);
        let cookie = self.cookie(own.as_ref(), credentials)?;
        cookie.map(|cookie| headers.insert(COOKIE, cookie));
        for credential in credentials {
            match &credential.form {
                Form::Header(name, _) if *name == COOKIE => {}
                Form::Header(name, value) => _ = headers.insert(name, value.clone()),
                #[cfg(feature = "oauth")]
                Form::Tokens(tokens) => {
                    let token = tokens.at_hand();
                    token.map(|token| headers.insert(AUTHORIZATION, token.header));
                }
                Form::Query(_) | Form::Cookie(_) => {}
            }
        }
        for (name, value) in &self.more_headers {
            let value = HeaderValue::from_bytes(value.as_bytes())
                .map_err(|_| BuildError::new(name.clone(), "is no header value"))?;
            headers.insert(header_name(name)?, sensitive(value));
        }
        Ok(headers)
    }

    /// All cookies in one header, as RFC 6265 asks; always sensitive. Those of a parameter or a credential that is that
    /// header are among them.
    fn cookie(
        &self,
        own: Option<&HeaderValue>,
        credentials: &[&Credential],
    ) -> Result<Option<HeaderValue>, BuildError> {
        let mut cookie = String::new();
        for (param, value) in self.given(Place::Cookie) {
            write_cookie(param, value, &mut cookie)?;
        }
        let given = [own.map_or(&b""[..], HeaderValue::as_bytes), cookie.as_bytes()];
        let secret = credentials.iter().map(|credential| match &credential.form {
            Form::Cookie(pair) => pair.as_bytes(),
            Form::Header(name, value) if *name == COOKIE => value.as_bytes(),
            _ => b"",
        });
        let all = given.into_iter().chain(secret);
        let all = all.map(|text| text.trim_ascii_end().strip_suffix(b";").unwrap_or(text));
        let all: Vec<&[u8]> = all.filter(|text| !text.is_empty()).collect();
        if all.is_empty() {
            return Ok(None);
        }
        let value = HeaderValue::from_bytes(&all.join(b"; ".as_slice()))
            .map_err(|_| BuildError::new("Cookie", "is no header value"))?;
        Ok(Some(sensitive(value)))
    }

    /// Where the call's token comes from, if the client gets it itself.
    #[cfg(feature = "oauth")]
    pub(super) fn tokens(&self) -> Result<Option<&super::oauth::Tokens>, BuildError> {
        let credentials = choose(self.operation.security, &self.client.inner.credentials)?;
        Ok(credentials.into_iter().find_map(|credential| match &credential.form {
            Form::Tokens(tokens) => Some(&**tokens),
            _ => None,
        }))
    }

    /// The parameters of a place that have a value, in the order of the table.
    pub(super) fn given(&self, place: Place) -> Vec<(&'static Param, &ParamValue)> {
        let mut given = self.values.given();
        given.retain(|(param, _)| param.place == place);
        given
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut params = Vec::new();
        for place in Place::ALL {
            for (param, value) in self.given(place) {
                let text = match place {
                    Place::Path | Place::Query => {
                        self.client.inner.redactor.mask(&value.shown()).into_owned()
                    }
                    _ => "…".to_owned(),
                };
                params.push((param.name, text));
            }
        }
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("params", &params)
            .field("body_bytes", &self.payload.as_ref().and_then(Payload::length))
            .finish_non_exhaustive()
    }
}

/// The address of a next page with the credentials that belong into its query and are not there.
fn linked(link: &Url, credentials: &[&Credential]) -> Url {
    let mut url = link.clone();
    for credential in credentials {
        let Form::Query(pair) = &credential.form else { continue };
        let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
        let query = url.query().unwrap_or_default();
        if query.split('&').all(|there| name(there) != name(pair)) {
            let separator = if query.is_empty() { "" } else { "&" };
            let query = format!("{query}{separator}{pair}");
            url.set_query(Some(&query));
        }
    }
    url
}

fn header_name(name: &str) -> Result<HeaderName, BuildError> {
    let fault = |reason| BuildError::new(name.to_owned(), reason);
    let name =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| fault("is no valid header name"))?;
    if FRAMING.contains(&name) {
        return Err(fault("is a header of HTTP itself, not for an API to set"));
    }
    Ok(name)
}
