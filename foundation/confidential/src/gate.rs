//! The gate (P2-40). It opens an envelope for one channel, or says why not, and writes down what left and who looked. What may leave the
//! program is decided in one place ([`crate::decide`]); here the facts are read and the accounting row is written, in the transaction of
//! whoever asks: when it cannot be written, nothing leaves.

use std::collections::{HashMap, HashSet};

use ::store::Stored;
use access::{Context, Refusal};
use policy::Action;
use vocabulary::id::{PatientId, PayerId};

use crate::category::{Categories, Category};
use crate::consent::{Consent, Gap, Purpose};
use crate::court_paper::CourtPaper;
use crate::decide::{Decision, Facts, Ground, Outcome, Reason, Request, decide};
use crate::deidentified::Table;
use crate::disclosure::{ConsentVersion, Rested};
use crate::guarded::About;
use crate::packet::{Packet, Trim};
use crate::recipient::Party;
use crate::released::{ToOutside, ToPatient, ToPayer, ToStaff};
use crate::restriction::{PayerRestriction, Restriction};
use crate::{ChartView, Disclosure, Guarded, Released, store};

/// What a claim to a payer tells: the least that payment needs (P2-12).
pub const CLAIM_CATEGORIES: [Category; 3] = [Category::IdentityAndAttendance, Category::Diagnosis, Category::Billing];

/// Opens an envelope for a signed-in member of staff whose role may view this kind of record.
///
/// # Errors
/// [`Refusal::NotFound`] for a patient's record, [`Refusal::Refused`] for configuration.
pub fn to_staff<T>(cx: &Context<'_>, envelope: Guarded<T>) -> Result<Released<T, ToStaff>, Refusal> {
    cx.require_when(Action::View, envelope.kind, envelope.circumstances)?;
    Ok(Released::new(envelope.content))
}

/// As [`to_staff`], and writes down that this chart was looked at, in the same transaction (P2-65).
///
/// # Errors
/// As [`to_staff`]; when the view cannot be written down, nothing is shown.
pub fn to_staff_as_chart_view<T>(cx: &Context<'_>, envelope: Guarded<T>) -> Result<Released<T, ToStaff>, Refusal> {
    cx.require_when(Action::View, envelope.kind, envelope.circumstances)?;
    if let About::Patient(patient) = envelope.about {
        let view = ChartView { id: cx.new_id(), patient, staff: cx.actor.staff, kind: envelope.kind };
        cx.tx.append(&view, &cx.entry(envelope.because))?;
    }
    Ok(Released::new(envelope.content))
}

/// Opens an envelope for the person it is about, who came through a link of their own. Anything about anybody else stays closed,
/// whatever the query found.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn to_patient<T>(cx: &Context<'_>, envelope: Guarded<T>) -> Result<Released<T, ToPatient>, Refusal> {
    let About::Patient(patient) = envelope.about else { return Err(Refusal::NotFound) };
    if cx.actor.person != Some(patient) {
        return Err(Refusal::NotFound);
    }
    cx.require_when(Action::View, envelope.kind, cx.about(patient))?;
    Ok(Released::new(envelope.content))
}

/// What the gate knows about one person when it decides, each with the version it rests on.
#[derive(Debug)]
pub struct Known {
    consents: Vec<Stored<Consent>>,
    restrictions: Vec<Stored<Restriction>>,
    payer_restrictions: Vec<Stored<PayerRestriction>>,
    court_papers: Vec<Stored<CourtPaper>>,
}

impl Known {
    /// Reads it.
    ///
    /// # Errors
    /// The database's own.
    pub fn of(cx: &Context<'_>, patient: PatientId) -> Result<Self, Refusal> {
        Ok(Self {
            consents: store::consents_of(cx.tx, patient)?,
            restrictions: store::agreed_restrictions_of(cx.tx, patient)?,
            payer_restrictions: store::all_restrictions_of(cx.tx, patient)?,
            court_papers: store::court_papers_of(cx.tx, patient)?,
        })
    }

    /// For the decision.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            consents: self.consents.iter().map(|stored| &stored.record).collect(),
            restrictions: self.restrictions.iter().map(|stored| &stored.record).collect(),
            payer_restrictions: self.payer_restrictions.iter().map(|stored| &stored.record).collect(),
            court_papers: self.court_papers.iter().map(|stored| &stored.record).collect(),
        }
    }

    /// The consents a decision rests on.
    pub fn rests_on<'a>(&'a self, decision: &'a Decision) -> impl Iterator<Item = &'a Stored<Consent>> {
        decision.rests_on.iter().filter_map(|at| self.consents.get(*at))
    }

    /// The consents a decision rests on, in words: who, what, why, until when (P2-34).
    #[must_use]
    pub fn scope(&self, decision: &Decision) -> String {
        let one = |consent: &Stored<Consent>| {
            let what = consent.categories.iter().map(|category| category.title()).collect::<Vec<_>>().join(", ");
            let why = consent.purposes.iter().map(|purpose| purpose.title()).collect::<Vec<_>>().join(", ");
            let until = match consent.expires {
                crate::consent::Expiry::On(day) => format!("until {day}"),
                crate::consent::Expiry::EndOfTreatment => "until treatment ends".to_owned(),
                crate::consent::Expiry::None => "until it is withdrawn".to_owned(),
            };
            format!("Consent signed {}. Information: {what}. Purpose: {why}. In force {until}.", consent.signed_on)
        };
        self.rests_on(decision).map(one).collect::<Vec<_>>().join(" ")
    }
}

/// What somebody wants to send outside.
#[derive(Clone, Debug)]
pub struct ToOutsideRequest<'a> {
    /// To whom.
    pub party: Party,
    /// For what.
    pub purpose: Purpose,
    /// Which information.
    pub categories: Categories,
    /// On what it rests.
    pub ground: Ground,
    /// Whether somebody decided to go on where the law permits and does not compel.
    pub is_decided_by_a_person: bool,
    /// What leaves, briefly, for the accounting.
    pub description: &'a str,
    /// How it leaves, for the accounting: `paper packet`.
    pub channel: &'a str,
}

impl ToOutsideRequest<'_> {
    fn at(&self, cx: &Context<'_>) -> Request {
        Request {
            party: self.party.clone(),
            purpose: self.purpose,
            categories: self.categories,
            ground: self.ground.clone(),
            is_all_or_nothing: false,
            is_decided_by_a_person: self.is_decided_by_a_person,
            at: cx.now,
            today: cx.today(),
        }
    }
}

/// What would leave, what would stay and why; nothing leaves by asking.
///
/// # Errors
/// The database's own.
pub fn preview(cx: &Context<'_>, patient: PatientId, request: &ToOutsideRequest<'_>) -> Result<(Decision, String), Refusal> {
    let known = Known::of(cx, patient)?;
    let decision = decide(&known.facts(), &request.at(cx));
    let scope = known.scope(&decision);
    Ok((decision, scope))
}

/// What became of a packet: what it was made into, and the hash under which that is kept.
#[derive(Debug)]
pub struct Left<R> {
    /// What it was made into.
    pub made: R,
    /// SHA-256 of the file, when one is kept.
    pub sha256: Option<String>,
}

/// Opens an envelope about one patient for somebody outside, without what may not leave, with notice and scope; lets `leave` make of it
/// what leaves; and writes the accounting row in the same transaction (P2-40).
///
/// # Errors
/// [`Refusal::NotFound`] when it is not theirs to send; [`Refusal::Refused`] with every reason; whatever `leave` refuses. Nothing leaves
/// and nothing is written.
pub fn to_outside<T: Trim, R>(
    cx: &Context<'_>,
    envelope: Guarded<T>,
    request: &ToOutsideRequest<'_>,
    leave: impl FnOnce(&Released<Packet<T>, ToOutside>) -> Result<Left<R>, Refusal>,
) -> Result<(R, Disclosure), Refusal> {
    cx.require_when(Action::Disclose, envelope.kind, envelope.circumstances)?;
    let About::Patient(patient) = envelope.about else {
        return Err(Refusal::Fault("a disclosure concerns one patient at a time".into()));
    };
    let known = Known::of(cx, patient)?;
    let decision = decide(&known.facts(), &request.at(cx));
    if decision.outcome != Outcome::Allow {
        return Err(refused(&decision));
    }
    let notice = decision.notice.ok_or_else(|| Refusal::Fault("a disclosure without its notice".into()))?;
    let mut content = envelope.content;
    content.keep_only(decision.released);
    let scope = known.scope(&decision);
    let packet = Packet { content, notice: notice.text.clone(), scope, redisclosure: decision.redisclosure };
    let left = leave(&Released::new(packet))?;
    let row = Row {
        party: &request.party,
        purpose: request.purpose,
        channel: request.channel,
        description: request.description,
        sha256: left.sha256,
    };
    let disclosure = account(cx, patient, &known, &decision, rested(&request.ground), row)?;
    Ok((left.made, disclosure))
}

/// Opens an envelope with figures for a public health authority, when nothing in them points to anybody (42 CFR 2.54; P2-44). There is no
/// row in anybody's account, because it is about nobody; `leave` writes down what left, in the same transaction.
///
/// # Errors
/// [`Refusal::NotFound`] or [`Refusal::Refused`] when it is not theirs to hand over; [`Refusal::Refused`] with every reason of the gate;
/// whatever `leave` refuses. Nothing leaves and nothing is written then.
pub fn to_public_health<R>(
    cx: &Context<'_>,
    envelope: Guarded<Table>,
    party: &Party,
    leave: impl FnOnce(&Released<Table, ToOutside>) -> Result<R, Refusal>,
) -> Result<R, Refusal> {
    cx.require_when(Action::Disclose, envelope.kind, envelope.circumstances)?;
    let is_deidentified = envelope.content.is_deidentified().map_err(Refusal::Fault)?;
    if let About::Patient(_) = envelope.about {
        return Err(Refusal::Fault("figures for public health are about nobody".into()));
    }
    let request = Request {
        party: party.clone(),
        purpose: Purpose::Report,
        categories: Categories::of(&[Category::EntireRecord]),
        ground: Ground::PublicHealth { is_deidentified },
        is_all_or_nothing: true,
        is_decided_by_a_person: false,
        at: cx.now,
        today: cx.today(),
    };
    let decision = decide(&Facts::default(), &request);
    if decision.outcome != Outcome::Allow {
        return Err(refused(&decision));
    }
    leave(&Released::new(envelope.content))
}

fn rested(ground: &Ground) -> Rested {
    match ground {
        Ground::Consent => Rested::OnConsent,
        Ground::Person => Rested::OnOwnRight,
        Ground::Emergency(_) => Rested::OnEmergency,
        Ground::Court => Rested::OnOrder,
        Ground::Service { .. } => Rested::OnService,
        Ground::Audit { .. } => Rested::OnAudit,
        Ground::PublicHealth { .. } => Rested::OnPublicHealth,
        Ground::CrimeOnPremises => Rested::OnCrime,
        Ground::ChildAbuse => Rested::OnChildAbuse,
        Ground::Death => Rested::OnDeath,
    }
}

/// What the accounting says beside the decision.
struct Row<'a> {
    party: &'a Party,
    purpose: Purpose,
    channel: &'a str,
    description: &'a str,
    sha256: Option<String>,
}

/// Writes the accounting row (P2-40 step 9, P2-49).
fn account(
    cx: &Context<'_>,
    patient: PatientId,
    known: &Known,
    decision: &Decision,
    rested: Rested,
    row: Row<'_>,
) -> Result<Disclosure, Refusal> {
    let mut consents =
        known.rests_on(decision).map(|stored| ConsentVersion { consent: stored.id, version: stored.version }).collect::<Vec<_>>();
    let first = if consents.is_empty() { None } else { Some(consents.remove(0)) };
    let disclosure = Disclosure {
        id: cx.new_id(),
        patient,
        recipient: row.party.name.clone(),
        address: row.party.address.clone(),
        listed: row.party.listed,
        status: row.party.status,
        purpose: row.purpose,
        categories: decision.released.iter().collect(),
        withheld: decision.withheld.iter().map(|one| one.category).collect(),
        rested,
        basis: first.map(|one| one.consent),
        basis_version: first.map(|one| one.version),
        further: consents,
        channel: row.channel.to_owned(),
        description: row.description.to_owned(),
        notice: decision.notice.map(|notice| notice.text.clone()).unwrap_or_default(),
        scope: known.scope(decision),
        sha256: row.sha256,
    };
    cx.tx.append(&disclosure, &cx.entry("disclosed"))?;
    Ok(disclosure)
}

/// Why nothing left: every reason, the first with its code and rule.
fn refused(decision: &Decision) -> Refusal {
    let Some(first) = decision.reasons.first() else { return Refusal::Fault("refused without a reason".into()) };
    let sentences: Vec<String> = decision.reasons.iter().map(|reason| reason.sentence()).collect();
    let remedy = match first {
        Reason::PermittedNotCompelled => "Decide with counsel, and say so in the form.",
        Reason::EmergencyIncomplete => "Fill in all four.",
        Reason::OrderRequired => "Answer that the program can neither confirm nor deny, and call counsel.",
        Reason::NoAgreement => "Record the agreement first.",
        _ => "Ask the person for a consent that covers it, or choose less.",
    };
    Refusal::refused(first.code(), first.rule(), sentences.join(" "), remedy)
}

/// A disclosure to a payer that is about to happen.
#[derive(Debug, Clone, Copy)]
pub struct ToPayerRequest<'a> {
    /// The payer.
    pub payer: PayerId,
    /// Its name, for the accounting.
    pub payer_name: &'a str,
    /// What leaves, briefly, for the accounting.
    pub description: &'a str,
    /// How it leaves, for the accounting: `claim file`.
    pub channel: &'a str,
    /// Which kinds of information leave; the consent must cover each.
    pub categories: &'a [Category],
}

/// Opens an envelope about one patient for a payer, if consents in force cover payment by that payer at this instant, and
/// writes the accounting row in the same transaction (P2-40). A claim is of use only whole: nothing is taken out of it.
///
/// # Errors
/// [`Refusal::Refused`] with the reason; nothing leaves and nothing is written.
pub fn to_payer<T>(cx: &Context<'_>, envelope: Guarded<T>, request: ToPayerRequest<'_>) -> Result<Released<T, ToPayer>, Refusal> {
    cx.require(Action::Disclose, envelope.kind)?;
    let About::Patient(patient) = envelope.about else {
        return Err(Refusal::Fault("a disclosure concerns one patient at a time".into()));
    };
    let known = Known::of(cx, patient)?;
    let party = Party::payer(request.payer, request.payer_name);
    let decision = decide(&known.facts(), &for_payment(cx, party.clone(), request.categories));
    if decision.outcome != Outcome::Allow {
        return Err(no_payment(&decision));
    }
    let row = Row {
        party: &party,
        purpose: Purpose::Payment,
        channel: request.channel,
        description: request.description,
        sha256: None,
    };
    account(cx, patient, &known, &decision, Rested::OnConsent, row)?;
    Ok(Released::new(envelope.content))
}

fn for_payment(cx: &Context<'_>, party: Party, categories: &[Category]) -> Request {
    Request {
        party,
        purpose: Purpose::Payment,
        categories: Categories::of(categories),
        ground: Ground::Consent,
        is_all_or_nothing: true,
        is_decided_by_a_person: false,
        at: cx.now,
        today: cx.today(),
    }
}

/// Whether a consent covers a claim to this payer now; the reasons otherwise. What the person asked the payer not to be told is not
/// looked at: see [`crate::restriction::in_force`].
///
/// # Errors
/// The database's own.
pub fn payment_consent(
    cx: &Context<'_>,
    patient: PatientId,
    payer: PayerId,
) -> Result<Result<(Consent, i64), Vec<Reason>>, Refusal> {
    consent_for(cx, patient, payer, &CLAIM_CATEGORIES)
}

/// Whether consents cover telling this payer so much for payment now, and the first of them; the reasons otherwise.
///
/// # Errors
/// The database's own.
pub fn consent_for(
    cx: &Context<'_>,
    patient: PatientId,
    payer: PayerId,
    categories: &[Category],
) -> Result<Result<(Consent, i64), Vec<Reason>>, Refusal> {
    let consents = store::consents_of(cx.tx, patient)?;
    let facts = Facts { consents: consents.iter().map(|stored| &stored.record).collect(), ..Facts::default() };
    let decision = decide(&facts, &for_payment(cx, Party::payer(payer, ""), categories));
    let first = decision.rests_on.first().and_then(|at| consents.get(*at));
    Ok(first.map(|stored| (stored.record.clone(), stored.version)).ok_or(decision.reasons))
}

/// Of these people, each with a payer, those whose consents cover payment by that payer now, as [`payment_consent`]. Nothing leaves by
/// it: it is how a day knows whether it could.
///
/// # Errors
/// The database's own.
pub fn consenting_to_payment(cx: &Context<'_>, wanted: &HashMap<PatientId, PayerId>) -> Result<HashSet<PatientId>, Refusal> {
    let patients: Vec<PatientId> = wanted.keys().copied().collect();
    let mut consents: HashMap<PatientId, Facts<'_>> = HashMap::new();
    let all = store::consents_of_each(cx.tx, &patients)?;
    for stored in &all {
        consents.entry(stored.patient).or_default().consents.push(&stored.record);
    }
    let covers = |patient: &PatientId, facts: &Facts<'_>| {
        let Some(payer) = wanted.get(patient) else { return false };
        decide(facts, &for_payment(cx, Party::payer(*payer, ""), &CLAIM_CATEGORIES)).outcome == Outcome::Allow
    };
    Ok(consents.iter().filter(|(patient, facts)| covers(patient, facts)).map(|(patient, _)| *patient).collect())
}

fn no_payment(decision: &Decision) -> Refusal {
    if decision.reasons.contains(&Reason::KeptBack) {
        let sentence = "The person pays for themself and asked that this payer learns nothing.";
        return Refusal::refused("payer_restricted", "P2-50", sentence, "Bill the person, or ask them to lift the restriction.");
    }
    let why = match decision.reasons.first() {
        None | Some(Reason::NoConsent) => "There is no consent to disclose to this payer.",
        Some(Reason::Consent(Gap::Expired)) => "The consent to disclose to this payer has ended.",
        Some(Reason::Consent(Gap::Revoked)) => "The consent to disclose to this payer was withdrawn.",
        Some(_) => "No consent covers what this payer would be told.",
    };
    Refusal::refused("no_payment_consent", "P2-20", why, "Ask the person, or bill them as self-pay.")
}
