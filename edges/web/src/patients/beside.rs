//! Beside the feed: the plan with its warnings, coverage and sharing, how to reach the person. On a phone it follows the feed.

use access::{Action, Kind};
use confidential::Released;
use conversation::message::MessageView;
use episode::episode::CareTeamMember;
use intake::referral::ReportedLine;
use maud::{Markup, html};
use plan::treatment_plan::{ObjectiveState, PlanProblem};
use reactions::authorizations::{AuthorizationLine, Urgency};
use reactions::person::{PersonWeek, ThreadWarning};
use vocabulary::Minutes;
use vocabulary::day::short_day;

use super::chart::{Open, Tab};
use super::{care_team, say};
use crate::component::{Button, Card, Fact, Icon, Meter, facts};
use crate::inquiries::message;
use crate::words::capital;

/// What the timeline shows beside the feed.
pub(super) struct Beside {
    pub(super) week: Option<Released<PersonWeek>>,
    pub(super) authorizations: Option<Released<Vec<AuthorizationLine>>>,
    pub(super) reported: Option<Released<Vec<ReportedLine>>>,
    pub(super) messages: Option<Released<Vec<MessageView>>>,
}

impl Beside {
    pub(super) fn draw(&self, open: &Open) -> Markup {
        html! {
            @if open.sees(Kind::TreatmentPlan) { (plan(open)) }
            @if let Some(messages) = &self.messages { (written(open, messages)) }
            @if open.sees(Kind::CareTeam) { (team(open)) }
            (self.coverage(open))
            @if let Some(lines) = &self.reported { (reported(open, lines)) }
            (reaching(open))
        }
    }

    fn coverage(&self, open: &Open) -> Markup {
        let mut all = Vec::new();
        if let Some(hours) = self.week.as_ref().and_then(|week| week.hours) {
            let amount = |minutes: i64| u32::try_from(minutes.max(0)).unwrap_or(0);
            let said = format!("{} of {} h", Minutes(hours.attended_minutes).as_hours(), Minutes(hours.floor_minutes).as_hours());
            let rest = match hours.short_minutes {
                0 => format!("{} h booked", Minutes(hours.booked_minutes).as_hours()),
                short => format!("{} h short", Minutes(short).as_hours()),
            };
            let meter =
                Meter::new(amount(hours.attended_minutes), amount(hours.floor_minutes)).booked(amount(hours.booked_minutes));
            all.push(Fact::new("Hours this week", said).value_small(rest).meter(meter.tall()));
        }
        for line in self.authorizations.iter().flat_map(|all| all.iter()).filter(|line| line.urgency != Urgency::Past).take(2) {
            all.push(authorization(line));
        }
        if open.sees(Kind::Consent) {
            all.push(consents(open));
        }
        if let Some(next) = self.week.as_ref().and_then(|week| week.next.as_ref()) {
            let zone = open.app.0.house.zone();
            let when = format!("{} {}", say::day_words(next.day, open.today), zone.clock_face(next.starts_at));
            all.push(Fact::new("Next session", when).value_small(next.name.clone()));
        }
        let title = if self.authorizations.is_some() || open.sees(Kind::Consent) { "Coverage and sharing" } else { "This week" };
        html! { @if !all.is_empty() { (Card::new(title).body(facts(&all))) } }
    }
}

/// How many of the newest messages stand beside the feed.
const NEWEST: usize = 12;

/// What was written with the person, the newest first.
fn written(open: &Open, messages: &[MessageView]) -> Markup {
    let zone = open.app.0.house.zone();
    let body = html! { ol.feed { @for one in messages.iter().rev().take(NEWEST) { (message::entry(zone, one)) } } };
    html! { @if !messages.is_empty() { (Card::new("Texts and e-mails").body(body)) } }
}

/// What was put into the chart from documents of other providers, by kind, each with its source.
fn reported(open: &Open, lines: &[ReportedLine]) -> Markup {
    let kinds = lines.chunk_by(|one, other| one.item.kind == other.item.kind);
    let body = html! {
        @for of_kind in kinds {
            @if let Some(first) = of_kind.first() { h3.reported { (first.item.kind.title()) } }
            ul.lines {
                @for line in of_kind {
                    @let item = &line.item;
                    li {
                        @if item.is_negated { "Not: " } b { (item.words) }
                        @if let Some(status) = &item.status { " " span.muted { (status) } }
                        @if !item.details.is_empty() { p { (item.details.join("; ")) } }
                        p.muted { a href=(format!("/referrals/{}/reconcile", item.source.referral)) { (line.source) } ", " (line.by) " " (short_day(open.app.0.house.zone().day(line.at))) }
                    }
                }
            }
        }
    };
    html! { @if !lines.is_empty() { (Card::new("Reported by others").small("Put into the chart from their documents").padded().body(body)) } }
}

fn authorization(line: &AuthorizationLine) -> Fact {
    match &line.authorization.denial {
        Some(denial) => {
            let appeal = denial.appeal_by.map_or_else(String::new, |day| format!("Appeal by {}", short_day(day)));
            Fact::new("Authorization denied", line.payer.clone()).small(denial.reason.clone()).value_small(appeal)
        }
        None => {
            let (meter, words, _) = say::burn(line);
            Fact::new("Authorization", words)
                .small(format!("{} · to {}", line.payer, short_day(line.authorization.to)))
                .value_small(format!("{} left", line.left))
                .meter(meter)
        }
    }
}

fn consents(open: &Open) -> Fact {
    let now = open.app.0.house.clock().now();
    let in_force: Vec<_> = open.chart.consents.iter().filter(|consent| consent.is_in_force(now, open.today)).collect();
    let ends = in_force.iter().filter_map(|consent| match consent.expires {
        confidential::consent::Expiry::On(day) => Some(day),
        _ => None,
    });
    let fact = Fact::new("Consents in force", in_force.len().to_string());
    match ends.min() {
        Some(day) => fact.value_small(format!("next ends {}", short_day(day))),
        None => fact,
    }
}

fn plan(open: &Open) -> Markup {
    let Some((plan, _)) = &open.chart.plan else {
        let body = html! {
            p.warn { (Icon::Thread) span { "There is no plan yet, so no note can be linked to an objective." } }
            @if open.may(Action::Record, Kind::TreatmentPlan) {
                div.pad { (Button::plain("Write the plan").href(format!("/patients/{}/plan/edit", open.patient()))) }
            }
        };
        return html! { (Card::new("Treatment plan").body(body)) };
    };
    let due = format!("Review due {}", short_day(plan.review_due));
    let body = html! {
        (warnings(&open.thread(), 2, Some(&Tab::Plan.href(open.patient()))))
        @for (at, problem) in plan.problems.iter().enumerate() { (brief(at, problem)) }
    };
    html! { (Card::new("Treatment plan").acts(html! { span.muted { (due) } }).body(body)) }
}

/// What is missing on the thread, in amber words; at most so many, the rest behind a link.
pub(super) fn warnings(all: &[ThreadWarning], most: usize, more: Option<&str>) -> Markup {
    html! {
        @if !all.is_empty() {
            div.warn {
                (Icon::Thread)
                div {
                    @if more.is_none() { ul { @for warning in all { li { (warning.sentence) } } } }
                    @else { @for warning in all.iter().take(most) { (warning.sentence) " " } }
                    @if let Some(href) = more {
                        a href=(href) { @if all.len() > most { (all.len() - most) " more" } @else { "Open the plan" } }
                    }
                }
            }
        }
    }
}

fn brief(at: usize, problem: &PlanProblem) -> Markup {
    let objectives = problem.goals.iter().flat_map(|goal| &goal.objectives).filter(|one| one.state == ObjectiveState::Active);
    html! {
        div.goal {
            h3 { (at + 1) ". " (problem.words) }
            @if !problem.own_words.is_empty() { q { (problem.own_words) } }
            ul { @for objective in objectives {
                li { b { (objective.number) } span { (objective.words) } span { "by " (objective.due.strftime("%b %-d").to_string()) } }
            } }
        }
    }
}

/// Who looks after the person today, with the way to give a place to somebody else.
fn team(open: &Open) -> Markup {
    let Some(episode) = &open.chart.episode else { return Markup::default() };
    let is_now = |member: &&CareTeamMember| member.from <= open.today && member.to.is_none_or(|last| open.today <= last);
    let name = |member: &CareTeamMember| open.chart.around.staff.get(&member.staff).cloned().unwrap_or_default();
    let all: Vec<Fact> =
        episode.care_team.iter().filter(is_now).map(|member| Fact::new(capital(&member.role), name(member))).collect();
    let acts = html! { (Button::quiet("Places and changes").small().about("in the care team").href(care_team::address(open.patient()))) };
    html! { @if !episode.care_team.is_empty() { (Card::new("Care team").acts(acts).body(facts(&all))) } }
}

fn reaching(open: &Open) -> Markup {
    let patient = &open.chart.patient;
    let points: Vec<Fact> =
        patient.contact_points.iter().map(|point| Fact::new(say::channel(point), "").small(say::permission(point))).collect();
    let mut all = points;
    if let Some(address) = &patient.address {
        let town = format!("{}, {} {}", address.city, address.state, address.zip);
        all.push(Fact::new(address.lines.join(", "), "").small(town));
    }
    all.push(Fact::new("Language", say::language(&patient.language)));
    html! { (Card::new("Reaching them").body(facts(&all))) }
}
