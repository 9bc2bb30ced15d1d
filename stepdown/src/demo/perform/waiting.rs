//! Who waits for a place, and whose hours step down (S-09, S-10): two people whose job lies on the evenings of the group they wait for, so
//! that the list shows why somebody is passed over, and two who are on their way out.

use access::{Refusal, Role};
use jiff::ToSpan;
use schedule::taper_plan::{TaperStep, WriteTaper};
use schedule::therapy_group::{all_groups, enrolled_on};
use schedule::waitlist::WaitForPlace;
use vocabulary::id::PatientId;
use vocabulary::{Minutes, Week};

use super::Stage;

impl Stage<'_, '_, '_> {
    /// Puts people on the list for an evening group, and writes down how the hours of others step down.
    pub(super) fn wait_and_step_down(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let today = self.house.zone().day(now);
        let tx = self.performing.tx();
        let groups = all_groups(tx)?;
        let is_late = |group: &schedule::therapy_group::TherapyGroup| {
            group.runs_on(today) && !group.meetings.is_empty() && group.meetings.iter().all(|meeting| meeting.start.hour() >= 16)
        };
        let Some(evening) = groups.iter().find(|group| is_late(&group.on(today))) else { return Ok(()) };
        let mut busy: Vec<PatientId> = Vec::new();
        for place in enrolled_on(tx, today)? {
            let known = schedule::availability::of_patient(tx, place.patient)?;
            let works_late = known.is_some_and(|one| one.busy.iter().any(|busy| busy.from.hour() == 14));
            let is_in_care = episode::stay::current_of(tx, place.patient, today)?.is_some();
            if works_late && is_in_care && !busy.contains(&place.patient) {
                busy.push(place.patient);
            }
        }
        busy.sort();
        let keeper = self.with_role(Role::CaseManager)?;
        for (patient, words) in busy.iter().zip(["After the season, when the boatyard closes", "Would like evenings"]) {
            let wish = WaitForPlace { patient: *patient, group: evening.id, from: today, words: words.to_owned() };
            self.performing.perform(&keeper, now, &wish)?;
        }
        let monday = Week::of(today).next().monday;
        for patient in busy.iter().skip(2).take(2) {
            let step = |weeks: i64, hours: i64| TaperStep {
                from: monday.saturating_add((7 * weeks).days()),
                weekly_minutes: Minutes(60 * hours),
            };
            let wish = WriteTaper { patient: *patient, version: None, steps: vec![step(0, 9), step(2, 6), step(4, 3)] };
            self.performing.perform(&keeper, now, &wish)?;
        }
        Ok(())
    }
}
