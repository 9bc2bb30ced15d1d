//! Confirms who somebody is: somebody known, in whose chart everything stands from here on, or somebody new, for whom there is a chart
//! now under the id they asked under (P2-04, MA-16). Coverage can be taken and papers can be filled before the first day, in one chart
//! and not in two. Whoever is alike is shown first; the program chooses nobody (S-06).

use access::{Action, Command, Context, Done, Kind, Problem, Refusal};
use conversation::permission::{self, Said, Standing};
use episode::patient::{PatientInput, RegisterPatient};
use store::Stored;
use vocabulary::PersonName;
use vocabulary::id::{InquiryId, PatientId};

use super::waive;
use crate::Fact;
use crate::inquiry::{self, Inquiry, likeness, reach};
use crate::paper;
use crate::visit::AssessmentVisit;

/// Confirms who somebody is.
#[derive(Clone, Debug)]
pub struct ConfirmIdentity {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Who.
    pub who: Who,
}

/// Who somebody is.
#[derive(Clone, Debug)]
pub enum Who {
    /// Somebody known, whose record stands as it is.
    Known(PatientId),
    /// Nobody yet: whoever they were taken for, it is not them.
    NobodyYet,
    /// Somebody new.
    New {
        /// Who.
        input: Box<PatientInput>,
        /// Whether staff looked at those who are alike and said that it is none of them.
        is_none_of_them: bool,
    },
}

impl Command for ConfirmIdentity {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let inquiry = inquiry::load_open(cx, self.inquiry)?;
        inquiry::merge::refuse_when_merged(cx, inquiry.id)?;
        let has_chart = cx.tx.load::<episode::Patient>(inquiry.patient)?.is_some();
        match &self.who {
            Who::Known(known) if *known == inquiry.person() && (has_chart || inquiry.recognised.is_some()) => {
                Ok(Done::already(*known))
            }
            Who::Known(_) if has_chart => Err(has_a_chart()),
            Who::Known(known) => {
                cx.require(Action::View, Kind::Patient)?;
                episode::patient::load(cx.tx, *known)?;
                let inquiry = if inquiry.recognised.is_some() {
                    part(cx, &inquiry)?;
                    inquiry::load(cx.tx, self.inquiry)?
                } else {
                    inquiry
                };
                let next = Inquiry { recognised: Some(*known), ..inquiry.record.clone() };
                inquiry::save_next(cx.tx, &next, inquiry.version, &cx.entry("recognised as somebody known"))?;
                join(cx, &next, *known)?;
                Ok(Done::with(*known, Fact::InquiryChanged { inquiry: inquiry.id }))
            }
            Who::NobodyYet if inquiry.recognised.is_none() => Ok(Done::already(inquiry.patient)),
            Who::NobodyYet => {
                part(cx, &inquiry)?;
                Ok(Done::with(inquiry.patient, Fact::InquiryChanged { inquiry: inquiry.id }))
            }
            Who::New { .. } if has_chart => Ok(Done::already(inquiry.patient)),
            Who::New { input, is_none_of_them } => {
                if inquiry.recognised.is_some() {
                    part(cx, &inquiry)?;
                }
                register(cx, &inquiry, input, *is_none_of_them)
            }
        }
    }
}

/// Takes a recognition back: nothing of this inquiry stays in the chart of somebody else. What was made in that chart meanwhile cannot
/// be taken out of it by this.
fn part(cx: &Context<'_>, inquiry: &Stored<Inquiry>) -> Result<(), Refusal> {
    let known = inquiry.person();
    if stands_in_chart(cx, inquiry, known)? {
        return Err(Refusal::refused(
            "stands_in_their_chart",
            "S-06",
            "Papers, a visit, a waiver or an assessment of this inquiry stand in that chart already.",
            "Close this inquiry with the reason, log the person anew, and have the papers withdrawn.",
        ));
    }
    let own = episode::patient::load(cx.tx, known)?;
    for point in inquiry.contact_points.iter().filter(|point| !own.contact_points.iter().any(|one| one.channel == point.channel))
    {
        let said = Said { standing: Standing::Declined, how: "somebody else's inquiry", any_hour: None };
        permission::note(cx, known, point.channel.address(), said)?;
    }
    crate::referral::reconcile::take_back(cx, inquiry.patient, known)?;
    let next = Inquiry { recognised: None, ..inquiry.record.clone() };
    Ok(inquiry::save_next(cx.tx, &next, inquiry.version, &cx.entry("not whom they were taken for"))?)
}

/// Whether anything was made in the chart of somebody known out of this inquiry.
fn stands_in_chart(cx: &Context<'_>, inquiry: &Inquiry, known: PatientId) -> Result<bool, Refusal> {
    let assessed = crate::assessment::of_inquiry(cx.tx, inquiry.id)?.is_some_and(|one| one.patient == known);
    let waived = waive::waivers_of(cx.tx, inquiry.id)?.iter().any(|waiver| waiver.patient == known);
    let visit = inquiry.desk.visit.as_ref().map(|visit| cx.tx.load::<AssessmentVisit>(visit.id)).transpose()?.flatten();
    let papers = paper::of_patient(cx.tx, known)?.iter().any(|paper| paper.given_at >= inquiry.received_at);
    Ok(assessed || waived || papers || visit.is_some_and(|visit| visit.patient == known))
}

/// Opens the chart; what is wrong with the form and what was not said about likenesses are told at once.
fn register(
    cx: &Context<'_>,
    inquiry: &Inquiry,
    input: &PatientInput,
    is_none_of_them: bool,
) -> Result<Done<PatientId, Fact>, Refusal> {
    let name = PersonName::parse(&input.given, &input.family).unwrap_or_else(|_| inquiry.name.clone());
    let is_unsaid = !is_none_of_them && likeness::is_like_somebody(cx, inquiry, name, input.birth_date)?;
    let unsaid = || Problem { field: "who".to_owned(), sentence: UNSAID.to_owned() };
    let registered = RegisterPatient { id: Some(inquiry.patient), input: input.clone() }.perform(cx);
    match registered {
        Ok(done) if !is_unsaid => Ok(Done { output: done.output, facts: done.facts.into_iter().map(Fact::Episode).collect() }),
        Ok(_) => Err(Refusal::Invalid(vec![unsaid()])),
        Err(Refusal::Invalid(mut wrong)) if is_unsaid => {
            wrong.push(unsaid());
            Err(Refusal::Invalid(wrong))
        }
        Err(other) => Err(other),
    }
}

const UNSAID: &str = "Somebody we know is like this person. Choose them, or say that it is somebody else.";

/// What was said and sent with the inquiry holds for the known person from now on: the permissions of the numbers that were given, and
/// what was taken from documents. The first records stay where they are.
pub(super) fn join(cx: &Context<'_>, inquiry: &Inquiry, known: PatientId) -> Result<(), Refusal> {
    reach::note_points(cx, known, &inquiry.contact_points, inquiry.source.how_known())?;
    crate::referral::reconcile::carry_over(cx, inquiry.patient, known)
}

fn has_a_chart() -> Refusal {
    Refusal::refused(
        "has_a_chart",
        "S-06",
        "A chart was opened for this person already, as for somebody new.",
        "Admit them as the person you recognised: the admission form asks for it.",
    )
}
