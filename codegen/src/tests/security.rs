//! Security schemes and servers, as far as the client that calls: what is emitted, and what is said.

use expect_test::{Expect, expect};

use crate::source::Source;
use crate::{Config, generate};

/// The generated file at `path`, or nothing, and what is said of the document.
fn emitted(document: &str, path: &str) -> (String, String) {
    let source = Source::from_memory(&[("openapi.yaml", document)]);
    let generated = generate(&source, &Config::new("sample"));
    let file = generated.files.get(std::path::Path::new(path)).cloned().unwrap_or_default();
    let said = generated.diagnostics.render(&source, false);
    (String::from_utf8(file).expect("what is generated is text"), said)
}

/// The lines of `src/client.rs` after its first ones, which are the same in all of them.
fn check_client(document: &str, expect: &Expect) {
    let (client, said) = emitted(document, "src/client.rs");
    let (_, client) = client.split_once("static SERVER").expect("a client has a server");
    expect.assert_eq(&format!("static SERVER{client}{said}"));
}

const OAUTH: &str = r#"
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'https://h.test'}]
security: [{machine: [read, 'own:{project}']}]
paths:
  /a:
    get: {operationId: a, responses: {'204': {description: d}}}
  /b:
    get:
      operationId: b
      security: [{machine: [write, read]}, {cert: []}, {person: [all]}, {}]
      responses: {'204': {description: d}}
  /c:
    get: {operationId: c, security: [], responses: {'204': {description: d}}}
  /d:
    get: {operationId: d, security: [{}], responses: {'204': {description: d}}}
components:
  securitySchemes:
    machine:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://h.test/token', scopes: {read: r, write: w, other: o}}}
    person:
      type: openIdConnect
      openIdConnectUrl: https://h.test/.well-known/openid-configuration
    cert: {type: mutualTLS}
    digest: {type: http, scheme: digest}
"#;

#[test]
fn tokens_that_the_client_gets_itself() {
    check_client(
        OAUTH,
        &expect![[r#"
        static SERVER: Server = Server {
            url: "https://h.test",
            variables: &[],
        };

        static USER_AGENT: &str = concat!("sample", "/", env!("CARGO_PKG_VERSION"));

        impl Client {
            /// A client of the API at `https://h.test`.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(&SERVER, USER_AGENT)
            }
        }

        impl ClientBuilder {
            /// The credential `machine`.
            pub fn machine(self, machine: impl Into<Secret>) -> Self {
                self.credential(&auth::MACHINE, machine.into())
            }

            /// The credential `person`.
            pub fn person(self, person: impl Into<Secret>) -> Self {
                self.credential(&auth::PERSON, person.into())
            }

            /// Id and secret by which the client gets tokens for `machine` itself, at
            /// `https://h.test/token` unless told otherwise.
            #[cfg(feature = "oauth")]
            pub fn machine_client(self, credentials: crate::runtime::ClientCredentials) -> Self {
                const SOURCE: &crate::runtime::TokenSource = &crate::runtime::TokenSource {
                    url: "https://h.test/token",
                    scopes: &["read", "write"],
                };
                self.client_credentials(&auth::MACHINE, SOURCE, credentials)
            }
        }

        /// The ways in which the API authenticates a call.
        pub mod auth {
            use crate::runtime::{Scheme, SchemeKind};

            /// The scheme `machine`.
            pub static MACHINE: Scheme = Scheme {
                name: "machine",
                kind: SchemeKind::Bearer,
            };

            /// The scheme `person`.
            pub static PERSON: Scheme = Scheme {
                name: "person",
                kind: SchemeKind::Bearer,
            };
        }
        warning[unsupported-security]: certificates of clients (`mutualTLS`) are not supported
          --> openapi.yaml:26:5
           |
        26 |     cert: {type: mutualTLS}
           |     ^^^^
           |
           = help: what it secures can be called by a client that was given an HTTP client or a middleware

        warning[unsupported-security]: the HTTP authentication scheme `digest` is not supported
          --> openapi.yaml:27:5
           |
        27 |     digest: {type: http, scheme: digest}
           |     ^^^^^^
           |
           = help: what it secures can be called by a client that was given an HTTP client or a middleware
    "#]],
    );
}

#[test]
fn each_operation_has_the_alternatives_that_are_supported() {
    let (operations, _) = emitted(OAUTH, "src/operations/default.rs");
    let lines = operations.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| line.starts_with("request! ")).collect();
    expect![[r#"
        request! { A(Call) by a, GET "/a" [] security [[MACHINE]] -> unit () }
        request! { B(Call) by b, GET "/b" [] security [[MACHINE] [PERSON] []] -> unit () }
        request! { C(Call) by c, GET "/c" [] -> unit () }
        request! { D(Call) by d, GET "/d" [] security [[]] -> unit () }"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn the_feature_is_on_where_the_document_needs_it() {
    let (with, _) = emitted(OAUTH, "Cargo.toml");
    assert!(with.contains(r#"default = ["rustls", "oauth"]"#), "{with}");
    let (without, _) = emitted(&OAUTH.replace("clientCredentials", "password"), "Cargo.toml");
    assert!(without.contains(r#"default = ["rustls"]"#), "{without}");
}

const SERVERS: &str = r#"
openapi: 3.0.3
info: {title: T, version: '1'}
servers:
- url: https://{region}.h.test/{version}
  variables:
    region: {default: eu, enum: [eu, us]}
    version: {default: v1}
- url: https://sandbox.h.test/{version}
  description: Sandbox
  variables: {version: {default: v2}}
paths:
  /a:
    servers: [{url: 'https://upload.h.test', description: Where files go}]
    get: {operationId: a, responses: {'204': {description: d}}}
    put:
      operationId: b
      servers: [{url: /files}]
      responses: {'204': {description: d}}
    post:
      operationId: c
      servers: [{url: 'https://{region}.h.test/{version}', variables: {region: {default: eu}, version: {default: v1}}}]
      responses: {'204': {description: d}}
"#;

#[test]
fn several_servers_and_those_of_operations() {
    check_client(
        SERVERS,
        &expect![[r#"
        static SERVER: Server = Server {
            url: "https://{region}.h.test/{version}",
            variables: &[("version", "v1")],
        };

        static USER_AGENT: &str = concat!("sample", "/", env!("CARGO_PKG_VERSION"));

        impl Client {
            /// A client of the API at `https://{region}.h.test/{version}`.
            ///
            /// - `region`: A part of the host.
            pub fn builder(region: models::Region) -> ClientBuilder {
                ClientBuilder::new(&SERVER, USER_AGENT).variable("region", region.as_str())
            }
        }

        impl ClientBuilder {
            /// A part of the server's URL.
            pub fn version(self, version: impl Into<String>) -> Self {
                self.variable("version", version)
            }
        }

        /// The servers of the document: `ClientBuilder::server` takes one of those that serve all of the API.
        /// Those of single operations are used for them by themselves.
        pub mod servers {
            use crate::runtime::Server;

            /// `https://{region}.h.test/{version}`
            pub static REGION_H_TEST_VERSION: Server = Server {
                url: "https://{region}.h.test/{version}",
                variables: &[("region", "eu"), ("version", "v1")],
            };

            /// Sandbox
            ///
            /// `https://sandbox.h.test/{version}`
            pub static SANDBOX: Server = Server {
                url: "https://sandbox.h.test/{version}",
                variables: &[("version", "v2")],
            };

            /// Where files go
            ///
            /// `https://upload.h.test`
            pub static WHERE_FILES_GO: Server = Server {
                url: "https://upload.h.test",
                variables: &[],
            };

            /// `/files`
            pub static FILES: Server = Server {
                url: "/files",
                variables: &[],
            };
        }
    "#]],
    );
    let (operations, _) = emitted(SERVERS, "src/operations/default.rs");
    let lines = operations.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| line.starts_with("request! ")).collect();
    expect![[r#"
        request! { A(Call) by a, GET "/a" [] at WHERE_FILES_GO -> unit () }
        request! { B(Call) by b, PUT "/a" [] at FILES -> unit () }
        request! { C(Call) by c, POST "/a" [] -> unit () }"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn a_server_that_is_relative() {
    let document = "
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: /v3}]
paths: {}
";
    check_client(
        document,
        &expect![[r#"
        static SERVER: Server = Server {
            url: "/v3",
            variables: &[],
        };

        static USER_AGENT: &str = concat!("sample", "/", env!("CARGO_PKG_VERSION"));

        impl Client {
            /// A client of the API at `/v3`, as seen from `origin`: the address of the document, or of its
            /// host.
            pub fn builder(origin: impl Into<String>) -> ClientBuilder {
                ClientBuilder::new(&SERVER, USER_AGENT).origin(origin)
            }
        }
    "#]],
    );
    check_client(
        &document.replace("/v3", "/"),
        &expect![[r#"
        static SERVER: Server = Server { url: "/", variables: &[] };

        static USER_AGENT: &str = concat!("sample", "/", env!("CARGO_PKG_VERSION"));

        impl Client {
            /// A client of the API at `base_url`: the document does not say where the API is.
            pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
                ClientBuilder::new(&SERVER, USER_AGENT).base_url(base_url)
            }
        }
    "#]],
    );
}

/// Builder methods of the client, and the places of its servers.
fn check_places(document: &str, expect: &Expect) {
    let (client, said) = emitted(document, "src/client.rs");
    let shown = client.lines().map(str::trim).filter(|line| {
        ["pub fn", "url:", "variables:", "static SERVER"].iter().any(|word| line.contains(word))
    });
    let shown: Vec<&str> = shown.collect();
    expect.assert_eq(&(shown.join("\n") + &said));
}

#[test]
fn variables_of_servers_take_no_method_of_a_credential() {
    check_places(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
servers:
- {url: 'https://h.test/{token}/{foo-bar}', variables: {token: {default: t}, foo-bar: {default: a}}}
- {url: 'https://h.test/{foo_bar}/{token}', variables: {token: {default: t}, foo_bar: {default: b}}}
security: [{token: []}]
paths: {/a: {get: {operationId: a, responses: {'204': {description: d}}}}}
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
",
        &expect![[r#"
            static SERVER: Server = Server {
            url: "https://h.test/{token}/{foo-bar}",
            variables: &[("token", "t"), ("foo-bar", "a")],
            pub fn builder() -> ClientBuilder {
            pub fn token(self, token: impl Into<Secret>) -> Self {
            pub fn token_variable(self, token_variable: impl Into<String>) -> Self {
            pub fn foo_bar(self, foo_bar: impl Into<String>) -> Self {
            pub fn foo_bar_variable(self, foo_bar_variable: impl Into<String>) -> Self {
            url: "https://h.test/{token}/{foo-bar}",
            variables: &[("token", "t"), ("foo-bar", "a")],
            url: "https://h.test/{foo_bar}/{token}",
            variables: &[("foo_bar", "b"), ("token", "t")],"#]],
    );
}

#[test]
fn what_the_document_lists_for_a_variable_is_taken_where_a_caller_could_not_say_it() {
    check_places(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
servers:
- url: https://api.{site}/{base}
  variables:
    site: {default: h.test, enum: [h.test, eu.h.test, local]}
    base: {default: api/v1}
paths: {/a: {get: {operationId: a, responses: {'204': {description: d}}}}}
",
        &expect![[r#"
            static SERVER: Server = Server {
            url: "https://api.{site}/{base}",
            variables: &[("site", "h.test"), ("site", "eu.h.test"), ("base", "api/v1")],
            pub fn builder(site: models::Site) -> ClientBuilder {
            pub fn base(self, base: impl Into<String>) -> Self {"#]],
    );
}

#[test]
fn servers_of_one_url_differ_by_the_defaults_of_their_variables() {
    let document = "
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'https://h.test/{v}', variables: {v: {default: one}}}]
paths:
  /a: {get: {operationId: a, responses: {'204': {description: d}}, servers: [{url: 'https://h.test/{v}', variables: {v: {default: one, description: The same.}}}]}}
  /b: {get: {operationId: b, responses: {'204': {description: d}}, servers: [{url: 'https://h.test/{v}', variables: {v: {default: two}}}]}}
  /c: {get: {operationId: c, responses: {'204': {description: d}}, servers: [{url: 'https://h.test/{v}', variables: {v: {default: three}}}]}}
  /d: {get: {operationId: d, responses: {'204': {description: d}}, servers: [{url: 'https://h.test/{v}', variables: {v: {default: two}}}]}}
";
    check_places(
        document,
        &expect![[r#"
        static SERVER: Server = Server {
        url: "https://h.test/{v}",
        variables: &[("v", "one")],
        pub fn builder() -> ClientBuilder {
        pub fn v(self, v: impl Into<String>) -> Self {
        url: "https://h.test/{v}",
        variables: &[("v", "two")],
        url: "https://h.test/{v}",
        variables: &[("v", "three")],"#]],
    );
    let (operations, _) = emitted(document, "src/operations/default.rs");
    let lines = operations.lines().map(str::trim).filter(|line| line.starts_with("request! "));
    expect![[r#"
        request! { A(Call) by a, GET "/a" [] -> unit () }
        request! { B(Call) by b, GET "/b" [] at H_TEST_V2 -> unit () }
        request! { C(Call) by c, GET "/c" [] at H_TEST_V3 -> unit () }
        request! { D(Call) by d, GET "/d" [] at H_TEST_V2 -> unit () }"#]]
    .assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}
