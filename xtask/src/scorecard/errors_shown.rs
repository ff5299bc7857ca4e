//! The errors that are made with the look of a cell, with corrections in it, and with formulas: what
//! is stored and what a person sees in the cell are not the same.

use voced_domain::{Position, Quantity, Unit};
use voced_template::Typed;
use voced_writers::template::Entry;

use super::bench::Place;
use super::kind::{Family, Kind};
use super::maker::{Maker, positive, replaced, text};
use super::retouch::{Change, Look, Retouch, Run};
use crate::random::Random;

/// Every kind, in turn.
pub(super) static KINDS: &[Kind] = &[
    Kind {
        family: Family::Shown,
        name: "显示为百分数",
        make: |maker| maker.formatted(&["0%", "0.0%", "0.00%"]),
    },
    Kind {
        family: Family::Shown,
        name: "显示为别的单位",
        make: |maker| maker.in_another_unit(),
    },
    Kind {
        family: Family::Shown,
        name: "显示为星期、日期",
        make: |maker| {
            maker.formatted(&[
                "[$-804]aaaa",
                "yyyy\"年\"m\"月\"",
                "yyyy/m/d",
                "m\"月\"d\"日\"",
                "h:mm",
            ])
        },
    },
    Kind {
        family: Family::Shown,
        name: "显示为空白、文字",
        make: |maker| maker.formatted(&[";;;", "\"待定\"", "\"—\""]),
    },
    Kind {
        family: Family::Shown,
        name: "并进别的单元格",
        make: |maker| maker.merged(),
    },
    Kind {
        family: Family::Corrected,
        name: "划掉旧数",
        make: |maker| maker.old_struck_out(),
    },
    Kind {
        family: Family::Corrected,
        name: "整格划掉",
        make: |maker| {
            let (entry, _) = maker.positive_answer()?;
            maker.changed(&entry, Change::Struck)
        },
    },
    Kind {
        family: Family::Corrected,
        name: "带上标的注号",
        make: |maker| maker.footnoted(),
    },
    Kind {
        family: Family::Corrected,
        name: "一格两个数",
        make: |maker| maker.retyped(|random, number| text(&two_numbers(random, number)?)),
    },
    Kind {
        family: Family::Formula,
        name: "存的是旧结果",
        make: |maker| maker.stale_formula(),
    },
    Kind {
        family: Family::Formula,
        name: "没有存结果",
        make: |maker| {
            let (entry, number) = maker.positive_answer()?;
            let text = sum(maker.random, &number)?;
            let is_computed = false;
            maker.changed(&entry, Change::Formula { text, is_computed })
        },
    },
    Kind {
        family: Family::Formula,
        name: "用了别的函数",
        make: |maker| maker.unsupported_formula(),
    },
];

/// A number in two parts, with what people write between them.
fn two_numbers(random: &mut Random, number: &str) -> Option<String> {
    let between = *random.pick(&[" ", "\n", "、", "/", "+", "～", "\t"])?;
    let (a, b) = parts(random, &number.parse().ok()?)?;
    Some(format!("{a}{between}{b}"))
}

/// The formula by which a clerk adds up a number in the cell.
fn sum(random: &mut Random, number: &Quantity) -> Option<String> {
    let (a, b) = parts(random, number)?;
    Some(format!("{a}+{b}"))
}

/// Two numbers above zero that make up another, the first of them whole.
fn parts(random: &mut Random, number: &Quantity) -> Option<(String, String)> {
    let most = number.floor()? - i64::from(number.is_integer());
    let first = (most > 0).then(|| Quantity::from(random.between(1, most)))?;
    Some((first.to_plain_text(), (number - &first).to_plain_text()))
}

impl Maker<'_> {
    /// An answer that is no zero, of which there is nothing to show otherwise.
    fn positive_answer(&mut self) -> Option<(Entry, Quantity)> {
        let entry = self.random.pick(&self.numbers())?.clone();
        let number = self.typed(&entry)?;
        positive(&number.to_plain_text())?;
        Some((entry, number))
    }

    /// Changes the cell of an answer once the workbook is written.
    fn changed(&mut self, entry: &Entry, change: Change) -> Option<Vec<Place>> {
        let place = self.bench.place(entry)?;
        let (sheet, cell) = place.cell()?;
        self.retouches.push(Retouch {
            sheet: sheet.into(),
            cell,
            change,
        });
        Some(vec![place])
    }

    fn formatted(&mut self, codes: &[&'static str]) -> Option<Vec<Place>> {
        let (entry, _) = self.positive_answer()?;
        let code = *self.random.pick(codes)?;
        self.changed(&entry, Change::Format(code))
    }

    fn in_another_unit(&mut self) -> Option<Vec<Place>> {
        match self.random.between(0, 1) {
            0 => self.in_yuan(),
            _ => self.with_another_unit(),
        }
    }

    /// Money in 元 where it should be in 万元, in a cell that says so.
    fn in_yuan(&mut self) -> Option<Vec<Place>> {
        let is_money = |entry: &Entry| self.unit(entry) == Some(Unit::TenThousandYuan);
        let money: Vec<Entry> = self.numbers().into_iter().filter(is_money).collect();
        let entry = self.random.pick(&money)?.clone();
        let number = self.typed(&entry)?;
        positive(&number.to_plain_text())?;
        let in_yuan = Typed::Number(number.scaled(4));
        self.answers.insert(entry.clone(), in_yuan);
        let code = *self.random.pick(&["0.00\"元\"", "#,##0\"元\""])?;
        self.changed(&entry, Change::Format(code))
    }

    /// The right number, to which the format adds a unit that is not its own, or of which it shows
    /// the thousands.
    fn with_another_unit(&mut self) -> Option<Vec<Place>> {
        let (entry, _) = self.positive_answer()?;
        let codes: &[&str] = match self.unit(&entry)? {
            Unit::TenThousandYuan => &["0.00\"元\"", "0\"亿元\"", "0,"],
            unit if unit.base().1 > 0 => &["0,"],
            _ => &["0\"万\"", "0\"千\"", "0,", "#,##0.0,"],
        };
        let code = *self.random.pick(codes)?;
        self.changed(&entry, Change::Format(code))
    }

    fn unit(&self, entry: &Entry) -> Option<Unit> {
        self.bench.edition().item(&entry.item)?.unit
    }

    /// Merged with the cell above it or before it. Some programs keep what is stored in the cell.
    fn merged(&mut self) -> Option<Vec<Place>> {
        let (entry, _) = self.positive_answer()?;
        let (_, cell) = self.bench.place(&entry)?.cell()?;
        let above = Position {
            row: cell.row.checked_sub(1)?,
            ..cell
        };
        let before = Position {
            column: cell.column.checked_sub(1)?,
            ..cell
        };
        let first = *self.random.pick(&[above, before])?;
        self.changed(&entry, Change::Merged(first))
    }

    /// A text in several looks in place of a number.
    fn rewritten(&mut self, entry: &Entry, runs: [(Look, String); 2]) -> Option<Vec<Place>> {
        let whole = runs.iter().map(|(_, text)| text.as_str()).collect();
        self.answers.insert(entry.clone(), Typed::Text(whole));
        let runs = runs.map(|(look, text)| Run { look, text });
        self.changed(entry, Change::Runs(runs.into()))
    }

    /// A wrong number struck out, and the right one behind it.
    fn old_struck_out(&mut self) -> Option<Vec<Place>> {
        let (entry, number) = self.positive_answer()?;
        let number = number.to_plain_text();
        let old = replaced(self.random, &number)?;
        self.rewritten(&entry, [(Look::Struck, old), (Look::Plain, number)])
    }

    fn footnoted(&mut self) -> Option<Vec<Place>> {
        let (entry, number) = self.positive_answer()?;
        let mark = (*self.random.pick(&["1", "2", "①", "注"])?).to_owned();
        let number = number.to_plain_text();
        self.rewritten(&entry, [(Look::Plain, number), (Look::Raised, mark)])
    }

    /// A formula that comes to the right number, beside a result that is an old one.
    fn stale_formula(&mut self) -> Option<Vec<Place>> {
        let (entry, number) = self.positive_answer()?;
        let text = sum(self.random, &number)?;
        let stored = replaced(self.random, &number.to_plain_text())?;
        let stored: Quantity = stored.parse().ok()?;
        self.set(&entry, &number, stored)?;
        let is_computed = true;
        self.changed(&entry, Change::Formula { text, is_computed })
    }

    /// A formula that only a spreadsheet can compute.
    fn unsupported_formula(&mut self) -> Option<Vec<Place>> {
        let (entry, number) = self.positive_answer()?;
        let number = number.to_plain_text();
        let texts = [
            format!("MAX({number},0)"),
            format!("IF(TRUE,{number},0)"),
            format!("SUBTOTAL(9,{number})"),
            format!("VALUE(\"{number}\")"),
        ];
        let text = self.random.pick(&texts)?.clone();
        let is_computed = true;
        self.changed(&entry, Change::Formula { text, is_computed })
    }
}
