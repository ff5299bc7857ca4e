//! The errors that clerks make, as changes of what is typed into a workbook.

use voced_domain::{ItemCode, Kind as ItemKind, Operator, Quantity};
use voced_template::Typed;
use voced_writers::template::{Entry, Filling};

use super::bench::Place;
use super::errors_shown;
use super::kind::{Family, Kind};
use super::maker::{Maker, positive, replaced, text};
use crate::random::Random;

/// Every kind. The lists are drawn from one after the other, so that a kind that is added to the last
/// changes nothing of the others.
pub(crate) static KINDS: [&[Kind]; 2] = [TYPED, errors_shown::KINDS];

/// What is typed wrong, each in turn.
static TYPED: &[Kind] = &[
    Kind {
        family: Family::Structure,
        name: "整张表删除",
        make: |maker| maker.sheet_gone(),
    },
    Kind {
        family: Family::Structure,
        name: "漏填一格",
        make: |maker| maker.retyped(|_, _| Some(Typed::Blank)),
    },
    Kind {
        family: Family::Structure,
        name: "错误值#REF!",
        make: |maker| maker.retyped(|_, _| text("#REF!")),
    },
    Kind {
        family: Family::Spelling,
        name: "约字、文字",
        make: |maker| maker.retyped(|_, number| text(&format!("约{number}人"))),
    },
    Kind {
        family: Family::Spelling,
        name: "百分数",
        make: |maker| maker.retyped(|_, _| text("97.8%")),
    },
    Kind {
        family: Family::Spelling,
        name: "负数",
        make: |maker| {
            maker.retyped(|_, number| {
                positive(number)?
                    .parse()
                    .ok()
                    .map(|number: Quantity| Typed::Number(&Quantity::zero() - &number))
            })
        },
    },
    Kind {
        family: Family::Spelling,
        name: "全角数字",
        make: |maker| maker.retyped(|_, number| text(&full_width(number))),
    },
    Kind {
        family: Family::Spelling,
        name: "日期",
        make: |maker| maker.retyped(|_, _| text("2023-03-05")),
    },
    Kind {
        family: Family::Relation,
        name: "部分大于全体",
        make: |maker| maker.subset_above_set(),
    },
    Kind {
        family: Family::Relation,
        name: "合计没有改",
        make: |maker| maker.stale_total(),
    },
    Kind {
        family: Family::Number,
        name: "两格填反",
        make: |maker| maker.exchanged(),
    },
    Kind {
        family: Family::Number,
        name: "相邻数字颠倒",
        make: |maker| maker.renumbered(swapped),
    },
    Kind {
        family: Family::Number,
        name: "漏一位数字",
        make: |maker| maker.renumbered(dropped),
    },
    Kind {
        family: Family::Number,
        name: "多一位数字",
        make: |maker| maker.renumbered(added),
    },
    Kind {
        family: Family::Number,
        name: "错一位数字",
        make: |maker| maker.renumbered(replaced),
    },
    Kind {
        family: Family::Number,
        name: "元当作万元",
        make: |maker| maker.wrong_unit(),
    },
    Kind {
        family: Family::Number,
        name: "抄了上年的数",
        make: |maker| maker.last_years(),
    },
    Kind {
        family: Family::Number,
        name: "抄了邻格的数",
        make: |maker| maker.neighbours(),
    },
    Kind {
        family: Family::Sheet,
        name: "错行",
        make: |maker| maker.rows_shifted(),
    },
    Kind {
        family: Family::Sheet,
        name: "别校的表",
        make: |maker| maker.other_schools_sheet(),
    },
    Kind {
        family: Family::Sheet,
        name: "上年的表",
        make: |maker| maker.last_years_sheet(),
    },
];

fn full_width(number: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        other => other,
    };
    number.chars().map(wide).collect()
}

fn swapped(random: &mut Random, digits: &str) -> Option<String> {
    let mut bytes = digits.as_bytes().to_vec();
    let places: Vec<usize> = (1..bytes.len())
        .filter(|idx| bytes[*idx] != bytes[*idx - 1] && !(*idx == 1 && bytes[1] == b'0'))
        .filter(|idx| bytes[*idx] != b'.' && bytes[*idx - 1] != b'.')
        .collect();
    let place = *random.pick(&places)?;
    bytes.swap(place, place - 1);
    String::from_utf8(bytes).ok()
}

fn dropped(random: &mut Random, digits: &str) -> Option<String> {
    let places: Vec<usize> = (0..digits.len())
        .filter(|at| digits.as_bytes()[*at] != b'.')
        .collect();
    let at = *random.pick(&places).filter(|_| digits.len() > 1)?;
    Some(format!("{}{}", &digits[..at], &digits[at + 1..]))
}

fn added(random: &mut Random, digits: &str) -> Option<String> {
    let at = usize::try_from(random.between(1, i64::try_from(digits.len()).ok()?)).ok()?;
    // Most often a key is hit twice.
    let digit = digits.as_bytes()[at - 1];
    let digit = if digit == b'.' {
        '0'
    } else {
        char::from(digit)
    };
    Some(format!("{}{digit}{}", &digits[..at], &digits[at..]))
}

impl Maker<'_> {
    /// Types another number into one cell.
    fn renumbered(&mut self, make: fn(&mut Random, &str) -> Option<String>) -> Option<Vec<Place>> {
        let entry = self.random.pick(&self.numbers())?.clone();
        let before = self.typed(&entry)?;
        let after: Quantity = make(self.random, &before.to_plain_text())?.parse().ok()?;
        self.set(&entry, &before, after)
    }

    fn sheet_gone(&mut self) -> Option<Vec<Place>> {
        let sheets = self.bench.sheets();
        let (title, _) = self.random.pick(&sheets)?;
        *self.without = Some(title.clone());
        Some(vec![Place::sheet(title)])
    }

    /// A part that is a little more than its whole.
    fn subset_above_set(&mut self) -> Option<Vec<Place>> {
        let relations = self.bench.relations(Operator::AtMost);
        let relation = self.random.pick(&relations)?;
        let [part] = relation.left.as_slice() else {
            return None;
        };
        let [whole] = relation.right.as_slice() else {
            return None;
        };
        let (part, whole) = (single(part), single(whole));
        let (before, whole) = (self.typed(&part)?, self.typed(&whole)?);
        let more = self.random.between(1, 30);
        self.set(&part, &before, &whole + &Quantity::from(more))
    }

    /// A part that was corrected, and its sum was not.
    fn stale_total(&mut self) -> Option<Vec<Place>> {
        let relations = self.bench.relations(Operator::Equal);
        let relation = self.random.pick(&relations)?;
        let parts: Vec<Entry> = self
            .numbers()
            .into_iter()
            .filter(|entry| {
                relation.left.contains(&entry.item) || relation.right.contains(&entry.item)
            })
            .collect();
        let part = self.random.pick(&parts)?.clone();
        let before = self.typed(&part)?;
        let more = Quantity::from(self.random.between(1, 25));
        self.set(&part, &before, &before + &more)
    }

    /// Two neighbouring numbers of a sheet in each other's place.
    fn exchanged(&mut self) -> Option<Vec<Place>> {
        let sheets = self.bench.sheets();
        let (_, items) = self.random.pick(&sheets)?;
        let entries: Vec<Entry> = items
            .iter()
            .map(single)
            .filter(|entry| self.typed(entry).is_some())
            .collect();
        let idx = self
            .random
            .between(0, i64::try_from(entries.len()).ok()? - 2);
        let idx = usize::try_from(idx).ok()?;
        let (a, b) = (entries.get(idx)?.clone(), entries.get(idx + 1)?.clone());
        let (number_a, number_b) = (self.typed(&a)?, self.typed(&b)?);
        let mut places = self.set(&a, &number_a, number_b.clone())?;
        places.extend(self.set(&b, &number_b, number_a)?);
        Some(places)
    }

    fn wrong_unit(&mut self) -> Option<Vec<Place>> {
        let is_money = |entry: &Entry| {
            let item = self.bench.edition().item(&entry.item);
            item.is_some_and(|item| item.kind == ItemKind::Money)
        };
        let money: Vec<Entry> = self.numbers().into_iter().filter(is_money).collect();
        let entry = self.random.pick(&money)?.clone();
        let before = self.typed(&entry)?;
        self.set(&entry, &before, before.scaled(4))
    }

    fn last_years(&mut self) -> Option<Vec<Place>> {
        let last = self.bench.last_year(self.school);
        let items: Vec<&ItemCode> = last.keys().collect();
        let item = (*self.random.pick(&items)?).clone();
        let entry = single(&item);
        let before = self.typed(&entry)?;
        self.set(&entry, &before, last[&item].clone())
    }

    fn neighbours(&mut self) -> Option<Vec<Place>> {
        let sheets = self.bench.sheets();
        let (_, items) = self.random.pick(&sheets)?;
        let idx =
            usize::try_from(self.random.between(1, i64::try_from(items.len()).ok()? - 1)).ok()?;
        let (own, other) = (single(items.get(idx)?), single(items.get(idx - 1)?));
        let (before, after) = (self.typed(&own)?, self.typed(&other)?);
        self.set(&own, &before, after)
    }

    /// All numbers of a sheet one row too low, the first twice.
    fn rows_shifted(&mut self) -> Option<Vec<Place>> {
        let sheets = self.bench.sheets();
        let (_, items) = self.random.pick(&sheets)?;
        let entries: Vec<Entry> = items.iter().map(single).collect();
        let numbers: Vec<Quantity> = entries
            .iter()
            .map(|entry| self.typed(entry))
            .collect::<Option<_>>()?;
        let mut places = Vec::new();
        for idx in 1..entries.len() {
            let changed = self.set(&entries[idx], &numbers[idx], numbers[idx - 1].clone());
            places.extend(changed.into_iter().flatten());
        }
        (!places.is_empty()).then_some(places)
    }

    fn other_schools_sheet(&mut self) -> Option<Vec<Place>> {
        let others = self.bench.schools();
        let other =
            usize::try_from(self.random.between(0, i64::try_from(others).ok()? - 1)).ok()?;
        let filling: &Filling<'_> = self.bench.filling(other);
        let answers = filling.answers.clone();
        self.sheet_from(|item| match answers.get(&single(item))? {
            Typed::Number(number) => Some(number.clone()),
            Typed::Blank | Typed::Text(_) => None,
        })
    }

    fn last_years_sheet(&mut self) -> Option<Vec<Place>> {
        let last = self.bench.last_year(self.school).clone();
        self.sheet_from(|item| last.get(item).cloned())
    }

    /// A whole sheet with the numbers of another workbook.
    fn sheet_from(&mut self, number: impl Fn(&ItemCode) -> Option<Quantity>) -> Option<Vec<Place>> {
        let sheets = self.bench.sheets();
        let (_, items) = self.random.pick(&sheets)?;
        let mut places = Vec::new();
        for item in items {
            let entry = single(item);
            let (Some(before), Some(after)) = (self.typed(&entry), number(item)) else {
                continue;
            };
            places.extend(self.set(&entry, &before, after).into_iter().flatten());
        }
        (!places.is_empty()).then_some(places)
    }
}

/// The entry of an item that is no column of a table.
fn single(item: &ItemCode) -> Entry {
    Entry {
        item: item.clone(),
        row: None,
    }
}
