//! The call sheet, in the order of the talk: safety first with words to say beside it, whom it is for, what to call them and how they
//! may be reached, what is going on. Little is required: a call that breaks off leaves a usable record.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use intake::inquiry::likeness::{Alike, WhoIsAlike};
use intake::inquiry::{CallFacts, InquiryInput, KeepCall, LogCall, Source, WhoFor};
use intake::visit::{OpenSlots, Slot};
use maud::{Markup, Render, html};
use vocabulary::day::parse_day;
use vocabulary::id::InquiryId;

use super::{desk, duplicates};

use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, Tick, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::{Signed, may};
use crate::words;

/// What is going on, as people say it.
const ABOUT: [&str; 8] =
    ["Alcohol", "Opioids", "Stimulants", "Other use", "Mood or worry", "Housing", "Court", "Leaving a hospital"];

/// A question about safety: field, question, what to say when the answer is yes.
const SAFETY: [(&str, &str, &str); 3] = [
    (
        "in_danger",
        "Is anyone in danger right now?",
        "“Are you somewhere safe? If anyone is hurt or about to be, call 911 now. I can stay with you on the line until they are there.”",
    ),
    (
        "risky_use",
        "Worrying use today, or a sudden stop after heavy use?",
        "“Stopping all at once can make people very ill. If you shake badly, see things or have had a seizure, call 911. \
         If anyone cannot be woken, call 911 and use naloxone. Let me bring in a nurse.”",
    ),
    (
        "suicide_thoughts",
        "Any thoughts of ending your life?",
        "“Thank you for telling me. You are not alone with this. I can connect you to 988 and stay on the line; \
         you can also call or text 988 at any hour.”",
    ),
];

pub(super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Inquiry) {
        return signed.refused(&Refusal::NotFound);
    }
    let sheet: InquiryId = app.0.house.ids().next(app.0.house.clock().now());
    let sent = Sent::default().with("sheet", sheet.to_string());
    page(&app, &signed, &slots(&app, &signed).await, &sent, &[]).into_response()
}

/// The next three openings. A sheet without them is still a sheet.
async fn slots(app: &App, signed: &Signed) -> Vec<Slot> {
    let actor = signed.actor.clone();
    let found = app.work(move |house| Ok(house.ask(&actor, &OpenSlots { count: 3, with: None })?.clone()));
    found.await.unwrap_or_default()
}

/// Keeps the sheet while the call goes on.
pub(super) async fn keep(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let Some(sheet) = sent.parse("sheet") else { return StatusCode::NO_CONTENT.into_response() };
    let command = KeepCall { sheet, input: input(&sent, parse_day(sent.text("birth_date")).ok()), call: facts(&sent) };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(is_kept) => {
            let alike = if is_kept { alike(&app, &signed, sheet).await } else { Alike::default() };
            html! {
                span.hint id="kept" role="status" { @if is_kept { "Kept as you go." } }
                (duplicates::while_written(&alike, true))
            }
            .into_response()
        }
        Err(Refusal::NotFound) => signed.refused(&Refusal::NotFound),
        Err(_) => html! { span.hint id="kept" role="status" { "Not kept yet; it is when you save." } }.into_response(),
    }
}

/// Who and what the sheet may be the same as, for those who may know it. A sheet without that is still a sheet.
async fn alike(app: &App, signed: &Signed, sheet: InquiryId) -> Alike {
    let actor = signed.actor.clone();
    let found = app.work(move |house| Ok(house.ask(&actor, &WhoIsAlike { inquiry: sheet, typed: None })?.clone()));
    found.await.unwrap_or_default()
}

pub(super) async fn log(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let birth = sent.text("birth_date");
    let birth_date = if birth.is_empty() { Ok(None) } else { parse_day(birth).map(Some) };
    let command = LogCall {
        sheet: sent.parse("sheet"),
        visit: desk::wanted(&sent),
        input: input(&sent, birth_date.clone().ok().flatten()),
        call: facts(&sent),
    };
    let wrong = |problem| access::Problem { field: "birth_date".to_owned(), sentence: words::sentence(problem) };
    let unread: Vec<access::Problem> = birth_date.err().map(wrong).into_iter().collect();
    let may_look = may(&app, &signed.actor, Action::View, Kind::Inquiry);
    match kept::perform(&app, &signed, command, unread).await {
        Ok(inquiry) if may_look => Redirect::to(&format!("/inquiries/{inquiry}")).into_response(),
        Ok(_) => saved(&signed).into_response(),
        Err(refusal) => {
            let slots = slots(&app, &signed).await;
            kept::again(&signed, &refusal, |problems| page(&app, &signed, &slots, &sent, problems))
        }
    }
}

fn input(sent: &Sent, birth_date: Option<jiff::civil::Date>) -> InquiryInput {
    let paying = PAYING.iter().find(|word| **word == sent.text("paying")).map(|word| format!("Paying: {}", word.to_lowercase()));
    let about: Vec<&str> = sent.all("about").filter(|word| ABOUT.contains(word)).chain(paying.as_deref()).collect();
    let own = sent.text("words");
    let words = match (about.is_empty(), own.is_empty()) {
        (true, _) => own.to_owned(),
        (false, true) => about.join(", "),
        (false, false) => format!("{}. {own}", about.join(", ")),
    };
    InquiryInput {
        source: Source::parse(sent.text("source")).unwrap_or(Source::Phone),
        given: sent.text("given").to_owned(),
        family: sent.text("family").to_owned(),
        birth_date,
        phone: sent.text("phone").to_owned(),
        may_leave_message: sent.is_on("may_leave_message"),
        may_text: sent.is_on("may_text"),
        call_as: sent.text("call_as").to_owned(),
        email: sent.text("email").to_owned(),
        may_email: sent.is_on("may_email"),
        words,
    }
}

fn facts(sent: &Sent) -> CallFacts {
    let answer = |field: &str| match sent.text(field) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    CallFacts {
        who_for: WhoFor::parse(sent.text("who_for")),
        in_danger: answer("in_danger"),
        risky_use: answer("risky_use"),
        suicide_thoughts: answer("suicide_thoughts"),
    }
}

/// For those who may write an inquiry down and not read the queue.
fn saved(signed: &Signed) -> Markup {
    let head = PageHead::new("Saved").below(html! { "Intake sees it now. Tell the caller that somebody will call back." });
    Page::new(&signed.frame, Area::Inquiries, "Inquiry saved").style("desk.css").narrow().render(html! {
        (head) div.acts { (Button::plain("Back to the start").href(crate::site::DESK)) (Button::quiet("Another inquiry").href("/inquiries/new")) }
    })
}

fn page(app: &App, signed: &Signed, slots: &[Slot], sent: &Sent, problems: &[Problem]) -> Markup {
    let zone = app.0.house.zone();
    let body = html! {
        form.form method="post" action="/inquiries/new" id="form" data-call novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="sheet" value=(sent.text("sheet"));
            div hx-post="/inquiries/new/keep" hx-trigger="change from:#form delay:600ms" hx-include="#form" hx-target="#kept" hx-swap="outerHTML" { span.hint id="kept" role="status" {} }
            @for (at, (field, question, script)) in SAFETY.iter().enumerate() { (safety(sent, field, question, script, at == 0)) }
            div data-stop="choice" { (ChoiceRow::one("who_for", "Who is it for?").choices(WhoFor::ALL.map(|one| (one.as_str(), one.title()))).chosen(sent.text("who_for"))) }
            (person(sent, problems))
            (duplicates::while_written(&Alike::default(), false))
            (about(sent))
            (Field::area("words", "In their words", 2).optional().value(sent.text("words")).problems(problems))
            (paying(sent))
            @if !slots.is_empty() {
                div data-stop="slots" { (desk::openings(slots, zone, sent, problems)) }
                (Field::text("late_reason", "Why later than 48 hours").optional().value(sent.text("late_reason")).problems(problems))
            }
            (ChoiceRow::one("source", "How they reached us").choices([Source::Phone, Source::Text, Source::WalkIn, Source::Web].map(|one| (one.as_str(), one.title()))).chosen(or(sent.text("source"), "phone")))
            div.acts { (Button::primary("Save inquiry").key("Ctrl+Enter")) (Button::quiet("Leave").href(back(signed))) }
        }
    };
    let head = PageHead::new("New inquiry")
        .crumb(Crumb::to("Inquiries", back(signed)))
        .crumb(Crumb::here("On a call"))
        .below(html! { "Nothing here has to be complete. A name to call them by and a way to go on are enough." });
    Page::new(&signed.frame, Area::Inquiries, "New inquiry").style("desk.css").problem(!problems.is_empty()).narrow().render(
        html! {
            (head) (error_summary(problems)) (Card::new("The call").class("call").padded().body(body))
        },
    )
}

fn about(sent: &Sent) -> Markup {
    let row = ChoiceRow::many("about", "What is going on").choices(ABOUT.map(|word| (word, word))).hint("More than one is fine");
    sent.all("about").fold(row, ChoiceRow::chosen).render()
}

/// Who pays, as far as the caller knows.
const PAYING: [&str; 5] = ["MassHealth", "Insurance", "Self-pay", "Veterans", "Not sure"];

fn paying(sent: &Sent) -> Markup {
    let row = ChoiceRow::one("paying", "Paying with").choices(PAYING.map(|word| (word, word)));
    row.chosen(sent.text("paying")).render()
}

fn person(sent: &Sent, problems: &[Problem]) -> Markup {
    let tick = |field: &'static str, words: &'static str| Tick::new(field, "yes", words).checked(sent.is_on(field)).id(field);
    html! {
        div.form.cols {
            div data-stop="field" { (Field::text("given", "What shall we call you?").value(sent.text("given")).autocomplete("off").problems(problems)) }
            (Field::text("family", "Family name").optional().value(sent.text("family")).autocomplete("off").problems(problems))
            div data-stop="field" { (Field::tel("phone", "Number").optional().value(sent.text("phone")).autocomplete("off").problems(problems)) }
            (Field::text("call_as", "What should we say we are?").optional().value(sent.text("call_as")).hint("Said on the line and on messages").autocomplete("off"))
            div.full.obs.pair data-stop="tick" {
                (tick("may_text", "We may text this number"))
                (tick("may_leave_message", "We may leave a message"))
            }
            (Field::email("email", "E-mail").optional().value(sent.text("email")).autocomplete("off").problems(problems))
            (Field::date("birth_date", "Birth date").optional().value(sent.text("birth_date")).problems(problems))
            div.full.obs { (tick("may_email", "We may write to this address")) }
        }
    }
}

/// One question with yes and no; the words to say stand beside it as soon as it is yes.
fn safety(sent: &Sent, field: &str, question: &str, script: &str, is_first: bool) -> Markup {
    let pill = |value: &'static str, words: &'static str, first: bool| {
        html! {
            label.t {
                input type="radio" id=[first.then_some(field)] name=(field) value=(value) checked[sent.text(field) == value] autofocus[first && is_first];
                (Icon::Check) (words)
            }
        }
    };
    // The line that a caller is handed over to, warm: staff stay on it.
    let (words, line) =
        if field == "suicide_thoughts" { ("Warm transfer: 988", "tel:988") } else { ("Warm transfer: 911", "tel:911") };
    html! {
        fieldset.choice.ask data-stop="ask" aria-describedby=(format!("{field}-script")) {
            legend.lab { (question) }
            div.tg { (pill("no", "No", true)) (pill("yes", "Yes", false)) }
            div.script id=(format!("{field}-script")) { (Icon::Shield) p { (script) } (Button::safety(words).href(line).small()) }
        }
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// Where the caller's desk keeps inquiries; the front page for those who only take a call.
fn back(signed: &Signed) -> &'static str {
    if signed.frame.rail.iter().any(|item| item.area == Area::Inquiries) { "/inquiries" } else { crate::site::DESK }
}
