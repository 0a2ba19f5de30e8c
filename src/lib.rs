//! Ischia plans massage sessions for clients with sciatica.
//!
//! The window and the command line are two faces of one core of plain functions: an intake and the
//! clinical knowledge go in, a plan or a clear reason why there must be none comes out.
//!
//! # Modules
//! A module may use those below it, never those above or beside it.
//!
//! - [`ui`] is the window: views, and the shell around them; nothing clinical in its code.
//! - `app` is what the program does for its user, without a window: the open visit and practice,
//!   commands, forms, undo, work beside the window.
//! - [`cli`] is the command line: arguments to core to output, and the table of exit codes.
//! - [`batch`] writes documents of many plans into a folder, for both faces.
//! - [`export`] makes documents of plans, as pages (PDF), HTML, Markdown, plain text, JSON, RON or FHIR,
//!   and tables of sessions; pure, no paths, no clock.
//! - [`store`] keeps clients and plans in a practice folder, and writes files whole or not at all.
//! - [`planner`] judges an intake, drafts a plan under what is left open, checks any plan, and tells the
//!   course of a client.
//! - [`knowledge`] loads, lays over and validates the clinical files, and accepts intakes.
//! - [`model`] has the nouns, which can't hold a wrong value.
//! - [`text`] reads and writes RON and JSON with file, line and column; it knows no domain.
//!
//! # Words
//! Of the field: *intake* (the answers to the screening), *category* (acute, chronic, herniated disc,
//! piriformis), *modality* (a kind of hands-on work), *technique* (a stretch or mobilisation), *region*
//! (a place of the body), *pressure* (levels 1 to 5), *NPRS* (pain from 0 to 10), *phase* (what a step of
//! the session is for), *screening question* (answered with yes it is a finding of the intake),
//! *caution* (what to heed), *gate* (an answer that needs a doctor's word), *clearance* (that word),
//! *assessment* (what an intake leaves open), *finding* of a check (what is wrong with a plan),
//! *communication* (what was said to whom where no session takes place), *outcome* (how a session went),
//! *course* (what was recorded of a client, and the sessions that belong together), *review* (a visit at
//! which progress is judged), *amended* (an outcome that a later one took the place of).
//!
//! Of the program: *visit* (what is open: work, how it stands, what can be taken back), *work* (what is
//! made for it: answers and edits), *standing* (what that comes to), *held* (a step's minutes that stay),
//! *free text* (words that no rule reads), *lasting* (a fact that comes along from visit to visit),
//! *target* (what is written as a file), *command* (what a user can ask of the window; in [`cli`], what a
//! line asks for), *practice* (a folder of clients), *record* (a client, a plan or the settings),
//! *revision* (one version of it, never changed), *head* (a version that none came after), *tombstone*
//! (says that a client was erased), *proposal* (a readable record in a sealed practice), *seal* (the
//! key), *index* (what lists and searches know), *list* (clients of another program, as CSV), *takeaway* (a
//! whole practice as JSON, to leave with or to come from).

mod app;
pub mod batch;
pub mod cli;
pub mod export;
pub mod knowledge;
pub mod model;
pub mod planner;
pub mod store;
pub mod text;
pub mod ui;

use std::alloc::System;
use std::ffi::OsString;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped as it is given back. What was typed, unsealed or laid out passes through many
/// buffers that aren't ours: none of them leaves a name, a note or a passphrase behind.
#[global_allocator]
static WIPED: ZeroAlloc<System> = ZeroAlloc(System);

/// Runs the program with these arguments (the first is its own name) and says how it went.
///
/// Without a command it opens the window; the exit codes are those of [`cli`].
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match cli::parse(arguments) {
        cli::Parsed::Window(options) => match ui::run(options.practice) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => cli::fail_without_window(&error).into(),
        },
        cli::Parsed::Command(command) => cli::perform(&command).into(),
        cli::Parsed::Exit(exit) => exit.into(),
    }
}
