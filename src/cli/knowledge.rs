//! `ischia knowledge check`: are knowledge files whole, and do they fit together?

use std::path::PathBuf;

use clap::Subcommand;

use super::error::CliError;
use super::{Exit, output};
use crate::knowledge::{Knowledge, Tables};
use crate::planner;

/// The commands about knowledge.
#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Validate knowledge files, with file, line and column of each fault, and plan made-up answers
    /// under them.
    Check {
        /// The folder: a whole knowledge where it has a manifest, else files to lay over what the
        /// program carries [default: what the program carries].
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

pub fn run(command: &KnowledgeCommand) -> Result<Exit, CliError> {
    match command {
        KnowledgeCommand::Check { folder } => {
            let knowledge = match folder {
                Some(folder) => Knowledge::check_folder(folder)?,
                None => Knowledge::shipped()?,
            };
            planner::trial(&knowledge)?;
            output::result(summary(knowledge.tables()).as_bytes())?;
            Ok(Exit::Done)
        }
    }
}

fn summary(tables: &Tables) -> String {
    let manifest = &tables.manifest;
    let counts = [
        (tables.protocols.len(), "categories"),
        (tables.findings.len(), "questions"),
        (tables.gates.len(), "gates"),
        (tables.cautions.len(), "cautions"),
        (tables.rules.len(), "rules"),
        (tables.checks.len(), "checks"),
        (tables.home_care.len(), "home-care items"),
        (tables.sources.len(), "sources"),
    ];
    let counted = counts.map(|(count, what)| format!("{count} {what}"));
    let reviewed = match manifest.reviewed_by.as_str() {
        "" => "not yet reviewed by a clinician".to_owned(),
        by => format!("reviewed by {by}"),
    };
    format!("whole: {}; version {}, {reviewed}\n", counted.join(", "), manifest.version)
}
