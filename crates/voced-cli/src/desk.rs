//! The desk: a page in the browser over the bureau's folder.

use crate::arguments::DeskOptions;
use crate::{Console, DeskCall, Done, Failure};

/// Opens the desk, and returns when it is ended.
pub(crate) fn desk(options: &DeskOptions, console: &Console) -> Result<Done, Failure> {
    let program = console.program();
    let call = DeskCall {
        bureau: program.bureau(options.bureau.as_deref()),
        on: options.on,
        opens_browser: !options.no_browser,
    };
    (program.desk)(&call, &|line| console.line(line))
}
