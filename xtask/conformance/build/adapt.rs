//! What is done to the document before progenitor gets it.

use serde_json::{Value, json};

/// Changes the document where progenitor cannot express a call that the document allows.
///
/// There is little to do, since progenitor takes the document as it stands: its range statuses, header
/// schemas, unions, formats and patterns. What it makes of them is another question, which the tests
/// answer.
///
/// # Errors
/// When what should be changed is not there, so that no step outlives its reason.
pub(crate) fn adapt(document: &mut Value) -> Result<(), String> {
    // A list that is not required becomes a `Vec` which is left out when it is empty, so that "no tags"
    // (`{"tags":[]}`) could not be sent, only "tags as they are" (`{}`). A list that may be null becomes
    // an `Option<Vec<_>>`, which tells the two apart. Nothing ever sends the null.
    let tags = at(document, "/components/schemas/ConversationTags/properties/tags")?;
    tags["nullable"] = json!(true);
    Ok(())
}

/// The object at a place of the document.
fn at<'d>(document: &'d mut Value, pointer: &str) -> Result<&'d mut Value, String> {
    let found = document.pointer_mut(pointer).filter(|value| value.is_object());
    found.ok_or_else(|| format!("the document has no object at {pointer}; see build/adapt.rs"))
}
