//! How the plan is laid out in the room it has: where there is plenty, the body stands beside the
//! rows and each row has a column for the position; in a low or narrow window both give way.
//!
//! Lengths alone, in points; nothing is drawn here.

use eframe::egui::{Id, Ui, Vec2};

use crate::model::Plan;

/// The card is never lower than this; the middle scrolls then.
pub const LEAST: f32 = 180.0;
/// How far the ground of a row reaches over the words above it, to both sides.
pub const OVER: f32 = 8.0;
/// The width of the bar that scrolls the rows.
pub const SCROLL: f32 = 6.0;

/// A row is no lower than this where it has two lines.
const ROW: (f32, f32) = (36.0, 46.0);
/// In a low window seven of them stand in sight.
const COMPACT_ROW: f32 = 39.0;
/// Lower or narrower middles are compact.
const ROOMY: Vec2 = Vec2 { x: 700.0, y: 520.0 };
/// From this width on the body has room beside the rows.
const WITH_BODY: f32 = 760.0;
/// The body takes this much of the card, within bounds.
const BODY_SHARE: f32 = 0.246;
const BODY: (f32, f32) = (204.0, 330.0);

/// Lengths that follow from the room.
#[derive(Debug, Clone, Copy)]
pub struct PlanFrame {
    /// Whether position and level have no columns of their own.
    pub compact: bool,
    /// The width of the body beside the rows; none where it is folded.
    pub body: Option<f32>,
    /// Around everything.
    pub pad: i8,
    /// Between strip and card.
    pub gap: f32,
    /// From the edge of the card to its words.
    pub side: f32,
    /// Above the header.
    pub top: f32,
    /// Below the header.
    pub under_header: f32,
    /// Below the bar.
    pub under_bar: f32,
    /// The height of the foot.
    pub foot: f32,
    /// The height of the strip.
    pub strip: f32,
}

impl PlanFrame {
    /// For a middle of this size.
    pub fn of(room: Vec2) -> Self {
        let compact = room.x < ROOMY.x || room.y < ROOMY.y;
        if compact {
            return Self {
                compact,
                body: None,
                pad: 6,
                gap: 6.0,
                side: 16.0,
                top: 6.0,
                under_header: 3.0,
                under_bar: 2.0,
                foot: 28.0,
                strip: 32.0,
            };
        }
        let card = room.x - 24.0;
        let body = (card >= WITH_BODY).then(|| (card * BODY_SHARE).clamp(BODY.0, BODY.1).round());
        Self {
            compact,
            body,
            pad: 12,
            gap: 10.0,
            side: 20.0,
            top: 11.0,
            under_header: 7.0,
            under_bar: 3.0,
            foot: 36.0,
            strip: 44.0,
        }
    }

    /// How high a row is, so that as many as 14 stand in sight in the window they are drawn for.
    pub fn row_height(&self, room: f32, plan: &Plan) -> f32 {
        if self.compact {
            return COMPACT_ROW;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few dozen steps")]
        let steps = plan.steps.len().max(1) as f32;
        (room / steps).floor().clamp(ROW.0, ROW.1)
    }
}

fn body_id() -> Id {
    Id::unique("whether the body stands beside the rows")
}

/// Whether the body stands beside the rows of the plan, as it did before.
pub fn shows_body_beside(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp(body_id())).unwrap_or(true)
}

/// Keeps whether it does: where it doesn't, the cautions have it as a button.
pub fn keep_body_beside(ui: &Ui, shows: bool) {
    if shows_body_beside(ui) != shows {
        ui.data_mut(|data| data.insert_temp(body_id(), shows));
        ui.request_discard("the body stands elsewhere");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::vec2;

    #[test]
    fn fourteen_rows_stand_in_the_laptop_s_window_beside_the_body() {
        let frame = PlanFrame::of(vec2(854.0, 692.0));
        assert_eq!(frame.body, Some(204.0));
        let rows = 692.0 - 24.0 - frame.strip - frame.gap - 2.0;
        let rows =
            rows - frame.top - 22.0 - frame.under_header - 23.0 - frame.under_bar - frame.foot;
        assert!(rows >= 14.0 * ROW.0, "{rows}");
        assert!(rows >= 12.0 * 42.0, "{rows}");
    }

    #[test]
    fn seven_rows_stand_in_the_same_window_at_a_text_of_150_percent() {
        let frame = PlanFrame::of(vec2(911.0 - 40.0 - 300.0, 512.0 - 48.0 - 28.0));
        assert!(frame.compact && frame.body.is_none());
        let rows = 436.0 - 12.0 - frame.strip - frame.gap - 2.0;
        let rows =
            rows - frame.top - 22.0 - frame.under_header - 23.0 - frame.under_bar - frame.foot;
        assert!(rows >= 7.0 * COMPACT_ROW + super::super::rows::DIVIDER, "{rows}");
    }
}
