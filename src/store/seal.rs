//! Sealing: records encrypted to a key of the practice, and the key wrapped with a passphrase.
//!
//! All cryptography is the `age` crate's: records are encrypted to an X25519 identity, the identity
//! is wrapped with scrypt. A sealed record is an ordinary age file, and the recovery key an ordinary
//! age identity, so that notes can be read without this program too.
//!
//! Age says who may read, not who wrote. So whatever is sealed opens with a line that has a keyed hash
//! over the rest, under a key that is derived from the identity ([`Provenance`]): a comment, for whoever
//! reads the file by other means. What lacks it was sealed before this was done, or by somebody who
//! doesn't have the key.
//!
//! Keyboards and systems give the same letters in different bytes: an ü as one letter, or as a u with
//! a mark behind it. What is sealed is sealed with the letters put together (NFC); what is opened is
//! tried as it was typed, put together and taken apart, so that what was sealed before opens too.

use std::fmt;
use std::io::{self, BufRead, Read, Write};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use age::secrecy::{ExposeSecret, SecretString};
use age::stream::{StreamReader, StreamWriter};
use age::{Decryptor, Encryptor, scrypt, x25519};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// How much work it is to try a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkFactor {
    /// About a second on a usual machine, and a quarter of a gigabyte of its memory.
    #[default]
    Usual,
    /// As little as can be: for tests only, a passphrase protects nothing with it.
    Least,
}

/// The work is fixed and not measured: a machine that is busy for a moment would measure itself slow,
/// wrap the key with next to no work, or refuse one that was wrapped elsewhere.
const USUAL_WORK: u8 = 18;
/// Work beyond this is refused: a forged file could keep a machine busy for hours.
const MOST_WORK: u8 = 20;

/// The key of a practice, wrapped: an age file in the armoured text form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedKey {
    /// The armoured text of the age file.
    pub age: String,
    /// Of the text and its place among the other versions, by who has the key in it; none where it
    /// was wrapped before there was such a thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mac: Option<String>,
}

/// Whether what is sealed was sealed by who has the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// It was: the keyed hash fits.
    Proven,
    /// It has no keyed hash.
    Unproven,
}

impl WrappedKey {
    /// How much work it is to try a passphrase on it, each step twice the one before; none where it is
    /// no wrapped key, or asks for more than anybody would give it.
    pub fn work(&self) -> Option<u8> {
        // The lines of an age file before its content: a handful, and short.
        const MOST_BYTES: u64 = 1024;
        let text = age::armor::ArmoredReader::new(self.age.as_bytes()).take(MOST_BYTES);
        let mut lines = io::BufReader::new(text).lines().map_while(Result::ok);
        let work = lines.find_map(|line| {
            let (_salt, work) = line.strip_prefix("-> scrypt ")?.split_once(' ')?;
            work.parse().ok()
        });
        work.filter(|work| *work <= MOST_WORK)
    }

    /// Whether it asks for more work than the program itself ever does.
    pub fn is_costly(&self) -> bool {
        self.work().is_none_or(|work| work > USUAL_WORK)
    }
}

/// Why something could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Another passphrase was used.
    #[error("the passphrase is not the right one")]
    Passphrase,
    /// The bytes aren't those that were sealed, or not with this key.
    #[error("this can't be opened with the key of this practice")]
    Key,
    /// It was sealed for this key, but not by who has it.
    #[error("this was not sealed by this practice")]
    Forged,
    /// The wrapped key is no age file.
    #[error("the key file of the practice is damaged")]
    Damaged,
    /// Making or reading a seal failed; says how.
    #[error("this could not be sealed, {0}")]
    Seal(String),
}

/// The key of a practice, in memory.
///
/// Dropping it wipes the key, and so do `age` and its ciphers with what they derive from it for a
/// file: the shared secret, the key of the file, the chunks that were opened. Its text form and what
/// is unwrapped on the way are wiped too. Not wiped are the copies that the processor and moves of
/// values leave on the stack, and the records that were opened: those are freed, not overwritten.
#[derive(Clone)]
pub struct Seal {
    identity: x25519::Identity,
    /// With what keyed hashes are made.
    proof: Zeroizing<[u8; 32]>,
    /// Shared by all copies of the key.
    believes_unproven: Arc<AtomicBool>,
}

/// What keyed hashes are for; another purpose has another key.
const PURPOSE: &str = "ischia 2026-11-28 keyed hash of what a practice seals";
/// What stands before the keyed hash in whatever is sealed: to RON it is a comment.
const PROOF: &[u8] = b"// sealed by its practice: ";
/// Hexadecimal digits of a keyed hash.
const PROOF_LENGTH: usize = 64;

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal")
    }
}

impl Seal {
    /// A key that nobody else has.
    pub fn generate() -> Self {
        Self::of(x25519::Identity::generate())
    }

    fn of(identity: x25519::Identity) -> Self {
        let words = identity.to_string();
        let proof = blake3::derive_key(PURPOSE, words.expose_secret().as_bytes());
        Self { identity, proof: Zeroizing::new(proof), believes_unproven: Arc::default() }
    }

    /// Whether the practice was sealed before what is sealed said by whom, and not anew since: what
    /// doesn't say it is believed too.
    pub fn believes_unproven(&self) -> bool {
        self.believes_unproven.load(Ordering::Acquire)
    }

    /// Decides about that, for every copy of this key.
    pub(super) fn believe_unproven(&self, believe: bool) {
        self.believes_unproven.store(believe, Ordering::Release);
    }

    fn hash(&self, parts: &[&[u8]]) -> blake3::Hash {
        let mut hasher = self.hasher();
        for part in parts {
            // Lengths keep the parts apart.
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        hasher.finalize()
    }

    /// The keyed hash of a wrapped key that stands in these versions' company: its own and all that
    /// it comes after.
    pub(super) fn proof_of(&self, age: &str, versions: &[String]) -> String {
        let versions = versions.join(" ");
        self.hash(&[b"wrapped key", age.as_bytes(), versions.as_bytes()]).to_hex().to_string()
    }

    /// The key in words to print: who has them opens the practice without the passphrase.
    pub fn recovery_key(&self) -> SecretString {
        self.identity.to_string()
    }

    /// The public half of the key: it tells keys apart, and opens nothing.
    pub fn public_key(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// The key that a recovery key stands for.
    pub fn of_recovery_key(words: &str) -> Result<Self, SealError> {
        let identity = x25519::Identity::from_str(words.trim().to_uppercase().as_str());
        identity.map(Self::of).map_err(|_| SealError::Passphrase)
    }

    /// The key, wrapped with a passphrase.
    pub fn wrap(
        &self,
        passphrase: &SecretString,
        work: WorkFactor,
    ) -> Result<WrappedKey, SealError> {
        let recipient = recipient(passphrase, work);
        let key = self.identity.to_string();
        age::encrypt_and_armor(&recipient, key.expose_secret().as_bytes())
            .map(|age| WrappedKey { age, mac: None })
            .map_err(|error| SealError::Seal(error.to_string()))
    }

    /// The key, unwrapped with a passphrase.
    pub fn unwrap(wrapped: &WrappedKey, passphrase: &SecretString) -> Result<Self, SealError> {
        let unwrapped = tried(passphrase, |form| {
            age::decrypt(&identity(form), wrapped.age.as_bytes())
                .map(zeroize::Zeroizing::new)
                .map_err(|error| of_unwrapping(&error))
        });
        let key = unwrapped?;
        let words = std::str::from_utf8(&key).map_err(|_| SealError::Damaged)?;
        x25519::Identity::from_str(words).map(Self::of).map_err(|_| SealError::Damaged)
    }

    /// The bytes, sealed, with the proof that it was this practice that sealed them.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let failed = |error: &dyn fmt::Display| SealError::Seal(error.to_string());
        let mut sealed = Vec::with_capacity(bytes.len() + 512);
        let mut writer = self.sealing(&mut sealed)?;
        let proof = self.hash(&[bytes]).to_hex();
        for part in [PROOF, proof.as_bytes(), b"\n", bytes] {
            writer.write_all(part).map_err(|error| failed(&error))?;
        }
        writer.finish().map_err(|error| failed(&error))?;
        Ok(sealed)
    }

    /// The bytes that were sealed, where this practice believes them.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        match self.open_any(sealed)? {
            (_, Provenance::Unproven) if !self.believes_unproven() => Err(SealError::Forged),
            (bytes, _) => Ok(bytes),
        }
    }

    /// Seals what is written, however long it is, without the proof: whoever reads it back asks for
    /// a hash of [`Self::hasher`]. It ends with `finish`.
    pub(super) fn sealing<W: Write>(&self, out: W) -> Result<StreamWriter<W>, SealError> {
        sealing_for(out, &self.identity.to_public())
    }

    /// Opens what was sealed as it is read, whoever sealed it.
    pub(super) fn opening<R: BufRead>(&self, input: R) -> Result<StreamReader<R>, SealError> {
        let decryptor = Decryptor::new_buffered(input).map_err(|_| SealError::Key)?;
        let identities = std::iter::once(&self.identity as &dyn age::Identity);
        decryptor.decrypt(identities).map_err(|_| SealError::Key)
    }

    /// Hashes that only who has the key can make.
    pub(super) fn hasher(&self) -> blake3::Hasher {
        blake3::Hasher::new_keyed(&self.proof)
    }

    /// The bytes that were sealed, whoever sealed them, and whether that is proven.
    pub(super) fn open_any(&self, sealed: &[u8]) -> Result<(Vec<u8>, Provenance), SealError> {
        let mut reader = self.opening(sealed)?;
        let mut bytes = Vec::with_capacity(sealed.len());
        reader.read_to_end(&mut bytes).map_err(|_| SealError::Key)?;
        let Some(rest) = bytes.strip_prefix(PROOF) else {
            return Ok((bytes, Provenance::Unproven));
        };
        let (said, rest) = rest.split_at_checked(PROOF_LENGTH).ok_or(SealError::Forged)?;
        let content = rest.strip_prefix(b"\n").ok_or(SealError::Forged)?;
        let said = blake3::Hash::from_hex(said).map_err(|_| SealError::Forged)?;
        // Hashes are compared in constant time.
        if self.hash(&[content]) != said {
            return Err(SealError::Forged);
        }
        let start = bytes.len() - content.len();
        bytes.drain(..start);
        Ok((bytes, Provenance::Proven))
    }
}

/// Tries every form of a passphrase, as it was typed first; gives the first that is right, or what
/// else went wrong.
pub(super) fn tried<T>(
    passphrase: &SecretString,
    open: impl Fn(&SecretString) -> Result<T, SealError>,
) -> Result<T, SealError> {
    let typed = passphrase.expose_secret();
    let mut result = open(passphrase);
    let mut seen = vec![Zeroizing::new(typed.to_owned())];
    for form in [typed.nfc().collect::<String>(), typed.nfd().collect()].map(Zeroizing::new) {
        if !matches!(result, Err(SealError::Passphrase)) {
            break;
        }
        if !seen.contains(&form) {
            result = open(&SecretString::from(form.as_str()));
            seen.push(form);
        }
    }
    result
}

fn identity(passphrase: &SecretString) -> scrypt::Identity {
    let mut identity = scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(MOST_WORK);
    identity
}

fn recipient(passphrase: &SecretString, work: WorkFactor) -> scrypt::Recipient {
    let composed = Zeroizing::new(passphrase.expose_secret().nfc().collect::<String>());
    let mut recipient = scrypt::Recipient::new(SecretString::from(composed.as_str()));
    recipient.set_work_factor(match work {
        WorkFactor::Usual => USUAL_WORK,
        WorkFactor::Least => 1,
    });
    recipient
}

/// The first bytes of whatever is sealed.
pub const SEALED_START: &[u8] = b"age-encryption.org/";

/// Seals with a passphrase what is written, however long it is. It ends with `finish`.
pub fn sealing<W: Write>(
    out: W,
    passphrase: &SecretString,
    work: WorkFactor,
) -> Result<StreamWriter<W>, SealError> {
    sealing_for(out, &recipient(passphrase, work))
}

fn sealing_for<W: Write>(
    out: W,
    recipient: &dyn age::Recipient,
) -> Result<StreamWriter<W>, SealError> {
    let failed = |error: &dyn fmt::Display| SealError::Seal(error.to_string());
    let recipients = std::iter::once(recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(|error| failed(&error))?;
    encryptor.wrap_output(out).map_err(|error| failed(&error))
}

/// Opens with a passphrase, in just this form, what was sealed with one. Each part that is read is
/// known to be what was written.
pub fn opening<R: BufRead>(
    input: R,
    passphrase: &SecretString,
) -> Result<StreamReader<R>, SealError> {
    let decryptor = Decryptor::new_buffered(input).map_err(|error| of_unwrapping(&error))?;
    let identity = identity(passphrase);
    let identities = std::iter::once(&identity as &dyn age::Identity);
    decryptor.decrypt(identities).map_err(|error| of_unwrapping(&error))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other faults are of the file")]
fn of_unwrapping(error: &age::DecryptError) -> SealError {
    match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys => {
            SealError::Passphrase
        }
        _ => SealError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_alone() {
        let seal = Seal::generate();
        let sealed = seal.seal(b"a client").unwrap();
        assert_eq!(seal.open(&sealed).unwrap(), b"a client");
        assert!(matches!(Seal::generate().open(&sealed), Err(SealError::Key)));
        assert!(!sealed.windows(6).any(|window| window == b"client"));
        for at in 0..sealed.len() {
            let mut other = sealed.clone();
            other[at] ^= 1;
            assert!(seal.open(&other).is_err(), "byte {at}");
            assert!(seal.open(&sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn what_is_sealed_for_the_key_by_who_does_not_have_it_is_not_believed() {
        let seal = Seal::generate();
        let recipient = seal.identity.to_public();
        let sealed_by_others = |bytes: &[u8]| age::encrypt(&recipient, bytes).unwrap();
        let line = |proof: &str| [PROOF, proof.as_bytes(), b"\nforged"].concat();
        let of_another = Seal::generate().hash(&[b"forged"]).to_hex();
        let of_other_bytes = seal.hash(&[b"other"]).to_hex();
        for forged in [
            b"forged".to_vec(),
            b"".to_vec(),
            PROOF.to_vec(),
            line(""),
            line(&of_another),
            line(&of_other_bytes),
            line(&"ä".repeat(32)),
        ] {
            let opened = seal.open(&sealed_by_others(&forged));
            assert!(matches!(opened, Err(SealError::Forged)), "{}", forged.escape_ascii());
        }
        // Who seals by other means what is to be read by other means loses nothing in an old practice.
        let old = seal.clone();
        old.believe_unproven(true);
        assert_eq!(old.open(&sealed_by_others(b"forged")).unwrap(), b"forged");
        assert_eq!(old.open(&seal.seal(b"own").unwrap()).unwrap(), b"own");
        assert!(old.open(&sealed_by_others(&line(&of_another))).is_err());
    }

    #[test]
    fn a_passphrase_is_the_same_in_every_form_that_keyboards_give_it() {
        let composed = "grüne wiese sonntag";
        let apart: String = composed.nfd().collect();
        assert_ne!(composed, apart);
        let secret = |text: &str| SecretString::from(text.to_owned());
        let seal = Seal::generate();
        for sealed in [composed, &apart] {
            let wrapped = seal.wrap(&secret(sealed), WorkFactor::Least).unwrap();
            for typed in [composed, &apart] {
                Seal::unwrap(&wrapped, &secret(typed)).unwrap();
            }
            let other = Seal::unwrap(&wrapped, &secret("grune wiese sonntag"));
            assert!(matches!(other, Err(SealError::Passphrase)));
        }
        // Sealed before letters were put together.
        let mut taken_apart = scrypt::Recipient::new(secret(&apart));
        taken_apart.set_work_factor(1);
        let key = seal.recovery_key();
        let age = age::encrypt_and_armor(&taken_apart, key.expose_secret().as_bytes()).unwrap();
        let wrapped = WrappedKey { age, mac: None };
        for typed in [composed, &apart] {
            Seal::unwrap(&wrapped, &secret(typed)).unwrap();
        }
    }

    #[test]
    fn a_wrapped_key_tells_its_work() {
        let wrapped = |work| {
            let mut recipient = scrypt::Recipient::new(SecretString::from("x".to_owned()));
            recipient.set_work_factor(work);
            WrappedKey { age: age::encrypt_and_armor(&recipient, b"key").unwrap(), mac: None }
        };
        for work in [1, 2, 10] {
            let key = wrapped(work);
            assert_eq!((key.work(), key.is_costly()), (Some(work), false));
        }
        let nothing = |age: &str| WrappedKey { age: age.to_owned(), mac: None };
        let whole = wrapped(1).age;
        for damaged in ["", "nothing", "-> scrypt c2FsdA 18", &whole[..60]] {
            assert_eq!(nothing(damaged).work(), None, "{damaged}");
        }
    }

    #[test]
    fn the_key_comes_back_with_its_passphrase_or_its_recovery_key() {
        let seal = Seal::generate();
        let passphrase = SecretString::from("heron over the bay".to_owned());
        let wrapped = seal.wrap(&passphrase, WorkFactor::Least).unwrap();
        let sealed = seal.seal(b"x").unwrap();
        assert_eq!(Seal::unwrap(&wrapped, &passphrase).unwrap().open(&sealed).unwrap(), b"x");
        let wrong = SecretString::from("heron".to_owned());
        assert!(matches!(Seal::unwrap(&wrapped, &wrong), Err(SealError::Passphrase)));
        let recovery = seal.recovery_key();
        let typed = recovery.expose_secret().to_lowercase();
        assert_eq!(Seal::of_recovery_key(&typed).unwrap().open(&sealed).unwrap(), b"x");
        assert!(Seal::of_recovery_key("AGE-SECRET-KEY-1").is_err());
        let damaged = WrappedKey { age: "nothing".to_owned(), mac: None };
        assert!(matches!(Seal::unwrap(&damaged, &passphrase), Err(SealError::Damaged)));
    }
}
