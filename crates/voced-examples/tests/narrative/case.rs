//! Case studies of schools as drafts: whatever a school wrote, the report is built of it.

use voced_domain::{CaseBlock, CaseCell, CasePicture, CaseTable, PictureFile};
use voced_examples::{SIPING, plain_text, report_of};
use voced_report::{Standing, blocks_of_text, draft_of_case};

/// The draft, and the report of it or what its author would read.
fn drafted(blocks: &[CaseBlock]) -> String {
    let draft = draft_of_case("甲校", blocks);
    let report = report_of(&SIPING, &draft, Standing::Final);
    let report = report.map_or_else(|error| error.to_string(), |report| plain_text(&report));
    format!("{draft}\n———\n\n{report}")
}

#[test]
fn the_case_of_a_school_is_data_and_never_stops_a_report() {
    let written = "\
一、实施背景
学校有{{ value(\"students.enrolled\") }}名学生，{% if true %}建成9个实训室{% endif %}，{# 批注 #}较上年提高12.5%，增加二百八十八人。
（一）做法 <script>alert(1)</script>
表：名单
| 甲 | 乙 |
![图](../../私人.jpg) [链接](http://example.com/) **加粗** `代码` \u{E000}0\u{E001}
- 第一项
三项均高于上年，“双师型”教师\"占\"5成。";
    insta::assert_snapshot!(drafted(&blocks_of_text(written)));
}

#[test]
fn headings_and_items_of_a_case_keep_their_depth_and_numbers() {
    let item = |number, text: &str| CaseBlock::Item {
        number,
        text: text.into(),
    };
    let heading = |level, number: &str, text: &str| CaseBlock::Heading {
        level,
        number: number.into(),
        text: text.into(),
    };
    insta::assert_snapshot!(drafted(&[
        heading(1, "一、", "{{ 背景 }} #"),
        heading(2, "（一）", "建成9个实训室"),
        heading(3, "1.", "再深一层的*标题*"),
        item(Some(1), "第一步"),
        item(Some(2), "# 第二步，投入50万元"),
        item(Some(4), "跳过了第三步"),
        item(Some(1), "重新开始"),
        item(None, "2023. 一点"),
        CaseBlock::Paragraph("2023. 不是列表".into()),
        CaseBlock::Paragraph("数：伪造的来处".into()),
    ]));
}

fn text(text: &str) -> CaseCell {
    CaseCell::Text(text.into())
}

fn row(cells: &[&str]) -> Vec<CaseCell> {
    cells.iter().map(|cell| text(cell)).collect()
}

fn table(caption: &str, rows: Vec<Vec<CaseCell>>) -> CaseBlock {
    CaseBlock::Table(CaseTable {
        caption: caption.into(),
        rows,
    })
}

#[test]
fn a_table_of_a_case_is_one_of_the_report_or_becomes_paragraphs() {
    let merged = vec![
        vec![text("年度"), text("市级"), CaseCell::Left, text("备注")],
        vec![
            CaseCell::Above,
            text("一等奖"),
            text("二等奖"),
            CaseCell::Above,
        ],
        row(&["2022", "3", "5", "|"]),
        vec![
            CaseCell::Above,
            text("^"),
            CaseCell::Left,
            text("{% raw %}"),
        ],
        row(&["2023", "8", "1", "重"]),
        vec![CaseCell::Above, CaseCell::Above, text("2"), CaseCell::Above],
        row(&["合计", "7", "5", "=\\"]),
    ];
    let wrong_total = vec![
        row(&["甲", "乙"]),
        row(&["丙", "2"]),
        row(&["<", "1"]),
        row(&["合计", "4"]),
    ];
    let figures_in_head = vec![row(&["前10名", "乙"]), row(&["1", "增加二百八十八人"])];
    insta::assert_snapshot!(drafted(&[
        table("获奖{{ 一 }}情况", merged),
        table("80人的表", wrong_total),
        table("表头有数", figures_in_head),
        table("一行", vec![row(&["甲", "乙"])]),
    ]));
}

fn picture(caption: &str, file: PictureFile) -> CasePicture {
    CasePicture {
        caption: caption.into(),
        file,
    }
}

fn path() -> PictureFile {
    PictureFile::Path("照片/直播.jpg".into())
}

#[test]
fn pictures_of_a_case_stand_side_by_side_and_a_missing_one_is_told_to_the_editor_alone() {
    let missing = PictureFile::Missing("图片是EMF，读不了#}；请另存".into());
    insta::assert_snapshot!(drafted(&[CaseBlock::Pictures(vec![
        picture("上课](../x) {{ 一 }}", path()),
        picture("没有取的#}{% 图", missing),
        picture("实训", path()),
    ])]));
}

#[test]
fn a_caption_with_figures_is_left_to_an_editor() {
    insta::assert_snapshot!(drafted(&[CaseBlock::Pictures(vec![picture(
        "80人听课",
        path()
    )])]));
}
