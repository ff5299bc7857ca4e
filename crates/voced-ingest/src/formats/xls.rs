//! .xls of Excel 97 to 2003.

use calamine::Xls;

use super::{Format, dense};
use crate::active_content::MACROS;
use crate::biff::WORKBOOKS;
use crate::book::Book;
use crate::file_format::Container;
use crate::preflight;
use crate::refusal::Refusal;

pub(super) const FORMAT: Format = Format {
    extensions: &["xls"],
    // As the library finds it, on top or not; of one without a directory more cannot be told.
    is_it: |container| match container {
        Container::Archive(_) => false,
        Container::Compound(compound) => {
            let mut names = WORKBOOKS.iter();
            compound.fault().is_some() || names.any(|name| compound.has_anywhere(name))
        }
    },
    bounds: |container| match container {
        Container::Archive(_) => Ok(()),
        Container::Compound(compound) => match compound.fault() {
            Some(fault) => Err(Refusal::damaged(fault)),
            None => preflight::xls(compound),
        },
    },
    active_content: &[("_VBA_PROJECT_CUR", MACROS)],
    // A shared formula has no text of its own, and other programs leave results beside formulas that
    // are not to be trusted.
    open: |container| match container {
        Container::Compound(compound) => Ok(Book {
            knows_formulas: false,
            ..dense::open::<Xls<_>>(compound.bytes())?
        }),
        Container::Archive(_) => Err(Refusal::not_a_workbook("别的文件")),
    },
};
