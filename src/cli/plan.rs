//! `ischia plan`: an intake file becomes a plan, in any format that is built.

use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use super::page::PageArguments;
use super::{Exit, KnowledgeOption, output};
use crate::export::{Format, Source, write};
use crate::model::Intake;
use crate::planner;
use crate::store::{Existing, check_target, write_new};
use crate::text::Document;

/// Arguments of `ischia plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// The intake, a .ron or .json file.
    intake: PathBuf,
    /// The format: md, txt, html, pdf, json, ron or fhir [default: what the extension of FILE says,
    /// else md].
    #[arg(long, value_name = "F")]
    format: Option<String>,
    #[command(flatten)]
    page: PageArguments,
    /// Write the plan into this file and not to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace FILE where it exists.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// Builds the plan and writes it, a withheld one too.
pub fn run(arguments: &PlanArguments) -> Result<Exit, CliError> {
    let out = arguments.out.as_deref();
    let format = match (&arguments.format, out) {
        (Some(name), _) => Format::named(name)?.of_one()?,
        (None, Some(out)) => Format::of_path(out)?.of_one()?,
        (None, None) => Format::Md,
    };
    let existing = if arguments.force { Existing::Replace } else { Existing::Refuse };
    // Refused before any work, so that a plan is never built for nothing.
    if let Some(out) = out {
        check_target(out, existing)?;
        if is_same(out, &arguments.intake) {
            return Err(CliError::OverInput(out.to_owned()));
        }
    }
    let wanted = arguments.page.document()?;
    let document = Document::read(&arguments.intake)?;
    let intake: Intake = document.parse()?;
    let knowledge = arguments.knowledge.load()?;
    let accepted =
        knowledge.accept(intake).map_err(|faults| CliError::of_intake(&faults, &document, &[]))?;
    let plan = planner::plan(&accepted, &knowledge)?;
    let source = Source::of_plan(&plan, &knowledge, arguments.page.beside());
    let written = write(wanted, format, &source, arguments.page.look(None))?;
    match out {
        Some(out) => write_new(out, &written.bytes, existing)?,
        None => output::result(&written.bytes)?,
    }
    if let Some(remark) = written.remark {
        output::remark(remark);
    }
    if plan.status.withholds() {
        output::remark(&format!(
            "withheld ({}): the plan says why, and what would release it",
            plan.status.label()
        ));
        return Ok(Exit::Withheld);
    }
    Ok(Exit::Done)
}

/// Whether two paths lead to one file that is there.
fn is_same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        (Ok(_) | Err(_), Err(_)) | (Err(_), Ok(_)) => false,
    }
}
