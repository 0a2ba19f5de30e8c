//! The first lines of every file that the program keeps for itself: its format, and a BLAKE3 hash
//! over all its other bytes.
//!
//! They stay as they are in every later format, so that any version of the program can tell a
//! damaged file from a newer one. What comes after them is the business of each kind of file.

use super::revision::Damage;

const FORMAT: &str = "(\n  format: \"ischia-";
/// What stands between the version and the hash.
pub const HASH: &str = "\",\n  hash: \"";
/// Hexadecimal digits of a hash.
pub const HASH_LENGTH: usize = 64;

/// The bytes of a file of this kind: `body` is a RON struct over several lines.
pub fn write(kind: &str, version: u32, body: &str) -> Vec<u8> {
    let before = format!("{FORMAT}{kind}/{version}{HASH}");
    // `body` is `(`, a line break, and the fields.
    let after = format!("\",\n{}", body.strip_prefix("(\n").unwrap_or(body));
    let hash = hash(before.as_bytes(), after.as_bytes());
    format!("{before}{hash}{after}").into_bytes()
}

/// Whether the bytes begin as a file of this kind does.
pub fn is_of_kind(kind: &str, start: &[u8]) -> bool {
    let rest = start.strip_prefix(FORMAT.as_bytes());
    let rest = rest.and_then(|rest| rest.strip_prefix(kind.as_bytes()));
    rest.is_some_and(|rest| rest.starts_with(b"/"))
}

/// Whether the bytes are those that were written, of this kind, in this version or an older one.
pub fn check(kind: &str, newest: u32, bytes: &[u8]) -> Result<(), Damage> {
    let rest = bytes
        .strip_prefix(FORMAT.as_bytes())
        .and_then(|rest| rest.strip_prefix(kind.as_bytes()))
        .and_then(|rest| rest.strip_prefix(b"/"))
        .ok_or(Damage::NotARecord)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (version, rest) = rest.split_at(digits);
    let version: u32 = std::str::from_utf8(version)
        .ok()
        .and_then(|version| version.parse().ok())
        .ok_or(Damage::NotARecord)?;
    let rest = rest.strip_prefix(HASH.as_bytes()).ok_or(Damage::NotARecord)?;
    let (said, after) = rest.split_at_checked(HASH_LENGTH).ok_or(Damage::Altered)?;
    let (before, _) = bytes.split_at(bytes.len() - rest.len());
    if hash(before, after).as_bytes() != said {
        return Err(Damage::Altered);
    }
    match version {
        0 => Err(Damage::NotARecord),
        _ if version <= newest => Ok(()),
        _ => Err(Damage::Newer(version)),
    }
}

/// The hash over the bytes before and after its own place.
pub fn hash(before: &[u8], after: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(after);
    hasher.finalize().to_hex().to_string()
}
