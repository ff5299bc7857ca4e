//! What happened to the file, its sheets, cells and formulas.

use voced_domain::{Concerns, LooksAt, Manual, RuleCard, Severity};

use super::office::OFFICE;

pub(crate) static NOT_A_WORKBOOK: RuleCard = RuleCard::new(
    "STR001",
    "不是工作簿",
    Severity::Error,
    OFFICE,
    Manual::new(
        "文件不是Excel、WPS或LibreOffice的普通工作簿，而是图片、PDF、Word文件、邮件、压缩包等，或者是空文件。",
        "从这样的文件里读不出各项数字，整个文件没有读入。",
        "请交回填好的工作簿本身，不要只改扩展名；邮件和压缩包请先取出里面的工作簿；二进制工作簿(.xlsb)、Excel 2003的XML表格等请另存为“Excel工作簿(.xlsx)”再交回。",
        "这是PDF文件，不是工作簿，没有读入。",
    ),
);

pub(crate) static ENCRYPTED: RuleCard = RuleCard::new(
    "STR002",
    "工作簿有打开密码",
    Severity::Error,
    OFFICE,
    Manual::new(
        "工作簿设了打开密码。",
        "有打开密码的工作簿读不出来，整个工作簿都没有读入。",
        "请在“文件—信息—保护工作簿”中取消打开密码后重新交回。",
        "工作簿有打开密码，没有读入。",
    ),
);

pub(crate) static WEB_PAGE: RuleCard = RuleCard::new(
    "STR003",
    "是网页，不是工作簿",
    Severity::Error,
    OFFICE,
    Manual::new(
        "文件是网页，只是扩展名像工作簿，多见于从别的系统导出的表格。",
        "网页里没有工作表和单元格，整个文件没有读入。",
        "请用Excel打开后另存为“Excel工作簿(.xlsx)”再交回。",
        "这是网页，只是扩展名像工作簿，没有读入。",
    ),
);

pub(crate) static DAMAGED: RuleCard = RuleCard::new(
    "STR004",
    "工作簿损坏",
    Severity::Error,
    OFFICE,
    Manual::new(
        "文件像工作簿但打不开：多半是没有传完，也可能是表格右边或下面很远的地方有内容，或者放了很大的照片、附件，文件过大。",
        "读不出里面的数字，整个工作簿都没有读入。",
        "还在传的请等传完再运行；已经传完的请在原来的电脑上打开检查，表格右边和下面有多余行列的请删除，照片和附件请另外交，重新保存后交回。",
        "工作簿打不开，可能损坏或没有传完，没有读入。",
    ),
);

pub(crate) static SHEET_GONE: RuleCard = RuleCard::new(
    "STR005",
    "缺少工作表",
    Severity::Error,
    OFFICE,
    Manual::new(
        "发出时有的一张工作表，交回时不见了。",
        "这张表上的各项都没有收进来，用到它们的指标都会缺。",
        "请从空白工作簿复制这张表补填，或重新填报。",
        "表6学生发展 没有工作表“表6学生发展”，其中13项都没有收入。",
    ),
)
.looking_at(LooksAt::Sheet);

pub(crate) static SHEET_RENAMED: RuleCard = RuleCard::new(
    "STR006",
    "工作表改了名",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "工作表的名称与发出时不同。",
        "数字已照常收进来，不受影响；只是按原来的表名找不到这张表，核对时不方便。",
        "不需要改正，下次请不要改名。",
        "规模(经贸) 工作表“表3规模”改名为“规模(经贸)”，内容已照常收入。",
    ),
)
.looking_at(LooksAt::Sheet);

pub(crate) static CELL_GONE: RuleCard = RuleCard::new(
    "STR007",
    "缺少单元格",
    Severity::Error,
    OFFICE,
    Manual::new(
        "按名称和编号都找不到这一项的单元格，多半是删除了行或列。",
        "这一项没有收进来，用到它的指标都会缺。",
        "请在空白工作簿上重新填写这张表。",
        "表5教师队伍!E6 找不到“5.03 其中：专业课教师”的单元格，这一项没有收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static CELL_MOVED: RuleCard = RuleCard::new(
    "STR008",
    "单元格移动了位置",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "有些项目不在原来的位置，多半是插入、删除或移动了行列，或者排了序。",
        "数字已按名称或编号找到，照常收进来；移动多了，就可能有项目找不到。",
        "不需要改正，下次请不要插入或移动行列。",
        "表5教师队伍!E7 “其中：专业课教师”等10项不在原来的位置（原在E6），已按名称或编号找到，数字照常收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static FORMULA_OVERWRITTEN: RuleCard = RuleCard::new(
    "STR009",
    "公式被改写",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "合计或校验栏的公式被数字、文字或别的公式盖住了。",
        "表中显示的不再是算出来的结果，数字有出入也看不出来。",
        "请从空白工作簿复制合计公式或校验栏；合计被改写的，还要核对各行。",
        "表2专业设置!E4 “在籍学生数”的合计公式被改写为“130”，各行合计是127。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static FORMULA_STALE: RuleCard = RuleCard::new(
    "STR010",
    "公式结果过期",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "保存时公式没有重新计算，合计或校验栏显示的是旧结果，或者没有结果。",
        "汇总已用重新计算的结果，不受影响；但填报人看到的不是现在的合计和校验结果，数字有出入也看不出来。",
        "请按F9重新计算，看清合计和校验结果后保存。",
        "表2专业设置!E4 “在籍学生数”的合计显示为“119”，重新计算是127。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static ERROR_VALUE: RuleCard = RuleCard::new(
    "STR011",
    "单元格是错误值",
    Severity::Error,
    OFFICE,
    Manual::new(
        "单元格里是#REF!、#DIV/0!之类的错误值。",
        "错误值里没有内容可收，用到这一项的指标都会缺。",
        "请直接填写数字或文字，不用公式。",
        "表3规模!E5 “招生数”是错误值#REF!。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static EXTERNAL_LINK: RuleCard = RuleCard::new(
    "STR012",
    "链接到别的文件",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "单元格里是公式，数取自别的文件。",
        "那个文件改动或移走以后，这里的数会跟着变，或者取不到。",
        "请把公式改成数字本身。",
        "表3规模!E5 “招生数”的数取自别的文件。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static UNKNOWN_TEMPLATE: RuleCard = RuleCard::new(
    "STR013",
    "模板版本不明",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "工作簿的模板编号不是本局发出的。",
        "只能按编号和名称寻找各项，可能有的项目找不到，或者口径与本年的不同。",
        "请核对是否用了本局发给的工作簿。",
        "_meta 模板编号“school-2019-5b1d77c4”不是本局发出的，已按编号和名称寻找各项。",
    ),
);

pub(crate) static LAST_YEARS_TEMPLATE: RuleCard = RuleCard::new(
    "STR014",
    "用了上年的模板",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "填报的是本年数据，用的是往年的空白工作簿。",
        "数字已照常收进来；本年新增的项目往年的工作簿里没有，会缺。",
        "不需要改正；本年新增的项目请在“情况说明”表补报。",
        "用2019年的空白工作簿填报了2020年的数据，已收入。",
    ),
);

pub(crate) static NEVER_CALCULATED: RuleCard = RuleCard::new(
    "STR015",
    "公式没有结果",
    Severity::Error,
    OFFICE,
    Manual::new(
        "单元格里的公式从未计算过，没有结果。",
        "没有结果就没有数字可收，用到这一项的指标都会缺。",
        "请按F9重新计算后保存，或直接填写数字。",
        "表3规模!E5 “招生数”的公式从未计算过，没有结果。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static OUTSIDE: RuleCard = RuleCard::new(
    "STR016",
    "表格以外有内容",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "表格的右边或下面还有文字或数字。",
        "表格以外的内容没有收进来，其中如有应报的数据，合计就会少。",
        "行数不够时请与教育局联系；草稿和备注请删除。",
        "表3规模!I4 表格以外有内容“去年是131”，没有收入。",
    ),
)
.looking_at(LooksAt::Rows);

pub(crate) static SHEET_ADDED: RuleCard = RuleCard::new(
    "STR017",
    "多出的工作表",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "工作簿里有发出时没有的工作表。",
        "多出的工作表没有读，写在上面的内容不会进入汇总。",
        "需要报送的内容请写到“情况说明”表。",
        "表3规模_2 多出的工作表“表3规模_2”没有读。",
    ),
)
.looking_at(LooksAt::Sheet);

pub(crate) static NOT_AN_ITEM: RuleCard = RuleCard::new(
    "STR018",
    "说明没有对上编号",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "“情况说明”表上一行写了说明，编号一栏却不是本年的编号。",
        "不知道说的是哪一项，这条说明不能用来回答核实的问题。",
        "在编号一栏填写各表第一列的编号，如5.10；一行说几项的用顿号隔开。",
        "情况说明!A4 编号一栏是“学生数”，不是本年的编号。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static UNREADABLE: RuleCard = RuleCard::new(
    "STR019",
    "文件读不到",
    Severity::Error,
    OFFICE,
    Manual::new(
        "文件打不开：正在写入或还没有传完，没有权限，是链接或文件夹，或者不是普通文件。",
        "读不到里面的内容，整个文件没有读入；别的学校不受影响。",
        "正在写入的请稍后再运行；链接和快捷方式请换成工作簿本身。",
        "文件正在写入，还没有传完，没有读入。",
    ),
)
.concerning(Concerns::Bureau);

pub(crate) static BROUGHT_ALONG: RuleCard = RuleCard::new(
    "STR020",
    "带有宏或外部链接",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "工作簿里有宏、外部链接或嵌入的对象，模板里没有这些。",
        "本程序不运行宏，也不打开链接和对象，数字按单元格里的读；用Excel打开时要当心。",
        "不是有意放入的，请用发给本校的工作簿重新填报。",
        "工作簿里有宏，没有运行。",
    ),
);

pub(crate) static COVERED: RuleCard = RuleCard::new(
    "STR021",
    "合并单元格下有内容",
    Severity::Error,
    OFFICE,
    Manual::new(
        "单元格并进了别的单元格，里面还存着内容，在表上看不见。",
        "看不见的内容没有收进来：填报人看到的是另一个数。",
        "请取消合并，在这一格重新填写。",
        "表6学生发展!E13 “市级大赛获奖人数”的单元格并进了E12，看不见的“5”没有收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static BROKEN_SHEET: RuleCard = RuleCard::new(
    "STR022",
    "工作表损坏",
    Severity::Error,
    OFFICE,
    Manual::new(
        "一张工作表写坏了或没有写完，读不出来；别的工作表照常读入。",
        "这张表上的各项都没有收进来，用到它们的指标都会缺。",
        "请在原来的电脑上打开检查，重新保存后交回；打不开的，请从空白工作簿复制这张表补填。",
        "表6学生发展 工作表“表6学生发展”损坏，其中13项都没有收入。",
    ),
)
.looking_at(LooksAt::Sheet);

pub(crate) static BROKEN_CELL: RuleCard = RuleCard::new(
    "STR023",
    "单元格损坏",
    Severity::Error,
    OFFICE,
    Manual::new(
        "单元格在文件里写坏了，读不出内容，多见于别的系统导出的工作簿；别的单元格照常读入。",
        "这一项没有收进来，用到它的指标都会缺。",
        "请在Excel中重新填写这一格后保存。",
        "表3规模!E4 “在籍学生数”的单元格写坏了，读不出内容。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static BESIDE: RuleCard = RuleCard::new(
    "STR024",
    "批注或文本框里有话",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "单元格旁加了批注，或者表上放了文本框。",
        "批注和文本框里的话没有当作情况说明收进来，核实时看不到。",
        "需要说明的，请写到“情况说明”表，在编号一栏填写所说明的那一项的编号。",
        "表3规模!E4 单元格有批注“含春季班”，没有收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static RECOMPUTED: RuleCard = RuleCard::new(
    "STR025",
    "填报公式已重新计算",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "填报人在填数的单元格里写了公式，存下的结果是旧的，或者没有存下结果。",
        "汇总用的是重新计算的结果；填报人看到的可能是旧的。",
        "不需要改正；请按F9重新计算后保存，或直接填写数字。",
        "表3规模!E5 “招生数”的公式“=40+9”没有存下结果，重新计算是49，已按重新计算的收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static NO_RESULT: RuleCard = RuleCard::new(
    "STR026",
    "填报公式没有结果",
    Severity::Error,
    OFFICE,
    Manual::new(
        "填报人在填数的单元格里写的公式绕回到自己，取自空白的单元格，除以0，或者引用了没有的工作表。",
        "算不出数，这一项没有收进来，用到它的指标都会缺。",
        "请直接填写数字，不用公式。",
        "表3规模!E5 “招生数”的公式“=E5+1”绕回到自己，没有收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static NOT_RECOMPUTED: RuleCard = RuleCard::new(
    "STR027",
    "填报公式无法重算",
    Severity::Explain,
    OFFICE,
    Manual::new(
        "填报人在填数的单元格里写的公式用了加减乘除、SUM、ROUND以外的写法，本程序不计算。",
        "暂按文件里存的结果收进来；结果如果是旧的，汇总就跟着错。",
        "请打开工作簿，按F9重新计算，核对结果，把公式改成数字本身后保存。",
        "表3规模!E5 “招生数”的公式“=COUNTA(B5:B44)”用到了“COUNTA”，无法重新计算，暂按存的结果49收入。",
    ),
)
.looking_at(LooksAt::Cell);

pub(crate) static SEALED: RuleCard = RuleCard::new(
    "STR030",
    "文件被加密软件加了密",
    Severity::Error,
    OFFICE,
    Manual::new(
        "文件被单位的加密软件（或权限管理）加了密：在本单位的电脑上照常打开，到了别的电脑上打不开。",
        "没有密码可以取消，加了密的文件读不出来，整个文件都没有读入。",
        "请在本单位解密后另存一份再交回。",
        "文件被本单位的加密软件（或权限管理）加了密，在别的电脑上打不开，没有读入。",
    ),
);

pub(crate) static PASSED_OVER: RuleCard = RuleCard::new(
    "STR031",
    "文件夹里有别的文件",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "放交回的工作簿的文件夹里还有扫描件、照片、压缩包、邮件、文字文件等，看扩展名就不是工作簿。",
        "这些文件没有打开；压缩包和邮件里的工作簿也没有读，那所学校的数字就没有收进来。",
        "压缩包和邮件里如有工作簿，请取出来放进这个文件夹；只交了扫描件或照片的，请学校交回工作簿本身；其余不需要改正。",
        "甲校.zip 有2个文件不是工作簿，没有读：甲校.zip、扫描件.pdf。",
    ),
)
.concerning(Concerns::Bureau);

pub(crate) static UNTOUCHED: RuleCard = RuleCard::new(
    "STR032",
    "整本未填",
    Severity::Error,
    OFFICE,
    Manual::new(
        "工作簿里除了教育局预先填好的单位代码、名称等，一项也没有填。",
        "没有一个数字可收，用到这所学校的指标都会缺；多半是把空白工作簿当作填好的交了回来。",
        "请核对交回的是不是填好的那一份；没有填的请填好后交回。",
        "工作簿里一项也没有填，可能交错了文件。",
    ),
);

/// A file that the program wrote, or another workbook of a school, that lies among the returned ones.
pub static OWN_OUTPUT: RuleCard = RuleCard::new(
    "STR033",
    "不是本年填好的工作簿",
    Severity::Notice,
    OFFICE,
    Manual::new(
        "放交回的工作簿的文件夹里有确认表、核查报告、填报进度、汇总，或者学校另有一份往年的、空白的工作簿。",
        "这些文件没有读，也不算学校的一次交回。学校签回的确认表要另外登记。",
        "学校签了字的请登记签字；文件请移到别的文件夹，这里只放学校填好的工作簿。",
        "甲校.xlsx 这是确认表，不是填报工作簿，没有读入。",
    ),
)
.concerning(Concerns::Bureau);
