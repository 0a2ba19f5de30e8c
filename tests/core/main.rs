//! Behaviour without a window: knowledge, planner, files, command line.

mod architecture;
mod knowledge;
mod samples;
mod support;
