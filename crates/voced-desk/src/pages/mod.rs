//! The pages, drawn from what is known; markup is escaped by construction.

mod by_effect;
mod findings;
mod home;
mod layout;
mod received;
mod report;
mod results;
mod school;
mod settings;
mod sheet;
mod start;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use tokio::time::timeout;
use voced_domain::{EntityCode, ReferenceYear};
use voced_folder::FolderError;

use crate::answer::{self, thinking};
use crate::desk::{Desk, Year};

use layout::Page;

/// Nobody looks at an empty page for longer than this.
const PATIENCE: Duration = Duration::from_millis(250);

/// A year as it stands in an address.
pub(crate) fn year(said: &str) -> Option<ReferenceYear> {
    ReferenceYear::new(said.parse().ok()?).ok()
}

#[derive(Deserialize)]
pub(crate) struct Code {
    #[serde(default)]
    code: String,
}

/// Lets a browser in that brings a code, and sends it on by a page of this desk: a redirect would still count as
/// coming from where it was, and leave the cookie behind.
pub(crate) async fn enter(State(desk): State<Arc<Desk>>, Query(said): Query<Code>) -> Response {
    if !desk.guard().take(&said.code) {
        return (StatusCode::FORBIDDEN, answer::html(stranger())).into_response();
    }
    let cookie = [(SET_COOKIE, desk.guard().cookie())];
    (cookie, answer::html(leading_to("/", Some("/desk.svg")))).into_response()
}

/// Goes to the year that is worked on: the last of which there is a folder, or the one that ends now. Where there is no
/// bureau yet, one is begun.
pub(crate) async fn first(State(desk): State<Arc<Desk>>, Query(shown): Query<Shown>) -> Response {
    let is_begun = move || match desk.folder() {
        Err(FolderError::NotABureau(_)) => answer::html(start::page(&desk.root())),
        Err(error) => answer::html(layout::plain("打不开", &obstacle(&error))),
        Ok(_) => {
            let told = shown
                .told
                .map_or(String::new(), |told| format!("?told={told}"));
            Redirect::to(&format!("/{}{told}", desk.newest_year())).into_response()
        }
    };
    thinking(is_begun).await
}

pub(crate) async fn home(year: OfYear) -> Response {
    year.draw(|desk, known, _| Some(home::page(desk, known)))
        .await
}

pub(crate) async fn findings(year: OfYear) -> Response {
    year.draw(|_, known, _| Some(by_effect::page(known))).await
}

pub(crate) async fn results(year: OfYear) -> Response {
    year.draw(|desk, known, _| Some(results::page(desk, known)))
        .await
}

pub(crate) async fn report(year: OfYear) -> Response {
    year.draw(|desk, known, _| Some(report::page(desk, known)))
        .await
}

pub(crate) async fn settings(year: OfYear) -> Response {
    year.draw(|_, known, _| Some(settings::page(known))).await
}

pub(crate) async fn form(Path((_, number)): Path<(String, u64)>, year: OfYear) -> Response {
    year.draw(move |desk, known, _| {
        let form = desk.forms().get(number);
        Some(settings::imported(known, number, form.as_deref()))
    })
    .await
}

pub(crate) async fn received(Path((_, number)): Path<(String, u64)>, year: OfYear) -> Response {
    year.draw(move |desk, known, _| {
        let receipt = desk.receipts().get(number);
        Some(received::page(receipt.as_deref(), known))
    })
    .await
}

pub(crate) async fn school(Path((_, code)): Path<(String, String)>, year: OfYear) -> Response {
    year.draw(move |_, known, shown| {
        let code = EntityCode::new(&code).ok()?;
        school::page(known, &code, shown.sheet)
    })
    .await
}

/// What is shown of a page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Shown {
    /// The number of a sheet.
    sheet: Option<usize>,
    /// What the act before came to.
    told: Option<u64>,
}

/// A page of a year that is asked for.
pub(crate) struct OfYear {
    desk: Arc<Desk>,
    year: Option<ReferenceYear>,
    shown: Shown,
}

impl FromRequestParts<Arc<Desk>> for OfYear {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        desk: &Arc<Desk>,
    ) -> Result<Self, Self::Rejection> {
        let path = parts.uri.path().trim_start_matches('/');
        let said = path.split('/').next().unwrap_or_default();
        let shown = Query::try_from_uri(&parts.uri);
        Ok(Self {
            desk: Arc::clone(desk),
            year: year(said),
            shown: shown.map_or_else(|_| Shown::default(), |Query(shown)| shown),
        })
    }
}

impl OfYear {
    /// Draws the page, or says why there is none.
    async fn draw(
        self,
        draw: impl FnOnce(&Desk, &Year, &Shown) -> Option<Page> + Send + 'static,
    ) -> Response {
        let Self { desk, year, shown } = self;
        let Some(year) = year else {
            return answer::nothing_there().await;
        };
        let reading = Arc::clone(&desk);
        let drawn = thinking(move || {
            let known = desk.year(year)?;
            let told = shown.told.and_then(|told| desk.told().get(told));
            let told = told.as_deref().map_or(&[][..], Vec::as_slice);
            let page = draw(&desk, &known, &shown);
            Ok::<_, FolderError>(page.map(|page| layout::page(&known, &page, told)))
        });
        // What is begun goes on, and is there when the page asks again.
        let Ok(drawn) = timeout(PATIENCE, drawn).await else {
            return answer::html(layout::reading(&reading.reading()));
        };
        match drawn {
            Ok(Some(page)) => answer::html(page),
            Ok(None) => answer::nothing_there().await,
            Err(error) => {
                let page = layout::plain("打不开", &obstacle(&error));
                (StatusCode::INTERNAL_SERVER_ERROR, answer::html(page)).into_response()
            }
        }
    }
}

fn obstacle(error: &FolderError) -> Markup {
    html! {
        p { (error.to_string()) }
        p { (error.remedy()) }
        p { a href="/" { "改好以后重新打开" } }
    }
}

/// Why an act is not done.
pub(crate) fn not_done(message: &str, remedy: &str, back: &str) -> Markup {
    let why = html! {
        p.error role="alert" { (message) }
        @if !remedy.is_empty() { p { (remedy) } }
        p { a.button href=(back) data-back { "回去" } }
    };
    layout::plain("没有做", &why)
}

/// The page in the user's own folder that leads to the desk.
pub(crate) fn entry(address: &str) -> Markup {
    leading_to(address, None)
}

fn leading_to(address: &str, icon: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content=(format!("0;url={address}"));
                @if let Some(icon) = icon { link rel="icon" href=(icon); }
                title { "正在打开" }
            }
            body { p { a href=(address) { "打开" } } }
        }
    }
}

/// What a browser is told that has no cookie of this start.
pub(crate) fn stranger() -> Markup {
    let why = html! {
        p { "这个页面是以前打开的，或者网址是别处来的。" }
        p { "请关掉它，再启动一次程序：浏览器会重新打开。" }
    };
    layout::plain("请重新启动程序", &why)
}

/// What is told where a request cannot be read.
pub(crate) fn not_understood() -> Markup {
    let why = html! {
        p { "这个表单读不懂：可能太长了，或者页面是旧的。没有做任何改动。" }
        p { a.button href="/" data-back { "回去" } }
    };
    layout::plain("没有做", &why)
}

pub(crate) fn nothing_there() -> Markup {
    let why = html! { p { a href="/" { "回到首页" } } };
    layout::plain("没有这个页面", &why)
}
