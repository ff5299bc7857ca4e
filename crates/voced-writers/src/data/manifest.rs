//! `manifest.json`: what a run was made from and what it made, by hash.

use serde::Serialize;
use sha2::{Digest, Sha256};
use voced_domain::{Bureau, ReferenceYear, Source, Stamp};

use crate::WriteError;

const SCHEMA: &str = "voced/manifest/1";

/// What a manifest says.
#[derive(Clone, Debug)]
pub struct Manifest<'a> {
    /// The bureau.
    pub bureau: &'a Bureau,
    /// The year.
    pub year: ReferenceYear,
    /// Version of the program.
    pub tool_version: &'a str,
    /// The sources of the catalogue, the embedded ones and the bureau's own.
    pub catalogue: &'a [Source<'a>],
    /// Files that were read.
    pub inputs: &'a [Stamp],
    /// Files that were written.
    pub outputs: &'a [Stamp],
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    bureau: &'a str,
    year: u16,
    tool: Tool<'a>,
    catalogue: String,
    inputs: &'a [Stamp],
    outputs: &'a [Stamp],
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'static str,
    version: &'a str,
}

/// Writes a manifest.
///
/// # Errors
/// [`WriteError::Json`], which plain data does not cause.
pub fn manifest(manifest: &Manifest<'_>) -> Result<Vec<u8>, WriteError> {
    let document = Document {
        schema: SCHEMA,
        bureau: &manifest.bureau.name,
        year: manifest.year.get(),
        tool: Tool {
            name: "voced",
            version: manifest.tool_version,
        },
        catalogue: catalogue_hash(manifest.catalogue),
        inputs: manifest.inputs,
        outputs: manifest.outputs,
    };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Names and lengths go into the hash, so that text cannot move between sources unseen.
fn catalogue_hash(sources: &[Source<'_>]) -> String {
    let mut hash = Sha256::new();
    for source in sources {
        hash.update(format!("{}\0{}\0", source.name, source.text.len()));
        hash.update(source.text);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
