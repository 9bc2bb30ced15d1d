//! Who comes by video said yes to it once and says each time where they are (OP-11); one evening to come is by video for everybody.

use access::{Actor, Refusal, Role};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::attendance::MarkKind;
use schedule::group_session;
use schedule::modality::{Modality, Scope, SwitchModality};
use schedule::video::{RecordTelehealthConsent, StatePlace};
use vocabulary::id::PatientId;

use super::Stage;

/// What was read to them.
const WORDS: &str = "By video you talk with us over the internet. Be where nobody else can hear; nobody may record. Each time we ask which \
    town and state you are in. You can say no, and change your mind at any time.";

impl Stage<'_, '_, '_> {
    /// Writes down where somebody is who joins, for each session of their day, and before the first time that they agreed to it.
    pub(super) fn say_where_they_are(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        patient: PatientId,
        kind: &MarkKind,
    ) -> Result<(), Refusal> {
        if *kind != MarkKind::ArrivedRemote {
            return Ok(());
        }
        if self.agreed_to_video.insert(patient) {
            let consent = RecordTelehealthConsent { patient, is_given: true, words: WORDS.to_owned(), language: "en".to_owned() };
            self.performing.perform(&self.with_role(Role::Clinician)?, at, &consent)?;
        }
        let day = self.house.zone().day(at);
        let home = episode::patient::load(self.performing.tx(), patient)?.record.address;
        let (town, state) = home.map_or_else(|| ("Falmouth".to_owned(), "MA".to_owned()), |home| (home.city, home.state));
        for session in group_session::of_patient_between(self.performing.tx(), patient, day, day)? {
            let place =
                StatePlace { patient, session: session.id, town: town.clone(), state: state.clone(), is_at_home: Some(true) };
            self.performing.perform(actor, at, &place)?;
        }
        Ok(())
    }

    /// The first group three days ahead meets by video; nobody is told in the demonstration's past.
    pub(super) fn move_one_to_video(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let today: Date = self.house.zone().day(now);
        let ahead = group_session::between(self.performing.tx(), today.saturating_add(3.days()), today.saturating_add(7.days()))?;
        let Some(first) = ahead.iter().find(|session| session.group.is_some() && session.cancelled.is_none()) else {
            return Ok(());
        };
        let wish = SwitchModality {
            scope: Scope::Session(first.id),
            modality: Modality::Remote,
            from: first.day,
            until: None,
            remote_seats: Some(12),
            reason: "Painters in the room".to_owned(),
        };
        self.performing.perform(&self.with_role(Role::ClinicalDirector)?, now, &wish)?;
        Ok(())
    }
}
