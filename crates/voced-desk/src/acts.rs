//! What the forms of the pages do. Each is on disk before it is answered, and answered with another page, so that a page
//! that is shown again does nothing again.

use std::cell::RefCell;
use std::convert::Infallible;
use std::sync::Arc;

use axum::Form;
use axum::extract::{FromRequestParts, Multipart, Path, State};
use axum::http::header::REFERER;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use voced_domain::{ReferenceYear, RuleCode};
use voced_outputs::{ReportRequest, Typesetter, typesetter_beside};
use voced_pipeline::go_on;
use voced_report::{Audience, Standing};
use voced_workflow::{
    Begun, Check, Issue, Notice, Refusal, Report, Waive, begin, check, confirm, issue, report,
    school, waive,
};
use voced_writers::check::Written;

use crate::answer::{self, thinking};
use crate::desk::Desk;
use crate::jobs::Job;
use crate::upload::{self, Sent};
use crate::{downloads, pages};

/// What an act came to.
pub(crate) struct Done {
    /// The page where that is seen.
    to: String,
    /// What is to be said of it.
    lines: Vec<String>,
}

impl Done {
    pub(crate) fn at(to: String) -> Self {
        let lines = Vec::new();
        Self { to, lines }
    }

    pub(crate) fn saying(mut self, line: String) -> Self {
        self.lines.push(line);
        self
    }
}

/// What happens on the way, in words.
#[derive(Default)]
struct Heard(RefCell<Vec<String>>);

impl Heard {
    fn hear(&self, notice: &Notice<'_>) {
        self.0.borrow_mut().push(notice.to_string());
    }

    fn at(self, to: String) -> Done {
        let lines = self.0.into_inner();
        Done { to, lines }
    }
}

/// Does an act of a year and goes on to a page of it, or says why it is not done.
pub(crate) async fn act(
    (desk, from, said): (Arc<Desk>, From, String),
    act: impl FnOnce(&Desk, ReferenceYear) -> Result<Done, Refusal> + Send + 'static,
) -> Response {
    let year = pages::year(&said).filter(|year| desk.may_work_on(*year));
    let Some(year) = year else {
        return answer::nothing_there().await;
    };
    thinking(move || match act(&desk, year) {
        Ok(done) => go_on_at(&desk, done),
        Err(refusal) => refused(&refusal, &from.page.unwrap_or_else(|| format!("/{year}"))),
    })
    .await
}

/// Answered with an address, so that a page that is shown again does nothing again.
fn go_on_at(desk: &Desk, Done { to, lines }: Done) -> Response {
    if lines.is_empty() {
        return Redirect::to(&to).into_response();
    }
    let number = desk.told().keep(lines);
    let (path, fragment) = to.split_once('#').unwrap_or((&to, ""));
    let fragment = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    Redirect::to(&format!("{path}?told={number}{fragment}")).into_response()
}

fn refused(refusal: &Refusal, back: &str) -> Response {
    answer::html(pages::not_done(
        &refusal.to_string(),
        &refusal.remedy(),
        back,
    ))
}

/// The page of this desk that a form stood on.
pub(crate) struct From {
    page: Option<String>,
}

impl FromRequestParts<Arc<Desk>> for From {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        desk: &Arc<Desk>,
    ) -> Result<Self, Self::Rejection> {
        let said = parts
            .headers
            .get(REFERER)
            .and_then(|said| said.to_str().ok());
        let own = said.and_then(|said| said.strip_prefix(&desk.guard().address()));
        // What the act before came to is not told again.
        let page = own.and_then(|path| path.split('?').next());
        let is_plain =
            |path: &&str| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
        let page = page.filter(is_plain);
        Ok(Self {
            page: page.map(str::to_owned),
        })
    }
}

/// 发放: the workbooks of a year.
pub(crate) async fn issued(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
) -> Response {
    act((desk, from, said), |desk, year| {
        let (done, count) = issue_all(desk, year)?;
        Ok(done.saying(format!(
            "生成了{count}份工作簿，各校的发给学校，全市的一份本局自己填。"
        )))
    })
    .await
}

/// Writes the workbooks of all schools as things stand; returns how many there are.
fn issue_all(desk: &Desk, year: ReferenceYear) -> Result<(Done, usize), Refusal> {
    let asked = Issue {
        year,
        only: None,
        on: desk.today(),
    };
    let heard = Heard::default();
    let listen = |notice: Notice<'_>| heard.hear(&notice);
    let issued = issue(&desk.folder()?, asked, &listen, &go_on)?;
    let written = issued.outputs.iter();
    let written = written.filter(|one| one.path().starts_with("templates/"));
    let count = written.count();
    Ok((heard.at(format!("/{year}/results#templates")), count))
}

/// 核查: what goes back to the schools.
pub(crate) async fn checked(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
) -> Response {
    act((desk, from, said), |desk, year| {
        let (heard, n_written) = check_all(desk, year)?;
        let done = heard.at(format!("/{year}/results"));
        Ok(done.saying(format!("核查完了，写了{n_written}份发给学校的文件。")))
    })
    .await
}

/// Checks all schools as the folder is now; returns how many files there are for schools.
fn check_all(desk: &Desk, year: ReferenceYear) -> Result<(Heard, usize), Refusal> {
    let asked = Check {
        year,
        only: None,
        out: &desk.out(year),
        issued: year.usual_day_of_issue(),
        on: desk.today(),
    };
    let heard = Heard::default();
    let listen = |notice: Notice<'_>| heard.hear(&notice);
    let checked = check(&desk.folder()?, asked, &listen, &go_on)?;
    let is_to_school = |path: &str| {
        let mut kinds = Written::ALL.iter();
        kinds.any(|kind| path.starts_with(kind.folder()))
    };
    let outputs = checked.outputs.iter();
    let count = outputs.filter(|one| is_to_school(one.path())).count();
    for path in &checked.kept {
        let path = checked.place.place(path);
        let line = format!("{}已经没有用了，但改动过，没有删除", path.display());
        heard.0.borrow_mut().push(line);
    }
    Ok((heard, count))
}

#[derive(Deserialize)]
pub(crate) struct PackForm {
    /// One school's alone, by its code.
    #[serde(default)]
    school: String,
}

/// What goes to the schools is written anew before it is handed out: nobody sends out what no longer holds.
pub(crate) async fn packed(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path((said, kind)): Path<(String, String)>,
    Form(form): Form<PackForm>,
) -> Response {
    act((desk, from, said), move |desk, year| {
        if kind == "templates" {
            let (done, _) = issue_all(desk, year)?;
            return Ok(if done.lines.is_empty() {
                Done::at(format!("/{year}/packed/templates"))
            } else {
                done.saying("请看过上面的，再点一次下载。".into())
            });
        }
        let Some(sent) = downloads::sent(&kind) else {
            return Err(Refusal::said("没有这一种文件"));
        };
        let school = form.school.as_str();
        if !school.is_empty() {
            voced_workflow::school(&desk.folder()?.bureau(year), school)?;
        }
        let (heard, _) = check_all(desk, year)?;
        let known = desk.year(year)?;
        if downloads::to_schools(&known, sent, school).is_empty() {
            return Err(Refusal::said("按现在的数据，没有要发的文件了"));
        }
        let done = heard.at(format!("/{year}/results"));
        if !done.lines.is_empty() {
            let again = "请看过上面的，再点一次下载。".to_owned();
            return Ok(done.saying(again));
        }
        let school = utf8_percent_encode(school, NON_ALPHANUMERIC);
        Ok(Done::at(format!("/{year}/packed/{kind}?school={school}")))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct WaiveForm {
    school: String,
    rule: String,
    values: String,
    by: String,
    reason: String,
}

/// 豁免: a finding of a school, resting on just the values that the page showed.
pub(crate) async fn waived(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
    Form(form): Form<WaiveForm>,
) -> Response {
    act((desk, from, said), move |desk, year| {
        let known = desk.year(year)?;
        let rule = RuleCode::new(&form.rule).map_err(Refusal::said)?;
        let asked = Waive {
            rule: &rule,
            school: &form.school,
            values: Some(&form.values),
            by: &form.by,
            reason: &form.reason,
            on: desk.today(),
        };
        let (waiver, finding) = waive(&desk.folder()?, &known.assessment, asked)?;
        let done = Done::at(format!("/{year}/school/{}", waiver.school));
        Ok(done.saying(format!(
            "已豁免“{}”：{}同意，{}记入。首页“最近做的”里可以撤销。",
            finding.name, waiver.by, waiver.on
        )))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct ConfirmForm {
    school: String,
    code: String,
    #[serde(default)]
    by: String,
}

/// 登记签字.
pub(crate) async fn confirmed(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Response {
    act((desk, from, said), move |desk, year| {
        let known = desk.year(year)?;
        let school = school(&known.assessment.bureau, &form.school)?;
        let noted = (desk.today(), form.by.trim());
        let confirmed = confirm(
            &desk.folder()?,
            &known.assessment,
            school,
            &form.code,
            noted,
        )?;
        let was_known = if confirmed.was_known {
            "以前登记过"
        } else {
            "已登记签字"
        };
        let done = Done::at(format!("/{year}/school/{}", school.code));
        Ok(done.saying(format!(
            "{}{was_known}：{}，校验码{}。",
            school.name, noted.0, confirmed.code
        )))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct UndoForm {
    number: usize,
}

/// 撤销.
pub(crate) async fn undone(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
    Form(form): Form<UndoForm>,
) -> Response {
    act((desk, from, said), move |desk, year| {
        let deed = desk.folder()?.undo(year, form.number)?;
        Ok(Done::at(format!("/{year}")).saying(format!("撤销了：{}", deed.what)))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct ApartForm {
    file: String,
}

/// 不用这一份: a returned file counts for nothing any more.
pub(crate) async fn set_apart(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
    Form(form): Form<ApartForm>,
) -> Response {
    let back = from.page.clone();
    act((desk, from, said), move |desk, year| {
        let deed = desk.folder()?.set_apart((year, desk.today()), &form.file)?;
        let to = back.unwrap_or_else(|| format!("/{year}"));
        let said = format!("{}，不再用它；首页“最近做的”里可以撤销。", deed.what);
        Ok(Done::at(to).saying(said))
    })
    .await
}

/// 看过了.
pub(crate) async fn looked(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
) -> Response {
    act((desk, from, said), |desk, year| {
        let known = desk.year(year)?;
        let board = known.assessment.board(desk.today());
        desk.looked().keep(&desk.root(), &board);
        Ok(Done::at(format!("/{year}")))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct ReportForm {
    #[serde(default)]
    draft: Option<String>,
    /// The day on the cover.
    #[serde(default)]
    issued: String,
}

/// 写报告, in the background.
pub(crate) async fn reported(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
    Form(form): Form<ReportForm>,
) -> Response {
    act((desk, from, said), move |desk, year| {
        let folder = desk.folder()?;
        let out = desk.out(year);
        let issued = match form.issued.trim() {
            "" => desk.today(),
            said => said
                .parse()
                .map_err(|_| Refusal::said(format!("“{said}”不是日期")))?,
        };
        let standing = match form.draft {
            Some(_) => Standing::Draft,
            None => Standing::Final,
        };
        desk.jobs().begin(year, move |job| {
            let request = ReportRequest {
                only: &[],
                audiences: &[Audience::Public, Audience::Internal],
                standing,
                issued,
                typesetter: Typesetter {
                    program: &typesetter_beside,
                    font_folders: &[],
                    has_system_fonts: true,
                },
            };
            let asked = Report {
                year,
                out: &out,
                request,
            };
            written(job, &folder, asked).map_err(|refusal| {
                let remedy = refusal.remedy();
                format!("{refusal}。{remedy}")
            })
        });
        Ok(Done::at(format!("/{year}/report")))
    })
    .await
}

/// Lines of what a report run came to.
fn written(
    job: &Job,
    folder: &voced_folder::Folder,
    asked: Report<'_>,
) -> Result<Vec<String>, Refusal> {
    let heard = Heard::default();
    let listen = |notice: Notice<'_>| heard.hear(&notice);
    let reported = report(folder, asked, &listen, &|step| job.at(step))?;
    let mut lines = heard.0.into_inner();
    lines.extend(reported.outputs.left_out);
    if let Some(obstacle) = reported.documents.obstacle {
        let why = Refusal::NoReport(Some(obstacle));
        return Err(Refusal::said(format!("{why}，只写了数据，没有写报告")));
    }
    lines.extend(reported.outputs.no_pdf.map(|error| error.to_string()));
    Ok(lines)
}

/// Stops what is done in the background.
pub(crate) async fn stopped(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(said): Path<String>,
) -> Response {
    act((desk, from, said), |desk, year| {
        if let Some(job) = desk.jobs().of(year) {
            job.stop();
        }
        Ok(Done::at(format!("/{year}/report")))
    })
    .await
}

/// 新建: a bureau's folder from a list of schools.
pub(crate) async fn begun(State(desk): State<Arc<Desk>>, form: Multipart) -> Response {
    let Some(sent) = upload::form(form).await else {
        let page = pages::not_done("没有传完", "请再传一次", "/");
        return answer::html(page);
    };
    thinking(move || match begin_at(&desk, &sent) {
        Ok(done) => go_on_at(&desk, done),
        Err(refusal) => refused(&refusal, "/"),
    })
    .await
}

fn begin_at(desk: &Desk, sent: &Sent) -> Result<Done, Refusal> {
    let name = sent.text("name").trim();
    let Some((list_name, list)) = sent.file() else {
        return Err(Refusal::said("没有选学校名单"));
    };
    let first = "/".to_owned();
    // A form that is sent again does nothing again.
    if desk.folder().is_ok() {
        return Ok(Done::at(first));
    }
    let root = desk.place_for(name)?;
    let asked = voced_workflow::Begin {
        folder: &root,
        name,
        region: None,
        list_name,
        list,
    };
    let heard = Heard::default();
    let listen = |notice: Notice<'_>| heard.hear(&notice);
    let begun = begin(asked, &listen)?;
    let mut done = heard.at(first);
    done.lines.extend(of_begun(&begun, &root));
    desk.work_in(root);
    Ok(done)
}

/// What a bureau was begun with, and what is missing.
fn of_begun(begun: &Begun, root: &std::path::Path) -> Vec<String> {
    let mut lines = vec![format!(
        "建立了{}，名单上{}所学校。",
        root.display(),
        begun.n_schools
    )];
    if !begun.ignored.is_empty() {
        let ignored = begun.ignored.join("、");
        lines.push(format!("名单里这几列没有用上：{ignored}。"));
    }
    if begun.has_no_contacts {
        lines.push("名单上没有联系人和电话，催报时不知道找谁：可以在“设置”里补。".into());
    }
    if begun.has_counties_without_code {
        lines.push("名单上有县区，没有县区代码，不按县区汇总。".into());
    }
    lines
}
