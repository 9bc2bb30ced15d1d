//! The assessment as a conversation, one part a page: what is known stands there already, a topic may be left out with a reason, and
//! what is still to be asked stands beside. What is typed is kept while it is typed; every "Save and go on" puts it into the assessment.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use forms::Library;
use intake::assessment::{
    AssessmentOf, AssessmentView, BeginAssessment, Part, ReopenAssessment, SaveTopics, SignAssessment, Topic, TopicInput,
};
use maud::{Markup, html};
use measure::Measure;
use reactions::assessment::{MeasuredSoFar, MeasuredView};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::{draft, ratings};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Crumb, Field, Hue, Icon, PageHead, Problem, Tab, chip, csrf_field, error_summary, tabs,
};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::measures::say;
use crate::signed::{Signed, may};
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    part: Option<String>,
}

/// What the pages of an assessment are drawn from.
pub(super) struct Open {
    pub(super) view: Released<AssessmentView>,
    /// What was measured; nothing for who may not see measures.
    pub(super) measured: Option<Released<MeasuredView>>,
}

pub(super) async fn load(app: &App, signed: &Signed, inquiry: InquiryId) -> Result<Open, Refusal> {
    let actor = signed.actor.clone();
    let sees_measures = may(app, &signed.actor, Action::View, Kind::Measure);
    app.work(move |house| {
        let view = house.ask(&actor, &AssessmentOf { inquiry })?;
        let measured = if sees_measures { Some(house.ask(&actor, &MeasuredSoFar { inquiry })?) } else { None };
        Ok(Open { view, measured })
    })
    .await
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(inquiry): Path<InquiryId>,
    Query(asked): Query<Asked>,
) -> Response {
    let part = asked.part.as_deref().and_then(Part::parse).unwrap_or(Part::Reason);
    match load(&app, &signed, inquiry).await {
        Ok(open) => draw(&app, &signed, &open, part, None, &[]).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn begin(State(app): State<App>, Path(inquiry): Path<InquiryId>, SignedForm(signed, _): SignedForm) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &BeginAssessment { inquiry })).await {
        Ok(_) => to_part(inquiry, Part::Reason),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let part = Part::parse(sent.text("part")).unwrap_or(Part::Reason);
    let open = match load(&app, &signed, inquiry).await {
        Ok(open) => open,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(assessment) = open.view.assessment.as_ref().map(|one| one.id) else { return to_part(inquiry, Part::Reason) };
    let input = |topic: Topic| TopicInput {
        topic,
        words: sent.text(topic.as_str()).to_owned(),
        left_out: sent.text(&left_out_field(topic)).to_owned(),
    };
    let topics = part.topics().map(input).collect();
    let wants = (part == Part::Reason).then(|| sent.text("wants").to_owned());
    let command = SaveTopics { assessment, topics, wants, seen: sent.parse("seen") };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => to_part(inquiry, next(part)),
        Err(refusal) => kept::again(&signed, &refusal, |problems| draw(&app, &signed, &open, part, Some(&sent), problems)),
    }
}

pub(super) async fn sign(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let seen = sent.parse("seen");
    act(&app, &signed, inquiry, Redirect::to(&format!("/inquiries/{inquiry}/placement")), move |assessment, house, actor| {
        house.perform(actor, &SignAssessment { assessment, seen }).map(|_| ())
    })
    .await
}

pub(super) async fn reopen(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let reason = sent.text("reason").to_owned();
    let back = Redirect::to(&format!("/inquiries/{inquiry}/assessment"));
    act(&app, &signed, inquiry, back, move |assessment, house, actor| {
        house.perform(actor, &ReopenAssessment { assessment, reason: reason.clone() }).map(|_| ())
    })
    .await
}

/// Does something with the assessment of an inquiry; a refusal is said on the page of the ratings, where one signs.
async fn act<F>(app: &App, signed: &Signed, inquiry: InquiryId, then: Redirect, what: F) -> Response
where
    F: Fn(vocabulary::id::AssessmentId, &reactions::House, &access::Actor) -> Result<(), Refusal> + Send + 'static,
{
    let open = match load(app, signed, inquiry).await {
        Ok(open) => open,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(assessment) = open.view.assessment.as_ref().map(|one| one.id) else { return to_part(inquiry, Part::Reason) };
    let actor = signed.actor.clone();
    match app.work(move |house| what(assessment, house, &actor)).await {
        Ok(()) => then.into_response(),
        Err(refusal) => kept::again(signed, &refusal, |problems| draw(app, signed, &open, Part::Ratings, None, problems)),
    }
}

/// The ratings again with what was typed and what is wrong with it.
pub(super) fn again(app: &App, signed: &Signed, open: &Open, sent: &Sent, found: (StatusCode, Vec<Problem>)) -> Response {
    (found.0, draw(app, signed, open, Part::Ratings, Some(sent), &found.1)).into_response()
}

pub(super) fn to_part(inquiry: InquiryId, part: Part) -> Response {
    Redirect::to(&format!("/inquiries/{inquiry}/assessment?part={}", part.as_str())).into_response()
}

fn next(part: Part) -> Part {
    let at = Part::ALL.iter().position(|one| *one == part).unwrap_or_default();
    Part::ALL.get(at + 1).copied().unwrap_or(Part::Ratings)
}

fn left_out_field(topic: Topic) -> String {
    format!("{}_left_out", topic.as_str())
}

fn draw(app: &App, signed: &Signed, open: &Open, part: Part, sent: Option<&Sent>, problems: &[Problem]) -> Markup {
    let view = &*open.view;
    let address = format!("/inquiries/{}", view.inquiry);
    let head = PageHead::new("Assessment")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(view.name.full(), address.clone()))
        .crumb(Crumb::here("Assessment"));
    let content = match &view.assessment {
        None => begin_card(signed, view, &address),
        Some(_) => conversation(app.0.house.zone(), signed, open, part, sent, problems),
    };
    Page::new(&signed.frame, Area::Inquiries, "Assessment")
        .style("desk.css")
        .problem(!problems.is_empty())
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .render(html! { (head) (error_summary(problems)) (content) })
}

fn begin_card(signed: &Signed, view: &AssessmentView, address: &str) -> Markup {
    let body = html! {
        p { "What the call and the document say stands there from the start, so that nothing is asked twice." }
        @if view.may_write {
            form method="post" action=(format!("{address}/assessment/begin")) {
                (csrf_field(&signed.frame.csrf)) div.acts { (Button::primary("Begin the assessment")) }
            }
        }
    };
    html! { (Card::new("Not begun yet").padded().body(body)) }
}

fn conversation(
    zone: &ProgramZone,
    signed: &Signed,
    open: &Open,
    part: Part,
    sent: Option<&Sent>,
    problems: &[Problem],
) -> Markup {
    let view = &*open.view;
    let address = format!("/inquiries/{}/assessment", view.inquiry);
    let tab = |one: &Part| {
        let open = view.gaps.iter().filter(|topic| topic.part() == *one).count();
        Tab::new(one.title(), format!("{address}?part={}", one.as_str()))
            .current(*one == part)
            .due(u32::try_from(open).unwrap_or(0))
    };
    let all: Vec<Tab> = Part::ALL.iter().map(tab).collect();
    let main = if part == Part::Ratings {
        ratings::card(zone, signed, open, sent, problems)
    } else {
        // what was typed and not saved stands over what is saved
        let typed = draft::of(view, part).map(draft::as_typed);
        part_card(zone, signed, view, part, sent.or(typed.as_ref()), problems)
    };
    html! {
        (tabs("Parts of the conversation", &all))
        @if view.lacks_suicide_screen {
            (Banner::safety("PHQ-9 item 9 is above zero and no suicide screen is recorded. Go through the C-SSRS now; the assessment cannot be signed before (LC-12)."))
        }
        div.split { div { (main) } div { (summary(signed, view)) (measured(zone, open)) } }
    }
}

fn part_card(
    zone: &ProgramZone,
    signed: &Signed,
    view: &AssessmentView,
    part: Part,
    sent: Option<&Sent>,
    problems: &[Problem],
) -> Markup {
    let is_signed = view.assessment.as_ref().is_some_and(|one| one.signed.is_some());
    let may_write = view.may_write && !is_signed;
    let wants = view.assessment.as_ref().map_or("", |one| one.wants.as_str());
    let body = html! {
        form.form method="post" action=(format!("/inquiries/{}/assessment/topics", view.inquiry)) id="form" data-autosave=[may_write.then(|| draft::address(view.inquiry))] {
            (csrf_field(&signed.frame.csrf))
            (draft::carried(view, part))
            @for topic in part.topics() { (topic_fields(view, topic, sent, problems)) }
            @if part == Part::Reason {
                (Field::area("wants", "What the person wants, in their words", 2).optional().value(sent.map_or(wants, |sent| sent.text("wants"))).problems(problems))
                @if Problem::at(problems, "wants").is_some() { div.both { div { b { "Saved meanwhile" } pre { (wants) } } } }
            }
            @if may_write { div.acts { (Button::primary("Save and go on").key("Ctrl+Enter")) (draft::state(zone, view, part)) } }
        }
    };
    html! { (Card::new(part.title()).padded().body(body)) }
}

fn topic_fields(view: &AssessmentView, topic: Topic, sent: Option<&Sent>, problems: &[Problem]) -> Markup {
    let known = view.entries.iter().find(|one| one.entry.topic == topic);
    let skip = left_out_field(topic);
    let words = sent.map_or_else(|| known.map_or("", |one| one.entry.words.as_str()), |sent| sent.text(topic.as_str()));
    let why = sent.map_or_else(|| known.and_then(|one| one.entry.left_out.as_deref()).unwrap_or(""), |sent| sent.text(&skip));
    let hint = known.map_or_else(String::new, |one| match &one.entry.known_from {
        Some(from) => format!("From {from}. Ask, then save."),
        None => format!("Written by {}", one.by),
    });
    // two texts met: the other one stands beside, whole
    let met = Problem::at(problems, topic.as_str()).is_some();
    let theirs = known.filter(|one| met && one.entry.known_from.is_none() && one.entry.words != words);
    html! {
        (Field::area(topic.as_str(), topic.title(), 2).optional().value(words).hint(hint).problems(problems))
        @if let Some(theirs) = theirs { div.both { div { b { (theirs.by) ", saved" } pre { (theirs.entry.words) } } } }
        details open[!why.is_empty()] {
            summary { "Leave it out" }
            (Field::text(skip, "Why it is left out").optional().value(why))
        }
    }
}

/// What is known so far, beside the conversation.
fn summary(signed: &Signed, view: &AssessmentView) -> Markup {
    let signature = view.assessment.as_ref().and_then(|one| one.signed.as_ref());
    let body = html! {
        @if let Some(signed_by) = signature {
            p { (chip(Hue::Here, "Signed").icon(Icon::Check)) " by " (signed_by.name) }
        } @else if view.gaps.is_empty() { p { "Every topic is spoken about." } } @else {
            p { "Still to be asked:" }
            ul { @for topic in &view.gaps { li { (topic.title()) } } }
        }
        @if !view.authors.is_empty() { p.muted { "Written by " (view.authors.join(", ")) } }
        @if let Some(advice) = &view.advice {
            p { b { "So far: " } (super::placement::in_short(advice)) }
        }
        div.acts {
            (Button::plain("Placement").href(format!("/inquiries/{}/placement", view.inquiry)))
            @if view.may_sign && signature.is_none() {
                form method="post" action=(format!("/inquiries/{}/assessment/sign", view.inquiry)) {
                    (csrf_field(&signed.frame.csrf)) input type="hidden" name="seen" value=(view.version); (Button::primary("Sign"))
                }
            }
        }
        @if view.may_sign && signature.is_some() {
            form.form method="post" action=(format!("/inquiries/{}/assessment/reopen", view.inquiry)) {
                (csrf_field(&signed.frame.csrf))
                (Field::text("reason", "Why it is opened again"))
                div.acts { (Button::plain("Open again")) }
            }
        }
    };
    html! { (Card::new("So far").padded().body(body)) }
}

/// What the forms said, each with its score: they score themselves.
fn measured(zone: &ProgramZone, open: &Open) -> Markup {
    let Some(measured) = &open.measured else { return html! {} };
    let address = format!("/inquiries/{}/measures", open.view.inquiry);
    let row = |measure: &Measure| {
        let form = Library::standard().form(&measure.instrument);
        let day = measure.completed_at.map_or_else(String::new, |at| words::short_day(zone.day(at)));
        html! {
            li {
                a href=(format!("{address}/{}", measure.id)) { (form.map_or(measure.instrument.as_str(), |form| form.short.as_str())) }
                " " small.muted { (day) }
                @if let Some(form) = form { br; (say::line(form, measure)) }
            }
        }
    };
    let body = html! {
        @if measured.done.is_empty() { p { "Nothing is filled in yet." } } @else { ul { @for one in &measured.done { (row(one)) } } }
        div.acts { (Button::plain("Forms").href(address)) }
    };
    html! { (Card::new("What the forms say").padded().body(body)) }
}
