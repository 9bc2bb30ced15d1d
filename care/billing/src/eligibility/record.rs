//! Records what payers answered. Each answer finds its question by our number; the file is kept whole; what it says is compared with the
//! last answer about the same coverage. The same file a second time changes nothing.

use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use sha2::{Digest, Sha256};
use vocabulary::id::EligibilityCheckId;

use super::{AnswerContent, EligibilityCheck, RecordedAnswer, changes, store as checks};
use crate::Fact;

/// Records an answer file.
#[derive(Clone, Debug)]
pub struct RecordEligibilityAnswer {
    /// What was read from it.
    pub answers: Vec<ReadAnswer>,
    /// The name of the file.
    pub file_name: String,
    /// The file, byte for byte.
    pub original: Vec<u8>,
}

/// One answer of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAnswer {
    /// Our number, as the payer repeated it; empty when the payer named none.
    pub trace: String,
    /// The payer's repetition of our sending's number, for refusals that name nobody.
    pub reference: String,
    /// What it says.
    pub content: AnswerContent,
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerReceipt {
    /// The checks that were answered by it.
    pub recorded: Vec<EligibilityCheckId>,
    /// Answers that were recorded from this very file before.
    pub known: i64,
    /// Answers to questions that are not ours.
    pub unmatched: i64,
    /// Answers that somebody should look at.
    pub attention: i64,
}

impl Receipt for AnswerReceipt {}

impl Command for RecordEligibilityAnswer {
    type Output = AnswerReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AnswerReceipt, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Coverage)?;
        if self.answers.is_empty() {
            return Err(Refusal::invalid("file", "The file holds no answer."));
        }
        let sha256 = hex::encode(Sha256::digest(&self.original));
        let mut done = Done::already(AnswerReceipt::default());
        for answer in &self.answers {
            let Some(check) = question_of(cx, answer)? else {
                done.output.unmatched += 1;
                continue;
            };
            if names_somebody_else(cx, &check, &answer.content)? {
                done.output.unmatched += 1;
                continue;
            }
            if check.answer.as_ref().is_some_and(|known| known.sha256 == sha256) {
                done.output.known += 1;
                continue;
            }
            let (id, patient) = (check.id, check.patient);
            let needs_attention = self.record(cx, check, answer, &sha256)?;
            done.output.recorded.push(id);
            done.output.attention += i64::from(needs_attention);
            done.facts.push(Fact::EligibilityAnswered { patient, check: id, needs_attention });
        }
        if done.output.recorded.is_empty() && done.output.known == 0 {
            let sentence = "No answer in this file belongs to a question that was asked here.";
            return Err(Refusal::refused(
                "not_our_question",
                "271",
                sentence,
                "Ask whoever sent the file; nothing of it was kept.",
            ));
        }
        if !done.output.recorded.is_empty() {
            cx.tx.keep_original(&self.original, "application/edi-x12", cx.now)?;
        }
        Ok(done)
    }
}

impl RecordEligibilityAnswer {
    fn record(
        &self,
        cx: &Context<'_>,
        check: ::store::Stored<EligibilityCheck>,
        answer: &ReadAnswer,
        sha256: &str,
    ) -> Result<bool, Refusal> {
        let last = checks::last_that_says(cx.tx, &check)?;
        let compared = last.as_ref().and_then(|last| Some((last.id, &last.answer.as_ref()?.content)));
        let recorded = RecordedAnswer {
            received_at: cx.now,
            sha256: sha256.to_owned(),
            file_name: self.file_name.clone(),
            content: answer.content.clone(),
            compared_with: compared.map(|(id, _)| id),
            changes: compared.map_or_else(Vec::new, |(_, before)| changes(before, &answer.content)),
        };
        let needs_attention = recorded.needs_attention();
        let next = EligibilityCheck { answer: Some(recorded), seen: None, ..check.record.clone() };
        cx.tx.amend(&next, check.version, &cx.entry("eligibility answered"))?;
        Ok(needs_attention)
    }
}

/// Whether an answer with our number is about somebody else: of member id, family name and day of birth, as far as both sides have them,
/// at least two can be compared and none is the same. Nobody's cover is decided by what a payer says of another person.
fn names_somebody_else(cx: &Context<'_>, check: &EligibilityCheck, answer: &AnswerContent) -> Result<bool, Refusal> {
    let Some(told) = &answer.person else { return Ok(false) };
    let known = cx.tx.load::<episode::Patient>(check.patient)?.map(|stored| stored.record);
    let same = |one: &str, other: &str| vocabulary::search::tokens(one) == vocabulary::search::tokens(other);
    let mut compared = Vec::new();
    if !told.member_id.trim().is_empty() && !check.member_id.trim().is_empty() {
        compared.push(same(&told.member_id, &check.member_id));
    }
    if let Some(known) = &known {
        if !told.family.trim().is_empty() {
            compared.push(same(&told.family, &known.legal_name.family));
        }
        compared.extend(told.birth_date.map(|born| born == known.birth_date));
    }
    Ok(compared.len() > 1 && !compared.contains(&true))
}

/// The question that an answer belongs to: by its own number, else by the number of the sending.
fn question_of(cx: &Context<'_>, answer: &ReadAnswer) -> Result<Option<::store::Stored<EligibilityCheck>>, Refusal> {
    for number in [&answer.trace, &answer.reference] {
        if !number.is_empty()
            && let Some(found) = checks::with_trace(cx.tx, number)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
