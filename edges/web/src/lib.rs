//! Pages for staff: server-rendered, keyboard first, live.

// what every page is made of
pub mod asset;
pub mod component;
pub mod frame;
pub mod words;

// who asks, what is answered
pub mod app;
mod answer;
mod form;
mod live;
mod sign_in;
mod signed;
mod site;
mod time_words;

pub use app::{App, Site, router};

// the pages, in the order of the rail
mod today;
