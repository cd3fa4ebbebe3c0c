//! A generated client in small: what the generator writes for one operation, by hand.

use super::clock::TestClock;
use super::models::{ConversationResponse, ConversationTags};
use crate::runtime::{
    Call, Client, ClientBuilder, Method, Needs, Operation, Param, Pending, Scheme, SchemeKind,
    Secret, Server, decode,
};

pub(super) static SERVER: Server =
    Server { url: "https://{appId}.api-{region}.cometchat.io/v3", variables: &[] };

pub(super) static API_KEY: Scheme =
    Scheme { name: "apiKey", kind: SchemeKind::ApiKeyHeader("apikey") };

pub(super) static UPDATE_GROUP_CONVERSATION: Operation = Operation {
    id: "updateGroupConversation",
    method: Method::PUT,
    path: "/groups/{guid}/conversation",
    params: &[Param::path("guid"), Param::header("onBehalfOf")],
    security: &[&[&API_KEY]],
    accept: "application/json",
    content_type: "application/json",
};

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
        let mut call = Call::new(self, &UPDATE_GROUP_CONVERSATION);
        call.set(0, guid.into());
        Needs::new(UpdateGroupConversation { call, body: None })
    }
}

impl ClientBuilder {
    pub(super) fn api_key(self, api_key: impl Into<Secret>) -> Self {
        self.credential(&API_KEY, api_key.into())
    }
}

#[derive(Clone, Debug)]
#[must_use = "nothing is sent until `send` is called and awaited"]
pub(super) struct UpdateGroupConversation {
    call: Call,
    body: Option<ConversationTags>,
}

impl Needs<UpdateGroupConversation, needs::OnBehalfOf> {
    pub(super) fn on_behalf_of(self, on_behalf_of: impl Into<String>) -> UpdateGroupConversation {
        let mut next = self.next;
        next.call.set(1, on_behalf_of.into());
        next
    }
}

impl UpdateGroupConversation {
    pub(super) fn tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.body.get_or_insert_default().tags = Some(tags.into_iter().map(Into::into).collect());
        self
    }

    /// For tests; generated code has no such method.
    pub(super) fn call(self) -> Call {
        self.call
    }

    pub(super) fn send(mut self) -> Pending<ConversationResponse> {
        if let Some(body) = &self.body {
            self.call.json(body);
        }
        self.call.send(decode::json)
    }
}

pub(super) mod needs {
    #[derive(Clone, Copy, Debug)]
    pub(in super::super) enum OnBehalfOf {}
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
