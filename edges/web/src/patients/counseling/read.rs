//! One counseling note, opened: the look is written down. It is not meant for paper, so a print of the page has none of its words.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::html;
use treatment::counseling_note::{ReadCounselingNote, ReadingPurpose};
use vocabulary::id::{CounselingNoteId, PatientId};

use super::super::chart::Tab;
use super::super::say;
use super::list::Asked;
use super::{base, open_room};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Icon, PageHead};
use crate::signed::Signed;
use crate::words::full_day;

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path((patient, note)): Path<(PatientId, CounselingNoteId)>,
    Query(asked): Query<Asked>,
) -> Response {
    let purpose = ReadingPurpose::read(&asked.purpose);
    let actor = signed.actor.clone();
    let opened = match app.work(move |house| house.ask(&actor, &ReadCounselingNote { note, purpose })).await {
        Ok(opened) if opened.patient.id == patient => opened,
        Ok(_) => return signed.refused(&Refusal::NotFound),
        Err(refusal) => return signed.refused(&refusal),
    };
    let open = match open_room(&app, signed, patient).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let moment = |at| say::moment(app.0.house.zone(), at, open.today);
    let amend = Button::plain("Amend").icon(Icon::Edit).href(format!("{}/{note}/amend", base(patient)));
    let about = opened.session.clone().unwrap_or_else(|| "A conversation".to_owned());
    let head = PageHead::new(format!("{about}, {}", full_day(opened.note.day)))
        .second()
        .crumb(Crumb::to("Counseling notes", base(patient)))
        .crumb(Crumb::here(full_day(opened.note.day)))
        .below(html! { (opened.by) " · version " (opened.version) ", written " (moment(opened.at)) })
        .acts(html! { @if opened.is_own { (amend) } });
    let content = html! {
        (head)
        (Banner::private("This note is not part of the chart. It is neither printed nor sent, and this look is written down."))
        div.no-print {
            (Card::new("What was said").padded().body(html! { div.read { @for part in opened.words.lines() { p { (part) } } } }))
            @for (version, at, words) in &opened.earlier {
                details.over {
                    summary { "Version " (version) ", written " (moment(*at)) }
                    div.read { @for part in words.lines() { p { (part) } } }
                }
            }
        }
    };
    open.page(Tab::Notes, content).into_response()
}
