//! What must have happened before something else may (MA-11, MA-12), as plain questions for the places that ask.

use access::Refusal;

use super::Assessment;

/// MA-11: a comprehensive treatment plan is developed only on a complete assessment. A plan for the acute problem may stand earlier
/// (MA-12).
///
/// # Errors
/// [`Refusal::Refused`] with what to do.
pub fn comprehensive_plan(assessment: Option<&Assessment>) -> Result<(), Refusal> {
    match assessment {
        Some(assessment) if assessment.signed.is_some() => Ok(()),
        _ => Err(Refusal::refused(
            "assessment_incomplete",
            "MA-11",
            "The assessment is not complete, so a comprehensive plan cannot be finished.",
            "Sign the assessment first; a plan for the acute problem may begin now.",
        )),
    }
}

/// MA-12: a qualified healthcare professional sees the person before medication for addiction begins.
///
/// # Errors
/// [`Refusal::Refused`] with what to do.
pub fn medication_start(was_seen_by_qualified_professional: bool) -> Result<(), Refusal> {
    if was_seen_by_qualified_professional {
        return Ok(());
    }
    Err(Refusal::refused(
        "not_seen",
        "MA-12",
        "No qualified healthcare professional has seen the person yet.",
        "Book a visit with the prescriber; medication begins after it.",
    ))
}
