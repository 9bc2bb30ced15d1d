//! Whom the program has to tell after a breach and until when: one pure function of the day of discovery, who is concerned and the
//! dated rules (P2-55, P2-66, P2-A14).

use jiff::civil::Date;

use super::model::{Affected, Breach, Recipient};
use crate::clock::{Clocks, later};

/// One that is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Who.
    pub to: Recipient,
    /// Of which state.
    pub state: Option<String>,
    /// The last day; nothing where the rule says only "without unreasonable delay".
    pub due_on: Option<Date>,
    /// The rule it comes from.
    pub source: String,
    /// What else the rule says; empty where nothing.
    pub words: String,
    /// The day it was done, once it is.
    pub met_on: Option<Date>,
}

/// Whom the program has to tell about a case, in the order in which they are due, each with the day it was done.
#[must_use]
pub fn duties(breach: &Breach) -> Vec<Duty> {
    if !breach.counts() {
        return Vec::new();
    }
    let mut all = deadlines(Clocks::standard(), breach.discovered_on, &breach.affected);
    all.retain(|duty| is_owed(breach, duty));
    for duty in &mut all {
        let sent = breach.letters.iter().filter(|letter| letter.to == duty.to && letter.state == duty.state);
        let sent = sent.filter(|letter| letter.reached.is_none_or(|reached| people(breach, duty) <= reached));
        duty.met_on = sent.map(|letter| letter.sent_on).max();
    }
    all
}

/// How many people a letter of this duty goes to. Who is counted later gets one too, and until then the duty is not met.
fn people(breach: &Breach, duty: &Duty) -> u32 {
    duty.state.as_deref().map_or_else(|| breach.affected.total(), |state| breach.affected.in_state(state))
}

/// A state's own rule counts only for some kinds of information. As long as nobody has said which were concerned, it counts.
fn is_owed(breach: &Breach, duty: &Duty) -> bool {
    let is_of_state = matches!(duty.to, Recipient::Residents | Recipient::AttorneyGeneral | Recipient::ConsumerAffairs);
    let rule = duty.state.as_deref().filter(|_| is_of_state);
    let rule = rule.and_then(|state| Clocks::standard().state_breach(state, breach.discovered_on));
    match (rule, &breach.letter_text) {
        (Some(rule), Some(text)) => rule.counts_for(&text.kinds),
        _ => true,
    }
}

/// The duties that follow from a discovery, by dated rules.
#[must_use]
pub fn deadlines(clocks: &Clocks, discovered_on: Date, affected: &Affected) -> Vec<Duty> {
    let total = affected.total();
    let Some(clock) = clocks.breach(discovered_on).filter(|_| total > 0) else { return Vec::new() };
    let duty = |to, state: Option<&String>, due_on| Duty {
        to,
        state: state.cloned(),
        due_on: Some(due_on),
        source: clock.source.clone(),
        words: String::new(),
        met_on: None,
    };
    let soon = later(discovered_on, clock.people_days);
    let mut all = vec![duty(Recipient::People, None, soon)];
    if total >= clock.authority_at_once_from {
        all.push(duty(Recipient::Authority, None, soon));
    }
    let many = affected.by_state.iter().filter(|(_, count)| **count > clock.media_over);
    all.extend(many.map(|(state, _)| duty(Recipient::Media, Some(state), soon)));
    if total < clock.authority_at_once_from {
        let year_end = Date::new(discovered_on.year(), 12, 31).unwrap_or(discovered_on);
        all.push(duty(Recipient::YearlyLog, None, later(year_end, clock.yearly_log_days)));
    }
    for (state, _) in affected.by_state.iter().filter(|(_, count)| **count > 0) {
        let Some(rule) = clocks.state_breach(state, discovered_on) else { continue };
        all.extend(rule.to.iter().map(|to| Duty {
            to: *to,
            state: Some(state.clone()),
            due_on: None,
            source: rule.source.clone(),
            words: rule.words.clone(),
            met_on: None,
        }));
    }
    all
}
