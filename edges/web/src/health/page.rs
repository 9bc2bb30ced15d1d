//! The page for whoever looks after the machine: version, database, backup, and whether the records are as they were written.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use confidential::Released;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::health::{AtRest, Health, OpenHealth, SignedState, Verified};
use vocabulary::ProgramZone;

use super::verify::Progress;
use crate::app::App;
use crate::component::{Banner, Button, Card, Fact, Hue, Icon, Meter, PageHead, chip, csrf_field, facts, fragment};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::wiring::{HelpLine, NUMBERS_DUE_DAYS};
use crate::words;

/// After so many hours without a checkpoint the page says that one is due.
const CHECKPOINT_DUE_HOURS: i64 = 26;
/// After so many hours without a backup the page says that one is due.
const BACKUP_DUE_HOURS: i64 = 26;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    match load(&app, &signed).await {
        Ok(health) => {
            let part = fragment("health-part", "/health/part", draw(&app, &signed, &health));
            let head =
                PageHead::new("Health").below(html! { "How this installation is. Nothing here says anything about anybody." });
            Page::new(&signed.frame, Area::Health, "Health")
                .style("desk.css")
                .live("/live/health")
                .render(html! { (head) (part) })
                .into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn part(State(app): State<App>, signed: Signed) -> Response {
    match load(&app, &signed).await {
        Ok(health) => draw(&app, &signed, &health).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn load(app: &App, signed: &Signed) -> Result<Released<Health>, access::Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenHealth)).await
}

fn draw(app: &App, signed: &Signed, health: &Health) -> Markup {
    let zone = app.0.house.zone();
    html! {
        @if let Some(broken) = health.last_verified.as_ref().and_then(|verified| verified.broken.as_ref()) {
            (Banner::due(format!("A record is not as it was written: {}. Keep the machine as it is and call for help.", broken.what)))
        }
        @for file in app.0.house.missing_keys() {
            (Banner::due(format!("The key file {file} is not in the data folder. What it locked cannot be opened, and nothing new is locked. Put it back and start the program again.")))
        }
        @if health.at_rest == AtRest::InClear {
            (Banner::due("The database file is not encrypted. Stop the program and run `stepdown keys encrypt`."))
        }
        div.split {
            div { (chain(app, signed, health, zone)) (checkpoint(app, health, zone)) }
            div { (installation(health)) (backup(health, zone)) (work(health, zone)) (help_lines(app, zone.day(health.as_of))) }
        }
    }
}

fn installation(health: &Health) -> Markup {
    let body = facts(&[
        Fact::new("Stepdown", env!("CARGO_PKG_VERSION")),
        Fact::new("Database", health.engine.clone()),
        Fact::new("On the disk", at_rest(health.at_rest)),
        Fact::new("Size", size(health.bytes)),
        Fact::new("Records", thousands(health.records)).value_small(format!("in {} chains", thousands(health.chains))),
    ]);
    html! { (Card::new("Installation").body(body)) }
}

/// How the database lies on its disk.
fn at_rest(state: AtRest) -> &'static str {
    match state {
        AtRest::Encrypted => "Encrypted with a key of this installation",
        AtRest::InClear => "Not encrypted",
        AtRest::InMemory => "Nowhere: it lives as long as the program",
        AtRest::OnServer => "As the database server keeps it",
    }
}

/// Durable work: what waits, what is late, what was given up and needs a person.
fn work(health: &Health, zone: &ProgramZone) -> Markup {
    let body = html! {
        (facts(&[
            Fact::new("Waiting", thousands(health.open_jobs)),
            Fact::new("Late", thousands(health.late_jobs)),
            Fact::new("Given up", thousands(i64::try_from(health.dead_jobs.len()).unwrap_or(0))),
        ]))
        @for dead in &health.dead_jobs {
            p.pad { (dead.kind.replace('_', " ")) ", " (moment(zone, dead.since)) ", after " (dead.attempts) " attempts: " (dead.trouble) }
        }
    };
    html! { (Card::new("Work in the background").body(body)) }
}

fn backup(health: &Health, zone: &ProgramZone) -> Markup {
    let body = match health.last_backup_at {
        Some(at) => {
            let hours = at.duration_until(health.as_of).as_hours().max(0);
            let state = if hours > BACKUP_DUE_HOURS {
                chip(Hue::Due, "Due").icon(Icon::Clock)
            } else {
                chip(Hue::Here, "Fresh").icon(Icon::Check)
            };
            facts(&[Fact::new("Last backup", ago(hours)).small(moment(zone, at)), Fact::new("State", state)])
        }
        None => html! {
            div.empty {
                b { "No backup is noted yet." }
                p { "Run " code { "stepdown backup" } " once a day and keep the file on another machine. Its age appears here." }
            }
        },
    };
    html! { (Card::new("Backup").body(body)) }
}

/// The numbers that the public site shows to somebody in need, with the day on which somebody last made sure of them.
fn help_lines(app: &App, today: Date) -> Markup {
    let Some(site) = &app.0.wiring.public.site else { return html! {} };
    let age = |line: &HelpLine| vocabulary::day::days_between(line.checked, today);
    let is_due = site.help_lines.iter().any(|line| age(line) > NUMBERS_DUE_DAYS);
    let lines: Vec<Fact> = site
        .help_lines
        .iter()
        .map(|line| Fact::new(line.name.clone(), line.number.clone()).small(format!("checked {}", words::full_day(line.checked))))
        .collect();
    let body = html! {
        @if is_due {
            (Banner::due(format!(
                "Help line numbers were last checked more than {NUMBERS_DUE_DAYS} days ago. Call each once, then write the day into the site’s file."
            )))
        }
        (facts(&lines))
    };
    html! { (Card::new("Numbers on the public site").body(body)) }
}

fn chain(app: &App, signed: &Signed, health: &Health, zone: &ProgramZone) -> Markup {
    let progress = app.0.verifying.state();
    let may = app.0.house.may_verify(&signed.actor);
    let act = html! {
        @if may && !matches!(progress, Progress::Running(_)) {
            form method="post" action="/health/verify" {
                (csrf_field(&signed.frame.csrf)) (Button::plain("Verify now").icon(Icon::Check).small())
            }
        }
    };
    let body = html! {
        p { "Every record carries a seal over what it says and over the record before it. Verifying recomputes all of them, compares "
            "what screens show with what was written, holds both against the signed checkpoints, and signs a new one over what is whole." }
        @match progress {
            Progress::Running(done) => {
                div.verifying role="status" {
                    p { b { "Verifying: " (thousands(i64::try_from(done).unwrap_or(0))) " of " (thousands(health.records)) " records." } }
                    (Meter::new(u32::try_from(done).unwrap_or(u32::MAX), u32::try_from(health.records).unwrap_or(u32::MAX)).tall())
                    p.muted { "You can leave this page; it goes on." }
                }
            }
            Progress::Failed => (Banner::due("The last verification could not be ended: the database could not be read. Look at the log and try again.")),
            Progress::Idle => {}
        }
        @match &health.last_verified {
            Some(verified) => (found(verified, zone)),
            None => p.muted { "Nothing was verified yet." },
        }
    };
    html! { (Card::new("Are the records as they were written?").acts(act).padded().body(body)) }
}

fn found(verified: &Verified, zone: &ProgramZone) -> Markup {
    let count = |number: u64| thousands(i64::try_from(number).unwrap_or(0));
    html! {
        @match &verified.broken {
            None => {
                p.verified { (chip(Hue::Here, "Unbroken").icon(Icon::Check)) " "
                    b { (count(verified.records)) " records in " (count(verified.chains)) " chains verified" } }
            }
            Some(broken) => {
                p.verified { (chip(Hue::Due, "Broken").icon(Icon::Alert)) " " b { (broken.what) } }
                (facts(&[
                    Fact::new("Kind", broken.kind.replace('_', " ")),
                    Fact::new("Record", html! { code { (broken.record) } }),
                    Fact::new("Place in its chain", broken.position.to_string()),
                    Fact::new("Read before it", count(verified.records)),
                    match broken.since {
                        Some(mark) => Fact::new("Changed", format!("after {}", moment(zone, mark.at)))
                            .value_small(format!("all was whole at checkpoint {}", mark.checkpoint)),
                        None => Fact::new("Changed", "nobody can say when: no checkpoint holds"),
                    },
                ]))
            }
        }
        @if verified.backdated > 0 {
            p { (chip(Hue::Due, "Late").icon(Icon::Clock)) " " (count(verified.backdated)) " of them say they are older than a checkpoint that was "
                "signed before they were there: a clock stood wrong or was set back. " code { "stepdown verify" } " names the first." }
        }
        p.muted { (moment(zone, verified.at)) ", asked for by " (verified.by) "." }
    }
}

/// The newest signed statement over all records, in words for whoever has to answer for them.
fn checkpoint(app: &App, health: &Health, zone: &ProgramZone) -> Markup {
    let body = html! {
        p { "A checkpoint states where every chain of records ended at a moment when all of them were verified, signed with a key that is "
            "not in the database. From then on nobody can change, cut off or take away what was recorded before, not even with the "
            "password of the database, without its being found here." }
        @if let Some(why) = &health.checkpoint_trouble {
            (Banner::due(format!("The last checkpoint was not signed: {why}.")))
        }
        @match &health.checkpoint {
            Some(newest) => (signed_state(app, newest, health, zone)),
            None => div.empty {
                b { "No checkpoint was signed yet." }
                p { "One is signed every hour in which something was recorded, at each backup, and whenever the records are verified." }
            },
        }
    };
    html! { (Card::new("Who vouches for them?").padded().body(body)) }
}

fn signed_state(app: &App, newest: &SignedState, health: &Health, zone: &ProgramZone) -> Markup {
    let hours = newest.at.duration_until(health.as_of).as_hours().max(0);
    let broken = health.last_verified.as_ref().and_then(|verified| verified.broken.as_ref());
    let state = if broken.is_some_and(|broken| broken.kind == "checkpoint") {
        chip(Hue::Due, "Does not hold").icon(Icon::Alert)
    } else if hours > CHECKPOINT_DUE_HOURS {
        chip(Hue::Due, "Due").icon(Icon::Clock)
    } else {
        chip(Hue::Here, "Fresh").icon(Icon::Check)
    };
    let whose = match app.0.house.checkpoint_key() {
        Some(own) if own == newest.key => "the key of this installation",
        Some(_) => "another key than that of this installation (have the records verified)",
        None => "a key that is not here (compare it with the one that you keep)",
    };
    html! {
        (facts(&[
            Fact::new("Newest checkpoint", newest.number.to_string()).value_small(moment(zone, newest.at)),
            Fact::new("Age", ago(hours)),
            Fact::new("State", state),
            Fact::new("Vouches for", format!("{} records", thousands(newest.records)))
                .value_small(format!("{} came since", thousands((health.records - newest.records).max(0)))),
        ]))
        p { "Signed with " (whose) ": " span.code { (newest.key.in_groups()) } }
        p { "Its hash, which fixes everything before it when it is written down elsewhere: " span.code { (newest.hash) } }
    }
}

fn moment(zone: &ProgramZone, at: Timestamp) -> String {
    format!("{}, {}", words::full_day(zone.day(at)), zone.clock_face(at))
}

fn ago(hours: i64) -> String {
    match hours {
        0 => "Less than an hour ago".to_owned(),
        1 => "1 hour ago".to_owned(),
        2..=47 => format!("{hours} hours ago"),
        _ => format!("{} days ago", hours / 24),
    }
}

fn size(bytes: i64) -> String {
    let tenths = |unit: i64| {
        let tenths = bytes * 10 / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        ..1_000_000 => format!("{} KB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

fn thousands(number: i64) -> String {
    let one = words::count(usize::try_from(number).unwrap_or(0), "", "");
    one.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_ages_read_as_people_say_them() {
        assert_eq!([size(40_000), size(3_250_000), size(12_000_000_000)], ["40 KB", "3.2 MB", "12.0 GB"]);
        assert_eq!([ago(0), ago(1), ago(26), ago(50)], ["Less than an hour ago", "1 hour ago", "26 hours ago", "2 days ago"]);
        assert_eq!(thousands(12_345), "12,345");
    }
}
