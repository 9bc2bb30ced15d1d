//! Groups and hours charted and signed: drafts, checks, notes, amendments. Outreach and concerns.

// while it is written
pub mod group_note;

// what it says about the person: pure checks, all local
pub mod note_check;

// when it is signed
pub mod progress_note;
pub use progress_note::ProgressNote;

// what was said, kept apart from the chart
pub mod counseling_note;
pub use counseling_note::CounselingNote;

// when the line is down
pub mod day_pack;

pub mod carried;

// what needs somebody now
pub mod concern;
pub mod outreach;

// who did not come, and what is done to find them
pub mod missed_session;
pub use missed_session::MissedSession;

mod fact;
pub use fact::Fact;

/// The kinds of record of this chapter.
pub const KINDS: &[store::Kind] = &[
    store::Kind::of::<ProgressNote>(|| vec!["patient_id", "session_id", "day", "signed_at", "cosigner_id", "is_in_force"]),
    store::Kind::of::<CounselingNote>(|| vec!["patient_id", "originator_id"]),
    store::Kind::of::<day_pack::DayPack>(|| vec!["mark", "day"]),
    store::Kind::of::<day_pack::SlipEntry>(|| vec!["patient_id", "pack_id", "session_id", "code"]),
    store::Kind::of::<carried::CarriedDay>(|| vec!["sha256"]),
    store::Kind::of::<carried::CarriedConflict>(|| vec!["patient_id", "sha256", "is_open"]),
    store::Kind::of::<concern::Concern>(|| vec!["patient_id", "is_open"]),
    store::Kind::of::<outreach::Outreach>(|| vec!["patient_id", "day"]),
    store::Kind::of::<MissedSession>(|| vec!["patient_id", "day", "is_open"]),
];
