//! Builders for invented days.

use jiff::civil::{Date, date};

use super::super::*;
use crate::rule::{DEMONSTRATION_PAYERS, ProviderSetting, RuleBook};

pub(super) fn book() -> RuleBook {
    RuleBook::from_toml(DEMONSTRATION_PAYERS).unwrap()
}

pub(super) fn wednesday() -> Date {
    date(2026, 3, 4)
}

/// A signed service that the person attended for so many credited minutes.
pub(super) fn attended(kind: &str, credited_minutes: i64) -> DayService {
    DayService {
        id: format!("{kind}-{credited_minutes}"),
        kind: kind.to_owned(),
        label: kind.replace('_', " "),
        code_hint: None,
        attendance: Attendance::Attended { credited_minutes },
        note: NoteState::Signed,
        has_objective: true,
        credential: Some("LMHC".into()),
        group_size: (kind == "group").then_some(9),
        is_telehealth: false,
        is_at_home: true,
        group_id: None,
    }
}

pub(super) fn upcoming(kind: &str, scheduled_minutes: i64) -> DayService {
    let attendance = Attendance::Upcoming(Upcoming { scheduled_minutes });
    DayService { attendance, note: NoteState::Unsigned, ..attended(kind, 0) }
}

pub(super) fn hinted(code: &str, kind: &str, minutes: i64) -> DayService {
    DayService { code_hint: Some(code.into()), ..attended(kind, minutes) }
}

pub(super) fn authorization(units_left: i64) -> AuthorizationFacts {
    AuthorizationFacts {
        number: "A-100".into(),
        approved_units: 12,
        units_left,
        starts_on: date(2026, 2, 1),
        ends_on: date(2026, 4, 30),
        code: Some("H0015".into()),
    }
}

/// A day under Harborline's SUD per diem with everything in order.
pub(super) fn harborline(book: &RuleBook, services: Vec<DayService>) -> DayInput<'_> {
    DayInput {
        per_diem: Some("sud per diem".into()),
        authorization: Some(authorization(8)),
        closers: vec![Closer { kind: "case_management".into(), label: "case management".into(), step_minutes: 20 }],
        ..with_payer(book, "harborline", services)
    }
}

/// A day under another payer, nothing authorized.
pub(super) fn with_payer<'a>(book: &'a RuleBook, payer: &str, services: Vec<DayService>) -> DayInput<'a> {
    DayInput {
        service_date: wednesday(),
        is_over: false,
        payer: DayPayer::Payer(book.terms_on(payer, wednesday()).unwrap()),
        setting: ProviderSetting::FreestandingClinic,
        per_diem: None,
        bill_components: false,
        services,
        has_coverage: true,
        has_payment_consent: true,
        authorization: None,
        already_billed: vec![],
        exclusions: vec![],
        closers: vec![],
    }
}

pub(super) fn causes(state: &DayState) -> Vec<&'static str> {
    state.reasons().iter().map(HoldReason::cause).collect()
}

pub(super) fn codes(state: &DayState) -> Vec<(&str, i64)> {
    state.payer_lines().iter().map(|line| (line.code.as_str(), line.units)).collect()
}
