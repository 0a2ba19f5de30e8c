//! The modules of the practice folder that read names and bytes, without the folder itself: there they
//! are its own business.

#[path = "../../../src/store/frame.rs"]
pub mod frame;
#[path = "../../../src/store/name.rs"]
pub mod name;
#[path = "../../../src/store/revision.rs"]
pub mod revision;

pub use crate::store::seal;
