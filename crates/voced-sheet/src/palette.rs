//! The colours of all workbooks, as red, green and blue.

/// Titles on a coloured ground.
pub const HEAD_GROUND: u32 = 0x001F_4E79;
/// Text on that ground.
pub const HEAD_TEXT: u32 = 0x00FF_FFFF;
/// Cells that are not to be filled in.
pub const LOCKED_GROUND: u32 = 0x00F2_F2F2;
/// Cells that are to be filled in.
pub const INPUT_GROUND: u32 = 0x00FF_FBE6;
/// What must be corrected.
pub const ERROR_GROUND: u32 = 0x00F8_CBAD;
/// What must be corrected or explained.
pub const EXPLAIN_GROUND: u32 = 0x00FF_E08A;
/// What is done.
pub const DONE_GROUND: u32 = 0x00C6_E0B4;
/// What asks for nothing.
pub const PLAIN_GROUND: u32 = 0x00FF_FFFF;
/// Text that says something is wrong.
pub const WRONG: u32 = 0x00C0_0000;
/// Text that says all is well.
pub const RIGHT: u32 = 0x0000_7A33;
/// Text below a title.
pub const REMARK: u32 = 0x0059_5959;
/// Links, as programs colour them.
pub const LINK: u32 = 0x0005_63C1;
/// Thin lines between cells.
pub const LINE: u32 = 0x00BF_BFBF;
