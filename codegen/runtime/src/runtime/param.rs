//! From Rust values to the values of parameters, before any style is applied.

use std::collections::BTreeMap;

use super::file::File;

/// A type whose values can be sent as a parameter of a request.
///
/// It is implemented for text with and without a format, integers, booleans, numbers, times, the enums
/// of the API, and for lists and string-keyed maps of those.
pub trait ToParam {
    /// The value as text, as a list of texts, or as an object of texts.
    fn to_param(&self) -> ParamValue;
}

/// A parameter's value, not yet written in the style of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamValue(pub(super) Shape);

/// The three shapes that the styles of parameters know, and the one that they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
    /// Parts of a `multipart` body, and of nothing else.
    Files(Vec<File>),
    /// A list or an object within another: refused when the request is built.
    Nested,
}

impl ParamValue {
    /// A value that is one text.
    pub fn one(text: impl Into<String>) -> Self {
        Self(Shape::One(text.into()))
    }

    /// The same of a text that is copied; enums have it compiled once for all.
    #[doc(hidden)]
    pub fn text(text: &str) -> Self {
        Self(Shape::One(text.to_owned()))
    }

    /// The value in a form for people.
    pub(super) fn shown(&self) -> String {
        match &self.0 {
            Shape::One(text) => text.clone(),
            Shape::Many(items) => items.join(","),
            Shape::Pairs(pairs) => {
                let members: Vec<String> =
                    pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
                members.join(",")
            }
            Shape::Files(_) | Shape::Nested => "…".to_owned(),
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.0 {
            Shape::One(text) => Some(text),
            _ => None,
        }
    }

    fn into_text(self) -> Option<String> {
        match self.0 {
            Shape::One(text) => Some(text),
            _ => None,
        }
    }
}

impl ToParam for str {
    fn to_param(&self) -> ParamValue {
        ParamValue::one(self)
    }
}

impl ToParam for String {
    fn to_param(&self) -> ParamValue {
        ParamValue::one(self.as_str())
    }
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> ParamValue {
        (**self).to_param()
    }
}

impl<T: ToParam> ToParam for [T] {
    fn to_param(&self) -> ParamValue {
        let (mut texts, mut files) = (Vec::with_capacity(self.len()), Vec::new());
        for item in self {
            match item.to_param().0 {
                Shape::One(text) => texts.push(text),
                Shape::Files(found) => files.extend(found),
                _ => return ParamValue(Shape::Nested),
            }
        }
        ParamValue(if files.is_empty() { Shape::Many(texts) } else { Shape::Files(files) })
    }
}

impl<T: ToParam> ToParam for Vec<T> {
    fn to_param(&self) -> ParamValue {
        self.as_slice().to_param()
    }
}

impl<T: ToParam, const N: usize> ToParam for [T; N] {
    fn to_param(&self) -> ParamValue {
        self.as_slice().to_param()
    }
}

impl<T: ToParam> ToParam for BTreeMap<String, T> {
    fn to_param(&self) -> ParamValue {
        let pairs = self
            .iter()
            .map(|(key, value)| Some((key.clone(), value.to_param().into_text()?)))
            .collect();
        ParamValue(Option::map_or(pairs, Shape::Nested, Shape::Pairs))
    }
}

impl ToParam for File {
    fn to_param(&self) -> ParamValue {
        ParamValue(Shape::Files(vec![self.clone()]))
    }
}

/// Types whose `Display` is what is sent.
macro_rules! by_display {
    ($($ty:ty),*) => {$(
        impl ToParam for $ty {
            fn to_param(&self) -> ParamValue {
                ParamValue::one(self.to_string())
            }
        }
    )*};
}

by_display!(bool, i32, i64, u32, u64, super::IntegerOrString, super::NumberOrString);
