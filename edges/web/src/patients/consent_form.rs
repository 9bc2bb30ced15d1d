//! Records a signed consent to tell a payer what payment needs (P2-20), and stops one at once when the person says so (P2-27).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Consent;
use maud::html;
use privacy::consent::RevokeConsent;
use vocabulary::id::{ConsentId, PatientId};

use super::chart::{Open, Tab, open_to};
use super::coverage_form::{payer, payers};
use super::filled::{self, Trouble};
use super::say;
use crate::app::App;
use crate::component::{Banner, Button, Card, Icon, csrf_field};
use crate::cover::fields;
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;
use crate::words::capital;

const ACT: (Action, Kind) = (Action::Record, Kind::Consent);

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, ACT).await {
        Ok(open) => draw(&open, &begun(&open), &Trouble::default()),
        Err(response) => response,
    }
}

/// The form as it begins: signed today, by the legal name, until treatment ends, for the payer of the newest coverage.
fn begun(open: &Open) -> Sent {
    let payer = open.chart.coverages.first().map(|coverage| coverage.payer.to_string()).unwrap_or_default();
    let name = open.chart.patient.legal_name.full();
    let today = open.today.to_string();
    fields::consent_begun(&payer, &name, &today)
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, ACT).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let Some(payer) = payer(&open, &sent, &mut unread) else {
        return draw(&open, &sent, &Trouble::of(&Refusal::Invalid(unread)).unwrap_or_default());
    };
    let discloser = open.chart.around.program_name.clone();
    let command = fields::consent(patient, payer, discloser, &sent, &mut unread);
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&Tab::Consents.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &sent, trouble)),
    }
}

fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/consents/new", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (fields::consent_fields(&payers(open, sent, trouble, false), sent, &trouble.problems))
            div.acts { (Button::primary("Save consent").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Consents.href(open.patient()))) }
        }
    };
    let below = "The person has signed it, on paper or on a screen. They may stop it at any time.";
    let card = Card::new("Who may know").padded().body(form);
    open.form_page(Tab::Consents, "Record a consent to payment", below, trouble, html! { (card) })
}

pub(super) async fn stop_form(
    State(app): State<App>,
    signed: Signed,
    Path((patient, consent)): Path<(PatientId, ConsentId)>,
) -> Response {
    match open_to(&app, signed, patient, (Action::Void, Kind::Consent)).await {
        Ok(open) => match known(&open, consent) {
            Some(consent) => draw_stop(&open, consent),
            None => open.signed.refused(&Refusal::NotFound),
        },
        Err(response) => response,
    }
}

fn known(open: &Open, id: ConsentId) -> Option<&Consent> {
    open.chart.consents.iter().find(|consent| consent.id == id)
}

fn draw_stop(open: &Open, consent: &Consent) -> Response {
    let recipients = say::recipients(&consent.recipients, &open.chart.around.payers);
    let form = html! {
        (Banner::private(format!("{recipients} will be told nothing from this moment on. What was sent before stays sent.")))
        p { "It stops: " (capital(&say::categories(&consent.categories))) ", " (say::purposes(&consent.purposes)) "." }
        p.muted { "Days that are not billed yet are counted anew; they are held, or stand on the person’s own account." }
        form.form method="post" action=(format!("/patients/{}/consents/{}/stop", open.patient(), consent.id)) {
            (csrf_field(&open.signed.frame.csrf))
            div.acts { (Button::primary("Stop sharing now").icon(Icon::Lock)) (Button::quiet("Go back").href(Tab::Consents.href(open.patient()))) }
        }
    };
    let card = Card::new(format!("Stop sharing with {recipients}?")).padded().body(form);
    let below = "When the person says so, in any form.";
    open.form_page(Tab::Consents, "Stop sharing", below, &Trouble::default(), html! { (card) })
}

pub(super) async fn stop(
    State(app): State<App>,
    Path((patient, consent)): Path<(PatientId, ConsentId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, (Action::Void, Kind::Consent)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    if known(&open, consent).is_none() {
        return open.signed.refused(&Refusal::NotFound);
    }
    match filled::perform(&app, &open.signed, RevokeConsent { consent }, Vec::new()).await {
        Ok(_) => Redirect::to(&Tab::Consents.href(patient)).into_response(),
        Err(refusal) => open.signed.refused(&refusal),
    }
}
