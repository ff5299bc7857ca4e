//! How a cell shows its number: the format codes of spreadsheets (ECMA-376 part 1, 18.8.30 and
//! 18.8.31; the escapes `!` and `G/通用格式` as Excel and WPS in Chinese write them).
//!
//! A clerk looks at what a cell shows. Where that says something else than the number that is stored
//! (a percentage, another unit, a weekday, a word, nothing), reading the number alone would be reading
//! something that nobody saw.

mod builtin;
mod moment;
mod parse;
mod pattern;

pub(crate) use builtin::builtin;
pub(crate) use moment::{day_of, days_of};

use voced_domain::Quantity;

use moment::Part;
use pattern::Pattern;

/// A format code, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberFormat {
    /// For numbers: at most three, of which one is chosen by the number.
    sections: Vec<Section>,
    /// For texts: what stands around `@`; absent where texts are shown as they are.
    text: Option<Words>,
}

/// What is shown for some of the numbers.
#[derive(Clone, Debug, PartialEq)]
struct Section {
    condition: Option<Condition>,
    body: Body,
}

/// Numbers that a section is for: `[>=10000]`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Condition {
    sign: Sign,
    limit: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Less,
    AtMost,
    Equal,
    Not,
    AtLeast,
    More,
}

#[derive(Clone, Debug, PartialEq)]
enum Body {
    /// The number with all its digits and words around it: `General"人"`.
    General(Words),
    Number(Pattern),
    Moment(Vec<Part>),
    /// Nothing of the number; perhaps nothing at all.
    Words(String),
}

/// Words around what stands in the cell.
#[derive(Clone, Debug, Default, PartialEq)]
struct Words {
    before: String,
    after: String,
    /// Whether they are all that is shown.
    alone: bool,
}

/// What a person sees in place of a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// The number that is stored, perhaps rounded.
    Stored,
    /// Something else: as text, with all digits of the number that is shown.
    Otherwise(String),
}

/// What many writers put in place of a zero.
const DASHES: [&str; 6] = ["-", "—", "–", "－", "——", "−"];

impl NumberFormat {
    /// Takes a format code apart; whatever it says, something comes of it.
    pub(crate) fn new(code: &str) -> Self {
        parse::format(code)
    }

    /// Whether numbers and texts are shown as they are stored.
    pub(crate) fn is_plain(&self) -> bool {
        let is_general =
            |section: &Section| matches!(&section.body, Body::General(words) if words.is_none());
        self.text.is_none() && matches!(self.sections.as_slice(), [only] if is_general(only))
    }

    /// Whether texts are shown otherwise than they are stored.
    pub(crate) fn changes_texts(&self) -> bool {
        self.text.is_some()
    }

    /// Whether a number is shown as a day, and not as a weekday or a time alone.
    pub(crate) fn shows_day(&self, number: f64) -> bool {
        match self.section(number).map(|(section, _)| &section.body) {
            Some(Body::Moment(parts)) => parts.iter().any(Part::is_of_a_day),
            _ => false,
        }
    }

    /// What a person sees in place of `number`, of which `exact` is the decimal.
    pub(crate) fn seen(&self, number: f64, exact: &Quantity) -> Seen {
        // No answer may be negative; how one is shown changes nothing.
        if exact.is_negative() {
            return Seen::Stored;
        }
        let Some((section, _)) = self.section(number) else {
            // Of one condition, the rest is shown as it is.
            return match self.sections.len() {
                1 => Seen::Stored,
                _ => Seen::Otherwise("########".into()),
            };
        };
        match &section.body {
            Body::General(words) => match words.significant() {
                None => Seen::Stored,
                Some((before, after)) => {
                    Seen::Otherwise(format!("{before}{}{after}", exact.to_plain_text()))
                }
            },
            Body::Number(pattern) => pattern.seen(exact),
            Body::Moment(parts) => Seen::Otherwise(moment::show(parts, number)),
            Body::Words(words) if exact.is_zero() && DASHES.contains(&words.trim()) => Seen::Stored,
            Body::Words(words) => Seen::Otherwise(words.trim().into()),
        }
    }

    /// The number as the cell shows it; `plain` is the number in short.
    pub(crate) fn show(&self, number: f64, exact: Option<&Quantity>, plain: &str) -> String {
        let Some((section, as_it_is)) = self.section(number) else {
            return match self.sections.len() {
                1 => plain.into(),
                _ => "########".into(),
            };
        };
        match (&section.body, exact) {
            (Body::General(words), _) if words.alone => words.before.clone(),
            (Body::General(words), _) => format!("{}{plain}{}", words.before, words.after),
            (Body::Number(pattern), Some(exact)) => pattern.show(exact, as_it_is),
            (Body::Number(_), None) => plain.into(),
            (Body::Moment(parts), _) => moment::show(parts, number),
            (Body::Words(words), _) => words.clone(),
        }
    }

    /// A text as the cell shows it.
    pub(crate) fn show_text(&self, text: &str) -> String {
        match &self.text {
            None => text.into(),
            Some(words) if words.alone => words.before.clone(),
            Some(words) => format!("{}{text}{}", words.before, words.after),
        }
    }

    /// The section for a number, and whether it writes the sign of a negative one.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let several = self.sections.len();
        let applies = |(idx, section): &(usize, &Section)| match section.condition {
            Some(condition) => condition.holds(number),
            None => match (idx, several) {
                (0, 2) => number >= 0.0 || self.sections[1].condition.is_some(),
                (0, 3) => number > 0.0,
                (1, 3) => number < 0.0,
                _ => true,
            },
        };
        let mut numbered = self.sections.iter().enumerate();
        let (idx, section) = numbered.find(applies)?;
        Some((section, idx == 0))
    }
}

impl Condition {
    #[expect(clippy::float_cmp, reason = "as a spreadsheet compares")]
    fn holds(self, number: f64) -> bool {
        match self.sign {
            Sign::Less => number < self.limit,
            Sign::AtMost => number <= self.limit,
            Sign::Equal => number == self.limit,
            Sign::Not => number != self.limit,
            Sign::AtLeast => number >= self.limit,
            Sign::More => number > self.limit,
        }
    }
}

impl Words {
    fn is_none(&self) -> bool {
        !self.alone && self.before.is_empty() && self.after.is_empty()
    }

    /// The words that say something; currency signs and blanks do not.
    fn significant(&self) -> Option<(String, String)> {
        let before = pattern::telling_before(&self.before);
        let after = pattern::telling_behind(&self.after);
        let says_nothing = before.is_empty() && after.is_empty() && !self.alone;
        (!says_nothing).then_some((before, after))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::answer::exact;

    /// What is seen, and what is shown, of a number under a format.
    fn line(code: &str, number: f64) -> String {
        let format = NumberFormat::new(code);
        let quantity = exact(number).unwrap();
        let seen = match format.seen(number, &quantity) {
            Seen::Stored => "同存值".to_owned(),
            Seen::Otherwise(text) => format!("读“{text}”"),
        };
        let shown = format.show(number, Some(&quantity), &number.to_string());
        let day = if format.shows_day(number) {
            "，日期"
        } else {
            ""
        };
        format!("{code}  {number} → 显示“{shown}”，{seen}{day}")
    }

    #[test]
    fn what_a_person_sees_under_the_formats_that_people_use() {
        let cases = include_str!("cases.txt").lines();
        let lines: Vec<String> = cases
            .map(|case| {
                let (number, code) = case.split_once(' ').unwrap();
                line(code, number.parse().unwrap())
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    proptest! {
        #[test]
        fn any_code_shows_something_of_any_number(
            code in "[0#?.,%;@EeGymdhsab/\"\\\\!_*\\[\\]$>=<万元人\\- ]{0,24}",
            number in any::<f64>(),
        ) {
            let format = NumberFormat::new(&code);
            let quantity = exact(number);
            let shown = format.show(number, quantity.as_ref(), "1");
            prop_assert!(shown.len() < 4_096, "{code}: {shown}");
            format.show_text("无");
            if let Some(quantity) = quantity {
                format.seen(number, &quantity);
            }
        }

        #[test]
        fn neutral_formats_change_no_number(
            number in 0_u32..10_000_000,
            code in prop_oneof![
                Just("0"), Just("#,##0"), Just("0.00"), Just("[Red]0"), Just("\"¥\"#,##0.00"),
                Just("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "), Just("[DBNum1]General"),
            ],
        ) {
            let number = f64::from(number) / 100.0;
            let seen = NumberFormat::new(code).seen(number, &exact(number).unwrap());
            prop_assert_eq!(seen, Seen::Stored);
        }
    }

    #[test]
    fn texts_have_a_section_of_their_own() {
        let shown = |code: &str| NumberFormat::new(code).show_text("无");
        assert_eq!(shown("0"), "无");
        assert_eq!(shown("@"), "无");
        assert_eq!(shown("0;-0;0;\"共\"@\"人\""), "共无人");
        assert_eq!(shown(";;;"), "");
        assert_eq!(shown(";;;@"), "无");
        assert_eq!(shown("\"六\""), "无");
        assert!(NumberFormat::new("General").is_plain());
        assert!(NumberFormat::new("@").is_plain());
        assert!(NumberFormat::new("G/通用格式").is_plain());
        assert!(!NumberFormat::new("0").is_plain());
    }
}
