//! Chinese numerals below a hundred, as headings, lists and names of files have them.

const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number in Chinese: 一, 十, 十一, 二十 …; zero and what is beyond 99 in digits.
///
/// ```
/// assert_eq!(voced_text::numeral(21), "二十一");
/// ```
pub fn numeral(number: usize) -> String {
    let digit = |value: usize| DIGITS[value - 1];
    match (number / 10, number % 10) {
        (0, 1..) => digit(number).into(),
        (1, 0) => "十".into(),
        (1, unit) => format!("十{}", digit(unit)),
        (ten @ 2..=9, 0) => format!("{}十", digit(ten)),
        (ten @ 2..=9, unit) => format!("{}十{}", digit(ten), digit(unit)),
        _ => number.to_string(),
    }
}

/// The number that a Chinese numeral from 1 to 99 stands for, 两 among them; `None` where the text is
/// anything else.
pub fn numeral_value(text: &str) -> Option<u32> {
    match text.split_once('十') {
        None if text == "两" => Some(2),
        None => digit(text),
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let units = if units.is_empty() { 0 } else { digit(units)? };
            Some(tens * 10 + units)
        }
    }
}

fn digit(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if chars.next().is_some() {
        return None;
    }
    let place = (1..).zip(DIGITS).find(|(_, digit)| *digit == first);
    place.map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_below_a_hundred_comes_back() {
        for number in 1..100 {
            let text = numeral(number);
            assert_eq!(numeral_value(&text), u32::try_from(number).ok(), "{text}");
        }
        assert_eq!(numeral(0), "0");
        assert_eq!(numeral(100), "100");
    }

    #[test]
    fn what_is_no_numeral_has_no_value() {
        assert_eq!(numeral_value("两"), Some(2));
        for text in ["", "二三", "十十", "百", "1", "十x", "两十"] {
            assert_eq!(numeral_value(text), None, "{text}");
        }
    }
}
