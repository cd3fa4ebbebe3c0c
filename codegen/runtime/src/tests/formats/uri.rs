//! Addresses, also as `fluent-uri` (RFC 3986) and `url` (as browsers do) read them.

use expect_test::expect;
use proptest::prelude::*;

use super::check;
use crate::{Uri, Url};

fn tell(uri: &Uri) -> String {
    let url = uri.to_url().map_or("no URL".to_owned(), |url| url.to_string());
    format!("{}, {url}", if uri.is_valid() { "fits" } else { "does not fit" })
}

#[test]
fn what_rfc_3986_takes() {
    check(
        &[
            "https://example.com",
            "HTTP://user:pass@EXAMPLE.com:80/a/../b;c=d?e=f/?#g?h",
            "ftp://[2001:db8::7]:21/c=GB",
            "http://[v1.a:b]/",
            "ldap://[2001:db8::7]/c=GB?objectClass?one",
            "mailto:John.Doe@example.com",
            "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
            "file:///etc/hosts",
            "data:text/plain;base64,SGk=",
            "a:",
            "app+x.y-1://",
            "http://",
            "http://h:99999/",
            "http://h:/%2f",
        ],
        tell,
        &expect![[r#"
            "https://example.com": fits, https://example.com/
            "HTTP://user:pass@EXAMPLE.com:80/a/../b;c=d?e=f/?#g?h": fits, http://user:pass@example.com/b;c=d?e=f/?#g?h
            "ftp://[2001:db8::7]:21/c=GB": fits, ftp://[2001:db8::7]/c=GB
            "http://[v1.a:b]/": fits, no URL
            "ldap://[2001:db8::7]/c=GB?objectClass?one": fits, ldap://[2001:db8::7]/c=GB?objectClass?one
            "mailto:John.Doe@example.com": fits, mailto:John.Doe@example.com
            "urn:oasis:names:specification:docbook:dtd:xml:4.1.2": fits, urn:oasis:names:specification:docbook:dtd:xml:4.1.2
            "file:///etc/hosts": fits, file:///etc/hosts
            "data:text/plain;base64,SGk=": fits, data:text/plain;base64,SGk=
            "a:": fits, a:
            "app+x.y-1://": fits, app+x.y-1://
            "http://": fits, no URL
            "http://h:99999/": fits, no URL
            "http://h:/%2f": fits, http://h/%2f
        "#]],
    );
}

#[test]
fn what_rfc_3986_does_not_take() {
    check(
        &[
            "",
            "/path",
            "//example.com/",
            "example.com",
            "1a:b",
            ":b",
            "https://example.com/a b",
            " https://example.com",
            "https://example.com/{id}",
            "https://example.com/%2",
            "https://example.com/%zz",
            "https://example.com/ü",
            "https://ex\u{e4}mple.com/",
            "https://example.com/#a#b",
            "https://a@b@c/",
            "https://h:8x/",
            "https://h:1:2/",
            "https://[::1/",
            "https://[::1]x/",
            "https://[fe80::1%25eth0]/",
            "https://example.com/[a]",
            "https:\\\\example.com",
        ],
        tell,
        &expect![[r#"
            "": does not fit, no URL
            "/path": does not fit, no URL
            "//example.com/": does not fit, no URL
            "example.com": does not fit, no URL
            "1a:b": does not fit, no URL
            ":b": does not fit, no URL
            "https://example.com/a b": does not fit, https://example.com/a%20b
            " https://example.com": does not fit, https://example.com/
            "https://example.com/{id}": does not fit, https://example.com/%7Bid%7D
            "https://example.com/%2": does not fit, https://example.com/%2
            "https://example.com/%zz": does not fit, https://example.com/%zz
            "https://example.com/ü": does not fit, https://example.com/%C3%BC
            "https://exämple.com/": does not fit, https://xn--exmple-cua.com/
            "https://example.com/#a#b": does not fit, https://example.com/#a#b
            "https://a@b@c/": does not fit, https://a%40b@c/
            "https://h:8x/": does not fit, no URL
            "https://h:1:2/": does not fit, no URL
            "https://[::1/": does not fit, no URL
            "https://[::1]x/": does not fit, no URL
            "https://[fe80::1%25eth0]/": does not fit, no URL
            "https://example.com/[a]": does not fit, https://example.com/[a]
            "https:\\\\example.com": does not fit, https://example.com/
        "#]],
    );
}

#[test]
fn urls_convert() {
    let url: Url = "https://example.com/a?b".parse().unwrap();
    let uri = Uri::from(url.clone());
    assert_eq!(uri, "https://example.com/a?b");
    assert_eq!(uri.to_url(), Some(url));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn fluent_uri_agrees(text in "[a-z1+]{0,3}:?(//)?[a-z%@:.]{0,4}(\\[([0-9a-f:.]{0,9}|v[0-9x]?\\.[a-z:%]?)\\])?(:[0-9a]{0,3})?(/[a-z%0-9:@\\[ü{/]{0,4})?(\\?[a-z%0-9?/ ]{0,4})?(#[a-z%0-9?/#]{0,3})?") {
        let theirs = fluent_uri::Uri::parse(text.as_str());
        prop_assert_eq!(Uri::from(text.as_str()).is_valid(), theirs.is_ok());
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,30}") {
        let theirs = fluent_uri::Uri::parse(text.as_str());
        prop_assert_eq!(Uri::from(text.as_str()).is_valid(), theirs.is_ok());
    }

    /// An address on the web that fits is one that can be called.
    #[test]
    fn the_url_crate_agrees(text in "https?://[a-z]([a-z0-9-]{0,9}[a-z])?(:[0-9]{0,4})?(/[a-zA-Z0-9%:@!$&'()*+,;=._~-]{0,9})*(\\?[a-z%0-9?/]{0,4})?(#[a-z%0-9?/]{0,3})?") {
        let uri = Uri::from(text.as_str());
        prop_assume!(!text.contains("xn--"));
        if uri.is_valid() {
            prop_assert!(uri.to_url().is_some());
        }
    }
}
