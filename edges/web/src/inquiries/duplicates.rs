//! Who an inquiry may be the same as, side by side with two identifiers and the reason to ask. Nobody is ever joined by the program.

use episode::patient::{Likeness, PossibleDuplicate};
use intake::inquiry::InquiryDetailView;
use intake::inquiry::likeness::Alike;
use jiff::civil::Date;
use maud::{Markup, html};
use vocabulary::Phone;

use super::merge;
use crate::component::{Button, Card, Hue, Icon, Problem, chip, wrong_words};
use crate::form::Sent;
use crate::signed::Signed;
use crate::words;

/// The answer that nobody of those shown is meant.
pub(super) const SOMEBODY_ELSE: &str = "somebody_else";

/// The answer that they are not whom they were taken for.
pub(super) const NOBODY_YET: &str = "nobody_yet";

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

/// Who it is: one of those who are alike, or somebody else. Nothing is chosen beforehand.
pub(super) fn choice(known: &[PossibleDuplicate], sent: &Sent, problems: &[Problem]) -> Markup {
    let wrong = Problem::at(problems, "who");
    let pick = |value: &str, first: bool, words: Markup| {
        html! {
            label.ob {
                input type="radio" id=[first.then_some("who")] name="who" value=(value) checked[sent.text("who") == value];
                span { (words) }
            }
        }
    };
    html! {
        fieldset.choice aria-describedby=[wrong.map(|_| "who-wrong")] {
            legend.lab { "Who is it?" }
            @if let Some(wrong) = wrong { (wrong_words("who", wrong)) }
            div.obs {
                @for (at, possible) in known.iter().enumerate() {
                    @let found = &possible.found;
                    (pick(&found.id.to_string(), at == 0, html! { "This is " (found.name.full()) small { "Born " (words::full_day(found.birth_date)) ", record " (found.record_number) ": " (reasons(&possible.why)) ". Their record stands as it is." } }))
                }
                (pick(SOMEBODY_ELSE, false, html! { "Somebody else" small { "A new record is made from what stands below." } }))
            }
        }
    }
}

/// While a sheet is written: who and what it may be the same as, with a way to look. It comes along with another answer, or stands
/// in the page.
pub(super) fn while_written(alike: &Alike, comes_along: bool) -> Markup {
    html! {
        div.alike id="alike" role="status" hx-swap-oob=[comes_along.then_some("true")] {
            @for possible in &alike.people {
                @let found = &possible.found;
                p { (Icon::People) span { b { (found.name.full()) } ", born " (words::full_day(found.birth_date)) ", has a chart: " (reasons(&possible.why)) ". " a href=(format!("/patients/{}", found.id)) target="_blank" { "Open chart" span.vh { " in a new tab" } } } }
            }
            @for other in &alike.inquiries {
                p { (Icon::People) span { b { (other.name.full()) } " waits for us already: " (reasons(&other.why)) ". " a href=(format!("/inquiries/{}", other.id)) target="_blank" { "Open inquiry" span.vh { " in a new tab" } } } }
            }
        }
    }
}

fn reasons(why: &[Likeness]) -> String {
    let reasons: Vec<String> = why.iter().map(|reason| reason.words().to_owned()).collect();
    words::list(&reasons)
}

fn pair(detail: &InquiryDetailView, why: &[Likeness], other: Markup) -> Markup {
    let first = detail.contact_points.iter().find_map(|point| match &point.channel {
        episode::patient::Channel::Phone(phone) => Some(phone),
        episode::patient::Channel::Email(_) => None,
    });
    html! {
        div.match {
            p.because { (Icon::People) span { b { (words::capital(&reasons(why))) } } }
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
