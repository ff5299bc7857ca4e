//! How much of a report is recognised, held against what a person read in it.

use voced_domain::IndicatorCode;

use crate::claim::Claim;
use crate::verdict::Audit;

/// A number of a report as a person read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What it is called in the list.
    pub id: String,
    /// The number of its section; with 表 behind it in a table of the section.
    pub section: String,
    /// The number as printed, perhaps with its sign.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// The item or indicator; absent where the catalogue has none.
    pub fact: Option<IndicatorCode>,
}

/// What became of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// What it is called in the list.
    pub id: String,
    /// Whether it was found with its value and unit.
    pub is_read: bool,
    /// Whether it was found with the item or indicator that it is about, or with none where the
    /// catalogue has none.
    pub is_recognised: bool,
}

/// Looks for each number among the claims of its section; each claim is taken once.
pub fn score(audit: &Audit, expected: &[Expected]) -> Vec<Scored> {
    let mut taken = vec![false; audit.claims.len()];
    let scored = expected.iter().map(|expected| {
        let fitting = |idx: &usize| !taken[*idx] && expected.fits(&audit.claims[*idx]);
        let mut all: Vec<usize> = (0..audit.claims.len()).filter(fitting).collect();
        let claim = |idx: &usize| &audit.claims[*idx];
        // The same number may be said of several things.
        all.sort_by_key(|idx| {
            (
                claim(idx).fact != expected.fact,
                !expected.has_unit(claim(idx)),
            )
        });
        let found = all.first().copied();
        if let Some(idx) = found {
            taken[idx] = true;
        }
        let claim = found.map(|idx| &audit.claims[idx]);
        Scored {
            id: expected.id.clone(),
            is_read: claim.is_some_and(|claim| expected.has_unit(claim)),
            is_recognised: claim.is_some_and(|claim| claim.fact == expected.fact),
        }
    });
    scored.collect()
}

impl Expected {
    fn fits(&self, claim: &Claim) -> bool {
        let in_table = self.section.strip_suffix('表');
        let section = in_table.unwrap_or(&self.section);
        let is_there = if in_table.is_some() && claim.place.section.starts_with(char::is_alphabetic)
        {
            // A table below a heading without a number.
            !claim.is_in_text()
        } else {
            is_within(&claim.place.section, section) && in_table.is_some() != claim.is_in_text()
        };
        is_there && bare(&self.value) == bare(&claim.text)
    }

    fn has_unit(&self, claim: &Claim) -> bool {
        if claim.unit == ":1" {
            return self.unit == ":1" || self.value.ends_with(":1");
        }
        let people = ["人", "名", "位"];
        let unit = claim.unit.as_str();
        // In a table the head may leave it out.
        let is_left_out = unit.is_empty() && (!claim.is_in_text() || self.unit.is_empty());
        let is_same = !unit.is_empty() && self.unit.contains(unit.trim_start_matches(':'));
        let things = ["个", "大类", "项", "类", "支"];
        let are_things = things.contains(&unit) && things.contains(&self.unit.as_str());
        is_left_out
            || is_same
            || are_things
            || people.contains(&unit) && people.contains(&self.unit.as_str())
    }
}

/// Whether a section is another, or a part of it.
fn is_within(section: &str, whole: &str) -> bool {
    let rest = section.strip_prefix(whole);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A number without its sign and percent sign.
fn bare(text: &str) -> &str {
    let text = text.strip_suffix(":1").unwrap_or(text);
    text.trim_matches(|c: char| "+-−%".contains(c))
}
