//! How the past sessions of the chosen client are looked at: what is sought, which are ticked.
//!
//! What happened in them stands in [`super::past`].

/// How past sessions are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryView {}

/// Something that is asked of the past sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryAction {}
