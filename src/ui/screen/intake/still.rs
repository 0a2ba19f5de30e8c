//! What was yes at an earlier visit, each asked again with its place and its clearance beneath,
//! beside the emergency signs.

use eframe::egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Sense, Ui, vec2};

use super::grid::{beside_title, form_card, head, inside, is_wide, parts};
use super::landmark::{Landmark, landmark};
use super::{part, questions};
use crate::app::action::{Action, Outbox};
use crate::app::draft::{
    ClearanceDraft, ClearanceField, Field, Former, PlaceLists, TextField, come_from,
};
use crate::knowledge::schema::{Group, RegionList, ScreeningQuestion};
use crate::model::{Day, FindingId};
use crate::text::counted;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, link, secondary};

/// A line beneath a former yes.
const LINE: f32 = 23.0;
/// Between the two cards.
const GAP: f32 = 8.0;

/// The groups that are asked one by one, and beside them what was yes.
pub fn signs_ui(ui: &mut Ui, scene: Scene<'_>, groups: &[&Group], out: &mut Outbox) {
    let signs = |ui: &mut Ui, out: &mut Outbox| {
        for group in groups {
            landmark(ui, &Landmark::Group(group.id.clone()), |ui| {
                part(ui, group.id.as_str(), |ui| questions::group_ui(ui, scene, group, out));
            });
        }
    };
    if scene.state.visit.work().intake.former.is_empty() {
        return signs(ui, out);
    }
    let still = |ui: &mut Ui, out: &mut Outbox| {
        landmark(ui, &Landmark::Still, |ui| part(ui, "still", |ui| still_ui(ui, scene, out)));
    };
    if is_wide(ui) {
        parts(ui, out, GAP, &[(1.0, &signs), (1.0, &still)]);
    } else {
        signs(ui, out);
        still(ui, out);
    }
}

fn still_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let former = draft.former_yes(scene.knowledge);
    form_card(ui, scene, None, |ui| {
        let title = |ui: &mut Ui, _: &mut Outbox| {
            ui.label(bold("Still?"));
            let open = former.iter().filter(|one| draft.answer(&one.id).is_none()).count();
            let text = if open > 0 {
                format!("{open} open · counted as yes until answered")
            } else {
                "all asked today".to_owned()
            };
            beside_title(ui, scene, &text);
        };
        head(ui, out, "Still?", &title, None);
        for finding in &former {
            former_ui(ui, scene, finding, out);
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.top(), (1.0, scene.colours.line));
        let mut foot = inside(ui, rect, Layout::left_to_right(Align::Center));
        let text =
            format!("All no, further down, skips {}", counted(former.len(), "former answer"));
        beside_title(&mut foot, scene, &text);
    });
}

fn former_ui(ui: &mut Ui, scene: Scene<'_>, finding: &ScreeningQuestion, out: &mut Outbox) {
    let groups = &scene.knowledge.tables().groups;
    let group = groups.iter().find(|group| group.id == finding.group);
    let draft = &scene.state.visit.work().intake;
    let former = draft.former.get(&finding.id);
    let (Some(group), Some(former)) = (group, former) else { return };
    questions::row_ui(ui, scene, group, finding, out);
    was(ui, scene, finding, former);
    // What a no took away for today keeps its line.
    let dropped = former.dropped.clearances.iter().map(|one| (in_a_line(one), None));
    let kept = draft.clearances_about(&finding.id, scene.knowledge).into_iter();
    let kept = kept.filter_map(|at| Some((in_a_line(draft.clearances.get(at)?), Some(at))));
    for (text, at) in kept.chain(dropped) {
        line(ui, |ui| {
            let text = if at.is_some() { text } else { format!("{text}, not for today") };
            let room = (ui.available_width() - 44.0).max(0.0);
            let size = vec2(room, LINE);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(room);
                ui.add(Label::new(secondary(scene.colours, text.as_str())).truncate());
            });
            let open = ui.add_enabled_ui(at.is_some(), |ui| link(ui, scene.colours, "Open")).inner;
            let name = format!("Open the clearance: {}", finding.label);
            if let Some(at) = at
                && open.accessible_name(name).clicked()
            {
                let by = TextField::Clearance(at, ClearanceField::By);
                out.send(Action::JumpTo(Field::Text(by)));
            }
        });
    }
    ui.add_space(3.0);
}

fn line(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let mut line = inside(ui, rect, Layout::left_to_right(Align::Center));
    line.spacing_mut().item_spacing.x = 8.0;
    content(&mut line);
}

/// When it was yes, and where.
fn was(ui: &mut Ui, scene: Scene<'_>, finding: &ScreeningQuestion, former: &Former) {
    let draft = &scene.state.visit.work().intake;
    let colours = scene.colours;
    let day = former.on.short();
    let text = match draft.answer(&finding.id) {
        None => format!("yes on {day}: still?"),
        Some(true) => format!("yes on {day}, yes today"),
        Some(false) => format!("yes on {day}, no today"),
    };
    line(ui, |ui| {
        let pill = Frame::NONE
            .fill(colours.info_ground)
            .corner_radius(CornerRadius::same(10))
            .inner_margin(Margin { left: 6, right: 8, top: 2, bottom: 2 });
        pill.show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            icons::sign(ui, icons::CARRIED, 13.0, colours.info);
            let words = secondary(colours, text).font(theme::semibold(theme::SMALL));
            ui.label(words.color(colours.info));
        });
        let places = places(scene, &draft.places, &finding.id);
        if !places.is_empty() {
            beside_title(ui, scene, &format!("place: {}", places.join(", ")));
        }
    });
}

/// The places that go with a finding, such as "right calves (numb)".
fn places(scene: Scene<'_>, of: &PlaceLists, id: &FindingId) -> Vec<String> {
    let mut words = Vec::new();
    for list in RegionList::ALL.into_iter().filter(|list| come_from(*list, id, scene.knowledge)) {
        for (region, side) in of.list(list) {
            let name = scene.knowledge.region_name(region).to_lowercase();
            let list = list.label().to_lowercase();
            words.push(format!("{} {name} ({list})", side.word()));
        }
    }
    words
}

fn in_a_line(one: &ClearanceDraft) -> String {
    let day = |text: &str| {
        let text = text.trim();
        Day::parse(text).map_or_else(|_| text.to_owned(), Day::short)
    };
    let when = match one.until.trim() {
        "" => format!("of {}", day(&one.on)),
        until => format!("until {}", day(until)),
    };
    let mut parts = vec![format!("Clearance from {}, {when}", one.by.trim())];
    parts.extend(one.max_pressure.map(|level| format!("level {level}")));
    parts.join(" · ")
}
