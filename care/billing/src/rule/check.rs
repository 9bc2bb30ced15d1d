//! What must hold in a rule file before anything is billed by it. All problems are collected, none stops the reading.

use jiff::civil::Date;

use super::book::RuleProblem;
use super::model::{ClaimForm, DayAlgorithm, Payer, PayerKind, PayerRule, Unit};

/// Rows with their place in the file, counted from one.
type Placed<'a, T> = &'a [(usize, T)];

pub(super) fn problems(
    payers: Placed<'_, Payer>,
    rules: Placed<'_, PayerRule>,
    algorithms: Placed<'_, DayAlgorithm>,
) -> Vec<RuleProblem> {
    let mut found = Problems(Vec::new());
    for (place, payer) in payers {
        found.payer(*place, payer);
    }
    for (place, rule) in rules {
        found.rule(*place, rule, payers);
    }
    for (place, algorithm) in algorithms {
        found.algorithm(*place, algorithm, payers);
    }
    found.overlaps("payer", payers, |row| (row.valid_from, row.valid_to), |a, b| a.id == b.id);
    found.overlaps("rule", rules, |row| (row.valid_from, row.valid_to), same_rule);
    let same_algorithm = |a: &DayAlgorithm, b: &DayAlgorithm| a.payer == b.payer && a.setting == b.setting;
    found.overlaps("day_algorithm", algorithms, |row| (row.valid_from, row.valid_to), same_algorithm);
    found.0
}

/// Two rules that could both claim the same service: same payer and service, and no length of session keeps them apart.
fn same_rule(a: &PayerRule, b: &PayerRule) -> bool {
    let band = |rule: &PayerRule| match rule.unit {
        Unit::PerSession { min_minutes, max_minutes } => (min_minutes, max_minutes.unwrap_or(i64::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let ((a_from, a_to), (b_from, b_to)) = (band(a), band(b));
    a.payer == b.payer && a.service == b.service && a_from <= b_to && b_from <= a_to
}

struct Problems(Vec<RuleProblem>);

impl Problems {
    fn add(&mut self, row: &str, problem: impl Into<String>) {
        self.0.push(RuleProblem { row: row.to_owned(), problem: problem.into() });
    }

    fn add_if(&mut self, wrong: bool, row: &str, problem: &str) {
        if wrong {
            self.add(row, problem);
        }
    }

    fn payer(&mut self, place: usize, payer: &Payer) {
        let row = format!("payer {place} ({})", payer.id);
        self.add_if(payer.id.trim().is_empty(), &row, "`id` is empty; give the payer a short id");
        self.add_if(payer.alert_at_units < 0, &row, "`alert_at_units` is below zero");
        self.add_if(payer.alert_at_days < 0, &row, "`alert_at_days` is below zero");
        self.dates(&row, payer.valid_from, payer.valid_to);
        self.source(&row, &payer.source);
    }

    fn rule(&mut self, place: usize, rule: &PayerRule, payers: Placed<'_, Payer>) {
        let row = format!("rule {place} ({}, {})", rule.payer, rule.service);
        self.known_payer(&row, &rule.payer, payers);
        self.add_if(rule.service.trim().is_empty(), &row, "`service` is empty; name the kind of service");
        self.add_if(!is_code(&rule.code), &row, "`code` must be five letters or digits");
        self.add_if(rule.max_units_per_day < 1, &row, "`max_units_per_day` must be at least 1");
        self.add_if(rule.charge_cents < 0, &row, "`charge_cents` is below zero");
        self.add_if(rule.timely_filing_days < 1, &row, "`timely_filing_days` must be at least 1");
        self.add_if(rule.modifiers.len() > 4, &row, "`modifiers` has more than four rows; a claim line holds four");
        for modifier in rule.modifiers.iter().map(|row| &row.modifier).filter(|text| !is_text_of(text, 2)) {
            self.add(&row, format!("modifier `{modifier}` must be two letters or digits"));
        }
        self.unit(&row, rule);
        let is_self_pay = payers.iter().any(|(_, payer)| payer.id == rule.payer && payer.kind == PayerKind::SelfPay);
        self.form(&row, rule, is_self_pay);
        self.dates(&row, rule.valid_from, rule.valid_to);
        self.source(&row, &rule.source);
    }

    fn unit(&mut self, row: &str, rule: &PayerRule) {
        let is_per_day = matches!(rule.unit, Unit::PerDay { .. });
        self.add_if(is_per_day != rule.is_per_diem(), row, "`bundle` and a `per_day` unit belong together: give both or none");
        self.add_if(
            !rule.is_per_diem() && !rule.components_below_minimum.is_empty(),
            row,
            "`components_below_minimum` is only for a per diem",
        );
        let wrong = match rule.unit {
            Unit::PerDay { min_minutes } => (min_minutes < 1).then_some("`min_minutes` must be at least 1"),
            Unit::PerMinutes { minutes, .. } => (minutes < 1).then_some("`minutes` must be at least 1"),
            Unit::PerSession { min_minutes, max_minutes } => (min_minutes < 1
                || max_minutes.is_some_and(|most| most < min_minutes))
            .then_some("`min_minutes` must be at least 1 and not above `max_minutes`"),
        };
        if let Some(problem) = wrong {
            self.add(row, problem);
        }
    }

    fn form(&mut self, row: &str, rule: &PayerRule, is_self_pay: bool) {
        if is_self_pay {
            return;
        }
        match rule.claim_form {
            ClaimForm::Institutional => {
                let has_code = rule.revenue_code.as_ref().is_some_and(|code| is_text_of(code, 4));
                self.add_if(!has_code, row, "an 837I line needs a `revenue_code` of four digits");
            }
            ClaimForm::Professional => {
                let has_place = rule.place_of_service.as_ref().is_some_and(|place| is_text_of(place, 2));
                self.add_if(!has_place, row, "an 837P line needs a `place_of_service` of two digits");
            }
        }
    }

    fn algorithm(&mut self, place: usize, algorithm: &DayAlgorithm, payers: Placed<'_, Payer>) {
        let row = format!("day_algorithm {place} ({})", algorithm.payer);
        self.known_payer(&row, &algorithm.payer, payers);
        self.add_if(algorithm.primary.is_empty(), &row, "`primary` is empty; without it no day would ever be payable");
        self.add_if(algorithm.tiers.is_empty(), &row, "`tiers` is empty; say what is paid from how many services");
        let rising = algorithm.tiers.is_sorted_by(|a, b| a.from_services < b.from_services);
        self.add_if(!rising, &row, "`tiers` must rise by `from_services`");
        self.dates(&row, algorithm.valid_from, algorithm.valid_to);
        self.source(&row, &algorithm.source);
    }

    fn known_payer(&mut self, row: &str, id: &str, payers: Placed<'_, Payer>) {
        if !payers.iter().any(|(_, payer)| payer.id == id) {
            self.add(row, format!("payer `{id}` is not in this file; add a `[[payer]]` row or mend the id"));
        }
    }

    fn dates(&mut self, row: &str, from: Date, to: Option<Date>) {
        self.add_if(to.is_some_and(|last| last < from), row, "`valid_to` is before `valid_from`");
    }

    fn source(&mut self, row: &str, source: &str) {
        self.add_if(source.trim().is_empty(), row, "`source` is empty; say where the row comes from");
    }

    fn overlaps<T>(
        &mut self,
        name: &str,
        rows: Placed<'_, T>,
        dates: impl Fn(&T) -> (Date, Option<Date>),
        is_same: impl Fn(&T, &T) -> bool,
    ) {
        for (number, (place, row)) in rows.iter().enumerate() {
            for (other_place, other) in rows.iter().skip(number + 1) {
                let ((from, to), (other_from, other_to)) = (dates(row), dates(other));
                let touch = to.is_none_or(|last| other_from <= last) && other_to.is_none_or(|last| from <= last);
                if touch && is_same(row, other) {
                    let first_shared = from.max(other_from);
                    let problem = format!(
                        "is valid on the same days as {name} {place} (from {first_shared}); end one before the other begins"
                    );
                    self.add(&format!("{name} {other_place}"), problem);
                }
            }
        }
    }
}

fn is_code(text: &str) -> bool {
    is_text_of(text, 5)
}

fn is_text_of(text: &str, length: usize) -> bool {
    text.len() == length && text.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
}
