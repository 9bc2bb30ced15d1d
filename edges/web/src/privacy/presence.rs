//! Somebody outside asks whether a person is here: the words for every caller, and who asked (P2-14). Nobody looks anything up here: the
//! page knows no patient.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::presence_question::{KeepPresenceQuestion, ListPresenceQuestions, PresenceQuestionLine, SCRIPT, WhoAsks};
use privacy::request::Way;

use super::{Place, list_page, may_read, one_page, today};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Column, Crumb, Field, Icon, PageHead, Table, TableRow, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::patients::say as chart_say;
use crate::signed::{Signed, may};

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListPresenceQuestions)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let head = PageHead::new("Who asked about a person")
        .below(html! { "Every caller gets the same words. About whom they asked is not kept." })
        .acts(html! { (Button::primary("Somebody asks").icon(Icon::Plus).href("/rights/asked/new")) });
    let body = html! {
        @if lines.is_empty() { (empty("Nobody has asked.", "Whoever asks whether somebody is here appears on this list.", None)) } @else { (table(&app, &lines)) }
    };
    list_page(&signed, Place::Asked, &head, &html! { (Card::new("Newest first").body(body)) (script()) }).into_response()
}

fn table(app: &App, lines: &[PresenceQuestionLine]) -> Table {
    let (zone, today) = (app.0.house.zone(), today(app));
    let columns = vec![Column::new("When"), Column::new("Who"), Column::new("How"), Column::new("What they left")];
    let row = |line: &PresenceQuestionLine| {
        let one = &line.question;
        let left = html! {
            @if one.from.is_empty() && one.words.is_empty() { span.muted { "nothing" } }
            div { (one.from) @if !one.words.is_empty() { small { (one.words) } } }
        };
        let cells = vec![html! { (one.who.words()) }, html! { (one.way.words()) }, left];
        TableRow::new(html! { (chart_say::moment(zone, line.at, today)) }, cells)
    };
    Table::new("Who asked", columns).silent_caption().rows(lines.iter().map(row))
}

/// The words, large enough to read out.
fn script() -> Markup {
    html! {
        (Card::new("What to say").small("Word for word, to everybody").padded().body(html! {
            @for words in SCRIPT { p.own-words { "“" (words) "”" } }
            p.muted { "Don’t search for the name while they wait, don’t put them on hold to ask, and don’t say “not here”. A passer-by learns as much from a no as from a yes." }
        }))
    }
}

pub(super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::PresenceQuestion) {
        return signed.refused(&Refusal::NotFound);
    }
    draw(&app, &signed, &Sent::of([("way", Way::Phone.as_str())]), &Trouble::default())
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let command = KeepPresenceQuestion {
        who: sent.parse::<WhoAsks>("who"),
        way: sent.parse("way"),
        from: sent.text("from").to_owned(),
        words: sent.text("words").to_owned(),
    };
    let refusal = match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) if may_read(&app, &signed, Kind::PresenceQuestion) => return Redirect::to(Place::Asked.href()).into_response(),
        Ok(_) => return Redirect::to("/rights/written-down").into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw(&app, &signed, &sent, &trouble),
        None => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, sent: &Sent, trouble: &Trouble) -> Response {
    let crumb = if may_read(app, signed, Kind::PresenceQuestion) {
        Crumb::to(Place::Asked.words(), Place::Asked.href())
    } else {
        Crumb::to("Today", "/today")
    };
    let back = if may_read(app, signed, Kind::PresenceQuestion) { Place::Asked.href() } else { "/today" };
    let head = PageHead::new("Somebody asks if a person is here").crumb(crumb).crumb(Crumb::here("Somebody asks"));
    let who = WhoAsks::ALL.iter().map(|who| (who.as_str(), who.words()));
    let ways = Way::ALL.iter().map(|way| (way.as_str(), way.words()));
    let problems = &trouble.problems;
    let form = html! {
        form.form method="post" action="/rights/asked/new" novalidate {
            (csrf_field(&signed.frame.csrf))
            (ChoiceRow::one("who", "Who asks").choices(who).chosen(sent.text("who")).problems(problems))
            (ChoiceRow::one("way", "How").choices(ways).chosen(sent.text("way")).problems(problems))
            (Field::text("from", "Their own name and number").hint("As far as they say").autocomplete("off").value(sent.text("from")).problems(problems).optional())
            (Field::area("words", "Worth knowing about the call", 2).hint("Never the name of whom they ask about").value(sent.text("words")).problems(problems).optional())
            div.acts { (Button::primary("Write it down").key("Ctrl+Enter")) (Button::quiet("Cancel").href(back)) }
        }
    };
    let content = html! { (script()) (Card::new("Who asked").padded().body(form)) };
    one_page(signed, "Somebody asks", &head, trouble, &content)
}
