//! What two starts of this program show each other, so that neither sends the secret that both know: the port that a
//! killed desk noted may be another program's by now, which is to learn nothing and lead nobody anywhere.
//!
//! The second start sends a number that it has just drawn, and a proof over it; the desk answers with another proof over
//! it. The code that lets the browser in follows from it as well and is never sent. Each proof is an HMAC-SHA-256
//! (RFC 2104) by the secret over a word of its own and the number, so that none can be taken for another.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::guard::secret;

/// How the header begins that a question stands in.
const SCHEME: &str = "Voced ";
/// The length of a nonce, in hexadecimal digits.
const NONCE_LENGTH: usize = 64;

/// What a proof is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// The second start asks for a code.
    Asks,
    /// The desk answers.
    Answers,
    /// The browser enters.
    Enters,
}

impl Word {
    fn bytes(self) -> &'static [u8] {
        match self {
            Word::Asks => b"voced asks ",
            Word::Answers => b"voced answers ",
            Word::Enters => b"voced enters ",
        }
    }
}

/// A question of the second start, of which the desk's answer must know.
pub(crate) struct Question<'a> {
    shared: &'a str,
    nonce: String,
    header: String,
}

impl<'a> Question<'a> {
    pub(crate) fn new(shared: &'a str) -> Result<Self, getrandom::Error> {
        let nonce = secret()?;
        let header = format!("{SCHEME}{nonce} {}", proof(shared, Word::Asks, &nonce));
        Ok(Self {
            shared,
            nonce,
            header,
        })
    }

    /// The header `Authorization` of the question.
    pub(crate) fn header(&self) -> &str {
        &self.header
    }

    /// The code for the browser, where it was the desk that answered.
    pub(crate) fn code(&self, answer: &str) -> Option<String> {
        let wanted = proof(self.shared, Word::Answers, &self.nonce);
        (answer == wanted).then(|| proof(self.shared, Word::Enters, &self.nonce))
    }
}

/// Nonce and proof of a question, as they stand in the header.
pub(crate) fn asked(header: &str) -> Option<(&str, &str)> {
    let (nonce, proof) = header.strip_prefix(SCHEME)?.split_once(' ')?;
    (nonce.len() == NONCE_LENGTH).then_some((nonce, proof))
}

/// Says a word of a nonce as only who knows the secret can.
pub(crate) fn proof(shared: &str, word: Word, nonce: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(shared.as_bytes());
    let mut mac = mac.expect("a key of HMAC may have any length");
    mac.update(word.bytes());
    mac.update(nonce.as_bytes());
    let mut text = String::new();
    for byte in mac.finalize().into_bytes() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_knows_the_secret_answers_and_each_question_anew() {
        let shared = "a".repeat(64);
        let question = Question::new(&shared).unwrap();
        let other = Question::new(&shared).unwrap();
        let (nonce, asks) = asked(question.header()).unwrap();
        let answers = proof(&shared, Word::Answers, nonce);
        assert!(question.code(&answers).is_some());
        for wrong in [
            asks,
            nonce,
            "",
            &proof(&shared, Word::Enters, nonce),
            &proof(&"b".repeat(64), Word::Answers, nonce),
        ] {
            assert_eq!(question.code(wrong), None, "{wrong}");
        }
        assert_eq!(other.code(&answers), None, "said again");
        assert!(!question.header().contains(&shared), "the secret is sent");
    }

    /// As openssl has it.
    #[test]
    fn a_proof_is_an_hmac_that_other_programs_make_too() {
        let found = proof("Jefe", Word::Asks, "what do ya want for nothing?");
        // printf 'voced asks what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe
        assert_eq!(
            found,
            "377efcf295b9871df8a5600d06b9a754217cebfc2784f960f98c31cf39250c1a"
        );
    }
}
