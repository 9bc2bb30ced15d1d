//! Makes the link to the person's phone out of what waits for them: details to confirm, the card, every open paper (S-26).

use access::{Command, Context, Done, Refusal};
use episode::patient_link::{LinkSent, SendLink, ToDo};
use intake::inquiry;
use intake::paper::PaperState;
use vocabulary::id::InquiryId;

use super::facts;

/// Makes the link of an admission.
#[derive(Clone, Debug)]
pub struct SendAdmissionLink {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Whether a photo of the card is asked for.
    pub with_card: bool,
    /// Whether the details are to be confirmed.
    pub with_details: bool,
    /// The measures to fill in, by key.
    pub measures: Vec<String>,
    /// For how many days it lives.
    pub lives_days: i64,
}

impl Command for SendAdmissionLink {
    type Output = LinkSent;
    type Fact = episode::Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LinkSent, episode::Fact>, Refusal> {
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        let people = facts::people(&inquiry, None);
        let patient = facts::registered(cx, &people)?;
        let mut to_do = Vec::new();
        to_do.extend(self.with_details.then_some(ToDo::Details));
        to_do.extend(self.with_card.then_some(ToDo::InsuranceCard));
        let open = facts::papers(cx, &[inquiry.patient])?;
        to_do.extend(open.iter().filter(|paper| paper.state() == PaperState::Open).map(|paper| ToDo::Paper(paper.id)));
        to_do.extend(self.measures.iter().cloned().map(ToDo::Measure));
        let send = SendLink {
            patient: inquiry.patient,
            name: patient.as_ref().map_or_else(|| inquiry.name.given.clone(), |patient| patient.name().given),
            birth_date: patient.as_ref().map(|patient| patient.birth_date).or(inquiry.birth_date),
            language: patient.map_or_else(|| "en".to_owned(), |patient| patient.language),
            to_do,
            lives_days: self.lives_days,
        };
        send.perform(cx)
    }
}
