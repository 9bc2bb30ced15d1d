//! A form that came back with problems.

use maud::{Markup, html};

use super::sample;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Crumb, Field, PageHead, Problem, Select, Tick, csrf_field, error_summary,
};
use crate::frame::{Area, Page};

pub(super) fn page() -> Markup {
    let problems = [
        Problem::new("phone", "Enter a number with 10 digits, for instance 508 555 0144"),
        Problem::new("for", "Choose whom the call is about"),
    ];
    let body = html! {
        form.form.cols method="post" action="/gallery/form" novalidate {
            (csrf_field("t"))
            div.full {
                (ChoiceRow::one("for", "Who is it for?").choices([("self", "The caller"), ("loved", "Someone they love"), ("client", "Someone in their care")]).keys().problems(&problems))
            }
            (Field::text("name", "What shall we call you?").value("Dana").autocomplete("off"))
            (Field::tel("phone", "Number").value("508 555 01").problems(&problems).hint("We use it only in the way you say below"))
            (Field::date("born", "Birth date").value("1991-05-02").optional())
            (Select::new("payer", "Paying with").option("", "Not sure").option("public", "MassHealth plan").option("own", "Own money").hint("“Not sure” is a full answer"))
            (Field::money("copay", "Share paid by the person").value("25.00"))
            (Field::number("minutes", "Minutes").value("20"))
            div.full { (ChoiceRow::many("about", "What is going on").choices([("alcohol", "Alcohol"), ("opioids", "Opioids"), ("mood", "Mood"), ("housing", "Housing"), ("court", "Court")]).chosen("alcohol").hint("More than one is fine")) }
            div.full { (Field::area("line", "In their words", 3).value("Can’t do mornings after the night shift.").optional()) }
            div.full.obs { (Tick::new("text", "yes", "We may text this number").small("Texts say only the neutral name, day and time").checked(true)) }
            div.acts { (Button::primary("Save inquiry").key("Ctrl+Enter")) (Button::plain("Book the assessment").named("then", "book")) (Button::quiet("Leave").href("/gallery/day")) }
        }
    };
    Page::new(&sample::frame(), Area::Inquiries, "New inquiry").problem(true).narrow().render(html! {
        (error_summary(&problems))
        (PageHead::new("New inquiry").crumb(Crumb::to("Inquiries", "/gallery")).crumb(Crumb::here("On a call")))
        (Banner::info("Three openings within 24 hours: today 3:00, tomorrow 9:30 and 1:15.").link("See the week", "/gallery"))
        (Card::new("The call").padded().body(body))
    })
}
