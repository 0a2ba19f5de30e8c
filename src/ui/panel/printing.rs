//! The bar at the top while *Print or save* is open: what is printed, how large its pages are, and the way
//! back.

use eframe::egui::{Align, Button, Layout, Sense, Ui, UiBuilder, Vec2, text::LayoutJob, vec2};

use super::menus::ring;
use super::top::{BUTTON, about, mark_ui, title_ui};
use crate::app::action::Outbox;
use crate::app::print::{PageZoom, Print, PrintAction};
use crate::app::state::Screen;
use crate::ui::scene::Scene;
use crate::ui::widget::secondary;
use crate::ui::{icons, theme};

/// Width of what says how large pages are: the same for all sizes.
const ZOOM: f32 = 76.0;

pub fn printing_ui(ui: &mut Ui, scene: Scene<'_>, print: &Print, out: &mut Outbox) {
    let (whole, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let left = UiBuilder::new().max_rect(whole).layout(Layout::left_to_right(Align::Center));
    let left = ui.scope_builder(left, |ui| mark_ui(ui, scene)).response.rect;
    let right = UiBuilder::new().max_rect(whole).layout(Layout::right_to_left(Align::Center));
    let right = ui.scope_builder(right, |ui| right_ui(ui, scene, print, out)).response.rect;
    title_ui(ui, whole, (left, right), || title(scene));
}

fn title(scene: Scene<'_>) -> LayoutJob {
    let about = about(scene, false);
    let colours = scene.colours;
    let mut job = LayoutJob::default();
    let bold = eframe::egui::TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    job.append(&format!("Print or save: {}", about.name), 0.0, bold);
    for part in about.rest {
        let plain =
            eframe::egui::TextFormat::simple(theme::regular(theme::BODY), colours.secondary);
        job.append(&format!(" · {part}"), 0.0, plain);
    }
    job
}

/// From the right: the way back, and the size of pages.
fn right_ui(ui: &mut Ui, scene: Scene<'_>, print: &Print, out: &mut Outbox) {
    let visit = &scene.state.visit;
    let has_plan = visit.screen == Screen::Plan || visit.reading.is_some();
    let words = if has_plan { "Back to the plan" } else { "Back to the intake" };
    let back = Button::new((icons::text(icons::BACK, 16.0), words)).min_size(vec2(0.0, BUTTON));
    let back = ui.add(back).accessible_name(words);
    ring(ui, scene, &back);
    if back.on_hover_text("Back (Escape)").clicked() {
        out.send(PrintAction::Close.into());
    }
    ui.add_space(8.0);
    ui.spacing_mut().item_spacing.x = 2.0;
    let step = |ui: &mut Ui, icon, name: &str, tip: &str, action: PrintAction, out: &mut Outbox| {
        let button = Button::new(icons::text(icon, 17.0)).frame_when_inactive(false);
        let button = ui.add(button.min_size(Vec2::splat(BUTTON))).accessible_name(name);
        ring(ui, scene, &button);
        if button.on_hover_text(tip).clicked() {
            out.send(action.into());
        }
    };
    step(ui, icons::ADD, "Larger pages", "Larger pages (+)", PrintAction::ZoomStep(true), out);
    let percent = print.percent();
    let text = match print.zoom {
        PageZoom::Fit if percent == 0 => "Fit".to_owned(),
        PageZoom::Fit => format!("Fit, {percent} %"),
        PageZoom::Percent(percent) => format!("{percent} %"),
    };
    let name = format!("Size of pages: {text}");
    let fit = Button::new(secondary(scene.colours, text)).frame_when_inactive(false);
    let fit = ui.add(fit.min_size(vec2(ZOOM, BUTTON))).accessible_name(name);
    ring(ui, scene, &fit);
    if fit.on_hover_text("Whole pages (0)").clicked() {
        out.send(PrintAction::Zoom(PageZoom::Fit).into());
    }
    step(ui, icons::NO, "Smaller pages", "Smaller pages (−)", PrintAction::ZoomStep(false), out);
}
