//! What the program is made of: itself, its tracks, rooms and service types. All of it is configuration with effective dates
//! (S-11), changed in the admin screens or imported from one file.

pub mod configure;
pub mod file;
pub mod import;
pub mod model;
mod store;

pub use configure::{ConfigureProgram, Item};
pub use file::ProgramFile;
pub use import::ImportProgram;
pub use model::{LevelOfCare, NoteRule, Program, Room, ServiceKind, ServiceType, Track};
pub use store::{all_programs, all_rooms, all_service_types, all_staff, all_tracks, program};
