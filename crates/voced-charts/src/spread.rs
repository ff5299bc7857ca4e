//! Labels in a row that do not overlap; it knows nothing of what they say.

/// What wants a place in a row.
pub(crate) struct WantedLabel {
    /// Where its middle would be best.
    pub(crate) at: f64,
    /// How much room it takes.
    pub(crate) size: f64,
}

/// Middles for each, in the order given, as near to where they want to be as can be, between `low` and `high`
/// where there is room for all.
pub(crate) fn spread(wanted: &[WantedLabel], low: f64, high: f64) -> Vec<f64> {
    let offsets = offsets(wanted);
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else {
        return Vec::new();
    };
    let lowest = low + first.size / 2.0;
    let end = offsets.last().copied().unwrap_or(0.0);
    let highest = (high - last.size / 2.0 - end).max(lowest);
    let free = wanted.iter().zip(&offsets).map(|(wish, by)| wish.at - by);
    let level = rising(free);
    let placed = level.iter().zip(&offsets);
    placed
        .map(|(at, by)| at.clamp(lowest, highest) + by)
        .collect()
}

/// How far each middle is from the first one where all stand side by side.
fn offsets(wanted: &[WantedLabel]) -> Vec<f64> {
    let mut at = 0.0;
    let steps = wanted.windows(2).map(|pair| {
        at += (pair[0].size + pair[1].size) / 2.0;
        at
    });
    std::iter::once(0.0).chain(steps).collect()
}

/// The nearest numbers (least squares) that never fall: neighbours in the wrong order share their
/// mean.
fn rising(wished: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for value in wished {
        let mut group = (value, 1);
        while let Some(before) = groups.pop_if(|before| mean(*before) > mean(group)) {
            group = (group.0 + before.0, group.1 + before.1);
        }
        groups.push(group);
    }
    let flat = groups
        .into_iter()
        .flat_map(|group| std::iter::repeat_n(mean(group), group.1));
    flat.collect()
}

fn mean((sum, n): (f64, usize)) -> f64 {
    sum / n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(at: &[f64]) -> Vec<f64> {
        let wish = |at: &f64| WantedLabel {
            at: *at,
            size: 10.0,
        };
        let wanted: Vec<WantedLabel> = at.iter().map(wish).collect();
        spread(&wanted, 0.0, 100.0)
    }

    #[test]
    fn labels_with_room_stay_and_crowded_ones_move_apart() {
        assert_eq!(places(&[10.0, 50.0]), [10.0, 50.0]);
        assert_eq!(places(&[50.0, 50.0]), [45.0, 55.0]);
        assert_eq!(places(&[98.0, 99.0, 100.0]), [75.0, 85.0, 95.0]);
        assert_eq!(places(&[0.0, 0.0]), [5.0, 15.0]);
        assert!(places(&[]).is_empty());
    }
}
