//! Formulas that several cells of a sheet share.
//!
//! The library would keep them in a list as long as the highest number that a sheet gives one.

use std::collections::HashMap;

use calamine::{XlsxFormulaMetadata, expand_shared_formula};

/// The formulas of a sheet that other cells refer to, by their numbers.
#[derive(Default)]
pub(crate) struct SharedFormulas {
    /// Each with the cell it was written for.
    by_number: HashMap<usize, (String, (u32, u32))>,
}

impl SharedFormulas {
    /// The formula of a cell as it would stand there by itself.
    pub(crate) fn text(
        &mut self,
        formula: XlsxFormulaMetadata,
        position: (u32, u32),
    ) -> Option<String> {
        match formula {
            XlsxFormulaMetadata::Normal { formula } => Some(formula),
            XlsxFormulaMetadata::Shared {
                shared_index,
                range,
                formula,
            } => {
                let start = range.map_or(position, |range| range.start);
                self.by_number
                    .insert(shared_index, (formula.clone(), start));
                Some(formula)
            }
            XlsxFormulaMetadata::SharedDerived { shared_index } => {
                let (formula, start) = self.by_number.get(&shared_index)?;
                expand_shared_formula(formula, *start, position).ok()
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_formula_moves_with_its_cell_whatever_its_number_is() {
        let mut shared = SharedFormulas::default();
        let written = XlsxFormulaMetadata::Shared {
            shared_index: usize::MAX,
            range: None,
            formula: "SUM(A1:A2)".into(),
        };
        let derived = |shared_index| XlsxFormulaMetadata::SharedDerived { shared_index };
        assert_eq!(shared.text(written, (2, 0)).as_deref(), Some("SUM(A1:A2)"));
        let text = shared.text(derived(usize::MAX), (2, 1));
        assert_eq!(text.as_deref(), Some("SUM(B1:B2)"));
        assert_eq!(shared.text(derived(0), (2, 1)), None);
    }
}
