//! One entry of the directory: what stands there, what stood there before, and whether it is still used.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::outside_recipient::{
    OpenOutsideRecipient, OutsideRecipient, OutsideRecipientPage, RetireOutsideRecipient, ReturnOutsideRecipient,
};
use vocabulary::id::OutsideRecipientId;

use super::HREF;
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Fact, Field, PageHead, Row, RowList, csrf_field, facts};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{capital, full_day, list};

pub(super) async fn find(
    app: &App,
    signed: &Signed,
    recipient: OutsideRecipientId,
) -> Result<confidential::Released<OutsideRecipientPage>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenOutsideRecipient { recipient })).await
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(recipient): Path<OutsideRecipientId>) -> Response {
    match find(&app, &signed, recipient).await {
        Ok(page) => draw(&app, &signed, &page, &Sent::default(), &Trouble::default()),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, page: &OutsideRecipientPage, sent: &Sent, trouble: &Trouble) -> Response {
    let one = &page.now;
    let head = PageHead::new(one.name.as_str())
        .crumb(Crumb::to("Directory", HREF))
        .crumb(Crumb::here(one.name.as_str()))
        .below(html! { (one.status.title()) })
        .acts(html! {
            @if may(app, &signed.actor, Action::Amend, Kind::OutsideRecipient) { (Button::primary("Amend").href(format!("{HREF}/{}/edit", one.id))) }
        });
    let content = html! {
        (head)
        (trouble.summary())
        @if let Some(retired) = &one.retired {
            (Banner::due(format!("No longer used since {}: {}", full_day(retired.on), retired.reason)))
        }
        (Card::new("Now").padded().body(facts(&known(page))))
        @if may(app, &signed.actor, Action::Void, Kind::OutsideRecipient) { (still_used(signed, one, sent, trouble)) }
        (history(app, page))
    };
    let drawn = Page::new(&signed.frame, Area::Patients, "Directory").style("desk.css").problem(trouble.is_some()).narrow();
    trouble.answer(drawn.render(content))
}

fn known(page: &OutsideRecipientPage) -> Vec<Fact> {
    let one = &page.now;
    let mut all = Vec::new();
    let mut fact = |label: &'static str, value: String| {
        if !value.is_empty() {
            all.push(Fact::new(label, value));
        }
    };
    fact("Also named", list(&one.also_named));
    fact("Address", one.address.join(", "));
    fact("Telephone", one.phone.clone());
    fact("Fax", one.fax.clone());
    fact("E-mail", one.email.clone());
    fact("Treats people", if one.treats { "Yes" } else { "No" }.to_owned());
    fact("Through", page.intermediary.clone().unwrap_or_default());
    all
}

fn still_used(signed: &Signed, one: &OutsideRecipient, sent: &Sent, trouble: &Trouble) -> Markup {
    let here = format!("{HREF}/{}", one.id);
    let body = if one.retired.is_some() {
        html! {
            form.form method="post" action=(format!("{here}/return")) {
                (csrf_field(&signed.frame.csrf))
                div.acts { (Button::plain("Use again")) }
            }
        }
    } else {
        html! {
            form.form method="post" action=(format!("{here}/retire")) novalidate {
                (csrf_field(&signed.frame.csrf))
                (Field::text("reason", "Why they are no longer used").hint("Nothing is removed: what was sent to them says so").value(sent.text("reason")).problems(&trouble.problems))
                div.acts { (Button::plain("Mark as no longer used")) }
            }
        }
    };
    html! { (Card::new("Still used?").padded().body(body)) }
}

fn history(app: &App, page: &OutsideRecipientPage) -> Markup {
    let zone = app.0.house.zone();
    let rows = page.versions.iter().map(|version| {
        let was = &version.was;
        let line = [was.status.title().to_owned(), was.reached_at()].into_iter().filter(|part| !part.is_empty());
        Row::new(was.name.as_str())
            .line(format!("{} by {}. {}", capital(&version.what), version.by, line.collect::<Vec<_>>().join(" · ")))
            .when(full_day(zone.day(version.at)))
    });
    html! { (Card::new("History").small("Nothing is overwritten").body(html! { (RowList::new("What stood here").rows(rows)) })) }
}

pub(super) async fn retire(
    State(app): State<App>,
    Path(recipient): Path<OutsideRecipientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = RetireOutsideRecipient { recipient, reason: sent.text("reason").to_owned() };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, recipient, &sent, result).await
}

pub(super) async fn take_back(
    State(app): State<App>,
    Path(recipient): Path<OutsideRecipientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = filled::perform(&app, &signed, ReturnOutsideRecipient { recipient }, Vec::new()).await;
    after(&app, &signed, recipient, &sent, result).await
}

async fn after(
    app: &App,
    signed: &Signed,
    recipient: OutsideRecipientId,
    sent: &Sent,
    result: Result<OutsideRecipientId, Refusal>,
) -> Response {
    let refusal = match result {
        Ok(_) => return Redirect::to(&format!("{HREF}/{recipient}")).into_response(),
        Err(refusal) => refusal,
    };
    match (Trouble::of(&refusal), find(app, signed, recipient).await) {
        (Some(trouble), Ok(page)) => draw(app, signed, &page, sent, &trouble),
        _ => signed.refused(&refusal),
    }
}
