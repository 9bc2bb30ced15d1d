//! Safety first, then the six dimensions, each with what the ratings mean. Rated and saved by those who may sign.

use axum::extract::{Path, State};
use axum::response::Response;
use intake::assessment::{Assessment, AssessmentView, Further, Part, SaveRatings};
use intake::placement::answers::{Barrier, EmergencySign, HarmSign, HomeDanger, MedicalSign, Nursing, SubstanceClass};
use intake::placement::{Answers, Dimension};
use maud::{Markup, Render, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::answers::{NONE, NUMBERS, SUICIDE, YES_NO, rate_field, read, sent_of, substance_field, why_field};
use super::interview::Open;
use super::{draft, interview};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Field, Problem, Tick, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;

pub(super) async fn save(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match interview::load(&app, &signed, inquiry).await {
        Ok(open) => open,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(assessment) = open.view.assessment.as_ref() else { return interview::to_part(inquiry, Part::Reason) };
    let (answers, unread) = read(&sent, &assessment.answers);
    let reasons = Dimension::ALL.iter().map(|one| (*one, sent.text(&why_field(*one)).to_owned())).collect();
    let further = Further { what: sent.text("further").to_owned(), answer: sent.text("further_answer").to_owned() };
    let command = SaveRatings { assessment: assessment.id, answers, reasons, further: Some(further), seen: sent.parse("seen") };
    match kept::perform(&app, &signed, command, unread).await {
        Ok(_) => interview::to_part(inquiry, Part::Ratings),
        Err(refusal) => match kept::problems(&refusal) {
            Some(found) => interview::again(&app, &signed, &open, &sent, found),
            None => signed.refused(&refusal),
        },
    }
}

/// What the form shows: what was sent and is wrong, else what was typed and not saved, else what is saved.
pub(super) fn card(zone: &ProgramZone, signed: &Signed, open: &Open, sent: Option<&Sent>, problems: &[Problem]) -> Markup {
    let view = &*open.view;
    let measured = open.measured.as_ref().map(|one| &one.answers).filter(|_| view.may_sign);
    let Some(assessment) = &view.assessment else { return html! {} };
    let known = || draft::of(view, Part::Ratings).map_or_else(|| begun(view), draft::as_typed);
    let (sent, is_taken) = match sent {
        Some(sent) => (sent.clone(), false),
        None => taken(known(), measured),
    };
    let may_rate = view.may_sign && assessment.signed.is_none();
    let body = html! {
        form.form method="post" action=(format!("/inquiries/{}/assessment/ratings", view.inquiry)) id="form" data-autosave=[may_rate.then(|| draft::address(view.inquiry))] {
            (csrf_field(&signed.frame.csrf))
            (draft::carried(view, Part::Ratings))
            @if let Some(measured) = measured { (compared(assessment, measured, is_taken)) }
            (safety(&sent, problems))
            (substances(&sent, problems))
            h3 { "Six dimensions" }
            @for dimension in Dimension::ALL { (dimension_row(*dimension, &sent, problems)) }
            (many("barrier", "What the schedule works around", Barrier::ALL.iter().map(|one| (one.as_str(), one.title())), &sent))
            (Field::text("further", "Further evaluation that is indicated").optional().value(sent.text("further")))
            (Field::text("further_answer", "Done, or referred where").optional().value(sent.text("further_answer")).problems(problems))
            @if may_rate { div.acts { (Button::primary("Save ratings").key("Ctrl+Enter")) (draft::state(zone, view, Part::Ratings)) } }
        }
    };
    html! { (Card::new(Part::Ratings.title()).padded().body(body)) }
}

/// The form with what the forms of the person answer, wherever nothing stands; and whether that was anything.
fn taken(mut sent: Sent, measured: Option<&Answers>) -> (Sent, bool) {
    let mut is_taken = false;
    for (field, value) in sent_of(measured.unwrap_or(&Answers::default()), &[]).pairs() {
        if !value.is_empty() && sent.text(field).is_empty() {
            sent = sent.with(field, value);
            is_taken = true;
        }
    }
    (sent, is_taken)
}

/// What the forms say beside what is saved: that it was taken over, and where they differ.
fn compared(assessment: &Assessment, measured: &Answers, is_taken: bool) -> Markup {
    let differs = assessment.answers.differs_from(measured);
    html! {
        @if is_taken { (Banner::info("What the forms say is filled in below. Look at it, then save.")) }
        @if !differs.is_empty() { (Banner::due(format!("Forms filled since say something else: {}.", differs.join("; ")))) }
    }
}

fn begun(view: &AssessmentView) -> Sent {
    let Some(assessment) = &view.assessment else { return Sent::default() };
    let sent = sent_of(&assessment.answers, &assessment.reasons);
    match &assessment.further {
        Some(further) => sent.with("further", further.what.clone()).with("further_answer", further.answer.clone()),
        None => sent,
    }
}

fn safety(sent: &Sent, problems: &[Problem]) -> Markup {
    let yes_no = |field: &'static str, question: &'static str| {
        ChoiceRow::one(field, question).choices([("no", "No"), ("yes", "Yes")]).chosen(sent.text(field))
    };
    html! {
        h3 { "Safety first" }
        (with_none("emergency", "An emergency now", EmergencySign::ALL.iter().map(|one| (one.as_str(), one.title())), sent))
        (with_none("harm", "Danger to others", HarmSign::ALL.iter().map(|one| (one.as_str(), one.title())), sent))
        (with_none("home", "Danger at home", HomeDanger::ALL.iter().map(|one| (one.as_str(), one.title())), sent))
        (with_none("medical", "Unstable body", MedicalSign::ALL.iter().map(|one| (one.as_str(), one.title())), sent))
        (Tick::new("cssrs_recorded", "yes", "The suicide screen (C-SSRS) is recorded").checked(sent.is_on("cssrs_recorded")).id("cssrs_recorded"))
        @for (field, question, _) in SUICIDE { (yes_no(field, question)) }
        @for (field, question, _) in YES_NO { (yes_no(field, question)) }
        (ChoiceRow::one("nursing", "Nursing").choices(Nursing::ALL.iter().map(|one| (one.as_str(), one.title()))).chosen(sent.text("nursing")))
        div.form.cols {
            @for (field, label, _, _) in NUMBERS { (Field::number(field, label).optional().value(sent.text(field)).problems(problems)) }
        }
    }
}

fn substances(sent: &Sent, problems: &[Problem]) -> Markup {
    let choices =
        [("no", "Not used"), ("recent", "In the past 72 hours"), ("earlier", "Longer ago"), ("unknown", "Used, not known when")];
    html! {
        h3 { "Substances" }
        @for class in SubstanceClass::ALL {
            @let field = substance_field(*class);
            (ChoiceRow::one(field.clone(), class.title()).choices(choices).chosen(sent.text(&field)).problems(problems))
        }
        (many("depends", "Depends on", SubstanceClass::ALL.iter().map(|one| (one.as_str(), one.title())), sent))
    }
}

fn dimension_row(dimension: Dimension, sent: &Sent, problems: &[Problem]) -> Markup {
    let field = rate_field(dimension);
    let why = why_field(dimension);
    let anchors = dimension.anchors();
    let choices = anchors.iter().enumerate().map(|(at, _)| (at.to_string(), at.to_string()));
    html! {
        (ChoiceRow::one(field.clone(), format!("{} · {}", dimension.as_str(), dimension.title())).choices(choices).chosen(sent.text(&field)).problems(problems))
        details { summary { "What 0 to 4 mean" } ol start="0" { @for anchor in anchors { li { (anchor) } } } }
        (Field::text(why.clone(), "Why").optional().value(sent.text(&why)))
    }
}

fn many<'a>(name: &str, legend: &str, choices: impl Iterator<Item = (&'a str, &'a str)>, sent: &Sent) -> Markup {
    let row = ChoiceRow::many(name, legend).choices(choices);
    sent.all(name).fold(row, ChoiceRow::chosen).render()
}

fn with_none<'a>(name: &str, legend: &str, choices: impl Iterator<Item = (&'a str, &'a str)>, sent: &Sent) -> Markup {
    many(name, legend, choices.chain([(NONE, "None of these")]), sent)
}
