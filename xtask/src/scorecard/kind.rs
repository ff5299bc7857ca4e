//! The kinds of errors, and putting one of a kind into a workbook.

use super::bench::{Bench, Injected, Place};
use super::maker::Maker;
use crate::random::Random;

/// A kind of error.
pub(crate) struct Kind {
    pub(crate) family: Family,
    pub(crate) name: &'static str,
    /// Makes the error in the workbook of a school; the cells that are wrong then, or `None` where
    /// this school has no place for it.
    pub(crate) make: fn(&mut Maker<'_>) -> Option<Vec<Place>>,
}

impl Kind {
    /// An error of this kind, in whichever school has a place for it.
    pub(crate) fn inject(&self, bench: &Bench<'_>, random: &mut Random) -> Injected {
        // A kind that no school has a place for would be a fault of its maker.
        for _ in 0..1_000 {
            let last = i64::try_from(bench.schools()).unwrap_or(1) - 1;
            let school = usize::try_from(random.between(0, last)).unwrap_or(0);
            let mut answers = bench.filling(school).answers.clone();
            let mut without = None;
            let mut retouches = Vec::new();
            let mut maker = Maker {
                bench,
                random,
                school,
                answers: &mut answers,
                without: &mut without,
                retouches: &mut retouches,
            };
            if let Some(places) = (self.make)(&mut maker) {
                return Injected {
                    school,
                    answers,
                    without,
                    retouches,
                    places,
                };
            }
        }
        // Without last year's numbers there is none to copy: the workbook stays clean.
        Injected {
            school: 0,
            answers: bench.filling(0).answers.clone(),
            without: None,
            retouches: Vec::new(),
            places: Vec::new(),
        }
    }
}

/// What kind of check must find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    Structure,
    Spelling,
    Relation,
    Number,
    Sheet,
    Shown,
    Corrected,
    Formula,
}

impl Family {
    pub(crate) const ALL: [Family; 8] = [
        Family::Structure,
        Family::Spelling,
        Family::Relation,
        Family::Number,
        Family::Sheet,
        Family::Shown,
        Family::Corrected,
        Family::Formula,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Family::Structure => "结构",
            Family::Spelling => "写法",
            Family::Relation => "关系",
            Family::Number => "数字",
            Family::Sheet => "整表",
            Family::Shown => "显示",
            Family::Corrected => "涂改",
            Family::Formula => "公式",
        }
    }
}
