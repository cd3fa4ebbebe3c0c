//! Answers that come in pages: declared by an extension, or recognised by the names of parameters and members.
//!
//! A wrong guess would call a server again and again or end too early, so several signs must come together: how
//! the next page is asked for, what says where it is, and a list that is the answer or the only one in it.

mod asked;
mod declared;
mod shape;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::ir::{
    Api, End, Format, Method, Next, Operation, Paging, Prim, Success, TypeKind, TypeRef,
};
use asked::Asked;
use shape::{Leaf, List};

/// Finds the operations whose answers are pages.
pub(super) fn find(api: &mut Api, document: &Document<'_>, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    for operation in api.operations() {
        let extension = operation.origin.key("x-pagination");
        found.push(match document.get(&extension) {
            Some(said) => declared::read(api, operation, &extension, said, diagnostics),
            None => recognised(api, operation),
        });
    }
    let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
    for (operation, paging) in operations.zip(found) {
        operation.paging = paging;
    }
}

/// Counts pages.
const PAGE: &[&str] = &["page", "pagenumber", "pageno", "pagenum"];
/// Counts items.
const OFFSET: &[&str] = &["offset", "skip", "pageoffset"];
/// Says how many items a page has.
const SIZE: &[&str] = &[
    "count",
    "hitsperpage",
    "itemsperpage",
    "limit",
    "max",
    "maxitems",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "resultsperpage",
    "size",
    "take",
    "top",
];
/// Takes what a page before gave.
const CURSOR: &[&str] = &[
    "after",
    "aftercursor",
    "afterid",
    "bookmark",
    "continuation",
    "continuationtoken",
    "cursor",
    "from",
    "marker",
    "next",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "offset",
    "pageafter",
    "pagecursor",
    "pagetoken",
    "scrollid",
    "startcursor",
    "startingafter",
];
/// What a page gives for the next.
const NEXT: &[&str] = &[
    "aftercursor",
    "endcursor",
    "nextcontinuationtoken",
    "nextcursor",
    "nextmarker",
    "nextpage",
    "nextpagecursor",
    "nextpagetoken",
    "nexttoken",
];
/// Those for a parameter `offset`.
const NEXT_OFFSET: &[&str] = &["nextoffset", "nextpageoffset"];
/// The same where it has the name of the parameter.
const SHARED: &[&str] = &[
    "bookmark",
    "continuationtoken",
    "cursor",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "scrollid",
];
/// Addresses of the next page.
const ADDRESS: &[&str] = &[
    "nexthref",
    "nextlink",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];
/// Says whether there is another page.
const MORE: &[&str] =
    &["hasmore", "hasmoreitems", "hasmorepages", "hasnext", "hasnextpage", "istruncated", "more"];
/// Says whether a page is the last one.
const LAST: &[&str] = &["islast", "islastpage", "last", "lastpage"];
/// Says how many pages there are.
const PAGES: &[&str] = &["numberofpages", "numpages", "pagestotal", "totalpagecount", "totalpages"];
/// What is said of nothing but pages, in which `pages` is their number.
const OF_PAGES: &[&str] = &["meta", "metadata", "page", "pageinfo", "pagination", "paging"];
/// Beside which a number of a page is one.
const TOTAL: &[&str] = &["lastpage", "pagecount", "pages", "total", "totalcount", "totalpages"];

fn recognised(api: &Api, operation: &Operation) -> Option<Paging> {
    let Success::Typed(ty, Format::Json) = operation.success() else { return None };
    let asked = match (operation.method, &operation.body) {
        (Method::Get, None) => asked::by_params(operation),
        (Method::Post, Some(body)) if asked::is_search(operation) => {
            asked::by_members(api, operation, body)
        }
        _ => return None,
    };
    let list = shape::list(api, ty, &operation.path)?;
    let leaves = shape::leaves(api, ty);
    let seen = Seen { api, operation, asked, leaves: &leaves };
    let next = seen.next(&list)?;
    let end = seen.end(&next).filter(|_| next != Next::Header);
    Some(list.paging(next, end.into_iter().collect()))
}

/// What is known of an operation.
struct Seen<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// What may ask for the next page.
    asked: Vec<Asked<'a>>,
    leaves: &'a [Leaf<'a>],
}

impl Seen<'_> {
    /// What needs the least to be guessed first. Numbers before cursors: they end with a page that is empty, while a
    /// cursor is missing also where a server was not asked to give any.
    fn next(&self, list: &List<'_>) -> Option<Next> {
        self.address()
            .or_else(|| self.header())
            .or_else(|| self.last(list))
            .or_else(|| self.offset())
            .or_else(|| self.page())
            .or_else(|| self.cursor())
    }

    fn address(&self) -> Option<Next> {
        let is_address = |leaf: &&Leaf<'_>| {
            let is_named = ADDRESS.contains(&leaf.name.as_str());
            let is_next = match leaf.name.as_str() {
                "next" => leaf.holder == "links" || self.is(leaf.ty, &[Prim::Uri]),
                "href" | "url" => leaf.holder == "next",
                _ => false,
            };
            (is_named || is_next) && self.is(leaf.ty, &[Prim::String, Prim::Uri])
        };
        let found = self.leaves.iter().find(is_address)?;
        Some(Next::Link { at: found.owned() })
    }

    fn header(&self) -> Option<Next> {
        let mut successes = self.operation.successes();
        successes
            .any(|answer| answer.headers.iter().any(|name| name == "link"))
            .then_some(Next::Header)
    }

    /// What comes after an item, as in Stripe's API.
    fn last(&self, list: &List<'_>) -> Option<Next> {
        let turn = self.asked(&["startingafter"], &[Prim::String])?.turn.clone();
        self.more()?;
        let item = self.api.as_struct(list.item)?;
        let id = item
            .fields
            .iter()
            .find(|field| field.name.wire == "id" && !field.presence.is_option())?;
        self.is(&id.ty, &[Prim::String]).then(|| Next::Last { turn, at: vec!["id".to_owned()] })
    }

    fn offset(&self) -> Option<Next> {
        let asked = self.asked(OFFSET, NUMBERS)?;
        self.asked(SIZE, NUMBERS)?;
        // Where a page says it, it need not be a number of items.
        if self.leaves.iter().any(|leaf| NEXT_OFFSET.contains(&leaf.name.as_str())) {
            return None;
        }
        Some(Next::Offset { turn: asked.turn.clone(), first: asked.first(0)? })
    }

    fn page(&self) -> Option<Next> {
        let asked = self.asked(PAGE, NUMBERS)?;
        let has_total = self.leaves.iter().any(|leaf| TOTAL.contains(&leaf.name.as_str()));
        if self.asked(SIZE, NUMBERS).is_none() && !has_total && self.more().is_none() {
            return None;
        }
        Some(Next::Page { turn: asked.turn.clone(), first: asked.first(1)? })
    }

    fn cursor(&self) -> Option<Next> {
        let has_more = self.more().is_some();
        let names = |param: &str, leaf: &Leaf<'_>| {
            NEXT.contains(&leaf.name.as_str())
                || param == "offset" && NEXT_OFFSET.contains(&leaf.name.as_str())
                || leaf.name == param && (SHARED.contains(&param) || leaf.holder == "cursors")
                || leaf.name == "next" && leaf.holder != "links"
                || leaf.name == "lastid" && has_more
        };
        let cursors = self.asked.iter().filter(|asked| CURSOR.contains(&asked.name.as_str()));
        let mut found = cursors.filter_map(|asked| {
            let texts = [Prim::String, Prim::Uuid, Prim::Base64];
            let kinds: &[Prim] = if self.is(asked.ty, &texts) { &texts } else { NUMBERS };
            // `from` may be a day, and `next` a flag; what a page gives back tells.
            let leaf = self.leaves.iter().find(|leaf| {
                let fits = self.is(leaf.ty, kinds) && self.is(asked.ty, kinds);
                names(&asked.name, leaf) && (fits || self.is_one_choice(leaf.ty, asked.ty))
            })?;
            Some(Next::Cursor { turn: asked.turn.clone(), at: leaf.owned() })
        });
        found.next()
    }

    fn more(&self) -> Option<&Leaf<'_>> {
        self.leaf(MORE, &[Prim::Bool])
    }

    /// What says that a page is the last one. For pages that are counted there is more than a flag: without it they
    /// end with one that has no items, which some servers refuse to give, and others give the last one for.
    fn end(&self, next: &Next) -> Option<End> {
        let more = self.more().map(|leaf| End::More(leaf.owned()));
        let ended = || Some(End::Ended(self.leaf(LAST, &[Prim::Bool])?.owned()));
        let flag = more.or_else(ended);
        let Next::Page { first, .. } = next else { return flag };
        let number = |names| self.leaf(names, NUMBERS);
        let numbered = || Some(End::Numbered(number(&["nextpage"])?.owned()));
        let pages = || {
            let last = || number(&["lastpage"]).filter(|_| *first == 1);
            // Elsewhere it may be what an item of the document has, as a book does.
            let own = || number(&["pages"]).filter(|leaf| OF_PAGES.contains(&leaf.holder.as_str()));
            Some(End::Pages(number(PAGES).or_else(last).or_else(own)?.owned()))
        };
        flag.or_else(numbered).or_else(pages)
    }

    /// What has one of these names, and is one of these.
    fn leaf(&self, names: &[&str], kinds: &[Prim]) -> Option<&Leaf<'_>> {
        let is_named = |leaf: &&Leaf<'_>| names.contains(&leaf.name.as_str());
        self.leaves.iter().filter(is_named).find(|leaf| self.is(leaf.ty, kinds))
    }

    /// What has one of these names, if it takes one of these.
    fn asked(&self, names: &[&str], kinds: &[Prim]) -> Option<&Asked<'_>> {
        let mut found = self.asked.iter().filter(|asked| names.contains(&asked.name.as_str()));
        found.next().filter(|asked| self.is(asked.ty, kinds))
    }

    /// Whether both are one type with several forms, as an id that is a number or a text.
    fn is_one_choice(&self, one: &TypeRef, other: &TypeRef) -> bool {
        let (one, other) = (self.api.resolve(one), self.api.resolve(other));
        let is_choice = |id| matches!(self.api.type_def(id).kind, TypeKind::Union(_));
        one == other && matches!(one, TypeRef::Named(id) if is_choice(*id))
    }

    fn is(&self, ty: &TypeRef, kinds: &[Prim]) -> bool {
        matches!(self.api.resolve(ty), TypeRef::Prim(prim) if kinds.contains(prim))
    }
}

const NUMBERS: &[Prim] = &[
    Prim::I32,
    Prim::I64,
    Prim::U32,
    Prim::U64,
    Prim::Number,
    Prim::IntegerOrString,
    Prim::NumberOrString,
];
