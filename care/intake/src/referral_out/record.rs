//! Writes down a way to another place: where to, why, how the person was handed over, what was sent and under which basis. Something
//! sent without a basis is refused; consent as the basis names the consent, which must be this person's, in force, and one that lets
//! another place know something (P2-31). What is sent passes the one gate, with its row of the account, or nothing is written (P2-40).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::category::{Categories, Category};
use confidential::decide::{Emergency, Ground};
use confidential::gate::{self, Left, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Consent, Guarded, Trim};
use privacy::outside_recipient::known_as;
use vocabulary::id::{ConsentId, InquiryId, PatientId, ReferralOutId};

use super::{Basis, HandOff, ReferralOut, store};
use crate::{Fact, inquiry};

/// Records it.
#[derive(Clone, Debug)]
pub struct RecordReferralOut {
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// The place, by name.
    pub place: String,
    /// Its key in the directory, when it was chosen there.
    pub place_key: Option<String>,
    /// Why there.
    pub why: String,
    /// How the person was handed over.
    pub hand_off: Option<HandOff>,
    /// What was sent; empty when nothing was.
    pub sent: String,
    /// Under which basis.
    pub basis: Option<Basis>,
    /// The consent.
    pub consent: Option<ConsentId>,
}

impl Command for RecordReferralOut {
    type Output = ReferralOutId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ReferralOutId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::ReferralOut)?;
        let asked = inquiry::load(cx.tx, self.inquiry)?;
        let hand_off = judge(self)?;
        let consent = self.consent.filter(|_| self.basis == Some(Basis::Consent));
        if let Some(consent) = consent {
            judge_consent(cx, consent, asked.person())?;
        }
        let place = known_as(cx, &place(self.place.trim()))?;
        let one = ReferralOut {
            id: cx.new_id(),
            patient: asked.person(),
            inquiry: self.inquiry,
            place: place.name.clone(),
            place_key: self.place_key.clone(),
            why: self.why.trim().to_owned(),
            hand_off,
            sent: self.sent.trim().to_owned(),
            basis: self.basis,
            consent,
            outcome: None,
            by: cx.actor.staff,
            by_name: cx.actor.signature_name.clone(),
            at: cx.now,
        };
        let known = store::of(cx.tx, self.inquiry)?;
        if let Some(twin) = known.iter().find(|known| is_sent_twice(known, &one)) {
            return Ok(Done::already(twin.id));
        }
        if !one.sent.is_empty() {
            leave(cx, &one, place)?;
        }
        cx.tx.append(&one, &cx.entry("referred out"))?;
        Ok(Done::with(one.id, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}

/// What somebody who is handed over is told about, at most: that they asked, and what was found.
const TOLD: [Category; 2] = [Category::IdentityAndAttendance, Category::Assessment];

/// What was sent, in the words of whoever sent it; nobody can take a part out of that.
struct Sent {
    is_whole: bool,
}

impl Trim for Sent {
    fn keep_only(&mut self, categories: Categories) {
        self.is_whole = TOLD.iter().all(|category| categories.has(*category));
    }
}

/// Another place as it was named: who takes somebody over treats them, unless the directory knows better.
fn place(name: &str) -> Party {
    Party { name: name.to_owned(), status: LegalStatus::CoveredEntity, treats: true, ..Party::default() }
}

/// Asks the gate, and writes down what left (P2-40); in an emergency the four items are kept and looked at the same day (P2-41).
fn leave(cx: &Context<'_>, one: &ReferralOut, place: Party) -> Result<(), Refusal> {
    let (party, purpose, ground) = match one.basis {
        Some(Basis::MedicalEmergency) => {
            let told = Emergency {
                personnel: format!("whoever took it at {}", one.place),
                facility: one.place.clone(),
                disclosed_by: one.by_name.clone(),
                at: Some(one.at),
                nature: one.why.clone(),
            };
            (place, Purpose::Emergency, Ground::Emergency(told))
        }
        Some(Basis::PersonCarried) => {
            let person = Party { name: "the person".to_owned(), status: LegalStatus::Individual, ..Party::default() };
            (person, Purpose::PersonRequest, Ground::Person)
        }
        Some(Basis::Consent) | None => (place, Purpose::Treatment, Ground::Consent),
    };
    let request = ToOutsideRequest {
        party,
        purpose,
        categories: Categories::of(&TOLD),
        ground,
        is_decided_by_a_person: false,
        description: &one.sent,
        channel: "hand-over",
    };
    let envelope = Guarded::chart(one.patient, Kind::ReferralOut, Sent { is_whole: true });
    let ((), disclosure) = gate::to_outside(cx, envelope, &request, |packet| {
        if packet.content.is_whole {
            return Ok(Left { made: (), sha256: None });
        }
        let sentence = "The consent covers less than what was found in the assessment.";
        Err(Refusal::refused("covers_less", "P2-12", sentence, "Ask the person for a consent that names it, or send nothing."))
    })?;
    if let Ground::Emergency(told) = request.ground {
        privacy::emergency::keep(cx, one.patient, disclosure.id, told)?;
    }
    Ok(())
}

/// The same form sent twice is one.
fn is_sent_twice(known: &ReferralOut, one: &ReferralOut) -> bool {
    let twin = ReferralOut { id: known.id, at: known.at, outcome: known.outcome.clone(), ..one.clone() };
    *known == twin && known.at.duration_until(one.at).as_secs().abs() < 60
}

/// The consent is this person's and in force, and lets another place know something.
fn judge_consent(cx: &Context<'_>, consent: ConsentId, person: PatientId) -> Result<(), Refusal> {
    let known = cx.tx.load::<Consent>(consent)?.filter(|known| known.patient == person);
    let sentence = match known.filter(|known| known.is_in_force(cx.now, cx.today())) {
        None => "This consent is not this person’s or not in force.",
        Some(known) if !known.is_for_care_by_others() => {
            "This consent is not for care at another place. Choose one that is for treatment and names more than a payer."
        }
        Some(_) => return Ok(()),
    };
    Err(Refusal::invalid("consent", sentence))
}

fn judge(wish: &RecordReferralOut) -> Result<HandOff, Refusal> {
    let mut problems = Problems::none();
    problems.require("place", !wish.place.trim().is_empty(), "Choose a place, or write its name.");
    problems.require("why", !wish.why.trim().is_empty(), "Write in a few words why there.");
    problems.require("hand_off", wish.hand_off.is_some(), "Choose how the person was handed over.");
    let was_sent = !wish.sent.trim().is_empty();
    problems.require("basis", !was_sent || wish.basis.is_some(), "Something was sent: choose under which basis.");
    let lacks_consent = was_sent && wish.basis == Some(Basis::Consent) && wish.consent.is_none();
    problems.require("consent", !lacks_consent, "Choose the consent that covers it.");
    problems.finish(wish.hand_off)
}
