//! The typesetter as a program of its own, so that whoever asks for no PDF compiles no typst.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Typst makes millions of small things on several threads, and remembers them to the end.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    voced_pdf::program(std::env::args_os())
}
