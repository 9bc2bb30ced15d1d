//! What no longer holds of a session that stands: a leader who is away, a room that is closed or gone, a day on which the program is
//! closed. Pure: a session and what is known.

use vocabulary::id::{RoomId, StaffId};

use super::known::{Known, Standing, time};

/// Why a session cannot be held as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A leader is on leave.
    Away { staff: StaffId },
    /// A leader does not work then, or is in supervision.
    OutsideHours { staff: StaffId },
    /// A leader does not work here on that day.
    NotHere { staff: StaffId },
    /// The room cannot be used.
    RoomClosed { room: RoomId, why: String },
    /// The room is no longer there.
    RoomGone { room: RoomId },
    /// The program is closed.
    Closed { why: String },
}

impl Trouble {
    /// In a sentence, for the director.
    pub(super) fn words(&self, known: &Known) -> String {
        match self {
            Self::Away { staff } => format!("{} is away.", known.staff_name(*staff)),
            Self::OutsideHours { staff } => format!("{} does not work then.", known.staff_name(*staff)),
            Self::NotHere { staff } => format!("{} does not work here any more.", known.staff_name(*staff)),
            Self::RoomClosed { room, why } => format!("{} cannot be used: {why}.", known.room_name(*room)),
            Self::RoomGone { room } => format!("{} is no longer there.", known.room_name(*room)),
            Self::Closed { why } => format!("The program is closed: {why}."),
        }
    }

    /// The same as the reason of a cancelled session: everybody who was to come may read it, so it names nobody.
    pub(super) fn as_reason(&self) -> String {
        match self {
            Self::Away { .. } | Self::OutsideHours { .. } | Self::NotHere { .. } => "Whoever leads it is away.".to_owned(),
            Self::RoomClosed { .. } | Self::RoomGone { .. } => "There is no room for it.".to_owned(),
            Self::Closed { why } => format!("The program is closed: {why}."),
        }
    }
}

/// Everything that no longer holds of a session.
pub(super) fn of(known: &Known, standing: &Standing) -> Vec<Trouble> {
    let session = &standing.session;
    let mut found = Vec::new();
    found.extend(known.closed(session.day).map(|why| Trouble::Closed { why: why.to_owned() }));
    let (from, until) = (time(standing.at.from), time(standing.at.until));
    found.extend(session.leaders.iter().filter_map(|staff| known.keeps_away(*staff, session.day, from, until)));
    found.extend(session.room.and_then(|room| known.room_closed(room, session.day)));
    found
}
