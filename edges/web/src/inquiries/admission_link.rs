//! Makes the link to the person's phone and shows it this once: as a picture to hold the phone over, as an address to copy, and in the
//! neutral words that may be sent (P2-14; ux 7), or sends them. Nothing in them says what kind of place this is.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use conversation::language::Language;
use conversation::message::enclosure;
use conversation::template::{self, Fill};
use episode::patient_link::{LinkSent, RevokeLink};
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use reactions::admission::{AdmissionGates, AdmissionView, LinkLetter, SendAdmissionLink, TEMPLATE};
use vocabulary::Phone;
use vocabulary::id::{InquiryId, PatientLinkId};

use super::admission::{self, draw_or_refuse};
use super::{message, say};
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

fn before_secret(app: &App) -> String {
    format!("{}/l/", app.0.site.origin.trim_end_matches('/'))
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
    let body = html! {
        @if let Some(picture) = picture(&address) {
            div.qr role="img" aria-label="A picture that a phone reads. The same stands below as an address." { (PreEscaped(picture)) }
        }
        p.secret { (address) }
        div.acts { button.b type="button" data-print { (Icon::Print) "Print" } (Button::plain("Back to the admission").href(back)) }
    };
    let text = html! {
        blockquote.neutral lang=(language.as_str()) { (words) }
        p.hint { (words.chars().count()) " characters. Only to a number where texts are fine." }
    };
    let sent = open.detail.messages.iter().rev().find(|message| message.address == written_to);
    let content = html! {
        (head)
        @if let Some(sent) = sent {
            div role="status" {
                (Banner::done(format!("Written to {}.", said_address(written_to))).link("See it in the thread", format!("/inquiries/{}#thread", row.id)))
                p { (message::delivery(app.0.house.zone(), &sent.delivery)) }
            }
        }
        (Banner::private("Do not read it out where others hear, and do not write it down elsewhere: take it back and make a new one instead."))
        (Card::new("On their phone").padded().body(body))
        @if sent.is_none() { (Card::new("In words that say nothing").padded().body(text)) }
    };
    Ok(Page::new(&signed.frame, Area::Inquiries, format!("Link, {}", say::tab_name(row)))
        .style("desk.css")
        .narrow()
        .render(content))
}

/// A number as people write it; an e-mail address as it is.
pub(super) fn said_address(address: &str) -> String {
    Phone::parse(address).map_or_else(|_| address.to_owned(), |phone| phone.display())
}

/// The language the person reads.
fn language(admission: &AdmissionView) -> Language {
    let tag = admission.registered.as_ref().map_or("en", |known| known.language.as_str());
    tag.get(..2).and_then(Language::parse).unwrap_or_default()
}

fn picture(address: &str) -> Option<String> {
    let code = QrCode::new(address.as_bytes()).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // Without the line that only a file of its own has.
    drawn.find("<svg").and_then(|at| drawn.get(at..)).map(str::to_owned)
}

/// The text that is ready for a link, with its address or what stands for it.
fn neutral_text(sender: String, link: &str, language: Language) -> Result<String, Refusal> {
    template::filled(TEMPLATE, language, &Fill { sender, link: link.to_owned(), ..Fill::default() })
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
