//! Which lines the attended services would give: a per diem where the contract bundles the day, else a line a service.

use super::closing::closing;
use super::input::{Attendance, DayInput, DayService, NoteState};
use super::lines::{LineMaker, add_line};
use super::outcome::{ChargeLine, Hold, HoldReason, Warning};
use crate::rule::{PayerRule, PayerTerms};

/// Lines and everything found on the way to them.
#[derive(Debug, Default)]
pub(super) struct Proposal {
    /// Lines that could go out now.
    pub(super) lines: Vec<ChargeLine>,
    /// Reasons that can still be resolved.
    pub(super) holds: Vec<HoldReason>,
    /// Reasons that cannot.
    pub(super) never: Vec<HoldReason>,
    /// Things to know.
    pub(super) warnings: Vec<Warning>,
    /// The code of the bundle, once something of it was attended, even while it is held.
    pub(super) bundle_code: Option<String>,
    /// The code of the first service billed by itself, even while it is held.
    pub(super) single_code: Option<String>,
    /// Whether something is still scheduled.
    pub(super) has_upcoming: bool,
}

/// An attended service and its credited minutes.
type Attended<'a> = (&'a DayService, i64);

/// What every step needs.
struct Day<'a> {
    input: &'a DayInput<'a>,
    terms: &'a PayerTerms<'a>,
    maker: LineMaker<'a>,
}

pub(super) fn propose(input: &DayInput<'_>, terms: &PayerTerms<'_>) -> Proposal {
    let has_upcoming = input.services.iter().any(|service| matches!(service.attendance, Attendance::Upcoming(_)));
    let mut proposal = Proposal { has_upcoming, ..Proposal::default() };
    let attended: Vec<Attended<'_>> = input.services.iter().filter_map(attended).collect();
    let day = Day { input, terms, maker: LineMaker::new(input, terms) };
    let per_diem = terms.per_diem(input.per_diem.as_deref());
    if per_diem.is_none() && terms.rules.iter().any(|rule| rule.is_per_diem()) {
        proposal.holds.push(HoldReason::per_diem_unclear(&terms.payer.name));
        return proposal;
    }
    let (bundled, single): (Vec<_>, Vec<_>) =
        attended.into_iter().partition(|(service, _)| per_diem.is_some_and(|rule| rule.bundles(&service.kind)));
    let mut bundle_failed = Vec::new();
    if let Some(rule) = per_diem.filter(|_| !bundled.is_empty()) {
        proposal.bundle_code = Some(rule.code.clone());
        bundle_failed = one_per_diem(&day, rule, &bundled, &mut proposal);
    }
    let mut too_short = Vec::new();
    for service in single {
        too_short.extend(one_line(&day, service, None, &mut proposal));
    }
    settle(&day, &mut proposal, bundle_failed.into_iter().chain(too_short));
    proposal
}

fn attended(service: &DayService) -> Option<Attended<'_>> {
    match service.attendance {
        Attendance::Attended { credited_minutes } if credited_minutes > 0 => Some((service, credited_minutes)),
        _ => None,
    }
}

/// What failed for good is a warning beside other lines, and the whole answer when there is nothing else to bill.
fn settle(day: &Day<'_>, proposal: &mut Proposal, failed: impl Iterator<Item = HoldReason>) {
    if !proposal.lines.is_empty() || !proposal.holds.is_empty() {
        proposal.warnings.extend(failed.map(|reason| Warning::LeftOut { reason: Box::new(reason) }));
        return;
    }
    let mut reasons: Vec<HoldReason> = failed.collect();
    if reasons.is_empty() {
        reasons.push(HoldReason::no_rule(&day.terms.payer.id));
    }
    let can_change = !day.input.is_over && proposal.has_upcoming;
    if can_change { proposal.holds = reasons } else { proposal.never = reasons }
}

/// The bundled services of the day as one unit. Returns what failed for good.
fn one_per_diem(day: &Day<'_>, rule: &PayerRule, bundled: &[Attended<'_>], proposal: &mut Proposal) -> Vec<HoldReason> {
    let mut usable: Vec<Attended<'_>> = Vec::new();
    let mut blocked = Vec::new();
    let mut blocked_minutes = 0;
    for (service, minutes) in bundled.iter().copied() {
        if service.note == NoteState::PeerLed {
            usable.extend(rule.counts_peer_led.then_some((service, minutes)));
            continue;
        }
        let mut reasons = blockers(service, rule);
        if reasons.is_empty() {
            usable.push((service, minutes));
        } else {
            blocked_minutes += minutes;
            blocked.append(&mut reasons);
        }
    }
    let usable_minutes: i64 = usable.iter().map(|(_, minutes)| minutes).sum();
    let credited_minutes = usable_minutes + blocked_minutes;
    if rule.units(usable_minutes) > 0 {
        proposal.lines.push(day.maker.line(rule, &usable, rule.units(usable_minutes)));
        proposal.warnings.extend(blocked.into_iter().map(|reason| Warning::LeftOut { reason: Box::new(reason) }));
        return Vec::new();
    }
    if credited_minutes >= rule.min_minutes() {
        proposal.holds.append(&mut blocked);
        return Vec::new();
    }
    below_minimum(day, rule, bundled, credited_minutes, blocked, proposal)
}

/// A day that its minutes do not carry: wait, bill components, or give up the per diem (OP-42, OP-A12).
fn below_minimum(
    day: &Day<'_>,
    rule: &PayerRule,
    bundled: &[Attended<'_>],
    credited_minutes: i64,
    blocked: Vec<HoldReason>,
    proposal: &mut Proposal,
) -> Vec<HoldReason> {
    let mut instead = Proposal::default();
    let mut too_short = Vec::new();
    for service in bundled.iter().copied() {
        let short = one_line(day, service, Some(&rule.components_below_minimum), &mut instead);
        too_short.extend(short);
    }
    let has_components = !instead.lines.is_empty() || !instead.holds.is_empty();
    if day.input.bill_components && has_components {
        proposal.bundle_code = None;
        proposal.single_code = proposal.single_code.take().or(instead.single_code);
        proposal.lines.append(&mut instead.lines);
        proposal.holds.append(&mut instead.holds);
        proposal.warnings.push(Warning::BilledAsComponents { code: rule.code.clone() });
        proposal.warnings.append(&mut instead.warnings);
        return too_short;
    }
    let components = instead.lines;
    let closing = if day.input.is_over { None } else { closing(day.input, rule, rule.min_minutes() - credited_minutes) };
    let hold =
        Hold::BelowMinimum { code: rule.code.clone(), credited_minutes, min_minutes: rule.min_minutes(), closing, components };
    let reason = HoldReason::below_minimum(hold, day.input.is_over);
    if day.input.is_over && !has_components {
        return vec![reason];
    }
    proposal.holds.push(reason);
    proposal.holds.extend(blocked);
    Vec::new()
}

/// One service as its own line. `only` limits the codes. Returns the reason if the session is too short for its code.
fn one_line(
    day: &Day<'_>,
    (service, minutes): Attended<'_>,
    only: Option<&[String]>,
    proposal: &mut Proposal,
) -> Option<HoldReason> {
    let rule = day.terms.rule_for(&service.kind, service.code_hint.as_deref(), minutes);
    let rule = rule.filter(|rule| only.is_none_or(|codes| codes.contains(&rule.code)));
    let Some(rule) = rule.filter(|_| service.note != NoteState::PeerLed) else {
        if service.note != NoteState::PeerLed {
            let (service, label) = (service.id.clone(), service.label.clone());
            proposal.warnings.push(Warning::NotBilledSeparately { service, label });
        }
        return None;
    };
    let units = rule.units_before_limit(minutes);
    if units == 0 {
        return Some(HoldReason::session_too_short(service, &rule.code, minutes, rule.min_minutes()));
    }
    proposal.single_code.get_or_insert_with(|| rule.code.clone());
    let mut reasons = blockers(service, rule);
    if reasons.is_empty() {
        let line = day.maker.line(rule, &[(service, minutes)], units);
        if let Some(limited) = add_line(&mut proposal.lines, line, rule) {
            proposal.warnings.push(limited);
        }
    }
    proposal.holds.append(&mut reasons);
    None
}

/// What keeps an attended service from proving a line.
fn blockers(service: &DayService, rule: &PayerRule) -> Vec<HoldReason> {
    let mut reasons = Vec::new();
    match service.note {
        NoteState::Unsigned => reasons.push(HoldReason::note_unsigned(service)),
        NoteState::CoSignatureMissing => reasons.push(HoldReason::co_signature_missing(service)),
        NoteState::Signed | NoteState::PeerLed => {}
    }
    if !service.has_objective && service.note != NoteState::Unsigned {
        reasons.push(HoldReason::objective_missing(service));
    }
    let is_allowed = service.credential.as_ref().is_some_and(|held| rule.credentials.contains(held));
    if !rule.credentials.is_empty() && !is_allowed {
        reasons.push(HoldReason::credential_not_allowed(service, &rule.credentials));
    }
    reasons
}
