//! Text out of bytes, in the encodings that spreadsheets and older programs write.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file writes its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at its start.
    Utf8,
    /// UTF-16, the lower half of a letter first.
    Utf16Le,
    /// UTF-16, the higher half first.
    Utf16Be,
    /// What Windows wrote in western Europe and America; Latin-1 is read with it too.
    Windows1252,
}

impl Encoding {
    /// The name of it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little-endian)",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Windows1252 => "Windows-1252",
        }
    }

    fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
        }
    }
}

/// The text of some bytes.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without a mark of its encoding.
    pub text: Cow<'a, str>,
    /// How it was written.
    pub encoding: Encoding,
    /// Whether there were bytes that stand for no letter; `�` stands in their place.
    pub has_gaps: bool,
}

/// The text of a file.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, mark) = encoding_of(bytes);
    let content = bytes.get(mark..).unwrap_or_default();
    let (text, has_gaps) = encoding.decoder().decode_without_bom_handling(content);
    Decoded { text, encoding, has_gaps }
}

/// The encoding, and how many bytes its mark takes.
fn encoding_of(bytes: &[u8]) -> (Encoding, usize) {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == UTF_16LE => (Encoding::Utf16Le, length),
        Some((marked, length)) if marked == UTF_16BE => (Encoding::Utf16Be, length),
        Some((_, length)) => (Encoding::Utf8, length),
        None => (unmarked(bytes), 0),
    }
}

fn unmarked(bytes: &[u8]) -> Encoding {
    const LOOKED_AT: usize = 4096;
    let start = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    // Nearly every letter of a list has an empty half in UTF-16, on the side of the higher one.
    let zeros = |side: usize| {
        let half = start.iter().skip(side).step_by(2);
        half.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 5;
    if bytes.len().is_multiple_of(2) && odd > most && even < odd / 4 {
        Encoding::Utf16Le
    } else if bytes.len().is_multiple_of(2) && even > most && odd < even / 4 {
        Encoding::Utf16Be
    } else if std::str::from_utf8(bytes).is_ok() {
        Encoding::Utf8
    } else {
        Encoding::Windows1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Name;Prénom\nMüller;Zoë\nO’Brien;„Bo“ – 5 €\n";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn text_is_read_in_whatever_it_was_written() {
        let (windows, _, _) = WINDOWS_1252.encode(TEXT);
        let marked = format!("\u{feff}{TEXT}");
        let all = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked.as_bytes().to_vec(), Encoding::Utf8),
            (windows.into_owned(), Encoding::Windows1252),
            (utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be),
            (utf16(TEXT, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(TEXT, u16::to_be_bytes), Encoding::Utf16Be),
        ];
        for (bytes, encoding) in all {
            let decoded = decode(&bytes);
            assert_eq!((&*decoded.text, decoded.encoding), (TEXT, encoding));
            assert!(!decoded.has_gaps);
        }
    }

    #[test]
    fn what_stands_for_no_letter_is_told() {
        let mut cut = utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes);
        cut.pop();
        assert!(decode(&cut).has_gaps);
        let mut broken = "\u{feff}Zoë".as_bytes().to_vec();
        broken.push(0xff);
        assert!(decode(&broken).has_gaps);
        assert_eq!(decode(b"").text, "");
    }
}
