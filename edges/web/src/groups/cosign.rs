//! The co-signer's queue: one note open to read, what differs from the plan first, S signs it and the next one opens.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use treatment::progress_note::{AwaitingNote, CosignNote, OpenCosignQueue};
use vocabulary::ProgramZone;
use vocabulary::day::short_day;
use vocabulary::id::ProgressNoteId;

use super::document;
use super::note::part_2;
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Icon, PageHead, Row, RowList, Signature, csrf_field, empty, key_hint};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    note: Option<String>,
    again: Option<String>,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenCosignQueue)).await {
        Ok(queue) => draw(&app, &signed, &queue, &asked).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, queue: &[AwaitingNote], asked: &Asked) -> Markup {
    let zone = app.0.house.zone();
    let wanted = queue.iter().find(|one| asked.note.as_deref() == Some(one.note.id.to_string().as_str()));
    let open = wanted.or_else(|| queue.first());
    let below = match queue.len() {
        0 => words::CLEAR.to_owned(),
        1 => "1 note waits for your signature.".to_owned(),
        many => format!("{many} notes wait for your signature, oldest first."),
    };
    let head = PageHead::new("Co-sign")
        .crumb(Crumb::to("Groups", "/groups"))
        .crumb(Crumb::here("Co-sign"))
        .below(html! { (below) })
        .acts(key_hint(&[(&["J", "K"], "next, back"), (&["↵"], "open"), (&["S"], "co-sign")]));
    let rows = queue.iter().map(|one| row(one, open.is_some_and(|open| open.note.id == one.note.id)));
    let content = html! {
        (head)
        @if asked.again.is_some() { (Banner::due("The note was changed after you opened it. Nothing was signed. Read it once more.")) }
        @match open {
            None => { section.card { (empty(words::CLEAR, "Notes of people in training whom you supervise come here when they are signed.", Some(Button::plain("Back to groups").href("/groups")))) } }
            Some(open) => {
                div.work.cosigning {
                    (Card::new("Waiting").class("list").body(html! { (RowList::new("Waiting for your signature").rows(rows)) }))
                    (reading(zone, signed, open))
                }
            }
        }
    };
    Page::new(&signed.frame, Area::Groups, "Co-sign").style("note.css").top(part_2()).render(content)
}

fn row(one: &AwaitingNote, is_open: bool) -> Row {
    let writer = one.note.signature.name.clone();
    let differs = match one.differences.len() {
        0 => "as planned".to_owned(),
        1 => "1 thing to look at".to_owned(),
        many => format!("{many} things to look at"),
    };
    let state = if is_open { "Open. " } else { "" };
    Row::new(one.name.short()).href(format!("/groups/cosign?note={}", one.note.id)).line(format!(
        "{state}{}, {}, {writer}: {differs}",
        one.note.session_name,
        short_day(one.note.day)
    ))
}

fn reading(zone: &ProgramZone, signed: &Signed, one: &AwaitingNote) -> Markup {
    let note = &one.note;
    let viewer = &signed.frame.viewer;
    let meaning = format!("I co-sign as supervisor, {}", viewer.signed_name());
    html! {
        article.card.doc aria-label="The note to co-sign" {
            header.whose {
                p.of { (note.session_name) ", " (document::dated(note.day)) }
                h2 tabindex="-1" autofocus { (one.name.full()) @if let Some(pronouns) = &one.pronouns { small { " " (pronouns) } } }
            }
            div.differs {
                h3 { "Against the plan" }
                @if one.differences.is_empty() { p.fine { (Icon::Check) " Cites the plan as it stands." } }
                @else { ul.finds { @for difference in &one.differences { li.fix { (Icon::Thread) span { (difference) } } } } }
            }
            (document::body(zone, note, ""))
            div.signatures {
                (Signature { name: note.signature.name.clone(), meaning: "Signed".to_owned(), when: Some(document::at(zone, note.signature.at)) })
                form.statement method="post" action=(format!("/notes/{}/cosign", note.id)) {
                    (csrf_field(&signed.frame.csrf))
                    input type="hidden" name="version" value=(one.version);
                    input type="hidden" name="then" value="queue";
                    (Signature { name: viewer.signed_name(), meaning, when: None })
                    div.acts {
                        (Button::primary("Co-sign, next note").icon(Icon::Pen).key("S"))
                        (Button::quiet("Open the document").href(format!("/notes/{}", note.id)))
                    }
                }
            }
        }
    }
}

pub(super) async fn cosign(
    State(app): State<App>,
    Path(note): Path<ProgressNoteId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = CosignNote { note, version: sent.parse("version").unwrap_or(0) };
    let actor = signed.actor.clone();
    let is_queue = sent.text("then") == "queue";
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) if is_queue => Redirect::to("/groups/cosign").into_response(),
        Ok(_) => Redirect::to(&format!("/notes/{note}")).into_response(),
        Err(Refusal::Conflict) => Redirect::to(&format!("/groups/cosign?note={note}&again=1")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
