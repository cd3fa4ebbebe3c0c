//! Changes of parameters, and of the fields of forms.

use super::direction::{self, Change};
use super::draft::Draft;
use super::finding::Verdict;
use super::matching::is_near;
use super::operations::{Both, REQUEST};
use super::{Rule, code, shown, structs};
use crate::ir::{BodyParts, Operation, Param, Place};

/// Whether one parameter is the other.
type IsSame<'a> = &'a dyn Fn(&Param, &Param) -> bool;

/// All changes of the parameters of an operation.
pub(super) fn compare(both: &Both<'_>) -> Vec<Draft> {
    let params = Params { both };
    let mut drafts = Vec::new();
    let mut pairs: Vec<(&Param, &Param)> = Vec::new();
    // Parts that are there as a whole, or gone as a whole, are told with the body.
    let media = both.old.media_of_parts();
    let in_both = media.is_some() && media == both.new.media_of_parts();
    let (mut gone, mut fresh): (Vec<&Param>, Vec<&Param>) = if in_both {
        (both.old.inputs().collect(), both.new.inputs().collect())
    } else {
        (both.old.params.iter().collect(), both.new.params.iter().collect())
    };
    // Path parameters are known by where they stand, all others by place and name.
    let (old_path, new_path) = (in_path(&both.old.path, &gone), in_path(&both.new.path, &fresh));
    let by_position = old_path.len() == new_path.len();
    let steps: [IsSame<'_>; 4] = [
        &|was, is| was.place == is.place && was.name.wire == is.name.wire,
        &|was, is| {
            let position =
                |path: &[String], param: &Param| path.iter().position(|it| *it == param.name.wire);
            by_position
                && was.place == Place::Path
                && is.place == Place::Path
                && position(&old_path, was) == position(&new_path, is)
        },
        &|was, is| was.name.wire == is.name.wire,
        &|was, is| {
            was.place == is.place
                && was.required == is.required
                && both.is_same(&was.ty, &is.ty)
                && is_near(&was.name.wire, &is.name.wire)
        },
    ];
    for is_it in steps {
        gone.retain(|was| {
            let found = fresh.iter().position(|is| is_it(was, is));
            pairs.extend(found.map(|at| (*was, fresh.remove(at))));
            found.is_none()
        });
    }
    drafts.extend(gone.iter().map(|param| params.removed(param)));
    drafts.extend(fresh.iter().map(|param| params.added(param)));
    for (was, is) in &pairs {
        drafts.extend(params.changed(was, is));
    }
    drafts.extend(params.order(&pairs));
    drafts.extend(params.arguments().filter(|_| in_both));
    drafts
}

/// The names of the path parameters in the order of the path.
fn in_path(path: &str, params: &[&Param]) -> Vec<String> {
    let names =
        path.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name));
    let known =
        |name: &&str| params.iter().any(|it| it.place == Place::Path && it.name.wire == *name);
    names.filter(known).map(str::to_owned).collect()
}

fn place_words(place: Place) -> &'static str {
    match place {
        Place::Path => "path parameter",
        Place::Query => "query parameter",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Form | Place::Part => "field",
    }
}

fn subject(param: &Param) -> String {
    format!("the {} {}", place_words(param.place), code(&param.name.wire))
}

struct Params<'a> {
    both: &'a Both<'a>,
}

impl Params<'_> {
    fn draft(&self, rule: Rule, message: String, was: Option<&Param>, is: Option<&Param>) -> Draft {
        let params: Vec<&Param> = is.into_iter().chain(was).collect();
        let draft = self.both.draft(rule, message);
        let draft = draft.at(was.map(|it| &it.origin), is.map(|it| &it.origin));
        let draft = draft.items(params.iter().map(|param| self.item(param)));
        if params.iter().any(|param| param.required) {
            // What has to be given is in the types of the request on its way.
            return draft.items(self.both.chain());
        }
        draft
    }

    /// The method that gives a parameter. Of a body in parts, what makes it takes those that are required.
    fn item(&self, param: &Param) -> String {
        let holds = |parts: &BodyParts| parts.params.iter().any(|it| std::ptr::eq(it, param));
        match self.both.parts().find(|(_, parts)| holds(parts)) {
            Some((path, _)) if param.required => format!("{path}::new"),
            Some((path, _)) => format!("{path}::{}", param.name.ident),
            None => self.both.setter(&param.name.ident),
        }
    }

    fn removed(&self, was: &Param) -> Draft {
        self.draft(Rule::ParameterRemoved, format!("{} is gone", subject(was)), Some(was), None)
            .wire(Verdict::breaking("what callers send there means nothing any more"))
    }

    fn added(&self, is: &Param) -> Draft {
        let word = if is.required { "required" } else { "optional" };
        let wire = if is.required {
            Verdict::breaking("a request without it may be refused, and callers do not send it")
        } else {
            Verdict::compatible("requests without it are still good")
        };
        let message = format!("{} is new, and {word}", subject(is));
        self.draft(Rule::ParameterAdded, message, None, Some(is)).wire(wire)
    }

    fn changed(&self, was: &Param, is: &Param) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut add = |rule, message: String, wire, run_time| {
            let draft = self.draft(rule, message, Some(was), Some(is));
            drafts.push(draft.wire(wire).run_time(run_time));
        };
        let same = || Verdict::none("what compiles does the same");
        if was.place != is.place {
            let message = format!("{} is now {}", subject(was), subject(is));
            let wire = Verdict::breaking("the server looks for it elsewhere");
            add(Rule::ParameterMoved, message, wire, Verdict::breaking("it is sent elsewhere"));
        }
        if was.name.wire != is.name.wire {
            let message = format!("{} is renamed to {}", subject(was), code(&is.name.wire));
            let (wire, run_time) = if is.place == Place::Path {
                (Verdict::none("the names of path parameters are not sent"), same())
            } else if was.name.ident == is.name.ident {
                let reason = "the same setter gives it another name";
                (
                    Verdict::breaking("the server looks for it under another name"),
                    Verdict::breaking(reason),
                )
            } else {
                (Verdict::breaking("the server looks for it under another name"), same())
            };
            add(Rule::ParameterRenamed, message, wire, run_time);
        }
        if was.required != is.required {
            let wire = if is.required { Change::Tighter } else { Change::Looser }.on_wire(REQUEST);
            let (rule, word) = if is.required {
                (Rule::ParameterRequired, "is required")
            } else {
                (Rule::ParameterOptional, "may be left out")
            };
            add(rule, format!("{} {word}", subject(is)), wire, same());
        }
        if !self.both.is_same(&was.ty, &is.ty) {
            let comparison = self.both.comparison;
            let (before, after) = (comparison.old_type(&was.ty), comparison.new_type(&is.ty));
            let message = format!("{} is {after}, and was {before}", subject(is));
            let wire = self.both.change(&was.ty, &is.ty).on_wire(REQUEST);
            add(Rule::ParameterType, message, wire, same());
        }
        if was.place == is.place && !is_written_alike(was, is) {
            let message = format!("the value of {} is written in another way", subject(is));
            let [wire, run_time] = written_otherwise();
            add(Rule::ParameterStyle, message, wire, run_time);
        }
        if let Some(found) =
            direction::limits(&was.limits, &is.limits).filter(|_| !self.is_told(was, is))
        {
            let message = format!("other limits for {}: {}", subject(is), found.words);
            add(
                Rule::ParameterLimits,
                message,
                found.change.on_wire(REQUEST),
                direction::checked(&found, true),
            );
        }
        if was.default != is.default {
            let message = format!(
                "the default of {} is {}, and was {}",
                subject(is),
                shown(is.default.as_ref()),
                shown(was.default.as_ref())
            );
            let (wire, run_time) = if was.required && is.required {
                let reason = "it is always given, so that its default means nothing";
                (Verdict::none(reason), Verdict::none(reason))
            } else {
                structs::default(true, false)
            };
            add(Rule::ParameterDefault, message, wire, run_time);
        }
        drafts
    }

    /// Whether limits are those of a definition, which is told by itself.
    fn is_told(&self, was: &Param, is: &Param) -> bool {
        use crate::ir::TypeRef::Named;
        match (&was.ty, &is.ty) {
            (Named(old), Named(new)) => {
                let (old, new) = (
                    self.both.comparison.old.type_def(*old),
                    self.both.comparison.new.type_def(*new),
                );
                old.limits == was.limits && new.limits == is.limits
            }
            _ => false,
        }
    }

    /// The order in which what is required is given.
    fn order(&self, pairs: &[(&Param, &Param)]) -> Option<Draft> {
        let position =
            |params: &[Param], param: &Param| params.iter().position(|it| std::ptr::eq(it, param));
        let mut required: Vec<_> = pairs
            .iter()
            .filter(|(was, is)| was.required && is.required)
            .filter_map(|(was, is)| {
                let (old, new) = (&self.both.old.params, &self.both.new.params);
                Some((position(old, was)?, position(new, is)?))
            })
            .collect();
        required.sort_unstable();
        if required.is_sorted_by_key(|(_, new)| *new) {
            return None;
        }
        let message = "required parameters are given in another order".to_owned();
        let key = |origin: &crate::source::Pointer| origin.key("parameters");
        Some(
            self.both
                .draft(Rule::ParameterOrder, message)
                .at(Some(&key(&self.both.old.origin)), Some(&key(&self.both.new.origin)))
                .items(self.both.chain()),
        )
    }

    /// What the arguments of `new` are, by which a body in parts is made: nothing but their order tells those of one
    /// type apart.
    fn arguments(&self) -> Option<Draft> {
        let arguments = |operation: &'_ Operation| -> Vec<Param> {
            let params = operation.parts().flat_map(|parts| &parts.params);
            params.filter(|param| param.required).cloned().collect()
        };
        let (was, is) = (arguments(self.both.old), arguments(self.both.new));
        let mut both = was.iter().zip(&is);
        // Of another number of arguments the compiler tells.
        let is_told =
            was.len() != is.len() || both.clone().all(|(was, is)| was.name.wire == is.name.wire);
        if is_told {
            return None;
        }
        let run_time = if both.all(|(was, is)| self.both.is_same(&was.ty, &is.ty)) {
            Verdict::breaking(
                "`new` takes arguments of one type for other parts, and the compiler cannot tell",
            )
        } else {
            Verdict::none("what compiles does the same")
        };
        let origin = |operation: &Operation| operation.origin.key("requestBody");
        let message =
            "what makes a body in parts takes other parts, or in another order".to_owned();
        let made = self.both.parts().map(|(path, _)| format!("{path}::new"));
        Some(
            self.both
                .draft(Rule::ParameterOrder, message)
                .at(Some(&origin(self.both.old)), Some(&origin(self.both.new)))
                .run_time(run_time)
                .items(made.collect::<Vec<_>>()),
        )
    }
}

/// What it means on the wire and at run time that a value is written in another way.
pub(super) fn written_otherwise() -> [Verdict; 2] {
    [
        Verdict::breaking("the server reads what is written in the old way as something else"),
        Verdict::breaking("the same value is written in another way"),
    ]
}

/// Whether values are written in the same way.
pub(super) fn is_written_alike(was: &Param, is: &Param) -> bool {
    was.style == is.style
        && was.explode == is.explode
        && was.allow_reserved == is.allow_reserved
        && was.media == is.media
        && was.written == is.written
}
