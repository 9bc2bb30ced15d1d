//! What the viewer keeps about a person, and the door to the notes of others for those whose work it is (P2-24).

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use treatment::counseling_note::read::KeptNote;
use treatment::counseling_note::{ListCounselingNotes, ListCounselingNotesOfOthers, ReadingPurpose};
use vocabulary::id::PatientId;

use super::super::chart::{Open, Tab};
use super::super::say;
use super::{base, explained, may_read_others, open_room};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Hue, Icon, PageHead, Row, RowList, Select, chip, empty};
use crate::signed::Signed;
use crate::words::full_day;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) purpose: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open_room(&app, signed, patient).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let purpose = ReadingPurpose::read(&asked.purpose);
    let actor = open.signed.actor.clone();
    let lists = app.work(move |house| {
        let own = house.ask(&actor, &ListCounselingNotes { patient })?;
        let ask = |purpose| house.ask(&actor, &ListCounselingNotesOfOthers { patient, purpose });
        Ok((own, purpose.map(ask).transpose()?))
    });
    let (own, others) = match lists.await {
        Ok(lists) => lists,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let write = Button::primary("Write a counseling note").icon(Icon::Lock).href(format!("{}/new", base(patient)));
    let head = PageHead::new("Counseling notes")
        .second()
        .crumb(Crumb::to(Tab::Notes.words(), Tab::Notes.href(patient)))
        .crumb(Crumb::here("Counseling notes"))
        .below(html! { "Yours alone, and no part of the chart." })
        .acts(html! { (write) });
    let none =
        empty("You keep no counseling note about this person.", "Most sessions need none: the chart note is enough.", None);
    let content = html! {
        (head)
        (Card::new("What you keep").body(html! { @if own.is_empty() { (none) } @else { (rows(&open, &own, None)) } }))
        (explained())
        @if may_read_others(&app, &open.signed) { (others_card(&open, purpose, others.as_deref())) }
    };
    open.page(Tab::Notes, content).into_response()
}

fn rows(open: &Open, notes: &[KeptNote], purpose: Option<ReadingPurpose>) -> Markup {
    let row = |note: &KeptNote| {
        let asked = purpose.map_or_else(String::new, |purpose| format!("?purpose={}", purpose.key()));
        let about = note.session.as_deref().unwrap_or("A conversation");
        let written = say::moment(open.app.0.house.zone(), note.at, open.today);
        let line = match purpose {
            Some(_) => format!("{} · written {written}", note.by),
            None => format!("Written {written}"),
        };
        let row = Row::new(format!("{about}, {}", full_day(note.day)))
            .href(format!("{}/{}{asked}", base(open.patient()), note.id))
            .line(line);
        if note.version > 1 { row.chip(chip(Hue::Outline, format!("Version {}", note.version)).icon(Icon::Edit)) } else { row }
    };
    html! { (RowList::new("Counseling notes").rows(notes.iter().map(row))) }
}

fn others_card(open: &Open, purpose: Option<ReadingPurpose>, others: Option<&Vec<KeptNote>>) -> Markup {
    let options = ReadingPurpose::ALL.map(|purpose| (purpose.key(), purpose.title()));
    let body = html! {
        form.form.line method="get" action=(base(open.patient())) {
            (Select::new("purpose", "What for").options(options).chosen(purpose.map_or("", ReadingPurpose::key)))
            (Button::plain("See what others keep").icon(Icon::Eye))
        }
        @if let (Some(purpose), Some(notes)) = (purpose, others) {
            @if notes.is_empty() {
                (empty("Nobody else keeps a counseling note about this person.", "", None))
            } @else { (rows(open, notes, Some(purpose))) }
        }
    };
    let small = "Only for the purposes the law names. That you ask, and each note that you open, is in the list of who looked, with the purpose.";
    html! { (Card::new("Notes of others").small(small).padded().body(body)) }
}
