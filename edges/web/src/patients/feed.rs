//! What happened, newest first: notes, arrivals and absences, outreach, versions of the plan, charges and holds, what was shared.
//! Each entry is one line of fact and one of meaning, with its state. Only what the chart holds for this viewer can be here.

use billing::charge::{Charge, ChargeState};
use billing::service_day::{BillingState, ServiceDay};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use schedule::attendance::{Attendance, MarkKind};
use treatment::ProgressNote;
use treatment::progress_note::Standing;
use vocabulary::ProgramZone;

use super::chart::{Open, Tab};
use super::say;
use crate::component::{Chip, Hue, Icon, chip};
use crate::words::{capital, count, dollars};

/// What can be filtered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    Notes,
    Arrivals,
    Contacts,
    Plan,
    Billing,
    Sharing,
}

impl Show {
    const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Notes, "notes", "Notes"),
        (Self::Arrivals, "arrivals", "Arrivals"),
        (Self::Contacts, "contacts", "Contacts"),
        (Self::Plan, "plan", "Plan"),
        (Self::Billing, "billing", "Billing"),
        (Self::Sharing, "sharing", "Sharing"),
    ];

    pub(super) fn read(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, value, _)| *value == text).map(|(show, ..)| *show)
    }
}

/// One line of the feed.
pub(super) struct Entry {
    day: Date,
    at: Option<Timestamp>,
    show: Show,
    icon: Icon,
    what: String,
    href: Option<String>,
    line: String,
    state: Option<Chip>,
}

/// Everything that happened, newest first.
pub(super) fn entries(open: &Open) -> Vec<Entry> {
    let zone = open.app.0.house.zone();
    let chart = &open.chart;
    let mut all: Vec<Entry> = Vec::new();
    all.extend(chart.notes.iter().map(|(note, version)| about_note(open, note, *version)));
    // That there is one, and nothing else; for its originator only, because nobody else's chart has it (P2-11).
    all.extend(chart.counseling_notes.iter().map(|(note, at)| Entry {
        day: note.day,
        at: (zone.day(*at) == note.day).then_some(*at),
        show: Show::Notes,
        icon: Icon::Lock,
        what: "A counseling note was kept".to_owned(),
        href: Some(format!("/patients/{}/counseling-notes/{}", open.patient(), note.id)),
        line: "Yours alone.".to_owned(),
        state: Some(chip(Hue::Private, "Apart").icon(Icon::Lock)),
    }));
    all.extend(chart.around.attendance.iter().filter_map(|day| about_door(zone, day)));
    all.extend(chart.days.iter().filter_map(|day| about_absence(open, day)));
    all.extend(chart.outreach.iter().map(|(outreach, at)| Entry {
        day: zone.day(*at),
        at: Some(*at),
        show: Show::Contacts,
        icon: Icon::Phone,
        what: format!("{}: {}", capital(&outreach.way), outreach.result.words().to_lowercase()),
        href: None,
        line: outreach.words.clone(),
        state: Some(chip(Hue::Quiet, "Outreach")),
    }));
    all.extend(versions(open));
    all.extend(chart.charges.iter().map(|charge| about_charge(open, charge)));
    all.extend(chart.days.iter().filter_map(|day| about_hold(open, day)));
    all.extend(sharing(open));
    all.sort_by_key(|entry| std::cmp::Reverse((entry.day, entry.at)));
    all
}

fn about_note(open: &Open, note: &ProgressNote, version: i64) -> Entry {
    let minutes = format!("{} minutes", note.credited_minutes);
    let line = if note.own.words.is_empty() { minutes } else { format!("{minutes}. {}", note.own.words) };
    let state = match &note.standing {
        Standing::Voided { .. } => chip(Hue::Gone, "Void").icon(Icon::Close),
        Standing::MovedAway { .. } => chip(Hue::Gone, "Moved away").icon(Icon::Right),
        _ if note.awaits_cosignature() => chip(Hue::Due, "Co-signature").icon(Icon::Pen),
        _ if version > 1 => chip(Hue::Here, "Amended").icon(Icon::Check),
        _ => chip(Hue::Here, "Signed").icon(Icon::Check),
    };
    Entry {
        day: note.day,
        at: Some(note.shared.started_at.unwrap_or(note.signature.at)),
        show: Show::Notes,
        icon: Icon::Note,
        what: note.session_name.clone(),
        href: Some(format!("{}#note-{}", Tab::Notes.href(open.patient()), note.id)),
        line,
        state: Some(state),
    }
}

/// What was noted at the door on a day, in one sentence.
pub(super) fn door_words(zone: &ProgramZone, day: &Attendance) -> Option<(String, Chip)> {
    let presence = day.presence();
    if let (Some(first), Some(last)) = (presence.first(), presence.last()) {
        let until = last.left.map_or_else(String::new, |left| format!(", left {}", zone.clock_face(left)));
        let is_remote = presence.iter().all(|stretch| stretch.place == schedule::credit::Place::Remote);
        let state =
            if is_remote { chip(Hue::Remote, "By video").icon(Icon::Screen) } else { chip(Hue::Here, "Here").icon(Icon::Check) };
        return Some((format!("Came {}{until}", zone.clock_face(first.arrived)), state));
    }
    let reason = |reason: &str| if reason.is_empty() { String::new() } else { format!(": {reason}") };
    match day.standing().last().map(|mark| &mark.kind) {
        Some(MarkKind::Excused(why)) => Some((format!("Excused{}", reason(why)), chip(Hue::Outline, "Excused"))),
        Some(MarkKind::Absent(why)) => {
            Some((format!("Did not come{}", reason(why)), chip(Hue::Gone, "Not here").icon(Icon::Dash)))
        }
        Some(MarkKind::OnTheWay) => Some(("Said to be on the way".to_owned(), chip(Hue::Outline, "On the way"))),
        _ => None,
    }
}

fn about_door(zone: &ProgramZone, day: &Attendance) -> Option<Entry> {
    let (what, state) = door_words(zone, day)?;
    let taken_back = day.marks.iter().filter(|mark| mark.withdrawn.is_some()).count();
    let line = if taken_back == 0 {
        String::new()
    } else {
        format!("{} taken back; they stay readable.", count(taken_back, "mark", "marks"))
    };
    let at = day.standing().map(|mark| mark.at).min();
    Some(Entry { day: day.day, at, show: Show::Arrivals, icon: Icon::Door, what, href: None, line, state: Some(state) })
}

/// A day that was expected, is over, and of which nothing was noted at the door.
fn about_absence(open: &Open, day: &ServiceDay) -> Option<Entry> {
    let noted = open.chart.around.attendance.iter().any(|marks| marks.day == day.day && marks.standing().next().is_some());
    (day.state == BillingState::NothingAttended && day.day < open.today && !noted).then(|| Entry {
        day: day.day,
        at: None,
        show: Show::Arrivals,
        icon: Icon::Door,
        what: "Did not come".to_owned(),
        href: None,
        line: format!("{} were booked; nothing was noted at the door.", vocabulary::Minutes(day.planned_minutes).in_words()),
        state: Some(chip(Hue::Gone, "Not here").icon(Icon::Dash)),
    })
}

fn versions(open: &Open) -> Vec<Entry> {
    let zone = open.app.0.house.zone();
    let one = |version: &reactions::person::PlanVersion| {
        let (problems, objectives) = (version.plan.problems.len(), version.plan.active_objectives().count());
        Entry {
            day: zone.day(version.at),
            at: Some(version.at),
            show: Show::Plan,
            icon: Icon::Thread,
            what: if version.version == 1 {
                "Plan written".to_owned()
            } else {
                format!("Plan changed, version {}", version.version)
            },
            href: Some(Tab::Plan.href(open.patient())),
            line: format!(
                "{} and {} by {}.",
                count(problems, "problem", "problems"),
                count(objectives, "active objective", "active objectives"),
                version.by
            ),
            state: Some(chip(Hue::Quiet, "Plan")),
        }
    };
    open.chart.around.plan_versions.iter().map(one).collect()
}

/// How a charge stands, as a chip.
pub(super) fn charge_state(charge: &Charge) -> Chip {
    match &charge.state {
        ChargeState::Void { .. } => chip(Hue::Gone, "Void").icon(Icon::Close),
        ChargeState::Ready if charge.is_self_pay => chip(Hue::Outline, "Own account"),
        ChargeState::Ready => chip(Hue::Here, "Ready").icon(Icon::Check),
        ChargeState::Claimed { is_outdated: true, .. } => chip(Hue::Due, "To replace").icon(Icon::Alert),
        ChargeState::Claimed { .. } => chip(Hue::Quiet, "On a claim").icon(Icon::Send),
    }
}

fn about_charge(open: &Open, charge: &Charge) -> Entry {
    let payer = open.chart.around.payer_by_key(&charge.payer_key).map_or("", |payer| payer.name.as_str());
    let line = match &charge.state {
        ChargeState::Void { why } => format!("Void: {why}."),
        _ => format!("{payer} · {} minutes behind it", charge.line.minutes),
    };
    Entry {
        day: charge.day,
        at: None,
        show: Show::Billing,
        icon: Icon::Coin,
        what: format!("{} × {}, {}", charge.line.units, charge.line.code, dollars(charge.line.charge_cents)),
        href: Some(format!("{}#charges", Tab::Coverage.href(open.patient()))),
        line,
        state: Some(charge_state(charge)),
    }
}

fn about_hold(open: &Open, day: &ServiceDay) -> Option<Entry> {
    let state = match day.state {
        BillingState::Held => chip(Hue::Due, "Held").icon(Icon::Clock),
        BillingState::NotBillable => chip(Hue::Gone, "Not billable"),
        _ => return None,
    };
    Some(Entry {
        day: day.day,
        at: None,
        show: Show::Billing,
        icon: Icon::Coin,
        what: format!("{} minutes counted", day.credited_minutes),
        href: Some(format!("{}#days", Tab::Coverage.href(open.patient()))),
        line: day.sentences.join(" "),
        state: Some(state),
    })
}

fn sharing(open: &Open) -> Vec<Entry> {
    let zone = open.app.0.house.zone();
    let href = || Some(Tab::Consents.href(open.patient()));
    let sent = open.chart.disclosures.iter().map(|(disclosure, at)| Entry {
        day: zone.day(*at),
        at: Some(*at),
        show: Show::Sharing,
        icon: Icon::Lock,
        what: format!("Shared with {}", disclosure.recipient),
        href: href(),
        line: capital(&disclosure.description),
        state: Some(chip(Hue::Private, "Disclosure").icon(Icon::Lock)),
    });
    let payers = &open.chart.around.payers;
    let signed = open.chart.consents.iter().map(|consent| Entry {
        day: consent.signed_on,
        at: None,
        show: Show::Sharing,
        icon: Icon::Lock,
        what: format!("Consent for {}", say::recipients(&consent.recipients, payers)),
        href: href(),
        line: format!("{}, {}.", capital(&say::purposes(&consent.purposes)), say::expiry(consent.expires)),
        state: Some(chip(Hue::Private, "Consent").icon(Icon::Lock)),
    });
    let stopped = open.chart.consents.iter().filter_map(|consent| {
        let at = consent.revoked_at?;
        Some(Entry {
            day: zone.day(at),
            at: Some(at),
            show: Show::Sharing,
            icon: Icon::Lock,
            what: format!("Sharing with {} stopped", say::recipients(&consent.recipients, payers)),
            href: href(),
            line: "Nothing goes there from that moment on.".to_owned(),
            state: Some(chip(Hue::Private, "Stopped").icon(Icon::Lock)),
        })
    });
    sent.chain(signed).chain(stopped).collect()
}

/// The filters that lead anywhere for this viewer, and the one chosen.
pub(super) fn filters(open: &Open, entries: &[Entry], chosen: Option<Show>) -> Markup {
    let base = Tab::Timeline.href(open.patient());
    html! {
        nav.filt aria-label="Show" {
            a href=(base) aria-current=[chosen.is_none().then_some("page")] { "All" }
            @for (show, value, words) in Show::ALL {
                @if entries.iter().any(|entry| entry.show == show) || chosen == Some(show) {
                    a href=(format!("{base}?show={value}")) aria-current=[(chosen == Some(show)).then_some("page")] { (words) }
                }
            }
        }
    }
}

/// The list itself.
pub(super) fn draw(open: &Open, entries: &[Entry], chosen: Option<Show>, most: usize) -> Markup {
    let shown = entries.iter().filter(|entry| chosen.is_none_or(|show| entry.show == show)).take(most);
    html! { ol.feed { @for entry in shown { (line(open, entry)) } } }
}

fn line(open: &Open, entry: &Entry) -> Markup {
    let when = match entry.at {
        Some(at) if entry.day == open.today => open.app.0.house.zone().clock_face(at),
        _ => say::day_words(entry.day, open.today),
    };
    html! {
        li {
            time datetime=(entry.day) { (when) } (entry.icon)
            div {
                b { @match &entry.href { Some(href) => { a href=(href) { (entry.what) } } None => { (entry.what) } } }
                @if !entry.line.is_empty() { p { (entry.line) } }
            }
            @if let Some(state) = &entry.state { (state) } @else { span {} }
        }
    }
}
