//! What is said of a school's standing and of the bureau's next steps.

use voced_domain::{
    Board, Bureau, Entity, EntityCode, NextStep, PersonToCall, SchoolStatus, Standing,
};

use super::Commands;

/// More schools than this are counted, not named.
const MOST_NAMED: usize = 12;

/// `云泽市2024年填报进度（2024-11-20，交回期限2024-11-15，已过5天）`.
pub(super) fn title(board: &Board, bureau: &Bureau) -> String {
    let deadline = board.deadline.map_or(String::new(), |deadline| {
        let late = board.days_late();
        let late = late.map_or(String::new(), |days| format!("，已过{days}天"));
        format!("，交回期限{deadline}{late}")
    });
    let region = &bureau.own_region().name;
    format!("{region}{}年填报进度（{}{deadline}）", board.year, board.on)
}

/// `8所学校：未报2，退回1`.
pub(super) fn counts(board: &Board) -> String {
    let counts = SchoolStatus::ALL.iter().filter_map(|status| {
        let count = board.of(*status).count();
        (count > 0).then(|| format!("{}{count}", status.name()))
    });
    let counts: Vec<String> = counts.collect();
    format!("{}所学校：{}", board.schools.len(), counts.join("，"))
}

/// `教务处，000-0000010`.
pub(super) fn person(person: &PersonToCall) -> String {
    let parts = [&person.contact, &person.phone];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
    let known = parts.into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<&str>>().join("，")
}

/// What is known of a school besides its status: `强制5，核实2，第2次交回，2024-11-12起`.
pub(super) fn standing(one: &Standing) -> String {
    let count = |name: &str, count: usize| (count > 0).then(|| format!("{name}{count}"));
    let since = one.since.map(|day| match one.status {
        SchoolStatus::NotReported => format!("{day}发放"),
        SchoolStatus::Signed => format!("{day}签字"),
        _ => format!("{day}起"),
    });
    let lapsed = one.signed.filter(|_| one.status != SchoolStatus::Signed);
    let parts = [
        count("强制", one.errors),
        count("核实", one.to_explain),
        (one.rounds > 1).then(|| format!("第{}次交回", one.rounds)),
        since,
        lapsed.map(|day| match one.file {
            Some(_) => format!("{day}签字后改动过"),
            None => format!("{day}签过字，工作簿现在不在了"),
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("，")
}

/// What the bureau has to do, in a sentence.
pub(super) fn step(
    step: &NextStep,
    board: &Board,
    bureau: &Bureau,
    commands: Commands<'_>,
) -> String {
    let year = board.year;
    let command = |name: &str| format!("{} --year {year}", commands(name));
    let n = step.entities().len();
    let who = named(step, bureau);
    match step {
        NextStep::Check(count) => {
            format!("核查{count}所学校新交回的工作簿：{}", command("check"))
        }
        NextStep::Issue(_) if n == board.schools.len() => {
            format!("生成工作簿发给各校：{}", command("template"))
        }
        NextStep::Issue(_) => format!(
            "{n}所学校的工作簿还没有生成：{who}；生成后发给学校：{}",
            command("template")
        ),
        NextStep::FillInOwn(_) => format!("填好{who}自己的工作簿，放进{year}文件夹（city.xlsx）"),
        NextStep::Unknown(count) => {
            format!(
                "有{count}个问题认不出是哪所学校的，请先看：{}",
                command("check")
            )
        }
        NextStep::MendOwn(count) => {
            format!("本局自己有{count}个问题要处理：{}", command("check"))
        }
        NextStep::Remind(of) => {
            let late = board.days_late();
            let late = late.map_or(String::new(), |days| format!("（期限已过{days}天）"));
            let who = with_persons(of, board);
            // Before the deadline nobody is late.
            if board.deadline.is_some_and(|deadline| board.on <= deadline) {
                return format!("等{n}所学校交回：{who}");
            }
            format!("催报{n}所学校{late}：{who}")
        }
        NextStep::SendBack(_) => format!("把“退回”里的工作簿发给{n}所学校改正：{who}"),
        NextStep::AskAgain(of) => format!(
            "{n}所学校交回的工作簿不能用，没有“退回”的文件，请重新交回：{}；原因见：{}",
            with_persons(of, board),
            command("check")
        ),
        NextStep::AskToExplain(_) => format!("把“退回”里的工作簿发给{n}所学校说明：{who}"),
        NextStep::Sign(_) => format!(
            "打印“确认表”请{n}所学校签字：{who}；签回后登记：{} --code 校验码",
            command("confirm 学校")
        ),
        NextStep::LastYear(count) => format!(
            "{}年的工作簿还有{count}个问题没有处理，与上年的比较以它为准：{} --year {}",
            year.previous(),
            commands("check"),
            year.previous()
        ),
        NextStep::Report => format!("各校数据已经通过，可以写报告：{}", command("report")),
    }
}

/// Its kind, for programs.
pub(super) fn kind(step: &NextStep) -> &'static str {
    match step {
        NextStep::Issue(_) => "issue",
        NextStep::Check(_) => "check",
        NextStep::FillInOwn(_) => "fill_in_own",
        NextStep::Unknown(_) => "unknown",
        NextStep::MendOwn(_) => "mend_own",
        NextStep::Remind(_) => "remind",
        NextStep::SendBack(_) => "send_back",
        NextStep::AskAgain(_) => "ask_again",
        NextStep::AskToExplain(_) => "ask_to_explain",
        NextStep::Sign(_) => "sign",
        NextStep::LastYear(_) => "last_year",
        NextStep::Report => "report",
    }
}

fn named(step: &NextStep, bureau: &Bureau) -> String {
    let of = step.entities();
    let known = of.iter().filter_map(|code| bureau.entity(code));
    let names: Vec<&str> = known.map(Entity::short).take(MOST_NAMED).collect();
    names.join("、") + more(of)
}

fn with_persons(of: &[EntityCode], board: &Board) -> String {
    let known = of.iter().filter_map(|code| board.standing(code));
    let named = known.map(|one| match person(&one.person) {
        person if person.is_empty() => format!("{}（名单上没有联系人）", one.short),
        person => format!("{}（{person}）", one.short),
    });
    named.take(MOST_NAMED).collect::<Vec<_>>().join("、") + more(of)
}

fn more(of: &[EntityCode]) -> &'static str {
    if of.len() > MOST_NAMED { "等" } else { "" }
}
