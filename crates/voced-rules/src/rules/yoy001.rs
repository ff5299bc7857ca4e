//! YOY001: students unaccounted for between the two years.

use voced_domain::{
    Concerns, EntityCode, Evidence, EvidenceKey, EvidencePart, Finding, FindingText, Gap,
    IndicatorCode, ItemCode, LooksAt, Manual, Quantity, RuleCard, STUDENTS_IN, STUDENTS_OUT,
    Severity, Years,
};

use crate::expectation;
use crate::implied::{self, Implied};
use crate::peers;
use crate::rule::{Rule, RuleContext};
use crate::wording;
use crate::year::{Cell, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY001",
        "学生去向不明",
        Severity::Explain,
        "学籍变动的平衡关系；容许的差额见阈值",
        Manual::new(
            "上年在籍学生减毕业生，加招生和转入，减转出和退学，应当等于本年在籍学生，相差超过2%和10人。",
            "差额就是说不清来去的学生，往往是某一项填错，也可能是学籍没有及时处理。",
            "逐项核对在籍、招生、毕业、转入、转出、退学；统计时点不同的写明原因。",
            "上年3052人，毕业1011人，招生1487人，转入14人，转出21人，退学38人，应为3483人，填报3501人。",
        ),
    )
    .looking_at(LooksAt::Flow)
    .concerning(Concerns::Both),
    in_force: Years::since(2019),
    check,
};

/// From how far, in percent, a movement is more likely wrong than the number of students.
const SUSPICIOUS: i64 = 30;

fn check(cx: &mut RuleContext<'_, '_>) {
    if cx.inputs.last.is_none() {
        return region_against_print(cx);
    }
    for school in cx.inputs.schools() {
        match flow(cx, &school.code) {
            Some(flow) => judge(cx, &school.code, &flow),
            None => cx.not_evaluable(),
        }
    }
}

/// The students of two years and what happened between.
struct Flow<'a> {
    /// The school's, or those of the schools that it was made of.
    last: Vec<Cell<'a>>,
    this: Cell<'a>,
    /// In the order of the sheet.
    ins: Vec<Cell<'a>>,
    outs: Vec<Cell<'a>>,
}

fn flow<'a>(cx: &RuleContext<'_, 'a>, school: &EntityCode) -> Option<Flow<'a>> {
    let base = peers::base();
    let moved = |item: &&str| cx.inputs.this.number(school, &ItemCode::constant(item));
    Some(Flow {
        last: cx.inputs.last_numbers(school, &base)?,
        this: cx.inputs.this.number(school, &base)?,
        ins: STUDENTS_IN.iter().map(moved).collect::<Option<_>>()?,
        outs: STUDENTS_OUT.iter().map(moved).collect::<Option<_>>()?,
    })
}

impl<'a> Flow<'a> {
    fn last_year(&self) -> Quantity {
        sum(&self.last)
    }

    fn expected(&self) -> Quantity {
        &(&self.last_year() + &sum(&self.ins)) - &sum(&self.outs)
    }

    fn cells(&self) -> Vec<Cell<'a>> {
        let this = std::iter::once(&self.this);
        this.chain(&self.ins).chain(&self.outs).copied().collect()
    }

    /// `＋“招生数”1487−“毕业生数”1011`.
    fn steps(&self, cx: &RuleContext<'_, '_>) -> String {
        let step = |sign: &'static str| {
            move |cell: &Cell<'_>| {
                let item = wording::item(cx.edition(), cell.observation);
                let name = item.map_or("", |item| item.name.as_str());
                format!("{sign}{name}{}", cell.number.to_short_text())
            }
        };
        let ins = self.ins.iter().map(step("＋"));
        ins.chain(self.outs.iter().map(step("−"))).collect()
    }

    /// This year's cells, one that is far from what is to be expected first.
    fn cells_by_suspicion(&self, cx: &RuleContext<'_, '_>) -> Vec<Cell<'a>> {
        let mut cells = self.cells();
        let suspicion = |cell: &Cell<'_>| expectation::suspicion(cx.inputs, cell);
        let suspect = cells.iter().copied().max_by_key(suspicion);
        if let Some(suspect) = suspect.filter(|cell| suspicion(cell) > SUSPICIOUS) {
            cells.retain(|cell| cell.id() != suspect.id());
            cells.insert(0, suspect);
        }
        cells
    }
}

fn sum(cells: &[Cell<'_>]) -> Quantity {
    cells.iter().map(|cell| cell.number).sum()
}

fn judge(cx: &mut RuleContext<'_, '_>, school: &EntityCode, flow: &Flow<'_>) {
    let expected = flow.expected();
    let difference = flow.this.number - &expected;
    let about = IndicatorCode::from(peers::base());
    let bounds = (
        cx.bound_for("relative", &about, school),
        cx.bound_for("absolute", &about, school),
    );
    let (Some(relative), Some(absolute)) = bounds else {
        return;
    };
    let percent = difference.abs().scaled(2);
    if difference.abs() <= absolute || percent <= &relative * &expected.abs() {
        return cx.pass();
    }
    let finding = finding(cx, school, flow, &expected);
    cx.fail_because_of(finding, flow.cells().iter().map(Cell::id));
}

fn finding(
    cx: &RuleContext<'_, '_>,
    school: &EntityCode,
    flow: &Flow<'_>,
    expected: &Quantity,
) -> Finding {
    let difference = flow.this.number - expected;
    let word = if difference.is_negative() {
        "少"
    } else {
        "多"
    };
    let gap = difference.abs();
    let (this, should) = (flow.this.number.to_short_text(), expected.to_short_text());
    let number = wording::number(cx.edition(), flow.this.observation);
    let remedy = "请逐项核对".to_owned();
    let text = FindingText {
        message: format!(
            "上年在籍{}{}，应为{should}，填报{this}，{word}{}人",
            flow.last_year().to_short_text(),
            flow.steps(cx),
            gap.to_short_text()
        ),
        found: format!("{this}人"),
        expected: format!("{should}人"),
        remedy: wording::or_explain(cx.inputs, cx.card, school, remedy, number),
    };
    let mut cells = flow.cells_by_suspicion(cx);
    cells.extend(&flow.last);
    cx.finding(school, text)
        .differing_by(gap)
        .at_each(cells.iter().map(|cell| place(cell.observation)))
        .resting_on(wording::evidence(cx.edition(), &flow.cells()))
}

/// Where of last year only print exists: the students that this year's movements ask for, against
/// those that last year's printed figures imply.
fn region_against_print(cx: &mut RuleContext<'_, '_>) {
    let implied = implied::denominators(cx.inputs, &peers::base());
    let movements = movements(cx).filter(|_| !implied.is_empty() && cx.inputs.is_complete());
    let Some((this, needed)) = movements else {
        return cx.not_evaluable();
    };
    if implied.iter().any(|found| found.contains(&needed)) {
        return cx.pass();
    }
    let finding = unaccounted(cx, &implied, &this, &needed);
    cx.fail_because_of(finding, []);
}

/// The region's students, and how many there must have been a year ago.
fn movements(cx: &RuleContext<'_, '_>) -> Option<(Quantity, Quantity)> {
    let region = &cx.inputs.region().code;
    let sum = |item: &&str| {
        let code = IndicatorCode::constant(item);
        cx.inputs.figure(region, &code)?.printed()
    };
    let total = |items: &[&str]| -> Option<Quantity> {
        let sums: Vec<Quantity> = items.iter().map(sum).collect::<Option<_>>()?;
        Some(sums.iter().sum())
    };
    let this = sum(&peers::base().as_str())?;
    let needed = &(&this + &total(&STUDENTS_OUT)?) - &total(&STUDENTS_IN)?;
    Some((this, needed))
}

fn unaccounted(
    cx: &RuleContext<'_, '_>,
    implied: &[Implied],
    this: &Quantity,
    needed: &Quantity,
) -> Finding {
    let year = cx.edition().year().previous();
    let said: Vec<String> = implied.iter().map(|found| found.in_words()).collect();
    let gaps = implied.iter().flat_map(|found| found.gaps(needed));
    let gaps: Vec<Quantity> = gaps.collect();
    let least = gaps.iter().min().cloned().unwrap_or_default();
    let most = gaps.iter().max().cloned().unwrap_or_default();
    let gap = Gap::Between(least, most);
    let should = needed.to_short_text();
    let text = FindingText {
        message: format!(
            "按本年的变动，{year}年在籍应为{should}人；已公布的数反推是{}，有{gap}名学生说不清去向",
            said.join("、")
        ),
        found: said.join("、"),
        expected: format!("{should}人"),
        remedy:
            "已公布的数不再改动；请核实本年的招生、毕业、转入、转出、退学，并在下年收集上年在籍数"
                .into(),
    };
    let students = cx.edition().item(&peers::base());
    let students = students.map_or(EvidenceKey::Unnamed, |item| {
        wording::key(item, EvidencePart::Total)
    });
    let evidence = Evidence::of(students, this);
    cx.finding(&cx.inputs.region().code, text)
        .at(cx.inputs.printed_last_year())
        .differing_by(gap)
        .resting_on(evidence.and(EvidenceKey::Unnamed, format!("上年应为{should}")))
}
