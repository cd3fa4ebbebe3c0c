//! The whole thing at once: regenerate, start the mock, make a call through the client.

use std::env;
use std::ffi::OsString;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result};

use crate::cli::{Colour, GenerateArgs};
use crate::curl::{self, Secret};
use crate::mock::{self, Mock, Request};
use crate::{generate, say, workspace};

/// The example of the client that makes the call.
const EXAMPLE: &str = "update_group_conversation";
/// The key that the call is made with; the mock takes any.
const KEY: Secret<'_> = Secret { value: "demo-key-0123456789", variable: "COMETCHAT_API_KEY" };
/// What the example reads from its environment, beside the key and the address.
const CALL: [(&str, &str); 5] = [
    ("COMETCHAT_APP_ID", "demo"),
    ("COMETCHAT_REGION", "us"),
    ("COMETCHAT_GUID", "project-group"),
    ("COMETCHAT_ON_BEHALF_OF", "superhero4"),
    ("COMETCHAT_TAGS", "project,urgent"),
];

/// Runs the demo. Whether all went well; what did not has been said.
///
/// # Errors
/// When a file cannot be written, the mock cannot start, or Cargo cannot be run.
pub(crate) fn run(colour: Colour) -> Result<bool> {
    if !generate::run(&GenerateArgs::for_own_client(colour))? {
        return Ok(false);
    }
    let Some(document) = generate::load_for_mock(&workspace::spec(), colour) else {
        return Ok(false);
    };
    let mock = mock::spawn(document)?;
    say::out(&format!("mock of the API: listening on {}", mock.origin));
    let output = call(&mock)?;
    tell(&mock.origin, &mock.requests(), &String::from_utf8_lossy(&output.stdout));
    if !output.status.success() {
        say::err(&format!("error: the example failed ({})", output.status));
    }
    Ok(output.status.success())
}

/// Runs the client's example as a process of its own: this command must work even when the
/// client does not compile.
fn call(mock: &Mock) -> Result<Output> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--package", generate::CLIENT_NAME, "--example", EXAMPLE])
        .current_dir(workspace::root())
        .env("COMETCHAT_BASE_URL", &mock.base_url)
        .env(KEY.variable, KEY.value)
        .envs(CALL)
        // A proxy that the environment names cannot reach this machine's own loopback.
        .envs(["NO_PROXY", "no_proxy"].map(|name| (name, without_proxy(name))))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    command.output().context("cannot run cargo")
}

fn without_proxy(name: &str) -> OsString {
    let mut hosts = env::var_os(name).filter(|hosts| !hosts.is_empty()).unwrap_or_default();
    if !hosts.is_empty() {
        hosts.push(",");
    }
    hosts.push("127.0.0.1");
    hosts
}

fn tell(origin: &str, requests: &[Request], output: &str) {
    for request in requests {
        say::out(&format!("\nThe request as curl:\n\n{}", curl::command(request, origin, KEY)));
    }
    if requests.is_empty() {
        say::err("warning: the example made no request");
    }
    if !output.is_empty() {
        say::out(&format!("\nWhat the client made of the answer:\n\n{}", output.trim_end()));
    }
}
