//! The window, driven by what is on it: found by name, pressed, typed into.
//!
//! No display, no driver and no file dialog is needed; dialogs are answered by the test.

mod facade;
mod tasks;
