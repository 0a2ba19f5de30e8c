//! Tests of everything that needs no window, through the public face and the real program.

mod cli;
mod exhaustive;
mod support;
