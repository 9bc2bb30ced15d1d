//! Everything about one inquiry: what was said, the document that came with it, who it may be, and what an admission form would
//! begin with, so that nothing is typed twice (S-06).

use std::collections::HashMap;

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient::{ContactPoint, PatientInput, PossibleDuplicate};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stored;
use vocabulary::id::{InquiryId, PatientId};

use super::{CallFacts, Inquiry, InquiryRow, LikeInquiry, Outcome, likeness, queue, store as inquiries};
use crate::admission::suggestion;
use crate::referral::{self, ReferralView, staff_name};

/// Asks for one inquiry.
#[derive(Clone, Copy, Debug)]
pub struct InquiryDetail {
    /// Which.
    pub inquiry: InquiryId,
}

/// One inquiry.
#[derive(Clone, Debug, PartialEq)]
pub struct InquiryDetailView {
    /// Its line in the queue.
    pub row: InquiryRow,
    /// Who asked, or who was admitted: whose chart it is.
    pub patient: PatientId,
    /// Date of birth, when it was said.
    pub birth_date: Option<Date>,
    /// Every way to reach them.
    pub contact_points: Vec<ContactPoint>,
    /// What was asked on the call.
    pub call: CallFacts,
    /// What was said since, oldest first.
    pub contacts: Vec<ContactView>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The document that came with it, for those who may read such documents; see `row.has_referral`.
    pub referral: Option<ReferralView>,
    /// Known people who may be the same.
    pub possible_duplicates: Vec<PossibleDuplicate>,
    /// Other open inquiries that may be about the same person.
    pub other_inquiries: Vec<LikeInquiry>,
    /// What an admission form begins with.
    pub suggestion: PatientInput,
    /// What the person who looks may do now.
    pub allowed: Allowed,
}

/// A contact with the name of who logged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactView {
    /// When.
    pub at: Timestamp,
    /// Who, by name.
    pub by: String,
    /// How it went.
    pub words: String,
}

/// What may be done with an inquiry as it stands, by the person who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one button")]
pub struct Allowed {
    /// Log a contact.
    pub contact: bool,
    /// Close it.
    pub close: bool,
    /// Open it again.
    pub reopen: bool,
    /// Admit the person.
    pub admit: bool,
}

impl Query for InquiryDetail {
    type View = InquiryDetailView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<InquiryDetailView>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let inquiry = inquiries::load(cx.tx, self.inquiry)?;
        let (possible_duplicates, other_inquiries) = same_person(cx, &inquiry)?;
        let count = possible_duplicates.len() + other_inquiries.len();
        let referral = referral::view_of(cx, &inquiry)?;
        let mut contacts = Vec::with_capacity(inquiry.contacts.len());
        for contact in &inquiry.contacts {
            contacts.push(ContactView { at: contact.at, by: staff_name(cx, contact.by)?, words: contact.words.clone() });
        }
        let view = InquiryDetailView {
            row: queue::row(cx, &inquiry, count, &mut HashMap::new())?,
            patient: inquiry.person(),
            birth_date: inquiry.birth_date,
            contact_points: inquiry.contact_points.clone(),
            call: inquiry.call,
            contacts,
            outcome: inquiry.outcome.clone(),
            possible_duplicates,
            other_inquiries,
            suggestion: suggestion(&inquiry, referral.as_ref().map(|referral| &referral.content.patient)),
            referral,
            allowed: allowed(cx, &inquiry),
        };
        Ok(Guarded::chart(inquiry.person(), Kind::Inquiry, view))
    }
}

/// While somebody waits; once it has ended the question is settled.
fn same_person(cx: &Context<'_>, inquiry: &Inquiry) -> Result<(Vec<PossibleDuplicate>, Vec<LikeInquiry>), Refusal> {
    if !inquiry.state().is_open() {
        return Ok((Vec::new(), Vec::new()));
    }
    let others = likeness::like(inquiry, &open_inquiries(cx)?);
    let people = if cx.may(Action::View, Kind::Patient, access::Circumstances::default()) {
        likeness::known_people(cx, inquiry)?
    } else {
        Vec::new()
    };
    Ok((people, others))
}

fn open_inquiries(cx: &Context<'_>) -> Result<Vec<Stored<Inquiry>>, Refusal> {
    Ok(inquiries::open(cx.tx)?)
}

fn allowed(cx: &Context<'_>, inquiry: &Inquiry) -> Allowed {
    let may = |action, kind| cx.may(action, kind, access::Circumstances::default());
    let is_open = inquiry.state().is_open();
    let may_admit = [Kind::Patient, Kind::Episode, Kind::Stay, Kind::CareTeam].into_iter().all(|kind| may(Action::Record, kind));
    Allowed {
        contact: is_open && may(Action::Amend, Kind::Inquiry),
        close: is_open && may(Action::Void, Kind::Inquiry),
        reopen: matches!(inquiry.outcome, Some(Outcome::Closed { .. })) && may(Action::Amend, Kind::Inquiry),
        admit: is_open && may(Action::Amend, Kind::Inquiry) && may_admit,
    }
}
