//! References as the walk meets them.

use serde_json::{Value, json};

use super::mend::Mend;
use super::objects;
use super::shape::{Form, Kind};
use super::trail::Trail;
use super::walk::{Walker, type_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Pointer};

/// Checks a reference in the place of an object of `kind`, and sees to it that what it leads to is
/// walked.
pub(super) fn check(walker: &mut Walker<'_, '_>, kind: Kind, text: &str, at: &Trail<'_>) {
    let pointer = at.pointer();
    if matches!(kind, Kind::Discriminator | Kind::Xml | Kind::ExternalDocs) {
        let message = format!("{} cannot be a reference", kind.name());
        return walker.say(Code::InvalidValue, pointer.key("$ref"), message);
    }
    if !kind.referable() {
        return misplaced(walker, Form::One(kind), text, &pointer);
    }
    match target(walker, Form::One(kind), text, &pointer) {
        Ok((target, value)) => {
            if kind == Kind::Example {
                objects::payload(walker, value, &target);
            }
            if kind == Kind::Callback {
                // Valid, and the one place where openapiv3 knows no reference.
                walker.mends.push(Mend::Inline(pointer, target.clone()));
            }
            if !is_component_of(kind, &target) {
                walker.queue.push((Form::One(kind), target));
            }
        }
        Err(diagnostic) => {
            walker.out.push(diagnostic);
            if kind == Kind::Callback {
                walker.mends.push(Mend::Remove(pointer));
            }
        }
    }
}

/// A reference where the specification has none: it is plain what is meant, so a copy of the target
/// takes its place.
pub(super) fn misplaced(walker: &mut Walker<'_, '_>, form: Form, text: &str, at: &Pointer) {
    match target(walker, form, text, at) {
        Ok((target, _)) => {
            let message = "a reference is not possible here; it is followed all the same";
            walker.say(Code::MisplacedRef, at.key("$ref"), message);
            walker.queue.push((form, target.clone()));
            if !followed_anyway(form, at) {
                walker.mends.push(Mend::Inline(at.clone(), target));
            }
        }
        Err(diagnostic) => {
            walker.out.push(diagnostic);
            walker.mends.push(Mend::Replace(at.clone(), json!({})));
        }
    }
}

/// What a reference leads to, if that can stand in its place.
fn target<'w>(
    walker: &Walker<'w, '_>,
    form: Form,
    text: &str,
    at: &Pointer,
) -> Result<(Pointer, &'w Value), Diagnostic> {
    let (target, value) = walker.trees.resolve(at, text)?;
    let (name, section) = match form {
        Form::One(kind) => (kind.name(), kind.section()),
        _ => ("an object", None),
    };
    let mismatched = |found: &str| {
        let message = format!("this leads to {found} where {name} is expected");
        Err(Diagnostic::new(Code::MismatchedRef, at.key("$ref"), message))
    };
    if !(value.is_object() || form == Form::One(Kind::Schema) && value.is_boolean()) {
        return mismatched(type_name(value));
    }
    match section_of(&target).filter(|found| Some(*found) != section) {
        Some(found) if Kind::Components.form(found).is_some() => {
            mismatched(&format!("one of the `{found}`"))
        }
        _ => Ok((target, value)),
    }
}

/// The section of the components of which the target is a member.
fn section_of(target: &Pointer) -> Option<&str> {
    let mut tokens = target.as_str().split('/').skip(1);
    (tokens.next() == Some("components")).then_some(())?;
    let section = tokens.next()?;
    (tokens.count() == 1).then_some(section)
}

/// Whether a target is a component of its kind in the root document, which is walked anyway.
fn is_component_of(kind: Kind, target: &Pointer) -> bool {
    target.file() == FileId::ROOT
        && section_of(target).is_some_and(|found| Some(found) == kind.section())
}

/// Parts that the pipeline asks for one by one, following references, so that no copy is needed and
/// what is said of them names their own lines.
fn followed_anyway(form: Form, at: &Pointer) -> bool {
    match form {
        Form::One(kind) => matches!(kind, Kind::Paths | Kind::Components | Kind::Operation),
        _ => at.as_str().starts_with("/components/") && at.as_str().matches('/').count() == 2,
    }
}
