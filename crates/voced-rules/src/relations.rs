//! The relations of the catalogue, judged over a year's answers.

use std::borrow::Cow;
use std::collections::BTreeSet;

use voced_domain::{
    Concerns, Edition, EntityCode, Evidence, EvidenceValue, Explains, Family, Finding, FindingText,
    ItemCode, Manual, Missing, Observation, ObservationId, Operator, Quantity, Relation,
    ReportingUnit, RuleCard, Severity, Unit, Unjudged, quoted,
};

use crate::balance::{self, Balance};
use crate::diagnosis::{Diagnosis, diagnose};
use crate::inputs::RuleInputs;
use crate::verdicts::{RaisedFinding, Verdicts};
use crate::wording;
use crate::year::{Cell, place};

/// The card of a relation: the entry of the catalogue in the words of a manual.
pub fn card(edition: &Edition, relation: &Relation) -> RuleCard {
    let demand = relation.in_words(edition);
    let example = example(edition, relation);
    // A bureau may call its own relations as it likes.
    let family = Family::named_by(&relation.code).unwrap_or(Family::Relation);
    let explains = match family {
        Family::Relation => Explains::AnyItem,
        _ => Explains::PrimaryItem,
    };
    RuleCard {
        code: Cow::Owned(relation.code.to_string()),
        name: Cow::Owned(relation.fault(edition)),
        family,
        severity: relation.severity,
        looks_at: family.looks_at(),
        explains,
        concerns: Concerns::Both,
        source: Cow::Owned(relation.source.clone()),
        manual: Manual {
            finds: Cow::Owned(format!(
                "{demand}。表中的一列按各行合计，“不适用”不计数，空白则不判断。"
            )),
            matters: Cow::Owned(format!("{}。", relation.because)),
            correct: Cow::Borrowed(
                "对照原始资料，改正其中不对的一格；一格不对会使几项校验一起不成立，改好后一起消失。",
            ),
            example: Cow::Owned(example),
        },
    }
}

fn example(edition: &Edition, relation: &Relation) -> String {
    let (own, _) = relation.own_and_others(edition);
    let name = own.first().and_then(|code| edition.item(code));
    let name = name.map_or_else(String::new, |item| item.quoted());
    let (found, other) = match relation.operator {
        Operator::AtMost if relation.is_shown_left(edition) => ("120", "100"),
        Operator::AtMost => ("100", "120"),
        Operator::Equal => ("98", "100"),
        Operator::Different => ("100", "100"),
    };
    format!("{name}填{found}，{}{other}。", relation.demand(edition))
}

/// How a cell says that an item does not apply.
const NOT_APPLICABLE: &str = "不适用";

/// A relation in force with what is the same for all schools.
struct InForce<'a> {
    relation: &'a Relation,
    card: RuleCard,
    is_across: bool,
    reporting_unit: Option<ReportingUnit>,
}

/// Judges every relation in force.
pub(crate) fn check(inputs: &RuleInputs<'_>, verdicts: &mut Verdicts) {
    let edition = inputs.this.edition;
    let in_force = |relation| InForce {
        relation,
        card: card(edition, relation),
        is_across: balance::is_across(inputs, relation),
        reporting_unit: balance::reporting_unit(inputs, relation),
    };
    let relations: Vec<InForce<'_>> = edition.relations().iter().map(in_force).collect();
    for relation in &relations {
        verdicts.known(&relation.card);
    }
    for school in inputs.schools() {
        workbook(
            inputs,
            &relations,
            &school.code,
            ReportingUnit::School,
            verdicts,
        );
    }
    let region = &inputs.region().code;
    workbook(inputs, &relations, region, ReportingUnit::Region, verdicts);
    for relation in relations.iter().filter(|relation| relation.is_across) {
        match Balance::across(inputs, relation.relation) {
            // Each by itself: a school's slip shows in several sums, and is found in its workbook.
            Ok(balance) => judge(inputs, region, &[balance], &[&relation.card], verdicts),
            Err(missing) => {
                verdicts.not_evaluable(&relation.card, &missing);
                let holders = |item: &ItemCode| inputs.holders(item);
                let unjudged = unjudged(inputs, relation, region, holders);
                verdicts.unjudged.extend(unjudged);
            }
        }
    }
}

/// What stands unchecked where a relation cannot be judged; none where no item was answered, or where
/// what it wants does not apply to the entity.
fn unjudged<'a>(
    inputs: &RuleInputs<'a>,
    relation: &InForce<'_>,
    entity: &EntityCode,
    holders: impl Fn(&ItemCode) -> Vec<&'a EntityCode>,
) -> Option<Unjudged> {
    let Relation { left, right, .. } = relation.relation;
    let total = |entity, item: &ItemCode| {
        let items = std::slice::from_ref(item);
        inputs.this.total(entity, items, Missing::SkipNotApplicable)
    };
    let is_known = |item: &&ItemCode| holders(item).iter().all(|one| total(one, item).is_ok());
    let (answered, missing): (Vec<_>, Vec<_>) = left
        .iter()
        .chain(right)
        .cloned()
        .partition(|item| is_known(&item));
    let says_something = relation.is_across || !missing.is_empty();
    (says_something && !answered.is_empty()).then(|| Unjudged {
        rule: relation.relation.code.clone(),
        entity: entity.clone(),
        answered,
        missing,
    })
}

fn workbook(
    inputs: &RuleInputs<'_>,
    relations: &[InForce<'_>],
    entity: &EntityCode,
    reporting_unit: ReportingUnit,
    verdicts: &mut Verdicts,
) {
    if !inputs.this.dataset.has(entity) {
        return;
    }
    let own = |relation: &&InForce<'_>| {
        !relation.is_across && relation.reporting_unit == Some(reporting_unit)
    };
    let (mut balances, mut cards) = (Vec::new(), Vec::new());
    for relation in relations.iter().filter(own) {
        match Balance::within(inputs, relation.relation, entity) {
            Ok(balance) => {
                balances.push(balance);
                cards.push(&relation.card);
            }
            Err(missing) => {
                verdicts.not_evaluable(&relation.card, &missing);
                let unjudged = unjudged(inputs, relation, entity, |_| vec![entity]);
                verdicts.unjudged.extend(unjudged);
            }
        }
    }
    judge(inputs, entity, &balances, &cards, verdicts);
}

fn judge<'a>(
    inputs: &RuleInputs<'a>,
    entity: &EntityCode,
    balances: &[Balance<'a>],
    cards: &[&RuleCard],
    verdicts: &mut Verdicts,
) {
    let edition = inputs.this.edition;
    let mut emptied: Vec<ObservationId> = Vec::new();
    for (balance, card) in balances.iter().zip(cards) {
        match balance.emptied_by() {
            _ if balance.holds() => verdicts.pass(card),
            // One answer has one finding, however many relations it empties.
            Some(by) if emptied.contains(&by.id) => verdicts.fail_silently(card),
            Some(by) => {
                emptied.push(by.id);
                let finding = not_applicable(inputs, balance, card, by);
                let raised = RaisedFinding {
                    finding: finding.of_school(Some(entity.clone())),
                    causes: vec![by.id],
                };
                verdicts.fail(card, raised);
            }
            None => {}
        }
    }
    for diagnosis in diagnose(inputs, balances) {
        let mut failing = diagnosis.explains.clone();
        // What must be corrected is told before what may be explained; then what is asked of the
        // cell itself, before what is asked of others about it.
        let item = &diagnosis.primary.observation.item;
        let is_of_others = |idx: &usize| balances[*idx].relation.shown_at(edition) != item;
        failing.sort_by_key(|idx| (cards[*idx].severity, is_of_others(idx)));
        let Some((first, others)) = failing.split_first() else {
            continue;
        };
        let of_others: Vec<&Balance<'a>> = others.iter().map(|idx| &balances[*idx]).collect();
        let cause = RelationFinding {
            inputs,
            entity,
            diagnosis: &diagnosis,
            first: &balances[*first],
            others: &of_others,
        };
        let finding = cause.finding(cards[*first]);
        let raised = RaisedFinding {
            finding: finding.of_school(Some(entity.clone())),
            causes: cause.causes(),
        };
        verdicts.fail(cards[*first], raised);
        for other in others {
            verdicts.fail_silently(cards[*other]);
        }
    }
}

/// A cell says 不适用 where another says that there is something.
fn not_applicable(
    inputs: &RuleInputs<'_>,
    balance: &Balance<'_>,
    card: &RuleCard,
    by: &Observation,
) -> Finding {
    let edition = inputs.this.edition;
    let cells: Vec<Cell<'_>> = balance.cells().copied().collect();
    let value = &balance.left.value + &balance.right.value;
    let unit = wording::item(edition, by).and_then(|item| item.unit);
    let others = wording::cells(inputs, &cells, by);
    let text = FindingText {
        message: format!(
            "{}填了“不适用”，而{others}是{}",
            wording::name(edition, by),
            wording::with_unit(&value, unit)
        ),
        found: NOT_APPLICABLE.into(),
        expected: "数字".into(),
        remedy: "请填写数字，没有的填0；确实不适用的，核对对方的数字".into(),
    };
    let blank = (
        wording::key_of(edition, by),
        EvidenceValue::from(NOT_APPLICABLE),
    );
    let numbers = wording::evidence(edition, &cells);
    let numbers = numbers.values().iter().cloned();
    Finding::new(card, text)
        .at(place(by))
        .at_each(cells.iter().map(|cell| place(cell.observation)))
        .resting_on(Evidence::new(std::iter::once(blank).chain(numbers)))
}

/// What is told of one cause.
struct RelationFinding<'s, 'a> {
    inputs: &'s RuleInputs<'a>,
    entity: &'s EntityCode,
    diagnosis: &'s Diagnosis<'a>,
    first: &'s Balance<'a>,
    others: &'s [&'s Balance<'a>],
}

impl<'a> RelationFinding<'_, 'a> {
    fn finding(&self, card: &RuleCard) -> Finding {
        let edition = self.inputs.this.edition;
        let (own, other) = self.own_and_other();
        let unit = self.unit();
        let demand = self.first.relation.demand(edition);
        let text = FindingText {
            message: format!("{}{}", self.statement(&demand), self.and_others()),
            found: wording::with_unit(own, unit),
            expected: format!("{demand}{}", wording::with_unit(other, unit)),
            remedy: self.remedy(card),
        };
        let mut finding = Finding::new(card, text)
            .at_each(self.cells().iter().map(|cell| place(cell.observation)))
            .resting_on(self.evidence());
        if self.first.relation.operator != Operator::Different {
            finding = finding.differing_by(self.first.difference());
        }
        let others = self.others.iter();
        finding.same_cause = others.map(|other| other.relation.code.clone()).collect();
        finding
    }

    /// All values that the relations of this cause rest on: who explains one of them does not answer
    /// for numbers that only another speaks of. In the order of the catalogue, whichever of them is
    /// told: that depends on what is to be expected, and so on other schools.
    fn evidence(&self) -> Evidence {
        let balances = std::iter::once(&self.first).chain(self.others);
        let mut balances: Vec<&&Balance<'a>> = balances.collect();
        balances.sort_by_key(|balance| &balance.relation.code);
        let balances = balances.into_iter();
        let mut seen = BTreeSet::new();
        let cells = balances.flat_map(|balance| balance.cells());
        let cells = cells.filter(|cell| seen.insert(cell.id()));
        wording::evidence(self.inputs.this.edition, cells)
    }

    /// `“对口就业”712人，应不大于“7.02 直接就业”421人，多291人`.
    fn statement(&self, demand: &str) -> String {
        let (own, other) = self.own_and_other();
        let unit = self.unit();
        let difference = wording::with_unit(&self.first.difference(), unit);
        let at = self.own_cell().map_or(String::new(), |cell| {
            wording::cell_from(
                self.inputs,
                cell.observation,
                self.diagnosis.primary.observation,
            )
        });
        let gap = match (self.first.relation.operator, own > other) {
            (Operator::Different, _) => String::new(),
            (_, true) => format!("，多{difference}"),
            (_, false) => format!("，少{difference}"),
        };
        format!(
            "{}{at}{}{}，{demand}{}{gap}",
            self.inputs.region_name(self.entity),
            self.own_name(),
            wording::with_unit(own, unit),
            wording::with_unit(other, unit)
        )
    }

    fn and_others(&self) -> String {
        if self.others.is_empty() {
            return String::new();
        }
        let edition = self.inputs.this.edition;
        let faults = self
            .others
            .iter()
            .map(|balance| balance.relation.fault(edition));
        let faults: Vec<String> = faults.collect();
        format!("；同一处还使：{}", faults.join("，"))
    }

    fn own_name(&self) -> String {
        let edition = self.inputs.this.edition;
        let (own, _) = self.first.relation.own_and_others(edition);
        let names = own.iter().filter_map(|code| edition.item(code));
        let names: Vec<&str> = names.map(|item| item.name.as_str()).collect();
        let is_sum = own.iter().any(|code| edition.is_in_table(code))
            || balance::is_across(self.inputs, self.first.relation);
        let sum = if is_sum { "合计" } else { "" };
        format!("{}{sum}", quoted(&names.join("＋")))
    }

    /// The cell whose number the sentence begins with, where the finding stands at another.
    fn own_cell(&self) -> Option<&Cell<'a>> {
        let is_left = self.first.relation.is_shown_left(self.inputs.this.edition);
        let own = if is_left {
            &self.first.left
        } else {
            &self.first.right
        };
        let [cell] = own.cells.as_slice() else {
            return None;
        };
        (cell.id() != self.diagnosis.primary.id()).then_some(cell)
    }

    fn own_and_other(&self) -> (&Quantity, &Quantity) {
        let (left, right) = (&self.first.left.value, &self.first.right.value);
        if self.first.relation.is_shown_left(self.inputs.this.edition) {
            (left, right)
        } else {
            (right, left)
        }
    }

    fn unit(&self) -> Option<Unit> {
        let item = self.first.relation.left.first()?;
        self.inputs.this.edition.item(item)?.unit
    }

    /// What to do: where one cell stands out, that one first; else the choice is left to the clerk.
    fn remedy(&self, card: &RuleCard) -> String {
        if card.severity == Severity::Notice {
            let because = &self.first.relation.because;
            return format!("{because}。请核对；确实如此的不需要改正");
        }
        let primary = self.diagnosis.primary.observation;
        let edition = self.inputs.this.edition;
        let name = wording::cell_with_name(self.inputs, primary, primary);
        let because = &self.first.relation.because;
        let meant = self.diagnosis.meant.as_ref();
        let slip = meant.and_then(|(number, slip)| Some((number, slip.words()?)));
        let what = if let Some(other) = &self.diagnosis.exchanged {
            let other = wording::cell_with_name(self.inputs, other.observation, primary);
            format!("{name}和{other}像是填反了，请对照原始资料改正")
        } else if let (Some((number, words)), false) = (slip, self.diagnosis.is_undecided) {
            let number = number.to_short_text();
            format!("请先核对{name}：改为{number}就相符，{words}")
        } else if self.inputs.bureau.region(self.entity).is_some() {
            let school = self.inputs.short(&primary.entity);
            let first = wording::name(edition, primary);
            if self.diagnosis.is_undecided || primary.entity == *self.entity {
                "请逐校核对".to_owned()
            } else {
                format!("请逐校核对，先看{school}{first}")
            }
        } else if self.diagnosis.is_undecided {
            let cells = wording::cells(self.inputs, &self.cells(), primary);
            format!("请核对{cells}，改正其中不对的")
        } else {
            let others: Vec<Cell<'_>> = self.cells().split_off(1);
            let others = wording::cells(self.inputs, &others, primary);
            match others.as_str() {
                "" => format!("请核对{name}"),
                _ => format!("请先核对{name}，再看{others}，改正其中不对的"),
            }
        };
        let skipped: Vec<String> = self
            .first
            .skipped()
            .map(|found| wording::cell_with_name(self.inputs, found, primary))
            .collect();
        let what = match skipped.as_slice() {
            [] => what,
            skipped => format!(
                "{what}；{}填了“不适用”，没有计数，有数的请填数字",
                skipped.join("、")
            ),
        };
        let remedy = format!("{because}。{what}");
        let number = wording::number(edition, primary);
        wording::or_explain(self.inputs, card, self.entity, remedy, number)
    }

    /// The primary cell, then all others in the order of the relations.
    fn cells(&self) -> Vec<Cell<'a>> {
        let balances = std::iter::once(&self.first).chain(self.others);
        let all = balances.flat_map(|balance| balance.cells());
        let mut seen = BTreeSet::new();
        let primary = std::iter::once(&self.diagnosis.primary);
        let cells = primary.chain(all);
        cells
            .filter(|cell| seen.insert(cell.id()))
            .copied()
            .collect()
    }

    fn causes(&self) -> Vec<ObservationId> {
        let other = self.diagnosis.exchanged.iter().map(Cell::id);
        std::iter::once(self.diagnosis.primary.id())
            .chain(other)
            .collect()
    }
}
