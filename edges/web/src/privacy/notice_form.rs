//! Revising the notice: its first day, whether everybody gets it, whom to talk to, and the words in every language, which begin with
//! those of the edition before (P2-48).

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use intake::notice::{Contact, ListEditions, NoticeEdition, NoticeText, Part, ReviseNotice, Whom};
use intake::paper::Language;
use maud::{Markup, html};
use vocabulary::day::parse_day;

use super::notice::give_to;
use super::{Place, one_page, today};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, PageHead, Problem, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};

/// The most letters of the words in one language.
const MOST: u32 = 20_000;

pub(super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::NoticeEdition) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    let editions = match app.work(move |house| house.ask(&actor, &ListEditions { on: None })).await {
        Ok(editions) => editions,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(newest) = editions.lines.first() else { return signed.refused(&Refusal::NotFound) };
    draw(&signed, &begun(&app, &newest.edition), &Trouble::default())
}

/// The form begins with the edition before.
fn begun(app: &App, newest: &NoticeEdition) -> Sent {
    let phone = vocabulary::Phone::parse(&newest.contact.phone);
    let phone = phone.map_or_else(|_| newest.contact.phone.clone(), |phone| phone.display());
    let mut sent = Sent::default()
        .with("in_force_from", today(app).max(newest.in_force_from).to_string())
        .with("contact_who", newest.contact.who.clone())
        .with("contact_phone", phone)
        .with("contact_email", newest.contact.email.clone());
    for text in &newest.texts {
        sent = sent.with(format!("words_{}", text.language.tag()), text.words.clone());
    }
    sent
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let text = |language: Language| NoticeText {
        language,
        words: sent.text(&format!("words_{}", language.tag())).to_owned(),
        is_checked: sent.all("checked").any(|checked| checked == language.tag()),
    };
    let said = |name: &str| sent.text(name).to_owned();
    let command = ReviseNotice {
        in_force_from: parse_day(sent.text("in_force_from")).ok(),
        is_material: match sent.text("is_material") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        what_changed: said("what_changed"),
        contact: Contact { who: said("contact_who"), phone: said("contact_phone"), email: said("contact_email") },
        texts: Language::ALL.into_iter().map(text).collect(),
    };
    // What could not be given right after is given by the night's work, or from the page.
    let done = match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => give_to(&app, &signed, Whom::AfterRevision).await,
        Err(refusal) => Err(refusal),
    };
    let refusal = match done {
        Ok(_) => return Redirect::to(Place::Notice.href()).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw(&signed, &sent, &trouble),
        None => signed.refused(&refusal),
    }
}

fn draw(signed: &Signed, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let title = "Revise the notice";
    let head = PageHead::new(title).crumb(Crumb::to(Place::Notice.words(), Place::Notice.href())).crumb(Crumb::here(title));
    let value = |name: &str| sent.text(name).to_owned();
    let checked = ChoiceRow::many("checked", "Checked by somebody who grew up with the language");
    let translations = Language::ALL.into_iter().filter(|language| *language != Language::En);
    let checked = checked.choices(translations.map(|language| (language.tag(), language.own_name())));
    let checked = sent.all("checked").fold(checked, |row, value| row.chosen(value));
    let form = html! {
        form.form method="post" action="/rights/notice/revise" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::area("what_changed", "What changed", 2).hint("In a few words, for staff").value(value("what_changed")).problems(problems).focus())
            (Field::date("in_force_from", "It holds from").value(value("in_force_from")).problems(problems))
            (ChoiceRow::one("is_material", "Does it change what we do with records, the rights or our duties?").choice("yes", "Yes: everybody in care gets it").choice("no", "No: it is given to whoever comes").chosen(sent.text("is_material")).problems(problems))
            (Field::text("contact_who", "Whom people talk to").hint("Name or title").autocomplete("off").max(120).value(value("contact_who")).problems(problems))
            (Field::tel("contact_phone", "Telephone").value(value("contact_phone")).problems(problems))
            (Field::email("contact_email", "E-mail").value(value("contact_email")).problems(problems))
            (words(sent, problems))
            (checked)
            div.acts { (Button::primary("Save the edition")) (Button::quiet("Cancel").href(Place::Notice.href())) }
        }
    };
    let content = html! {
        (Card::new("What stays in it").padded().body(rules()))
        (Card::new("The new edition").padded().body(form))
    };
    one_page(signed, title, &head, trouble, &content)
}

fn rules() -> Markup {
    html! {
        p { "Change the words and leave the marks: they show, in every language, that no part is lost. They are not printed." }
        ul.lines {
            @for part in Part::ALL { li { code { "## [" (part.mark()) "]" } " begins the part about " (part.words()) } }
            li { code { "{program} {contact} {contact_phone} {contact_email} {in_force_from}" } " are filled in" }
        }
        p { "What was given before is not touched. Have a lawyer read the words before they are in force." }
    }
}

fn words(sent: &Sent, problems: &[Problem]) -> Markup {
    html! {
        @for language in Language::ALL {
            @let name = format!("words_{}", language.tag());
            (Field::area(name.clone(), format!("The words in {}", language.own_name()), 12).max(MOST).value(sent.text(&name)).problems(problems))
        }
    }
}
