//! What should be there and is not.

use voced_domain::{LooksAt, Manual, RuleCard, Severity};

use super::office::OFFICE;

pub(crate) static BLANK: RuleCard = RuleCard::new(
    "MIS001",
    "漏填",
    Severity::Error,
    OFFICE,
    Manual::new(
        "必填的单元格是空的。",
        "空白不当作0：这一项没有收进来，用到它的指标都会缺。",
        "请补填。可以是0的项目，没有的填0；表中说明可以填“不适用”的项目，不涉及的填“不适用”。",
        "表3规模!E4 “在籍学生数”没有填。",
    ),
);

pub(crate) static MUST_APPLY: RuleCard = RuleCard::new(
    "MIS002",
    "不能填不适用",
    Severity::Error,
    OFFICE,
    Manual::new(
        "填了“不适用”“无”或“—”，而这一项每所学校都有。",
        "这样填等于没有数字，用到它的指标都会缺。",
        "请填写数字；可以是0的项目，没有的填0。",
        "表3规模!E4 “在籍学生数”填了“—”，这一项每所学校都有。",
    ),
);

pub(crate) static ROW_WITHOUT_KEY: RuleCard = RuleCard::new(
    "MIS003",
    "表中一行不完整",
    Severity::Error,
    OFFICE,
    Manual::new(
        "这一行填了内容，却没有填用来识别这一行的那一栏，如专业代码、企业名称。",
        "不知道这一行说的是哪个专业或哪家企业，整行没有收进来，合计会少。",
        "请补填这一栏，或清空这一行。",
        "表2专业设置!C8 序号4这一行填了“专业大类”，没有填“专业代码”，整行没有收入。",
    ),
)
.looking_at(LooksAt::Rows);

pub(crate) static TABLE_EMPTY: RuleCard = RuleCard::new(
    "MIS004",
    "表是空的",
    Severity::Error,
    OFFICE,
    Manual::new(
        "这张表每所学校都应有内容，现在一行也没有填。",
        "空表不当作0，用到它的指标都会缺。",
        "请补填。",
        "表2专业设置!B5 “表2专业设置”一行也没有填。",
    ),
)
.looking_at(LooksAt::Sheet);
