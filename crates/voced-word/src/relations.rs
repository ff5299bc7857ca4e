//! Which part of the package an id of the document names.

use std::collections::HashMap;

use quick_xml::events::Event;
use voced_text::part_name;

use crate::error::WordError;
use crate::package::{Archive, events, part, value};

const RELATIONS: &str = "word/_rels/document.xml.rels";
/// The folder that targets start from.
const FOLDER: &str = "word";

/// Parts by the ids that the document gives them; `None` of what lies outside. A name is looked up in the
/// package and nowhere else, so that a way out of it leads nowhere.
pub(crate) type Relations = HashMap<String, Option<String>>;

pub(crate) fn relations(archive: &mut Archive<'_>) -> Result<Relations, WordError> {
    let mut found = Relations::new();
    let Some(xml) = part(archive, RELATIONS)? else {
        return Ok(found);
    };
    events(&xml, |event| {
        let (Event::Start(start) | Event::Empty(start)) = event else {
            return;
        };
        let (Some(id), Some(target)) = (value(start, "Id"), value(start, "Target")) else {
            return;
        };
        let is_outside = value(start, "TargetMode").is_some_and(|mode| mode == "External");
        found.insert(id, (!is_outside).then(|| part_name(FOLDER, &target)));
    })?;
    Ok(found)
}
