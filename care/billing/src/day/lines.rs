//! Makes charge lines: modifiers, place, money, evidence and the filing date come from the rule and the services.

use jiff::civil::Date;

use super::input::{DayInput, DayService};
use super::outcome::{ChargeLine, Warning};
use crate::rule::{ClaimForm, DayAlgorithm, ModifierWhen, PayerRule, PayerTerms};

/// What all lines of a day share.
pub(super) struct LineMaker<'a> {
    service_date: Date,
    algorithm: Option<&'a DayAlgorithm>,
}

impl<'a> LineMaker<'a> {
    pub(super) fn new(input: &DayInput<'_>, terms: &PayerTerms<'a>) -> Self {
        Self { service_date: input.service_date, algorithm: terms.algorithm(input.setting) }
    }

    pub(super) fn line(&self, rule: &PayerRule, services: &[(&DayService, i64)], units: i64) -> ChargeLine {
        let is_telehealth = services.iter().all(|(service, _)| service.is_telehealth);
        let fits = |when: &ModifierWhen| fits(when, services, is_telehealth);
        let modifiers = rule.modifiers.iter().filter(|row| fits(&row.when)).map(|row| row.modifier.clone());
        let is_at_home = services.iter().all(|(service, _)| service.is_at_home);
        let elsewhere = rule.telehealth_elsewhere_place_of_service.as_ref().filter(|_| !is_at_home);
        let remote_place = elsewhere.or(rule.telehealth_place_of_service.as_ref()).cloned().filter(|_| is_telehealth);
        let place = remote_place.or_else(|| rule.place_of_service.clone());
        let bill_type = self.algorithm.map(|row| row.bill_type.clone()).or_else(|| rule.bill_type.clone());
        let condition_codes = self.algorithm.map_or(&rule.condition_codes, |row| &row.condition_codes).clone();
        let is_institutional = rule.claim_form == ClaimForm::Institutional;
        ChargeLine {
            service_date: self.service_date,
            payer: rule.payer.clone(),
            code: rule.code.clone(),
            revenue_code: rule.revenue_code.clone().filter(|_| is_institutional),
            modifiers: modifiers.collect(),
            units,
            charge_cents: rule.charge_cents.saturating_mul(units),
            minutes: services.iter().map(|(_, minutes)| minutes).sum(),
            place_of_service: place.filter(|_| !is_institutional),
            claim_form: rule.claim_form,
            bill_type: bill_type.filter(|_| is_institutional),
            condition_codes: if is_institutional { condition_codes } else { Vec::new() },
            authorization_number: None,
            is_at_risk: false,
            evidence: services.iter().map(|(service, _)| service.id.clone()).collect(),
            file_by: self.service_date.saturating_add(jiff::Span::new().days(rule.timely_filing_days.min(36_500))),
        }
    }
}

fn fits(when: &ModifierWhen, services: &[(&DayService, i64)], is_telehealth: bool) -> bool {
    let size_fits = |least: Option<i64>, most: Option<i64>| {
        services.iter().all(|(service, _)| {
            let size = service.group_size.unwrap_or(1);
            least.is_none_or(|least| size >= least) && most.is_none_or(|most| size <= most)
        })
    };
    let credential_fits =
        || services.iter().all(|(service, _)| service.credential.as_ref().is_some_and(|held| when.credentials.contains(held)));
    size_fits(when.group_size_at_least, when.group_size_at_most)
        && (when.credentials.is_empty() || credential_fits())
        && when.is_telehealth.is_none_or(|wanted| wanted == is_telehealth)
}

/// Adds a line, joined with an equal one, so that a code stands once a date with its units; never above a day's most.
/// Returns a warning if units were cut off.
pub(super) fn add_line(lines: &mut Vec<ChargeLine>, line: ChargeLine, rule: &PayerRule) -> Option<Warning> {
    let used: i64 = lines.iter().filter(|other| other.code == line.code).map(|other| other.units).sum();
    let units = line.units.min(rule.max_units_per_day - used);
    let limited = (units < line.units).then(|| Warning::UnitsLimited { code: line.code.clone(), units: used + units });
    let is_same = |other: &&mut ChargeLine| {
        other.code == line.code && other.modifiers == line.modifiers && other.place_of_service == line.place_of_service
    };
    if let Some(same) = lines.iter_mut().find(is_same) {
        same.units += units;
        same.charge_cents = rule.charge_cents.saturating_mul(same.units);
        same.minutes += line.minutes;
        same.evidence.extend(line.evidence);
    } else if units > 0 {
        let charge_cents = rule.charge_cents.saturating_mul(units);
        lines.push(ChargeLine { units, charge_cents, ..line });
    }
    limited
}
