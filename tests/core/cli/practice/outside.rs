//! Nothing that a command writes lands among the files of a practice, or behind a link.

use std::fs;

use super::{Place, Went};

impl Place {
    /// The same with a new passphrase at hand.
    fn run_sealing(&self, arguments: &[&str]) -> Went {
        let mut command = self.command(arguments);
        command.env("ISCHIA_NEW_PASSPHRASE_FILE", self.path("words"));
        command.env("ISCHIA_PASSPHRASE_FILE", self.path("words"));
        Self::outcome(command)
    }
}

#[test]
fn every_file_that_a_command_writes_is_refused_inside_a_practice() {
    let place = Place::new();
    let client = place.add("Ada");
    let plan = place.plan_of(&client, &[]);
    place.put("words", "the tide comes in\n");
    place.run(["backup", "--practice", "p", "--out", "b.zip"]).expect(0);
    for is_sealed in [false, true] {
        let before = place.below("p");
        for inside in ["p/x", "p/clients/x", &format!("p/clients/{client}/x")] {
            let file = format!("{inside}.md");
            for arguments in [
                &["plan", "intake.ron", "--out", &file][..],
                &["export", "--practice", "p", "--plan", &plan, "--out", &file],
                &["export", "--practice", "p", "--client", &client, "--out", inside],
                &["export", "--practice", "p", "--all", "--out", inside],
                &["backup", "--practice", "p", "--out", &file],
                &["backup", "--practice", "p", "--seal", "--out", &file],
                &["vault", "seal", "--practice", "p", "--recovery", &file],
                &["vault", "recovery-key", "--practice", "p", "--recovery", &file],
                &["restore", "b.zip", "--practice", inside],
                &["client", "add", "--practice", inside, "--name", "B"],
                &["sample", "--practice", inside, "--clients", "1", "--plans", "1", "--seed", "1"],
            ] {
                let went = place.run_sealing(arguments).expect(2);
                assert_eq!(went.out, "", "{arguments:?}");
                assert!(went.err.contains("inside the practice"), "{arguments:?}: {went:?}");
                assert_eq!(went.err.lines().count(), 1, "{went:?}");
            }
        }
        assert!(place.below("p") == before, "nothing was written there");
        if !is_sealed {
            place.run_sealing(&["vault", "seal", "--practice", "p"]).expect(0);
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_behind_a_link() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let client = place.add("Ada");
    let plan = place.plan_of(&client, &[]);
    place.put("words", "the tide comes in\n");
    place.put("mine.md", "mine");
    symlink("mine.md", place.path("whole.md")).unwrap();
    symlink("nothing.md", place.path("dangling.md")).unwrap();
    for link in ["whole.md", "dangling.md"] {
        for arguments in [
            &["plan", "intake.ron", "--out", link][..],
            &["plan", "intake.ron", "--force", "--out", link],
            &["export", "--practice", "p", "--plan", &plan, "--out", link],
            &["export", "--practice", "p", "--plan", &plan, "--force", "--out", link],
            &["backup", "--practice", "p", "--out", link],
            &["backup", "--practice", "p", "--force", "--out", link],
            &["vault", "seal", "--practice", "p", "--recovery", link],
        ] {
            let went = place.run_sealing(arguments).expect(2);
            assert!(went.err.contains("this is a link"), "{arguments:?}: {went:?}");
        }
    }
    assert!(!place.path("nothing.md").exists());
    assert_eq!(place.text("mine.md"), "mine");
    // One among several files of a folder stops them all.
    fs::create_dir(place.path("out")).unwrap();
    place.run(["export", "--practice", "p", "--all", "--out", "out"]).expect(0);
    let name = fs::read_dir(place.path("out")).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(&name).unwrap();
    symlink("../nothing.md", &name).unwrap();
    let went = place.run(["export", "--practice", "p", "--all", "--out", "out"]).expect(2);
    assert!(went.err.contains("this is a link"), "{went:?}");
    assert!(!place.path("nothing.md").exists());
}
