//! The program and its day: programs, tracks, rooms, service types, therapy groups, sessions, attendance.

// what there is to attend
pub mod program;

pub mod therapy_group;

pub mod group_session;

// what a life leaves for it, and the weeks that fit
pub mod availability;

pub mod fitting_week;

pub mod taper_plan;

// who waits for a place
pub mod waitlist;

// the person's own calendar of it
pub mod calendar_feed;

// who must not meet
pub mod no_contact;

// who was there
pub mod attendance;

// what presence is worth
pub mod credit;

mod fact;
pub use fact::Fact;

use store::Kind;

/// The kinds of record of this chapter.
pub const KINDS: &[Kind] = &[
    Kind::of::<program::Program>(|| vec!["key"]),
    Kind::of::<program::Track>(|| vec!["key"]),
    Kind::of::<program::Room>(|| vec!["key"]),
    Kind::of::<program::ServiceType>(|| vec!["key"]),
    Kind::of::<therapy_group::TherapyGroup>(|| vec!["key"]),
    Kind::of::<therapy_group::Enrollment>(|| vec!["patient_id", "group_id", "from_day", "to_day"]),
    Kind::of::<group_session::GroupSession>(|| vec!["day", "starts_at", "group_id", "patient_id"]),
    Kind::of::<no_contact::NoContact>(|| vec!["patient_id", "other_id", "from_day", "to_day"]),
    Kind::of::<availability::Availability>(|| vec!["patient_id"]),
    Kind::of::<waitlist::WaitlistEntry>(|| vec!["patient_id", "group_id", "state"]),
    Kind::of::<waitlist::PlaceOffer>(|| vec!["patient_id", "entry_id", "group_id", "state"]),
    Kind::of::<taper_plan::TaperPlan>(|| vec!["patient_id"]),
    Kind::of::<calendar_feed::CalendarFeed>(|| vec!["patient_id", "token_sha256"]),
    Kind::of::<attendance::Attendance>(|| vec!["patient_id", "day"]),
];
