//! The one place where the clock is asked: for the day on which something was done, where nobody says it. No
//! published file bears it.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

/// China has one time of day, which has no summer time (UTC+8).
const HOURS_EAST: i64 = 8;

/// The day that was named, or today in China.
#[expect(
    clippy::disallowed_methods,
    reason = "a day in the bureau's own record, of which no output is made"
)]
pub fn day(named: Option<NaiveDate>) -> NaiveDate {
    named.unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let seconds = since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0));
        let now = DateTime::from_timestamp(seconds + HOURS_EAST * 3600, 0);
        now.unwrap_or_default().date_naive()
    })
}
