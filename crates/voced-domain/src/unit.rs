//! Units of data items and indicators: a closed list, so that the lint of the catalogue can tell which are
//! compatible.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident = $symbol:literal, $base:ident * 10^$power:literal;)*) => {
        /// A unit, written in data and in print by its Chinese symbol.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Unit {
            $($(#[$doc])* #[serde(rename = $symbol)] $name,)*
        }

        impl Unit {
            /// All units, for messages and for reading units typed into cells.
            pub const ALL: &[Unit] = &[$(Unit::$name),*];

            /// The symbol as printed, `万元/生`.
            pub fn symbol(self) -> &'static str {
                match self { $(Unit::$name => $symbol),* }
            }

            /// The unit in which quantities of this unit are counted, and the power of ten between
            /// them: one 万册 is 10⁴ 册.
            pub fn base(self) -> (Unit, u8) {
                match self { $(Unit::$name => (Unit::$base, $power)),* }
            }
        }
    };
}

units! {
    /// Persons.
    Person = "人", Person * 10^0;
    /// Person-times: one person trained twice counts two.
    PersonTime = "人次", PersonTime * 10^0;
    /// Pieces, places, majors.
    Piece = "个", Piece * 10^0;
    /// Schools.
    School = "所", School * 10^0;
    /// Volumes.
    Volume = "册", Volume * 10^0;
    /// Ten thousand volumes.
    TenThousandVolumes = "万册", Volume * 10^4;
    /// Enterprises.
    Enterprise = "家", Enterprise * 10^0;
    /// Households.
    Household = "户", Household * 10^0;
    /// Times.
    Time = "次", Time * 10^0;
    /// Items such as prizes and documents.
    Entry = "项", Entry * 10^0;
    /// Yuan.
    Yuan = "元", Yuan * 10^0;
    /// Ten thousand yuan.
    TenThousandYuan = "万元", Yuan * 10^4;
    /// Yuan a month.
    YuanPerMonth = "元/月", YuanPerMonth * 10^0;
    /// Percent; the exact value is the share itself, at most one where a part is meant.
    Percent = "%", Percent * 10^0;
    /// Percentage points: the unit of a difference of two rates. Unlike that of a percent, the value is
    /// in points already: 2.5, not 0.025.
    PercentagePoint = "个百分点", PercentagePoint * 10^0;
    /// A ratio to one, as students to one teacher.
    ToOne = ":1", ToOne * 10^0;
    /// Two shares of one whole, in percent, `25.1:74.9`; the exact value is the first share.
    TwoShares = "%:%", TwoShares * 10^0;
    /// 万元 per student.
    TenThousandYuanPerStudent = "万元/生", TenThousandYuanPerStudent * 10^0;
    /// Places per student.
    PiecePerStudent = "个/生", PiecePerStudent * 10^0;
    /// Volumes per student.
    VolumePerStudent = "册/生", VolumePerStudent * 10^0;
    /// Square metres.
    SquareMetre = "平方米", SquareMetre * 10^0;
    /// Square metres per student.
    SquareMetrePerStudent = "平方米/生", SquareMetrePerStudent * 10^0;
}

impl Unit {
    /// The power of ten by which an exact value is multiplied when it is printed: 2 for shares.
    pub fn print_power(self) -> u8 {
        match self {
            Unit::Percent | Unit::TwoShares => 2,
            _ => 0,
        }
    }

    /// `quantity` of this unit in another one, 68.2 万册 as 682 000 册; `None` where the two units
    /// measure different things.
    ///
    /// ```
    /// use voced_domain::{Quantity, Unit};
    ///
    /// let volumes: Quantity = "68.2".parse()?;
    /// let volumes = Unit::TenThousandVolumes.convert(&volumes, Unit::Volume);
    /// assert_eq!(volumes, Some(682_000.into()));
    /// assert_eq!(Unit::Yuan.convert(&1.into(), Unit::Volume), None);
    /// # Ok::<(), voced_domain::QuantityError>(())
    /// ```
    pub fn convert(self, quantity: &Quantity, to: Unit) -> Option<Quantity> {
        let ((base, power), (to_base, to_power)) = (self.base(), to.base());
        if base != to_base {
            return None;
        }
        quantity
            .scaled(power)
            .checked_div(&Quantity::from(1).scaled(to_power))
    }

    /// The unit of `self` per student, where the list has one.
    pub fn per_student(self) -> Option<Unit> {
        match self {
            Unit::TenThousandYuan => Some(Unit::TenThousandYuanPerStudent),
            Unit::Piece => Some(Unit::PiecePerStudent),
            Unit::Volume => Some(Unit::VolumePerStudent),
            Unit::SquareMetre => Some(Unit::SquareMetrePerStudent),
            _ => None,
        }
    }

    /// Whether a figure of this unit is a rate, whose difference is in percentage points.
    pub fn is_rate(self) -> bool {
        matches!(self, Unit::Percent | Unit::TwoShares)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.symbol())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed times ten to a power, counted in a base, a rate, and what it is per student.
    #[test]
    fn each_unit_knows_its_base_and_how_it_is_printed() {
        let line = |unit: &Unit| {
            let one = Quantity::from(1);
            let base = unit.base().0;
            let in_base = unit.convert(&one, base).unwrap();
            let based = format!("{in_base}{base}");
            let scaled = one.scaled(unit.print_power());
            let rate = if unit.is_rate() { " rate" } else { "" };
            let each = unit.per_student();
            let each = each.map_or(String::new(), |each| format!(" each {each}"));
            format!("1{unit} = {based}, 1 is printed {scaled}{rate}{each}")
        };
        let lines: Vec<String> = Unit::ALL.iter().map(line).collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        1人 = 1人, 1 is printed 1
        1人次 = 1人次, 1 is printed 1
        1个 = 1个, 1 is printed 1 each 个/生
        1所 = 1所, 1 is printed 1
        1册 = 1册, 1 is printed 1 each 册/生
        1万册 = 10000册, 1 is printed 1
        1家 = 1家, 1 is printed 1
        1户 = 1户, 1 is printed 1
        1次 = 1次, 1 is printed 1
        1项 = 1项, 1 is printed 1
        1元 = 1元, 1 is printed 1
        1万元 = 10000元, 1 is printed 1 each 万元/生
        1元/月 = 1元/月, 1 is printed 1
        1% = 1%, 1 is printed 100 rate
        1个百分点 = 1个百分点, 1 is printed 1
        1:1 = 1:1, 1 is printed 1
        1%:% = 1%:%, 1 is printed 100 rate
        1万元/生 = 1万元/生, 1 is printed 1
        1个/生 = 1个/生, 1 is printed 1
        1册/生 = 1册/生, 1 is printed 1
        1平方米 = 1平方米, 1 is printed 1 each 平方米/生
        1平方米/生 = 1平方米/生, 1 is printed 1
        ");
    }

    #[test]
    fn a_symbol_is_padded_like_a_text() {
        assert_eq!(format!("[{:>3}]", Unit::Person), "[  人]");
    }
}
