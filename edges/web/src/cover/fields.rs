//! The forms of a coverage and of a consent to be paid, once for the chart and once for somebody who is not admitted yet: the same
//! fields, the same problems; only the page around them is another.

use billing::coverage::{AddCoverage, RecordConsent};
use confidential::consent::Expiry;
use maud::{Markup, html};
use vocabulary::day::parse_day;
use vocabulary::id::{PatientId, PayerId};

use super::subscriber;
use crate::component::{ChoiceRow, Field, Problem, Select};
use crate::form::Sent;
use crate::patients::filled::{day, maybe_day, wrong};

/// The chosen payer; the first one with a problem noted when none was chosen, so that the rest of the form is judged as well.
pub(crate) fn payer(known: &[PayerId], sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<PayerId> {
    let chosen = sent.parse::<PayerId>("payer").filter(|id| known.contains(id));
    if chosen.is_none() {
        unread.push(wrong("payer", "Choose the payer."));
    }
    chosen.or_else(|| known.first().copied())
}

/// The payers to choose from, by id and name.
pub(crate) fn payers(all: impl Iterator<Item = (PayerId, String)>, sent: &Sent, problems: &[Problem]) -> Select {
    Select::new("payer", "Payer")
        .option("", "Choose")
        .options(all.map(|(id, name)| (id.to_string(), name)))
        .chosen(sent.text("payer"))
        .problems(problems)
}

/// A coverage as typed.
pub(crate) fn coverage(patient: PatientId, payer: PayerId, sent: &Sent, unread: &mut Vec<access::Problem>) -> AddCoverage {
    AddCoverage {
        patient,
        payer,
        member_id: sent.text("member_id").to_owned(),
        group_number: sent.text("group_number").to_owned(),
        from: parse_day(sent.text("from")).ok(),
        to: maybe_day(sent, "to", unread),
        subscriber: subscriber::read(sent, unread),
    }
}

/// The fields of a coverage.
pub(crate) fn coverage_fields(payers: &Select, sent: &Sent, problems: &[Problem]) -> Markup {
    html! {
        div.full { (payers) }
        (Field::text("member_id", "Member id").class("code").autocomplete("off").hint("As it stands on the card; empty when the person pays").value(sent.text("member_id")).problems(problems))
        (Field::text("group_number", "Group number").class("code").autocomplete("off").optional().value(sent.text("group_number")).problems(problems))
        (Field::date("from", "First day").value(sent.text("from")).problems(problems))
        (Field::date("to", "Last day").optional().value(sent.text("to")).problems(problems))
        (subscriber::fields(sent, problems))
    }
}

/// How a consent begins: signed today, until treatment ends, for this payer.
pub(crate) fn consent_begun(payer: &str, name: &str, today: &str) -> Sent {
    Sent::of([("payer", payer), ("patient_name_as_signed", name), ("signed_on", today), ("expires", "end_of_treatment")])
}

/// A consent as typed.
pub(crate) fn consent(
    patient: PatientId,
    payer: PayerId,
    discloser: String,
    sent: &Sent,
    unread: &mut Vec<access::Problem>,
) -> RecordConsent {
    let expires = match sent.text("expires") {
        "on" => Expiry::On(day(sent, "expires_on", unread)),
        "end_of_treatment" => Expiry::EndOfTreatment,
        _ => Expiry::None,
    };
    RecordConsent {
        patient,
        payer,
        patient_name_as_signed: sent.text("patient_name_as_signed").to_owned(),
        signed_on: parse_day(sent.text("signed_on")).ok(),
        expires,
        discloser,
    }
}

/// The fields of a consent.
pub(crate) fn consent_fields(payers: &Select, sent: &Sent, problems: &[Problem]) -> Markup {
    let until = [("end_of_treatment", "Treatment ends"), ("on", "A day")];
    html! {
        div.full { (payers) }
        div.full { dl.reads {
            div { dt { "What" } dd { "Who I am and when I came, diagnoses, services, dates and charges. Never notes." } }
            div { dt { "Why" } dd { "So that care is paid for." } }
        } }
        (ChoiceRow::one("expires", "Until").choices(until).chosen(sent.text("expires")).keys().problems(problems))
        (Field::date("expires_on", "The day it ends").optional().value(sent.text("expires_on")).problems(problems))
        (Field::text("patient_name_as_signed", "Name as signed").autocomplete("off").value(sent.text("patient_name_as_signed")).problems(problems))
        (Field::date("signed_on", "Day of signature").value(sent.text("signed_on")).problems(problems))
    }
}
