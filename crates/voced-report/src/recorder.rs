//! Every use that a report makes of a fact, recorded while it is composed.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use voced_domain::{Aspect, Fact, FactKey};

use crate::marks::Pieces;
use crate::model::{FigureId, Image, ImageId, Inline, TraceId};

/// Records uses. The functions of the templates share it, and own what they use: so it is locked, and
/// not borrowed.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Uses>);

/// What was used so far.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    pub(crate) pieces: Pieces,
    pub(crate) figures: Vec<PendingFigure>,
    pub(crate) keys: Vec<FactKey>,
    index: HashMap<FactKey, usize>,
    pub(crate) images: Vec<Image>,
    /// The files so far by their paths.
    paths: HashMap<String, ImageId>,
}

/// A figure before it is known where in the text it stands.
#[derive(Clone, Debug)]
pub(crate) struct PendingFigure {
    pub(crate) key: FactKey,
    pub(crate) aspect: Aspect,
    pub(crate) text: String,
}

impl Recorder {
    /// Records a use of a fact in the text, as which it is printed.
    pub(crate) fn figure(&self, fact: &Fact, aspect: Aspect, text: impl Into<String>) -> Inline {
        let mut uses = self.uses();
        uses.figures.push(PendingFigure {
            key: fact.key.clone(),
            aspect,
            text: text.into(),
        });
        Inline::Figure {
            figure: FigureId(uses.figures.len() - 1),
        }
    }

    /// Records a use of a fact outside the text, in a chart or at a glance.
    pub(crate) fn trace(&self, fact: &Fact) -> TraceId {
        let mut uses = self.uses();
        let next = uses.keys.len();
        let idx = *uses.index.entry(fact.key.clone()).or_insert(next);
        if idx == next {
            uses.keys.push(fact.key.clone());
        }
        TraceId(idx)
    }

    /// Records the use of a picture's file, which is there once however often it is used.
    pub(crate) fn image(&self, path: &str, image: Image) -> ImageId {
        let mut uses = self.uses();
        let next = ImageId(uses.images.len());
        let id = *uses.paths.entry(path.to_owned()).or_insert(next);
        if id == next {
            uses.images.push(image);
        }
        id
    }

    /// What was used so far.
    pub(crate) fn uses(&self) -> MutexGuard<'_, Uses> {
        // Nothing panics while it holds the lock in a way that could leave a use half-written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was used, when everything is composed.
    pub(crate) fn take_uses(&self) -> Uses {
        std::mem::take(&mut *self.uses())
    }
}
