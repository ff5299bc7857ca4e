//! A format code into its sections.

use super::format::{Body, Condition, NumberFormat, Section, Sign, Words};
use super::moment;
use super::pattern::Pattern;
use super::token::{Token, spelled};

/// Longer codes are not Excel's; what lies beyond is not looked at.
const LONGEST: usize = 255;

impl NumberFormat {
    /// Takes a format code apart; whatever it says, something comes of it.
    pub(crate) fn new(code: &str) -> Self {
        // A program that writes nothing means nothing by it.
        let code = if code.is_empty() { "General" } else { code };
        let code: String = code.chars().take(LONGEST).collect();
        let mut sections: Vec<_> = split(&code).into_iter().map(|text| scan(&text)).collect();
        sections.truncate(4);
        let text = match sections.len() {
            4 => sections.pop(),
            // A section of `@` alone, at whatever place, is for texts.
            2.. if sections.last().is_some_and(is_for_texts) => sections.pop(),
            1 if is_for_texts(&sections[0]) => Some(sections[0].clone()),
            _ => None,
        };
        let text = text.map(|(_, tokens)| words(&tokens));
        Self {
            sections: sections.into_iter().map(section).collect(),
            text: text.filter(|words| !words.is_none()),
        }
    }
}

fn is_for_texts((_, tokens): &(Option<Condition>, Vec<Token>)) -> bool {
    tokens.contains(&Token::Text)
}

/// The sections; a `;` in quotes or behind an escape separates nothing.
fn split(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for letter in code.chars() {
        let separates = letter == ';' && !quoted && !bracketed && !escaped;
        if separates {
            sections.push(String::new());
            continue;
        }
        match letter {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '!' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        if let Some(last) = sections.last_mut() {
            last.push(letter);
        }
    }
    sections
}

/// The tokens of a section, and its condition.
fn scan(text: &str) -> (Option<Condition>, Vec<Token>) {
    let mut scanner = Scanner {
        rest: text,
        tokens: Vec::new(),
        condition: None,
    };
    while scanner.step() {}
    moment::tell_minutes(&mut scanner.tokens);
    (scanner.condition, scanner.tokens)
}

struct Scanner<'c> {
    rest: &'c str,
    tokens: Vec<Token>,
    condition: Option<Condition>,
}

impl Scanner<'_> {
    fn step(&mut self) -> bool {
        let Some(letter) = self.rest.chars().next() else {
            return false;
        };
        if let Some(n_bytes) = general(self.rest) {
            self.tokens.push(Token::General);
            self.rest = &self.rest[n_bytes..];
            return true;
        }
        if let Some((part, n_bytes)) = moment::part(self.rest, self.has_digit()) {
            self.tokens.push(Token::Moment(part));
            self.rest = &self.rest[n_bytes..];
            return true;
        }
        self.rest = &self.rest[letter.len_utf8()..];
        match letter {
            '0' | '#' | '?' => self.tokens.push(Token::Digit(letter)),
            '.' => self.tokens.push(Token::Point),
            ',' => self.tokens.push(Token::Comma),
            '%' => self.tokens.push(Token::Percent),
            '@' => self.tokens.push(Token::Text),
            '/' if self.has_digit() => self.tokens.push(Token::Slash),
            'E' | 'e' if self.has_digit() && self.rest.starts_with(['+', '-']) => {
                self.rest = &self.rest[1..];
                self.tokens.push(Token::Exponent);
            }
            '"' => self.quoted(),
            '\\' | '!' => {
                if let Some(next) = self.next() {
                    self.word(next);
                }
            }
            // Room as wide as the letter, and the letter that fills the cell.
            '_' | '*' => {
                self.next();
            }
            '[' => self.bracketed(),
            letter => self.word(letter),
        }
        true
    }

    fn has_digit(&self) -> bool {
        let mut tokens = self.tokens.iter();
        tokens.any(|token| matches!(token, Token::Digit(_)))
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.rest.chars().next()?;
        self.rest = &self.rest[letter.len_utf8()..];
        Some(letter)
    }

    fn word(&mut self, letter: char) {
        if let Some(Token::Word(word)) = self.tokens.last_mut() {
            word.push(letter);
        } else {
            self.tokens.push(Token::Word(letter.into()));
        }
    }

    fn quoted(&mut self) {
        let (quoted, rest) = self.rest.split_once('"').unwrap_or((self.rest, ""));
        self.rest = rest;
        for letter in quoted.chars() {
            self.word(letter);
        }
    }

    /// Colours and ways of writing digits say nothing; conditions, currencies and hours do.
    fn bracketed(&mut self) {
        let (inside, rest) = self.rest.split_once(']').unwrap_or((self.rest, ""));
        self.rest = rest;
        if let Some(condition) = condition(inside) {
            self.condition = Some(condition);
        } else if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split_once('-').map_or(currency, |(sign, _)| sign);
            for letter in sign.chars() {
                self.word(letter);
            }
        } else if let Some(part) = moment::elapsed(inside) {
            self.tokens.push(Token::Moment(part));
        }
    }
}

/// How long the word for “as it is” is that a text begins with: in English, or `G/` and the word of
/// another language.
fn general(text: &str) -> Option<usize> {
    const WORDS: [&str; 3] = ["General", "常规", "Standard"];
    if let Some(word) = text.strip_prefix("G/") {
        let word = word.find(|c: char| c.is_ascii()).unwrap_or(word.len());
        return (word > 0).then_some("G/".len() + word);
    }
    let is_there = |word: &&&str| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    WORDS.iter().find(is_there).map(|word| word.len())
}

/// `>=10000`.
fn condition(text: &str) -> Option<Condition> {
    const SIGNS: [(&str, Sign); 6] = [
        ("<=", Sign::AtMost),
        (">=", Sign::AtLeast),
        ("<>", Sign::Not),
        ("<", Sign::Less),
        (">", Sign::More),
        ("=", Sign::Equal),
    ];
    let mut found = SIGNS.iter();
    found.find_map(|(written, sign)| {
        let limit = text.strip_prefix(written)?.trim().parse().ok()?;
        Some(Condition { sign: *sign, limit })
    })
}

fn section((condition, tokens): (Option<Condition>, Vec<Token>)) -> Section {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let is_moment = |token: &Token| matches!(token, Token::Moment(_));
    let body = if tokens.iter().any(is_moment) {
        Body::Moment(moment::parts(tokens))
    } else if tokens.iter().any(is_digit) {
        Body::Number(Pattern::new(&tokens))
    } else if tokens.contains(&Token::General) || tokens.contains(&Token::Text) {
        Body::General(words(&tokens))
    } else {
        Body::Words(words(&tokens).before)
    };
    Section { condition, body }
}

/// The words before and behind what stands in the cell.
fn words(tokens: &[Token]) -> Words {
    let is_content = |token: &Token| matches!(token, Token::Text | Token::General);
    let spelled = |tokens: &[Token]| tokens.iter().map(spelled).collect::<String>();
    match tokens.iter().position(is_content) {
        Some(at) => Words {
            before: spelled(&tokens[..at]),
            after: spelled(&tokens[at + 1..]),
            alone: false,
        },
        None => Words {
            before: spelled(tokens),
            after: String::new(),
            alone: true,
        },
    }
}
