//! Receives a document: keeps the original whole and opens an inquiry for the person it is about (S-06). The same document a
//! second time, by its bytes or by its sender's id, answers with the known inquiry and writes nothing.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal, command::Receipt};
use episode::patient::{Channel, ContactPoint};
use sha2::{Digest, Sha256};
use store::Stored;
use vocabulary::id::{InquiryId, PatientId, ReferralId};
use vocabulary::{PersonName, Phone, name};

use super::{CameBy, PatientAsSent, ReferralAttachment, ReferralContent, ReferralDocument, is_pages, store as documents};
use crate::Fact;
use crate::inquiry::{self, Inquiry, Source};

/// Receives a document.
#[derive(Clone, Debug)]
pub struct ReceiveReferral {
    /// What was read from it.
    pub content: ReferralContent,
    /// The name of the file.
    pub file_name: String,
    /// The file, byte for byte.
    pub original: Vec<u8>,
    /// What it is: `application/xml`.
    pub media_type: String,
    /// Files inside that are no text.
    pub attachments: Vec<SentAttachment>,
    /// By which way it came.
    pub came_by: CameBy,
}

/// A file that was opened, before anybody takes it in.
#[derive(Clone, Debug, Default)]
pub struct DocumentAsRead {
    /// What was read from it; next to nothing for pages.
    pub content: ReferralContent,
    /// What the file is, by its content.
    pub media_type: String,
    /// Files inside that are no text.
    pub attachments: Vec<SentAttachment>,
}

/// A file inside a document, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentAttachment {
    /// What the sender calls it.
    pub title: Option<String>,
    /// What it is.
    pub media_type: String,
    /// Byte for byte.
    pub bytes: Vec<u8>,
}

impl ReceiveReferral {
    /// A file that was opened, taken in under a name.
    #[must_use]
    pub fn of(read: DocumentAsRead, file_name: impl Into<String>, original: Vec<u8>, came_by: CameBy) -> Self {
        let DocumentAsRead { content, media_type, attachments } = read;
        Self { content, file_name: file_name.into(), original, media_type, attachments, came_by }
    }
}

/// Where a received document went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferralReceipt {
    /// The document.
    pub referral: ReferralId,
    /// Its inquiry.
    pub inquiry: InquiryId,
    /// Whom it is about.
    pub patient: PatientId,
    /// Whether it was new; false when it had come before.
    pub is_new: bool,
    /// Whether the bytes are those that are kept; false when a document known by its id came in another file, which is then not
    /// kept.
    pub is_same_file: bool,
    /// Whether somebody has to read it first: there is no inquiry yet.
    pub awaits_index: bool,
}

impl Receipt for ReferralReceipt {}

impl Command for ReceiveReferral {
    type Output = ReferralReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ReferralReceipt, Fact>, Refusal> {
        cx.require(Action::Record, Kind::ReferralDocument)?;
        cx.require(Action::Record, Kind::Inquiry)?;
        let sha256 = hex::encode(Sha256::digest(&self.original));
        if let Some(known) = received_before(cx, &sha256, &self.content)? {
            return Ok(Done::already(receipt(&known, false, known.sha256 == sha256)));
        }
        let mut read = decide(self)?;
        read.content.attachments = self.keep_attachments(cx)?;
        let document = ReferralDocument {
            id: cx.new_id(),
            inquiry: cx.new_id(),
            patient: cx.new_id(),
            sha256: cx.tx.keep_original(&self.original, &self.media_type, cx.now)?,
            media_type: self.media_type.clone(),
            file_name: base_name(&self.file_name),
            content: read.content,
            came_by: self.came_by.clone(),
            received_at: Some(cx.now),
            awaits_index: read.person.is_none(),
        };
        cx.tx.append(&document, &cx.entry("referral received"))?;
        let ReferralDocument { id: referral, inquiry, patient, .. } = document;
        let mut facts = vec![Fact::ReferralReceived { referral, inquiry, patient }];
        if let Some(person) = read.person {
            let opened = opened(&document, person, read.contact_points, cx.now);
            inquiry::save_new(cx.tx, &opened, &cx.entry("referred"))?;
            inquiry::reach::note_points(cx, patient, &opened.contact_points, "as the sender wrote it")?;
            facts.push(Fact::InquiryOpened { inquiry, patient });
        }
        Ok(Done { output: receipt(&document, true, true), facts })
    }
}

impl ReceiveReferral {
    /// Files inside are kept by themselves too, so that one can be opened without the whole.
    fn keep_attachments(&self, cx: &Context<'_>) -> Result<Vec<ReferralAttachment>, Refusal> {
        let mut kept = Vec::with_capacity(self.attachments.len());
        for file in &self.attachments {
            kept.push(ReferralAttachment {
                title: file.title.clone(),
                media_type: file.media_type.clone(),
                sha256: cx.tx.keep_original(&file.bytes, &file.media_type, cx.now)?,
                bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            });
        }
        Ok(kept)
    }
}

/// The inquiry that a document opens.
fn opened(document: &ReferralDocument, name: PersonName, contact_points: Vec<ContactPoint>, now: jiff::Timestamp) -> Inquiry {
    Inquiry {
        id: document.inquiry,
        patient: document.patient,
        recognised: None,
        received_at: now,
        source: Source::Referral,
        name,
        birth_date: document.content.patient.birth_date,
        contact_points,
        words: opening_words(&document.content),
        call: inquiry::CallFacts::default(),
        referral: Some(document.id),
        owner: None,
        contacts: Vec::new(),
        outcome: None,
        desk: inquiry::Desk::default(),
    }
}

fn receipt(document: &ReferralDocument, is_new: bool, is_same_file: bool) -> ReferralReceipt {
    ReferralReceipt {
        referral: document.id,
        inquiry: document.inquiry,
        patient: document.patient,
        is_new,
        is_same_file,
        awaits_index: document.awaits_index,
    }
}

/// By its bytes, else by its id. Some senders give one id to every document they write, so kind, time and person must agree too:
/// a second document is never taken for the first.
fn received_before(
    cx: &Context<'_>,
    sha256: &str,
    content: &ReferralContent,
) -> Result<Option<Stored<ReferralDocument>>, Refusal> {
    if let Some(known) = documents::with_hash(cx.tx, sha256)? {
        return Ok(Some(known));
    }
    let Some(id) = document_id(content) else { return Ok(None) };
    Ok(documents::with_document_id(cx.tx, &id)?.into_iter().find(|known| is_same_document(&known.content, content)))
}

pub(super) fn is_same_document(known: &ReferralContent, sent: &ReferralContent) -> bool {
    let person = |content: &ReferralContent| {
        let patient = &content.patient;
        (name::tidy(&patient.given), name::tidy(&patient.family), patient.birth_as_sent.clone(), patient.birth_date)
    };
    document_id(known).is_some()
        && document_id(known) == document_id(sent)
        && known.type_code == sent.type_code
        && known.created == sent.created
        && person(known) == person(sent)
}

fn document_id(content: &ReferralContent) -> Option<String> {
    content.document_id.as_deref().map(|id| id.trim().trim_end_matches('|').to_owned()).filter(|id| !id.is_empty())
}

/// What is written down of a document.
#[derive(Debug)]
pub(super) struct Read {
    /// None for pages, which somebody has to read first.
    pub(super) person: Option<PersonName>,
    pub(super) contact_points: Vec<ContactPoint>,
    pub(super) content: ReferralContent,
}

/// Judges a document: it must name somebody. What does not fit our own form is listed as unread and stays as sent.
pub(super) fn decide(wish: &ReceiveReferral) -> Result<Read, Refusal> {
    let mut problems = Problems::none();
    let sent = &wish.content.patient;
    problems.require("file", !wish.original.is_empty(), "The file is empty. Ask the sender for it again.");
    let name = PersonName::parse(&sent.given, &sent.family);
    let is_pages = is_pages(&wish.media_type);
    problems.require("file", is_pages || name.is_ok(), "The document names nobody. Log the inquiry by hand and ask the sender.");
    let mut content = ReferralContent { document_id: document_id(&wish.content), ..wish.content.clone() };
    let contact_points = contact_points(sent, &mut content.unread);
    problems.finish(Some(Read { person: name.ok().filter(|_| !is_pages), contact_points, content }))
}

/// The sender's numbers and addresses. The person has not said how we may use them, so nothing may be left or sent there (P2-14).
fn contact_points(sent: &PatientAsSent, unread: &mut Vec<String>) -> Vec<ContactPoint> {
    let closed = |channel| ContactPoint { channel, may_leave_message: false, may_text: false, call_as: None };
    let mut points: Vec<ContactPoint> = Vec::new();
    for typed in sent.phones.iter().filter(|typed| !typed.trim().is_empty()) {
        match Phone::parse(typed) {
            Ok(phone) => points.push(closed(Channel::Phone(phone))),
            Err(problem) => unread.push(format!("patient, telephone “{typed}”: {problem}")),
        }
    }
    points.extend(sent.emails.iter().map(|email| closed(Channel::Email(email.trim().to_owned()))));
    let mut seen = Vec::new();
    points.retain(|point| {
        let is_first = !seen.contains(&point.channel);
        seen.push(point.channel.clone());
        is_first
    });
    points
}

/// `"Referral from Cape Hospital: Discharge summary"`.
pub(super) fn opening_words(content: &ReferralContent) -> String {
    let from = content.sender().map_or_else(|| "Referral".to_owned(), |sender| format!("Referral from {sender}"));
    match content.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => format!("{from}: {title}"),
        None => from,
    }
}

/// The file's own name: folders of the sender's machine are none of our business.
pub(super) fn base_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}
