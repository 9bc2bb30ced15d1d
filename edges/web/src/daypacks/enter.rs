//! One slip: what stands, what the paper says, and on to the next. Enter saves; nothing typed is lost when something is wrong.

use access::Refusal;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use treatment::day_pack::view::{DraftSeen, SlipAbout, SlipView, StandingEntry};
use treatment::day_pack::{KeepSlip, OnPaper, OpenSlip, UndoSlip, code};
use treatment::group_note::Participation;
use vocabulary::ProgramZone;
use vocabulary::day::long_day;

use super::{ENTER, HOME, form, list};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, Select, Tick, Toast, arrival_words, csrf_field,
};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;
use crate::time_words::from_to;
use crate::today::arrival;
use crate::words::{count, full_day};

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    code: Option<String>,
    /// The slip that was just entered, and its version.
    done: Option<String>,
    version: Option<i64>,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let typed = asked.code.clone().unwrap_or_default();
    let view = match load(&app, &signed, &typed).await {
        Ok(view) => view,
        Err(refusal) => return no_slip(&app, &signed, &typed, &refusal).await,
    };
    let sent = form::begin(&view, app.0.house.zone());
    draw(&app, &signed, &view, &sent, &Trouble::default(), toast(&signed, &asked))
}

async fn load(app: &App, signed: &Signed, typed: &str) -> Result<Released<SlipView>, Refusal> {
    let (actor, query) = (signed.actor.clone(), OpenSlip { code: typed.to_owned() });
    app.work(move |house| house.ask(&actor, &query)).await
}

/// The list again, with the code as it was typed and why it is none.
async fn no_slip(app: &App, signed: &Signed, typed: &str, refusal: &Refusal) -> Response {
    match Trouble::of(refusal) {
        Some(trouble) => list::shown(app, signed, None, &Sent::default().with("code", typed), &trouble).await,
        None => signed.refused(refusal),
    }
}

pub(super) async fn keep(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let view = match load(&app, &signed, sent.text("code")).await {
        Ok(view) => view,
        Err(refusal) => return no_slip(&app, &signed, sent.text("code"), &refusal).await,
    };
    let mut unread = Vec::new();
    let on_paper = form::read(&sent, view.day, app.0.house.zone(), &mut unread);
    let command = KeepSlip {
        code: view.code.clone(),
        about: form::about(&sent),
        on_paper,
        version: sent.parse("version"),
        draft: sent.parse("draft").unwrap_or(0),
    };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&after(&app, &signed, &view.code).await).into_response(),
        Err(Refusal::Conflict) => met(&app, &signed, &sent).await,
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, &view, &sent, &trouble, None),
            None => signed.refused(&refusal),
        },
    }
}

/// Where to go on: the next slip, or the list when none is left.
async fn after(app: &App, signed: &Signed, done: &str) -> String {
    let Ok(view) = load(app, signed, done).await else { return HOME.to_owned() };
    let version = view.entry.as_ref().map_or(0, |entry| entry.version);
    match &view.next {
        Some(next) => format!("{ENTER}?code={next}&done={done}&version={version}"),
        None => format!("{ENTER}?code={done}&done={done}&version={version}"),
    }
}

/// Somebody else entered the slip or wrote in the draft meanwhile: what stands now is shown beside what was typed.
async fn met(app: &App, signed: &Signed, sent: &Sent) -> Response {
    let view = match load(app, signed, sent.text("code")).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let now = form::begin(&view, app.0.house.zone());
    let typed = sent.pairs().filter(|(name, _)| !matches!(*name, "version" | "draft"));
    let again = typed.fold(Sent::default(), |again, (name, value)| again.with(name, value));
    let again = again.with("version", now.text("version")).with("draft", now.text("draft"));
    let refusal = Refusal::refused(
        "slip_changed",
        "OP-11",
        "Somebody entered this slip or wrote in the draft meanwhile.",
        "Look at what stands now; what you typed is still here. Save it to put it in that place.",
    );
    let trouble = Trouble::of(&refusal).unwrap_or_default();
    draw(app, signed, &view, &again, &trouble, None)
}

pub(super) async fn undo(State(app): State<App>, Query(asked): Query<Asked>, SignedForm(signed, _): SignedForm) -> Response {
    let code = asked.code.clone().unwrap_or_default();
    let view = match load(&app, &signed, &code).await {
        Ok(view) => view,
        Err(refusal) => return no_slip(&app, &signed, &code, &refusal).await,
    };
    let draft = view.about.as_ref().and_then(|about| about.draft.as_ref()).map_or(0, |draft| draft.version);
    let command = UndoSlip { code: view.code.clone(), version: asked.version.unwrap_or(0), draft };
    match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => Redirect::to(&format!("{ENTER}?code={}", view.code)).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn undo_address(code: &str, version: i64) -> String {
    format!("/daypacks/undo?code={code}&version={version}")
}

fn toast(signed: &Signed, asked: &Asked) -> Option<Markup> {
    let (done, version) = (code::read(asked.done.as_deref()?)?, asked.version?);
    let said = Toast::new(format!("{} is entered.", code::shown(&done)));
    Some(html! { (said.undo(undo_address(&done, version), signed.frame.csrf.clone())) })
}

fn draw(app: &App, signed: &Signed, view: &SlipView, sent: &Sent, trouble: &Trouble, toast: Option<Markup>) -> Response {
    let progress = view.progress;
    let title = "Enter from paper";
    let head = PageHead::new(title)
        .crumb(Crumb::to("Today", "/today"))
        .crumb(Crumb::to("Day packs", HOME))
        .crumb(Crumb::here(title))
        .below(html! { (long_day(view.day)) ". " b { (progress.entered) " of " (progress.slips) } " entered"
            @if progress.words_to_come > 0 { ", " (count(progress.words_to_come, "slip waits", "slips wait")) " for words" } "." })
        .acts(html! { @if let Some(next) = &view.next { (Button::quiet("Skip to the next").href(format!("{ENTER}?code={next}"))) } });
    let content = html! {
        (head)
        progress.of-pack value=(progress.entered) max=(progress.slips.max(1)) aria-label="Slips entered" {}
        (trouble.summary())
        @if view.progress.entered >= view.progress.slips && view.next.is_none() {
            (Banner::done("Every slip of this pack is entered.").link("Back to the packs", HOME))
        }
        @if view.is_older { (Banner::due("A newer pack was made for this day. This slip is of an older one; its code still counts.")) }
        (Card::new(format!("Slip {}", code::shown(&view.code))).small(format!("{} of its pack", view.place)).padded().body(html! {
            (whom(app, view))
            (stands(app, signed, view))
            (entry_form(signed, view, sent, &trouble.problems))
        }))
        (Card::new("Another slip").padded().body(html! {
            form.form method="get" action=(ENTER) {
                (Field::text("code", "Code").id("other").hint("Type or scan it, when a slip lies out of order").autocomplete("off").max(12))
                div.acts { (Button::plain("Open the slip")) }
            }
        }))
    };
    let mut page = Page::new(&signed.frame, Area::Today, title).style("week.css").problem(trouble.is_some()).narrow();
    if let Some(toast) = toast {
        page = page.toast(toast);
    }
    trouble.answer(page.render(content))
}

fn whom(app: &App, view: &SlipView) -> Markup {
    let zone = app.0.house.zone();
    html! {
        @match &view.about {
            Some(about) => {
                h2.human { (about.name.full()) small { " No. " (about.record_number) } }
                p { (about.session_name) ", " (from_to(zone, about.starts_at, about.ends_at)) "." }
                @if let Some(why) = &about.cancelled { (Banner::due(format!("This session was cancelled: {why}"))) }
            }
            None => p { "A blank slip. Choose below whom it is about." },
        }
    }
}

/// What stands already: an earlier entry, a mark at the door, words in the draft.
fn stands(app: &App, signed: &Signed, view: &SlipView) -> Markup {
    let zone = app.0.house.zone();
    html! {
        @if let Some(standing) = &view.entry {
            div.put-back {
                p { (already(app, standing)) " Saving again makes another version; what stood stays readable." }
                @if standing.entry.stands() {
                    form method="post" action=(undo_address(&view.code, standing.version)) {
                        (csrf_field(&signed.frame.csrf))
                        (Button::quiet("Take back").small().icon(Icon::Undo))
                    }
                }
            }
        }
        @if let Some(about) = &view.about {
            @if about.arrival.is_present() || view.entry.is_some() { p { "The board says: " (said(zone, &about.arrival)) } }
            @if let Some(draft) = &about.draft { (draft_stands(app, draft)) }
        }
    }
}

fn said(zone: &ProgramZone, state: &schedule::attendance::Arrival) -> Markup {
    let (state, time) = arrival(zone, state);
    arrival_words(state, time.as_deref())
}

fn already(app: &App, standing: &StandingEntry) -> String {
    let zone = app.0.house.zone();
    let what = match &standing.entry.on_paper {
        OnPaper::Written(_) => "Entered",
        OnPaper::NothingWritten => "Said to be empty",
        OnPaper::Lost => "Said to be lost",
        OnPaper::Withdrawn => "Taken back",
    };
    format!("{what} by {}, {} at {}.", standing.by, full_day(zone.day(standing.at)), zone.clock_face(standing.at))
}

fn draft_stands(app: &App, draft: &DraftSeen) -> Markup {
    let zone = app.0.house.zone();
    html! {
        @if draft.is_signed {
            (Banner::due("The note is signed already. Enter the times here; add the words to the signed note as a correction."))
        } @else if !draft.words.is_empty() {
            div.stands {
                p.hint {
                    "In the draft now"
                    @if let Some((by, at)) = &draft.saved { ", saved by " (by) ", " (zone.clock_face(*at)) " on " (full_day(zone.day(*at))) }
                    ". What you enter takes its place; this is kept aside, and the leader sees both."
                }
                blockquote { (draft.words) }
            }
        }
    }
}

fn entry_form(signed: &Signed, view: &SlipView, sent: &Sent, problems: &[Problem]) -> Markup {
    let says = ChoiceRow::one("says", "The slip")
        .choice("written", "Says something")
        .choice("nothing", "Is empty")
        .choice("lost", "Is lost");
    let first = view.about.is_some();
    html! {
        form.form method="post" action=(ENTER) novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="code" value=(view.code);
            input type="hidden" name="version" value=(sent.text("version"));
            input type="hidden" name="draft" value=(sent.text("draft"));
            @if view.about.is_none() { (choose(view, sent, problems)) }
            (says.chosen(sent.text("says")).problems(problems))
            div.times {
                (arrived(first).value(sent.text("arrived")).problems(problems))
                (Field::time("left", "Left").optional().hint("Empty: to the end").value(sent.text("left")).problems(problems))
            }
            div.times {
                (Select::new("absence", "Or did not come").option("", "Came").option("excused", "Excused").option("absent", "Did not come").chosen(sent.text("absence")).problems(problems))
                (Field::text("why", "Why, as written").optional().max(200).value(sent.text("why")).problems(problems))
            }
            @match &view.about {
                Some(about) if !about.has_notes => p.hint { "This group has attendance and no clinical note." },
                Some(SlipAbout { draft: None, .. }) => {
                    (Tick::new("to_come", "1", "There are words on it").small("Somebody who writes notes enters them; the slip stays open for that.").checked(sent.is_on("to_come")))
                }
                _ => (words(view, sent, problems)),
            }
            div.acts {
                (Button::primary(if view.next.is_some() { "Keep, and the next" } else { "Keep" }).key("Ctrl+Enter"))
                (Button::quiet("Back to the packs").href(HOME))
            }
        }
    }
}

/// Where somebody begins to type: the first time on the paper.
fn arrived(is_first: bool) -> Field {
    let field = Field::time("arrived", "Arrived").optional().hint("As on the paper: 9:05");
    if is_first { field.focus() } else { field }
}

fn choose(view: &SlipView, sent: &Sent, problems: &[Problem]) -> Markup {
    let choices = view.choices.iter().map(|(session, patient, label)| (format!("{session}.{patient}"), label.clone()));
    let all = std::iter::once((String::new(), "Choose".to_owned())).chain(choices);
    html! { (Select::new("person", "Whom it is about").options(all).chosen(sent.text("person")).hint("Somebody who has no place in the session is given one first, on their schedule").problems(problems)) }
}

fn words(view: &SlipView, sent: &Sent, problems: &[Problem]) -> Markup {
    let took_part =
        ChoiceRow::one("participation", "Took part").choices(Participation::ALL.iter().map(|one| (one.as_str(), one.words())));
    let staff = std::iter::once((String::new(), "Choose".to_owned()))
        .chain(view.staff.iter().map(|(id, name)| (id.to_string(), name.clone())));
    html! {
        (took_part.chosen(sent.text("participation")).problems(problems))
        (Field::area("words", "What is written about them", 5).optional().hint("Letter by letter, objectives and risk check too. It becomes a late entry that the leader signs.").value(sent.text("words")).problems(problems))
        div.times {
            (Select::new("written_by", "Written by").options(staff).chosen(sent.text("written_by")).problems(problems))
            (Field::time("written_at", "Written at").value(sent.text("written_at")).problems(problems))
        }
    }
}
