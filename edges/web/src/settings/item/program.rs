//! The program itself: its names, its place, its numbers, the levels of care it offers.

use maud::{Markup, html};
use schedule::program::{Item, LevelOfCare, Program};
use vocabulary::Minutes;

use super::{Ground, Lines, begin_days, day_lines, days, key, line, read_days, text};
use crate::component::{Field, Problem, Select, Tick, wrong_words};
use crate::form::Sent;

/// How many levels of care a form has room for.
const LEVELS: usize = 8;

const SETTINGS: [(&str, &str); 7] = [
    ("freestanding_clinic", "Freestanding clinic"),
    ("hospital_outpatient", "Hospital outpatient department"),
    ("critical_access_hospital", "Critical access hospital"),
    ("community_mental_health_center", "Community mental health center"),
    ("rural_health_clinic", "Rural health clinic"),
    ("federally_qualified_health_center", "Federally qualified health center"),
    ("opioid_treatment_program", "Opioid treatment program"),
];

const ZONES: [&str; 6] =
    ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"];

const TEXTS: [(&str, &str); 11] = [
    ("public_name", "Public name"),
    ("billing_name", "Name on claims"),
    ("neutral_name", "Neutral name, for messages"),
    ("street", "Street"),
    ("city", "Town"),
    ("state", "State"),
    ("zip", "ZIP"),
    ("phone", "Telephone"),
    ("npi", "NPI"),
    ("tax_id", "Tax id"),
    ("taxonomy", "Taxonomy code"),
];

fn value<'a>(program: &'a Program, field: &str) -> &'a str {
    match field {
        "public_name" => &program.public_name,
        "billing_name" => &program.billing_name,
        "neutral_name" => &program.neutral_name,
        "street" => &program.street,
        "city" => &program.city,
        "state" => &program.state,
        "zip" => &program.zip,
        "phone" => &program.phone,
        "npi" => &program.npi,
        "tax_id" => &program.tax_id,
        "taxonomy" => &program.taxonomy,
        _ => "",
    }
}

pub(super) fn begin(program: &Program) -> Sent {
    let sent = TEXTS.iter().fold(Sent::default(), |sent, (field, _)| sent.with(*field, value(program, field)));
    let mut sent = sent
        .with("key", program.key.clone())
        .with("zone", program.zone.clone())
        .with("provider_setting", program.provider_setting.clone());
    if program.says_first_names {
        sent = sent.with("says_first_names", "yes");
    }
    for (at, level) in program.levels.iter().take(LEVELS).enumerate() {
        sent = sent
            .with(format!("level.{at}.level"), level.level.clone())
            .with(format!("level.{at}.name"), level.name.clone())
            .with(format!("level.{at}.floor"), level.weekly_floor_minutes.as_hours())
            .with(format!("level.{at}.next"), level.next_level_minutes.map(Minutes::as_hours).unwrap_or_default());
    }
    begin_days(sent, program.from, program.to)
}

pub(super) fn fields(sent: &Sent, problems: &[Problem], is_new: bool) -> Markup {
    let hint = |field: &str| match field {
        "public_name" => Some("What patients and visitors see; what it may say depends on the license"),
        "neutral_name" => Some("Says nothing about treatment"),
        "zip" => Some("All nine digits; claims need them"),
        _ => None,
    };
    let zone = if sent.text("zone").is_empty() { "America/New_York" } else { sent.text("zone") };
    let other = (!ZONES.contains(&zone)).then_some(zone);
    html! {
        (key(sent, problems, is_new))
        @for (field, label) in TEXTS {
            @let drawn = text(sent, problems, field, label);
            @match hint(field) { Some(hint) => { (drawn.hint(hint)) } None => { (drawn) } }
        }
        (Select::new("provider_setting", "Kind of provider").options(SETTINGS).chosen(sent.text("provider_setting")).problems(problems))
        (Select::new("zone", "Time zone").options(ZONES.into_iter().chain(other).map(|zone| (zone, zone))).chosen(zone).problems(problems))
        div.full { (Tick::new("says_first_names", "yes", "People see with whom an appointment is, by first name").small("On their own pages; never in a calendar").checked(sent.is_on("says_first_names"))) }
        div.full { (levels(sent, problems)) }
        (days(sent, problems))
    }
}

fn levels(sent: &Sent, problems: &[Problem]) -> Markup {
    let used = (0..LEVELS).filter(|at| !sent.text(&format!("level.{at}.level")).is_empty()).map(|at| at + 1).max().unwrap_or(0);
    html! {
        fieldset.choice id="levels" tabindex="-1" {
            legend.lab { "Levels of care" }
            @if let Some(wrong) = Problem::at(problems, "levels") { (wrong_words("levels", wrong)) }
            @for at in 0..(used + 1).min(LEVELS) {
                @let field = |part: &str| format!("level.{at}.{part}");
                div.level {
                    (Field::text(field("level"), "Level").value(sent.text(&field("level"))).placeholder("2.1").class("short").problems(problems))
                    (Field::text(field("name"), "In words").value(sent.text(&field("name"))).problems(problems))
                    (Field::number(field("floor"), "Hours a week at least").value(sent.text(&field("floor"))).problems(problems))
                    (Field::number(field("next"), "Next level from, hours").optional().value(sent.text(&field("next"))).problems(problems))
                }
            }
        }
    }
}

pub(super) fn read(ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> Program {
    let standing = match ground.standing {
        Some(Item::Program(program)) => Some(program),
        _ => None,
    };
    let (from, to) = read_days(sent, ground.today(), problems);
    let said = |field: &str| sent.text(field).to_owned();
    let digits = |field: &str| sent.text(field).chars().filter(|c| !matches!(c, '-' | ' ')).collect::<String>();
    Program {
        id: standing.map_or_else(|| ground.ids().next(ground.now()), |program| program.id),
        key: standing.map_or_else(|| said("key"), |program| program.key.clone()),
        public_name: said("public_name"),
        billing_name: said("billing_name"),
        neutral_name: said("neutral_name"),
        street: said("street"),
        city: said("city"),
        state: said("state").to_uppercase(),
        zip: digits("zip"),
        phone: said("phone"),
        npi: digits("npi"),
        tax_id: digits("tax_id"),
        taxonomy: said("taxonomy"),
        provider_setting: said("provider_setting"),
        zone: said("zone"),
        says_first_names: sent.is_on("says_first_names"),
        levels: read_levels(sent, standing.map(|program| program.levels.as_slice()).unwrap_or_default(), problems),
        // Said in the program's file alone, with who said so; a form that does not show it takes nothing of it away.
        retention: standing.map(|program| program.retention.clone()).unwrap_or_default(),
        from,
        to,
    }
}

fn read_levels(sent: &Sent, standing: &[LevelOfCare], problems: &mut Vec<Problem>) -> Vec<LevelOfCare> {
    let mut all = Vec::new();
    for at in 0..LEVELS {
        let field = |part: &str| format!("level.{at}.{part}");
        let (level, name) = (sent.text(&field("level")), sent.text(&field("name")));
        if level.is_empty() && name.is_empty() {
            continue;
        }
        let mut hours = |part: &str, is_needed: bool| match minutes(sent.text(&field(part))) {
            Ok(None) if is_needed => {
                problems.push(Problem::new(field(part), "Write the hours, like 9."));
                None
            }
            Ok(found) => found,
            Err(()) => {
                problems.push(Problem::new(field(part), "Write hours as a number, like 9 or 9.5."));
                None
            }
        };
        let (floor, next) = (hours("floor", true), hours("next", false));
        all.push(LevelOfCare {
            level: level.to_owned(),
            name: name.to_owned(),
            weekly_floor_minutes: floor.unwrap_or_default(),
            next_level_minutes: next,
            week: standing.iter().find(|one| one.level == level).map(|one| one.week.clone()).unwrap_or_default(),
        });
    }
    if all.is_empty() {
        problems.push(Problem::new("levels", "Write at least one level of care."));
    }
    all
}

/// Hours with at most one decimal, as minutes.
fn minutes(typed: &str) -> Result<Option<Minutes>, ()> {
    if typed.is_empty() {
        return Ok(None);
    }
    let (whole, tenth) = typed.split_once('.').unwrap_or((typed, "0"));
    let whole: i64 = whole.parse().map_err(|_| ())?;
    let tenth: i64 = if tenth.len() == 1 { tenth.parse().map_err(|_| ())? } else { return Err(()) };
    if (0..=168).contains(&whole) { Ok(Some(Minutes(whole * 60 + tenth * 6))) } else { Err(()) }
}

pub(super) fn lines(program: &Program) -> Lines {
    let mut all: Lines = TEXTS.iter().map(|(field, label)| line(label, value(program, field))).collect();
    let setting = SETTINGS
        .iter()
        .find(|(key, _)| *key == program.provider_setting)
        .map_or(program.provider_setting.as_str(), |(_, words)| words);
    all.push(line("Kind of provider", setting));
    all.push(line("Time zone", program.zone.clone()));
    for level in &program.levels {
        let next =
            level.next_level_minutes.map(|minutes| format!(", next level from {} hours", minutes.as_hours())).unwrap_or_default();
        let words = format!("{}, at least {} hours a week{next}", level.name, level.weekly_floor_minutes.as_hours());
        all.push(line(&format!("Level {}", level.level), words));
        for week in &level.week {
            let whom = match (&week.payer, &week.state) {
                (Some(payer), _) => format!("for {payer}"),
                (None, Some(state)) => format!("in {state}"),
                (None, None) => "for everybody".to_owned(),
            };
            let from = crate::words::full_day(week.valid_from);
            let (hours, days) = ((week.min_hours, week.max_hours), (week.min_days, week.max_days));
            let words = format!("{} to {} hours on {} to {} days {whom}, from {from} on", hours.0, hours.1, days.0, days.1);
            all.push(line(&format!("A week at {}", level.level), words));
        }
    }
    for own in &program.retention {
        let words = format!("{} years from {} on ({})", own.years, crate::words::full_day(own.valid_from), own.source);
        all.push(line("Records are kept", words));
    }
    all.extend(day_lines(program.from, program.to));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_with_at_most_one_decimal() {
        assert_eq!(minutes("9"), Ok(Some(Minutes(540))));
        assert_eq!(minutes("9.5"), Ok(Some(Minutes(570))));
        assert_eq!(minutes(""), Ok(None));
        assert!(["nine", "9.55", "-1", "200"].iter().all(|typed| minutes(typed).is_err()));
    }
}
