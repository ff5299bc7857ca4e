//! The definitions of a year.

use std::sync::LazyLock;

use voced_domain::{Catalogue, Edition, ReferenceYear, Source};

/// A report year.
///
/// # Panics
/// Outside 2000–2099.
pub fn year(year: u16) -> ReferenceYear {
    ReferenceYear::new(year).unwrap_or_else(|error| panic!("{error}"))
}

/// The nation's definitions that are in force in a year.
///
/// # Panics
/// Outside 2000–2099.
pub fn edition(of: u16) -> Edition {
    static NATIONAL: LazyLock<Catalogue> = LazyLock::new(|| {
        Catalogue::national().unwrap_or_else(|error| panic!("the nation's catalogue: {error}"))
    });
    NATIONAL.edition(year(of))
}

/// The same with entries of a bureau's own `catalogue.toml`.
///
/// # Panics
/// Outside 2000–2099, and where the entries are refused.
pub fn edition_with(of: u16, own: &str) -> Edition {
    let source = Source {
        name: "catalogue.toml",
        text: own,
    };
    let catalogue = Catalogue::with_bureau(source).unwrap_or_else(|error| panic!("{error}"));
    catalogue.edition(year(of))
}
