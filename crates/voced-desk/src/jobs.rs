//! Long work in the background: one at a time, told how far it is, and stopped when that is asked for.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use voced_domain::ReferenceYear;
use voced_pipeline::Step;

/// The last work that was begun.
#[derive(Debug, Default)]
pub(crate) struct Jobs(Mutex<Option<Arc<Job>>>);

/// Work that is done in the background, or was.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) year: ReferenceYear,
    is_stopped: AtomicBool,
    state: Mutex<State>,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// At this step.
    At(String),
    /// It came to its end; lines of what it came to.
    Done(Vec<String>),
    /// It is not done; why, and what to do.
    Failed(String),
}

impl Job {
    pub(crate) fn state(&self) -> State {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.clone()
    }

    pub(crate) fn is_running(&self) -> bool {
        matches!(self.state(), State::At(_))
    }

    /// Asks it to stop before its next step.
    pub(crate) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Told of every step; says whether to go on.
    pub(crate) fn at(&self, step: Step) -> ControlFlow<()> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        self.set(State::At(step_in_words(step)));
        ControlFlow::Continue(())
    }
}

/// What a run is at.
pub(crate) fn step_in_words(step: Step) -> String {
    match step {
        Step::Reading { done, of } => format!("读取工作簿 {done}/{of}"),
        Step::Computing => "计算指标".into(),
        Step::Checking => "核对规则".into(),
        Step::Writing => "写文件".into(),
    }
}

impl Jobs {
    /// The last work that was begun for a year.
    pub(crate) fn of(&self, year: ReferenceYear) -> Option<Arc<Job>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone().filter(|job| job.year == year)
    }

    /// Begins work; nothing happens while other work is under way.
    pub(crate) fn begin(
        &self,
        year: ReferenceYear,
        work: impl FnOnce(&Job) -> Result<Vec<String>, String> + Send + 'static,
    ) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_some_and(|job| job.is_running()) {
            return;
        }
        let job = Arc::new(Job {
            year,
            is_stopped: AtomicBool::new(false),
            state: Mutex::new(State::At("开始".into())),
        });
        *last = Some(Arc::clone(&job));
        // Of its own: pages are drawn meanwhile.
        thread::spawn(move || {
            let ended = EndsAnyway(&job);
            ended.0.set(match work(&job) {
                Ok(lines) => State::Done(lines),
                Err(why) => State::Failed(why),
            });
        });
    }
}

/// Work that panics is at its end as well.
struct EndsAnyway<'a>(&'a Job);

impl Drop for EndsAnyway<'_> {
    fn drop(&mut self) {
        if self.0.is_running() {
            self.0
                .set(State::Failed("程序出错，没有做完；请再试一次".into()));
        }
    }
}
