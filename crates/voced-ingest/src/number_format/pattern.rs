//! A number written with room for its digits.

use voced_domain::Quantity;

use super::seen::{DASHES, Seen};
use super::token::{Token, spelled};

/// Where the digits of a number go, and the words around and between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    before: String,
    whole: Vec<Piece>,
    fraction: Vec<Piece>,
    after: String,
    in_thousands: bool,
    /// The power of ten by which the number is multiplied before it is shown.
    power: i32,
    /// Written with an exponent or as a fraction: the same number in other clothes.
    is_odd: bool,
    /// Whether every number is shown as itself, as under most formats.
    is_neutral: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    Digit(char),
    Letter(char),
}

/// Signs of currencies in front of an amount or behind it. Which one a clerk's program puts there
/// depends on its settings.
const CURRENCIES: [&str; 9] = ["¥", "￥", "$", "€", "£", "RMB", "CNY", "US", "HK"];
/// A number is not shown multiplied by more.
const MOST_POWER: i32 = 60;

impl Pattern {
    pub(super) fn new(tokens: &[Token]) -> Self {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let first = tokens.iter().position(is_digit).unwrap_or(0);
        let last = tokens.iter().rposition(is_digit).unwrap_or(0);
        let n_percents = tokens.iter().filter(|token| **token == Token::Percent);
        let n_percents = n_percents.count();
        let mut pattern = Self {
            before: String::new(),
            whole: Vec::new(),
            fraction: Vec::new(),
            after: String::new(),
            in_thousands: false,
            power: i32::try_from(n_percents).map_or(MOST_POWER, |count| count * 2),
            is_odd: tokens.contains(&Token::Exponent) || tokens.contains(&Token::Slash),
            is_neutral: false,
        };
        let first = match first.checked_sub(1).map(|idx| &tokens[idx]) {
            // `.00` begins with its point.
            Some(Token::Point) => first - 1,
            _ => first,
        };
        pattern.before = tokens[..first].iter().map(spelled).collect();
        let mut rest = &tokens[last + 1..];
        if let [Token::Point, more @ ..] = rest {
            rest = more;
        }
        while let [Token::Comma, more @ ..] = rest {
            pattern.power -= 3;
            rest = more;
        }
        let after: String = rest.iter().map(spelled).collect();
        // The number below the line of a fraction may be written out.
        let is_fraction = tokens.contains(&Token::Slash);
        let after = match after.strip_prefix('/') {
            Some(below) if is_fraction => below,
            _ => &after,
        };
        let is_below = |c: char| is_fraction && c.is_ascii_digit();
        pattern.after = after.trim_start_matches(is_below).to_owned();
        pattern.digits(&tokens[first..=last]);
        pattern.power = pattern.power.clamp(-MOST_POWER, MOST_POWER);
        pattern.is_neutral = pattern.shows_zero()
            && pattern.power == 0
            && pattern.written_point() == Some(0)
            && telling_before(&pattern.before).is_empty()
            && telling_behind(&pattern.after).is_empty();
        pattern
    }

    /// What stands from the first digit to the last.
    fn digits(&mut self, tokens: &[Token]) {
        let mut in_fraction = false;
        for (idx, token) in tokens.iter().enumerate() {
            match token {
                Token::Point if !in_fraction => in_fraction = true,
                // Commas before the point scale, one between digits groups.
                Token::Comma if is_before_point(&tokens[idx..]) => self.power -= 3,
                Token::Comma => self.in_thousands = true,
                Token::Digit(digit) => self.part(in_fraction).push(Piece::Digit(*digit)),
                other => {
                    let letters = spelled(other);
                    let part = self.part(in_fraction);
                    part.extend(letters.chars().map(Piece::Letter));
                }
            }
        }
    }

    fn part(&mut self, in_fraction: bool) -> &mut Vec<Piece> {
        if in_fraction {
            &mut self.fraction
        } else {
            &mut self.whole
        }
    }

    pub(super) fn seen(&self, exact: &Quantity) -> Seen {
        if self.is_neutral {
            return Seen::Stored;
        }
        let rounded = multiplied(exact, self.power).round(places(&self.fraction));
        let shows_digits = !rounded.is_zero() || self.shows_zero();
        let (before, after) = (telling_before(&self.before), telling_behind(&self.after));
        if !shows_digits {
            let words = format!("{before}{after}");
            return match words.as_str() {
                dash if DASHES.contains(&dash) => Seen::Stored,
                _ => Seen::Otherwise(words),
            };
        }
        if self.is_odd {
            return match (before.as_str(), after.as_str()) {
                ("", "") if self.power == 0 => Seen::Stored,
                _ => Seen::Otherwise(self.show(exact, true)),
            };
        }
        let Some(moved) = self.written_point() else {
            return Seen::Otherwise(self.show(exact, true));
        };
        let power = self.power - moved;
        if power == 0 && before.is_empty() && after.is_empty() {
            return Seen::Stored;
        }
        let number = multiplied(exact, power).to_plain_text();
        Seen::Otherwise(format!("{before}{number}{after}"))
    }

    /// Whether something is seen of a zero.
    fn shows_zero(&self) -> bool {
        let mut pieces = self.whole.iter().chain(&self.fraction);
        pieces.any(|piece| matches!(piece, Piece::Digit('0'))) || self.is_odd
    }

    /// How many places a point that is written between the digits, `0!.0`, moves the number; absent
    /// where other letters stand between them.
    fn written_point(&self) -> Option<i32> {
        let letter = |piece: &Piece| match piece {
            Piece::Letter(letter) => Some(*letter),
            Piece::Digit(_) => None,
        };
        if self.fraction.iter().any(|piece| letter(piece).is_some()) {
            return None;
        }
        let letters: Vec<char> = self.whole.iter().filter_map(letter).collect();
        match letters.as_slice() {
            [] => Some(0),
            [' '] => Some(0),
            ['.' | '。' | '．'] => {
                let behind = self.whole.iter().rev();
                let n_digits = behind.take_while(|piece| letter(piece).is_none()).count();
                i32::try_from(n_digits).ok()
            }
            _ => None,
        }
    }

    /// The number as the cell shows it; `with_sign` where a negative one has its sign.
    pub(super) fn show(&self, exact: &Quantity, with_sign: bool) -> String {
        if self.is_odd {
            let number = multiplied(exact, self.power).to_plain_text();
            return format!("{}{number}{}", self.before, self.after);
        }
        let n_decimals = places(&self.fraction);
        let shown = multiplied(&exact.abs(), self.power).round(n_decimals);
        let written = shown.to_string();
        let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
        let sign = if exact.is_negative() && with_sign && !shown.is_zero() {
            "-"
        } else {
            ""
        };
        let whole = self.whole_part(whole.trim_start_matches('0'));
        let fraction = self.fraction_part(fraction);
        format!("{sign}{}{whole}{fraction}{}", self.before, self.after)
    }

    fn whole_part(&self, digits: &str) -> String {
        let mut left: Vec<char> = digits.chars().collect();
        let first = self
            .whole
            .iter()
            .position(|piece| matches!(piece, Piece::Digit(_)));
        let (mut written, mut n_digits) = (Vec::new(), 0);
        for (idx, piece) in self.whole.iter().enumerate().rev() {
            let Piece::Digit(room) = piece else {
                if let Piece::Letter(letter) = piece {
                    written.push(*letter);
                }
                continue;
            };
            // The first room takes all the digits that are left.
            loop {
                let digit = left
                    .pop()
                    .or(match (*room, Some(idx) == first && n_digits > 0) {
                        ('0', _) => Some('0'),
                        ('?', false) => Some(' '),
                        _ => None,
                    });
                let Some(digit) = digit else { break };
                if self.in_thousands && n_digits > 0 && n_digits % 3 == 0 && digit != ' ' {
                    written.push(',');
                }
                written.push(digit);
                n_digits += 1;
                if Some(idx) != first || left.is_empty() {
                    break;
                }
            }
        }
        // Without room before the point, the whole part is shown all the same.
        written.extend(left.into_iter().rev());
        written.iter().rev().collect()
    }

    fn fraction_part(&self, digits: &str) -> String {
        if self.fraction.is_empty() {
            return String::new();
        }
        let mut digits = digits.chars();
        let mut written: Vec<(char, char)> = Vec::new();
        for piece in &self.fraction {
            match piece {
                Piece::Digit(room) => written.push((digits.next().unwrap_or('0'), *room)),
                Piece::Letter(letter) => written.push((*letter, ' ')),
            }
        }
        // Room that need not be filled stays empty at the end.
        while let Some(('0', '#' | '?')) = written.last() {
            written.pop();
        }
        let written = written.into_iter().map(|(letter, _)| letter);
        std::iter::once('.').chain(written).collect()
    }
}

/// Words without blanks at their ends and without signs of currencies.
fn telling(words: &str) -> String {
    let mut left = words.to_owned();
    for sign in CURRENCIES {
        left = left.replace(sign, "");
    }
    left.trim().to_owned()
}

/// The same of what stands behind a number, where a point without decimals says nothing.
pub(super) fn telling_behind(words: &str) -> String {
    let telling = telling(words);
    match telling.strip_prefix('.') {
        Some("") => String::new(),
        _ => telling,
    }
}

/// The same of what stands before a number, where a plus says nothing.
pub(super) fn telling_before(words: &str) -> String {
    let telling = telling(words);
    telling.trim_start_matches('+').trim_start().to_owned()
}

/// Whether nothing but commas stands before the point.
fn is_before_point(tokens: &[Token]) -> bool {
    let mut behind = tokens.iter().skip_while(|token| **token == Token::Comma);
    behind.next() == Some(&Token::Point)
}

fn places(pieces: &[Piece]) -> u8 {
    let digits = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Digit(_)));
    u8::try_from(digits.count()).unwrap_or(u8::MAX).min(30)
}

fn multiplied(number: &Quantity, power: i32) -> Quantity {
    let places = u8::try_from(power.unsigned_abs()).unwrap_or(u8::MAX);
    if power >= 0 {
        return number.scaled(places);
    }
    let divisor = Quantity::from(1).scaled(places);
    number
        .checked_div(&divisor)
        .unwrap_or_else(|| number.clone())
}
