//! 100,000 calls by 64 tasks against a server on loopback that refuses one in twenty at first:
//!
//! ```console
//! cargo run --release -p conformance --example load
//! ```
//!
//! Two numbers after `--` are the tasks and the calls. The exit code is 1 if a call ends otherwise than it must, or a
//! request is lost or doubled.

use std::process::ExitCode;

use conformance::load;

#[tokio::main]
async fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse().ok());
    let tasks = numbers.next().unwrap_or(64);
    let report = load::run(tasks, numbers.next().unwrap_or(100_000)).await;
    println!("{tasks} tasks\n{report}");
    let is_good = report.right == report.calls && report.lost + report.doubled == 0;
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
