//! The relations of the catalogue, judged over a year's answers.

use std::borrow::Cow;
use std::collections::BTreeSet;

use voced_domain::{
    Edition, EntityCode, Finding, Holder, Manual, ObservationId, Operator, Quantity, Relation,
    RuleCard, Severity, Unit, quoted,
};

use crate::balance::{self, Balance};
use crate::diagnosis::{Diagnosis, diagnose};
use crate::rule::Verdicts;
use crate::scene::{Cell, Scene, place};
use crate::wording;

/// The card of a relation: the entry of the catalogue in the words of a manual.
pub fn card(edition: &Edition, relation: &Relation) -> RuleCard {
    let demand = relation.in_words(edition);
    let example = example(edition, relation);
    RuleCard {
        code: Cow::Owned(relation.code.to_string()),
        name: Cow::Owned(relation.fault(edition)),
        severity: relation.severity,
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

/// A relation in force with what is the same for all schools.
struct InForce<'a> {
    relation: &'a Relation,
    card: RuleCard,
    is_across: bool,
    holder: Option<Holder>,
}

/// Judges every relation in force.
pub(crate) fn check(scene: &Scene<'_>, verdicts: &mut Verdicts) {
    let edition = scene.this.edition;
    let in_force = |relation| InForce {
        relation,
        card: card(edition, relation),
        is_across: balance::is_across(scene, relation),
        holder: balance::holder(scene, relation),
    };
    let relations: Vec<InForce<'_>> = edition.relations().iter().map(in_force).collect();
    for relation in &relations {
        verdicts.known(&relation.card);
    }
    for school in scene.schools() {
        workbook(scene, &relations, &school.code, Holder::School, verdicts);
    }
    let city = &scene.city().code;
    workbook(scene, &relations, city, Holder::City, verdicts);
    for relation in relations.iter().filter(|relation| relation.is_across) {
        match Balance::across(scene, relation.relation) {
            // Each by itself: a school's slip shows in several sums, and is found in its workbook.
            Ok(balance) => judge(scene, city, &[balance], &[&relation.card], verdicts),
            Err(lacking) => verdicts.unknown(&relation.card, &lacking),
        }
    }
}

fn workbook(
    scene: &Scene<'_>,
    relations: &[InForce<'_>],
    entity: &EntityCode,
    holder: Holder,
    verdicts: &mut Verdicts,
) {
    if !scene.this.dataset.has(entity) {
        return;
    }
    let own = |relation: &&InForce<'_>| !relation.is_across && relation.holder == Some(holder);
    let (mut balances, mut cards) = (Vec::new(), Vec::new());
    for relation in relations.iter().filter(own) {
        match Balance::within(scene, relation.relation, entity) {
            Ok(balance) => {
                balances.push(balance);
                cards.push(&relation.card);
            }
            Err(lacking) => verdicts.unknown(&relation.card, &lacking),
        }
    }
    judge(scene, entity, &balances, &cards, verdicts);
}

fn judge<'a>(
    scene: &Scene<'a>,
    entity: &EntityCode,
    balances: &[Balance<'a>],
    cards: &[&RuleCard],
    verdicts: &mut Verdicts,
) {
    let edition = scene.this.edition;
    for (balance, card) in balances.iter().zip(cards) {
        if balance.holds() {
            verdicts.pass(card);
        }
    }
    for diagnosis in diagnose(scene, balances) {
        let mut failing = diagnosis.explains.clone();
        // What is asked of the cell itself is told, before what is asked of others about it.
        let item = &diagnosis.primary.observation.item;
        failing.sort_by_key(|idx| balances[*idx].relation.shown_at(edition) != item);
        let Some((first, others)) = failing.split_first() else {
            continue;
        };
        let of_others: Vec<&Balance<'a>> = others.iter().map(|idx| &balances[*idx]).collect();
        let story = Story {
            scene,
            entity,
            diagnosis: &diagnosis,
            first: &balances[*first],
            others: &of_others,
        };
        let finding = story.finding(cards[*first]);
        let finding = finding.of_school(Some(entity.clone()));
        verdicts.fail(cards[*first], finding, story.causes());
        for other in others {
            verdicts.fail_silently(cards[*other]);
        }
    }
}

/// What is told of one cause.
struct Story<'s, 'a> {
    scene: &'s Scene<'a>,
    entity: &'s EntityCode,
    diagnosis: &'s Diagnosis<'a>,
    first: &'s Balance<'a>,
    others: &'s [&'s Balance<'a>],
}

impl<'a> Story<'_, 'a> {
    fn finding(&self, card: &RuleCard) -> Finding {
        let edition = self.scene.this.edition;
        let (own, other) = self.own_and_other();
        let unit = self.unit();
        let demand = self.first.relation.demand(edition);
        let mut finding = Finding::new(
            card,
            format!("{}{}", self.statement(&demand), self.and_others()),
            wording::with_unit(own, unit),
            format!("{demand}{}", wording::with_unit(other, unit)),
            self.remedy(card),
        );
        if self.first.relation.operator != Operator::Different {
            finding.difference = Some(wording::plain(&self.first.difference()));
        }
        finding.also = self
            .others
            .iter()
            .map(|balance| balance.relation.code.clone())
            .collect();
        finding.evidence = wording::evidence(edition, self.first.cells());
        for cell in self.cells() {
            finding = finding.at(place(cell.observation));
        }
        finding
    }

    /// `“对口就业”712人，应不大于“7.02 直接就业”421人，多291人`.
    fn statement(&self, demand: &str) -> String {
        let (own, other) = self.own_and_other();
        let unit = self.unit();
        let difference = wording::with_unit(&self.first.difference(), unit);
        let gap = match (self.first.relation.operator, own > other) {
            (Operator::Different, _) => String::new(),
            (_, true) => format!("，多{difference}"),
            (_, false) => format!("，少{difference}"),
        };
        format!(
            "{}{}{}，{demand}{}{gap}",
            self.scene.region_name(self.entity),
            self.own_name(),
            wording::with_unit(own, unit),
            wording::with_unit(other, unit)
        )
    }

    fn and_others(&self) -> String {
        if self.others.is_empty() {
            return String::new();
        }
        let edition = self.scene.this.edition;
        let faults = self
            .others
            .iter()
            .map(|balance| balance.relation.fault(edition));
        let faults: Vec<String> = faults.collect();
        format!("；同一处还使：{}", faults.join("，"))
    }

    fn own_name(&self) -> String {
        let edition = self.scene.this.edition;
        let (own, _) = self.first.relation.own_and_others(edition);
        let names = own.iter().filter_map(|code| edition.item(code));
        let names: Vec<&str> = names.map(|item| item.name.as_str()).collect();
        let is_sum = own.iter().any(|code| edition.is_in_table(code))
            || balance::is_across(self.scene, self.first.relation);
        let sum = if is_sum { "合计" } else { "" };
        format!("{}{sum}", quoted(&names.join("＋")))
    }

    fn own_and_other(&self) -> (&Quantity, &Quantity) {
        let (left, right) = (&self.first.left.value, &self.first.right.value);
        if self.first.relation.is_shown_left(self.scene.this.edition) {
            (left, right)
        } else {
            (right, left)
        }
    }

    fn unit(&self) -> Option<Unit> {
        let item = self.first.relation.left.first()?;
        self.scene.this.edition.item(item)?.unit
    }

    /// What to do: where one cell stands out, that one first; else the choice is left to the clerk.
    fn remedy(&self, card: &RuleCard) -> String {
        if card.severity == Severity::Notice {
            let because = &self.first.relation.because;
            return format!("{because}。请核对；确实如此的不需要改正");
        }
        let primary = self.diagnosis.primary.observation;
        let edition = self.scene.this.edition;
        let name = wording::cell_with_name(self.scene, primary, primary);
        let because = &self.first.relation.because;
        let meant = self.diagnosis.meant.as_ref();
        let slip = meant.and_then(|(number, slip)| Some((number, slip.words()?)));
        let what = if let Some(other) = &self.diagnosis.exchanged {
            let other = wording::cell_with_name(self.scene, other.observation, primary);
            format!("{name}和{other}像是填反了，请对照原始资料改正")
        } else if let (Some((number, words)), false) = (slip, self.diagnosis.is_undecided) {
            let number = wording::plain(number);
            format!("请先核对{name}：改为{number}就相符，{words}")
        } else if self.scene.bureau.region(self.entity).is_some() {
            let school = self.scene.short(&primary.entity);
            format!(
                "请逐校核对，先看{school}{}",
                wording::name(edition, primary)
            )
        } else if self.diagnosis.is_undecided {
            let cells = wording::cells(self.scene, &self.cells(), primary);
            format!("请核对{cells}，改正其中不对的")
        } else {
            let others: Vec<Cell<'_>> = self.cells().split_off(1);
            let others = wording::cells(self.scene, &others, primary);
            format!("请先核对{name}，再看{others}，改正其中不对的")
        };
        let remedy = format!("{because}。{what}");
        let number = wording::number(edition, primary);
        wording::or_explain(self.scene, card, self.entity, remedy, number)
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
