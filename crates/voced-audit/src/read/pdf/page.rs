//! What stands on the pages of a PDF: characters with their places, and the rules between them.

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};

use super::line::Piece;
use crate::error::ReadError;

/// Longer documents are no reports.
const MOST_PAGES: usize = 2_000;
/// So much of the library's units is a font's size.
const UNITS: f64 = 1_000.0;
/// What is drawn thinner, in points, is a rule.
const THICKEST: f64 = 2.5;
/// Shorter rules, in points, part nothing.
const SHORTEST: f64 = 4.0;
/// More rules are a drawing.
const MOST_RULES: usize = 5_000;
/// The width of a character whose font does not say it, in sizes.
const WIDTH: f64 = 0.5;
/// Of the last so many characters a character may be a second drawing.
const LOOK_BACK: usize = 80;
/// One unknown character among so many, and the others do not tell what the text says.
const LEAST_UNKNOWN: usize = 5;
/// What a character becomes that nobody can name.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// A page as it is looked at: one view for each way in which its text is turned, the upright first.
#[derive(Default)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) views: Vec<View>,
}

/// What can be read without turning the page. Places are in points, from the left and from the top.
#[derive(Default)]
pub(super) struct View {
    /// Its characters.
    pub(super) glyphs: Vec<Piece>,
    pub(super) rules: Vec<Rule>,
}

/// A line that is drawn, level or upright.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) is_level: bool,
    /// Where it stands: from the top where it is level, else from the left.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// The pages of a document.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Page>, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ReadError::Damaged,
    })?;
    let sources = pdf.pages();
    if sources.len() > MOST_PAGES {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let cache = InterpreterCache::new();
    let page = |(number, source)| page(number, source, &pdf, &cache);
    let pages: Vec<Page> = (1..).zip(sources.iter()).map(page).collect();
    if has_no_names(&pages) {
        return Err(ReadError::NoNames);
    }
    Ok(pages)
}

/// Whether so many characters have no name that the text cannot be read.
fn has_no_names(pages: &[Page]) -> bool {
    let glyphs = pages
        .iter()
        .flat_map(|page| &page.views)
        .flat_map(|view| &view.glyphs);
    let (n_all, n_unknown) = glyphs.fold((0, 0), |(n_all, n_unknown), glyph| {
        let is_unknown = glyph.text.contains(UNKNOWN);
        (n_all + 1, n_unknown + usize::from(is_unknown))
    });
    n_unknown * LEAST_UNKNOWN > n_all
}

fn page<'a>(
    number: usize,
    source: &Source<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
) -> Page {
    let (width, height) = source.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
    let from_top = source.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings {
        render_annotations: false,
        ..InterpreterSettings::default()
    };
    let mut context = Context::new(from_top, bounds, cache, pdf.xref(), settings);
    let mut seen = Seen::new(bounds);
    interpret_page(source, &mut context, &mut seen);
    Page {
        number,
        views: seen.views(),
    }
}

/// The ways in which text is turned, as the direction in which it runs.
const TURNS: [Vec2; 4] = [
    Vec2::new(1.0, 0.0),
    Vec2::new(0.0, -1.0),
    Vec2::new(0.0, 1.0),
    Vec2::new(-1.0, 0.0),
];
/// Text that runs further apart from all of them is a water mark, as a cosine.
const STRAIGHT: f64 = 0.98;

/// A page being looked at.
struct Seen {
    bounds: Rect,
    /// The characters by the way in which they are turned.
    glyphs: [Vec<Piece>; 4],
    rules: Vec<(Point, Point)>,
    /// Whether what was drawn last is a space.
    is_spaced: bool,
}

impl Seen {
    fn new(bounds: Rect) -> Self {
        Self {
            bounds,
            glyphs: Default::default(),
            rules: Vec::new(),
            is_spaced: false,
        }
    }

    fn views(self) -> Vec<View> {
        let rules = self.rules;
        let turned = self.glyphs.into_iter().zip(TURNS);
        let filled = turned.filter(|(glyphs, _)| !glyphs.is_empty());
        filled
            .map(|(glyphs, turn)| View {
                glyphs,
                rules: rules
                    .iter()
                    .filter_map(|rule| rule_in(*rule, turn))
                    .collect(),
            })
            .collect()
    }

    fn glyph(&mut self, text: String, to_page: Affine, advance: Option<f32>) {
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let along = Vec2::new(a, b);
        let size = (a * d - b * c).abs().sqrt() * UNITS;
        let at = to_page * Point::ORIGIN;
        if !size.is_normal() || !self.bounds.contains(at) {
            return;
        }
        let direction = along.normalize();
        let turns = TURNS.iter().zip(&mut self.glyphs);
        let Some((turn, glyphs)) = turns
            .into_iter()
            .find(|(turn, _)| turn.dot(direction) > STRAIGHT)
        else {
            return;
        };
        let place = turned(at, *turn);
        let advance = match advance {
            _ if text.starts_with(is_ideograph) => UNITS,
            Some(advance) => f64::from(advance),
            None => WIDTH * UNITS,
        };
        let width = along.hypot() * advance;
        let glyph = Piece {
            left: place.x,
            right: place.x + width,
            base: place.y,
            size,
            text,
            is_spaced: std::mem::take(&mut self.is_spaced),
            table: None,
        };
        if !glyphs
            .iter()
            .rev()
            .take(LOOK_BACK)
            .any(|other| other.is_again(&glyph))
        {
            glyphs.push(glyph);
        }
    }

    fn line(&mut self, from: Point, to: Point) {
        if self.rules.len() < MOST_RULES {
            self.rules.push((from, to));
        }
    }

    /// The sides of a path that is drawn, or what a thin filled one stands for.
    fn path(&mut self, path: &BezPath, is_filled: bool) {
        let bounds = path.bounding_box();
        if is_filled {
            let center = bounds.center();
            if bounds.height() <= THICKEST {
                self.line(
                    Point::new(bounds.x0, center.y),
                    Point::new(bounds.x1, center.y),
                );
            } else if bounds.width() <= THICKEST {
                self.line(
                    Point::new(center.x, bounds.y0),
                    Point::new(center.x, bounds.y1),
                );
            }
            return;
        }
        let (mut start, mut last) = (Point::ORIGIN, Point::ORIGIN);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => (start, last) = (point, point),
                PathEl::LineTo(point) => {
                    self.line(last, point);
                    last = point;
                }
                PathEl::ClosePath => {
                    self.line(last, start);
                    last = start;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
            }
        }
    }
}

/// Ideographs are as wide as their size, whatever a font says.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A place of the page as one sees it whose text runs in a direction.
fn turned(at: Point, turn: Vec2) -> Point {
    let place = at.to_vec2();
    let down = Vec2::new(-turn.y, turn.x);
    Point::new(place.dot(turn), place.dot(down))
}

fn rule_in((from, to): (Point, Point), turn: Vec2) -> Option<Rule> {
    let (from, to) = (turned(from, turn), turned(to, turn));
    let (width, height) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    let rule = |is_level, at, one: f64, other: f64| Rule {
        is_level,
        at,
        from: one.min(other),
        to: one.max(other),
    };
    if height <= 1.0 && width >= SHORTEST {
        Some(rule(true, f64::midpoint(from.y, to.y), from.x, to.x))
    } else if width <= 1.0 && height >= SHORTEST {
        Some(rule(false, f64::midpoint(from.x, to.x), from.y, to.y))
    } else {
        None
    }
}

impl<'a> Device<'a> for Seen {
    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => UNKNOWN.to_string(),
        };
        // Most words are parted by room alone.
        if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            self.is_spaced = true;
            return;
        }
        let advance = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(_) => None,
        };
        self.glyph(text, transform * glyph_transform, advance);
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        let is_filled = matches!(mode, PathDrawMode::Fill(_));
        self.path(&(transform * path.clone()), is_filled);
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
