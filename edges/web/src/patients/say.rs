//! How a chart says things: days, people, channels, consents, authorizations.

use billing::authorization::use_up::Alert;
use billing::payer::Payer;
use confidential::consent::{Category, Expiry, Purpose, Recipient};
use episode::Patient;
use episode::patient::{Channel, ContactPoint};
use jiff::Timestamp;
use jiff::civil::Date;
use reactions::authorizations::AuthorizationLine;
use vocabulary::ProgramZone;
use vocabulary::day::{age, days_between, short_day};
use vocabulary::id::PayerId;

use crate::component::{Meter, Tone};
use crate::words::full_day;

/// A day as people say it beside today: `today`, `tomorrow`, `yesterday`, else with its weekday.
pub(crate) fn day_words(day: Date, today: Date) -> String {
    match days_between(today, day) {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        -1 => "Yesterday".to_owned(),
        _ if day.year() == today.year() => short_day(day),
        _ => full_day(day),
    }
}

/// A moment: its time today, its day otherwise.
pub(crate) fn moment(zone: &ProgramZone, at: Timestamp, today: Date) -> String {
    let day = zone.day(at);
    if day == today { zone.clock_face(at) } else { format!("{}, {}", day_words(day, today), zone.clock_face(at)) }
}

/// `"she/her · 34 · born May 2, 1991"`.
pub(super) fn about(patient: &Patient, today: Date) -> String {
    let mut words: Vec<String> = patient.pronouns.clone().into_iter().collect();
    words.push(age(patient.birth_date, today).to_string());
    words.push(format!("born {}", full_day(patient.birth_date)));
    words.join(" · ")
}

/// How to reach somebody, and what may be said there (P2-14).
pub(super) fn permission(point: &ContactPoint) -> String {
    let mut words = vec![if point.may_leave_message { "may leave a message" } else { "no messages" }];
    if matches!(point.channel, Channel::Phone(_)) {
        words.push(if point.may_text { "may text" } else { "no texts" });
    }
    let mut said = words.join(", ");
    if let Some(name) = &point.call_as {
        said.push_str(&format!(", say “{name}”"));
    }
    said
}

/// The channel itself.
pub(super) fn channel(point: &ContactPoint) -> String {
    match &point.channel {
        Channel::Phone(phone) => phone.display(),
        Channel::Email(address) => address.clone(),
    }
}

/// A language in words.
pub(super) fn language(tag: &str) -> String {
    match tag {
        "en" => "English".to_owned(),
        "es" => "Spanish (español)".to_owned(),
        "pt" => "Portuguese (português)".to_owned(),
        "ht" => "Haitian Creole (kreyòl)".to_owned(),
        other => other.to_owned(),
    }
}

/// To whom a consent speaks.
pub(crate) fn recipients(recipients: &[Recipient], payers: &[Payer]) -> String {
    let named: Vec<(PayerId, String)> = payers.iter().map(|payer| (payer.id, payer.name.clone())).collect();
    recipients_named(recipients, &named)
}

/// The same, with payers known by their names only.
pub(crate) fn recipients_named(recipients: &[Recipient], payers: &[(PayerId, String)]) -> String {
    let one = |recipient: &Recipient| match recipient {
        Recipient::Payer(id) => {
            payers.iter().find(|(known, _)| known == id).map_or_else(|| "A payer".to_owned(), |(_, name)| name.clone())
        }
        Recipient::Named(name) => name.clone(),
        Recipient::HealthPlans => "My health plans and other payers".to_owned(),
        Recipient::TreatingProviders => "Those who treat me".to_owned(),
        Recipient::ProgramHelpers => "Those who help to run the program".to_owned(),
        Recipient::Intermediary { name, treating_only: true, .. } => format!("{name}, for those of its members who treat me"),
        Recipient::Intermediary { name, participants, .. } => format!("{name}, for {}", crate::words::list(participants)),
    };
    crate::words::list(&recipients.iter().map(one).collect::<Vec<_>>())
}

/// Which kinds of information, in plain words.
pub(super) fn categories(categories: &[Category]) -> String {
    let one = |category: &Category| {
        match category {
            Category::IdentityAndAttendance => "who I am and when I came",
            Category::Diagnosis => "diagnoses",
            Category::Billing => "services, dates and charges",
            Category::Plan => "my plan",
            Category::ProgressSummary => "a summary of how it goes",
            Category::Medications => "medicines",
            Category::Assessment => "what was found at the beginning",
            Category::Labs => "laboratory and drug tests",
            Category::DischargeSummary => "the summary at the end",
            Category::CounselingNotes => "counseling notes",
            Category::EntireRecord => "everything but counseling notes",
        }
        .to_owned()
    };
    crate::words::list(&categories.iter().map(one).collect::<Vec<_>>())
}

/// For what.
pub(super) fn purposes(purposes: &[Purpose]) -> String {
    let one = |purpose: &Purpose| {
        match purpose {
            Purpose::Payment => "so that care is paid for",
            Purpose::Treatment => "for care by others",
            Purpose::Operations => "to run the program",
            Purpose::PersonRequest => "because I asked for it",
            Purpose::Support => "so that family and friends can help",
            Purpose::Monitoring => "to show that a condition is kept",
            Purpose::Proceedings => "for legal proceedings",
            Purpose::Research => "for research",
            Purpose::Fundraising => "for fundraising",
            Purpose::Emergency => "in a medical emergency",
            Purpose::Oversight => "for an audit",
            Purpose::Report => "because the law allows a report",
        }
        .to_owned()
    };
    crate::words::list(&purposes.iter().map(one).collect::<Vec<_>>())
}

/// Until when.
pub(crate) fn expiry(expires: Expiry) -> String {
    match expires {
        Expiry::On(day) => format!("until {}", full_day(day)),
        Expiry::EndOfTreatment => "until treatment ends".to_owned(),
        Expiry::None => "until it is stopped".to_owned(),
    }
}

/// An alert in one sentence, with the day as people say it.
pub(super) fn alert(alert: Alert) -> String {
    match alert {
        Alert::Ended { on } => format!("Ended on {}.", short_day(on)),
        Alert::RunsOutEarly { on } => format!("At the current pace it is used up on {}, before it ends.", short_day(on)),
        other => other.sentence(),
    }
}

/// An authorization as a bar, and its words: `9 of 12 days used`.
pub(crate) fn burn(line: &AuthorizationLine) -> (Meter, String, String) {
    let what = if line.authorization.counts_days { "days" } else { "units" };
    let amount = |value: i64| u32::try_from(value.max(0)).unwrap_or(0);
    let meter = Meter::new(amount(line.used), amount(line.authorization.approved)).tall();
    let meter = if line.alerts.is_empty() { meter } else { meter.tone(Tone::Due) };
    let words = format!("{} of {} {what} used", line.used, line.authorization.approved);
    let alerts: Vec<String> = line.alerts.iter().map(|one| alert(*one)).collect();
    (meter, words, alerts.join(" "))
}
