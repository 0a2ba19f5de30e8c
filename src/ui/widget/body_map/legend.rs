//! What the colours, lines and patterns of the map mean, in words; only what occurs is explained.

use eframe::egui::{self, Color32, Rect, Role, Sense, Ui, WidgetInfo, lerp, pos2, vec2};

use super::paint::{self, RegionLook};
use super::{badge, looks};
use crate::app::body::{Mark, Marks, PlaceReason};
use crate::knowledge::schema::RegionList;
use crate::ui::scene::Scene;
use crate::ui::widget::secondary;
use crate::ui::{icons, theme};

const SAMPLE: egui::Vec2 = vec2(22.0, 12.0);

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
            Self::Time => "More of the time",
            Self::Cap => "This level at most",
            Self::Excluded => "Left out",
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
            Self::Cap => any(|mark| mark.cap.is_some() && mark.excluded.is_none()),
            Self::Excluded => any(|mark| mark.excluded.is_some()),
            Self::Numb => any(|mark| mark.numb),
            Self::Inflamed => any(|mark| mark.inflamed),
            Self::Injured => any(|mark| mark.injured),
            Self::Nerve => true,
        }
    }
}

/// The legend, one line under the other.
pub fn legend_ui(ui: &mut Ui, scene: Scene<'_>, marks: &Marks) {
    let all = [
        LegendEntry::Time,
        LegendEntry::Cap,
        LegendEntry::Excluded,
        LegendEntry::Numb,
        LegendEntry::Inflamed,
        LegendEntry::Injured,
        LegendEntry::Nerve,
    ];
    ui.spacing_mut().item_spacing = vec2(8.0, 5.0);
    for entry in all.into_iter().filter(|entry| entry.occurs(marks)) {
        ui.horizontal(|ui| {
            let (rect, response) = ui.allocate_exact_size(SAMPLE, Sense::hover());
            response.widget_info(|| {
                let name = format!("Sample: {}", entry.words().to_lowercase());
                WidgetInfo::labeled(Role::Image, true, name)
            });
            sample(ui, scene, entry, rect, marks);
            ui.label(secondary(scene.colours, entry.words()));
        });
    }
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
            let levels = marks.values().filter_map(|mark| Some(mark.cap.as_ref()?.level));
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
