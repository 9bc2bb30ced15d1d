//! Brings a session's sheet to the pure checks before signing: completeness, individuality, name firewall.

use vocabulary::id::PatientId;

use super::sheet::{Person, Sheet};
use crate::note_check::{
    CheckedText, EarlierText, Finding, Firewall, Leader, MinutesChoice, OwnText, Participant, PersonEntry, SamenessLimits,
    SessionFacts, completeness, individuality, telehealth,
};

/// Everything found in a sheet, for the people who were there and have no signed note yet.
pub(crate) fn check(sheet: &Sheet, staff_names: &[String]) -> Vec<Finding<PatientId>> {
    let open: Vec<&Person> = sheet.people.iter().filter(|person| person.needs_note()).collect();
    let mut findings = completeness(&facts(sheet), &open.iter().map(|person| entry(sheet, person)).collect::<Vec<_>>());
    findings.extend(open.iter().filter_map(|person| {
        let by_video = sheet.telehealth(person)?;
        telehealth(&person.patient.id, by_video.person_place.is_some(), by_video.consented_on.is_some())
    }));
    findings.extend(sameness(sheet, &open));
    findings.extend(names(sheet, &open, staff_names));
    findings
}

fn facts(sheet: &Sheet) -> SessionFacts {
    let leader = |staff: &access::Staff| Leader { credential: Some(staff.credential.clone()).filter(|c| !c.is_empty()) };
    SessionFacts {
        place: Some(sheet.shared.place.clone()).filter(|place| !place.is_empty()),
        started: sheet.shared.started_at,
        ended: sheet.shared.ended_at,
        leaders: sheet.leaders.iter().map(leader).collect(),
    }
}

fn entry<'a>(sheet: &Sheet, person: &'a Person) -> PersonEntry<'a, PatientId> {
    let is_explained = !person.own.minutes_reason.trim().is_empty();
    PersonEntry {
        person: person.patient.id,
        own_text: &person.own.words,
        has_objective: person.has_active_objective(),
        is_billable: sheet.service.counts_toward_hours,
        no_objective_reason: None,
        note_minutes: Some(person.credited_minutes()),
        door_minutes: Some(person.door_minutes),
        minutes_choice: is_explained.then_some(MinutesChoice::Note),
    }
}

fn sameness(sheet: &Sheet, open: &[&Person]) -> Vec<Finding<PatientId>> {
    let earlier: Vec<Vec<EarlierText<'_>>> = open
        .iter()
        .map(|person| person.earlier.iter().map(|n| EarlierText { written_on: n.day, text: &n.own.words }).collect())
        .collect();
    let texts: Vec<OwnText<'_, PatientId>> = open
        .iter()
        .zip(&earlier)
        .map(|(person, earlier)| OwnText {
            person: person.patient.id,
            field: "words",
            text: &person.own.words,
            phrases: &[],
            earlier,
        })
        .collect();
    let names: Vec<String> = participants(sheet).into_iter().flat_map(|p| p.given.into_iter().chain(p.family)).collect();
    individuality(&texts, &names, SamenessLimits::default())
}

fn names(sheet: &Sheet, open: &[&Person], staff_names: &[String]) -> Vec<Finding<PatientId>> {
    let participants = participants(sheet);
    let firewall = Firewall::new(&participants, staff_names);
    let mut findings = firewall.check(&CheckedText {
        owner: None,
        field: "summary",
        text: &sheet.shared.summary,
        answered: &sheet.shared.answered,
    });
    for person in open {
        let checked = CheckedText {
            owner: Some(&person.patient.id),
            field: "words",
            text: &person.own.words,
            answered: &person.own.answered,
        };
        findings.extend(firewall.check(&checked));
    }
    findings
}

fn participants(sheet: &Sheet) -> Vec<Participant<PatientId>> {
    sheet
        .people
        .iter()
        .map(|person| Participant {
            person: person.patient.id,
            given: std::iter::once(person.patient.legal_name.given.clone()).chain(person.patient.chosen_given.clone()).collect(),
            family: vec![person.patient.legal_name.family.clone()],
            phones: person.patient.phones().map(|phone| phone.e164.clone()).collect(),
        })
        .collect()
}
