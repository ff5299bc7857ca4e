//! A drawing that is being read: which pictures are in it, and what somebody says that they show.

use quick_xml::events::BytesStart;

use crate::document::{Picture, Source};
use crate::package::value;
use crate::relations::Relations;

/// A drawing that is open: in a line or floating, of today's Word or of an old one.
#[derive(Debug, Default)]
pub(crate) struct OpenDrawing {
    /// Whether another program made it.
    is_object: bool,
    alt: String,
    /// That of one picture of several.
    own_alt: String,
    is_hidden: bool,
    n_pictures: usize,
}

impl OpenDrawing {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            is_object: name == "object",
            ..Self::default()
        }
    }

    /// Takes an element; the picture that it is.
    pub(crate) fn take(
        &mut self,
        start: &BytesStart<'_>,
        relations: &Relations,
    ) -> Option<Picture> {
        let said = |name: &str| value(start, name).filter(|said| !said.trim().is_empty());
        let described = || said("descr").or_else(|| said("title")).unwrap_or_default();
        match start.local_name().as_ref() {
            "docPr" => {
                self.alt = described();
                self.is_hidden = said("hidden").is_some_and(|said| said == "1" || said == "true");
                None
            }
            "cNvPr" => {
                self.own_alt = described();
                None
            }
            "shape" | "rect" => {
                self.alt = said("alt").unwrap_or_default();
                None
            }
            "blip" => self.found(match said("embed") {
                Some(id) => part(&id, relations),
                None => said("link").map(|_| Source::Linked),
            }),
            "imagedata" => {
                self.own_alt = String::new();
                let id = said("id").or_else(|| said("pict"))?;
                self.found(part(&id, relations))
            }
            "chart" => self.found(Some(Source::Chart)),
            "relIds" => self.found(Some(Source::Diagram)),
            _ => None,
        }
    }

    /// What is left to say when it ends.
    pub(crate) fn end(&mut self) -> Option<Picture> {
        (self.is_object && self.n_pictures == 0)
            .then_some(Source::Object)
            .and_then(|source| self.found(Some(source)))
    }

    fn found(&mut self, source: Option<Source>) -> Option<Picture> {
        let source = source.filter(|_| !self.is_hidden)?;
        self.n_pictures += 1;
        let own = std::mem::take(&mut self.own_alt);
        Some(Picture {
            source,
            alt: if own.is_empty() {
                self.alt.clone()
            } else {
                own
            },
        })
    }
}

fn part(id: &str, relations: &Relations) -> Option<Source> {
    let target = relations.get(id)?;
    Some(target.clone().map_or(Source::Linked, Source::Part))
}
