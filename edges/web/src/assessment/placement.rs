//! The Placement Advisor's page: what comes first, the level with every reason, what the person wants, and the decision with its reason
//! when it differs. A hard stop shows no level: it shows whom to call now and hands over warmly. On paper it is one page: for whom, the
//! advice, every rule that fired, every stop that was looked at, what was decided, and lines to sign on.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use intake::placement::{Advice, DISCLAIMER, Disposition, Found, Level, Lock, TITLE};
use intake::placement_decision::{
    Cleared, DecidePlacement, DiscrepancyReason, PayerCriteria, PlacementDecision, PlacementOf, PlacementView,
};
use intake::referral_out::{OpenPlaces, Place};
use maud::{Markup, html};
use vocabulary::day::parse_day;
use vocabulary::id::InquiryId;

use crate::app::App;
use crate::component::{
    Banner, Button, Card, Crumb, Field, Hue, Icon, PageHead, Problem, Select, chip, csrf_field, error_summary,
};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::Signed;
use crate::words;

/// The placement of an inquiry and the directory of places.
pub(super) type Loaded = (Released<PlacementView>, Released<Vec<Place>>);

pub(super) async fn load(app: &App, signed: &Signed, inquiry: InquiryId) -> Result<Loaded, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| Ok((house.ask(&actor, &PlacementOf { inquiry })?, house.ask(&actor, &OpenPlaces)?))).await
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(inquiry): Path<InquiryId>) -> Response {
    match load(&app, &signed, inquiry).await {
        Ok((view, places)) => draw(&signed, &view, &places, &Sent::default(), &[]).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn decide(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (view, places) = match load(&app, &signed, inquiry).await {
        Ok(loaded) => loaded,
        Err(refusal) => return signed.refused(&refusal),
    };
    let (command, unread) = wish(inquiry, &sent);
    match kept::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&format!("/inquiries/{inquiry}/placement")).into_response(),
        Err(refusal) => kept::again(&signed, &refusal, |problems| draw(&signed, &view, &places, &sent, problems)),
    }
}

fn wish(inquiry: InquiryId, sent: &Sent) -> (DecidePlacement, Vec<access::Problem>) {
    let mut unread = Vec::new();
    let mut wrong = |field: &str, sentence: String| unread.push(access::Problem { field: field.to_owned(), sentence });
    let level = Level::parse(sent.text("level"));
    if level.is_none() {
        wrong("level", "Choose the level of care.".to_owned());
    }
    let criteria = sent.text("payer_criteria");
    let has_payer = !criteria.is_empty() || !sent.text("payer_level").is_empty();
    let on = parse_day(sent.text("payer_on"));
    if has_payer && let Err(problem) = &on {
        wrong("payer_on", words::sentence(problem));
    }
    let payer = on.ok().filter(|_| has_payer).map(|on| PayerCriteria {
        criteria: criteria.to_owned(),
        level: sent.text("payer_level").to_owned(),
        assessor: sent.text("payer_assessor").to_owned(),
        on,
    });
    let cleared = Lock::ALL.iter().map(|lock| Cleared { lock: *lock, words: sent.text(lock.as_str()).to_owned() });
    let command = DecidePlacement {
        inquiry,
        level: level.unwrap_or(Level::IntensiveOutpatient),
        discrepancy: DiscrepancyReason::parse(sent.text("discrepancy")),
        words: sent.text("words").to_owned(),
        cleared: cleared.filter(|one| !one.words.is_empty()).collect(),
        payer,
    };
    (command, unread)
}

/// The advice in one line.
pub(super) fn in_short(advice: &Advice) -> String {
    match (&advice.suggestion, advice.disposition) {
        (None, Disposition::InsufficientData | Disposition::Priority | Disposition::MedicalToday) => {
            let needs: Vec<&str> = advice.needs.iter().map(|need| need.title()).collect();
            format!("Not enough is known for a level. Missing: {}.", needs.join("; "))
        }
        (None, other) => other.title().to_owned(),
        (Some(one), _) => format!("{} · {}", one.level, one.level.title()),
    }
}

fn draw(signed: &Signed, view: &PlacementView, places: &[Place], sent: &Sent, problems: &[Problem]) -> Markup {
    let address = format!("/inquiries/{}", view.inquiry);
    let head = PageHead::new(TITLE)
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(view.name.full(), address.clone()))
        .crumb(Crumb::here("Placement"))
        .acts(html! {
            @if view.advice.is_some() { button.b type="button" data-print { (Icon::Print) "Print" } }
            (Button::plain("Assessment").href(format!("{address}/assessment")))
            @if view.may_refer { (Button::plain("Refer to another place").href(format!("{address}/refer"))) }
        });
    let content = html! {
        p.print-only.whom { "For " b { (view.name.full()) } }
        @match &view.advice {
            None if !view.has_table => { (Banner::info("No decision table is approved yet. A clinical director approves one in the settings (LC-03).")) }
            None => { (Banner::info("There is no assessment yet. The advisor answers from what it says.").link("Begin it", format!("{address}/assessment"))) }
            Some(advice) => { (advised(signed, view, advice, places, sent, problems)) }
        }
        @for decision in &view.decisions { (decided(decision)) }
        @if view.advice.is_some() { (to_sign()) }
        p.muted { (DISCLAIMER) }
    };
    Page::new(&signed.frame, Area::Inquiries, TITLE)
        .style("desk.css")
        .problem(!problems.is_empty())
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .render(html! { (head) (error_summary(problems)) div.placed { (content) } })
}

/// On paper only: who looked at it, in ink.
fn to_sign() -> Markup {
    html! { div.print-only.to-sign { p { "Name and credential" } p { "Signature" } p { "Date and time" } } }
}

fn advised(
    signed: &Signed,
    view: &PlacementView,
    advice: &Advice,
    places: &[Place],
    sent: &Sent,
    problems: &[Problem],
) -> Markup {
    let is_stop = matches!(advice.disposition, Disposition::Emergency | Disposition::Crisis | Disposition::Defer);
    html! {
        @if is_stop { (hand_over(view, advice, places)) } @else { (suggested(view, advice)) }
        div.split {
            div {
                (reasons(advice))
                (checks(advice))
            }
            div.no-print { @if view.may_decide && advice.suggestion.is_some() { (decision_form(signed, view, advice, sent, problems)) } }
        }
    }
}

/// A hard stop: whom to call now, in large type, and the way on. No level stands anywhere on the page.
fn hand_over(view: &PlacementView, advice: &Advice, places: &[Place]) -> Markup {
    let because = advice.checks.iter().filter(|check| check.found == Found::Fired).flat_map(|check| check.because.clone());
    let body = html! {
        p { "Because: " (because.collect::<Vec<_>>().join("; ")) "." }
        @if advice.disposition == Disposition::Defer {
            p { "See to a safe way home; nobody drives. Look again when it is safe." }
        } @else {
            p { b { "Do not leave the person alone." } " Stay with them or on the line until somebody else is there." }
            ul.rows {
                @for place in places.iter().filter(|place| place.is_for_crises) {
                    li { (Icon::Phone) div.txt { b { (place.phone) " · " (place.name) } p { (place.note) } } }
                }
            }
            @if advice.disposition == Disposition::Emergency { p { "If anybody cannot be woken: naloxone, then keep them breathing." } }
        }
        @if view.may_refer {
            div.acts.no-print { (Button::safety("Write down the hand-over").href(format!("/inquiries/{}/refer", view.inquiry))) }
        }
    };
    html! { (Banner::safety(advice.disposition.title())) (Card::new("Hand over now").padded().body(body)) }
}

fn suggested(view: &PlacementView, advice: &Advice) -> Markup {
    let wants = view.assessment.as_ref().map_or("", |one| one.wants.as_str());
    let body = html! {
        @if let Some(one) = &advice.suggestion {
            h2 { (one.level) " · " (one.level.title()) }
            @if !one.services.is_empty() { ul { @for service in &one.services { li { (service.title()) } } } }
            @for other in &advice.alternatives { p { b { "Also: " (other.level) " · " (other.level.title()) } " " (other.says) } }
            @if let Some(next) = advice.if_unavailable { p.muted { "If it is not to be had: " (next) " · " (next.title()) } }
        } @else { h2 { (in_short(advice)) } }
        @if advice.suggestion.is_some() && !advice.needs.is_empty() {
            p { (chip(Hue::Due, "Not known yet")) " " (advice.needs.iter().map(|need| need.title()).collect::<Vec<_>>().join("; ")) "." }
        }
        @for doubt in &advice.doubts { p { (chip(Hue::Due, "Look again")) " " (doubt) } }
        @if !wants.is_empty() { p { b { "The person wants: " } (wants) } }
        @if let Some(class) = advice.priority { p { b { "Waiting list: " } (class.number()) " · " (class.title()) } }
        @if !advice.barriers.is_empty() {
            p { b { "The schedule works around: " } (advice.barriers.iter().map(|one| one.title()).collect::<Vec<_>>().join(", ")) }
        }
        p.muted { "Table " (advice.table_version) }
    };
    html! {
        @for lock in &advice.locks { (Banner::safety(format!("Locked until: {}", lock.title()))) }
        (Card::new("The advisor suggests").padded().body(body))
    }
}

fn reasons(advice: &Advice) -> Markup {
    let body = html! {
        ul.rows {
            @for fired in &advice.fired {
                li { div.txt { b { (fired.rule) } p { (fired.says) } p.muted { (fired.because.join("; ")) } } }
            }
        }
    };
    html! { (Card::new("Why").small("Every rule that led here, with the answers that fired it").body(body)) }
}

fn checks(advice: &Advice) -> Markup {
    let body = html! {
        ul.rows {
            @for check in &advice.checks {
                li {
                    div.txt { b { (check.rule) } " " (check.looks_for) @if !check.because.is_empty() { p.muted { (check.because.join("; ")) } } }
                    @match check.found {
                        Found::Fired => { (chip(Hue::Safety, "Fired").icon(Icon::Shield)) }
                        Found::Clear => { span { "Clear" } }
                        Found::NotAsked => { span.muted { "Not fully asked" } }
                    }
                }
            }
        }
    };
    html! { (Card::new("Hard stops looked at").body(body)) }
}

fn decision_form(signed: &Signed, view: &PlacementView, advice: &Advice, sent: &Sent, problems: &[Problem]) -> Markup {
    let suggested = advice.suggestion.as_ref().map_or("", |one| one.level.code());
    let chosen = if sent.text("level").is_empty() { suggested } else { sent.text("level") };
    let body = html! {
        form.form method="post" action=(format!("/inquiries/{}/placement", view.inquiry)) id="form" {
            (csrf_field(&signed.frame.csrf))
            (Select::new("level", "Level of care").options(Level::ALL.map(|one| (one.code(), format!("{one} · {}", one.title())))).chosen(chosen).problems(problems))
            (Select::new("discrepancy", "Why another than suggested").option("", "It is the suggested one").options(DiscrepancyReason::ALL.iter().map(|one| (one.as_str(), one.title()))).chosen(sent.text("discrepancy")).optional().problems(problems))
            (Field::area("words", "In your words", 2).optional().value(sent.text("words")).problems(problems))
            @for lock in &advice.locks {
                (Field::text(lock.as_str(), lock.title()).hint("Who did it, and with what result").value(sent.text(lock.as_str())).problems(problems))
            }
            details open[!sent.text("payer_criteria").is_empty()] {
                summary { "Result by the payer's criteria" }
                (Field::text("payer_criteria", "Which criteria").optional().value(sent.text("payer_criteria")).problems(problems))
                (Field::text("payer_level", "Level they name").optional().value(sent.text("payer_level")).problems(problems))
                (Field::text("payer_assessor", "Who assessed").optional().value(sent.text("payer_assessor")).problems(problems))
                (Field::date("payer_on", "On").optional().value(sent.text("payer_on")).problems(problems))
            }
            div.acts { (Button::primary("Decide and sign").key("Ctrl+Enter")) }
        }
    };
    html! { (Card::new("Your decision").small("The advisor suggests; you decide and sign").padded().body(body)) }
}

fn decided(decision: &PlacementDecision) -> Markup {
    let body = html! {
        h2 { (decision.decided) " · " (decision.decided.title()) }
        @if decision.differs() {
            p {
                b { "Other than suggested: " }
                (decision.discrepancy.map_or("", DiscrepancyReason::title))
                @if !decision.words.is_empty() { " – " (decision.words) }
            }
        }
        @for cleared in &decision.cleared { p { (cleared.lock.title()) " " b { (cleared.words) } } }
        @if let Some(payer) = &decision.payer {
            p { b { "By the payer's criteria: " } (payer.level) " (" (payer.criteria) ", " (payer.assessor) ", " (words::full_day(payer.on)) ")" }
        }
        p.muted { "Signed by " (decision.signed.name) " · table " (decision.advice.table_version) }
    };
    html! { (Card::new("Decided").padded().body(body)) }
}
