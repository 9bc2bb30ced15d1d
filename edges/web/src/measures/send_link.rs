//! A link to the person's phone, made where the forms are that wait on it: from a chart, without an account and without a detour (S-26).

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use reactions::send_link::LinkAddressesView;
use uuid::Uuid;

use super::around::{Around, around};
use crate::app::App;
use crate::component::{Banner, Button, Card};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::Trouble;
use crate::phone_link::{self, Made, Wish};

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
    phone_link::form(&around.signed().frame.csrf, &format!("{}/link", around.list()), addresses, DAYS, sent, trouble)
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
    let wish = Wish { patient: around.person(), with_privacy: false, thread: around.thread() };
    let back = Button::plain("Back to the measures").href(around.list());
    match phone_link::make(&app, &around.signed().actor, wish, &sent, back).await {
        Ok(Made::Shown(shown)) => around.behind("The link", phone_link::ONCE, &Trouble::default(), shown),
        Ok(Made::Not(refusal, addresses)) => match Trouble::of(&refusal) {
            Some(trouble) => {
                let card = Card::new("Send to their phone").padded().body(form(&around, &addresses, &sent, &trouble));
                around.behind("Send to their phone", "A link that dies and says nothing.", &trouble, html! { (card) })
            }
            None => around.signed().refused(&refusal),
        },
        Err(refusal) => around.signed().refused(&refusal),
    }
}
