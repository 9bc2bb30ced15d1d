//! Review and signature: the list of exactly what will be signed, what stays and why, the statement that is put under it.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use treatment::group_note::{Composer, ComposerPerson};
use treatment::note_check::Finding;
use treatment::progress_note::{SignNotes, SignReviewed};
use vocabulary::day::long_day;
use vocabulary::id::{GroupSessionId, PatientId};

use super::checks::{self, At};
use super::note::{self, Open, part_2};
use super::people::{self, attended, beside, is_open, objective};
use super::{with_conflict, with_problems};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Icon, PageHead, Problem, Signature, csrf_field, error_summary, findings};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::time_words::from_to;

/// Why the list is shown again.
enum Again {
    /// Nothing was chosen.
    NothingChosen,
    /// A part was changed after the list was read.
    Changed,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(session): Path<GroupSessionId>) -> Response {
    match note::load(&app, &signed, session).await {
        Ok(composer) => draw(&app, &signed, &composer, None).await.into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn draw(app: &App, signed: &Signed, composer: &Composer, again: Option<Again>) -> Markup {
    let zone = app.0.house.zone();
    let now = app.0.house.clock().now();
    let ready = people::ready(composer);
    let rest: Vec<&ComposerPerson> =
        composer.people.iter().filter(|person| is_open(person) && !people::is_ready(composer, person)).collect();
    let problems: Vec<Problem> = match again {
        Some(Again::NothingChosen) => vec![Problem::new("patient", "Choose at least one note to sign.")],
        _ => Vec::new(),
    };
    let head = PageHead::new("Review and sign")
        .crumb(Crumb::to("Groups", "/groups"))
        .crumb(Crumb::to(composer.name.clone(), format!("/sessions/{}/note", composer.session)))
        .crumb(Crumb::here("Review"))
        .below(html! { (long_day(composer.day)) ", " (from_to(zone, composer.starts_at, composer.ends_at)) " · " (note::leaders(&composer.leaders)) });
    let supervisor = supervisor(app, signed).await;
    let content = html! {
        (head)
        (error_summary(&problems))
        @if matches!(again, Some(Again::Changed)) {
            (Banner::due("Somebody changed a part after you opened this list. Nothing was signed. Read it once more."))
        }
        @if composer.is_late && !ready.is_empty() { (Banner::due("The two business days are over: these notes will be marked as late entries.").icon(Icon::Clock)) }
        form.form.review method="post" action=(format!("/sessions/{}/sign", composer.session)) {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="shared_version" value=(composer.shared_version);
            (shared(composer))
            (to_sign(app, composer, &ready))
            @if !ready.is_empty() { (statement(app, signed, now, ready.len(), supervisor.as_deref())) }
        }
        (not_now(composer, &rest))
        (nothing(composer, ready.len()))
    };
    let is_problem = again.is_some();
    Page::new(&signed.frame, Area::Groups, "Review and sign")
        .style("note.css")
        .problem(is_problem)
        .top(part_2())
        .narrow()
        .render(content)
}

/// The part that goes into each of them, to be read once.
fn shared(composer: &Composer) -> Markup {
    let part = &composer.shared;
    let body = html! {
        p { b { (part.topic) } @if !part.techniques.is_empty() { span.muted { " · " (part.techniques.join(", ")) } } }
        @if part.summary.is_empty() { p.muted { "No summary." } } @else { p.said { (part.summary) } }
    };
    html! { (Card::new("In every note").class("in-every").padded().body(body)) }
}

fn to_sign(app: &App, composer: &Composer, ready: &[&ComposerPerson]) -> Markup {
    let zone = app.0.house.zone();
    let body = html! {
        ul.sign-list data-rows {
            @for (at, person) in ready.iter().enumerate() {
                li data-row {
                    input type="hidden" name="seen" value=(format!("{}:{}", person.patient, person.own_version));
                    input.pick type="checkbox" id=[(at == 0).then_some("patient")] name="patient" value=(person.patient) checked
                        aria-label={ "Sign the note of " (person.name.short()) };
                    div {
                        p {
                            a href=(note::address(composer.session, Open::Person(person.patient))) data-open { (person.name.short()) }
                            @if let Some(beside) = beside(person) { small { (beside) } }
                            span.muted { (line(zone, person)) }
                        }
                        p.said { (person.own.words) }
                        (accepted(composer, person))
                    }
                }
            }
        }
    };
    let title = match ready.len() {
        1 => "1 note will be signed".to_owned(),
        many => format!("{many} notes will be signed"),
    };
    html! { @if !ready.is_empty() { (Card::new(title).small("Each becomes a document of its own in that person’s chart.").class("list").body(body)) } }
}

fn line(zone: &vocabulary::ProgramZone, person: &ComposerPerson) -> String {
    let mut parts = vec![attended(zone, person)];
    parts.extend(person.own.participation.map(|took| took.words().to_owned()));
    parts.extend(person.own.presentation.iter().map(|seemed| seemed.words().to_owned()));
    parts.push(objective(person));
    format!(" {}", parts.join(" · "))
}

/// What a person who signs accepts; it is recorded with the note.
fn accepted(composer: &Composer, person: &ComposerPerson) -> Markup {
    let own: Vec<&Finding<PatientId>> = composer.findings.iter().filter(|f| f.person == Some(person.patient)).collect();
    html! {
        @if !own.is_empty() {
            div.accept {
                p { "Signing accepts this, and records it with the note:" }
                (findings(&own.iter().map(|finding| checks::line(composer, finding, At::Elsewhere)).collect::<Vec<_>>()))
            }
        }
    }
}

fn statement(app: &App, signed: &Signed, now: Timestamp, count: usize, supervisor: Option<&str>) -> Markup {
    let zone = app.0.house.zone();
    let viewer = &signed.frame.viewer;
    let meaning = format!("I sign as {}, {} at {}", viewer.signed_name(), long_day(zone.day(now)), zone.clock_face(now));
    let words = if count == 1 { "Sign 1 note".to_owned() } else { format!("Sign {count} notes") };
    html! {
        div.statement {
            (Signature { name: viewer.signed_name(), meaning, when: None })
            @if let Some(supervisor) = supervisor {
                p.hint { "You are in training: these notes then wait for the co-signature of " (supervisor) " and count when it is given." }
            }
            p.hint { "A signature is an act: it cannot be taken back, only amended or voided with a reason. Sign only as yourself." }
            div.acts { (Button::primary(words).icon(Icon::Pen).key("Ctrl+Enter")) (Button::quiet("Back to the note").href("note")) }
        }
    }
}

/// What stays a draft, and why, with the way to the spot.
fn not_now(composer: &Composer, rest: &[&ComposerPerson]) -> Markup {
    let why = |person: &ComposerPerson| {
        let own: Vec<_> =
            composer.findings.iter().filter(|finding| finding.stops_signing && finding.person == Some(person.patient)).collect();
        html! {
            @if own.is_empty() && people::stops(composer, person.patient) { p { "The shared part stops it." } }
            @else if own.is_empty() { p { "Not called ready yet." } }
            @else { (findings(&own.iter().map(|finding| checks::line(composer, finding, At::Elsewhere)).collect::<Vec<_>>())) }
        }
    };
    let shared: Vec<_> = composer.findings.iter().filter(|finding| finding.stops_signing && finding.person.is_none()).collect();
    let body = html! {
        @if !shared.is_empty() { div.pad { (findings(&shared.iter().map(|finding| checks::line(composer, finding, At::Elsewhere)).collect::<Vec<_>>())) } }
        ul.rows {
            @for person in rest {
                li {
                    div.txt { a href=(note::address(composer.session, Open::Person(person.patient))) { (person.name.short()) } (why(person)) }
                }
            }
        }
    };
    let title = if rest.len() == 1 { "1 stays a draft".to_owned() } else { format!("{} stay drafts", rest.len()) };
    html! { @if !rest.is_empty() { (Card::new(title).class("list").body(body)) } }
}

fn nothing(composer: &Composer, ready: usize) -> Markup {
    let back = Button::plain("Back to the note").href(format!("/sessions/{}/note", composer.session));
    html! { @if ready == 0 { (crate::component::empty("Nothing is ready to sign.", "A note is ready when its writer said so and nothing stops it.", Some(back))) } }
}

async fn supervisor(app: &App, signed: &Signed) -> Option<String> {
    let id = signed.actor.supervisor.filter(|_| signed.actor.needs_cosignature)?;
    let staff = app.work(|house| house.all_staff()).await.ok()?;
    staff.iter().find(|one| one.id == id).map(access::Staff::signature_name)
}

pub(super) async fn sign(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = reviewed(session, &sent);
    let is_empty = command.sign.patients.as_ref().is_none_or(Vec::is_empty);
    let actor = signed.actor.clone();
    let done = if is_empty { Ok(None) } else { app.work(move |house| house.perform(&actor, &command)).await.map(Some) };
    let again = match done {
        Ok(Some(_)) => return Redirect::to(&format!("/sessions/{session}/signed")).into_response(),
        Ok(None) => Again::NothingChosen,
        Err(Refusal::Conflict) => Again::Changed,
        Err(refusal) => return signed.refused(&refusal),
    };
    let is_changed = matches!(again, Again::Changed);
    match note::load(&app, &signed, session).await {
        Ok(composer) => {
            let page = draw(&app, &signed, &composer, Some(again)).await;
            if is_changed { with_conflict(page) } else { with_problems(page) }
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

/// What was on the list, with the versions that were read.
fn reviewed(session: GroupSessionId, sent: &Sent) -> SignReviewed {
    let patients: Vec<PatientId> = sent.all("patient").filter_map(|id| id.parse().ok()).collect();
    let seen = |text: &str| {
        let (patient, version) = text.split_once(':')?;
        Some((patient.parse::<PatientId>().ok()?, version.parse().ok()?))
    };
    let own_versions: Vec<(PatientId, i64)> =
        sent.all("seen").filter_map(seen).filter(|(patient, _)| patients.contains(patient)).collect();
    SignReviewed {
        sign: SignNotes { session, patients: Some(patients) },
        shared_version: sent.parse("shared_version").unwrap_or(0),
        own_versions,
    }
}
