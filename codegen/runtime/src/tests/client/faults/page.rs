//! The tables of `docs/faults.md`.

use std::fmt::Write as _;
use std::time::Duration;

use super::rows::{Row, Section};
use super::statuses::Range;
use super::told::{POST, Told, put, told};
use crate::runtime::Operation;

/// After so long a call will not end any more; it takes milliseconds, as no clock of this is real.
const HANGS: Duration = Duration::from_secs(60);

/// A section: each row as PUT, and as POST where that differs.
pub(super) async fn write(section: &Section, http: &reqwest::Client, page: &mut String) {
    let _ = write!(page, "\n## {}\n\n{}\n\n", section.title, section.text);
    page.push_str("| fault | call | outcome | attempts | waits | sent | kept |\n");
    page.push_str("|---|---|---|---|---|---|---|\n");
    for row in &section.rows {
        let (put, post) = (ended(row, put(), http).await, ended(row, POST, http).await);
        let both = put == post;
        write_row(row.name, if both { "both" } else { "PUT" }, &put, page);
        if !both {
            write_row("", "POST", &post, page);
        }
    }
}

/// A call that has an end. That it has none is a fault of the client, or of the row.
async fn ended(row: &Row, operation: &'static Operation, http: &reqwest::Client) -> Told {
    let guard = tokio::time::timeout(HANGS, told(row, operation, http));
    guard.await.unwrap_or_else(|_| panic!("{} as {} does not end", row.name, operation.method))
}

fn write_row(name: &str, call: &str, told: &Told, page: &mut String) {
    let Told { outcome, attempts, waits, sent, kept } = told;
    let _ =
        writeln!(page, "| {name} | {call} | {outcome} | {attempts} | {waits} | {sent} | {kept} |");
}

/// The table of statuses.
pub(super) fn write_statuses(ranges: &[Range], page: &mut String) {
    page.push_str("\n## Statuses\n\n");
    page.push_str(
        "Every status from 200 to 599, each with a body that is one of the operation.\n\n",
    );
    page.push_str("| status | call | outcome | attempts |\n|---|---|---|---|\n");
    for Range { first, last, call, told } in ranges {
        let statuses = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let _ = writeln!(page, "| {statuses} | {call} | {} | {} |", told.outcome, told.attempts);
    }
}
