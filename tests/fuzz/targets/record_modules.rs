//! The two modules of the practice folder that read names and bytes, without the folder itself.

#[path = "../../../src/store/name.rs"]
pub mod name;
#[path = "../../../src/store/revision.rs"]
pub mod revision;
