//! The catalogue: what is collected, computed and checked, as data.
//!
//! The national definitions are embedded; a bureau adds its own [`Source`] in which an indicator
//! of a known code, with a printed reason, stands in front of the national one. Every entry is in
//! force for a span of years; [`Catalogue::edition`] picks those of one year.

mod changes;
mod edition;
mod entries;
mod former;
mod indicator;
mod item;
mod lint;
mod load;
mod major;
mod movement;
mod own;
mod relation;
mod retired;
mod threshold;
mod words;

#[cfg(test)]
mod tests;

pub use changes::{Alteration, DefinitionChange, Subject};
pub use edition::Edition;
pub use entries::{Catalogue, CatalogueError, Fault};
pub use former::FormerName;
pub use indicator::{ChangeRule, Formula, Indicator};
pub use item::{DataItem, Group, Kind, OfficialList, ReportingUnit, Table, quoted};
pub use load::Source;
pub use major::{Major, MajorDirectory};
pub use movement::{STUDENTS, STUDENTS_IN, STUDENTS_OUT};
pub use relation::{Missing, Operator, Relation};
pub use retired::Retired;
pub use threshold::Threshold;
