//! What somebody wrote that a picture shows, told from what programs fill in.

/// What programs call a picture, a number behind it.
const DEFAULTS: &[&str] = &[
    "",
    "图",
    "图片",
    "图像",
    "图形",
    "图表",
    "图示",
    "照片",
    "相片",
    "组合",
    "文本框",
    "对象",
    "形状",
    "矩形",
    "画布",
    "截图",
    "屏幕截图",
    "微信图片",
    "微信截图",
    "剪贴画",
    "占位符",
    "内容占位符",
    "图片占位符",
    "未标题",
    "未命名",
    "新建",
    "副本",
    "扫描",
    "背景",
    "表格",
    "直线",
    "椭圆",
];
/// What Word says of what it made out by itself.
const MADE_OUT: &[&str] = &["描述已自动生成", "AI 生成的内容", "automatically generated"];
/// What names of files end with.
const ENDINGS: &[&str] = &[
    ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".emf", ".wmf",
];
/// Nobody describes a picture in more characters.
const LONGEST: usize = 60;

/// The words that somebody wrote of a picture; empty where a program did, or nobody.
pub(super) fn said(alt: &str) -> String {
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_made_out = MADE_OUT.iter().any(|words| alt.contains(words));
    let is_file = ENDINGS
        .iter()
        .any(|ending| alt.to_lowercase().ends_with(ending));
    let words: String = alt
        .chars()
        .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
        .collect();
    let is_default = DEFAULTS.contains(&&*words);
    if is_made_out || is_file || is_default || alt.chars().count() > LONGEST {
        return String::new();
    }
    alt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_fill_in_says_nothing_of_a_picture() {
        for alt in [
            "",
            "IMG_2031",
            "图片 1",
            "图片1",
            "Picture 3",
            "微信图片_20231105",
            "组合 12",
            "C:\\照片\\上课.JPG",
            "屏幕截图(3)",
            "图片包含 人, 室内\n\n描述已自动生成",
            "DSC00012",
        ] {
            assert_eq!(said(alt), "", "{alt}");
        }
        assert_eq!(said("学生在数控车间\n实训"), "学生在数控车间 实训");
    }
}
