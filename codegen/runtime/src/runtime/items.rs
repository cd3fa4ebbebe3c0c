//! The items of all pages as a stream.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::pin::Pin;
use std::str;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::call::Call;
use super::codec::{Fault, Reader, of_item, write_index, write_key};
use super::decode::Watch;
use super::error::{BodyError, BuildError, Error};
use super::exchange::{Plan, boxed};
use super::paging::{Next, Paging, Said, Turn, target};
use super::pending::Exchange;
use super::refusal::{is_refusal, refused, without_bom};
use super::response::Reply;
use super::{ApiError, DecodeError, Drift};

/// How many pages are asked for unless set otherwise.
const MOST_PAGES: u32 = 10_000;

/// How many pages in a row may be without items.
const MOST_EMPTY: u32 = 100;

/// Reads the item that begins at an offset of a page: [`decode::item`](super::decode::item).
pub type ItemDecoder<T> = fn(&str, usize, Watch<'_>) -> Result<T, Fault>;

/// The items of all pages of an operation, one after the other: a `futures_core::Stream`, whose
/// [`next`](Self::next) needs no other crate.
///
/// Nothing is sent before the first item is asked for, and the next page only once the items of the last
/// are spent. Each page is a call of its own, with the limits and retries of the client.
///
/// - A call that fails is the last item, as its error.
/// - An item that does not decode is an [`Error::Decode`] in its place, and the next one follows.
/// - A server whose pages have no end is an [`Error::Decode`]: one that gives a page or a cursor again, more
///   than 100 pages in a row without items, or more pages than [`max_pages`](Self::max_pages).
/// - Addresses of next pages are followed to the server of the call only, since credentials go with them;
///   one that leads elsewhere is an [`Error::Decode`].
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<T> {
    pages: Pages,
    decode: ItemDecoder<T>,
    /// The items of the last page that were not given yet.
    held: vec::IntoIter<Result<T, Error>>,
}

impl<T> Items<T> {
    pub(super) fn new(call: Call, paging: &'static Paging, decode: ItemDecoder<T>) -> Self {
        Self { pages: Pages::new(call, paging), decode, held: Vec::new().into_iter() }
    }

    /// How many pages may be asked for, 10,000 unless set: a guard against servers whose pages have no end.
    /// What needs fewer stops asking for items.
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.pages.most = pages;
        self
    }

    /// The next item; nothing once all were given.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub(super) fn operation(&self) -> &'static str {
        self.pages.call.operation.id
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.held.next() {
                return Poll::Ready(Some(item));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.held = self.read(&page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn read(&self, page: &Page) -> Vec<Result<T, Error>> {
        let text = page.text();
        let mut drift = self.pages.is_watched().then(Vec::new);
        let mut items = Vec::with_capacity(page.starts.len());
        for (index, start) in page.starts.iter().enumerate() {
            let mut found = drift.as_ref().map(|_| Vec::new());
            let read = (self.decode)(text, *start, found.as_mut());
            items.push(read.map_err(|fault| page.error(of_item(fault, page.path, index))));
            if let (Some(drift), Some(found)) = (&mut drift, found) {
                page.note(found, index, drift);
            }
        }
        self.pages.tell(page, drift);
        items
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.held.len(), None)
    }
}

/// What is held is never pinned.
impl<T> Unpin for Items<T> {}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &self.pages.call.operation.id)
            .field("pages", &self.pages.made)
            .finish_non_exhaustive()
    }
}

/// A page, its items not yet read.
struct Page {
    reply: Arc<Reply>,
    /// Where its items begin.
    starts: Vec<usize>,
    /// The keys that lead to them.
    path: &'static [&'static str],
}

impl Page {
    fn text(&self) -> &str {
        // It was read as text before.
        str::from_utf8(without_bom(&self.reply.body)).unwrap_or_default()
    }

    /// The items as they are spelled.
    fn items(&self) -> &str {
        let (text, start) = (self.text(), self.starts.first().copied().unwrap_or(0));
        let last = self.starts.last().and_then(|last| text.get(*last..)).unwrap_or_default();
        // The list was walked over before.
        let length = Reader::new(last).raw().map_or(0, str::len);
        text.get(start..text.len() - last.len() + length).unwrap_or_default()
    }

    fn error(&self, fault: Fault) -> Error {
        BodyError::wrap(Arc::clone(&self.reply), fault.into_error(self.text()))
    }

    /// Adds what drifts in an item to what drifts in the page.
    fn note(&self, found: Vec<Drift>, index: usize, drift: &mut Vec<Drift>) {
        for mut within in found {
            let mut path = String::new();
            self.path.iter().for_each(|key| write_key(&mut path, key));
            write_index(&mut path, index);
            if !within.path.is_empty() && !within.path.starts_with('[') {
                path.push('.');
            }
            within.path.insert_str(0, &path);
            drift.push(within);
        }
    }
}

/// The pages, whatever their items are.
struct Pages {
    /// The call of the next page.
    call: Call,
    plan: Plan,
    paging: &'static Paging,
    /// The call that goes on.
    begun: Option<Exchange>,
    is_done: bool,
    /// What is wrong with the last page, to be told after its items.
    fault: Option<Error>,
    made: u32,
    most: u32,
    /// How many of the last pages had no items.
    empty: u32,
    /// Cursors, addresses or pages that were seen, as hashes.
    seen: HashSet<u64>,
}

impl Pages {
    fn new(call: Call, paging: &'static Paging) -> Self {
        let plan = call.client.inner.plan;
        Self {
            call,
            plan,
            paging,
            begun: None,
            is_done: false,
            fault: None,
            made: 0,
            most: MOST_PAGES,
            empty: 0,
            seen: HashSet::new(),
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page, Error>>> {
        if self.begun.is_none() {
            if let Some(error) = self.fault.take() {
                return Poll::Ready(Some(Err(error)));
            }
            if self.is_done {
                return Poll::Ready(None);
            }
        }
        let (call, plan) = (&self.call, self.plan);
        let begun = self.begun.get_or_insert_with(|| boxed(call.clone(), plan));
        let result = ready!(begun.as_mut().poll(context));
        self.begun = None;
        let page = result.and_then(|reply| self.turn(reply));
        // What fails is the last.
        self.is_done |= page.is_err();
        Poll::Ready(Some(page))
    }

    /// Takes a page, and makes the call for the next one.
    fn turn(&mut self, reply: Reply) -> Result<Page, Error> {
        self.made = self.made.saturating_add(1);
        if refused(&reply.body).is_some() {
            return Err(Error::Api(Box::new(ApiError { reply })));
        }
        let body = without_bom(&reply.body);
        let starts = match str::from_utf8(body) {
            Ok(text) => self.paging.starts(text).map_err(|fault| fault.into_error(text)),
            Err(error) => Err(not_text(body, error.valid_up_to())),
        };
        let starts = match starts {
            Ok(starts) => starts,
            Err(_) if is_refusal(&reply.body) => {
                return Err(Error::Api(Box::new(ApiError { reply })));
            }
            Err(error) => return Err(BodyError::wrap(reply.into(), error)),
        };
        let page = Page { reply: Arc::new(reply), starts, path: self.paging.items };
        match self.advance(&page) {
            Ok(is_last) => self.is_done = is_last,
            Err(error) => (self.fault, self.is_done) = (Some(error), true),
        }
        Ok(page)
    }

    /// Makes the call for the page after this one; true if there is none.
    fn advance(&mut self, page: &Page) -> Result<bool, Error> {
        let text = page.text();
        let said = self.paging.said(text, &page.starts, &page.reply.headers);
        let (found, at) = match said.map_err(|fault| page.error(fault))? {
            Said::Last => return Ok(true),
            Said::Nothing if self.is_last(page)? => return Ok(true),
            // Pages that are counted differ by their items.
            Said::Nothing => (page.items().to_owned(), page.starts.first().copied().unwrap_or(0)),
            Said::Next { text, at } => (text, at),
        };
        let is_header = matches!(self.paging.next, Next::Header);
        let quoted = if is_header { found.clone() } else { text.to_owned() };
        let wrong = |expected| {
            let error = Fault::misfit(at, expected).into_error(&quoted);
            BodyError::wrap(Arc::clone(&page.reply), error)
        };
        self.empty = if page.starts.is_empty() { self.empty.saturating_add(1) } else { 0 };
        if self.made >= self.most {
            return Err(wrong("the last page within the number of pages that may be asked for"));
        }
        if self.empty > MOST_EMPTY {
            return Err(wrong("a page with items before so many without"));
        }
        let mut hasher = DefaultHasher::new();
        found.hash(&mut hasher);
        if !self.seen.insert(hasher.finish()) {
            return Err(wrong("something else than on a page before"));
        }
        self.give(found, page.starts.len(), wrong)?;
        Ok(false)
    }

    /// Whether a page that is counted is the last of as many as it says that there are.
    fn is_last(&self, page: &Page) -> Result<bool, Error> {
        let Next::Page(turn, first) = self.paging.next else { return Ok(false) };
        let Some(pages) = self.paging.number_of_pages(page.text()) else { return Ok(false) };
        Ok(self.number(turn, first)?.saturating_sub(first).saturating_add(1) >= pages)
    }

    /// Gives the call what leads to the next page.
    fn give(
        &mut self,
        found: String,
        items: usize,
        wrong: impl Fn(&'static str) -> Error,
    ) -> Result<(), Error> {
        match self.paging.next {
            Next::Page(turn, first) => self.count(turn, first, 1),
            Next::Offset(turn, first) => {
                self.count(turn, first, i64::try_from(items).unwrap_or(i64::MAX))
            }
            Next::Cursor(turn, _) | Next::Last(turn, _) => self.take_turn(turn, found),
            Next::Link(_) | Next::Header => {
                let base = self.call.address()?;
                let link = target(&base, &found)
                    .ok_or_else(|| wrong("an address on the server of the call"))?;
                self.call.lead(link);
                Ok(())
            }
        }
    }

    /// Adds to a number that counts.
    fn count(&mut self, turn: Turn, first: i64, more: i64) -> Result<(), Error> {
        let next = self.number(turn, first)?.saturating_add(more);
        self.take_turn(turn, next.to_string())
    }

    /// The number of the page, or of its first item.
    fn number(&self, turn: Turn, first: i64) -> Result<i64, Error> {
        let given = match turn {
            Turn::Param(param) => self.call.text(param),
            Turn::Member(path) => self.call.member(path),
        };
        let number = given.map_or(Ok(first), str::parse);
        number.map_err(|_| self.cannot(turn, "is no number"))
    }

    /// Gives the call what leads to the next page.
    fn take_turn(&mut self, turn: Turn, found: String) -> Result<(), Error> {
        match turn {
            Turn::Param(param) => self.call.set(param, found),
            Turn::Member(path) if self.call.put(path, &found) => {}
            Turn::Member(_) => return Err(self.cannot(turn, "is in no JSON object")),
        }
        Ok(())
    }

    fn cannot(&self, turn: Turn, fault: &str) -> Error {
        let operation = self.call.operation;
        let name = match turn {
            Turn::Param(param) => operation.params.get(param).map_or("", |param| param.name),
            Turn::Member(path) => path.last().copied().unwrap_or_default(),
        };
        let message = format!("{fault}, so that there is no next page");
        BuildError::new(name, message).of(operation.id).into()
    }

    fn is_watched(&self) -> bool {
        self.call.client.inner.watcher.is_some()
    }

    fn tell(&self, page: &Page, drift: Option<Vec<Drift>>) {
        if let (Some(watcher), Some(drift)) = (&self.call.client.inner.watcher, drift) {
            watcher.tell(self.call.operation.id, page.reply.status, drift, &page.reply.redactor);
        }
    }
}

/// The error of a body that is no text from an offset on.
fn not_text(body: &[u8], at: usize) -> DecodeError {
    let read = body.get(..at).and_then(|read| str::from_utf8(read).ok()).unwrap_or_default();
    Fault::broken(read.len(), "UTF-8 text").into_error(read)
}
