//! What was typed into a cell, against what belongs there.

use voced_domain::{Manual, RuleCard, Severity};

use super::office::OFFICE;

pub(crate) static NOT_A_NUMBER: RuleCard = RuleCard::new(
    "TYP001",
    "应填数字",
    Severity::Error,
    OFFICE,
    Manual::new(
        "应填数字的单元格里是文字或百分比，读不出数字。",
        "这一项没有收进来，用到它的指标都会缺。",
        "请只填数字，说明文字写到“情况说明”表；百分比请改填人数等绝对数。",
        "表3规模!E4 “在籍学生数”填的是“约120人”，读不出数字。",
    ),
);

pub(crate) static NEGATIVE: RuleCard = RuleCard::new(
    "TYP002",
    "不能小于零",
    Severity::Error,
    OFFICE,
    Manual::new(
        "人数、金额等是负数，多半是多输了一个减号。",
        "负数没有收进来，用到这一项的指标都会缺。",
        "请核对后改正。",
        "表3规模!E9 “转入”是-1，不能小于0。",
    ),
);

pub(crate) static FRACTION: RuleCard = RuleCard::new(
    "TYP003",
    "应为整数",
    Severity::Error,
    OFFICE,
    Manual::new(
        "人数、册数等应为整数的项目有小数，常见原因是以“万”为单位填写，或填了比例。",
        "不清楚实际是多少，这一项没有收进来，用到它的指标都会缺。",
        "请按表中的单位填写整数，不以万为单位，也不填比例。",
        "表5教师队伍!E4 “教职工”是22.5，应为整数。",
    ),
);

pub(crate) static DATE_FOR_NUMBER: RuleCard = RuleCard::new(
    "TYP004",
    "数字成了日期",
    Severity::Error,
    OFFICE,
    Manual::new(
        "应填数字的单元格里是日期：输入“3-5”之类会自动变成日期，单元格格式设为日期的也会这样。",
        "看不出原来填的是什么数，这一项没有收进来，用到它的指标都会缺。",
        "请把单元格格式设为常规，重新填写数字。",
        "表5教师队伍!E8 “外聘兼职教师”是日期2020-03-05，不是数字。",
    ),
);

pub(crate) static SPELLING: RuleCard = RuleCard::new(
    "TYP005",
    "写法已规整",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "数字带有全角字符、空格、千分位、单位或以文字存放，代码丢了开头的0，或者选项没有写全。",
        "意思清楚，已照常收进来，不影响汇总；只是以文字存放的数在Excel里不参加计算，表中的合计和校验可能不对。",
        "不需要改正；下次请只填数字，代码请以文字填写，保留开头的0。",
        "表3规模!E7 “毕业生数”写作“44人”（单位），已按44收入。",
    ),
);

pub(crate) static CONVERTED: RuleCard = RuleCard::new(
    "TYP006",
    "单位已换算",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "数字后面写了别的单位，如以册为单位的写了“万册”。",
        "已换算成表中的单位收进来；单位如果写得不对，换算出来的数会差很多倍。",
        "请看一看换算是否正确，正确的不需要改正；下次请只填数字。",
        "表4设施设备!E7 “纸质图书”写作“68.2万册”，已换算为682000册。",
    ),
);

pub(crate) static NOT_A_CHOICE: RuleCard = RuleCard::new(
    "TYP007",
    "不在选项之内",
    Severity::Error,
    OFFICE,
    Manual::new(
        "这一项要从下拉选项中选择，填的不是其中任何一项。",
        "不知道归入哪一类，这一项没有收进来。",
        "请从下拉选项中选择最接近的一项。",
        "表1学校概况!E7 “隶属关系”填的是“部属”，不在选项之内。",
    ),
);

pub(crate) static WRONG_DIGITS: RuleCard = RuleCard::new(
    "TYP008",
    "位数不符",
    Severity::Error,
    OFFICE,
    Manual::new(
        "专业代码等有固定的位数，填的多了或少了，或者夹有不是数字的字符，如把0写成字母O。",
        "代码与目录对不上，不知道是哪一个，这一项没有收进来。",
        "请对照目录核对后改正。",
        "表2专业设置!C5 “专业代码”填的是“09060”，应为6位数字。",
    ),
);

pub(crate) static NOT_A_DATE: RuleCard = RuleCard::new(
    "TYP009",
    "应填日期",
    Severity::Error,
    OFFICE,
    Manual::new(
        "应填日期的单元格里读不出年、月、日。",
        "不知道是哪一天，这一项没有收进来。",
        "请写成2020-11-05的样子。",
        "表1学校概况!E14 “填报日期”填的是“昨天”，读不出日期。",
    ),
);

pub(crate) static TOO_LARGE: RuleCard = RuleCard::new(
    "TYP010",
    "数字过大",
    Severity::Error,
    OFFICE,
    Manual::new(
        "数字大得不可能成立，多半是多输了位数，或者粘贴了电话、证件等号码。",
        "这个数没有收进来，用到这一项的指标都会缺。",
        "请核对位数后改正。",
        "表3规模!E4 “在籍学生数”是2203001985010110000，大得不可能成立。",
    ),
);

pub(crate) static SHOWN_OTHERWISE: RuleCard = RuleCard::new(
    "TYP011",
    "显示与存值不同",
    Severity::Error,
    OFFICE,
    Manual::new(
        "单元格的格式使它显示的与存的不是一个数：显示百分比、星期、文字、缩小到千分之一的数，或者什么都不显示。",
        "填报人看到的和单元格里存的不同，不知道以哪个为准，这一项没有收进来。",
        "请把单元格格式设为常规，按表中的单位重新填写数字。",
        "表6学生发展!E13 “市级大赛获奖人数”显示为“100%”，存的是1，不知道以哪个为准。",
    ),
);

pub(crate) static STRUCK: RuleCard = RuleCard::new(
    "TYP012",
    "有删除线",
    Severity::Error,
    OFFICE,
    Manual::new(
        "单元格里的内容有一部分划掉了，或者整个划掉了。",
        "不知道划掉的还算不算，这一项没有收进来。",
        "请删去划掉的内容，只留要报的，并去掉删除线。",
        "表6学生发展!E13 “市级大赛获奖人数”里的“4”有删除线，没有划掉的是“5”，不知道以哪个为准。",
    ),
);
