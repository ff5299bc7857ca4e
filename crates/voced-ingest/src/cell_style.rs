//! How cells look.

use std::sync::Arc;

use crate::number_format::NumberFormat;

/// How the cells of a style look.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellStyle {
    /// Absent where everything is shown as it is stored.
    pub(crate) format: Option<Arc<NumberFormat>>,
    pub(crate) is_struck: bool,
    /// Whether the file does not say how numbers of this style are shown.
    pub(crate) is_unknown: bool,
}
