//! The client: made once, checked whole, cloned freely.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;

use super::auth::{Credential, Scheme};
use super::clock::Clock;
use super::error::{BuildError, Error};
use super::exchange::Plan;
use super::limits::checked_time;
#[cfg(feature = "oauth")]
use super::oauth::{ClientCredentials, TokenSource, Tokens};
use super::platform::own_http;
use super::redact::Redactor;
use super::retry::RetryBudget;
use super::secret::Secret;
use super::server::{Server, base_url, check_address, origin};
use super::service::Sender;
use super::settings::{Chance, Settings};
use super::style::check_header_text;
use super::watch::{DriftReport, Watcher};

/// Whether our own HTTP client can speak https; a browser always can.
const HAS_TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls", target_arch = "wasm32"));

/// How long making a connection may take, unless set otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Calls the API.
///
/// A clone is a reference count: make one client and clone it into every task, since connections are
/// shared and reused among clones only. Calls need a Tokio runtime with I/O and time enabled;
/// without one, Tokio panics. A connection is driven by the runtime in which it was made: a runtime that
/// is not polled while another uses its connection holds that call up until its time is over.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
}

/// What all clones share.
pub(super) struct Inner {
    pub(super) sender: Sender,
    /// Absolute, without a slash at its end.
    pub(super) base_url: String,
    /// The base URL's scheme, host and port, with the path `/`.
    pub(super) origin: Url,
    /// What is known of other servers, unless the caller gave the base URL, which then is for all calls.
    pub(super) elsewhere: Option<Elsewhere>,
    pub(super) user_agent: HeaderValue,
    pub(super) credentials: Vec<Credential>,
    pub(super) redactor: Redactor,
    pub(super) watcher: Option<Watcher>,
    /// What a call begins with; it may change it for itself.
    pub(super) plan: Plan,
    /// Whether the document's limits are checked before a call is sent.
    pub(super) check_limits: bool,
    pub(super) budget: RetryBudget,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Chance,
    #[cfg(feature = "limiter")]
    pub(super) limiter: Option<super::limiter::Limiter>,
}

/// What the base URLs of servers of single operations are made of.
pub(super) struct Elsewhere {
    variables: Vec<(&'static str, String)>,
    /// What relative URLs are relative to.
    origin: Url,
    allow_plain_http: bool,
}

impl Elsewhere {
    /// The base URL of a server, and its origin.
    pub(super) fn base_url(&self, server: &Server) -> Result<(String, Url), BuildError> {
        let Self { variables, origin: from, allow_plain_http } = self;
        let base_url = server.base_url(variables, Some(from), *allow_plain_http)?;
        let root = origin(&base_url)?;
        if root.scheme() == "http" && !allow_plain_http && root.origin() != from.origin() {
            // Whether a proxy reads it was decided for the client's own base URL.
            return Err(BuildError::new(
                "the operation's own server",
                "is plain http: use https, or allow it by `allow_plain_http(true)`",
            ));
        }
        Ok((base_url, root))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.redactor.mask(&self.inner.base_url))
            .field("user_agent", &self.inner.user_agent)
            .field("credentials", &self.inner.credentials)
            .field("limits", &self.inner.plan.limits)
            .field("retry", &self.inner.plan.retry)
            .field("budget", &self.inner.budget)
            .finish_non_exhaustive()
    }
}

/// Collects what a client needs. Everything is checked by [`build`](Self::build), before any call.
#[derive(Clone)]
#[must_use = "there is no client until `build` is called"]
pub struct ClientBuilder {
    server: &'static Server,
    variables: Vec<(&'static str, String)>,
    base_url: Option<String>,
    origin: Option<String>,
    credentials: Vec<(&'static Scheme, Secret)>,
    #[cfg(feature = "oauth")]
    clients: Vec<(&'static Scheme, &'static TokenSource, ClientCredentials)>,
    user_agent: String,
    http: Option<reqwest::Client>,
    pub(super) settings: Settings,
    connect_timeout: Option<Duration>,
    allow_plain_http: bool,
    check_limits: bool,
    watcher: Option<Watcher>,
}

impl ClientBuilder {
    /// For generated code: a builder for a server of the document.
    #[doc(hidden)]
    pub fn new(server: &'static Server, user_agent: &'static str) -> Self {
        Self {
            server,
            variables: Vec::new(),
            base_url: None,
            origin: None,
            credentials: Vec::new(),
            #[cfg(feature = "oauth")]
            clients: Vec::new(),
            user_agent: user_agent.to_owned(),
            http: None,
            settings: Settings::default(),
            connect_timeout: None,
            allow_plain_http: false,
            check_limits: true,
            watcher: None,
        }
    }

    /// For generated code: the value of a variable of the server's URL.
    #[doc(hidden)]
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// For generated code: the credential of a scheme, in place of one given before.
    #[doc(hidden)]
    pub fn credential(mut self, scheme: &'static Scheme, secret: impl Into<Secret>) -> Self {
        self.credentials.retain(|(known, _)| known.name != scheme.name);
        self.credentials.push((scheme, secret.into()));
        self
    }

    /// For generated code: id and secret by which the client gets the tokens of a scheme itself, in place of a
    /// token given before.
    #[cfg(feature = "oauth")]
    #[doc(hidden)]
    pub fn client_credentials(
        mut self,
        scheme: &'static Scheme,
        source: &'static TokenSource,
        credentials: ClientCredentials,
    ) -> Self {
        self.credentials.retain(|(known, _)| known.name != scheme.name);
        self.clients.retain(|(known, ..)| known.name != scheme.name);
        self.clients.push((scheme, source, credentials));
        self
    }

    /// Calls another server of the document, one of the crate's module `servers`. Operations that have a
    /// server of their own keep to it.
    pub fn server(mut self, server: &'static Server) -> Self {
        self.server = server;
        self
    }

    /// What a relative URL of a server is relative to: the address of the document, or of its host.
    pub fn origin(mut self, url: impl Into<String>) -> Self {
        self.origin = Some(url.into());
        self
    }

    /// Calls this URL instead of the document's server: a proxy, a mock, another environment.
    ///
    /// It stands for the whole server URL, its path (such as `/v3`) included; a slash at its end
    /// changes nothing. Operations with a server of their own are called there, too. Plain `http://` is for this machine only (`localhost`, `127.0.0.0/8`, `::1`),
    /// unless [`allow_plain_http`](Self::allow_plain_http) says otherwise.
    ///
    /// The proxies that the environment names (`HTTPS_PROXY`, `ALL_PROXY` and their like) are used,
    /// but not for plain `http://` to this machine: a proxy would read the credentials, and the call
    /// would leave the machine. An [`http_client`](Self::http_client) of your own does as it was told.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows plain `http://` to other machines, where anyone between can read the credentials, a
    /// proxy that the environment names (`HTTP_PROXY`) included.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Whether each call is held against the limits that the document sets for parameters and bodies
    /// (lengths, counts, patterns, bounds of numbers) before it is sent; true unless set.
    ///
    /// A value beyond a limit gives [`Error::Build`], which names the parameter or the place in the body, such
    /// as `tags[3]`, and the limit, not the value. Turn it off where the API takes more than its document says.
    /// Patterns are checked with the feature `patterns`; values of enums that the document does not list pass.
    pub fn check_limits(mut self, check: bool) -> Self {
        self.check_limits = check;
        self
    }

    /// Sends through this HTTP client: for proxies, certificates, DNS, a shared pool.
    ///
    /// What it does is its owner's decision. It connects as it was told, so
    /// [`connect_timeout`](Self::connect_timeout) cannot be given with it. And **it follows redirects
    /// as it was told**: the default of `reqwest` is up to ten, to any host, and of the headers only
    /// `Authorization`, `Cookie` and their like are taken off on the way to another one; a key in a
    /// header of its own is not, and 307 and 308 send the body again.
    /// Build it with `redirect(reqwest::redirect::Policy::none())`, as our own is.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// The time for making a connection, TLS included; 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// The `User-Agent` header, in place of this crate's name and version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Calls this hook for each successful answer that is not quite what the document says: a key that it
    /// does not name, a value of another type, a new value of an enum. The call succeeds all the same;
    /// the hook is for logs, metrics, and whoever keeps the document.
    ///
    /// It runs in the task that awaits the call, so it should be quick. Without a hook nothing is looked
    /// for; the drift of a value at hand is [`Model::drift`](super::Model::drift).
    pub fn on_drift(mut self, hook: impl Fn(&DriftReport<'_>) + Send + Sync + 'static) -> Self {
        self.watcher = Some(Watcher::new(hook));
        self
    }

    /// Checks everything and makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Build`], naming what is wrong: a server variable that has no value or would leave its
    /// place in the URL, a base URL that is not absolute or not safe, a credential or user agent that
    /// is no header value, a time of zero, an HTTP client that cannot be made.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.checked_base_url()?;
        let (credentials, redactor) = self.prepared(&base_url)?;
        let root = origin(&base_url)?;
        let elsewhere = self.elsewhere(&root)?;
        let inner = Inner {
            user_agent: self.checked_user_agent()?,
            sender: self.settings.sender(self.http_or_own(&base_url)?),
            plan: self.settings.checked_plan()?,
            check_limits: self.check_limits,
            #[cfg(feature = "limiter")]
            limiter: self.settings.limiter()?,
            budget: self.settings.budget.unwrap_or_default(),
            clock: self.settings.clock,
            chance: self.settings.chance,
            origin: root,
            elsewhere,
            base_url,
            credentials,
            redactor,
            watcher: self.watcher,
        };
        Ok(Client { inner: Arc::new(inner) })
    }

    #[cfg_attr(not(feature = "oauth"), allow(unused_variables, reason = "for tokens only"))]
    fn prepared(&self, base_url: &str) -> Result<(Vec<Credential>, Redactor), BuildError> {
        let mut credentials = Vec::new();
        let mut echoes = Vec::new();
        for (scheme, secret) in &self.credentials {
            let credential = Credential::new(scheme, secret)?;
            echoes.extend(credential.echoes(secret));
            credentials.push(credential);
        }
        #[cfg(feature = "oauth")]
        for (scheme, source, given) in &self.clients {
            // Whether a proxy reads plain text of this machine was decided for the base URL.
            let is_plain = base_url.starts_with("http:");
            let tokens = Tokens::new(scheme, source, given, self.allow_plain_http, is_plain)?;
            echoes.extend(Tokens::echoes(given));
            credentials.push(Credential::tokens(scheme, tokens));
        }
        Ok((credentials, Redactor::new(echoes)))
    }

    fn checked_base_url(&self) -> Result<String, BuildError> {
        let url = if let Some(url) = &self.base_url {
            base_url(url, self.allow_plain_http)?
        } else {
            let from = self.given_origin()?;
            self.server.base_url(&self.variables, from.as_ref(), self.allow_plain_http)?
        };
        if !HAS_TLS && self.http.is_none() && url.starts_with("https:") {
            return Err(BuildError::new(
                "base URL",
                "is https, and this crate was built without its feature `rustls` or `native-tls`",
            ));
        }
        Ok(url)
    }

    fn given_origin(&self) -> Result<Option<Url>, BuildError> {
        let Some(text) = &self.origin else { return Ok(None) };
        let fault = |why: String| BuildError::new("origin", why);
        let url =
            Url::parse(text).map_err(|error| fault(format!("is no absolute URL: {error}")))?;
        check_address(&url, self.allow_plain_http).map_err(|why| fault(why.to_owned()))?;
        Ok(Some(url))
    }

    fn elsewhere(&self, root: &Url) -> Result<Option<Elsewhere>, BuildError> {
        if self.base_url.is_some() {
            return Ok(None);
        }
        Ok(Some(Elsewhere {
            variables: self.variables.clone(),
            origin: self.given_origin()?.unwrap_or_else(|| root.clone()),
            allow_plain_http: self.allow_plain_http,
        }))
    }

    fn checked_user_agent(&self) -> Result<HeaderValue, BuildError> {
        check_header_text("user agent", &self.user_agent)?;
        HeaderValue::from_str(&self.user_agent)
            .map_err(|_| BuildError::new("user agent", "is no header value"))
    }

    fn http_or_own(&self, base_url: &str) -> Result<reqwest::Client, BuildError> {
        match (&self.http, self.connect_timeout) {
            (None, time) => {
                let time = checked_time("connect timeout", time.unwrap_or(CONNECT_TIMEOUT))?;
                own_http(time, base_url)
            }
            (Some(http), None) => Ok(http.clone()),
            (Some(_), Some(_)) => {
                Err(BuildError::new("connect timeout", "has no effect on an HTTP client handed in"))
            }
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.credentials.iter().map(|(scheme, _)| scheme.name).collect();
        // Not yet checked, so it may hold a password.
        let base_url = self.base_url.as_ref().map(|_| "…");
        f.debug_struct("ClientBuilder")
            .field("server", &self.server.url)
            .field("variables", &self.variables)
            .field("base_url", &base_url)
            .field("credentials", &schemes)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
