//! What goes wrong with workbooks on their way: wrong cells, a damaged file, none at all.

use std::collections::BTreeMap;

use voced_domain::Quantity;
use voced_template::Typed;
use voced_writers::template::Entry;

use crate::random::Random;

/// Answers as they are typed in.
type Answers = BTreeMap<Entry, Typed>;

/// Something that goes wrong with one workbook.
pub(crate) struct Fault {
    /// What it is called in the list of faults.
    pub(crate) name: &'static str,
    pub(crate) change: Change,
}

/// Where it goes wrong.
pub(crate) enum Change {
    /// In one cell with a number: what stands there in its place.
    Cell(fn(&Quantity) -> Typed),
    /// In the file, on the way.
    File(fn(Vec<u8>) -> Vec<u8>),
    /// No file comes.
    NotReturned,
}

/// Every fault, in turn.
pub(crate) static FAULTS: &[Fault] = &[
    Fault {
        name: "漏填一格",
        change: Change::Cell(|_| Typed::Blank),
    },
    Fault {
        name: "数字写成文字",
        change: Change::Cell(|number| Typed::Text(format!("约{}左右", number.to_plain_text()))),
    },
    Fault {
        name: "负数",
        change: Change::Cell(|number| Typed::Number(&Quantity::from(-1) - number)),
    },
    Fault {
        name: "多一位数字",
        change: Change::Cell(|number| Typed::Number(&number.scaled(1) + &Quantity::from(7))),
    },
    Fault {
        name: "文件没有传完",
        change: Change::File(|bytes| {
            let half = bytes.len() / 2;
            bytes.into_iter().take(half).collect()
        }),
    },
    Fault {
        name: "空文件",
        change: Change::File(|_| Vec::new()),
    },
    Fault {
        name: "没有交回",
        change: Change::NotReturned,
    },
];

impl Fault {
    /// A fault for one in so many thousand workbooks.
    pub(crate) fn draw(per_mille: i64, random: &mut Random) -> Option<&'static Self> {
        (random.between(1, 1_000) <= per_mille)
            .then(|| random.pick(FAULTS))
            .flatten()
    }

    /// Changes a cell, if it is of the kind that does; the item that was changed.
    pub(crate) fn in_cells(&self, answers: &mut Answers, random: &mut Random) -> Option<String> {
        let Change::Cell(change) = &self.change else {
            return None;
        };
        let is_number = |(_, typed): &(&Entry, &Typed)| matches!(typed, Typed::Number(_));
        let numbers: Vec<Entry> = answers
            .iter()
            .filter(is_number)
            .map(|(entry, _)| entry.clone())
            .collect();
        let entry = random.pick(&numbers)?;
        let typed = answers.get_mut(entry)?;
        if let Typed::Number(number) = typed {
            *typed = change(number);
        }
        Some(entry.item.to_string())
    }

    /// The file as it arrives, if it does.
    pub(crate) fn in_file(&self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        match &self.change {
            Change::Cell(_) => Some(bytes),
            Change::File(change) => Some(change(bytes)),
            Change::NotReturned => None,
        }
    }
}
