//! The name of the program in a PDF.
//!
//! The typesetter names a `Creator` and no `Producer`. A PDF holds the places of all its parts, so
//! nothing in it may move: a creator that is long enough makes room for both names.

/// What stands for the creator until the names are written. Nothing but letters, so that it is written
/// as it is in every part of the file.
pub const PLACEHOLDER: &str = "IschiaIschiaIschiaIschiaIschiaIschiaIschiaIschiaIschia\
     IschiaIschiaIschiaIschiaIschiaIschiaIschiaIschiaIschia";

const NAME: &str = "Ischia";
/// The namespace of what XMP says of a PDF.
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";

/// The same file with the names in their places; as it was where they can't be.
pub fn named(mut bytes: Vec<u8>) -> Vec<u8> {
    let info = (format!("({PLACEHOLDER})"), format!("({NAME})/Producer({NAME})"));
    let tag = "xmp:CreatorTool";
    let described = (
        format!("<{tag}>{PLACEHOLDER}</{tag}>"),
        format!("<{tag}>{NAME}</{tag}><pdf:Producer xmlns:pdf=\"{PDF}\">{NAME}</pdf:Producer>"),
    );
    for (old, new) in [info, described] {
        if let Some(at) = find(&bytes, old.as_bytes())
            && let Some(place) = bytes.get_mut(at..at + old.len())
            && new.len() <= place.len()
        {
            place.fill(b' ');
            place.iter_mut().zip(new.bytes()).for_each(|(place, byte)| *place = byte);
        }
    }
    bytes
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_stand_where_one_stood_and_nothing_moves() {
        let before =
            format!("a/Creator({PLACEHOLDER})/b <xmp:CreatorTool>{PLACEHOLDER}</xmp:CreatorTool>c");
        let after = String::from_utf8(named(before.clone().into_bytes())).unwrap();
        assert_eq!(after.len(), before.len());
        assert!(after.starts_with("a/Creator(Ischia)/Producer(Ischia) "), "{after}");
        assert!(after.contains(">Ischia</pdf:Producer> "), "{after}");
        assert!(after.ends_with('c') && !after.contains(PLACEHOLDER));
        assert_eq!(named(b"nothing".to_vec()), b"nothing");
    }
}
