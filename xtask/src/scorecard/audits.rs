//! The scorecard of the audit: what it recognises, which faults it finds, and what it takes for one.

use super::{edits, invented, labelled, recognition};
use voced_cli::Failure;

/// The whole of it, as Markdown.
pub(super) fn markdown() -> Result<String, Failure> {
    let mut text = String::from(
        "# 核对报告的成绩单\n\n由`cargo xtask scorecard --only audit`写出，改核对方法后重新生成。\n",
    );
    recognition::recognition(&mut text)?;
    labelled::labelled(&mut text)?;
    invented::invented(&mut text)?;
    edits::edits(&mut text)?;
    Ok(text)
}
