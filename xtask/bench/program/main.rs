//! The program that is measured. It knows the payloads only as files: texts, each after a record
//! separator (the form of RFC 7464).
//!
//! ```text
//! time ROUNDS MILLISECONDS FILE...      medians, one line for each file, operation and contender
//! run FILE OPERATION CONTENDER TIMES    the work, so many times, for callgrind
//! ```

mod contender;
#[cfg(feature = "peers")]
mod peers;
mod yardstick;

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use contender::{Contender, OWN, Operation, Work};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["time", rounds, milliseconds, files @ ..] => {
            let span = Duration::from_millis(milliseconds.parse()?);
            files.iter().try_for_each(|file| time(file, rounds.parse()?, span))
        }
        ["run", file, operation, contender, times] => {
            run(file, operation, contender, times.parse()?)
        }
        _ => Err("see the head of main.rs".into()),
    }
}

fn contenders() -> Vec<&'static Contender> {
    let mut all: Vec<&Contender> = OWN.iter().collect();
    #[cfg(feature = "peers")]
    all.extend(peers::PEERS);
    all
}

/// The texts of a file.
fn texts(file: &str) -> Outcome<Vec<Vec<u8>>> {
    let bytes = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let texts = bytes.split(|byte| *byte == 0x1e).filter(|text| !text.is_empty());
    Ok(texts.map(<[u8]>::to_vec).collect())
}

/// Does the work so many times.
fn run(file: &str, operation: &str, name: &str, times: usize) -> Outcome<()> {
    let texts = texts(file)?;
    let operation = Operation::ALL.into_iter().find(|known| known.name() == operation);
    let contender = contenders().into_iter().find(|known| known.name == name);
    let (operation, contender) = operation.zip(contender).ok_or("no such operation or contender")?;
    let work = (contender.work)(operation, &texts)?;
    for _ in 0..times {
        black_box(work());
    }
    Ok(())
}

/// Prints `file operation contender nanoseconds` for all that can, with tabs between; `fails` and the
/// reason in place of the number for those that cannot.
fn time(file: &str, rounds: usize, span: Duration) -> Outcome<()> {
    let texts = texts(file)?;
    for operation in Operation::ALL {
        let mut able: Vec<(&str, Work)> = Vec::new();
        let willing = |known: &&Contender| known.operations.contains(&operation);
        for contender in contenders().into_iter().filter(willing) {
            match (contender.work)(operation, &texts) {
                Ok(work) => able.push((contender.name, work)),
                Err(reason) => {
                    let reason = reason.replace(['\n', '\t'], " ");
                    println!("{file}\t{}\t{}\tfails\t{reason}", operation.name(), contender.name);
                }
            }
        }
        for ((name, _), nanoseconds) in able.iter().zip(medians(&able, rounds, span)) {
            println!("{file}\t{}\t{name}\t{nanoseconds:.1}", operation.name());
        }
    }
    Ok(())
}

/// The median time of an iteration for each. In every round each has its turn, so that what the machine
/// does beside falls on all alike.
fn medians(able: &[(&str, Work)], rounds: usize, span: Duration) -> Vec<f64> {
    let times: Vec<u32> = able.iter().map(|(_, work)| repetitions(work, span)).collect();
    let mut seen: Vec<Vec<f64>> = able.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (((_, work), times), seen) in able.iter().zip(&times).zip(&mut seen) {
            seen.push(once(work, *times).as_secs_f64() * 1e9 / f64::from(*times));
        }
    }
    seen.into_iter().map(median).collect()
}

/// How often the work fits into the span, found after a first run that warms up.
fn repetitions(work: &Work, span: Duration) -> u32 {
    let mut times = 1;
    loop {
        let taken = once(work, times);
        if taken * 2 > span || times > 1_000_000 {
            let fits = span.as_secs_f64() / taken.as_secs_f64().max(1e-9) * f64::from(times);
            return fits.clamp(1.0, 10_000_000.0) as u32;
        }
        times *= 2;
    }
}

fn once(work: &Work, times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        black_box(work());
    }
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
