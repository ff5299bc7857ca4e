//! Whose workbook it is, of which year, and whose is missing.

use voced_domain::{Concerns, LooksAt, Manual, RuleCard, Severity};

use super::office::OFFICE;

pub(crate) static UNKNOWN_ENTITY: RuleCard = RuleCard::new(
    "IDN001",
    "不认识的单位",
    Severity::Error,
    OFFICE,
    Manual::new(
        "工作簿里的单位代码不在本局名单中，或者没有单位代码。",
        "认不出是哪个单位的数据，整个工作簿都没有读入。",
        "请用发给本校的工作簿填报，不要改动_meta表。",
        "单位代码“220300-77”不在本局名单中，没有读入。",
    ),
);

pub(crate) static WRONG_YEAR: RuleCard = RuleCard::new(
    "IDN002",
    "年度不符",
    Severity::Error,
    OFFICE,
    Manual::new(
        "工作簿不是本年度的。年度看表中的“填报年度”，没有填的看空白工作簿本身的年度。",
        "收进来会把两年的数据混在一起，所以整个工作簿都没有读入。",
        "请交回本年度的工作簿；填的确是本年数据的，把“填报年度”改为本年。",
        "表1学校概况!E6 是2019年度的工作簿，没有读入。",
    ),
);

pub(crate) static NOT_RETURNED: RuleCard = RuleCard::new(
    "IDN003",
    "没有交回",
    Severity::Error,
    OFFICE,
    Manual::new(
        "名单上的学校没有可用的工作簿：没有交回，或者交回了但没有读入。",
        "全市合计里缺这所学校，各指标要注明有几所学校的数据。",
        "没有交回的请催报，没有读入的请学校改正后重新交回；收到后重新核查。",
        "四平市经济贸易学校没有交回工作簿，合计中没有这所学校。",
    ),
)
.looking_at(LooksAt::Arrival)
.concerning(Concerns::Bureau);

pub(crate) static RETURNED_TWICE: RuleCard = RuleCard::new(
    "IDN004",
    "重复交回",
    Severity::Error,
    OFFICE,
    Manual::new(
        "同一单位有两个或更多不同的工作簿，看不出哪个在后。",
        "不知道以哪个为准，本次只用了其中一个，其余的数字没有计入。",
        "请核对以哪个为准，在文件名里写明先后，如第1次、第2次，或只留一个。用退回的工作簿改的，程序自己认得先后。",
        "四平市经济贸易学校新.xlsx 从文件名看不出与“四平市经济贸易学校.xlsx”哪个在后，本次用的是“四平市经济贸易学校新.xlsx”。",
    ),
)
.concerning(Concerns::Bureau);

pub(crate) static IDENTITY_CHANGED: RuleCard = RuleCard::new(
    "IDN005",
    "单位信息被改动",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "教育局填好的学校标识码或学校名称与登记的不一样。",
        "可能用了发给别校的工作簿，数据会记到别校名下。",
        "请改回；确有变化的，在“情况说明”表按编号写明。",
        "表1学校概况!E5 “学校名称”是“四平市经济贸易职业学校”，教育局登记的是“四平市经济贸易学校”。",
    ),
);

/// There is no workbook of the bureau's own.
pub static OWN_MISSING: RuleCard = RuleCard::new(
    "IDN006",
    "缺本局的工作簿",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "没有本局自己的工作簿，或者它没有读入。",
        "普通高中招生、生均经费等只有本局知道的数字都缺，职普比等指标算不出来。",
        "请生成本局自己的空白工作簿，填好后放进年度文件夹，命名为city.xlsx。",
        "没有四平市自己的工作簿，普通高中招生、生均经费等全市指标都缺。",
    ),
)
.concerning(Concerns::Bureau);

pub(crate) static NAMED_OTHERWISE: RuleCard = RuleCard::new(
    "IDN009",
    "文件名是别校的",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "文件名里是一所学校，工作簿却是发给另一所学校的。",
        "可能是这所学校借用了别校的工作簿，数据记到了别校名下。",
        "核对是谁的数：文件名不对的改文件名；用错工作簿的，请学校用自己的工作簿重新填报。",
        "四平市经济贸易学校.xlsx 文件名写的是四平市经济贸易学校，工作簿却是发给四平市职业技术教育中心的，已记在四平市职业技术教育中心名下。",
    ),
)
.looking_at(LooksAt::Workbook)
.concerning(Concerns::Bureau);

/// What was signed for is not what is there now.
pub static CHANGED_AFTER_SIGNING: RuleCard = RuleCard::new(
    voced_domain::CHANGED_AFTER_SIGNING,
    "签字后数据改动",
    Severity::Error,
    OFFICE,
    Manual::new(
        "学校已签字的确认表，与现在的数据校验码不同。",
        "报告里的数没有人签过字。",
        "核对签字以后改动了哪些数（“核查报告.xlsx”的各次交回、工作簿的修改日期）；确需改动的，重新打印确认表请学校签字并登记，否则恢复原来的工作簿。",
        "四平市经济贸易学校2020-11-20签字的确认表是另一些数，校验码是3f0a1b2c4d5e6f70，现在的数据是9b8a7c6d5e4f3a2b。",
    ),
)
.looking_at(LooksAt::Workbook)
.concerning(Concerns::Bureau);

pub(crate) static ROSTER_CHANGED: RuleCard = RuleCard::new(
    "IDN007",
    "学校名单与发放时不同",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "本局名单里这一年的学校，或学校所属的地区，与这一年发放工作簿时的不同。",
        "名单一改，这一年的合计和各地区的数就变了，已经公布的数再也算不出来。",
        "核对bureau.toml：学校停办、合并、迁移用until、merged_into、former写明年份，不要删去；确是当年名单有误的，写明原因豁免，或重新发放。",
        "某市农业机械化学校在2021年发放工作簿时的名单里，现在没有，2021年的合计不含该校。",
    ),
)
.looking_at(LooksAt::Arrival)
.concerning(Concerns::Bureau);
