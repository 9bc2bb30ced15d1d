//! Loads rule files and picks the rows valid on a day. A file with any problem is refused whole, every problem named.

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::check;
use super::model::{DayAlgorithm, Payer, PayerRule, ProviderSetting};

/// One thing wrong in a rule file: where, what and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The row, such as `rule 3 (harbor, group)`.
    pub row: String,
    /// What is wrong and what to do.
    pub problem: String,
}

/// Everything wrong in a rule file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(|p| format!("{}: {}", p.row, p.problem)).collect::<Vec<_>>().join("\n"))]
pub struct RuleProblems(pub Vec<RuleProblem>);

/// All payers and rules of an installation, sound and without overlaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleBook {
    payers: Vec<Payer>,
    rules: Vec<PayerRule>,
    algorithms: Vec<DayAlgorithm>,
}

/// What holds between one payer and the program on one day.
#[derive(Clone, Debug)]
pub struct PayerTerms<'a> {
    /// The payer's general terms that day.
    pub payer: &'a Payer,
    /// Every rule of the payer valid that day.
    pub rules: Vec<&'a PayerRule>,
    /// Every day algorithm of the payer valid that day.
    pub algorithms: Vec<&'a DayAlgorithm>,
}

impl RuleBook {
    /// Reads a rule file.
    ///
    /// # Errors
    /// Every problem of every row at once: unreadable fields, unknown payers, impossible figures, overlapping validity.
    pub fn from_toml(text: &str) -> Result<Self, RuleProblems> {
        let table: toml::Table = toml::from_str(text).map_err(|unreadable| {
            RuleProblems(vec![RuleProblem { row: "file".into(), problem: format!("cannot be read as TOML: {unreadable}") }])
        })?;
        let mut problems = Vec::new();
        for name in table.keys().filter(|name| !["payer", "rule", "day_algorithm"].contains(&name.as_str())) {
            let problem = format!("`{name}` is not known; a rule file has `payer`, `rule` and `day_algorithm` rows");
            problems.push(RuleProblem { row: "file".into(), problem });
        }
        let payers = rows(&table, "payer", &mut problems);
        let rules = rows(&table, "rule", &mut problems);
        let algorithms = rows(&table, "day_algorithm", &mut problems);
        problems.extend(check::problems(&payers, &rules, &algorithms));
        if !problems.is_empty() {
            return Err(RuleProblems(problems));
        }
        fn kept<T>(rows: Vec<(usize, T)>) -> Vec<T> {
            rows.into_iter().map(|(_, row)| row).collect()
        }
        Ok(Self { payers: kept(payers), rules: kept(rules), algorithms: kept(algorithms) })
    }

    /// The terms with a payer on a service date; `None` if the payer is unknown or not valid that day.
    #[must_use]
    pub fn terms_on(&self, payer: &str, day: Date) -> Option<PayerTerms<'_>> {
        let found = self.payers.iter().find(|row| row.id == payer && holds(row.valid_from, row.valid_to, day))?;
        let rules = self.rules.iter().filter(|row| row.payer == payer && holds(row.valid_from, row.valid_to, day));
        let algorithms = self.algorithms.iter();
        let algorithms = algorithms.filter(|row| row.payer == payer && holds(row.valid_from, row.valid_to, day));
        Some(PayerTerms { payer: found, rules: rules.collect(), algorithms: algorithms.collect() })
    }

    /// Every payer row, in the order of the file.
    pub fn payers(&self) -> impl Iterator<Item = &Payer> {
        self.payers.iter()
    }

    /// Every day algorithm, in the order of the file.
    pub fn algorithms(&self) -> impl Iterator<Item = &DayAlgorithm> {
        self.algorithms.iter()
    }

    /// Every rule row, in the order of the file.
    pub fn rules(&self) -> impl Iterator<Item = &PayerRule> {
        self.rules.iter()
    }
}

impl<'a> PayerTerms<'a> {
    /// The per diem of this name, or the only one if no name is given; `None` if there is none or several.
    #[must_use]
    pub fn per_diem(&self, service: Option<&str>) -> Option<&'a PayerRule> {
        let mut fitting = self.rules.iter().filter(|rule| rule.is_per_diem());
        match service {
            Some(name) => fitting.find(|rule| rule.service == name).copied(),
            None => {
                let first = fitting.next().copied();
                if fitting.next().is_some() { None } else { first }
            }
        }
    }

    /// The rule for one service: by its hinted code if the payer has that code, else by its kind and length.
    #[must_use]
    pub fn rule_for(&self, kind: &str, code_hint: Option<&str>, minutes: i64) -> Option<&'a PayerRule> {
        let single = || self.rules.iter().copied().filter(|rule| !rule.is_per_diem());
        let hinted = code_hint.and_then(|code| single().find(|rule| rule.code == code));
        let by_kind = || single().filter(|rule| rule.service == kind);
        let fits = |rule: &&PayerRule| rule.units(minutes) > 0;
        hinted.or_else(|| by_kind().find(fits)).or_else(|| by_kind().min_by_key(|rule| rule.min_minutes()))
    }

    /// The rule that bills one code by itself.
    #[must_use]
    pub fn rule_with_code(&self, code: &str) -> Option<&'a PayerRule> {
        self.rules.iter().copied().find(|rule| rule.code == code)
    }

    /// The day algorithm for a setting.
    #[must_use]
    pub fn algorithm(&self, setting: ProviderSetting) -> Option<&'a DayAlgorithm> {
        self.algorithms.iter().copied().find(|row| row.setting == setting)
    }
}

fn holds(from: Date, to: Option<Date>, day: Date) -> bool {
    from <= day && to.is_none_or(|last| day <= last)
}

/// Reads the rows of one array; unreadable rows become problems, readable ones keep their place in the file.
fn rows<T: DeserializeOwned>(table: &toml::Table, name: &str, problems: &mut Vec<RuleProblem>) -> Vec<(usize, T)> {
    let Some(value) = table.get(name) else { return Vec::new() };
    let Some(list) = value.as_array() else {
        problems.push(RuleProblem { row: "file".into(), problem: format!("write each {name} as `[[{name}]]`") });
        return Vec::new();
    };
    let mut read = Vec::with_capacity(list.len());
    for (place, row) in list.iter().enumerate() {
        match row.clone().try_into() {
            Ok(row) => read.push((place + 1, row)),
            Err(unreadable) => {
                let row = format!("{name} {}", place + 1);
                problems.push(RuleProblem { row, problem: unreadable.to_string().trim().replace('\n', " ") });
            }
        }
    }
    read
}
