//! The oracle: progenitor's client, made from the same document by a generator that shares nothing with
//! ours. What both do alike is right, or wrong twice in the same way; where they differ, a table here says
//! why, and a table that has become too long fails as well.

mod defects;
mod payload;
mod requests;
