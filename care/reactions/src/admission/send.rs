//! Makes the link to the person's phone out of what waits for them: details to confirm, the card, every open paper, and the questions
//! of the assessment that may be answered alone (S-26, IN-21). It may be written to them in the same act, in neutral words (P2-14): who
//! may not be written to gets no link that nobody has seen.

use access::{Command, Context, Done, Refusal};
use conversation::language::Language;
use episode::patient_link::{LinkSent, SendLink, ToDo};
use intake::inquiry::{self, WriteToInquiry};
use intake::paper::PaperState;
use measure::RequestMeasure;
use vocabulary::id::{InquiryId, PatientId};

use super::facts;
use crate::Fact;

/// The occasion in the practice file whose forms are asked before the first day.
const OCCASION: &str = "assessment";
/// The text that is ready for a link.
pub const TEMPLATE: &str = "page";

/// Makes the link of an admission.
#[derive(Clone, Debug)]
pub struct SendAdmissionLink {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Whether a photo of the card is asked for.
    pub with_card: bool,
    /// Whether the details are to be confirmed.
    pub with_details: bool,
    /// Whether the questions of the assessment are asked that may be answered alone.
    pub with_questions: bool,
    /// For how many days it lives.
    pub lives_days: i64,
    /// How it is written to them; nothing when it is only shown.
    pub letter: Option<LinkLetter>,
}

/// The message that carries a link.
#[derive(Clone, Debug)]
pub struct LinkLetter {
    /// To which of their numbers or addresses.
    pub address: String,
    /// The neutral words, with [`PLACE`](conversation::message::enclosure::PLACE) where the link stands.
    pub words: String,
    /// In which language.
    pub language: Language,
    /// What stands before the secret of a link: `https://chart.example.org/l/`.
    pub before_secret: String,
}

impl Command for SendAdmissionLink {
    type Output = LinkSent;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LinkSent, Fact>, Refusal> {
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        let people = facts::people(&inquiry, None);
        let patient = facts::registered(cx, &people)?;
        let mut to_do = Vec::new();
        to_do.extend(self.with_details.then_some(ToDo::Details));
        to_do.extend(self.with_card.then_some(ToDo::InsuranceCard));
        let person = inquiry.person();
        let open = facts::papers(cx, &inquiry, &[person])?;
        to_do.extend(open.iter().filter(|paper| paper.state() == PaperState::Open).map(|paper| ToDo::Paper(paper.id)));
        let language = patient.as_ref().map_or_else(|| "en".to_owned(), |patient| patient.language.clone());
        let mut happened = Vec::new();
        if self.with_questions {
            to_do.extend(ask_questions(cx, person, &language, &mut happened)?);
        }
        let send = SendLink {
            patient: person,
            name: patient.as_ref().map_or_else(|| inquiry.name.given.clone(), |patient| patient.name().given),
            birth_date: patient.map(|patient| patient.birth_date).or(inquiry.birth_date),
            language,
            to_do,
            lives_days: self.lives_days,
        };
        let sent = send.perform(cx)?;
        happened.extend(sent.facts.into_iter().map(Fact::from));
        if let Some(letter) = &self.letter {
            let write = WriteToInquiry {
                inquiry: self.inquiry,
                address: letter.address.clone(),
                words: letter.words.clone(),
                enclosed: Some(format!("{}{}", letter.before_secret, sent.output.token.to_address())),
                template: Some(TEMPLATE.to_owned()),
                language: letter.language,
            };
            happened.extend(write.perform(cx)?.facts.into_iter().map(Fact::from));
        }
        Ok(Done { output: sent.output, facts: happened })
    }
}

/// Requests each form that may be sent. One that was done lately says little so soon (IN-11); one that waits already is not asked twice.
fn ask_questions(cx: &Context<'_>, patient: PatientId, language: &str, happened: &mut Vec<Fact>) -> Result<Vec<ToDo>, Refusal> {
    let mut to_do = Vec::new();
    for form in measure::may_be_sent(cx, OCCASION, language)? {
        let last = measure::completed_of(cx.tx, patient, &form.id)?.first().and_then(|stored| stored.completed_at);
        let until = last.and_then(|last| form.not_before.day_after(last, cx.zone));
        if until.is_some_and(|day| cx.today() < day) {
            continue;
        }
        let wish = RequestMeasure {
            patient,
            instrument: form.id.clone(),
            why: "Before the first day".to_owned(),
            due_on: None,
            language: language.to_owned(),
            is_sent: true,
        };
        let done = wish.perform(cx)?;
        happened.extend(done.facts.into_iter().map(Fact::from));
        to_do.push(ToDo::Measure(done.output));
    }
    Ok(to_do)
}
