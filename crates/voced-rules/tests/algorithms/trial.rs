//! One rule put to small datasets.

use voced_domain::{Bureau, Dataset, Edition, Fact, Facts, Finding, Location, RuleCode};
use voced_indicators::{compute, prior_facts};
use voced_rules::{Confrontation, RuleInputs, Year, confront};
use voced_testing::{bureau, changed, dataset, edition, edition_with, printed, two_years};

/// The year that is checked, and the year before.
const THIS: u16 = 2020;
const LAST: u16 = 2019;

/// A rule, what all cases have in common, and what came of them so far.
pub(crate) struct Trial {
    rule: RuleCode,
    bureau: Bureau,
    editions: [Edition; 2],
    common: String,
    told: Vec<String>,
}

impl Trial {
    /// A city with one school a, or as [`Trial::schools`] has it.
    pub(crate) fn of(rule: &str) -> Self {
        Self {
            rule: RuleCode::new(rule).unwrap(),
            bureau: city(&["a"]),
            editions: [edition(LAST), edition(THIS)],
            common: String::new(),
            told: Vec::new(),
        }
    }

    /// The city has these schools.
    pub(crate) fn schools(mut self, codes: &[&str]) -> Self {
        self.bureau = city(codes);
        self
    }

    /// The bureau has definitions and bounds of its own.
    pub(crate) fn own(mut self, catalogue: &str) -> Self {
        self.editions = [LAST, THIS].map(|year| edition_with(year, catalogue));
        self
    }

    /// Answers that stand in every case in which no other is given.
    pub(crate) fn common(mut self, lines: &str) -> Self {
        self.common = lines.to_owned();
        self
    }

    /// Answers of the year before and of this year, side by side.
    pub(crate) fn both_years(mut self, name: &str, lines: &str) -> Self {
        let [last_edition, this_edition] = &self.editions;
        let lines = changed(&self.common, lines);
        let [last, this] = two_years([last_edition, this_edition], &lines);
        let before = compute(&self.bureau, last_edition, &last, &Facts::default());
        let last = Year {
            edition: last_edition,
            dataset: &last,
        };
        let confrontation = self.confronted(&this, Some(last), before);
        self.tell(name, &confrontation);
        self
    }

    /// Answers of this year; nothing is known of the year before.
    pub(crate) fn this_year(self, name: &str, lines: &str) -> Self {
        self.after_print(name, "", lines)
    }

    /// Answers of this year; of the year before only print exists.
    pub(crate) fn after_print(mut self, name: &str, last: &str, lines: &str) -> Self {
        let this = dataset(&self.editions[1], &changed(&self.common, lines));
        let before = &self.editions[0];
        let before = prior_facts(&self.bureau, before, &printed(before, last));
        let confrontation = self.confronted(&this, None, before);
        self.tell(name, &confrontation);
        self
    }

    fn confronted(
        &self,
        this: &Dataset,
        last: Option<Year<'_>>,
        before: Vec<Fact>,
    ) -> Confrontation {
        let edition = &self.editions[1];
        let before = Facts::new(before);
        let facts = compute(&self.bureau, edition, this, &before);
        let facts = Facts::followed_by(facts, before);
        let year = Year {
            edition,
            dataset: this,
        };
        let inputs = RuleInputs::new(&self.bureau, year, last, &facts);
        confront(&inputs, Vec::new(), &[])
    }

    fn tell(&mut self, name: &str, confrontation: &Confrontation) {
        let mut tallies = confrontation.tallies.iter();
        let tally = tallies.find(|tally| tally.code == self.rule).unwrap();
        self.told.push(format!(
            "【{name}】通过{} 不通过{} 无法判断{}",
            tally.pass, tally.fail, tally.not_evaluable
        ));
        let own = confrontation.findings.iter();
        let own = own.filter(|finding| finding.is_under(&self.rule));
        self.told.extend(own.map(told));
    }

    /// What came of all cases.
    pub(crate) fn told(&self) -> String {
        self.told.join("\n")
    }
}

/// A city with schools that are called by their codes.
fn city(codes: &[&str]) -> Bureau {
    let schools = codes.iter().map(|code| format!("校 {code} {code}校\n"));
    bureau(&format!("市 city 某市\n{}", schools.collect::<String>()))
}

/// All that a finding says.
fn told(finding: &Finding) -> String {
    let gap = finding.difference.as_ref();
    let gap = gap.map_or(String::new(), |gap| format!("，差{gap}"));
    let others: Vec<String> = finding.locations.iter().skip(1).map(at).collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!("\n  也见 {}", others.join("、"))
    };
    format!(
        "  {} {finding}\n  填报{}，应{}{gap}\n  依据 {}{others}",
        finding.severity.name(),
        finding.found,
        finding.expected,
        finding.rests_on()
    )
}

fn at(location: &Location) -> String {
    location.to_string()
}
