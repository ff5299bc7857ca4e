//! What happens on the way of an act.

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
