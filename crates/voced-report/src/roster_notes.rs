//! What became of schools and regions since the year before, said where the report begins.

use voced_domain::{Bureau, Entity, Origin, RosterChange, School};

use crate::model::{Block, Inline, Paragraph, ParagraphKind};
use crate::wording::few;

/// The note of a year in which schools or regions are not what they were; what they are compared with
/// is said with it.
pub(crate) fn roster_note(bureau: &Bureau) -> Option<Block> {
    let changes = bureau.changes();
    let clauses: Vec<String> = changes
        .iter()
        .map(|change| clause(bureau, change))
        .collect();
    if clauses.is_empty() {
        return None;
    }
    let text = format!("与上年相比，学校和地区有以下变动：{}。", clauses.join("；"));
    Some(Block::Paragraph(Paragraph {
        kind: ParagraphKind::Note,
        text: vec![Inline::text(text)],
    }))
}

fn clause(bureau: &Bureau, change: &RosterChange<'_>) -> String {
    let whole = bureau.own_region().whole();
    match change {
        RosterChange::Renamed { was, is } => format!("{}更名为{}", was.name, is.name),
        RosterChange::Merged { gone, into } => format!(
            "{}并入{}，该校的上年数是合并前各校之和",
            names(gone),
            into.name
        ),
        RosterChange::Split { whole: was, parts } => format!(
            "{}分为{}，各校不与上年比较，{whole}的上年数仍含原校",
            was.name,
            names(parts)
        ),
        RosterChange::Founded(school) => format!("新设{}，没有上年数", school.name),
        RosterChange::Closed(school) => {
            format!("{}不再单独填报，{whole}的上年数仍含该校", school.name)
        }
        RosterChange::Moved { school, from, to } => {
            format!("{}由{}改属{}", school.name, from.name, to.name)
        }
        RosterChange::RegionRenamed { was, is } => format!("{}更名为{}", was.name, is.name),
        RosterChange::RegionFounded(region) => {
            format!("新设{}，其上年数按现在所辖学校计算", region.name)
        }
        RosterChange::RegionClosed(region) => format!("撤销{}", region.name),
    }
}

fn names(schools: &[&School]) -> String {
    let names: Vec<&str> = schools.iter().map(|school| school.name.as_str()).collect();
    few(&names)
}

/// What an entity's figure of the year before is the sum of, where that is not the entity itself.
pub(crate) fn basis(bureau: &Bureau, entity: Entity<'_>) -> Option<String> {
    match entity {
        Entity::School(school) => match bureau.origin(school) {
            Origin::Merged(origins) => {
                let shorts: Vec<&str> = origins.iter().map(|then| then.short.as_str()).collect();
                Some(format!("合并前{}之和", few(&shorts)))
            }
            Origin::Itself | Origin::Split(_) | Origin::Founded => None,
        },
        Entity::Region(region) => bureau
            .is_redrawn(region)
            .then(|| "按现在所辖学校计算".to_owned()),
    }
}

/// Why a school has no figure of the year before, where it can have none.
pub(crate) fn why_no_last_year(bureau: &Bureau, entity: Entity<'_>) -> Option<String> {
    let Entity::School(school) = entity else {
        return None;
    };
    match bureau.origin(school) {
        Origin::Split(whole) if whole.code == school.code => Some("分出部分后不与上年比较".into()),
        Origin::Split(whole) => Some(format!("由{}分出，不与上年比较", whole.name)),
        Origin::Founded => Some("新设学校，没有上年数".into()),
        Origin::Itself | Origin::Merged(_) => None,
    }
}
