//! What schools said of their numbers, and the bureau of what it lets stand, as notes where such a number is
//! printed; each once, in the editions that the outline names.

use std::collections::BTreeSet;

use voced_domain::{Entity, EvidenceKey, FactKey, Finding, FindingStatus, Reply};

use crate::context::ComposeContext;
use crate::model::{Block, FigureId, Inline, Paragraph, ParagraphKind};
use crate::run::Run;

/// The answers that are still to be told.
pub(crate) struct Explained<'r> {
    run: &'r Run<'r>,
    cx: &'r ComposeContext,
    answered: Vec<(&'r Finding, &'r Reply)>,
}

impl<'r> Explained<'r> {
    /// Those of a run; none where the outline does not ask for them.
    pub(crate) fn of(run: &'r Run<'r>, cx: &'r ComposeContext, is_wanted: bool) -> Self {
        let answered = run.findings.iter().filter_map(|finding| {
            let is_answered = finding.status != FindingStatus::Open;
            let reply = finding
                .reply
                .as_ref()
                .filter(|_| is_answered && is_wanted)?;
            Some((finding, reply))
        });
        Self {
            run,
            cx,
            answered: answered.collect(),
        }
    }

    /// The note under a block of the text; none where nothing was said of its numbers.
    pub(crate) fn note(&mut self, block: &Block) -> Option<Block> {
        if self.answered.is_empty() {
            return None;
        }
        let keys = keys(block, self.cx);
        let (told, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.answered)
            .into_iter()
            .partition(|(finding, _)| keys.iter().any(|key| self.concerns(finding, key)));
        self.answered = left;
        let mut groups: Vec<(Said<'_>, BTreeSet<String>)> = Vec::new();
        for (finding, reply) in &told {
            let (said, names) = self.said(finding, reply);
            match groups.iter_mut().find(|(known, _)| *known == said) {
                Some((_, known)) => known.extend(names),
                None => groups.push((said, names.into_iter().collect())),
            }
        }
        let lines: Vec<String> = groups.iter().map(|(said, names)| said.of(names)).collect();
        (!lines.is_empty()).then(|| note(lines.join("；"), "学校的说明和本局的豁免"))
    }

    /// Who said what, and the names of the numbers that it was said of.
    fn said<'f>(&self, finding: &'f Finding, reply: &'f Reply) -> (Said<'f>, Vec<String>)
    where
        'r: 'f,
    {
        let school = finding.school.as_ref();
        let school = school.and_then(|code| self.run.bureau.entity(code));
        let edition = self.run.this.edition;
        let names = finding
            .evidence
            .values()
            .iter()
            .filter_map(|(key, _)| match key {
                EvidenceKey::Item { item, .. } => edition.item(item).map(|item| item.name.clone()),
                EvidenceKey::Figure { name, .. } => Some(name.clone()),
                _ => None,
            });
        let said = Said {
            school: school.map_or("", Entity::short),
            is_by_school: reply.is_by_school(),
            text: reply.text.trim().trim_end_matches('。'),
        };
        (said, names.collect())
    }

    /// Whether a finding speaks of a printed fact: of the school's own, or of the region's that it is in.
    fn concerns(&self, finding: &Finding, key: &FactKey) -> bool {
        let Some(school) = finding
            .school
            .as_ref()
            .filter(|_| key.year == self.cx.year())
        else {
            return false;
        };
        if key.entity != *school && key.entity != *self.cx.region() {
            return false;
        }
        let Some(indicator) = self.run.this.edition.indicator(&key.indicator) else {
            return false;
        };
        finding
            .evidence
            .values()
            .iter()
            .any(|(evidence, _)| match evidence {
                EvidenceKey::Figure { indicator, .. } => *indicator == key.indicator,
                EvidenceKey::Item { item, .. } => indicator.formula.items().any(|own| own == item),
                _ => false,
            })
    }
}

/// A note under a block, of numbers that are no facts.
pub(crate) fn note(text: String, reason: &str) -> Block {
    let reason = reason.into();
    Block::Paragraph(Paragraph {
        kind: ParagraphKind::Note,
        text: vec![Inline::text("注："), Inline::Stated { text, reason }],
    })
}

/// The facts that a block prints.
pub(crate) fn keys(block: &Block, cx: &ComposeContext) -> Vec<FactKey> {
    let mut ids = Vec::new();
    match block {
        Block::Paragraph(paragraph) => figures(&paragraph.text, &mut ids),
        Block::List { items } => items.iter().for_each(|item| figures(&item.text, &mut ids)),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| figures(&cell.text, &mut ids));
        }
        Block::Heading(_) | Block::Chart(_) | Block::Pictures { .. } | Block::Traces => {}
    }
    let uses = cx.recorder.uses();
    let used = ids.iter().filter_map(|id| uses.figures.get(id.0));
    used.map(|used| used.key.clone()).collect()
}

/// What was said, and by whom.
#[derive(PartialEq, Eq)]
struct Said<'f> {
    school: &'f str,
    is_by_school: bool,
    text: &'f str,
}

impl Said<'_> {
    /// `市职校的技术服务，学校说明：合并后重新统计`.
    fn of(&self, names: &BTreeSet<String>) -> String {
        let Self { school, text, .. } = self;
        let by = if self.is_by_school {
            "学校"
        } else {
            "本局"
        };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("{school}的{}，{by}说明：{text}", names.join("、"))
    }
}

fn figures(line: &[Inline], found: &mut Vec<FigureId>) {
    for piece in line {
        match piece {
            Inline::Strong { of } => figures(of, found),
            Inline::Figure { figure } => found.push(*figure),
            Inline::Text { .. } | Inline::Stated { .. } | Inline::Reference { .. } => {}
        }
    }
}
