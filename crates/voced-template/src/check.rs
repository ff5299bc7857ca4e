//! The live check beside an answer: one list of tests, written as a formula and evaluated here.

use voced_domain::{
    DataItem, Edition, ItemCode, Kind, Operator, Position, Quantity, Relation, Severity,
};

use crate::template::{Field, Sheet, SheetBody, Template};

/// What a check says when nothing is wrong.
const FINE: &str = "✓";
/// What a check says of a table's row that is not in use. An empty text would do for people, but
/// programs that do not recalculate show an empty result as 0.
const UNUSED: &str = "—";
/// What a check says of an answer that is still to come.
const TO_FILL: &str = "待填";

/// What is typed in a cell, as a formula sees it.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// Nothing.
    Blank,
    /// A number.
    Number(Quantity),
    /// A text, also one that looks like a number.
    Text(String),
}

/// One test and what is said when it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// An answer is there.
    Filled,
    /// The answer is a number, or 不适用 where that is an answer.
    Number {
        /// Whether 不适用 is an answer.
        may_not_apply: bool,
    },
    /// Zero or more.
    NotNegative,
    /// A whole number.
    Whole,
    /// Not zero.
    NotZero,
    /// A text of so many characters.
    Digits(u8),
    /// The sums of two lists of cells stand to each other as they must.
    Relation {
        /// Cells on the left, with their sheets.
        left: Vec<Range>,
        /// How left must stand to right.
        operator: Operator,
        /// Cells on the right.
        right: Vec<Range>,
        /// What is said.
        message: String,
    },
}

/// A cell or a column of cells on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The item that stands there.
    pub item: ItemCode,
    /// Name of the sheet.
    pub sheet: String,
    /// First cell.
    pub first: Position,
    /// Last cell, the first for a single one.
    pub last: Position,
}

/// The tests beside one answer, or beside one row of a table, in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The key cell of a table's row: while it is blank, the row is not in use.
    key: Option<Position>,
    tests: Vec<CellTest>,
}

/// A test of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CellTest {
    cell: Position,
    /// Named in front of what is said, where a check is about more than one cell.
    label: String,
    test: Test,
}

impl Check {
    /// The check of a field on a sheet with one item a row.
    pub fn of(edition: &Edition, template: &Template, field: &Field) -> Option<Self> {
        let item = edition.item(&field.item)?;
        let mut tests = tests_of(item);
        let shown = |relation: &&Relation| {
            relation.severity != Severity::Notice
                && !relation.across
                && relation.shown_at(edition) == &field.item
        };
        let relations = edition.relations().iter().filter(shown);
        tests.extend(relations.filter_map(|relation| relation_test(edition, template, relation)));
        let of_cell = |test| CellTest {
            cell: field.cell,
            label: String::new(),
            test,
        };
        Some(Self {
            key: None,
            tests: tests.into_iter().map(of_cell).collect(),
        })
    }

    /// The check of one row of a table, from zero.
    pub fn of_row(edition: &Edition, columns: &[Field], key: &ItemCode, row: u16) -> Self {
        let cell = |field: &Field| Position {
            row: field.cell.row + u32::from(row),
            ..field.cell
        };
        let of_column = |field: &Field| -> Vec<CellTest> {
            let tests = edition.item(&field.item).map(tests_of).unwrap_or_default();
            let of_cell = |test| CellTest {
                cell: cell(field),
                label: field.label.clone(),
                test,
            };
            tests.into_iter().map(of_cell).collect()
        };
        Self {
            key: columns.iter().find(|field| field.item == *key).map(cell),
            tests: columns.iter().flat_map(of_column).collect(),
        }
    }

    /// The check as a formula of the workbook.
    pub fn formula(&self) -> String {
        let mut formula = format!("\"{FINE}\"");
        for CellTest { cell, label, test } in self.tests.iter().rev() {
            let condition = test.condition(*cell);
            formula = format!("IF({condition},\"{label}{}\",{formula})", test.says());
            // 不适用 ends the tests of the answer itself.
            if *test
                == (Test::Number {
                    may_not_apply: true,
                })
            {
                formula = format!("IF({cell}=\"不适用\",\"{FINE}\",{formula})");
            }
        }
        match self.key {
            Some(key) => format!("=IF({key}=\"\",\"{UNUSED}\",{formula})"),
            None => format!("={formula}"),
        }
    }

    /// What the formula shows, given what is typed in the cells of its sheet and what the ranges
    /// that relations mention add up to.
    pub fn evaluate(
        &self,
        typed: &dyn Fn(Position) -> Typed,
        sum_of: &dyn Fn(&Range) -> Sum,
    ) -> String {
        if self.key.is_some_and(|key| typed(key) == Typed::Blank) {
            return UNUSED.into();
        }
        for CellTest { cell, label, test } in &self.tests {
            let answer = typed(*cell);
            let not_applicable = answer == Typed::Text("不适用".into());
            if not_applicable
                && *test
                    == (Test::Number {
                        may_not_apply: true,
                    })
            {
                return FINE.into();
            }
            if test.fails(&answer, sum_of) {
                return format!("{label}{}", test.says());
            }
        }
        FINE.into()
    }
}

/// What a range adds up to, as a formula sees it: texts count nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// The total of the numbers.
    pub total: Quantity,
    /// Whether a single cell holds neither a number nor 不适用; a column of a table is never so.
    pub unknown: bool,
}

fn relation_fails(
    left: &[Range],
    operator: Operator,
    right: &[Range],
    sum_of: &dyn Fn(&Range) -> Sum,
) -> bool {
    let side = |ranges: &[Range]| -> Option<Quantity> {
        let sums: Vec<Sum> = ranges.iter().map(sum_of).collect();
        (!sums.iter().any(|sum| sum.unknown)).then(|| sums.iter().map(|sum| &sum.total).sum())
    };
    let (Some(left), Some(right)) = (side(left), side(right)) else {
        return false;
    };
    match operator {
        Operator::AtMost => left > right,
        Operator::Equal => left != right,
        Operator::Different => left == right,
    }
}

fn tests_of(item: &DataItem) -> Vec<Test> {
    let mut tests = Vec::new();
    if !item.optional {
        tests.push(Test::Filled);
    }
    tests.extend(item.digits.map(Test::Digits));
    if item.kind.is_number() {
        tests.push(Test::Number {
            may_not_apply: item.may_not_apply,
        });
        tests.push(Test::NotNegative);
        if item.kind == Kind::Count {
            tests.push(Test::Whole);
        }
        if !item.may_be_zero {
            tests.push(Test::NotZero);
        }
    }
    tests
}

fn relation_test(edition: &Edition, template: &Template, relation: &Relation) -> Option<Test> {
    let ranges = |codes: &[ItemCode]| -> Option<Vec<Range>> {
        codes.iter().map(|code| range_of(template, code)).collect()
    };
    Some(Test::Relation {
        left: ranges(&relation.left)?,
        operator: relation.operator,
        right: ranges(&relation.right)?,
        message: relation.demand_beside(edition),
    })
}

fn range_of(template: &Template, item: &ItemCode) -> Option<Range> {
    let (sheet, field) = template.field(item)?;
    Some(Range {
        item: item.clone(),
        sheet: sheet.title.clone(),
        first: field.cell,
        last: last_cell(sheet, field),
    })
}

/// The last cell of a field: the cell itself, or the bottom of a table's column.
pub(crate) fn last_cell(sheet: &Sheet, field: &Field) -> Position {
    match &sheet.body {
        SheetBody::Table { rows, .. } => Position {
            row: field.cell.row + u32::from(*rows) - 1,
            ..field.cell
        },
        _ => field.cell,
    }
}

impl Test {
    fn fails(&self, answer: &Typed, sum_of: &dyn Fn(&Range) -> Sum) -> bool {
        match (self, answer) {
            (Test::Filled, _) => *answer == Typed::Blank,
            (Test::Number { .. }, _) => matches!(answer, Typed::Text(_)),
            (Test::NotNegative, Typed::Number(number)) => number.is_negative(),
            (Test::Whole, Typed::Number(number)) => !number.is_integer(),
            (Test::NotZero, Typed::Number(number)) => number.is_zero(),
            (Test::NotNegative | Test::Whole | Test::NotZero, _) => false,
            (Test::Digits(digits), _) => answer.len() != usize::from(*digits),
            (
                Test::Relation {
                    left,
                    operator,
                    right,
                    ..
                },
                _,
            ) => relation_fails(left, *operator, right, sum_of),
        }
    }

    /// The condition under which the test fails, as a formula about `cell`.
    fn condition(&self, cell: Position) -> String {
        match self {
            Test::Filled => format!("{cell}=\"\""),
            Test::Number { .. } => format!("ISTEXT({cell})"),
            Test::NotNegative => format!("N({cell})<0"),
            Test::Whole => format!("N({cell})<>INT(N({cell}))"),
            Test::NotZero => format!("AND(ISNUMBER({cell}),N({cell})=0)"),
            Test::Digits(digits) => format!("LEN({cell})<>{digits}"),
            Test::Relation {
                left,
                operator,
                right,
                ..
            } => {
                let mut conditions: Vec<String> = left
                    .iter()
                    .chain(right)
                    .filter(|range| range.is_cell())
                    .map(|range| {
                        let cell = range.reference();
                        format!("OR(ISNUMBER({cell}),{cell}=\"不适用\")")
                    })
                    .collect();
                let sign = match operator {
                    Operator::AtMost => ">",
                    Operator::Equal => "<>",
                    Operator::Different => "=",
                };
                // Money with decimals must not fail by the last bit of a binary fraction.
                conditions.push(format!("ROUND({}-{},6){sign}0", sum(left), sum(right)));
                format!("AND({})", conditions.join(","))
            }
        }
    }

    /// What is said when the test fails.
    fn says(&self) -> String {
        match self {
            Test::Filled => TO_FILL.into(),
            Test::Number {
                may_not_apply: true,
            } => "应填数字，不带单位，不涉及填“不适用”".into(),
            Test::Number {
                may_not_apply: false,
            } => "应填数字，不带单位".into(),
            Test::NotNegative => "不能小于0".into(),
            Test::Whole => "应为整数".into(),
            Test::NotZero => "不应为0".into(),
            Test::Digits(digits) => format!("应为{digits}位数字"),
            Test::Relation { message, .. } => message.clone(),
        }
    }
}

impl Typed {
    /// How many characters a formula counts in the cell.
    fn len(&self) -> usize {
        match self {
            Typed::Blank => 0,
            Typed::Number(number) => number.round(0).to_string().chars().count(),
            Typed::Text(text) => text.chars().count(),
        }
    }
}

impl Range {
    /// Whether this is a single cell.
    pub fn is_cell(&self) -> bool {
        self.first == self.last
    }

    fn reference(&self) -> String {
        let sheet = &self.sheet;
        if self.is_cell() {
            format!("'{sheet}'!{}", self.first)
        } else {
            format!("'{sheet}'!{}:{}", self.first, self.last)
        }
    }
}

fn sum(ranges: &[Range]) -> String {
    let references: Vec<String> = ranges.iter().map(Range::reference).collect();
    format!("SUM({})", references.join(","))
}
