//! Changes of objects with named members.

use std::collections::{HashMap, HashSet};

use super::direction::{self, Change};
use super::draft::Draft;
use super::finding::Verdict;
use super::matching::is_near;
use super::schemas::Pair;
use super::{Rule, code, shown};
use crate::emit::surface;
use crate::ir::{Field, Rest, Struct};

/// All changes of the members.
pub(super) fn compare(pair: &Pair<'_>, old: &Struct, new: &Struct) -> Vec<Draft> {
    let members = Members { pair, old, new };
    let by_name: HashMap<&str, &Field> =
        new.fields.iter().map(|field| (field.name.wire.as_str(), field)).collect();
    let (mut both, mut gone) = (Vec::new(), Vec::new());
    for field in &old.fields {
        match by_name.get(field.name.wire.as_str()) {
            Some(same) => both.push((field, *same)),
            None => gone.push(field),
        }
    }
    let known: HashSet<&str> = old.fields.iter().map(|field| field.name.wire.as_str()).collect();
    let mut fresh: Vec<&Field> =
        new.fields.iter().filter(|field| !known.contains(field.name.wire.as_str())).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    gone.retain(|was| {
        let same = fresh.iter().position(|is| members.is_renamed(was, is));
        drafts.extend(same.map(|at| members.renamed(was, fresh.remove(at))));
        same.is_none()
    });
    drafts.extend(gone.iter().map(|field| members.removed(field)));
    drafts.extend(fresh.iter().map(|field| members.added(field)));
    for (was, is) in &both {
        drafts.extend(members.changed(was, is));
    }
    drafts.extend(members.order(&both));
    drafts.extend(members.others());
    drafts
}

struct Members<'a> {
    pair: &'a Pair<'a>,
    old: &'a Struct,
    new: &'a Struct,
}

impl Members<'_> {
    fn subject(&self, field: &Field) -> String {
        format!("{} of {}", code(&field.name.wire), self.pair.name())
    }

    /// The items that may change with a member.
    fn items(&self, was: Option<&Field>, is: Option<&Field>) -> Vec<String> {
        let path = self.pair.path();
        let fields: Vec<&Field> = was.into_iter().chain(is).collect();
        let mut items: Vec<String> =
            fields.iter().map(|field| format!("{path}::{}", field.name.ident)).collect();
        items.extend(
            fields.iter().filter_map(|it| it.null.as_ref()).map(|null| format!("{path}::{null}")),
        );
        if fields.iter().any(|field| !field.presence.is_option()) {
            items.extend([format!("{path}::new"), format!("{path}: Default")]);
            let holders = [&self.old.holder, &self.new.holder];
            items.extend(holders.into_iter().flatten().map(|holder| format!("models::{holder}")));
        }
        for field in fields {
            items.extend(self.pair.comparison.setters(self.pair.ids, &field.name.wire));
        }
        items
    }

    fn draft(&self, rule: Rule, message: String, was: Option<&Field>, is: Option<&Field>) -> Draft {
        Draft::new(rule, message)
            .at(was.map(|it| &it.origin), is.map(|it| &it.origin))
            .about(self.pair.nodes())
            .items(self.items(was, is))
    }

    /// Whether one member is another under another name.
    fn is_renamed(&self, was: &Field, is: &Field) -> bool {
        was.presence == is.presence
            && was.limits == is.limits
            && self.pair.is_same(&was.ty, &is.ty)
            && is_near(&was.name.wire, &is.name.wire)
    }

    fn renamed(&self, was: &Field, is: &Field) -> Draft {
        let message = format!("{} is renamed to {}", self.subject(was), code(&is.name.wire));
        let run_time = if was.name.ident == is.name.ident {
            Verdict::breaking("the same field is another member on the wire")
        } else {
            Verdict::none("what compiles does the same")
        };
        self.draft(Rule::PropertyRenamed, message, Some(was), Some(is))
            .wire(Change::Other.on_wire(self.pair.usage))
            .run_time(run_time)
    }

    fn removed(&self, field: &Field) -> Draft {
        let usage = self.pair.usage;
        let wire = match (usage.request, usage.response, field.presence.required) {
            (false, false, _) => Change::Other.on_wire(usage),
            (true, _, _) => Verdict::breaking("what callers send there means nothing any more"),
            (_, _, true) => Verdict::breaking("answers no longer hold what they always held"),
            _ => Verdict::compatible("answers never had to hold it"),
        };
        let message = format!("{} is gone", self.subject(field));
        self.draft(Rule::PropertyRemoved, message, Some(field), None).wire(wire)
    }

    fn added(&self, field: &Field) -> Draft {
        let usage = self.pair.usage;
        let required = field.presence.required;
        let wire = match (usage.request, usage.response) {
            (false, false) => Change::Other.on_wire(usage),
            (true, _) if required => {
                Verdict::breaking("a request without it may be refused, and callers do not send it")
            }
            (true, _) => Verdict::compatible("requests without it are still good"),
            (_, true) if self.old.closed => Verdict::breaking(
                "the old document forbids members that it does not name, and answers may have one",
            ),
            _ => Verdict::compatible("who does not know the member reads past it"),
        };
        let word = if required { "required" } else { "optional" };
        let message = format!("{} is new, and {word}", self.subject(field));
        let draft = self.draft(Rule::PropertyAdded, message, None, Some(field)).wire(wire);
        match field.constant {
            Some(_) => draft.run_time(Verdict::compatible("new values have it by themselves")),
            None => draft,
        }
    }

    fn changed(&self, was: &Field, is: &Field) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let usage = self.pair.usage;
        let subject = self.subject(is);
        let mut add = |rule, message: String, wire, run_time| {
            let draft = self.draft(rule, message, Some(was), Some(is));
            drafts.push(draft.wire(wire).run_time(run_time));
        };
        let same = || Verdict::none("what compiles does the same");
        if !self.pair.is_same(&was.ty, &is.ty) {
            let comparison = self.pair.comparison;
            let (before, after) = (comparison.old_type(&was.ty), comparison.new_type(&is.ty));
            let message = format!("{subject} is {after}, and was {before}");
            let wire = self.pair.change(&was.ty, &is.ty).on_wire(usage);
            add(Rule::PropertyType, message, wire, same());
        }
        let stays_option = was.presence.is_option() && is.presence.is_option();
        if was.presence.required != is.presence.required {
            let run_time = if stays_option { presence_at_run_time(self.pair, is) } else { same() };
            if is.presence.required {
                let message = format!("{subject} is required");
                add(Rule::PropertyRequired, message, Change::Tighter.on_wire(usage), run_time);
            } else {
                let wire = self.may_be_missing(was, "be missing");
                add(Rule::PropertyOptional, format!("{subject} may be missing"), wire, run_time);
            }
        }
        if was.presence.nullable != is.presence.nullable {
            if is.presence.nullable {
                let wire = self.may_be_missing(was, "be null");
                add(Rule::PropertyNullable, format!("{subject} may be null"), wire, same());
            } else {
                let wire = Change::Tighter.on_wire(usage);
                let message = format!("{subject} may no longer be null");
                add(Rule::PropertyNotNullable, message, wire, same());
            }
        }
        if let Some(found) =
            direction::limits(&was.limits, &is.limits).filter(|_| !self.is_told(was, is))
        {
            let message = format!("other limits for {subject}: {}", found.words);
            let (wire, checked) =
                (found.change.on_wire(usage), direction::checked(&found, usage.request));
            add(Rule::PropertyLimits, message, wire, checked);
        }
        if was.default != is.default {
            let message = format!(
                "the default of {subject} is {}, and was {}",
                shown(is.default.as_ref()),
                shown(was.default.as_ref())
            );
            let (wire, run_time) = default(usage.request, usage.response);
            add(Rule::PropertyDefault, message, wire, run_time);
        }
        drafts.extend(self.constant(was, is));
        drafts
    }

    /// What the member is in every new value.
    fn constant(&self, was: &Field, is: &Field) -> Option<Draft> {
        if was.constant == is.constant {
            return None;
        }
        let subject = self.subject(is);
        let message = match (&was.constant, &is.constant) {
            (Some(was), None) => {
                format!("{subject} is no longer {} in all new values", shown(Some(was)))
            }
            (was, is) => {
                let before = was.as_ref().map(|was| format!(", and was {}", shown(Some(was))));
                let before = before.unwrap_or_default();
                format!("{subject} is {} in all new values{before}", shown(is.as_ref()))
            }
        };
        let run_time = match is.constant {
            _ if self.takes_others() => Verdict::breaking(
                "`new` takes arguments of one type for other members, and the compiler cannot tell",
            ),
            _ if was.is_argument() || is.is_argument() => {
                Verdict::none("what compiles does the same")
            }
            Some(_) => Verdict::compatible("new values have what tells the alternative now"),
            None => Verdict::breaking("new values no longer have it by themselves"),
        };
        let wire = Verdict::none("it follows from how alternatives are told apart");
        let draft = self.draft(Rule::PropertyConstant, message, Some(was), Some(is));
        Some(draft.wire(wire).run_time(run_time))
    }

    /// Whether what calls `new` compiles, and gives values to other members.
    fn takes_others(&self) -> bool {
        let (old, new): (Vec<&Field>, Vec<&Field>) =
            (self.old.arguments().collect(), self.new.arguments().collect());
        let is_by_name = self.old.holder.is_some() || self.new.holder.is_some();
        let mut pairs = old.iter().zip(&new);
        !is_by_name
            && old.len() == new.len()
            && pairs.clone().all(|(was, is)| self.pair.is_same(&was.ty, &is.ty))
            && pairs.any(|(was, is)| was.name.wire != is.name.wire)
    }

    /// Whether limits are those of a definition, which is told by itself.
    fn is_told(&self, was: &Field, is: &Field) -> bool {
        use crate::ir::TypeRef::Named;
        match (&was.ty, &is.ty) {
            (Named(old), Named(new)) => {
                let (old, new) = (
                    self.pair.comparison.old.type_def(*old),
                    self.pair.comparison.new.type_def(*new),
                );
                old.limits == was.limits && new.limits == is.limits
            }
            _ => false,
        }
    }

    /// A member of an answer that may be missing or null now. A client of ours takes both for nothing
    /// where it knew that one of them may be.
    fn may_be_missing(&self, was: &Field, what: &str) -> Verdict {
        let usage = self.pair.usage;
        if usage.response && was.presence.is_option() {
            return Verdict::compatible(format!(
                "an answer in which it may {what} is read as one without a value, which callers know"
            ));
        }
        Change::Looser.on_wire(usage)
    }

    fn order(&self, both: &[(&Field, &Field)]) -> Option<Draft> {
        let position = |wire: &str| self.new.fields.iter().position(|it| it.name.wire == wire);
        let places: Vec<Option<usize>> =
            both.iter().map(|(_, is)| position(&is.name.wire)).collect();
        if places.is_sorted() {
            return None;
        }
        let positional = |(was, is): &(&Field, &Field)| was.is_argument() && is.is_argument();
        let required = both.iter().zip(&places).filter(|(pair, _)| positional(pair));
        let required: Vec<_> = required.collect();
        let fields: Vec<_> = required.iter().map(|(pair, _)| **pair).collect();
        let order: Vec<Option<usize>> = required.iter().map(|(_, place)| **place).collect();
        let is_told = order.is_sorted() || self.new.holder.is_some();
        let message = format!("the properties of {} stand in another order", self.pair.name());
        let (was, is) = both.first()?;
        let draft = Draft::new(Rule::PropertyOrder, message)
            .at(was.origin.parent().as_ref(), is.origin.parent().as_ref())
            .about(self.pair.nodes());
        if is_told {
            return Some(draft);
        }
        let mut sorted: Vec<_> = fields.iter().zip(&order).collect();
        sorted.sort_by_key(|(_, place)| **place);
        let swapped = fields.iter().zip(&sorted).any(|((was, _), ((_, is), _))| {
            was.name.wire != is.name.wire && self.pair.is_same(&was.ty, &is.ty)
        });
        let run_time = if swapped {
            Verdict::breaking(
                "`new` takes arguments of one type in another order, and the compiler cannot tell",
            )
        } else {
            Verdict::none("what compiles does the same")
        };
        let holder = [format!("{}::new", self.pair.path())];
        Some(draft.run_time(run_time).items(holder))
    }

    /// What members without a name may be.
    fn others(&self) -> Option<Draft> {
        let (old, new) = (&self.old.rest, &self.new.rest);
        let same = match (old, new) {
            (Some(old), Some(new)) => {
                self.pair.is_same(&old.ty, &new.ty) && old.limits == new.limits
            }
            (None, None) => true,
            _ => false,
        };
        if same && self.old.closed == self.new.closed {
            return None;
        }
        let words = |rest: &Option<Rest>, closed: bool, is_old: bool| match rest {
            _ if closed => "forbidden".to_owned(),
            None => "anything".to_owned(),
            Some(rest) if is_old => self.pair.comparison.old_type(&rest.ty),
            Some(rest) => self.pair.comparison.new_type(&rest.ty),
        };
        let message = format!(
            "other members of {} are {}, and were {}",
            self.pair.name(),
            words(new, self.new.closed, false),
            words(old, self.old.closed, true)
        );
        let change = match (old, new) {
            _ if self.old.closed != self.new.closed => {
                if self.new.closed {
                    Change::Tighter
                } else {
                    Change::Looser
                }
            }
            (None, Some(_)) => Change::Tighter,
            (Some(_), None) => Change::Looser,
            (Some(old), Some(new)) => self.pair.change(&old.ty, &new.ty),
            (None, None) => Change::Same,
        };
        let path = surface::type_path(self.pair.new);
        let fields =
            [old, new].into_iter().flatten().map(|rest| format!("{path}::{}", rest.name.ident));
        // Clients keep what they do not know, whatever the document says of it.
        let wire = if change == Change::Looser && !self.pair.usage.request {
            Verdict::compatible("who does not know a member reads past it")
        } else {
            change.on_wire(self.pair.usage)
        };
        Some(
            self.pair
                .draft(Rule::OtherProperties, message)
                .wire(wire)
                .items(fields.collect::<Vec<_>>()),
        )
    }
}

/// What becomes of a field that is an `Option` before and after, where only its presence changes.
fn presence_at_run_time(pair: &Pair<'_>, is: &Field) -> Verdict {
    if pair.usage.response && is.presence.required {
        return Verdict::breaking("an answer without it, which was read until now, is refused");
    }
    Verdict::compatible(if is.presence.required {
        "`None` is sent as `null`, and was left out"
    } else {
        "`None` is left out, and was sent as `null`"
    })
}

/// What another default does.
pub(super) fn default(request: bool, response: bool) -> (Verdict, Verdict) {
    if request {
        let reason = "who leaves it out means something else now";
        return (Verdict::breaking(reason), Verdict::breaking(reason));
    }
    if response {
        let reason = "an answer without it means something else; the client shows `None` as before";
        return (Verdict::breaking(reason), Verdict::none("the client fills in no defaults"));
    }
    (
        Verdict::none("no operation sends or answers it"),
        Verdict::none("no operation sends or answers it"),
    )
}
