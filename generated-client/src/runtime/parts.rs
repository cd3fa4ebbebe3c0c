//! Bodies in `multipart` whose parts the document names, where an operation takes other bodies, too.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a setter of one value and one of many are written alike"
)]

use std::fmt;

use super::Slot;
use super::error::BuildError;
use super::multipart::Multipart;
use super::operation::Param;
use super::param::{ParamValue, Shape, ToParam};
use super::values::Values;

/// The values of the parts that the document names. Generated bodies hold one.
///
/// `Debug` shows the names of the parts that have one, no content.
#[derive(Clone)]
pub struct NamedParts(Values);

#[allow(dead_code, reason = "not every generated crate has bodies that use all of them")]
impl NamedParts {
    /// Without any value.
    pub fn new(params: &'static [Param]) -> Self {
        Self(Values::new(params))
    }

    /// The same with the value of the part at `index` of the table, in place of one given before.
    ///
    /// An index beyond the table is ignored; generated code has none.
    #[must_use]
    pub fn with(mut self, index: usize, value: impl ToParam) -> Self {
        self.0.set(index, &value);
        self
    }

    /// The same for a value that is a list or an object of any type: by its items or members.
    #[must_use]
    pub fn with_tree(mut self, index: usize, value: impl Slot) -> Self {
        self.0.set_tree(index, &value);
        self
    }

    /// The same for a value that is sent as JSON text.
    #[must_use]
    pub fn with_json(mut self, index: usize, value: impl Slot) -> Self {
        self.0.set_json(index, &value);
        self
    }
}

impl fmt::Debug for NamedParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.given().iter().map(|(param, _)| param.name).collect();
        f.debug_tuple("NamedParts").field(&names).finish()
    }
}

/// What is wrong with a value is told when the body is sent.
impl From<NamedParts> for Multipart {
    fn from(parts: NamedParts) -> Self {
        let mut made = Self::of(parts.0.given());
        made.breach = parts.0.breach();
        made
    }
}

impl Multipart {
    /// The parts that these values make. Each item of a list is one of its own.
    pub(super) fn of(given: Vec<(&'static Param, &ParamValue)>) -> Self {
        let mut parts = Self::new();
        for (param, value) in given {
            parts.add(param, value);
        }
        parts
    }

    fn add(&mut self, param: &'static Param, value: &ParamValue) {
        let (name, media) = (|| param.name.to_owned(), param.media);
        match &value.0 {
            Shape::One(text) => self.push_text(name(), text.clone(), media),
            Shape::Many(items) => {
                for item in items {
                    self.push_text(name(), item.clone(), media);
                }
            }
            Shape::Files(files) => {
                for file in files {
                    self.push_file(name(), file.clone(), media);
                }
            }
            Shape::Pairs(_) | Shape::Nested => {
                let fault = BuildError::new(param.name, "is an object, which has no form here");
                self.fault.get_or_insert(fault);
            }
        }
    }
}

/// A body in `multipart` beside other bodies of an operation: its name, the request that takes it, and its parts as
/// in the table of an operation: `parts! { AddPetMultipart of AddPet [part "photo".required(), part "note"] }`. `default` in
/// front of it says that none is required.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! parts {
    (default $name:ident $($rest:tt)*) => {
        $crate::runtime::parts! { $name $($rest)* }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($name:ident of $request:ident [$($place:ident $param:literal $(.$with:ident($($argument:tt)*))*),* $(,)?]) => {
        #[doc = ::core::concat!("The body of [`", ::core::stringify!($request), "`] in parts, each given by name.")]
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before a request has it"]
        pub struct $name($crate::runtime::NamedParts);

        impl $name {
            // A static, since its limits may lead to tables that are such.
            const PARTS: &'static [$crate::runtime::Param] = {
                static PARTS: &[$crate::runtime::Param] =
                    &[$($crate::runtime::Param::$place($param)$(.$with($($argument)*))*),*];
                PARTS
            };
        }

        /// So that parts can be added that the document does not name.
        impl From<$name> for $crate::runtime::Multipart {
            fn from(parts: $name) -> Self {
                parts.0.into()
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the generated operations")]
pub(crate) use parts;
