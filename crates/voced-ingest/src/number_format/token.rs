//! What the letters of a format code mean.

/// What stands in a section.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Room for a digit: `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+`, behind which stand the digits of the exponent.
    Exponent,
    /// `/` between the parts of a fraction.
    Slash,
    Word(String),
    /// `@`.
    Text,
    General,
    Moment(Part),
}

/// A part of a moment.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Year(usize),
    Month(usize),
    Day(usize),
    /// In English, by three letters or in full.
    EnglishWeekday(usize),
    /// 星期四, or 四 alone.
    Weekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// 上午 or 下午.
    Half(&'static str, &'static str),
    /// Hours, minutes or seconds in all.
    Elapsed(f64),
    Word(String),
}

impl Part {
    /// Whether it tells a day apart from others of the same weekday.
    pub(super) fn is_of_a_day(&self) -> bool {
        matches!(self, Part::Year(_) | Part::Month(_) | Part::Day(_))
    }
}

/// A token as a letter of its own.
pub(super) fn spelled(token: &Token) -> String {
    match token {
        Token::Word(word) => word.clone(),
        Token::Point => ".".into(),
        Token::Comma => ",".into(),
        Token::Percent => "%".into(),
        Token::Slash => "/".into(),
        _ => String::new(),
    }
}
