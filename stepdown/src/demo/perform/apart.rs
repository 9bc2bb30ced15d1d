//! The rooms inside the house: a counseling note that a clinician keeps for themself (P2-11).

use access::{Refusal, Role};
use schedule::group_session::GroupSession;
use store::text;
use treatment::counseling_note::WriteCounselingNote;
use treatment::progress_note;

use super::Stage;

const WORDS: &str = "Came back to the uncle who taught them to fish and to drink. \u{201c}He never asked me anything, that was the good part.\u{201d} \
                     I felt how much I wanted to ask, and waited. The silence was theirs this time.";

impl Stage<'_, '_, '_> {
    /// Tells what is kept apart from the charts, this morning.
    pub(super) fn keep_apart(&mut self) -> Result<(), Refusal> {
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
}
