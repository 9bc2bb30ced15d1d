//! What the program is made of: itself, its tracks, rooms and service types. All of it is configuration with effective dates
//! (S-11), changed in the admin screens or imported from one file.

pub mod change;
pub mod configure;
pub mod file;
pub mod history;
pub mod import;
pub mod model;
pub mod overview;
pub mod public_name;
mod store;

pub use change::{ChangeItem, ItemPreview, PreviewItem};
pub use configure::{ConfigureProgram, Item};
pub use file::ProgramFile;
pub use history::{ItemHistory, ItemVersion, OpenItem, Part};
pub use import::{ImportProgram, ItemChange, PreviewProgram};
pub use model::{LevelOfCare, NoteRule, OwnRetention, Program, Room, ServiceKind, ServiceType, Track, WeekTemplate};
pub use overview::{Kept, OpenProgram, ProgramOverview};
pub use store::{all_programs, all_rooms, all_service_types, all_staff, all_tracks, program};
