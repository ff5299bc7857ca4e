//! References to cells, as formulas and readers spell them.

use voced_domain::Position;

/// How many references one function takes at most.
const MOST_ARGUMENTS: usize = 250;

/// Cells from one to another on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Title of the sheet.
    pub sheet: String,
    /// The cell at the top left.
    pub first: Position,
    /// The cell at the bottom right.
    pub last: Position,
}

impl Range {
    /// `D12:I12`, or `D12` for a single cell.
    fn cells(&self) -> String {
        if self.first == self.last {
            self.first.a1()
        } else {
            format!("{}:{}", self.first, self.last)
        }
    }

    /// `'原始数据'!D12:I12`, for a formula.
    pub fn formula(&self) -> String {
        format!("'{}'!{}", self.sheet, self.cells())
    }

    /// `原始数据!D12:I12`, for a reader.
    pub fn words(&self) -> String {
        format!("{}!{}", self.sheet, self.cells())
    }

    /// How many cells it has.
    pub fn n_cells(&self) -> u32 {
        let columns = self.last.column - self.first.column + 1;
        (self.last.row - self.first.row + 1) * u32::from(columns)
    }

    /// Both as one, where the other lies right below with the same columns.
    fn joined(&self, below: &Self) -> Option<Self> {
        let fits = self.sheet == below.sheet
            && self.last.row + 1 == below.first.row
            && self.first.column == below.first.column
            && self.last.column == below.last.column;
        fits.then(|| Self {
            last: below.last,
            ..self.clone()
        })
    }

    /// The same rows in another column of the sheet.
    pub fn in_column(&self, column: u16) -> Self {
        let shifted = |position: Position| Position { column, ..position };
        Self {
            sheet: self.sheet.clone(),
            first: shifted(self.first),
            last: shifted(self.last),
        }
    }
}

/// The same cells in fewer ranges: lines that lie below each other make a block.
pub fn blocks(ranges: Vec<Range>) -> Vec<Range> {
    let mut blocks: Vec<Range> = Vec::new();
    for range in ranges {
        match blocks.last().and_then(|block| block.joined(&range)) {
            Some(joined) => {
                blocks.pop();
                blocks.push(joined);
            }
            None => blocks.push(range),
        }
    }
    blocks
}

/// A function of references, nested where there are more than it takes.
pub fn call(function: &str, ranges: &[Range]) -> String {
    let texts: Vec<String> = ranges.iter().map(Range::formula).collect();
    let calls: Vec<String> = texts
        .chunks(MOST_ARGUMENTS)
        .map(|chunk| format!("{function}({})", chunk.join(",")))
        .collect();
    match calls.as_slice() {
        [call] => call.clone(),
        calls => format!("SUM({})", calls.join(",")),
    }
}

/// A text in a formula. Programs refuse a literal of more than 255 characters.
pub fn literal(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let parts: Vec<String> = chars
        .chunks(200)
        .map(|chunk| {
            let text: String = chunk.iter().collect();
            format!("\"{}\"", text.replace('"', "\"\""))
        })
        .collect();
    match parts.as_slice() {
        [] => "\"\"".into(),
        parts => parts.join("&"),
    }
}
