//! A pack that the desk printed this morning before the doors opened, so that there are slips to enter.

use access::{Refusal, Role};
use treatment::day_pack::MakeDayPack;

use super::Stage;

impl Stage<'_, '_, '_> {
    /// Prints today.
    pub(super) fn print_for_a_day_without_us(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let desk = self.with_role(Role::FrontDesk)?;
        let early = now.saturating_sub(jiff::SignedDuration::from_hours(1)).unwrap_or(now);
        let moment = if self.house.zone().day(early) == self.house.zone().day(now) { early } else { now };
        self.performing.perform(&desk, moment, &MakeDayPack { day: self.house.zone().day(now) })?;
        Ok(())
    }
}
