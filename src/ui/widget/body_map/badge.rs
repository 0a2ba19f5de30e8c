//! Small round marks on a region: the level that must not be passed, inflamed, injured.

use eframe::egui::{Align2, FontId, Painter, Pos2, Stroke, vec2};

use crate::ui::body::Mark;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette};

const RADIUS: f32 = 6.5;

/// The marks of a region around its middle. A region that is too small for all shows the limit.
pub fn badges(painter: &Painter, palette: &Palette, centre: Pos2, room: f32, mark: &Mark) {
    let cap = mark.cap.as_ref().filter(|_| mark.excluded.is_none());
    let icons = [(mark.inflamed, icons::INFLAMED), (mark.injured, icons::INJURED)];
    let shown: Vec<Icon> = icons.iter().filter(|(on, _)| *on).map(|(_, icon)| *icon).collect();
    let count = shown.len() + usize::from(cap.is_some());
    // Wide rooms take them side by side, narrow ones one under the other.
    let step = if room > 20.0 { vec2(15.0, 0.0) } else { vec2(0.0, 15.0) };
    #[expect(clippy::cast_precision_loss, reason = "at most three")]
    let mut at = centre - step * (count.saturating_sub(1) as f32 / 2.0);
    if let Some(cap) = cap {
        digit(painter, palette, at, cap.level);
        at += step;
    }
    for one in shown {
        icon(painter, palette, at, one);
        at += step;
    }
}

/// A level in a ring.
pub fn digit(painter: &Painter, palette: &Palette, centre: Pos2, level: u16) {
    painter.circle(centre, RADIUS, palette.panel, Stroke::new(1.4, palette.stop));
    let font = theme::semibold(theme::SMALL - 1.5);
    painter.text(centre, Align2::CENTER_CENTER, level, font, palette.stop);
}

/// An icon in a ring.
pub fn icon(painter: &Painter, palette: &Palette, centre: Pos2, icon: Icon) {
    painter.circle(centre, RADIUS, palette.panel, Stroke::new(1.2, palette.care));
    let font = FontId::new(10.0, icon.font_family());
    painter.text(centre, Align2::CENTER_CENTER, icon.codepoint, font, palette.care);
}
