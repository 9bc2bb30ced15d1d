//! What is done on the admission page: confirming who it is, giving papers, waiving a gate.

use access::{Command, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use episode::patient_link::MarkCorrected;
use intake::admission::{ConfirmIdentity, Gate, WaiveGate, Who};
use intake::inquiry::InquiryDetail;
use intake::paper::{Language, SignerBasis};
use reactions::Fact;
use reactions::admission::IssueAdmissionPapers;
use vocabulary::day::parse_day;
use vocabulary::id::InquiryId;

use super::admission::draw_or_refuse;
use super::duplicates::{NOBODY_YET, SOMEBODY_ELSE};
use crate::app::App;
use crate::component::Problem;
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;

/// Does it and goes back to the page, or shows the page again with what is wrong.
async fn done<C>(
    app: &App,
    signed: Signed,
    inquiry: InquiryId,
    sent: &Sent,
    command: C,
    rename: impl Fn(&str) -> String,
) -> Response
where
    C: Command + Send + 'static,
    C::Output: Send + 'static,
    Fact: From<C::Fact>,
{
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&format!("/inquiries/{inquiry}/admission")).into_response(),
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, problems)) => {
                let problems: Vec<Problem> =
                    problems.iter().map(|problem| Problem::new(rename(&problem.field), problem.words.clone())).collect();
                let mut page = draw_or_refuse(app, signed, inquiry, sent, &problems).await;
                *page.status_mut() = status;
                page
            }
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn identity(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let known = match app.work(move |house| house.ask(&actor, &InquiryDetail { inquiry })).await {
        Ok(detail) => detail.suggestion.clone(),
        Err(refusal) => return signed.refused(&refusal),
    };
    if sent.text("who") == NOBODY_YET {
        return done(&app, signed, inquiry, &sent, ConfirmIdentity { inquiry, who: Who::NobodyYet }, str::to_owned).await;
    }
    let is_none_of_them = sent.text("who") == SOMEBODY_ELSE;
    if let Some(known) = sent.parse("who") {
        let who = Who::Known(known);
        return done(&app, signed, inquiry, &sent, ConfirmIdentity { inquiry, who }, str::to_owned).await;
    }
    let input = episode::patient::PatientInput {
        given: sent.text("given").to_owned(),
        family: sent.text("family").to_owned(),
        birth_date: parse_day(sent.text("birth_date")).ok(),
        language: sent.text("language").to_owned(),
        ..known
    };
    done(
        &app,
        signed,
        inquiry,
        &sent,
        ConfirmIdentity { inquiry, who: Who::New { input: input.into(), is_none_of_them } },
        str::to_owned,
    )
    .await
}

pub(super) async fn corrected(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(event) = sent.parse("event") else { return signed.refused(&Refusal::NotFound) };
    done(&app, signed, inquiry, &sent, MarkCorrected { event }, str::to_owned).await
}

pub(super) async fn papers(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let basis = SignerBasis::ALL.into_iter().find(|basis| basis.as_str() == sent.text("basis")).unwrap_or_default();
    let command = IssueAdmissionPapers {
        inquiry,
        papers: sent.all("papers").map(str::to_owned).collect(),
        language: Some(sent.text("language")).filter(|tag| !tag.is_empty()).map(Language::of_tag),
        basis,
        emergency_contact: (sent.text("contact_name").to_owned(), sent.text("contact_phone").to_owned()),
        self_pay_terms: sent.text("self_pay_terms").to_owned(),
        press: app.0.wiring.press.clone(),
    };
    done(&app, signed, inquiry, &sent, command, str::to_owned).await
}

pub(super) async fn waive(
    State(app): State<App>,
    Path((inquiry, gate)): Path<(InquiryId, String)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(gate) = Gate::parse(&gate) else { return signed.refused(&Refusal::NotFound) };
    let field = format!("reason.{}", gate.as_str());
    let command = WaiveGate { inquiry, gate, reason: sent.text(&field).to_owned() };
    done(&app, signed, inquiry, &sent, command, |_| field.clone()).await
}
