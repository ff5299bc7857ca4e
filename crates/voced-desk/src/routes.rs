//! The one list of what may be asked for, by whom; and what every answer bears.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
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
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What may be asked for.
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    answer: fn() -> MethodRouter<Arc<Desk>>,
}

/// Everything that may be asked for; a path stands here once, with who may ask for it.
pub(crate) const ROUTES: &[Route] = &[
    Route {
        path: "/enter",
        access: Access::Entry,
        answer: || get(pages::enter),
    },
    Route {
        path: "/code",
        access: Access::Program,
        answer: || post(running::welcome),
    },
    Route {
        path: "/",
        access: Access::Page,
        answer: || get(pages::first),
    },
    Route {
        path: "/desk.css",
        access: Access::Page,
        answer: || get(answer::style),
    },
    Route {
        path: "/desk.js",
        access: Access::Page,
        answer: || get(answer::script),
    },
    Route {
        path: "/desk.svg",
        access: Access::Page,
        answer: || get(answer::icon),
    },
    Route {
        path: "/{year}",
        access: Access::Page,
        answer: || get(pages::home),
    },
    Route {
        path: "/{year}/school/{code}",
        access: Access::Page,
        answer: || get(pages::school),
    },
    Route {
        path: "/{year}/findings",
        access: Access::Page,
        answer: || get(pages::findings),
    },
    Route {
        path: "/{year}/received/{number}",
        access: Access::Page,
        answer: || get(pages::received),
    },
    Route {
        path: "/{year}/results",
        access: Access::Page,
        answer: || get(pages::results),
    },
    Route {
        path: "/{year}/packed/{kind}",
        access: Access::Page,
        answer: || get(downloads::packed),
    },
    Route {
        path: "/{year}/report",
        access: Access::Page,
        answer: || get(pages::report),
    },
    Route {
        path: "/{year}/output",
        access: Access::Page,
        answer: || get(downloads::output),
    },
    Route {
        path: "/{year}/settings",
        access: Access::Page,
        answer: || get(pages::settings),
    },
    Route {
        path: "/{year}/settings/form/{number}",
        access: Access::Page,
        answer: || get(pages::form),
    },
    Route {
        path: "/begin",
        access: Access::Change,
        answer: || post(acts::begun),
    },
    Route {
        path: "/{year}/files",
        access: Access::Change,
        answer: || post(upload::files),
    },
    Route {
        path: "/{year}/issue",
        access: Access::Change,
        answer: || post(acts::issued),
    },
    Route {
        path: "/{year}/check",
        access: Access::Change,
        answer: || post(acts::checked),
    },
    Route {
        path: "/{year}/pack/{kind}",
        access: Access::Change,
        answer: || post(acts::packed),
    },
    Route {
        path: "/{year}/waive",
        access: Access::Change,
        answer: || post(acts::waived),
    },
    Route {
        path: "/{year}/confirm",
        access: Access::Change,
        answer: || post(acts::confirmed),
    },
    Route {
        path: "/{year}/looked",
        access: Access::Change,
        answer: || post(acts::looked),
    },
    Route {
        path: "/{year}/undo",
        access: Access::Change,
        answer: || post(acts::undone),
    },
    Route {
        path: "/{year}/report",
        access: Access::Change,
        answer: || post(acts::reported),
    },
    Route {
        path: "/{year}/report/stop",
        access: Access::Change,
        answer: || post(acts::stopped),
    },
    Route {
        path: "/{year}/settings/deadline",
        access: Access::Change,
        answer: || post(settings::deadline),
    },
    Route {
        path: "/{year}/settings/school",
        access: Access::Change,
        answer: || post(settings::school),
    },
    Route {
        path: "/{year}/settings/new-school",
        access: Access::Change,
        answer: || post(settings::new_school),
    },
    Route {
        path: "/{year}/settings/close",
        access: Access::Change,
        answer: || post(settings::close),
    },
    Route {
        path: "/{year}/settings/withdraw",
        access: Access::Change,
        answer: || post(settings::withdrawn),
    },
    Route {
        path: "/{year}/settings/bound",
        access: Access::Change,
        answer: || post(settings::bound),
    },
    Route {
        path: "/{year}/settings/form",
        access: Access::Change,
        answer: || post(settings::form),
    },
    Route {
        path: "/{year}/settings/form/{number}",
        access: Access::Change,
        answer: || post(settings::form_added),
    },
];

/// All of them. The host is judged before anything is looked for, whatever the path.
pub(crate) fn app(desk: Arc<Desk>) -> Router {
    let guard = Arc::clone(desk.guard());
    let mut router = Router::new();
    for route in ROUTES {
        let judged = middleware::from_fn_with_state((Arc::clone(&guard), route.access), judge);
        router = router.route(route.path, (route.answer)().layer(judged));
    }
    let router = router
        .fallback(answer::nothing_there)
        .layer(DefaultBodyLimit::disable())
        .with_state(desk);
    let for_this_host = middleware::from_fn_with_state(guard, for_this_host);
    Router::new().fallback_service(router).layer(for_this_host)
}

async fn for_this_host(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = if guard.is_for_this_host(request.headers()) {
        next.run(request).await
    } else {
        refused(Refused::Host)
    };
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
