//! What must hold of a year's data: within a workbook, across schools and region, across years, and of
//! anything that is to be believed.
//!
//! [`confront`] puts every rule in force to the data and gives back findings at their cells, answered
//! by explanations and waivers where there are any, and how often each rule passed, failed, or could
//! not judge. Relations between items are entries of the catalogue; what needs an algorithm is a file
//! in `rules/`. Thresholds are data.
//!
//! Nothing here changes an answer, opens a file, knows a workbook format or writes for a screen.

// In the order in which to read them: a rule, what it looks at, what comes of it.
mod rule;
mod rules;

mod inputs;
mod verdicts;
mod year;

mod balance;
mod diagnosis;
mod expectation;
mod peers;
mod slip;

mod relations;

mod figure;
mod implied;
mod range;
mod rows;
mod sheet;
mod wording;

mod answers;
mod bounds;
mod confront;

pub use answers::{answer, beyond_stock_phrases};
pub use bounds::bound_name;
pub use confront::{Confrontation, confront};
pub use inputs::RuleInputs;
pub use relations::card as relation_card;
pub use rule::Rule;
pub use rules::all;
pub use year::Year;
