//! Formulas that several cells of a sheet share.

use std::collections::HashMap;

use calamine::expand_shared_formula;

/// The formulas of a sheet that other cells refer to, by their numbers.
#[derive(Default)]
pub(super) struct SharedFormulas {
    /// Each with the cell it was written for.
    by_number: HashMap<u64, (String, (u32, u32))>,
}

impl SharedFormulas {
    /// The formula of a cell as it would stand there by itself. One that is shared has a number, and
    /// its text at the first of its cells.
    pub(super) fn text(
        &mut self,
        number: Option<u64>,
        text: String,
        position: (u32, u32),
    ) -> Option<String> {
        match number {
            None => (!text.is_empty()).then_some(text),
            Some(number) if text.is_empty() => {
                let (formula, start) = self.by_number.get(&number)?;
                expand_shared_formula(formula, *start, position).ok()
            }
            Some(number) => {
                self.by_number.insert(number, (text.clone(), position));
                Some(text)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_formula_moves_with_its_cell_whatever_its_number_is() {
        let mut shared = SharedFormulas::default();
        let number = Some(u64::MAX);
        let written = shared.text(number, "SUM(A1:A2)".into(), (2, 0));
        assert_eq!(written.as_deref(), Some("SUM(A1:A2)"));
        let derived = shared.text(number, String::new(), (2, 1));
        assert_eq!(derived.as_deref(), Some("SUM(B1:B2)"));
        assert_eq!(shared.text(Some(0), String::new(), (2, 1)), None);
        assert_eq!(shared.text(None, String::new(), (2, 1)), None);
    }
}
