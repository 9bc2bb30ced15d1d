//! The closing of the program, step by step: who takes over and who answers, what becomes of each record, the label of what is sealed, and
//! what is left to do (42 CFR 2.19; P2-19). Nothing is moved, sealed or destroyed from this page: the first two are done at the command line,
//! by whoever holds the files and the key; the last by nobody here.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use privacy::program_closing::{BeginClosing, CorrectClosing, ProgramClosing, TakeBackClosing, label};
use reactions::closing::{Becomes, ClosingLine, ClosingView, FinishClosing, OpenClosing};
use vocabulary::id::ProgramClosingId;

use super::{Place, one_page};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Fact, Field, Hue, Icon, PageHead, Row, RowList, chip, csrf_field, facts};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{count, full_day};

const TITLE: &str = "Closing the program";
/// So many of a group are listed by name; the rest is counted.
const LISTED: usize = 100;

async fn load(app: &App, signed: &Signed) -> Result<Released<ClosingView>, Response> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenClosing)).await.map_err(|refusal| signed.refused(&refusal))
}

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    match load(&app, &signed).await {
        Ok(view) => draw(&app, &signed, &view, &begun(&view), &Trouble::default()),
        Err(response) => response,
    }
}

/// The form as it stands, or as it begins.
fn begun(view: &ClosingView) -> Sent {
    let (name, kept_by) = &view.suggested;
    match (&view.closing, view.open()) {
        (Some((_, version)), Some(closing)) => Sent::default()
            .with("closing", closing.id.to_string())
            .with("version", version.to_string())
            .with("program", closing.program.clone())
            .with("ends_on", closing.ends_on.to_string())
            .with("new_holder", closing.new_holder.clone().unwrap_or_default())
            .with("responsible", closing.responsible.clone())
            .with("kept_by", closing.kept_by.clone()),
        _ => Sent::default().with("program", name.clone()).with("kept_by", kept_by.clone()),
    }
}

fn draw(app: &App, signed: &Signed, view: &ClosingView, sent: &Sent, trouble: &Trouble) -> Response {
    let head = PageHead::new(TITLE).crumb(Crumb::to("Privacy", Place::Due.href())).crumb(Crumb::here(TITLE)).below(
        html! { "When the program ends or somebody takes over, each record goes to the new holder with the person’s consent, or is sealed as long as the law keeps it. Nothing is destroyed here." },
    );
    let may_change = may(app, &signed.actor, Action::Amend, Kind::ProgramClosing);
    let content = match view.open() {
        Some(closing) => under_way(signed, view, closing, may_change, sent, trouble),
        None => html! {
            @if let Some((over, _)) = &view.closing { (outcome(over)) }
            @if may_change { (Card::new("Begin").small("It moves, seals and ends nothing").padded().body(form(signed, sent, trouble, "Begin"))) }
        },
    };
    one_page(signed, TITLE, &head, trouble, &content)
}

fn outcome(closing: &ProgramClosing) -> Markup {
    let Some(outcome) = &closing.outcome else { return html! {} };
    let words = if outcome.is_finished {
        format!("The closing was finished on {}.", full_day(outcome.on))
    } else {
        format!("The closing was taken back on {}: {}", full_day(outcome.on), outcome.reason)
    };
    html! {
        (Banner::info(words))
        @if outcome.is_finished { (Card::new("On the archive").padded().body(html! { (lines(closing, closing.archive.as_ref().and_then(|archive| archive.keep_until))) })) }
    }
}

fn under_way(
    signed: &Signed,
    view: &ClosingView,
    closing: &ProgramClosing,
    may_change: bool,
    sent: &Sent,
    trouble: &Trouble,
) -> Markup {
    let of = |is: fn(&Becomes) -> bool| view.people.iter().filter(|line| is(&line.becomes)).collect::<Vec<_>>();
    html! {
        (left_to_do(signed, view, closing, may_change))
        (group("In care, and nothing lets the record go", "Ask for a consent that names the new holder, or end their care before the last day", &of(|one| matches!(one, Becomes::InCare))))
        (group("To hand over", "They agreed; the gate lets it go", &of(|one| matches!(one, Becomes::ToMove { .. }))))
        (group("Handed over", "In each person’s account of what was shared", &of(|one| matches!(one, Becomes::Moved { .. }))))
        (group("Kept by law: sealed", "Without a consent to the new holder", &of(|one| matches!(one, Becomes::ToSeal { .. }))))
        (group("Kept until counsel knows the law", "No rule is written down for them; they are sealed too", &of(|one| matches!(one, Becomes::NoRule))))
        (group("Time is over", "People decide about their destruction; nothing here does it", &of(|one| matches!(one, Becomes::TimeOver { .. }))))
        (Card::new("On the archive").small("Printed, and beside the file").acts(html! { button.b type="button" data-print { (Icon::Print) "Print" } }).padded().body(lines(closing, view.keep_until)))
        @if may_change {
            (Card::new("What was said").padded().body(form(signed, sent, trouble, "Save")))
            (take_back(signed, closing.id, trouble))
        }
    }
}

fn left_to_do(signed: &Signed, view: &ClosingView, closing: &ProgramClosing, may_change: bool) -> Card {
    let (to_move, in_care) = view.left();
    let moved = view.people.iter().filter(|line| matches!(line.becomes, Becomes::Moved { .. })).count();
    let held = view.people.iter().filter(|line| line.is_held).count();
    let holder = closing.new_holder.as_deref().unwrap_or("Nobody");
    let archive = match &closing.archive {
        Some(archive) => Fact::new("Archive", archive.file.clone()).value_small(format!("opened by {}", archive.opened_by)),
        None => Fact::new("Archive", "Not sealed yet"),
    };
    let all = [
        Fact::new("Last day", full_day(closing.ends_on)),
        Fact::new("New holder", holder),
        Fact::new("Handed over", format!("{moved} of {}", moved + to_move)),
        Fact::new("In care, without a consent", in_care.to_string()),
        Fact::new("Legal holds", held.to_string()).value_small("nothing of these is destroyed, whatever the time"),
        archive,
    ];
    Card::new("What is left to do").body(html! {
        (facts(&all))
        div.pad {
            @if to_move > 0 { p { "Whoever looks after the computer hands over all that may go, each in a file that only the new holder opens: " code { "stepdown closing hand-over --to FOLDER --recipient THEIR_KEY" } ". Stopped and begun again, nobody’s record leaves twice." } }
            @if closing.archive.is_none() { p { "When nothing is written any more: " code { "stepdown closing seal --to FILE --recipient KEY" } ". The key that opens it, and " code { "chart.key" } ", stay with whoever answers for it, apart from the file." } }
            p.muted { "A consent that lasts until treatment ends lets nothing go afterwards: ask for one with a day." }
            @if may_change && view.is_done() {
                form method="post" action="/rights/closing/finish" {
                    (csrf_field(&signed.frame.csrf))
                    input type="hidden" name="closing" value=(closing.id);
                    div.acts { (Button::primary("Finish the closing")) }
                }
            }
        }
    })
}

fn group(title: &str, small: &str, people: &[&ClosingLine]) -> Markup {
    let row = |line: &&ClosingLine| {
        let row = Row::new(line.name.full())
            .line(format!("No. {}", line.record_number))
            .href(format!("/patients/{}/account", line.patient));
        let row = match line.becomes {
            Becomes::ToMove { is_whole: false } => row.chip(chip(Hue::Outline, "In part: the consent names less")),
            Becomes::Moved { on } => row.when(full_day(on)),
            Becomes::ToSeal { until } => row.when(format!("Until {}", full_day(until))),
            Becomes::TimeOver { until } => row.when(format!("Had to be kept until {}", full_day(until))),
            _ => row,
        };
        if line.is_held { row.chip(chip(Hue::Private, "Legal hold: kept").icon(Icon::Lock)) } else { row }
    };
    let more = people.len().saturating_sub(LISTED);
    html! {
        @if !people.is_empty() {
            (Card::new(format!("{title}: {}", people.len())).small(small).body(html! {
                (RowList::new(title).rows(people.iter().take(LISTED).map(row)))
                @if more > 0 { p.pad.muted { "And " (count(more, "more", "more")) "." } }
            }))
        }
    }
}

fn lines(closing: &ProgramClosing, keep_until: Option<jiff::civil::Date>) -> Markup {
    html! { div.read { @for line in label(closing, keep_until) { p { (line) } } } }
}

fn form(signed: &Signed, sent: &Sent, trouble: &Trouble, act: &str) -> Markup {
    let problems = &trouble.problems;
    html! {
        form.form method="post" action="/rights/closing" novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="closing" value=(sent.text("closing"));
            input type="hidden" name="version" value=(sent.text("version"));
            (Field::text("program", "Program").value(sent.text("program")).problems(problems))
            (Field::date("ends_on", "Its last day").value(sent.text("ends_on")).problems(problems))
            (Field::text("new_holder", "Who has the records of those who agree").value(sent.text("new_holder")).hint("By the name that the consents say; empty when nobody takes over").problems(problems).optional())
            (Field::text("responsible", "Who answers for the sealed records").value(sent.text("responsible")).hint("A name, and how to reach them when the program is gone").problems(problems))
            (Field::text("kept_by", "What demands that they are kept").value(sent.text("kept_by")).hint("Stands on the label; counsel looks at it").problems(problems))
            div.acts { (Button::primary(act.to_owned())) }
        }
    }
}

fn take_back(signed: &Signed, closing: ProgramClosingId, trouble: &Trouble) -> Markup {
    let is_open = trouble.problems.iter().any(|problem| problem.field == "reason");
    html! {
        details.close open[is_open] {
            summary { "The program goes on" }
            form.form method="post" action="/rights/closing/take-back" novalidate {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="closing" value=(closing);
                p { "The closing is taken back. What was handed over has left and stays in each account." }
                (Field::text("reason", "Why").problems(&trouble.problems))
                div.acts { (Button::plain("Take the closing back")) }
            }
        }
    }
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let said = BeginClosing {
        program: sent.text("program").to_owned(),
        ends_on: filled::maybe_day(&sent, "ends_on", &mut unread),
        new_holder: sent.text("new_holder").to_owned(),
        responsible: sent.text("responsible").to_owned(),
        kept_by: sent.text("kept_by").to_owned(),
    };
    let done = match sent.parse::<ProgramClosingId>("closing") {
        Some(closing) => {
            let version = sent.parse("version").unwrap_or(0);
            filled::perform(&app, &signed, CorrectClosing { closing, version, said }, unread).await
        }
        None => filled::perform(&app, &signed, said, unread).await,
    };
    after(&app, &signed, &sent, done).await
}

pub(super) async fn take_it_back(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let Some(closing) = sent.parse("closing") else { return signed.refused(&Refusal::NotFound) };
    let command = TakeBackClosing { closing, reason: sent.text("reason").to_owned() };
    let done = filled::perform(&app, &signed, command, Vec::new()).await;
    again_as_begun(&app, &signed, done).await
}

pub(super) async fn finish(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let Some(closing) = sent.parse("closing") else { return signed.refused(&Refusal::NotFound) };
    let done = filled::perform(&app, &signed, FinishClosing { closing }, Vec::new()).await;
    again_as_begun(&app, &signed, done).await
}

/// The page again after one of its smaller forms: what the large one says stands as it is.
async fn again_as_begun(app: &App, signed: &Signed, done: Result<ProgramClosingId, Refusal>) -> Response {
    let sent = match load(app, signed).await {
        Ok(view) => begun(&view),
        Err(response) => return response,
    };
    after(app, signed, &sent, done).await
}

async fn after(app: &App, signed: &Signed, sent: &Sent, done: Result<ProgramClosingId, Refusal>) -> Response {
    let refusal = match done {
        Ok(_) => return Redirect::to("/rights/closing").into_response(),
        Err(refusal) => refusal,
    };
    match (Trouble::of(&refusal), load(app, signed).await) {
        (Some(trouble), Ok(view)) => draw(app, signed, &view, sent, &trouble),
        (None, _) => signed.refused(&refusal),
        (_, Err(response)) => response,
    }
}
