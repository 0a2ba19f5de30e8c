//! The window, driven by what is on it: found by name, pressed, typed into.
//!
//! No display, no driver and no file dialog is needed; dialogs are answered by the test.

#![expect(clippy::unwrap_used, reason = "a test that can't go on ends there")]

mod access;
mod body_map;
mod brief;
mod cautions;
mod client_list;
mod clients;
mod closing;
mod consent;
mod courses;
mod drafts;
mod drive;
mod elsewhere;
mod explained;
mod facade;
mod few_words;
mod history;
mod important;
mod intake;
mod keyboard;
mod leaving;
mod lit;
#[cfg(target_os = "linux")]
mod memory;
mod monkey;
mod names;
mod namesakes;
mod narrow;
mod nothing_moves;
mod opened;
mod overlaps;
mod overview;
mod palette;
mod pictures;
mod placed;
mod plan;
mod practice;
mod presses;
mod print;
mod rail;
mod random;
mod reading;
mod real_window;
mod render;
mod scenes;
mod shell;
mod sight;
mod snapshots;
mod spoken;
mod start;
mod still;
mod tasks;
mod typed;
mod undo;
mod upkeep;
mod waiting;
mod windows;
mod withheld;
mod written;
