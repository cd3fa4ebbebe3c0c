//! The values of parameters, before any style is applied.

use std::collections::HashSet;

use super::super::Reader;
use super::super::codec::{write_index, write_key};
use super::super::operation::Param;
use super::super::param::{ParamValue, Shape};
use super::limit::Limit;
use super::value::TWICE;
use super::{Breach, MOST_STEPS, Tables, gather};

/// What is wrong with the value of a parameter.
pub(in super::super) fn check_param(param: &Param, value: &ParamValue) -> Option<Breach> {
    let tables = gathered([param.limits]);
    if tables.is_empty() {
        return None;
    }
    let whole = |reason| Breach { path: param.name.to_owned(), reason };
    match &value.0 {
        Shape::One(text) => scalar(text, &tables).map(whole),
        Shape::Many(items) => each(items.iter().enumerate(), &tables, param.name, |index, path| {
            write_index(path, index);
        })
        .or_else(|| list(items, &tables).map(whole)),
        Shape::Pairs(pairs) => {
            each(pairs.iter().map(|(key, text)| (key, text)), &tables, param.name, |key, path| {
                write_key(path, key);
            })
            .or_else(|| {
                tables.limits().find_map(|limit| limit.breach_by_members(pairs.len())).map(whole)
            })
        }
        // Refused in any case.
        Shape::Files(_) | Shape::Nested => None,
    }
}

fn gathered(tables: impl IntoIterator<Item = &'static [Limit]>) -> Tables {
    let mut found = Tables::NONE;
    for table in tables {
        gather(table, &mut |_| &[], MOST_STEPS, &mut found);
    }
    found
}

/// A text that stands for a text or for a number; of which, the limits tell, since each is for one of them.
fn scalar(text: &str, tables: &Tables) -> Option<String> {
    tables.limits().find_map(|limit| {
        limit.breach_by_text(text).or_else(|| {
            let number = limit.is_of_numbers().then(|| Reader::new(text).only_number())?;
            limit.breach_by_number(number?)
        })
    })
}

/// The first element at fault; `name` adds the name of its place to the parameter's.
fn each<'v, K>(
    elements: impl Iterator<Item = (K, &'v String)>,
    tables: &Tables,
    param: &str,
    name: impl Fn(K, &mut String),
) -> Option<Breach> {
    let inner = gathered(tables.limits().filter_map(|limit| match limit {
        Limit::Items(inner) | Limit::Values(inner) => Some(*inner),
        _ => None,
    }));
    for (key, text) in elements {
        if let Some(reason) = scalar(text, &inner) {
            let mut path = param.to_owned();
            name(key, &mut path);
            return Some(Breach { path, reason });
        }
    }
    None
}

fn list(items: &[String], tables: &Tables) -> Option<String> {
    let count = tables.limits().find_map(|limit| limit.breach_by_items(items.len()));
    count.or_else(|| {
        let is_twice = || items.iter().collect::<HashSet<_>>().len() < items.len();
        (tables.demand_distinct_items() && is_twice()).then(|| TWICE.to_owned())
    })
}
