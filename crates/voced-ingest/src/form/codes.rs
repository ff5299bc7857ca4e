//! Codes and numbers for what a form asks for: the same for the same form, and none twice.

use std::collections::BTreeSet;

use voced_domain::{Edition, GroupCode, ItemCode, ReportingUnit, RuleCode, Stamp};

/// What forms are called, and the English word for each.
const WORDS: [(&str, &str); 12] = [
    ("计分卡", "scorecard"),
    ("服务贡献", "service"),
    ("国际影响", "international"),
    ("国际合作", "international"),
    ("落实政策", "policy"),
    ("政策落实", "policy"),
    ("教学资源", "resources"),
    ("学生发展", "students"),
    ("满意度", "satisfaction"),
    ("教师队伍", "teachers"),
    ("经费", "funding"),
    ("就业", "placement"),
];

/// The codes that are taken.
pub(super) struct Codes<'a> {
    editions: [&'a Edition; 2],
    own_text: &'a str,
    given: BTreeSet<String>,
    prefixes: Vec<(GroupCode, String)>,
}

/// The code of a new item and its number in the workbook.
pub(super) struct NewCode {
    pub(super) code: ItemCode,
    pub(super) number: String,
}

impl<'a> Codes<'a> {
    /// Those of this year and the last, and whatever stands in quotation marks in the bureau's own text.
    pub(super) fn new(edition: &'a Edition, last: &'a Edition, own_text: &'a str) -> Self {
        Self {
            editions: [edition, last],
            own_text,
            given: BTreeSet::new(),
            prefixes: Vec::new(),
        }
    }

    fn is_free(&self, code: &str) -> bool {
        let is_written = ['"', '\''].iter().any(|mark| {
            let quoted = format!("{mark}{code}{mark}");
            self.own_text.contains(&quoted)
        });
        let is_defined = |edition: &&Edition| {
            edition
                .items()
                .iter()
                .any(|item| item.code.as_str() == code || item.number == code)
                || edition
                    .indicators()
                    .iter()
                    .any(|found| found.code.as_str() == code)
                || edition
                    .groups()
                    .iter()
                    .any(|group| group.code.as_str() == code)
                || edition
                    .relations()
                    .iter()
                    .any(|found| found.code.as_str() == code)
        };
        !is_written && !self.given.contains(code) && !self.editions.iter().any(is_defined)
    }

    fn take(&mut self, code: &str) {
        self.given.insert(code.to_owned());
    }

    /// The code of a group by its title: an English word for the forms that every province has.
    pub(super) fn group(&mut self, title: &str) -> GroupCode {
        let word = WORDS.iter().find(|(word, _)| title.contains(word));
        let of_hash = || Stamp::of("", title.as_bytes()).sha256[..8].to_owned();
        let stem = word.map_or_else(of_hash, |(_, word)| (*word).to_owned());
        let base = format!("own_{stem}");
        let further = (2..).map(|n| format!("{base}_{n}"));
        let code = std::iter::once(base.clone())
            .chain(further)
            .find(|code| self.is_free(code));
        let code = code.unwrap_or(base);
        self.take(&code);
        GroupCode::constant(&code)
    }

    /// What the numbers of a group's items begin with, `12`: that of the items it has, or the next.
    pub(super) fn prefix(&mut self, group: &GroupCode, reporting_unit: ReportingUnit) -> String {
        let own = self.editions[0].items_of(group).next();
        if let Some((prefix, _)) = own.and_then(|item| item.number.split_once('.')) {
            return prefix.to_owned();
        }
        let letter = match reporting_unit {
            ReportingUnit::School => "",
            ReportingUnit::Region => "C",
        };
        let number = |text: &str| {
            text.strip_prefix(letter)?
                .split('.')
                .next()?
                .parse::<u32>()
                .ok()
        };
        let items = self.editions.iter().flat_map(|edition| edition.items());
        let given = self.prefixes.iter().map(|(_, prefix)| prefix.as_str());
        let numbers = items.map(|item| item.number.as_str()).chain(given);
        let highest = numbers.filter_map(number).max().unwrap_or(0);
        let prefix = format!("{letter}{}", highest + 1);
        self.prefixes.push((group.clone(), prefix.clone()));
        prefix
    }

    /// The code and number of an item by its place in the form; of the next that is free, where that is taken.
    pub(super) fn item(&mut self, group: &GroupCode, prefix: &str, place: usize) -> NewCode {
        let code = |place: usize| format!("{group}.r{place:02}");
        let number = |place: usize| format!("{prefix}.{place:02}");
        let is_free = |place: &usize| self.is_free(&code(*place)) && self.is_free(&number(*place));
        let place = (place..).find(is_free).unwrap_or(place);
        let (code, number) = (code(place), number(place));
        self.take(&code);
        self.take(&number);
        NewCode {
            code: ItemCode::constant(&code),
            number,
        }
    }

    /// The code of a relation.
    pub(super) fn relation(&mut self) -> RuleCode {
        let code = |n: usize| format!("OWN{n:03}");
        let n = (1..).find(|n| self.is_free(&code(*n))).unwrap_or(1);
        self.take(&code(n));
        RuleCode::constant(&code(n))
    }
}
