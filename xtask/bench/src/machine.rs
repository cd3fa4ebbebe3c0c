//! What the numbers were measured with.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use crate::{callgrind, scratch::output};

/// The packages whose versions matter.
const PACKAGES: [&str; 5] = ["serde", "serde_json", "openapi-to-rust", "progenitor", "jiter"];

/// Machine and compiler, one fact a line.
pub fn machine() -> Vec<String> {
    let cpus = available_parallelism().map_or(0, usize::from);
    vec![
        format!("Processor: {}, {cpus} of its cores", processor()),
        format!("System: {} {}", std::env::consts::OS, std::env::consts::ARCH),
        output(Command::new("rustc").arg("--version")).unwrap_or_default().trim().to_owned(),
    ]
}

/// The same with the other tools, and the packages of a `Cargo.lock` whose versions matter.
pub fn facts(lock: &str) -> Vec<String> {
    let mut facts = machine();
    facts.push(callgrind::version().unwrap_or_else(|| "valgrind is missing".to_owned()));
    let versions = PACKAGES.iter().filter_map(|name| Some((name, version(lock, name)?)));
    facts.extend(versions.map(|(name, version)| format!("{name} {version}")));
    facts
}

/// The name that the processor gives itself, where the system tells.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("model name"));
    let name = line.map(|rest| rest.trim_start_matches([' ', '\t', ':']).trim());
    name.filter(|name| !name.is_empty()).unwrap_or("not told").to_owned()
}

/// The version of a package in the text of a `Cargo.lock`.
fn version(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    let line = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(line.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found() {
        let lock = "[[package]]\nname = \"serde_json\"\nversion = \"1.0.150\"\n\n\
                    [[package]]\nname = \"serde\"\nversion = \"1.0.228\"\n";
        assert_eq!(version(lock, "serde").as_deref(), Some("1.0.228"));
        assert_eq!(version(lock, "jiter"), None);
    }
}
