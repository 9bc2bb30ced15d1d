//! A pack that the desk made for today, so that there are slips to enter.

use access::{Refusal, Role};
use treatment::day_pack::MakeDayPack;

use super::Stage;

impl Stage<'_, '_, '_> {
    /// Prints today.
    pub(super) fn print_for_a_day_without_us(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let desk = self.with_role(Role::FrontDesk)?;
        // Now: nothing is recorded before what the demonstration has recorded already.
        self.performing.perform(&desk, now, &MakeDayPack { day: self.house.zone().day(now) })?;
        Ok(())
    }
}
