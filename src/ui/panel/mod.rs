//! What stays around the middle of the window.

mod cautions;
mod clients;
mod drop;
mod important;
mod menus;
mod missing;
mod status;
mod toasts;
mod top;

pub use cautions::cautions_ui;
pub use clients::clients_ui;
pub use drop::drop_ui;
pub use important::important_ui;
pub use status::status_ui;
pub use toasts::toasts_ui;
pub use top::top_ui;
