//! 专业目录: the official lists of majors, each with the years in which it is in force.

use std::collections::{BTreeMap, BTreeSet};

use crate::year::ReferenceYear;

/// An entry of a list of majors: a 大类 has two digits, a 专业 six.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Major {
    /// The official code.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// Whether a document that was read has this code with this name. Of one that none confirms nothing is
    /// said: a wrong row must not charge a school with a fault.
    pub is_confirmed: bool,
}

struct List {
    since: u16,
    until: u16,
    /// Nobody is admitted under it from this year on.
    replaced: Option<u16>,
    text: &'static str,
}

/// The 2010 list and its supplement of 2019 were replaced by the recoded list of 2021; students
/// admitted before graduate under the old codes, so the old list stays readable to 2024.
///
/// Of the lists of 2010 and 2019 no copy could be read: three rows are confirmed by documents that cite
/// them. Seven majors were added between 2022 and 2024 and three in December 2025; which year each of the
/// seven is of is not known, so they count from 2021.
const LISTS: [List; 5] = [
    List {
        since: 2010,
        until: 2024,
        replaced: Some(2021),
        text: include_str!("../../catalogue/majors-2010.csv"),
    },
    List {
        since: 2019,
        until: 2024,
        replaced: Some(2021),
        text: include_str!("../../catalogue/majors-2019.csv"),
    },
    List {
        since: 2021,
        until: 2099,
        replaced: None,
        text: include_str!("../../catalogue/majors-2021.csv"),
    },
    List {
        since: 2021,
        until: 2099,
        replaced: None,
        text: include_str!("../../catalogue/majors-added.csv"),
    },
    List {
        since: 2025,
        until: 2099,
        replaced: None,
        text: include_str!("../../catalogue/majors-added-2025.csv"),
    },
];

/// The lists of majors in force in one year.
#[derive(Clone, Debug, Default)]
pub struct MajorDirectory {
    majors: BTreeMap<&'static str, Major>,
    /// Codes under which students are admitted.
    current: BTreeSet<&'static str>,
}

impl MajorDirectory {
    /// The union of the lists in force in `year`.
    pub fn in_force(year: ReferenceYear) -> Self {
        let year = year.get();
        let lists = LISTS.iter();
        let lists = lists.filter(|list| (list.since..=list.until).contains(&year));
        let is_current = |list: &&List| list.replaced.is_none_or(|replaced| year < replaced);
        let current = lists.clone().filter(is_current);
        let current = current.flat_map(|list| entries(list.text));
        Self {
            current: current.map(|major| major.code).collect(),
            majors: lists
                .flat_map(|list| entries(list.text))
                .map(|major| (major.code, major))
                .collect(),
        }
    }

    /// The 大类 or 专业 with this code.
    pub fn get(&self, code: &str) -> Option<Major> {
        self.majors.get(code).copied()
    }

    /// The 大类 to which a 专业代码 belongs: its first two digits.
    pub fn category_of(&self, code: &str) -> Option<Major> {
        self.get(code.get(..2)?)
    }

    /// The 大类 in force, in the order of their codes.
    pub fn categories(&self) -> impl Iterator<Item = Major> + '_ {
        self.majors.values().copied().filter(|m| m.code.len() == 2)
    }

    /// Whether students are admitted under a code; of a list that was replaced, some are still taught.
    pub fn is_current(&self, major: &Major) -> bool {
        self.current.contains(major.code)
    }

    /// The 专业 in force, in the order of their codes.
    pub fn majors(&self) -> impl Iterator<Item = Major> + '_ {
        self.majors.values().copied().filter(|m| m.code.len() == 6)
    }
}

/// The lists are `code,name,confirmed` with a line of heads; the names hold no comma.
fn entries(text: &'static str) -> impl Iterator<Item = Major> {
    text.lines().skip(1).filter_map(|line| {
        let (code, rest) = line.split_once(',')?;
        let (name, confirmed) = rest.split_once(',')?;
        Some(Major {
            code,
            name,
            is_confirmed: confirmed == "yes",
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_list_is_a_code_and_a_name_in_order() {
        for list in LISTS {
            let mut last = "";
            for line in list.text.lines().skip(1) {
                let (code, rest) = line.split_once(',').expect(line);
                let (name, confirmed) = rest.split_once(',').expect(line);
                assert!(matches!(confirmed, "yes" | "no"), "{line}");
                assert!(matches!(code.len(), 2 | 6), "{line}");
                assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{line}");
                assert!(!name.is_empty() && !name.contains(','), "{line}");
                assert!(last < code, "{last} before {line}");
                last = code;
            }
        }
    }

    #[test]
    fn the_supplement_of_2019_counts_from_2019_and_the_new_codes_from_2021() {
        let in_force = |year| MajorDirectory::in_force(ReferenceYear::new(year).unwrap());
        assert!(in_force(2018).get("083300").is_none());
        assert_eq!(
            in_force(2020).get("083300").unwrap().name,
            "无人机操控与维护"
        );
        assert_eq!(in_force(2020).category_of("083300").unwrap().code, "08");
        assert!(in_force(2020).get("660601").is_none());
        assert!(in_force(2021).get("660601").is_some());
        assert!(in_force(2025).get("051300").is_none());
    }

    #[test]
    fn of_a_list_that_was_replaced_nothing_is_offered_and_all_is_known() {
        let offered = |year| {
            let directory = MajorDirectory::in_force(ReferenceYear::new(year).unwrap());
            let categories = directory.categories();
            let current = categories.filter(|category| directory.is_current(category));
            current.map(|category| category.code).collect::<Vec<_>>()
        };
        assert_eq!(offered(2020).first(), Some(&"01"));
        assert_eq!(offered(2021).first(), Some(&"61"));
        assert_eq!(offered(2024), offered(2021));
    }

    #[test]
    fn a_major_added_later_is_known_and_only_what_a_document_has_is_confirmed() {
        let in_force = |year| MajorDirectory::in_force(ReferenceYear::new(year).unwrap());
        assert_eq!(in_force(2023).get("770304").unwrap().name, "足球运动");
        assert!(in_force(2024).get("610120").is_none());
        assert_eq!(in_force(2025).get("610120").unwrap().name, "咖啡生产与工艺");
        let confirmed = |code| in_force(2022).get(code).unwrap().is_confirmed;
        assert_eq!(
            ["051300", "090100", "083300", "710201", "770304"].map(confirmed),
            [true, false, false, true, false]
        );
    }
}
