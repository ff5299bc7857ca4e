//! The one list of what may be asked for, by whom; and what every answer bears.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};

use crate::desk::Desk;
use crate::guard::{Access, Guard, Refused};
use crate::{acts, answer, downloads, pages, running, settings, upload};

/// Nothing from elsewhere, nothing written into a page that runs.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; \
     connect-src 'self'; frame-ancestors 'self'; base-uri 'none'",
);
/// Nobody types more than this into a form.
const MOST_TEXT: usize = 64 << 10;
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What may be asked for.
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// Whether files come in by it; else texts that people type.
    takes_files: bool,
    answer: Answer,
}

type Answer = fn() -> MethodRouter<Arc<Desk>>;

impl Route {
    const fn new(path: &'static str, access: Access, answer: Answer) -> Self {
        Self {
            path,
            access,
            takes_files: false,
            answer,
        }
    }

    const fn entry(path: &'static str, answer: Answer) -> Self {
        Self::new(path, Access::Entry, answer)
    }

    const fn program(path: &'static str, answer: Answer) -> Self {
        Self::new(path, Access::Program, answer)
    }

    const fn page(path: &'static str, answer: Answer) -> Self {
        Self::new(path, Access::Page, answer)
    }

    const fn change(path: &'static str, answer: Answer) -> Self {
        Self::new(path, Access::Change, answer)
    }

    /// A form that holds files, whose length is bounded as they are read.
    const fn upload(path: &'static str, answer: Answer) -> Self {
        Self {
            takes_files: true,
            ..Self::new(path, Access::Change, answer)
        }
    }
}

/// Everything that may be asked for; a path stands here once, with who may ask for it.
pub(crate) const ROUTES: &[Route] = &[
    Route::entry("/enter", || get(pages::enter)),
    Route::program("/code", || post(running::welcome)),
    Route::page("/", || get(pages::first)),
    Route::page("/desk.css", || get(answer::style)),
    Route::page("/desk.js", || get(answer::script)),
    Route::page("/desk.svg", || get(answer::icon)),
    Route::page("/{year}", || get(pages::home)),
    Route::page("/{year}/school/{code}", || get(pages::school)),
    Route::page("/{year}/findings", || get(pages::findings)),
    Route::page("/{year}/received/{number}", || get(pages::received)),
    Route::page("/{year}/results", || get(pages::results)),
    Route::page("/{year}/packed/{kind}", || get(downloads::packed)),
    Route::page("/{year}/report", || get(pages::report)),
    Route::page("/{year}/output", || get(downloads::output)),
    Route::page("/{year}/settings", || get(pages::settings)),
    Route::page("/{year}/settings/form/{number}", || get(pages::form)),
    Route::upload("/begin", || post(acts::begun)),
    Route::upload("/{year}/files", || post(upload::files)),
    Route::change("/{year}/issue", || post(acts::issued)),
    Route::change("/{year}/check", || post(acts::checked)),
    Route::change("/{year}/pack/{kind}", || post(acts::packed)),
    Route::change("/{year}/waive", || post(acts::waived)),
    Route::change("/{year}/confirm", || post(acts::confirmed)),
    Route::change("/{year}/looked", || post(acts::looked)),
    Route::change("/{year}/apart", || post(acts::set_apart)),
    Route::change("/{year}/undo", || post(acts::undone)),
    Route::change("/{year}/report", || post(acts::reported)),
    Route::change("/{year}/report/stop", || post(acts::stopped)),
    Route::change("/{year}/settings/deadline", || post(settings::deadline)),
    Route::change("/{year}/settings/school", || post(settings::school)),
    Route::change("/{year}/settings/new-school", || post(settings::new_school)),
    Route::change("/{year}/settings/close", || post(settings::close)),
    Route::change("/{year}/settings/withdraw", || post(settings::withdrawn)),
    Route::change("/{year}/settings/bound", || post(settings::bound)),
    Route::upload("/{year}/settings/form", || post(settings::form)),
    Route::change("/{year}/settings/form/{number}", || {
        post(settings::form_added)
    }),
];

/// All of them. The host is judged before anything is looked for, whatever the path.
pub(crate) fn app(desk: Arc<Desk>) -> Router {
    let guard = Arc::clone(desk.guard());
    let mut router = Router::new();
    for route in ROUTES {
        let judged = middleware::from_fn_with_state((Arc::clone(&guard), route.access), judge);
        let most = if route.takes_files {
            DefaultBodyLimit::disable()
        } else {
            DefaultBodyLimit::max(MOST_TEXT)
        };
        router = router.route(route.path, (route.answer)().layer(most).layer(judged));
    }
    let router = router.fallback(answer::nothing_there).with_state(desk);
    let for_this_host = middleware::from_fn_with_state(guard, for_this_host);
    Router::new().fallback_service(router).layer(for_this_host)
}

async fn for_this_host(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = if guard.is_for_this_host(request.headers()) {
        next.run(request).await
    } else {
        refused(Refused::Host)
    };
    if is_said_by_the_library(&response) {
        let page = answer::html(pages::not_understood());
        response = (response.status(), page).into_response();
    }
    let headers = response.headers_mut();
    // What a run wrote has a stricter one.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What cannot be read of a request is told by the library, in English.
fn is_said_by_the_library(response: &Response) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE);
    let is_text = content_type.is_some_and(|said| said.as_bytes().starts_with(b"text/plain"));
    is_text && response.status().is_client_error()
}

async fn judge(
    State((guard, access)): State<(Arc<Guard>, Access)>,
    request: Request,
    next: Next,
) -> Response {
    match guard.judge(access, request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(why) => refused(why),
    }
}

/// Tells nobody whose page it is more than that there is nothing to be had.
fn refused(why: Refused) -> Response {
    match why {
        Refused::Host | Refused::Foreign => StatusCode::FORBIDDEN.into_response(),
        Refused::Stranger => {
            (StatusCode::FORBIDDEN, answer::html(pages::stranger())).into_response()
        }
    }
}

#[cfg(test)]
mod tests;
