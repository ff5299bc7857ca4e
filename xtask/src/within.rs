//! The typesetter within this program, where it was made to be handed out as one file.
//!
//! It still runs as a process of its own: whatever becomes of it, everything but the PDF is written.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use mimalloc::MiMalloc;

use crate::console::Console;
use crate::failure::Failure;

/// Typst makes millions of small things on several threads, and remembers them to the end.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The first argument by which this program knows that it called itself.
const TYPESET: &str = "--typeset";

/// This program, as its own typesetter.
pub(crate) fn typesetter(_: &Console) -> Result<Command, Failure> {
    let own = std::env::current_exe().map_err(|error| Failure::new(error, ""))?;
    let mut command = Command::new(own);
    command.arg(TYPESET);
    Ok(command)
}

/// Typesets, where that is what it was called for.
pub(crate) fn called() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    arguments.next_if(|first| first == TYPESET)?;
    let named = [OsString::from("voced-pdf")].into_iter().chain(arguments);
    Some(voced_pdf::program(named))
}
