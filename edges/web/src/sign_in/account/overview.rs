//! The overview: preferences, the ways to sign in, the open sessions.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use maud::{Markup, Render as _, html};
use reactions::accounts::{Density, OwnAccount, PasskeyLine, Preferences, Theme};

use super::done;
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, PageHead, Row, RowList, Tick, csrf_field};
use crate::form::SignedForm;
use crate::frame::{self, Area, Page, ViewerBar};
use crate::sign_in::door::gone;
use crate::sign_in::organisation::sign_out_there;
use crate::signed::{Signed, cookie_name};
use crate::words;

#[derive(serde::Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(was): Query<Done>) -> Response {
    let actor = signed.actor.clone();
    let account = match app.work(move |house| house.own_account(&actor)).await {
        Ok(account) => account,
        Err(refusal) => return signed.refused(&refusal),
    };
    let content = html! {
        (PageHead::new("Your account").below(html! { (signed.frame.viewer.signed_name()) }))
        @if let Some(words) = done_words(&was.done) { (Banner::done(words)) }
        (Card::new("How you like the pages").padded().body(preferences(&signed)))
        @match &account {
            Some(account) => {
                (Card::new("How you sign in").body(means(&app, account)))
                (Card::new("Where you are signed in").padded().body(sessions(&signed, account)))
            }
            None if !app.0.site.is_demo => {
                (Card::new("How you sign in").padded().body(html! { p { "With your organisation's account alone. For a password or a passkey of your own, ask whoever looks after the staff for a setup link." } }))
                (Card::new("Where you are signed in").padded().body(everywhere(&signed)))
            }
            None => { (Banner::info("In the demonstration nobody has a password. Elsewhere, passkeys, authenticator app, recovery codes and PIN are looked after here.")) }
        }
    };
    Page::new(&signed.frame, Area::Account, "Your account").narrow().render(content).into_response()
}

fn done_words(was: &str) -> Option<&'static str> {
    Some(match was {
        "preferences" => "Saved.",
        "password" => "The password is changed. Everywhere else you are signed out.",
        "pin" => "The PIN is set.",
        "no-pin" => "The PIN is removed. A locked screen asks for the password.",
        "app" => "The authenticator app is set up. The one before does not count any more.",
        "no-app" => "The authenticator app is removed.",
        "passkey" => "The passkey is added.",
        "renamed" => "The passkey has its new name.",
        "no-passkey" => "The passkey is removed. Remove it from the device too.",
        _ => return None,
    })
}

fn preferences(signed: &Signed) -> Markup {
    let ViewerBar { theme, density, keys_on, shared_screen, .. } = &signed.frame.viewer;
    html! {
        form.form method="post" action="/account/preferences" {
            (csrf_field(&signed.frame.csrf))
            (ChoiceRow::one("theme", "Light or dark").choices([("system", "As the computer"), ("light", "Light"), ("dark", "Dark")]).chosen(match theme {
                frame::Theme::System => "system", frame::Theme::Light => "light", frame::Theme::Dark => "dark" }))
            (ChoiceRow::one("density", "Rows").choices([("compact", "Close"), ("default", "As usual"), ("comfortable", "Wide"), ("touch", "For fingers")]).chosen(match density {
                frame::Density::Compact => "compact", frame::Density::Default => "default", frame::Density::Comfortable => "comfortable", frame::Density::Touch => "touch" }))
            div.obs {
                (Tick::new("keys", "on", "Single letters do something").small("J and K walk through a list, I begins an inquiry. Never while you type.").checked(*keys_on))
                (Tick::new("shared", "on", "Other people can see this screen").small("After five minutes without touch, names become initials.").checked(*shared_screen))
            }
            div.acts { (Button::plain("Save")) }
        }
    }
}

pub(super) async fn prefer(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let preferences = Preferences {
        theme: match sent.text("theme") {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        },
        density: match sent.text("density") {
            "compact" => Density::Compact,
            "comfortable" => Density::Comfortable,
            "touch" => Density::Touch,
            _ => Density::Default,
        },
        keys_on: sent.is_on("keys"),
        shared_screen: sent.is_on("shared"),
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.set_preferences(&actor, &preferences)).await {
        Ok(()) => done("preferences"),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn means(app: &App, account: &OwnAccount) -> Markup {
    let change = |words: &'static str, href: &str| Button::plain(words).small().href(href.to_owned());
    let codes = match account.recovery_codes_left {
        0 => "None left. Make new ones.".to_owned(),
        left => format!("{left} of 10 left. Each works once when the phone is lost."),
    };
    let mut list = RowList::new("How you sign in");
    for passkey in &account.passkeys {
        let href = format!("/account/passkeys/{}", passkey.id);
        list = list.row(
            Row::new(passkey.name.clone())
                .line(passkey_line(app, passkey))
                .act(change("Change", &href).about(passkey.name.clone())),
        );
    }
    let passkeys = match (&app.0.passkeys, account.passkeys.is_empty()) {
        (Ok(_), true) => Row::new("Passkey")
            .line("None yet. Signs in with a fingerprint, a face or the PIN of the device.")
            .act(change("Add", "/account/passkeys").about("a passkey")),
        (Ok(_), false) => Row::new("Another passkey")
            .line("One for each device you work on.")
            .act(change("Add", "/account/passkeys").about("a passkey")),
        (Err(why), _) => Row::new("Passkey").line(format!("Not possible at this address: {why}.")),
    };
    let (app_words, app_act) = if account.has_authenticator { ("Set up.", "Change") } else { ("Not set up.", "Set up") };
    let (pin_words, pin_act) = if account.has_pin {
        ("Opens a locked screen.", "Change")
    } else {
        ("None: a locked screen asks for the password.", "Set")
    };
    list.row(passkeys)
        .row(
            Row::new("Password")
                .line("Asked for together with a code.")
                .act(change("Change", "/account/password").about("the password")),
        )
        .row(Row::new("Authenticator app").line(app_words).act(change(app_act, "/account/app").about("the authenticator app")))
        .row(Row::new("Recovery codes").line(codes).act(change("New codes", "/account/codes")))
        .row(Row::new("PIN").line(pin_words).act(change(pin_act, "/account/pin").about("the PIN")))
        .render()
}

fn passkey_line(app: &App, passkey: &PasskeyLine) -> String {
    let day = |at: Timestamp| words::full_day(app.0.house.zone().day(at));
    match passkey.used_at {
        Some(used) => format!("Passkey, added {}, last used {}.", day(passkey.added_at), day(used)),
        None => format!("Passkey, added {}, not used yet.", day(passkey.added_at)),
    }
}

fn sessions(signed: &Signed, account: &OwnAccount) -> Markup {
    let others = account.sessions.saturating_sub(1);
    html! {
        p { @if others == 0 { "Only here." } @else { "Here and in " (words::count(others, "other place", "other places")) "." } " Each sign-in ends after twelve hours." }
        (everywhere(signed))
    }
}

fn everywhere(signed: &Signed) -> Markup {
    html! {
        form method="post" action="/account/sign-out" {
            (csrf_field(&signed.frame.csrf))
            (Button::plain("Sign out everywhere"))
        }
    }
}

/// Ends every session of ours, and leads on to the organisation's issuer when this one came by it: otherwise its own session would open
/// the next one here without a question.
pub(super) async fn sign_out_everywhere(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    let ended = app.work(move |house| {
        let came_by = house.came_by(&token)?;
        house.sign_out_everywhere(&actor).map(|()| came_by)
    });
    match ended.await {
        Ok(came_by) => sign_out_there(&app, came_by.as_deref()).unwrap_or_else(|| {
            ([(header::SET_COOKIE, gone(&app, cookie_name(&app.0)))], Redirect::to("/sign-in")).into_response()
        }),
        Err(refusal) => signed.refused(&refusal),
    }
}
