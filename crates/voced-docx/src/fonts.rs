//! Fonts of an official document; none is embedded, each names what may stand in for it.

/// Fonts by their place in an official document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    /// 小标宋, for titles.
    Title,
    /// 黑体.
    Bold,
    /// 楷体.
    Script,
    /// 仿宋, for text.
    Text,
    /// 宋体, for page numbers and tables.
    Song,
}

impl Font {
    /// Name and the names of what may stand in for it; Latin letters and digits take `LATIN`.
    pub(super) const ALL: [(Font, &'static str, &'static str); 5] = [
        (Font::Title, "方正小标宋简体", "方正小标宋_GBK,小标宋,宋体"),
        (Font::Bold, "黑体", "SimHei"),
        (Font::Script, "楷体_GB2312", "楷体,KaiTi"),
        (Font::Text, "仿宋_GB2312", "仿宋,FangSong"),
        (Font::Song, "宋体", "SimSun"),
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        let found = Font::ALL.iter().find(|(font, ..)| *font == self);
        found.map_or("宋体", |(_, name, _)| name)
    }
}

/// Font of Latin letters and digits.
pub(super) const LATIN: &str = "Times New Roman";
