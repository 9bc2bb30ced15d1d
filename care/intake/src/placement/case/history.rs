//! What a case tells beside its ratings. Typed fields are taken as they are; of the fields in words only phrases that leave no doubt
//! are read (see `words`). What is not said stays not known.

use toml::{Table, Value};

use super::read::Fields;
use super::words;
use crate::placement::Level;
use crate::placement::answers::{
    Answers, EarlierEpisode, HarmSign, HomeDanger, MedicalSign, Nursing, RecentDischarge, Substance, SuicideScreen,
};

/// Fields that say nothing the advisor asks for, read so that a misspelling beside them is seen.
const TOLD_ONLY: &[&str] = &[
    "sex",
    "language",
    "psychiatric",
    "medical",
    "medications",
    "overdoses",
    "prior_treatment",
    "employment",
    "supports",
    "legal",
    "stage",
    "mandated",
    "gestation_weeks",
];

/// Fields in words of which some phrases are read.
const IN_WORDS: &[&str] = &["suicidal", "withdrawal", "living"];

/// Typed fields.
const TYPED: &[&str] = &[
    "age",
    "ciwa",
    "cows",
    "pawss",
    "pulse",
    "systolic",
    "temperature",
    "confused",
    "pregnant",
    "vitals_unstable",
    "injects",
    "overdose_in_30_days",
    "sober_support",
    "prescriber_plan",
    "nursing",
    "medical_emergency",
    "phq9_item9",
    "c_ssrs",
    "complicated_withdrawal",
    "hallucinations",
    "psychosis_or_mania",
    "homicidal_plan",
    "command_voices",
    "intoxicated",
    "breath_alcohol",
    "partner_violence",
    "trafficking",
    "remission_months",
    "substances",
    "earlier",
    "discharged_from",
    "discharged_days_ago",
];

/// Reads the history into the answers; gives back the names of fields that are not known.
pub(super) fn read(row: &Table, question: &str, into: &mut Answers, fields: &mut Fields<'_>) -> Vec<String> {
    body(row, into, fields);
    mind(row, into, fields);
    withdrawal(row, into, fields);
    home(row, into, fields);
    substances(row, question, into, fields);
    course(row, into, fields);
    let known = |key: &str| [TOLD_ONLY, IN_WORDS, TYPED].iter().any(|list| list.contains(&key));
    row.keys().filter(|key| !known(key)).map(|key| format!("history.{key}")).collect()
}

fn body(row: &Table, into: &mut Answers, fields: &mut Fields<'_>) {
    into.age = fields.number(row, "age", 120).and_then(|years| u8::try_from(years).ok());
    into.pulse = fields.number(row, "pulse", 400);
    into.systolic = fields.number(row, "systolic", 400);
    into.temperature_tenths = fields.decimal(row, "temperature", 10.0);
    into.is_confused = fields.yes_or_no(row, "confused");
    into.is_pregnant = fields.yes_or_no(row, "pregnant");
    into.is_medical_emergency = fields.yes_or_no(row, "medical_emergency");
    into.medical = fields.yes_or_no(row, "vitals_unstable").map(|is| if is { vec![MedicalSign::VitalSigns] } else { vec![] });
    into.is_intoxicated = fields.yes_or_no(row, "intoxicated");
    into.breath_alcohol_thousandths = fields.decimal(row, "breath_alcohol", 1000.0);
    if let Some(text) = fields.optional_text(row, "nursing") {
        into.nursing = Nursing::parse(&text);
        if into.nursing.is_none() {
            fields.problem("history.nursing", "must be most_days or around_the_clock");
        }
    }
}

fn mind(row: &Table, into: &mut Answers, fields: &mut Fields<'_>) {
    into.phq9_item9 = fields.number(row, "phq9_item9", 3).and_then(|item| u8::try_from(item).ok());
    into.cannot_take_part = fields.yes_or_no(row, "psychosis_or_mania");
    let harm = [(HarmSign::HomicidalPlan, "homicidal_plan"), (HarmSign::CommandVoices, "command_voices")];
    into.harm = signs(row, &harm, fields);
    if let Some(text) = fields.optional_text(row, "suicidal") {
        words::suicidal(&text, &mut into.suicide);
    }
    match row.get("c_ssrs") {
        Some(Value::Table(screen)) => {
            let answer = |fields: &mut Fields<'_>, key| fields.yes_or_no(screen, key);
            into.suicide = SuicideScreen {
                is_recorded: true,
                method: answer(fields, "method"),
                intent: answer(fields, "intent"),
                plan: answer(fields, "plan"),
                behavior_in_3_months: answer(fields, "behavior_in_3_months"),
                behavior_ever: answer(fields, "behavior_ever"),
            };
        }
        Some(other) => fields.problem("history.c_ssrs", &format!("must be a table of answers, not {other}")),
        None => {}
    }
}

fn withdrawal(row: &Table, into: &mut Answers, fields: &mut Fields<'_>) {
    let mut score = |key, most| fields.number(row, key, most).and_then(|score| u8::try_from(score).ok());
    into.ciwa = score("ciwa", 67);
    into.cows = score("cows", 48);
    into.pawss = score("pawss", 10);
    into.hallucinations = fields.yes_or_no(row, "hallucinations");
    let said = fields.optional_text(row, "withdrawal").and_then(|text| words::complicated_withdrawal(&text));
    into.complicated_withdrawal = fields.yes_or_no(row, "complicated_withdrawal").or(said);
    into.has_prescriber_plan = fields.yes_or_no(row, "prescriber_plan");
}

fn home(row: &Table, into: &mut Answers, fields: &mut Fields<'_>) {
    let said = fields.optional_text(row, "living").and_then(|text| words::sober_support(&text));
    into.has_sober_support = fields.yes_or_no(row, "sober_support").or(said);
    let home = [(HomeDanger::PartnerViolence, "partner_violence"), (HomeDanger::Trafficking, "trafficking")];
    into.home = signs(row, &home, fields);
}

fn substances(row: &Table, question: &str, into: &mut Answers, fields: &mut Fields<'_>) {
    into.injects = fields.yes_or_no(row, "injects");
    into.overdose_in_30_days = fields.yes_or_no(row, "overdose_in_30_days");
    into.remission_months = fields.number(row, "remission_months", 1200);
    let Some(value) = row.get("substances") else { return };
    let Some(rows) = value.as_array() else {
        fields.problem("history.substances", "must be written as [[case.history.substances]]");
        return;
    };
    let mut all = Vec::with_capacity(rows.len());
    for (place, one) in rows.iter().enumerate() {
        let named = format!("history.substances[{}]", place + 1);
        let Some(one) = one.as_table() else {
            fields.problem(&named, "must be a table");
            continue;
        };
        let mut text = |key: &str| fields.optional_text(one, key).unwrap_or_default();
        let (name, amount, frequency) = (text("name"), text("amount"), text("frequency"));
        let (route, last_use) = (text("route"), text("last_use"));
        if name.trim().is_empty() {
            fields.problem(&format!("{named}.name"), "is missing");
        }
        if words::is_injected(&route) {
            into.injects = Some(true);
        }
        into.remission_months = into.remission_months.or_else(|| words::months_without(&amount));
        let is_current = question == "admission";
        all.push(Substance {
            class: words::substance(&name),
            in_72_hours: words::used_in_72_hours(&last_use, &frequency, &amount, is_current),
            is_dependent: None,
        });
    }
    into.substances = Some(all);
}

/// Earlier episodes and the last discharge (steps 5 and 6).
fn course(row: &Table, into: &mut Answers, fields: &mut Fields<'_>) {
    if let Some(value) = row.get("earlier") {
        let rows = value.as_array().map(Vec::as_slice).unwrap_or_default();
        for one in rows.iter().filter_map(Value::as_table) {
            let level = fields.optional_text(one, "level").and_then(|text| Level::parse(&text));
            let months = fields.number(one, "months_ago", 1200);
            match (level, months) {
                (Some(level), Some(months_ago)) => {
                    let is_plan_changed = fields.yes_or_no(one, "plan_changed").unwrap_or(false);
                    into.earlier.push(EarlierEpisode { level, months_ago, is_plan_changed });
                }
                _ => fields.problem("history.earlier", "needs a level such as \"2.1\" and months_ago"),
            }
        }
    }
    let from = fields.optional_text(row, "discharged_from");
    let days = fields.number(row, "discharged_days_ago", 36_500);
    match (from.as_deref().map(Level::parse), days) {
        (Some(Some(level)), Some(days_ago)) => into.discharged = Some(RecentDischarge { level, days_ago }),
        (None, None) => {}
        _ => fields.problem("history.discharged_from", "needs a level such as \"3.5\", and discharged_days_ago beside it"),
    }
}

/// Signs that are fields of their own: asked when at least one of them is answered.
fn signs<T: Copy>(row: &Table, all: &[(T, &str)], fields: &mut Fields<'_>) -> Option<Vec<T>> {
    let answers: Vec<(T, Option<bool>)> = all.iter().map(|(sign, key)| (*sign, fields.yes_or_no(row, key))).collect();
    if answers.iter().all(|(_, answer)| answer.is_none()) {
        return None;
    }
    Some(answers.into_iter().filter_map(|(sign, answer)| (answer == Some(true)).then_some(sign)).collect())
}
