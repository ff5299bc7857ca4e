//! The registry of what reading can find.

use voced_domain::{RuleCard, Severity};

/// Every rule of this crate, sorted by code.
pub fn all() -> &'static [&'static RuleCard] {
    ALL
}

static ALL: &[&RuleCard] = &[
    &UNKNOWN_ENTITY,
    &WRONG_YEAR,
    &NOT_RETURNED,
    &RETURNED_TWICE,
    &IDENTITY_CHANGED,
    &OWN_MISSING,
    &BLANK,
    &MUST_APPLY,
    &ROW_WITHOUT_KEY,
    &TABLE_EMPTY,
    &NOT_ZERO,
    &NOT_A_WORKBOOK,
    &ENCRYPTED,
    &WEB_PAGE,
    &DAMAGED,
    &SHEET_GONE,
    &SHEET_RENAMED,
    &CELL_GONE,
    &CELL_MOVED,
    &FORMULA_OVERWRITTEN,
    &FORMULA_STALE,
    &ERROR_VALUE,
    &EXTERNAL_LINK,
    &UNKNOWN_TEMPLATE,
    &LAST_YEARS_TEMPLATE,
    &NEVER_CALCULATED,
    &OUTSIDE,
    &SHEET_ADDED,
    &NOT_A_NUMBER,
    &NEGATIVE,
    &FRACTION,
    &DATE_FOR_NUMBER,
    &SPELLING,
    &CONVERTED,
    &NOT_A_CHOICE,
    &WRONG_DIGITS,
    &NOT_A_DATE,
    &TOO_LARGE,
];

const OFFICE: &str = "本局填报要求";

macro_rules! cards {
    ($($ident:ident = $code:literal, $name:literal, $severity:ident, $manual:literal;)*) => {
        $(pub(crate) static $ident: RuleCard = RuleCard {
            code: $code,
            name: $name,
            severity: Severity::$severity,
            source: OFFICE,
            manual: $manual,
        };)*
    };
}

cards! {
    UNKNOWN_ENTITY = "IDN001", "不认识的单位", Error,
        "工作簿里的单位代码不在本局名单中，或者没有单位代码，不知道是谁的数据。请用发给本校的工作簿填报。";
    WRONG_YEAR = "IDN002", "年度不符", Error,
        "工作簿是别的年度的，收进来会把两年的数据混在一起。请填报本年度的工作簿；用上年空白工作簿填本年数据的，把“填报年度”改为本年。";
    NOT_RETURNED = "IDN003", "没有交回", Error,
        "名单上的学校没有可用的工作簿，全市合计里缺这所学校。请催报；汇总时各指标注明有几所学校的数据。";
    RETURNED_TWICE = "IDN004", "重复交回", Error,
        "同一学校有两个工作簿，不知道以哪个为准。请只留一个，其余移到别的文件夹。";
    IDENTITY_CHANGED = "IDN005", "单位信息被改动", Explain,
        "教育局填好的代码或名称被改动，可能填错了别校的工作簿。请改回，名称确有变化的在情况说明中写明。";
    OWN_MISSING = "IDN006", "缺本局的工作簿", Explain,
        "没有本局自己的工作簿，普通高中招生、生均经费等只有本局知道的数字都缺，职普比等指标算不出来。请填好city.xlsx放进年度文件夹。";
    BLANK = "MIS001", "漏填", Error,
        "必填的数字是空的。空白不当作0，这个数字和用到它的指标都会缺。没有的填0，不涉及的填“不适用”。";
    MUST_APPLY = "MIS002", "不能填不适用", Error,
        "这一项每所学校都有，不能填“不适用”“无”或“—”。没有的填0。";
    ROW_WITHOUT_KEY = "MIS003", "表中一行不完整", Error,
        "这一行填了内容，却缺少认出这一行的关键列，整行没有收进来。请补上关键列，或清空这一行。";
    TABLE_EMPTY = "MIS004", "表是空的", Error,
        "这张表每所学校都应有内容，一行也没有填。空表不当作0，用到它的指标都会缺。请补填。";
    NOT_ZERO = "RNG001", "不应为零", Error,
        "这一项为零不可能成立，例如学校没有学生。请核对后改正。";
    NOT_A_WORKBOOK = "STR001", "不是工作簿", Error,
        "文件不是Excel、WPS或LibreOffice的工作簿。请交回填好的工作簿本身，不要改扩展名，不要交图片、PDF或压缩包。";
    ENCRYPTED = "STR002", "工作簿有打开密码", Error,
        "设了打开密码的工作簿读不出来。请在“文件—信息—保护工作簿”中取消密码后重新交回。";
    WEB_PAGE = "STR003", "是网页，不是工作簿", Error,
        "文件是网页，只是扩展名像工作簿。请用Excel打开后另存为“Excel工作簿(.xlsx)”再交回。";
    DAMAGED = "STR004", "工作簿损坏", Error,
        "文件像工作簿但打不开，多半是传输中断。请重新保存并交回。";
    SHEET_GONE = "STR005", "缺少工作表", Error,
        "模板的一张表不见了，表上的数字都没有收进来。请从空白工作簿复制这张表补填，或重新填报。";
    SHEET_RENAMED = "STR006", "工作表改了名", Notice,
        "工作表改了名，数字按单元格名称照常收进来。不需要改正，下次请不要改名。";
    CELL_GONE = "STR007", "缺少单元格", Error,
        "按名称和编号都找不到这一项的单元格，多半是删除了行或列。请在空白工作簿上重新填写这张表。";
    CELL_MOVED = "STR008", "单元格移动了位置", Notice,
        "插入或移动了行列，数字按名称或编号找到了。不需要改正，下次请不要插入行列。";
    FORMULA_OVERWRITTEN = "STR009", "公式被改写", Explain,
        "合计或校验的公式被数字或别的公式盖住，表中显示的不再是算出来的数。请从空白工作簿复制公式，并核对相关数字。";
    FORMULA_STALE = "STR010", "公式结果过期", Notice,
        "保存时公式没有重新计算，合计或校验栏显示的是旧结果。汇总用的是重新计算的结果。请按F9重新计算，看清校验结果后保存。";
    ERROR_VALUE = "STR011", "单元格是错误值", Error,
        "单元格里是#REF!、#DIV/0!之类的错误值，没有数字可收。请直接填写数字。";
    EXTERNAL_LINK = "STR012", "链接到别的文件", Explain,
        "单元格的数取自别的文件，那个文件变动后数字对不上。请把它改成数字本身。";
    UNKNOWN_TEMPLATE = "STR013", "模板版本不明", Explain,
        "工作簿的模板编号不是本局发出的，按编号和名称寻找各项。请核对是否用了本局发给的工作簿。";
    LAST_YEARS_TEMPLATE = "STR014", "用了上年的模板", Notice,
        "填报的是本年数据，用的是上年的空白工作簿，本年新增的项目会缺。数字照常收进来。";
    NEVER_CALCULATED = "STR015", "公式没有结果", Error,
        "单元格里的公式从未计算过，没有数字可收。请按F9重新计算后保存，或直接填写数字。";
    OUTSIDE = "STR016", "表格以外有内容", Explain,
        "模板的格子以外还有文字或数字，没有收进来。表中的行不够用时请与教育局联系，草稿和备注请删除或写到情况说明。";
    SHEET_ADDED = "STR017", "多出的工作表", Notice,
        "工作簿里有模板没有的工作表，没有读。需要报送的内容请写到情况说明。";
    NOT_A_NUMBER = "TYP001", "应填数字", Error,
        "应填数字的单元格里是读不出数字的文字。请只填数字。";
    NEGATIVE = "TYP002", "不能小于零", Error,
        "人数、金额等不能是负数，多半是多输了一个减号。请核对后改正。";
    FRACTION = "TYP003", "应为整数", Error,
        "人数、册数等是整数，不能有小数。常见原因是以“万”为单位填写，或填了比例。";
    DATE_FOR_NUMBER = "TYP004", "数字成了日期", Error,
        "单元格里是日期，不是数字。把“3-5”之类的写法当成了日期，或者格式是日期。请设为常规格式后重新填写。";
    SPELLING = "TYP005", "写法已规整", Notice,
        "数字带有全角、空格、千分位、单位，或以文字存放，意思清楚，已按数字收进来。不需要改正。";
    CONVERTED = "TYP006", "单位已换算", Notice,
        "单元格里写了别的单位，如68.2万册，已换算成模板的单位收进来。请看换算是否正确。";
    NOT_A_CHOICE = "TYP007", "不在选项之内", Error,
        "这一项要从下拉选项中选择。请选择最接近的一项。";
    WRONG_DIGITS = "TYP008", "位数不符", Error,
        "代码、年度等有固定的位数，多一位或少一位就对不上。请核对后改正。";
    NOT_A_DATE = "TYP009", "应填日期", Error,
        "读不出日期。请写成2020-11-05的样子。";
    TOO_LARGE = "TYP010", "数字过大", Error,
        "数字大得不可能成立，多半是多输了位数或粘贴了号码。请核对后改正。";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_can_be_codes_and_every_rule_has_a_manual() {
        let codes: Vec<_> = all().iter().map(|card| card.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for card in all() {
            assert!(voced_domain::RuleCode::new(card.code).is_ok());
            assert!(card.manual.chars().count() > 20, "{}", card.code);
        }
    }
}
