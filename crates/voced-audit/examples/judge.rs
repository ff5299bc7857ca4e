//! Judges a report by arithmetic alone: `cargo run -p voced-audit --example judge -- report.md`.

use voced_domain::{Catalogue, ReferenceYear};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("judge: a report is missing")?;
    let edition = Catalogue::national()?.edition(ReferenceYear::new(2020)?);
    let document = voced_audit::read(&std::fs::read(path)?)?;
    let audit = voced_audit::audit(&document, &edition, None);
    for (claim, judged) in audit.claims.iter().zip(&audit.judged) {
        let fact = claim.fact.as_ref().map_or("—", |fact| fact.as_str());
        println!(
            "{:>4} {:<8} {:>12}{:<4} {:?} {:?} {:<28} {} {} {}",
            claim.place.line,
            claim.place.section,
            claim.text,
            claim.unit,
            claim.kind,
            claim.year,
            fact,
            judged.verdict.name(),
            judged.check,
            judged.reason
        );
    }
    println!("{:?}", audit.summary());
    Ok(())
}
