//! What can be asked of the window, as values: buttons, keys and tests all send the same ones.

use std::path::PathBuf;

use super::closing::ClosingAction;
use super::draft::{Field, TextField};
use super::editing::PlanAction;
use super::explanation::Explanation;
use super::forms::{Form, FormKind, PathField};
use super::highlight::Pointed;
use super::history::HistoryAction;
use super::menu::OpenMenu;
use super::panes::Panes;
use super::practice::Found;
use super::prefs::ThemeChoice;
use super::print::PrintAction;
use super::state::{Page, PathUse};
use super::target::Target;
use crate::knowledge::schema::RegionList;
use crate::model::{
    Addressee, Aggravator, CategoryId, Channel, ClearedPressure, ClientId, ConsentItem, Diagnosis,
    DoctorOnMassage, Fact, FindingId, FurthestPoint, GateId, Goal, GroupId, HomeCareKept,
    Inflammation, Laterality, ModalityId, Nprs, PlanId, PlanKey, Position, Pressure, Quality,
    Recipient, RegionId, RevisionId, Side, Trend,
};
use crate::store::index::Order;

pub use super::outbox::Outbox;

/// A change of one answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The category.
    Category(CategoryId),
    /// The painful side.
    Side(Side),
    /// The worse of two sides, or neither.
    WorseSide(Option<Laterality>),
    /// Back pain.
    PainBack(Nprs),
    /// Leg pain.
    PainLeg(Nprs),
    /// How far down symptoms reach.
    FurthestPoint(FurthestPoint),
    /// Change since the last visit.
    Trend(Trend),
    /// Whether the home care of the last visit was kept up, or nothing about it.
    HomeCareKept(Option<HomeCareKept>),
    /// Inflammation.
    Inflammation(Inflammation),
    /// Nobody knows when it began.
    OnsetUnknown,
    /// Who named the diagnosis.
    Diagnosis(Diagnosis),
    /// Whether the doctor named a cause.
    CauseKnown(bool),
    /// What the doctor said.
    Doctor(DoctorOnMassage),
    /// The answer to a question.
    Answer(FindingId, bool),
    /// A question is open again.
    Reopen(FindingId),
    /// No to everything that is open in these groups.
    AllNo(Vec<GroupId>),
    /// A place is put on a list, or taken off.
    Place(RegionList, RegionId, Laterality),
    /// One more clearance record.
    AddClearance,
    /// A clearance record is filled in, and counts from now on.
    FinishClearance(usize),
    /// One clearance record less.
    RemoveClearance(usize),
    /// A gate is covered, or not any more.
    Covers(usize, GateId),
    /// The highest level that a clearance allows.
    ClearedPressure(usize, Option<ClearedPressure>),
    /// How far down symptoms reached at the last visit.
    LastFurthestPoint(Option<FurthestPoint>),
    /// Whether warm packs are welcome.
    HeatWelcome(bool),
    /// The firmest pressure the client likes.
    WishedPressure(Option<Pressure>),
    /// A position to avoid, or not any more.
    AvoidPosition(Position),
    /// A modality that is declined, or not any more.
    DeclineModality(ModalityId),
    /// What the pain feels like.
    Quality(Quality),
    /// What makes it worse.
    Aggravator(Aggravator),
    /// What eases it.
    Eases(Aggravator),
    /// What the client hopes for.
    Goal(Goal),
    /// One more activity.
    AddActivity,
    /// One activity less.
    RemoveActivity(usize),
    /// The score of an activity.
    ActivityScore(usize, Nprs),
    /// What a typed field holds.
    Text(TextField, String),
    /// Facts from the last visit are still true.
    Confirm(Vec<Fact>),
}

impl Change {
    /// The place of the clearance record that it fills in; none where it is about something else.
    pub fn clearance(&self) -> Option<usize> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "no other change fills one in")]
        match self {
            Self::Text(TextField::Clearance(at, _), _)
            | Self::Covers(at, _)
            | Self::ClearedPressure(at, _) => Some(*at),
            _ => None,
        }
    }
}

/// A change in the record of what was said.
#[derive(Debug, Clone, PartialEq)]
pub enum CommunicationChange {
    /// One more entry, with the words that the knowledge offers.
    Add(Recipient, String),
    /// One entry less.
    Remove(usize),
    /// How it was said, or nothing about that.
    How(usize, Option<Channel>),
    /// When it was said.
    At(usize, String),
    /// What was said.
    Text(usize, String),
}

/// Something about the consents of the client that is chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum ConsentAction {
    /// An item is to be recorded, or not.
    Tick(ConsentItem),
    /// Record that these were agreed to, with today's date.
    Record(Vec<ConsentItem>),
    /// The guardian's name as typed so far.
    Guardian(String),
    /// Record the guardian's consent, with today's date.
    RecordGuardian,
}

/// What comes after unsaved changes were dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// An empty intake.
    New,
    /// Another file, chosen in a dialog.
    Open,
    /// Another file, its path typed.
    OpenTyped,
    /// A practice folder, chosen in a dialog.
    ChoosePractice,
    /// This practice folder; a practice is made in it where it is new or empty.
    Practice(PathBuf),
    /// A practice folder that was open before: none is made in its place.
    Reopen(PathBuf),
    /// No practice: the page from which the window starts.
    Start,
    /// This plan file.
    File(PathBuf),
    /// A client of the practice: what was left today, today's plan, or an empty intake.
    Client(ClientId),
    /// An empty intake of this client, whatever else there is.
    NewPlan(ClientId),
    /// An empty intake of this client, who is chosen, with the facts of this plan's session.
    PlanAgain(ClientId, PlanId),
    /// This client is taken off the lists.
    Remove(ClientId),
    /// A version of a plan of the practice.
    Plan(PlanKey, RevisionId),
    /// What isn't saved of a plan of the client that is chosen.
    Draft(PlanKey),
    /// A plan of a client who has to be chosen first: this version, or else what isn't saved of it.
    PlanOf(PlanKey, Option<RevisionId>),
    /// Nobody is chosen: what waits in the practice.
    Overview,
    /// The practice is locked.
    Lock,
    /// The end.
    Quit,
}

impl Then {
    /// Whether the practice is closed, and what is kept of it has to be on the disk by then.
    pub fn leaves_practice(&self) -> bool {
        match self {
            Self::Practice(_) | Self::Reopen(_) | Self::Start | Self::Lock | Self::Quit => true,
            Self::New
            | Self::Open
            | Self::OpenTyped
            | Self::ChoosePractice
            | Self::File(_)
            | Self::Client(_)
            | Self::NewPlan(_)
            | Self::PlanAgain(..)
            | Self::Remove(_)
            | Self::Plan(..)
            | Self::Draft(_)
            | Self::PlanOf(..)
            | Self::Overview => false,
        }
    }
}

/// Something that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// An answer changed.
    Intake(Change),
    /// Something came under the pointer or has the focus, or nothing any more.
    Point(Option<Pointed>),
    /// Panes of other widths, or the folded rail open or folded.
    Arrange(Panes),
    /// A step is chosen, or none.
    Select(Option<usize>),
    /// Take the last change back.
    Undo,
    /// Make the change again that was taken back last.
    Redo,
    /// Show the intake.
    ShowIntake,
    /// Show the plan, or the referral in its place.
    ShowPlan,
    /// Show where something is missing.
    JumpTo(Field),
    /// Show what is missing next after this field, or after the one shown last.
    NextMissing(Option<Field>),
    /// The question that has the keyboard's focus, if one has.
    At(Option<Field>),
    /// One more clearance record, and show it.
    AddClearance,
    /// Ask anew, today, what a plan of another day was answered with.
    Rescreen,
    /// What was said to whom.
    Told(CommunicationChange),
    /// Words to hand over in the place of the drafted ones; nothing brings those back.
    Reword(Addressee, String),
    /// Keep a line of it with the client.
    KeepTold(String),
    /// Something about the client's consents.
    Consent(ConsentAction),
    /// Save words to hand over as a text file.
    SaveNote(String),
    /// Show the questions in full, or their labels only.
    FullQuestions(bool),
    /// A folder was typed to open as a practice.
    PracticeFrom(PathBuf),
    /// Show why.
    Explain(Explanation),
    /// Show what the knowledge says of itself.
    About,
    /// Close the topmost dialog.
    CloseDialog,
    /// The text of the topmost dialog's path field.
    PathTyped(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Show the settings of the practice.
    Settings,
    /// Back the practice up.
    BackUp,
    /// Bring a backup back.
    Restore,
    /// Something about the practice.
    Practice(PracticeAction),
    /// Something about the plan.
    Plan(PlanAction),
    /// Something that is left, opened or written.
    File(FileAction),
    /// Something about *Print or save*.
    Print(PrintAction),
    /// Show another page of the chosen client.
    Show(Page),
    /// Something about past sessions.
    History(HistoryAction),
    /// Something about the session that is being closed.
    Closing(ClosingAction),
    /// Something about the window itself.
    Window(WindowAction),
}

/// What is left, opened or written.
#[derive(Debug, Clone, PartialEq)]
pub enum FileAction {
    /// Something else than what is open. What isn't saved is kept as a draft; what can't be is asked
    /// about first.
    Leave(Then),
    /// The same, after the question was answered with "don't save".
    LeaveUnsaved(Then),
    /// What is longer than usual is kept whole; what asked about it is done.
    KeepLong(Box<Action>),
    /// Save, then go on.
    SaveThen(Option<Then>),
    /// Type a path for something.
    TypePath(PathUse),
    /// Write something into a file chosen in a dialog.
    Write(Target),
    /// A path was typed for it; whether a file there may be replaced.
    WriteTo(Target, PathBuf, bool),
    /// The plan on the clipboard, as text.
    CopyPlan,
    /// Files were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// A path was typed to open.
    OpenFrom(PathBuf),
    /// Every fault of a file that can't be opened shows, or no more.
    Details(bool),
}

/// What is asked of the window itself.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowAction {
    /// Light, dark, or as the system says.
    SetTheme(ThemeChoice),
    /// How large everything is, in percent; the nearest step is taken.
    SetZoom(u16),
    /// Whether the menus stand as a bar.
    SetMenuBar(bool),
    /// The field for a step in words gets the focus.
    FocusQuickAdd,
    /// The field that clients are searched in gets the focus.
    FocusSearch,
    /// A name for a new client is asked for.
    FocusNewClient,
    /// The menus come into use, go on, or are left.
    Menu(Option<OpenMenu>),
    /// Show the palette.
    Palette,
    /// What is looked for in the palette.
    PaletteTyped(String),
    /// So many places down in the palette, or up.
    PaletteStep(isize),
    /// The list of keys.
    Keys,
    /// Something can't be done now: says why.
    Refused(&'static str),
    /// Take a message away.
    Dismiss(u64),
}

impl From<FileAction> for Action {
    fn from(action: FileAction) -> Self {
        Self::File(action)
    }
}

impl From<PrintAction> for Action {
    fn from(action: PrintAction) -> Self {
        Self::Print(action)
    }
}

impl From<HistoryAction> for Action {
    fn from(action: HistoryAction) -> Self {
        Self::History(action)
    }
}

impl From<ClosingAction> for Action {
    fn from(action: ClosingAction) -> Self {
        Self::Closing(action)
    }
}

impl From<WindowAction> for Action {
    fn from(action: WindowAction) -> Self {
        Self::Window(action)
    }
}

/// Something that was asked of the practice.
#[derive(Debug, Clone, PartialEq)]
pub enum PracticeAction {
    /// The text that clients are searched by.
    Search(String),
    /// How clients are sorted.
    Sort(Order),
    /// The name of a new client as typed so far; none to give up.
    NewName(Option<String>),
    /// Add a client of this name, after asking where somebody bears it already.
    Add(String),
    /// Add a client of this name: it is another person.
    AddNamesake(String),
    /// Of two versions, keep the one that is shown.
    KeepVersion,
    /// The passphrase as typed so far.
    Typed(Secret),
    /// Open the sealed practice with what was typed.
    Unlock,
    /// Close the window, and lose what waits behind a lock.
    QuitLocked,
    /// Stop reading the practice.
    StopIndexing,
    /// Continue with work that was left behind.
    Recover(Box<Found>),
    /// Delete what isn't saved of a plan.
    Forget(PlanKey),
    /// Draft a plan without a practice.
    Alone,
    /// Show a dialog of several fields.
    Ask(FormKind),
    /// What is filled in in the topmost of them.
    Fill(Box<Form>),
    /// Choose a path of it in the system's dialog.
    Browse(PathField),
    /// Do what it is for.
    Submit,
    /// Stop the long work that is under way.
    StopTask,
    /// Show the recovery key of the practice.
    RecoveryKey,
    /// Show readable records in a sealed practice, and what they say of themselves.
    ShowProposals,
    /// Take them over.
    SealStrays,
    /// Remove them.
    RemoveProposals,
    /// Show the folders that sealing and unsealing left.
    ShowOld,
    /// Show a version of a plan of the chosen client: to be read where it is past, else to be
    /// edited.
    Show(PlanId, RevisionId),
    /// Show the plan that is read and the present one side by side, or no more.
    Beside(bool),
    /// Leave the plan that is read.
    StopReading,
    /// Whether the clients are in sight.
    Rail(bool),
    /// Take a client off the lists.
    RemoveClient(ClientId),
    /// Bring a client back who was removed.
    RestoreClient(ClientId),
    /// Show who was removed.
    ShowRemoved,
    /// Ask for the name of a client who was removed, to erase the client for good.
    EraseRemoved(ClientId),
    /// Take a plan off the lists.
    RemovePlan(PlanKey),
    /// Bring a plan back that was removed.
    RestorePlan(PlanKey),
}

impl From<PracticeAction> for Action {
    fn from(action: PracticeAction) -> Self {
        Self::Practice(action)
    }
}

/// Typed text that must not be shown, and is wiped when it is dropped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(pub zeroize::Zeroizing<String>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A field that is to get the focus at the next frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldFocus {
    /// The search over the clients.
    Search,
    /// The name of a new client.
    NewClient,
}
