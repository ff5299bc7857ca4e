//! What was told last, by number: an act is answered by the address of a page, and what it came to is told there, however
//! often the page is shown again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// So many are kept; whoever comes later is shown the page alone.
const MOST: usize = 64;

/// The last of a kind.
#[derive(Debug)]
pub(crate) struct Recent<T>(Mutex<Kept<T>>);

#[derive(Debug)]
struct Kept<T> {
    /// The number of the last.
    last: u64,
    all: VecDeque<(u64, Arc<T>)>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        let all = VecDeque::new();
        Self(Mutex::new(Kept { last: 0, all }))
    }
}

impl<T> Recent<T> {
    /// Keeps one and returns its number.
    pub(crate) fn keep(&self, one: T) -> u64 {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.last += 1;
        let number = kept.last;
        if kept.all.len() == MOST {
            kept.all.pop_front();
        }
        kept.all.push_back((number, Arc::new(one)));
        number
    }

    pub(crate) fn get(&self, number: u64) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = kept.all.iter();
        let found = all.find(|(own, _)| *own == number);
        found.map(|(_, one)| Arc::clone(one))
    }

    /// Gives one back once.
    pub(crate) fn take(&self, number: u64) -> Option<Arc<T>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.all.iter().position(|(own, _)| *own == number)?;
        kept.all.remove(at).map(|(_, one)| one)
    }
}
