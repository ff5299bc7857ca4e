//! The texts that a new bureau's report starts from: those of the fictitious bureau, which say
//! nothing of any place.

macro_rules! text {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../fixtures/demo/narrative/", $name)),
        )
    };
}

/// File names and texts, the outline last.
pub const NARRATIVE: &[(&str, &str)] = &[
    text!("0-前言.md"),
    text!("1.1-规模和结构.md"),
    text!("1.2-办学条件.md"),
    text!("1.3-教师队伍.md"),
    text!("2.1-学业水平.md"),
    text!("2.2-就业升学.md"),
    text!("3-产教融合.md"),
    text!("4-服务贡献.md"),
    text!("5-文化传承.md"),
    text!("6-国际合作.md"),
    text!("7.1-经费投入.md"),
    text!("7.2-试点和项目.md"),
    text!("8-面临挑战.md"),
    text!("outline.toml"),
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_of_the_fictitious_bureau_is_handed_on() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/demo/narrative");
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let listed: Vec<_> = super::NARRATIVE.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, listed);
    }
}
