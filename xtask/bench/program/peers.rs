//! Those who come from elsewhere: the types that other generators make of the same document, as
//! `build.rs` had them made, and a pull parser.

use std::hint::black_box;

use jiter::{Jiter, JiterResult, Peek};

use crate::contender::{Contender, Operation, Work, by_serde, work};

/// The text of other generators.
#[allow(warnings, clippy::all, clippy::pedantic, reason = "not our code")]
pub(crate) mod openapi_to_rust {
    include!(concat!(env!("OUT_DIR"), "/openapi_to_rust.rs"));
}

/// The text of other generators.
#[allow(warnings, clippy::all, clippy::pedantic, reason = "not our code")]
pub(crate) mod progenitor {
    include!(concat!(env!("OUT_DIR"), "/progenitor.rs"));
}

/// All of them.
pub(crate) const PEERS: &[Contender] = &[
    Contender::both("openapi-to-rust", by_serde::<openapi_to_rust::ConversationResponse>),
    Contender::both("progenitor", by_serde::<progenitor::types::ConversationResponse>),
    Contender::reader("jiter-walk", walk),
    Contender::reader("jiter-skip", skip),
];

/// Takes every key, string and number and makes nothing of them.
fn walk(operation: Operation, texts: &[Vec<u8>]) -> Result<Work, String> {
    let read = |text: &[u8]| {
        let mut jiter = Jiter::new(text);
        let taken = jiter.peek().and_then(|peek| take(&mut jiter, peek));
        taken.and_then(|taken| jiter.finish().map(|()| taken)).map_err(|error| error.to_string())
    };
    work(operation, texts, read, |_| 0)
}

fn take(jiter: &mut Jiter<'_>, peek: Peek) -> JiterResult<usize> {
    match peek {
        Peek::Object => take_object(jiter),
        Peek::Array => take_array(jiter),
        Peek::String => jiter.known_str().map(|text| black_box(text).len()),
        Peek::True | Peek::False => jiter.known_bool(peek).map(usize::from),
        Peek::Null => jiter.known_null().map(|()| 1),
        _ => jiter.known_number(peek).map(|number| usize::from(black_box(&number) == &number)),
    }
}

fn take_object(jiter: &mut Jiter<'_>) -> JiterResult<usize> {
    let mut taken = 0;
    let mut key = jiter.known_object()?.map(|key| black_box(key).len());
    while let Some(length) = key {
        let peek = jiter.peek()?;
        taken += length + take(jiter, peek)?;
        key = jiter.next_key()?.map(|key| black_box(key).len());
    }
    Ok(taken)
}

fn take_array(jiter: &mut Jiter<'_>) -> JiterResult<usize> {
    let mut taken = 0;
    let mut item = jiter.known_array()?;
    while let Some(peek) = item {
        taken += take(jiter, peek)?;
        item = jiter.array_step()?;
    }
    Ok(taken)
}

/// Checks the text and keeps it, as our reader does with what no field takes.
fn skip(operation: Operation, texts: &[Vec<u8>]) -> Result<Work, String> {
    let read = |text: &[u8]| {
        let mut jiter = Jiter::new(text);
        jiter.next_skip().and_then(|()| jiter.finish()).map_err(|error| error.to_string())?;
        let kept = std::str::from_utf8(text).map_err(|error| error.to_string())?;
        Ok(Box::<str>::from(kept))
    };
    work(operation, texts, read, |_| 0)
}
