//! The composer's page: the shared part once, one row per person, the open person's card among them. On a phone the card comes
//! first and each person has an address of their own.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use maud::{Markup, html};
use treatment::group_note::{Composer, ComposerPerson, OpenComposer, SharedPart};
use vocabulary::ProgramZone;
use vocabulary::day::long_day;
use vocabulary::id::{GroupSessionId, PatientId};

use super::attendance;
use super::card::{self, FORM};
use super::checks::{self, At, given};
use super::people::{self, Words, is_open};
use super::read::TypedOwn;
use super::shared;
use crate::app::App;
use crate::component::{Banner, Button, Card, Composer as People, Crumb, Icon, NoteRow, PageHead, saved};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::time_words::from_to;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    person: Option<String>,
    shared: Option<String>,
}

/// Which card is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Person(PatientId),
    /// Everybody was gone through: review and sign.
    Done,
    /// Nobody's part can be written.
    Nobody,
}

/// What differs from the note as it is stored: texts that were not saved, and why.
#[derive(Default)]
pub(super) struct Unsaved {
    pub(super) own: Option<(TypedOwn, Option<Markup>)>,
    pub(super) shared: Option<(SharedPart, Markup)>,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(session): Path<GroupSessionId>,
    Query(asked): Query<Asked>,
) -> Response {
    let composer = match load(&app, &signed, session).await {
        Ok(composer) if composer.has_notes => composer,
        Ok(_) | Err(Refusal::NotFound) => return attendance::page(&app, &signed, session).await,
        Err(refusal) => return signed.refused(&refusal),
    };
    let open = open(&composer, asked.person.as_deref());
    draw(&app, &signed, &composer, open, asked.shared.is_some(), &Unsaved::default()).into_response()
}

/// What was checked, alone: asked again after every save.
pub(super) async fn checks(
    State(app): State<App>,
    signed: Signed,
    Path(session): Path<GroupSessionId>,
    Query(asked): Query<Asked>,
) -> Response {
    match load(&app, &signed, session).await {
        Ok(composer) => {
            let person = asked.person.as_deref().and_then(|id| id.parse().ok());
            checks::list(&composer, At::Note(person)).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn load(app: &App, signed: &Signed, session: GroupSessionId) -> Result<Released<Composer>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenComposer { session })).await
}

fn open(composer: &Composer, asked: Option<&str>) -> Open {
    let wanted = asked.and_then(|id| composer.people.iter().find(|person| person.patient.to_string() == id && is_open(person)));
    match (wanted, asked) {
        (Some(person), _) => Open::Person(person.patient),
        (None, Some("done")) => Open::Done,
        (None, _) if !composer.people.iter().any(is_open) => Open::Nobody,
        (None, _) => next_open(composer, None),
    }
}

/// Whose part comes next: the next one that is not called ready, from this person on and then from the top.
pub(super) fn next_open(composer: &Composer, after: Option<PatientId>) -> Open {
    let at = after.and_then(|id| composer.people.iter().position(|person| person.patient == id)).map_or(0, |at| at + 1);
    let (before, rest) = composer.people.split_at(at.min(composer.people.len()));
    let unready = |person: &&ComposerPerson| is_open(person) && !person.own.is_ready && Some(person.patient) != after;
    rest.iter().chain(before).find(unready).map_or(Open::Done, |person| Open::Person(person.patient))
}

/// The address of a card.
pub(super) fn address(session: GroupSessionId, open: Open) -> String {
    match open {
        Open::Person(patient) => format!("/sessions/{session}/note?person={patient}"),
        Open::Done => format!("/sessions/{session}/note?person=done"),
        Open::Nobody => format!("/sessions/{session}/note"),
    }
}

pub(super) fn draw(
    app: &App,
    signed: &Signed,
    composer: &Composer,
    open: Open,
    is_shared_open: bool,
    unsaved: &Unsaved,
) -> Markup {
    let zone = app.0.house.zone();
    let csrf = &signed.frame.csrf;
    let is_shared_unsaved = unsaved.shared.is_some();
    let shared = shared::card(&shared::Drawing {
        zone,
        csrf,
        composer,
        part: unsaved.shared.as_ref().map_or(&composer.shared, |(part, _)| part),
        conflict: unsaved.shared.as_ref().map(|(_, both)| both.clone()),
        is_open: is_shared_open || is_shared_unsaved,
        at: At::Note(match open {
            Open::Person(patient) => Some(patient),
            _ => None,
        }),
    });
    let has_problem = is_shared_unsaved || unsaved.own.is_some();
    let content = html! {
        (head(zone, composer))
        @if let Some(reason) = &composer.cancelled { (Banner::info(format!("Cancelled: {reason}. There is nothing to sign."))) }
        @if composer.is_late && composer.people.iter().any(is_open) {
            (Banner::due("The two business days for these notes are over. They can still be signed and are marked as late entries.").icon(Icon::Clock))
        }
        div.work.composing { (shared) (list(app, signed, composer, open, unsaved)) }
        (review_on_a_phone(composer))
        (sticky(composer, open))
    };
    Page::new(&signed.frame, Area::Groups, "Group note").style("note.css").problem(has_problem).top(part_2()).render(content)
}

/// "Part 2 record": what is on the screen is protected.
pub(super) fn part_2() -> Markup {
    html! { span.c.out { (Icon::Lock) "Part 2 record" } }
}

/// "Jo Alvarez, LICSW with Ken Osei, LADC II".
pub(super) fn leaders(names: &[String]) -> String {
    match names {
        [] => "nobody named as leader".to_owned(),
        [first] => first.clone(),
        [first, rest @ ..] => format!("{first} with {}", rest.join(", ")),
    }
}

fn head(zone: &ProgramZone, composer: &Composer) -> Markup {
    let ready = people::ready(composer).len();
    let open = composer.people.iter().filter(|person| is_open(person)).count();
    let signed = composer.people.iter().filter(|person| person.signed.is_some()).count();
    let place = if composer.shared.place.is_empty() { String::new() } else { format!("{} · ", composer.shared.place) };
    let acts = html! {
        (saved(composer.saved_at.map(|at| zone.clock_short(at)).as_deref()))
        @if signed > 0 { (Button::plain("See what is signed").icon(Icon::Pen).href(format!("/sessions/{}/signed", composer.session))) }
        @if open > 0 {
            (Button::primary(review_words(ready)).key("Ctrl+Enter").href(format!("/sessions/{}/sign", composer.session)).class("desk-only"))
        }
    };
    let head = PageHead::new(composer.name.clone())
        .crumb(Crumb::to("Groups", "/groups"))
        .crumb(Crumb::here(long_day(composer.day)))
        .below(html! { (from_to(zone, composer.starts_at, composer.ends_at)) " · " (place) (leaders(&composer.leaders)) })
        .acts(acts);
    html! { (head) }
}

fn review_words(ready: usize) -> String {
    if ready == 0 { "Review and sign".to_owned() } else { format!("Review and sign {ready} ready") }
}

fn list(app: &App, signed: &Signed, composer: &Composer, open: Open, unsaved: &Unsaved) -> Markup {
    let zone = app.0.house.zone();
    let words: Vec<(PatientId, Words)> =
        composer.people.iter().map(|person| (person.patient, Words::of(zone, composer, person))).collect();
    let at = match open {
        Open::Person(patient) => words.iter().position(|(id, _)| *id == patient),
        Open::Done => Some(words.len()),
        Open::Nobody => None,
    };
    let (before, after) = words.split_at(at.unwrap_or(words.len()).min(words.len()));
    let card = match open {
        Open::Person(patient) => composer.people.iter().find(|person| person.patient == patient).map(|person| {
            let stored = TypedOwn::of(&person.own);
            let (typed, conflict) = match &unsaved.own {
                Some((typed, conflict)) => (typed, conflict.clone()),
                None => (&stored, None),
            };
            let csrf = &signed.frame.csrf;
            let may_keep_apart = crate::patients::counseling::may_keep(app, signed);
            card::card(&card::Drawing { zone, actor: &signed.actor, csrf, composer, person, typed, conflict, may_keep_apart })
        }),
        Open::Done => Some(done(composer)),
        Open::Nobody => None,
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let signed_already = composer.people.iter().filter(|person| person.signed.is_some()).count();
    let present = people::present(composer);
    let people = People {
        ready: count(people::ready(composer).len() + signed_already),
        whole: count(present),
        aside: aside(composer, present),
        before: rows(before, open),
        open: card,
        after: rows(after, open),
    };
    html! {
        @if composer.people.is_empty() { (nobody_booked()) } @else { (people) }
    }
}

/// Everybody's row but the open one's.
fn rows(part: &[(PatientId, Words)], open: Open) -> Vec<NoteRow<'_>> {
    part.iter().filter(|(id, _)| open != Open::Person(*id)).map(|(_, words)| words.row()).collect()
}

fn nobody_booked() -> Markup {
    let words = crate::component::empty(
        "No one is booked in this group today.",
        "People come onto this page with a place in the group.",
        None,
    );
    html! { (Card::new("Only one person each").body(words)) }
}

/// "2 signed · 1 not here".
fn aside(composer: &Composer, present: usize) -> String {
    let signed = composer.people.iter().filter(|person| person.signed.is_some()).count();
    let absent = composer.people.len() - present;
    let mut parts = Vec::new();
    if signed > 0 {
        parts.push(format!("{signed} signed"));
    }
    if absent > 0 {
        parts.push(format!("{absent} not here"));
    }
    parts.join(" · ")
}

/// Everybody was gone through: what is left to look at, and the way on.
fn done(composer: &Composer) -> Markup {
    let ready = people::ready(composer).len();
    let left: Vec<&ComposerPerson> =
        composer.people.iter().filter(|person| is_open(person) && !people::is_ready(composer, person)).collect();
    html! {
        div.done {
            @if left.is_empty() { h2 { "Everyone who was here is ready" } }
            @else {
                h2 { (left.len()) @if left.len() == 1 { " person needs" } @else { " people need" } " another look" }
                ul { @for person in left { li { a href=(address(composer.session, Open::Person(person.patient))) { (given(person)) } } } }
            }
            div.acts {
                (Button::primary(review_words(ready)).key("Enter").href(format!("/sessions/{}/sign", composer.session)))
            }
        }
    }
}

/// Below the list on a phone, where the head has no room for it.
fn review_on_a_phone(composer: &Composer) -> Markup {
    let ready = people::ready(composer).len();
    html! {
        @if ready > 0 { (Button::plain(review_words(ready)).icon(Icon::Pen).href(format!("/sessions/{}/sign", composer.session)).class("phone-only")) }
    }
}

/// The two buttons in reach of a thumb.
fn sticky(composer: &Composer, open: Open) -> Markup {
    let back = |to: String| Button::plain("Back").href(to);
    match open {
        Open::Person(patient) => {
            let next = next_open(composer, Some(patient));
            let words = match next {
                Open::Person(next) => {
                    composer.people.iter().find(|p| p.patient == next).map(|p| format!("Ready, next: {}", given(p)))
                }
                _ => None,
            };
            let before =
                composer.people.iter().filter(|person| is_open(person)).take_while(|person| person.patient != patient).last();
            let to =
                before.map_or_else(|| "/groups".to_owned(), |person| address(composer.session, Open::Person(person.patient)));
            html! {
                div.sticky {
                    (back(to))
                    button.b.p type="submit" form=(FORM) name="then" value="next" { (words.unwrap_or_else(|| "Ready, last one".to_owned())) }
                }
            }
        }
        Open::Done => html! {
            div.sticky {
                (back(format!("/sessions/{}/note", composer.session)))
                (Button::primary(review_words(people::ready(composer).len())).href(format!("/sessions/{}/sign", composer.session)))
            }
        },
        Open::Nobody => html! {},
    }
}
