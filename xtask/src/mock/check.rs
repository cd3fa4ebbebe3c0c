//! Holds a value against a schema, and says what is wrong in the words of an API.

use std::sync::OnceLock;

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::document::Document;
use super::schema::self_contained;

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Complaint {
    /// The field or parameter, in dotted form: `tags.0`.
    pub(super) field: String,
    /// A sentence that names the field.
    pub(super) message: String,
}

/// What the thing that is checked is called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Naming<'a> {
    /// The body; its parts are fields.
    Body,
    /// A parameter of this name, and what kind of parameter that is.
    Parameter(&'a str, &'a str),
}

impl Naming<'_> {
    /// A complaint about a part, or about the whole when the part has no name.
    pub(super) fn complaint(self, part: String, rule: &str) -> Complaint {
        let (field, noun) = match self {
            Self::Body if part.is_empty() => ("body".to_owned(), ""),
            Self::Body => (part, " field"),
            Self::Parameter(name, noun) if part.is_empty() => (name.to_owned(), noun),
            Self::Parameter(name, noun) => (format!("{name}.{part}"), noun),
        };
        Complaint { message: format!("The {field}{noun} {rule}."), field }
    }
}

/// A schema that is compiled when it is first needed: a large document has thousands.
#[derive(Debug)]
pub(super) struct Check {
    schema: Value,
    validator: OnceLock<Result<Validator, String>>,
}

impl Check {
    pub(super) fn new(schema: &Value) -> Self {
        Self { schema: schema.clone(), validator: OnceLock::new() }
    }

    pub(super) fn schema(&self) -> &Value {
        &self.schema
    }

    /// What is wrong with a value.
    ///
    /// # Errors
    /// When the schema itself is faulty, so that nothing can be checked.
    pub(super) fn complaints(
        &self,
        document: &Document,
        value: &Value,
        naming: Naming<'_>,
    ) -> Result<Vec<Complaint>, String> {
        let validator = self.validator.get_or_init(|| compile(document, &self.schema));
        let validator = validator.as_ref().map_err(Clone::clone)?;
        let errors = validator.iter_errors(value).collect::<Vec<_>>();
        Ok(errors.iter().flat_map(|error| explain(error, naming)).collect())
    }
}

fn compile(document: &Document, schema: &Value) -> Result<Validator, String> {
    let options = jsonschema::options().should_validate_formats(true).offline();
    options.build(&self_contained(document, schema)).map_err(|error| error.to_string())
}

/// The complaints of one error. A value that fits no member of a union is explained by the one
/// member that was plainly meant, if there is one.
fn explain(error: &ValidationError<'_>, naming: Naming<'_>) -> Vec<Complaint> {
    let (Kind::AnyOf { context } | Kind::OneOfNotValid { context }) = error.kind() else {
        return vec![complaint(error, naming)];
    };
    let here = error.instance_path().as_str();
    let is_other_kind = |inner: &ValidationError<'_>| {
        inner.instance_path().as_str() == here && matches!(inner.kind(), Kind::Type { .. })
    };
    let mut meant = context.iter().filter(|errors| !errors.iter().any(is_other_kind));
    match (meant.next(), meant.next()) {
        (Some(errors), None) if !errors.is_empty() => {
            errors.iter().flat_map(|inner| explain(inner, naming)).collect()
        }
        _ => vec![complaint(error, naming)],
    }
}

fn complaint(error: &ValidationError<'_>, naming: Naming<'_>) -> Complaint {
    let mut field = dotted(error.instance_path().as_str());
    if let Kind::Required { property } = error.kind() {
        let property = property.as_str().unwrap_or_default();
        field = if field.is_empty() { property.to_owned() } else { format!("{field}.{property}") };
    }
    naming.complaint(field, &rule(error))
}

/// `/tags/0` becomes `tags.0`.
fn dotted(pointer: &str) -> String {
    let parts = pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"));
    parts.collect::<Vec<_>>().join(".")
}

/// The rest of the sentence "The tags.0 field …".
fn rule(error: &ValidationError<'_>) -> String {
    match error.kind() {
        Kind::Required { .. } => "is required".into(),
        Kind::Type { kind } => format!("must be {}", kinds(kind)),
        Kind::Enum { options } => format!("must be one of {}", list(options)),
        Kind::Constant { expected_value } => format!("must be {expected_value}"),
        Kind::MinLength { limit } => format!("must have at least {}", count(*limit, "character")),
        Kind::MaxLength { limit } => format!("may have at most {}", count(*limit, "character")),
        Kind::MinItems { limit } => format!("must have at least {}", count(*limit, "item")),
        Kind::MaxItems { limit } => format!("may have at most {}", count(*limit, "item")),
        Kind::MinProperties { limit } => format!("must have at least {}", count(*limit, "member")),
        Kind::MaxProperties { limit } => format!("may have at most {}", count(*limit, "member")),
        Kind::Minimum { limit } => format!("must be at least {limit}"),
        Kind::Maximum { limit } => format!("must be at most {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("must be greater than {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        Kind::MultipleOf { multiple_of } => format!("must be a multiple of {multiple_of}"),
        Kind::Pattern { pattern } => format!("must match the pattern {pattern}"),
        Kind::Format { format } => format!("must be a valid {format}"),
        Kind::UniqueItems => "must not have an item twice".into(),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            format!("must not have {}", unexpected.join(", "))
        }
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            "has none of the documented forms".into()
        }
        Kind::OneOfMultipleValid { .. } => "has several documented forms at once".into(),
        _ => "is not valid".into(),
    }
}

fn kinds(kind: &TypeKind) -> String {
    let kinds: Vec<String> = match kind {
        TypeKind::Single(kind) => vec![kind.to_string()],
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
    };
    let article = |kind: &String| match kind.as_str() {
        "null" => kind.clone(),
        "integer" | "array" | "object" => format!("an {kind}"),
        _ => format!("a {kind}"),
    };
    kinds.iter().map(article).collect::<Vec<_>>().join(" or ")
}

fn list(options: &Value) -> String {
    let options = super::document::elements(options).iter().map(Value::to_string);
    options.collect::<Vec<_>>().join(", ")
}

fn count(limit: u64, noun: &str) -> String {
    format!("{limit} {noun}{}", if limit == 1 { "" } else { "s" })
}
