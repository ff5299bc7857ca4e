//! Calls into libraries that panic on damaged files.
//!
//! Such a panic is damage told in another way: who calls gets it as a value, and a program that
//! tells its user of panics can leave these out.

use std::cell::Cell;
use std::panic::{UnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a call returns; `None` where it panicked.
pub fn guarded<T>(call: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    let outside = GUARDED.replace(true);
    let returned = catch_unwind(call);
    GUARDED.set(outside);
    returned.ok()
}

/// Whether a panic on this thread would be caught and told as damage.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_value_and_ends_the_guard() {
        assert_eq!(guarded(is_guarded), Some(true));
        assert_eq!(guarded(|| -> u8 { panic!("within") }), None);
        assert!(!is_guarded());
        assert_eq!(
            guarded(|| guarded(|| ()).map(|()| is_guarded())),
            Some(Some(true))
        );
    }
}
