//! What is due, first: requests by their last day, complaints without an answer, breaches with somebody still to be told, agreements that
//! end or are missing.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use privacy::agreement::{AgreementState, Agreements, ListAgreements};
use privacy::audit::{AuditLine, ListAudits};
use privacy::breach::{BreachLine, ListBreaches};
use privacy::complaint::{ComplaintLine, ListComplaints};
use privacy::request::{ListRequests, RequestLine};

use super::{Place, audits, list_page, say};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Hue, Icon, PageHead, Row, RowList, chip, empty};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words::{CLEAR, count, full_day};

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let asked = app.work(move |house| {
        let requests = house.ask(&actor, &ListRequests)?;
        let complaints = house.ask(&actor, &ListComplaints)?;
        let breaches = house.ask(&actor, &ListBreaches)?;
        let audits = house.ask(&actor, &ListAudits)?;
        Ok((requests, complaints, breaches, house.ask(&actor, &ListAgreements)?, audits))
    });
    let (requests, complaints, breaches, agreements, audits) = match asked.await {
        Ok(all) => all,
        Err(refusal) => return signed.refused(&refusal),
    };
    let requests: Vec<&RequestLine> = requests.iter().filter(|line| line.request.answer.is_none()).collect();
    let complaints: Vec<&ComplaintLine> = complaints.iter().filter(|line| line.complaint.answer.is_none()).collect();
    let breaches: Vec<&BreachLine> = breaches.iter().filter(|line| line.is_open()).collect();
    let pressing = requests.iter().filter(|line| line.standing.is_pressing()).count();
    let sentence = match pressing {
        0 => "Nothing is late and nothing is due within a week.".to_owned(),
        some => format!("{} late or due within a week.", count(some, "request is", "requests are")),
    };
    let head = PageHead::new("Privacy").below(html! { (sentence) }).acts(acts(&app, &signed));
    let content = html! {
        (self::requests(&requests))
        (self::breaches(&breaches))
        (self::complaints(&complaints))
        (self::agreements(&agreements))
        (self::audits(&audits))
        (elsewhere(&app, &signed))
    };
    list_page(&signed, Place::Due, &head, &content).into_response()
}

fn acts(app: &App, signed: &Signed) -> Markup {
    let can = |kind| may(app, &signed.actor, Action::Record, kind);
    html! {
        @if can(Kind::PrivacyRequest) { (Button::primary("They ask for something").icon(Icon::Plus).href("/rights/requests/new")) }
        @if can(Kind::Complaint) { (Button::plain("A complaint").href("/rights/complaints/new")) }
        @if can(Kind::PresenceQuestion) { (Button::plain("Somebody asks for a person").href("/rights/asked/new")) }
        @if can(Kind::Breach) { (Button::plain("Something went wrong").href("/rights/breaches/new")) }
    }
}

/// What else whoever answers for confidentiality looks at, as far as their role goes.
fn elsewhere(app: &App, signed: &Signed) -> Markup {
    let all = [
        ((Action::Sign, Kind::Disclosure), "Emergencies to look at", "/emergencies", "Told without a consent; look the same day"),
        ((Action::View, Kind::ChartView), "Unusual looks", "/looks", "Looks at charts that somebody should ask about"),
        (
            (Action::View, Kind::LegalHold),
            "How long records are kept",
            "/rights/retention",
            "By which rule, and whose time is over",
        ),
        (
            (Action::View, Kind::ProgramClosing),
            "Closing the program",
            "/rights/closing",
            "When it ends or is taken over: what becomes of each record",
        ),
        (
            (Action::View, Kind::PublicHealthReport),
            "Public health",
            super::public_health::HREF,
            "Figures by the year that point to nobody",
        ),
        (
            (Action::View, Kind::OutsideRecipient),
            "The directory",
            crate::recipients::HREF,
            "Whom we tell things outside, and where they are reached",
        ),
        ((Action::View, Kind::Disclosure), "The gate", "/gate", "By which rules anything leaves, with our own cases"),
    ];
    let open = all.into_iter().filter(|((action, kind), ..)| may(app, &signed.actor, *action, *kind));
    let rows: Vec<Row> = open.map(|(_, title, href, line)| Row::new(title).href(href).line(line)).collect();
    html! { @if !rows.is_empty() { (Card::new("Also").body(html! { (RowList::new("Also").rows(rows)) })) } }
}

fn card(title: &str, small: &str, none: &str, will_appear: &str, rows: Vec<Row>) -> Markup {
    let body = html! {
        @if rows.is_empty() { (empty(none, will_appear, None)) } @else { (RowList::new(title).rows(rows)) }
    };
    html! { (Card::new(title).small(small).body(body)) }
}

fn requests(lines: &[&RequestLine]) -> Markup {
    let row = |line: &&RequestLine| {
        Row::new(super::requests::title(line))
            .href(format!("/rights/requests/{}", line.request.id))
            .line(format!("Received {}", full_day(line.request.received_on)))
            .chip(say::standing(line.standing))
            .when(say::maybe_day(line.request.last_day(), ""))
    };
    let rows = lines.iter().map(row).collect();
    card("Requests", "By their last day", CLEAR, "What people ask about their record appears here with its last day.", rows)
}

fn breaches(lines: &[&BreachLine]) -> Markup {
    let row = |line: &&BreachLine| {
        let next = line.duties.iter().find(|duty| duty.met_on.is_none());
        let words = match next {
            None => "Decide whether it is a breach.".to_owned(),
            Some(duty) => format!("Next: {}", super::breach::who(duty)),
        };
        let row = Row::new(format!("Discovered {}", full_day(line.breach.discovered_on)))
            .href(format!("/rights/breaches/{}", line.breach.id))
            .line(words);
        match line.standing {
            Some(standing) => row.chip(say::standing(standing)),
            None => row,
        }
    };
    let rows = lines.iter().map(row).collect();
    card("Breaches", "Whom we still have to tell", "Nobody waits to be told.", "", rows)
}

fn complaints(lines: &[&ComplaintLine]) -> Markup {
    let row = |line: &&ComplaintLine| {
        Row::new(super::complaints::title(line))
            .href(format!("/rights/complaints/{}", line.complaint.id))
            .line(format!("Received {}", full_day(line.complaint.received_on)))
    };
    let rows = lines.iter().map(row).collect();
    card("Complaints", "Without an answer", "Every complaint is answered.", "", rows)
}

fn agreements(agreements: &Agreements) -> Markup {
    let missing = agreements.uncovered.iter().map(|service| {
        Row::new(service.words())
            .line("No agreement holds today. Nothing may go there.")
            .chip(chip(Hue::Due, "Missing").icon(Icon::Alert))
            .act(Button::plain("Record one").small().href(format!("/rights/agreements/new?service={}", service.as_str())))
    });
    let ending = agreements.all.iter().filter(|line| !line.is_followed);
    let ending = ending.filter(|line| matches!(line.state, AgreementState::EndsSoon { .. })).map(|line| {
        Row::new(&line.agreement.vendor)
            .line(super::agreements::services(&line.agreement))
            .chip(say::agreement(line.state, line.is_followed))
            .when(say::maybe_day(line.agreement.last_day(), ""))
    });
    let rows = missing.chain(ending).collect();
    card("Agreements", "Missing, or ending within 30 days", "Every service we hand data to is bound in writing.", "", rows)
}

fn audits(lines: &[AuditLine]) -> Markup {
    let row = |line: &AuditLine| {
        Row::new(line.audit.auditor.as_str())
            .href(audits::href(line))
            .line(audits::line(line))
            .chip(audits::standing(line.standing))
    };
    let rows = lines.iter().filter(|line| audits::is_due(line)).map(row).collect();
    card("Audits", "Open, or with copies to be destroyed", "Nobody holds copies for an audit.", "", rows)
}

/// Whoever takes a request and does not answer it sees that it was taken.
pub(super) async fn written_down(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::PrivacyRequest) {
        return signed.refused(&Refusal::NotFound);
    }
    let head = PageHead::new("Written down").crumb(Crumb::to("Today", "/today")).crumb(Crumb::here("Written down"));
    let body = html! {
        p { "The compliance officer sees it now, with its last day. Tell the person that they will get an answer in writing." }
        div.acts { (Button::primary("Back to today").href("/today")) }
    };
    Page::new(&signed.frame, Area::Today, "Written down")
        .style("desk.css")
        .narrow()
        .render(html! { (head) (Card::new("What happens next").padded().body(body)) })
        .into_response()
}
