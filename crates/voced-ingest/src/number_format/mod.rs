//! How a cell shows its number: the format codes of spreadsheets (ECMA-376 part 1, 18.8.30 and
//! 18.8.31; the escapes `!` and `G/通用格式` as Excel and WPS in Chinese write them).
//!
//! A clerk looks at what a cell shows. Where that says something else than the number that is stored
//! (a percentage, another unit, a weekday, a word, nothing), reading the number alone would be reading
//! something that nobody saw.

mod builtin;
mod format;
mod moment;
mod parse;
mod pattern;
mod seen;
mod token;

pub(crate) use builtin::builtin;
pub(crate) use format::NumberFormat;
pub(crate) use moment::{day_of, days_of};
pub(crate) use seen::Seen;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decimal::exact;

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
