//! Texts as names of files.

/// What some file system takes in no name.
const REFUSED: &str = "/\\:*?\"<>|";

/// A title as a name of files, without what some file system does not take.
pub fn file_stem(title: &str) -> String {
    let is_kept = |c: &char| !c.is_control() && !REFUSED.contains(*c);
    title.chars().filter(is_kept).collect()
}
