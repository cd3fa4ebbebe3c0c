//! The server sends the call elsewhere.

use super::{OTHER, Row, Section, answer};

pub(super) fn section() -> Section {
    let to_other = [
        ("300 to another origin", 300),
        ("301 to another origin", 301),
        ("302 to another origin", 302),
        ("303 to another origin", 303),
        ("307 to another origin", 307),
        ("308 to another origin", 308),
    ];
    let to_same = [
        ("301 within the origin", 301),
        ("302 within the origin", 302),
        ("303 within the origin", 303),
        ("307 within the origin", 307),
        ("308 within the origin", 308),
    ];
    let other =
        to_other.map(|(name, status)| redirect(name, status, &format!("http://{OTHER}/v3")));
    let same = to_same.map(|(name, status)| redirect(name, status, "/v3/elsewhere"));
    let odd = [
        redirect("a loop: 307 to where it came from", 307, "/v3/groups/g/conversation"),
        redirect("307 to nowhere", 307, ""),
        redirect("307 to what is no URL", 307, "http://[::1"),
        redirect("307 to a file", 307, "file:///etc/passwd"),
        Row::answer("307 without a `Location`", answer("307 X", "gone")),
    ];
    Section {
        title: "Redirects",
        text: "None is followed, so that neither credentials nor body go where they are not meant to. The \
               answer is the caller's to judge, its `Location` among the headers. The other origin is a \
               server that listens; each row is also the assertion that it saw no connection.",
        rows: other.into_iter().chain(same).chain(odd).collect(),
    }
}

fn redirect(name: &'static str, status: u16, location: &str) -> Row {
    Row::answer(name, answer(&format!("{status} X\r\nlocation: {location}"), "gone")).own_http()
}
