//! What earlier runs read and wrote, so that the next one does only what changed: what came of reading a workbook, by
//! the hash of its bytes and of everything that it was read against; the hash of a file for a school, by
//! everything that it was written from.
//!
//! Nothing rests on it. The bytes of every workbook, and of every file that would not be written again, are read and
//! hashed each time; whatever is damaged, unknown or gone is made anew; the folder may be deleted at any moment. It
//! holds what workbooks hold, names and telephone numbers among them, and therefore lies with the user's own
//! files, readable by nobody else.

use std::env;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};
use voced_domain::{Edition, Stamp};
use voced_pipeline::Reading;

/// Names another folder for it; empty, it keeps nothing.
const VARIABLE: &str = "VOCED_CACHE";
/// An entry begins with the hash of what follows.
const HASH_LENGTH: usize = 32;
/// What nobody asked for so long is taken away.
const KEPT_FOR: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// What was asked for is marked so no more than once in this time.
const MARKED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder of what was read and written, for runs of this very program.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    program: String,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    found: AtomicUsize,
    read: AtomicUsize,
}

impl Cache {
    /// In the folder that the system has for such things of the user; nothing where it has none, or where the
    /// variable `VOCED_CACHE` is empty. The variable may name another folder.
    pub fn of_user() -> Option<Self> {
        match env::var_os(VARIABLE) {
            Some(named) if named.is_empty() => None,
            Some(named) => Some(Self::at(named)),
            None => Some(Self::at(dirs::cache_dir()?.join("voced"))),
        }
    }

    /// In this folder, which is made when something is kept.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into().join("known"),
            program: program(),
            counts: Arc::default(),
        }
    }

    /// How many workbooks were found in it, and how many had to be read.
    pub fn counts(&self) -> (usize, usize) {
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (count(&self.counts.found), count(&self.counts.read))
    }

    /// Readings that rest on this besides their bytes: year, bureau and definitions, and templates.
    pub(crate) fn context(&self, known: &str, templates: &[Stamp]) -> ReadingContext<'_> {
        let templates = templates.iter().map(|stamp| stamp.sha256.as_bytes());
        let known = [self.program.as_bytes(), known.as_bytes()].into_iter();
        let parts: Vec<&[u8]> = known.chain(templates).collect();
        ReadingContext {
            cache: self,
            hash: hex(&parts),
        }
    }

    /// By what the hash of an output is known that was written from this.
    pub fn output_key(&self, written_from: &str) -> String {
        hex(&[self.program.as_bytes(), b"output", written_from.as_bytes()])
    }

    /// The hash of an output, where it was written before.
    pub fn output_hash(&self, key: &str) -> Option<String> {
        String::from_utf8(self.content(key)?).ok()
    }

    /// Remembers the hash of an output.
    pub fn keep_output(&self, key: &str, sha256: &str) {
        let _ = self.put(key, sha256.as_bytes());
    }

    /// Takes away what nobody asked for any more.
    pub fn tidy(&self) {
        let folders = entries(&self.folder);
        let files = folders.into_iter().flat_map(|folder| entries(&folder));
        for file in files.filter(|file| age(file).is_some_and(|age| age > KEPT_FOR)) {
            let _ = fs::remove_file(file);
        }
    }

    fn place(&self, key: &str) -> PathBuf {
        let (first, rest) = key.split_at(2);
        self.folder.join(first).join(rest)
    }

    /// What is kept under a key, as it was put there.
    fn content(&self, key: &str) -> Option<Vec<u8>> {
        let place = self.place(key);
        let mut content = fs::read(&place).ok()?;
        let (hash, payload) = content.split_at_checked(HASH_LENGTH)?;
        if *hash != *bound(key, payload) {
            let _ = fs::remove_file(&place);
            return None;
        }
        if age(&place).is_some_and(|age| age > MARKED_AFTER) {
            let _ = mark(&place);
        }
        content.drain(..HASH_LENGTH);
        Some(content)
    }

    /// Where it cannot be kept, it is read again next time. Half an entry is told by its hash.
    fn put(&self, key: &str, payload: &[u8]) -> io::Result<()> {
        let place = self.place(key);
        own_folder(place.parent().unwrap_or(&self.folder))?;
        let mut content = bound(key, payload);
        content.extend_from_slice(payload);
        fs::write(place, content)
    }
}

/// The readings of one year's workbooks.
pub(crate) struct ReadingContext<'a> {
    cache: &'a Cache,
    hash: String,
}

impl ReadingContext<'_> {
    /// What came of reading these bytes before, or comes of it now.
    pub(crate) fn reading(
        &self,
        name: &str,
        stamp: &Stamp,
        edition: &Edition,
        read: impl FnOnce() -> Reading,
    ) -> Reading {
        let parts = [&self.hash, name, &stamp.path, &stamp.sha256];
        let key = hex(&parts.map(|part| part.as_bytes()));
        let kept = self.cache.content(&key);
        let kept = kept.and_then(|content| Reading::from_kept(&content, edition));
        if let Some(reading) = kept {
            self.cache.counts.found.fetch_add(1, Ordering::Relaxed);
            return reading;
        }
        self.cache.counts.read.fetch_add(1, Ordering::Relaxed);
        let reading = read();
        if let Some(content) = reading.to_kept(edition) {
            let _ = self.cache.put(&key, &content);
        }
        reading
    }
}

/// The hash of an entry, which is no other key's.
fn bound(key: &str, payload: &[u8]) -> Vec<u8> {
    Sha256::new()
        .chain_update(key)
        .chain_update(payload)
        .finalize()
        .to_vec()
}

/// The hash of several things, none of which can be taken for a part of the next.
fn hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    Stamp::new("", &hash.finalize(), 0).sha256
}

/// This very program: another one may read otherwise.
fn program() -> String {
    let own = env::current_exe().and_then(fs::metadata);
    let own = own.and_then(|own| Ok((own.len(), own.modified()?)));
    format!("{} {own:?}", env!("CARGO_PKG_VERSION"))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn age(path: &Path) -> Option<Duration> {
    let written = fs::metadata(path).and_then(|found| found.modified()).ok()?;
    now().duration_since(written).ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long an entry lay there changes no output"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

fn mark(path: &Path) -> io::Result<()> {
    let file = File::options().append(true).open(path)?;
    file.set_modified(now())
}

/// Makes a folder that its owner alone may look into.
fn own_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests;
