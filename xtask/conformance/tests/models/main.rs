//! Models that lose nothing and break on nothing, held against every payload that is known.
//!
//! Each payload is read as the model whose shape it has, as it is and changed in every way in which an API
//! changes things. What must come of it is said by an oracle, which knows the document and JSON and nothing
//! of the generator and its runtime.

mod bytes;
mod limits;
mod mutants;
mod mutations;
mod node;
mod oracle;
mod payloads;
mod properties;
mod subjects;
