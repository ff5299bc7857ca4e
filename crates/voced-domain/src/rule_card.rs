//! What a rule is to everybody but itself: the entry of a registry.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::code::RuleCode;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 强制: must be corrected.
    Error,
    /// 核实: correct it or explain it.
    Explain,
    /// 提示: for information.
    Notice,
}

impl Severity {
    /// The severity in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "强制",
            Severity::Explain => "核实",
            Severity::Notice => "提示",
        }
    }

    /// Whether an open finding of this severity keeps a run from being done.
    pub fn blocks(self) -> bool {
        matches!(self, Severity::Error | Severity::Explain)
    }
}

/// The family of a rule, which its code begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// `STR`: the workbook itself.
    Structure,
    /// `IDN`: whose workbook it is, and of which year.
    Identity,
    /// `TYP`: how numbers and words are written.
    Typing,
    /// `MIS`: what should be there and is not.
    Missing,
    /// `RNG`: numbers outside the range of their item.
    Range,
    /// `REL`: what must hold between the cells of one workbook.
    Relation,
    /// `XTB`: schools against each other and against the bureau's own figures.
    AcrossSchools,
    /// `YOY`: this year against last year.
    YearOnYear,
    /// `PLA`: whether it is plausible.
    Plausibility,
    /// `DEF`: definitions (口径).
    Definition,
}

impl Family {
    /// All families, in the order in which they are explained.
    pub const ALL: [Family; 10] = [
        Family::Structure,
        Family::Identity,
        Family::Typing,
        Family::Missing,
        Family::Range,
        Family::Relation,
        Family::AcrossSchools,
        Family::YearOnYear,
        Family::Plausibility,
        Family::Definition,
    ];

    /// The three letters that codes of the family begin with.
    pub const fn prefix(self) -> &'static str {
        match self {
            Family::Structure => "STR",
            Family::Identity => "IDN",
            Family::Typing => "TYP",
            Family::Missing => "MIS",
            Family::Range => "RNG",
            Family::Relation => "REL",
            Family::AcrossSchools => "XTB",
            Family::YearOnYear => "YOY",
            Family::Plausibility => "PLA",
            Family::Definition => "DEF",
        }
    }

    /// What its rules are about, in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Family::Structure => "工作簿的结构",
            Family::Identity => "单位和年度",
            Family::Typing => "数字和文字的写法",
            Family::Missing => "漏填",
            Family::Range => "取值范围",
            Family::Relation => "工作簿内的关系",
            Family::AcrossSchools => "各校之间、各校与全市",
            Family::YearOnYear => "与上年相比",
            Family::Plausibility => "是否合乎常情",
            Family::Definition => "口径",
        }
    }

    /// The family that a code names, if it names one.
    pub fn named_by(code: &RuleCode) -> Option<Self> {
        let mut families = Self::ALL.into_iter();
        families.find(|family| code.as_str().starts_with(family.prefix()))
    }

    /// The family of a constant code; one of no family does not compile.
    const fn of(code: &str) -> Self {
        let code = code.as_bytes();
        let mut idx = 0;
        while idx < Self::ALL.len() {
            let prefix = Self::ALL[idx].prefix().as_bytes();
            if code[0] == prefix[0] && code[1] == prefix[1] && code[2] == prefix[2] {
                return Self::ALL[idx];
            }
            idx += 1;
        }
        panic!("a code begins with the letters of a family")
    }

    /// What rules of the family look at, where the card does not say otherwise.
    pub const fn looks_at(self) -> LooksAt {
        match self {
            Family::Structure | Family::Identity => LooksAt::Workbook,
            Family::Typing | Family::Missing | Family::Range => LooksAt::Cell,
            Family::Relation => LooksAt::Relation,
            Family::AcrossSchools => LooksAt::AllSchools,
            Family::YearOnYear => LooksAt::Rate,
            Family::Plausibility | Family::Definition => LooksAt::Figure,
        }
    }
}

/// What a rule looks at, from what decides over all else in a workbook to what is only a shadow of
/// single cells. Where one cause breaks several rules, the finding is told under the first of these;
/// a rule need not know which others there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LooksAt {
    /// Whether a workbook came at all.
    Arrival,
    /// A workbook as a whole.
    Workbook,
    /// A sheet as a whole: one that is another school's or another year's is the cause of all that
    /// fails on it.
    Sheet,
    /// The rows of a table: whether all of them could be taken.
    Rows,
    /// One cell by itself: a fault there is sure to be one, and shows in every sum.
    Cell,
    /// Cells that a relation ties to each other.
    Relation,
    /// One sum against last year's.
    Sum,
    /// One figure against what is usual.
    #[default]
    Figure,
    /// Students who came and went between two years.
    Flow,
    /// Rates against last year's or other schools'.
    Rate,
    /// All schools together against the bureau's own figures.
    AllSchools,
}

/// What an explanation on the sheet 情况说明, which names an item, says of a finding about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Explains {
    /// Nothing: what concerns a whole sheet is answered at the finding itself.
    Nothing,
    /// It answers where it names the item at the finding's primary place.
    #[default]
    PrimaryItem,
    /// It answers where it names any item of the finding, as long as no other rule is broken by the
    /// same cause; then, the primary one.
    AnyItem,
}

/// Who can mend what a rule finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// The school whose workbook it is.
    #[default]
    School,
    /// The bureau, by its own figures or its filing.
    Bureau,
    /// The school for its own figures, the bureau for those of all schools together.
    Both,
}

/// What a rule is: the entry of a registry. Reading, checking and auditing register their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCard {
    /// Stable code, `STR004`.
    pub code: Cow<'static, str>,
    /// Name of the fault, `缺少工作表`.
    pub name: Cow<'static, str>,
    /// The family.
    pub family: Family,
    /// How grave it is.
    pub severity: Severity,
    /// What it looks at.
    pub looks_at: LooksAt,
    /// What a school's explanation of an item answers.
    pub explains: Explains,
    /// Who can mend what it finds.
    pub concerns: Concerns,
    /// Where rule and severity come from.
    pub source: Cow<'static, str>,
    /// What people read of it.
    pub manual: Manual,
}

/// The manual of a rule, in sentences that a clerk understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manual {
    /// What it finds.
    pub finds: Cow<'static, str>,
    /// Why that matters.
    pub matters: Cow<'static, str>,
    /// How to correct it.
    pub correct: Cow<'static, str>,
    /// What it looks like.
    pub example: Cow<'static, str>,
}

impl RuleCard {
    /// A card of constants, for the registries: of the family that the code names, looking at what
    /// that family looks at, explained at its primary item, and a school's to mend.
    pub const fn new(
        code: &'static str,
        name: &'static str,
        severity: Severity,
        source: &'static str,
        manual: Manual,
    ) -> Self {
        let family = Family::of(code);
        Self {
            code: Cow::Borrowed(code),
            name: Cow::Borrowed(name),
            family,
            severity,
            looks_at: family.looks_at(),
            explains: Explains::PrimaryItem,
            concerns: Concerns::School,
            source: Cow::Borrowed(source),
            manual,
        }
    }

    /// The same card of a rule that looks at this.
    #[must_use]
    pub const fn looking_at(mut self, looks_at: LooksAt) -> Self {
        self.looks_at = looks_at;
        self
    }

    /// The same card of a rule that is explained like this.
    #[must_use]
    pub const fn explained_by(mut self, explains: Explains) -> Self {
        self.explains = explains;
        self
    }

    /// The same card of a rule that concerns these.
    #[must_use]
    pub const fn concerning(mut self, concerns: Concerns) -> Self {
        self.concerns = concerns;
        self
    }

    /// The rule's code.
    pub fn rule(&self) -> RuleCode {
        RuleCode::new(&*self.code).expect("a test checks the codes of all registries")
    }
}

impl Manual {
    /// A manual of constants.
    pub const fn new(
        finds: &'static str,
        matters: &'static str,
        correct: &'static str,
        example: &'static str,
    ) -> Self {
        Self {
            finds: Cow::Borrowed(finds),
            matters: Cow::Borrowed(matters),
            correct: Cow::Borrowed(correct),
            example: Cow::Borrowed(example),
        }
    }
}
