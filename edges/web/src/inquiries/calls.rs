//! Who is to be called back, whoever has heard nothing for longest first, one key for each outcome; and who sends people to us.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use intake::inquiry::queue::PAGE;
use intake::inquiry::{CallBackList, ContactResult, InquiryRow, LogContact};
use intake::referral_source::{KeepReferralSource, ReferralSources};
use maud::{Markup, html};
use vocabulary::id::InquiryId;

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, PageHead, Problem, Select, csrf_field, empty, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::{Signed, may};

/// The one key of each outcome.
const KEYS: [(ContactResult, &str); 4] = [
    (ContactResult::Reached, "1"),
    (ContactResult::MessageLeft, "2"),
    (ContactResult::WrongNumber, "3"),
    (ContactResult::NoAnswer, "4"),
];

#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// How many come before the first of this page.
    #[serde(default)]
    from: usize,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let actor = signed.actor.clone();
    let may_log = may(&app, &signed.actor, Action::Amend, Kind::Inquiry);
    let from = asked.from;
    match app.work(move |house| house.ask(&actor, &CallBackList { from })).await {
        Ok(rows) => draw(&signed, &rows, from, may_log).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(signed: &Signed, rows: &Released<Vec<InquiryRow>>, from: usize, may_log: bool) -> Markup {
    let head = PageHead::new("Call back")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::here("Call back"))
        .below(html! { "Whoever has heard nothing for longest comes first. 1, 2, 3 and 4 log the first call." });
    let body = html! {
        @if rows.is_empty() { (empty("You are clear.", "Nobody waits for a call.", None)) }
        ol.feed {
            @for (at, row) in rows.iter().enumerate() {
                li {
                    time { (say::short_hours(row.hours_waiting)) } (crate::component::Icon::Phone)
                    div {
                        b { a href=(format!("/inquiries/{}", row.id)) { (row.name.full()) } }
                        p { @if let Some(phone) = &row.phone { span.money { (phone.display()) } }
                            @if let Some(name) = &row.call_as { " · say you are “" (name) "”" }
                            @if !row.may_leave_message { " · leave no message" } }
                        @if may_log {
                            form method="post" action=(format!("/inquiries/{}/called", row.id)) {
                                (csrf_field(&signed.frame.csrf))
                                div.acts {
                                    @for (result, key) in KEYS {
                                        @let button = Button::plain(result.title()).named("result", result.as_str()).about(row.name.short()).small();
                                        @if at == 0 { (button.key(key)) } @else { (button) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if from > 0 || rows.len() == PAGE {
            div.acts {
                @if from > 0 { (Button::quiet("Before these").href(format!("/inquiries/calls?from={}", from.saturating_sub(PAGE)))) }
                @if rows.len() == PAGE { (Button::quiet("After these").href(format!("/inquiries/calls?from={}", from + PAGE))) }
            }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, "Call back")
        .style("desk.css")
        .narrow()
        .render(html! { (head) (Card::new("To call").body(body)) })
}

/// One key: how the call went; the list again.
pub(super) async fn called(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(result) = ContactResult::parse(sent.text("result")) else { return signed.refused(&Refusal::NotFound) };
    let actor = signed.actor.clone();
    let command = LogContact { inquiry, at: None, result: Some(result), words: String::new() };
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to("/inquiries/calls").into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn sources(State(app): State<App>, signed: Signed) -> Response {
    sources_page(&app, &signed, &Sent::default(), &[]).await
}

pub(super) async fn keep_source(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let command = KeepReferralSource { name: sent.text("name").to_owned(), owner: sent.parse("owner") };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to("/inquiries/sources").into_response(),
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, problems)) => (status, sources_page(&app, &signed, &sent, &problems).await).into_response(),
            None => signed.refused(&refusal),
        },
    }
}

async fn sources_page(app: &App, signed: &Signed, sent: &Sent, problems: &[Problem]) -> Response {
    let actor = signed.actor.clone();
    let loaded = app.work(move |house| Ok((house.ask(&actor, &ReferralSources)?, house.all_staff()?))).await;
    let (sources, staff) = match loaded {
        Ok(loaded) => loaded,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_keep = may(app, &signed.actor, Action::Amend, Kind::Inquiry);
    let head = PageHead::new("Who sends people")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::here("Who sends people"))
        .below(html! { "Each has somebody of ours who keeps in touch." });
    let list = html! {
        @if sources.is_empty() { (empty("None yet.", "Hospitals, courts and practices that send people appear here.", None)) }
        ul.rows { @for one in sources.iter() { li { div.txt { b { (one.name) } p { (one.owner_name) } } } } }
    };
    let form = html! {
        form.form method="post" action="/inquiries/sources" id="form" {
            (csrf_field(&signed.frame.csrf))
            (Field::text("name", "Name").value(sent.text("name")).problems(problems))
            (Select::new("owner", "Who keeps in touch").options(staff.iter().map(|one| (one.id.to_string(), one.name.full()))).chosen(sent.text("owner")).problems(problems))
            div.acts { (Button::primary("Keep")) }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, "Who sends people")
        .style("desk.css")
        .problem(!problems.is_empty())
        .narrow()
        .render(html! { (head) (error_summary(problems)) (Card::new("Sources").body(list)) @if may_keep { (Card::new("Add, or give to a colleague").padded().body(form)) } })
        .into_response()
}
