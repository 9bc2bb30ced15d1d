//! Signs an assessment. Refused while a topic of MA-10 is missing (each is named), a dimension is unrated, a sign of suicidal
//! thoughts has no screen (LC-12), further evaluation is indicated and nobody said whether it was done or referred (MA-13), or the
//! signer has typed words that are not saved yet and would be left out.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::AssessmentId;

use super::{Assessment, Draft, Signed, store};
use crate::Fact;

/// Signs an assessment.
#[derive(Clone, Copy, Debug)]
pub struct SignAssessment {
    /// Which.
    pub assessment: AssessmentId,
    /// The version that the signer read; nothing where no page was drawn.
    pub seen: Option<i64>,
}

impl Command for SignAssessment {
    type Output = AssessmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AssessmentId, Fact>, Refusal> {
        cx.require(Action::Sign, Kind::Assessment)?;
        let current = store::load(cx.tx, self.assessment)?;
        if current.signed.is_some() {
            return Ok(Done::already(self.assessment));
        }
        if self.seen.is_some_and(|seen| seen != current.version) {
            return Err(Refusal::refused(
                "changed_meanwhile",
                "MA-10",
                "Somebody changed the assessment since this page was opened. Nothing was signed.",
                "Read it once more, then sign.",
            ));
        }
        nothing_unsaved(&store::drafts_of(cx.tx, self.assessment, cx.actor.staff)?)?;
        judge(&current)?;
        let signed = Signed { by: cx.actor.staff, name: cx.actor.signature_name.clone(), at: cx.now };
        let next = Assessment { signed: Some(signed), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("assessment signed"))?;
        Ok(Done::with(self.assessment, Fact::InquiryChanged { inquiry: current.inquiry }))
    }
}

/// Words that are only kept as a draft are no part of what would be signed.
fn nothing_unsaved(drafts: &[Draft]) -> Result<(), Refusal> {
    let mut problems = Problems::none();
    for draft in drafts {
        problems.add(
            draft.part.as_str(),
            format!("{}: you typed words that are not saved yet. Save that part first.", draft.part.title()),
        );
    }
    problems.finish(Some(()))
}

/// Whether it can be signed; everything that stands in the way at once.
pub(crate) fn judge(assessment: &Assessment) -> Result<(), Refusal> {
    if lacks_suicide_screen(assessment) {
        return Err(Refusal::refused(
            "suicide_screen_missing",
            "LC-12",
            "PHQ-9 item 9 is above zero and no suicide screen is recorded.",
            "Go through the C-SSRS with the person and record it; then sign.",
        ));
    }
    let mut problems = Problems::none();
    for topic in assessment.gaps() {
        problems.add(topic.as_str(), format!("{}: write what is known, or why it is left out.", topic.title()));
    }
    for need in assessment.unrated() {
        problems.add(need.as_str(), format!("Missing: {}.", need.title()));
    }
    if assessment.further.as_ref().is_some_and(|further| further.answer.trim().is_empty()) {
        problems
            .add("further_answer", "Further evaluation is indicated: say that it was done, or where the person was referred.");
    }
    problems.finish(Some(()))
}

/// LC-12.
pub(crate) fn lacks_suicide_screen(assessment: &Assessment) -> bool {
    assessment.answers.phq9_item9.is_some_and(|item| item >= 1) && !assessment.answers.suicide.is_recorded
}
