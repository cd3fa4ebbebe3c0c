//! Every node of every payload, changed in every way: what the oracle says must come of it, does.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use cometchat_client::Drift;
use conformance::spec;
use expect_test::expect;

use super::mutations::{self, Mutant, NAMES};
use super::node::Node;
use super::oracle::{Fit, Oracle, Told, Verdict};
use super::payloads::{PARTS, Part};
use super::subjects::{Lawful, Reading, Subject};

/// What came of the mutants of one kind.
#[derive(Default)]
struct Count {
    cases: usize,
    read: usize,
    refused: usize,
    /// Places that drift tells.
    drift: usize,
}

impl Count {
    fn of(verdict: &Verdict) -> Self {
        let count = Self { cases: 1, ..Self::default() };
        match verdict {
            Ok(fit) => Self { read: 1, drift: fit.drift.len(), ..count },
            Err(_) => Self { refused: 1, ..count },
        }
    }

    fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.read += other.read;
        self.refused += other.refused;
        self.drift += other.drift;
    }

    fn row(&self, name: &str) -> String {
        let Self { cases, read, refused, drift } = self;
        format!("{name:22}{cases:>8}{read:>8}{refused:>8}{drift:>8}\n")
    }
}

/// What came of all mutants.
#[derive(Default)]
struct Outcome {
    counts: BTreeMap<&'static str, Count>,
    wrong: Vec<String>,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        for (name, count) in other.counts {
            self.counts.entry(name).or_default().add(&count);
        }
        self.wrong.extend(other.wrong);
    }
}

#[test]
fn nothing_is_lost_and_nothing_breaks_that_need_not() {
    let oracle = Oracle::new(spec::document());
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Outcome::default()));
    let parts = different_parts();
    let work = || {
        while let Some(part) = parts.get(next.fetch_add(1, Relaxed)) {
            let outcome = of_part(&oracle, part);
            all.lock().expect("no thread panicked").add(outcome);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let Outcome { counts, wrong } = all.into_inner().expect("no thread panicked");
    let table = table(&counts);
    println!("{table}");
    let few = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} times not what the oracle says, such as:\n{few}", wrong.len());
    // It grows with the payloads; when it shrinks, cases are lost.
    expect![[r#"
        mutation                 cases    read refused   drift
        null                       961     851     110     937
        empty list                 957     857     100     913
        empty object               961     867      94     887
        empty string               961     888      73     585
        zero                       961     856     105     773
        a fraction                 961     856     105     942
        a whole fraction           961     856     105     773
        minus zero                 961     856     105     773
        a huge integer             961     856     105     942
        a boolean                  961     851     110     925
        a value never seen         961     888      73     585
        user and group swapped      60      60       0      39
        a number as a string       157     157       0     172
        a string as a number       555     523      32     553
        wrapped in a list          961     854     107     934
        wrapped in an object       961     867      94     946
        an extra key               206     206       0     215
        keys reversed              206     206       0      19
        a key removed              883     822      61     235
        a key renamed              883     822      61     900
        a key last                 883     883       0     116
        a key twice                883     883       0     116
        a key null before          883     883       0     153
        a key misfit before        883     883       0     153
        a key null after           883     822      61     903
        all                      19854   18353    1501   14489
    "#]]
    .assert_eq(&table);
}

/// The parts without those that another operation's payload repeats word for word.
fn different_parts() -> Vec<&'static Part> {
    let mut different: Vec<(&Part, Node)> = Vec::new();
    for part in PARTS {
        let node = part.node();
        if !different.iter().any(|(other, same)| other.model == part.model && *same == node) {
            different.push((part, node));
        }
    }
    different.into_iter().map(|(part, _)| part).collect()
}

/// All mutants of a part. Every seventh goes through serde as well, where it costs four times as much.
fn of_part(oracle: &Oracle, part: &Part) -> Outcome {
    let mut outcome = Outcome::default();
    let payload = part.node();
    let before = oracle.judge(part.model, &payload).expect("a part has the shape of its schema");
    for (number, mutant) in mutations::mutants(&payload).into_iter().enumerate() {
        let about = || format!("{part}, {} at {}", mutant.name, mutant.path);
        let verdict = oracle.judge(part.model, &mutant.payload);
        assert!(is_about(&mutant, &verdict, &before), "the oracle: {verdict:?}: {}", about());
        let subject = part.subject();
        let bytes = mutant.payload.text().into_bytes();
        let bridged = if number % 7 == 0 { (subject.bridge)(&bytes) } else { Ok(()) };
        match bridged.and_then(|()| check(subject, &mutant.payload, &bytes, &verdict)) {
            Ok(()) => {
                outcome.counts.entry(mutant.name).or_default().add(&Count::of(&verdict));
            }
            Err(why) => outcome.wrong.push(format!("{}: {why}", about())),
        }
    }
    outcome
}

fn table(counts: &BTreeMap<&str, Count>) -> String {
    let heads = ["cases", "read", "refused", "drift"];
    let mut table = format!("{:22}", "mutation");
    table.extend(heads.map(|head| format!("{head:>8}")));
    table.push('\n');
    let mut sum = Count::default();
    for name in NAMES {
        let count = counts.get(name).unwrap_or_else(|| panic!("no payload has {name}"));
        table += &count.row(name);
        sum.add(count);
    }
    table + &sum.row("all")
}

/// Whether what a change brings is about the place that was changed: at it or within it, or, for the keys
/// that a union is chosen by, around it or beside it.
fn is_about(mutant: &Mutant, verdict: &Verdict, before: &Fit) -> bool {
    let tagged = mutant.path.strip_suffix(".entityType").unwrap_or(&mutant.path);
    let about = |told: &Told| {
        let path = told.path.as_str();
        path.starts_with(tagged) || mutant.path.starts_with(path) || path.ends_with("neverSeen")
    };
    match verdict {
        Ok(fit) => fit.drift.difference(&before.drift).all(about),
        Err(told) => about(told),
    }
}

/// Reads a payload, and says in what way that is not what the oracle says.
pub(crate) fn check(
    subject: &Subject,
    payload: &Node,
    bytes: &[u8],
    verdict: &Verdict,
) -> Lawful<()> {
    match ((subject.read)(bytes)?, verdict) {
        (Ok(reading), Ok(fit)) => same_fit(payload, &reading, fit),
        (Ok(_), Err(told)) => Err(format!("it is read, although {} is required", told.path)),
        (Err(error), Ok(_)) => Err(format!("it is refused: {error}")),
        (Err(error), Err(told)) if error.path() != told.path => {
            Err(format!("it is refused at another place than {}: {error}", told.path))
        }
        (Err(error), Err(_)) => {
            let says = [error.expected(), error.found()].iter().all(|text| !text.is_empty());
            let complete = error.is_json() && says;
            if complete { Ok(()) } else { Err(format!("the error does not say all: {error}")) }
        }
    }
}

fn same_fit(payload: &Node, reading: &Reading, fit: &Fit) -> Lawful<()> {
    if !Node::parse(&reading.json).is_same(payload) {
        return Err(format!("it comes back changed: {} as {}", payload.text(), reading.json));
    }
    if !reading.is_equal && !payload.has_tag_twice() {
        return Err(format!("what is written is read as another model: {}", reading.json));
    }
    let told = |drift: &Drift| (drift.path.clone(), format!("{:?}", drift.kind));
    let told: BTreeSet<_> = reading.drift.iter().map(told).collect();
    let due = |told: &Told| (told.path.clone(), told.kind.to_owned());
    let due: BTreeSet<_> = fit.drift.iter().map(due).collect();
    if told == due { Ok(()) } else { Err(format!("drift is {told:?}, not {due:?}")) }
}
