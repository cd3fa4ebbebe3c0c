//! The generated client against the mock of the document, over real HTTP.

use codegen::Source;
use cometchat_client::models::{
    ConversationResponse, ConversationWith, ErrorBody, ErrorCode, ErrorEnvelope,
};
use cometchat_client::{ApiError, Client, Error, Model, Region, Response, RetryPolicy};
use conformance::clients::{self, KEY, TagsCall};
use conformance::spec;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use xtask::mock::{Document, Mock};

/// The mock of this project's document, on a free port.
fn mock() -> Mock {
    let source = Source::load(&spec::path());
    xtask::mock::spawn(Document::from_source(&source)).expect("the mock starts")
}

/// A client whose HTTP client asks the mock for a certain answer, which is none of the API's business.
fn preferring(mock: &Mock, wish: &str) -> Client {
    let wish = HeaderValue::try_from(wish).expect("a wish is a header's value");
    let headers = HeaderMap::from_iter([(HeaderName::from_static("prefer"), wish)]);
    let http = reqwest::Client::builder().default_headers(headers);
    let builder = Client::builder("APP_ID", Region::Us).api_key(KEY).base_url(&mock.base_url);
    let builder = builder.http_client(http.build().expect("an HTTP client"));
    // What is looked at is one answer; how often a call is tried again has tests of its own.
    builder.retry(RetryPolicy::none()).build().expect("a good client")
}

async fn call(client: &Client) -> Result<Response<ConversationResponse>, Error> {
    let call = client.update_group_conversation("project-group").on_behalf_of("superhero4");
    call.tags(["project", "urgent"]).send().response().await
}

fn value(model: &impl Model) -> Value {
    serde_json::from_str(&model.to_json()).expect("what is written is JSON")
}

/// The refusal and its envelope.
fn refusal(error: &Error) -> (&ApiError, ErrorBody) {
    let api = error.as_api().unwrap_or_else(|| panic!("no refusal of the server: {error}"));
    let envelope = api.as_error_envelope().expect("the body is an envelope");
    assert_eq!(envelope.drift(), []);
    (api, envelope.error)
}

/// The fields that an envelope finds fault with.
fn faulty_fields(error: &ErrorBody) -> Vec<&str> {
    let details = error.details.iter().flat_map(|details| details.keys());
    details.map(String::as_str).collect()
}

#[tokio::test]
async fn the_call_of_the_readme_gives_the_sample_whole() {
    let mock = mock();
    let client = Client::builder("APP_ID", Region::Us).api_key(KEY).base_url(&mock.base_url);
    let client = client.build().expect("a good client");
    let response = client
        .update_group_conversation("project-group")
        .on_behalf_of("superhero4")
        .tags(["project", "urgent"])
        .send()
        .await
        .expect("the mock answers");
    assert_eq!(value(&response), spec::json(spec::SAMPLE));
    assert_eq!(response.drift(), []);
    let [conversation] = &response.data[..] else {
        panic!("the sample has one conversation");
    };
    assert_eq!(conversation.conversation_id, "group_project-group");
    assert!(
        matches!(&conversation.conversation_with, Some(ConversationWith::Group(group)) if group.guid == "project-group")
    );
}

#[tokio::test]
async fn the_mock_sees_what_the_document_describes() {
    let mock = mock();
    TagsCall::sample().send_ours(mock.base_url.clone()).await.expect("the mock answers");
    let requests = mock.requests();
    let [request] = &requests[..] else {
        panic!("one request, not {}", requests.len());
    };
    assert_eq!((request.method.as_str(), request.query.as_str()), ("PUT", ""));
    assert_eq!(request.path, "/v3/groups/project-group/conversation");
    assert_eq!(request.header("apikey"), Some(KEY));
    assert_eq!(request.header("onBehalfOf"), Some("superhero4"));
    let body: Value = serde_json::from_slice(&request.body).expect("JSON");
    assert_eq!(body, json!({"tags": ["project", "urgent"]}));
}

#[tokio::test]
async fn a_body_is_optional_and_so_are_its_tags() {
    let mock = mock();
    let call = |client: &Client| client.update_group_conversation("g").on_behalf_of("u");
    let client = clients::ours(mock.base_url.clone());
    call(&client).send().await.expect("no body");
    call(&client)
        .body(cometchat_client::models::ConversationTags::default())
        .send()
        .await
        .expect("no tags");
    call(&client).tags(Vec::<String>::new()).send().await.expect("an empty list");
    let bodies: Vec<_> =
        mock.requests().into_iter().map(|sent| String::from_utf8(sent.body)).collect();
    assert_eq!(bodies, ["", "{}", r#"{"tags":[]}"#].map(|text| Ok(text.to_owned())));
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() {
    let mock = mock();
    let builder = Client::builder("APP_ID", Region::Us).base_url(&mock.base_url);
    let client = builder.build().expect("a client may have no key");
    let Err(Error::Build(error)) = call(&client).await else {
        panic!("the document wants a key");
    };
    assert_eq!((error.name(), error.operation()), ("apiKey", Some("updateGroupConversation")));
    assert!(mock.requests().is_empty());
}

/// Since ours does not send without a key, a plain HTTP client does.
#[tokio::test]
async fn the_mock_wants_a_key_and_its_answer_is_typed() {
    let mock = mock();
    let url = format!("{}/groups/project-group/conversation", mock.base_url);
    let request = reqwest::Client::new().put(url).header("onBehalfOf", "superhero4");
    let answer = request.json(&json!({"tags": []})).send().await.expect("the mock answers");
    assert_eq!(answer.status().as_u16(), 401);
    let body = answer.bytes().await.expect("a body");
    let envelope = ErrorEnvelope::from_json(&body).expect("an envelope");
    assert_eq!(envelope.error.code, Some(ErrorCode::AuthErrEmptyApikey));
    assert_eq!(envelope.drift(), []);
}

#[tokio::test]
async fn a_key_that_is_refused_is_401_and_typed() {
    let mock = mock();
    let error = call(&preferring(&mock, "code=401")).await.expect_err("the key is refused");
    let (api, body) = refusal(&error);
    assert!(api.is_unauthorized());
    assert_eq!(api.operation(), "updateGroupConversation");
    assert_eq!(body.code, Some(ErrorCode::AuthErrEmptyApikey));
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[tokio::test]
async fn what_breaks_a_limit_is_400_and_names_the_field() {
    let mock = mock();
    let refused = async |call: TagsCall, field: &str| {
        let error = call.send_ours(mock.base_url.clone()).await.expect_err("beyond a limit");
        let Error::Build(error) = error else { panic!("the client sends it: {error}") };
        // The mock spells places as the API does.
        assert_eq!(error.name().replace('[', ".").replace(']', ""), field);
        let unchecked = clients::unchecked(mock.base_url.clone());
        let error = call.send_by(&unchecked).await.expect_err("beyond a limit");
        let (api, body) = refusal(&error);
        assert!(api.is_bad_request(), "{field}: {api}");
        assert_eq!(body.code, Some(ErrorCode::ErrBadRequest), "{field}");
        assert_eq!(faulty_fields(&body), [field]);
        let sentences = body.details.as_ref().and_then(|details| details.get(field));
        assert!(sentences.is_some_and(|all| all.is_many() && !all.is_empty()), "{sentences:?}");
    };
    let long = "x".repeat(101);
    refused(TagsCall::new("g", "u", &["tag"; 26]), "tags").await;
    refused(TagsCall::new("g", "u", &["good", &long]), "tags.1").await;
    refused(TagsCall::new("g", "u", &[""]), "tags.0").await;
    refused(TagsCall::sample().to_group(&long), "guid").await;
    refused(TagsCall::sample().for_user(&long), "onBehalfOf").await;
    assert_eq!(mock.requests().len(), 5, "only the client that was told to sends any");
}

#[tokio::test]
async fn an_unknown_path_is_404_and_typed() {
    let mock = mock();
    let client = clients::ours(format!("{}/nowhere", mock.origin));
    let error = call(&client).await.expect_err("there is no such path");
    let (api, body) = refusal(&error);
    assert!(api.is_not_found());
    assert_eq!(body.code, Some(ErrorCode::ErrApiNotFound));
}

#[tokio::test]
async fn each_example_decodes_into_its_type() {
    let mock = mock();
    let examples = spec::response_examples();
    assert!(examples.len() >= 14, "there are {} examples", examples.len());
    for example in examples {
        let client = preferring(&mock, &format!("example={}", example.name));
        let came = spec::json(&example.file);
        match call(&client).await {
            Ok(response) => {
                assert!(example.is_success(), "{}", example.file);
                assert_eq!(response.status.as_u16(), example.code(), "{}", example.file);
                assert_eq!(response.body.drift(), [], "{}", example.file);
                assert_eq!(value(&response.body), came, "{}", example.file);
            }
            Err(error) => {
                assert!(!example.is_success(), "{}: {error}", example.file);
                let (api, body) = refusal(&error);
                assert_eq!(api.status().as_u16(), example.code(), "{}", example.file);
                assert_eq!(api.body(), spec::payload(&example.file), "{}", example.file);
                assert_eq!(value(&ErrorEnvelope::new(body)), came, "{}", example.file);
            }
        }
    }
}

#[tokio::test]
async fn any_status_of_a_range_is_typed() {
    let mock = mock();
    for (status, code) in [
        (409, ErrorCode::ErrConversationNotAccessible),
        (418, ErrorCode::ErrConversationNotAccessible),
        (500, ErrorCode::ErrMissionFailed),
        (503, ErrorCode::ErrMissionFailed),
    ] {
        let client = preferring(&mock, &format!("code={status}"));
        let error = call(&client).await.expect_err("no success");
        let (api, body) = refusal(&error);
        assert_eq!((api.status().as_u16(), body.code), (status, Some(code)));
    }
}

#[tokio::test]
async fn status_and_headers_come_with_the_body() {
    let mock = mock();
    let response = call(&clients::ours(mock.base_url.clone())).await.expect("the mock answers");
    assert_eq!(response.status.as_u16(), 200);
    assert_eq!(response.headers["x-rate-limit"], "700");
    assert_eq!(response.headers["x-rate-limit-remaining"], "699");
    assert_eq!(response.headers["content-type"], "application/json");
    assert_eq!(value(&response.body), spec::json(spec::SAMPLE));
}

#[tokio::test]
async fn a_refusal_has_its_headers() {
    let mock = mock();
    let error = call(&preferring(&mock, "code=429")).await.expect_err("too many");
    let (api, body) = refusal(&error);
    assert!(api.is_rate_limited());
    assert_eq!(api.headers()["retry-after"], "15");
    assert_eq!(api.headers()["x-rate-limit-reset"], "1625143246");
    assert_eq!(api.headers()["x-ratelimit-reset"], "1625143246");
    assert_eq!(body.code, Some(ErrorCode::ErrTooManyRequests));
}
