//! Every kind of change, in one table.

use serde::{Serialize, Serializer};

macro_rules! rules {
    ($($variant:ident $name:literal $explanation:literal;)*) => {
        /// What kind of change a finding is. The names are stable: acknowledgements may rely on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $explanation] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, in a sentence.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }
        }
    };
}

rules! {
    // Operations.
    OperationAdded "operation-added" "A method of a path is new.";
    OperationRemoved "operation-removed" "A method of a path is gone.";
    OperationMoved "operation-moved" "An operation has another path or method.";
    OperationRenamed "operation-renamed" "An operation, or a type of its own, has another name in Rust.";
    OperationRegrouped "operation-regrouped" "An operation stands in another module: its first tag changed.";
    OperationDeprecated "operation-deprecated" "An operation is advised against, or no longer.";
    Features "features" "Operations are behind other features of Cargo.";
    // Parameters, the fields of forms among them.
    ParameterAdded "parameter-added" "A parameter is new.";
    ParameterRemoved "parameter-removed" "A parameter is gone.";
    ParameterRenamed "parameter-renamed" "A parameter has another name.";
    ParameterMoved "parameter-moved" "A parameter is sent in another part of the request.";
    ParameterRequired "parameter-required" "A parameter may no longer be left out.";
    ParameterOptional "parameter-optional" "A parameter may be left out.";
    ParameterType "parameter-type" "A parameter takes another type.";
    ParameterStyle "parameter-style" "The value of a parameter is written in another way.";
    ParameterOrder "parameter-order" "Required parameters stand in another order.";
    ParameterDefault "parameter-default" "What is meant when a parameter is left out changes.";
    ParameterLimits "parameter-limits" "A parameter's value has other limits.";
    // Bodies of requests.
    BodyAdded "body-added" "An operation takes a body.";
    BodyRemoved "body-removed" "An operation takes a body no longer.";
    BodyRequired "body-required" "A body may no longer be left out.";
    BodyOptional "body-optional" "A body may be left out.";
    BodyType "body-type" "A body has another type.";
    BodyLimits "body-limits" "A body has other limits.";
    BodyMedia "body-media" "A body is sent in other media types.";
    // Answers.
    ResponseAdded "response-added" "A status of an answer is new.";
    ResponseRemoved "response-removed" "A status of an answer is gone.";
    ResponseStatus "response-status" "The same answer has another status.";
    ResponseType "response-type" "The body of an answer has another type.";
    ResponseMedia "response-media" "An answer has other media types.";
    HeaderAdded "header-added" "A header of an answer is new.";
    HeaderRemoved "header-removed" "A header of an answer is gone.";
    HeaderType "header-type" "A header of an answer has another type.";
    PaginationChanged "pagination-changed" "How one page of an answer leads to the next changes.";
    // Authentication and servers.
    SecurityChanged "security-changed" "An operation asks for other credentials.";
    SchemeAdded "scheme-added" "A way to authenticate is new.";
    SchemeRemoved "scheme-removed" "A way to authenticate is gone.";
    SchemeChanged "scheme-changed" "A credential is sent in another way.";
    SchemeTokens "scheme-tokens" "How a client gets its tokens by itself changes.";
    ServerAdded "server-added" "A server is new.";
    ServerRemoved "server-removed" "A server is gone.";
    ServerChanged "server-changed" "The server that is called by default has another address.";
    // Schemas.
    SchemaAdded "schema-added" "A schema is new.";
    SchemaRemoved "schema-removed" "A schema is gone.";
    SchemaRenamed "schema-renamed" "A schema has another name, and the same shape.";
    SchemaKind "schema-kind" "A schema is of another kind: an object, values, alternatives, another name.";
    SchemaType "schema-type" "A schema that is another name stands for another type.";
    SchemaNullable "schema-nullable" "Whether null is a value of a schema changes.";
    SchemaLimits "schema-limits" "The values of a schema have other limits.";
    // Members of objects.
    PropertyAdded "property-added" "A property is new.";
    PropertyRemoved "property-removed" "A property is gone.";
    PropertyRenamed "property-renamed" "A property has another name.";
    PropertyRequired "property-required" "A property must be there.";
    PropertyOptional "property-optional" "A property may be missing.";
    PropertyNullable "property-nullable" "A property may be null.";
    PropertyNotNullable "property-not-nullable" "A property may no longer be null.";
    PropertyType "property-type" "A property has another type.";
    PropertyLimits "property-limits" "A property's value has other limits.";
    PropertyDefault "property-default" "What is meant when a property is missing changes.";
    PropertyConstant "property-constant" "The value that a property has in every new object changes.";
    PropertyOrder "property-order" "Properties stand in another order.";
    OtherProperties "other-properties" "What members without a name may be changes.";
    // Values of enums.
    ValueAdded "value-added" "A value is new.";
    ValueRemoved "value-removed" "A value is gone.";
    ValueType "value-type" "The values of an enum are of another JSON type.";
    ValuesOpen "values-open" "Whether other values may come than those listed changes.";
    // Alternatives of unions.
    AlternativeAdded "alternative-added" "An alternative is new.";
    AlternativeRemoved "alternative-removed" "An alternative is gone.";
    AlternativeType "alternative-type" "An alternative has another type.";
    AlternativeLimits "alternative-limits" "An alternative's value has other limits.";
    DiscriminatorChanged "discriminator-changed" "An alternative is told by another tag.";
    DispatchChanged "dispatch-changed" "Alternatives are told apart in another way.";
    // The rest.
    DocumentInfo "document-info" "Title, version or licence of the document change.";
    Documentation "documentation" "The words change, and nothing else.";
    Examples "examples" "The examples change, and with them the golden tests.";
    Reordered "reordered" "Parts stand in another order, and nothing else changes.";
    GeneratedCode "generated-code" "The generated code changes as a consequence of other changes.";
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
