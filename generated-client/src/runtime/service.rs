//! What stands between a call and the HTTP client: nothing, or a service of the caller's.

use std::error::Error as StdError;

use reqwest::{Request, Response};

use super::redact::Redactor;
use super::transport_error::Cause;

/// An error of any type, as services give it.
pub(super) type AnyError = Box<dyn StdError + Send + Sync>;

/// Sends requests.
pub(super) enum Sender {
    /// By the HTTP client itself.
    Http(reqwest::Client),
    /// By a service around it.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    Service(std::sync::Arc<dyn Service>),
}

impl Sender {
    #[cfg_attr(
        all(target_arch = "wasm32", target_os = "unknown"),
        allow(unused_variables, reason = "no services there")
    )]
    pub(super) fn send<'r>(
        &self,
        request: Request,
        redactor: &'r Redactor,
    ) -> impl Future<Output = Result<Response, Cause>> + use<'r> {
        // The future is made of what goes on, and need not keep room for the request.
        let sending = match self {
            Self::Http(http) => Sending::Http(http.execute(request)),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Self::Service(service) => Sending::Service(service.send(request)),
        };
        async move {
            match sending {
                Sending::Http(sending) => sending.await.map_err(Cause::http),
                #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
                Sending::Service(sending) => {
                    sending.await.map_err(|error| Cause::service(error, redactor))
                }
            }
        }
    }
}

/// What goes on once a request is given away.
enum Sending<F> {
    Http(F),
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    Service(crate::runtime::platform::Boxed<Result<Response, AnyError>>),
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(super) use wrapped::{Service, Wrap, wrap};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod wrapped {
    use std::future::poll_fn;
    use std::sync::{Arc, Mutex, PoisonError};

    use super::{AnyError, Request, Response};
    use crate::runtime::platform::Boxed;

    /// A `tower_service::Service` of any type.
    pub(in crate::runtime) trait Service: Send + Sync {
        fn send(&self, request: Request) -> Boxed<Result<Response, AnyError>>;
    }

    /// Puts a service around an HTTP client.
    pub(in crate::runtime) type Wrap =
        Arc<dyn Fn(reqwest::Client) -> Arc<dyn Service> + Send + Sync>;

    /// Services tend not to be `Sync`; each request works on a clone, so the lock is held for a moment.
    struct Typed<S>(Mutex<S>);

    impl<S> Service for Typed<S>
    where
        S: tower_service::Service<Request, Response = Response> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: Into<AnyError>,
    {
        fn send(&self, request: Request) -> Boxed<Result<Response, AnyError>> {
            // A clone of its own, which must be asked whether it is ready.
            let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
            Box::pin(async move {
                poll_fn(|context| service.poll_ready(context)).await.map_err(Into::into)?;
                service.call(request).await.map_err(Into::into)
            })
        }
    }

    pub(in crate::runtime) fn wrap<S>(
        wrap: impl Fn(reqwest::Client) -> S + Send + Sync + 'static,
    ) -> Wrap
    where
        S: tower_service::Service<Request, Response = Response> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: Into<AnyError>,
    {
        Arc::new(move |http| Arc::new(Typed(Mutex::new(wrap(http)))))
    }
}
