//! What is said of a school's standing and of the bureau's next steps.

use voced_domain::{
    Board, Bureau, Entity, EntityCode, NextStep, PersonToCall, ReferenceYear, SchoolStatus,
    Standing,
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
pub fn counts(board: &Board) -> String {
    let counts = SchoolStatus::ALL.iter().filter_map(|status| {
        let count = board.of(*status).count();
        (count > 0).then(|| format!("{}{count}", status.name()))
    });
    let counts: Vec<String> = counts.collect();
    format!("{}所学校：{}", board.schools.len(), counts.join("，"))
}

/// `教务处，000-0000010`.
pub fn person(person: &PersonToCall) -> String {
    let parts = [&person.contact, &person.phone];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
    let known = parts.into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<&str>>().join("，")
}

/// What is known of a school besides its status: `强制5，核实2，第2次交回，2024-11-12起`.
pub fn standing(one: &Standing) -> String {
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

/// Something that the bureau has to do, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepInWords {
    /// What is to be done.
    pub text: String,
    /// How that is done by hand in the folder, where it is.
    pub by_hand: String,
    /// The command that does it, where one does.
    pub command: Option<StepCommand>,
}

/// A command that does what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepCommand {
    /// Its name, with what must be named in front: `check`, `confirm 学校`.
    pub name: &'static str,
    /// The year that it is for.
    pub year: ReferenceYear,
    /// What follows.
    pub arguments: &'static str,
}

impl StepInWords {
    fn by(name: &'static str, year: ReferenceYear, text: String) -> Self {
        Self {
            text,
            by_hand: String::new(),
            command: Some(StepCommand {
                name,
                year,
                arguments: "",
            }),
        }
    }

    fn plain(text: String) -> Self {
        Self {
            text,
            by_hand: String::new(),
            command: None,
        }
    }

    fn by_hand(mut self, how: String) -> Self {
        self.by_hand = how;
        self
    }

    /// As a line for who types commands; `commands` says how the program is called here.
    pub(super) fn line(&self, commands: Commands<'_>) -> String {
        let text = format!("{}{}", self.text, self.by_hand);
        self.command.map_or_else(
            || text.clone(),
            |StepCommand {
                 name,
                 year,
                 arguments,
             }| { format!("{text}：{} --year {year}{arguments}", commands(name)) },
        )
    }
}

/// What the bureau has to do, in a sentence.
pub fn step(step: &NextStep, board: &Board, bureau: &Bureau) -> StepInWords {
    let year = board.year;
    let n = step.entities().len();
    let who = named(step, bureau);
    match step {
        NextStep::Check(count) => {
            StepInWords::by("check", year, format!("核查{count}所学校新交回的工作簿"))
        }
        NextStep::Issue(of) if of.len() == board.schools.len() => {
            StepInWords::by("template", year, "生成工作簿发给各校".into())
        }
        NextStep::Issue(_) => {
            let text = format!("{n}所学校的工作簿还没有生成：{who}；生成后发给学校");
            StepInWords::by("template", year, text)
        }
        NextStep::FillInOwn(_) => StepInWords::plain(format!("填好{who}自己的工作簿"))
            .by_hand(format!("，放进{year}文件夹（city.xlsx）")),
        NextStep::Unknown(count) => {
            let text = format!("有{count}个问题认不出是哪所学校的，请先看");
            StepInWords::by("check", year, text)
        }
        NextStep::MendOwn(count) => {
            StepInWords::by("check", year, format!("本局自己有{count}个问题要处理"))
        }
        NextStep::Remind(of) => StepInWords::plain(remind(of, board)),
        NextStep::SendBack(_) => {
            StepInWords::plain(format!("把“退回”里的工作簿发给{n}所学校改正：{who}"))
        }
        NextStep::AskAgain(of) => {
            let who = with_persons(of, board);
            let text = format!("{n}所学校交回的工作簿不能用，没有“退回”的文件，请重新交回：{who}");
            StepInWords::by("check", year, text).by_hand("；原因见".into())
        }
        NextStep::AskToExplain(_) => {
            StepInWords::plain(format!("把“退回”里的工作簿发给{n}所学校说明：{who}"))
        }
        NextStep::Sign(_) => sign(n, &who, year),
        NextStep::LastYear(count) => {
            let last = year.previous();
            let text = format!("{last}年的工作簿还有{count}个问题没有处理，与上年的比较以它为准");
            StepInWords::by("check", last, text)
        }
        NextStep::Report => StepInWords::by("report", year, "各校数据已经通过，可以写报告".into()),
    }
}

fn remind(of: &[EntityCode], board: &Board) -> String {
    let n = of.len();
    let who = with_persons(of, board);
    // Before the deadline nobody is late.
    if board.deadline.is_some_and(|deadline| board.on <= deadline) {
        return format!("等{n}所学校交回：{who}");
    }
    let late = board.days_late();
    let late = late.map_or(String::new(), |days| format!("（期限已过{days}天）"));
    format!("催报{n}所学校{late}：{who}")
}

fn sign(n: usize, who: &str, year: ReferenceYear) -> StepInWords {
    StepInWords {
        text: format!("打印“确认表”请{n}所学校签字：{who}；签回后登记"),
        by_hand: String::new(),
        command: Some(StepCommand {
            name: "confirm 学校",
            year,
            arguments: " --code 校验码",
        }),
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
