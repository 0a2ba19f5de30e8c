//! The models of FHIR that `PyPI`'s `fhir.resources` has: every file is one that they take, and give
//! back as it was.
//!
//! Skipped, with a word, where there is no Python with that package: `ISCHIA_FHIR_PYTHON` names the
//! interpreter, else `python3` is tried. Its R4B models are those of R4 for what is used here.

#![expect(clippy::disallowed_methods, reason = "what others read is written as they like")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use ischia::export::Kept;

use super::practice::of_practice;
use super::{drawn, nasty};
use crate::support::{in_crate, plan, samples};

/// What the script gives where the package is missing.
const MISSING: i32 = 77;

#[test]
fn the_models_of_another_project_take_every_file() {
    let python = std::env::var("ISCHIA_FHIR_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = |folder: Option<&Path>| {
        let mut command = Command::new(&python);
        command.arg(in_crate("tests/core/fhir/validate.py")).args(folder).output()
    };
    match script(None) {
        Ok(ran) if ran.status.code() != Some(MISSING) => {}
        Ok(ran) => return println!("skipped: {}", String::from_utf8_lossy(&ran.stdout).trim_end()),
        Err(error) => return println!("skipped: {python} doesn't start, {error}"),
    }
    let folder = TempDir::new().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let mut count = 0;
    for (name, intake) in samples() {
        put(&format!("intake-{name}.json"), &drawn(&plan(intake), None));
        count += 1;
    }
    let all = of_practice();
    for (at, one) in all.iter().enumerate() {
        put(&format!("practice-{at}.json"), &one.drawn(at % 2 == 0));
        count += 1;
    }
    for (at, text) in nasty::corpus().iter().enumerate() {
        let record = nasty::typed(text, at % 2 == 1);
        let kept = Kept { client: all[0].id, code: Some(text), name: Some(text), record: &record };
        put(&format!("nasty-{at}.json"), &drawn(&record.plan, Some(kept)));
        count += 1;
    }
    let ran = script(Some(folder.path())).unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains(&format!("{count} bundles")), "{said}");
}
