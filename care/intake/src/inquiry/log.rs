//! Writes down that somebody asked: what to call them, how to reach them, what is going on (S-01). A call that breaks off
//! leaves a usable record, so little is required. The same form sent twice is one inquiry.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use episode::patient::{Channel, ContactPoint};
use jiff::SignedDuration;
use jiff::civil::Date;
use vocabulary::id::{InquiryId, StaffId};
use vocabulary::{PersonName, Phone, name};

use super::{CallFacts, Desk, Inquiry, Source, reach, store};
use crate::Fact;

/// Within how long the same words from the same member of staff are the same inquiry.
const SAME_FORM: SignedDuration = SignedDuration::from_secs(60);
/// The same for the form of the public site, where somebody goes back and presses again while they wait for an answer.
const SAME_REQUEST: SignedDuration = SignedDuration::from_hours(1);

/// What the sheet says, as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct InquiryInput {
    /// By which way they came.
    pub source: Source,
    /// Given name, or what to call them.
    pub given: String,
    /// Family name; may be empty.
    pub family: String,
    /// Date of birth, when it was said.
    pub birth_date: Option<Date>,
    /// A telephone number as typed; may be empty.
    pub phone: String,
    /// Whether a message may be left there (P2-14).
    pub may_leave_message: bool,
    /// Whether it may be texted.
    pub may_text: bool,
    /// What we should say we are; may be empty.
    pub call_as: String,
    /// An e-mail address; may be empty.
    pub email: String,
    /// Whether it may be written to.
    pub may_email: bool,
    /// What is going on; may be empty when there is a way to reach them.
    pub words: String,
}

/// Logs an inquiry.
#[derive(Clone, Debug)]
pub struct LogInquiry {
    /// The sheet.
    pub input: InquiryInput,
    /// Who looks after it; nobody yet, when nothing is said.
    pub owner: Option<StaffId>,
}

impl Command for LogInquiry {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Inquiry)?;
        log_as(cx, None, &self.input, self.owner, CallFacts::default())
    }
}

/// Writes an inquiry down, under an id that its sheet was given when there is one; the same form sent twice answers with the first.
pub(super) fn log_as(
    cx: &Context<'_>,
    known_as: Option<InquiryId>,
    input: &InquiryInput,
    owner: Option<StaffId>,
    call: CallFacts,
) -> Result<Done<InquiryId, Fact>, Refusal> {
    let sheet = decide(input, cx.today())?;
    let inquiry = Inquiry {
        id: known_as.unwrap_or_else(|| cx.new_id()),
        patient: cx.new_id(),
        recognised: None,
        received_at: cx.now,
        source: input.source,
        name: sheet.name,
        birth_date: input.birth_date,
        contact_points: sheet.contact_points,
        words: sheet.words,
        call,
        referral: None,
        owner,
        contacts: Vec::new(),
        outcome: None,
        desk: Desk::default(),
    };
    if known_as.is_none()
        && let Some(known) = sent_twice(cx, &inquiry)?
    {
        return Ok(Done::already(known));
    }
    store::save_new(cx.tx, &inquiry, &cx.entry("asked for help"))?;
    reach::note_points(cx, inquiry.patient, &inquiry.contact_points, inquiry.source.how_known())?;
    let fact = Fact::InquiryOpened { inquiry: inquiry.id, patient: inquiry.patient };
    Ok(Done::with(inquiry.id, fact))
}

fn sent_twice(cx: &Context<'_>, wish: &Inquiry) -> Result<Option<InquiryId>, Refusal> {
    let within = if wish.source == Source::Web { SAME_REQUEST } else { SAME_FORM };
    let from = cx.now.saturating_sub(within).unwrap_or(cx.now);
    let is_same = |known: &Inquiry| {
        let twin = Inquiry { id: known.id, patient: known.patient, received_at: known.received_at, ..wish.clone() };
        *known == twin
    };
    let recent = store::open_since(cx.tx, from)?;
    Ok(recent.iter().find(|known| known.recorded_by == cx.actor.author() && is_same(known)).map(|known| known.id))
}

/// The sheet, judged.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet {
    pub(super) name: PersonName,
    pub(super) contact_points: Vec<ContactPoint>,
    pub(super) words: String,
}

/// Judges the sheet: something to call them by, and something to go on from.
pub(super) fn decide(input: &InquiryInput, today: Date) -> Result<Sheet, Refusal> {
    let mut problems = Problems::none();
    let name = PersonName::parse(&input.given, &input.family);
    problems.require("given", name.is_ok(), "Write a name, or what to call them.");
    if input.birth_date.is_some_and(|day| day > today) {
        problems.add("birth_date", "The date of birth is in the future. Check the year.");
    }
    let mut contact_points = Vec::new();
    if !input.phone.trim().is_empty() {
        let channel = problems.check("phone", Phone::parse(&input.phone)).map(Channel::Phone);
        contact_points.extend(channel.map(|channel| ContactPoint {
            channel,
            may_leave_message: input.may_leave_message,
            may_text: input.may_text,
            call_as: Some(name::tidy(&input.call_as)).filter(|words| !words.is_empty()),
        }));
    }
    let email = input.email.trim();
    if is_email(email) {
        let channel = Channel::Email(email.to_owned());
        contact_points.push(ContactPoint { channel, may_leave_message: input.may_email, may_text: false, call_as: None });
    } else {
        problems.require("email", email.is_empty(), "Write the address like name@example.org, or leave it empty.");
    }
    let words = input.words.trim().to_owned();
    let is_silent = input.phone.trim().is_empty() && email.is_empty() && words.is_empty();
    problems.require(
        "words",
        !is_silent,
        "Write a number, an address or what is going on, so that somebody can go on from here.",
    );
    problems.finish(name.ok().map(|name| Sheet { name, contact_points, words }))
}

pub(super) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(who, host)| {
        let is_whole = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
        is_whole(who) && is_whole(host) && host.contains('.')
    })
}
