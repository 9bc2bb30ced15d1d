//! The program and its day: programs, tracks, rooms, service types, therapy groups, sessions, attendance.

// what there is to attend
pub mod program;

pub mod therapy_group;

pub mod group_session;

// who is there to lead, which rooms are open, and what was changed of a week
pub mod closure;
pub mod leave;
pub mod staff_hours;
pub mod week_change;

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

// who is reminded, and what they answer
pub mod reminder;

// who was there
pub mod attendance;

// what presence is worth
pub mod credit;

// where it is: in the building, by video, or both
pub mod modality;

pub mod video;

// the door
pub mod door;

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
    Kind::of::<staff_hours::StaffHours>(|| vec!["staff_id", "from_day"]),
    Kind::of::<leave::Leave>(|| vec!["staff_id", "from_day", "to_day"]),
    Kind::of::<closure::Closure>(|| vec!["from_day", "to_day"]),
    Kind::of::<week_change::WeekChange>(|| vec!["from_day"]),
    Kind::of::<availability::Availability>(|| vec!["patient_id"]),
    Kind::of::<reminder::SessionReminder>(|| vec!["patient_id", "day", "message_id", "is_open"]),
    Kind::of::<reminder::AppointmentResponse>(|| vec!["patient_id", "day", "is_open"]),
    Kind::of::<reminder::ReminderChoice>(|| vec!["patient_id"]),
    Kind::of::<waitlist::WaitlistEntry>(|| vec!["patient_id", "group_id", "state"]),
    Kind::of::<waitlist::PlaceOffer>(|| vec!["patient_id", "entry_id", "group_id", "state"]),
    Kind::of::<taper_plan::TaperPlan>(|| vec!["patient_id"]),
    Kind::of::<calendar_feed::CalendarFeed>(|| vec!["patient_id", "token_sha256"]),
    Kind::of::<attendance::Attendance>(|| vec!["patient_id", "day"]),
    Kind::of::<modality::ModalitySwitch>(|| vec!["from_day"]),
    Kind::of::<modality::ModalityNotice>(|| vec!["patient_id", "switch_id"]),
    Kind::of::<video::TelehealthConsent>(|| vec!["patient_id"]),
    Kind::of::<video::VideoRoom>(|| vec!["session_id"]),
    Kind::of::<video::VideoCall>(|| vec!["patient_id", "session_id", "day"]),
    Kind::of::<door::DoorCode>(|| vec!["patient_id", "code"]),
    Kind::of::<door::DoorKiosk>(|| vec!["token_sha256"]),
    Kind::of::<door::DoorQuestions>(|| vec!["from_day"]),
    Kind::of::<door::DoorAnswer>(|| vec!["patient_id", "day"]),
];
