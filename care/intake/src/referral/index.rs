//! Indexes pages that came as a picture: a person reads them and writes down whom they are about (S-06). Only then does the inquiry
//! begin; until then the pages wait in the queue.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::{Guarded, Query};
use episode::patient::{Channel, ContactPoint};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{InquiryId, ReferralId};
use vocabulary::{PersonName, Phone, name};

use super::{PatientAsSent, ReferralContent, ReferralDocument, store as documents};
use crate::Fact;
use crate::inquiry::{self, Inquiry, Source};

/// Indexes a document.
#[derive(Clone, Debug, Default)]
pub struct IndexReferral {
    /// Which.
    pub referral: Option<ReferralId>,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth, when it stands on the pages.
    pub birth_date: Option<Date>,
    /// A number to call.
    pub phone: String,
    /// Who sent the pages.
    pub sender: String,
    /// What the pages are: "discharge summary".
    pub title: String,
    /// What is going on, in a few words.
    pub words: String,
}

impl Command for IndexReferral {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::ReferralDocument)?;
        cx.require(Action::Record, Kind::Inquiry)?;
        let known = documents::load(cx.tx, self.referral.ok_or(Refusal::NotFound)?)?;
        if !known.awaits_index {
            return Ok(Done::already(known.inquiry));
        }
        let (inquiry, content) = decide(self, &known, cx.now, cx.today())?;
        let document = ReferralDocument { content, awaits_index: false, ..known.record.clone() };
        cx.tx.amend(&document, known.version, &cx.entry("indexed by hand"))?;
        inquiry::save_new(cx.tx, &inquiry, &cx.entry("referred"))?;
        inquiry::reach::note_points(cx, inquiry.patient, &inquiry.contact_points, inquiry.source.how_known())?;
        Ok(Done::with(inquiry.id, Fact::InquiryOpened { inquiry: inquiry.id, patient: inquiry.patient }))
    }
}

/// What was typed becomes the document's content and the inquiry that it opens.
fn decide(
    wish: &IndexReferral,
    known: &ReferralDocument,
    now: Timestamp,
    today: Date,
) -> Result<(Inquiry, ReferralContent), Refusal> {
    let mut problems = Problems::none();
    let person = problems.check("family", PersonName::parse(&wish.given, &wish.family));
    let is_past = wish.birth_date.is_none_or(|day| day <= today);
    problems.require("birth_date", is_past, "This day has not come yet. Check the year.");
    let mut contact_points = Vec::new();
    if !wish.phone.trim().is_empty() {
        let channel = problems.check("phone", Phone::parse(&wish.phone)).map(Channel::Phone);
        // The person has not said how we may use it (P2-14).
        let closed = |channel| ContactPoint { channel, may_leave_message: false, may_text: false, call_as: None };
        contact_points.extend(channel.map(closed));
    }
    let person = problems.finish(person)?;
    let said = |text: &str| Some(name::tidy(text)).filter(|text| !text.is_empty());
    let content = ReferralContent {
        title: said(&wish.title),
        custodian: said(&wish.sender),
        patient: PatientAsSent {
            given: person.given.clone(),
            family: person.family.clone(),
            birth_date: wish.birth_date,
            phones: said(&wish.phone).into_iter().collect(),
            ..PatientAsSent::default()
        },
        ..known.content.clone()
    };
    let words = match wish.words.trim() {
        "" => super::receive::opening_words(&content),
        words => words.to_owned(),
    };
    let inquiry = Inquiry {
        id: known.inquiry,
        patient: known.patient,
        recognised: None,
        received_at: known.received_at.unwrap_or(now),
        source: Source::Referral,
        name: person,
        birth_date: wish.birth_date,
        contact_points,
        words,
        call: inquiry::CallFacts::default(),
        referral: Some(known.id),
        owner: None,
        contacts: Vec::new(),
        outcome: None,
        desk: inquiry::Desk::default(),
    };
    Ok((inquiry, content))
}

/// Asks for the pages that nobody has indexed yet, whatever waits longest first.
#[derive(Clone, Copy, Debug)]
pub struct PagesToIndex;

/// Pages that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagesRow {
    /// The document.
    pub id: ReferralId,
    /// When it reached us.
    pub received_at: Timestamp,
    /// What it is: `application/pdf`.
    pub media_type: String,
    /// By which way it came, and from whom where that is known.
    pub came_by: String,
    /// Whole hours since.
    pub hours_waiting: i64,
}

impl Query for PagesToIndex {
    type View = Vec<PagesRow>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<PagesRow>>, Refusal> {
        cx.require(Action::View, Kind::ReferralDocument)?;
        let row = |found: store::Stored<ReferralDocument>| {
            let received_at = found.received_at.unwrap_or(found.recorded_at);
            PagesRow {
                id: found.id,
                received_at,
                media_type: found.media_type.clone(),
                came_by: found.came_by.words(),
                hours_waiting: received_at.duration_until(cx.now).as_hours().max(0),
            }
        };
        Ok(Guarded::several(Kind::ReferralDocument, documents::awaiting(cx.tx)?.into_iter().map(row).collect()))
    }
}
