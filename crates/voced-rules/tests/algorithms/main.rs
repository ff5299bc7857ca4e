//! Rules with an algorithm put to small datasets: each fails, passes, just passes on both sides of
//! its bounds, and says where it cannot judge.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod trial;

mod pla002;
mod pla003;
mod pla006;
mod pla007;
mod rel05x;
mod xtb007;
mod xtb008;
mod yoy001;
mod yoy002;
mod yoy003;
mod yoy004;
mod yoy005;
