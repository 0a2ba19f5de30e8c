//! What follows the steps: what to leave out, home care with the next visit, notes with what to
//! expect. Each is a counted link; its texts open beside the rows, over the body.

use eframe::egui::{
    Button, CursorIcon, Popup, PopupCloseBehavior, RectAlign, ScrollArea, TextFormat, Ui,
    text::LayoutJob,
};

use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::model::{HomeCare, Plan, SourceId};
use crate::planner;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{card, explained, section_title, wrapped};

type Line<'a> = (&'a str, &'a [SourceId]);

/// Texts under a heading.
struct Group<'a> {
    title: &'static str,
    lines: Vec<Line<'a>>,
}

/// What one link opens.
struct Sheet<'a> {
    name: &'static str,
    groups: Vec<Group<'a>>,
}

impl Sheet<'_> {
    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.lines.len()).sum()
    }
}

/// Everything that follows the steps, in the order of its links.
fn sheets<'a>(scene: Scene<'_>, plan: &'a Plan) -> [Sheet<'a>; 3] {
    // What a clearance states in words stands under the status already.
    let stated = planner::stated_limits(&plan.intake, scene.knowledge);
    let notes = plan.notes.iter().filter(|note| !stated.contains(note));
    let notes = notes.map(|note| (note.text.as_str(), note.sources.as_slice()));
    let avoid = plan.avoid.iter().map(|advice| (advice.text.as_str(), advice.sources.as_slice()));
    let item = |item: &'a HomeCare| (item.text.as_str(), item.sources.as_slice());
    let next = plan.follow_up.iter().map(|next| (next.text.as_str(), next.sources.as_slice()));
    let expected = Some((plan.expectation.as_str(), &[][..]));
    let expected = expected.filter(|(text, _)| !text.is_empty());
    let group = |title, lines| Group { title, lines };
    [
        Sheet { name: "Leave out", groups: vec![group("Leave out", avoid.collect())] },
        Sheet {
            name: "Home care",
            groups: vec![
                group("For home", plan.home_care.iter().map(item).collect()),
                group("For home, later", plan.home_care_later.iter().map(item).collect()),
                group("Next visit", next.collect()),
            ],
        },
        Sheet {
            name: "Notes",
            groups: vec![
                group("Remarks", notes.collect()),
                group("What to expect", expected.into_iter().collect()),
            ],
        },
    ]
}

/// The links, one for each that has something to say.
pub fn links_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    for sheet in sheets(scene, plan).iter().filter(|sheet| sheet.count() > 0) {
        link_ui(ui, scene, sheet, out);
    }
}

fn link_ui(ui: &mut Ui, scene: Scene<'_>, sheet: &Sheet<'_>, out: &mut Outbox) {
    let colours = scene.colours;
    let count = sheet.count();
    let mut job = LayoutJob::default();
    let format = |font, color| TextFormat { font_id: font, color, ..Default::default() };
    job.append(sheet.name, 0.0, format(theme::regular(theme::BODY - 1.0), colours.secondary));
    job.append(&count.to_string(), 5.0, format(theme::semibold(theme::BODY - 1.0), colours.ink));
    let button = ui.add(Button::new(job).frame(false));
    let button = button.accessible_name(format!("{} {count}", sheet.name));
    let button = button.on_hover_cursor(CursorIcon::PointingHand);
    let window = ui.content_rect();
    let width = SHEET.min(window.width() - 40.0);
    Popup::menu(&button)
        .align(RectAlign::TOP_END)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(width)
        .show(|ui| {
            ui.set_width(width);
            let most = (window.height() - 140.0).max(160.0);
            ScrollArea::vertical().id_salt(sheet.name).max_height(most).show(ui, |ui| {
                for group in &sheet.groups {
                    group_ui(ui, scene, group, out);
                }
            });
        });
}

/// How wide the texts are.
const SHEET: f32 = 420.0;

fn group_ui(ui: &mut Ui, scene: Scene<'_>, group: &Group<'_>, out: &mut Outbox) {
    if group.lines.is_empty() {
        return;
    }
    let title = group.title;
    ui.label(section_title(scene.colours, title));
    for (text, sources) in &group.lines {
        if sources.is_empty() {
            wrapped(ui, *text);
        } else if explained(ui, scene.colours, *text, &format!("{title}: {text}")).clicked() {
            out.send(Action::Explain(Explanation {
                title: title.to_owned(),
                paragraphs: vec![(*text).to_owned()],
                sources: sources.to_vec(),
            }));
        }
    }
    ui.add_space(6.0);
}

/// The same as cards, where a plan is read.
pub fn notes_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    for group in sheets(scene, plan).iter().flat_map(|sheet| &sheet.groups) {
        if !group.lines.is_empty() {
            card(ui, scene.colours, None, |ui| group_ui(ui, scene, group, out));
        }
    }
}
