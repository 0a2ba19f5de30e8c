//! What stays around the middle of the window.

mod caution_row;
mod cautions;
mod clients;
mod drop;
mod fit;
mod focus_map;
mod important;
mod menus;
mod missing;
mod rail;
mod status;
mod status_card;
mod toasts;
mod top;

pub use caution_row::steps as steps_in_words;
pub use cautions::{arrange, cautions_ui};
pub use drop::drop_ui;
pub use important::important_ui;
pub use rail::{RailPlace, rail_over_ui, rail_ui};
pub use status::status_ui;
pub use status_card::heading as status_heading;
pub use toasts::toasts_ui;
pub use top::top_ui;
