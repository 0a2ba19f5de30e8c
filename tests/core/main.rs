//! Behaviour without a window: knowledge, planner, files, command line.

mod exhaustive;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod oracle_runs;
#[cfg(test)]
mod properties;
mod support;
