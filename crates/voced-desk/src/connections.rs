//! Connections: so many at once, and none that says nothing keeps others waiting. Any program of this computer may open
//! as many as it likes, and each of them is a file of this process.

use std::convert::Infallible;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

/// So many are open at once: a browser opens six, and systems allow a process a thousand files and less.
const MOST_OPEN: usize = 256;
/// Whoever has not said by then what it wants is not waited for any more. It also is how long a page may take while
/// somebody keeps all connections busy with nothing.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where the system has no more connections to give, it is asked again after this.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers whoever comes, for ever.
pub(crate) async fn serve(listener: TcpListener, app: Router) -> Infallible {
    let free = Arc::new(Semaphore::new(MOST_OPEN));
    let mut open = GracefulShutdown::new();
    loop {
        if free.available_permits() == 0 {
            // Whichever waits for a next question closes at once, the others after their answer.
            tokio::spawn(mem::take(&mut open).shutdown());
        }
        let permit = Arc::clone(&free).acquire_owned().await;
        let permit = permit.expect("the semaphore is never closed");
        match listener.accept().await {
            Ok((stream, _)) => answer(stream, app.clone(), &open, permit),
            Err(_) => sleep(PAUSE).await,
        }
    }
}

fn answer(stream: TcpStream, app: Router, open: &GracefulShutdown, permit: OwnedSemaphorePermit) {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE);
    let service = TowerToHyperService::new(app);
    let answered = open.watch(builder.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // Whoever breaks off hears nothing more anyway.
        let _ = answered.await;
        drop(permit);
    });
}
