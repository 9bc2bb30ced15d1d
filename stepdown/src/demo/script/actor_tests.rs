//! Whoever does something in the story works here and may do it under the policy.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
use std::collections::HashMap;

use access::{Action, Circumstances, Kind, Policy, Role};

use super::event::*;
use super::*;

/// What an event asks of the policy; nothing for what the policy does not know yet.
fn asks(what: &What) -> Option<(Action, Kind, Circumstances)> {
    let (action, kind) = match what {
        What::ReceiveInquiry(_) => (Action::Record, Kind::Inquiry),
        What::RegisterPatient { .. } => (Action::Record, Kind::Patient),
        What::AddCoverage(_) => (Action::Record, Kind::Coverage),
        What::SignConsent(_) => (Action::Record, Kind::Consent),
        What::GrantAuthorization(_) | What::DenyAuthorization { .. } => (Action::Record, Kind::Authorization),
        What::AdmitPatient(_) => (Action::Record, Kind::Episode),
        What::WritePlan { .. } => (Action::Record, Kind::TreatmentPlan),
        What::EnrollPatient { .. } | What::PlanWeek { .. } | What::BookAppointment(_) => (Action::Record, Kind::GroupSession),
        What::EndEnrollment { .. } => (Action::Amend, Kind::GroupSession),
        What::Discharge { .. } => (Action::Amend, Kind::Episode),
        What::CancelSession { .. } => (Action::Void, Kind::GroupSession),
        What::MarkArrival { .. } | What::WithdrawMark { .. } => (Action::MarkArrival, Kind::Attendance),
        What::DraftNote { session: SessionKey::Group { .. }, .. } => (Action::Record, Kind::GroupNoteDraft),
        What::DraftNote { .. } => (Action::Record, Kind::ProgressNote),
        What::SignNotes { session: SessionKey::Group { .. }, .. } => (Action::Sign, Kind::GroupNoteDraft),
        What::SignNotes { .. } => (Action::Sign, Kind::ProgressNote),
        What::CosignNotes { .. } => (Action::Cosign, Kind::ProgressNote),
        What::AmendNote { .. } => (Action::Amend, Kind::ProgressNote),
        What::LogOutreach { .. } => (Action::Record, Kind::Outreach),
        What::ReceivePayment { .. } => (Action::Record, Kind::Charge),
        What::TellReturnToUse { .. } | What::RaiseConcern { .. } | What::SettleConcern { .. } => return None,
    };
    let own = matches!(action, Action::Sign | Action::Amend);
    Some((action, kind, if own { Circumstances::own() } else { Circumstances::default() }))
}

#[test]
fn everybody_who_acts_works_here_and_may_do_it() {
    let policy = Policy::load().unwrap();
    for patients in [PATIENTS, 130] {
        let file = program::file(patients.min(program::MOST_IN_CARE)).unwrap();
        let roles: HashMap<Key, Vec<Role>> = file.staff.into_iter().map(|s| (s.key, s.roles)).collect();
        let today = Date::constant(2026, 11, 19);
        for event in Script::new(Parameters { seed: 5, today, patients }).unwrap() {
            let held = roles.get(&event.by).unwrap_or_else(|| panic!("{} does not work here", event.by));
            if let Some((action, kind, circumstances)) = asks(&event.what) {
                let may = policy.allows(held, action, kind, &circumstances);
                assert!(may, "{} may not {action} {kind}: {:?}", event.by, event.what);
            }
        }
    }
}

#[test]
fn every_key_that_an_event_names_is_in_the_program() {
    let file = program::file(120).unwrap();
    let has_group = |key: &Key| file.therapy_group.iter().any(|g| g.key == *key);
    let has_staff = |key: &Key| file.staff.iter().any(|s| s.key == *key);
    for event in Script::new(Parameters { seed: 5, today: Date::constant(2026, 11, 19), patients: 120 }).unwrap() {
        match &event.what {
            What::EnrollPatient { group, .. } | What::EndEnrollment { group, .. } => assert!(has_group(group), "{group}"),
            What::MarkArrival { session: SessionKey::Group { group, .. }, .. } => assert!(has_group(group), "{group}"),
            What::AdmitPatient(admission) => {
                assert!(file.track.iter().any(|track| track.key == admission.track));
                assert!(admission.care_team.iter().all(|(key, _)| has_staff(key)), "{:?}", admission.care_team);
            }
            What::BookAppointment(booked) => {
                let service = file.service_type.iter().find(|s| s.key == booked.service_type).unwrap();
                assert!(!service.kind.is_group(), "{}", booked.service_type);
            }
            What::RaiseConcern { owner, .. } => assert!(has_staff(owner), "{owner}"),
            _ => {}
        }
    }
}
