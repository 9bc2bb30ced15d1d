//! Who may get in: a one-time link for a member of staff, and the end of their access. Shown once, to be given to that person only.

use ::access::{Refusal, Staff};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::accounts::SetupLink;
use vocabulary::id::StaffId;

use super::part::{Part, SettingsPage};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, csrf_field};
use crate::form::SignedForm;
use crate::signed::Signed;
use crate::words;

/// Whether somebody can sign in, and what can be done about it.
pub(super) fn card(app: &App, signed: &Signed, staff: &Staff, can_enter: bool) -> Card {
    let card = Card::new("Signing in").small(format!("As {}", staff.login)).padded();
    if app.0.site.is_demo {
        return card.body(html! { p { "In the demonstration everybody signs in from the list at the door." } });
    }
    let (id, csrf) = (staff.id, &signed.frame.csrf);
    let make = if can_enter { "Make a link for a new start" } else { "Make a one-time link" };
    let body = html! {
        p { @if can_enter { "Can sign in." } @else { "Cannot sign in yet: give them a one-time link, on which they set their password or passkey." } }
        div.acts {
            form method="post" action=(format!("/settings/staff/{id}/invite")) { (csrf_field(csrf)) (Button::plain(make).icon(Icon::Lock)) }
            @if can_enter {
                details.close {
                    summary { "Close access" }
                    form method="post" action=(format!("/settings/staff/{id}/close")) {
                        (csrf_field(csrf))
                        p { "They are signed out everywhere now and cannot come back without a new link. What they signed stays theirs." }
                        (Button::plain("Close access now"))
                    }
                }
            }
        }
    };
    card.body(body)
}

/// Whoever manages staff, for others than themselves; the demonstration has no such door.
pub(super) fn opens_doors(app: &App, signed: &Signed, staff: StaffId) -> bool {
    !app.0.site.is_demo && Part::Staff.may_change_one(app, signed, &staff.to_string())
}

pub(super) async fn invite(State(app): State<App>, Path(staff): Path<StaffId>, SignedForm(signed, _): SignedForm) -> Response {
    if !opens_doors(&app, &signed, staff) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    match app.work(move |house| house.invite(&actor, staff)).await {
        Ok(link) => show(&app, &signed, &link).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn show(app: &App, signed: &Signed, link: &SetupLink) -> Markup {
    let zone = app.0.house.zone();
    let address = format!("{}{}", app.0.site.origin, link.path);
    let until = format!("{}, {}", words::full_day(zone.day(link.dies_at)), zone.clock_face(link.dies_at));
    let body = html! {
        (Field::text("link", "One-time link").value(address).read_only().class("code").hint(format!("Works once, until {until}")))
        div.acts { (Button::plain("Done").href(format!("/settings/staff/{}", link.staff))) }
    };
    let content = html! {
        (Banner::private("Give it to this person only, in person or by a way you trust. It is not shown again."))
        (Card::new("Their way in").padded().body(body))
    };
    SettingsPage { title: "One-time link".to_owned(), crumb: Some("Signing in"), ..SettingsPage::of(Part::Staff) }
        .render(app, signed, content)
}

pub(super) async fn close(State(app): State<App>, Path(staff): Path<StaffId>, SignedForm(signed, _): SignedForm) -> Response {
    if !opens_doors(&app, &signed, staff) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    match app.work(move |house| house.close_access(&actor, staff)).await {
        Ok(()) => Redirect::to(&format!("/settings/staff/{staff}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
