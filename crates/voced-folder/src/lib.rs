//! A bureau's folder of plain files: [`Folder::inputs`] reads what a year's run needs, and an
//! [`OutputFolder`] takes the outputs, all of them or none.
//!
//! An input is never modified, but that the record of a year and its waivers are added to. Nothing is left half-written, and nothing that a person changed is
//! overwritten: what is no longer as it was written is set aside with its date.
//!
//! Nothing here knows a command, an argument or a terminal, and nothing computes a figure.
//!
//! # A bureau is a folder
//!
//! ```text
//! bureau.toml                  name, region, schools
//! catalogue.toml               what the bureau defines besides the nation, or otherwise with printed reasons
//! 2019/printed.csv             a year of which only the printed figures exist
//! 2020/submissions/*           workbooks that came back, in a folder the rounds of one school; 2020/city.xlsx the bureau's own
//! 2020/waivers.toml            findings that the bureau lets stand: rule, school, values, who, when, why
//! 2020/办理记录.csv            when workbooks were sent out, how they were found, which came back signed
//! 2020/layouts/*.json            templates of the workbooks that were sent out
//! 2020/printed.csv             what the year's report printed, to compare with
//! 2020/narrative/*.md          the text of the year's report; narrative/*.md for years without their own
//! ```
//!
//! # Example
//!
//! Every figure of a year with the cells that it comes from:
//!
//! ```
//! use std::path::Path;
//!
//! use voced_domain::{IndicatorCode, ReferenceYear};
//! use voced_folder::Folder;
//! use voced_pipeline::{assess, go_on};
//!
//! let folder = Folder::open(Path::new("../../fixtures/siping"))?;
//! let year = ReferenceYear::new(2020)?;
//! let assessment = assess(folder.inputs(year, &go_on)?, &go_on)?;
//!
//! let city = &assessment.bureau.own_region().code;
//! let employed = assessment.facts.get(city, &IndicatorCode::new("employment_rate")?, year).unwrap();
//! assert_eq!(employed.display(), "97.8");
//! let cells = employed.sources().into_iter().filter_map(|id| assessment.this.dataset.observation(id));
//! assert!(cells.map(|found| found.cell.to_string()).any(|cell| cell.ends_with("表7就业升学!E4")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// In the order in which to read them.
mod arrival_name;
mod arrivals;
mod cache;
mod draft_pictures;
mod drafts;
mod edit;
mod error;
mod folder;
mod inputs;
mod journal;
mod own_definitions;
mod record;

mod beside;
mod open_elsewhere;
mod returned_files;

mod input;
mod obstacle;

mod lock;
mod output;
mod output_folder;
mod set_aside;
mod written;

mod today;

pub use arrivals::Arrival;
pub use cache::Cache;
pub use draft_pictures::DraftPictures;
pub use drafts::{Draft, Put, draft_name, put_draft};
pub use edit::{Noted, OwnFile};
pub use error::FolderError;
pub use folder::{Folder, ISSUED_TO};
pub use journal::Deed;
pub use output::Output;
pub use output_folder::OutputFolder;
pub use record::RECORD;
pub use returned_files::ReturnedFile;
pub use set_aside::SetAside;
pub use today::day;
