//! The sentence being read.

use super::list::List;
use super::measure::Memory;
use super::phrase::{Item, Measure};
use super::scope::Scope;

/// The sentence being read.
#[derive(Default)]
pub(super) struct Sentence<'a> {
    pub(super) scope: Scope,
    /// What holds over its semicolons.
    pub(super) head: Option<Scope>,
    /// Whether it named a level.
    pub(super) names_level: bool,
    /// Whether parts are told: 其中.
    pub(super) is_part: bool,
    /// Whether the part up to a semicolon had a number.
    pub(super) is_part_told: bool,
    /// The clause so far, and whether it had a number.
    pub(super) clause: Vec<Item<'a>>,
    pub(super) is_told: bool,
    /// Whether a number stood in a bracket behind it.
    pub(super) has_aside: bool,
    /// The whole of the last share, where it is an amount of something else.
    pub(super) whole: Option<String>,
    /// What held where a bracket was opened.
    pub(super) open: Vec<Outside<'a>>,
    /// What the numbers of a list are of.
    pub(super) list: List<'a>,
    /// The levels told so far.
    pub(super) told: Vec<(Measure<'a>, Scope)>,
}

/// What holds again behind a bracket.
pub(super) struct Outside<'a> {
    pub(super) scope: Scope,
    pub(super) clause: Vec<Item<'a>>,
    pub(super) is_told: bool,
    pub(super) is_part: bool,
    pub(super) memory: Memory<'a>,
}

/// No clause that people read has more pieces.
const LONGEST: usize = 64;

impl<'a> Sentence<'a> {
    /// Reads a piece of the clause.
    pub(super) fn push(&mut self, item: Item<'a>) {
        if self.clause.len() == LONGEST {
            self.clause.remove(0);
        }
        self.clause.push(item);
    }
}
