//! Behaviour without a window: knowledge, planner, files, command line.

#[cfg(test)]
mod generate;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod oracle_runs;
#[cfg(test)]
mod properties;
mod support;
