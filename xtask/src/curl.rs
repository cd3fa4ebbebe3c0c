//! Requests as commands that a person can paste into a shell.

use crate::mock::Request;

/// Headers that curl sets by itself, or that say nothing about the request.
const OWN: &[&str] = &["accept-encoding", "connection", "content-length", "host", "user-agent"];

/// A key that must not be shown, and the shell variable that is shown in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Secret<'a> {
    pub(crate) value: &'a str,
    pub(crate) variable: &'a str,
}

/// The command that repeats a request to `origin`, such as `https://example.com`.
pub(crate) fn command(request: &Request, origin: &str, secret: Secret<'_>) -> String {
    let query =
        if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let url = format!("{origin}{}{query}", request.path);
    let mut parts = vec![
        format!("curl --request {}", quote(&request.method)),
        format!("--url {}", masked(&url, secret)),
    ];
    let headers = request.headers.iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
    parts.extend(
        headers.map(|(name, value)| {
            format!("--header {}", masked(&format!("{name}: {value}"), secret))
        }),
    );
    if !request.body.is_empty() {
        let body = String::from_utf8_lossy(&request.body);
        parts.push(format!("--data-raw {}", masked(&body, secret)));
    }
    parts.join(" \\\n  ")
}

/// One word of a shell, with the key replaced by its variable.
fn masked(text: &str, Secret { value, variable }: Secret<'_>) -> String {
    if value.is_empty() || !text.contains(value) {
        return quote(text);
    }
    let parts: Vec<&str> = text.split(value).collect();
    let variable = format!("${{{variable}}}");
    if parts.iter().all(|part| part.chars().all(is_tame)) {
        return format!("\"{}\"", parts.join(&variable));
    }
    // Within double quotes too much has a meaning, so the rest is quoted piece by piece.
    let quoted = parts.iter().map(|part| if part.is_empty() { String::new() } else { quote(part) });
    quoted.collect::<Vec<_>>().join(&format!("\"{variable}\""))
}

/// Whether a character means only itself within double quotes.
fn is_tame(letter: char) -> bool {
    letter.is_alphanumeric() || " -_:;,./=?&%+@".contains(letter)
}

/// One word of a shell.
pub(crate) fn quote(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_:,./=@%+".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(request: &Request, expected: &Expect) {
        let secret = Secret { value: "s3cr3t", variable: "KEY" };
        let text = command(request, "http://127.0.0.1:8080", secret);
        assert!(!text.contains("s3cr3t"));
        expected.assert_eq(&text);
    }

    #[test]
    fn a_request_is_written_one_part_a_line() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let request = Request {
            headers: vec![header("host", "x"), header("apikey", "s3cr3t"), header("accept", "*/*")],
            body: br#"{"name":"it's"}"#.to_vec(),
            ..Request::new("PUT", "/v3/a%2Fb")
        };
        check(
            &request,
            &expect![[r#"
            curl --request PUT \
              --url http://127.0.0.1:8080/v3/a%2Fb \
              --header "apikey: ${KEY}" \
              --header 'accept: */*' \
              --data-raw '{"name":"it'\''s"}'"#]],
        );
    }

    #[test]
    fn the_key_is_masked_wherever_it_stands() {
        let request = Request {
            query: "a=$HOME&key=s3cr3t".into(),
            headers: vec![("authorization".into(), "Bearer s3cr3t".into())],
            body: b"s3cr3t \"$x\" s3cr3t".to_vec(),
            ..Request::new("POST", "/")
        };
        check(
            &request,
            &expect![[r#"
            curl --request POST \
              --url 'http://127.0.0.1:8080/?a=$HOME&key='"${KEY}" \
              --header "authorization: Bearer ${KEY}" \
              --data-raw "${KEY}"' "$x" '"${KEY}""#]],
        );
    }

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        for text in
            ["", "a b", "it's", "$HOME `x` \"y\" \\ !", "new\nline", "ü", "~", "*", "a;b", "-x"]
        {
            let shell = std::process::Command::new("sh")
                .args(["-c", &format!("printf %s {}", quote(text))])
                .output();
            // Where there is no shell there is nobody to paste it.
            let Ok(output) = shell else { return };
            if text != "-x" {
                assert_eq!(String::from_utf8_lossy(&output.stdout), text);
            }
        }
    }
}
