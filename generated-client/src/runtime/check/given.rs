//! The values of parameters, before any style is applied.

use std::collections::HashSet;

use super::super::Reader;
use super::super::codec::{write_index, write_key};
use super::super::operation::Param;
use super::super::param::{ParamValue, Shape};
use super::limit::Limit;
use super::value::TWICE;
use super::{Breach, MOST_STEPS, gather};

/// What is wrong with the value of a parameter.
pub(in super::super) fn check_param(param: &Param, value: &ParamValue) -> Option<Breach> {
    let limits = gathered(param.limits);
    let whole = |reason| Breach { path: param.name.to_owned(), reason };
    match &value.0 {
        Shape::One(text) => scalar(text, &limits).map(whole),
        Shape::Many(items) => each(items.iter().enumerate(), &limits, param.name, |index, path| {
            write_index(path, index);
        })
        .or_else(|| list(items, &limits).map(whole)),
        Shape::Pairs(pairs) => {
            each(pairs.iter().map(|(key, text)| (key, text)), &limits, param.name, |key, path| {
                write_key(path, key);
            })
            .or_else(|| {
                limits.iter().find_map(|limit| limit.breach_by_members(pairs.len())).map(whole)
            })
        }
        // Refused in any case.
        Shape::Nested => None,
    }
}

fn gathered(limits: &'static [Limit]) -> Vec<&'static Limit> {
    let mut found = Vec::new();
    gather(limits, &mut |_| &[], MOST_STEPS, &mut found);
    found
}

/// A text that stands for a text or for a number; of which, the limits tell, since each is for one of them.
fn scalar(text: &str, limits: &[&'static Limit]) -> Option<String> {
    let number = Reader::new(text).only_number();
    limits
        .iter()
        .find_map(|limit| limit.breach_by_text(text).or_else(|| limit.breach_by_number(number?)))
}

/// The first element at fault; `name` adds the name of its place to the parameter's.
fn each<'v, K>(
    elements: impl Iterator<Item = (K, &'v String)>,
    limits: &[&'static Limit],
    param: &str,
    name: impl Fn(K, &mut String),
) -> Option<Breach> {
    let inner = limits.iter().flat_map(|limit| match limit {
        Limit::Items(inner) | Limit::Values(inner) => gathered(inner),
        _ => Vec::new(),
    });
    let inner: Vec<_> = inner.collect();
    for (key, text) in elements {
        if let Some(reason) = scalar(text, &inner) {
            let mut path = param.to_owned();
            name(key, &mut path);
            return Some(Breach { path, reason });
        }
    }
    None
}

fn list(items: &[String], limits: &[&'static Limit]) -> Option<String> {
    let count = limits.iter().find_map(|limit| limit.breach_by_items(items.len()));
    count.or_else(|| {
        let distinct: HashSet<&String> = items.iter().collect();
        let twice = distinct.len() < items.len();
        (twice && limits.contains(&&Limit::UniqueItems)).then(|| TWICE.to_owned())
    })
}
