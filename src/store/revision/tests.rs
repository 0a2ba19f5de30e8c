//! What is written is read; every cut, flipped bit, other name and later format is noticed.

use super::*;
use crate::model::{Client, ClientId};
use crate::store::frame::{HASH, HASH_LENGTH, hash};

fn practice() -> PracticeId {
    PracticeId::seeded(Timestamp::UNIX_EPOCH, [1; 10])
}

fn example() -> (RecordFile, Vec<u8>, Revision<Client>) {
    let key = Key::Client(ClientId::seeded(Timestamp::UNIX_EPOCH, [2; 10]));
    let stamp = Stamp { by: "A. Therapist".to_owned(), at: Timestamp::UNIX_EPOCH };
    let client =
        Client { allergies: Some("“nuts”\n\\ \"oil\"".to_owned()), ..Client::named("Zoë") };
    let first: Revision<Client> = Revision::new(&stamp, Base::none(), Content::Is(client.clone()));
    let revision = Revision::new(&stamp, Base::of([&first]), Content::Is(client));
    let bytes = write(&revision, key, practice()).unwrap();
    (RecordFile { key, revision: revision.id, sealed: false }, bytes, revision)
}

#[test]
fn what_is_written_is_read() {
    let (file, bytes, revision) = example();
    assert_eq!(read::<Client>(bytes, &file, practice()).unwrap(), revision);
    let stamp = Stamp { by: String::new(), at: Timestamp::MIN };
    for content in [Content::Removed, Content::Erased] {
        let revision: Revision<Client> = Revision::new(&stamp, Base::none(), content);
        let file = RecordFile { revision: revision.id, ..file };
        let bytes = write(&revision, file.key, practice()).unwrap();
        assert_eq!(read::<Client>(bytes, &file, practice()).unwrap(), revision);
    }
}

#[test]
fn every_cut_and_every_flipped_bit_is_noticed() {
    let (file, bytes, _) = example();
    for length in 0..bytes.len() {
        assert!(read::<Client>(bytes[..length].to_vec(), &file, practice()).is_err(), "{length}");
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[length] ^= 1 << bit;
            assert!(read::<Client>(other, &file, practice()).is_err(), "{length}, bit {bit}");
        }
    }
    let mut longer = bytes;
    longer.push(b'\n');
    assert!(matches!(read::<Client>(longer, &file, practice()), Err(Damage::Altered)));
}

#[test]
fn a_file_under_another_name_is_noticed() {
    let (file, bytes, revision) = example();
    let other = RecordFile { revision: RevisionId::fresh(Timestamp::UNIX_EPOCH), ..file };
    let refused = read::<Client>(bytes.clone(), &other, practice()).unwrap_err();
    assert!(matches!(refused, Damage::OtherRevision(id) if id == revision.id));
    let key = Key::Client(ClientId::fresh(Timestamp::UNIX_EPOCH));
    let refused = read::<Client>(bytes.clone(), &RecordFile { key, ..file }, practice());
    assert!(matches!(refused, Err(Damage::OtherRecord)));
    let elsewhere = PracticeId::fresh(Timestamp::UNIX_EPOCH);
    let refused = read::<Client>(bytes, &file, elsewhere);
    assert!(matches!(refused, Err(Damage::OtherPractice(id)) if id == practice()));
}

#[test]
fn a_later_format_is_told_from_damage() {
    let (file, bytes, _) = example();
    let text = String::from_utf8(bytes).unwrap();
    let next = VERSION + 1;
    let later = in_format(&text, next);
    assert!(
        matches!(read::<Client>(later, &file, practice()), Err(Damage::Newer(it)) if it == next)
    );
    assert!(matches!(
        read::<Client>(in_format(&text, 0), &file, practice()),
        Err(Damage::NotARecord)
    ));
}

/// The same file in another format, with the hash that belongs to it.
fn in_format(text: &str, version: u32) -> Vec<u8> {
    let now = format!("ischia-record/{VERSION}");
    let other = text.replacen(&now, &format!("ischia-record/{version}"), 1);
    let start = other.find(HASH).unwrap() + HASH.len();
    let rest = &other[start + HASH_LENGTH..];
    let hash = hash(&other.as_bytes()[..start], rest.as_bytes());
    format!("{}{hash}{rest}", &other[..start]).into_bytes()
}

#[test]
fn every_earlier_format_is_read_as_it_is() {
    let (file, bytes, revision) = example();
    let text = String::from_utf8(bytes).unwrap();
    for version in 1..VERSION {
        let read = read::<Client>(in_format(&text, version), &file, practice()).unwrap();
        assert_eq!(read, revision, "format {version}");
    }
}

#[test]
fn ancestors_are_named_without_end_only_by_their_children() {
    let stamp = Stamp { by: String::new(), at: Timestamp::UNIX_EPOCH };
    let mut last: Revision<u8> = Revision::new(&stamp, Base::none(), Content::Is(0));
    for _ in 0..40 {
        last = Revision::new(&stamp, Base::of([&last]), Content::Is(0));
    }
    assert_eq!(last.parents.len(), 1);
    assert_eq!(last.ancestors.len(), MOST_ANCESTORS);
}
