//! What a caller has to give, and where: as the argument of the operation's method, or by a method
//! of its own while the request is still a `Needs`.

use crate::ir::{Body, Operation, Param, Place};

/// Something required that is given by a method of its own before the request can be sent.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Param(&'a Param),
    Body(&'a Body),
}

impl<'a> Step<'a> {
    pub(super) fn setter(self) -> &'a str {
        match self {
            Step::Param(param) => &param.name.ident,
            Step::Body(body) => &body.name.ident,
        }
    }
}

/// The one path parameter, where there is just one: the method's name says what it is.
pub(super) fn positional(operation: &Operation) -> Option<(usize, &Param)> {
    let mut in_path =
        operation.params.iter().enumerate().filter(|(_, param)| param.place == Place::Path);
    match (in_path.next(), in_path.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// What is required beyond the method's own argument, in the order in which it is given.
pub(super) fn steps(operation: &Operation) -> Vec<Step<'_>> {
    let positional = positional(operation).map(|(index, _)| index);
    let params = operation.params.iter().enumerate();
    let params = params.filter(|(index, param)| param.required && Some(*index) != positional);
    let body = operation.body.iter().filter(|body| body.required && body.setters.is_empty());
    params.map(|(_, param)| Step::Param(param)).chain(body.map(Step::Body)).collect()
}
