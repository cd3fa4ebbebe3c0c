//! Both clients, made alike.

use cometchat_client::{Client, Region, RetryPolicy};
use reqwest::header::{HeaderMap, HeaderValue};

use crate::progenitor;

/// The key of both.
pub const KEY: &str = "0123456789abcdef0123456789abcdef01234567";

/// The generated client, calling another URL than the document's server.
///
/// # Panics
/// When the client refuses to be built.
pub fn ours(base_url: String) -> Client {
    let builder = Client::builder("APP_ID", Region::Us).api_key(KEY);
    // Progenitor's client tries once, so ours does too.
    builder.base_url(base_url).retry(RetryPolicy::none()).build().expect("a good client")
}

/// The same, leaving the limits of the document to the server.
///
/// # Panics
/// When the client refuses to be built.
pub fn unchecked(base_url: String) -> Client {
    let builder = Client::builder("APP_ID", Region::Us).api_key(KEY).check_limits(false);
    builder.base_url(base_url).build().expect("a good client")
}

/// Progenitor's. It knows no security schemes, so the key is a default header of its HTTP client, which is
/// the way that its documentation shows.
///
/// # Panics
/// When the HTTP client cannot be made.
pub fn theirs(base_url: &str) -> progenitor::Client {
    let headers = HeaderMap::from_iter([(
        reqwest::header::HeaderName::from_static("apikey"),
        HeaderValue::from_static(KEY),
    )]);
    let http = reqwest::Client::builder().default_headers(headers);
    progenitor::Client::new_with_client(base_url, http.build().expect("an HTTP client"))
}

/// What both are asked to send: tags for the conversation of a group, on behalf of a user.
#[derive(Clone, Debug)]
pub struct TagsCall {
    /// The group.
    pub guid: String,
    /// The user.
    pub on_behalf_of: String,
    /// `None` is a body without tags, not the absence of a body.
    pub tags: Option<Vec<String>>,
}

impl TagsCall {
    /// Two tags for the group of the sample, as the README has it.
    pub fn sample() -> Self {
        Self::new("project-group", "superhero4", &["project", "urgent"])
    }

    /// A call with tags.
    pub fn new(guid: &str, on_behalf_of: &str, tags: &[&str]) -> Self {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        Self { guid: guid.to_owned(), on_behalf_of: on_behalf_of.to_owned(), tags: Some(tags) }
    }

    /// The same for another group.
    #[must_use]
    pub fn to_group(self, guid: &str) -> Self {
        Self { guid: guid.to_owned(), ..self }
    }

    /// The same on behalf of another user.
    #[must_use]
    pub fn for_user(self, on_behalf_of: &str) -> Self {
        Self { on_behalf_of: on_behalf_of.to_owned(), ..self }
    }

    /// The same with a body that has no tags.
    #[must_use]
    pub fn without_tags(self) -> Self {
        Self { tags: None, ..self }
    }

    /// Sends it with the generated client.
    ///
    /// # Errors
    /// As the client says.
    pub async fn send_ours(
        &self,
        base_url: String,
    ) -> Result<cometchat_client::models::ConversationResponse, cometchat_client::Error> {
        self.send_by(&ours(base_url)).await
    }

    /// Sends it with a generated client.
    ///
    /// # Errors
    /// As the client says.
    pub async fn send_by(
        &self,
        client: &Client,
    ) -> Result<cometchat_client::models::ConversationResponse, cometchat_client::Error> {
        let call = client.update_group_conversation(&self.guid).on_behalf_of(&self.on_behalf_of);
        let call = match &self.tags {
            Some(tags) => call.tags(tags),
            None => call.body(cometchat_client::models::ConversationTags::default()),
        };
        call.send().await
    }

    /// Sends it with progenitor's client.
    ///
    /// # Errors
    /// As the client says.
    pub async fn send_theirs(
        &self,
        base_url: &str,
    ) -> Result<
        progenitor::types::ConversationResponse,
        progenitor::Error<progenitor::types::ErrorEnvelope>,
    > {
        let client = theirs(base_url);
        let call = client.update_group_conversation();
        let call = call.guid(self.guid.as_str()).on_behalf_of(self.on_behalf_of.as_str());
        let call = match &self.tags {
            Some(tags) => {
                call.body(progenitor::types::ConversationTags { tags: Some(items(tags)) })
            }
            None => call.body(progenitor::types::ConversationTags { tags: None }),
        };
        Ok(call.send().await?.into_inner())
    }
}

/// Tags as progenitor's types have them.
fn items(tags: &[String]) -> Vec<progenitor::types::ConversationTagsTagsItem> {
    let item = |tag: &String| tag.parse().expect("a tag within the document's limits");
    tags.iter().map(item).collect()
}
