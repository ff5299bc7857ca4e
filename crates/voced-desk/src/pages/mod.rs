//! The pages, drawn from what is known; markup is escaped by construction.

mod findings;
mod home;
mod layout;
mod received;
mod report;
mod results;
mod school;
mod sheet;
mod start;

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use voced_domain::{EntityCode, ReferenceYear};
use voced_folder::FolderError;

use crate::answer::{self, thinking};
use crate::desk::{Desk, Year};

pub(crate) use received::page as received;

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
pub(crate) async fn first(State(desk): State<Arc<Desk>>) -> Response {
    let is_begun = move || match desk.folder() {
        Err(FolderError::NotABureau(_)) => answer::html(start::page(&desk.root())),
        Err(error) => answer::html(layout::plain("打不开", &obstacle(&error))),
        Ok(_) => Redirect::to(&format!("/{}", desk.newest_year())).into_response(),
    };
    thinking(is_begun).await
}

pub(crate) async fn home(State(desk): State<Arc<Desk>>, Path(said): Path<String>) -> Response {
    of_year(desk, &said, |desk, known| Some(home::page(desk, known))).await
}

pub(crate) async fn results(State(desk): State<Arc<Desk>>, Path(said): Path<String>) -> Response {
    of_year(desk, &said, |desk, known| Some(results::page(desk, known))).await
}

pub(crate) async fn report(State(desk): State<Arc<Desk>>, Path(said): Path<String>) -> Response {
    of_year(desk, &said, |desk, known| Some(report::page(desk, known))).await
}

#[derive(Deserialize)]
pub(crate) struct ShownSheet {
    sheet: Option<usize>,
}

pub(crate) async fn school(
    State(desk): State<Arc<Desk>>,
    Path((said, code)): Path<(String, String)>,
    Query(shown): Query<ShownSheet>,
) -> Response {
    of_year(desk, &said, move |_, known| {
        let code = EntityCode::new(&code).ok()?;
        school::page(known, &code, shown.sheet)
    })
    .await
}

/// Draws a page of a year, or says why there is none.
async fn of_year(
    desk: Arc<Desk>,
    said: &str,
    draw: impl FnOnce(&Desk, &Year) -> Option<Markup> + Send + 'static,
) -> Response {
    let Some(year) = year(said) else {
        return answer::nothing_there().await;
    };
    let drawn = thinking(move || {
        let known = desk.year(year)?;
        Ok::<_, FolderError>(draw(&desk, &known))
    });
    match drawn.await {
        Ok(Some(page)) => answer::html(page),
        Ok(None) => answer::nothing_there().await,
        Err(error) => {
            let page = layout::plain("打不开", &obstacle(&error));
            (StatusCode::INTERNAL_SERVER_ERROR, answer::html(page)).into_response()
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
        p { a.button href=(back) { "回去" } }
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

pub(crate) fn nothing_there() -> Markup {
    let why = html! { p { a href="/" { "回到首页" } } };
    layout::plain("没有这个页面", &why)
}
