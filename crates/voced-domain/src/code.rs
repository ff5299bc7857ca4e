//! Codes: the short, stable names by which entries of data refer to each other.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A text that cannot be a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeError {
    /// The text that was found.
    pub text: String,
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}”不能作代码：代码以字母或数字开头，只含字母、数字、点、下划线和连字符，不超过60个字符",
            self.text
        )
    }
}

impl std::error::Error for CodeError {}

/// Codes become file names, names of cells and keys of JSON, so they are plain ASCII.
fn check(text: &str) -> Result<(), CodeError> {
    let fits = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.len() <= 60
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    fits.then_some(())
        .ok_or_else(|| CodeError { text: text.into() })
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks a text and takes it as a code.
            ///
            /// # Errors
            /// A [`CodeError`] where the text is empty, longer than 60 bytes, or holds anything
            /// but ASCII letters, digits, `.`, `_` and `-`.
            pub fn new(text: impl AsRef<str>) -> Result<Self, CodeError> {
                check(text.as_ref())?;
                Ok(Self(text.as_ref().into()))
            }

            /// The code that the source of a program names.
            ///
            /// # Panics
            /// Where the text can be no code.
            pub fn constant(text: &str) -> Self {
                Self::new(text).expect("a constant that is a code")
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(text: String) -> Result<Self, CodeError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0.as_ref().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

code!(
    /// A data item: `students.enrolled`.
    ItemCode
);
code!(
    /// An indicator: `employment_rate`. The sum of an item has the item's own code.
    IndicatorCode
);
code!(
    /// A group of items, a sheet of the workbook: `scale`.
    GroupCode
);
code!(
    /// A rule or a relation: `REL012`.
    RuleCode
);
code!(
    /// The 口径 version of a definition: `national`, `siping-2020`.
    DefinitionVersion
);
code!(
    /// A school or a region: 学校标识码 or 行政区划代码, or the bureau's own number.
    EntityCode
);

impl From<ItemCode> for IndicatorCode {
    fn from(item: ItemCode) -> Self {
        Self(item.0)
    }
}

impl DefinitionVersion {
    /// The version of definitions that hold for the whole nation.
    pub fn national() -> Self {
        Self("national".into())
    }

    /// The version of what a bureau defines and the nation does not.
    pub fn own() -> Self {
        Self("own".into())
    }
}
