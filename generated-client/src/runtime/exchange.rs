//! A call from its first attempt to its end: everything that does not depend on the type of the body.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "oauth")]
use reqwest::header::AUTHORIZATION;
use reqwest::{Request, Response, StatusCode};

use super::ApiError;
use super::body::Body;
use super::call::Call;
use super::client::Inner;
use super::clock::{Clock, Waiting};
use super::error::Error;
use super::limits::{Limits, TimeLimit};
#[cfg(feature = "oauth")]
use super::oauth::Token;
use super::platform::{Boxed, Incoming};
use super::redact::Redactor;
use super::response::Reply;
use super::retry::{Attempt, Attempts, Ending, Outcome, RetryPolicy, Taken, may_help, part_of};
use super::stream::{Open, leave, left};
use super::timer::Timer;
use super::trace::{AttemptSpan, retrying};
use super::transport_error::{Broken, Cause, TransportError};

/// How much room is made at once for a body that comes in pieces and whose length the server announces.
const ROOM: u64 = 1 << 20;

/// After how many bytes of a body the clock is looked at, although nothing had to be waited for.
const LOOK: usize = 64 << 10;

/// What a call may cost and how often it is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) limits: Limits,
    pub(super) retry: RetryPolicy,
}

impl Default for Plan {
    fn default() -> Self {
        Self { limits: Limits::DEFAULT, retry: RetryPolicy::new() }
    }
}

/// The same as a future without a type, which the exchange for a token within another needs to be.
pub(super) fn boxed(call: Call, plan: Plan) -> Boxed<Result<Reply, Error>> {
    Box::pin(exchange(call, plan, None))
}

/// The same up to the head of a successful answer, and the body to be read.
pub(super) fn opened(call: Call, plan: Plan) -> Boxed<Result<(Reply, Option<Incoming>), Error>> {
    Box::pin(async move {
        let open = Open::default();
        let reply = exchange(call, plan, Some(Open::clone(&open))).await?;
        Ok((reply, left(&open)))
    })
}

/// Builds, sends, reads, and does so again where that is safe and may help.
#[allow(clippy::manual_async_fn, reason = "an `async fn` keeps room for its parameters twice")]
fn exchange(
    call: Call,
    plan: Plan,
    open: Option<Open>,
) -> impl Future<Output = Result<Reply, Error>> {
    async move {
        plan.limits.check().map_err(|error| error.of(call.operation.id))?;
        let mut course = Course::new(&call, &plan, open.as_ref());
        let mut before = None;
        loop {
            // What is held across no more than one wait shares its room in the future with others.
            let request = if before.is_none() { call.request()? } else { call.request_again()? };
            if !course.wait_for_rate().await {
                return course.end_unsent(before);
            }
            #[cfg(feature = "oauth")]
            let request = course.authorize(request).await?;
            let result = course.attempt(request).await;
            #[cfg(feature = "oauth")]
            if course.renews(&result) {
                before = Some(Box::new(result));
                continue;
            }
            match course.wait(&result) {
                Ok(wait) => {
                    // On the heap: a place for it in the future would be paid for by each call.
                    before = Some(Box::new(result));
                    course.sleep(wait).await;
                }
                Err(ending) => return course.end(result, ending),
            }
        }
    }
}

/// A call while it goes on.
struct Course<'c> {
    call: &'c Call,
    client: &'c Inner,
    clock: &'c dyn Clock,
    plan: &'c Plan,
    /// Where the body of a success is left, instead of being read.
    open: Option<&'c Open>,
    /// When the time for the call is over.
    due: Duration,
    /// When the call began, until something was waited for: then the first attempt begins with it.
    began: Option<Duration>,
    /// What was waited since the last attempt.
    waited: Duration,
    attempts: Attempts,
    /// What the last retry took from the budget.
    taken: Option<Taken>,
    /// The token that the request is sent with, where the client gets it itself.
    #[cfg(feature = "oauth")]
    token: Option<Token>,
    /// Whether an attempt was answered 401, and made again with a new token.
    has_renewed: bool,
}

impl<'c> Course<'c> {
    fn new(call: &'c Call, plan: &'c Plan, open: Option<&'c Open>) -> Self {
        let client = &*call.client.inner;
        let clock = &*client.clock;
        let began = clock.now();
        Self {
            call,
            client,
            clock,
            plan,
            open,
            due: began.saturating_add(plan.limits.call),
            began: Some(began),
            waited: Duration::ZERO,
            attempts: Attempts::NONE,
            taken: None,
            #[cfg(feature = "oauth")]
            token: None,
            has_renewed: false,
        }
    }

    /// How many attempts count as tries: not the one that a new token made good.
    fn tries(&self) -> usize {
        self.attempts.count().saturating_sub(usize::from(self.has_renewed))
    }

    /// Sees to it that the request has a good token, if the client gets it itself. It waits no longer than the
    /// call may take.
    #[cfg(feature = "oauth")]
    async fn authorize(&mut self, mut request: Request) -> Result<Request, Error> {
        let call = self.call;
        let tokens = call.tokens().map_err(|error| error.of(call.operation.id))?;
        let Some(tokens) = tokens.filter(|_| call.token_request.is_none()) else {
            return Ok(request);
        };
        let mut timer = Timer::new(self.clock);
        let Ok(token) = timer.within(|_| self.due, pin!(tokens.good(&call.client))).await else {
            let mut attempts = std::mem::take(&mut self.attempts);
            attempts.end(Ending::TimeOver);
            let broken = Broken::early(Cause::Time(TimeLimit::Call));
            return Err(TransportError::wrap(call.operation.id, broken, attempts));
        };
        let token = self.token.insert(token?);
        request.headers_mut().insert(AUTHORIZATION, token.header.clone());
        Ok(request)
    }

    /// Whether to make the attempt again at once, with another token: the server does not take this one. To be
    /// refused so is to be refused before anything was done.
    #[cfg(feature = "oauth")]
    fn renews(&mut self, result: &Result<Reply, Broken>) -> bool {
        let is_refused = |reply: &Reply| reply.status == StatusCode::UNAUTHORIZED;
        let renews = !self.has_renewed && result.as_ref().is_ok_and(is_refused);
        let call = self.call;
        match (&self.token, call.tokens()) {
            (Some(token), Ok(Some(tokens))) if renews => tokens.forget(&token.header),
            _ => return false,
        }
        self.has_renewed = true;
        true
    }

    /// What may be shown of an answer.
    #[cfg_attr(not(feature = "oauth"), allow(unused_variables, reason = "for tokens only"))]
    fn redactor(&self, status: StatusCode) -> Redactor {
        #[cfg(feature = "oauth")]
        match &self.token {
            _ if self.call.token_request.is_some() && status.is_success() => {
                return self.client.redactor.blind();
            }
            Some(token) => return token.redactor.clone(),
            None => {}
        }
        self.client.redactor.clone()
    }

    /// One attempt, noted whatever comes of it. The request is given away before the future is made, which
    /// would keep room for it to its end.
    fn attempt(&mut self, request: Request) -> impl Future<Output = Result<Reply, Broken>> {
        let began = self.began.take().unwrap_or_else(|| self.clock.now());
        let client = self.client;
        let span = AttemptSpan::new(
            self.call.operation,
            &request,
            &client.redactor,
            self.attempts.count(),
        );
        let sending = span.holds(|| client.sender.send(request, &client.redactor));
        async move {
            let result = span.around(self.sent(sending, began)).await;
            let outcome = outcome(&result);
            span.end(outcome);
            let waited = std::mem::take(&mut self.waited);
            let took = self.clock.now().saturating_sub(began);
            self.attempts.push(Attempt { waited, took, outcome });
            result
        }
    }

    /// Waits until the client's own rate has room; false if it has none before the call is over.
    #[cfg(feature = "limiter")]
    async fn wait_for_rate(&mut self) -> bool {
        let Some(limiter) = &self.client.limiter else { return true };
        while let Err(wait) = limiter.take() {
            if self.clock.now().saturating_add(wait) >= self.due {
                return false;
            }
            self.clock.sleep(wait, Waiting::ForRate).await;
            self.began = None;
            self.waited = self.waited.saturating_add(wait);
        }
        true
    }

    #[cfg(not(feature = "limiter"))]
    #[allow(clippy::unused_async, clippy::unused_self, reason = "it has the type of the other")]
    async fn wait_for_rate(&mut self) -> bool {
        true
    }

    /// Sends and reads, each as long as the limits allow.
    async fn sent(
        &self,
        sending: impl Future<Output = Result<Response, Cause>>,
        began: Duration,
    ) -> Result<Reply, Broken> {
        let attempt = began.saturating_add(self.plan.limits.attempt);
        let deadline = Deadline { due: self.due, limit: TimeLimit::Call }
            .or_before(Deadline { due: attempt, limit: TimeLimit::Attempt });
        let mut timer = Timer::new(self.clock);
        let response = match timer.within(|_| deadline.due, pin!(sending)).await {
            Ok(Ok(response)) => response,
            Ok(Err(cause)) => return Err(Broken::early(cause)),
            Err(_) => return Err(Broken::early(Cause::Time(deadline.limit))),
        };
        self.read(response, &mut timer, deadline).await
    }

    /// Reads an answer to its end. What came before a failure is kept with it.
    fn read<'t>(
        &'t self,
        mut response: Response,
        timer: &'t mut Timer<'_>,
        deadline: Deadline,
    ) -> impl Future<Output = Result<Reply, Broken>> {
        let most = self.plan.limits.body;
        let announced = response.content_length().unwrap_or(0);
        let room = usize::try_from(announced.min(ROOM)).unwrap_or(0);
        let mut reply = self.reply(&mut response);
        let mut incoming = Incoming::new(response);
        let open = self.open.filter(|_| reply.status.is_success());
        async move {
            if let Some(open) = open {
                leave(open, incoming);
                return Ok(reply);
            }
            if announced > most {
                return Err(Broken::within(reply, Cause::TooLarge(most)));
            }
            let mut looked_at = 0;
            loop {
                let piece = match self.piece(&mut incoming, timer, deadline).await {
                    Ok(Some(piece)) => piece,
                    Ok(None) => return Ok(reply),
                    Err(cause) => return Err(Broken::within(reply, cause)),
                };
                if !reply.body.take(piece, most, room) {
                    return Err(Broken::within(reply, Cause::TooLarge(most)));
                }
                // A body that is decompressed may never have to be waited for.
                if reply.body.len() - looked_at >= LOOK {
                    looked_at = reply.body.len();
                    if self.clock.now() >= deadline.due {
                        return Err(Broken::within(reply, Cause::Time(deadline.limit)));
                    }
                }
            }
        }
    }

    /// The next piece of a body, as long as the server does not fall silent.
    async fn piece(
        &self,
        incoming: &mut Incoming,
        timer: &mut Timer<'_>,
        deadline: Deadline,
    ) -> Result<Option<Bytes>, Cause> {
        let stall = self.plan.limits.stall;
        let due = |now: Duration| deadline.due.min(now.saturating_add(stall));
        match timer.within(due, pin!(incoming.next())).await {
            Ok(piece) => piece.map_err(Cause::http),
            Err(due) if due < deadline.due => Err(Cause::Time(TimeLimit::Stall)),
            Err(_) => Err(Cause::Time(deadline.limit)),
        }
    }

    fn reply(&self, response: &mut Response) -> Reply {
        Reply {
            operation: self.call.operation.id,
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: Body::EMPTY,
            redactor: self.redactor(response.status()),
            attempts: Attempts::NONE,
            received: self.clock.unix_time(),
        }
    }

    /// How long to wait before another attempt, or why there is none.
    fn wait(&mut self, result: &Result<Reply, Broken>) -> Result<Duration, Ending> {
        let outcome = outcome(result);
        self.check(outcome)?;
        let wait = self.wished(result, self.plan.retry.backoff_after(self.tries()))?;
        if self.clock.now().saturating_add(wait) >= self.due {
            return Err(Ending::TimeOver);
        }
        let is_late = matches!(outcome, Outcome::TimedOut(..));
        self.taken = Some(self.client.budget.take(is_late).ok_or(Ending::BudgetSpent)?);
        retrying(self.call.operation, outcome, wait);
        Ok(wait)
    }

    /// Whether another attempt may help, is safe, and is allowed.
    fn check(&self, outcome: Outcome) -> Result<(), Ending> {
        let policy = &self.plan.retry;
        let is_safe = outcome == Outcome::NotConnected
            || self.call.operation.method.is_idempotent()
            || policy.is_repeatable();
        match outcome {
            Outcome::TimedOut(TimeLimit::Call | TimeLimit::Rate, _) => Err(Ending::TimeOver),
            _ if !outcome.may_change() => Err(Ending::Settled),
            _ if !is_safe => Err(Ending::NotSafe),
            _ if self.tries() >= policy.max_attempts() => Err(Ending::AttemptsSpent),
            _ => Ok(()),
        }
    }

    /// A random part of the back-off, after the time that the server asks for.
    fn wished(
        &self,
        result: &Result<Reply, Broken>,
        backoff: Duration,
    ) -> Result<Duration, Ending> {
        let own = part_of(backoff, (self.client.chance)());
        let reply = result.as_ref().map_or_else(|broken| broken.reply.as_ref(), Some);
        let asked = reply.filter(|reply| may_help(reply.status)).and_then(Reply::asked);
        match asked {
            Some(asked) if asked > self.plan.retry.max_asked() => Err(Ending::AskedTooLong),
            asked => Ok(asked.unwrap_or_default().saturating_add(own)),
        }
    }

    async fn sleep(&mut self, wait: Duration) {
        self.clock.sleep(wait, Waiting::ToRetry).await;
        self.waited = wait;
    }

    /// Ends a call whose next attempt finds no place under the client's own rate: what came of the attempt
    /// before stands, and a retry that was not made costs nothing.
    fn end_unsent(self, before: Option<Box<Result<Reply, Broken>>>) -> Result<Reply, Error> {
        if let Some(taken) = self.taken {
            self.client.budget.give_back(taken);
        }
        match before {
            Some(result) => self.end(*result, Ending::TimeOver),
            None => self.end(Err(Broken::early(Cause::Time(TimeLimit::Rate))), Ending::TimeOver),
        }
    }

    fn end(mut self, result: Result<Reply, Broken>, ending: Ending) -> Result<Reply, Error> {
        self.attempts.end(ending);
        let operation = self.call.operation.id;
        let mut reply = result
            .map_err(|broken| TransportError::wrap(operation, broken, self.attempts.clone()))?;
        if ending == Ending::Settled && !reply.status.is_server_error() {
            self.client.budget.put_back(self.taken);
        }
        reply.attempts = self.attempts;
        if reply.status.is_success() {
            Ok(reply)
        } else {
            Err(Error::Api(Box::new(ApiError { reply })))
        }
    }
}

/// When a wait is over, and by which limit.
#[derive(Clone, Copy)]
struct Deadline {
    due: Duration,
    limit: TimeLimit,
}

impl Deadline {
    fn or_before(self, other: Self) -> Self {
        if other.due < self.due { other } else { self }
    }
}

fn outcome(result: &Result<Reply, Broken>) -> Outcome {
    match result {
        Ok(reply) => Outcome::Answered(reply.status),
        Err(broken) => broken.outcome(),
    }
}
