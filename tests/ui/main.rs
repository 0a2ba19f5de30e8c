//! The window, driven by what is on it: found by name, pressed, typed into.
//!
//! No display, no driver and no file dialog is needed; dialogs are answered by the test.

#![expect(clippy::unwrap_used, reason = "a test that can't go on ends there")]

mod facade;
mod plan;
mod practice;
mod tasks;
