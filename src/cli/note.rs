//! `ischia note`: the session note of a plan whose session took place.

use clap::{Args, ValueEnum};

use super::course::{gap_days, name_of, place_of, print_json};
use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, KnowledgeOption, output};
use crate::batch;
use crate::export::outline;
use crate::model::PlanId;
use crate::planner::course::ClientCourse;

/// Arguments of `ischia note`.
#[derive(Debug, Args)]
pub struct NoteArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The plan of the session.
    #[arg(long, value_name = "ID")]
    plan: PlanId,
    /// How it is written.
    #[arg(long, value_name = "F", default_value = "md", ignore_case = true)]
    format: NoteFormat,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// A format of the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NoteFormat {
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// JSON, which says of all words whether they were typed.
    Json,
}

pub fn run(arguments: &NoteArguments) -> Result<Exit, CliError> {
    let knowledge = arguments.knowledge.load()?;
    let store = arguments.practice.open()?;
    let place = place_of(&store, arguments.plan)?;
    let shown = place.shown()?;
    let gap = gap_days(&store)?;
    let course = ClientCourse::new(place.folder.kept(), &knowledge, gap, practice::today());
    let therapist = practice::stamp(&store)?.by;
    let plan = arguments.plan;
    let note = batch::past::note_of(&place.folder, plan, shown, &course, &therapist, &knowledge);
    let note = note.ok_or(CliError::NotClosed(arguments.plan))?;
    let client = name_of(&place.folder);
    match arguments.format {
        NoteFormat::Json => print_json(&note)?,
        NoteFormat::Md => {
            output::result(outline::to_md(&note.outline(client, &knowledge)).as_bytes())?;
        }
        NoteFormat::Txt => {
            output::result(outline::to_txt(&note.outline(client, &knowledge)).as_bytes())?;
        }
    }
    Ok(Exit::Done)
}
