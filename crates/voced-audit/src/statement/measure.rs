//! What is counted: in the clause itself, or held on from before.

use super::clause;
use super::lexicon::{Kind, Units};
use super::phrase::{Item, Measure};
use super::scope::{Scope, Word};
use crate::claim::Claim;
use crate::figures::FigureKind;

/// So many measures are remembered: a sentence leaves out what was said just before.
const MOST: usize = 12;
/// A graduate who is a part of those employed is counted as employed.
const GRADUATES: &str = "毕业生数";
const EMPLOYED: &[&str] = &["就业人数", "直接就业人数"];

/// The measures that were said, the last one last, each with the paragraph in which it was.
#[derive(Clone, Default)]
pub(super) struct Memory<'t> {
    measures: Vec<(Measure<'t>, usize)>,
    paragraph: usize,
}

impl<'t> Memory<'t> {
    pub(super) fn begin_paragraph(&mut self) {
        self.paragraph += 1;
    }

    pub(super) fn remember(&mut self, measure: &Measure<'t>) {
        self.measures.retain(|(known, _)| known != measure);
        self.measures.push((measure.clone(), self.paragraph));
        if self.measures.len() > MOST {
            self.measures.remove(0);
        }
    }

    fn last(&self, fits: impl Fn(Units<'t>) -> bool) -> Option<Measure<'t>> {
        let mut known = self.measures.iter().rev();
        let found = known.find(|(known, _)| fits(known.units));
        found.map(|(measure, _)| measure.clone())
    }

    /// Whether such a measure was said in the paragraph, or in the heading above it.
    fn is_fresh(&self, fits: impl Fn(Units<'t>) -> bool) -> bool {
        let mut fresh = self.measures.iter();
        fresh.any(|(known, at)| at + 1 >= self.paragraph && fits(known.units))
    }
}

/// A number, as far as it says what it counts.
#[derive(Clone, Copy)]
pub(super) struct Number<'c> {
    pub(super) kind: FigureKind,
    /// Its unit, without 万 and 亿.
    pub(super) unit: &'c str,
}

impl<'c> Number<'c> {
    pub(super) fn of(claim: &'c Claim, kind: FigureKind) -> Self {
        Self {
            kind,
            unit: claim.counted(),
        }
    }

    pub(super) fn is_percent(self) -> bool {
        matches!(self.unit, "%" | "‰")
    }

    pub(super) fn counts_people(self) -> bool {
        matches!(self.unit, "人" | "名" | "位")
    }

    /// Whether it is of something that was told: a change, or a share.
    pub(super) fn is_change(self) -> bool {
        use FigureKind::{Change, Growth, Points, Trend};
        matches!(self.kind, Change | Growth | Points | Trend)
    }

    /// Whether it can be a number of what stands in these units.
    fn fits(self, units: Units<'_>) -> bool {
        use FigureKind::{Growth, Points, Ratio, Share, Trend};
        match self.kind {
            Growth | Points | Trend => true,
            // Its part is counted in whatever the whole is; fields and peoples are not what has parts.
            Share => !units.is_of_classes(),
            Ratio => true,
            _ if self.unit.is_empty() => !units.is_of_classes(),
            _ => units.fit(self.unit),
        }
    }

    /// What is counted in some pieces.
    pub(super) fn in_items<'t>(self, items: &[Item<'t>]) -> Option<Measure<'t>> {
        clause::measure(items, |units| self.fits(units))
    }

    /// Whether something that it can be a number of was said not long before.
    pub(super) fn is_known(self, memory: &Memory<'_>) -> bool {
        memory.is_fresh(|units| self.fits(units))
    }

    /// What is counted where its own words do not tell, unless that it is a part of something.
    pub(super) fn from<'t>(self, memory: &Memory<'t>, is_part: bool) -> Measure<'t> {
        self.known(memory, is_part)
            .unwrap_or_else(|| self.anything())
    }

    /// What was said before and holds for it, unless that it is a part of something.
    pub(super) fn known<'t>(self, memory: &Memory<'t>, is_part: bool) -> Option<Measure<'t>> {
        let is_schools = self.unit == "所" && self.kind == FigureKind::Level;
        let known = match self.kind {
            _ if is_schools => None,
            FigureKind::Share if is_part => {
                memory.last(|units| units.has_parts() && self.fits(units))
            }
            _ => memory.last(|units| self.fits(units)),
        };
        known.or_else(|| self.by_unit())
    }

    /// What its unit alone says.
    pub(super) fn by_unit<'t>(self) -> Option<Measure<'t>> {
        let (name, units) = match self.unit {
            "所" => ("学校数", "所/个"),
            "人次" => ("人次数", "人次"),
            "册" => ("图书", "册"),
            "户" => ("户数", "户"),
            "平方米" | "亩" | "公顷" => ("面积", "平方米/亩/公顷"),
            "班" => ("班级数", "个/班"),
            "门" => ("课程数", "门"),
            _ => return None,
        };
        Some(Measure {
            name: name.into(),
            units: Units(units),
        })
    }

    /// What can be said of it if nothing else can.
    pub(super) fn anything<'t>(self) -> Measure<'t> {
        let name = match self.unit {
            "人" | "名" | "位" => "人数",
            "元" => "金额",
            "%" | "‰" => "比例",
            _ => "数量",
        };
        Measure {
            name: name.into(),
            units: Units(""),
        }
    }
}

/// Whether something is the number of all who have work.
pub(super) fn is_employed(name: &str) -> bool {
    EMPLOYED.contains(&name)
}

/// Where people went of whom a number tells.
pub(super) struct Going<'c> {
    /// The words of its clause.
    pub(super) words: &'c [Word],
    /// Whether they are told as a part of all who have work.
    pub(super) is_of_employed: bool,
    /// Whether where they went stands right in front of the number: 升学839人.
    pub(super) is_bare: bool,
}

/// Graduates who are told by where they went are counted as those who went there; as a part of those employed,
/// as employed.
pub(super) fn of_goal<'t>(
    measure: Measure<'t>,
    number: Number<'_>,
    going: &Going<'_>,
) -> Measure<'t> {
    let is_of_all = [GRADUATES, "学生数"].contains(&&*measure.name);
    // 就业1451人，其中直接就业612人，升学839人.
    let is_of_some = going.is_bare && (is_employed(&measure.name) || measure.name == "升学人数");
    if !is_of_all && !is_of_some {
        return measure;
    }
    let is_goal = |word: &&Word| matches!(word.kind, Kind::Part("goal" | "trade"));
    let goal = going.words.iter().find(is_goal);
    let name = match goal.map(|goal| goal.text.as_str()) {
        _ if going.is_of_employed && is_of_all => "就业人数",
        Some(goal) if number.kind == FigureKind::Level => match goal {
            "升学" => "升学人数",
            "直接就业" => "直接就业人数",
            "对口就业" => "对口就业人数",
            "待就业" => "未就业人数",
            _ if is_of_some => return measure,
            _ => "就业人数",
        },
        _ => return measure,
    };
    Measure {
        name: name.into(),
        ..measure
    }
}

/// What a part is counted by where its whole has another name: the product of an industry is its added value.
pub(super) fn of_part<'m>(measure: &'m str, scope: &Scope) -> &'m str {
    let is_product = matches!(measure, "地区生产总值" | "国内生产总值");
    let of_trade = |word: &Word| word.kind == Kind::Part("trade");
    if is_product && scope.words().iter().any(of_trade) {
        "增加值"
    } else {
        measure
    }
}
