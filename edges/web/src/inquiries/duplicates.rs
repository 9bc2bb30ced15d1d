//! Who an inquiry may be the same as, side by side with two identifiers and the reason to ask. Nobody is ever joined by the program.

use episode::patient::Likeness;
use intake::inquiry::InquiryDetailView;
use jiff::civil::Date;
use maud::{Markup, html};
use vocabulary::Phone;

use super::merge;
use crate::component::{Button, Card, Hue, Icon, chip};
use crate::signed::Signed;
use crate::words;

/// The card; nothing when nobody is like this person.
pub(super) fn card(signed: &Signed, detail: &InquiryDetailView) -> Markup {
    let count = detail.possible_duplicates.len() + detail.other_inquiries.len();
    let body = html! {
        (pairs(detail, Some(signed)))
        p.hint { "Nothing is joined by itself. You choose when you admit; a second inquiry about the same person can be joined to the first, and parted again." }
    };
    html! {
        @if count > 0 {
            (Card::new(if count == 1 { "May be somebody we know" } else { "May be people we know" }).class("known").padded().body(body))
        }
    }
}

/// Every likeness, side by side.
pub(super) fn pairs(detail: &InquiryDetailView, signed: Option<&Signed>) -> Markup {
    html! {
        @for possible in &detail.possible_duplicates {
            @let found = &possible.found;
            (pair(detail, &possible.why, html! {
                h3 { (found.name.full()) }
                @if let Some(legal) = &found.legal_name { p.muted { "Legal name " (legal.full()) } }
                (identifiers(Some(found.birth_date), &format!("Record {}", found.record_number)))
                div.acts { (chip(Hue::Quiet, "Has a chart")) (Button::quiet("Open chart").href(format!("/patients/{}", found.id)).about(found.name.short()).small()) }
            }))
        }
        @for other in &detail.other_inquiries {
            (pair(detail, &other.why, html! {
                h3 { (other.name.full()) }
                (identifiers(other.birth_date, &phone(other.phone.as_ref())))
                div.acts { (chip(Hue::Quiet, "Also waits for us")) (Button::quiet("Open inquiry").href(format!("/inquiries/{}", other.id)).about(other.name.short()).small())
                    @if let Some(signed) = signed.filter(|_| detail.allowed.merge) { (merge::button(signed, detail, other)) } }
            }))
        }
    }
}

fn pair(detail: &InquiryDetailView, why: &[Likeness], other: Markup) -> Markup {
    let reasons: Vec<String> = why.iter().map(|reason| reason.words().to_owned()).collect();
    let first = detail.contact_points.iter().find_map(|point| match &point.channel {
        episode::patient::Channel::Phone(phone) => Some(phone),
        episode::patient::Channel::Email(_) => None,
    });
    html! {
        div.match {
            p.because { (Icon::People) span { b { (words::capital(&words::list(&reasons))) } } }
            div.both {
                div { h3 { (detail.row.name.full()) } (identifiers(detail.birth_date, &phone(first))) (chip(Hue::Outline, "This inquiry")) }
                div { (other) }
            }
        }
    }
}

fn identifiers(birth: Option<Date>, second: &str) -> Markup {
    html! { p { @match birth { Some(day) => { "Born " (words::full_day(day)) } None => { span.muted { "Birth date not said" } } } } p { (second) } }
}

fn phone(phone: Option<&Phone>) -> String {
    phone.map_or_else(|| "No number given".to_owned(), Phone::display)
}
