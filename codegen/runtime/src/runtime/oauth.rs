//! OAuth 2.0 client credentials (RFC 6749, section 4.4): tokens got on first need, kept, and renewed in time.
//!
//! Compiled with the feature `oauth`, which a crate has on where its document describes the flow.

use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request, Url};

use super::Json;
use super::auth::{Scheme, base64, sensitive};
use super::call::Call;
use super::client::Client;
use super::error::{BuildError, Error};
use super::exchange::{Plan, boxed};
use super::operation::Operation;
use super::redact::Redactor;
use super::secret::Secret;
use super::server::check_address;

/// How long before its end a token is renewed; of a short-lived one a tenth of its time.
const MARGIN: Duration = Duration::from_secs(30);

/// What errors and traces call the request for a token.
static TOKEN: Operation = Operation {
    id: "access token",
    method: Method::POST,
    path: "token",
    params: &[],
    security: &[],
    accept: "application/json",
    content_type: "application/x-www-form-urlencoded",
    sends_always: true,
    server: None,
    limits: None,
};

/// Where tokens come from, as the document says it.
#[derive(Debug)]
pub struct TokenSource {
    /// The `tokenUrl` of the flow.
    pub url: &'static str,
    /// The scopes that the operations need, each once.
    pub scopes: &'static [&'static str],
}

/// What a client of OAuth 2.0 shows the server of tokens to act in its own name.
///
/// A token is got when a call first needs one, by the same HTTP client, middleware and limits as the calls; it
/// is kept for all clones of the client and renewed shortly before it ends, or once if a call is answered 401.
/// However many tasks wait for it, one request is made. Where it fails, the calls end with its [`Error`],
/// whose `operation` is `access token`.
#[derive(Clone)]
#[must_use = "it must be given to the builder of the client"]
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    url: Option<String>,
    scopes: Option<Vec<String>>,
    in_body: bool,
}

impl ClientCredentials {
    /// The id and the secret of a client; URL and scopes are those of the document.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { id: id.into(), secret: secret.into(), url: None, scopes: None, in_body: false }
    }

    /// Gets tokens from this URL. It must be https, or be on this machine, unless plain http is allowed.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Asks for these scopes, in place of those that the operations of the document need; none leaves it to
    /// the server.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Sends id and secret as fields of the form, for servers that do not take them by HTTP Basic, which is
    /// what RFC 6749, section 2.3.1, prefers.
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The tokens of a scheme, shared by all clones of a client.
pub(super) struct Tokens {
    scheme: &'static Scheme,
    asking: TokenRequest,
    state: Mutex<State>,
}

/// What stands in a call that asks for a token, in place of all that other calls have.
#[derive(Clone)]
pub(super) struct TokenRequest {
    url: Url,
    authorization: Option<HeaderValue>,
    form: Bytes,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// Whether somebody is getting one.
    is_asked_for: bool,
    waiting: Vec<Waker>,
}

/// A token in the form in which it is sent.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) header: HeaderValue,
    /// Knows this token, too.
    pub(super) redactor: Redactor,
    /// When it is to be renewed, by the client's clock.
    due: Option<Duration>,
}

impl Tokens {
    /// Checks what was given. Plain http is taken where it is allowed, and on this machine where the API is
    /// called by it, too.
    pub(super) fn new(
        scheme: &'static Scheme,
        source: &TokenSource,
        given: &ClientCredentials,
        allow_plain_http: bool,
        is_plain: bool,
    ) -> Result<Self, BuildError> {
        let fault = |why: String| BuildError::new(scheme.name, why);
        if given.id.is_empty() || given.secret.expose().is_empty() {
            return Err(fault("has an empty id or secret".to_owned()));
        }
        let url = given.url.as_deref().unwrap_or(source.url);
        let url = Url::parse(url)
            .map_err(|error| fault(format!("has a token URL that is no absolute URL: {error}")))?;
        check_address(&url, allow_plain_http)
            .and_then(|()| match url.scheme() {
                "http" if !allow_plain_http && !is_plain => {
                    Err("is plain http, and the API is not")
                }
                _ => Ok(()),
            })
            .map_err(|why| fault(format!("has a token URL that {why}")))?;
        let scopes = match &given.scopes {
            Some(scopes) => scopes.join(" "),
            None => source.scopes.join(" "),
        };
        Ok(Self { scheme, asking: asking(url, &scopes, given), state: Mutex::default() })
    }

    /// The texts by which an echo of the secret is known.
    pub(super) fn echoes(given: &ClientCredentials) -> Vec<String> {
        let (plain, sent) = (given.secret.expose(), form_encoded(given.secret.expose()));
        vec![plain.to_owned(), base64(login(given).as_bytes()), super::url::encoded(plain), sent]
    }

    /// The token that is at hand, good or not.
    pub(super) fn at_hand(&self) -> Option<Token> {
        self.state().token.clone()
    }

    /// Forgets a token that the server did not take, unless there is another by now.
    pub(super) fn forget(&self, refused: &HeaderValue) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|token| token.header == *refused) {
            state.token = None;
        }
    }

    /// A good token. One task asks for it, and those that come in the meantime wait for that.
    pub(super) async fn good(&self, client: &Client) -> Result<Token, Error> {
        let turn = poll_fn(|context| {
            let now = client.inner.clock.now();
            let mut state = self.state();
            if let Some(token) = state.token.as_ref().filter(|token| token.is_good(now)) {
                return Poll::Ready(Ok(token.clone()));
            }
            if state.is_asked_for {
                state.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            state.is_asked_for = true;
            Poll::Ready(Err(Turn(self)))
        });
        match turn.await {
            Ok(token) => Ok(token),
            Err(turn) => {
                let token = self.ask(client).await?;
                self.state().token = Some(token.clone());
                drop(turn);
                Ok(token)
            }
        }
    }

    /// Asks for a token. To ask again does no harm, so what may pass is tried again as the client does it.
    async fn ask(&self, client: &Client) -> Result<Token, Error> {
        let mut call = Call::new(client, &TOKEN);
        call.token_request = Some(Box::new(self.asking.clone()));
        let plan = client.inner.plan;
        let plan = Plan { retry: plan.retry.repeatable(true), ..plan };
        let began = client.inner.clock.now();
        let reply = boxed(call, plan).await?;
        let fault = || BuildError::new(self.scheme.name, "got no bearer token from its token URL");
        Ok(Token::read(&reply.body, began, &client.inner.redactor).ok_or_else(fault)?)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to ask for a token. Whatever becomes of it, the others go on when it is given up.
struct Turn<'t>(&'t Tokens);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_asked_for = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl Token {
    /// RFC 6749, section 5.1. The time counts from when it was asked for, so that it never ends unnoticed.
    fn read(body: &[u8], asked: Duration, redactor: &Redactor) -> Option<Self> {
        let answer: Json = std::str::from_utf8(body).ok()?.parse().ok()?;
        let text = |name: &str| answer.get(name)?.as_str().map(Cow::into_owned);
        let token = text("access_token").filter(|token| !token.is_empty())?;
        // Its name knows no upper and lower case; servers exist that leave it out.
        let kind = text("token_type").unwrap_or_else(|| "bearer".to_owned());
        if !kind.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let header = HeaderValue::from_str(&format!("Bearer {token}")).ok()?;
        // Some servers send the number as a text.
        let seconds = answer
            .get("expires_in")
            .and_then(|time| time.as_f64().or_else(|| time.as_str()?.parse().ok()));
        let lifetime = seconds.and_then(|time| Duration::try_from_secs_f64(time).ok());
        let due =
            lifetime.map(|time| asked.saturating_add(time.saturating_sub(MARGIN.min(time / 10))));
        Some(Self { header: sensitive(header), redactor: redactor.knowing(&token), due })
    }

    fn is_good(&self, now: Duration) -> bool {
        self.due.is_none_or(|due| now < due)
    }
}

impl TokenRequest {
    /// The request itself.
    pub(super) fn request(&self, user_agent: &HeaderValue) -> Request {
        let mut request = Request::new(TOKEN.method.clone(), self.url.clone());
        let headers = request.headers_mut();
        headers.insert(reqwest::header::USER_AGENT, user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static(TOKEN.accept));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(TOKEN.content_type));
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        *request.body_mut() = Some(self.form.clone().into());
        request
    }
}

fn asking(url: Url, scopes: &str, given: &ClientCredentials) -> TokenRequest {
    let mut form = "grant_type=client_credentials".to_owned();
    let mut field = |name: &str, value: &str| form.extend(["&", name, "=", &form_encoded(value)]);
    if !scopes.is_empty() {
        field("scope", scopes);
    }
    if given.in_body {
        field("client_id", &given.id);
        field("client_secret", given.secret.expose());
    }
    let basic = format!("Basic {}", base64(login(given).as_bytes()));
    let authorization = HeaderValue::from_str(&basic).ok().filter(|_| !given.in_body);
    TokenRequest { url, authorization: authorization.map(sensitive), form: form.into() }
}

/// Id and secret, each encoded as in a form first (RFC 6749, section 2.3.1).
fn login(given: &ClientCredentials) -> String {
    format!("{}:{}", form_encoded(&given.id), form_encoded(given.secret.expose()))
}

fn form_encoded(text: &str) -> String {
    super::url::encoded(text).replace("%20", "+")
}
