//! Whatever people type is read back as it was typed, or refused before it is saved.

use ischia::model::{Client, ClientId};
use ischia::store::{Base, Store, StoreError};
use proptest::prelude::*;

use super::support::{at, damaged, stamp};

#[test]
fn what_is_too_long_to_be_read_again_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("practice"), at(0)).unwrap();
    let id = ClientId::fresh(at(0));
    let long = |length| Client { goals: Some("x".repeat(length)), ..Client::named("A") };
    let refused = store.save_client(id, Base::none(), long(5 << 20), &stamp(0)).unwrap_err();
    assert!(matches!(refused, StoreError::TooLarge) && refused.is_input(), "{refused}");
    assert!(refused.to_string().contains("at most 4 MiB"), "{refused}");
    // What just fits is read again, whatever stands in front of it.
    for length in [(4 << 20) - 600, (4 << 20) - 500, (4 << 20) - 400, 4 << 20] {
        if store.save_client(id, Base::none(), long(length), &stamp(0)).is_ok() {
            assert_eq!(damaged(&store), Vec::<String>::new(), "{length} characters");
        }
    }
    assert!(!store.client(id).unwrap().client.revisions().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(
        name in any::<String>(),
        note in "[\\x00-\\x7F\u{80}-\u{A0}\u{2028}\u{FEFF}\u{202E}\u{10FFFF}\"\\\\#(),]{0,60}",
        by in any::<String>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("practice"), at(0)).unwrap();
        let id = ClientId::fresh(at(0));
        let client = Client { important: Some(note), ..Client::named(name) };
        let mut stamp = stamp(0);
        stamp.by = by;
        let saved = store.save_client(id, Base::none(), client.clone(), &stamp).unwrap();
        let history = store.client(id).unwrap().client;
        prop_assert_eq!(history.problems().len(), 0, "{}", history.problems()[0].damage);
        prop_assert_eq!(history.current(), Some(&saved));
        prop_assert_eq!(history.current().and_then(|it| it.content.record()), Some(&client));
    }
}
