//! Changes of a written workbook that our own writer cannot write, as clerks make them: a format, a
//! merge, struck out or raised letters, a formula of their own.
//!
//! They are made in the XML as our own writer writes it, without the spaces and prefixes that other
//! programs would choose.

mod package;

use voced_cli::Failure;
use voced_domain::Position;

use package::Package;

/// A change of one cell.
#[derive(Clone, Debug)]
pub(super) struct Retouch {
    pub(super) sheet: String,
    pub(super) cell: Position,
    pub(super) change: Change,
}

/// What becomes of the cell.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// It gets a format code; what is stored stays.
    Format(&'static str),
    /// Its font is struck out.
    Struck,
    /// It is merged with the cells from this one on, above or before it; what is stored stays.
    Merged(Position),
    /// It holds a text of several looks.
    Runs(Vec<Run>),
    /// It gets a formula, for which a program stored the number that was there, or nothing.
    Formula { text: String, is_computed: bool },
}

/// Letters that look alike.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) look: Look,
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    Plain,
    Struck,
    Raised,
}

const STYLES: &str = "xl/styles.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
/// Beyond the numbers that our own writer gives to formats.
const FIRST_FORMAT: usize = 500;

/// The workbook with all changes.
pub(super) fn retouched(bytes: Vec<u8>, retouches: &[Retouch]) -> Result<Vec<u8>, Failure> {
    if retouches.is_empty() {
        return Ok(bytes);
    }
    let mut package = Package::open(bytes)?;
    for one in retouches {
        retouch(&mut package, one)?;
    }
    package.written()
}

fn retouch(package: &mut Package, one: &Retouch) -> Result<(), Failure> {
    let part = package.sheet(&one.sheet)?;
    if let Change::Merged(first) = &one.change {
        let region = format!("<mergeCell ref=\"{first}:{}\"/>", one.cell);
        add(package.part(&part)?, "mergeCells", "count", |_| region)?;
        return Ok(());
    }
    let old = element(package.part(&part)?, &format!("<c r=\"{}\"", one.cell), "c")?.to_owned();
    let new = match &one.change {
        Change::Format(code) => {
            let format = add(package.part(STYLES)?, "numFmts", "count", |idx| {
                let (id, code) = (FIRST_FORMAT + idx, escaped(code));
                format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>")
            })?;
            restyled(package, &old, "numFmtId", FIRST_FORMAT + format)?
        }
        Change::Struck => {
            let font = struck_font(package.part(STYLES)?, &old)?;
            restyled(package, &old, "fontId", font)?
        }
        Change::Runs(runs) => {
            let runs: String = runs.iter().map(Run::xml).collect();
            let item = |_| format!("<si>{runs}</si>");
            let idx = add(package.part(TEXTS)?, "sst", "uniqueCount", item)?;
            format!("{} t=\"s\"><v>{idx}</v></c>", head(one.cell, &old)?)
        }
        Change::Formula { text, is_computed } => {
            let stored = element(&old, "<v>", "v")?;
            let stored = if *is_computed { stored } else { "" };
            let head = head(one.cell, &old)?;
            format!("{head}><f>{}</f>{stored}</c>", escaped(text))
        }
        Change::Merged(_) => return Ok(()),
    };
    let xml = package.part(&part)?;
    *xml = xml.replacen(&old, &new, 1);
    Ok(())
}

/// The cell in a style of its own, which differs from the one that it had in one attribute.
fn restyled(
    package: &mut Package,
    cell: &str,
    attribute: &str,
    value: usize,
) -> Result<String, Failure> {
    let styles = package.part(STYLES)?;
    let style = nth(styles, "cellXfs", "<xf ", number(cell, "s")?)?;
    let style = with_number(style, attribute, value)?;
    let idx = add(styles, "cellXfs", "count", |_| style)?;
    with_number(cell, "s", idx)
}

/// A font like that of the cell, but struck out.
fn struck_font(styles: &mut String, cell: &str) -> Result<usize, Failure> {
    let style = nth(styles, "cellXfs", "<xf ", number(cell, "s")?)?;
    let font = nth(styles, "fonts", "<font>", number(style, "fontId")?)?;
    let font = font.replacen("<font>", "<font><strike/>", 1);
    add(styles, "fonts", "count", |_| font)
}

/// The beginning of a cell's element, without the type of what it holds.
fn head(cell: Position, old: &str) -> Result<String, Failure> {
    Ok(format!("<c r=\"{cell}\" s=\"{}\"", number(old, "s")?))
}

impl Run {
    fn xml(&self) -> String {
        let look = match self.look {
            Look::Plain => "",
            Look::Struck => "<rPr><strike/></rPr>",
            Look::Raised => "<rPr><vertAlign val=\"superscript\"/></rPr>",
        };
        let text = escaped(&self.text);
        format!("<r>{look}<t xml:space=\"preserve\">{text}</t></r>")
    }
}

/// Adds an element to a list that says how many it has; what number the element got.
fn add(
    xml: &mut String,
    list: &str,
    count: &str,
    element: impl FnOnce(usize) -> String,
) -> Result<usize, Failure> {
    let open = format!("<{list} ");
    let start = xml.find(&open).ok_or_else(|| unknown(&open))?;
    let close = format!("</{list}>");
    let end = xml.rfind(&close).ok_or_else(|| unknown(&close))?;
    let idx = number(&xml[start..end], count)?;
    let longer = with_number(&xml[start..end], count, idx + 1)?;
    xml.replace_range(start..end, &(longer + &element(idx)));
    Ok(idx)
}

/// An element of a list, all of whose elements begin alike.
fn nth<'x>(xml: &'x str, list: &str, open: &str, idx: usize) -> Result<&'x str, Failure> {
    let list = element(xml, &format!("<{list} "), list)?;
    let mut starts = list.match_indices(open).map(|(at, _)| at).skip(idx);
    let start = starts.next().ok_or_else(|| unknown(open))?;
    let end = starts.next().or_else(|| list.rfind("</"));
    Ok(&list[start..end.unwrap_or(list.len())])
}

/// The first element that begins so, which must have content.
fn element<'x>(xml: &'x str, open: &str, name: &str) -> Result<&'x str, Failure> {
    let close = format!("</{name}>");
    let start = xml.find(open).ok_or_else(|| unknown(open))?;
    let end = xml[start..].find(&close).ok_or_else(|| unknown(&close))?;
    let element = &xml[start..start + end + close.len()];
    let opened = element.find('>').map(|at| &element[..at]);
    if opened.is_some_and(|opened| opened.ends_with('/')) {
        return Err(unknown(open));
    }
    Ok(element)
}

/// A number in the first attribute of this name.
fn number(xml: &str, attribute: &str) -> Result<usize, Failure> {
    value(xml, attribute)?.1.parse().map_err(Failure::of)
}

/// The same with another number in the first attribute of this name.
fn with_number(xml: &str, attribute: &str, number: usize) -> Result<String, Failure> {
    let (start, old) = value(xml, attribute)?;
    let (before, behind) = (&xml[..start], &xml[start + old.len()..]);
    Ok(format!("{before}{number}{behind}"))
}

/// Where the value of an attribute begins, and the value.
fn value<'x>(xml: &'x str, attribute: &str) -> Result<(usize, &'x str), Failure> {
    let open = format!(" {attribute}=\"");
    let at = xml.find(&open).ok_or_else(|| unknown(&open))?;
    let start = at + open.len();
    let value = xml[start..].split('"').next().unwrap_or_default();
    Ok((start, value))
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

fn unknown(what: &str) -> Failure {
    Failure::of(format!("写出的工作簿里没有{what}"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    const SHEET: &str = "表3试点与项目";

    /// The cell E5 of a workbook of ours, and the part with its styles or texts.
    fn changed(change: Change, part: &str) -> (String, String) {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
        let bytes = fs::read(fixtures.join("siping/2020/city.xlsx")).unwrap();
        let retouch = Retouch {
            sheet: SHEET.into(),
            cell: Position::from_a1("E5").unwrap(),
            change,
        };
        let mut package = Package::open(retouched(bytes, &[retouch]).unwrap()).unwrap();
        let sheet = package.sheet(SHEET).unwrap();
        let cell = element(package.part(&sheet).unwrap(), "<c r=\"E5\"", "c").unwrap();
        (cell.to_owned(), package.part(part).unwrap().clone())
    }

    #[test]
    fn a_cell_gets_a_style_of_its_own() {
        let (cell, styles) = changed(Change::Format("0\"万\""), STYLES);
        assert_eq!(cell, "<c r=\"E5\" s=\"10\"><v>7</v></c>");
        assert!(styles.contains("<numFmts count=\"4\">"));
        assert!(styles.contains("<numFmt numFmtId=\"503\" formatCode=\"0&quot;万&quot;\"/>"));
        let style = nth(&styles, "cellXfs", "<xf ", 10).unwrap();
        assert!(style.starts_with("<xf numFmtId=\"503\" fontId=\"4\" fillId=\"4\""));

        let (cell, styles) = changed(Change::Struck, STYLES);
        assert_eq!(cell, "<c r=\"E5\" s=\"10\"><v>7</v></c>");
        let style = nth(&styles, "cellXfs", "<xf ", 10).unwrap();
        assert!(style.starts_with("<xf numFmtId=\"164\" fontId=\"5\" fillId=\"4\""));
        let font = nth(&styles, "fonts", "<font>", 5).unwrap();
        assert!(font.starts_with("<font><strike/><sz val=\"10.5\"/>"));
    }

    #[test]
    fn a_cell_gets_a_text_or_a_formula() {
        let run = |look, text: &str| Run {
            look,
            text: text.into(),
        };
        let runs = vec![run(Look::Struck, "6"), run(Look::Plain, "7")];
        let (cell, texts) = changed(Change::Runs(runs), TEXTS);
        assert_eq!(cell, "<c r=\"E5\" s=\"6\" t=\"s\"><v>126</v></c>");
        let text = nth(&texts, "sst", "<si>", 126).unwrap();
        assert!(text.starts_with("<si><r><rPr><strike/></rPr><t xml:space=\"preserve\">6</t></r>"));

        let formula = |is_computed| Change::Formula {
            text: "4+3".into(),
            is_computed,
        };
        let (cell, _) = changed(formula(true), TEXTS);
        assert_eq!(cell, "<c r=\"E5\" s=\"6\"><f>4+3</f><v>7</v></c>");
        let (cell, _) = changed(formula(false), TEXTS);
        assert_eq!(cell, "<c r=\"E5\" s=\"6\"><f>4+3</f></c>");
    }

    #[test]
    fn a_cell_is_merged_into_the_one_above() {
        let above = Position::from_a1("E4").unwrap();
        let (cell, sheet) = changed(Change::Merged(above), "xl/worksheets/sheet3.xml");
        assert_eq!(cell, "<c r=\"E5\" s=\"6\"><v>7</v></c>");
        assert!(sheet.contains("<mergeCells count=\"3\">"));
        assert!(sheet.contains("<mergeCell ref=\"E4:E5\"/></mergeCells>"));
    }

    #[test]
    fn what_is_not_there_is_a_failure() {
        let sheet = "<c r=\"E4\" s=\"6\"/><c r=\"E5\" s=\"6\"><v>1</v></c>";
        assert!(element(sheet, "<c r=\"E4\"", "c").is_err());
        assert!(element(sheet, "<c r=\"E6\"", "c").is_err());
        assert!(element(sheet, "<c r=\"E5\"", "c").is_ok());
    }
}
