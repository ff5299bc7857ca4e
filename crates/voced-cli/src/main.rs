//! The program `voced`. With the feature `typeset` the typesetter is within it, and still runs as a
//! process of its own: whatever becomes of it, everything but the PDF is written. With the feature `desk` the desk is
//! within it as well.

use std::process::ExitCode;

use voced_cli::Program;

fn main() -> ExitCode {
    #[cfg(feature = "typeset")]
    if let Some(code) = typeset::called() {
        return code;
    }
    #[cfg(feature = "desk")]
    if std::env::args_os().len() == 1 {
        return desk::alone();
    }
    let program = Program {
        name: "voced",
        bureau: ".",
        example_texts: "示例/narrative",
        #[cfg(feature = "typeset")]
        typesetter: typeset::program,
        #[cfg(not(feature = "typeset"))]
        typesetter: voced_cli::beside,
        #[cfg(feature = "desk")]
        desk: desk::open,
        #[cfg(not(feature = "desk"))]
        desk: voced_cli::desk_beside,
    };
    voced_cli::main(program, voced_cli::run)
}

#[cfg(feature = "typeset")]
mod typeset {
    use std::ffi::OsString;
    use std::process::{Command, ExitCode};

    use mimalloc::MiMalloc;
    use voced_outputs::TypesetterError;

    /// Typst makes millions of small things on several threads, and remembers them to the end.
    #[global_allocator]
    static ALLOCATOR: MiMalloc = MiMalloc;

    /// The first argument by which this program knows that it called itself.
    const TYPESET: &str = "--typeset";

    /// This program, as its own typesetter.
    pub(super) fn program(_: &dyn Fn(&str)) -> Result<Command, TypesetterError> {
        let own = std::env::current_exe().map_err(TypesetterError::failed)?;
        let mut command = Command::new(own);
        command.arg(TYPESET);
        Ok(command)
    }

    /// Typesets, where that is what it was called for.
    pub(super) fn called() -> Option<ExitCode> {
        let mut arguments = std::env::args_os().skip(1).peekable();
        arguments.next_if(|first| first == TYPESET)?;
        let named = [OsString::from("voced-pdf")].into_iter().chain(arguments);
        Some(voced_pdf::program(named))
    }
}

#[cfg(feature = "desk")]
mod desk {
    use std::process::ExitCode;

    use voced_cli::{DeskCall, Done, Failure};
    use voced_desk::{Settings, serve};

    /// A double click: what is said stays to be read.
    pub(super) fn alone() -> ExitCode {
        let settings = Settings {
            bureau: None,
            on: None,
            opens_browser: true,
        };
        println!("用完以后关掉这个窗口就行；命令见 voced --help");
        match serve(&settings, &|line| println!("{line}")) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                println!("错误 {error}\n按回车键关闭");
                let _ = std::io::stdin().read_line(&mut String::new());
                ExitCode::from(2)
            }
        }
    }

    /// Serves the desk until this program ends.
    pub(super) fn open(call: &DeskCall, say: &dyn Fn(&str)) -> Result<Done, Failure> {
        let settings = Settings {
            bureau: Some(call.bureau.clone()),
            on: call.on,
            opens_browser: call.opens_browser,
        };
        let served = serve(&settings, say);
        served.map(|()| Done::Clean).map_err(Failure::of)
    }
}
