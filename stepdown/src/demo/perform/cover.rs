//! Cover in the demonstration: every Monday the biller asks a played payer about a few people, looks at what needs it, and asks again two
//! weeks later, so that answers, changes, refusals and a question without an answer are there to see. Questions and answers are real
//! files, made and read as in real use.

use access::{Actor, Refusal};
use billing::coverage::Coverage;
use billing::eligibility::{CheckState, EligibilityCheck, RecordEligibilityAnswer, SeeEligibility};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use privacy::agreement::Service;
use reactions::cover::CheckCover;
use store::text;
use vocabulary::id::{CoverageId, PatientId};

use super::super::payer::{self, Standing};
use super::Stage;
use crate::convert::{self, Clearinghouse, Submission};

/// How many people of each standing are asked about.
const EACH: [(Standing, usize); 4] = [(Standing::Steady, 6), (Standing::Dearer, 3), (Standing::Ended, 1), (Standing::Unknown, 2)];

impl Stage<'_, '_, '_> {
    /// Asks about half of the chosen people on one Monday, about the others on the next.
    pub(super) fn check_cover(&self, biller: &Actor, monday: Date) -> Result<(), Refusal> {
        let at = self.moment(monday, Time::constant(6, 45, 0, 0))?;
        let weeks = monday.since(Date::constant(2024, 1, 1)).map(|span| span.get_days() / 7).unwrap_or(0);
        let submission = Submission {
            usage: x12::Usage::Test,
            clearinghouse: Some(Clearinghouse { name: "Harbor Clearing".into(), id: "HARBORCLEAR".into() }),
        };
        let mine: Vec<(PatientId, CoverageId)> =
            self.chosen(monday)?.into_iter().skip(usize::from(weeks % 2 != 0)).step_by(2).collect();
        for (place, (patient, coverage)) in mine.iter().copied().enumerate() {
            self.look_at(biller, at, patient)?;
            let wish = CheckCover { patient, coverage: Some(coverage) };
            let write = |released: &billing::eligibility::ReleasedInquiry| convert::eligibility::write(released, &submission);
            let (receipt, question) =
                match self.performing.ask_eligibility(biller, at, &wish, Some(Service::ClearingHouse), write) {
                    Ok(asked) => asked,
                    // somebody who signed no consent to tell this payer, or withdrew it
                    Err(Refusal::Refused { .. }) => continue,
                    Err(other) => return Err(other),
                };
            // the last one of each Monday is answered later than the story goes
            if place + 1 == mine.len() {
                continue;
            }
            let original = payer::answer(&question).map_err(Refusal::Fault)?;
            let answers = convert::eligibility::read(&original).map_err(Refusal::Fault)?;
            let file_name = format!("271-{:06}.x12", receipt.number);
            self.performing.perform(biller, at, &RecordEligibilityAnswer { answers, file_name, original })?;
        }
        Ok(())
    }

    fn look_at(&self, biller: &Actor, at: jiff::Timestamp, patient: PatientId) -> Result<(), Refusal> {
        for check in self.performing.tx().find::<EligibilityCheck>("patient_id = $1 ORDER BY number", &[text(patient)])? {
            if check.state() == CheckState::NeedsAttention {
                self.performing.perform(biller, at, &SeeEligibility { check: check.id, patient })?;
            }
        }
        Ok(())
    }

    /// So many people of each standing, in the order of the story, whose coverage began two weeks ago or earlier.
    fn chosen(&self, monday: Date) -> Result<Vec<(PatientId, CoverageId)>, Refusal> {
        let mut people: Vec<_> = self.people.iter().collect();
        people.sort();
        let mut left = EACH;
        let mut chosen = Vec::new();
        for (_, patient) in people {
            let found = billing::coverage::on_day(self.performing.tx(), *patient, monday)?;
            let Some(coverage) = found.filter(|one| self.is_insurer(one) && one.from <= monday.saturating_sub(14.days())) else {
                continue;
            };
            let standing = payer::standing(&coverage.member_id);
            if let Some((_, count)) = left.iter_mut().find(|(of, count)| *of == standing && *count > 0) {
                *count -= 1;
                chosen.push((*patient, coverage.id));
            }
        }
        Ok(chosen)
    }

    fn is_insurer(&self, coverage: &Coverage) -> bool {
        self.payers.values().any(|payer| payer.id == coverage.payer && !payer.is_self_pay)
    }
}
