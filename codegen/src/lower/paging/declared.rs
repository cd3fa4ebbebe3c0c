//! The extension `x-pagination` of an operation.

use serde_json::{Map, Value};

use super::asked::is_asked_for;
use super::shape::{self, List};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, End, Format, Next, Operation, Paging, Prim, Success, Turn, TypeRef};
use crate::source::Pointer;

const KEYS: &[&str] =
    &["cursor", "ended", "first", "items", "last", "more", "next", "offset", "page", "pages"];

/// What the extension says; nothing where it is `false`, or wrong.
pub(super) fn read(
    api: &Api,
    operation: &Operation,
    at: &Pointer,
    said: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Paging> {
    let members = match said {
        Value::Bool(false) => return None,
        Value::Object(members) => members,
        _ => {
            diagnostics.push(wrong(at, "`x-pagination` is neither an object nor `false`"));
            return None;
        }
    };
    Extension { api, operation, at, members }.paging(diagnostics)
}

fn wrong(at: &Pointer, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidPagination, at, message)
}

struct Extension<'a> {
    api: &'a Api,
    operation: &'a Operation,
    at: &'a Pointer,
    members: &'a Map<String, Value>,
}

impl Extension<'_> {
    /// What it says, where nothing of it is wrong.
    fn paging(&self, diagnostics: &mut Diagnostics) -> Option<Paging> {
        let unknown: Vec<&String> =
            self.members.keys().filter(|key| !KEYS.contains(&key.as_str())).collect();
        for key in &unknown {
            let help = format!("it has `{}`", KEYS.join("`, `"));
            let message = format!("`x-pagination` has no `{key}`");
            diagnostics.push(wrong(&self.at.key(key), message).help(help));
        }
        let Success::Typed(ty, Format::Json) = self.operation.success() else {
            let message = "the operation gives no JSON, so there are no pages of it";
            diagnostics.push(wrong(self.at, message));
            return None;
        };
        let items = diagnostics.keep(self.path("items"));
        let list =
            items.as_ref().and_then(|items| diagnostics.keep(self.list(ty, items.as_deref())));
        let next = diagnostics.keep(self.next());
        let [more, ended, pages] =
            ["more", "ended", "pages"].map(|key| diagnostics.keep(self.path(key)));
        // Where the document does not say what is there, it is a flag.
        let is_number = |at: &[String]| {
            let found = shape::walk(self.api, ty, at).map(|(found, _)| self.api.resolve(found));
            matches!(found, Some(TypeRef::Prim(prim)) if *prim != Prim::Bool)
        };
        let ended =
            ended?.map(|at| if is_number(&at) { End::Numbered(at) } else { End::Ended(at) });
        let ends = [more?.map(End::More), ended, pages?.map(End::Pages)];
        let ends = ends.into_iter().flatten().collect();
        unknown.is_empty().then_some(list?.paging(next?, ends))
    }

    /// The list of items.
    fn list<'l>(
        &'l self,
        ty: &'l TypeRef,
        items: Option<&'l [String]>,
    ) -> Result<List<'l>, Diagnostic> {
        let list = match items {
            Some(path) => shape::list_at(self.api, ty, path),
            None => shape::list(self.api, ty, &self.operation.path),
        };
        let at = if items.is_some() { &self.at.key("items") } else { self.at };
        list.ok_or_else(|| wrong(at, "the answer has no list there").help(ITEMS_HELP))
    }

    fn next(&self) -> Result<Next, Diagnostic> {
        let given =
            ["page", "offset", "cursor"].map(|key| self.members.get(key).map(|name| (key, name)));
        let mut given = given.into_iter().flatten();
        let (first, second) = (given.next(), given.next());
        if let Some((key, _)) = second {
            return Err(wrong(
                &self.at.key(key),
                "only one of `page`, `offset` and `cursor` leads to the next page",
            ));
        }
        let Some((key, name)) = first else { return self.address() };
        let turn = self.turn(key, name)?;
        match key {
            "page" => Ok(Next::Page { turn, first: self.first(1)? }),
            "offset" => Ok(Next::Offset { turn, first: self.first(0)? }),
            _ => match (self.path("next")?, self.path("last")?) {
                (Some(at), None) => Ok(Next::Cursor { turn, at }),
                (None, Some(at)) => Ok(Next::Last { turn, at }),
                _ => Err(wrong(
                    self.at,
                    "`cursor` needs either `next`, which is where a page has the cursor, or `last`, which is where its last item has it",
                )),
            },
        }
    }

    fn address(&self) -> Result<Next, Diagnostic> {
        match self.members.get("next").and_then(Value::as_str) {
            Some(name) if name.eq_ignore_ascii_case("link") => Ok(Next::Header),
            Some(_) => Ok(self.path("next")?.map_or(Next::Header, |at| Next::Link { at })),
            None => {
                Err(wrong(self.at, "nothing says how the next page is asked for").help(NEXT_HELP))
            }
        }
    }

    fn first(&self, usual: i64) -> Result<i64, Diagnostic> {
        match self.members.get("first") {
            None => Ok(usual),
            Some(first) => first.as_i64().ok_or_else(|| {
                wrong(&self.at.key("first"), "the number of the first page or item is no integer")
            }),
        }
    }

    /// The parameter of the query or the form that a key names, or the member of the body to which its JSON pointer leads.
    fn turn(&self, key: &str, name: &Value) -> Result<Turn, Diagnostic> {
        if name.as_str().is_some_and(|text| text.starts_with('/')) {
            return self.member(key);
        }
        let params = &self.operation.params;
        let found =
            params.iter().position(|param| is_asked_for(param) && *name == *param.name.wire);
        found.map(Turn::Param).ok_or_else(|| {
            let message = format!(
                "the operation has no parameter {name} of the query or a form that is a text or a number"
            );
            wrong(&self.at.key(key), message).help(TURN_HELP)
        })
    }

    fn member(&self, key: &str) -> Result<Turn, Diagnostic> {
        let path = self.path(key)?.unwrap_or_default();
        let body = self.operation.body.as_ref().filter(|body| body.format == Format::Json);
        match body.map(|body| shape::walk(self.api, &body.ty, &path)) {
            Some(Some(_)) => Ok(Turn::Member(path)),
            Some(None) => Err(wrong(&self.at.key(key), "the body has no such member")),
            None => Err(wrong(&self.at.key(key), "the operation has no JSON body")),
        }
    }

    /// The keys of a JSON pointer.
    fn path(&self, key: &str) -> Result<Option<Vec<String>>, Diagnostic> {
        let Some(said) = self.members.get(key) else { return Ok(None) };
        match said.as_str() {
            Some("") => Ok(Some(Vec::new())),
            Some(text) if text.starts_with('/') => {
                let keys =
                    text.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"));
                Ok(Some(keys.collect()))
            }
            _ => {
                let message = format!("`{key}` is no JSON pointer into the answer");
                Err(wrong(&self.at.key(key), message).help("write it like `/meta/next`"))
            }
        }
    }
}

const ITEMS_HELP: &str = "say where the items are by `items`, a JSON pointer such as `/data`; it is empty where the answer is the list";
const TURN_HELP: &str = "a member of a JSON body is given by a JSON pointer, such as `/cursor`";
const NEXT_HELP: &str = "give the parameter by `page`, `offset` or `cursor`; or where the address of the next page is by `next`, a JSON pointer or `Link` for the header";
