//! The table of majors: category, code and name of each row, and rows that repeat each other.

use crate::trial::Trial;

#[test]
fn a_category_must_be_the_one_that_the_code_begins_with() {
    let row = |code: &str, name: &str, category: &str| {
        format!("a major.code {code}\n a major.name {name}\n a major.category {category}")
    };
    let told = Trial::of("REL051")
        .this_year(
            "相符",
            &row(r#""090600""#, r#""网站建设与管理""#, r#""09 信息技术类""#),
        )
        .this_year(
            "名称说明大类选错",
            &row(r#""090600""#, r#""网站建设与管理""#, r#""12 财经商贸类""#),
        )
        .this_year(
            "名称说明代码输错",
            &row(r#""090100""#, r#""会计""#, r#""12 财经商贸类""#),
        )
        .this_year(
            "名称什么也没有说明",
            &row(r#""099900""#, r#""电子商务运营""#, r#""12 财经商贸类""#),
        )
        .this_year(
            "目录中没有这个大类",
            &row(r#""990100""#, r#""会计""#, r#""09 信息技术类""#),
        )
        .this_year("代码只有一位", &row(r#""0""#, "空", r#""09 信息技术类""#))
        .this_year("没有选大类", &row(r#""090600""#, "空", "空"))
        .this_year("代码不能用", &row("坏", "空", r#""09 信息技术类""#))
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn a_major_stands_in_one_row() {
    let told = Trial::of("REL052")
        .schools(&["a", "b"])
        .this_year(
            "各不相同",
            r#"a major.code "090100"
               a major.code "090600"
               a major.code 空
               a major.code 空"#,
        )
        .this_year(
            "隔一行重复",
            r#"a major.code "090100"
               a major.code "090600"
               a major.code "090100""#,
        )
        .this_year(
            "三行重复",
            r#"a major.code "090100"
               a major.code "090100"
               a major.code "090100""#,
        )
        .this_year(
            "两所学校开同一专业",
            r#"a major.code "090100"
               b major.code "090100""#,
        )
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn a_major_is_called_as_in_the_list() {
    let row = |code: &str, name: &str| format!("a major.code {code}\n a major.name {name}");
    let told = Trial::of("REL053")
        .this_year("相符", &row(r#""051300""#, r#""机电技术应用""#))
        .this_year("不符", &row(r#""051300""#, r#""数控技术应用""#))
        .this_year(
            "只差空格和括号",
            &row(r#""051300""#, r#""机电（技术应 用)""#),
        )
        .this_year(
            "带方向",
            &row(r#""051300""#, r#""机电技术应用（机器人方向）""#),
        )
        .this_year("目录外的代码", &row(r#""099900""#, r#""计算机应用""#))
        // No document confirms that the code is of this name.
        .this_year("未经证实的代码", &row(r#""090100""#, r#""软件与信息服务""#))
        .this_year("没有写名称", &row(r#""051300""#, "空"))
        .told();
    insta::assert_snapshot!(told);
}
