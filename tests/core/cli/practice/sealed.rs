//! The commands on a sealed practice: with its passphrase, with a wrong one, and what isn't sealed.

use std::fs;

use ischia::model::{RevisionId, Settings};
use ischia::store::seal::{Seal, WorkFactor};
use ischia::store::{Base, ExposeSecret, Opened, SecretString, Store};
use jiff::Timestamp;

use super::{Place, Went, stamp};

const PASSPHRASE: &str = "heron over the bay";

impl Place {
    /// Puts a wrapped key into the practice, so that everything saved from now on is sealed.
    fn wrap(&self, seal: &Seal) {
        let passphrase = SecretString::from(PASSPHRASE.to_owned());
        let key =
            ischia::text::to_ron(&seal.wrap(&passphrase, WorkFactor::Least).unwrap()).unwrap();
        let (practice, revision) =
            (self.store().practice(), RevisionId::fresh(Timestamp::UNIX_EPOCH));
        let before = "(\n  format: \"ischia-record/1\",\n  hash: \"";
        let after = format!(
            "\",\n    id: \"{revision}\",\n    parents: [],\n    practice: \"{practice}\",\n    \
             of: Vault,\n    saved: \"1970-01-01T00:00:00Z\",\n    by: \"\",\n    \
             content: Is({key}),\n)\n"
        );
        let hash = blake3::hash(format!("{before}{after}").as_bytes()).to_hex();
        self.put(format!("p/vault-{revision}.ron"), format!("{before}{hash}{after}"));
        let Opened::Sealed(locked) = Store::open(&self.path("p")).unwrap() else {
            panic!("a key in the folder seals it")
        };
        let settings = Settings { therapist: "Grace".to_owned(), ..Settings::default() };
        let store = locked.unlock(&passphrase).unwrap();
        store.save_settings(Base::none(), settings, &stamp()).unwrap();
    }

    /// Seals what is saved from now on with a key that nobody keeps, under the usual passphrase.
    pub(super) fn wrap_with_any_key(&self) {
        self.wrap(&Seal::generate());
    }

    fn with(&self, passphrase: &str, arguments: &[&str]) -> Went {
        self.put("passphrase", passphrase);
        let mut command = self.command([arguments, &["--practice", "p"]].concat());
        command.env("ISCHIA_PASSPHRASE_FILE", self.path("passphrase"));
        Self::outcome(command)
    }
}

#[test]
fn a_newest_version_of_a_sealed_practice_that_is_gone_is_missing() {
    let place = Place::new();
    place.add("Before The Seal");
    place.wrap(&Seal::generate());
    let ada = place.with(PASSPHRASE, &["client", "add", "--name", "Ada"]).expect(0);
    let ada = ada.out.trim();
    place.plan_file("plan.json", &[]);
    place.with(PASSPHRASE, &["save", "--client", ada, "plan.json"]).expect(0);
    let newest = place.files(ada, "plan-").remove(0);
    place.with(PASSPHRASE, &["list"]).expect(0);
    let before = place.with(PASSPHRASE, &["verify"]);
    assert!(!before.out.contains("missing "), "{before:?}");
    fs::remove_file(newest).unwrap();
    place.with(PASSPHRASE, &["list"]).expect(0);
    let after = place.with(PASSPHRASE, &["verify"]).expect(4);
    assert!(after.out.contains("this computer saw it as the newest version of this plan"));
}

#[test]
fn a_sealed_practice_opens_with_its_passphrase_or_its_recovery_key_alone() {
    let place = Place::new();
    let early = place.add("Before The Seal");
    let seal = Seal::generate();
    place.wrap(&seal);
    let right = format!("{PASSPHRASE}\nmore lines\n");
    let ada = place.with(&right, &["client", "add", "--name", "Ada"]).expect(0);
    let ada = ada.out.trim();
    place.plan_file("plan.json", &[]);
    let plan = place.with(&right, &["save", "--client", ada, "plan.json"]).expect(0);
    for kind in ["client-", "plan-"] {
        let files = place.files(ada, kind);
        assert!(files[0].to_str().unwrap().ends_with(".ron.age"), "{files:?}");
    }
    for (path, bytes) in place.below("p") {
        assert!(!bytes.windows(3).any(|part| part == b"Ada"), "{}", path.display());
    }
    let out = ["export", "--plan", plan.out.trim(), "--out", "out.json"];
    place.with(&right, &out).expect(0);
    assert_eq!(place.json("out.json")["id"], plan.out.trim());
    let recovery = seal.recovery_key();
    for words in [right.as_str(), recovery.expose_secret()] {
        let went = place.with(words, &["list"]).expect(0);
        // What anybody may have written is no client of the practice.
        assert!(went.out.contains("Ada") && !went.out.contains("Before The Seal"), "{went:?}");
        assert!(went.err.contains("verify"), "{went:?}");
    }
    for wrong in ["", "heron", &PASSPHRASE.to_uppercase()] {
        for command in ["list", "verify"] {
            let went = place.with(wrong, &[command]).expect(2);
            assert_eq!((went.out.as_str(), went.err.lines().count()), ("", 1), "{went:?}");
            assert!(went.err.contains("passphrase is not the right one"), "{went:?}");
        }
    }
    let mut command = place.command(["list", "--practice", "p"]);
    command.env("ISCHIA_PASSPHRASE_FILE", place.path("nowhere"));
    let went = Place::outcome(command).expect(2);
    assert!(went.err.contains("nowhere"), "{went:?}");
    // What was saved before anybody can still read, and that is said.
    let went = place.with(&right, &["verify", "--format", "json"]).expect(4);
    let told: serde_json::Value = serde_json::from_str(&went.out).unwrap();
    assert_eq!(told["damaged"].as_array().unwrap().len(), 1, "{told}");
    assert!(told["damaged"][0]["file"].as_str().unwrap().contains(&early), "{told}");
    assert!(told["damaged"][0]["reason"].as_str().unwrap().contains("not sealed"), "{told}");
    // It was never a record of the practice, so nobody misses it; one that was is missed.
    fs::remove_dir_all(place.path("p/clients").join(&early)).unwrap();
    place.with(&right, &["verify"]).expect(0);
    fs::remove_dir_all(place.path("p/clients").join(ada)).unwrap();
    place.with(&right, &["verify"]).expect(4);
    place.forget_index();
    place.with(&right, &["verify"]).expect(0);
}
