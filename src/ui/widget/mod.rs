//! Small parts that several views are made of. Each carries a name for screen readers and tests.

mod chip;
mod dots;
mod field;
mod logo;
mod minutes_bar;
mod name;
mod point;
mod scale;
mod step_row;
mod text;
mod yes_no;

pub use chip::{chip, chip_row, link};
pub use dots::paint_dots;
pub use field::{text_area, text_field};
pub use logo::logo;
pub use minutes_bar::minutes_bar;
pub use name::{name_label, paint_name};
pub use point::point;
pub use scale::scale;
pub use step_row::{RowMarks, step_row};
pub use text::{bold, card, gap, mark, secondary, section_title, side_by_side, wrapped};
pub use yes_no::yes_no;
