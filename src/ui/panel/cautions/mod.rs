//! The panel at the right: what is missing, the status, and the cautions, never scrolled away.
//!
//! Stop comes first, then Limit, Warn and Note; they differ by shape and word as well as colour. How
//! much of each shows comes from `fit`. Beside the questions nothing in it moves: the card above has one
//! height, map and notes stand at the lower end, and cautions are read rather than pressed.

mod asking;
mod folds;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use eframe::egui::{self, Frame, Id, Margin, Rect, ScrollArea, Ui, pos2, vec2};

use self::asking::{asking, asking_ui};
use self::folds::{FOLDED, folded_ui, map_button_ui};
use super::caution_row::{CautionRow, sorted};
use super::fit::{Fit, Fold, GUTTER, Heights, Room, fit};
use super::focus_map::{focus_map_ui, has_map};
use super::missing::missing_ui;
use super::status_card::status_card_ui;
use crate::app::action::Outbox;
use crate::app::panes::Reach;
use crate::app::state::Screen;
use crate::model::Severity;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, secondary};

const MARGIN: Margin = Margin { left: 10, right: 10, top: 12, bottom: 8 };
/// The same in a low panel.
const LOW: Margin = Margin { left: 10, right: 10, top: 8, bottom: 4 };
/// The same beside a plan.
const LEAST_MAP: f32 = 170.0;
/// Lower panels have the short status card.
const COMPACT: f32 = 560.0;

fn margin(height: f32) -> Margin {
    if height < COMPACT { LOW } else { MARGIN }
}

/// What has to be in sight, and how it fits.
pub struct Arranged<'a> {
    rows: Vec<CautionRow<'a>>,
    /// What is about massage alone, where there is none today: one line stands for it.
    aside: Vec<CautionRow<'a>>,
    fit: Arc<Fit>,
    /// Whether there is a map, but no room for it.
    is_map_folded: bool,
    /// What the lower end takes beside the questions.
    foot: f32,
}

impl Arranged<'_> {
    /// Width of the whole panel.
    pub fn width(&self) -> f32 {
        self.fit.width + MARGIN.sum().x
    }

    /// Whether something of a Stop had to be cut, where other panes may give way to it: beside the
    /// questions none does, since no answer moves anything.
    pub fn is_cut(&self) -> bool {
        self.foot <= 0.0 && !self.fit.stop.is_full()
    }
}

/// How the cautions fit a panel of this height, before anything of it is drawn.
pub fn arrange<'a>(ui: &Ui, scene: Scene<'a>, height: f32, reach: Reach) -> Arranged<'a> {
    let margin = margin(height).sum();
    let inner = |width: f32| width - margin.x;
    let reach = Reach {
        wanted: inner(reach.wanted),
        comfort: inner(reach.comfort),
        limit: inner(reach.limit),
        utmost: inner(reach.utmost),
    };
    let (rows, aside) = parted(ui, scene);
    let heads = heads(ui, heads_of(scene, height));
    if scene.state.visit.screen == Screen::Intake {
        let room = Room { height: height - margin.y, reach, map: None };
        return asking(ui, scene, (height, room), rows, &heads);
    }
    let map = has_map(ui, scene).then_some(LEAST_MAP);
    let line = if aside.is_empty() { 0.0 } else { FOLDED };
    let room = Room { height: height - margin.y - line, reach, map };
    let fit = fitted(ui, scene, room, &rows, &heads);
    let is_map_folded = map.is_some() && fit.map.is_none();
    Arranged { rows, aside, fit, is_map_folded, foot: 0.0 }
}

/// The arrangement, which is known as long as nothing changes that it depends on.
fn fitted(
    ui: &Ui,
    scene: Scene<'_>,
    room: Room,
    rows: &[CautionRow<'_>],
    heads: &Heads,
) -> Arc<Fit> {
    let key = key(ui, room, rows, heads);
    let id = Id::unique("how the cautions fit");
    let known = ui.data(|data| data.get_temp::<Known>(id)).unwrap_or_default();
    if let Some((_, fit)) = known.iter().find(|(of, _)| *of == key) {
        return Arc::clone(fit);
    }
    let severities: Vec<Severity> = rows.iter().map(|row| row.caution.severity).collect();
    let fit = Arc::new(fit(room, &severities, &Measured { ui, scene, rows, heads }));
    // Beside the docked rail and beside its strip: no more are asked for at a time.
    let known: Known = [(key, Arc::clone(&fit))].into_iter().chain(known).take(2).collect();
    ui.data_mut(|data| data.insert_temp(id, known));
    fit
}

/// What shows, and what one line stands for: beside the words for an emergency, nothing else is to
/// be as loud.
fn parted<'a>(ui: &Ui, scene: Scene<'a>) -> (Vec<CautionRow<'a>>, Vec<CautionRow<'a>>) {
    let rows = sorted(ui, scene);
    if !scene.state.shows_referral() {
        return (rows, Vec::new());
    }
    rows.into_iter().partition(|row| {
        scene.knowledge.caution(&row.caution.id).is_some_and(|known| known.without_session)
    })
}

/// Arrangements by what they depend on.
type Known = Vec<(u64, Arc<Fit>)>;

/// Heights of the part above the cautions, by the width of the panel they were seen at.
type Heads = BTreeMap<u32, f32>;

/// What else they depend on: whether the panel is low, and whose visit it is. Heights of another say
/// nothing.
type HeadsOf = (bool, u64);

fn heads_id() -> Id {
    Id::unique("heights above the cautions")
}

fn heads_of(scene: Scene<'_>, height: f32) -> HeadsOf {
    (height < COMPACT, scene.state.visit.generation)
}

fn heads(ui: &Ui, of: HeadsOf) -> Arc<Heads> {
    let known = ui.data(|data| data.get_temp::<(HeadsOf, Arc<Heads>)>(heads_id()));
    known.filter(|(seen, _)| *seen == of).map(|(_, heads)| heads).unwrap_or_default()
}

fn in_points(width: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a width is small and not negative"
    )]
    let points = width.round().max(0.0) as u32;
    points
}

/// Everything that an arrangement depends on.
fn key(ui: &Ui, room: Room, rows: &[CautionRow<'_>], heads: &Heads) -> u64 {
    let mut hasher = DefaultHasher::new();
    let Reach { wanted, comfort, limit, utmost } = room.reach;
    let numbers = [room.height, wanted, comfort, limit, utmost];
    for number in numbers.into_iter().chain(room.map).chain([ui.pixels_per_point()]) {
        number.to_bits().hash(&mut hasher);
    }
    for row in rows {
        (row.title, row.caution.line_or_text(), row.word, row.leads, row.open).hash(&mut hasher);
        (row.caution.severity as u8, &row.broken, &row.steps).hash(&mut hasher);
    }
    for (width, height) in heads {
        (width, height.to_bits()).hash(&mut hasher);
    }
    hasher.finish()
}

struct Measured<'a> {
    ui: &'a Ui,
    scene: Scene<'a>,
    rows: &'a [CautionRow<'a>],
    heads: &'a Heads,
}

impl Heights for Measured<'_> {
    fn head(&self, width: f32) -> f32 {
        let width = in_points(width);
        // A width that wasn't seen yet is taken for the next narrower one, whose text is higher.
        let narrower = self.heads.range(..=width).next_back();
        let any = narrower.or_else(|| self.heads.iter().next());
        any.map_or(60.0, |(_, height)| *height)
    }

    fn row(&self, at: usize, form: Fold, width: f32) -> f32 {
        self.rows.get(at).map_or(0.0, |row| row.height(self.ui, self.scene, form, width))
    }

    fn folded(&self) -> f32 {
        FOLDED
    }
}

/// The panel, over all of `ui`.
pub fn cautions_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0.0, scene.colours.panel);
    ui.painter().vline(whole.left(), whole.y_range(), (1.0, scene.colours.line));
    Frame::NONE.inner_margin(margin(whole.height())).show(ui, |ui| {
        ui.set_width(arranged.fit.width);
        ui.spacing_mut().item_spacing.y = 0.0;
        head_ui(ui, scene, whole.height(), arranged.fit.width, out);
        if scene.state.visit.screen == Screen::Intake {
            asking_ui(ui, scene, arranged, out);
        } else if arranged.fit.below == 0 {
            list_ui(ui, scene, arranged, out);
            notes_ui(ui, scene, arranged, out);
            aside_ui(ui, scene, arranged, out);
            if let Some(height) = arranged.fit.map {
                focus_map_ui(ui, scene, height, out);
            } else {
                review_ui(ui, scene);
            }
        } else {
            notes_ui(ui, scene, arranged, out);
            aside_ui(ui, scene, arranged, out);
            scrolling_ui(ui, scene, arranged, out);
        }
    });
}

/// More than there is room for, the first of it in sight.
fn scrolling_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let text = format!("{} more below", arranged.fit.below);
    ui.add_sized(vec2(arranged.fit.width, FOLDED), egui::Label::new(text));
    let salt = ("cautions", scene.state.visit.generation);
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        list_ui(ui, scene, arranged, out);
    });
}

/// When progress is judged and when the next visit is, at the lower end where there is room left.
fn review_ui(ui: &mut Ui, scene: Scene<'_>) {
    const HEIGHT: f32 = 48.0;
    let next = scene.state.visit.standing().session().and_then(|plan| {
        let next = plan.follow_up.as_ref()?;
        Some((plan.intake.course.as_ref().map_or(1, |course| course.visit.get()), next))
    });
    let Some((visit, next)) = next else { return };
    if ui.available_height() < HEIGHT + 8.0 {
        return;
    }
    let rect = ui.available_rect_before_wrap();
    let rect = rect.with_min_y(rect.bottom() - HEIGHT);
    ui.painter().hline(rect.x_range(), rect.top(), (1.0, scene.colours.line));
    let inside = rect.shrink2(vec2(8.0, 9.0));
    let layout = egui::Layout::top_down(egui::Align::Min);
    let mut foot = ui.new_child(egui::UiBuilder::new().max_rect(inside).layout(layout));
    let title = if next.review_at_visit <= visit {
        "Review due today".to_owned()
    } else {
        format!("Review at visit {}", next.review_at_visit)
    };
    foot.spacing_mut().item_spacing.y = 2.0;
    foot.label(bold(title));
    let when = match next.interval_days {
        Some(days) => format!("Next visit in {}", counted(days.get(), "day")),
        None => "No next visit until a doctor has looked at it".to_owned(),
    };
    foot.label(secondary(scene.colours, when));
}

/// What stands above the cautions; its height is kept for the next arrangement.
fn head_ui(ui: &mut Ui, scene: Scene<'_>, panel: f32, width: f32, out: &mut Outbox) {
    let before = ui.available_rect_before_wrap().height();
    missing_ui(ui, scene, out);
    // Beside the questions it is said in the card above, which has its room from the beginning.
    if scene.state.visit.screen == Screen::Plan {
        status_card_ui(ui, scene, panel < COMPACT, out);
    }
    let height = before - ui.available_rect_before_wrap().height();
    let of = heads_of(scene, panel);
    let mut heads = heads(ui, of);
    let seen = heads.get(&in_points(width)).copied();
    if seen.is_none_or(|seen| (seen - height).abs() > 0.5) {
        Arc::make_mut(&mut heads).insert(in_points(width), height);
        ui.data_mut(|data| data.insert_temp(heads_id(), (of, heads)));
        ui.request_discard("the cautions fit anew");
    }
}

fn list_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let fit = &arranged.fit;
    // What scrolls leaves the bar its room.
    let bar = if fit.below > 0 { ui.spacing().scroll.allocated_width() } else { 0.0 };
    let count = f32::from(u16::try_from(fit.columns.len()).unwrap_or(1)).max(1.0);
    let width = fit.column_width() - bar / count;
    let corner = ui.cursor().min;
    let mut at = corner;
    let mut bottom = corner.y;
    for (index, row) in arranged.rows.iter().enumerate() {
        let Some(form) = fit.form(row.caution.severity) else { continue };
        if index > 0 && fit.columns.contains(&index) {
            at = pos2(at.x + width + GUTTER, corner.y);
        }
        let height = row.height(ui, scene, form, width);
        let place = Rect::from_min_size(at, vec2(width, height));
        let response = row.show(ui, scene, place, form, out);
        if fit.below > 0 && response.gained_focus() {
            response.scroll_to_me(None);
        }
        at.y += height;
        bottom = bottom.max(at.y);
    }
    ui.allocate_rect(
        Rect::from_min_max(corner, pos2(corner.x + fit.width - bar, bottom)),
        egui::Sense::hover(),
    );
}

/// The notes in one line.
fn notes_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let has_notes = arranged.fit.notes.is_none();
    if arranged.is_map_folded {
        ui.horizontal(|ui| {
            if has_notes {
                notes_button_ui(ui, scene, arranged, false, out);
            }
            map_button_ui(ui, scene, false, out);
        });
    } else if has_notes {
        notes_button_ui(ui, scene, arranged, false, out);
    }
}

/// The notes behind a button, in a frame where it stands among others; nothing where there are none.
fn notes_button_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    arranged: &Arranged<'_>,
    framed: bool,
    out: &mut Outbox,
) {
    let rows = arranged.rows.iter().filter(|row| row.caution.severity == Severity::Note);
    let rows: Vec<&CautionRow<'_>> = rows.collect();
    if !rows.is_empty() {
        folded_ui(ui, scene, &counted(rows.len(), "note"), (&rows, framed), out);
    }
}

/// The cautions about massage in one line, where there is none today.
fn aside_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let rows: Vec<&CautionRow<'_>> = arranged.aside.iter().collect();
    let text = match rows.len() {
        0 => return,
        count => counted(count, "more caution"),
    };
    folded_ui(ui, scene, &text, (&rows, false), out);
}
