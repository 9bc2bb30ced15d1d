//! Makes the link to the person's phone and shows it this once: as a picture to hold the phone over, as an address to copy, and in the
//! neutral words that may be sent (P2-14; ux 7). Nothing in them says what kind of place this is.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use episode::patient_link::{LinkSent, RevokeLink};
use intake::paper::Language;
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use reactions::admission::{AdmissionView, SendAdmissionLink};
use vocabulary::id::{InquiryId, PatientLinkId};

use super::admission::{self, draw_or_refuse};
use super::say;
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Icon, PageHead};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::Signed;

pub(super) async fn send(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = SendAdmissionLink {
        inquiry,
        with_card: sent.is_on("card"),
        with_details: sent.is_on("details"),
        with_questions: sent.is_on("questions"),
        lives_days: sent.parse("days").unwrap_or(0),
    };
    let actor = signed.actor.clone();
    let made = app
        .work(move |house| {
            let made = house.perform(&actor, &command)?;
            Ok((made, admission::open(house, &actor, inquiry)?))
        })
        .await;
    match made {
        Ok((made, open)) => page(&app, &signed, &made, &open).into_response(),
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

fn page(app: &App, signed: &Signed, made: &LinkSent, open: &admission::Open) -> Markup {
    let row = &open.detail.row;
    let address = format!("{}/l/{}", app.0.site.origin.trim_end_matches('/'), made.token.to_address());
    let words = neutral_text(&app.0.site.place, &address, language(&open.admission));
    let back = format!("/inquiries/{}/admission", row.id);
    let head = PageHead::new("The link")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(row.name.full(), format!("/inquiries/{}", row.id)))
        .crumb(Crumb::to("Admission", back.clone()))
        .crumb(Crumb::here("Link"))
        .below(html! { "It is shown now and never again. Whoever opens it is asked for month and day of birth." });
    let body = html! {
        @if let Some(picture) = picture(&address) {
            div.qr role="img" aria-label="A picture that a phone reads. The same stands below as an address." { (PreEscaped(picture)) }
        }
        p.secret { (address) }
        div.acts { button.b type="button" data-print { (Icon::Print) "Print" } (Button::plain("Back to the admission").href(back)) }
    };
    let text = html! {
        blockquote.neutral lang=(language(&open.admission).tag()) { (words) }
        p.hint { (words.chars().count()) " characters. Only to a number where texts are fine." }
    };
    let content = html! {
        (head)
        (Banner::private("Do not read it out where others hear, and do not write it down elsewhere: take it back and make a new one instead."))
        (Card::new("On their phone").padded().body(body))
        (Card::new("In words that say nothing").padded().body(text))
    };
    Page::new(&signed.frame, Area::Inquiries, format!("Link, {}", say::tab_name(row))).style("desk.css").narrow().render(content)
}

fn language(admission: &AdmissionView) -> Language {
    admission.registered.as_ref().map_or(Language::En, |known| Language::of_tag(&known.language))
}

fn picture(address: &str) -> Option<String> {
    let code = QrCode::new(address.as_bytes()).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // Without the line that only a file of its own has.
    drawn.find("<svg").and_then(|at| drawn.get(at..)).map(str::to_owned)
}

/// Letters of the plain phone alphabet only, so that it fits one message.
pub(super) fn neutral_text(sender: &str, address: &str, language: Language) -> String {
    let words = match language {
        Language::En => "a page for you before your visit",
        Language::Es => "una pagina para usted antes de su cita",
        Language::Pt => "uma pagina para voce antes da visita",
        Language::Ht => "yon paj pou ou anvan vizit ou",
    };
    format!("{sender}: {words}: {address}")
}

pub(super) async fn end(
    State(app): State<App>,
    Path((inquiry, link)): Path<(InquiryId, PatientLinkId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &RevokeLink { link })).await {
        Ok(_) => (StatusCode::SEE_OTHER, Redirect::to(&format!("/inquiries/{inquiry}/admission"))).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p2_14_the_words_that_are_sent_say_nothing_and_fit_one_message() {
        let address = format!("https://chart.example.org/l/{}", "x".repeat(24));
        for language in Language::ALL {
            let words = neutral_text("Harbor St", &address, language);
            assert!(words.chars().count() <= 160 && words.is_ascii(), "{words}");
            for telling in ["treat", "recover", "clinic", "counsel", "health", "drug"] {
                assert!(!words.to_lowercase().contains(telling), "{telling} in {words}");
            }
        }
    }
}
