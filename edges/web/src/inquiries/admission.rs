//! The admission of one inquiry: the gates with one action beside each, the papers, the link to the person's phone and what came back
//! on it. The act itself is the form behind "Admit".

use access::{Action, Actor, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use episode::patient::PossibleDuplicate;
use episode::patient_link::{EndedBecause, Liveness};
use intake::admission::{Gate, Standing};
use intake::inquiry::likeness::WhoIsAlike;
use intake::inquiry::{InquiryDetail, InquiryDetailView};
use intake::paper::{Language, PaperLine, PaperState, SignerBasis};
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::House;
use reactions::admission::{AdmissionGates, AdmissionView, GateRow, LinkLine};
use vocabulary::day::parse_day;
use vocabulary::id::InquiryId;
use vocabulary::{PersonName, ProgramZone};

use super::admit::Ground;
use super::duplicates::NOBODY_YET;
use super::{duplicates, say};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Chip, Crumb, Field, Hue, Icon, PageHead, Problem, Select, Tick, chip, csrf_field, error_summary,
};
use crate::form::Sent;
use crate::frame::{Area, Page};
use crate::phone_link;
use crate::signed::{Signed, may};
use crate::words::{self, full_day};

/// What the page is drawn from.
pub(super) struct Open {
    pub(super) detail: Released<InquiryDetailView>,
    pub(super) admission: Released<AdmissionView>,
    /// Known people who may be the same person, under the name that was said or the one that was typed.
    alike: Vec<PossibleDuplicate>,
}

pub(super) type Typed = Option<(PersonName, Option<Date>)>;

pub(super) fn open(house: &House, actor: &Actor, inquiry: InquiryId, typed: Typed) -> Result<Open, Refusal> {
    let detail = house.ask(actor, &InquiryDetail { inquiry })?;
    let mut alike = detail.possible_duplicates.clone();
    if typed.is_some() {
        let found = house.ask(actor, &WhoIsAlike { inquiry, typed })?;
        alike.extend(
            found
                .people
                .iter()
                .filter(|one| !alike.iter().any(|known| known.found.id == one.found.id))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    Ok(Open { detail, admission: house.ask(actor, &AdmissionGates { inquiry })?, alike })
}

/// The name and day that were typed, when they can be read.
fn typed(sent: &Sent) -> Typed {
    let name = PersonName::parse(sent.text("given"), sent.text("family")).ok()?;
    Some((name, parse_day(sent.text("birth_date")).ok()))
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(inquiry): Path<InquiryId>) -> Response {
    draw_or_refuse(&app, signed, inquiry, &Sent::default(), &[]).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn draw_or_refuse(app: &App, signed: Signed, inquiry: InquiryId, sent: &Sent, problems: &[Problem]) -> Response {
    if !may(app, &signed.actor, Action::Record, Kind::Episode) || !may(app, &signed.actor, Action::View, Kind::Inquiry) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    let typed = Problem::at(problems, "who").and_then(|_| typed(sent));
    match app.work(move |house| open(house, &actor, inquiry, typed)).await {
        Ok(found) => draw(app, &signed, &found, sent, problems).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let row = &open.detail.row;
    let zone = app.0.house.zone();
    let address = format!("/inquiries/{}", row.id);
    let shut = not_met(&open.admission.gates).len();
    let can = Can {
        cover: may(app, &signed.actor, Action::Record, Kind::Coverage),
        consent: may(app, &signed.actor, Action::Record, Kind::Consent),
        assess: may(app, &signed.actor, Action::View, Kind::Assessment),
    };
    let below = match shut {
        0 => "Everything is there.".to_owned(),
        _ => format!("{} still open.", words::count(shut, "gate", "gates")),
    };
    let acts = html! {
        @if open.detail.allowed.admit { (Button::primary("Admit").icon(Icon::Door).href(format!("{address}/admit")).key("A")) }
    };
    let head = PageHead::new("Admission")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(row.name.full(), address.clone()))
        .crumb(Crumb::here("Admission"))
        .below(html! { (below) })
        .acts(acts);
    let content = html! {
        (error_summary(problems))
        (head)
        div.split {
            div {
                (gates(signed, open, can, sent, problems))
                (papers(signed, open, zone))
            }
            div {
                (phone(signed, open, zone))
                (came_back(signed, open, zone, (may(app, &signed.actor, Action::View, Kind::Coverage), may(app, &signed.actor, Action::Amend, Kind::Patient))))
            }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, format!("Admission, {}", say::tab_name(row)))
        .style("desk.css")
        .problem(!problems.is_empty())
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .render(content)
}

fn not_met(gates: &[GateRow]) -> Vec<&GateRow> {
    gates.iter().filter(|row| matches!(row.standing, Standing::NotMet(_))).collect()
}

/// Above the admission form: what is still open. The groups are chosen in the form itself.
pub(super) fn still_open(ground: &Ground) -> Markup {
    let shut = not_met(&ground.admission.gates);
    let shut: Vec<String> =
        shut.iter().filter(|row| row.rule.gate != Gate::FirstWeek).map(|row| row.rule.title.clone()).collect();
    let address = format!("/inquiries/{}/admission", ground.detail.row.id);
    html! { @if !shut.is_empty() { (Banner::due(format!("Still open: {}.", shut.join("; "))).link("See what is missing", address)) } }
}

/// What the person who looks may do beside the admission itself.
#[derive(Clone, Copy)]
struct Can {
    cover: bool,
    consent: bool,
    assess: bool,
}

fn gates(signed: &Signed, open: &Open, can: Can, sent: &Sent, problems: &[Problem]) -> Markup {
    let body = html! {
        ol.gates {
            @for row in &open.admission.gates {
                li id=(row.rule.gate.as_str()) {
                    (standing(&row.standing))
                    div.txt {
                        b { (row.rule.title) }
                        @if row.rule.gate == Gate::Identity { (recognised(signed, open)) }
                        @match &row.standing {
                            Standing::Met => {}
                            Standing::NotMet(lacks) => { @for lack in lacks { p { (lack) } } }
                            Standing::Waived(waived) => { p { "“" (waived.reason) "” " (waived.by) } }
                        }
                        @if matches!(row.standing, Standing::NotMet(_)) { (action(signed, open, can, row, sent, problems)) }
                    }
                }
            }
        }
    };
    html! { (Card::new("Before the first day").small("Each is met, or waived with a reason that stays").body(body)) }
}

fn standing(standing: &Standing) -> Chip {
    match standing {
        Standing::Met => chip(Hue::Here, "Met").icon(Icon::Check),
        Standing::NotMet(_) => chip(Hue::Due, "Open").icon(Icon::Ring),
        Standing::Waived(_) => chip(Hue::Outline, "Waived").icon(Icon::Pen),
    }
}

/// One way to do what a gate asks for, and the waiver where there is one.
fn action(signed: &Signed, open: &Open, can: Can, row: &GateRow, sent: &Sent, problems: &[Problem]) -> Markup {
    let address = format!("/inquiries/{}", open.detail.row.id);
    html! {
        @match row.rule.gate {
            Gate::Identity => { (identity(signed, open, sent, problems, &address)) }
            Gate::Coverage => {
                @let cover = format!("/cover/{}", open.admission.patient);
                div.acts {
                    @if can.cover && open.admission.payer.is_none() { (Button::plain("Add coverage").icon(Icon::Coin).href(format!("{cover}/coverage/new")).small()) }
                    @if can.cover && open.admission.payer.is_some() { (Button::plain("Ask the payer").icon(Icon::Coin).href(cover.clone()).small()) }
                    @if can.consent && open.admission.payer.is_some() { (Button::plain("Record a consent to tell the payer").icon(Icon::Lock).href(format!("{cover}/consent")).small()) }
                }
            }
            Gate::Assessment if can.assess => { div.acts { (Button::plain("Go to the assessment").icon(Icon::Note).href(format!("{address}/assessment")).small()) } }
            Gate::Placement if can.assess => { div.acts { (Button::plain("Go to the placement").icon(Icon::Note).href(format!("{address}/placement")).small()) } }
            Gate::Notice | Gate::Consents | Gate::MedicationOptions => {
                div.acts { (Button::plain("Give or sign the papers").icon(Icon::Note).href("#papers").small()) }
            }
            Gate::FirstWeek => { div.acts { (Button::plain("Choose groups").icon(Icon::Group).href(format!("{address}/admit#groups")).small()) } }
            Gate::Assessment | Gate::Placement => {}
        }
        @if row.may_waive { (waiver(signed, row, &address, sent, problems)) }
    }
}

fn waiver(signed: &Signed, row: &GateRow, address: &str, sent: &Sent, problems: &[Problem]) -> Markup {
    let key = row.rule.gate.as_str();
    let field = format!("reason.{key}");
    let is_mine = Problem::at(problems, &field).is_some();
    html! {
        details open[is_mine] {
            summary { "Waive with a reason" }
            form.form method="post" action=(format!("{address}/admission/gates/{key}/waive")) {
                (csrf_field(&signed.frame.csrf))
                (Field::text(field.clone(), "Why it may wait or is not needed").value(sent.text(&field)).max(300).problems(problems))
                div.acts { (Button::plain("Waive").small()) }
            }
        }
    }
}

/// Whom they were recognised as, and the way back.
fn recognised(signed: &Signed, open: &Open) -> Markup {
    let Some(known) = open.admission.registered.as_ref().filter(|_| open.detail.is_recognised && open.detail.outcome.is_none())
    else {
        return html! {};
    };
    html! {
        p { "This is " (known.legal_name.full()) ", born " (full_day(known.birth_date)) ", record " (known.record_number) ". Their record stands as it is." }
        form method="post" action=(format!("/inquiries/{}/admission/identity", open.detail.row.id)) {
            (csrf_field(&signed.frame.csrf))
            (Button::quiet("It is somebody else").named("who", NOBODY_YET).small())
        }
    }
}

/// Confirms who it is: three fields, filled with what was said.
fn identity(signed: &Signed, open: &Open, sent: &Sent, problems: &[Problem], address: &str) -> Markup {
    if open.admission.registered.is_some() {
        return html! { div.acts { (Button::plain("Add a number in the chart").icon(Icon::Phone).href(format!("/patients/{}/edit", open.admission.patient)).small()) } };
    }
    let known = &open.detail.suggestion;
    let value = |name: &str, known: &str| Some(sent.text(name)).filter(|typed| !typed.is_empty()).unwrap_or(known).to_owned();
    let born = known.birth_date.map(|day| day.to_string()).unwrap_or_default();
    html! {
        form.form.cols method="post" action=(format!("{address}/admission/identity")) id="form" novalidate {
            (csrf_field(&signed.frame.csrf))
            @if !open.alike.is_empty() { div.full { (duplicates::choice(&open.alike, sent, problems)) } }
            (Field::text("given", "Legal given name").value(value("given", &known.given)).autocomplete("off").problems(problems))
            (Field::text("family", "Legal family name").optional().value(value("family", &known.family)).autocomplete("off"))
            (Field::date("birth_date", "Birth date").value(value("birth_date", &born)).problems(problems))
            (Select::new("language", "Language").options(Language::ALL.map(|one| (one.tag(), one.own_name()))).chosen(value("language", Language::of_tag(&known.language).tag())))
            div.acts { (Button::primary("Confirm who it is").small()) }
        }
    }
}

fn papers(signed: &Signed, open: &Open, zone: &ProgramZone) -> Markup {
    let address = format!("/inquiries/{}", open.detail.row.id);
    let all: Vec<&PaperLine> = open.admission.papers.iter().filter(|line| line.state != PaperState::Withdrawn).collect();
    let body = html! {
        @if !all.is_empty() {
            ul.rows {
                @for line in &all {
                    li {
                        (Icon::Note)
                        div.txt {
                            a href=(format!("/papers/{}?from={}", line.paper.id, open.detail.row.id)) { (line.title) }
                            p { (line.paper.language.own_name()) ", " (say::moment(zone, line.since)) @if !line.counsel_has_read { " · not read by counsel" } }
                        }
                        (paper_state(line.state))
                    }
                }
            }
        }
        @if open.admission.registered.is_some() { (give(signed, &address, open)) } @else { p.pad.hint { "Confirm who this is first: the papers carry the name." } }
    };
    html! { (Card::new("Papers").id("papers").small("Filled from what is known; what is signed is kept byte for byte").body(body)) }
}

pub(super) fn paper_state(state: PaperState) -> Chip {
    match state {
        PaperState::Open => chip(Hue::Due, state.title()).icon(Icon::Pen),
        PaperState::Signed => chip(Hue::Here, state.title()).icon(Icon::Check),
        PaperState::Declined => chip(Hue::Outline, state.title()).icon(Icon::Dash),
        PaperState::Withdrawn => chip(Hue::Gone, state.title()),
    }
}

fn give(signed: &Signed, address: &str, open: &Open) -> Markup {
    let language = open.admission.registered.as_ref().map_or(Language::En, |known| Language::of_tag(&known.language));
    let label = if open.admission.papers.is_empty() { "Give the papers" } else { "Give what is missing" };
    html! {
        form.form.cols.say-next method="post" action=(format!("{address}/admission/papers")) {
            (csrf_field(&signed.frame.csrf))
            (Select::new("language", "Language of the papers").options(Language::ALL.map(|one| (one.tag(), one.own_name()))).chosen(language.tag()))
            (Select::new("basis", "Who signs").options(SignerBasis::ALL.map(|one| (one.as_str(), one.title()))).chosen("adult"))
            (Field::text("contact_name", "Whom to call in an emergency").optional().autocomplete("off").max(120))
            (Field::tel("contact_phone", "Their number").optional().autocomplete("off"))
            @if open.admission.payer.is_none() {
                div.full { (Field::text("self_pay_terms", "What the person is expected to pay, for who pays alone").optional().autocomplete("off").max(300)) }
            }
            div.acts { (Button::primary(label).icon(Icon::Note).small()) }
        }
    }
}

fn phone(signed: &Signed, open: &Open, zone: &ProgramZone) -> Markup {
    let address = format!("/inquiries/{}", open.detail.row.id);
    let to = may_be_written_to(&open.detail);
    let waits = open.admission.papers.iter().filter(|line| line.state == PaperState::Open).count();
    let body = html! {
        @if may_send(open) {
            form.form.pad method="post" action=(format!("{address}/admission/link")) {
                (csrf_field(&signed.frame.csrf))
                p { (words::count(waits, "paper waits", "papers wait")) " for an answer." }
                (Tick::new("details", "yes", "Ask to check how they are reached").checked(true))
                (Tick::new("card", "yes", "Ask for a photo of the insurance card").checked(open.admission.card_photos.is_empty()))
                (Tick::new("questions", "yes", "Ask the questions of the assessment that can be answered alone").checked(true))
                (Select::new("address", "Write it to").options(to.clone()).chosen(to.first().map_or("", |one| one.0.as_str())).hint(WRITTEN_HINT))
                (Field::number("days", "Days it lives").value("7").class("short"))
                div.acts { (Button::primary("Make the link").icon(Icon::Phone)) }
            }
        } @else { p.pad.hint { "Ask for the date of birth first: month and day open the link." } }
        @if !open.admission.links.is_empty() {
            ul.rows { @for line in &open.admission.links { (link(signed, line, zone, &address)) } }
        }
    };
    html! { (Card::new("Send to their phone").small("A link that dies and says nothing").body(body)) }
}

const WRITTEN_HINT: &str = "In words that say nothing, and not at night. Whom to write to stands in the inquiry.";

/// Where a link may be written to, the first one first; shown only, where there is none or it is wanted so.
fn may_be_written_to(detail: &InquiryDetailView) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if detail.allowed.write {
        for one in detail.permissions.iter().filter(|one| one.standing == conversation::permission::Standing::Allowed) {
            all.push((one.address.clone(), phone_link::said_address(&one.address)));
        }
    }
    all.push((String::new(), "Nobody: only show it here".to_owned()));
    all
}

fn may_send(open: &Open) -> bool {
    open.admission.registered.is_some() || open.detail.birth_date.is_some()
}

fn link(signed: &Signed, line: &LinkLine, zone: &ProgramZone, address: &str) -> Markup {
    let because = line.link.ended.as_ref().map(|ended| ended.because);
    let state = match (line.liveness, because) {
        (Liveness::Open, _) => chip(Hue::Here, "Open"),
        (Liveness::Ended, Some(EndedBecause::Done)) => chip(Hue::Quiet, "Done"),
        (Liveness::Ended, Some(EndedBecause::WrongAnswers)) => chip(Hue::Due, "Ended by wrong answers"),
        (Liveness::Ended, _) => chip(Hue::Outline, "Taken back"),
        (Liveness::Expired, _) => chip(Hue::Outline, "Over"),
        (Liveness::UsedUp, _) => chip(Hue::Outline, "Used up"),
    };
    html! {
        li {
            (Icon::Phone)
            div.txt {
                p { "Made " (say::moment(zone, line.made_at)) ", " (words::count(line.openings, "opening", "openings")) @if let Some(at) = line.last_opened { ", last " (say::moment(zone, at)) } }
                @if line.wrong_answers > 0 { p { (words::count(line.wrong_answers, "wrong answer", "wrong answers")) } }
                @if line.liveness == Liveness::Open {
                    form method="post" action=(format!("{address}/admission/links/{}/end", line.link.id)) { (csrf_field(&signed.frame.csrf)) (Button::quiet("Take it back").small()) }
                }
            }
            (state)
        }
    }
}

/// What the person sent: corrections and photos.
fn came_back(signed: &Signed, open: &Open, zone: &ProgramZone, (sees_cover, corrects): (bool, bool)) -> Markup {
    let admission = &open.admission;
    if admission.to_correct.is_empty() && admission.card_photos.is_empty() {
        return html! {};
    }
    let body = html! {
        ul.rows {
            @for (event, words, at) in &admission.to_correct {
                li {
                    (Icon::Edit)
                    div.txt {
                        p { "“" (words) "”" }
                        p { (say::moment(zone, *at)) }
                        @if corrects {
                            form.acts method="post" action=(format!("/inquiries/{}/admission/corrected", open.detail.row.id)) {
                                (csrf_field(&signed.frame.csrf))
                                @if let Some(known) = &admission.registered { (Button::plain("Change the chart").icon(Icon::Edit).href(format!("/patients/{}/edit", known.id)).small()) }
                                (Button::quiet("It is corrected").named("event", event.to_string()).small())
                            }
                        }
                    }
                    (chip(Hue::Due, "To correct"))
                }
            }
            @for (_, side, at) in &admission.card_photos {
                li { (Icon::Form) div.txt { p { "Insurance card, " (if *side == episode::patient_link::CardSide::Front { "front" } else { "back" }) @if sees_cover { ", " a href=(format!("/cover/{}#sent", admission.patient)) { "look at it" } } } p { (say::moment(zone, *at)) } } }
            }
        }
        @if let Some(known) = &admission.registered { p.pad.hint { "On file: " (known.legal_name.full()) ", born " (full_day(known.birth_date)) "." } }
    };
    html! { (Card::new("What came back").body(body)) }
}
