//! Names that a crate can have.

use anyhow::{Result, bail};

/// Words of the language that cannot be written as names; others can, as `r#box`.
const KEYWORDS: &[&str] = &["crate", "self", "super"];
/// Names that Cargo or the compiler uses, and those of what a generated crate depends on.
const TAKEN: &[&str] = &[
    "alloc",
    "build",
    "bytes",
    "core",
    "deps",
    "examples",
    "http",
    "incremental",
    "proc_macro",
    "reqwest",
    "serde",
    "serde_json",
    "std",
    "test",
    "tokio",
];
/// Names that no file can have on Windows.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
/// The longest name that the registry takes, in characters.
const MAX_LENGTH: usize = 64;

/// Checks that Cargo takes a name for a crate, and the crate then compiles.
///
/// # Errors
/// When it does not; the message says why and proposes a name.
pub fn check_crate_name(name: &str) -> Result<()> {
    let Some(reason) = fault(name) else {
        return Ok(());
    };
    bail!("{name:?} cannot be the name of a crate: {reason}; try --name {}", proposal(name));
}

fn fault(name: &str) -> Option<String> {
    let is_allowed = |letter: &char| letter.is_ascii_alphanumeric() || "-_".contains(*letter);
    let ident = name.replace('-', "_");
    let listed = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(&ident));
    let first = name.chars().next();
    if first.is_none() {
        Some("it is empty".into())
    } else if let Some(letter) = name.chars().find(|letter| !is_allowed(letter)) {
        Some(format!("{letter:?} is not a letter, a digit, `-` or `_`"))
    } else if !first.is_some_and(|letter| letter.is_ascii_alphabetic()) {
        Some("it does not begin with a letter".into())
    } else if listed(KEYWORDS) {
        Some("it is a word of the language".into())
    } else if listed(TAKEN) || listed(DEVICES) {
        Some("it is taken by Cargo, the system or a dependency".into())
    } else if name.len() > MAX_LENGTH {
        Some(format!("it is longer than {MAX_LENGTH} characters"))
    } else if name.contains(|letter: char| letter.is_ascii_uppercase()) {
        Some("it has capital letters, of which the compiler warns".into())
    } else if ident.contains("__") {
        Some("it has two separators in a row, of which the compiler warns".into())
    } else {
        None
    }
}

/// A name that is allowed and looks like the one that is not.
fn proposal(name: &str) -> String {
    let cleaned = words(name);
    let trimmed = cleaned.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
    let short: String = trimmed.chars().take(MAX_LENGTH - "-client".len()).collect();
    let short = short.trim_end_matches(['-', '_']).to_owned();
    if !short.is_empty() && fault(&short).is_none() {
        short
    } else if short.is_empty() {
        "api-client".into()
    } else {
        format!("{short}-client")
    }
}

/// A text in small letters, one separator between its words: `FooBar -- 2` becomes `foo-bar-2`.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut in_word = false;
    for letter in text.chars() {
        let is_letter = letter.is_ascii_alphanumeric();
        let ends_word = !is_letter || (letter.is_ascii_uppercase() && in_word);
        if ends_word && !words.is_empty() && !words.ends_with(['-', '_']) {
            words.push(if letter == '_' { '_' } else { '-' });
        }
        if is_letter {
            words.push(letter.to_ascii_lowercase());
        }
        // Capitals in a row are one word.
        in_word = is_letter && !letter.is_ascii_uppercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn usual_names_are_taken() {
        for name in ["petstore", "cometchat-client", "a", "api_v2", "client3", "box", "type"] {
            check_crate_name(name).unwrap();
        }
    }

    #[test]
    fn others_are_refused_with_a_proposal_that_is_taken() {
        let long = "x".repeat(65);
        let cut = format!("{}-{}", "x".repeat(56), "y".repeat(20));
        let names = [
            "",
            "3d-api",
            "my client",
            "crate",
            "Self",
            "test",
            "serde-json",
            "../x",
            "ключ",
            "-a",
            "_",
            "con",
            "a.b",
            "Foo",
            "PetStoreAPI_v2",
            "a--b",
            "a-_-b__C",
            cut.as_str(),
            long.as_str(),
        ];
        let message = |name: &&str| {
            let message = check_crate_name(name).unwrap_err().to_string();
            let proposed = message.rsplit(' ').next().unwrap();
            check_crate_name(proposed).unwrap();
            message + "\n"
        };
        expect![[r#"
            "" cannot be the name of a crate: it is empty; try --name api-client
            "3d-api" cannot be the name of a crate: it does not begin with a letter; try --name d-api
            "my client" cannot be the name of a crate: ' ' is not a letter, a digit, `-` or `_`; try --name my-client
            "crate" cannot be the name of a crate: it is a word of the language; try --name crate-client
            "Self" cannot be the name of a crate: it is a word of the language; try --name self-client
            "test" cannot be the name of a crate: it is taken by Cargo, the system or a dependency; try --name test-client
            "serde-json" cannot be the name of a crate: it is taken by Cargo, the system or a dependency; try --name serde-json-client
            "../x" cannot be the name of a crate: '.' is not a letter, a digit, `-` or `_`; try --name x
            "ключ" cannot be the name of a crate: 'к' is not a letter, a digit, `-` or `_`; try --name api-client
            "-a" cannot be the name of a crate: it does not begin with a letter; try --name a
            "_" cannot be the name of a crate: it does not begin with a letter; try --name api-client
            "con" cannot be the name of a crate: it is taken by Cargo, the system or a dependency; try --name con-client
            "a.b" cannot be the name of a crate: '.' is not a letter, a digit, `-` or `_`; try --name a-b
            "Foo" cannot be the name of a crate: it has capital letters, of which the compiler warns; try --name foo
            "PetStoreAPI_v2" cannot be the name of a crate: it has capital letters, of which the compiler warns; try --name pet-store-api_v2
            "a--b" cannot be the name of a crate: it has two separators in a row, of which the compiler warns; try --name a-b
            "a-_-b__C" cannot be the name of a crate: it has capital letters, of which the compiler warns; try --name a-b_c
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-yyyyyyyyyyyyyyyyyyyy" cannot be the name of a crate: it is longer than 64 characters; try --name xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" cannot be the name of a crate: it is longer than 64 characters; try --name xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
        "#]].assert_eq(&names.iter().map(message).collect::<String>());
    }
}
