//! Worked cases of the gate: what is known and what is asked in, the decision out, without a database. A compliance officer tries a wording
//! with them before it is used (`stepdown gate`), and the program shows its own beside the rules. The schema is in docs/gate-cases.md.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::id::{ConsentId, CourtPaperId, PatientId, PayerId, PayerRestrictionId, RestrictionId, StaffId};

use crate::Consent;
use crate::category::{Categories, Category};
use crate::consent::{ConsentKind, ConsentSignature, Expiry, Purpose, Recipient, Statement};
use crate::court_paper::{Counsel, CourtPaper, Section, Served};
use crate::decide::{Decision, Facts, Ground, Outcome, Reason, Redisclosure, Request, decide};
use crate::recipient::Party;
use crate::restriction::{PayerRestriction, Restriction};
use crate::signer::SignerBasis;

const FILE: &str = include_str!("../data/gate-cases.json");

static WORKED: LazyLock<Result<Vec<WorkedCase>, String>> =
    LazyLock::new(|| serde_json::from_str(FILE).map_err(|error| error.to_string()));

/// What is known and what is asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it is about; for people.
    #[serde(default)]
    pub name: String,
    /// The consents.
    #[serde(default)]
    pub consents: Vec<CaseConsent>,
    /// What the program agreed to keep back.
    #[serde(default)]
    pub restrictions: Vec<CaseRestriction>,
    /// What courts and lawyers served.
    #[serde(default)]
    pub orders: Vec<CaseOrder>,
    /// What is asked.
    pub request: CaseRequest,
}

/// A consent; what is left out is missing in it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseConsent {
    /// Of which kind.
    #[serde(default)]
    pub kind: ConsentKind,
    /// The name as signed (element 1).
    #[serde(default)]
    pub patient_name_as_signed: String,
    /// Who may disclose (element 2).
    #[serde(default)]
    pub discloser: String,
    /// Which information (element 3).
    #[serde(default)]
    pub categories: Vec<Category>,
    /// To whom (element 4).
    #[serde(default)]
    pub recipients: Vec<Recipient>,
    /// For what (element 5).
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// What its words state (elements 4c, 5b, 6, 10).
    #[serde(default)]
    pub states: Vec<Statement>,
    /// Until when (element 7).
    pub expires: Expiry,
    /// Who must sign (element 8).
    #[serde(default)]
    pub signer_basis: SignerBasis,
    /// Who signed, where it is more than the person alone (element 8).
    #[serde(default)]
    pub signatures: Vec<ConsentSignature>,
    /// When it was signed (element 9).
    pub signed_on: Date,
    /// Until which day it cannot be withdrawn (P2-28).
    #[serde(default)]
    pub irrevocable_until: Option<Date>,
    /// When it was withdrawn.
    #[serde(default)]
    pub revoked_at: Option<Timestamp>,
    /// When treatment ended.
    #[serde(default)]
    pub treatment_ended_on: Option<Date>,
    /// When it became known that it is false.
    #[serde(default)]
    pub known_false_at: Option<Timestamp>,
}

/// What the program agreed to keep back; with `payer` alone, that this payer learns nothing because the person pays.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CaseRestriction {
    /// Which payer learns nothing.
    pub payer: Option<PayerId>,
    /// From whom, by name; from everybody when it is empty.
    pub recipient: String,
    /// Of what; of everything when it is empty.
    pub categories: Vec<Category>,
    /// For which purposes; for all when it is empty.
    pub purposes: Vec<Purpose>,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
}

/// What a court or a lawyer served.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOrder {
    /// What it was.
    pub served: Served,
    /// Under which section.
    #[serde(default)]
    pub section: Option<Section>,
    /// What it names.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Whom it names.
    #[serde(default)]
    pub persons: Vec<String>,
    /// When it was served.
    pub served_on: Date,
    /// Its last day.
    #[serde(default)]
    pub expires: Option<Date>,
    /// Whether counsel read it.
    #[serde(default)]
    pub read_by_counsel: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRequest {
    /// To whom.
    pub recipient: Party,
    /// For what.
    pub purpose: Purpose,
    /// Which information.
    pub categories: Vec<Category>,
    /// On what it rests.
    #[serde(default)]
    pub ground: Ground,
    /// Whether it is of use only whole.
    #[serde(default)]
    pub all_or_nothing: bool,
    /// Whether somebody decided to go on where the law permits and does not compel.
    #[serde(default)]
    pub decided_by_a_person: bool,
    /// When.
    pub at: Timestamp,
    /// The day in the program's zone; the day in UTC when it is left out.
    #[serde(default)]
    pub today: Option<Date>,
}

/// A case of the program's own, with what must come of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct WorkedCase {
    /// The rule or acceptance fact.
    pub rule: String,
    /// The case.
    pub case: Case,
    /// The decision.
    pub decision: Outcome,
    /// What leaves.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// The codes of the reasons.
    #[serde(default)]
    pub reasons: Vec<String>,
}

/// The answer to a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// `allow`, `permitted` or `deny`.
    pub decision: Outcome,
    /// Why nothing leaves, or why somebody has to decide.
    pub reasons: Vec<Said>,
    /// What leaves.
    pub categories: Vec<Category>,
    /// What was asked for and stays.
    pub withheld: Vec<Kept>,
    /// The notice that goes with it; nothing when nothing leaves.
    pub notice: Option<&'static str>,
    /// What the recipient may do with it; nothing when nothing leaves.
    pub redisclosure: Option<Redisclosure>,
    /// The consents it rests on, by their place in the case, from 0.
    pub rests_on: Vec<usize>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The stable code.
    pub code: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// In words.
    pub sentence: String,
}

/// Something that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// What.
    pub category: Category,
    /// Why.
    #[serde(flatten)]
    pub why: Said,
}

/// The program's own cases.
///
/// # Errors
/// When the embedded file cannot be read.
pub fn worked() -> Result<&'static [WorkedCase], String> {
    WORKED.as_deref().map_err(Clone::clone)
}

/// The file of the program's own cases, as an example to begin from.
#[must_use]
pub const fn worked_file() -> &'static str {
    FILE
}

impl Case {
    /// Decides it.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let consents: Vec<Consent> = self.consents.iter().map(CaseConsent::record).collect();
        let (of_payers, wishes): (Vec<_>, Vec<_>) = self.restrictions.iter().partition(|one| one.payer.is_some());
        let payer_restrictions: Vec<_> = of_payers.into_iter().filter_map(CaseRestriction::of_payer).collect();
        let restrictions: Vec<_> = wishes.into_iter().map(CaseRestriction::record).collect();
        let papers: Vec<_> = self.orders.iter().map(|order| order.record(self.request.at)).collect();
        let facts = Facts {
            consents: consents.iter().collect(),
            restrictions: restrictions.iter().collect(),
            payer_restrictions: payer_restrictions.iter().collect(),
            court_papers: papers.iter().collect(),
        };
        Answer::of(&decide(&facts, &self.request.record()))
    }
}

impl Answer {
    /// As it is printed.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        let leaves = decision.outcome != Outcome::Deny;
        let kept = decision.withheld.iter().map(|one| Kept { category: one.category, why: said(one.why) });
        Self {
            decision: decision.outcome,
            reasons: decision.reasons.iter().map(|reason| said(*reason)).collect(),
            categories: decision.released.iter().collect(),
            withheld: kept.collect(),
            notice: decision.notice.filter(|_| leaves).map(|notice| notice.id.as_str()),
            redisclosure: leaves.then_some(decision.redisclosure),
            rests_on: decision.rests_on.clone(),
        }
    }
}

fn said(reason: Reason) -> Said {
    Said { code: reason.code(), rule: reason.rule(), sentence: reason.sentence() }
}

/// Everybody in a case is one invented person.
const NOBODY: PatientId = PatientId(Uuid::nil());

impl CaseConsent {
    fn record(&self) -> Consent {
        Consent {
            id: ConsentId(Uuid::nil()),
            patient: NOBODY,
            kind: self.kind,
            patient_name_as_signed: self.patient_name_as_signed.clone(),
            discloser: self.discloser.clone(),
            recipients: self.recipients.clone(),
            purposes: self.purposes.clone(),
            categories: self.categories.clone(),
            words: String::new(),
            expires: self.expires,
            states: Some(self.states.clone()),
            signer_basis: self.signer_basis,
            signatures: self.signatures.clone(),
            signed_on: self.signed_on,
            irrevocable_until: self.irrevocable_until,
            revoked_at: self.revoked_at,
            treatment_ended_on: self.treatment_ended_on,
            known_false_at: self.known_false_at,
        }
    }
}

impl CaseRestriction {
    fn record(&self) -> Restriction {
        Restriction {
            id: RestrictionId(Uuid::nil()),
            patient: NOBODY,
            recipient: self.recipient.clone(),
            categories: self.categories.clone(),
            purposes: self.purposes.clone(),
            lifted_at: self.lifted_at,
        }
    }

    fn of_payer(&self) -> Option<PayerRestriction> {
        let id = PayerRestrictionId(Uuid::nil());
        self.payer.map(|payer| PayerRestriction { id, patient: NOBODY, payer, lifted_at: self.lifted_at })
    }
}

impl CaseOrder {
    fn record(&self, at: Timestamp) -> CourtPaper {
        let counsel = Counsel { name: String::new(), by: StaffId(Uuid::nil()), at };
        CourtPaper {
            id: CourtPaperId(Uuid::nil()),
            patient: NOBODY,
            served: self.served,
            court: String::new(),
            docket: String::new(),
            section: self.section,
            categories: self.categories.clone(),
            persons: self.persons.clone(),
            served_on: self.served_on,
            expires: self.expires,
            is_sealed: false,
            counsel: self.read_by_counsel.then_some(counsel),
        }
    }
}

impl CaseRequest {
    fn record(&self) -> Request {
        let in_utc = jiff::tz::Offset::UTC.to_datetime(self.at).date();
        Request {
            party: self.recipient.clone(),
            purpose: self.purpose,
            categories: Categories::of(&self.categories),
            ground: self.ground.clone(),
            is_all_or_nothing: self.all_or_nothing,
            is_decided_by_a_person: self.decided_by_a_person,
            at: self.at,
            today: self.today.unwrap_or(in_utc),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_worked_case_comes_out_as_it_says() {
        let all = worked().unwrap();
        assert!(all.len() >= 20, "{}", all.len());
        for one in all {
            let answer = one.case.answer();
            let codes: Vec<&str> = answer.reasons.iter().map(|reason| reason.code).collect();
            assert_eq!(answer.decision, one.decision, "{}: {codes:?}", one.rule);
            assert_eq!(answer.categories, one.categories, "{}", one.rule);
            assert_eq!(codes, one.reasons, "{}", one.rule);
            assert_eq!(answer.notice.is_some(), answer.decision != Outcome::Deny, "{}", one.rule);
        }
    }

    #[test]
    fn a_word_the_file_does_not_know_is_refused_not_overlooked() {
        let typed = r#"{"request": {"recipient": {"name": "A"}, "purpose": "treatment", "categories": [], "at": "2026-03-12T14:00:00Z",
            "grounds": "consent"}}"#;
        assert!(serde_json::from_str::<Case>(typed).unwrap_err().to_string().contains("unknown field `grounds`"));
    }
}
