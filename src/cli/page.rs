//! What commands that write documents have in common: which document, how much of it, on what paper.

use clap::{Args, ValueEnum};

use super::error::CliError;
use super::output::DetailArgument;
use crate::export::{Document, Ink, Look, SheetContext};
use crate::model::{Paper, Settings};

/// Which document, and how it is printed.
#[derive(Debug, Args)]
pub struct PageArguments {
    /// The document: plan, home-care, referral, letter, note or intake.
    #[arg(long, value_name = "D", default_value = "plan")]
    document: String,
    /// How much md, txt, html and pdf say.
    #[arg(long, value_name = "DETAIL", default_value = "brief")]
    detail: DetailArgument,
    /// The paper of pdf [default: the practice's, else a4].
    #[arg(long, value_name = "PAPER")]
    paper: Option<PaperArgument>,
    /// Print pdf and html in black alone.
    #[arg(long)]
    black: bool,
    /// Put the client's code in the place of the name.
    #[arg(long)]
    code_only: bool,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PaperArgument {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl PageArguments {
    /// The document that was asked for.
    pub fn document(&self) -> Result<Document, CliError> {
        Ok(Document::named(&self.document)?)
    }

    /// How much it says.
    pub fn beside(&self) -> SheetContext<'static> {
        SheetContext { detail: self.detail.into(), ..SheetContext::default() }
    }

    /// How it is printed in a practice, or outside of one.
    pub fn look(&self, practice: Option<&Settings>) -> Look {
        let paper = match self.paper {
            Some(PaperArgument::A4) => Paper::A4,
            Some(PaperArgument::Letter) => Paper::Letter,
            None => practice.map(|practice| practice.paper).unwrap_or_default(),
        };
        let ink = if self.black { Ink::Black } else { Ink::Colour };
        Look { paper, ink, code_only: self.code_only }
    }
}
