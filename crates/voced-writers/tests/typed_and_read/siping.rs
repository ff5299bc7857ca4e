//! Siping's 2020, against which workbooks are read.

use std::sync::Arc;

use voced_domain::{Bureau, Edition};
use voced_pipeline::{Inputs, Reading, read};

/// A bureau with the definitions of 2020.
pub(crate) struct Siping {
    pub(crate) bureau: Arc<Bureau>,
    pub(crate) edition: Arc<Edition>,
    inputs: Inputs,
}

impl Siping {
    pub(crate) fn open() -> Self {
        let inputs = voced_examples::siping();
        Self {
            bureau: Arc::clone(&inputs.bureau),
            edition: Arc::clone(&inputs.this.edition),
            inputs,
        }
    }

    pub(crate) fn read(&self, file: &str, bytes: &[u8]) -> Reading {
        let expected = self.inputs.this.expected(&self.bureau);
        read(file, file, bytes.to_vec(), &expected).content
    }
}
