//! The link to a person's own pages about confidentiality: made from their chart, shown this once, written to them in neutral words, taken
//! back in one act (P2-14, P2-27, P2-49).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use episode::patient_link::RevokeLink;
use maud::{Markup, html};
use reactions::admission::LinkLine;
use reactions::own::{PrivacyLinks, PrivacyLinksView};
use reactions::send_link::{LinkAddresses, LinkAddressesView};
use vocabulary::id::{PatientId, PatientLinkId};

use super::chart::{Open, Tab, open_to};
use super::filled::Trouble;
use super::say;
use crate::app::App;
use crate::component::{Button, Card, Column, Table, TableRow, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::phone_link::{self, Made, Wish};
use crate::signed::Signed;

/// How many days a link lives when nobody says otherwise: long enough to look more than once.
const DAYS: &str = "30";

const TITLE: &str = "Their privacy page";
const BELOW: &str =
    "On their phone, in their language: who may be told and how to stop it, what would be sent, who was told, who looked.";

fn address(patient: PatientId) -> String {
    format!("/patients/{patient}/privacy-link")
}

async fn links(open: &Open) -> Result<(Released<PrivacyLinksView>, Released<LinkAddressesView>), Refusal> {
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    let ask = move |house: &reactions::House| {
        Ok((house.ask(&actor, &PrivacyLinks { patient })?, house.ask(&actor, &LinkAddresses { patient })?))
    };
    open.app.work(ask).await
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    let open = match open_to(&app, signed, patient, (Action::Record, Kind::PatientLink)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    draw(&open, &Sent::default(), &Trouble::default()).await
}

async fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let (links, addresses) = match links(open).await {
        Ok(found) => found,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let form = phone_link::form(&open.signed.frame.csrf, &address(open.patient()), &addresses, DAYS, sent, trouble);
    let content = html! {
        (Card::new("Make a link").small("It dies, says nothing and asks for month and day of birth").padded().body(form))
        (list(open, &links))
    };
    open.form_page(Tab::Consents, TITLE, BELOW, trouble, content)
}

fn list(open: &Open, links: &PrivacyLinksView) -> Markup {
    let columns = vec![Column::new("Made"), Column::new("For"), Column::new("Opened"), Column::new("Until"), Column::new("")];
    let zone = open.app.0.house.zone();
    let row = |line: &LinkLine| {
        let about = if line.link.is_for_privacy() { "Their privacy page" } else { "Something to do" };
        let opened = match line.last_opened {
            Some(at) => {
                format!("{}, last {}", crate::words::count(line.openings, "time", "times"), say::moment(zone, at, open.today))
            }
            None => "Not yet".to_owned(),
        };
        let end = html! {
            form method="post" action=(format!("{}/{}/end", address(open.patient()), line.link.id)) {
                (csrf_field(&open.signed.frame.csrf))
                (Button::plain("Take it back").small().about(format!("the link made {}", say::moment(zone, line.made_at, open.today))))
            }
        };
        TableRow::new(
            html! { (say::moment(zone, line.made_at, open.today)) },
            vec![html! { (about) }, html! { (opened) }, html! { (say::moment(zone, line.link.expires_at, open.today)) }, end],
        )
    };
    html! {
        @if links.open.is_empty() {
            (Card::new("Open links").body(empty("No link of theirs is open.", "One that is taken back, used up or over opens nothing.", None)))
        } @else {
            (Card::new("Open links").body(html! { (Table::new("Open links", columns).silent_caption().rows(links.open.iter().map(row))) }))
        }
        @if links.over > 0 { p.hint { (crate::words::count(links.over, "link", "links")) " of theirs opened once and do not any more." } }
    }
}

pub(super) async fn send(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, (Action::Record, Kind::PatientLink)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let wish = Wish { patient, with_privacy: true, thread: format!("/patients/{patient}") };
    let back = Button::plain("Back").href(address(patient));
    match phone_link::make(&app, &open.signed.actor, wish, &sent, back).await {
        Ok(Made::Shown(shown)) => open.form_page(Tab::Consents, "The link", phone_link::ONCE, &Trouble::default(), shown),
        Ok(Made::Not(refusal, _)) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&open, &sent, &trouble).await,
            None => open.signed.refused(&refusal),
        },
        Err(refusal) => open.signed.refused(&refusal),
    }
}

pub(super) async fn end(
    State(app): State<App>,
    Path((patient, link)): Path<(PatientId, PatientLinkId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, (Action::Void, Kind::PatientLink)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    match links(&open).await {
        Ok((links, _)) if links.open.iter().any(|line| line.link.id == link) => {}
        Ok(_) => return open.signed.refused(&Refusal::NotFound),
        Err(refusal) => return open.signed.refused(&refusal),
    }
    let actor = open.signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &RevokeLink { link, patient })).await {
        Ok(_) => Redirect::to(&address(patient)).into_response(),
        Err(refusal) => open.signed.refused(&refusal),
    }
}
