//! Small parts that several views are made of. Each carries a name for screen readers and tests.

mod asked;
mod body_map;
mod carried;
mod chip;
mod choice_list;
mod count;
mod dots;
mod field;
mod finding_chip;
mod logo;
mod minutes_bar;
mod name;
mod places;
mod point;
mod scale;
mod score;
mod secret;
mod slider;
mod text;
mod yes_no;

pub use asked::{
    AskedName, CATEGORY_SIGN, asked_keys, asked_name, asks_why, category_keys, category_sign,
    take_why_key,
};
pub use body_map::{BodyMap, BodyMode, legend_height, legend_ui, side_or_both};
pub use carried::{CARRIED_WIDTH, field_name, field_shown, field_title, quote, unconfirmed_ui};
pub use chip::{
    ChipLook, chip, chip_width, choices, choices_width, control_height, is_low, link, looking_chip,
    outline_marks,
};
pub use choice_list::{ListEntry, choice_list};
pub use count::Count;
pub use dots::{WIDTH as DOTS_WIDTH, dot_rect, levels, paint_dots, strike};
pub use field::{FieldSize, field_under_name, line_field, text_area, text_field, unnamed_field};
pub use finding_chip::{finding_chip, finding_chip_width};
pub use logo::logo;
pub use minutes_bar::minutes_bar;
pub use name::{NameGalley, name_label};
pub use places::{QuestionPlace, focused_question, keep_question, take_questions};
pub use point::{point, point_at};
pub use scale::scale;
pub use score::{Score, Scored, score, score_row};
pub use secret::{forget_undo, secret_field};
pub use slider::score_slider;
pub use text::{
    bold, call_button, call_heading, card, explained, heading, hint_above, keep_together, lit,
    mark, note_lines, secondary, section_title, side_by_side, text_width, types_lines, wrapped,
};
pub use yes_no::{YES_NO_HEIGHT, YES_NO_WIDTH, yes_no};
