//! An axis that contains zero: round steps, and where on it a value lies.

use crate::mark::Mark;

/// An axis.
pub(crate) struct Scale {
    /// Its marks from the lowest.
    pub(crate) ticks: Vec<Tick>,
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

/// A mark of the axis.
pub(crate) struct Tick {
    /// Where it is.
    pub(crate) value: f64,
    /// What stands beside it.
    pub(crate) text: String,
}

impl Scale {
    /// An axis for these marks, drawn from the place `from` to the place `to`.
    pub(crate) fn new<'a>(marks: impl Iterator<Item = Mark<'a>>, from: f64, to: f64) -> Self {
        let (mut low, mut high, mut is_whole) = (0.0_f64, 0.0_f64, true);
        for mark in marks {
            let length = mark.length_or_zero();
            (low, high) = (low.min(length), high.max(length));
            is_whole &= !mark.label.contains('.');
        }
        let finest = if is_whole { 0 } else { i32::MIN };
        let Axis { ticks, low, high } = axis(low, high, finest);
        Scale {
            ticks,
            low,
            high,
            from,
            to,
        }
    }

    /// An axis for lines, which need not contain zero: from just below the lowest of these marks to just
    /// above the highest. It does contain zero where that would leave less than half of it empty.
    pub(crate) fn fitted<'a>(
        marks: impl Iterator<Item = Mark<'a>> + Clone,
        from: f64,
        to: f64,
    ) -> Self {
        let lengths = marks.clone().filter_map(|mark| mark.length);
        let (low, high) = lengths
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), length| {
                (low.min(length), high.max(length))
            });
        let is_near_zero = low <= 0.0 || low < high / 2.0;
        if !low.is_finite() || is_near_zero || high <= low {
            return Self::new(marks, from, to);
        }
        let mut marks = marks;
        let is_whole = marks.all(|mark| !mark.label.contains('.'));
        let step = step((high - low) / 4.0, if is_whole { 0 } else { i32::MIN });
        let size = step.size();
        let (first, last) = (
            (low / size - 1e-9).floor() as i64,
            (high / size + 1e-9).ceil() as i64,
        );
        let tick = |n: i64| Tick {
            value: n as f64 * size,
            text: decimal(n * step.digit, step.power),
        };
        Scale {
            ticks: (first..=last).map(tick).collect(),
            low: first as f64 * size,
            high: last as f64 * size,
            from,
            to,
        }
    }

    /// The axis with only as many of its marks, evenly spaced, as have room side by side.
    pub(crate) fn with_room_for(mut self, width: impl Fn(&str) -> f64) -> Self {
        let widths = self.ticks.iter().map(|tick| width(&tick.text));
        let widest = widths.fold(0.0, f64::max);
        let places: Vec<f64> = self.ticks.iter().map(|tick| self.at(tick.value)).collect();
        let apart = places.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let apart = apart.fold(f64::INFINITY, f64::min);
        let every = (widest / apart).ceil().max(1.0) as usize;
        let zero = self.ticks.iter().position(|tick| tick.text == "0");
        let first = zero.unwrap_or(0) % every;
        self.ticks = self.ticks.into_iter().skip(first).step_by(every).collect();
        self
    }

    /// Where a value lies.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }
}

/// Marks, and what the axis covers.
struct Axis {
    ticks: Vec<Tick>,
    low: f64,
    high: f64,
}

/// About six round marks, at least one unit of the power `finest` apart. On its longer side the
/// axis ends at a mark; on the other it ends with the values, lest half of it stay empty.
fn axis(low: f64, high: f64, finest: i32) -> Axis {
    let step = step((high - low) / 6.0, finest);
    let size = step.size();
    // A quotient just above a whole number is the whole number, spoilt by binary arithmetic.
    let below = (low / size + 1e-9).floor() as i64;
    let above = (high / size - 1e-9).ceil() as i64;
    let (first, last) = if high >= -low {
        ((below + 1).min(0), above.max(1))
    } else {
        (below, (above - 1).max(0))
    };
    let tick = |n: i64| Tick {
        value: n as f64 * size,
        text: decimal(n * step.digit, step.power),
    };
    Axis {
        ticks: (first..=last).map(tick).collect(),
        low: low.min(first as f64 * size),
        high: high.max(last as f64 * size),
    }
}

/// A round number: 1, 2 or 5 times a power of ten.
struct Step {
    digit: i64,
    power: i32,
}

impl Step {
    fn size(&self) -> f64 {
        self.digit as f64 * 10_f64.powi(self.power)
    }
}

/// The smallest round number that is not below `least`.
fn step(least: f64, finest: i32) -> Step {
    if least <= 0.0 {
        return Step { digit: 1, power: 0 };
    }
    let power = least.log10().floor() as i32;
    if power < finest {
        return Step {
            digit: 1,
            power: finest,
        };
    }
    let digits = [1, 2, 5].into_iter();
    let mut enough = digits.filter(|digit| *digit as f64 * 10_f64.powi(power) >= least);
    match enough.next() {
        Some(digit) => Step { digit, power },
        None => Step {
            digit: 1,
            power: power + 1,
        },
    }
}

/// `n` times a power of ten, written without a binary float.
fn decimal(n: i64, power: i32) -> String {
    if n == 0 {
        return "0".to_owned();
    }
    let (sign, digits) = (if n < 0 { "-" } else { "" }, n.unsigned_abs().to_string());
    let places = power.unsigned_abs() as usize;
    if power >= 0 {
        return format!("{sign}{digits}{}", "0".repeat(places));
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(low: f64, high: f64, finest: i32) -> Vec<String> {
        let Axis { ticks, .. } = axis(low, high, finest);
        ticks.into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn steps_are_round_and_the_ends_hold_all_values() {
        for (low, high, finest, expected) in [
            (0.0, 97.8, -9, "0 20 40 60 80 100"),
            (0.0, 3501.0, 0, "0 1000 2000 3000 4000"),
            (-345.0, 99999.0, 0, "0 20000 40000 60000 80000 100000"),
            (0.0, 0.72, -9, "0 0.2 0.4 0.6 0.8"),
            (0.0, 0.6, -9, "0 0.1 0.2 0.3 0.4 0.5 0.6"),
            (0.0, 1.0, 0, "0 1"),
            (0.0, 0.0, 0, "0 1"),
            (-11.5, 0.0, -9, "-12 -10 -8 -6 -4 -2 0"),
            (0.0, 0.012, -9, "0 0.002 0.004 0.006 0.008 0.010 0.012"),
        ] {
            assert_eq!(texts(low, high, finest).join(" "), expected, "{low} {high}");
        }
    }
}
