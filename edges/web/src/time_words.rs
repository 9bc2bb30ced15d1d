//! Moments in the words of a board.

use jiff::Timestamp;
use vocabulary::ProgramZone;

/// `"9:00 to 10:15"`.
pub(crate) fn from_to(zone: &ProgramZone, from: Timestamp, to: Timestamp) -> String {
    format!("{} to {}", zone.clock_short(from), zone.clock_face(to))
}
