//! A bureau's folder of plain files: [`Folder::inputs`] reads what a year's run needs, and an
//! [`OutputFolder`] takes the outputs, all of them or none.
//!
//! An input is never modified. Nothing is left half-written, and nothing that a person changed is
//! overwritten: what is no longer as it was written is set aside with its date.
//!
//! Nothing here knows a command, an argument or a terminal, and nothing computes a figure.

// In the order in which to read them.
mod error;
mod folder;
mod inputs;

mod open_elsewhere;
mod returned_files;

mod lock;
mod output;
mod output_folder;
mod written;

pub use error::FolderError;
pub use folder::Folder;
pub use output::Output;
pub use output_folder::OutputFolder;
pub use returned_files::ReturnedFile;
