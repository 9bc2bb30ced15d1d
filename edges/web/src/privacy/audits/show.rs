//! What an auditor sees of one record: seen first, then shown here or handed over as a copy.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::decide::Outcome;
use maud::html;
use privacy::audit::{OpenAudit, Way};
use reactions::outside::{PreviewForAudit, ShowForAudit};
use vocabulary::id::{AuditId, PatientId};

use super::super::{Place, one_page};
use crate::app::App;
use crate::component::{Button, Card, Crumb, PageHead, csrf_field};
use crate::form::SignedForm;
use crate::outside::preview_card;
use crate::patients::filled::Trouble;
use crate::signed::{Signed, may};

pub(in super::super) async fn look(
    State(app): State<App>,
    signed: Signed,
    Path((audit, patient)): Path<(AuditId, PatientId)>,
) -> Response {
    draw(&app, &signed, audit, patient, &Trouble::default()).await
}

async fn draw(app: &App, signed: &Signed, audit: AuditId, patient: PatientId, trouble: &Trouble) -> Response {
    if !may(app, &signed.actor, Action::Disclose, Kind::Audit) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    let asked = app.work(move |house| {
        let opened = house.ask(&actor, &OpenAudit { audit })?;
        Ok((opened, house.ask(&actor, &PreviewForAudit { audit, patient })?))
    });
    let (opened, preview) = match asked.await {
        Ok(both) => both,
        Err(refusal) => return signed.refused(&refusal),
    };
    let number = opened.people.iter().find(|one| one.patient == patient).map(|one| one.record_number).unwrap_or_default();
    let back = format!("/rights/audits/{audit}");
    let title = format!("Record {number}");
    let head = PageHead::new(title.as_str())
        .crumb(Crumb::to(Place::Audits.words(), Place::Audits.href()))
        .crumb(Crumb::to(opened.audit.auditor.as_str(), back.clone()))
        .crumb(Crumb::here(title.as_str()))
        .below(html! { "What the auditor would see. Nothing is shown or handed over by looking." });
    let (press, then) = match opened.audit.way {
        Way::Copies => ("Make the copy", "The copy carries the notice and stands in the account of the person."),
        Way::OnPremises => {
            ("They looked at it here", "It stands in the account of the person. Nothing is copied or taken along.")
        }
    };
    let content = html! {
        (preview_card(&preview))
        @if preview.decision.outcome == Outcome::Allow {
            (Card::new("Show it").padded().body(html! {
                p { (then) }
                form.form method="post" action=(format!("/rights/audits/{audit}/people/{patient}")) {
                    (csrf_field(&signed.frame.csrf))
                    div.acts { (Button::primary(press)) (Button::quiet("Go back").href(back)) }
                }
            }))
        }
    };
    one_page(signed, "Audit", &head, trouble, &content)
}

pub(in super::super) async fn show(
    State(app): State<App>,
    Path((audit, patient)): Path<(AuditId, PatientId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let wish = ShowForAudit { audit, patient, press: app.0.wiring.press.clone() };
    let actor = signed.actor.clone();
    let made = app.work(move |house| {
        let left = house.show_for_audit(&actor, &wish)?;
        Ok((left, house.ask(&actor, &OpenAudit { audit })?.audit.way))
    });
    match made.await {
        Ok((left, Way::Copies)) => Redirect::to(&format!("/patients/{patient}/disclosures/{}", left.disclosure)).into_response(),
        Ok((_, Way::OnPremises)) => Redirect::to(&format!("/rights/audits/{audit}")).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, audit, patient, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}
