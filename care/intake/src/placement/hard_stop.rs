//! The hard stops (LC-09…22), looked at before anything else and each on its own, so that none can hide another.
//!
//! A stop fires on a danger that was answered. Where only the time of the last use is unknown (LC-15, LC-16) the sign itself is
//! danger enough: the stop fires and the missing answer is named.

use std::borrow::Cow;

use super::Answers;
use super::advice::{Check, Disposition, Found, Need};
use super::answers::{ALCOHOL_OR_SEDATIVE, DANGEROUS_IN_PREGNANCY, Rating};
use super::table::Table;

/// A stop: which rule, what it looks for, what it leads to, and how it looks.
type Stop = (&'static str, &'static str, Disposition, fn(&Answers, &Table, &mut Look));

/// Every stop, in the order of its rule.
const STOPS: &[Stop] = &[
    ("LC-09", "an emergency now", Disposition::Emergency, emergency),
    ("LC-10", "intent or a plan for suicide, or recent suicidal behavior", Disposition::Crisis, suicide_crisis),
    ("LC-11", "thoughts of a way to die, or suicidal behavior longer ago", Disposition::MedicalToday, suicide_risk),
    ("LC-12", "a sign of suicidal thoughts without a suicide screen", Disposition::None, suicide_screen_missing),
    ("LC-13", "danger to others", Disposition::Crisis, harm),
    ("LC-14", "acute psychosis or mania", Disposition::Crisis, cannot_take_part),
    ("LC-15", "withdrawal that may become dangerous", Disposition::MedicalToday, complicated_withdrawal),
    ("LC-16", "moderate withdrawal from alcohol or sedatives", Disposition::MedicalToday, moderate_withdrawal),
    ("LC-17", "an unstable body", Disposition::MedicalToday, unstable_body),
    ("LC-18", "intoxication", Disposition::Defer, intoxicated),
    ("LC-19", "pregnancy with dependence on opioids, alcohol or sedatives", Disposition::MedicalToday, pregnant),
    ("LC-20", "injecting, or an overdose in the past 30 days", Disposition::Priority, injecting),
    ("LC-21", "an age for which the table is not made", Disposition::Adolescent, adolescent),
    ("LC-22", "violence or trafficking at home", Disposition::None, unsafe_home),
];

/// What a look at one stop finds.
#[derive(Default)]
struct Look {
    because: Vec<String>,
    is_unknown: bool,
    disposition: Option<Disposition>,
}

impl Look {
    /// A trigger with its words.
    fn when(&mut self, answer: Option<bool>, words: impl FnOnce() -> String) {
        match answer {
            Some(true) => self.because.push(words()),
            Some(false) => {}
            None => self.is_unknown = true,
        }
    }

    /// A list that was or was not asked.
    fn any<T: Copy>(&mut self, asked: Option<&Vec<T>>, title: fn(T) -> &'static str) {
        match asked {
            Some(signs) => self.because.extend(signs.iter().map(|sign| title(*sign).to_owned())),
            None => self.is_unknown = true,
        }
    }
}

/// Every stop, looked at.
#[must_use]
pub fn check(answers: &Answers, table: &Table) -> Vec<Check> {
    STOPS
        .iter()
        .map(|(rule, looks_for, leads_to, look)| {
            let mut seen = Look::default();
            look(answers, table, &mut seen);
            let found = match (seen.because.is_empty(), seen.is_unknown) {
                (false, _) => Found::Fired,
                (true, true) => Found::NotAsked,
                (true, false) => Found::Clear,
            };
            Check {
                rule: Cow::Borrowed(rule),
                looks_for: Cow::Borrowed(looks_for),
                found,
                leads_to: seen.disposition.unwrap_or(*leads_to),
                because: seen.because,
            }
        })
        .collect()
}

/// The ratings after the stops have spoken: LC-15 lifts W to 3, LC-16 to 2, LC-17 B to 3, LC-22 sets E to 4. A dimension that
/// nobody rated stays unrated, except E, which LC-22 settles.
pub(super) fn lifted(answers: &Answers, checks: &[Check]) -> Answers {
    let mut next = answers.clone();
    let fired = |rule: &str| checks.iter().any(|check| check.rule == rule && check.found == Found::Fired);
    let at_least = |rated: Option<Rating>, least: Rating| rated.map(|rated| rated.max(least));
    if fired("LC-16") {
        next.withdrawal = at_least(next.withdrawal, Rating::MODERATE);
    }
    if fired("LC-15") {
        next.withdrawal = at_least(next.withdrawal, Rating::SEVERE);
    }
    if fired("LC-17") {
        next.body = at_least(next.body, Rating::SEVERE);
    }
    if fired("LC-22") {
        next.environment = Some(Rating::IMMINENT);
    }
    next
}

/// What a fired stop still has to know.
pub(super) fn needs(answers: &Answers, checks: &[Check]) -> Vec<Need> {
    let mut found = Vec::new();
    for check in checks.iter().filter(|check| check.found == Found::Fired) {
        match check.rule.as_ref() {
            "LC-12" => found.push(Need::SuicideScreen),
            "LC-15" | "LC-16" if used_in_72_hours(answers).is_none() && !found.contains(&Need::LastUse) => {
                found.push(Need::LastUse);
            }
            "LC-17" if answers.is_medical_emergency.is_none() => found.push(Need::EmergencyJudgment),
            _ => {}
        }
    }
    found
}

/// LC-09.
fn emergency(answers: &Answers, table: &Table, look: &mut Look) {
    look.any(answers.emergency.as_ref(), super::answers::EmergencySign::title);
    let has_fever = answers.temperature_tenths.map(|tenths| tenths >= table.limits.fever_tenths);
    // A fever that was not measured is not asked of everybody: it only counts with confusion.
    if has_fever == Some(true) && answers.is_confused != Some(false) {
        look.when(answers.is_confused, || "a high fever with confusion".to_owned());
    }
}

/// LC-10.
fn suicide_crisis(answers: &Answers, _: &Table, look: &mut Look) {
    let screen = &answers.suicide;
    look.when(screen.intent, || "C-SSRS question 4: some intent in the past month".to_owned());
    look.when(screen.plan, || "C-SSRS question 5: a plan with intent in the past month".to_owned());
    look.when(screen.behavior_in_3_months, || "C-SSRS question 6: suicidal behavior in the past three months".to_owned());
}

/// LC-11.
fn suicide_risk(answers: &Answers, _: &Table, look: &mut Look) {
    let screen = &answers.suicide;
    look.when(screen.method, || "C-SSRS question 3: thought of a way, in the past month".to_owned());
    // Behavior in the past three months is LC-10's.
    let longer_ago = screen.behavior_ever.map(|ever| ever && screen.behavior_in_3_months != Some(true));
    look.when(longer_ago, || "C-SSRS question 6: suicidal behavior longer ago".to_owned());
}

/// LC-12.
fn suicide_screen_missing(answers: &Answers, table: &Table, look: &mut Look) {
    let is_missing = answers.phq9_item9.map(|item| u16::from(item) >= table.limits.phq9_item9 && !answers.suicide.is_recorded);
    look.when(is_missing, || format!("PHQ-9 item 9 is {}, no C-SSRS is recorded", answers.phq9_item9.unwrap_or_default()));
}

/// LC-13.
fn harm(answers: &Answers, _: &Table, look: &mut Look) {
    look.any(answers.harm.as_ref(), super::answers::HarmSign::title);
}

/// LC-14, and step 3's last line: a psychiatric rating of 4.
fn cannot_take_part(answers: &Answers, _: &Table, look: &mut Look) {
    look.when(answers.cannot_take_part, || "acute psychosis or mania, cannot take part safely".to_owned());
    if answers.psychiatric == Some(Rating::IMMINENT) {
        look.because.push("P is rated 4".to_owned());
    }
}

fn used_in_72_hours(answers: &Answers) -> Option<bool> {
    answers.any_substance(ALCOHOL_OR_SEDATIVE, |one| one.in_72_hours)
}

/// LC-15.
fn complicated_withdrawal(answers: &Answers, table: &Table, look: &mut Look) {
    let used = used_in_72_hours(answers);
    if used == Some(false) {
        return;
    }
    let reaches = |score: Option<u8>, limit: u16| score.map(|score| u16::from(score) >= limit);
    let score = |score: Option<u8>| score.unwrap_or_default();
    look.when(reaches(answers.ciwa, table.limits.ciwa_severe), || format!("CIWA-Ar {}", score(answers.ciwa)));
    look.when(answers.complicated_withdrawal, || "a withdrawal seizure or delirium tremens before".to_owned());
    look.when(reaches(answers.pawss, table.limits.pawss), || format!("PAWSS {}", score(answers.pawss)));
    look.when(answers.hallucinations, || "hallucinations".to_owned());
    when_used(used, look);
}

/// LC-16.
fn moderate_withdrawal(answers: &Answers, table: &Table, look: &mut Look) {
    let used = used_in_72_hours(answers);
    if used == Some(false) {
        return;
    }
    let is_moderate =
        answers.ciwa.map(u16::from).map(|score| (table.limits.ciwa_moderate..table.limits.ciwa_severe).contains(&score));
    look.when(is_moderate, || format!("CIWA-Ar {}", answers.ciwa.unwrap_or_default()));
    when_used(used, look);
}

/// The second half of a sentence about withdrawal: when alcohol or a sedative was last used.
fn when_used(used: Option<bool>, look: &mut Look) {
    if !look.because.is_empty() {
        look.because.push(match used {
            Some(_) => "alcohol or a sedative in the past 72 hours".to_owned(),
            None => "when alcohol or a sedative was last used is not known".to_owned(),
        });
    }
}

/// LC-17.
fn unstable_body(answers: &Answers, table: &Table, look: &mut Look) {
    let limits = &table.limits;
    let pressure = answers.systolic.map(|mmhg| mmhg >= limits.systolic_high || mmhg < limits.systolic_low);
    look.when(pressure, || format!("systolic blood pressure {}", answers.systolic.unwrap_or_default()));
    let pulse = answers.pulse.map(|pulse| pulse > limits.pulse_high);
    look.when(pulse, || format!("pulse {} at rest", answers.pulse.unwrap_or_default()));
    look.any(answers.medical.as_ref(), super::answers::MedicalSign::title);
    if !look.because.is_empty() && answers.is_medical_emergency == Some(true) {
        look.because.push("a clinician judges it an emergency".to_owned());
        look.disposition = Some(Disposition::Emergency);
    }
}

/// LC-18.
fn intoxicated(answers: &Answers, table: &Table, look: &mut Look) {
    look.when(answers.is_intoxicated, || "visibly intoxicated".to_owned());
    // Nobody is asked to blow: a breath that was not measured leaves nothing open.
    if let Some(thousandths) = answers.breath_alcohol_thousandths
        && thousandths >= table.limits.breath_alcohol_thousandths
    {
        look.because.push(format!("breath alcohol {}.{:03}", thousandths / 1000, thousandths % 1000));
    }
}

/// LC-19.
fn pregnant(answers: &Answers, _: &Table, look: &mut Look) {
    // Use of which nobody has said that it is no dependence counts: this stop rather looks once too often.
    let depends = answers.any_substance(DANGEROUS_IN_PREGNANCY, |one| Some(one.is_dependent != Some(false)));
    let both = match (answers.is_pregnant, depends) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    look.when(both, || "pregnant, and depends on opioids, alcohol or sedatives".to_owned());
}

/// LC-20.
fn injecting(answers: &Answers, _: &Table, look: &mut Look) {
    look.when(answers.injects, || "injects".to_owned());
    look.when(answers.overdose_in_30_days, || "an overdose in the past 30 days".to_owned());
}

/// LC-21.
fn adolescent(answers: &Answers, table: &Table, look: &mut Look) {
    look.when(answers.age.map(|age| u16::from(age) < table.limits.adult_age), || {
        format!("age {}", answers.age.unwrap_or_default())
    });
}

/// LC-22.
fn unsafe_home(answers: &Answers, _: &Table, look: &mut Look) {
    look.any(answers.home.as_ref(), super::answers::HomeDanger::title);
}
