//! Entries of the catalogue as lines of TOML. Whatever a form says becomes a quoted text and nothing else.

use super::words::on_one_line;

/// An entry, or a proposal of one that stands in comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// `item`, as in `[[item]]`.
    pub(super) table: &'static str,
    /// What a person must decide, above the entry.
    pub(super) remark: Option<String>,
    /// Whether all of it is a comment.
    pub(super) is_comment: bool,
    pub(super) fields: Vec<(&'static str, String, Option<String>)>,
}

impl Entry {
    /// An entry of a table, without fields.
    pub(super) fn new(table: &'static str) -> Self {
        Self {
            table,
            ..Self::default()
        }
    }

    /// With a text.
    #[must_use]
    pub(super) fn text(self, key: &'static str, text: impl AsRef<str>) -> Self {
        self.field(key, quoted(text.as_ref()), None)
    }

    /// With a text that a person must look at, where there is a doubt.
    #[must_use]
    pub(super) fn doubtful(self, key: &'static str, text: &str, doubt: Option<String>) -> Self {
        self.field(key, quoted(text), doubt)
    }

    /// With a list of codes.
    #[must_use]
    pub(super) fn codes<C: AsRef<str>>(self, key: &'static str, codes: &[C]) -> Self {
        self.field(key, list(codes), None)
    }

    /// With a value that is TOML already: a number, a truth, what [`list`] gives.
    #[must_use]
    pub(super) fn field(mut self, key: &'static str, value: String, doubt: Option<String>) -> Self {
        self.fields.push((key, value, doubt));
        self
    }

    /// How many things a person must look at.
    pub(super) fn n_doubts(&self) -> usize {
        let doubts = self.fields.iter().filter(|(_, _, doubt)| doubt.is_some());
        doubts.count() + usize::from(self.remark.is_some())
    }

    /// The lines.
    pub(super) fn to_toml(&self) -> String {
        let mut lines = Vec::new();
        lines.extend(self.remark.as_ref().map(|remark| comment(remark)));
        let sign = if self.is_comment { "# " } else { "" };
        lines.push(format!("{sign}[[{}]]", self.table));
        for (key, value, doubt) in &self.fields {
            let doubt = doubt
                .as_ref()
                .map_or(String::new(), |doubt| format!("  {}", comment(doubt)));
            lines.push(format!("{sign}{key} = {value}{doubt}"));
        }
        lines.join("\n") + "\n"
    }
}

/// `# 待核：…`, on one line whatever it says.
fn comment(text: &str) -> String {
    format!("# 待核：{}", on_one_line(text))
}

/// A text as a value of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A list of texts as a value of TOML.
pub(super) fn list<C: AsRef<str>>(texts: &[C]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}
