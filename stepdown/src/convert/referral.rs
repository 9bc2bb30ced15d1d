//! A document (C-CDA, FHIR) as read → the content of a referral. Every statement arrives, with its section and what else the sender said
//! in its note; what could not be read stays listed, and what the form has no place for is listed with it.

use episode::patient::Address;
use intake::referral::{DocumentAsRead, PatientAsSent, ReferralContent, ReferralItem, ReferralSection, SentAttachment};
use migrate_in::{Contact, FileKind, Item, Measurement, PatientSaid, ReferralDocument, SubstanceSource};

/// Opens a file of any kind that is taken in.
///
/// # Errors
/// A stable code and a sentence with the remedy.
pub fn open(bytes: &[u8]) -> Result<DocumentAsRead, (&'static str, String)> {
    let opened = migrate_in::open(bytes).map_err(|refusal| (refusal.code(), refusal.to_string()));
    opened.map(|(kind, document)| as_read(kind, &document))
}

/// A file that was opened, in the form that intake takes in.
#[must_use]
pub fn as_read(kind: FileKind, document: &ReferralDocument) -> DocumentAsRead {
    let media_type = kind.media_type().to_owned();
    DocumentAsRead { content: content(document), media_type, attachments: attachments(document) }
}

/// Files inside; what they are is seen by their content where it is known.
fn attachments(document: &ReferralDocument) -> Vec<SentAttachment> {
    let of = |title: Option<&String>, sent: Option<&String>, bytes: &[u8]| {
        let kind = FileKind::recognize(bytes);
        let sent = sent.map_or("application/octet-stream", String::as_str);
        let media_type = if kind.is_pages() { kind.media_type() } else { sent }.to_owned();
        SentAttachment { title: title.cloned(), media_type, bytes: bytes.to_vec() }
    };
    let embedded = document.embedded.iter().map(|one| of(document.title.as_ref(), one.media_type.as_ref(), &one.content));
    let others = document.attachments.iter().map(|one| of(one.title.as_ref(), one.media_type.as_ref(), &one.content));
    embedded.chain(others).filter(|one| !one.bytes.is_empty()).collect()
}

/// What a document says, in the form that intake keeps.
#[must_use]
pub fn content(document: &ReferralDocument) -> ReferralContent {
    let mut unread: Vec<String> = document.unread.iter().map(|one| format!("{}: {}", one.path, one.why)).collect();
    unread.extend(without_a_place(document));
    ReferralContent {
        document_id: some(&document.id),
        title: document.title.clone(),
        type_code: document.type_code.clone(),
        created: document.created.clone(),
        author: author(document),
        custodian: document.custodian.clone(),
        patient: patient(&document.patient),
        problems: each(&document.problems, |one| {
            let status = one.clinical_status.clone().or_else(|| one.item.status.clone());
            ReferralItem { status, note: note([said("section", &one.section)], &one.item), ..item(&one.item) }
        }),
        medications: each(&document.medications, |one| ReferralItem {
            dose: one.dose.clone(),
            note: note(
                [
                    said("", &one.sig),
                    said("route", &one.route),
                    said("", &one.frequency),
                    listed("for", &one.indications),
                    said("section", &one.section),
                ],
                &one.item,
            ),
            ..item(&one.item)
        }),
        allergies: each(&document.allergies, |one| ReferralItem {
            status: one.clinical_status.clone().or_else(|| one.item.status.clone()),
            reactions: one.reactions.iter().map(reaction).collect(),
            note: note([said("", &one.kind), said("severity", &one.severity)], &one.item),
            ..item(&one.item)
        }),
        results: each(&document.results, measured),
        vitals: each(&document.vitals, measured),
        procedures: each(&document.procedures, |one| ReferralItem { note: note([], &one.item), ..item(&one.item) }),
        encounters: each(&document.encounters, |one| ReferralItem {
            note: note([said("place", &one.place), listed("diagnoses", &one.diagnoses)], &one.item),
            ..item(&one.item)
        }),
        immunizations: each(&document.immunizations, |one| ReferralItem {
            dose: one.dose.clone(),
            note: note([said("lot", &one.lot)], &one.item),
            ..item(&one.item)
        }),
        social_history: each(&document.social_history, |one| ReferralItem {
            value: one.value.clone(),
            note: note([said("answer code", &one.value_concept.code)], &one.item),
            ..item(&one.item)
        }),
        substance_use: each(&document.substance_use, |one| ReferralItem {
            display: one.what.clone(),
            value: one.value.clone(),
            low: one.low.clone(),
            high: one.high.clone(),
            is_negated: one.is_negated,
            note: Some(
                match one.source {
                    SubstanceSource::SocialHistory => "section: social history",
                    SubstanceSource::Problem => "section: problems",
                }
                .to_owned(),
            ),
            ..ReferralItem::default()
        }),
        others: each(&document.others, |one| ReferralItem {
            value: one.value.clone(),
            note: note([said("section", &one.section), some(&one.class)], &one.item),
            ..item(&one.item)
        }),
        contacts: each(&document.contacts, named_beside),
        attachments: Vec::new(),
        sections: each(&document.sections, |one| ReferralSection {
            loinc: one.loinc.clone(),
            title: one.title.clone(),
            text: one.narrative.clone(),
        }),
        unread,
    }
}

fn each<T, U>(all: &[T], one: impl Fn(&T) -> U) -> Vec<U> {
    all.iter().map(one).collect()
}

fn item(item: &Item) -> ReferralItem {
    ReferralItem {
        display: item.concept.display.clone(),
        code: item.concept.code.clone(),
        system: item.concept.system.clone(),
        also: also(item),
        low: item.low.clone(),
        high: item.high.clone(),
        status: item.status.clone(),
        is_negated: item.is_negated,
        path: some(&item.path),
        ..ReferralItem::default()
    }
}

/// The same statement in other code systems, where the sender names them.
fn also(item: &Item) -> Vec<(String, String)> {
    let other = |(code, system, _): &(String, Option<String>, Option<String>)| Some((system.clone()?, code.clone()));
    item.concept.translations.iter().filter_map(other).collect()
}

fn measured(one: &Measurement) -> ReferralItem {
    let parts =
        [said("panel", &one.panel), said("interpretation", &one.interpretation), said("reference range", &one.reference_range)];
    ReferralItem { value: one.value.clone(), note: note(parts, &one.item), ..item(&one.item) }
}

fn reaction(one: &migrate_in::Reaction) -> String {
    match &one.severity {
        Some(severity) => format!("{} ({severity})", one.display),
        None => one.display.clone(),
    }
}

/// What the sender says beside the statement's own fields, the same in other code systems and the statement's own words included.
fn note<const N: usize>(parts: [Option<String>; N], item: &Item) -> Option<String> {
    let mut all: Vec<String> = parts.into_iter().flatten().collect();
    for (code, system, display) in &item.concept.translations {
        if item.concept.code.as_ref() != Some(code) {
            let words = [system.as_deref(), Some(code), display.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            all.push(format!("also {words}"));
        }
    }
    match item.mood.as_deref() {
        None | Some("EVN") => {}
        Some("INT") => all.push("intended".to_owned()),
        Some("RQO") => all.push("requested".to_owned()),
        Some(mood) => all.push(format!("mood {mood}")),
    }
    if let Some(null) = item.concept.null_flavor.as_ref().filter(|_| item.concept.code.is_none()) {
        all.push(format!("code withheld or unknown ({null})"));
    }
    let own_words = item.text.as_ref().filter(|text| Some(*text) != item.concept.display.as_ref());
    all.extend(own_words.map(|text| format!("“{text}”")));
    (!all.is_empty()).then(|| all.join("; "))
}

fn said(what: &str, value: &Option<String>) -> Option<String> {
    let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty())?;
    Some(if what.is_empty() { value.to_owned() } else { format!("{what}: {value}") })
}

fn listed(what: &str, values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| format!("{what}: {}", values.join(", ")))
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The first author who is a person, else the first device.
fn author(document: &ReferralDocument) -> Option<String> {
    let of = |one: &migrate_in::Author| {
        let person = one.name.as_ref().map(|name| name.readable.clone()).filter(|name| !name.is_empty());
        match (person, &one.organization) {
            (Some(person), Some(organization)) => Some(format!("{person}, {organization}")),
            (Some(person), None) => Some(person),
            (None, _) => None,
        }
    };
    let device = || document.authors.iter().find_map(|one| one.device.clone().or_else(|| one.organization.clone()));
    document.authors.iter().find_map(of).or_else(device)
}

fn patient(said: &PatientSaid) -> PatientAsSent {
    let of = |is_wanted: &dyn Fn(&str) -> bool| {
        let wanted = said.telecoms.iter().filter(|one| is_wanted(&one.scheme) && !one.value.is_empty());
        wanted.map(|one| one.value.clone()).collect::<Vec<_>>()
    };
    PatientAsSent {
        given: said.given.clone(),
        family: said.family.clone(),
        birth_date: said.birth_day,
        birth_as_sent: said.birth.clone(),
        gender: said.gender.clone(),
        ids: said.ids.clone(),
        phones: of(&|scheme| matches!(scheme, "tel" | "")),
        emails: of(&|scheme| scheme == "mailto"),
        address: home(said),
        language: said.languages.first().cloned(),
    }
}

/// Somebody named beside the patient: the name, how to reach them, who they are.
fn named_beside(contact: &Contact) -> ReferralItem {
    let name = contact.name.as_ref().map(|name| name.readable.clone()).filter(|name| !name.is_empty());
    let reached: Vec<String> = contact.telecoms.iter().map(|one| one.value.clone()).collect();
    let lives: Vec<String> = contact.addresses.iter().map(place).collect();
    ReferralItem {
        display: name.or_else(|| contact.relation.clone()),
        value: Some(reached.join(", ")).filter(|words| !words.is_empty()),
        note: [said("relation", &contact.relation), listed("lives at", &lives)]
            .into_iter()
            .flatten()
            .reduce(|one, more| format!("{one}; {more}")),
        ..ReferralItem::default()
    }
}

/// The home address: the one marked so, else the first.
fn home(said: &PatientSaid) -> Option<Address> {
    let is_home = |one: &&migrate_in::Address| one.use_code.as_deref().is_some_and(|code| code.starts_with(['H', 'h']));
    let sent = said.addresses.iter().find(is_home).or_else(|| said.addresses.first())?;
    let zip: String = sent.postal_code.iter().flat_map(|code| code.chars()).filter(char::is_ascii_digit).collect();
    let address = Address {
        lines: sent.lines.clone(),
        city: sent.city.clone().unwrap_or_default(),
        state: sent.state.clone().unwrap_or_default(),
        zip,
    };
    let is_empty = address.lines.is_empty() && address.city.is_empty() && address.zip.is_empty();
    (!is_empty).then_some(address)
}

/// What was read and has no field of its own in the form; listed, so that nothing is dropped.
fn without_a_place(document: &ReferralDocument) -> Vec<String> {
    let said = &document.patient;
    let mut all = Vec::new();
    let mut keep = |what: &str, value: Option<String>| all.extend(value.map(|value| format!("{what}: {value}")));
    let main = format!("{} {}", said.given, said.family);
    for name in said.names.iter().map(|name| name.readable.clone()).filter(|name| *name != main && !name.is_empty()) {
        keep("patient, name as sent", Some(name));
    }
    for one in said.telecoms.iter().filter(|one| !matches!(one.scheme.as_str(), "tel" | "" | "mailto")) {
        keep("patient, reached by", Some(format!("{} {}", one.scheme, one.value)));
    }
    let kept = home(said);
    for one in said.addresses.iter().filter(|one| kept.as_ref().is_none_or(|kept| kept.lines != one.lines)) {
        keep("patient, another address", Some(place(one)));
    }
    keep("patient, marital status", said.marital_status.clone());
    keep("patient, race", listed("as sent", &said.races));
    keep("patient, ethnicity", listed("as sent", &said.ethnicities));
    keep("patient, religion", said.religion.clone());
    keep("patient, deceased", said.deceased.clone());
    keep("patient, registered with", said.provider_organization.clone());
    keep("patient, other languages", listed("as sent", said.languages.get(1..).unwrap_or_default()));
    if let Some(stay) = &document.stay {
        let parts = [&stay.kind, &stay.low, &stay.high, &stay.disposition, &stay.facility];
        let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        keep("the stay it came out of", (!words.is_empty()).then(|| words.join(", ")));
    }
    keep("confidentiality as sent", document.confidentiality.clone().filter(|code| code != "N"));
    for id in &document.replaces {
        keep("replaces an earlier document", Some(id.clone()));
    }
    if let Some(embedded) = &document.embedded {
        let kind = embedded.media_type.clone().unwrap_or_else(|| "unknown kind".to_owned());
        keep("an embedded file, in the original", Some(format!("{kind}, {} bytes", embedded.content.len())));
    }
    all
}

fn place(address: &migrate_in::Address) -> String {
    let tail = [&address.city, &address.state, &address.postal_code, &address.country];
    let parts = address.lines.iter().chain(tail.into_iter().flatten());
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[path = "referral_tests.rs"]
mod tests;
