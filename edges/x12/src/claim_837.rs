//! What both claim files share: the envelope, the header, the levels (2000A billing provider, 2000B subscriber, 2000C patient)
//! and the parties in them. Input is a folded and checked file; output is bytes.

use crate::wire::{self, COMPONENT, Draft, REPETITION, Sink};
use crate::{Address, Claim, Envelope, Guide, Interchange837, Patient, PersonName, Practitioner, Transaction837};
use crate::{claim_837i, claim_837p};

/// A level may carry at most so many claims; the next one opens the level again.
const CLAIMS_IN_A_LEVEL: usize = 100;

/// The whole file.
pub(crate) fn bytes(file: &Interchange837, guide: Guide) -> Vec<u8> {
    let mut sink = Sink::default();
    let envelope = &file.envelope;
    interchange_header(envelope, &mut sink);
    sink.put(
        Draft::new("GS")
            .el("HC")
            .el(&envelope.sender.application_id)
            .el(&envelope.receiver.application_id)
            .el(wire::date(envelope.made_at.date()))
            .el(envelope.made_at.strftime("%H%M").to_string())
            .el(envelope.group_control_number.to_string())
            .el("X")
            .el(guide.code()),
    );
    for one in &file.transactions {
        transaction(one, guide, &mut sink);
    }
    sink.put(Draft::new("GE").el(file.transactions.len().to_string()).el(envelope.group_control_number.to_string()));
    sink.put(Draft::new("IEA").el("1").el(format!("{:09}", envelope.control_number)));
    sink.bytes()
}

/// ISA has fixed widths and announces the delimiters.
pub(crate) fn interchange_header(envelope: &Envelope, sink: &mut Sink) {
    sink.exact(&format!(
        "ISA*00*          *00*          *{}*{:<15}*{}*{:<15}*{}*{}*{REPETITION}*00501*{:09}*{}*{}*{COMPONENT}",
        envelope.sender.qualifier,
        envelope.sender.interchange_id,
        envelope.receiver.qualifier,
        envelope.receiver.interchange_id,
        envelope.made_at.strftime("%y%m%d"),
        envelope.made_at.strftime("%H%M"),
        envelope.control_number,
        u8::from(envelope.acknowledgment_requested),
        envelope.usage.code(),
    ));
}

fn transaction(transaction: &Transaction837, guide: Guide, sink: &mut Sink) {
    let number = format!("{:04}", transaction.control_number);
    sink.restart_count();
    sink.put(Draft::new("ST").el("837").el(&number).el(guide.code()));
    header(transaction, sink);
    levels(&transaction.claims, guide, sink);
    let count = sink.count() + 1;
    sink.put(Draft::new("SE").el(count.to_string()).el(number));
}

fn header(transaction: &Transaction837, sink: &mut Sink) {
    let (made, submitter, receiver) = (transaction.made_at, &transaction.submitter, &transaction.receiver);
    sink.put(
        Draft::new("BHT")
            .el("0019")
            .el("00")
            .el(&transaction.reference)
            .el(wire::date(made.date()))
            .el(made.strftime("%H%M").to_string())
            .el("CH"),
    );
    sink.put(Draft::new("NM1").el("41").el("2").el(&submitter.name).gap(4).el("46").el(&submitter.id));
    let contact = Draft::new("PER").el("IC").el(&submitter.contact_name).el("TE").el(&submitter.contact_phone);
    sink.put(match &submitter.contact_email {
        Some(email) => contact.el("EM").el(email),
        None => contact,
    });
    sink.put(Draft::new("NM1").el("40").el("2").el(&receiver.name).gap(4).el("46").el(&receiver.id));
}

/// Opens a level whenever a claim differs from the one before it, and writes the claims.
fn levels(claims: &[Claim], guide: Guide, sink: &mut Sink) {
    let (mut last, mut provider, mut subscriber, mut in_level) = (0, 0, 0, 0);
    let mut before: Option<&Claim> = None;
    for claim in claims {
        let same = Sameness::of(before, claim);
        if !same.provider {
            last += 1;
            provider = last;
            billing_provider(claim, provider, sink);
        }
        let full = in_level == CLAIMS_IN_A_LEVEL;
        if !same.subscriber || (full && matches!(claim.patient, Patient::Subscriber(_))) {
            last += 1;
            subscriber = last;
            subscriber_level(claim, subscriber, provider, sink);
            in_level = 0;
        }
        if let Patient::Dependent(_) = claim.patient
            && (!same.patient || full)
        {
            last += 1;
            dependent(claim, last, subscriber, sink);
            in_level = 0;
        }
        match guide {
            Guide::Professional => claim_837p::claim(claim, sink),
            Guide::Institutional => claim_837i::claim(claim, sink),
        }
        in_level += 1;
        before = Some(claim);
    }
}

/// How much of the levels above it a claim shares with the claim before.
struct Sameness {
    provider: bool,
    subscriber: bool,
    patient: bool,
}

impl Sameness {
    fn of(before: Option<&Claim>, claim: &Claim) -> Self {
        let Some(before) = before else { return Self { provider: false, subscriber: false, patient: false } };
        let provider = before.billing_provider == claim.billing_provider;
        let insured = before.subscriber == claim.subscriber && before.payer == claim.payer;
        let same_level = match (&before.patient, &claim.patient) {
            (Patient::Subscriber(a), Patient::Subscriber(b)) => a == b,
            (Patient::Dependent(_), Patient::Dependent(_)) => true,
            _ => false,
        };
        let subscriber = provider && insured && same_level;
        Self { provider, subscriber, patient: subscriber && before.patient == claim.patient }
    }
}

fn billing_provider(claim: &Claim, number: u32, sink: &mut Sink) {
    let provider = &claim.billing_provider;
    sink.put(Draft::new("HL").el(number.to_string()).el("").el("20").el("1"));
    if let Some(taxonomy) = &provider.taxonomy {
        sink.put(Draft::new("PRV").el("BI").el("PXC").el(taxonomy));
    }
    sink.put(Draft::new("NM1").el("85").el("2").el(&provider.name).gap(4).el("XX").el(&provider.npi));
    address(&provider.address, sink);
    sink.put(Draft::new("REF").el("EI").el(&provider.ein));
    if let Some(pay_to) = &provider.pay_to {
        sink.put(Draft::new("NM1").el("87").el("2"));
        address(pay_to, sink);
    }
}

fn subscriber_level(claim: &Claim, number: u32, parent: u32, sink: &mut Sink) {
    let subscriber = &claim.subscriber;
    let is_patient = matches!(claim.patient, Patient::Subscriber(_));
    let (children, relation) = if is_patient { ("0", "18") } else { ("1", "") };
    sink.put(Draft::new("HL").el(number.to_string()).el(parent.to_string()).el("22").el(children));
    sink.put(
        Draft::new("SBR")
            .el(subscriber.sequence.code())
            .el(relation)
            .maybe(subscriber.group_number.as_deref())
            .maybe(subscriber.group_name.as_deref())
            .gap(4)
            .el(&subscriber.filing_indicator),
    );
    sink.put(named("IL", &subscriber.name).el("MI").el(&subscriber.member_id));
    if is_patient {
        demographics(claim, sink);
    }
    sink.put(Draft::new("NM1").el("PR").el("2").el(&claim.payer.name).gap(4).el("PI").el(&claim.payer.id));
}

fn dependent(claim: &Claim, number: u32, parent: u32, sink: &mut Sink) {
    if let Patient::Dependent(dependent) = &claim.patient {
        sink.put(Draft::new("HL").el(number.to_string()).el(parent.to_string()).el("23").el("0"));
        sink.put(Draft::new("PAT").el(dependent.relationship.code()));
        sink.put(named("QC", &dependent.name));
        demographics(claim, sink);
    }
}

fn demographics(claim: &Claim, sink: &mut Sink) {
    let demographics = claim.patient.demographics();
    if let Some(home) = &demographics.address {
        address(home, sink);
    }
    sink.put(Draft::new("DMG").el("D8").el(wire::date(demographics.birth_date)).el(demographics.gender.code()));
}

/// NM1 of a person up to the suffix.
fn named(role: &str, name: &PersonName) -> Draft {
    Draft::new("NM1").el(role).el("1").el(&name.last).el(&name.first).el(&name.middle).gap(1).el(&name.suffix)
}

/// N3 and N4.
fn address(address: &Address, sink: &mut Sink) {
    sink.put(address.lines.iter().fold(Draft::new("N3"), Draft::el));
    sink.put(Draft::new("N4").el(&address.city).el(&address.state).el(&address.zip));
}

/// NM1 and PRV of somebody who treats.
pub(crate) fn practitioner(role: &str, specialty: Option<&str>, practitioner: Option<&Practitioner>, sink: &mut Sink) {
    let Some(practitioner) = practitioner else { return };
    sink.put(named(role, &practitioner.name).el("XX").el(&practitioner.npi));
    if let (Some(specialty), Some(taxonomy)) = (specialty, &practitioner.taxonomy) {
        sink.put(Draft::new("PRV").el(specialty).el("PXC").el(taxonomy));
    }
}

/// Loop 2310C or 2310E: where the services took place.
pub(crate) fn service_facility(claim: &Claim, sink: &mut Sink) {
    let Some(facility) = &claim.service_facility else { return };
    let draft = Draft::new("NM1").el("77").el("2").el(&facility.name);
    sink.put(match &facility.npi {
        Some(npi) => draft.gap(4).el("XX").el(npi),
        None => draft,
    });
    address(&facility.address, sink);
}

/// REF with a value, if there is one.
pub(crate) fn reference(qualifier: &str, value: Option<&str>, sink: &mut Sink) {
    if let Some(value) = value {
        sink.put(Draft::new("REF").el(qualifier).el(value));
    }
}

/// HI segments: at most twelve codes in each, all under one qualifier.
pub(crate) fn codes(qualifier: &str, codes: &[String], sink: &mut Sink) {
    for twelve in codes.chunks(12) {
        sink.put(twelve.iter().fold(Draft::new("HI"), |draft, code| draft.parts([qualifier, code.as_str()])));
    }
}
