//! How students come and go between two years: what the rules over workbooks and the audit of texts
//! both go by.

/// The students on the rolls, by the code of their item.
pub const STUDENTS: &str = "students.enrolled";

/// What adds to last year's students; the first of them is never nobody.
pub const STUDENTS_IN: [&str; 2] = ["students.admitted", "students.transferred_in"];

/// What takes from last year's students; the first of them is never nobody.
pub const STUDENTS_OUT: [&str; 3] = [
    "students.graduates",
    "students.transferred_out",
    "students.dropouts",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;
    use crate::code::ItemCode;
    use crate::year::ReferenceYear;

    #[test]
    fn the_catalogue_has_all_of_them() {
        let catalogue = Catalogue::national().unwrap();
        let edition = catalogue.edition(ReferenceYear::new(2020).unwrap());
        let all = [&[STUDENTS][..], &STUDENTS_IN, &STUDENTS_OUT].concat();
        for code in all {
            assert!(
                edition.item(&ItemCode::new(code).unwrap()).is_some(),
                "{code}"
            );
        }
    }
}
