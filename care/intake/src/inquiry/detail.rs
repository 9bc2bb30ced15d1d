//! Everything about one inquiry: what was said, the document that came with it, who it may be, and what an admission form would
//! begin with, so that nothing is typed twice (S-06).

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use conversation::ContactPermission;
use conversation::message::{MessageView, thread};
use episode::patient::{ContactPoint, PatientInput, PossibleDuplicate};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stored;
use vocabulary::PersonName;
use vocabulary::id::{InquiryId, PatientId};

use super::{CallFacts, Desk, Inquiry, InquiryRow, LikeInquiry, Outcome, likeness, queue, store as inquiries};
use crate::admission::suggestion;
use crate::assessment;
use crate::placement::priority::{self, PriorityClass};
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
    /// Whether staff recognised somebody known in them.
    pub is_recognised: bool,
    /// What was asked on the call.
    pub call: CallFacts,
    /// What was said since, oldest first.
    pub contacts: Vec<ContactView>,
    /// What was written to and by them, oldest first.
    pub messages: Vec<MessageView>,
    /// What may be sent to each of their numbers and addresses.
    pub permissions: Vec<ContactPermission>,
    /// What the desk did beside.
    pub desk: Desk,
    /// With whom the first visit is.
    pub visit_with: Option<String>,
    /// Who sent them.
    pub referred_by: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The document that came with it, for those who may read such documents; see `row.has_referral`.
    pub referral: Option<ReferralView>,
    /// Known people who may be the same.
    pub possible_duplicates: Vec<PossibleDuplicate>,
    /// Other open inquiries that may be about the same person.
    pub other_inquiries: Vec<LikeInquiry>,
    /// The inquiry that this one was joined to.
    pub merged_into: Option<InquiryId>,
    /// Inquiries that were joined to this one, with their names.
    pub merged_here: Vec<(InquiryId, PersonName)>,
    /// The class of the waiting list that the assessment speaks for, for those who may see it.
    pub suggested_class: Option<PriorityClass>,
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
    /// Write to them.
    pub write: bool,
    /// Close it.
    pub close: bool,
    /// Open it again.
    pub reopen: bool,
    /// Admit the person.
    pub admit: bool,
    /// Join it to another, or part it again.
    pub merge: bool,
}

impl Query for InquiryDetail {
    type View = InquiryDetailView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<InquiryDetailView>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let inquiry = inquiries::load(cx.tx, self.inquiry)?;
        let merged_into = inquiries::merges_of(cx.tx, inquiry.id)?.first().map(|merge| merge.into);
        let merged_here = merged_here(cx, inquiry.id)?;
        let (possible_duplicates, other_inquiries) = same_person(cx, &inquiry, merged_into)?;
        let count = possible_duplicates.len() + other_inquiries.len();
        let referral = referral::view_of(cx, &inquiry)?;
        let mut contacts = Vec::with_capacity(inquiry.contacts.len());
        for contact in &inquiry.contacts {
            contacts.push(ContactView { at: contact.at, by: staff_name(cx, contact.by)?, words: contact.words.clone() });
        }
        let may_read = cx.may(Action::View, Kind::Message, access::Circumstances::default());
        let messages = if may_read { one_thread(cx, &inquiry, &merged_here)? } else { Vec::new() };
        let permissions = conversation::permission::of_patient(cx.tx, inquiry.person())?;
        let permissions = permissions.into_iter().map(|one| one.record).collect();
        let visit_with = inquiry.desk.visit.as_ref().map(|visit| staff_name(cx, visit.staff)).transpose()?;
        let referred_by = match inquiry.desk.referred_by {
            Some(source) => crate::referral_source::name_of(cx, source)?,
            None => None,
        };
        let view = InquiryDetailView {
            row: queue::row(cx, &inquiry, count, &mut queue::Seen::default())?,
            patient: inquiry.person(),
            birth_date: inquiry.birth_date,
            is_recognised: inquiry.recognised.is_some(),
            contact_points: inquiry.contact_points.clone(),
            call: inquiry.call,
            contacts,
            messages,
            permissions,
            visit_with,
            referred_by,
            desk: inquiry.desk.clone(),
            outcome: inquiry.outcome.clone(),
            possible_duplicates,
            other_inquiries,
            merged_into,
            merged_here,
            suggested_class: suggested_class(cx, &inquiry)?,
            suggestion: suggestion(&inquiry, referral.as_ref().map(|referral| &referral.content.patient)),
            referral,
            allowed: allowed(cx, &inquiry, merged_into.is_some()),
        };
        Ok(Guarded::chart(inquiry.person(), Kind::Inquiry, view))
    }
}

/// While somebody waits; once it has ended the question is settled.
fn same_person(
    cx: &Context<'_>,
    inquiry: &Stored<Inquiry>,
    merged_into: Option<InquiryId>,
) -> Result<(Vec<PossibleDuplicate>, Vec<LikeInquiry>), Refusal> {
    if !inquiry.state().is_open() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut others = likeness::like(cx, inquiry)?;
    others.retain(|other| merged_into != Some(other.id));
    let people = if cx.may(Action::View, Kind::Patient, access::Circumstances::default()) {
        likeness::known_people(cx, inquiry)?
    } else {
        Vec::new()
    };
    Ok((people, others))
}

fn merged_here(cx: &Context<'_>, inquiry: InquiryId) -> Result<Vec<(InquiryId, PersonName)>, Refusal> {
    let here = inquiries::merged_into(cx.tx, inquiry)?;
    here.iter().map(|one| Ok((one.inquiry, inquiries::load(cx.tx, one.inquiry)?.name.clone()))).collect()
}

fn allowed(cx: &Context<'_>, inquiry: &Inquiry, is_merged: bool) -> Allowed {
    let may = |action, kind| cx.may(action, kind, access::Circumstances::default());
    let is_open = inquiry.state().is_open();
    let may_admit = [Kind::Patient, Kind::Episode, Kind::Stay, Kind::CareTeam].into_iter().all(|kind| may(Action::Record, kind));
    Allowed {
        contact: is_open && may(Action::Amend, Kind::Inquiry),
        write: may(Action::Amend, Kind::Inquiry) && may(Action::Record, Kind::Message),
        close: is_open && may(Action::Void, Kind::Inquiry),
        reopen: matches!(inquiry.outcome, Some(Outcome::Closed { .. })) && may(Action::Amend, Kind::Inquiry),
        merge: is_open && may(Action::Move, Kind::Inquiry),
        admit: is_open && !is_merged && may(Action::Amend, Kind::Inquiry) && may_admit,
    }
}

/// What the assessment says of the order of the waiting list (LC-23).
fn suggested_class(cx: &Context<'_>, inquiry: &Inquiry) -> Result<Option<PriorityClass>, Refusal> {
    if !cx.may(Action::View, Kind::Assessment, Circumstances::default()) {
        return Ok(None);
    }
    let known = assessment::of_inquiry(cx.tx, inquiry.id)?;
    Ok(known.and_then(|assessment| priority::class(&assessment.answers)))
}

/// Everything written with the person, also under the inquiries that were joined to this one: one thread (S-01).
fn one_thread(cx: &Context<'_>, inquiry: &Inquiry, merged_here: &[(InquiryId, PersonName)]) -> Result<Vec<MessageView>, Refusal> {
    let mut people = inquiry.people();
    for (joined, _) in merged_here {
        people.extend(inquiries::load(cx.tx, *joined)?.people());
    }
    people.sort_unstable();
    people.dedup();
    let mut all = Vec::new();
    for person in people {
        all.extend(thread(cx, person)?);
    }
    all.sort_by_key(|message| (message.at, message.id));
    Ok(all)
}
