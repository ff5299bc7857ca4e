//! The units that forms write, and what kind of answer goes with each.

use voced_domain::{Kind, Unit};

use super::words::key;

/// Other ways to write a unit of the catalogue.
const ALSO: [(&str, Unit); 10] = [
    ("名", Unit::Person),
    ("校", Unit::School),
    ("m2", Unit::SquareMetre),
    ("㎡", Unit::SquareMetre),
    ("m²", Unit::SquareMetre),
    ("平米", Unit::SquareMetre),
    ("百分比", Unit::Percent),
    ("元/人月", Unit::YuanPerMonth),
    ("元/人·月", Unit::YuanPerMonth),
    ("比例", Unit::ToOne),
];
/// Units that the catalogue has not, and the nearest that it has.
const NEAR: [(&str, Unit); 20] = [
    ("门", Unit::Piece),
    ("种", Unit::Piece),
    ("件", Unit::Piece),
    ("台", Unit::Piece),
    ("套", Unit::Piece),
    ("台套", Unit::Piece),
    ("台(套)", Unit::Piece),
    ("间", Unit::Piece),
    ("部", Unit::Piece),
    ("本", Unit::Piece),
    ("篇", Unit::Piece),
    ("份", Unit::Piece),
    ("支", Unit::Piece),
    ("处", Unit::Piece),
    ("场", Unit::Time),
    ("场次", Unit::Time),
    ("期", Unit::Time),
    ("千元", Unit::TenThousandYuan),
    ("亿元", Unit::TenThousandYuan),
    ("万人次", Unit::PersonTime),
];
/// What the end of a name says of its unit, where the form says nothing.
const BY_NAME: [(&str, Unit); 15] = [
    ("人次", Unit::PersonTime),
    ("人数", Unit::Person),
    ("学生数", Unit::Person),
    ("教师数", Unit::Person),
    ("生数", Unit::Person),
    ("到款额", Unit::TenThousandYuan),
    ("金额", Unit::TenThousandYuan),
    ("经费", Unit::TenThousandYuan),
    ("总值", Unit::TenThousandYuan),
    ("面积", Unit::SquareMetre),
    ("率", Unit::Percent),
    ("占比", Unit::Percent),
    ("比例", Unit::Percent),
    ("学校数", Unit::School),
    ("企业数", Unit::Enterprise),
];
/// What is answered in words.
const WORDS: [&str; 7] = ["名称", "名单", "姓名", "简介", "情况", "描述", "做法"];

/// What a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// What kind of answer.
    pub(super) what: What,
    /// What a person must look at; nothing where the form leaves no doubt.
    pub(super) doubt: Option<String>,
}

/// What kind of answer a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A number that schools' answers add up to.
    Number(Unit),
    /// A mean that a school computed itself.
    Mean(Unit),
    /// One number divided by another, which no school should compute by hand.
    Quotient(Unit),
    /// Words.
    Text,
}

impl What {
    /// The unit; none for words.
    pub(super) fn unit(self) -> Option<Unit> {
        match self {
            What::Number(unit) | What::Mean(unit) | What::Quotient(unit) => Some(unit),
            What::Text => None,
        }
    }

    /// The kind of the item that takes the answer, and its decimals.
    pub(super) fn kind(self) -> (Kind, u8) {
        match self {
            What::Number(Unit::Yuan | Unit::TenThousandYuan) => (Kind::Money, 2),
            What::Number(_) => (Kind::Count, 0),
            What::Mean(_) | What::Quotient(_) => (Kind::Mean, 1),
            What::Text => (Kind::Text, 0),
        }
    }
}

/// The unit that a text names exactly.
pub(super) fn known(text: &str) -> Option<Unit> {
    let text = key(text);
    let mut all = Unit::ALL.iter();
    let own = all.find(|unit| unit.symbol() == text).copied();
    own.or_else(|| looked_up(&ALSO, &text))
}

fn looked_up(list: &[(&str, Unit)], text: &str) -> Option<Unit> {
    let mut list = list.iter();
    list.find(|(name, _)| *name == text).map(|(_, unit)| *unit)
}

/// What a row of this name and unit asks for.
pub(super) fn asked(name: &str, unit: &str) -> Asked {
    let sure = |unit| Asked {
        what: of_unit(unit),
        doubt: None,
    };
    if let Some(unit) = known(unit) {
        return sure(unit);
    }
    let text = key(unit);
    if let Some(near) = looked_up(&NEAR, &text) {
        return Asked {
            what: of_unit(near),
            doubt: Some(format!(
                "表样里的单位是“{unit}”，单位表里没有，先写作“{near}”"
            )),
        };
    }
    let is_none = ["", "-", "—", "——", "/", "无"].contains(&text.as_str());
    if is_none && WORDS.iter().any(|word| name.ends_with(word)) {
        return Asked {
            what: What::Text,
            doubt: Some("表样没有单位，看名称是填文字的；填数字的请改为count并写单位".into()),
        };
    }
    let mut by_name = BY_NAME.iter().filter(|(end, _)| name.ends_with(end));
    let guess = by_name.next().map_or(Unit::Piece, |(_, unit)| *unit);
    let found = if is_none {
        "表样没有单位".to_owned()
    } else {
        format!("不认识表样里的单位“{unit}”")
    };
    Asked {
        what: of_unit(guess),
        doubt: Some(format!("{found}，先写作“{guess}”")),
    }
}

fn of_unit(unit: Unit) -> What {
    match unit {
        Unit::YuanPerMonth => What::Mean(unit),
        Unit::Percent
        | Unit::PercentagePoint
        | Unit::ToOne
        | Unit::TwoShares
        | Unit::TenThousandYuanPerStudent
        | Unit::PiecePerStudent
        | Unit::VolumePerStudent
        | Unit::SquareMetrePerStudent => What::Quotient(unit),
        unit => What::Number(unit),
    }
}
