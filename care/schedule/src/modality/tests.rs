//! Which switch decides where a session is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::id::ServiceTypeId;

use super::*;

fn session(track: u128, day: Date) -> GroupSession {
    let at = |clock: &str| format!("{day}T{clock}:00-05:00").parse::<Timestamp>().unwrap();
    GroupSession {
        id: GroupSessionId(Uuid::from_u128(track * 100 + u128::try_from(day.day()).unwrap())),
        group: None,
        patient: None,
        service_type: ServiceTypeId(Uuid::from_u128(1)),
        name: "Relapse prevention".into(),
        track: Some(TrackId(Uuid::from_u128(track))),
        day,
        starts_at: at("09:00"),
        ends_at: at("10:15"),
        breaks: vec![],
        room: None,
        leaders: vec![],
        curriculum: None,
        cancelled: None,
        moved_from: None,
    }
}

fn switch(number: u128, scope: Scope, modality: Modality, from: Date, until: Option<Date>) -> ModalitySwitch {
    ModalitySwitch {
        id: ModalitySwitchId(Uuid::from_u128(number)),
        scope,
        modality,
        from,
        until,
        remote_seats: None,
        reason: String::new(),
        made_at: Timestamp::from_second(1_773_000_000 + i64::try_from(number).unwrap()).unwrap(),
        made_by: StaffId(Uuid::from_u128(9)),
        withdrawn: None,
    }
}

#[test]
fn s_25_one_switch_moves_the_program_and_taking_it_back_brings_what_stood_before() {
    let (day, evening) = (session(1, date(2026, 3, 12)), session(2, date(2026, 3, 12)));
    let mut all = vec![
        switch(1, Scope::Track(TrackId(Uuid::from_u128(2))), Modality::Hybrid, date(2026, 3, 1), None),
        switch(2, Scope::Program, Modality::Remote, date(2026, 3, 12), Some(date(2026, 3, 13))),
    ];
    assert_eq!(standing(&all, &day, &[]).modality, Modality::Remote);
    assert_eq!(standing(&all, &evening, &[]).modality, Modality::Remote);
    assert_eq!(standing(&all, &session(1, date(2026, 3, 16)), &[]).modality, Modality::InPerson);
    assert_eq!(standing(&all, &session(2, date(2026, 3, 16)), &[]).modality, Modality::Hybrid);
    all[1].withdrawn = Some((Timestamp::UNIX_EPOCH, StaffId(Uuid::from_u128(9))));
    assert_eq!(standing(&all, &day, &[]).modality, Modality::InPerson);
    assert_eq!(standing(&all, &evening, &[]).modality, Modality::Hybrid);
}

#[test]
fn s_25_what_had_ended_before_the_switch_stays_where_it_was() {
    let over = session(1, date(2026, 3, 2));
    let late = switch(1, Scope::Program, Modality::Remote, date(2026, 3, 2), None);
    assert!(late.made_at > over.ends_at);
    assert_eq!(standing([&late], &over, &[]).modality, Modality::InPerson);
}

proptest! {
    /// Whatever was switched in whatever order: the newest that covers it decides, however they are listed.
    #[test]
    fn s_25_the_newest_switch_decides_in_whatever_order_they_come(
        wishes in prop::collection::vec((0_usize..3, 1_u128..3, 1_i8..20, any::<bool>()), 0..8), order in any::<u64>()
    ) {
        let modality = |at: usize| Modality::ALL[at].0;
        let mut all: Vec<ModalitySwitch> = wishes.iter().enumerate().map(|(at, (what, track, from, whole))| {
            let scope = if *whole { Scope::Program } else { Scope::Track(TrackId(Uuid::from_u128(*track))) };
            switch(u128::try_from(at).unwrap() + 1, scope, modality(*what), date(2026, 4, *from), None)
        }).collect();
        let one = session(1, date(2026, 4, 10));
        let wanted = all.iter().rev().find(|s| s.covers(&one)).map_or(Modality::InPerson, |s| s.modality);
        if !all.is_empty() { let turn = usize::try_from(order % 8).unwrap() % all.len(); all.rotate_left(turn); }
        prop_assert_eq!(standing(&all, &one, &[]).modality, wanted);
    }
}
