//! Figures that a finished report printed, and where ours differ from them.

use crate::code::{DefinitionVersion, EntityCode, IndicatorCode};
use crate::fact::Provenance;
use crate::quantity::Rounded;
use crate::unit::Unit;
use crate::year::ReferenceYear;

/// Whether a printed figure is a value or a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedKind {
    /// A value.
    Level,
    /// A change against the year before, with its sign.
    Change,
}

/// A figure as a report printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedFigure {
    /// Number of the claim in a list of claims, if it is in one.
    pub claim: String,
    /// The indicator.
    pub indicator: IndicatorCode,
    /// 口径 version, where it is not the one in force.
    pub version: Option<DefinitionVersion>,
    /// The school or region.
    pub entity: EntityCode,
    /// The year it is about.
    pub year: ReferenceYear,
    /// Value or change.
    pub kind: PrintedKind,
    /// The text as printed, `25.2:74.8`, `+228`.
    pub text: String,
    /// The number in it; of two shares the first.
    pub number: Rounded,
    /// The unit as printed, which may be wrong: `%` for percentage points.
    pub unit: Unit,
    /// Printed, or derived from printed figures.
    pub provenance: Provenance,
    /// Whether it follows from a printed figure that does not hold, so that it is kept and not printed again.
    pub is_doubtful: bool,
    /// The section it stands in.
    pub section: String,
    /// Why ours differs, as far as somebody found out.
    pub note: String,
}

/// A printed figure that the computed one does not reproduce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What was printed.
    pub printed: PrintedFigure,
    /// What we print, with its unit, or the word for its absence.
    pub computed: String,
    /// The exact value behind it, where there is one.
    pub exact: String,
    /// Why they differ.
    pub reason: String,
}

/// How a report's printed figures stand to the computed ones.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Figures that come out to the printed digit.
    pub agreed: Vec<PrintedFigure>,
    /// Figures that do not.
    pub differences: Vec<Difference>,
    /// Changes of rates printed in % where percentage points are meant; the number may well agree.
    pub unit_slips: Vec<PrintedFigure>,
}
