//! One call against a server that follows a script, and all that can be seen of it.

use std::fmt::Write as _;

use super::clock::TestClock;
use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::builder;
use crate::runtime::{
    Attempts, Call, Client, ClientBuilder, Error, Method, Operation, PendingResponse, Response,
    decode,
};

pub(super) static GET: Operation = operation(Method::GET);
pub(super) static PUT: Operation = operation(Method::PUT);
pub(super) static POST: Operation = operation(Method::POST);
pub(super) static PATCH: Operation = operation(Method::PATCH);
pub(super) static DELETE: Operation = operation(Method::DELETE);
pub(super) static HEAD: Operation = operation(Method::HEAD);
pub(super) static OPTIONS: Operation = operation(Method::OPTIONS);
pub(super) static TRACE: Operation = operation(Method::TRACE);

const fn operation(method: Method) -> Operation {
    operation!("probe", method, "/probe")
}

pub(super) fn status(line: &str) -> Answer {
    Answer::with_body(line, "")
}

/// A call and what surrounds it.
pub(super) struct Run {
    pub(super) clock: TestClock,
    pub(super) recorder: Recorder,
    builder: ClientBuilder,
}

impl Run {
    pub(super) async fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let recorder = Recorder::script(answers.into_iter().collect()).await;
        let clock = TestClock::new();
        let builder = builder(&recorder.url(""), &clock);
        Self { clock, recorder, builder }
    }

    pub(super) fn with(mut self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.builder = change(self.builder);
        self
    }

    pub(super) fn client(&self) -> Client {
        self.builder.clone().build().expect("a good client")
    }

    pub(super) fn call(&self, operation: &'static Operation) -> PendingResponse<()> {
        Call::new(&self.client(), operation).send(decode::unit).response()
    }

    /// Makes the call and tells everything.
    pub(super) async fn tell(&self, operation: &'static Operation) -> String {
        self.told(&self.call(operation).await)
    }

    pub(super) fn told(&self, outcome: &Result<Response<()>, Error>) -> String {
        let mut text = match outcome {
            Ok(response) => format!("ok {}\n", response.status),
            Err(error) => format!("{error}\n"),
        };
        let attempts = match outcome {
            Ok(response) => &response.attempts,
            Err(error) => error.attempts(),
        };
        tell_attempts(attempts, &mut text);
        let _ = writeln!(text, "requests: {}", self.recorder.seen().len());
        text
    }
}

fn tell_attempts(attempts: &Attempts, text: &mut String) {
    for attempt in attempts.iter() {
        let _ = writeln!(text, "- {attempt}");
    }
    let _ = writeln!(text, "ending: {:?}", attempts.ending());
}
