//! What happens on the way of an act.

use std::fmt;

use voced_folder::{Output, OutputFolder, SetAside};

use crate::Refusal;

/// Something that happened on the way of an act, which whoever asked for it ought to know whether it comes to its end
/// or not.
#[derive(Debug)]
pub enum Notice<'a> {
    /// An earlier run was interrupted in this folder; its outputs are in their places now.
    Finished(&'a OutputFolder),
    /// A file was not as it was written, and is called otherwise now.
    SetAside(SetAside),
    /// What was done could not be written into the record.
    NotRecorded(String),
}

impl fmt::Display for Notice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Finished(place) => {
                let place = place.place("");
                let place = place.display();
                write!(f, "{place}：上次的结果没有放完就中断了，先把它放完")
            }
            Notice::SetAside(found) => {
                let why = if found.was_written {
                    "在生成以后改动过"
                } else {
                    "不知是谁写的"
                };
                let (from, to) = (found.from.display(), found.to.display());
                write!(f, "{from}{why}，没有覆盖，改名为{to}")
            }
            Notice::NotRecorded(why) => f.write_str(why),
        }
    }
}

/// Whoever listens.
pub type Listen<'a> = &'a dyn Fn(Notice<'_>);

/// Tells what an earlier run left.
pub(crate) fn tell_interrupted(place: &OutputFolder, listen: Listen<'_>) {
    if place.was_interrupted() {
        listen(Notice::Finished(place));
    }
    tell_set_aside(place, listen);
}

/// Puts outputs in their places, and tells what was set aside for them, also where that fails.
pub(crate) fn put_in_place(
    place: &OutputFolder,
    outputs: &[Output],
    listen: Listen<'_>,
) -> Result<(), Refusal> {
    let placed = place.replace(outputs);
    tell_set_aside(place, listen);
    Ok(placed?)
}

fn tell_set_aside(place: &OutputFolder, listen: Listen<'_>) {
    for found in place.take_set_aside() {
        listen(Notice::SetAside(found));
    }
}
