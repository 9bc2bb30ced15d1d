//! One request: what was asked, until when, what the law wants, and the forms that answer it or take more time.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use confidential::consent::Category;
use maud::{Markup, html};
use privacy::request::{AnswerRequest, ExtendRequest, Limit, Outcome, PrivacyRequest, RequestKind, RequestLine};
use reactions::rights::{OpenRequestWithPayer, RequestWithPayer};
use vocabulary::day::parse_day;
use vocabulary::id::PrivacyRequestId;

use super::{Place, one_page, say, today};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Crumb, Fact, Field, Icon, PageHead, Problem, csrf_field, facts};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::full_day;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(request): Path<PrivacyRequestId>) -> Response {
    let today = today(&app).to_string();
    shown(&app, &signed, request, &Sent::of([("told_on", today.as_str())]), &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, request: PrivacyRequestId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenRequestWithPayer { request })).await {
        Ok(seen) => draw(app, signed, &seen, sent, trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn after(
    app: &App,
    signed: &Signed,
    request: PrivacyRequestId,
    sent: &Sent,
    result: Result<PrivacyRequestId, Refusal>,
) -> Response {
    let refusal = match result {
        Ok(_) => return Redirect::to(&format!("/rights/requests/{request}")).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(app, signed, request, sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    Path(request): Path<PrivacyRequestId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = AnswerRequest {
        request,
        outcome: sent.parse("outcome"),
        reason: sent.text("reason").to_owned(),
        told_on: parse_day(sent.text("told_on")).ok(),
        limit: Limit {
            recipient: sent.text("limit_recipient").to_owned(),
            categories: sent.all("limit_categories").filter_map(Category::named).collect(),
        },
    };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, request, &sent, result).await
}

pub(super) async fn extend(
    State(app): State<App>,
    Path(request): Path<PrivacyRequestId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command =
        ExtendRequest { request, reason: sent.text("reason").to_owned(), told_on: parse_day(sent.text("told_on")).ok() };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, request, &sent, result).await
}

fn draw(app: &App, signed: &Signed, seen: &Released<RequestWithPayer>, sent: &Sent, trouble: &Trouble) -> Response {
    let (line, request) = (&seen.line, &seen.line.request);
    let may_answer = may(app, &signed.actor, Action::Amend, Kind::PrivacyRequest) && request.answer.is_none();
    // What was typed and what is wrong belongs to the form that was sent; the other one stands as it began.
    let (begun, none) = (Sent::default().with("told_on", today(app).to_string()), Vec::new());
    let (here, there) = ((sent, trouble.problems.as_slice()), (&begun, none.as_slice()));
    let (of_answer, of_more) = if sent.text("form") == "more" { (there, here) } else { (here, there) };
    let title = "A request";
    let head = PageHead::new(super::requests::title(line))
        .crumb(Crumb::to(Place::Requests.words(), Place::Requests.href()))
        .crumb(Crumb::here("One request"))
        .below(html! { (say::standing(line.standing)) });
    let content = html! {
        (Card::new("What was asked").padded().body(html! { (told(line, seen.payer.as_deref())) }))
        (Card::new("What the law wants").padded().body(law(request)))
        @if may_answer {
            @if request.kind == RequestKind::Accounting {
                (Banner::info("Everything that left stands in the account: when, to whom, what, why.").link("Open the account", format!("/patients/{}/account", request.patient)))
            }
            (Card::new("Answer").padded().body(answer_form(signed, request, seen.payer.as_deref(), of_answer)))
            @if more_time(request) { (Card::new("Take more time").padded().body(extend_form(signed, request, of_more))) }
        }
    };
    let content = html! {
        (content)
        @if super::may_read(app, signed, Kind::LegalHold) {
            p { (Button::quiet("Legal holds on this record").icon(Icon::Lock).href(format!("/rights/holds?patient={}", request.patient))) }
        }
        @if may(app, &signed.actor, Action::Record, Kind::PatientLink) {
            p { (Button::quiet("Their privacy page").icon(Icon::Phone).about("a link for their phone").href(format!("/patients/{}/privacy-link", request.patient))) }
        }
    };
    one_page(signed, title, &head, trouble, &content)
}

fn told(line: &RequestLine, payer: Option<&str>) -> Markup {
    let request = &line.request;
    let mut all = vec![
        Fact::new("What", request.kind.words()),
        Fact::new("In their words", request.words.as_str()),
        Fact::new("Who asked", say::asked_by(&request.asked_by)),
        Fact::new("Received", full_day(request.received_on)).value_small(request.way.words()),
        Fact::new("Last day", say::maybe_day(request.last_day(), "none")),
    ];
    if let Some(payer) = payer {
        all.push(Fact::new("Learns nothing", payer));
    }
    if let Some(is_free) = line.is_free {
        let words =
            if is_free { "Nothing: the first account in twelve months" } else { "A fee that covers its cost may be asked" };
        all.push(Fact::new("What it costs them", words));
    }
    if let Some(extension) = &request.extension {
        let small = format!("told {}: {}", full_day(extension.told_on), extension.reason);
        all.push(Fact::new("More time until", full_day(extension.due_on)).value_small(small));
    }
    if let Some(answer) = &request.answer {
        let small = format!("told {}. {}", full_day(answer.told_on), answer.reason);
        all.push(Fact::new("Answer", answer.outcome.words()).value_small(small));
    }
    facts(&all)
}

fn law(request: &PrivacyRequest) -> Markup {
    html! {
        p { (request.kind.law()) }
        @if let Some(clock) = request.clock() {
            p.muted {
                (clock.days) " days"
                @if clock.extension_days > 0 { ", once " (clock.extension_days) " more with a reason in writing" }
                " (" (clock.source) "; " (clock.mark.words()) ")."
            }
        }
    }
}

fn more_time(request: &PrivacyRequest) -> bool {
    request.extension.is_none() && request.clock().is_some_and(|clock| clock.extension_days > 0)
}

/// What was typed into a form, and what is wrong with it.
type Typed<'a> = (&'a Sent, &'a [Problem]);

fn answer_form(signed: &Signed, request: &PrivacyRequest, payer: Option<&str>, (sent, problems): Typed<'_>) -> Markup {
    let must = request.kind == RequestKind::PayerRestriction;
    let open = Outcome::ALL.iter().filter(|one| !must || matches!(one, Outcome::Granted | Outcome::Withdrawn));
    let outcomes = open.map(|one| (one.as_str(), one.words()));
    html! {
        @if let Some(payer) = payer { (Banner::private(format!("Granting it tells {payer} nothing from then on: what is held back says why.")).icon(Icon::Lock)) }
        form.form method="post" action=(format!("/rights/requests/{}/answer", request.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (ChoiceRow::one("outcome", "What became of it").choices(outcomes).chosen(sent.text("outcome")).problems(problems))
            (Field::area("reason", "Reason, as the person was told", 3).hint("May stay empty only when it is granted").value(sent.text("reason")).problems(problems))
            @if request.kind == RequestKind::Restriction { (limit_fields(sent, problems)) }
            (Field::date("told_on", "The person was told on").value(sent.text("told_on")).problems(problems))
            div.acts { (Button::primary("Save the answer")) }
        }
    }
}

/// What is kept back from whom, when it is granted.
fn limit_fields(sent: &Sent, problems: &[Problem]) -> Markup {
    let all = Category::ORDINARY.iter().map(|category| (category.as_str(), category.title()));
    let row =
        ChoiceRow::many("limit_categories", "When granted: of what").hint("Of everything when nothing is chosen").choices(all);
    html! {
        (Field::text("limit_recipient", "When granted: who learns nothing of it").hint("By name; nobody outside does when it is empty").value(sent.text("limit_recipient")).problems(problems).optional())
        (sent.all("limit_categories").fold(row, |row, value| row.chosen(value)))
    }
}

fn extend_form(signed: &Signed, request: &PrivacyRequest, (sent, problems): Typed<'_>) -> Markup {
    html! {
        form.form method="post" action=(format!("/rights/requests/{}/extend", request.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="form" value="more";
            (Field::area("reason", "Why it takes longer, as the person is told", 2).id("more-reason").value(sent.text("reason")).problems(problems))
            (Field::date("told_on", "The person was told in writing on").id("more-told").value(sent.text("told_on")).problems(problems))
            div.acts { (Button::plain("Take more time")) }
        }
    }
}
