//! Sealing: records encrypted to a key of the practice, and the key wrapped with a passphrase.
//!
//! All cryptography is the `age` crate's: records are encrypted to an X25519 identity, the identity
//! is wrapped with scrypt. A sealed record is an ordinary age file, and the recovery key an ordinary
//! age identity, so that notes can be read without this program too.
//!
//! Keyboards and systems give the same letters in different bytes: an ü as one letter, or as a u with
//! a mark behind it. What is sealed is sealed with the letters put together (NFC); what is opened is
//! tried as it was typed, put together and taken apart, so that what was sealed before opens too.

use std::fmt;
use std::io::{BufRead, Read, Write};
use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use age::stream::{StreamReader, StreamWriter};
use age::{Decryptor, Encryptor, scrypt, x25519};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// How much work it is to try a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Work {
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
    /// The text.
    pub age: String,
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
    /// The wrapped key is no age file.
    #[error("the key file of the practice is damaged")]
    Damaged,
    /// Sealing failed.
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
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal")
    }
}

impl Seal {
    /// A key that nobody else has.
    pub fn generate() -> Self {
        Self { identity: x25519::Identity::generate() }
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
        identity.map(|identity| Self { identity }).map_err(|_| SealError::Passphrase)
    }

    /// The key, wrapped with a passphrase.
    pub fn wrap(&self, passphrase: &SecretString, work: Work) -> Result<WrappedKey, SealError> {
        let recipient = recipient(passphrase, work);
        let key = self.identity.to_string();
        age::encrypt_and_armor(&recipient, key.expose_secret().as_bytes())
            .map(|age| WrappedKey { age })
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
        x25519::Identity::from_str(words)
            .map(|identity| Self { identity })
            .map_err(|_| SealError::Damaged)
    }

    /// The bytes, sealed.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let failed = |error: &dyn fmt::Display| SealError::Seal(error.to_string());
        let recipient = self.identity.to_public();
        let recipients = std::iter::once(&recipient as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(recipients).map_err(|error| failed(&error))?;
        let mut sealed = Vec::with_capacity(bytes.len() + 512);
        let mut writer = encryptor.wrap_output(&mut sealed).map_err(|error| failed(&error))?;
        writer.write_all(bytes).map_err(|error| failed(&error))?;
        writer.finish().map_err(|error| failed(&error))?;
        Ok(sealed)
    }

    /// The bytes that were sealed.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let decryptor = Decryptor::new_buffered(sealed).map_err(|_| SealError::Key)?;
        let identities = std::iter::once(&self.identity as &dyn age::Identity);
        let mut reader = decryptor.decrypt(identities).map_err(|_| SealError::Key)?;
        let mut bytes = Vec::with_capacity(sealed.len());
        reader.read_to_end(&mut bytes).map_err(|_| SealError::Key)?;
        Ok(bytes)
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

fn recipient(passphrase: &SecretString, work: Work) -> scrypt::Recipient {
    let composed = Zeroizing::new(passphrase.expose_secret().nfc().collect::<String>());
    let mut recipient = scrypt::Recipient::new(SecretString::from(composed.as_str()));
    recipient.set_work_factor(match work {
        Work::Usual => USUAL_WORK,
        Work::Least => 1,
    });
    recipient
}

/// The first bytes of whatever is sealed.
pub const SEALED_START: &[u8] = b"age-encryption.org/";

/// Seals with a passphrase what is written, however long it is. It ends with `finish`.
pub fn sealing<W: Write>(
    out: W,
    passphrase: &SecretString,
    work: Work,
) -> Result<StreamWriter<W>, SealError> {
    let failed = |error: &dyn fmt::Display| SealError::Seal(error.to_string());
    let recipient = recipient(passphrase, work);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
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
    fn a_passphrase_is_the_same_in_every_form_that_keyboards_give_it() {
        let composed = "grüne wiese sonntag";
        let apart: String = composed.nfd().collect();
        assert_ne!(composed, apart);
        let secret = |text: &str| SecretString::from(text.to_owned());
        let seal = Seal::generate();
        for sealed in [composed, &apart] {
            let wrapped = seal.wrap(&secret(sealed), Work::Least).unwrap();
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
        let wrapped = WrappedKey { age };
        for typed in [composed, &apart] {
            Seal::unwrap(&wrapped, &secret(typed)).unwrap();
        }
    }

    #[test]
    fn the_key_comes_back_with_its_passphrase_or_its_recovery_key() {
        let seal = Seal::generate();
        let passphrase = SecretString::from("heron over the bay".to_owned());
        let wrapped = seal.wrap(&passphrase, Work::Least).unwrap();
        let sealed = seal.seal(b"x").unwrap();
        assert_eq!(Seal::unwrap(&wrapped, &passphrase).unwrap().open(&sealed).unwrap(), b"x");
        let wrong = SecretString::from("heron".to_owned());
        assert!(matches!(Seal::unwrap(&wrapped, &wrong), Err(SealError::Passphrase)));
        let recovery = seal.recovery_key();
        let typed = recovery.expose_secret().to_lowercase();
        assert_eq!(Seal::of_recovery_key(&typed).unwrap().open(&sealed).unwrap(), b"x");
        assert!(Seal::of_recovery_key("AGE-SECRET-KEY-1").is_err());
        let damaged = WrappedKey { age: "nothing".to_owned() };
        assert!(matches!(Seal::unwrap(&damaged, &passphrase), Err(SealError::Damaged)));
    }
}
