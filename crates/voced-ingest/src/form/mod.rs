//! A form (表样) that a province or a bureau issues, read into rows that say what is asked for, and what the
//! catalogue would have to define for it.
//!
//! Nothing here writes a file, and no label becomes more than a text: not a line of TOML, not a formula, not the
//! code of a template.

// In the order in which to read them: the bytes of a form, then the definitions that it asks for.
mod read;

mod grid;
mod heads;
mod rows;
mod words;

mod proposal;
mod propose;

mod changed;
mod codes;
mod known;
mod names;
mod own_group;
mod quotients;
mod relations;
mod units;

mod entries;
mod toml_text;

#[cfg(test)]
mod tests;

pub use proposal::{Proposal, ProposedChange, Tally};
pub use propose::{FormUse, propose};
pub use read::{Form, FormError, FormFault, FormRow, Forms, read_forms};
