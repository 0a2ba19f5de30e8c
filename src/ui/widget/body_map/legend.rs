//! What the colours, lines and patterns of the map mean, in words; only what occurs is explained.

use eframe::egui::{self, Color32, Rect, Role, Sense, Ui, WidgetInfo, lerp, pos2, vec2};

use super::paint::{self, RegionLook};
use super::{badge, looks};
use crate::app::body::{Mark, Marks, PlaceReason};
use crate::knowledge::schema::RegionList;
use crate::ui::scene::Scene;
use crate::ui::widget::secondary;
use crate::ui::{icons, theme};

const SAMPLE: egui::Vec2 = vec2(20.0, 11.0);

/// One line of the legend.
#[derive(Clone, Copy, PartialEq)]
enum LegendEntry {
    Time,
    Cap,
    Excluded,
    Numb,
    Inflamed,
    Injured,
    Nerve,
}

impl LegendEntry {
    fn words(self) -> &'static str {
        match self {
            Self::Time => "Minutes",
            Self::Cap => "Max level",
            Self::Excluded => "Off limits",
            Self::Numb => RegionList::Numb.label(),
            Self::Inflamed => RegionList::Inflamed.label(),
            Self::Injured => RegionList::Injured.label(),
            Self::Nerve => "Sciatic nerve",
        }
    }

    /// Whether it is there to be explained.
    fn occurs(self, marks: &Marks) -> bool {
        let any = |has: fn(&Mark) -> bool| marks.values().any(has);
        match self {
            Self::Time => any(|mark| mark.minutes > 0),
            Self::Cap => any(|mark| mark.binding().is_some()),
            Self::Excluded => any(|mark| mark.excluded.is_some()),
            Self::Numb => any(|mark| mark.numb),
            Self::Inflamed => any(|mark| mark.inflamed),
            Self::Injured => any(|mark| mark.injured),
            Self::Nerve => true,
        }
    }
}

/// All of them, in the order of the legend.
const ALL: [LegendEntry; 7] = [
    LegendEntry::Time,
    LegendEntry::Cap,
    LegendEntry::Excluded,
    LegendEntry::Numb,
    LegendEntry::Inflamed,
    LegendEntry::Injured,
    LegendEntry::Nerve,
];

/// The height of a line, and what lies between two.
const LINE: f32 = 16.0;
const APART: f32 = 3.0;
/// Narrower rooms have one entry under the other.
const TWO: f32 = 180.0;

/// How high the legend is where it has two columns.
pub fn legend_height(marks: &Marks) -> f32 {
    let entries = ALL.into_iter().filter(|entry| entry.occurs(marks)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most seven")]
    let lines = entries.div_ceil(2) as f32;
    lines * (LINE + APART)
}

/// The legend, in two columns where there is room for them.
pub fn legend_ui(ui: &mut Ui, scene: Scene<'_>, marks: &Marks) {
    ui.spacing_mut().item_spacing = vec2(0.0, APART);
    let entries: Vec<LegendEntry> = ALL.into_iter().filter(|entry| entry.occurs(marks)).collect();
    let columns: u8 = if ui.available_width() >= TWO { 2 } else { 1 };
    let width = ui.available_width() / f32::from(columns);
    for line in entries.chunks(usize::from(columns)) {
        ui.horizontal(|ui| {
            ui.set_height(LINE);
            for entry in line {
                let size = vec2(width, LINE);
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(size, layout, |ui| {
                    ui.set_min_size(size);
                    entry_ui(ui, scene, *entry, marks);
                });
            }
        });
    }
}

fn entry_ui(ui: &mut Ui, scene: Scene<'_>, entry: LegendEntry, marks: &Marks) {
    let (rect, response) = ui.allocate_exact_size(SAMPLE, Sense::hover());
    response.widget_info(|| {
        let name = format!("Sample: {}", entry.words().to_lowercase());
        WidgetInfo::labeled(Role::Image, true, name)
    });
    sample(ui, scene, entry, rect, marks);
    ui.add_space(6.0);
    let words = secondary(scene.colours, entry.words()).size(theme::SMALL - 0.5);
    ui.add(egui::Label::new(words).truncate());
}

fn sample(ui: &Ui, scene: Scene<'_>, entry: LegendEntry, rect: Rect, marks: &Marks) {
    let colours = scene.colours;
    let painter = ui.painter();
    let quiet = looks::look(None, 1.0, colours);
    match entry {
        LegendEntry::Time => shades(ui, rect, colours),
        LegendEntry::Cap => {
            let look = RegionLook { line: colours.stop, width: looks::LIMIT_WIDTH, ..quiet };
            paint::sample(painter, rect, &look);
            let levels = marks.values().filter_map(Mark::binding);
            badge::digit(painter, colours, rect.center(), levels.min().unwrap_or(1));
        }
        LegendEntry::Excluded => {
            let mark = Mark { excluded: Some(PlaceReason::default()), ..Mark::default() };
            paint::sample(painter, rect, &looks::look(Some(&mark), 1.0, colours));
        }
        LegendEntry::Numb => {
            let mark = Mark { numb: true, ..Mark::default() };
            paint::sample(painter, rect, &looks::look(Some(&mark), 1.0, colours));
        }
        LegendEntry::Inflamed => badge::icon(painter, colours, rect.center(), icons::INFLAMED),
        LegendEntry::Injured => badge::icon(painter, colours, rect.center(), icons::INJURED),
        LegendEntry::Nerve => paint::nerve_sample(painter, rect, colours),
    }
}

/// From little to most, in five steps.
fn shades(ui: &Ui, rect: Rect, colours: &theme::Colours) {
    let body = &colours.body;
    let count = 4_u8;
    for step in 0..count {
        let at = |step: u8| lerp(rect.x_range(), f32::from(step) / f32::from(count));
        let part =
            Rect::from_min_max(pos2(at(step), rect.top()), pos2(at(step + 1), rect.bottom()));
        let depth = f32::from(step) / f32::from(count - 1);
        let colour: Color32 = body.little.lerp_to_gamma(body.most, depth);
        ui.painter().rect_filled(part, 0.0, colour);
    }
    let stroke = egui::Stroke::new(1.2, colours.accent);
    ui.painter().rect_stroke(rect, 3.0, stroke, egui::StrokeKind::Inside);
}
