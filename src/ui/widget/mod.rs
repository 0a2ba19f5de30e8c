//! Small parts that several views are made of. Each carries a name for screen readers and tests.

mod carried;
mod chip;
mod dots;
mod field;
mod finding_chip;
mod minutes_bar;
mod point;
mod scale;
mod score;
mod step_row;
mod text;
mod yes_no;

pub use carried::{carried_head, field_name};
pub use chip::{chip, chip_row, link};
pub use dots::paint_dots;
pub use field::{text_area, text_field, unnamed_field};
pub use finding_chip::finding_chip;
pub use minutes_bar::minutes_bar;
pub use point::point;
pub use scale::scale;
pub use score::score;
pub use step_row::{RowMarks, step_row};
pub use text::{bold, card, gap, mark, secondary, section_title, side_by_side, wrapped};
pub use yes_no::{YES_NO_WIDTH, yes_no};
