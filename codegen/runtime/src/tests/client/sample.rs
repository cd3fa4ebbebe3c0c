//! A generated client in small: what the generator writes for one operation, by hand.
#![allow(unreachable_pub, reason = "written as in a generated crate")]

use super::clock::TestClock;
use super::models::{ConversationResponse, ConversationTags};
use crate::runtime::{
    Call, Client, ClientBuilder, Gathered, Needs, Scheme, SchemeKind, Secret, Server,
};

pub(super) static SERVER: Server =
    Server { url: "https://{appId}.api-{region}.cometchat.io/v3", variables: &[] };

pub(super) static API_KEY: Scheme =
    Scheme { name: "apiKey", kind: SchemeKind::ApiKeyHeader("apikey") };

impl Client {
    pub(super) fn sample(app_id: impl Into<String>, region: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(&SERVER, "sample/1.2.3")
            .variable("appId", app_id.into())
            .variable("region", region.into())
    }

    pub(super) fn update_group_conversation(
        &self,
        guid: impl Into<String>,
    ) -> Needs<UpdateGroupConversation, needs::OnBehalfOf> {
        Call::start_with(self, 0, guid.into())
    }
}

impl ClientBuilder {
    pub(super) fn api_key(self, api_key: impl Into<Secret>) -> Self {
        self.credential(&API_KEY, api_key.into())
    }
}

crate::runtime::request! { UpdateGroupConversation(Gathered<ConversationTags>: optional)
by update_group_conversation, PUT "/groups/{guid}/conversation" as "updateGroupConversation"
[path "guid", header "onBehalfOf".required()] security [[API_KEY]] accept "application/json"
sends "application/json" -> json ConversationResponse }

impl UpdateGroupConversation {
    /// The tags.
    pub fn tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.0.body().tags = Some(tags.into_iter().map(Into::into).collect());
        self
    }

    /// For tests; generated code has no such method.
    pub(super) fn call(self) -> Call {
        self.0.call()
    }
}

mod auth {
    pub(super) use super::API_KEY;
}

pub(super) mod needs {
    crate::runtime::needs! {
        /// The user for whom the call is made.
        OnBehalfOf on_behalf_of: impl Into<String> => give on_behalf_of.into();
    }
}

/// The key that no test may see anywhere but in a request.
pub(super) const KEY: &str = "k3y-of-the-kingdom";

/// A builder of the sample's client for a base URL, its waits taking no time.
pub(super) fn builder(base_url: &str, clock: &TestClock) -> ClientBuilder {
    let builder = Client::sample("app", "us").api_key(KEY).base_url(base_url);
    builder.clock(clock.clone()).jitter(|| 1.0)
}

/// A client of the sample for a base URL.
pub(super) fn client(base_url: &str) -> Client {
    builder(base_url, &TestClock::new()).build().expect("a good client")
}

/// The same over an HTTP client that many share: to make one takes longer than a call.
pub(super) fn client_over(http: &reqwest::Client, base_url: &str) -> Client {
    let builder = builder(base_url, &TestClock::new()).http_client(http.clone());
    builder.build().expect("a good client")
}
