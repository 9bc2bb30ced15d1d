//! Steps 1 to 3 of the table: the medical floor, the psychosocial floor, and what the mind asks for (LC-06: each is a minimum).

use std::borrow::Cow;

use super::advice::{Fired, Need, Service};
use super::answers::{Nursing, Rating};
use super::table::{Cell, Table};
use super::{Answers, Level};

/// What steps 1 to 3 collect.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) fired: Vec<Fired>,
    pub(super) services: Vec<Service>,
    pub(super) needs: Vec<Need>,
}

impl Collected {
    pub(super) fn fire(&mut self, rule: impl Into<Cow<'static, str>>, says: String, because: Vec<String>) {
        self.fired.push(Fired { rule: rule.into(), says, because });
    }

    pub(super) fn needs(&mut self, need: Need) {
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }
}

/// The five ratings that a level rests on.
#[derive(Clone, Copy)]
pub(super) struct Rated {
    pub(super) withdrawal: Rating,
    pub(super) body: Rating,
    pub(super) psychiatric: Rating,
    pub(super) use_risk: Rating,
    pub(super) environment: Rating,
}

impl Rated {
    /// None when any is missing.
    pub(super) fn all(answers: &Answers) -> Option<Self> {
        Some(Self {
            withdrawal: answers.withdrawal?,
            body: answers.body?,
            psychiatric: answers.psychiatric?,
            use_risk: answers.use_risk?,
            environment: answers.environment?,
        })
    }
}

/// Step 1: the higher of what W and B ask for.
pub(super) fn medical(
    answers: &Answers,
    rated: Rated,
    table: &Table,
    has_complications: bool,
    into: &mut Collected,
) -> Option<Level> {
    let withdrawal = withdrawal(answers, rated.withdrawal, table, has_complications, into);
    let body = body(answers, rated.body, table, into);
    withdrawal.max(body)
}

fn withdrawal(answers: &Answers, rated: Rating, table: &Table, has_complications: bool, into: &mut Collected) -> Option<Level> {
    let rows = &table.withdrawal;
    let level = match rated.value() {
        0 | 1 => return None,
        2 => return Some(moderate_withdrawal(answers, table, has_complications, into)),
        3 => rows.severe,
        _ => rows.imminent,
    };
    into.fire(format!("W{rated}"), format!("Withdrawal rated {rated} asks for at least {level}."), vec![format!("W is {rated}")]);
    Some(level)
}

/// W2: at home with a prescriber when somebody sober is there; alcohol and sedatives never alone (LC-16). A protection counts only
/// when it was answered; what was not answered is named.
fn moderate_withdrawal(answers: &Answers, table: &Table, has_complications: bool, into: &mut Collected) -> Level {
    let rows = &table.withdrawal;
    let moderate_score = answers.ciwa.is_some_and(|score| u16::from(score) >= table.limits.ciwa_moderate);
    let may_kill = answers.uses_alcohol_or_sedatives() || moderate_score;
    let has_support = answers.has_sober_support == Some(true);
    let is_led = answers.has_prescriber_plan == Some(true) || !moderate_score;
    if answers.has_sober_support.is_none() {
        into.needs(Need::SoberSupport);
    }
    if moderate_score && answers.has_prescriber_plan.is_none() {
        into.needs(Need::PrescriberPlan);
    }
    let (level, says) = if has_support && is_led && !has_complications {
        (rows.moderate_with_support, "with sober support at home and no sign of complications")
    } else if may_kill && !has_support {
        (rows.moderate_alcohol_or_sedative_alone, "from alcohol or sedatives without known sober support at home")
    } else if has_support {
        (rows.moderate, "with sober support at home, without a prescriber's plan for withdrawal at home")
    } else {
        (rows.moderate, "without known sober support at home")
    };
    let because = vec!["W is 2".to_owned(), support_words(answers.has_sober_support).to_owned()];
    into.fire("W2", format!("Moderate withdrawal {says} asks for at least {level}."), because);
    if moderate_score && level == rows.moderate_with_support {
        into.services.push(Service::WithdrawalCareAtHome);
    }
    level
}

fn support_words(has_support: Option<bool>) -> &'static str {
    match has_support {
        Some(true) => "somebody sober at home",
        Some(false) => "nobody sober at home",
        None => "whether somebody sober is at home is not known",
    }
}

fn body(answers: &Answers, rated: Rating, table: &Table, into: &mut Collected) -> Option<Level> {
    let rows = &table.body;
    let because = vec![format!("B is {rated}")];
    match rated.value() {
        0 | 1 => None,
        2 => {
            into.services.push(Service::CoordinateMedicalCare);
            into.fire("B2", "An active physical condition: medical care is coordinated.".to_owned(), because);
            None
        }
        3 => {
            if answers.nursing.is_none() {
                into.needs(Need::Nursing);
            }
            let is_round = answers.nursing == Some(Nursing::AroundTheClock);
            let level = if is_round { rows.severe_around_the_clock } else { rows.severe };
            let nursing = if is_round { Nursing::AroundTheClock } else { Nursing::MostDays };
            into.fire("B3", format!("A body that needs {} asks for at least {level}.", nursing.title()), because);
            Some(level)
        }
        _ => {
            into.fire("B4", format!("A medical emergency asks for {}.", rows.imminent), because);
            Some(rows.imminent)
        }
    }
}

/// Step 2: the cell for U and E.
pub(super) fn psychosocial(answers: &Answers, rated: Rated, table: &Table, into: &mut Collected) -> Option<(Cell, Level)> {
    let (use_risk, environment) = (rated.use_risk, rated.environment);
    let cell = *table.cell(use_risk, environment)?;
    let in_remission = answers.remission_months.is_some_and(|months| months >= table.remission_months);
    let level = match cell.after_remission {
        Some(level) if in_remission => level,
        Some(_) => {
            if answers.remission_months.is_none() {
                into.needs(Need::Remission);
            }
            cell.level
        }
        None => cell.level,
    };
    let mut because = vec![format!("U is {use_risk}"), format!("E is {environment}")];
    if cell.after_remission.is_some() && in_remission {
        because.push(format!("{} months of remission", answers.remission_months.unwrap_or_default()));
    }
    into.fire(
        format!("U{use_risk}×E{environment}"),
        format!("The risk of use in these surroundings asks for at least {level}."),
        because,
    );
    if cell.has_recovery_residence {
        into.services.push(Service::RecoveryResidence);
    }
    Some((cell, level))
}

/// Step 3: what P asks for beside. P4 is a hard stop and never reaches this.
pub(super) fn psychiatric(rated: Rating, floor: Level, table: &Table, into: &mut Collected) -> Level {
    let (least, service) = match rated.value() {
        0 | 1 => return floor,
        2 => (table.psychiatric.moderate_at_least, Service::CoOccurringCapable),
        _ => (table.psychiatric.severe_at_least, Service::CoOccurringEnhanced),
    };
    into.services.push(service);
    let says = format!("Mental health rated {rated} asks for at least {least}, {}.", service.title());
    into.fire(format!("P{rated}"), says, vec![format!("P is {rated}")]);
    floor.max(least)
}
