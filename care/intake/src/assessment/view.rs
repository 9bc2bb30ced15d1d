//! An assessment to read and to go on with: topics with who wrote them, gaps, ratings, and what the advisor says so far.

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use vocabulary::PersonName;
use vocabulary::id::InquiryId;

use super::{Assessment, Draft, Entry, Topic, sign, store};
use crate::placement::{Advice, advise};
use crate::referral::staff_name;
use crate::{inquiry, placement_table};

/// Asks for the assessment of somebody who asked.
#[derive(Clone, Copy, Debug)]
pub struct AssessmentOf {
    /// Of which inquiry.
    pub inquiry: InquiryId,
}

/// Everything for the page.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessmentView {
    /// The inquiry.
    pub inquiry: InquiryId,
    /// The name.
    pub name: PersonName,
    /// The assessment, when it was begun.
    pub assessment: Option<Assessment>,
    /// Its version; 0 before it was begun.
    pub version: i64,
    /// What the person who looks has typed and not saved yet.
    pub drafts: Vec<Draft>,
    /// Its entries with the names of who wrote them.
    pub entries: Vec<EntryView>,
    /// Topics still to be asked.
    pub gaps: Vec<Topic>,
    /// Everybody who wrote in it, by name.
    pub authors: Vec<String>,
    /// Whether a sign of suicidal thoughts has no screen (LC-12).
    pub lacks_suicide_screen: bool,
    /// What the advisor says so far; none without an approved table.
    pub advice: Option<Advice>,
    /// Whether the person who looks may begin or write.
    pub may_write: bool,
    /// Whether they may rate and sign.
    pub may_sign: bool,
}

/// An entry with its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// The entry.
    pub entry: Entry,
    /// Who wrote it, by name.
    pub by: String,
}

impl Query for AssessmentOf {
    type View = AssessmentView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<AssessmentView>, Refusal> {
        cx.require(Action::View, Kind::Assessment)?;
        let asked = inquiry::load(cx.tx, self.inquiry)?;
        let stored = store::of_inquiry(cx.tx, self.inquiry)?;
        let drafts = match &stored {
            Some(one) if one.signed.is_none() => store::drafts_of(cx.tx, one.id, cx.actor.staff)?,
            _ => Vec::new(),
        };
        let version = stored.as_ref().map_or(0, |one| one.version);
        let assessment = stored.map(|one| one.record);
        let table = placement_table::in_use(cx)?;
        let mut entries = Vec::new();
        let mut authors = Vec::new();
        for entry in assessment.iter().flat_map(|one| &one.entries) {
            entries.push(EntryView { by: staff_name(cx, entry.by)?, entry: entry.clone() });
        }
        for author in assessment.iter().flat_map(|one| &one.authors) {
            authors.push(staff_name(cx, *author)?);
        }
        let may = |action| cx.may(action, Kind::Assessment, Circumstances::default());
        let is_open = asked.state().is_open();
        let view = AssessmentView {
            inquiry: self.inquiry,
            name: asked.name.clone(),
            version,
            drafts,
            entries,
            gaps: assessment.as_ref().map_or_else(|| Topic::ALL.to_vec(), Assessment::gaps),
            authors,
            lacks_suicide_screen: assessment.as_ref().is_some_and(sign::lacks_suicide_screen),
            advice: assessment.as_ref().zip(table.as_ref()).map(|(one, table)| advise(&one.answers, table)),
            may_write: is_open && may(Action::Amend),
            may_sign: is_open && may(Action::Sign),
            assessment,
        };
        Ok(Guarded::chart(asked.person(), Kind::Assessment, view))
    }
}
