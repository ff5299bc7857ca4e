//! Who may ask for what. Every program and every page in the browser of this computer can reach the port, so each
//! request is judged before anything else is done with it.
//!
//! * The host is exactly this address: a name of somebody's own that leads here (DNS rebinding) is refused.
//! * A page of another origin may neither read nor change anything. Browsers say whose page asks
//!   (`Sec-Fetch-Site`, W3C Fetch Metadata); two ports of one computer are one *site*, so `same-site` is refused as well.
//! * Whoever asks has the cookie of this start, which a browser gets for a code that counts once.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Method};
use sha2::{Digest as _, Sha256};

use crate::handshake::{self, Word};

/// Whose page asks, as the browser says it.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// What it is asked for: a page, a picture, a script.
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
/// So many bytes of the system's randomness make a secret.
const SECRET_LENGTH: usize = 32;
/// So many codes may wait for the browsers that were sent here.
const MOST_CODES: usize = 16;

/// Who may ask for a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// A browser that has no cookie yet; the code in the address is judged by the page itself.
    Entry,
    /// This desk's own pages, in a browser that has the cookie.
    Page,
    /// A form of this desk's own pages.
    Change,
    /// Another start of this program, which proves that it read the secret.
    Program,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is for another host.
    Host,
    /// A page that is not this desk's asks.
    Foreign,
    /// There is no cookie of this start.
    Stranger,
}

/// What this start knows of who may ask.
#[derive(Debug)]
pub(crate) struct Guard {
    port: u16,
    /// What the cookie holds; programs behind other ports of this computer may get to see it.
    secret: String,
    /// What other starts of this program know, and no browser; it is never sent.
    shared: String,
    /// Hashes of the codes that nobody used yet.
    codes: Mutex<BTreeSet<[u8; 32]>>,
}

impl Guard {
    pub(crate) fn new(port: u16) -> Result<Self, getrandom::Error> {
        Ok(Self {
            port,
            secret: secret()?,
            shared: secret()?,
            codes: Mutex::default(),
        })
    }

    /// What another start of this program must know.
    pub(crate) fn shared(&self) -> &str {
        &self.shared
    }

    /// A code for one browser.
    pub(crate) fn new_code(&self) -> Result<String, getrandom::Error> {
        let code = secret()?;
        self.expect(&code);
        Ok(code)
    }

    /// Lets another start of this program send a browser, and proves to it that this is the desk. The code is not sent:
    /// both know how it follows from what was asked.
    pub(crate) fn welcome(&self, headers: &HeaderMap) -> Option<String> {
        let (nonce, _) = handshake::asked(only(headers, &AUTHORIZATION)?)?;
        self.expect(&handshake::proof(&self.shared, Word::Enters, nonce));
        Some(handshake::proof(&self.shared, Word::Answers, nonce))
    }

    fn expect(&self, code: &str) {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        if codes.len() >= MOST_CODES {
            codes.pop_first();
        }
        codes.insert(hash(code));
    }

    /// Takes a code in; it counts once.
    pub(crate) fn take(&self, code: &str) -> bool {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.remove(&hash(code))
    }

    /// The cookie of this start: cookies are not kept apart by port (RFC 6265, 8.5), so that its name tells the port.
    pub(crate) fn cookie(&self) -> String {
        format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie_name(),
            self.secret
        )
    }

    fn cookie_name(&self) -> String {
        format!("voced-{}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address that a browser enters by.
    pub(crate) fn entry_address(&self, code: &str) -> String {
        format!("{}/enter?code={code}", self.address())
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Judges a request for a path of this access.
    pub(crate) fn judge(
        &self,
        access: Access,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<(), Refused> {
        if !self.is_for_this_host(headers) {
            return Err(Refused::Host);
        }
        let is_own = match access {
            Access::Entry => is_navigation(headers) && *method == Method::GET,
            Access::Program => *method == Method::POST && is_of_no_page(headers),
            Access::Page => is_own_read(headers) && matches!(*method, Method::GET | Method::HEAD),
            Access::Change => *method == Method::POST && self.is_own_post(headers),
        };
        if !is_own {
            return Err(Refused::Foreign);
        }
        let is_known = match access {
            Access::Entry => true,
            Access::Program => self.has_authorisation(headers),
            Access::Page | Access::Change => self.has_cookie(headers),
        };
        is_known.then_some(()).ok_or(Refused::Stranger)
    }

    /// Whether a request names this very address.
    pub(crate) fn is_for_this_host(&self, headers: &HeaderMap) -> bool {
        only(headers, &HOST) == Some(&*format!("127.0.0.1:{}", self.port))
    }

    /// A browser that does not say whose page asks still says of which origin it is.
    fn is_own_post(&self, headers: &HeaderMap) -> bool {
        let is_same_origin = match only(headers, &ORIGIN) {
            Some(origin) => origin == self.address(),
            None => !headers.contains_key(ORIGIN) && headers.contains_key(FETCH_SITE),
        };
        let is_said = match only(headers, &FETCH_SITE) {
            Some(site) => site == "same-origin",
            None => !headers.contains_key(FETCH_SITE),
        };
        is_same_origin && is_said
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let cookies = headers.get_all(COOKIE).iter();
        let texts = cookies.filter_map(|value| value.to_str().ok());
        let mut pairs = texts.flat_map(|text| text.split(';'));
        pairs.any(|pair| {
            let pair = pair.trim().split_once('=');
            pair.is_some_and(|(own, value)| own == name && self.is_secret(value))
        })
    }

    fn has_authorisation(&self, headers: &HeaderMap) -> bool {
        let asked = only(headers, &AUTHORIZATION).and_then(handshake::asked);
        asked.is_some_and(|(nonce, proof)| {
            hash(proof) == hash(&handshake::proof(&self.shared, Word::Asks, nonce))
        })
    }

    /// Compares hashes, so that how long it takes tells nothing.
    fn is_secret(&self, said: &str) -> bool {
        hash(said) == hash(&self.secret)
    }
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// Whether it is this desk's own page that asks, or the person by typing the address.
fn is_own_read(headers: &HeaderMap) -> bool {
    match only(headers, &FETCH_SITE) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => !headers.contains_key(FETCH_SITE),
    }
}

/// Whether a browser goes to an address, from wherever it was.
fn is_navigation(headers: &HeaderMap) -> bool {
    match only(headers, &FETCH_DEST) {
        Some(dest) => dest == "document",
        None => !headers.contains_key(FETCH_DEST),
    }
}

/// Whether no browser's page asks.
fn is_of_no_page(headers: &HeaderMap) -> bool {
    !headers.contains_key(FETCH_SITE) && !headers.contains_key(ORIGIN)
}

/// What nobody guesses.
pub(crate) fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET_LENGTH];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests;
