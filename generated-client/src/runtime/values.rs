//! The values that were given to parameters: of a call, or of a body in parts.

use super::check::{Breach, check_json, check_param};
use super::operation::{Param, Style};
use super::param::{ParamValue, ToParam};
use super::tree::tree;
use super::{Slot, encode};

/// A place for the value of each parameter of a table.
///
/// An index beyond the table is ignored; generated code has none.
#[derive(Clone)]
pub(super) struct Values {
    params: &'static [Param],
    places: Vec<Option<Given>>,
}

#[derive(Clone)]
struct Given {
    value: ParamValue,
    origin: Origin,
}

/// What a value was made of: that is held against the limits.
#[derive(Clone)]
enum Origin {
    /// Itself: a text, or a list or map of texts.
    Itself,
    /// JSON, as which it is sent.
    Text,
    /// This JSON, by whose items or members it is sent.
    Tree(String),
}

impl Given {
    fn breach(&self, param: &Param) -> Option<Breach> {
        match &self.origin {
            Origin::Itself => check_param(param, &self.value),
            Origin::Text => check_json(param, self.value.as_text()?, 0),
            Origin::Tree(json) => {
                // As deep as the style writes members of their own, null is left out.
                let deep = param.style == Style::DeepObject;
                check_json(param, json, if deep { usize::MAX } else { 1 })
            }
        }
    }
}

impl Values {
    /// Without any value.
    pub(super) fn new(params: &'static [Param]) -> Self {
        Self { params, places: vec![None; params.len()] }
    }

    /// Gives the parameter at `index` its value, in place of one given before.
    pub(super) fn set(&mut self, index: usize, value: &dyn ToParam) {
        self.put(index, |_| Given { value: value.to_param(), origin: Origin::Itself });
    }

    /// The same for a value that is a list or an object of any type: by its items or members.
    pub(super) fn set_tree(&mut self, index: usize, value: &dyn Slot) {
        self.put(index, |param| {
            let json = encode(value);
            Given { value: tree(&json, param.style), origin: Origin::Tree(json) }
        });
    }

    /// The same for a value that is sent as JSON text.
    pub(super) fn set_json(&mut self, index: usize, value: &dyn Slot) {
        self.put(index, |_| Given { value: ParamValue::one(encode(value)), origin: Origin::Text });
    }

    fn put(&mut self, index: usize, given: impl FnOnce(&Param) -> Given) {
        if let (Some(place), Some(param)) = (self.places.get_mut(index), self.params.get(index)) {
            *place = Some(given(param));
        }
    }

    /// The value at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&ParamValue> {
        Some(&self.places.get(index)?.as_ref()?.value)
    }

    /// Where the first required value belongs that was not given.
    pub(super) fn lacking(&self) -> Option<usize> {
        let mut params = self.params.iter().zip(&self.places);
        params.position(|(param, place)| param.is_required && place.is_none())
    }

    /// What was given, in the order of the table.
    pub(super) fn given(&self) -> Vec<(&'static Param, &ParamValue)> {
        let mut given = Vec::with_capacity(self.places.len());
        for (param, place) in self.params.iter().zip(&self.places) {
            if let Some(place) = place {
                given.push((param, &place.value));
            }
        }
        given
    }

    /// What is wrong with the first value that is not as the document demands.
    pub(super) fn breach(&self) -> Option<Breach> {
        let mut places = self.params.iter().zip(&self.places);
        places.find_map(|(param, place)| place.as_ref()?.breach(param))
    }
}
