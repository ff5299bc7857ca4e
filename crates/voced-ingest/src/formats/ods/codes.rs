//! Formats of numbers as .ods describes them, written as the format codes of other programs
//! (OpenDocument 1.3 part 3, 16.29).

use std::collections::HashMap;
use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::markup::{self, attribute};

/// Format codes by the names of their styles.
#[derive(Default)]
pub(super) struct Codes(HashMap<String, Style>);

#[derive(Default)]
struct Style {
    /// What is shown where no condition holds.
    own: String,
    /// What is shown where one does, by the names of other styles.
    conditions: Vec<(String, String)>,
}

/// A number that one element describes has no more digits.
const MOST_DIGITS: usize = 30;
/// A format has no more sections.
const MOST_CONDITIONS: usize = 3;

impl Codes {
    /// Whether an element begins a style of numbers, moments or texts.
    pub(super) fn is_one(name: &str) -> bool {
        matches!(
            name,
            "number-style"
                | "percentage-style"
                | "currency-style"
                | "date-style"
                | "time-style"
                | "text-style"
                | "boolean-style"
        )
    }

    /// Reads a style down to its end.
    pub(super) fn read(
        &mut self,
        element: &BytesStart<'_>,
        reader: &mut Reader<&[u8]>,
    ) -> Result<(), quick_xml::Error> {
        let name = attribute(element, "name").unwrap_or_default().into_owned();
        let kind = element.local_name().as_ref().to_owned();
        let mut style = Style::default();
        loop {
            match reader.read_event()? {
                Event::Start(part) if part.local_name().as_ref() == "number" => {
                    style.own.push_str(&number(&part, reader)?);
                }
                Event::Start(part) => match part.local_name().as_ref() {
                    "text" | "currency-symbol" => {
                        let mut text = String::new();
                        markup::text_into(reader, &mut text)?;
                        let is_percent = kind == "percentage-style" && text.trim() == "%";
                        style
                            .own
                            .push_str(&if is_percent { text } else { quoted(&text) });
                    }
                    "map" => style.map(&part),
                    other => style.own.push_str(moment(other, &part)),
                },
                Event::End(part) if Self::is_one(part.local_name().as_ref()) => break,
                Event::Eof => return Err(markup::unfinished()),
                _ => {}
            }
        }
        self.0.insert(name, style);
        Ok(())
    }

    /// The format code of a style.
    pub(super) fn code(&self, name: &str) -> Option<String> {
        let style = self.0.get(name)?;
        let mut code = String::new();
        for (condition, applied) in style.conditions.iter().take(MOST_CONDITIONS) {
            let applied = self.0.get(applied).map_or("", |style| &style.own);
            let _ = write!(code, "[{condition}]{applied};");
        }
        code.push_str(&style.own);
        Some(code)
    }
}

impl Style {
    fn map(&mut self, element: &BytesStart<'_>) {
        let condition = attribute(element, "condition").unwrap_or_default();
        let condition = condition.trim_start_matches("value()").replace("!=", "<>");
        let applied = attribute(element, "apply-style-name").unwrap_or_default();
        self.conditions.push((condition, applied.into_owned()));
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        quoted.push('\\');
        quoted.push(letter);
    }
    quoted
}

/// Room for the digits of a number, with the words between them.
fn number(
    element: &BytesStart<'_>,
    reader: &mut Reader<&[u8]>,
) -> Result<String, quick_xml::Error> {
    let count = |name| {
        let value = attribute(element, name)?.parse::<usize>().ok()?;
        Some(value.min(MOST_DIGITS))
    };
    let is_grouped = attribute(element, "grouping").as_deref() == Some("true");
    let factor = attribute(element, "display-factor").and_then(|text| text.parse::<f64>().ok());
    let n_decimals = count("decimal-places");
    let n_whole = count("min-integer-digits").unwrap_or(0);
    let between = between(reader)?;
    if n_decimals.is_none() && between.is_empty() && factor.is_none() && !is_grouped {
        return Ok("General".into());
    }
    let mut code = whole(n_whole, is_grouped, &between);
    if let Some(n_decimals) = n_decimals.filter(|count| *count > 0) {
        code.push('.');
        code.push_str(&"0".repeat(n_decimals));
    }
    match factor.map_or(Some(0), thousands) {
        Some(count) => code.push_str(&",".repeat(count)),
        // No format of numbers divides by anything else.
        None => code = format!("\\?{code}"),
    }
    Ok(code)
}

/// How often a number is divided by a thousand.
fn thousands(factor: f64) -> Option<usize> {
    const FACTORS: [f64; 5] = [1.0, 1e3, 1e6, 1e9, 1e12];
    FACTORS
        .iter()
        .position(|known| (known - factor).abs() < f64::EPSILON)
}

/// The room before the point: words stand so many digits before it.
fn whole(n_zeros: usize, is_grouped: bool, between: &[(usize, String)]) -> String {
    let furthest = between.iter().map(|(place, _)| *place + 1).max();
    let n_digits = n_zeros
        .max(furthest.unwrap_or(1))
        .max(if is_grouped { 4 } else { 1 });
    let mut code = String::new();
    for place in (0..n_digits).rev() {
        code.push(if place < n_zeros { '0' } else { '#' });
        for (_, text) in between.iter().filter(|(before, _)| *before == place) {
            code.push_str(&quoted(text));
        }
        if is_grouped && place == 3 {
            code.push(',');
        }
    }
    code
}

/// The words between the digits, down to the end of the element.
fn between(reader: &mut Reader<&[u8]>) -> Result<Vec<(usize, String)>, quick_xml::Error> {
    let mut between = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                let place = attribute(&element, "position").and_then(|text| text.parse().ok());
                let mut text = String::new();
                markup::text_into(reader, &mut text)?;
                between.extend(place.map(|place: usize| (place.min(MOST_DIGITS), text)));
            }
            Event::End(_) => return Ok(between),
            Event::Eof => return Err(markup::unfinished()),
            _ => {}
        }
    }
}

/// The code of an element that has no text.
fn moment(name: &str, element: &BytesStart<'_>) -> &'static str {
    let is_long = attribute(element, "style").as_deref() == Some("long");
    let is_word = attribute(element, "textual").as_deref() == Some("true");
    match (name, is_word, is_long) {
        ("scientific-number", ..) => "0.00E+00",
        ("fraction", ..) => "# ??/??",
        ("text-content", ..) => "@",
        ("boolean", ..) => "General",
        ("year", _, true) => "yyyy",
        ("year", ..) => "yy",
        ("month", true, true) => "mmmm",
        ("month", true, false) => "mmm",
        ("month", false, true) => "mm",
        ("month", ..) => "m",
        ("day", _, true) => "dd",
        ("day", ..) => "d",
        ("day-of-week", _, true) => "aaaa",
        ("day-of-week", ..) => "aaa",
        ("hours", _, true) => "hh",
        ("hours", ..) => "h",
        ("minutes", _, true) => "mm",
        ("minutes", ..) => "m",
        ("seconds", _, true) => "ss",
        ("seconds", ..) => "s",
        ("am-pm", ..) => "AM/PM",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(xml: &str) -> String {
        let mut codes = Codes::default();
        let mut reader = markup::reader(xml.as_bytes());
        reader.config_mut().expand_empty_elements = true;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) if Codes::is_one(element.local_name().as_ref()) => {
                    codes.read(&element, &mut reader).unwrap();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        codes.code("N").unwrap()
    }

    #[test]
    fn styles_of_numbers_are_format_codes() {
        let number = |inside: &str| {
            code(&format!(
                "<number:number-style style:name='N'>{inside}</number:number-style>"
            ))
        };
        let digits = "<number:number number:decimal-places='0' number:min-integer-digits='1'";
        assert_eq!(
            number("<number:number number:min-integer-digits='1'/>"),
            "General"
        );
        assert_eq!(number(&format!("{digits}/>")), "0");
        assert_eq!(
            number(&format!("{digits} number:grouping='true'/>")),
            "#,##0"
        );
        assert_eq!(
            number(&format!("{digits}/><number:text>万册</number:text>")),
            "0\\万\\册"
        );
        assert_eq!(
            number(&format!("{digits} number:display-factor='1000'/>")),
            "0,"
        );
        let point = "<number:embedded-text number:position='1'>.</number:embedded-text>";
        assert_eq!(
            number(&format!("{digits}>{point}</number:number>")),
            "#\\.0"
        );
        let map = "<style:map style:condition='value()&gt;=10' style:apply-style-name='P'/>";
        let several = format!(
            "<number:percentage-style style:name='P'>{digits}/><number:text>%</number:text>\
             </number:percentage-style><number:number-style style:name='N'>{digits}/>{map}\
             </number:number-style>"
        );
        assert_eq!(code(&several), "[>=10]0%;0");
        let day = "<number:date-style style:name='N'><number:year number:style='long'/>\
                   <number:text>年</number:text><number:month/></number:date-style>";
        assert_eq!(code(day), "yyyy\\年m");
    }
}
