//! A place that holds one value.

use super::fault::Fault;
use super::reader::Reader;
use super::table::Field;
use super::view::Inspect;
use super::writer::Writer;

/// A place that holds one value of a model and can read it from JSON and write it to JSON.
///
/// The routines for structs and unions know their fields and members only as such, so that there is one
/// routine for all of them. Every method is compiled for every type that a client has, so there are few; and
/// none has a body here, which would be compiled again in each crate that uses the type, but the one which then
/// no struct has to be checked for.
#[doc(hidden)]
pub trait Slot {
    /// Reads a value into the place, which is blank.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault>;

    /// Writes the value, as the member of an object that this field is, if any; false, and nothing, if there
    /// is no value. What is always there, and shows the writer what it is made of, need not say how.
    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        writer.begin(field);
        self.view(writer);
        true
    }

    /// Makes the place blank again.
    fn clear(&mut self);

    /// Shows what the value is made of.
    fn view(&self, by: &mut dyn Inspect);
}

/// A type with a value to begin from, before anything is read.
///
/// A struct that must contain itself (not in an `Option`, a list or a union) has no value at all, hence
/// no blank; the generator makes such a field optional.
#[doc(hidden)]
pub trait Blank: Sized + 'static {
    /// Nothing, as far as the type allows.
    fn blank() -> Self;
}

/// A type of which the blank value is a constant, as that of all is but of boxes: so a struct's is too, which
/// is copied and not made field by field. (Only what is in an `Option`, a list or a union is ever boxed.)
#[doc(hidden)]
pub trait Plain: Blank {
    /// The blank value.
    const BLANK: Self;
}

/// A list, as what is done with all lists knows it.
#[doc(hidden)]
pub trait List {
    /// Adds a blank item and gives its place.
    fn add(&mut self) -> Option<&mut dyn Slot>;
    /// The item with this number.
    fn item(&self, number: usize) -> Option<&dyn Slot>;
}

/// All items of a list with their numbers.
pub(super) fn items(list: &dyn List) -> impl Iterator<Item = (usize, &dyn Slot)> {
    (0..).map_while(|number| list.item(number).map(|item| (number, item)))
}

/// A typed map, which may also take the members of a struct that have no field.
#[doc(hidden)]
pub trait Rest {
    /// Reads the value of a member.
    fn read_member(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Fault>;
    /// Removes a member.
    fn drop_member(&mut self, key: &str);
    /// Whether there is a member with this key.
    fn has_member(&self, key: &str) -> bool;
    /// Hands over all members.
    fn each(&self, take: &mut dyn FnMut(&str, &dyn Slot));
    /// Hands over a blank value of the map.
    fn fresh(&self, take: &mut dyn FnMut(&mut dyn Slot));
}
