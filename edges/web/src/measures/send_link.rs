//! A link to the person's phone, made where the forms are that wait on it: from a chart, without an account and without a detour (S-26).

use axum::extract::{Path, State};
use axum::response::Response;
use conversation::message::{ThreadOf, enclosure};
use maud::{Markup, html};
use reactions::admission::LinkLetter;
use reactions::send_link::{LinkAddresses, LinkAddressesView, SendOwnLink};
use uuid::Uuid;

use super::around::{Around, around};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, Select, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::inquiries::message;
use crate::patients::filled::Trouble;
use crate::phone_link;

/// How many days a link lives when nobody says otherwise.
const DAYS: &str = "7";

/// The card that makes a link, where none is open.
pub(super) fn card(around: &Around, addresses: &LinkAddressesView) -> Markup {
    html! {
        (Banner::due("No link of theirs is open, so nothing is on their phone yet."))
        (Card::new("Send to their phone").small("A link that dies and says nothing").padded().body(form(around, addresses, &Sent::default(), &Trouble::default())))
    }
}

fn form(around: &Around, addresses: &LinkAddressesView, sent: &Sent, trouble: &Trouble) -> Markup {
    let known = addresses.allowed.iter().map(|one| (one.address.clone(), phone_link::said_address(&one.address)));
    let to: Vec<(String, String)> = known.chain([(String::new(), "Nobody: only show it here".to_owned())]).collect();
    let first = to.first().map_or("", |one| one.0.as_str());
    let typed = |field: &str, else_: &str| if trouble.is_some() { sent.text(field).to_owned() } else { else_.to_owned() };
    html! {
        form.form.cols method="post" action=(format!("{}/link", around.list())) novalidate {
            (csrf_field(&around.signed().frame.csrf))
            (Select::new("address", "Write it to").options(to.clone()).chosen(typed("address", first)).problems(&trouble.problems).hint("In words that say nothing, and not at night."))
            (Field::number("lives_days", "Days it lives").value(typed("lives_days", DAYS)).problems(&trouble.problems).class("short"))
            div.acts { (Button::primary("Make the link").icon(Icon::Phone)) }
        }
    }
}

/// Makes the link and shows it this once.
pub(super) async fn send<const IN_CHART: bool>(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    let (actor, patient, address) = (around.signed().actor.clone(), around.person(), sent.text("address").to_owned());
    let (before_secret, sender) = (phone_link::before_secret(&app), app.0.house.neutral_program().0);
    let lives_days = sent.parse("lives_days").unwrap_or(0);
    let (name, before) = (sender.clone(), before_secret.clone());
    let made = app
        .work(move |house| {
            let addresses = house.ask(&actor, &LinkAddresses { patient })?;
            let language = phone_link::language(&addresses.language);
            let letter = match address.as_str() {
                "" => None,
                _ => {
                    let words = phone_link::neutral_text(name, enclosure::PLACE, language)?;
                    Some(LinkLetter { address, words, language, before_secret: before })
                }
            };
            let to = letter.as_ref().map(|letter| letter.address.clone());
            match house.perform(&actor, &SendOwnLink { patient, lives_days, letter }) {
                Ok(made) => {
                    let written = match to {
                        Some(to) => house.ask(&actor, &ThreadOf { patient })?.iter().rev().find(|one| one.address == to).cloned(),
                        None => None,
                    };
                    Ok(Ok((made, language, written)))
                }
                Err(refusal) => Ok(Err((refusal, addresses))),
            }
        })
        .await;
    match made {
        Ok(Ok((made, language, written))) => {
            let secret = format!("{before_secret}{}", made.token.to_address());
            match phone_link::neutral_text(sender, &secret, language) {
                Ok(words) => {
                    let written = written.as_ref().map(|message| phone_link::Written {
                        address: &message.address,
                        thread: around.thread(),
                        delivery: html! { (message::delivery(app.0.house.zone(), &message.delivery)) },
                    });
                    let back = Button::plain("Back to the measures").href(around.list());
                    let shown = phone_link::shown(&secret, language, &words, written, back);
                    let below = "It is shown now and never again. Whoever opens it is asked for month and day of birth.";
                    around.behind("The link", below, &Trouble::default(), shown)
                }
                Err(refusal) => around.signed().refused(&refusal),
            }
        }
        Ok(Err((refusal, addresses))) => match Trouble::of(&refusal) {
            Some(trouble) => {
                let card = Card::new("Send to their phone").padded().body(form(&around, &addresses, &sent, &trouble));
                around.behind("Send to their phone", "A link that dies and says nothing.", &trouble, html! { (card) })
            }
            None => around.signed().refused(&refusal),
        },
        Err(refusal) => around.signed().refused(&refusal),
    }
}
