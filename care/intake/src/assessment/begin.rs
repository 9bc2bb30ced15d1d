//! Begins an assessment from what is known already, so that nothing is asked twice: the call, and the document that came (S-06).
//! What others said stands there with its source and is still to be asked.

use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{AssessmentId, InquiryId};

use super::{Assessment, Entry, Topic, store};
use crate::placement::{Answers, Dimension};
use crate::referral::{ReferralContent, ReferralItem};
use crate::{Fact, Inquiry, inquiry, referral};

/// Begins the assessment of somebody who asked; the one that is there already is the answer the second time.
#[derive(Clone, Copy, Debug)]
pub struct BeginAssessment {
    /// Out of which inquiry.
    pub inquiry: InquiryId,
}

impl Command for BeginAssessment {
    type Output = AssessmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AssessmentId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Assessment)?;
        let asked = inquiry::load(cx.tx, self.inquiry)?;
        if let Some(known) = store::of_inquiry(cx.tx, self.inquiry)? {
            return Ok(Done::already(known.id));
        }
        if !asked.state().is_open() {
            return Err(Refusal::refused("inquiry_ended", "S-28", "This inquiry has ended.", "Open it again first."));
        }
        let may_read = cx.may(Action::View, Kind::ReferralDocument, Circumstances::default());
        let document = if may_read { referral::view_of(cx, &asked)? } else { None };
        let entries = known(&asked, document.as_ref().map(|one| &one.content), cx);
        let age = asked.birth_date.map(|born| vocabulary::day::age(born, cx.today()));
        let answers = Answers { age: age.and_then(|years| u8::try_from(years).ok()), ..Answers::default() };
        let assessment = Assessment {
            id: cx.new_id(),
            patient: asked.person(),
            inquiry: self.inquiry,
            began_at: cx.now,
            entries,
            wants: String::new(),
            answers,
            reasons: Vec::<(Dimension, String)>::new(),
            further: None,
            authors: Vec::new(),
            signed: None,
        };
        cx.tx.append(&assessment, &cx.entry("assessment begun"))?;
        Ok(Done::with(assessment.id, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}

/// What the call and the document say, topic by topic.
fn known(asked: &Inquiry, document: Option<&ReferralContent>, cx: &Context<'_>) -> Vec<Entry> {
    let entry = |topic, words: String, from: &str| Entry {
        topic,
        words,
        left_out: None,
        known_from: Some(from.to_owned()),
        by: cx.actor.staff,
        at: cx.now,
    };
    let mut entries = Vec::new();
    if !asked.words.is_empty() {
        entries.push(entry(Topic::ServiceFit, asked.words.clone(), "the first contact"));
    }
    let Some(content) = document else { return entries };
    let from = content.sender().map_or_else(|| "the document".to_owned(), |sender| format!("the document from {sender}"));
    let conditions = listed(&content.problems);
    let by_words = |any: &[&str], other: bool| {
        let has = |item: &&ReferralItem| {
            let said = sentence(item).to_lowercase();
            let named = ["alcohol", "drink", "tobacco", "smok", "nicotine"].iter().any(|word| said.contains(word));
            if other { !named } else { any.iter().any(|word| said.contains(word)) }
        };
        content.substance_use.iter().filter(has).map(sentence).collect::<Vec<_>>().join("; ")
    };
    let found = [
        (Topic::Alcohol, by_words(&["alcohol", "drink"], false)),
        (Topic::Tobacco, by_words(&["tobacco", "smok", "nicotine"], false)),
        (Topic::OtherDrugs, by_words(&[], true)),
        (Topic::CoOccurring, conditions),
        (Topic::PastTreatment, listed(&content.encounters)),
        (Topic::Social, listed(&content.social_history)),
        (Topic::CultureLanguage, content.patient.language.clone().map_or_else(String::new, |tag| format!("Language: {tag}"))),
    ];
    entries.extend(found.into_iter().filter(|(_, words)| !words.is_empty()).map(|(topic, words)| entry(topic, words, &from)));
    entries
}

fn listed(items: &[ReferralItem]) -> String {
    items.iter().filter(|item| !item.is_negated).map(sentence).filter(|one| !one.is_empty()).collect::<Vec<_>>().join("; ")
}

fn sentence(item: &ReferralItem) -> String {
    [item.display.as_deref(), item.value.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(": ")
}
