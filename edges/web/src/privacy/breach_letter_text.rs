//! What the letters of a case say, in each language that somebody concerned reads (45 CFR 164.404(c); P2-55).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::notice::ListEditions;
use intake::paper::Language;
use maud::{Markup, html};
use privacy::breach::{InfoKind, LetterText, LetterWords, WriteLetterText};
use reactions::breach_letters::{BreachLetters, BreachLettersView};
use vocabulary::id::BreachId;

use super::breach_letters::href;
use super::{Place, one_page};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, PageHead, Problem, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(breach): Path<BreachId>) -> Response {
    if !may(&app, &signed.actor, Action::Amend, Kind::Breach) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    let seen = app
        .work(move |house| Ok((house.ask(&actor, &BreachLetters { breach })?, house.ask(&actor, &ListEditions { on: None })?)));
    let (view, editions) = match seen.await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    // Whom people talk to about the notice is whom they call about this, as long as nobody says otherwise.
    let contact =
        editions.lines.iter().find(|line| line.is_in_force).map(|line| line.edition.contact.clone()).unwrap_or_default();
    let text = view.breach.letter_text.clone().unwrap_or_else(|| LetterText {
        contact_who: contact.who,
        contact_phone: contact.phone,
        contact_email: contact.email,
        ..LetterText::default()
    });
    draw(&signed, &view, &begun(&text), &Trouble::default())
}

fn begun(text: &LetterText) -> Sent {
    let phone = vocabulary::Phone::parse(&text.contact_phone);
    let mut sent = Sent::default()
        .with("contact_who", text.contact_who.clone())
        .with("contact_phone", phone.map_or_else(|_| text.contact_phone.clone(), |phone| phone.display()))
        .with("contact_email", text.contact_email.clone())
        .with("monitoring", text.monitoring.clone());
    for kind in &text.kinds {
        sent = sent.with("kinds", kind.as_str());
    }
    for words in &text.words {
        sent = sent
            .with(format!("what_happened_{}", words.language), words.what_happened.clone())
            .with(format!("what_to_do_{}", words.language), words.what_to_do.clone())
            .with(format!("what_we_do_{}", words.language), words.what_we_do.clone());
    }
    sent
}

pub(super) async fn save(State(app): State<App>, Path(breach): Path<BreachId>, SignedForm(signed, sent): SignedForm) -> Response {
    let words = |language: Language| {
        let said = |name: &str| sent.text(&format!("{name}_{}", language.tag())).to_owned();
        LetterWords {
            language: language.tag().to_owned(),
            what_happened: said("what_happened"),
            what_to_do: said("what_to_do"),
            what_we_do: said("what_we_do"),
        }
    };
    let text = LetterText {
        kinds: sent.all("kinds").filter_map(|kind| kind.parse().ok()).collect(),
        contact_who: sent.text("contact_who").to_owned(),
        contact_phone: sent.text("contact_phone").to_owned(),
        contact_email: sent.text("contact_email").to_owned(),
        monitoring: sent.text("monitoring").to_owned(),
        words: Language::ALL.into_iter().map(words).collect(),
    };
    let refusal = match filled::perform(&app, &signed, WriteLetterText { breach, text }, Vec::new()).await {
        Ok(_) => return Redirect::to(&href(breach)).into_response(),
        Err(refusal) => refusal,
    };
    let Some(trouble) = Trouble::of(&refusal) else { return signed.refused(&refusal) };
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &BreachLetters { breach })).await {
        Ok(view) => draw(&signed, &view, &sent, &trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(signed: &Signed, view: &BreachLettersView, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let breach = view.breach.id;
    let title = "What the letters say";
    let head = PageHead::new(title)
        .crumb(Crumb::to(Place::Breaches.words(), Place::Breaches.href()))
        .crumb(Crumb::to("Letters", href(breach)))
        .crumb(Crumb::here(title));
    let kinds = InfoKind::ALL.iter().map(|kind| (kind.as_str(), kind.words()));
    let kinds = ChoiceRow::many("kinds", "Which kinds of information it was").choices(kinds);
    let kinds = sent.all("kinds").fold(kinds, |row, kind| row.chosen(kind)).problems(problems);
    let others: Vec<Language> = Language::ALL
        .into_iter()
        .filter(|language| *language != Language::En && view.languages.iter().any(|tag| tag == language.tag()))
        .collect();
    let form = html! {
        form.form method="post" action=(format!("{}/text", href(breach))) novalidate {
            (csrf_field(&signed.frame.csrf))
            (kinds)
            (words(Language::En, sent, problems))
            @for language in &others { (words(*language, sent, problems)) }
            (Field::area("monitoring", "How people sign up for watching over their credit, which we pay", 2).hint("Needed where a Social Security number was among it").value(sent.text("monitoring")).problems(problems).optional())
            (Field::text("contact_who", "Whom people call").hint("Name or title").autocomplete("off").max(120).value(sent.text("contact_who")).problems(problems))
            (Field::tel("contact_phone", "Telephone").hint("A number that costs nothing, where you have one").value(sent.text("contact_phone")).problems(problems))
            (Field::email("contact_email", "E-mail").value(sent.text("contact_email")).problems(problems).optional())
            div.acts { (Button::primary("Save the words")) (Button::quiet("Cancel").href(href(breach))) }
        }
    };
    let content = html! {
        (Card::new("What is there already").padded().body(html! {
            p { "The days, the address of the program, what anybody should look out for, and how to complain stand in every letter, in the language of whoever reads it. Residents of Massachusetts get a second letter where its law wants one: it says neither what happened nor how many are concerned, so nothing of what you write about that stands in it." }
            p { "Name nobody. On the outside stand a neutral sender, name and address, and nothing else." }
        }))
        (Card::new("The words").padded().body(form))
    };
    one_page(signed, title, &head, trouble, &content)
}

/// The three texts in one language. English is needed; where another is not whole, its letter points to the English words after it.
fn words(language: Language, sent: &Sent, problems: &[Problem]) -> Markup {
    let questions =
        [("what_happened", "What happened"), ("what_to_do", "What somebody can do now"), ("what_we_do", "What we do about it")];
    html! {
        @for (name, question) in questions {
            @let name = format!("{name}_{}", language.tag());
            @let label = if language == Language::En { question.to_owned() } else { format!("{question}, in {}", language.own_name()) };
            @let field = Field::area(name.clone(), label, 3).max(2000).value(sent.text(&name)).problems(problems);
            @if language == Language::En { (field) } @else { (field.optional()) }
        }
    }
}
