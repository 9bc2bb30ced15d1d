//! The rooms inside the house: a counseling note that a clinician keeps for themself (P2-11), and two people who must not meet.

use std::collections::{BTreeMap, BTreeSet};

use access::{Refusal, Role};
use schedule::group_session::GroupSession;
use schedule::no_contact::{KeepApart, Other, Reason};
use schedule::therapy_group::enrolled_on;
use store::text;
use treatment::counseling_note::WriteCounselingNote;
use treatment::progress_note;
use vocabulary::id::{PatientId, TherapyGroupId};

use super::Stage;

const WORDS: &str = "Came back to the uncle who taught them to fish and to drink. \u{201c}He never asked me anything, that was the good part.\u{201d} \
                     I felt how much I wanted to ask, and waited. The silence was theirs this time.";

impl Stage<'_, '_, '_> {
    /// Tells what is kept apart from the charts, this morning.
    pub(super) fn keep_apart(&mut self) -> Result<(), Refusal> {
        self.counseling_note()?;
        self.must_not_meet()
    }

    fn counseling_note(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let clinician = self.with_role(Role::Clinician)?;
        let tx = self.performing.tx();
        let today = self.house.zone().day(now);
        let held: Vec<_> =
            tx.find::<GroupSession>("group_id IS NOT NULL AND day < $1 ORDER BY starts_at DESC", &[text(today)])?;
        for session in held.iter().filter(|session| session.leaders.contains(&clinician.staff)) {
            if let Some(note) = progress_note::in_force_of_session(tx, session.id)?.first() {
                let write = WriteCounselingNote {
                    patient: note.patient,
                    session: Some(session.id),
                    day: session.day,
                    words: WORDS.to_owned(),
                    left_in: Vec::new(),
                };
                self.performing.perform(&clinician, now, &write)?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Two who come to different groups and are to stay there.
    fn must_not_meet(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let today = self.house.zone().day(now);
        let mut groups: BTreeMap<PatientId, BTreeSet<TherapyGroupId>> = BTreeMap::new();
        for place in enrolled_on(self.performing.tx(), today)? {
            groups.entry(place.patient).or_default().insert(place.group);
        }
        let Some((one, theirs)) = groups.iter().next() else { return Ok(()) };
        let Some((other, _)) = groups.iter().find(|(_, others)| others.is_disjoint(theirs)) else { return Ok(()) };
        let keep = KeepApart {
            patient: *one,
            other: Some(Other::Patient(*other)),
            reason: Some(Reason::ProtectiveOrder),
            words: "The order names the parking lot too.".to_owned(),
            from: today,
            to: None,
        };
        self.performing.perform(&self.with_role(Role::ClinicalDirector)?, now, &keep)?;
        Ok(())
    }
}
