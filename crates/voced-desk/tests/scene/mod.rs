//! A computer on which the desk is started: a bureau's folder, a folder of the user's own, a browser that only notes what
//! it is given, and whatever is wrong with them.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Nobody waits longer for a start.
const PATIENCE: Duration = Duration::from_secs(20);
/// Whom the rights of files bind, where the tests are run by who is above them.
const NOBODY: u32 = 65534;
/// What the line begins with that names the page.
const PAGE: &str = "请在浏览器里打开：";

/// A computer on which the desk is started.
pub(crate) struct Scene {
    temporary: TempDir,
    /// What `--bureau` names.
    pub(crate) bureau: PathBuf,
    environment: Vec<(&'static str, OsString)>,
    /// Open files that the program may have.
    pub(crate) most_files: Option<u32>,
    is_nobody: bool,
    /// What is to last as long as the start does.
    pub(crate) desks: Vec<Desk>,
    pub(crate) locks: Vec<File>,
    /// What other programs were sent.
    pub(crate) overheard: Arc<Mutex<Vec<u8>>>,
}

/// A desk that was started; it ends when it goes out of scope.
pub(crate) struct Desk {
    process: Child,
    lines: Receiver<String>,
    pub(crate) said: String,
}

/// What came of a start.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) said: String,
}

impl Scene {
    /// The example bureau on a computer with which nothing is wrong.
    pub(crate) fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        fs::set_permissions(temporary.path(), Permissions::from_mode(0o755)).unwrap();
        let bureau = temporary.path().join("四平 教育局（新）#1 100%");
        copy(&fixture("siping"), &bureau);
        fs::remove_dir_all(bureau.join("2020/submissions")).unwrap();
        let scene = Self {
            temporary,
            bureau,
            environment: Vec::new(),
            most_files: None,
            is_nobody: false,
            desks: Vec::new(),
            locks: Vec::new(),
            overheard: Arc::default(),
        };
        fs::create_dir(scene.user()).unwrap();
        scene.with_browser()
    }

    /// A browser that notes what it is told to open.
    fn with_browser(mut self) -> Self {
        let folder = self.temporary.path().join("bin");
        fs::create_dir(&folder).unwrap();
        let browser = folder.join("xdg-open");
        let script = format!(
            "#!/bin/sh\necho \"$1\" >>'{}'\n",
            self.user().join("opened").display()
        );
        fs::write(&browser, script).unwrap();
        fs::set_permissions(&browser, Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:/usr/bin:/bin", folder.display());
        self.set("PATH", path);
        for own in ["XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "HOME"] {
            self.set(own, self.user());
        }
        self.set("VOCED_CACHE", self.user().join("cache"));
        self
    }

    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<OsString>) {
        self.environment.push((name, value.into()));
    }

    /// The user's own folder.
    pub(crate) fn user(&self) -> PathBuf {
        self.temporary.path().join("user")
    }

    /// Something beside the bureau's folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    /// The files of that ending which lead to desks.
    pub(crate) fn leading(&self, ending: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.user().join("voced-desk")).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|own| own == ending));
        paths
    }

    /// Lets nobody write in the bureau's folder.
    pub(crate) fn forbid_writing(&mut self) {
        each_folder(&self.bureau, &|folder| {
            fs::set_permissions(folder, Permissions::from_mode(0o555)).unwrap();
        });
        self.is_nobody = fs::metadata(&self.bureau).unwrap().uid() == 0;
        if self.is_nobody {
            chown(self.user(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }

    /// Leaves what a desk leaves that is killed.
    pub(crate) fn leave_a_killed_desk(&mut self) {
        let desk = self.start();
        assert!(desk.said.contains(PAGE), "{}", desk.said);
        drop(desk);
        assert_eq!(self.leading("json").len(), 1);
        assert_eq!(self.leading("html").len(), 1);
    }

    /// Puts another program behind the port of a killed desk, which takes whatever it is sent and never comes to an end of
    /// its answer.
    pub(crate) fn let_another_program_have_the_port(&mut self) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let path = &self.leading("json")[0];
        let mut note: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        note["port"] = port.into();
        fs::write(path, note.to_string()).unwrap();
        let overheard = Arc::clone(&self.overheard);
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut bytes = [0; 4096];
            let n_bytes = stream.read(&mut bytes).unwrap();
            overheard.lock().unwrap().extend(&bytes[..n_bytes]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(b"0").is_ok() {
                thread::sleep(Duration::from_millis(100));
            }
        });
    }

    /// Makes the note look as if its desk still ran.
    pub(crate) fn lock_the_note(&mut self) {
        let path = self.leading("json")[0].with_extension("lock");
        let file = File::create(path).unwrap();
        file.lock().unwrap();
        self.locks.push(file);
    }

    /// The page that the browser was given, or, where none could be started, the one that was named.
    pub(crate) fn page_of(&self, said: &str) -> String {
        let (_, named) = said.split_once(PAGE).expect("a page is named");
        // A browser that may open no files cannot note what it is given.
        if said.contains("浏览器没有打开的话") && self.most_files.is_none() {
            assert_eq!(self.opened(), named.lines().next().unwrap());
        }
        let named = named.lines().next().unwrap_or_default();
        fs::read_to_string(named).unwrap_or_else(|error| panic!("{named}: {error}"))
    }

    /// What the browser was last told to open.
    fn opened(&self) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let opened = fs::read_to_string(self.user().join("opened")).unwrap_or_default();
            if let Some(last) = opened.lines().last() {
                return last.to_owned();
            }
            assert!(Instant::now() < until, "the browser was told nothing");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Starts the desk, and waits until it says where its page is or ends.
    pub(crate) fn start(&self) -> Desk {
        self.launch().settles()
    }

    /// Starts the desk.
    pub(crate) fn launch(&self) -> Desk {
        let mut process = self.command().spawn().unwrap();
        let (sender, lines) = channel();
        let out = process.stdout.take().unwrap();
        let err = process.stderr.take().unwrap();
        for stream in [
            Box::new(out) as Box<dyn std::io::Read + Send>,
            Box::new(err),
        ] {
            let sender = sender.clone();
            thread::spawn(move || {
                let lines = BufReader::new(stream).lines();
                let mut lines = lines.map_while(Result::ok);
                lines.try_for_each(|line| sender.send(line))
            });
        }
        drop(sender);
        Desk {
            process,
            lines,
            said: String::new(),
        }
    }

    fn command(&self) -> Command {
        let program = env!("CARGO_BIN_EXE_voced-desk");
        let mut command = match self.most_files {
            None => Command::new(program),
            Some(most) => {
                let mut command = Command::new("/bin/sh");
                let limited = format!("ulimit -n {most}; exec \"$0\" \"$@\"");
                command.args(["-c", &limited, program]);
                command
            }
        };
        if self.is_nobody {
            // What lies in the folder of who is above all rights may be out of reach.
            let copy = self.beside("voced-desk");
            fs::copy(program, &copy).unwrap();
            command = Command::new(copy);
            command.uid(NOBODY).gid(NOBODY);
        }
        command.args(["--on", "2020-11-20", "--bureau"]);
        command.arg(&self.bureau).env_clear();
        command.envs(self.environment.iter().cloned());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.stdin(Stdio::null());
        command
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        // Or else the temporary folder stays.
        each_folder(&self.bureau, &|folder| {
            let _ = fs::set_permissions(folder, Permissions::from_mode(0o755));
        });
    }
}

impl Desk {
    /// Waits until it says where its page is, or ends.
    pub(crate) fn settles(mut self) -> Self {
        while !self.said.contains(PAGE) && self.hears() {}
        self
    }

    /// Hears the next line; whether there was one.
    fn hears(&mut self) -> bool {
        let line = self.lines.recv_timeout(PATIENCE);
        if let Ok(line) = &line {
            self.said += line;
            self.said += "\n";
        }
        line.is_ok()
    }

    /// Everything that is said by one that ends by itself.
    pub(crate) fn ends(mut self) -> Ended {
        while self.hears() {}
        assert!(self.is_ending(), "it runs on: {}", self.said);
        Ended {
            code: self.process.wait().unwrap().code(),
            said: self.said.clone(),
        }
    }

    /// Whether it has said its last, and ends in a moment.
    fn is_ending(&self) -> bool {
        matches!(self.lines.try_recv(), Err(TryRecvError::Disconnected))
    }

    /// The page that leads to it.
    pub(crate) fn entry(&self) -> String {
        let (_, path) = self.said.split_once(PAGE).unwrap();
        fs::read_to_string(path.trim()).unwrap()
    }

    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::by(&self.entry())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser as far as it is needed here.
pub(crate) struct Visitor {
    address: String,
    cookie: String,
}

impl Visitor {
    /// Enters by a page that leads to the desk.
    pub(crate) fn by(entry: &str) -> Self {
        let address = entry.split("href=\"").nth(1).unwrap();
        let address = address.split('"').next().unwrap();
        let answer = minreq::get(address).send().unwrap();
        let mut headers = answer.headers.iter();
        let cookie = headers.find(|(name, _)| name == "set-cookie");
        let (_, cookie) = cookie.expect("the code lets in");
        let (root, _) = address.split_once("/enter").unwrap();
        Self {
            address: root.to_owned(),
            cookie: cookie.split(';').next().unwrap().to_owned(),
        }
    }

    pub(crate) fn gets(&self, path: &str) -> String {
        self.asks(minreq::get(format!("{}{path}", self.address)))
    }

    /// Sends a form without fields.
    pub(crate) fn posts(&self, path: &str) -> String {
        let form = "application/x-www-form-urlencoded";
        let request = minreq::post(format!("{}{path}", self.address));
        self.asks(request.with_header("Content-Type", form))
    }

    /// Drops a file.
    pub(crate) fn drops(&self, name: &str) -> String {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\nPK\u{3}\u{4}\r\n--b--\r\n"
        );
        let request = minreq::post(format!("{}/2020/files", self.address));
        let form = "multipart/form-data; boundary=b";
        self.asks(request.with_header("Content-Type", form).with_body(body))
    }

    fn asks(&self, request: minreq::Request) -> String {
        let request = request
            .with_header("Cookie", &self.cookie)
            .with_header("Origin", &self.address)
            .with_timeout(PATIENCE.as_secs());
        let page = |request: minreq::Request| {
            let answer = request.send().unwrap();
            (answer.url.clone(), answer.as_str().unwrap().to_owned())
        };
        let (mut at, mut text) = page(request);
        // As a browser does while the folder is read.
        while text.contains("<title>正在读取") {
            thread::sleep(Duration::from_millis(50));
            let again = minreq::get(at).with_header("Cookie", &self.cookie);
            (at, text) = page(again);
        }
        text
    }

    /// Host and port.
    pub(crate) fn host(&self) -> &str {
        self.address.trim_start_matches("http://")
    }
}

fn each_folder(folder: &Path, act: &dyn Fn(&Path)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            each_folder(&entry.path(), act);
        }
    }
    act(folder);
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(path)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
