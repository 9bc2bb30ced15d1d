//! A person's first day with the program: registered, covered, consents signed, days authorized, admitted, planned, and
//! given places in groups. And the last: places end, the stay ends.

use confidential::consent::{Category, ConsentKind, Expiry, Purpose, Recipient};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::cast::Member;
use super::event::{Admission, AuthorizationInput, ConsentInput, Coverage, Event, What};
use super::groups::{Cohort, Group};
use super::story::Story;
use super::{Setting, earlier, event, later};
use crate::demo::dice::Dice;

/// Everything up to the first session, on the working day before it.
pub(super) fn register(setting: &Setting, member: &Member, cohort: &Cohort) -> Vec<Event> {
    let (day, person) = (member.registered_on(), &member.person);
    let start = Time::constant(10 + i8::try_from(member.cohort % 5).unwrap_or(0), 0, 0, 0);
    let start = later(start, i64::try_from(member.place).unwrap_or(0) * 4);
    let intake = cohort.here("prado");
    let at = |minutes: i64, what: What| event(day, later(start, minutes), intake.clone(), what);
    let number = person.number;
    let mut events = vec![at(
        0,
        What::RegisterPatient { person: number, input: Box::new(person.input.clone()), referred_by: person.referred_by.clone() },
    )];
    let member_id = person.member_id.clone();
    let coverage = Coverage { person: number, payer: person.payer.clone(), member_id, from: member.first_day };
    events.push(at(1, What::AddCoverage(coverage)));
    events.extend(consents(setting, member).into_iter().map(|consent| at(2, What::SignConsent(consent))));
    events.extend(
        first_authorization(setting, member, cohort)
            .map(|granted| Event { by: cohort.here("roth"), ..at(3, What::GrantAuthorization(granted)) }),
    );
    events.push(at(4, What::AdmitPatient(admission(member, cohort))));
    let plan = What::WritePlan { person: number, problems: person.plan.clone(), from: member.first_day };
    events.push(Event { by: cohort.counselor.clone(), ..at(5, plan) });
    for group in places(member, cohort) {
        let place = What::EnrollPatient { person: number, group: group.key.clone(), from: member.first_day };
        events.push(Event { by: cohort.counselor.clone(), ..at(6, place) });
    }
    events
}

/// The groups a person has a place in.
pub(super) fn places<'a>(member: &Member, cohort: &'a Cohort) -> impl Iterator<Item = &'a Group> {
    cohort.groups.iter().chain(cohort.peers.as_ref().filter(|_| member.joins_peers))
}

fn admission(member: &Member, cohort: &Cohort) -> Admission {
    let mut care_team = vec![(cohort.counselor.clone(), "primary counselor".to_owned())];
    care_team.push((cohort.here("andrade"), "case manager".to_owned()));
    if member.person.is_on_medication {
        care_team.push((cohort.here("lind"), "prescriber".to_owned()));
    }
    Admission {
        person: member.person.number,
        level: "2.1".to_owned(),
        track: cohort.track.clone(),
        from: member.first_day,
        diagnoses: member.person.diagnoses.clone(),
        care_team,
    }
}

/// The single consent to treatment, payment and operations (P2-20); for somebody who pays cash one to their physician instead; and the
/// consent to speak with probation that ended yesterday.
fn consents(setting: &Setting, member: &Member) -> Vec<ConsentInput> {
    let pays_cash = member.person.payer == "self-pay";
    let signed_on = member.registered_on();
    let doctor = || vec![Recipient::Named("Cranberry Coast Primary Care".to_owned())];
    let whole = vec![
        Category::IdentityAndAttendance,
        Category::Diagnosis,
        Category::Billing,
        Category::Plan,
        Category::ProgressSummary,
        Category::Medications,
    ];
    let consent = |kind, recipients, purposes, categories, expires| ConsentInput {
        kind,
        person: member.person.number,
        patient_name_as_signed: member.person.legal_name(),
        recipients,
        purposes,
        categories,
        expires,
        signed_on,
    };
    let mut all = vec![if pays_cash {
        consent(ConsentKind::General, doctor(), vec![Purpose::Treatment], whole, Expiry::EndOfTreatment)
    } else {
        let classes = vec![Recipient::TreatingProviders, Recipient::HealthPlans];
        consent(ConsentKind::Tpo, classes, Purpose::TPO.to_vec(), whole, Expiry::EndOfTreatment)
    }];
    if member.story == Some(Story::ConsentEnded) {
        let probation = vec![Recipient::Named("Barnstable County probation office".to_owned())];
        let few = vec![Category::IdentityAndAttendance, Category::ProgressSummary];
        let yesterday = Expiry::On(setting.today.saturating_sub(1.day()));
        all.push(consent(ConsentKind::CriminalJustice, probation, vec![Purpose::Monitoring], few, yesterday));
    } else if Dice::of(setting.seed, "consent", member.person.number as u64, 0).chance(35) {
        let few = vec![Category::Medications, Category::ProgressSummary];
        // Some end by their day: one of them soon enough that somebody should ask.
        let days = 6 * (i64::try_from(member.person.number).unwrap_or(0) % 9 + 1);
        let until = if member.person.number.is_multiple_of(3) {
            Expiry::On(setting.today.saturating_add(days.days()))
        } else {
            Expiry::EndOfTreatment
        };
        all.push(consent(ConsentKind::General, doctor(), vec![Purpose::Treatment], few, until));
    }
    all
}

fn first_authorization(setting: &Setting, member: &Member, cohort: &Cohort) -> Option<AuthorizationInput> {
    let units = member.person.units?;
    let usual = member.first_day.saturating_add((window_days(units) - 1).days());
    let to = member.story.and_then(|story| story.authorized_to(setting.today)).unwrap_or(usual);
    let days = vocabulary::day::days_from_to(member.first_day, to).filter(|day| cohort.meets(*day)).count();
    let units = if to == usual { units } else { i64::try_from(days).unwrap_or(units) };
    Some(authorization(setting, member, units, member.first_day, to))
}

/// Three days a week.
fn window_days(units: i64) -> i64 {
    (units / 3).max(1) * 7
}

/// The next authorization, granted on the last day of the one before; none where the story says otherwise.
pub(super) fn renewal(setting: &Setting, member: &Member, cohort: &Cohort, day: Date) -> Option<Event> {
    let units = member.person.units?;
    let is_told = member.story.is_some_and(|story| story.authorized_to(setting.today).is_some());
    let passed = vocabulary::day::days_between(member.first_day, day) + 1;
    if is_told || passed <= 0 || passed % window_days(units) != 0 || !member.is_there_on(day.saturating_add(1.day())) {
        return None;
    }
    let from = day.saturating_add(1.day());
    let to = day.saturating_add(window_days(units).days());
    let granted = authorization(setting, member, units, from, to);
    Some(event(day, Time::constant(15, 10, 0, 0), cohort.here("roth"), What::GrantAuthorization(granted)))
}

fn authorization(setting: &Setting, member: &Member, units: i64, from: Date, to: Date) -> AuthorizationInput {
    let mut dice = Dice::of(setting.seed, "authorization", member.person.number as u64, day_number(from));
    let letters: String = member.person.payer.chars().take(2).flat_map(char::to_uppercase).collect();
    AuthorizationInput {
        person: member.person.number,
        payer: member.person.payer.clone(),
        number: format!("{letters}-{}-{:06}", from.year(), dice.below(1_000_000)),
        code: "H0015".to_owned(),
        units,
        from,
        to,
        reviewer: format!("Utilization desk, call {:05}", dice.below(100_000)),
    }
}

/// A day as a number, for dice.
pub(super) fn day_number(day: Date) -> u64 {
    u64::try_from(vocabulary::day::days_between(Date::constant(2000, 1, 1), day)).unwrap_or(0)
}

/// The end of a stay: places first, then the stay.
pub(super) fn discharge(setting: &Setting, member: &Member, cohort: &Cohort, day: Date) -> Vec<Event> {
    let time = if cohort.is_evening() { Time::constant(21, 20, 0, 0) } else { Time::constant(14, 40, 0, 0) };
    let person = member.person.number;
    let mut events: Vec<Event> = places(member, cohort)
        .map(|group| What::EndEnrollment { person, group: group.key.clone(), last_day: day })
        .map(|what| event(day, time, cohort.counselor.clone(), what))
        .collect();
    let kind = earlier::discharge_kind(&mut Dice::of(setting.seed, "how it ended", person as u64, 0));
    let ends = What::Discharge { person, on: day, kind };
    events.push(event(day, later(time, 1), cohort.counselor.clone(), ends));
    events
}
