use super::*;

use voced_domain::{Catalogue, ReferenceYear, Roster};
use voced_pipeline::{YearInputs, go_on, read};

use crate::Folder;

const SIPING: &str = "../../fixtures/siping";

fn year() -> ReferenceYear {
    ReferenceYear::new(2020).unwrap()
}

/// Every workbook of the fixtures, good and bad, as it is read.
fn readings(edition: &Edition) -> Vec<Reading> {
    let roster = fs::read_to_string(format!("{SIPING}/bureau.toml")).unwrap();
    let bureau = Roster::from_toml(&roster).unwrap().in_year(year());
    let inputs = YearInputs::new(Arc::new(edition.clone()));
    let expected = inputs.expected(&bureau);
    let folders = ["siping/2020/submissions", "broken"];
    let files = folders.map(|folder| entries(Path::new(&format!("../../fixtures/{folder}"))));
    let files = files.into_iter().flatten().filter(|file| file.is_file());
    let reading = |file: PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        read(&name, &name, fs::read(&file).unwrap(), &expected).content
    };
    files.map(reading).collect()
}

#[test]
fn a_reading_comes_back_as_it_was_or_has_no_kept_form() {
    let edition = Catalogue::national().unwrap().edition(year());
    let readings = readings(&edition);
    assert!(readings.len() > 50, "{}", readings.len());
    for reading in &readings {
        let kept = reading.to_kept(&edition);
        let kept = kept.unwrap_or_else(|| panic!("{}", reading.file));
        assert_eq!(Reading::from_kept(&kept, &edition).as_ref(), Some(reading));
        for cut in [0, 1, kept.len() / 2, kept.len() - 1] {
            // What is torn may be something else, but never stops the program.
            let _ = Reading::from_kept(&kept[..cut], &edition);
        }
    }
}

/// A year's workbooks as read, in short.
fn told(inputs: &voced_pipeline::Inputs) -> String {
    hex(&[format!("{:?}", inputs.this.workbooks).as_bytes()])
}

/// What a year's workbooks come to, with how many were found and how many had to be read.
fn inputs(root: &Path, cache: &Path) -> (String, (usize, usize)) {
    let cache = Cache::at(cache);
    let folder = Folder::open(root).unwrap().with_cache(Some(cache.clone()));
    let inputs = folder.inputs(year(), &go_on).unwrap();
    (told(&inputs), cache.counts())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in entries(from) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, target).unwrap();
        }
    }
}

#[test]
fn only_what_changed_is_read_again_and_nothing_rests_on_what_is_kept() {
    let temporary = tempfile::tempdir().unwrap();
    let (root, cache) = (temporary.path().join("局"), temporary.path().join("cache"));
    copy(Path::new(SIPING), &root);
    let plain = {
        let folder = Folder::open(&root).unwrap();
        told(&folder.inputs(year(), &go_on).unwrap())
    };
    let (first, (found, of)) = inputs(&root, &cache);
    assert_eq!((first.as_str(), found), (plain.as_str(), 0));
    assert_eq!(inputs(&root, &cache), (plain.clone(), (of, 0)));

    // One came anew.
    let submissions = root.join("2020/submissions");
    let files = entries(&submissions);
    fs::copy(&files[0], submissions.join("再次.xlsx")).unwrap();
    assert_eq!(inputs(&root, &cache).1, (of, 1));
    fs::remove_file(submissions.join("再次.xlsx")).unwrap();

    // Entries that are damaged, torn or somebody else's are read anew.
    let kept: Vec<PathBuf> = entries(&cache.join("known"));
    let kept: Vec<PathBuf> = kept.iter().flat_map(|folder| entries(folder)).collect();
    for (idx, entry) in kept.iter().enumerate() {
        let mut bytes = fs::read(entry).unwrap();
        match idx % 4 {
            0 => *bytes.last_mut().unwrap() ^= 1,
            1 => bytes.truncate(20),
            2 => bytes.clear(),
            _ => bytes = fs::read(&kept[0]).unwrap(),
        }
        fs::write(entry, bytes).unwrap();
    }
    assert_eq!(inputs(&root, &cache), (plain.clone(), (0, of)));

    // What the workbooks are read against counts as much as they do.
    let roster = root.join("bureau.toml");
    let text = fs::read_to_string(&roster).unwrap();
    fs::write(&roster, text.replacen("short = \"", "short = \"新", 1)).unwrap();
    assert_eq!(inputs(&root, &cache).1, (0, of));
    fs::write(&roster, text).unwrap();

    // Where nothing can be kept, everything is read.
    let file = temporary.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(inputs(&root, &file), (plain, (0, of)));
}

#[test]
fn what_nobody_asks_for_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::at(folder.path());
    let keys = [hex(&[b"old"]), hex(&[b"new"])];
    for key in &keys {
        cache.put(key, b"x").unwrap();
    }
    let old = File::options().append(true).open(cache.place(&keys[0]));
    let then = now() - 2 * KEPT_FOR;
    old.unwrap().set_modified(then).unwrap();
    cache.tidy();
    assert_eq!(keys.map(|key| cache.place(&key).exists()), [false, true]);
}
