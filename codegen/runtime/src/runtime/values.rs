//! The values that were given to parameters: of a call, or of a body in parts.

use super::check::{Breach, check_json, check_param};
use super::operation::Param;
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

/// A value, held against what the document demands of it.
#[derive(Clone)]
struct Given {
    value: ParamValue,
    breach: Option<Box<Breach>>,
}

impl Values {
    /// Without any value.
    pub(super) fn new(params: &'static [Param]) -> Self {
        Self { params, places: vec![None; params.len()] }
    }

    /// Gives the parameter at `index` its value, in place of one given before.
    pub(super) fn set(&mut self, index: usize, value: &dyn ToParam) {
        self.put(index, |param| {
            let value = value.to_param();
            let breach = check_param(param, &value);
            (value, breach)
        });
    }

    /// The same for a value that is a list or an object of any type: by its items or members.
    pub(super) fn set_tree(&mut self, index: usize, value: &dyn Slot) {
        let json = encode(value);
        self.put(index, |param| (tree(&json, param.style), check_json(param, &json)));
    }

    /// The same for a value that is sent as JSON text.
    pub(super) fn set_json(&mut self, index: usize, value: &dyn Slot) {
        let json = encode(value);
        self.put(index, |param| {
            let breach = check_json(param, &json);
            (ParamValue::one(json), breach)
        });
    }

    fn put(
        &mut self,
        index: usize,
        given: impl FnOnce(&'static Param) -> (ParamValue, Option<Breach>),
    ) {
        if let (Some(place), Some(param)) = (self.places.get_mut(index), self.params.get(index)) {
            let (value, breach) = given(param);
            *place = Some(Given { value, breach: breach.map(Box::new) });
        }
    }

    /// The value at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&ParamValue> {
        Some(&self.places.get(index)?.as_ref()?.value)
    }

    /// Where the first required value is that was not given; beyond the table if there is none.
    pub(super) fn lacking(&self) -> usize {
        let mut params = self.params.iter().zip(&self.places);
        let lacking = params.position(|(param, place)| param.is_required && place.is_none());
        lacking.unwrap_or(self.params.len())
    }

    /// What was given, in the order of the table.
    pub(super) fn given(&self) -> impl Iterator<Item = (&'static Param, &ParamValue)> {
        let places = self.params.iter().zip(&self.places);
        places.filter_map(|(param, place)| Some((param, &place.as_ref()?.value)))
    }

    /// The first value that is not as the document demands.
    pub(super) fn breach(&self) -> Option<&Breach> {
        self.places.iter().flatten().find_map(|given| given.breach.as_deref())
    }
}
