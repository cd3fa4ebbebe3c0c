//! `Cargo.toml` and `README.md` of the generated crate.

use std::fmt::Write as _;

use super::features::{ALL, Features};
use super::{doc, golden};
use crate::Config;
use crate::ir::Api;

/// The manifest: few dependencies, each worth its compile time.
pub(super) fn manifest(
    api: &Api,
    config: &Config,
    features: &Features<'_>,
    has_patterns: bool,
) -> String {
    let Config { crate_name, crate_version, .. } = config;
    let title = one_line(&api.info.title);
    let description = toml_string(&format!("Client of {title}"));
    let license = config
        .license
        .as_deref()
        .map(|license| format!("license = {}\n", toml_string(license)))
        .unwrap_or_default();
    let workspace = if config.workspace_member {
        ""
    } else {
        "\n# A workspace of its own, so that the crate builds wherever its folder stands.\n[workspace]\n"
    };
    // What no request has is not compiled for.
    let patterns = if has_patterns { ", \"patterns\"" } else { "" };
    let has_tokens = api.auth.iter().any(|scheme| scheme.tokens.is_some());
    let oauth = if has_tokens { ", \"oauth\"" } else { "" };
    let names = features.names();
    let default = format!("\"rustls\"{patterns}{oauth}");
    let all = if names.is_empty() { String::new() } else { format!(", \"{ALL}\"") };
    let (groups, golden) = (groups(&names, &default), golden(api, &names));
    format!(
        r#"[package]
name = "{crate_name}"
version = "{crate_version}"
edition = "2024"
rust-version = "1.88"
description = {description}
{license}readme = "README.md"
publish = false

[features]
default = [{default}{all}]
# TLS by rustls. Without it and `native-tls` only plain http works, which the client allows for loopback alone.
rustls = ["reqwest/rustls"]
# Conversions between the times and dates of the API and the types of `chrono`.
chrono = ["dep:chrono"]
# Conversions between the times and dates of the API and the types of `jiff`.
jiff = ["dep:jiff"]
# Conversions between the UUIDs of the API and the type of `uuid`.
uuid = ["dep:uuid"]
# TLS by what the system has: OpenSSL, Schannel or Security Framework.
native-tls = ["reqwest/native-tls"]
# Answers compressed by gzip, brotli or zstd; asked for and unpacked as they come.
gzip = ["reqwest/gzip"]
brotli = ["reqwest/brotli"]
zstd = ["reqwest/zstd"]
# A `tracing` span for each attempt, with OpenTelemetry's names.
tracing = ["dep:tracing"]
# `ClientBuilder::rate`, which keeps all tasks together below a rate.
limiter = ["dep:governor"]
# `Pending::wait`, for programs without an async runtime.
blocking = ["tokio/rt-multi-thread"]
# Patterns of the document, checked before anything is sent; on where it has some. The engine is `regex-lite`:
# a tenth of the compile time of `regex`, and its `\d` and `\w` are those of ECMA-262.
patterns = ["dep:regex-lite"]
# Tokens of OAuth 2.0 that the client gets by itself; on where the document describes it.
oauth = []
{groups}
[dependencies]
backon = {{ version = "1", default-features = false }}
bytes = "1"
chrono = {{ version = "0.4", default-features = false, features = ["alloc"], optional = true }}
fastrand = "2"
futures-core = {{ version = "0.3", default-features = false }}
governor = {{ version = "0.10", default-features = false, features = ["std"], optional = true }}
httpdate = "1"
jiff = {{ version = "1", default-features = false, features = ["std"], optional = true }}
regex-lite = {{ version = "0.1", default-features = false, features = ["std", "string"], optional = true }}
reqwest = {{ version = "0.13", default-features = false }}
serde = {{ version = "1", default-features = false, features = ["std"] }}
serde_json = {{ version = "1", features = ["raw_value"] }}
tracing = {{ version = "0.1", default-features = false, features = ["std"], optional = true }}
uuid = {{ version = "1", default-features = false, optional = true }}

[target.'cfg(not(all(target_arch = "wasm32", target_os = "unknown")))'.dependencies]
http-body = "1"
tokio = {{ version = "1", features = ["time"] }}
tower-service = "0.3"

# A browser.
[target.'cfg(all(target_arch = "wasm32", target_os = "unknown"))'.dependencies]
fastrand = {{ version = "2", features = ["js"] }}
gloo-timers = {{ version = "0.3", features = ["futures"] }}
web-time = "1"

[dev-dependencies]
tokio = {{ version = "1", features = ["macros", "rt"] }}
{golden}{workspace}"#
    )
}

/// The features of groups of operations, beside what else is on by `default`.
fn groups(names: &[String], default: &str) -> String {
    let Some((first, rest)) = names.split_first() else { return String::new() };
    let mut out = format!(
        "# The operations by tag, each with the models that it alone leads to. Whoever calls a few compiles less with\n\
         # `default-features = false` and their groups: `features = [{default}, \"{first}\"]`.\n{ALL} = [\n"
    );
    for name in std::iter::once(first).chain(rest) {
        let _ = writeln!(out, "    \"{name}\",");
    }
    out.push_str("]\n");
    for name in names {
        let _ = writeln!(out, "{name} = []");
    }
    out
}

/// What the golden tests need, which name models of all groups.
fn golden(api: &Api, groups: &[String]) -> String {
    if groups.is_empty() || !golden::has_tests(api) {
        return String::new();
    }
    format!("\n[[test]]\nname = \"golden\"\nrequired-features = [\"{ALL}\"]\n")
}

/// The page that a registry or a code host shows.
pub(super) fn readme(api: &Api, config: &Config, features: &Features<'_>) -> String {
    let title = doc::markdown(&one_line(&api.info.title));
    let name = &config.crate_name;
    let count = api.operations().count();
    let groups = if features.names().is_empty() {
        ""
    } else {
        "\nThe operations of each tag are a feature, too, all of them on by default: with `default-features = false`\n\
         and the groups that you call, the crate compiles faster.\n"
    };
    format!(
        "# {name}\n\nA Rust client of {title}: {count} {}.\nGenerated from {}, version {} of the document.\n\n\
         - Decoding loses nothing: what the document does not name is kept and written back.\n\
         - A value that does not fit an optional field does not fail the response; `Model::drift` tells\n  where payload and document disagree.\n\
         - Errors keep status, headers and body; no secret shows in them.\n\
         - Strings with a format, such as times, keep their text; the features `chrono`, `jiff` and `uuid`\n  convert them.\n\
         - Limits of the document are checked before anything is sent, unless `check_limits(false)` says otherwise.\n\
         - A call has limits of time and size, and is tried again where that is safe: as often as\n  `RetryPolicy` says, when the server asks, within a budget that all clones share.\n\n\
         Features: `rustls` (on by default) and `native-tls`; `gzip`, `brotli`, `zstd`; `tracing`, `limiter`,\n\
         `blocking`, `patterns`, `oauth`. `Cargo.toml` says what each is for. `wasm32-unknown-unknown` compiles.\n{groups}\n\
         `cargo doc --open` shows the operations and models.\n",
        if count == 1 { "operation" } else { "operations" },
        doc::code(&config.document),
        doc::code(&api.info.version),
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A basic string of TOML.
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
