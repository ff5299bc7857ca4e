//! How far a run is, told to whoever wants to know, who may answer that it is to stop.

use std::error::Error;
use std::fmt;
use std::ops::ControlFlow;

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many of so many workbooks are read.
    Reading {
        /// Workbooks that are read.
        done: usize,
        /// Workbooks in all.
        of: usize,
    },
    /// Indicators are computed.
    Computing,
    /// Rules are put to the answers.
    Checking,
    /// Outputs are written.
    Writing,
}

/// Told of every step, from any thread; `Break` stops the run before the next step, and then
/// nothing of it is written.
pub type Progress<'a> = dyn Fn(Step) -> ControlFlow<()> + Sync + 'a;

/// The progress of a run that nobody watches.
///
/// ```
/// use voced_pipeline::{Step, go_on};
///
/// assert!(go_on(Step::Computing).is_continue());
/// ```
pub fn go_on(_: Step) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The run was told to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Stopped {
    /// Tells of a step.
    ///
    /// # Errors
    /// Where the answer is to stop.
    pub fn unless(progress: &Progress<'_>, step: Step) -> Result<(), Self> {
        match progress(step) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Self),
        }
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("按要求停止了")
    }
}

impl Error for Stopped {}
