//! The window, driven by what is on it.
