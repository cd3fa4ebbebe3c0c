//! Every code, in one table.

use super::Severity::{self, Error, Note, Warning};

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $explanation:literal $advice:literal;)*) => {
        /// What a diagnostic is about. The names are stable: scripts and suppressions may rely on them.
        #[allow(clippy::doc_markdown, reason = "the explanations are also plain text")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How bad it is, unless the diagnostic says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => $severity,)* }
            }

            /// What it means, in a sentence.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }

            /// What to do about it in general, for a diagnostic that has no help of its own.
            pub fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice,)* }
            }
        }
    };
}

codes! {
    // Files.
    UnreadableFile "unreadable-file" Error "A file is missing or cannot be read."
        "see that the file is there, is a regular file and can be read; paths count from the file that refers to it";
    NotUtf8 "not-utf8" Error "A document is not UTF-8 text."
        "save it as UTF-8";
    EmptyFile "empty-file" Error "A document holds nothing."
        "write the document, or the part that is referred to, into it";
    Syntax "syntax" Error "A file is not well-formed YAML or JSON."
        "correct it here or just before; until then nothing of the file is read";
    DuplicateKey "duplicate-key" Error "An object holds the same key twice."
        "keep one of them";
    InvalidOverlay "invalid-overlay" Error "An OpenAPI Overlay that cannot be applied."
        "correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold";
    UnmatchedTarget "unmatched-target" Warning "An action of an overlay finds nothing to change."
        "correct the target, or take the action out if the document no longer needs it";
    InvalidAcknowledgement "invalid-acknowledgement" Error "An acknowledgement that cannot be understood; it covers nothing."
        "it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty";
    UnusedAcknowledgement "unused-acknowledgement" Warning "An acknowledgement that covers nothing."
        "take it out, or correct its place; `/**` at the end covers what lies within";
    // The document as a whole.
    NotOpenApi "not-openapi" Error "The file is not an OpenAPI document."
        "an OpenAPI document starts with its version, such as `openapi: 3.0.3`";
    UnsupportedVersion "unsupported-version" Error "The document's OpenAPI version is not supported."
        "versions 3.0 and 3.1 are";
    NewVersion "new-version" Warning "The document's OpenAPI version is newer than what is fully supported."
        "write the document in version 3.1 if nothing of 3.2 is needed";
    IgnoredWebhooks "ignored-webhooks" Note "Webhooks are calls to the reader, not by the client; they are ignored."
        "describe calls to the server under `paths`";
    NewerKeyword "newer-keyword" Warning "A keyword or form of OpenAPI 3.1 in a document that says 3.0."
        "say `openapi: 3.1.0`, or write it in the form of 3.0";
    // Structure.
    MistypedKeyword "mistyped-keyword" Error "A keyword's value has the wrong type; it is ignored."
        "give it a value of that type, or leave the keyword out";
    UnknownKeyword "unknown-keyword" Warning "An object holds a keyword that the specification does not know there."
        "names of extensions start with `x-`";
    MissingKeyword "missing-keyword" Warning "A keyword is missing that the specification requires; a neutral value is taken."
        "add it";
    ConflictingKeywords "conflicting-keywords" Warning "Keywords that exclude each other stand side by side; one is ignored."
        "keep one of them";
    InvalidValue "invalid-value" Error "A keyword's value is none of those that the specification lists."
        "take one of the values that the specification lists";
    InvalidPath "invalid-path" Error "A path does not start with `/` or its braces do not match."
        "write it like `/users/{id}`";
    AmbiguousPath "ambiguous-path" Warning "Two paths match the same requests."
        "make one path of the two, or let them differ outside of the braces";
    InvalidStatus "invalid-status" Error "A response is for something that is no status, range or `default`."
        "statuses are three digits, such as 200, or ranges, such as 2XX; or `default`";
    ServerVariable "server-variable" Warning "A server's URL and its variables do not fit."
        "every `{name}` in the URL needs a variable of that name, with a default, and every variable a place in the URL";
    UnknownSecurityScheme "unknown-security-scheme" Error "A security requirement names a scheme that is not defined."
        "define it under `components`, `securitySchemes`";
    // References.
    UnresolvedRef "unresolved-ref" Error "A reference leads nowhere."
        "define what it refers to, or correct the reference";
    RemoteRef "remote-ref" Error "A reference leads to the network; nothing is fetched."
        "save the file beside the document and refer to it by its path";
    CircularRef "circular-ref" Error "References lead in a circle and never reach a definition."
        "replace one of these references by a definition";
    CircularAllOf "circular-all-of" Error "A schema contains itself through `allOf`."
        "take the part out of `allOf`; a schema may hold itself in a property";
    MisplacedRef "misplaced-ref" Warning "A reference stands where the specification has none; it is followed all the same."
        "write what it refers to here";
    MismatchedRef "mismatched-ref" Error "A reference leads to an object of another kind than is expected."
        "refer to an object of the kind that is expected";
    // Operations.
    MissingOperationId "missing-operation-id" Error "An operation has no operationId."
        "give it an `operationId` that no other operation has";
    DuplicateOperationId "duplicate-operation-id" Error "Two operations have the same operationId."
        "give one of them another `operationId`";
    UndeclaredPathParameter "undeclared-path-parameter" Error "The path has a placeholder for which there is no parameter."
        "add a parameter of that name with `in: path`";
    UnusedPathParameter "unused-path-parameter" Error "A path parameter has no placeholder in the path."
        "add the placeholder to the path, or take the parameter out";
    OptionalPathParameter "optional-path-parameter" Error "A path parameter does not say that it is required."
        "add `required: true`; a path cannot do without a part";
    DuplicateParameter "duplicate-parameter" Error "Two parameters have the same name and place."
        "keep one of them";
    InvalidPagination "invalid-pagination" Error "An extension `x-pagination` that cannot be understood; the operation gives one page."
        "name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`";
    // Schemas.
    ContradictorySchema "contradictory-schema" Error "No value can satisfy the schema."
        "correct one of the keywords, or leave it out";
    IgnoredKeyword "ignored-keyword" Note "A keyword that makes no difference to the type of a value; it is not checked."
        "the server holds values against it";
    MismatchedDefault "mismatched-default" Warning "A default is not of its schema's type."
        "correct the default or the schema";
    RepeatedName "repeated-name" Warning "A list of names or values holds one of them twice."
        "keep one of them";
    InvalidPattern "invalid-pattern" Warning "A pattern is no regular expression."
        "write a regular expression of ECMA-262";
    // Examples.
    ConflictingExample "conflicting-example" Error "Two keywords that exclude each other both give an example."
        "keep one of them";
    ExampleSyntax "example-syntax" Error "The file of a JSON example is not well-formed JSON."
        "correct the file";
    // Reading a part of the document.
    Unreadable "unreadable-part" Error "A part of the document does not have the form that the specification gives it."
        "give it the form that the specification gives it";
    // What lowering finds.
    ExampleMismatch "example-mismatch" Error "An example does not satisfy its schema."
        "correct the example or the schema";
    UnsupportedSchema "unsupported-schema" Warning "A schema that has no type of its own; its values are any JSON."
        "describe the value with `type`, `properties`, `items` or `enum` if it should have a type of its own";
    UnsupportedParameter "unsupported-parameter" Warning "A parameter that cannot be sent."
        "describe it with a schema of text, a number, a flag or a list of them";
    UnsupportedSecurity "unsupported-security" Warning "A security scheme that is not supported."
        "describe it as an API key, or as `http` with `basic` or `bearer`";
    IgnoredMediaType "ignored-media-type" Note "A media type of a body that is neither sent nor asked for."
        "a body is sent in one of those that say the same, and an answer has one type: JSON, else text, else bytes; \
         `.header(\"Accept\", …).chunks()` asks for another";
    OperationLeftOut "operation-left-out" Warning "An operation that cannot be supported and is left out."
        "see what is said of its parts";
    UnionByTrial "union-by-trial" Note "The alternatives of a union cannot be told apart without decoding them."
        "a `discriminator`, or a required property that only one alternative has, tells them apart";
    RecursiveAlias "recursive-alias" Warning "A schema that is only another name for itself."
        "give it a definition of its own";
    CollidingName "colliding-name" Warning "Two operations have the same name in Rust; both are named by method and path."
        "give one of them an operationId that differs in more than case and punctuation";
    UncheckedPattern "unchecked-pattern" Note "A pattern that the generated client does not check before it sends."
        "look-around, references and properties of Unicode are left to the server; others would be checked";
    EndlessRequired "endless-required" Warning "A schema that requires another value of itself, without end."
        "make the property optional, or let it be `null`";
    // What the linter asks for beyond that: see `lint`.
    PoorName "poor-name" Warning "A name that becomes a poor one in Rust."
        "choose a name that starts with a letter, is none of Rust's words, and differs in more than signs from others";
    InventedName "invented-name" Note "A schema without a name of its own whose type is named after its place."
        "move it to `components/schemas`, under the name that its type should have";
    MissingExample "missing-example" Warning "A body of an answer that no example shows."
        "add an `example` that the server really sent: each becomes a test of the client";
    UnknownProperty "unknown-property" Warning "A property that an example has and its schema lacks."
        "add the property to the schema, or take it out of the example";
    UnshownProperty "unshown-property" Note "A property of a schema that no example of it shows."
        "show it in an example, or take it out if the server no longer sends it";
    IntegerWithoutFormat "integer-without-format" Warning "An integer that does not say how large it can be."
        "add `format: int32` or `format: int64`, or both `minimum` and `maximum`";
    UnlimitedPathText "unlimited-path-text" Warning "A text without limits that goes into the path."
        "add `maxLength`, `pattern`, `enum` or a `format`: a path can be refused for its length alone";
    UndocumentedError "undocumented-error" Warning "An operation that does not say how it fails."
        "describe the status, or all with `4XX` or `default`: callers decode what is described";
    UnsafeRetry "unsafe-retry" Note "An operation that must not be sent again when it is not known whether it arrived."
        "take a header `Idempotency-Key`, or use PUT where the client can choose the name";
    UnusedComponent "unused-component" Warning "A component that nothing refers to."
        "take it out, or refer to it";
}
