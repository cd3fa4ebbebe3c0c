//! Reading and writing models.
//!
//! From the bottom up: [`reader`] and [`writer`] know JSON and nothing else. A [`slot`] is a place that
//! holds one value and can read and write it. [`object`] is the one routine that reads structs, driven by
//! a [`table`] (made of what its model has [`declared`]), and [`view`] the one that writes them; what has no place goes into [`extra`], and [`keep`] is
//! for other types that hold on to the text. [`union`]
//! chooses a member by looking at the value. [`fault`] is what goes wrong and [`drift`] is what is merely not as the document says.
//! [`bridge`] lets models take part in `serde`. [`macros`] are the lines that a model is written with.

mod bridge;
mod compare;
mod containers;
mod decimal;
mod declared;
mod drift;
mod entry;
mod enums;
mod extra;
mod fault;
mod keep;
mod keys;
mod look;
pub(super) mod macros;
mod object;
mod place;
mod reader;
mod scalars;
mod seen;
mod shown;
mod skip;
mod slot;
mod table;
mod text;
mod union;
mod view;
mod walk;
mod writer;

pub use bridge::{deserialize, serialize};
pub(super) use compare::same_form;
pub use compare::same_value;
pub(super) use decimal::Decimal;
pub use drift::{Drift, DriftKind, Walk};
pub use entry::{decode_into, drift_of, encode};
pub use enums::{Listed, note_integer, note_string, pick, read_integer, read_listed};
pub use extra::{Extra, Members};
pub use fault::{DecodeError, Fault};
pub(super) use keep::write_kept;
pub(super) use look::Look;
pub use object::Parts;
pub(super) use place::{locate, missing, of_item, read_item_at, with_member};
pub use reader::{Kind, Reader};
pub use shown::debug_model;
pub use slot::{Blank, List, Plain, Rest, Slot};
pub use table::{Field, Table};
pub(super) use text::{write_index, write_key};
pub use union::{Rule, Rules, Test, Union, read_union, write_union};
pub(super) use view::takes_anything;
pub use view::{Inspect, View};
pub use writer::Writer;
