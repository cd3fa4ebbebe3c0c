//! Who takes part, and what each is asked to do.

use std::hint::black_box;

use cometchat_client::models::ConversationResponse;
use cometchat_client::{Json, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::yardstick;

/// What is measured: it does its work once and gives a number that depends on it.
pub(crate) type Work = Box<dyn Fn() -> usize>;

/// The two directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// From bytes to a model.
    Decode,
    /// From a model to text.
    Encode,
}

impl Operation {
    /// Both, in the order of the report.
    pub(crate) const ALL: [Self; 2] = [Self::Decode, Self::Encode];

    /// Its name in what this program reads and prints.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Encode => "encode",
        }
    }
}

/// Makes the work of one iteration over all texts of a payload, or tells why it cannot.
pub(crate) type Maker = fn(Operation, &[Vec<u8>]) -> Result<Work, String>;

/// One way of reading and writing the payloads.
pub(crate) struct Contender {
    /// Its name in what this program reads and prints.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) operations: &'static [Operation],
    /// How.
    pub(crate) work: Maker,
}

impl Contender {
    /// One that reads and writes.
    pub(crate) const fn both(name: &'static str, work: Maker) -> Self {
        Self { name, operations: &Operation::ALL, work }
    }

    /// One that reads only.
    pub(crate) const fn reader(name: &'static str, work: Maker) -> Self {
        Self { name, operations: &[Operation::Decode], work }
    }
}

/// Those that need nothing but the workspace's own dependencies. The first is the yardstick.
pub(crate) const OWN: &[Contender] = &[
    Contender::both("derive", by_serde::<yardstick::Response>),
    Contender::both("derive-list", by_serde::<yardstick::ListResponse>),
    Contender::both("ours", by_model::<ConversationResponse>),
    Contender::both("ours-serde", by_serde::<ConversationResponse>),
    Contender::reader("ours-skip", skip),
];

/// `serde_json::from_slice` and `to_string`.
pub(crate) fn by_serde<T: DeserializeOwned + Serialize + 'static>(
    operation: Operation,
    texts: &[Vec<u8>],
) -> Result<Work, String> {
    let read = |text: &[u8]| serde_json::from_slice::<T>(text).map_err(|error| error.to_string());
    let write = |value: &T| serde_json::to_string(value).map_or(0, |text| black_box(text).len());
    work(operation, texts, read, write)
}

/// The native entry.
fn by_model<T: Model + 'static>(operation: Operation, texts: &[Vec<u8>]) -> Result<Work, String> {
    let read = |text: &[u8]| T::from_json(text).map_err(|error| error.to_string());
    let write = |value: &T| black_box(value.to_json()).len();
    work(operation, texts, read, write)
}

/// Our reader alone: it checks the text and keeps it, as it does with what no field takes.
fn skip(operation: Operation, texts: &[Vec<u8>]) -> Result<Work, String> {
    let read = |text: &[u8]| Json::from_json(text).map_err(|error| error.to_string());
    work(operation, texts, read, |_| 0)
}

/// The work of a contender, once it has shown that it can read the payload.
pub(crate) fn work<T: 'static>(
    operation: Operation,
    texts: &[Vec<u8>],
    read: impl Fn(&[u8]) -> Result<T, String> + 'static,
    write: impl Fn(&T) -> usize + 'static,
) -> Result<Work, String> {
    let values = texts.iter().map(|text| read(text)).collect::<Result<Vec<T>, String>>()?;
    Ok(match operation {
        Operation::Decode => {
            let texts = texts.to_vec();
            Box::new(move || {
                texts.iter().filter(|text| black_box(read(black_box(text))).is_ok()).count()
            })
        }
        Operation::Encode => {
            Box::new(move || values.iter().map(|value| write(black_box(value))).sum())
        }
    })
}
