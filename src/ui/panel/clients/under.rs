//! What stands under a client in the list: remarks and plans. Under the one that is chosen, and under
//! those that were chosen before as long as the pointer stays on the list: a press moves nothing
//! above the row that was pressed, and so no row away from the pointer.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{Id, Rect, Ui, style::ScrollAnimation, vec2};

use super::rows::remarks;
use crate::app::practice::{OpenPractice, RailPlan, plan_rows};
use crate::model::ClientId;
use crate::ui::scene::Scene;

/// Height of a row under a client.
pub(super) const ROW: f32 = 22.0;
/// Below the last of them.
const BELOW: f32 = 6.0;

/// What stands under one client.
#[derive(Default)]
pub(super) struct Under {
    /// What asks for a look.
    pub remarks: Vec<String>,
    /// The plans.
    pub plans: Vec<RailPlan>,
}

impl Under {
    /// How high all of it is.
    pub fn height(&self) -> f32 {
        let rows = u16::try_from(self.remarks.len() + self.plans.len()).unwrap_or(u16::MAX);
        if rows == 0 { 0.0 } else { f32::from(rows) * ROW + BELOW }
    }
}

/// By whom it stands under.
type All = BTreeMap<ClientId, Arc<Under>>;

/// What stands under clients in this frame, in the order in which they are listed.
pub(super) struct Opened {
    all: All,
    /// Each with the place of its client in the list.
    placed: Vec<(usize, ClientId)>,
}

impl Opened {
    /// Under the client that is chosen, and under those that were before.
    pub fn of(ui: &Ui, scene: Scene<'_>, open: &OpenPractice) -> Self {
        let mut all: All = ui.data(|data| data.get_temp(kept_id(open))).unwrap_or_default();
        let folder = open.folder.as_deref().filter(|folder| Some(folder.id) == open.chosen);
        // Until it is read again, what stood there before stays.
        if let Some(folder) = folder {
            let plans = plan_rows(open, folder, &scene.state.visit, scene.state.today);
            let under = Under { remarks: remarks(open, folder), plans };
            all.insert(folder.id, Arc::new(under));
        }
        let listed = open.listed.iter().enumerate();
        let placed = listed.filter(|(_, id)| all.contains_key(*id)).map(|(at, id)| (at, *id));
        let placed = if all.is_empty() { Vec::new() } else { placed.collect() };
        Self { all, placed }
    }

    /// How high all of it is that stands above the client at this place of the list.
    pub fn above(&self, at: usize) -> f32 {
        let before = self.placed.iter().take_while(|(place, _)| *place < at);
        before.filter_map(|(_, id)| self.all.get(id)).map(|under| under.height()).sum()
    }

    /// All of it, each with its client and the client's place.
    pub fn iter(&self) -> impl Iterator<Item = (usize, ClientId, &Under)> {
        let placed = self.placed.iter();
        placed.filter_map(|(at, id)| Some((*at, *id, self.all.get(id)?.as_ref())))
    }

    /// Keeps all of it, since another client is about to be chosen.
    pub fn keep(&self, ui: &Ui, open: &OpenPractice) {
        let closed = |under: &Arc<Under>| {
            let plans = under.plans.iter().cloned();
            let plans = plans.map(|plan| RailPlan { is_open: false, ..plan }).collect();
            Arc::new(Under { remarks: under.remarks.clone(), plans })
        };
        let all: All = self.all.iter().map(|(id, under)| (*id, closed(under))).collect();
        ui.data_mut(|data| data.insert_temp(kept_id(open), all));
    }

    /// Once the pointer is away from what is `seen` of the list, only the chosen client keeps what
    /// stands under it; its row stays where it is, as far as the list can be scrolled.
    pub fn fold(&self, ui: &Ui, open: &OpenPractice, seen: Rect) {
        let pointer = ui.input(|input| input.pointer.latest_pos());
        let is_kept = self.all.keys().any(|id| Some(*id) != open.chosen);
        if !is_kept || pointer.is_some_and(|pointer| seen.contains(pointer)) {
            return;
        }
        ui.data_mut(|data| data.remove::<All>(kept_id(open)));
        if let Some(at) = open.listed.iter().position(|id| Some(*id) == open.chosen) {
            ui.scroll_with_delta_animation(vec2(0.0, self.above(at)), ScrollAnimation::none());
        }
        ui.ctx().request_repaint();
    }
}

fn kept_id(open: &OpenPractice) -> Id {
    Id::unique(("what stands under clients", open.store.practice().to_string()))
}
