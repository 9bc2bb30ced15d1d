//! Who was told: the account of disclosures of three years, the same that staff see (P2-49).

use access::Refusal;
use axum::extract::State;
use axum::response::Response;
use confidential::{Disclosure, Released, ToPatient};
use intake::paper::{Language, plain};
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::outside::Account;
use reactions::own::OwnAccount;

use super::super::visit::Visiting;
use super::super::words::{self as all, Say};
use super::words;
use crate::app::App;

/// The account, as the gate lets them see it.
pub(super) async fn account(app: &App, visiting: &Visiting) -> Result<Released<Account, ToPatient>, Refusal> {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    app.work(move |house| house.ask_for_person(&person, &OwnAccount { link, from: None })).await
}

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match account(&app, &visiting).await {
        Ok(account) => visiting.page("/l/told", &draw(&app, &visiting, &account)),
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}

/// `"From March 1, 2023 to March 1, 2026."`
pub(super) fn time(language: Language, account: &Account) -> String {
    let (from, to) = (plain::day(language, account.from), plain::day(language, account.to));
    words::FROM_TO.with(language, &[("{from}", &from), ("{to}", &to)])
}

fn draw(app: &App, visiting: &Visiting, account: &Account) -> Markup {
    let language = visiting.language;
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::TOLD.to(language)) }
        p { (time(language, account)) }
        @if account.disclosures.is_empty() { p { (words::TOLD_NOTHING.to(language)) } }
        @for (one, at) in &account.disclosures { (card(app, language, one, *at)) }
        p { a href="/l/told/account.pdf" { (all::AS_FILE.to(language)) } " (PDF)" }
        p { a href="/l/told/account.csv" { (words::AS_TABLE.to(language)) } }
        p.hint { (words::TOLD_ASK.to(language)) }
    }
}

/// To whom it went, with the address when it was known (P2-49a).
pub(super) fn who(one: &Disclosure) -> String {
    if one.address.is_empty() { one.recipient.clone() } else { format!("{}, {}", one.recipient, one.address) }
}

fn card(app: &App, language: Language, one: &Disclosure, at: Timestamp) -> Markup {
    let line = |label: &Say, value: String| html! { div { dt { (label.to(language)) } dd { (value) } } };
    html! {
        article.box {
            h2 { (plain::day(language, app.0.house.zone().day(at))) }
            dl {
                (line(&words::TO_WHOM, who(one)))
                (line(&words::WHAT, plain::categories(language, one.categories.iter().copied())))
                (line(&words::WHAT_FOR, plain::purpose(language, one.purpose).to_owned()))
                (line(&words::BECAUSE, words::rested(one.rested).to(language).to_owned()))
                div { dt { (words::DETAILS.to(language)) } dd lang="en" { (one.description) " (" (one.channel) ")" } }
            }
        }
    }
}
