//! Answers that come in pages: declared by an extension, or recognised by the names of parameters and members.
//!
//! A wrong guess would call a server again and again or end too early, so several signs must come together: how
//! the next page is asked for, what says where it is, and a list that is the answer or the only one in it.

mod declared;
mod shape;

use serde_json::Value;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::ir::{
    Api, Format, Method, Next, Operation, Paging, Param, Place, Prim, Success, TypeRef, Written,
};
use shape::{Leaf, List};

/// Finds the operations whose answers are pages.
pub(super) fn find(api: &mut Api, document: &Document<'_>, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    for operation in api.operations() {
        let extension = operation.origin.key("x-pagination");
        found.push(match document.get(&extension) {
            Some(said) => {
                diagnostics.keep(declared::read(api, operation, &extension, said)).flatten()
            }
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
/// Beside which a number of a page is one.
const TOTAL: &[&str] = &["lastpage", "pagecount", "pages", "total", "totalcount", "totalpages"];

fn recognised(api: &Api, operation: &Operation) -> Option<Paging> {
    let Success::Typed(ty, Format::Json) = operation.success() else { return None };
    if operation.method != Method::Get || operation.body.is_some() {
        return None;
    }
    let list = shape::list(api, ty, &operation.path)?;
    let leaves = shape::leaves(api, ty);
    let seen = Seen { api, operation, leaves: &leaves };
    let next = seen.next(&list)?;
    let more = seen.more().map(Leaf::owned).filter(|_| next != Next::Header);
    Some(list.paging(next, more))
}

/// What is known of an operation.
struct Seen<'a> {
    api: &'a Api,
    operation: &'a Operation,
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
        let (param, _) = self.param(&["startingafter"], &[Prim::String])?;
        self.more()?;
        let item = self.api.as_struct(list.item)?;
        let id = item
            .fields
            .iter()
            .find(|field| field.name.wire == "id" && !field.presence.is_option())?;
        self.is(&id.ty, &[Prim::String]).then(|| Next::Last { param, at: vec!["id".to_owned()] })
    }

    fn offset(&self) -> Option<Next> {
        let (index, param) = self.param(OFFSET, NUMBERS)?;
        self.param(SIZE, NUMBERS)?;
        Some(Next::Offset { param: index, first: first(param, 0)? })
    }

    fn page(&self) -> Option<Next> {
        let (index, param) = self.param(PAGE, NUMBERS)?;
        let has_total = self.leaves.iter().any(|leaf| TOTAL.contains(&leaf.name.as_str()));
        if self.param(SIZE, NUMBERS).is_none() && !has_total && self.more().is_none() {
            return None;
        }
        Some(Next::Page { param: index, first: first(param, 1)? })
    }

    fn cursor(&self) -> Option<Next> {
        let has_more = self.more().is_some();
        let names = |param: &str, leaf: &Leaf<'_>| {
            NEXT.contains(&leaf.name.as_str())
                || leaf.name == param && (SHARED.contains(&param) || leaf.holder == "cursors")
                || leaf.name == "next" && leaf.holder != "links"
                || leaf.name == "lastid" && has_more
        };
        let params = self.operation.params.iter().enumerate();
        params
            .filter(|(_, param)| {
                is_asked_for(param) && CURSOR.contains(&shape::plain(&param.name.wire).as_str())
            })
            .find_map(|(index, param)| {
                let name = shape::plain(&param.name.wire);
                let texts = [Prim::String, Prim::Uuid, Prim::Base64];
                let kinds: &[Prim] = if self.is(&param.ty, &texts) { &texts } else { NUMBERS };
                // `from` may be a day, and `next` a flag; what a page gives back tells.
                let leaf = self.leaves.iter().find(|leaf| {
                    names(&name, leaf) && self.is(leaf.ty, kinds) && self.is(&param.ty, kinds)
                })?;
                Some(Next::Cursor { param: index, at: leaf.owned() })
            })
    }

    fn more(&self) -> Option<&Leaf<'_>> {
        self.leaves
            .iter()
            .find(|leaf| MORE.contains(&leaf.name.as_str()) && self.is(leaf.ty, &[Prim::Bool]))
    }

    /// The parameter of the query with one of these names, if it takes one of these.
    fn param(&self, names: &[&str], kinds: &[Prim]) -> Option<(usize, &Param)> {
        let params = self.operation.params.iter().enumerate();
        let mut found = params.filter(|(_, param)| {
            is_asked_for(param) && names.contains(&shape::plain(&param.name.wire).as_str())
        });
        found.next().filter(|(_, param)| self.is(&param.ty, kinds))
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

fn is_asked_for(param: &Param) -> bool {
    param.place == Place::Query && param.written == Written::Plain
}

/// The number of the first page or item: the default, or what is usual where nothing contradicts it.
fn first(param: &Param, usual: i64) -> Option<i64> {
    if let Some(first) = param.default.as_ref().and_then(Value::as_i64) {
        return Some(first);
    }
    let least = param.limits.minimum.as_ref().and_then(|bound| bound.value.as_i64());
    least.is_none_or(|least| if usual == 0 { least <= 0 } else { least >= usual }).then_some(usual)
}
