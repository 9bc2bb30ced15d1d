//! Pages for staff: server-rendered, keyboard first, live.

pub mod asset;
pub mod component;
pub mod frame;
pub mod words;
