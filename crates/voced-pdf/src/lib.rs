//! Writes a report as a tagged PDF (PDF/UA-1 and PDF/A-2a at once) through typst; it never reads the
//! clock or the network, and no text of the report ever becomes typst markup.
//!
//! The page follows GB/T 9704. Fonts are inputs: the same report and the same font files give the
//! same bytes. Only [`Fonts`] opens files; only [`program`] reads and writes standard streams.
//!
//! Each figure in the text is a link to its line in the 数据溯源表. The link's destination is *named* by
//! the figure's [`FigureTag`](voced_domain::FigureTag), so that `report.pdf#nameddest=<tag>` opens that
//! line in any viewer, nothing machine-made is read aloud, and [`linked`] gets tag and text back from
//! the bytes alone.

mod error;
mod fonts;
mod linked;
mod program;
mod text;
mod traces;
mod view;
mod world;

pub use error::PdfError;
pub use fonts::Fonts;
pub use linked::{Linked, LinkedError, linked};
pub use program::program;

use typst::comemo::Track;
use typst::ecow::EcoString;
use typst::foundations::{Label, Smart};
use typst::introspection::{Introspector, Location};
use typst::model::LateLinkResolver;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use voced_charts::Style;
use voced_report::{Block, Image, ImageId, Report};

use crate::view::{View, image_file};
use crate::world::ReportWorld;

/// Writes the report as PDF/UA-1 and PDF/A-2a.
///
/// # Errors
///
/// [`PdfError::NoCjkFont`] where no font can show Chinese, [`PdfError::NoGlyph`] where a character
/// of the report is in none of the fonts: nothing is ever printed as an empty box.
///
/// Typst remembers what it laid out; who writes many reports lets it [`forget`].
pub fn pdf(report: &Report, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let view = View::of(report);
    let charts = charts(report);
    let (store, families) = fonts.for_text(&all_text(&view, &charts)?)?;
    let world = ReportWorld::new(store, view.with_fonts(&families)?, charts, images(report));
    let compiled = typst::compile::<PagedDocument>(&world);
    let document = compiled
        .output
        .map_err(|found| PdfError::typesetting(&found))?;
    if !compiled.warnings.is_empty() {
        return Err(PdfError::typesetting(&compiled.warnings));
    }
    export(report, &document)
}

/// The charts by the names of their files, `chart-<index of the block>.svg`.
fn charts(report: &Report) -> Vec<(String, String)> {
    let file = |(index, block): (usize, &Block)| match block {
        Block::Chart(chart) => Some((
            format!("chart-{index}.svg"),
            voced_charts::svg(chart, Style::Print),
        )),
        _ => None,
    };
    report.blocks.iter().enumerate().filter_map(file).collect()
}

/// The pictures by the names of their files.
fn images(report: &Report) -> Vec<(String, Vec<u8>)> {
    let images = report.images.iter().enumerate();
    let file =
        |(idx, image): (usize, &Image)| (image_file(report, ImageId(idx)), image.bytes.clone());
    images.map(file).collect()
}

/// Every character that has to be in a font, and some more.
fn all_text(view: &View, charts: &[(String, String)]) -> Result<String, PdfError> {
    let mut text = view.text()?;
    text.extend(charts.iter().map(|(_, svg)| svg.as_str()));
    Ok(text)
}

/// Frees what typst remembers of reports written before.
pub fn forget() {
    typst::comemo::evict(0);
}

fn export(report: &Report, document: &PagedDocument) -> Result<Vec<u8>, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .expect("the two standards have PDF 1.7 in common");
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}/{}", report.bureau, report.title)),
        creator: Smart::Custom(Some("voced-pdf".into())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let anchors = named_destinations(report, document.introspector().as_ref());
    let resolver = LateLinkResolver::new(None, document.introspector().as_ref());
    typst_pdf::pdf_in_bundle(document, &options, &anchors, resolver.track())
        .map_err(|found| PdfError::typesetting(&found))
}

/// The label of the place to which the figure with this index leads.
fn figure_label(index: usize) -> Option<Label> {
    Label::new(PicoStr::intern(&format!("figure-{index}")))
}

/// The place of each figure's line in the 数据溯源表, under the name of its tag.
fn named_destinations(
    report: &Report,
    introspector: &dyn Introspector,
) -> Vec<(Location, EcoString)> {
    let named = |(index, figure): (usize, &voced_report::Figure)| {
        let place = introspector.query_label(figure_label(index)?).ok()?;
        Some((place.location()?, figure.tag.to_string().into()))
    };
    report
        .figures
        .iter()
        .enumerate()
        .filter_map(named)
        .collect()
}
