//! Each rule by which formulas are read and computed, in a table.

use super::book::{Book, at};
use crate::recalculate::{Outcome, Recalculation};

fn book() -> Book {
    let mut book = Book::of(
        "
        A1 10
        A2 2.5
        A3 '12
        A4 '十二
        A5 TRUE
        A6 #N/A
        A7 '1,000
        A8 '
        B1 =A1*2
        B2 =A4
        B3 =A9
        B4 =A5
        B5 =A1/0
        B6 =MAX(A1:A2)
        C1 =1/3
        C2 =C1*3
        ",
    );
    book.add_sheet("Sheet2");
    book.put("Sheet2", "A1", "7");
    book.put("Sheet2", "B1", "=A1+表!A1");
    book.add_sheet("it's 1");
    book.put("it's 1", "A1", "9");
    book.add_name("全部", "表", "A1", "A2");
    book.add_name("一个", "Sheet2", "A1", "A1");
    book
}

fn check(table: &[(&str, &str)]) {
    let book = book();
    for (formula, answer) in table {
        assert_eq!(book.answer(formula), *answer, "{formula}");
    }
}

#[test]
fn numbers_are_exact_until_they_are_shown() {
    check(&[
        ("1/3", "0.333333333333333"),
        ("-2/3", "-0.666666666666667"),
        ("C2", "1"),
        ("1/3+1/3+1/3", "1"),
        ("0.1+0.2-0.3", "0"),
        ("1e15/3", "333333333333333"),
        ("1e20/3", "33333333333333300000"),
        ("123456789012345678", "123456789012346000"),
        ("999999999999999.5", "1000000000000000"),
        ("0.00001/3*3", "0.00001"),
        ("1e-20/1", "0.00000000000000000001"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(1.005*1000,0)", "1005"),
        ("ROUND(-0.5,0)", "-1"),
        ("ROUND(1234,-2.9)", "1200"),
        ("ROUND(1/3,1e9)", "0.333333333333333"),
        ("ROUND(5,-400)", "0"),
        ("ROUND(5,-1e30)", "0"),
        ("ROUND(1e300,-300)/1e299", "10"),
    ]);
}

#[test]
fn cells_count_as_excel_counts_them() {
    check(&[
        ("A9", "Blank"),
        ("B3", "Blank"),
        ("A9+1", "1"),
        ("A3", r#"Text("12")"#),
        ("+A3", r#"Text("12")"#),
        ("B2", r#"Text("十二")"#),
        ("A3+1", "13"),
        ("-A3", "-12"),
        ("--A3", "12"),
        ("A4+1", r##"Error("#VALUE!")"##),
        ("A8+1", r##"Error("#VALUE!")"##),
        ("A7+1", r#"Unsupported("1,000")"#),
        ("A5", "Truth(true)"),
        ("B4", "Truth(true)"),
        ("A5+1", "2"),
        ("A6", r##"Error("#N/A")"##),
        ("A6*0", r##"Error("#N/A")"##),
        ("B5+1", r##"Error("#DIV/0!")"##),
        ("A1/A9", r##"Error("#DIV/0!")"##),
        ("SUM(A1:A5)", "12.5"),
        ("SUM(A1:A6)", r##"Error("#N/A")"##),
        ("SUM(A3,A4,A5,A8)", "0"),
        ("SUM((A3),1)", "1"),
        ("SUM(A3*1,1)", "13"),
        ("SUM(+A3)", r#"Unsupported("+")"#),
        ("SUM(+A1,+A9)", "10"),
        ("SUM(B1:B4)", "20"),
        ("B6", r#"Unsupported("MAX")"#),
        ("SUM(B1:B9)", r##"Error("#DIV/0!")"##),
    ]);
}

#[test]
fn references_of_both_ways_of_writing_are_understood() {
    check(&[
        ("$A$1+A$1+$A1", "30"),
        ("a1", "10"),
        ("Sheet2!A1", "7"),
        ("sheet2!$A$1", "7"),
        ("Sheet2!B1", "17"),
        ("'Sheet2'!A1", "7"),
        ("'it''s 1'!A1", "9"),
        ("SUM(表!A1:A2)", "12.5"),
        ("SUM('表'!A1:'表'!A2)", "12.5"),
        ("SUM(A2:A1)", "12.5"),
        ("SUM(A:A)-SUM($A$1:$A$5)", r##"Error("#N/A")"##),
        ("SUM(Sheet2!A:B)", "24"),
        ("SUM(Sheet2!$1:$1)", "24"),
        ("SUM(1:2)", "33.8333333333333"),
        ("SUM(全部)", "12.5"),
        ("一个*2", "14"),
        ("[.A1]+[.$A$2]", "12.5"),
        ("[$Sheet2.A1]", "7"),
        ("['it''s 1'.A1]", "9"),
        ("SUM([.A1:.A2];[$Sheet2.A1])", "19.5"),
        ("SUM([$Sheet2.A1:$Sheet2.B1])", "24"),
        ("SUM([Sheet2.A:.B])", "24"),
        ("@SUM(A1,A2)", "12.5"),
        ("+A1+A2", "12.5"),
        (" ( A1 + 1 ) * 2\n", "22"),
        ("sum(a1;a2)", "12.5"),
        ("ROUND([.A2])", "3"),
    ]);
}

#[test]
fn what_is_not_understood_is_named() {
    check(&[
        ("A1&A2", r#"Unsupported("&")"#),
        ("2^3", r#"Unsupported("^")"#),
        ("50%", r#"Unsupported("%")"#),
        ("A1>=A2", r#"Unsupported(">=")"#),
        ("A1<>A2", r#"Unsupported("<>")"#),
        ("A1<A2", r#"Unsupported("<")"#),
        ("A1=A2", r#"Unsupported("=")"#),
        (r#""12"+1"#, r#"Unsupported("\"12\"+1")"#),
        ("{1,2}", r#"Unsupported("{")"#),
        ("IF(A1,1,2)", r#"Unsupported("IF")"#),
        ("1+_xlfn.SINGLE(A1)", r#"Unsupported("_xlfn.SINGLE")"#),
        ("TRUE", r#"Unsupported("TRUE")"#),
        ("A1:A2", r#"Unsupported("A1:A2")"#),
        ("@A1:A2", r#"Unsupported("A1:A2")"#),
        ("SUM(+A1:A2)", r#"Unsupported("A1:A2")"#),
        ("全部+1", r#"Unsupported("全部")"#),
        ("A:A*2", r#"Unsupported("A:A")"#),
        ("[.A1:.A2]*2", r#"Unsupported(".A1:.A2")"#),
        ("SUM(Sheet2:表!A1)", r#"Unsupported(":")"#),
        ("SUM('Sheet2:表'!A1)", r#"Unsupported("'Sheet2:表'!A1)")"#),
        ("SUM(Sheet2!A1:表!A1)", r#"Unsupported("Sheet2!A1:表")"#),
        (
            "SUM([Sheet2.A1:表.A1])",
            r#"Unsupported("Sheet2.A1:表.A1")"#,
        ),
        ("SUM((A1,A2))", r#"Unsupported(",")"#),
        ("SUM(A1 A2)", r#"Unsupported("A")"#),
        ("SUM([.A1]~[.A2])", r#"Unsupported("~")"#),
        ("Table1[Col]", r#"Unsupported("Table1")"#),
        ("Sheet2!name", r#"Unsupported("Sheet2!name")"#),
        ("ROUND(1,2,3)", r#"Unsupported("ROUND")"#),
        ("SUM()", r#"Unsupported("SUM()")"#),
        ("A1+", r#"Unsupported("A1+")"#),
        ("(A1", r#"Unsupported("(A1")"#),
        ("A1)", r#"Unsupported(")")"#),
        ("", r#"Unsupported("")"#),
        ("1..2", r#"Unsupported("1..2")"#),
        ("Sheet9!A1", r#"Missing("Sheet9")"#),
        ("[.A1]+[Sheet9.A1]", r#"Missing("Sheet9")"#),
        ("没有", r#"Missing("没有")"#),
        ("#REF!+1", r##"Error("#REF!")"##),
        ("Sheet2!#REF!", r##"Error("#REF!")"##),
        ("#REF!A1:B2*2", r##"Error("#REF!")"##),
        ("[.#REF!]", r##"Error("#REF!")"##),
        ("[#REF!.A1]", r##"Error("#REF!")"##),
        ("#DIV/0!", r##"Error("#DIV/0!")"##),
    ]);
}

#[test]
fn what_looks_into_another_file_is_told_apart() {
    for formula in [
        "[1]Sheet1!A1",
        "SUM([1]Sheet1!A1:A3)",
        "[1]!name",
        "[book.xlsx]Sheet1!A1",
        "[a.b1]Sheet1!A1",
        "[book.xlsx]",
        "'[1]Sheet one'!A1",
        r"'C:\data\[book.xlsx]Sheet1'!A1",
        "['file:///C:/book.xlsx'#$Sheet1.A1]",
        "SUM(['file:///C:/book.ods'#$Sheet1.A1:.A3])",
        "'file:///C:/book.xlsx'#$Sheet1.A1",
        "file:///C:/book.xlsx",
    ] {
        assert_eq!(book().answer(formula), "Outside", "{formula}");
    }
}

#[test]
fn a_cell_without_a_formula_is_what_stands_in_it() {
    let book = book();
    let mut recalculation = Recalculation::new(&book);
    let mut outcome = |cell| recalculation.outcome("表", at(cell));
    assert_eq!(outcome("A4"), Ok(Outcome::Text("十二".into())));
    assert_eq!(outcome("Z9"), Ok(Outcome::Blank));
    assert_eq!(outcome("B2"), outcome("A4"));
}
