//! The window, driven by what is on it: found by name, pressed, typed into.
//!
//! No display, no driver and no file dialog is needed; dialogs are answered by the test.

#![expect(clippy::unwrap_used, reason = "a test that can't go on ends there")]

mod body_map;
mod access;
mod cautions;
mod drive;
mod clients;
mod facade;
mod monkey;
mod pictures;
mod intake;
mod plan;
mod practice;
mod shell;
mod random;
mod real_window;
mod render;
mod scenes;
mod snapshots;
mod start;
mod tasks;
mod upkeep;
