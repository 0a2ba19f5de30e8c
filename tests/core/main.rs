//! Behaviour without a window: knowledge, planner, files, command line.

mod exhaustive;
mod support;
