//! Every code, in one table.

use super::Severity::{self, Error, Note, Warning};

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $explanation:literal;)*) => {
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
        }
    };
}

codes! {
    // Files.
    UnreadableFile "unreadable-file" Error "A file is missing or cannot be read.";
    NotUtf8 "not-utf8" Error "A document is not UTF-8 text.";
    EmptyFile "empty-file" Error "A document holds nothing.";
    Syntax "syntax" Error "A file is not well-formed YAML or JSON.";
    DuplicateKey "duplicate-key" Error "An object holds the same key twice.";
    // The document as a whole.
    NotOpenApi "not-openapi" Error "The file is not an OpenAPI document.";
    UnsupportedVersion "unsupported-version" Error "The document's OpenAPI version is not supported.";
    NewVersion "new-version" Warning "The document's OpenAPI version is newer than what is fully supported.";
    IgnoredWebhooks "ignored-webhooks" Note "Webhooks are calls to the reader, not by the client; they are ignored.";
    NewerKeyword "newer-keyword" Warning "A keyword or form of OpenAPI 3.1 in a document that says 3.0.";
    // Structure.
    MistypedKeyword "mistyped-keyword" Error "A keyword's value has the wrong type; it is ignored.";
    UnknownKeyword "unknown-keyword" Warning "An object holds a keyword that the specification does not know there.";
    MissingKeyword "missing-keyword" Warning "A keyword is missing that the specification requires; a neutral value is taken.";
    ConflictingKeywords "conflicting-keywords" Warning "Keywords that exclude each other stand side by side; one is ignored.";
    InvalidValue "invalid-value" Error "A keyword's value is none of those that the specification lists.";
    InvalidPath "invalid-path" Error "A path does not start with `/` or its braces do not match.";
    AmbiguousPath "ambiguous-path" Warning "Two paths match the same requests.";
    InvalidStatus "invalid-status" Error "A response is for something that is no status, range or `default`.";
    ServerVariable "server-variable" Warning "A server's URL and its variables do not fit.";
    UnknownSecurityScheme "unknown-security-scheme" Error "A security requirement names a scheme that is not defined.";
    // References.
    UnresolvedRef "unresolved-ref" Error "A reference leads nowhere.";
    RemoteRef "remote-ref" Error "A reference leads to the network; nothing is fetched.";
    CircularRef "circular-ref" Error "References lead in a circle and never reach a definition.";
    CircularAllOf "circular-all-of" Error "A schema contains itself through `allOf`.";
    MisplacedRef "misplaced-ref" Warning "A reference stands where the specification has none; it is followed all the same.";
    MismatchedRef "mismatched-ref" Error "A reference leads to an object of another kind than is expected.";
    // Operations.
    MissingOperationId "missing-operation-id" Error "An operation has no operationId.";
    DuplicateOperationId "duplicate-operation-id" Error "Two operations have the same operationId.";
    UndeclaredPathParameter "undeclared-path-parameter" Error "The path has a placeholder for which there is no parameter.";
    UnusedPathParameter "unused-path-parameter" Error "A path parameter has no placeholder in the path.";
    OptionalPathParameter "optional-path-parameter" Error "A path parameter does not say that it is required.";
    DuplicateParameter "duplicate-parameter" Error "Two parameters have the same name and place.";
    // Schemas.
    ContradictorySchema "contradictory-schema" Error "No value can satisfy the schema.";
    MismatchedDefault "mismatched-default" Warning "A default is not of its schema's type.";
    RepeatedName "repeated-name" Warning "A list of names or values holds one of them twice.";
    InvalidPattern "invalid-pattern" Warning "A pattern is no regular expression.";
    // Examples.
    ConflictingExample "conflicting-example" Error "Two keywords that exclude each other both give an example.";
    ExampleSyntax "example-syntax" Error "The file of a JSON example is not well-formed JSON.";
    // Reading a part of the document.
    Unreadable "unreadable-part" Error "A part of the document does not have the form that the specification gives it.";
    // What lowering finds.
    ExampleMismatch "example-mismatch" Error "An example does not satisfy its schema.";
    UnsupportedSchema "unsupported-schema" Warning "A schema that has no type of its own; its values are any JSON.";
    UnsupportedParameter "unsupported-parameter" Warning "A parameter that cannot be sent.";
    UnsupportedSecurity "unsupported-security" Warning "A security scheme that is not supported.";
    OperationLeftOut "operation-left-out" Warning "An operation that cannot be supported and is left out.";
    UnionByTrial "union-by-trial" Note "The alternatives of a union cannot be told apart without decoding them.";
    RecursiveAlias "recursive-alias" Warning "A schema that is only another name for itself.";
    EndlessRequired "endless-required" Warning "A schema that requires another value of itself, without end.";
}
