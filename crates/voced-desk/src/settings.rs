//! What the forms of 设置 do; as the other acts.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use serde::Deserialize;
use voced_domain::ReferenceYear;
use voced_folder::Folder;
use voced_workflow::Refusal;
use voced_workflow::settings::{
    Bound, Closing, FormImport, NewSchool, SchoolChange, Seen, add_form, add_school, change_school,
    close_school, import_form, set_bound, set_deadline, withdraw,
};

use crate::acts::{Done, From, act};
use crate::desk::Desk;
use crate::upload;

/// Everything that a form of this page may say; each says some of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    seen: String,
    at: usize,
    deadline: String,
    contact: String,
    phone: String,
    school: String,
    name: String,
    short: String,
    affiliation: String,
    county: String,
    ownership: String,
    renamed: String,
    since: String,
    last: String,
    into: String,
    value: String,
    reason: String,
}

/// What every form of the page is asked with.
type Asked = (State<Arc<Desk>>, From, Path<String>, Form<Said>);

/// Does one of them and goes back to the part of the page that it stands on.
async fn changed(
    (State(desk), from, Path(year), Form(said)): Asked,
    part: &'static str,
    change: impl FnOnce(&Desk, &Folder, Seen<'_>, &Said) -> Result<String, Refusal> + Send + 'static,
) -> Response {
    act((desk, from, year), move |desk, year| {
        let folder = desk.folder()?;
        let seen = Seen {
            year,
            on: desk.today(),
            stamp: &said.seen,
        };
        let what = change(desk, &folder, seen, &said)?;
        let done = Done::at(format!("/{year}/settings#{part}"));
        Ok(done.saying(format!("{what}。首页“最近做的”里可以撤销。")))
    })
    .await
}

/// A year as it is typed; nothing where nothing is.
fn typed_year(said: &str) -> Result<Option<ReferenceYear>, Refusal> {
    let plain = voced_text::half_width(said);
    let plain = plain.trim().trim_end_matches('年');
    if plain.is_empty() {
        return Ok(None);
    }
    let year = plain
        .parse()
        .ok()
        .and_then(|year| ReferenceYear::new(year).ok());
    let year = year.ok_or_else(|| Refusal::said(format!("“{said}”不是年度，请写四位数字，如2023")));
    year.map(Some)
}

pub(crate) async fn deadline(asked: Asked) -> Response {
    changed(asked, "times", |_, folder, seen, said| {
        set_deadline(folder, seen, &said.deadline, &said.contact)
    })
    .await
}

pub(crate) async fn school(asked: Asked) -> Response {
    changed(asked, "roster", |_, folder, seen, said| {
        let change = SchoolChange {
            code: &said.school,
            name: &said.name,
            short: &said.short,
            renamed_in: typed_year(&said.renamed)?,
            affiliation: &said.affiliation,
            county: &said.county,
            ownership: &said.ownership,
            contact: &said.contact,
            phone: &said.phone,
        };
        change_school(folder, seen, change)
    })
    .await
}

pub(crate) async fn new_school(asked: Asked) -> Response {
    changed(asked, "roster", |_, folder, seen, said| {
        let new = NewSchool {
            name: &said.name,
            short: &said.short,
            affiliation: &said.affiliation,
            county: &said.county,
            ownership: &said.ownership,
            contact: &said.contact,
            phone: &said.phone,
            since: typed_year(&said.since)?,
        };
        add_school(folder, seen, new)
    })
    .await
}

pub(crate) async fn close(asked: Asked) -> Response {
    changed(asked, "roster", |_, folder, seen, said| {
        let closing = Closing {
            code: &said.school,
            last: typed_year(&said.last)?,
            merged_into: &said.into,
        };
        close_school(folder, seen, closing)
    })
    .await
}

pub(crate) async fn withdrawn(asked: Asked) -> Response {
    changed(asked, "waivers", |desk, folder, seen, said| {
        let known = desk.year(seen.year)?;
        let waiver = known.assessment.waivers.get(said.at);
        let waiver = waiver.ok_or_else(|| Refusal::said("没有这一条豁免，请重新打开“设置”"))?;
        withdraw(folder, seen, waiver)
    })
    .await
}

pub(crate) async fn bound(asked: Asked) -> Response {
    changed(asked, "bounds", |_, folder, seen, said| {
        // The stamp tells that these are the bounds of the page.
        let edition = folder.catalogue().edition(seen.year);
        let now = edition.thresholds().get(said.at);
        let now = now.ok_or_else(|| Refusal::said("没有这一条界限，请重新打开“设置”"))?;
        let bound = Bound {
            now,
            value: &said.value,
            reason: &said.reason,
        };
        set_bound(folder, seen, bound)
    })
    .await
}

/// Reads a form and shows what it would add.
pub(crate) async fn form(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path(year): Path<String>,
    sent: Multipart,
) -> Response {
    let sent = upload::form(sent).await;
    act((desk, from, year), move |desk, year| {
        let sent = sent.ok_or_else(|| Refusal::said("没有传完，请再传一次"))?;
        let Some((name, bytes)) = sent.file() else {
            return Err(Refusal::said("没有选表样"));
        };
        let asked = FormImport {
            year,
            name,
            bytes,
            is_of_city: !sent.text("of_city").is_empty(),
        };
        let number = desk.forms().keep(import_form(&desk.folder()?, asked)?);
        Ok(Done::at(format!("/{year}/settings/form/{number}")))
    })
    .await
}

/// Adds what was shown.
pub(crate) async fn form_added(
    State(desk): State<Arc<Desk>>,
    from: From,
    Path((year, number)): Path<(String, u64)>,
    Form(said): Form<Said>,
) -> Response {
    let asked = (State(desk), from, Path(year), Form(said));
    changed(asked, "definitions", move |desk, folder, seen, _| {
        let form = desk.forms().get(number);
        let form = form.ok_or_else(|| Refusal::said("这份表样不再留着，请重新选一次"))?;
        let what = add_form(folder, seen, &form)?;
        desk.forms().take(number);
        let then = "标“待核”的请在catalogue.toml里核对，核好以后重新生成填报工作簿";
        Ok(format!("{what}。{then}"))
    })
    .await
}
