//! `ischia check`: a plan file, edited by hand perhaps, against its intake and the knowledge.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use super::error::CliError;
use super::output::ListFormat;
use super::practice;
use super::{Exit, KnowledgeOption, output};
use crate::export::{ExportError, clean};
use crate::model::{Plan, SourceId};
use crate::planner::{self, Finding, Level};
use crate::text::{Document, PathStep, to_json};

/// Arguments of `ischia check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The plan, a .ron or .json file.
    plan: PathBuf,
    /// How the findings are written.
    #[arg(long, value_name = "F", default_value = "text", ignore_case = true)]
    format: ListFormat,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// What says which kind of file it is; all else in the file may be of another time.
#[derive(Debug, Deserialize)]
struct ReportHead {
    format: String,
}

/// Checks the plan and lists what was found.
pub fn run(arguments: &CheckArguments) -> Result<Exit, CliError> {
    let document = Document::read(&arguments.plan)?;
    let plan = read(&document)?;
    let knowledge = arguments.knowledge.load()?;
    let findings = planner::check_on(&plan, &knowledge, practice::today())
        .map_err(|faults| CliError::of_intake(&faults, &document, &[PathStep::from("intake")]))?;
    let listed = match arguments.format {
        ListFormat::Text => lines(&findings),
        ListFormat::Json => to_json(&findings).map_err(ExportError::from)?,
    };
    output::result(listed.as_bytes())?;
    if findings.is_empty() {
        output::remark("no findings");
    }
    let is_conflict = |finding: &Finding| finding.level == Level::Conflict;
    Ok(if findings.iter().any(is_conflict) {
        Exit::Conflict
    } else if plan.status.withholds() && plan.steps.is_empty() {
        Exit::Withheld
    } else {
        Exit::Done
    })
}

/// The plan in a file, when the file says that it is one of this format.
pub fn read(document: &Document) -> Result<Plan, CliError> {
    let head: ReportHead = document.parse()?;
    if head.format != Plan::FORMAT {
        let said = clean::one_line(&head.format);
        let said: String = said.chars().take(40).collect();
        let fault = document.fault_at(&[PathStep::from("format")], format!("`format` is “{said}”"));
        return Err(CliError::PlanFormat { fault });
    }
    Ok(document.parse()?)
}

/// One line a finding: level, step, rule, what is wrong and the limit, sources.
fn lines(findings: &[Finding]) -> String {
    let mut lines = String::new();
    for finding in findings {
        let level = match finding.level {
            Level::Conflict => "conflict",
            Level::Warning => "warning",
        };
        let place = match finding.step {
            Some(number) => format!("step {number}"),
            None => "plan".to_owned(),
        };
        let sources: Vec<&str> = finding.sources.iter().map(SourceId::as_str).collect();
        // Writing into a text can't fail.
        writeln!(
            lines,
            "{level} {place} {}: {} [{}]",
            finding.rule,
            clean::one_line(&finding.text),
            sources.join(", ")
        )
        .ok();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleId;

    #[test]
    fn a_finding_is_one_line() {
        let finding = |level, step| Finding {
            level,
            step,
            rule: RuleId::new("k-03").unwrap(),
            text: "level 3,\nallowed is 2".to_owned(),
            said: "Level 3 is too firm.".to_owned(),
            sources: vec![SourceId::new("S3-15").unwrap(), SourceId::new("R-51").unwrap()],
        };
        let findings = [finding(Level::Conflict, Some(3)), finding(Level::Warning, None)];
        assert_eq!(
            lines(&findings),
            "conflict step 3 k-03: level 3, allowed is 2 [S3-15, R-51]\n\
             warning plan k-03: level 3, allowed is 2 [S3-15, R-51]\n"
        );
    }
}
