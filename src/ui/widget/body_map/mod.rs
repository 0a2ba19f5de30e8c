//! The map of the body: paints a figure with what its regions have to show, and says what of it
//! was pointed at or pressed.
//!
//! Reads marks and sends nothing: what a press means is the caller's business. Names come from the
//! knowledge. The whole figure is one mesh that is kept until something about it changes.

mod badge;
mod drawing;
mod keys;
mod legend;
mod looks;
mod paint;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::accesskit::Action as Wish;
use eframe::egui::{
    self, Align2, Color32, EventFilter, Id, Key, Mesh, Rect, Role, Sense, Ui, Vec2, WidgetInfo,
};

use crate::app::body::{BodyPlace, Marks, place_name};
use crate::export::figure::Meaning;
use crate::knowledge::words::with_side;
use crate::model::{FurthestPoint, Laterality, Side};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, wrapped};
use badge::Badges;
use drawing::{Drawing, Placement};
use keys::{Arrow, KeyTarget, Spot};
use paint::{Brush, MeshKey};

pub use legend::{legend_height, legend_ui};
pub use looks::side_or_both;

/// What a press on the map means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyMode {
    /// A region's steps are chosen.
    Plan,
    /// How far down symptoms reach is chosen.
    Reach {
        /// As chosen so far.
        chosen: Option<FurthestPoint>,
        /// The side or sides that hurt.
        side: Side,
    },
    /// Regions are put on a list, or taken off.
    Mark,
}

/// A map of the body.
pub struct BodyMap<'a> {
    /// Tells maps apart that show at the same time.
    pub salt: &'a str,
    /// What its regions have to show.
    pub marks: &'a Marks,
    /// Regions that something elsewhere points at.
    pub highlight: &'a BTreeSet<BodyPlace>,
    /// Regions that are chosen, or on the list that is being filled.
    pub selected: &'a BTreeSet<BodyPlace>,
    /// What a press means.
    pub mode: BodyMode,
}

/// What happened on a map.
#[derive(Debug, Default)]
pub struct BodyMapResponse {
    /// The region under the pointer, else the one with the keyboard's focus.
    pub hovered: Option<BodyPlace>,
    /// Whether the pointer is there.
    pub by_pointer: bool,
    /// The region that was pressed.
    pub clicked: Option<BodyPlace>,
    /// The level that was pressed, where levels are chosen.
    pub clicked_zone: Option<(FurthestPoint, Laterality)>,
}

impl BodyMap<'_> {
    /// Shows the map in a room of this size, as large as fits.
    pub fn show(self, ui: &mut Ui, scene: Scene<'_>, size: Vec2) -> BodyMapResponse {
        let mut answer = BodyMapResponse::default();
        let Some(drawing) = Drawing::posterior() else {
            return answer;
        };
        // The regions take the keys, the whole map takes the pointer: regions lie over each other,
        // and none of them is a rectangle.
        let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
        let place = Placement::fit(drawing.figure.size, rect);
        let spots = keys::spots(drawing, self.mode, place);
        let pointed = response.hover_pos().and_then(|at| self.target_at(drawing, place, at));
        let mut pressed = response.clicked().then(|| pointed.clone()).flatten();
        let base = ui.make_persistent_id(("body map", self.salt));
        let focused = self.nodes(ui, scene, base, &spots, &mut pressed);
        if ui.is_rect_visible(rect) {
            self.paint(ui, scene, drawing, place);
            self.paint_over(ui, scene, place, &spots, pointed.as_ref(), focused.as_ref());
        }
        let spot = |target: &KeyTarget| spots.iter().find(|spot| spot.target == *target);
        if let Some(target) = &pointed {
            response
                .on_hover_cursor(egui::CursorIcon::PointingHand)
                .on_hover_ui_at_pointer(|ui| self.facts_ui(ui, scene, target));
        } else if let Some(spot) = focused.as_ref().and_then(spot) {
            let around = bounds(spot, place);
            let (ctx, layer) = (ui.ctx().clone(), ui.layer_id());
            egui::Tooltip::always_open(ctx, layer, base.with("facts"), around)
                .show(|ui| self.facts_ui(ui, scene, &spot.target));
        }
        answer.by_pointer = pointed.is_some();
        if let Some(KeyTarget::Region(place)) = pointed.or(focused) {
            answer.hovered = Some(place);
        }
        match pressed {
            Some(KeyTarget::Region(place)) => answer.clicked = Some(place),
            Some(KeyTarget::Zone(point, on)) => answer.clicked_zone = Some((point, on)),
            None => {}
        }
        answer
    }

    fn target_at(&self, drawing: &Drawing, place: Placement, at: egui::Pos2) -> Option<KeyTarget> {
        let at = place.in_figure(at);
        match self.mode {
            BodyMode::Plan | BodyMode::Mark => {
                let (id, side) = drawing.figure.region_at(at)?;
                Some(KeyTarget::Region((id.clone(), side)))
            }
            BodyMode::Reach { .. } => {
                drawing.figure.zone_at(at).map(|(point, side)| KeyTarget::Zone(point, side))
            }
        }
    }

    /// One node a region, so that each has a name and can be pressed without a pointer. The Tab
    /// key stops at one of them, arrows lead on. Gives the one with the focus.
    fn nodes(
        &self,
        ui: &Ui,
        scene: Scene<'_>,
        base: Id,
        spots: &[Spot<'_>],
        pressed: &mut Option<KeyTarget>,
    ) -> Option<KeyTarget> {
        let kept: Option<KeyTarget> = ui.data(|data| data.get_temp(base));
        let is_there = |target: &KeyTarget| spots.iter().any(|spot| spot.target == *target);
        let stop = kept.filter(is_there).or_else(|| Some(spots.first()?.target.clone()))?;
        let (mut focused, mut next) = (None, pressed.clone().map(|target| (target, false)));
        for spot in spots {
            let id = base.with(&spot.target);
            let is_stop = spot.target == stop;
            let sense = if is_stop { Sense::FOCUSABLE } else { Sense::hover() };
            let side = (spot.radius * 1.4).max(4.0);
            let inside = Rect::from_center_size(spot.centre, Vec2::splat(side));
            let node = ui.interact(inside, id, sense);
            node.widget_info(|| {
                let name = self.name(scene, &spot.target);
                let on = self.is_selected(&spot.target);
                WidgetInfo::selected(Role::Button, ui.is_enabled(), on, name)
            });
            if !ui.is_enabled() {
                continue;
            }
            ui.ctx().accesskit_node_builder(id, |node| {
                node.add_action(Wish::Click);
                node.add_action(Wish::Focus);
            });
            let wished = |wish| ui.input(|input| input.has_accesskit_action_request(id, wish));
            if wished(Wish::Focus) && !is_stop {
                next = Some((spot.target.clone(), true));
            }
            let has_focus = node.has_focus();
            let keys = |input: &egui::InputState| {
                input.key_pressed(Key::Enter) || input.key_pressed(Key::Space)
            };
            if wished(Wish::Click) || (has_focus && ui.input(keys)) {
                *pressed = Some(spot.target.clone());
            }
            if has_focus {
                focused = Some(spot.target.clone());
                let filter = EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..EventFilter::default()
                };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
                let pressed = |arrow: &Arrow| ui.input(|input| input.key_pressed(arrow.key()));
                let arrow = Arrow::ALL.into_iter().find(pressed);
                let to = arrow.and_then(|arrow| keys::beside(spots, &spot.target, arrow));
                next = to.map(|target| (target, true)).or(next);
            }
        }
        if let Some((target, focus)) = next {
            // Only now: a node that isn't the stop yet would give the focus away again.
            if focus {
                ui.memory_mut(|memory| memory.request_focus(base.with(&target)));
                focused = Some(target.clone());
            }
            if target != stop {
                ui.ctx().request_repaint();
            }
            ui.data_mut(|data| data.insert_temp(base, target));
        }
        focused
    }

    fn is_selected(&self, target: &KeyTarget) -> bool {
        match (target, self.mode) {
            (KeyTarget::Region(place), _) => self.selected.contains(place),
            (KeyTarget::Zone(point, side), BodyMode::Reach { chosen, side: painful }) => {
                chosen == Some(*point) && painful.covers(*side)
            }
            (KeyTarget::Zone(..), BodyMode::Plan | BodyMode::Mark) => false,
        }
    }

    /// A target as a screen reader says it.
    fn name(&self, scene: Scene<'_>, target: &KeyTarget) -> String {
        match target {
            KeyTarget::Region(place) => {
                let name = place_name(place, scene.knowledge);
                let words = self.marks.get(place).map(crate::app::body::Mark::words);
                match words.filter(|words| !words.is_empty()) {
                    Some(words) => format!("{name}: {}", words.join(", ")),
                    None => name,
                }
            }
            KeyTarget::Zone(point, side) => {
                format!("Symptoms reach: {}", with_side(point.label(), *side))
            }
        }
    }

    fn facts_ui(&self, ui: &mut Ui, scene: Scene<'_>, target: &KeyTarget) {
        ui.set_max_width(280.0);
        ui.spacing_mut().item_spacing.y = 3.0;
        match target {
            KeyTarget::Region(place) => {
                wrapped(ui, bold(place_name(place, scene.knowledge)));
                for line in
                    self.marks.get(place).map(crate::app::body::Mark::lines).iter().flatten()
                {
                    wrapped(ui, line.as_str());
                }
            }
            KeyTarget::Zone(point, side) => {
                wrapped(ui, bold(with_side(point.label(), *side)));
            }
        }
    }

    /// The figure, from the mesh that was kept or a new one.
    fn paint(&self, ui: &Ui, scene: Scene<'_>, drawing: &Drawing, place: Placement) {
        let painted = MeshKey {
            place,
            pixels_per_point: ui.pixels_per_point(),
            looks: looks::looks(drawing, self.marks, self.mode, scene.colours),
            dark: ui.visuals().dark_mode,
        };
        let id = ui.make_persistent_id(("body map mesh", self.salt));
        let kept: Option<Arc<(MeshKey, Arc<Mesh>)>> = ui.data(|data| data.get_temp(id));
        let kept = kept.filter(|kept| kept.0 == painted).unwrap_or_else(|| {
            let mesh = Arc::new(paint::figure(drawing, &painted, scene.colours));
            let keep = Arc::new((painted, mesh));
            ui.data_mut(|data| data.insert_temp(id, Arc::clone(&keep)));
            keep
        });
        let (MeshKey { looks, .. }, mesh) = &*kept;
        ui.painter().add(egui::Shape::Mesh(Arc::clone(mesh)));
        let [_, height] = drawing.figure.size;
        let mut badges = Badges::new(height * place.scale);
        for (shape, look) in drawing.figure.shapes.iter().zip(looks) {
            let ([left, top], [right, bottom]) = shape.bounds();
            let middle = [f32::midpoint(left, right), f32::midpoint(top, bottom)];
            match &shape.meaning {
                Meaning::Mark(side) => {
                    let letter = match side {
                        Laterality::Left => "L",
                        Laterality::Right => "R",
                    };
                    let font = theme::semibold(theme::SMALL);
                    let at = place.on_screen(middle);
                    let colour = scene.colours.secondary;
                    ui.painter().text(at, Align2::CENTER_CENTER, letter, font, colour);
                }
                Meaning::Region(id, side) => {
                    let mark = self.marks.get(&(id.clone(), *side));
                    if let (Some(mark), Some(inner), Some(look)) = (mark, shape.inner, look) {
                        let centre = place.on_screen(inner.centre);
                        let room = (right - left) * place.scale;
                        badges.add(centre, room, mark, look.fill);
                    }
                }
                Meaning::Skin
                | Meaning::Outline
                | Meaning::Detail
                | Meaning::Nerve(_)
                | Meaning::Zone(..) => {}
            }
        }
        badges.paint(ui.painter(), scene.colours);
    }

    /// What changes from frame to frame: what is pointed at, chosen, or has the focus.
    fn paint_over(
        &self,
        ui: &Ui,
        scene: Scene<'_>,
        place: Placement,
        spots: &[Spot<'_>],
        pointed: Option<&KeyTarget>,
        focused: Option<&KeyTarget>,
    ) {
        let colours = scene.colours;
        let mut brush = Brush::new(place, ui.pixels_per_point());
        for spot in spots {
            let target = &spot.target;
            // A zone that is chosen is tinted already.
            let lit = match target {
                KeyTarget::Region(place) => {
                    self.highlight.contains(place) || self.selected.contains(place)
                }
                KeyTarget::Zone(..) => false,
            };
            let (width, colour): (f32, Color32) = if focused == Some(target) {
                (2.5, colours.accent)
            } else if pointed == Some(target) || lit {
                (1.8, colours.ink)
            } else {
                continue;
            };
            brush.line(spot.shape, width + 2.0, colours.panel);
            brush.line(spot.shape, width, colour);
        }
        let mesh = brush.finish();
        if !mesh.is_empty() {
            ui.painter().add(mesh);
        }
    }
}

/// The box around a spot on the screen.
fn bounds(spot: &Spot<'_>, place: Placement) -> Rect {
    let (least, most) = spot.shape.bounds();
    Rect::from_min_max(place.on_screen(least), place.on_screen(most))
}
