//! What a form says otherwise than the one that was imported before.

use voced_domain::{DataItem, ItemCode, Unit};

use super::entries::{definition, retired_entry};
use super::own_group::Aligned;
use super::proposal::Proposal;
use super::propose::Desk;
use super::toml_text::quoted;
use super::words::key;

impl<'a> Desk<'a, '_> {
    /// What a form says otherwise than the entry that an earlier one made.
    pub(super) fn compare(&self, idx: usize, item: &DataItem, proposal: &mut Proposal) {
        let (row, name, asked) = (&self.form.rows[idx], &self.names[idx], &self.asked[idx]);
        if key(&item.name) != key(name) && key(&item.name) != key(&row.name) {
            let before = self.form_use.year.previous();
            let what = format!(
                "{}“{}”现在是“{name}”；请在{}里改name，并写former = [{{ until = {before}, name = {} }}]",
                item.number,
                item.name,
                item.code,
                quoted(&item.name),
            );
            proposal.say("名称改了", &row.place, what);
        }
        let is_sure = asked.doubt.is_none();
        if is_sure && asked.what.unit() != item.unit && item.kind.is_number() {
            let was = item.unit.map_or("没有", Unit::symbol);
            let now = asked.what.unit().map_or("没有", Unit::symbol);
            let what = format!("{item}的单位原为{was}，现为{now}；请改{}的unit", item.code);
            proposal.say("单位改了", &row.place, what);
        }
        let definition = definition(&self.made, row);
        if !row.note.is_empty() && key(&definition) != key(&item.definition) {
            let what = format!(
                "{item}现在是“{definition}”；请核对{}的definition",
                item.code
            );
            proposal.say("说明改了", &row.place, what);
        }
    }

    /// Items of an earlier form that this one does not have end before its year.
    pub(super) fn gone(
        &mut self,
        aligned: Option<&Aligned<'a>>,
        proposal: &mut Proposal,
    ) -> Vec<ItemCode> {
        let gone = aligned.map_or(&[][..], |aligned| aligned.gone.as_slice());
        for item in gone {
            let before = self.form_use.year.previous();
            let year = self.form_use.year;
            let what = format!("{item}（{}）；{year}年起不再收，往年的数不变", item.code);
            proposal.say("不再有", "", what);
            self.entries.push(retired_entry(
                item.code.as_str(),
                before,
                &format!("“{}”在表样里不再有；仍要收的请删去这一段", item.name),
                &format!("{}里不再有这一项。", self.made.source),
            ));
        }
        gone.iter().map(|item| item.code.clone()).collect()
    }
}
