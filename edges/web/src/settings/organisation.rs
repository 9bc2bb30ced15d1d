//! The organisation's account of a member of staff: bound, awaited or not, by whoever manages staff; and whether the issuer answers.

use ::access::{Refusal, Staff};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use reactions::accounts::{AWAITED, KnownBy, OrganisationAccount};
use vocabulary::id::StaffId;

use super::access::opens_doors;
use super::one::{Kept, after};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, csrf_field};
use crate::form::SignedForm;
use crate::signed::Signed;
use crate::words;

/// Whether somebody may come in with the organisation's account, and what can be done about it; nothing without an issuer.
pub(super) fn card(app: &App, signed: &Signed, staff: &Staff, account: Option<&OrganisationAccount>, kept: &Kept) -> Markup {
    let Some(sso) = &app.0.wiring.single_sign_on else { return html! {} };
    let (wish, id, csrf) = (sso.wish(), staff.id, &signed.frame.csrf);
    let account = account.filter(|account| account.issuer == wish.issuer);
    let zone = app.0.house.zone();
    let day = |at| words::full_day(zone.day(at));
    let is_late = |one: &OrganisationAccount| app.0.house.clock().now().duration_since(one.allowed_at) > AWAITED;
    let state = match account {
        None => "Not bound.".to_owned(),
        Some(OrganisationAccount { subject: Some(subject), used_at: Some(at), .. }) => {
            format!("Bound to {subject}, last used {}.", day(*at))
        }
        Some(OrganisationAccount { subject: Some(subject), .. }) => format!("Bound to {subject}, not used yet."),
        Some(one) if is_late(one) => "An address was written down, and nobody came with it in 14 days. Write it anew.".to_owned(),
        Some(one) => format!(
            "Not bound yet: the first sign-in with {} binds it, until {}.",
            one.email.as_deref().unwrap_or_default(),
            day(one.allowed_at + AWAITED)
        ),
    };
    let (sent, problems) = (&kept.sent, kept.problems.as_slice());
    let body = html! {
        p { (state) }
        form.form method="post" action=(format!("/settings/staff/{id}/organisation")) {
            (csrf_field(csrf))
            (Field::text("subject", "The account's own name at the issuer").value(sent.text("subject")).optional().autocomplete("off").max(255).class("medium")
                .hint("The lasting one (sub, object id), as the issuer's administrator sees it").problems(problems))
            @if wish.binds_by_email {
                (Field::email("email", "Or its e-mail address there").value(sent.text("email")).optional().autocomplete("off").max(255).class("medium")
                    .hint("For the first sign-in alone, when the issuer has verified it").problems(problems))
            }
            div.acts { (Button::plain(if account.is_some() { "Bind another account" } else { "Bind this account" })) }
        }
        @if account.is_some() {
            form method="post" action=(format!("/settings/staff/{id}/organisation/remove")) {
                (csrf_field(csrf))
                p { "Unbound, they are signed out everywhere and sign in by other ways only." }
                (Button::plain("Unbind"))
            }
        }
    };
    html! { (Card::new("The organisation's account").small(format!("Signs in with {}", sso.label())).id("organisation").padded().body(body)) }
}

/// Whether the issuer answers, for whoever manages staff.
pub(super) async fn issuer_words(app: &App) -> Markup {
    let Some(sso) = app.0.wiring.single_sign_on.clone() else { return html! {} };
    let label = sso.label().to_owned();
    let answered = app.work(move |house| Ok(sso.answers(house.clock().now()))).await;
    html! {
        @match answered {
            Ok(Ok(())) => { (Banner::done(format!("Staff sign in with {label}: the issuer answers."))) }
            Ok(Err(why)) => { (Banner::due(format!("Staff cannot sign in with {label} now. {why} Other ways to sign in stay."))) }
            Err(_) => {}
        }
    }
}

pub(super) async fn bind(State(app): State<App>, Path(staff): Path<StaffId>, SignedForm(signed, sent): SignedForm) -> Response {
    let sso = app.0.wiring.single_sign_on.clone().filter(|_| opens_doors(&app, &signed, staff));
    let Some(sso) = sso else { return signed.refused(&Refusal::NotFound) };
    let (actor, typed) = (signed.actor.clone(), sent.clone());
    let done = app.work(move |house| {
        let wish = sso.wish();
        let known_by = KnownBy::read(typed.text("subject"), typed.text("email"), wish.binds_by_email)?;
        house.bind_organisation_account(&actor, staff, &wish.issuer, &known_by)
    });
    after(&app, &signed, staff, sent, done.await).await
}

pub(super) async fn unbind(State(app): State<App>, Path(staff): Path<StaffId>, SignedForm(signed, sent): SignedForm) -> Response {
    if !opens_doors(&app, &signed, staff) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    let done = app.work(move |house| house.unbind_organisation_account(&actor, staff)).await;
    after(&app, &signed, staff, sent, done).await
}
