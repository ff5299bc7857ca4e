//! What is common to answers.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::pages;

pub(crate) fn html(page: Markup) -> Response {
    let content_type = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    (content_type, page.into_string()).into_response()
}

pub(crate) async fn style() -> Response {
    let content_type = [(CONTENT_TYPE, "text/css; charset=utf-8")];
    (content_type, include_str!("assets/desk.css")).into_response()
}

pub(crate) async fn script() -> Response {
    let content_type = [(CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (content_type, include_str!("assets/desk.js")).into_response()
}

pub(crate) async fn icon() -> Response {
    let content_type = [(CONTENT_TYPE, "image/svg+xml")];
    (content_type, include_str!("assets/desk.svg")).into_response()
}

pub(crate) async fn nothing_there() -> Response {
    (StatusCode::NOT_FOUND, html(pages::nothing_there())).into_response()
}

/// Does what takes time away from the thread that bytes come and go on; what can be shared out is shared by those who do
/// it.
pub(crate) async fn thinking<T: Send + 'static>(think: impl FnOnce() -> T + Send + 'static) -> T {
    let thought = tokio::task::spawn_blocking(think).await;
    thought.expect("a thought ends with an answer")
}
