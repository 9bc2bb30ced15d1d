//! Writing to somebody who asked: the composer beside the thread, with what the words cost and what may not stand in them; and what
//! may be sent to each number.

use axum::extract::{Path, State};
use axum::response::Response;
use conversation::language::Language;
use conversation::message::MessageView;
use conversation::message::model::{Delivery, Direction};
use conversation::permission::{SetPermission, Standing};
use conversation::{segments, template};
use episode::patient::Channel;
use intake::inquiry::{InquiryDetailView, WriteToInquiry};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::{detail, say};
use crate::app::App;
use crate::component::{Button, Card, Chip, Field, Hue, Icon, Problem, Select, Tick, chip, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

/// Sends own words.
pub(super) async fn write(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (language, key) = template_of(sent.text("template"));
    let own = sent.text("message");
    let words = match key {
        Some(key) if own.is_empty() => {
            let fill = fill(&app);
            template::filled(key, language, &fill).unwrap_or_default()
        }
        _ => own.to_owned(),
    };
    let command = WriteToInquiry {
        inquiry,
        address: sent.text("address").to_owned(),
        words,
        enclosed: None,
        template: key.map(str::to_owned),
        language,
    };
    detail::done_then(&app, &signed, inquiry, &sent, command, |_| format!("/inquiries/{inquiry}#thread")).await
}

/// What the words cost, while they are written.
pub(super) async fn length(SignedForm(_, sent): SignedForm) -> Markup {
    cost(sent.text("message"))
}

/// What may be sent to one of their numbers.
pub(super) async fn permit(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let found = match detail::load(&app, &signed, inquiry).await {
        Ok(found) => found,
        Err(refusal) => return signed.refused(&refusal),
    };
    let command = SetPermission {
        patient: found.patient,
        address: sent.text("address").to_owned(),
        may_write: sent.is_on("may_write"),
        any_hour: sent.is_on("any_hour"),
    };
    detail::done(&app, &signed, inquiry, &sent, command).await
}

fn template_of(value: &str) -> (Language, Option<&'static str>) {
    let (tag, key) = value.split_once(':').unwrap_or(("en", value));
    let known = template::all().iter().find(|one| one.key == key).map(|one| one.key.as_str());
    (Language::parse(tag).unwrap_or_default(), known)
}

fn fill(app: &App) -> template::Fill {
    let program = app.0.house.neutral_program();
    template::Fill { sender: program.0, phone: program.1, ..template::Fill::default() }
}

/// "1 text of 3, 42 left; GSM-7".
pub(super) fn cost(words: &str) -> Markup {
    let cost = segments::cost(words.trim());
    let outside: String = segments::outside_the_alphabet(words).into_iter().take(6).collect();
    html! {
        p.hint id="length" aria-live="polite" {
            (cost.units) " characters, " (cost.segments) @if cost.segments == 1 { " text" } @else { " texts" } ", " (cost.encoding.as_str())
            @if !outside.is_empty() { ". These letters make it dearer: " (outside) }
        }
    }
}

/// The texts that are ready and make sense from a composer.
fn ready() -> Vec<(String, String)> {
    let mut all = vec![(String::new(), "Own words".to_owned())];
    for language in Language::ALL {
        for one in template::all().iter().filter(|one| matches!(one.key.as_str(), "call_me" | "missed")) {
            let mark = if one.in_language(language).reviewed { "" } else { ", translation not reviewed" };
            all.push((format!("{}:{}", language.as_str(), one.key), format!("{} ({}{mark})", one.title, language.title())));
        }
    }
    all
}

/// The composer; nothing where nobody may be written to.
pub(super) fn composer(signed: &Signed, detail: &InquiryDetailView, sent: &Sent, problems: &[Problem]) -> Markup {
    let addresses: Vec<(String, String)> = detail
        .contact_points
        .iter()
        .map(|point| match &point.channel {
            Channel::Phone(phone) => (phone.e164.clone(), format!("Text {}", phone.display())),
            Channel::Email(address) => (address.clone(), format!("E-mail {address}")),
        })
        .collect();
    if !detail.allowed.write || addresses.is_empty() {
        return html! {};
    }
    let address = format!("/inquiries/{}", detail.row.id);
    let body = html! {
        form.form method="post" action=(format!("{address}/message")) id="compose" {
            (csrf_field(&signed.frame.csrf))
            div.form.cols {
                (Select::new("address", "To").options(addresses).chosen(sent.text("address")).problems(problems))
                (Select::new("template", "A text that is ready").options(ready()).chosen(sent.text("template")))
            }
            (Field::area("message", "Words", 3).optional().value(sent.text("message")).problems(problems)
                .hint("Others may read this telephone: only day, time and who to call."))
            div hx-post="/inquiries/message-length" hx-trigger="input from:#message delay:250ms" hx-include="#compose" hx-target="#length" hx-swap="outerHTML" { (cost(sent.text("message"))) }
            div.acts { (Button::primary("Send").icon(Icon::Send)) }
        }
    };
    html! { (Card::new("Write").small("Nothing leaves from 9 pm to 8 am unless they asked for it").padded().body(body)) }
}

/// How far a message came, as a chip.
pub(crate) fn delivery(zone: &ProgramZone, delivery: &Delivery) -> Chip {
    match delivery {
        Delivery::Received => chip(Hue::Quiet, "Came in"),
        Delivery::Queued { not_before } => {
            chip(Hue::Outline, format!("Waits until {}", say::moment(zone, *not_before))).icon(Icon::Clock)
        }
        Delivery::Sending { .. } => chip(Hue::Outline, "On its way"),
        Delivery::Sent { .. } => chip(Hue::Quiet, "Sent"),
        Delivery::Delivered { .. } => chip(Hue::Here, "Delivered").icon(Icon::Check),
        Delivery::Failed { .. } => chip(Hue::Due, "Not sent").icon(Icon::Alert),
        Delivery::Unknown { .. } => chip(Hue::Due, "Unknown: ask them").icon(Icon::Alert),
    }
}

/// One message in the thread.
pub(crate) fn entry(zone: &ProgramZone, message: &MessageView) -> Markup {
    let who = match (message.direction, &message.by) {
        (Direction::In, _) => "They wrote".to_owned(),
        (Direction::Out, Some(name)) if message.is_automatic => format!("{name}, by itself"),
        (Direction::Out, name) => name.clone().unwrap_or_default(),
    };
    let icon = if message.direction == Direction::In { Icon::Message } else { Icon::Send };
    html! {
        li {
            time { (say::moment(zone, message.at)) } (icon)
            div {
                b { (who) } " " small.muted { (message.channel.title()) } " " (delivery(zone, &message.delivery))
                p { (message.words) @if let Some(means) = message.means { " " (chip(Hue::Quiet, format!("“{means}”"))) } }
                @if let Delivery::Failed { reason, .. } = &message.delivery { p.muted { (reason) } }
            }
        }
    }
}

/// What may be sent to each number, to be changed when the person says so.
pub(super) fn permissions(signed: &Signed, detail: &InquiryDetailView, zone: &ProgramZone) -> Markup {
    if detail.permissions.is_empty() {
        return html! {};
    }
    let address = format!("/inquiries/{}/permission", detail.row.id);
    let body = html! {
        @for one in &detail.permissions {
            form.form method="post" action=(address) {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="address" value=(one.address);
                p { b { (vocabulary::Phone::parse(&one.address).map_or_else(|_| one.address.clone(), |phone| phone.display())) } " "
                    @match one.standing {
                        Standing::Allowed => { (chip(Hue::Here, "May be written to").icon(Icon::Check)) }
                        Standing::Declined => { (chip(Hue::Outline, "Not to be written to")) }
                        Standing::Stopped => { (chip(Hue::Due, "STOP").icon(Icon::Close)) }
                    }
                    br; small.muted { (one.how) ", " (say::moment(zone, one.since)) }
                }
                @if one.standing == Standing::Stopped { p.hint { "Only START from this telephone lifts it. Call instead." } } @else if detail.allowed.write {
                    (Tick::new("may_write", "yes", "May be written to").checked(one.standing == Standing::Allowed).id(format!("may-{}", one.id)))
                    (Tick::new("any_hour", "yes", "At any hour").checked(one.any_hour).id(format!("hour-{}", one.id)))
                    div.acts { (Button::quiet("Save").about(one.address.clone()).small()) }
                }
            }
        }
    };
    html! { (Card::new("What may be sent").padded().body(body)) }
}
