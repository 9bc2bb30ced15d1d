//! Saves a part of an assessment as it grows. Each part is saved by itself, so that two people may write at once; who wrote a topic
//! is kept beside it, and two texts for one topic are never merged silently: both are shown to whoever comes second.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::{AssessmentId, StaffId};

use super::{Assessment, Entry, Further, Part, Topic, store};
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
    /// The version of the assessment that stood on the page; nothing when nobody read it there.
    pub seen: Option<i64>,
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
    /// The version that the page showed; nothing where no page was drawn.
    pub seen: Option<i64>,
}

impl Command for SaveTopics {
    type Output = AssessmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AssessmentId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Assessment)?;
        let current = store::load(cx.tx, self.assessment)?;
        refuse_when_signed(&current)?;
        let mut next = decide(&current, seen(cx, &current, self.seen)?.as_ref(), self, cx)?;
        let parts = Part::ALL.iter().filter(|part| self.topics.iter().any(|input| input.topic.part() == **part));
        for part in parts {
            store::drop_draft(cx.tx, self.assessment, *part, cx.actor.staff)?;
        }
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
        let rated = |one: &Assessment| (one.answers.clone(), one.reasons.clone(), one.further.clone());
        if seen(cx, &current, self.seen)?.is_some_and(|before| rated(&before) != rated(&current)) {
            return Err(Refusal::refused(
                "rated_meanwhile",
                "MA-10",
                "Somebody else saved ratings since this page was opened.",
                "Yours stand here still. Look at theirs in another window, then save again.",
            ));
        }
        let mut next = Assessment {
            answers: self.answers.clone(),
            reasons: self.reasons.iter().filter(|(_, words)| !words.trim().is_empty()).cloned().collect(),
            further: self.further.clone().filter(|one| !one.what.trim().is_empty()),
            ..current.record.clone()
        };
        store::drop_draft(cx.tx, self.assessment, Part::Ratings, cx.actor.staff)?;
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

/// The assessment as it stood on the page, when it has changed since.
fn seen(cx: &Context<'_>, current: &Stored<Assessment>, version: Option<i64>) -> Result<Option<Assessment>, Refusal> {
    let Some(version) = version.filter(|version| *version != current.version) else { return Ok(None) };
    let versions = cx.tx.history::<Assessment>(current.id)?;
    Ok(versions.into_iter().find(|(one, _)| one.version == version).map(|(one, _)| one.record))
}

/// What an assessment says to a topic: words, and why it is left out.
fn said(assessment: &Assessment, topic: Topic) -> (&str, &str) {
    assessment.entry(topic).map_or(("", ""), |entry| (entry.words.as_str(), entry.left_out.as_deref().unwrap_or_default()))
}

/// The assessment with these topics in it. A topic that says what it said before keeps its author; one that only somebody else changed
/// since the page was drawn stays as they wrote it.
fn decide(current: &Assessment, seen: Option<&Assessment>, wish: &SaveTopics, cx: &Context<'_>) -> Result<Assessment, Refusal> {
    let mut problems = Problems::none();
    let mut next = current.clone();
    for input in &wish.topics {
        let (words, why) = (input.words.trim(), input.left_out.trim());
        let (before, now) = (seen.map(|seen| said(seen, input.topic)), said(current, input.topic));
        if before.is_some_and(|before| before != now && (words, why) == before) {
            continue;
        }
        if before.is_some_and(|before| before != now) && (words, why) != now {
            problems.add(
                input.topic.as_str(),
                "Somebody else wrote here meanwhile. Both texts stand here: make one of them, then save.",
            );
            continue;
        }
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
    if let Some(wants) = wish.wants.as_deref().map(str::trim) {
        let was_changed = seen.is_some_and(|seen| seen.wants != current.wants);
        if was_changed && wants != current.wants && seen.is_none_or(|seen| wants != seen.wants) {
            problems.add("wants", "Somebody else wrote here meanwhile. Both texts stand here: make one of them, then save.");
        } else if !(was_changed && seen.is_some_and(|seen| wants == seen.wants)) {
            wants.clone_into(&mut next.wants);
        }
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
