//! OP-09 in cases and laws: OP-A01, OP-A02, OP-A18, and what must hold for every day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

use super::*;

const ADULT: HoursRule = HoursRule { floor_minutes: 540, ceiling_minutes: None, next_level_minutes: Some(1200) };

/// A wall-clock time of 4 March 2026 in New York, as an instant.
fn at(clock: &str) -> Timestamp {
    zoned(&format!("2026-03-04T{clock}"))
}

fn zoned(local: &str) -> Timestamp {
    format!("{local}[America/New_York]").parse::<jiff::Zoned>().unwrap().timestamp()
}

fn service(id: u8, from: &str, to: &str) -> ScheduledService<u8> {
    let span = Span::new(at(from), at(to));
    ScheduledService { id, kind: "group".into(), span, breaks: vec![], is_eligible: true }
}

fn here(from: &str, to: &str) -> Presence<u8> {
    Presence { arrived: at(from), left: Some(at(to)), place: Place::OnSite, only_for: None }
}

fn with_break(mut service: ScheduledService<u8>, from: &str, to: &str) -> ScheduledService<u8> {
    service.breaks.push(Span::new(at(from), at(to)));
    service
}

fn hours(day: Date, minutes: i64) -> DayHours {
    DayHours { day, planned_minutes: 180, credited_minutes: minutes, ahead_minutes: 0 }
}

#[test]
fn op_a01_under_nine_hours_is_flagged_and_needs_a_reason() {
    let days = [hours(date(2026, 3, 2), 180), hours(date(2026, 3, 4), 180), hours(date(2026, 3, 5), 170)];
    let week = ProgramWeek::holding(date(2026, 3, 4), Weekday::Monday);
    let result = week_hours(&days, week, ADULT, date(2026, 3, 9));
    assert_eq!(result.delivered_minutes, 530);
    let flag = HoursFlag::DeliveredBelowFloor { delivered_minutes: 530, floor_minutes: 540 };
    assert_eq!(result.flags, [flag]);
    assert!(flag.needs_reason());
    assert_eq!(flag.sentence(), "8 h 50 min of 9 h was delivered in this week; a reason is needed.");
}

#[test]
fn op_a02_a_break_and_a_late_arrival_leave_145_minutes() {
    let group = with_break(service(1, "09:00", "12:00"), "10:30", "10:45");
    let day = credit_day(&[group], &[here("09:20", "12:00")], at("13:00"));
    assert_eq!(day.credited_minutes, 145);
    assert_eq!(day.planned_minutes, 165);
    assert_eq!(day.services[0].lost, [Lost::ArrivedLate { minutes: 20 }]);
}

#[test]
fn op_a18_twenty_six_booked_hours_meet_the_high_intensity_level() {
    let days: Vec<DayHours> = (2..=6)
        .map(|day| DayHours { day: date(2026, 3, day), planned_minutes: 312, credited_minutes: 0, ahead_minutes: 312 })
        .collect();
    let week = ProgramWeek::holding(date(2026, 3, 2), Weekday::Monday);
    let result = week_hours(&days, week, ADULT, date(2026, 3, 2));
    assert_eq!(result.planned_minutes, 26 * 60);
    assert_eq!(result.flags, [HoursFlag::MeetsHigherLevel { minutes: 1560, threshold_minutes: 1200 }]);
    assert!(result.flags[0].sentence().contains("meets the high-intensity level"));
}

#[test]
fn leaving_early_stepping_out_and_taps_with_seconds() {
    let group = service(1, "09:00", "10:30");
    let day = credit_day(std::slice::from_ref(&group), &[here("09:00:59", "09:30"), here("09:40", "10:15:40")], at("12:00"));
    assert_eq!(day.credited_minutes, 65, "as the printed times say: 9:00 to 9:30 and 9:40 to 10:15");
    assert_eq!(day.services[0].lost, [Lost::WasAway { minutes: 10 }, Lost::LeftEarly { minutes: 15 }]);
}

#[test]
fn overlapping_services_are_credited_once_to_the_earlier_start() {
    let group = service(1, "09:00", "12:00");
    let individual = service(2, "10:00", "10:30");
    for services in [[group.clone(), individual.clone()], [individual, group]] {
        let day = credit_day(&services, &[here("09:00", "12:00")], at("13:00"));
        assert_eq!(day.credited_minutes, 180);
        let individual = day.services.iter().find(|credit| credit.id == 2).unwrap();
        assert_eq!(individual.credited_minutes, 0);
        assert_eq!(individual.lost, [Lost::CreditedElsewhere { minutes: 30 }]);
    }
}

#[test]
fn a_service_in_anothers_break_keeps_its_minutes() {
    let group = with_break(service(1, "09:00", "12:00"), "10:30", "10:45");
    let day = credit_day(&[group, service(2, "10:30", "10:45")], &[here("09:00", "12:00")], at("13:00"));
    assert_eq!(day.credited_minutes, 180);
}

#[test]
fn the_same_start_goes_to_the_one_listed_first() {
    let day = credit_day(&[service(7, "09:00", "10:00"), service(3, "09:00", "10:00")], &[here("09:00", "10:00")], at("11:00"));
    assert_eq!(day.services.iter().map(|credit| credit.credited_minutes).collect::<Vec<_>>(), [60, 0]);
}

#[test]
fn someone_still_here_counts_up_to_now_and_a_service_tap_stays_with_its_service() {
    let mut presence = here("09:00", "10:00");
    presence.left = None;
    let services = [service(1, "09:00", "10:00"), service(2, "10:00", "11:00")];
    assert_eq!(credit_day(&services, std::slice::from_ref(&presence), at("10:20")).credited_minutes, 80);
    presence.only_for = Some(1);
    let day = credit_day(&services, &[presence], at("10:20"));
    assert_eq!(day.credited_minutes, 60);
    assert_eq!(day.services[1].lost, [Lost::NotThere]);
}

#[test]
fn remote_minutes_count_and_are_told_apart() {
    let mut remote = here("09:00", "09:40");
    remote.place = Place::Remote;
    let day = credit_day(&[service(1, "09:00", "10:00")], &[remote, here("09:40", "10:00")], at("11:00"));
    assert_eq!((day.credited_minutes, day.services[0].remote_minutes), (60, 40));
}

#[test]
fn a_service_that_does_not_count_takes_nothing_from_others() {
    let mut lunch = service(1, "09:00", "12:00");
    lunch.is_eligible = false;
    let day = credit_day(&[lunch, service(2, "10:00", "11:00")], &[here("09:00", "12:00")], at("13:00"));
    assert_eq!((day.credited_minutes, day.planned_minutes), (60, 60));
    assert_eq!(day.services[0].lost, [Lost::NotEligible]);
}

#[test]
fn the_clock_change_neither_gives_nor_takes_minutes() {
    for (local_day, minutes) in [("2026-03-08", 180), ("2026-11-01", 300)] {
        let span = Span::new(zoned(&format!("{local_day}T00:30")), zoned(&format!("{local_day}T04:30")));
        let night = ScheduledService { id: 1, kind: "individual".into(), span, breaks: vec![], is_eligible: true };
        let whole = Presence { arrived: span.start, left: Some(span.end), place: Place::OnSite, only_for: None };
        assert_eq!(credit_day(&[night], &[whole], span.end).credited_minutes, minutes, "{local_day}");
    }
}

#[test]
fn the_week_starts_where_the_program_says() {
    let sunday = date(2026, 3, 8);
    let monday_first = ProgramWeek::holding(sunday, Weekday::Monday);
    assert_eq!((monday_first.first, monday_first.last), (date(2026, 3, 2), sunday));
    let sunday_first = ProgramWeek::holding(sunday, Weekday::Sunday);
    assert_eq!((sunday_first.first, sunday_first.last), (sunday, date(2026, 3, 14)));
    assert!(!sunday_first.holds(date(2026, 3, 7)));
}

#[test]
fn the_gap_says_what_would_still_close_it() {
    let week = ProgramWeek::holding(date(2026, 3, 4), Weekday::Monday);
    let day = |day, credited, ahead| DayHours {
        day: date(2026, 3, day),
        planned_minutes: 180,
        credited_minutes: credited,
        ahead_minutes: ahead,
    };
    let cases = [
        (vec![day(2, 195, 0), day(4, 195, 0)], "2 h 30 min more by Sunday."),
        (vec![day(2, 180, 0), day(4, 180, 0), day(5, 0, 180)], "3 h more by Sunday; what is booked covers it."),
        (vec![day(2, 180, 0), day(4, 120, 0), day(5, 0, 180)], "4 h more by Sunday; 3 h is booked, 1 h short."),
    ];
    for (days, sentence) in cases {
        let hours = week_hours(&days, week, ADULT, date(2026, 3, 4));
        assert_eq!(closing_sentence(&hours.gap.unwrap()), sentence);
    }
    let reached = week_hours(&[day(2, 540, 0)], week, ADULT, date(2026, 3, 4));
    assert_eq!(reached.gap, None);
}

#[test]
fn booked_below_the_floor_and_above_the_ceiling() {
    let week = ProgramWeek::holding(date(2026, 3, 4), Weekday::Monday);
    let day = DayHours { day: date(2026, 3, 5), planned_minutes: 400, credited_minutes: 0, ahead_minutes: 400 };
    let rule = HoursRule { ceiling_minutes: Some(360), ..ADULT };
    let flags = week_hours(&[day], week, rule, date(2026, 3, 4)).flags;
    assert_eq!(
        flags,
        [
            HoursFlag::PlannedBelowFloor { planned_minutes: 400, floor_minutes: 540 },
            HoursFlag::CannotReachFloor { short_minutes: 140 },
            HoursFlag::AboveCeiling { minutes: 400, ceiling_minutes: 360 },
        ]
    );
}

fn minute(minute: i64) -> Timestamp {
    Timestamp::from_second(1_772_600_400 + minute * 60).unwrap()
}

prop_compose! {
    fn any_span()(start in 0_i64..600, length in 0_i64..240) -> Span {
        Span::new(minute(start), minute(start + length))
    }
}

prop_compose! {
    fn any_service(id: u8)(
        span in any_span(), breaks in prop::collection::vec(any_span(), 0..3), is_eligible in prop::bool::weighted(0.8)
    ) -> ScheduledService<u8> {
        ScheduledService { id, kind: "group".into(), span, breaks, is_eligible }
    }
}

prop_compose! {
    fn any_presence()(span in any_span(), open in prop::bool::weighted(0.2), remote in any::<bool>(), only in prop::option::of(0_u8..4))
        -> Presence<u8> {
        let place = if remote { Place::Remote } else { Place::OnSite };
        Presence { arrived: span.start, left: (!open).then_some(span.end), place, only_for: only }
    }
}

fn any_day() -> impl Strategy<Value = Vec<ScheduledService<u8>>> {
    (any_service(0), any_service(1), any_service(2), any_service(3), 0_usize..5)
        .prop_map(|(a, b, c, d, keep)| [a, b, c, d].into_iter().take(keep).collect())
}

proptest! {
    #[test]
    fn credit_never_exceeds_schedule_or_presence(
        services in any_day(), presence in prop::collection::vec(any_presence(), 0..4)
    ) {
        let now = minute(900);
        let day = credit_day(&services, &presence, now);
        let there: i64 = presence.iter().map(|p| Span::new(p.arrived, p.left.unwrap_or(now)).minutes()).sum();
        for credit in &day.services {
            prop_assert!(0 <= credit.credited_minutes && credit.credited_minutes <= credit.attended_minutes);
            prop_assert!(credit.attended_minutes <= credit.scheduled_minutes);
            prop_assert!(credit.remote_minutes <= credit.attended_minutes);
        }
        prop_assert!(day.credited_minutes <= there);
        prop_assert!(day.credited_minutes <= day.planned_minutes, "each minute of the union once");
        prop_assert_eq!(day.credited_minutes, day.services.iter().map(|c| c.credited_minutes).sum::<i64>());
    }

    #[test]
    fn lost_and_credited_minutes_make_the_schedule(
        services in any_day(), presence in prop::collection::vec(any_presence(), 0..4)
    ) {
        for credit in credit_day(&services, &presence, minute(900)).services {
            let lost: i64 = credit.lost.iter().map(|lost| match *lost {
                Lost::NotThere | Lost::NotEligible => credit.scheduled_minutes,
                Lost::ArrivedLate { minutes } | Lost::WasAway { minutes }
                | Lost::LeftEarly { minutes } | Lost::CreditedElsewhere { minutes } => minutes,
            }).sum();
            prop_assert_eq!(lost + credit.credited_minutes, credit.scheduled_minutes);
        }
    }

    #[test]
    fn more_presence_never_lowers_the_day(
        services in any_day(), presence in prop::collection::vec(any_presence(), 0..4), more in any_presence()
    ) {
        let before = credit_day(&services, &presence, minute(900)).credited_minutes;
        let mut longer = presence;
        longer.push(more);
        prop_assert!(credit_day(&services, &longer, minute(900)).credited_minutes >= before);
    }

    #[test]
    fn the_order_of_entries_does_not_change_the_day(
        services in any_day(), presence in prop::collection::vec(any_presence(), 0..4)
    ) {
        let day = credit_day(&services, &presence, minute(900));
        let backwards: Vec<_> = services.iter().rev().cloned().collect();
        let taps: Vec<_> = presence.iter().rev().cloned().collect();
        let turned = credit_day(&backwards, &taps, minute(900));
        prop_assert_eq!((day.credited_minutes, day.planned_minutes), (turned.credited_minutes, turned.planned_minutes));
        let mut starts: Vec<_> = services.iter().map(|service| service.span.start).collect();
        starts.sort_unstable();
        starts.dedup();
        if starts.len() == services.len() {
            for credit in &day.services {
                prop_assert!(turned.services.contains(credit), "no tie: every service keeps its own credit");
            }
        }
    }
}
