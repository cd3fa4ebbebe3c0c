//! How one page leads to the next: a table that an operation has, and what a page says by it.

use reqwest::Url;
use reqwest::header::{HeaderMap, LINK};

use super::codec::{Fault, locate, missing};

/// Keys that lead to a value within an answer.
type Path = &'static [&'static str];

/// How the pages of an operation follow one another, and where their items stand.
///
/// Generated code has one `static` of it for each operation whose answers are pages.
#[derive(Debug)]
pub struct Paging {
    pub(super) next: Next,
    /// Where the list of items is; none where the answer is the list.
    pub(super) items: Path,
    /// Whether a page may lack the list.
    may_lack: bool,
    /// Where a flag is that says whether there is another page; none where there is no such flag.
    more: Path,
    /// Where a flag is that says whether a page is the last one; none where there is no such flag.
    ended: Path,
    /// Where the number of the next page is, which is null on the last one; none where there is no such number.
    numbered: Path,
    /// Where the number of pages is, for those that are counted; none where it is not known.
    pages: Path,
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// A number that counts pages, and that of the first.
    Page(Turn, i64),
    /// A number that counts items, and that of the first.
    Offset(Turn, i64),
    /// What stands at a place of the page before.
    Cursor(Turn, Path),
    /// What stands at a place of the last item of the page before.
    Last(Turn, Path),
    /// An address at a place of the page before.
    Link(Path),
    /// An address in the header `Link` (RFC 8288) of the page before.
    Header,
}

/// What of a call takes what leads to the next page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Turn {
    /// A parameter, counted as those of the operation.
    Param(usize),
    /// A member of the JSON body.
    Member(Path),
}

impl Turn {
    /// A text or number of a page as it is given: for a body as it is spelled.
    fn taken(self, text: String, spelled: &str) -> String {
        match self {
            Self::Param(_) => text,
            Self::Member(_) => spelled.to_owned(),
        }
    }
}

impl Paging {
    const fn new(next: Next) -> Self {
        Self { next, items: &[], may_lack: false, more: &[], ended: &[], numbered: &[], pages: &[] }
    }

    /// Pages that a parameter counts, from `first` on.
    pub const fn page(param: usize, first: i64) -> Self {
        Self::new(Next::Page(Turn::Param(param), first))
    }

    /// Pages that begin with the item of a number, counted from `first` on.
    pub const fn offset(param: usize, first: i64) -> Self {
        Self::new(Next::Offset(Turn::Param(param), first))
    }

    /// Pages for which the one before has a text or number, to be given by a parameter.
    pub const fn cursor(param: usize, at: &'static [&'static str]) -> Self {
        Self::new(Next::Cursor(Turn::Param(param), at))
    }

    /// Pages for which the last item of the one before has a text or number, to be given by a parameter.
    pub const fn last(param: usize, at: &'static [&'static str]) -> Self {
        Self::new(Next::Last(Turn::Param(param), at))
    }

    /// Pages that a member of the JSON body counts, from `first` on.
    pub const fn body_page(member: &'static [&'static str], first: i64) -> Self {
        Self::new(Next::Page(Turn::Member(member), first))
    }

    /// Pages that begin with the item of a number, which a member of the JSON body is, counted from `first` on.
    pub const fn body_offset(member: &'static [&'static str], first: i64) -> Self {
        Self::new(Next::Offset(Turn::Member(member), first))
    }

    /// Pages for which the one before has a text or number, to be given by a member of the JSON body.
    pub const fn body_cursor(member: &'static [&'static str], at: &'static [&'static str]) -> Self {
        Self::new(Next::Cursor(Turn::Member(member), at))
    }

    /// The same where the last item of the page before has it.
    pub const fn body_last(member: &'static [&'static str], at: &'static [&'static str]) -> Self {
        Self::new(Next::Last(Turn::Member(member), at))
    }

    /// Pages whose address the one before has.
    pub const fn link(at: &'static [&'static str]) -> Self {
        Self::new(Next::Link(at))
    }

    /// Pages whose address the header `Link` of the one before has, as `rel="next"`.
    pub const fn header() -> Self {
        Self::new(Next::Header)
    }

    /// The same with the keys that lead to the list of items.
    #[must_use]
    pub const fn items(mut self, at: &'static [&'static str]) -> Self {
        self.items = at;
        self
    }

    /// The same, where a page without items may lack the list.
    #[must_use]
    pub const fn lacking(mut self) -> Self {
        self.may_lack = true;
        self
    }

    /// The same with the keys that lead to a flag which says whether there is another page.
    #[must_use]
    pub const fn more(mut self, at: &'static [&'static str]) -> Self {
        self.more = at;
        self
    }

    /// The same with the keys that lead to a flag which says whether a page is the last one.
    #[must_use]
    pub const fn ended(mut self, at: &'static [&'static str]) -> Self {
        self.ended = at;
        self
    }

    /// The same with the keys that lead to the number of the next page, which is null on the last one.
    #[must_use]
    pub const fn numbered(mut self, at: &'static [&'static str]) -> Self {
        self.numbered = at;
        self
    }

    /// The same with the keys that lead to the number of pages, where they are counted.
    #[must_use]
    pub const fn pages(mut self, at: &'static [&'static str]) -> Self {
        self.pages = at;
        self
    }

    /// How many pages there are, where a page says it. A server that does not count says 0, or less.
    pub(super) fn number_of_pages(&self, text: &str) -> Option<i64> {
        said_at(text, self.pages)?.parse().ok().filter(|pages| *pages > 0)
    }

    /// Where the items of a page begin.
    pub(super) fn starts(&self, text: &str) -> Result<Vec<usize>, Fault> {
        match locate(text, self.items)? {
            Some(list) if !(self.may_lack && list.value == "null") => list.items(self.items),
            _ if self.may_lack => Ok(Vec::new()),
            _ => Err(missing(self.items)),
        }
    }

    /// What a page says of the next one.
    pub(super) fn said(
        &self,
        text: &str,
        starts: &[usize],
        headers: &HeaderMap,
    ) -> Result<Said, Fault> {
        let more = said_at(text, self.more);
        let is_last = more == Some("false")
            || said_at(text, self.ended) == Some("true")
            || said_at(text, self.numbered) == Some("null");
        if is_last {
            return Ok(Said::Last);
        }
        let cursor = match self.next {
            Next::Page(..) | Next::Offset(..) if starts.is_empty() => return Ok(Said::Last),
            Next::Page(..) | Next::Offset(..) => return Ok(Said::Nothing),
            Next::Cursor(turn, path) => locate(text, path)?.map_or(Ok(None), |place| {
                let text = place.text(path, CURSOR)?;
                Ok(text.map(|text| (turn.taken(text, place.value), place.at)))
            })?,
            Next::Last(turn, path) => last_item(text, starts, turn, path, more == Some("true"))?,
            Next::Link(path) => locate(text, path)?.map_or(Ok(None), |place| {
                Ok(place.text(path, LINK_TEXT)?.map(|text| (text, place.at)))
            })?,
            Next::Header => next_link(headers).map(|link| (link, 0)),
        };
        Ok(cursor.map_or(Said::Last, |(text, at)| Said::Next { text, at }))
    }
}

const CURSOR: &str = "a text or a number that leads to the next page";
const LINK_TEXT: &str = "the address of the next page";

/// What a page says of the next one.
pub(super) enum Said {
    /// That there is none.
    Last,
    /// Nothing; there may be one.
    Nothing,
    /// How to get it, and where in the page that stands.
    Next {
        /// A cursor or an address.
        text: String,
        /// The offset in the page.
        at: usize,
    },
}

/// What stands at a place of a page, as it is spelled; nothing where no place is known, or the page has none: what only
/// says whether there is another page makes no good page a bad one.
fn said_at(text: &str, path: Path) -> Option<&str> {
    match path {
        [] => None,
        path => Some(locate(text, path).ok()??.value),
    }
}

fn last_item(
    text: &str,
    starts: &[usize],
    turn: Turn,
    path: Path,
    more: bool,
) -> Result<Option<(String, usize)>, Fault> {
    let Some(start) = starts.last().copied().filter(|_| more) else { return Ok(None) };
    let mut reader = super::codec::Reader::new(text.get(start..).unwrap_or_default());
    let item = reader.raw()?;
    let Some(place) = locate(item, path)? else { return Err(missing(path)) };
    let text = place.text(path, CURSOR)?;
    Ok(text.map(|text| (turn.taken(text, place.value), start + place.at)))
}

/// The first address with the relation `next` in headers `Link`.
fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    for value in values {
        let mut links = Links(value);
        if let Some(link) = links.find(Link::is_next) {
            return Some(link.target.to_owned());
        }
    }
    None
}

/// A link of a header.
struct Link<'h> {
    target: &'h str,
    /// `; rel="next"; title="…"`
    params: &'h str,
}

/// The links that are left of a header's value; what is not well formed ends them.
struct Links<'h>(&'h str);

impl<'h> Iterator for Links<'h> {
    type Item = Link<'h>;

    fn next(&mut self) -> Option<Link<'h>> {
        let link = self.0.trim_start_matches([',', ' ', '\t']).strip_prefix('<')?;
        let (target, after) = link.split_once('>')?;
        let (params, rest) = after.split_at_checked(end(after, ','))?;
        self.0 = rest;
        Some(Link { target: target.trim(), params })
    }
}

/// The offset of the first `mark` that is not within quotes, or the end.
fn end(text: &str, mark: char) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    let found = text.char_indices().find(|(_, c)| {
        let ends = *c == mark && !quoted;
        quoted ^= *c == '"' && !escaped;
        escaped = quoted && *c == '\\' && !escaped;
        ends
    });
    found.map_or(text.len(), |(at, _)| at)
}

impl Link<'_> {
    /// Whether `next` is among the relations. Only the first `rel` counts.
    fn is_next(&self) -> bool {
        let mut rest = self.params;
        while let Some(param) = rest.trim_start().strip_prefix(';') {
            let length = end(param, ';');
            let (name, value) =
                param.get(..length).unwrap_or_default().split_once('=').unwrap_or_default();
            if name.trim().eq_ignore_ascii_case("rel") {
                let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
                return relations.any(|relation| relation.eq_ignore_ascii_case("next"));
            }
            rest = param.get(length..).unwrap_or_default();
        }
        false
    }
}

/// Where an address on a page of `base` leads, if credentials may go there: to the same origin. An address
/// that has lost nothing but its TLS, as behind proxies that speak plain http to servers, has it again.
pub(super) fn target(base: &Url, link: &str) -> Option<Url> {
    let mut url = base.join(link).ok()?;
    url.set_fragment(None);
    let is_bare = url.username().is_empty() && url.password().is_none();
    if url.scheme() == "http"
        && base.scheme() == "https"
        && url.port().is_none()
        && base.port().is_none()
        && url.host_str() == base.host_str()
    {
        url.set_scheme("https").ok()?;
    }
    (is_bare && url.origin() == base.origin()).then_some(url)
}
