//! `ischia verify`: reads every file of a practice and says what isn't whole, and what this computer
//! saw there and isn't any more.
//!
//! Looks and reports; what is damaged stays where it is.

use std::fmt::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::error::CliError;
use super::output::ListFormat;
use super::practice::PracticeOption;
use super::{Exit, output};
use crate::export::{ExportError, clean};
use crate::model::PracticeId;
use crate::store::seal::Seal;
use crate::store::vault::SEALED_BEFORE;
use crate::store::{Damage, Index, Key, Missing, Places, Progress, Report};
use crate::text::{counted, to_json};

/// Arguments of `ischia verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// How the report is written.
    #[arg(long, value_name = "F", default_value = "text", ignore_case = true)]
    format: ListFormat,
}

/// The report, as programs read it.
#[derive(Serialize)]
struct Verified {
    records: usize,
    damaged: Vec<DamagedFile>,
    two_versions: Vec<Divided>,
    missing: Vec<Lacking>,
}

/// What should be there, by the place or the id that is known of it.
#[derive(Serialize)]
struct Lacking {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    reason: String,
}

/// A file that isn't what it should be.
#[derive(Serialize)]
struct DamagedFile {
    file: String,
    reason: String,
}

/// A record that was changed in two places.
#[derive(Serialize)]
struct Divided {
    id: String,
    kind: &'static str,
}

/// Reads everything and reports.
pub fn run(arguments: &VerifyArguments) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    let mut report = store.verify(&Progress::default())?;
    let index = Places::of_user().and_then(|places| Index::load(&store, &places.cache));
    report.missing.extend(index.iter().flat_map(|index| index.missing(&store)));
    let found = Verified::of(&report, store.practice());
    let text = match arguments.format {
        ListFormat::Json => to_json(&found).map_err(ExportError::from)?,
        ListFormat::Text => found.lines(),
    };
    output::result(text.as_bytes())?;
    if store.seal().is_some_and(Seal::believes_unproven) {
        output::remark(SEALED_BEFORE);
    }
    let is_whole = found.damaged.is_empty() && found.missing.is_empty();
    Ok(if is_whole { Exit::Done } else { Exit::Damaged })
}

impl Lacking {
    fn of(missing: &Missing) -> Self {
        let (file, id) = match missing {
            Missing::Client(client) => (None, Some(client.to_string())),
            Missing::Parent(_, revision) | Missing::Newest(_, revision) => {
                (None, Some(revision.to_string()))
            }
            Missing::Placeholder(path) => (Some(path.to_string_lossy().into_owned()), None),
        };
        Self { file, id, reason: missing.to_string() }
    }
}

impl Verified {
    fn of(report: &Report, practice: PracticeId) -> Self {
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        let damaged = report.damaged.iter().map(|problem| DamagedFile {
            file: shown(&problem.file),
            reason: problem.damage.to_string(),
        });
        let unsealed = report
            .unsealed
            .iter()
            .map(|file| DamagedFile { file: shown(file), reason: Damage::Proposal.to_string() });
        let divided = report.two_versions.iter().map(|key| Divided {
            id: match key {
                Key::Settings | Key::Vault => practice.to_string(),
                Key::Client(client) => client.to_string(),
                Key::Plan(_, plan) => plan.to_string(),
            },
            kind: key.kind(),
        });
        Self {
            records: report.records,
            damaged: damaged.chain(unsealed).collect(),
            two_versions: divided.collect(),
            missing: report.missing.iter().map(Lacking::of).collect(),
        }
    }

    /// A line for each finding, and one with the counts.
    fn lines(&self) -> String {
        let mut lines = String::new();
        // Writing into a text can't fail.
        for damaged in &self.damaged {
            let (file, reason) = (clean::one_line(&damaged.file), clean::one_line(&damaged.reason));
            writeln!(lines, "damaged {file}: {reason}").ok();
        }
        for lacking in &self.missing {
            let what = lacking.file.as_ref().or(lacking.id.as_ref());
            let what = what.map_or_else(String::new, |what| clean::one_line(what));
            writeln!(lines, "missing {what}: {}", clean::one_line(&lacking.reason)).ok();
        }
        for divided in &self.two_versions {
            writeln!(lines, "two versions of {} {}", divided.kind, divided.id).ok();
        }
        let mut counts = vec![
            counted(self.records, "record"),
            counted(self.damaged.len(), "damaged file"),
            format!("{} in two versions", counted(self.two_versions.len(), "record")),
        ];
        if !self.missing.is_empty() {
            counts.push(format!("{} missing", self.missing.len()));
        }
        writeln!(lines, "{}", counts.join(", ")).ok();
        lines
    }
}
