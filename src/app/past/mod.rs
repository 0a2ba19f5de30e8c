//! The past sessions of the chosen client, as the window shows them.
//!
//! Read and reckoned beside the window, once for each reading of the client's folder: the views draw what
//! stands here. What is true of a course is decided in `crate::planner::course`; here it is put into the
//! rows and columns of a view.

mod brief;
mod history;
mod words;

use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::model::{Day, PlanId, PlanRecord, Settings};
use crate::planner::course::ClientCourse;
use crate::store::ClientFolder;

pub use brief::{
    AreaRow, BriefView, CautionGroup, Chart, ChartPoint, DueKind, DueRow, HomeView, LastView,
    MapRow, MapView, Quote, Score,
};
pub use history::{CourseHeading, FollowedRow, SessionKind, SessionRow, Sessions};
pub use words::sought;

/// All that is kept of the chosen client.
#[derive(Debug)]
pub struct Past {
    /// The client's folder with every plan read.
    pub folder: Arc<ClientFolder>,
    /// The day on which it was reckoned.
    pub today: Day,
    /// Days between two sessions beyond which a course has ended.
    pub gap_days: u16,
    /// How many sessions took place.
    pub closed: usize,
    /// What matters before the client comes in; none before a session took place.
    pub brief: Option<BriefView>,
    /// A row for each session, and the courses that they make.
    pub sessions: Sessions,
}

impl Past {
    /// What these records come to, seen from this day.
    pub fn new(
        folder: Arc<ClientFolder>,
        settings: &Settings,
        knowledge: &Knowledge,
        today: Day,
    ) -> Self {
        let gap_days = settings.course_gap_days;
        let course = ClientCourse::new(folder.kept(), knowledge, gap_days, today);
        let closed = course.sessions.iter().filter(|session| session.is_closed).count();
        let brief = BriefView::new(&folder, &course, settings, knowledge, today);
        let sessions = Sessions::new(&course, &folder, knowledge, today);
        drop(course);
        Self { folder, today, gap_days, closed, brief, sessions }
    }

    /// The course, reckoned anew: not for every frame.
    pub fn course(&self, knowledge: &Knowledge) -> ClientCourse<'_> {
        ClientCourse::new(self.folder.kept(), knowledge, self.gap_days, self.today)
    }

    /// A plan in the version that counts.
    pub fn record(&self, plan: PlanId) -> Option<&PlanRecord> {
        self.folder.kept().find(|kept| kept.id == plan).map(|kept| kept.record)
    }
}
