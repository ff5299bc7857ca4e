//! What this program is called by whoever uses it, and what lies beside it. Nothing else knows.
//!
//! Developers call it through cargo in the workspace; the one that `dist` makes is
//! called by its own name, wherever it was unpacked.

/// The name with its arguments, as a literal: `program!("check")`.
#[cfg(not(feature = "dist"))]
macro_rules! program {
    () => {
        "cargo xtask"
    };
    ($arguments:literal) => {
        concat!("cargo xtask ", $arguments)
    };
}
#[cfg(feature = "dist")]
macro_rules! program {
    () => {
        "voced"
    };
    ($arguments:literal) => {
        concat!("voced ", $arguments)
    };
}
pub(crate) use program;

/// The folder of the bureau, where none is named.
pub(crate) const BUREAU: &str = if cfg!(feature = "dist") {
    "."
} else {
    "fixtures/siping"
};

/// What `--bureau` is.
pub(crate) const BUREAU_HELP: &str = if cfg!(feature = "dist") {
    "教育局的文件夹，默认为当前文件夹"
} else {
    "教育局的文件夹，默认为fixtures/siping"
};

/// Texts of a report to begin with.
pub(crate) const EXAMPLE_TEXTS: &str = if cfg!(feature = "dist") {
    "示例/narrative"
} else {
    "fixtures/demo/narrative"
};

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Who reads what these write has the workspace before them.
    const FOR_DEVELOPERS: [&str; 3] = ["program.rs", "fixtures", "scorecard"];

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let paths = paths.filter(|path| !FOR_DEVELOPERS.iter().any(|own| path.ends_with(own)));
        let found = paths.flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        });
        found.collect()
    }

    #[test]
    fn nothing_else_knows_what_the_program_is_called() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let crates = fs::read_dir(own.join("../crates")).unwrap();
        let crates = crates.map(|entry| entry.unwrap().path().join("src"));
        let folders = crates.chain([own.join("src")]);
        let sources = folders.flat_map(|folder| sources(&folder));
        for path in sources.filter(|path| path.extension().is_some_and(|found| found == "rs")) {
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let naming: Vec<&str> = code.filter(|line| line.contains("cargo xtask")).collect();
            assert_eq!(naming, [""; 0], "{}", path.display());
        }
    }
}
