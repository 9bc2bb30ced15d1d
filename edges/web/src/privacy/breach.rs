//! One case: whom it concerns, the risk in four questions, the decision, whom we have to tell until when, and what was sent.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::breach::{Breach, BreachLine, BreachOf, CountAffected, Duty, JudgeBreach, LogLetter, Risk};
use privacy::request::Standing;
use vocabulary::day::parse_day;
use vocabulary::id::BreachId;

use super::breaches::{affected_fields, numbers, states};
use super::{Place, one_page, say, today};
use crate::app::App;
use crate::component::{
    Button, Card, ChoiceRow, Column, Crumb, Fact, Field, Hue, Icon, PageHead, Select, Table, TableRow, chip, csrf_field, empty,
    facts,
};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{count as count_words, full_day};

/// The four questions of the federal rule, in our words: field, question, what to think of.
const QUESTIONS: [(&str, &str, &str); 4] = [
    ("what_was_in_it", "What was in it?", "Names, numbers, diagnoses; how easily somebody is recognised by it"),
    ("who_has_it", "Who got it or used it?", "Somebody who must keep it to themselves, or anybody"),
    ("was_it_seen", "Was it really taken or looked at?", "A letter that came back unopened was not"),
    ("what_was_done", "What was done since?", "It came back, it was destroyed, they promised in writing"),
];

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(breach): Path<BreachId>) -> Response {
    shown(&app, &signed, breach, None, &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, breach: BreachId, sent: Option<&Sent>, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &BreachOf { breach })).await {
        Ok(line) => draw(app, signed, &line, sent, trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn after(app: &App, signed: &Signed, breach: BreachId, sent: &Sent, result: Result<BreachId, Refusal>) -> Response {
    let refusal = match result {
        Ok(_) => return Redirect::to(&format!("/rights/breaches/{breach}")).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(app, signed, breach, Some(sent), &trouble).await,
        None => signed.refused(&refusal),
    }
}

pub(super) async fn count(
    State(app): State<App>,
    Path(breach): Path<BreachId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let mut unread = Vec::new();
    let record_numbers = numbers(&sent, &mut unread);
    let command = CountAffected { breach, record_numbers, by_state: states(&sent, &mut unread) };
    let result = filled::perform(&app, &signed, command, unread).await;
    after(&app, &signed, breach, &sent, result).await
}

pub(super) async fn judge(
    State(app): State<App>,
    Path(breach): Path<BreachId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let said = |name: &str| sent.text(name).to_owned();
    let risk = Risk {
        what_was_in_it: said("what_was_in_it"),
        who_has_it: said("who_has_it"),
        was_it_seen: said("was_it_seen"),
        what_was_done: said("what_was_done"),
    };
    let is_breach = match sent.text("is_breach") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let command = JudgeBreach { breach, risk, is_breach, why: said("why") };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, breach, &sent, result).await
}

pub(super) async fn letter(
    State(app): State<App>,
    Path(breach): Path<BreachId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (to, state) = sent.text("to").split_once(':').unwrap_or((sent.text("to"), ""));
    let command = LogLetter {
        breach,
        to: to.parse().ok(),
        state: Some(state.to_owned()).filter(|state| !state.is_empty()),
        sent_on: parse_day(sent.text("sent_on")).ok(),
        note: sent.text("note").to_owned(),
    };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, breach, &sent, result).await
}

/// Who is to be told.
pub(super) fn who(duty: &Duty) -> String {
    match &duty.state {
        Some(state) => format!("{} ({state})", duty.to.words()),
        None => duty.to.words().to_owned(),
    }
}

fn key(duty: &Duty) -> String {
    format!("{}:{}", duty.to.as_str(), duty.state.as_deref().unwrap_or_default())
}

/// What the forms begin with: what is known of whom it concerns, today for a letter.
fn begun(app: &App, line: &BreachLine) -> Sent {
    let numbers: Vec<String> = line.people.iter().map(|(_, _, number)| number.to_string()).collect();
    let states: Vec<String> = line.breach.affected.by_state.iter().map(|(state, count)| format!("{state} {count}")).collect();
    Sent::default()
        .with("record_numbers", numbers.join(", "))
        .with("by_state", states.join(", "))
        .with("sent_on", today(app).to_string())
}

fn draw(app: &App, signed: &Signed, line: &BreachLine, sent: Option<&Sent>, trouble: &Trouble) -> Response {
    let breach = &line.breach;
    let begun = begun(app, line);
    let sent = &sent.map_or_else(|| begun.clone(), |sent| sent.over(&begun));
    let may_change = may(app, &signed.actor, Action::Amend, Kind::Breach) && breach.counts();
    let title = format!("Discovered {}", full_day(breach.discovered_on));
    let head = PageHead::new(title)
        .crumb(Crumb::to(Place::Breaches.words(), Place::Breaches.href()))
        .crumb(Crumb::here("One case"))
        .acts(html! { @if !line.duties.is_empty() { (Button::primary("Letters to the people").href(super::breach_letters::href(breach.id))) } })
        .below(html! { @if let Some(standing) = line.standing { (say::standing(standing)) } @else { "Everybody who has to be told is told." } });
    let content = html! {
        (Card::new("What happened").padded().body(told(line)))
        (Card::new("Whom we have to tell").body(duties(app, line)))
        @if may_change {
            @if !line.duties.is_empty() { (Card::new("Somebody was told").padded().body(letter_form(signed, line, sent, trouble))) }
            (Card::new("Whom it concerns").padded().body(count_form(signed, breach, sent, trouble)))
            @if breach.decision.is_none() { (Card::new("Is it a breach?").padded().body(judge_form(signed, breach, sent, trouble))) }
        }
        @if !breach.letters.is_empty() { (Card::new("What was sent").padded().body(letters(breach))) }
    };
    one_page(signed, "A case", &head, trouble, &content)
}

fn told(line: &BreachLine) -> Markup {
    let breach = &line.breach;
    let people = usize::try_from(breach.affected.total()).unwrap_or(0);
    let states: Vec<String> = breach.affected.by_state.iter().map(|(state, count)| format!("{count} in {state}")).collect();
    let names: Vec<String> = line.people.iter().map(|(_, name, number)| format!("{} (No. {number})", name.full())).collect();
    let mut all = vec![
        Fact::new("What", breach.happened.as_str()),
        Fact::new("It happened", say::maybe_day(breach.happened_on, "not known")),
        Fact::new("Whom it concerns", count_words(people, "person", "people")).value_small(states.join(", ")),
    ];
    if !names.is_empty() {
        all.push(Fact::new("Charts that are known", names.join(", ")));
    }
    if let Some(decision) = &breach.decision {
        all.push(
            Fact::new("Decision", if decision.is_breach { "A breach" } else { "No breach" }).value_small(decision.why.as_str()),
        );
        let factors = decision.risk.factors();
        let answered = |field: &str| factors.iter().find(|(name, answer)| *name == field && !answer.is_empty());
        let said = QUESTIONS.iter().filter_map(|(field, question, _)| Some((question, answered(field)?.1)));
        all.extend(said.map(|(question, answer)| Fact::new(*question, answer)));
    }
    facts(&all)
}

fn duties(app: &App, line: &BreachLine) -> Markup {
    let columns = vec![Column::new("Who"), Column::new("Last day"), Column::new("How it stands")];
    let row = |duty: &Duty| {
        let stands = match duty.met_on {
            Some(day) => html! { (chip(Hue::Here, format!("Told {}", full_day(day))).icon(Icon::Check)) },
            None => html! { (say::standing(Standing::of(duty.due_on, today(app)))) },
        };
        let head = html! { (who(duty)) small { " " (duty.source) @if !duty.words.is_empty() { ". " (duty.words) } } };
        TableRow::new(head, vec![html! { (say::maybe_day(duty.due_on, "without delay")) }, stands])
    };
    html! {
        @if line.duties.is_empty() {
            (empty("Nobody has to be told.", if line.breach.counts() { "Say whom it concerns: the last days follow from it." } else { "It was decided that this is no breach." }, None))
        } @else { (Table::new("Whom we have to tell", columns).silent_caption().rows(line.duties.iter().map(row))) }
    }
}

fn letters(breach: &Breach) -> Markup {
    html! {
        ul.lines { @for letter in &breach.letters { li {
            (full_day(letter.sent_on)) ": " (letter.to.words()) @if let Some(state) = &letter.state { " (" (state) ")" }
            @if let Some(reached) = letter.reached { ". " (count_words(usize::try_from(reached).unwrap_or(0), "letter", "letters")) }
            @if !letter.note.is_empty() { ". " (letter.note) }
        } } }
    }
}

fn letter_form(signed: &Signed, line: &BreachLine, sent: &Sent, trouble: &Trouble) -> Markup {
    let to = line.duties.iter().map(|duty| (key(duty), who(duty)));
    html! {
        form.form method="post" action=(format!("/rights/breaches/{}/letter", line.breach.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Select::new("to", "Who was told").option("", "Choose").options(to).chosen(sent.text("to")).problems(&trouble.problems))
            (Field::date("sent_on", "All of it was sent on").value(sent.text("sent_on")).problems(&trouble.problems))
            (Field::text("note", "How, and where the text lies").value(sent.text("note")).problems(&trouble.problems).optional())
            div.acts { (Button::primary("Write it down")) }
        }
    }
}

fn count_form(signed: &Signed, breach: &Breach, sent: &Sent, trouble: &Trouble) -> Markup {
    html! {
        form.form method="post" action=(format!("/rights/breaches/{}/count", breach.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (affected_fields(sent, &trouble.problems))
            div.acts { (Button::plain("Count anew")) }
        }
    }
}

fn judge_form(signed: &Signed, breach: &Breach, sent: &Sent, trouble: &Trouble) -> Markup {
    html! {
        p { "It counts as a breach until all four answers show that the risk is low." }
        form.form method="post" action=(format!("/rights/breaches/{}/judge", breach.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            @for (field, question, hint) in QUESTIONS {
                (Field::area(field, question, 2).hint(hint).value(sent.text(field)).problems(&trouble.problems))
            }
            (ChoiceRow::one("is_breach", "Is it a breach?").choice("yes", "Yes, people are told").choice("no", "No, the risk is low").chosen(sent.text("is_breach")).problems(&trouble.problems))
            (Field::area("why", "Why", 2).value(sent.text("why")).problems(&trouble.problems))
            div.acts { (Button::primary("Save the decision")) }
        }
    }
}
