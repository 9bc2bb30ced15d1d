//! Who did not come today, in the demonstration: the ladder stands where it stands after the first hours, and somebody who is expected
//! tomorrow has said on their own page that they ask for another time.

use access::{Actor, Refusal, Role};
use episode::patient_link::{SendLink, ToDo};
use jiff::ToSpan;
use reactions::missed::LookForMissing;
use reactions::reminders::AnswerVisit;
use schedule::attendance::expected_on;
use schedule::reminder::Answer;

use super::Stage;

impl Stage<'_, '_, '_> {
    /// Looks for whoever did not come, as the clock does in a program that runs.
    pub(super) fn look_for_missing(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        self.performing.perform(&Actor::of_stepdown(Role::Intake), now, &LookForMissing)?;
        Ok(())
    }

    /// Somebody asks for another time.
    pub(super) fn ask_for_another_time(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let tomorrow = self.house.zone().day(now).saturating_add(1.days());
        let expected = expected_on(self.performing.tx(), tomorrow)?;
        let first = expected.iter().find_map(|one| Some((one.patients.iter().min()?, one.session.id)));
        let Some((patient, session)) = first else { return Ok(()) };
        let person = episode::patient::load(self.performing.tx(), *patient)?;
        let send = SendLink {
            patient: *patient,
            name: person.name().given,
            birth_date: Some(person.birth_date),
            language: person.language.clone(),
            to_do: vec![ToDo::Privacy],
            lives_days: 3,
        };
        let link = self.performing.perform(&self.with_role(Role::Intake)?, now, &send)?.link;
        let own = Actor::person(*patient, person.name().given);
        let answer = AnswerVisit { link, session, answer: Answer::Tentative };
        match self.performing.perform(&own, now, &answer) {
            // Their visit begins with another session of that morning: nobody answers then, and the story is as good without.
            Ok(_) | Err(Refusal::NotFound) => Ok(()),
            Err(other) => Err(other),
        }
    }
}
