//! The objects of the specification as tables: which keywords each has, and what a keyword holds.

/// An object of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Tag,
    ExternalDocs,
    Schema,
    Discriminator,
    Xml,
}

/// What a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Any,
    Text,
    Flag,
    /// An integer that is not negative.
    Count,
    Number,
    /// A schema's exclusive bound: a flag in 3.0, a number since 3.1.
    Bound,
    /// A schema's type: a text in 3.0, also a list of texts since 3.1.
    Type,
    /// A list of anything; an object is taken too where 3.0 has one (`examples`).
    Values,
    Texts,
    TextMap,
    AnyMap,
    One(Kind),
    List(Kind),
    Map(Kind),
    /// A schema or a flag.
    SchemaOrFlag,
}

use Form::{
    Any, AnyMap, Bound, Count, Flag, List, Map, Number, One, SchemaOrFlag, Text, TextMap, Texts,
    Type, Values,
};

type Table = &'static [(&'static str, Form)];

/// The methods of a path item, in the order of the specification.
pub(crate) const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Kind {
    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Info => "`info`",
            Self::Contact => "a contact",
            Self::License => "a license",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "`components`",
            Self::Paths => "`paths`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "`responses`",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "an OAuth flow",
            Self::SecurityRequirement => "a security requirement",
            Self::Tag => "a tag",
            Self::ExternalDocs => "`externalDocs`",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
        }
    }

    /// Whether a `$ref` may stand in its place.
    pub(super) fn referable(self) -> bool {
        self.section().is_some()
    }

    /// The member of `components` in which it is kept.
    pub(super) fn section(self) -> Option<&'static str> {
        COMPONENTS.iter().find(|(_, form)| *form == Map(self)).map(|(section, _)| *section)
    }

    /// Its keywords; empty where the keys are names.
    pub(super) fn table(self) -> Table {
        match self {
            Self::Document => DOCUMENT,
            Self::Info => INFO,
            Self::Contact => CONTACT,
            Self::License => LICENSE,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Header => HEADER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => RESPONSE,
            Self::Example => EXAMPLE,
            Self::Link => LINK,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => OAUTH_FLOWS,
            Self::OAuthFlow => OAUTH_FLOW,
            Self::Tag => TAG,
            Self::ExternalDocs => EXTERNAL_DOCS,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Xml => XML,
            Self::Paths | Self::Responses | Self::Callback | Self::SecurityRequirement => &[],
        }
    }

    /// What a keyword holds, if there is such a keyword.
    pub(super) fn form(self, key: &str) -> Option<Form> {
        let keyword = self.table().iter().find(|(keyword, _)| *keyword == key);
        keyword.map(|(_, form)| *form)
    }

    /// The keywords that must be there.
    pub(super) fn required(self) -> &'static [&'static str] {
        match self {
            Self::Document => &["info"],
            Self::Info => &["title", "version"],
            Self::Server | Self::ExternalDocs => &["url"],
            Self::ServerVariable => &["default"],
            Self::Parameter => &["name", "in"],
            Self::RequestBody => &["content"],
            Self::Response => &["description"],
            Self::SecurityScheme => &["type"],
            Self::Discriminator => &["propertyName"],
            Self::License | Self::Tag => &["name"],
            _ => &[],
        }
    }

    /// The keywords that came with 3.1.
    pub(super) fn since_3_1(self) -> &'static [&'static str] {
        match self {
            Self::Document => &["webhooks", "jsonSchemaDialect"],
            Self::Info => &["summary"],
            Self::License => &["identifier"],
            Self::Components => &["pathItems"],
            Self::Schema => &[
                "$defs",
                "const",
                "contains",
                "contentEncoding",
                "contentMediaType",
                "contentSchema",
                "dependentRequired",
                "dependentSchemas",
                "else",
                "if",
                "maxContains",
                "minContains",
                "patternProperties",
                "prefixItems",
                "propertyNames",
                "then",
                "unevaluatedItems",
                "unevaluatedProperties",
            ],
            _ => &[],
        }
    }
}

const DOCUMENT: Table = &[
    ("openapi", Text),
    ("info", One(Kind::Info)),
    ("jsonSchemaDialect", Text),
    ("$self", Text),
    ("servers", List(Kind::Server)),
    ("paths", One(Kind::Paths)),
    ("webhooks", Map(Kind::PathItem)),
    ("components", One(Kind::Components)),
    ("security", List(Kind::SecurityRequirement)),
    ("tags", List(Kind::Tag)),
    ("externalDocs", One(Kind::ExternalDocs)),
];

const INFO: Table = &[
    ("title", Text),
    ("summary", Text),
    ("description", Text),
    ("termsOfService", Text),
    ("contact", One(Kind::Contact)),
    ("license", One(Kind::License)),
    ("version", Text),
];

const CONTACT: Table = &[("name", Text), ("url", Text), ("email", Text)];

const LICENSE: Table = &[("name", Text), ("identifier", Text), ("url", Text)];

const SERVER: Table = &[
    ("url", Text),
    ("description", Text),
    ("name", Text),
    ("variables", Map(Kind::ServerVariable)),
];

const SERVER_VARIABLE: Table = &[("enum", Texts), ("default", Text), ("description", Text)];

const COMPONENTS: Table = &[
    ("schemas", Map(Kind::Schema)),
    ("responses", Map(Kind::Response)),
    ("parameters", Map(Kind::Parameter)),
    ("examples", Map(Kind::Example)),
    ("requestBodies", Map(Kind::RequestBody)),
    ("headers", Map(Kind::Header)),
    ("securitySchemes", Map(Kind::SecurityScheme)),
    ("links", Map(Kind::Link)),
    ("callbacks", Map(Kind::Callback)),
    ("pathItems", Map(Kind::PathItem)),
];

const PATH_ITEM: Table = &[
    ("summary", Text),
    ("description", Text),
    ("get", One(Kind::Operation)),
    ("put", One(Kind::Operation)),
    ("post", One(Kind::Operation)),
    ("delete", One(Kind::Operation)),
    ("options", One(Kind::Operation)),
    ("head", One(Kind::Operation)),
    ("patch", One(Kind::Operation)),
    ("trace", One(Kind::Operation)),
    ("servers", List(Kind::Server)),
    ("parameters", List(Kind::Parameter)),
];

const OPERATION: Table = &[
    ("tags", Texts),
    ("summary", Text),
    ("description", Text),
    ("externalDocs", One(Kind::ExternalDocs)),
    ("operationId", Text),
    ("parameters", List(Kind::Parameter)),
    ("requestBody", One(Kind::RequestBody)),
    ("responses", One(Kind::Responses)),
    ("callbacks", Map(Kind::Callback)),
    ("deprecated", Flag),
    ("security", List(Kind::SecurityRequirement)),
    ("servers", List(Kind::Server)),
];

const PARAMETER: Table = &[
    ("name", Text),
    ("in", Text),
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("allowEmptyValue", Flag),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("schema", One(Kind::Schema)),
    ("example", Any),
    ("examples", Map(Kind::Example)),
    ("content", Map(Kind::MediaType)),
];

const HEADER: Table = &[
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("allowEmptyValue", Flag),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("schema", One(Kind::Schema)),
    ("example", Any),
    ("examples", Map(Kind::Example)),
    ("content", Map(Kind::MediaType)),
];

const REQUEST_BODY: Table =
    &[("description", Text), ("content", Map(Kind::MediaType)), ("required", Flag)];

const MEDIA_TYPE: Table = &[
    ("schema", One(Kind::Schema)),
    ("itemSchema", One(Kind::Schema)),
    ("example", Any),
    ("examples", Map(Kind::Example)),
    ("encoding", Map(Kind::Encoding)),
];

const ENCODING: Table = &[
    ("contentType", Text),
    ("headers", Map(Kind::Header)),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
];

const RESPONSE: Table = &[
    ("description", Text),
    ("headers", Map(Kind::Header)),
    ("content", Map(Kind::MediaType)),
    ("links", Map(Kind::Link)),
];

const EXAMPLE: Table =
    &[("summary", Text), ("description", Text), ("value", Any), ("externalValue", Text)];

const LINK: Table = &[
    ("operationRef", Text),
    ("operationId", Text),
    ("parameters", AnyMap),
    ("requestBody", Any),
    ("description", Text),
    ("server", One(Kind::Server)),
];

const SECURITY_SCHEME: Table = &[
    ("type", Text),
    ("description", Text),
    ("name", Text),
    ("in", Text),
    ("scheme", Text),
    ("bearerFormat", Text),
    ("flows", One(Kind::OAuthFlows)),
    ("openIdConnectUrl", Text),
];

const OAUTH_FLOWS: Table = &[
    ("implicit", One(Kind::OAuthFlow)),
    ("password", One(Kind::OAuthFlow)),
    ("clientCredentials", One(Kind::OAuthFlow)),
    ("authorizationCode", One(Kind::OAuthFlow)),
];

const OAUTH_FLOW: Table =
    &[("authorizationUrl", Text), ("tokenUrl", Text), ("refreshUrl", Text), ("scopes", TextMap)];

const TAG: Table = &[
    ("name", Text),
    ("summary", Text),
    ("description", Text),
    ("externalDocs", One(Kind::ExternalDocs)),
    ("parent", Text),
    ("kind", Text),
];

const EXTERNAL_DOCS: Table = &[("description", Text), ("url", Text)];

const DISCRIMINATOR: Table =
    &[("propertyName", Text), ("mapping", TextMap), ("defaultMapping", Text)];

const XML: Table = &[
    ("name", Text),
    ("namespace", Text),
    ("prefix", Text),
    ("attribute", Flag),
    ("wrapped", Flag),
    ("nodeType", Text),
];

const SCHEMA: Table = &[
    ("type", Type),
    ("properties", Map(Kind::Schema)),
    ("description", Text),
    ("format", Text),
    ("items", One(Kind::Schema)),
    ("required", Texts),
    ("enum", Values),
    ("example", Any),
    ("allOf", List(Kind::Schema)),
    ("oneOf", List(Kind::Schema)),
    ("anyOf", List(Kind::Schema)),
    ("not", One(Kind::Schema)),
    ("additionalProperties", SchemaOrFlag),
    ("nullable", Flag),
    ("default", Any),
    ("title", Text),
    ("readOnly", Flag),
    ("writeOnly", Flag),
    ("deprecated", Flag),
    ("minLength", Count),
    ("maxLength", Count),
    ("pattern", Text),
    ("minimum", Number),
    ("maximum", Number),
    ("exclusiveMinimum", Bound),
    ("exclusiveMaximum", Bound),
    ("multipleOf", Number),
    ("minItems", Count),
    ("maxItems", Count),
    ("uniqueItems", Flag),
    ("minProperties", Count),
    ("maxProperties", Count),
    ("discriminator", One(Kind::Discriminator)),
    ("externalDocs", One(Kind::ExternalDocs)),
    ("xml", One(Kind::Xml)),
    ("$anchor", Text),
    ("$comment", Text),
    ("$defs", Map(Kind::Schema)),
    ("$dynamicAnchor", Text),
    ("$dynamicRef", Text),
    ("$id", Text),
    ("$schema", Text),
    ("$vocabulary", Any),
    ("const", Any),
    ("contains", One(Kind::Schema)),
    ("contentEncoding", Text),
    ("contentMediaType", Text),
    ("contentSchema", One(Kind::Schema)),
    ("definitions", Map(Kind::Schema)),
    ("dependentRequired", Any),
    ("dependentSchemas", Map(Kind::Schema)),
    ("else", One(Kind::Schema)),
    ("examples", Values),
    ("if", One(Kind::Schema)),
    ("maxContains", Count),
    ("minContains", Count),
    ("patternProperties", Map(Kind::Schema)),
    ("prefixItems", List(Kind::Schema)),
    ("propertyNames", One(Kind::Schema)),
    ("then", One(Kind::Schema)),
    ("unevaluatedItems", SchemaOrFlag),
    ("unevaluatedProperties", SchemaOrFlag),
];
