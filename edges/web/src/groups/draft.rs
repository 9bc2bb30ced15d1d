//! Saves one part of a note: quietly while it is written, or as a plain form. Answers a script with the version and the time it
//! was saved, or with both texts when two people wrote.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use treatment::group_note::{
    Composer, ComposerPerson, Content, OpenComposer, OwnPart, Part, SaveDraft, SaveReceipt, SettleDraft,
};
use vocabulary::id::{GroupSessionId, PatientId};

use super::conflict::{Text, both, own_text, shared_text};
use super::note::{self, Open, Unsaved};
use super::{read, with_conflict, with_problems};
use crate::app::App;
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

/// How a save went, with the note as it is now.
struct Saved {
    receipt: SaveReceipt,
    composer: Released<Composer>,
}

/// Saves content on the version it was made from; after a choice between two texts, in the place of the other.
async fn save(app: &App, signed: &Signed, session: GroupSessionId, sent: &Sent, content: Content) -> Result<Saved, Refusal> {
    let actor = signed.actor.clone();
    let is_settling = sent.text("keep") == "mine";
    let based_on = sent.parse(if is_settling { "against" } else { "version" }).unwrap_or(0);
    app.work(move |house| {
        let receipt = if is_settling {
            house.perform(&actor, &SettleDraft { session, content, based_on })?
        } else {
            house.perform(&actor, &SaveDraft { session, content, based_on })?
        };
        Ok(Saved { receipt, composer: house.ask(&actor, &OpenComposer { session })? })
    })
    .await
}

pub(super) async fn own(
    State(app): State<App>,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
    headers: HeaderMap,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let is_quiet = headers.contains_key("hx-request");
    if sent.text("keep") == "theirs" {
        return Redirect::to(&note::address(session, Open::Person(patient))).into_response();
    }
    let typed = read::own(&sent);
    let goes_on = sent.text("then") == "next";
    if is_quiet && goes_on && !typed.problems.is_empty() {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let part = OwnPart { is_ready: typed.own.is_ready && typed.problems.is_empty(), ..typed.own.clone() };
    let saved = match save(&app, &signed, session, &sent, Content::Own(patient, part)).await {
        Ok(saved) => saved,
        Err(refusal) => return signed.refused(&refusal),
    };
    let composer = &saved.composer;
    let next = if goes_on { note::next_open(composer, Some(patient)) } else { Open::Person(patient) };
    match saved.receipt {
        SaveReceipt::KeptAside(against) => {
            let Some(person) = composer.people.iter().find(|person| person.patient == patient) else {
                return signed.refused(&Refusal::NotFound);
            };
            let mine = own_text("Yours, not saved yet".to_owned(), person, &typed.own);
            let theirs = own_text(whose(&app, person), person, &person.own);
            own_conflict(&app, &signed, composer, Clash { patient, typed, mine, theirs, against }, is_quiet)
        }
        SaveReceipt::Saved(_) if !is_quiet && goes_on && !typed.problems.is_empty() => {
            let unsaved = Unsaved { own: Some((typed, None)), ..Unsaved::default() };
            with_problems(note::draw(&app, &signed, composer, Open::Person(patient), false, &unsaved))
        }
        SaveReceipt::Saved(version) if is_quiet => {
            quietly(&app, composer, version, goes_on.then(|| note::address(session, next)))
        }
        SaveReceipt::Saved(_) => Redirect::to(&note::address(session, next)).into_response(),
    }
}

fn whose(app: &App, person: &ComposerPerson) -> String {
    let zone = app.0.house.zone();
    person.own_saved.as_ref().map_or_else(|| "Theirs".to_owned(), |(_, by, at)| format!("{by}, saved {}", zone.clock_short(*at)))
}

struct Clash {
    patient: PatientId,
    typed: read::TypedOwn,
    mine: Text,
    theirs: Text,
    against: i64,
}

fn own_conflict(app: &App, signed: &Signed, composer: &Composer, clash: Clash, is_quiet: bool) -> Response {
    let both = both(&clash.mine, &clash.theirs, clash.against);
    if is_quiet {
        return with_conflict(both);
    }
    let unsaved = Unsaved { own: Some((clash.typed, Some(both))), ..Unsaved::default() };
    with_conflict(note::draw(app, signed, composer, Open::Person(clash.patient), false, &unsaved))
}

pub(super) async fn shared(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    headers: HeaderMap,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let is_quiet = headers.contains_key("hx-request");
    let here = format!("/sessions/{session}/note");
    if sent.text("keep") == "theirs" {
        return Redirect::to(&here).into_response();
    }
    let zone = app.0.house.zone();
    let known = match note::load(&app, &signed, session).await {
        Ok(known) => known,
        Err(refusal) => return signed.refused(&refusal),
    };
    let part = read::shared(&sent, &known, zone);
    let saved = match save(&app, &signed, session, &sent, Content::Shared(part.clone())).await {
        Ok(saved) => saved,
        Err(refusal) => return signed.refused(&refusal),
    };
    match saved.receipt {
        SaveReceipt::KeptAside(against) => {
            let theirs = saved
                .composer
                .saved_at
                .map_or_else(|| "Theirs".to_owned(), |at| format!("Theirs, saved {}", zone.clock_short(at)));
            let both = both(
                &shared_text("Yours, not saved yet".to_owned(), zone, &part),
                &shared_text(theirs, zone, &saved.composer.shared),
                against,
            );
            if is_quiet {
                return with_conflict(both);
            }
            let unsaved = Unsaved { shared: Some((part, both)), ..Unsaved::default() };
            let open = note::next_open(&saved.composer, None);
            with_conflict(note::draw(&app, &signed, &saved.composer, open, true, &unsaved))
        }
        SaveReceipt::Saved(version) if is_quiet => quietly(&app, &saved.composer, version, None),
        SaveReceipt::Saved(_) => Redirect::to(&format!("{here}?shared=1")).into_response(),
    }
}

/// The answer that `autosave.js` reads: the version it is now, when it was saved, and where to go on.
fn quietly(app: &App, composer: &Composer, version: i64, next: Option<String>) -> Response {
    let zone = app.0.house.zone();
    let saved_at = composer.saved_at.map(|at| zone.clock_short(at)).unwrap_or_default();
    let mut headers = HeaderMap::new();
    let named = [("x-version", Some(version.to_string())), ("x-saved-at", Some(saved_at)), ("x-next", next)];
    for (name, value) in named {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    (StatusCode::OK, headers).into_response()
}

/// Puts a text that was kept aside into its part; what stood there is kept aside in its turn.
pub(super) async fn take_over(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let of = if sent.text("of") == "shared" { Some(Part::Shared) } else { sent.parse::<PatientId>("of").map(Part::Own) };
    let (words, based_on) = (sent.text("words").replace("\r\n", "\n"), sent.parse("version").unwrap_or(0));
    let done = app
        .work(move |house| {
            let composer = house.ask(&actor, &OpenComposer { session })?;
            let content = match of.ok_or(Refusal::NotFound)? {
                Part::Shared => {
                    let mut part = composer.shared.clone();
                    part.summary = words.clone();
                    Content::Shared(part)
                }
                Part::Own(id) => {
                    let person = composer.people.iter().find(|person| person.patient == id).ok_or(Refusal::NotFound)?;
                    Content::Own(id, OwnPart { words: words.clone(), ..person.own.clone() })
                }
            };
            house.perform(&actor, &SettleDraft { session, content, based_on }).map(|receipt| (receipt, of))
        })
        .await;
    match done {
        Ok((SaveReceipt::KeptAside(_), _)) => signed.refused(&Refusal::Conflict),
        Ok((SaveReceipt::Saved(_), Some(Part::Own(patient)))) => {
            Redirect::to(&note::address(session, Open::Person(patient))).into_response()
        }
        Ok(_) => Redirect::to(&format!("/sessions/{session}/note?shared=1")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
