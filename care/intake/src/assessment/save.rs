//! Saves a part of an assessment as it grows. Each part is saved by itself, so that two people may write at once; who wrote a topic
//! is kept beside it.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::{AssessmentId, StaffId};

use super::{Assessment, Entry, Further, Topic, store};
use crate::Fact;
use crate::placement::{Answers, Dimension};

/// What somebody says to one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicInput {
    /// The topic.
    pub topic: Topic,
    /// What is known; may be empty.
    pub words: String,
    /// Why it is left out; empty when it is not.
    pub left_out: String,
}

/// Saves topics.
#[derive(Clone, Debug)]
pub struct SaveTopics {
    /// Which assessment.
    pub assessment: AssessmentId,
    /// The topics of the part.
    pub topics: Vec<TopicInput>,
    /// What the person wants, when this part asks it.
    pub wants: Option<String>,
}

/// Saves the ratings and the answers about safety.
#[derive(Clone, Debug)]
pub struct SaveRatings {
    /// Which assessment.
    pub assessment: AssessmentId,
    /// Everything the advisor is asked.
    pub answers: Answers,
    /// Why each dimension is rated so.
    pub reasons: Vec<(Dimension, String)>,
    /// Further evaluation that is indicated, and the answer to it.
    pub further: Option<Further>,
}

impl Command for SaveTopics {
    type Output = AssessmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AssessmentId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Assessment)?;
        let current = store::load(cx.tx, self.assessment)?;
        refuse_when_signed(&current)?;
        let mut next = decide(&current, self, cx)?;
        if next == current.record {
            return Ok(Done::already(self.assessment));
        }
        note_author(&mut next, cx.actor.staff);
        cx.tx.amend(&next, current.version, &cx.entry("assessment written"))?;
        Ok(Done::with(self.assessment, Fact::InquiryChanged { inquiry: current.inquiry }))
    }
}

impl Command for SaveRatings {
    type Output = AssessmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AssessmentId, Fact>, Refusal> {
        // A rating is a clinical judgment: it belongs to those who may sign it.
        cx.require(Action::Sign, Kind::Assessment)?;
        let current = store::load(cx.tx, self.assessment)?;
        refuse_when_signed(&current)?;
        let mut next = Assessment {
            answers: self.answers.clone(),
            reasons: self.reasons.iter().filter(|(_, words)| !words.trim().is_empty()).cloned().collect(),
            further: self.further.clone().filter(|one| !one.what.trim().is_empty()),
            ..current.record.clone()
        };
        if next == current.record {
            return Ok(Done::already(self.assessment));
        }
        note_author(&mut next, cx.actor.staff);
        cx.tx.amend(&next, current.version, &cx.entry("assessment rated"))?;
        Ok(Done::with(self.assessment, Fact::InquiryChanged { inquiry: current.inquiry }))
    }
}

fn note_author(assessment: &mut Assessment, author: StaffId) {
    if !assessment.authors.contains(&author) {
        assessment.authors.push(author);
    }
}

/// The assessment with these topics in it. A topic that says what it said before keeps its author.
fn decide(current: &Assessment, wish: &SaveTopics, cx: &Context<'_>) -> Result<Assessment, Refusal> {
    let mut problems = Problems::none();
    let mut next = current.clone();
    for input in &wish.topics {
        let (words, why) = (input.words.trim(), input.left_out.trim());
        if !words.is_empty() && !why.is_empty() {
            problems.add(input.topic.as_str(), "Either write what is known or why it is left out, not both.");
            continue;
        }
        let known = current.entry(input.topic);
        if words.is_empty() && why.is_empty() {
            next.entries.retain(|entry| entry.topic != input.topic);
            continue;
        }
        let left_out = Some(why.to_owned()).filter(|why| !why.is_empty());
        // Saved by somebody here, it is no longer only what others said.
        let entry =
            Entry { topic: input.topic, words: words.to_owned(), left_out, known_from: None, by: cx.actor.staff, at: cx.now };
        if known.is_some_and(|known| known.known_from.is_none() && known.words == entry.words && known.left_out == entry.left_out)
        {
            continue;
        }
        next.entries.retain(|known| known.topic != input.topic);
        next.entries.push(entry);
        next.entries.sort_by_key(|entry| entry.topic);
    }
    if let Some(wants) = &wish.wants {
        wants.trim().clone_into(&mut next.wants);
    }
    problems.finish(Some(next))
}

pub(super) fn refuse_when_signed(current: &Assessment) -> Result<(), Refusal> {
    if current.signed.is_none() {
        return Ok(());
    }
    Err(Refusal::refused(
        "assessment_signed",
        "MA-10",
        "This assessment is signed.",
        "Open it again with a reason; the signed one stays.",
    ))
}
