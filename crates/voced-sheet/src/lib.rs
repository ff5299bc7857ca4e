//! What all workbooks share: colours, formats, widths that are right for Chinese, sheets with a title
//! and heads, references as formulas spell them, and bytes that are the same on every system.
//!
//! Nothing here knows what stands in a workbook, opens a file or asks a clock.

mod grid;
pub mod palette;
mod paper;
mod range;
mod saved;
mod shown;
mod style;

pub use grid::{FIRST_ROW, Grid, Head, List, figure_format, list};
pub use paper::running_heads;
pub use range::{Range, blocks, call, literal};
pub use saved::saved;
pub use shown::{
    BLANK, MISSING, NO_ANSWER, NOT_APPLICABLE, NOT_SUBMITTED, NOTHING, Shown, UNDEFINED, UNUSABLE,
    number_format,
};
pub use style::{
    base, cell, cell_text, column_width, head, link, printable, properties, remark, row_height,
    text_input, title,
};
