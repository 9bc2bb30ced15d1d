//! Makes the link to the person's phone and shows it this once: as a picture to hold the phone over, as an address to copy, and in the
//! neutral words that may be sent (P2-14; ux 7), or sends them. Nothing in them says what kind of place this is.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use conversation::language::Language;
use conversation::message::enclosure;
use episode::patient_link::{LinkSent, RevokeLink};
use maud::{Markup, html};
use reactions::admission::{AdmissionGates, AdmissionView, LinkLetter, SendAdmissionLink};
use vocabulary::id::{InquiryId, PatientLinkId};

use super::admission::{self, draw_or_refuse};
use super::{message, say};
use crate::app::App;
use crate::component::{Button, Crumb, PageHead};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::kept;
use crate::phone_link::{self, before_secret, neutral_text};
use crate::signed::Signed;

pub(super) async fn send(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let mut command = SendAdmissionLink {
        inquiry,
        with_card: sent.is_on("card"),
        with_details: sent.is_on("details"),
        with_questions: sent.is_on("questions"),
        lives_days: sent.parse("days").unwrap_or(0),
        letter: None,
    };
    let (actor, address, before_secret) = (signed.actor.clone(), sent.text("address").to_owned(), before_secret(&app));
    let (sender, written_to) = (app.0.house.neutral_program().0, address.clone());
    let made = app
        .work(move |house| {
            if !address.is_empty() {
                let language = language(&*house.ask(&actor, &AdmissionGates { inquiry })?);
                let words = neutral_text(sender, enclosure::PLACE, language)?;
                command.letter = Some(LinkLetter { address, words, language, before_secret });
            }
            let made = house.perform(&actor, &command)?;
            Ok((made, admission::open(house, &actor, inquiry, None)?))
        })
        .await;
    match made {
        Ok((made, open)) => match page(&app, &signed, &made, &open, &written_to) {
            Ok(page) => page.into_response(),
            Err(refusal) => signed.refused(&refusal),
        },
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, problems)) => {
                let mut page = draw_or_refuse(&app, signed, inquiry, &sent, &problems).await;
                *page.status_mut() = status;
                page
            }
            None => signed.refused(&refusal),
        },
    }
}

fn page(app: &App, signed: &Signed, made: &LinkSent, open: &admission::Open, written_to: &str) -> Result<Markup, Refusal> {
    let row = &open.detail.row;
    let address = format!("{}{}", before_secret(app), made.token.to_address());
    let language = language(&open.admission);
    let words = neutral_text(app.0.house.neutral_program().0, &address, language)?;
    let back = format!("/inquiries/{}/admission", row.id);
    let head = PageHead::new("The link")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(row.name.full(), format!("/inquiries/{}", row.id)))
        .crumb(Crumb::to("Admission", back.clone()))
        .crumb(Crumb::here("Link"))
        .below(html! { "It is shown now and never again. Whoever opens it is asked for month and day of birth." });
    let sent = open.detail.messages.iter().rev().find(|message| message.address == written_to);
    let written = sent.map(|sent| phone_link::Written {
        address: written_to,
        thread: format!("/inquiries/{}#thread", row.id),
        delivery: html! { (message::delivery(app.0.house.zone(), &sent.delivery)) },
    });
    let back = Button::plain("Back to the admission").href(back);
    let content = html! { (head) (phone_link::shown(&address, language, &words, written, back)) };
    Ok(Page::new(&signed.frame, Area::Inquiries, format!("Link, {}", say::tab_name(row)))
        .style("desk.css")
        .narrow()
        .render(content))
}

/// The language the person reads.
fn language(admission: &AdmissionView) -> Language {
    phone_link::language(admission.registered.as_ref().map_or("en", |known| known.language.as_str()))
}

pub(super) async fn end(
    State(app): State<App>,
    Path((inquiry, link)): Path<(InquiryId, PatientLinkId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let taken = app.work(move |house| {
        let patient = house.ask(&actor, &AdmissionGates { inquiry })?.patient;
        house.perform(&actor, &RevokeLink { link, patient })
    });
    match taken.await {
        Ok(_) => (StatusCode::SEE_OTHER, Redirect::to(&format!("/inquiries/{inquiry}/admission"))).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
