//! For tests: drives a headless Chromium through chromedriver, which speaks plain HTTP.
//!
//! Never part of a program. A failure of the browser panics, as a test fails by panicking.
//!
//! The WebDriver protocol needs no more than an HTTP client, and `minreq` is one without a single
//! dependency; clients of the DevTools protocol bring an asynchronous runtime or a WebSocket.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The key Tab in the code of WebDriver.
pub const TAB: &str = "\u{E004}";
/// The key Enter.
pub const ENTER: &str = "\u{E007}";
/// The key Escape.
pub const ESCAPE: &str = "\u{E00C}";

/// The name under which WebDriver returns an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running browser; it ends when it goes out of scope.
#[derive(Debug)]
pub struct Browser {
    driver: Child,
    session: String,
    folder: TempDir,
}

impl Browser {
    /// Starts a browser, where one is installed.
    pub fn start() -> Option<Browser> {
        let chromium = installed("chromium")?;
        let mut driver = Command::new(installed("chromedriver")?)
            .args(["--port=0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port(&mut driver);
        let folder = tempfile::tempdir().unwrap();
        let profile = folder.path().join("profile");
        let mut browser = Browser {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
            folder,
        };
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-prefers-reduced-motion",
            &format!("--user-data-dir={}", profile.display()),
        ];
        let session = browser.post(
            "",
            &json!({"capabilities": {"alwaysMatch": {
                "goog:chromeOptions": {"binary": chromium, "args": args},
                "goog:loggingPrefs": {"browser": "ALL"},
            }}}),
        );
        let id = session["sessionId"].as_str().unwrap();
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    /// Opens a page from a file, as a reader of it would.
    pub fn open(&self, page: &[u8]) {
        let path = self.folder.path().join("page.html");
        fs::write(&path, page).unwrap();
        self.go_to(&format!("file://{}", path.display()));
    }

    /// Goes to an address.
    pub fn go_to(&self, address: &str) {
        self.post("/url", &json!({"url": address}));
    }

    /// The address that it is at.
    pub fn address(&self) -> String {
        self.get("/url").as_str().unwrap().to_owned()
    }

    /// Chooses files, as a person does in the dialog of the system.
    pub fn choose(&self, selector: &str, files: &[&Path]) {
        let files: Vec<String> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        let id = self.element(selector);
        let typed = json!({"text": files.join("\n")});
        self.post(&format!("/element/{id}/value"), &typed);
    }

    /// A picture of what is seen, in PNG.
    pub fn picture(&self) -> Vec<u8> {
        let params = json!({"format": "png", "captureBeyondViewport": true});
        let answer = self.command("Page.captureScreenshot", &params);
        BASE64_STANDARD
            .decode(answer["data"].as_str().unwrap())
            .unwrap()
    }

    /// Goes to a place of the page.
    pub fn go(&self, place: &str) {
        let script = "const done = arguments[1]; location.hash = ''; location.hash = arguments[0]; \
                      setTimeout(() => requestAnimationFrame(done), 50)";
        self.post(
            "/execute/async",
            &json!({"script": script, "args": [place]}),
        );
    }

    /// Runs a script and returns what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs a script that gives its last argument, a function, what it comes to.
    pub fn run_async(&self, script: &str) -> Value {
        self.post("/execute/async", &json!({"script": script, "args": []}))
    }

    /// Types into a field.
    pub fn type_into(&self, selector: &str, text: &str) {
        let id = self.element(selector);
        self.post(&format!("/element/{id}/value"), &json!({"text": text}));
    }

    /// As [`Self::wait_for`], for what takes a minute.
    pub fn wait_long_for(&self, script: &str, wanted: impl Into<Value>) {
        let wanted = wanted.into();
        for _ in 0..600 {
            let found = self.run(script);
            if !found.is_null() {
                assert_eq!(found, wanted);
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{wanted} never came");
    }

    /// Waits until a script returns what it should; what goes by the history of the page comes a
    /// moment later.
    pub fn wait_for(&self, script: &str, wanted: impl Into<Value>) {
        let wanted = wanted.into();
        for _ in 0..50 {
            if self.run(script) == wanted {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        assert_eq!(self.run(script), wanted);
    }

    /// Clicks an element as a mouse would.
    pub fn click(&self, selector: &str) {
        let id = self.element(selector);
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    fn element(&self, selector: &str) -> String {
        let using = json!({"using": "css selector", "value": selector});
        let element = self.post("/element", &using);
        element[ELEMENT].as_str().unwrap().to_owned()
    }

    /// Presses and releases a key.
    pub fn press(&self, key: &str) {
        let actions = json!([
            {"type": "keyDown", "value": key},
            {"type": "keyUp", "value": key},
        ]);
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.post("/actions", &json!({"actions": [keyboard]}));
    }

    /// Types a text wherever the keyboard is.
    pub fn type_keys(&self, text: &str) {
        for key in text.chars() {
            self.press(&key.to_string());
        }
    }

    /// Makes the window's inside this wide and high.
    pub fn resize(&self, (width, height): (u32, u32)) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.command("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Runs no script of pages from here on; what a test runs is run all the same.
    pub fn run_no_scripts(&self) {
        self.command(
            "Emulation.setScriptExecutionDisabled",
            &json!({"value": true}),
        );
    }

    /// Lets the system prefer dark pages.
    pub fn prefer_dark(&self) {
        let dark = json!({"name": "prefers-color-scheme", "value": "dark"});
        self.command("Emulation.setEmulatedMedia", &json!({"features": [dark]}));
    }

    /// Shows the page as it would be printed.
    pub fn print_media(&self) {
        self.command("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    }

    /// What the browser wrote to its console, above all errors and breaches of the policy.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().unwrap().iter();
        entries.map(|entry| entry["message"].to_string()).collect()
    }

    /// Serious and critical findings of axe, which has been run into the page before.
    pub fn faults(&self) -> Vec<String> {
        let script = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})\
            .then(result => done(result.violations\
            .filter(fault => ['serious', 'critical'].includes(fault.impact))\
            .map(fault => fault.id + ': ' + fault.nodes[0].html)))";
        let faults = self.post("/execute/async", &json!({"script": script, "args": []}));
        serde_json::from_value(faults).unwrap()
    }

    fn command(&self, command: &str, params: &Value) -> Value {
        self.post(
            "/goog/cdp/execute",
            &json!({"cmd": command, "params": params}),
        )
    }

    fn get(&self, path: &str) -> Value {
        let address = format!("{}{path}", self.session);
        let response = minreq::get(address).with_timeout(120).send().unwrap();
        let mut answer: Value = serde_json::from_str(response.as_str().unwrap()).unwrap();
        answer["value"].take()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let response = minreq::post(format!("{}{path}", self.session))
            .with_header("Content-Type", "application/json")
            .with_body(body.to_string())
            .with_timeout(120)
            .send()
            .unwrap();
        let text = response.as_str().unwrap();
        assert_eq!(response.status_code, 200, "{path}: {text}");
        let mut answer: Value = serde_json::from_str(text).unwrap();
        answer["value"].take()
    }
}

impl Drop for Browser {
    /// A browser that outlives its test would keep the machine busy; failures here change nothing.
    fn drop(&mut self) {
        let _ = minreq::delete(&self.session).with_timeout(10).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn installed(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let places = env::split_paths(&path).map(|folder| folder.join(program));
    places.into_iter().find(|place| place.is_file())
}

/// The port that chromedriver chose, as it says when it is ready.
fn port(driver: &mut Child) -> u16 {
    let said = BufReader::new(driver.stdout.take().unwrap());
    let ready = said
        .lines()
        .map_while(Result::ok)
        .find(|line| line.contains("started successfully on port"))
        .unwrap();
    let digits: String = ready.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}
