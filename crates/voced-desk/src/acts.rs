//! What the forms of the pages do. Each is on disk before it is answered, and answered with another page, so that a page
//! that is shown again does nothing again.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use voced_domain::{ReferenceYear, RuleCode};
use voced_outputs::{ReportRequest, Typesetter, typesetter_beside};
use voced_report::{Audience, Standing};
use voced_workflow::{
    Check, Issue, Notice, Refusal, Report, Waive, begin, check, confirm, issue, report, school,
    waive,
};

use crate::answer::{self, thinking};
use crate::desk::Desk;
use crate::jobs::Job;
use crate::pages;
use crate::upload::{self, Sent};

/// Does an act of a year and goes on to a page of it, or says why it is not done.
async fn act(
    desk: Arc<Desk>,
    said: String,
    act: impl FnOnce(&Desk, ReferenceYear) -> Result<String, Refusal> + Send + 'static,
) -> Response {
    let Some(year) = pages::year(&said) else {
        return answer::nothing_there().await;
    };
    thinking(move || match act(&desk, year) {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(refusal) => refused(&refusal, &format!("/{year}")),
    })
    .await
}

fn refused(refusal: &Refusal, back: &str) -> Response {
    answer::html(pages::not_done(
        &refusal.to_string(),
        &refusal.remedy(),
        back,
    ))
}

/// What happens on the way is seen in the folder.
fn unheard(_: Notice<'_>) {}

/// 发放: the workbooks of a year.
pub(crate) async fn issued(State(desk): State<Arc<Desk>>, Path(said): Path<String>) -> Response {
    act(desk, said, |desk, year| {
        let asked = Issue {
            year,
            only: None,
            on: desk.today(),
        };
        issue(&desk.folder()?, asked, &unheard, &voced_pipeline::go_on)?;
        Ok(format!("/{year}/results"))
    })
    .await
}

/// 核查: what goes back to the schools.
pub(crate) async fn checked(State(desk): State<Arc<Desk>>, Path(said): Path<String>) -> Response {
    act(desk, said, |desk, year| {
        let asked = Check {
            year,
            only: None,
            out: &desk.out(year),
            issued: year.usual_day_of_issue(),
            on: desk.today(),
        };
        check(&desk.folder()?, asked, &unheard, &voced_pipeline::go_on)?;
        Ok(format!("/{year}/results"))
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
    Path(said): Path<String>,
    Form(form): Form<WaiveForm>,
) -> Response {
    act(desk, said, move |desk, year| {
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
        let (waiver, _) = waive(&desk.folder()?, &known.assessment, asked)?;
        Ok(format!("/{year}/school/{}", waiver.school))
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
    Path(said): Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Response {
    act(desk, said, move |desk, year| {
        let known = desk.year(year)?;
        let school = school(&known.assessment.bureau, &form.school)?;
        let noted = (desk.today(), form.by.trim());
        confirm(
            &desk.folder()?,
            &known.assessment,
            school,
            &form.code,
            noted,
        )?;
        Ok(format!("/{year}/school/{}", school.code))
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
    Path(said): Path<String>,
    Form(form): Form<UndoForm>,
) -> Response {
    act(desk, said, move |desk, year| {
        desk.folder()?.undo(year, form.number)?;
        Ok(format!("/{year}"))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct ReportForm {
    #[serde(default)]
    draft: Option<String>,
}

/// 写报告, in the background.
pub(crate) async fn reported(
    State(desk): State<Arc<Desk>>,
    Path(said): Path<String>,
    Form(form): Form<ReportForm>,
) -> Response {
    act(desk, said, move |desk, year| {
        let folder = desk.folder()?;
        let out = desk.out(year);
        let issued = desk.today();
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
        Ok(format!("/{year}/report"))
    })
    .await
}

/// Lines of what a report run came to.
fn written(
    job: &Job,
    folder: &voced_folder::Folder,
    asked: Report<'_>,
) -> Result<Vec<String>, Refusal> {
    let reported = report(folder, asked, &unheard, &|step| job.at(step))?;
    let mut lines = reported.outputs.left_out;
    if let Some(obstacle) = reported.documents.obstacle {
        let why = Refusal::NoReport(Some(obstacle));
        return Err(Refusal::said(format!("{why}，只写了数据，没有写报告")));
    }
    lines.extend(reported.outputs.no_pdf.map(|error| error.to_string()));
    Ok(lines)
}

/// Stops what is done in the background.
pub(crate) async fn stopped(State(desk): State<Arc<Desk>>, Path(said): Path<String>) -> Response {
    act(desk, said, |desk, year| {
        if let Some(job) = desk.jobs().of(year) {
            job.stop();
        }
        Ok(format!("/{year}/report"))
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
        Ok(()) => Redirect::to("/").into_response(),
        Err(refusal) => refused(&refusal, "/"),
    })
    .await
}

fn begin_at(desk: &Desk, sent: &Sent) -> Result<(), Refusal> {
    let name = sent.text("name").trim();
    let Some((list_name, list)) = sent.file() else {
        return Err(Refusal::said("没有选学校名单"));
    };
    // A form that is sent again does nothing again.
    if desk.folder().is_ok() {
        return Ok(());
    }
    let root = desk.place_for(name)?;
    let asked = voced_workflow::Begin {
        folder: &root,
        name,
        region: None,
        list_name,
        list,
    };
    begin(asked, &unheard)?;
    desk.work_in(root);
    Ok(())
}
