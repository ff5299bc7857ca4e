//! The text of a formula into an [`Expression`].

use super::expression::{Expression, Function, Operator, Reference};
use super::number;
use super::outcome::Uncomputable;
use super::reference::{self, Corner, outside_quotes, quoted};

/// Bytes of a formula; Excel allows 8 192 letters.
const LONGEST: usize = 65_536;
/// Brackets in brackets; Excel allows 64 functions in functions.
const DEEPEST: usize = 64;
const ERRORS: [&str; 7] = [
    "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A",
];

type Parsed = Result<Expression, Uncomputable>;

/// Takes a formula apart, with or without what stands before it: `=`, `of:=`.
pub(super) fn parse(formula: &str) -> Parsed {
    if formula.len() > LONGEST {
        return Err(Uncomputable::TooMuch);
    }
    let formula = formula.trim();
    let formula = ["of:", "oooc:"]
        .iter()
        .find_map(|prefix| formula.strip_prefix(prefix))
        .unwrap_or(formula);
    let formula = formula.strip_prefix('=').unwrap_or(formula);
    let mut parser = Parser {
        whole: formula,
        rest: formula,
        depth: 0,
    };
    let expression = parser.terms()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.not_understood()),
    }
}

struct Parser<'f> {
    whole: &'f str,
    /// What is still to be read.
    rest: &'f str,
    depth: usize,
}

impl<'f> Parser<'f> {
    /// The next sign that is no blank.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    /// Passes over any of these signs, where it comes next.
    fn take(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.peek().filter(|sign| signs.contains(sign))?;
        self.skip(sign.len_utf8());
        Some(sign)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    /// What was read since.
    fn written_since(&self, start: &'f str) -> &'f str {
        start[..start.len() - self.rest.len()].trim()
    }

    /// The sign at which reading comes to an end; the whole formula where it ends too early.
    fn not_understood(&mut self) -> Uncomputable {
        let signs = match self.peek() {
            None => self.whole,
            Some('"') => self.rest,
            Some('<' | '>') => match self.rest.get(..2) {
                Some(pair @ ("<>" | "<=" | ">=")) => pair,
                _ => &self.rest[..1],
            },
            Some(sign) => &self.rest[..sign.len_utf8()],
        };
        Uncomputable::unsupported(signs)
    }

    /// Reads `product + product - product`.
    fn terms(&mut self) -> Parsed {
        self.chain(&['+', '-'], Self::factors)
    }

    /// Reads `signed * signed / signed`.
    fn factors(&mut self) -> Parsed {
        self.chain(&['*', '/'], Self::signed)
    }

    fn chain(&mut self, signs: &[char], link: fn(&mut Self) -> Parsed) -> Parsed {
        let first = link(self)?;
        let mut rest = Vec::new();
        while let Some(sign) = self.take(signs) {
            let operator = match sign {
                '+' => Operator::Plus,
                '-' => Operator::Minus,
                '*' => Operator::Times,
                _ => Operator::Over,
            };
            rest.push((operator, link(self)?));
        }
        Ok(if rest.is_empty() {
            first
        } else {
            Expression::Chain(Box::new(first), rest)
        })
    }

    /// Reads signs and what they stand before. `@` asks for one value, as a plus does.
    fn signed(&mut self) -> Parsed {
        let mut minuses = 0;
        let mut is_signed = false;
        while let Some(sign) = self.take(&['+', '-', '@']) {
            is_signed = true;
            minuses += usize::from(sign == '-');
        }
        let of = self.operand()?;
        Ok(if is_signed {
            Expression::Signed {
                minuses,
                of: Box::new(of),
            }
        } else {
            of
        })
    }

    fn operand(&mut self) -> Parsed {
        match self.peek() {
            Some('(') => self.in_brackets(|parser| {
                let expression = parser.terms()?;
                parser.close()?;
                Ok(expression)
            }),
            Some('[') => self.square_brackets(),
            Some('\'') => self.quoted_sheet(),
            Some('#') => self.error(),
            Some(sign) if is_of_word(sign) => self.word(),
            _ => Err(self.not_understood()),
        }
    }

    /// Passes over the bracket that opens, and reads what follows one level deeper.
    fn in_brackets(&mut self, inside: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == DEEPEST {
            return Err(Uncomputable::TooMuch);
        }
        self.skip(1);
        self.depth += 1;
        let expression = inside(self)?;
        self.depth -= 1;
        Ok(expression)
    }

    fn close(&mut self) -> Result<(), Uncomputable> {
        match self.take(&[')']) {
            Some(_) => Ok(()),
            None => Err(self.not_understood()),
        }
    }

    /// Reads `[.A1]` of OpenDocument. `[1]Sheet!A1` of Excel is in another file.
    fn square_brackets(&mut self) -> Parsed {
        let end = outside_quotes(self.rest, ']').ok_or_else(|| self.not_understood())?;
        let content = &self.rest[1..end];
        self.skip(end + 1);
        let goes_on = |c: char| is_of_word(c) || matches!(c, '!' | '\'');
        if self.rest.starts_with(goes_on) {
            return Err(Uncomputable::Outside);
        }
        if content.contains(ERRORS[0]) {
            return Ok(Expression::Error(ERRORS[0]));
        }
        reference::bracketed(content).map(Expression::Cells)
    }

    /// Reads `'Sheet name'!A1`.
    fn quoted_sheet(&mut self) -> Parsed {
        let start = self.rest;
        let (name, behind) = quoted(start).ok_or_else(|| self.not_understood())?;
        self.rest = behind;
        if name.contains(['[', '/', '\\']) || behind.starts_with('#') {
            return Err(Uncomputable::Outside);
        }
        if name.contains(':') || !behind.starts_with('!') {
            return Err(Uncomputable::unsupported(start));
        }
        self.cells_of_sheet(start, name)
    }

    /// Reads `#REF!`, also before or behind the cells that it stands for a part of.
    fn error(&mut self) -> Parsed {
        let error = ERRORS
            .into_iter()
            .find(|error| self.rest.starts_with(error))
            .ok_or_else(|| self.not_understood())?;
        self.skip(error.len());
        let cells = |c: char| is_of_word(c) || c == ':';
        self.rest = self.rest.trim_start_matches(cells);
        Ok(Expression::Error(error))
    }

    /// Letters and digits: a number, a cell, a sheet, a function or a name.
    fn word(&mut self) -> Parsed {
        let start = self.rest;
        let word = self.next_word();
        match self.rest.chars().next() {
            Some('!') => return self.cells_of_sheet(start, word.into()),
            Some('[') => return Err(Uncomputable::unsupported(word)),
            Some(':') if self.rest.starts_with(":/") => return Err(Uncomputable::Outside),
            _ => {}
        }
        if self.peek() == Some('(') {
            return self.call(word);
        }
        if let Some(number) = number::read(word).filter(|_| self.peek() != Some(':')) {
            return Ok(Expression::Number(number));
        }
        if let Some(reference) = self.cells(start, None, word)? {
            return Ok(Expression::Cells(reference));
        }
        let is_truth = ["TRUE", "FALSE"]
            .iter()
            .any(|truth| word.eq_ignore_ascii_case(truth));
        if is_truth || word.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(Uncomputable::unsupported(word));
        }
        Ok(Expression::Name(word.into()))
    }

    /// The word that comes next, with the sign of an exponent: `1E+3`.
    fn next_word(&mut self) -> &'f str {
        let start = self.rest;
        self.rest = start.trim_start_matches(is_of_word);
        let word = self.written_since(start);
        let mantissa = word.strip_suffix(['e', 'E']);
        if mantissa.is_some_and(|mantissa| number::read(mantissa).is_some())
            && let Some(exponent) = self.rest.strip_prefix(['+', '-'])
        {
            self.rest = exponent.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        self.written_since(start)
    }

    /// Reads `!A1:B3` behind the name of a sheet.
    fn cells_of_sheet(&mut self, start: &'f str, sheet: String) -> Parsed {
        self.skip(1);
        if self.rest.starts_with('#') {
            return self.error();
        }
        let word = self.next_word();
        match self.cells(start, Some(sheet), word)? {
            Some(reference) => Ok(Expression::Cells(reference)),
            None => Err(Uncomputable::unsupported(self.written_since(start))),
        }
    }

    /// Reads the rest of a reference whose first corner was read; `None` where the word is none.
    fn cells(
        &mut self,
        start: &'f str,
        sheet: Option<String>,
        word: &str,
    ) -> Result<Option<Reference>, Uncomputable> {
        let Some(corner) = Corner::read(word) else {
            return Ok(None);
        };
        let ends = if self.take(&[':']).is_some() {
            let last = self.last_corner(sheet.as_deref());
            let ends = last.and_then(|last| corner.to(last));
            Some(ends.ok_or_else(|| Uncomputable::unsupported(self.written_since(start)))?)
        } else {
            corner.alone()
        };
        Ok(ends.map(|(first, last)| Reference {
            sheet,
            first,
            last,
            written: self.written_since(start).into(),
        }))
    }

    /// Reads `B3` or `Sheet!B3` behind the colon, where the sheet is the same.
    fn last_corner(&mut self, sheet: Option<&str>) -> Option<Corner> {
        self.peek();
        if let Some((name, behind)) = quoted(self.rest) {
            self.rest = behind.strip_prefix('!').filter(|_| sheet == Some(&name))?;
            return Corner::read(self.next_word());
        }
        let word = self.next_word();
        if sheet == Some(word)
            && let Some(behind) = self.rest.strip_prefix('!')
        {
            self.rest = behind;
            return Corner::read(self.next_word());
        }
        Corner::read(word)
    }

    fn call(&mut self, name: &str) -> Parsed {
        let function = match name.to_ascii_uppercase().as_str() {
            "SUM" => Function::Sum,
            "ROUND" => Function::Round,
            _ => return Err(Uncomputable::unsupported(name)),
        };
        self.in_brackets(|parser| {
            if parser.peek() == Some(')') {
                return Err(Uncomputable::unsupported(&format!("{name}()")));
            }
            Ok(Expression::Call(function, parser.arguments()?))
        })
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, Uncomputable> {
        let mut arguments = Vec::new();
        loop {
            arguments.push(match self.peek() {
                Some(',' | ';' | ')') => Expression::Omitted,
                _ => self.terms()?,
            });
            if self.take(&[',', ';']).is_none() {
                self.close()?;
                return Ok(arguments);
            }
        }
    }
}

/// What names, numbers and cells are made of.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '_' | '.' | '$' | '\\' | '?')
        || !c.is_ascii() && !c.is_whitespace()
}
