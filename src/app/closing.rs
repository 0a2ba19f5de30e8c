//! A session that is being closed: what was done, what followed, and the note that writes itself.

/// A session that is being closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {}

/// Something that is asked while a session is being closed.
#[derive(Debug, Clone, PartialEq)]
pub enum ClosingAction {}
