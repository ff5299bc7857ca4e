//! YOY001: students unaccounted for between the two years.

use voced_domain::{
    EntityCode, Finding, IndicatorCode, ItemCode, Manual, Quantity, RuleCard, STUDENTS_IN,
    STUDENTS_OUT, Severity, Years,
};

use crate::expectation;
use crate::implied;
use crate::peers;
use crate::rule::{Rule, Verdicts};
use crate::scene::{Cell, Lacking, Scene, place};
use crate::wording;

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
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    if scene.last.is_none() {
        return city_against_print(rule, scene, verdicts);
    }
    for school in scene.schools() {
        let Some(flow) = flow(scene, &school.code) else {
            verdicts.unknown(&rule.card, &Lacking::default());
            continue;
        };
        judge(rule, scene, verdicts, &school.code, &flow);
    }
}

/// The students of two years and what happened between.
struct Flow<'a> {
    last: Cell<'a>,
    this: Cell<'a>,
    /// In the order of the sheet, with the sign they count with.
    between: Vec<(Cell<'a>, bool)>,
}

fn flow<'a>(scene: &Scene<'a>, school: &EntityCode) -> Option<Flow<'a>> {
    let base = peers::base();
    let moved = |item: &str, is_in: bool| {
        let item = ItemCode::new(item).ok()?;
        Some((scene.this.number(school, &item)?, is_in))
    };
    let ins = STUDENTS_IN.iter().map(|item| moved(item, true));
    let outs = STUDENTS_OUT.iter().map(|item| moved(item, false));
    Some(Flow {
        last: scene.last?.number(school, &base)?,
        this: scene.this.number(school, &base)?,
        between: ins.chain(outs).collect::<Option<_>>()?,
    })
}

impl<'a> Flow<'a> {
    fn expected(&self) -> Quantity {
        let steps = self.between.iter();
        steps.fold(self.last.number.clone(), |sum, (cell, is_in)| {
            if *is_in {
                &sum + cell.number
            } else {
                &sum - cell.number
            }
        })
    }

    fn cells(&self) -> Vec<Cell<'a>> {
        let between = self.between.iter().map(|(cell, _)| *cell);
        std::iter::once(self.this).chain(between).collect()
    }
}

fn judge(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    school: &EntityCode,
    flow: &Flow<'_>,
) {
    let expected = flow.expected();
    let difference = flow.this.number - &expected;
    let about = IndicatorCode::from(peers::base());
    let bound = |name| scene.bound(rule, name, &about, school);
    let (Some(relative), Some(absolute)) = (bound("relative"), bound("absolute")) else {
        return;
    };
    let percent = difference.abs().scaled(2);
    if difference.abs() <= absolute || percent <= &relative * &expected.abs() {
        return verdicts.pass(&rule.card);
    }
    let finding = finding(rule, scene, flow, &expected, &difference);
    let causes = flow.cells();
    verdicts.fail(
        &rule.card,
        finding.of_school(Some(school.clone())),
        causes.iter().map(Cell::id),
    );
}

fn finding(
    rule: &Rule,
    scene: &Scene<'_>,
    flow: &Flow<'_>,
    expected: &Quantity,
    difference: &Quantity,
) -> Finding {
    let edition = scene.this.edition;
    let plain = wording::plain;
    let steps: Vec<String> = flow
        .between
        .iter()
        .map(|(cell, is_in)| {
            let sign = if *is_in { "＋" } else { "−" };
            let item = wording::item(edition, cell.observation);
            let name = item.map_or("", |item| item.name.as_str());
            format!("{sign}{name}{}", plain(cell.number))
        })
        .collect();
    let way = if difference.is_negative() {
        "少"
    } else {
        "多"
    };
    let gap = plain(&difference.abs());
    let mut cells = flow.cells();
    let suspicion = |cell: &Cell<'_>| {
        let expected = expectation::of(scene, cell.observation);
        expected.map_or(0, |expected| expectation::off(cell.number, &expected))
    };
    let suspect = cells.iter().copied().max_by_key(|cell| suspicion(cell));
    if let Some(suspect) = suspect.filter(|cell| suspicion(cell) > 30) {
        cells.retain(|cell| cell.id() != suspect.id());
        cells.insert(0, suspect);
    }
    let remedy = "请逐项核对".to_owned();
    let mut finding = Finding::new(
        &rule.card,
        format!(
            "上年在籍{}{}，应为{}，填报{}，{way}{gap}人",
            plain(flow.last.number),
            steps.concat(),
            plain(expected),
            plain(flow.this.number)
        ),
        format!("{}人", plain(flow.this.number)),
        format!("{}人", plain(expected)),
        wording::or_explain(
            scene,
            &rule.card,
            &flow.this.observation.entity,
            remedy,
            wording::number(edition, flow.this.observation),
        ),
    );
    finding.difference = Some(gap);
    for cell in cells.iter().chain([&flow.last]) {
        finding = finding.at(place(cell.observation));
    }
    wording::resting_on(finding, wording::evidence(edition, &flow.cells()))
}

/// Where of last year only print exists: the students that this year's movements ask for, against
/// those that last year's printed figures imply.
fn city_against_print(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    let city = &scene.region().code;
    let sum = |item: &str| {
        let code = IndicatorCode::new(item).ok()?;
        scene.figure(city, &code)?.printed()
    };
    let total = |items: &[&str]| -> Option<Quantity> {
        let sums: Option<Vec<Quantity>> = items.iter().map(|item| sum(item)).collect();
        Some(sums?.iter().sum())
    };
    let base = peers::base();
    let implied = implied::denominators(scene, &base);
    let movements = (|| {
        Some((
            sum(base.as_str())?,
            total(&STUDENTS_IN)?,
            total(&STUDENTS_OUT)?,
        ))
    })();
    let Some((this, ins, outs)) = movements.filter(|_| !implied.is_empty() && scene.is_complete())
    else {
        return verdicts.unknown(&rule.card, &Lacking::default());
    };
    let needed = &(&this + &outs) - &ins;
    if implied.iter().any(|found| found.contains(&needed)) {
        return verdicts.pass(&rule.card);
    }
    let year = scene.this.edition.year().previous();
    let plain = wording::plain;
    let said: Vec<String> = implied.iter().map(|found| found.in_words()).collect();
    let gaps: Vec<Quantity> = implied
        .iter()
        .flat_map(|found| found.gaps(&needed))
        .collect();
    let (least, most) = (gaps.iter().min(), gaps.iter().max());
    let gap = match (least, most) {
        (Some(least), Some(most)) => format!("{}至{}", plain(least), plain(most)),
        _ => String::new(),
    };
    let mut finding = Finding::new(
        &rule.card,
        format!(
            "按本年的变动，{year}年在籍应为{}人；已公布的数反推是{}，有{gap}名学生说不清去向",
            plain(&needed),
            said.join("、")
        ),
        said.join("、"),
        format!("{}人", plain(&needed)),
        "已公布的数不再改动；请核实本年的招生、毕业、转入、转出、退学，并在下年收集上年在籍数",
    )
    .at(scene.printed_last_year())
    .of_school(Some(city.clone()));
    finding.difference = Some(gap);
    let evidence = format!("3.01合计={}；上年应为{}", plain(&this), plain(&needed));
    verdicts.fail(&rule.card, wording::resting_on(finding, evidence), []);
}
