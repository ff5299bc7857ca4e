//! The 问题清单 sheet of a workbook that goes back to its school: where the school's answers stand.

/// Name on the tab.
pub const TITLE: &str = "问题清单";
/// Row of the heads.
pub const HEAD_ROW: u32 = 2;
/// First line.
pub const FIRST_ROW: u32 = 3;
/// Lines that are read back; nobody answers more.
pub const MOST_ROWS: u32 = 2_000;
/// Heads of the columns, in their order.
pub const HEADS: [&str; 8] = [
    "序号",
    "级别",
    "位置",
    "问题",
    "怎么办",
    "学校说明（数字无误时填写）",
    "规则",
    "针对的数字",
];

/// Columns.
pub mod column {
    /// 序号.
    pub const NUMBER: u16 = 0;
    /// 级别.
    pub const SEVERITY: u16 = 1;
    /// 位置, a link.
    pub const PLACE: u16 = 2;
    /// 问题.
    pub const MESSAGE: u16 = 3;
    /// 怎么办.
    pub const REMEDY: u16 = 4;
    /// 学校说明: the cell that the school fills in.
    pub const ANSWER: u16 = 5;
    /// 规则: which rule the line is about.
    pub const RULE: u16 = 6;
    /// 针对的数字: the values that the answer is bound to.
    pub const EVIDENCE: u16 = 7;
}
