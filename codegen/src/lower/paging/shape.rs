//! Where an answer has what matters for pages.

use crate::ir::{Api, End, Next, Paging, Presence, Struct, TypeRef};

/// The name of a list that is that of the items, wherever others stand beside it.
const ITEMS: &[&str] = &[
    "items",
    "data",
    "results",
    "result",
    "values",
    "value",
    "entries",
    "records",
    "rows",
    "list",
    "elements",
    "objects",
    "resources",
    "content",
    "hits",
    "nodes",
];
/// Lists that are not what was asked for.
const OTHERS: &[&str] = &["errors", "links", "warnings"];
/// Objects that hold the list.
const LIST_HOLDERS: &[&str] = &["data", "embedded", "response", "result", "results"];
/// Objects that hold what is said of pages.
const HOLDERS: &[&str] = &[
    "cursor",
    "cursors",
    "data",
    "links",
    "meta",
    "metadata",
    "next",
    "page",
    "pageinfo",
    "paging",
    "pagination",
    "response",
    "responsemetadata",
    "result",
    "resultinfo",
];
/// How deep those stand in one another.
const DEPTH: usize = 3;

/// A name in small letters without signs: `next_page`, `nextPage` and `page[next]` are told by that.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A list of items.
pub(super) struct List<'a> {
    path: Vec<&'a str>,
    may_lack: bool,
    pub(super) item: &'a TypeRef,
}

impl List<'_> {
    pub(super) fn paging(&self, next: Next, ends: Vec<End>) -> Paging {
        Paging {
            next,
            items: self.path.iter().map(|key| (*key).to_owned()).collect(),
            may_lack: self.may_lack,
            ends,
            item: self.item.clone(),
        }
    }
}

/// The one list of an answer: itself, a member, or a member of a member.
pub(super) fn list<'a>(api: &'a Api, ty: &'a TypeRef, path: &str) -> Option<List<'a>> {
    if let TypeRef::List(item) = api.resolve(ty) {
        return Some(List { path: Vec::new(), may_lack: false, item });
    }
    let body = api.as_struct(ty)?;
    let found = list_in(api, body, path);
    found.or_else(|| {
        let mut holders = body
            .fields
            .iter()
            .filter(|field| LIST_HOLDERS.contains(&plain(&field.name.wire).as_str()));
        holders.find_map(|holder| {
            let mut list = list_in(api, api.as_struct(&holder.ty)?, path)?;
            list.path.insert(0, &holder.name.wire);
            list.may_lack |= holder.presence.is_option();
            Some(list)
        })
    })
}

fn list_in<'a>(api: &'a Api, body: &'a Struct, path: &str) -> Option<List<'a>> {
    let lists = body.fields.iter().filter_map(|field| match api.resolve(&field.ty) {
        TypeRef::List(item) => Some((field, plain(&field.name.wire), item)),
        _ => None,
    });
    let lists: Vec<_> = lists.filter(|(_, name, _)| !OTHERS.contains(&name.as_str())).collect();
    let called = |wanted: &str| lists.iter().find(|(_, name, _)| name == wanted);
    // `/users/{id}/posts` gives `posts`.
    let segment = path.rsplit('/').find(|segment| !segment.contains('{')).map(plain);
    let (field, _, item) = match lists.as_slice() {
        [only] => only,
        _ => ITEMS.iter().find_map(|name| called(name)).or_else(|| called(&segment?))?,
    };
    Some(List { path: vec![&field.name.wire], may_lack: field.presence.is_option(), item })
}

/// A member that may say something of pages.
pub(super) struct Leaf<'a> {
    path: Vec<&'a str>,
    /// The plain name of what it stands in; empty for the answer itself.
    pub(super) holder: String,
    /// Its own.
    pub(super) name: String,
    pub(super) ty: &'a TypeRef,
}

impl Leaf<'_> {
    pub(super) fn owned(&self) -> Vec<String> {
        self.path.iter().map(|key| (*key).to_owned()).collect()
    }
}

/// The members of an answer, and of objects in it that are about pages.
pub(super) fn leaves<'a>(api: &'a Api, ty: &'a TypeRef) -> Vec<Leaf<'a>> {
    let mut found = Vec::new();
    if let Some(body) = api.as_struct(ty) {
        gather(api, body, &[], &mut found);
    }
    found
}

fn gather<'a>(api: &'a Api, body: &'a Struct, path: &[&'a str], found: &mut Vec<Leaf<'a>>) {
    for field in &body.fields {
        let name = plain(&field.name.wire);
        let path: Vec<&str> = path.iter().copied().chain([field.name.wire.as_str()]).collect();
        match api.as_struct(&field.ty) {
            Some(inner) if path.len() < DEPTH && HOLDERS.contains(&name.as_str()) => {
                gather(api, inner, &path, found);
            }
            _ => {
                let holder =
                    path.iter().rev().nth(1).map(|holder| plain(holder)).unwrap_or_default();
                found.push(Leaf { path, holder, name, ty: &field.ty });
            }
        }
    }
}

/// What a path of keys leads to in an answer; what it leads to in any JSON is any JSON.
pub(super) fn walk<'a>(
    api: &'a Api,
    ty: &'a TypeRef,
    path: &[String],
) -> Option<(&'a TypeRef, bool)> {
    let (mut at, mut may_lack) = (ty, false);
    for key in path {
        if matches!(api.resolve(at), TypeRef::Json) {
            return Some((&TypeRef::Json, true));
        }
        let field = api.as_struct(at)?.fields.iter().find(|field| field.name.wire == *key)?;
        may_lack |= Presence::is_option(field.presence);
        at = &field.ty;
    }
    Some((at, may_lack))
}

/// The list to which a path of keys leads.
pub(super) fn list_at<'a>(api: &'a Api, ty: &'a TypeRef, path: &'a [String]) -> Option<List<'a>> {
    let (found, may_lack) = walk(api, ty, path)?;
    let item = match api.resolve(found) {
        TypeRef::List(item) => &**item,
        TypeRef::Json => &TypeRef::Json,
        _ => return None,
    };
    Some(List { path: path.iter().map(String::as_str).collect(), may_lack, item })
}
