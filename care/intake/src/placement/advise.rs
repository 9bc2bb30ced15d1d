//! The decision itself, read top to bottom: stops, what is missing, floors, merge, what was tried, what was just left.
//!
//! It reads nothing but its two arguments, so the same answers and table always give the same advice (LC-24).

use super::advice::{Advice, Alternative, Check, Disposition, Fired, Found, Lock, Need, Service, Suggestion, doubts};
use super::answers::{Dimension, Rating};
use super::floor::{self, Collected, Rated};
use super::table::Table;
use super::{Answers, Level, hard_stop, priority};

/// The advice for these answers by this table.
#[must_use]
pub fn advise(answers: &Answers, table: &Table) -> Advice {
    let checks = hard_stop::check(answers, table);
    let answers_lifted = hard_stop::lifted(answers, &checks);
    let mut advice = Advice {
        table_version: table.version.clone(),
        disposition: Disposition::None,
        suggestion: None,
        alternatives: Vec::new(),
        if_unavailable: None,
        medical_floor: None,
        psychosocial_floor: None,
        fired: fired_stops(&checks),
        needs: hard_stop::needs(answers, &checks),
        locks: locks(&checks),
        checks,
        priority: priority::class(answers),
        barriers: answers.barriers.clone(),
        doubts: doubts(answers),
    };
    advice.disposition = most_urgent(&advice.checks);
    if advice.checks.iter().any(withholds_the_level) {
        return advice;
    }
    let missing = missing(&answers_lifted);
    match Rated::all(&answers_lifted).filter(|_| missing.is_empty()) {
        Some(rated) => by_the_table(&answers_lifted, rated, table, &mut advice),
        None => not_enough(missing, &mut advice),
    }
    advice
}

/// Step 8: names what is missing; never guesses.
fn not_enough(missing: Vec<Need>, advice: &mut Advice) {
    let says = "A level rests on five ratings and the age; what is missing is named and nothing is guessed.".to_owned();
    let because = missing.iter().map(|need| format!("missing: {}", need.title())).collect();
    advice.fired.push(Fired { rule: "step 8".into(), says, because });
    advice.needs.splice(0..0, missing);
    if matches!(advice.disposition, Disposition::None | Disposition::Priority) {
        advice.disposition = advice.disposition.min(Disposition::InsufficientData);
    }
}

fn missing(answers: &Answers) -> Vec<Need> {
    let unrated = Dimension::ALL.iter().filter(|one| answers.rating(**one).is_none()).filter_map(|one| Need::of(*one));
    unrated.chain(answers.age.is_none().then_some(Need::Age)).collect()
}

/// Steps 1 to 7.
fn by_the_table(answers: &Answers, rated: Rated, table: &Table, advice: &mut Advice) {
    let mut into = Collected::default();
    let has_complications = advice.has_fired("LC-15");
    let medical = floor::medical(answers, rated, table, has_complications, &mut into);
    let Some((cell, level)) = floor::psychosocial(answers, rated, table, &mut into) else { return };
    let psychosocial = floor::psychiatric(rated.psychiatric, level, table, &mut into);
    let (merged, concurrent) = merge(medical, psychosocial, table, &mut into);
    let level = after_what_was_tried(answers, merged, table, &mut into);

    into.services.splice(0..0, concurrent.map(Service::ServicesOf));
    if psychosocial == cell.level && level == cell.level {
        into.services.splice(0..0, cell.with_services_of.map(Service::ServicesOf));
    }
    into.services.retain(|service| *service != Service::RecoveryResidence || level.is_ambulatory());
    alternatives(answers, level, merged, cell.alternative, table, &mut into, &mut advice.alternatives);
    motivation(answers, &mut into);
    into.services.extend(stop_services(&advice.checks));

    advice.medical_floor = medical;
    advice.psychosocial_floor = Some(psychosocial);
    advice.if_unavailable = next_up(level);
    advice.fired.extend(into.fired);
    advice.needs.extend(into.needs);
    advice.suggestion = Some(Suggestion { level, services: into.services });
}

/// Step 4: a sufficient medical need settles it; a smaller one goes along.
fn merge(medical: Option<Level>, psychosocial: Level, table: &Table, into: &mut Collected) -> (Level, Option<Level>) {
    let rows = &table.merge;
    let Some(medical) = medical else { return (psychosocial, None) };
    let (level, concurrent) = if medical >= rows.outright_from {
        (medical, None)
    } else if medical == rows.intensive {
        (if psychosocial <= rows.intensive_up_to { medical } else { rows.intensive_otherwise }, None)
    } else if psychosocial <= rows.outpatient_up_to {
        (medical, None)
    } else {
        (psychosocial, Some(medical))
    };
    let along = concurrent.map(|level| format!(" with the services of {level}")).unwrap_or_default();
    let because = vec![format!("medical floor {medical}"), format!("psychosocial floor {psychosocial}")];
    into.fire("step 4", format!("Both floors together give {level}{along}."), because);
    (level, concurrent)
}

/// Step 5: the same again with the same plan is not expected to help; one step up, flagged.
fn after_what_was_tried(answers: &Answers, level: Level, table: &Table, into: &mut Collected) -> Level {
    let rows = &table.history;
    let is_like =
        |one: &&super::answers::EarlierEpisode| one.level == level && one.months_ago <= rows.months && !one.is_plan_changed;
    let count = answers.earlier.iter().filter(is_like).count();
    let next = rows.ladder.iter().position(|rung| *rung == level).and_then(|at| rows.ladder.get(at + 1));
    let Some(next) = next.filter(|_| level.is_ambulatory() && count >= rows.episodes) else { return level };
    let because = vec![format!("{count} episodes at {level} in {} months that did not help, the plan unchanged", rows.months)];
    into.fire("step 5", format!("One step up, from {level} to {next}."), because);
    *next
}

/// The table's own alternative, the level before step 5, and the credit of step 6.
fn alternatives(
    answers: &Answers,
    level: Level,
    merged: Level,
    of_the_cell: Option<Level>,
    table: &Table,
    into: &mut Collected,
    found: &mut Vec<Alternative>,
) {
    if let Some(next) = of_the_cell.filter(|next| *next > level) {
        let says = "The table names it as the next best.".to_owned();
        found.push(Alternative { level: next, rule: "step 2".into(), says });
    }
    if merged != level {
        let says = "What the table gives before earlier episodes are counted; with a changed plan.".to_owned();
        found.push(Alternative { level: merged, rule: "step 5".into(), says });
    }
    let credit = &table.credit;
    let just_left = answers.discharged.filter(|from| from.days_ago <= credit.days && from.level > credit.offered);
    if let Some(from) = just_left.filter(|_| level == credit.suggested) {
        let because = vec![format!("discharged from {} {} days ago", from.level, from.days_ago)];
        let says = format!("A step down: {} may be offered for up to {} weeks.", credit.offered, credit.weeks);
        into.fire("step 6", says.clone(), because);
        found.push(Alternative { level: credit.offered, rule: "step 6".into(), says });
    }
}

/// Step 7: motivation never changes the level; it changes how people are met.
fn motivation(answers: &Answers, into: &mut Collected) {
    if let Some(rated) = answers.motivation.filter(|rated| *rated >= Rating::MODERATE) {
        into.services.push(Service::MotivationalEnhancement);
        let says = "Motivation never changes the level; motivational enhancement and outreach go along.".to_owned();
        into.fire("step 7", says, vec![format!("M is {rated}")]);
    }
}

fn stop_services(checks: &[Check]) -> Vec<Service> {
    let mut services = Vec::new();
    for check in checks.iter().filter(|check| check.found == Found::Fired) {
        match check.rule.as_ref() {
            "LC-11" => services.push(Service::SafetyPlan),
            "LC-19" => services.push(Service::PregnancyCare),
            "LC-20" => services.push(Service::Naloxone),
            "LC-22" => services.extend([Service::SafetyPlan, Service::PrivateContact]),
            _ => {}
        }
    }
    services.dedup();
    services
}

fn fired_stops(checks: &[Check]) -> Vec<Fired> {
    checks
        .iter()
        .filter(|check| check.found == Found::Fired)
        .map(|check| Fired {
            rule: check.rule.clone(),
            says: format!("Looked for {} and found it: {}.", check.looks_for, leads_to(check).to_lowercase()),
            because: check.because.clone(),
        })
        .collect()
}

/// What a fired stop leads to, in words.
fn leads_to(check: &Check) -> &'static str {
    match check.rule.as_ref() {
        "LC-12" => "cannot be signed before the suicide screen",
        "LC-22" => "E counts as 4, a safety plan, a private way to be reached",
        _ => check.leads_to.title(),
    }
}

fn locks(checks: &[Check]) -> Vec<Lock> {
    let mut locks = Vec::new();
    for check in checks.iter().filter(|check| check.found == Found::Fired) {
        let lock = match check.rule.as_ref() {
            "LC-11" => Lock::RiskAssessment,
            "LC-12" => Lock::SuicideScreen,
            _ if check.leads_to == Disposition::MedicalToday => Lock::PrescriberClears,
            _ => continue,
        };
        if !locks.contains(&lock) {
            locks.push(lock);
        }
    }
    locks
}

/// Whether no level is shown because of it.
fn withholds_the_level(check: &Check) -> bool {
    check.found == Found::Fired
        && matches!(check.leads_to, Disposition::Emergency | Disposition::Crisis | Disposition::Defer | Disposition::Adolescent)
}

/// The list of dispositions stands in the order of urgency.
fn most_urgent(checks: &[Check]) -> Disposition {
    checks.iter().filter(|check| check.found == Found::Fired).map(|check| check.leads_to).min().unwrap_or(Disposition::None)
}

/// The next more intensive level that a clinician would look for when this one is not to be had.
fn next_up(level: Level) -> Option<Level> {
    match level {
        Level::EarlyIntervention | Level::RemissionMonitoring => Some(Level::Outpatient),
        Level::Outpatient => Some(Level::IntensiveOutpatient),
        Level::MedicalOutpatient | Level::DayProgram => Some(Level::MedicalIntensiveOutpatient),
        Level::IntensiveOutpatient => Some(Level::DayProgram),
        Level::ResidentialLow | Level::ResidentialSlower => Some(Level::ResidentialHigh),
        Level::MedicalIntensiveOutpatient | Level::ResidentialHigh => Some(Level::MedicalResidential),
        Level::MedicalResidential => Some(Level::Hospital),
        Level::Hospital => None,
    }
}
