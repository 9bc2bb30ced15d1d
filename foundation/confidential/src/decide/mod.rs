//! May this leave? The one decision of P2-40 as a pure function: the same question always gets the same answer, and nothing is read or
//! written. Default deny; every reason is returned; what is not needed is taken out; two of the law's own exceptions wait for a person.
//!
//! The checks, in order: is the ground known (1); is it good at this instant (2); does it name discloser, recipient, purpose and
//! information (3); counseling notes by their own consent only (4); proceedings by their own consent or an order only (5); did the program
//! agree to keep it back (6); does the purpose need it (7). Notice, scope (8) and the accounting row (9) are what the gate adds.

mod consented;
mod court;
mod law;
mod reason;
pub use reason::Reason;

#[cfg(test)]
mod acceptance_tests;
#[cfg(test)]
mod property_tests;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::category::{Categories, Category};
use crate::court_paper::CourtPaper;
use crate::purpose::Purpose;
use crate::recipient::{LegalStatus, Party};
use crate::restriction::{PayerRestriction, Restriction};
use crate::{Consent, notice};

/// On what a disclosure rests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ground {
    /// A consent of the person (2.31).
    #[default]
    Consent,
    /// The person, or whoever decides for them, gets their own record (2.23; P2-52).
    Person,
    /// A medical emergency (2.51; P2-41).
    Emergency(Emergency),
    /// A court order (2.61 to 2.67; P2-46).
    Court,
    /// Somebody who serves the program under an agreement (2.12(c)(4); P2-10, P2-58).
    Service {
        /// Whether an agreement is in force.
        agreement_in_force: bool,
    },
    /// An audit or evaluation (2.53; P2-43).
    Audit {
        /// Whether they agreed in writing to what they must.
        agreement_in_force: bool,
    },
    /// A public health authority (2.54; P2-44).
    PublicHealth {
        /// Whether the record names or points to nobody (45 CFR 164.514(b)).
        is_deidentified: bool,
    },
    /// A crime on the premises or against staff (2.12(c)(5); P2-16).
    CrimeOnPremises,
    /// Suspected abuse or neglect of a child, first report (2.12(c)(6); P2-16, P2-45).
    ChildAbuse,
    /// What the law asks about somebody who died: cause of death, vital statistics (2.15(b); P2-32).
    Death,
}

/// What must be written down about an emergency (2.51(c); P2-41).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Emergency {
    /// Which medical personnel were told.
    pub personnel: String,
    /// Their facility.
    pub facility: String,
    /// Who told them.
    pub disclosed_by: String,
    /// When.
    pub at: Option<Timestamp>,
    /// What kind of emergency.
    pub nature: String,
}

impl Emergency {
    /// The items that are not there yet: the name of the field, and what to do.
    #[must_use]
    pub fn missing(&self) -> Vec<(&'static str, &'static str)> {
        let items = [
            (self.personnel.trim().is_empty(), "personnel", "Write who was told, by name."),
            (self.facility.trim().is_empty(), "facility", "Write at which facility they work."),
            (self.disclosed_by.trim().is_empty(), "disclosed_by", "Write who told them."),
            (self.at.is_none(), "at", "Write the day and the time at which they were told."),
            (self.nature.trim().is_empty(), "nature", "Write in a few words what happened."),
        ];
        items.into_iter().filter(|(is_missing, ..)| *is_missing).map(|(_, field, sentence)| (field, sentence)).collect()
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who would receive it.
    pub party: Party,
    /// For what.
    pub purpose: Purpose,
    /// Which information.
    pub categories: Categories,
    /// On what it would rest.
    pub ground: Ground,
    /// Whether it is of use only whole: a claim without its diagnosis is none. Otherwise what may not leave is taken out.
    pub is_all_or_nothing: bool,
    /// Whether somebody who may has decided to go on where the law permits and does not compel.
    pub is_decided_by_a_person: bool,
    /// The moment.
    pub at: Timestamp,
    /// The same as a day in the program's zone.
    pub today: Date,
}

/// What is known when it is decided.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// Every consent of the person, in force or not.
    pub consents: Vec<&'a Consent>,
    /// Every agreed wish, lifted or not.
    pub restrictions: Vec<&'a Restriction>,
    /// Every payer that shall learn nothing, lifted or not.
    pub payer_restrictions: Vec<&'a PayerRestriction>,
    /// Every paper of a court.
    pub court_papers: Vec<&'a CourtPaper>,
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It may leave.
    Allow,
    /// The law permits it and nothing compels it: somebody has to decide.
    Permitted,
    /// Nothing leaves.
    Deny,
}

/// Something that was asked for and stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// What.
    pub category: Category,
    /// Why.
    pub why: Reason,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Whether it may leave.
    pub outcome: Outcome,
    /// What may leave, when it may.
    pub released: Categories,
    /// What stays, and why.
    pub withheld: Vec<Withheld>,
    /// Why nothing leaves, or why somebody has to decide; empty when it may leave.
    pub reasons: Vec<Reason>,
    /// The consents it rests on, by their place in [`Facts::consents`]; several when it takes several to cover it.
    pub rests_on: Vec<usize>,
    /// The court's paper it rests on, by its place in [`Facts::court_papers`].
    pub order: Option<usize>,
    /// The notice that goes with it (P2-33, P2-39).
    pub notice: Option<&'static notice::Notice>,
    /// What the recipient may do with it afterwards (P2-35 to P2-38).
    pub redisclosure: Redisclosure,
}

/// What a recipient may do with what it received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Redisclosure {
    /// As HIPAA allows, except for proceedings against the person (P2-35).
    AsHipaaAllows,
    /// As the consent says (P2-36).
    AsTheConsentSays,
    /// To its contractors and legal representatives under a written contract, for this purpose only (P2-37).
    ToItsContractors,
    /// To nobody without a new consent or an exception of the law (P2-38).
    ToNobody,
}

/// Decides.
#[must_use]
pub fn decide(facts: &Facts<'_>, request: &Request) -> Decision {
    let mut grounded = match &request.ground {
        Ground::Consent => consented::ground(facts, request),
        Ground::Court => court::ground(facts, request),
        other => law::ground(other, request),
    };
    if request.categories.is_empty() {
        grounded.reasons.push(Reason::NothingAskedFor);
    }
    let (released, withheld) =
        if grounded.reasons.is_empty() { sift(facts, request, &grounded) } else { (Categories::NONE, Vec::new()) };
    let mut reasons = std::mem::take(&mut grounded.reasons);
    if !reasons.is_empty() && is_kept_back_whole(facts, request, grounded.goes_before_wishes) {
        reasons.push(Reason::KeptBack);
    }
    let is_short = if request.is_all_or_nothing { released != request.categories } else { released.is_empty() };
    if reasons.is_empty() && is_short {
        for one in &withheld {
            if !reasons.contains(&one.why) {
                reasons.push(one.why);
            }
        }
    }
    let notice = notice::on(notice_form(request), request.today).ok();
    if notice.is_none() {
        reasons.push(Reason::NoNotice);
    }
    let outcome = match (reasons.is_empty(), grounded.waits_for_a_person && !request.is_decided_by_a_person) {
        (true, false) => Outcome::Allow,
        (true, true) => Outcome::Permitted,
        (false, _) => Outcome::Deny,
    };
    if outcome == Outcome::Permitted {
        reasons.push(Reason::PermittedNotCompelled);
    }
    Decision {
        outcome,
        released: if outcome == Outcome::Deny { Categories::NONE } else { released },
        withheld,
        reasons,
        rests_on: if outcome == Outcome::Deny { Vec::new() } else { grounded.rests_on },
        order: grounded.order.filter(|_| outcome != Outcome::Deny),
        notice,
        redisclosure: redisclosure(request, grounded.is_tpo),
    }
}

/// What a ground gives before wishes and needs are looked at.
#[derive(Default)]
struct Grounded {
    reasons: Vec<Reason>,
    covers: Categories,
    /// Why what it does not cover stays.
    beyond: Option<Reason>,
    rests_on: Vec<usize>,
    order: Option<usize>,
    waits_for_a_person: bool,
    is_tpo: bool,
    /// The most that the ground itself needs, whatever the purpose.
    needs: Option<Categories>,
    /// Whether agreed wishes do not bind: emergencies and orders.
    goes_before_wishes: bool,
}

impl Grounded {
    fn refused(reasons: Vec<Reason>) -> Self {
        Self { reasons, ..Self::default() }
    }
}

/// Takes out what may not leave, and says why each stays.
fn sift(facts: &Facts<'_>, request: &Request, grounded: &Grounded) -> (Categories, Vec<Withheld>) {
    let notes = Categories::of(&[Category::CounselingNotes]);
    let kept_back = if grounded.goes_before_wishes { Categories::NONE } else { wishes(facts, request) };
    // A list that cannot be read needs nothing: then nothing leaves.
    let needs = grounded.needs.unwrap_or_else(|| request.purpose.needs().unwrap_or(Categories::NONE)).or(notes);
    let released = request.categories.and(grounded.covers).without(kept_back).and(needs);
    let why = |category: Category| {
        let is_in = |set: Categories| set.has(category);
        if !is_in(grounded.covers) {
            match category {
                Category::CounselingNotes => Reason::CounselingNotesApart,
                _ => grounded.beyond.unwrap_or(Reason::NotCovered),
            }
        } else if is_in(kept_back) {
            Reason::KeptBack
        } else {
            Reason::NotNeeded
        }
    };
    let withheld = request.categories.without(released).iter().map(|category| Withheld { category, why: why(category) });
    (released, withheld.collect())
}

/// What the program agreed to keep from this party.
fn wishes(facts: &Facts<'_>, request: &Request) -> Categories {
    let party = request.party.called();
    let agreed = facts.restrictions.iter().map(|one| one.keeps_back(&party, request.purpose));
    let everything = Categories::of(&[Category::EntireRecord, Category::CounselingNotes]);
    let is_about_payment = matches!(request.purpose, Purpose::Payment | Purpose::Operations);
    let paid_alone = facts
        .payer_restrictions
        .iter()
        .any(|one| one.lifted_at.is_none() && request.party.payer == Some(one.payer) && is_about_payment);
    agreed.fold(if paid_alone { everything } else { Categories::NONE }, Categories::or)
}

fn is_kept_back_whole(facts: &Facts<'_>, request: &Request, goes_before_wishes: bool) -> bool {
    let kept_back = wishes(facts, request);
    !goes_before_wishes && !kept_back.is_empty() && request.categories.is_within(kept_back)
}

/// Those who read whole pages get the whole notice; a payer's file has room for a line.
fn notice_form(request: &Request) -> notice::Form {
    if request.party.payer.is_some() { notice::Form::Short } else { notice::Form::Long }
}

fn redisclosure(request: &Request, is_tpo: bool) -> Redisclosure {
    let is_payment = matches!(request.purpose, Purpose::Payment | Purpose::Operations);
    match request.party.status {
        LegalStatus::CoveredEntity | LegalStatus::BusinessAssociate if is_tpo => Redisclosure::AsHipaaAllows,
        LegalStatus::Part2Program if is_tpo => Redisclosure::AsTheConsentSays,
        LegalStatus::LawfulHolder | LegalStatus::Qso if is_payment => Redisclosure::ToItsContractors,
        _ => Redisclosure::ToNobody,
    }
}
