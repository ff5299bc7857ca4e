//! From a bureau's folder to a table of the region's figures with the cells that they come from:
//! `cargo run -p voced-folder --example figures -- fixtures/siping 2020`.

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;

use voced_domain::ReferenceYear;
use voced_folder::Folder;
use voced_pipeline::{assess, go_on};

fn main() -> Result<(), Box<dyn Error>> {
    let [folder, year] = [1, 2].map(|place| env::args().nth(place).unwrap_or_default());
    let folder = Folder::open(Path::new(&folder))?;
    let year = ReferenceYear::new(year.parse()?)?;
    let assessment = assess(folder.inputs(year, &go_on)?, &go_on)?;
    let mut table = io::stdout().lock();
    let region = assessment.bureau.own_region();
    for indicator in assessment.this.edition.indicators() {
        let Some(fact) = assessment.facts.get(&region.code, &indicator.code, year) else {
            continue;
        };
        let cells = fact.sources().into_iter();
        let cells = cells.filter_map(|id| assessment.this.dataset.observation(id));
        let cells: Vec<String> = cells.map(|found| found.cell.to_string()).collect();
        writeln!(
            table,
            "{}\t{}{}\t{}",
            indicator.name,
            fact.display(),
            indicator.unit,
            cells.join("；")
        )?;
    }
    Ok(())
}
