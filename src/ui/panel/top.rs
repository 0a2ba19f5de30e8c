//! The bar at the top: whose plan it is in the middle, what is done with it most and the menus at the
//! right; at the left the menus as a bar, where somebody wants them so.

use eframe::egui::{
    self, Align, Align2, Button, CursorIcon, Frame, Id, Key, Label, Layout, Margin, Popup,
    PopupCloseBehavior, Rect, RichText, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo,
    accesskit::HasPopup, pos2, text::LayoutJob, vec2,
};

use super::menus::{bar_ui, button_ui, ring};
use crate::app::action::{Action, FileAction, Outbox};
use crate::app::command::Command;
use crate::app::draft::{Field, TextField};
use crate::app::practice::{OpenPractice, Practice};
use crate::app::state::{Busy, Page, Screen};
use crate::ui::scene::Scene;
use crate::ui::widget::{NameGalley, bold, is_low, logo, text_width, unnamed_field};
use crate::ui::{icons, layout, theme};

/// What the primary button offers beside the questions.
const SHOW_PLAN: &str = "Show plan";
const SHOW_WHAT_TO_DO: &str = "Show what to do";
/// What shows the pages.
const PRINT: &str = "Print or save";
/// The same where whose plan it is needs the room.
const WHAT_TO_DO: &str = "What to do";
/// Windows narrower than this have no room for every word in the bar.
const NARROW: f32 = 640.0;
/// In windows narrower than this the name of the program gives its room to the pages of a client.
const TIGHT: f32 = 1100.0;

pub(super) fn is_narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < NARROW
}

/// Height of a button.
pub(super) const BUTTON: f32 = 30.0;

pub fn top_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let frame = Frame::NONE.fill(scene.colours.panel).inner_margin(Margin::symmetric(14, 0));
    let panel = egui::Panel::top("top").exact_size(layout::top_height(ui));
    panel.frame(frame).show(ui, |ui| {
        if scene.state.busy.is_some_and(Busy::blocks) {
            super::hold_still(ui);
        }
        super::call_place(ui, Role::Banner, "Top bar");
        if let Some(print) = &scene.state.print {
            return super::printing::printing_ui(ui, scene, print, out);
        }
        if let Some(closing) = scene.state.shown_closing() {
            return super::closing_bar::closing_bar_ui(ui, scene, closing, out);
        }
        let (whole, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let left = UiBuilder::new().max_rect(whole).layout(Layout::left_to_right(Align::Center));
        let left = ui.scope_builder(left, |ui| {
            mark_ui(ui, scene);
            super::tabs::tabs_ui(ui, scene, out);
            if scene.state.prefs.menu_bar {
                ui.add_space(8.0);
                ui.scope(|ui| bar_ui(ui, scene, out));
            }
        });
        let right = UiBuilder::new().max_rect(whole).layout(Layout::right_to_left(Align::Center));
        let right = ui.scope_builder(right, |ui| {
            if !scene.state.prefs.menu_bar {
                button_ui(ui, scene, out);
            }
            if super::pages::buttons_ui(ui, scene, out) {
                return;
            }
            if scene.state.shown_page() == Page::History {
                return super::history_bar::buttons_ui(ui, scene, out);
            }
            primary_ui(ui, scene, out);
            print_ui(ui, scene, out);
            ui.add_space(2.0);
            ui.spacing_mut().item_spacing.x = 2.0;
            undo_ui(ui, scene, out);
        });
        let between = Rect::from_x_y_ranges(
            left.response.rect.right() + 16.0..=right.response.rect.left() - 16.0,
            whole.y_range(),
        );
        // While a practice is sealed or on its way, nothing of it and nothing else is open.
        let closed = matches!(scene.state.practice, Practice::Locked(_) | Practice::Opening(_));
        let reads = scene.state.visit.reading.is_some();
        let waits = scene.state.waits_for_client() && !reads;
        let nothing = closed || scene.state.is_at_start() || waits;
        if between.width() > 40.0 && !nothing {
            middle_ui(ui, scene, between, whole.center().x, out);
        }
    });
}

/// What a page of its own is about, between what stands left and right in the bar, where there is room.
pub(super) fn title_ui(
    ui: &mut Ui,
    whole: Rect,
    (left, right): (Rect, Rect),
    title: impl FnOnce() -> LayoutJob,
) {
    let between = whole.with_min_x(left.right() + 16.0).with_max_x(right.left() - 16.0);
    if between.width() <= 40.0 {
        return;
    }
    let title = title();
    // In the middle of the bar where there is room, else in what is left of it.
    let room = (whole.center().x - between.left()).min(between.right() - whole.center().x);
    let wide = ui.painter().layout_job(title.clone()).size().x;
    let place = if wide / 2.0 <= room {
        between.with_min_x(whole.center().x - room).with_max_x(whole.center().x + room)
    } else {
        between
    };
    let middle = Layout::centered_and_justified(egui::Direction::LeftToRight);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(middle), |ui| {
        ui.add(Label::new(title).truncate().halign(Align::Center));
    });
}

/// The name of the program, with its mark.
pub(super) fn mark_ui(ui: &mut Ui, scene: Scene<'_>) {
    logo(ui, scene.colours, 16.0);
    let tight = scene.state.has_pages() && ui.ctx().content_rect().width() < TIGHT;
    if is_narrow(ui) || tight {
        return;
    }
    ui.add_space(-3.0);
    let name = RichText::new("Ischia").font(theme::semibold(theme::TITLE));
    ui.label(name.color(scene.colours.accent));
}

/// What the middle says: a name in bold, and when.
pub(super) struct Title {
    pub(super) name: String,
    /// What is said beside the name.
    pub(super) rest: Vec<String>,
    /// Which of that is the day of the session, where it is asked here.
    asked: Option<usize>,
}

impl Title {
    /// A title in which nothing is asked.
    pub(super) fn of(name: String, rest: Vec<String>) -> Self {
        Self { name, rest, asked: None }
    }
}

/// What the middle says. In a low window the day is asked here rather than in the form.
pub(super) fn about(scene: Scene<'_>, low: bool) -> Title {
    let draft = &scene.state.visit.work().intake;
    let client = scene.state.practice.open().and_then(OpenPractice::chosen_row);
    let file = scene.state.visit.stored.file().and_then(|path| path.file_name());
    let name = match (client, file) {
        (_, Some(file)) => file.to_string_lossy().into_owned(),
        (Some(client), None) if client.name.is_empty() => "Name can't be read".to_owned(),
        (Some(client), None) => client.name.to_owned(),
        (None, None) => "New intake".to_owned(),
    };
    if scene.state.shown_page() == Page::History && scene.state.print.is_none() {
        return Title { name, rest: super::history_bar::title_parts(scene), asked: None };
    }
    // Whose day is read is said where the present one's would be.
    let reading = scene.state.visit.reading.as_ref().filter(|reading| !reading.beside);
    if let Some(reading) = reading {
        let day = reading.record.plan.intake.date.with_weekday();
        let copied = reading.copy.as_ref().map(|copy| copy.client.clone());
        let name = copied.filter(|name| !name.is_empty()).unwrap_or(name);
        return Title { name, rest: vec![format!("reading the plan of {day}")], asked: None };
    }
    let asks = low && scene.state.visit.screen == Screen::Intake;
    let date = match draft.day() {
        Some(day) if low => Some(day.short()),
        Some(day) => Some(day.with_weekday()),
        None if asks && draft.date.trim().is_empty() => Some("No date".to_owned()),
        None if asks => Some("Day not read".to_owned()),
        None => None,
    };
    let visit = draft.visit.trim();
    let visit = match visit {
        "" if draft.is_returning() => None,
        "" => Some("first visit".to_owned()),
        visit => Some(format!("visit {visit}")),
    };
    // Another of the same name is told apart before anything else is said.
    let apart = scene.state.told_apart().filter(|_| scene.state.visit.stored.file().is_none());
    let asked = asks.then_some(usize::from(apart.is_some()));
    let rest = apart.into_iter().chain(date).chain(visit).collect();
    Title { name, rest, asked }
}

/// Whose plan it is, in the middle of the bar, or of what is left of it. The name has a label of
/// its own, so that one that is written from the right stays whole.
fn middle_ui(ui: &mut Ui, scene: Scene<'_>, between: Rect, centre: f32, out: &mut Outbox) {
    let own = super::pages::title(scene);
    let is_own = own.is_some();
    let title = own.unwrap_or_else(|| about(scene, is_low(ui)));
    let Title { name, rest: parts, asked } = title;
    let about = parts.join(" · ");
    let colours = scene.colours;
    let gap = 16.0;
    let bold = theme::semibold(theme::BODY);
    let plain = theme::regular(theme::BODY);
    let lay = |text: &str, font: &egui::FontId, colour, width: f32| {
        NameGalley::of(ui.painter(), text, font, colour, width.max(0.0))
    };
    // What a page says beside the name gives its room to it, and goes where little would be left.
    let alone = lay(&name, &bold, colours.ink, between.width());
    let left = between.width() - alone.size().x - gap;
    if is_own && left < REST_LEAST {
        let at = pos2(centre - alone.size().x / 2.0, between.center().y - alone.size().y / 2.0);
        let x = at.x.min(between.right() - alone.size().x).max(between.left());
        return name_ui(ui, &name, alone, pos2(x, at.y), colours.ink);
    }
    let most = if is_own { left } else { between.width() * 0.6 };
    let rest = lay(&about, &plain, colours.secondary, most);
    let first = lay(&name, &bold, colours.ink, between.width() - rest.size().x - gap);
    let width = first.size().x + gap + rest.size().x;
    // What can be pressed stays where it is, however long the words are.
    let left = if asked.is_some() { between.left() } else { centre - width / 2.0 };
    let left = left.min(between.right() - width).max(between.left());
    let cut = first.cut || rest.cut;
    let full = format!("{name} · {about}");
    let place = |x: f32, size: egui::Vec2| {
        Rect::from_min_size(pos2(x, between.center().y - size.y / 2.0), size)
    };
    let name_rect = place(left, first.size());
    let rest_rect = place(name_rect.right() + gap, rest.size());
    let dot = pos2(name_rect.right() + gap / 2.0, between.center().y);
    ui.painter().text(dot, Align2::CENTER_CENTER, "·", plain, colours.secondary);
    for (text, galley, rect, colour) in
        [(name, first, name_rect, colours.ink), (about, rest, rest_rect, colours.secondary)]
    {
        let id = Id::unique(("what is open", colour));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &text));
        galley.paint(ui.painter(), rect.min, colour);
        if cut {
            response.on_hover_text(&full);
        }
    }
    if let Some(at) = asked
        && let Some(date) = parts.get(at)
    {
        let font = || theme::regular(theme::BODY);
        let mut before = String::new();
        for part in parts.iter().take(at) {
            before.push_str(part);
            before.push_str(" · ");
        }
        let begin = rest_rect.left() + text_width(ui, &before, font());
        let x = begin..=begin + text_width(ui, date, font());
        // Where the words are cut, what shows of them is pressed.
        let day = Rect::from_x_y_ranges(x, rest_rect.y_range()).intersect(rest_rect);
        let day = if day.width() < DAY_LEAST { rest_rect } else { day };
        date_ui(ui, scene, date, day, out);
    }
}

/// The name alone.
fn name_ui(ui: &Ui, name: &str, laid: NameGalley, at: egui::Pos2, colour: egui::Color32) {
    let rect = Rect::from_min_size(at, laid.size());
    let response = ui.interact(rect, Id::unique(("what is open", colour)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
    let cut = laid.cut;
    laid.paint(ui.painter(), at, colour);
    if cut {
        response.on_hover_text(name);
    }
}

/// Less room than this says nothing beside a name.
const REST_LEAST: f32 = 60.0;
/// Width of a day that is typed.
const DAY: f32 = 92.0;
/// So much of a day has to show for it to be pressed alone.
const DAY_LEAST: f32 = 24.0;

/// The day of the session in the title: a press opens its field below.
fn date_ui(ui: &mut Ui, scene: Scene<'_>, shown: &str, rect: Rect, out: &mut Outbox) {
    let field = Field::Text(TextField::Date);
    let id = Id::unique("the day in the title");
    let response = ui.interact(rect.expand2(vec2(3.0, 5.0)), id, Sense::click());
    let name = TextField::Date.label();
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{name}: {shown}"))
    });
    ui.ctx().accesskit_node_builder(id, |node| node.set_has_popup(HasPopup::Dialog));
    let wrong = scene.state.visit.work().intake.day().is_none();
    let ink = if wrong { scene.colours.care } else { scene.colours.secondary };
    let ink = if response.hovered() { scene.colours.accent } else { ink };
    let y = rect.bottom() + 1.0;
    let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
    ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.0, ink), 3.0, 2.0));
    if scene.is_jumped_to(&field) {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&response));
    }
    let popup = Popup::menu(&response.on_hover_cursor(CursorIcon::PointingHand));
    popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.horizontal(|ui| {
            ui.label(bold(name));
            unnamed_field(ui, scene, &TextField::Date, DAY, out);
        });
        if ui.input(|input| input.key_pressed(Key::Enter)) {
            ui.close();
        }
    });
}

fn undo_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let undo = scene.state.visit.undo();
    for (command, what) in [(Command::Redo, undo.redoes()), (Command::Undo, undo.undoes())] {
        let entry = command.row();
        let icon =
            entry.symbol.map(|symbol| icons::text(icons::of(symbol), 17.0)).unwrap_or_default();
        let button = Button::new(icon).frame_when_inactive(false).min_size(vec2(BUTTON, BUTTON));
        let button = ui.add_enabled(what.is_some(), button).accessible_name(entry.text);
        ring(ui, scene, &button);
        let what = what.unwrap_or_default();
        let button = button.on_hover_text(format!("{}: {what} ({})", entry.text, command.keys()));
        let reason = command.enabled(scene.state).err().unwrap_or_default();
        if button.on_disabled_hover_text(reason).clicked() {
            out.send(command.action(scene.state));
        }
    }
}

fn print_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let command = Command::Print;
    let enabled = command.enabled(scene.state);
    let icon = icons::text(icons::PRINT, 16.0);
    let button =
        if is_narrow(ui) { Button::new(icon) } else { Button::new((icon, RichText::new(PRINT))) };
    let button = button.min_size(vec2(0.0, BUTTON));
    let print = ui.add_enabled(enabled.is_ok(), button).accessible_name(PRINT);
    ring(ui, scene, &print);
    let print = print.on_hover_text(format!("{} ({})", command.row().tip, command.keys()));
    if print.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        out.send(command.action(scene.state));
    }
}

/// The one primary button: beside the questions it offers the plan, or what to do instead, and else
/// it saves. It has one width, so that nothing beside it moves.
fn primary_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let state = scene.state;
    let closed = matches!(state.practice, Practice::Locked(_) | Practice::Opening(_));
    let nothing = closed || state.is_at_start() || state.waits_for_client();
    let asks = state.visit.screen == Screen::Intake && state.visit.reading.is_none();
    if !asks || nothing {
        return save_ui(ui, scene, out);
    }
    let command = Command::ShowPlan;
    let enabled = command.enabled(state);
    let withheld = state.visit.standing().referral().is_some();
    let name = if withheld { SHOW_WHAT_TO_DO } else { SHOW_PLAN };
    let longest = if is_narrow(ui) { WHAT_TO_DO } else { SHOW_WHAT_TO_DO };
    let text = if withheld { longest } else { SHOW_PLAN };
    let font = theme::semibold(theme::BODY);
    let width = text_width(ui, longest, font.clone()) + 26.0;
    ui.add_enabled_ui(enabled.is_ok(), |ui| {
        let colours = scene.colours;
        let text = RichText::new(text).font(font).color(colours.on_accent);
        let show = Button::new(text).fill(colours.accent).stroke((1.0, colours.accent));
        let show = ui.add(show.min_size(vec2(width, 28.0))).accessible_name(name);
        let about = "Changes update the plan; your edits stay";
        let show = show.on_hover_text(format!("{about} ({})", command.keys()));
        if show.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
            out.send(command.action(state));
        }
    });
}

fn save_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let enabled = Command::Save.enabled(scene.state);
    let colours = scene.colours;
    ui.add_enabled_ui(enabled.is_ok(), |ui| {
        let text =
            RichText::new("Save").font(theme::semibold(theme::BODY)).color(colours.on_accent);
        let save = Button::new(text).fill(colours.accent).stroke(Stroke::new(1.0, colours.accent));
        let save = ui.add(save.min_size(vec2(56.0, BUTTON)));
        if save.has_focus() {
            let stroke = Stroke::new(2.0, colours.ink);
            let radius = theme::CONTROL_RADIUS;
            ui.painter().rect_stroke(save.rect, radius, stroke, egui::StrokeKind::Outside);
        }
        let save = save.on_hover_text(format!("{} (Ctrl+S)", Command::Save.row().tip));
        if save.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
            out.send(Action::File(FileAction::SaveThen(None)));
        }
    });
}
