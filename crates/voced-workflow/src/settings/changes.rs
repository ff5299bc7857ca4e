//! What is otherwise in one year's definitions than in the year before, in lines.

use voced_domain::{Alteration, Catalogue, DefinitionChange, Edition, ReferenceYear};
use voced_pipeline::{bound_name, rules};

/// What is otherwise in a year than in the year before it, a line each: definitions, then rules that are computed.
pub fn definition_changes(catalogue: &Catalogue, year: ReferenceYear) -> Vec<String> {
    let (before, this) = (catalogue.edition(year.previous()), catalogue.edition(year));
    let changes = this.changes_since(&before);
    let lines = changes.iter().map(change_in_words);
    lines.chain(changed_rules(&before, &this)).collect()
}

/// Rules with an algorithm that begin or end; relations are told with the definitions.
fn changed_rules(before: &Edition, this: &Edition) -> Vec<String> {
    let is_relation = |edition: &Edition, code: &str| {
        let mut relations = edition.relations().iter();
        relations.any(|relation| relation.code.as_str() == code)
    };
    let own = |edition: &Edition| -> Vec<(String, String)> {
        let cards = rules(edition).into_iter();
        let cards = cards.filter(|card| !is_relation(edition, &card.code));
        cards
            .map(|card| (card.code.to_string(), card.name.to_string()))
            .collect()
    };
    let (then, now) = (own(before), own(this));
    let line = |word: &str, (code, name): &(String, String)| format!("规则　{word}　{code} {name}");
    let begun = now.iter().filter(|rule| !then.contains(rule));
    let ended = then.iter().filter(|rule| !now.contains(rule));
    let begun = begun.map(|rule| line("新增", rule));
    begun.chain(ended.map(|rule| line("停用", rule))).collect()
}

/// `数据项　更名　10.01 脱贫劳动力培训（原称贫困劳动力培训）`.
fn change_in_words(change: &DefinitionChange) -> String {
    let DefinitionChange {
        subject,
        code,
        name,
        threshold,
        alteration,
    } = change;
    let (word, more) = match alteration {
        Alteration::Begun => ("新增", String::new()),
        Alteration::Ended => ("停用", String::new()),
        Alteration::Renamed { from } => ("更名", format!("（原称{from}）")),
        Alteration::Reworded => ("改写说明", String::new()),
        Alteration::Redefined { from, to } => ("口径变化", format!("（原为{from}，现为{to}）")),
    };
    let what = match threshold {
        Some(threshold) => {
            let bound = bound_name(&threshold.name).unwrap_or(&threshold.name);
            format!("{name}{bound}{threshold}")
        }
        None => format!("{code} {name}"),
    };
    format!("{}　{word}　{what}{more}", subject.name())
}
