//! The demonstration program: an invented program in the middle of a working week, with ten weeks behind it.
//! Everything is drawn from a seed: the same seed gives the same people, words and times. Nothing here knows the store;
//! [`script::Script`] tells a story as typed events, and whoever loads the demonstration performs them as commands.
#![expect(dead_code, reason = "the story tells more about its people than the loader needs; its tests read the rest")]

mod dice;

pub mod program;

pub mod people;

pub mod words;

pub(crate) mod own_page;
pub(crate) mod payer;

pub mod script;

pub(crate) mod perform;
pub(crate) mod run;
