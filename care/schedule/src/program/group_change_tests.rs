//! A group's week changes on a day: the days before stay what they were, the calendar follows, nothing is held twice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ::store::Store;
use ::store::testing::on_both_engines;
use jiff::civil::date;
use uuid::Uuid;

use super::tests::{Desk, PROGRAM, director, fields};
use super::*;
use crate::group_session::{CancelSession, GroupSession, PlanWeek, between};
use crate::program::{ItemHistory, OpenItem, Part};

const GROUP: &str = r#"
[[track]]
key = "day"
name = "Day track"
[[room]]
key = "room_3"
name = "Room 3"
seats = 10
[[service_type]]
key = "cbt"
name = "CBT"
kind = "group"
note = "clinical"
capacity = 12
counts_toward_hours = true
[[therapy_group]]
key = "skills"
name = "Skills"
service_type = "cbt"
track = "day"
room = "room_2"
leaders = ["dana"]
curriculum = ["One", "Two", "Three"]
[[therapy_group.meeting]]
weekdays = ["Monday", "Wednesday"]
start = "9:00"
end = "10:30"
"#;

/// Thursday, March 12, 2026, with this week and the two after it on the calendar.
fn planned(store: &Store) -> Desk<'_> {
    let desk = Desk::on(store);
    desk.import(&format!("{PROGRAM}{GROUP}")).unwrap();
    for day in [date(2026, 3, 12), date(2026, 3, 19), date(2026, 3, 26)] {
        desk.within(&director(Uuid::nil()), |cx| PlanWeek { day }.perform(cx)).unwrap();
    }
    desk
}

fn calendar(desk: &Desk<'_>) -> Vec<GroupSession> {
    let all = desk.within(&director(Uuid::nil()), |cx| Ok(between(cx.tx, date(2026, 3, 9), date(2026, 4, 30))?)).unwrap();
    all.into_iter().map(|session| session.record).collect()
}

fn days(sessions: &[GroupSession]) -> Vec<String> {
    let still = sessions.iter().filter(|session| session.cancelled.is_none());
    still.map(|session| session.day.strftime("%a %-d").to_string()).collect()
}

fn send(desk: &Desk<'_>, change: &ChangeItem) -> Result<bool, Refusal> {
    desk.within(&director(Uuid::nil()), |cx| Ok(change.perform(cx)?.output))
}

/// Tuesday instead of Monday, in Room 3, from a day on.
fn to_tuesday(desk: &Desk<'_>, from: Date) -> ChangeItem {
    let overview = desk.overview();
    let group = &overview.groups[0];
    let room = overview.rooms.iter().find(|room| room.item.key == "room_3").unwrap().item.id;
    let mut next = TherapyGroup { room, ..group.item.clone() };
    next.meetings[0].weekday = 2;
    ChangeItem {
        item: Item::TherapyGroup(next),
        based_on: Some(group.version),
        holds_from: Some(from),
        why: "Room 2 is painted".into(),
    }
}

#[test]
fn s_11_a_group_meets_on_another_day_from_a_day_on_and_what_was_planned_moves() {
    on_both_engines(|store| {
        let desk = planned(store);
        let before = calendar(&desk);
        assert_eq!(days(&before), ["Mon 9", "Wed 11", "Mon 16", "Wed 18", "Mon 23", "Wed 25"]);
        assert!(send(&desk, &to_tuesday(&desk, date(2026, 3, 20))).unwrap());

        // Then the week before stays, the week after has moved, with its topics and nothing twice
        let after = calendar(&desk);
        assert_eq!(days(&after), ["Mon 9", "Wed 11", "Mon 16", "Wed 18", "Tue 24", "Wed 25"]);
        let moved = &after[4];
        assert_eq!((moved.id, &moved.curriculum), (before[4].id, &before[4].curriculum));
        assert_ne!(moved.room, before[4].room);
        assert_eq!(after[3], before[3]);

        // And planning again, also of later weeks, follows
        for day in [date(2026, 3, 19), date(2026, 3, 26), date(2026, 4, 2)] {
            desk.within(&director(Uuid::nil()), |cx| PlanWeek { day }.perform(cx)).unwrap();
        }
        assert_eq!(days(&calendar(&desk))[6..], ["Tue 31", "Wed 1"]);
        let group = desk.overview().groups.remove(0).item;
        assert_eq!(group.on(date(2026, 3, 19)).meetings[0].weekday, 1);
        assert_eq!(group.on(date(2026, 3, 20)).meetings[0].weekday, 2);
    });
}

#[test]
fn what_was_changed_or_cancelled_for_one_meeting_stays() {
    on_both_engines(|store| {
        let desk = planned(store);
        let holiday = calendar(&desk)[5].id;
        let cancel = CancelSession { session: holiday, reason: "Building closed".into() };
        desk.within(&director(Uuid::nil()), |cx| cancel.perform(cx)).unwrap();
        send(&desk, &to_tuesday(&desk, date(2026, 3, 13))).unwrap();
        let after = calendar(&desk);
        let session = after.iter().find(|session| session.id == holiday).unwrap();
        assert_eq!(session.cancelled.as_deref(), Some("Building closed"));
        assert_eq!(days(&after), ["Mon 9", "Wed 11", "Tue 17", "Wed 18", "Tue 24"]);
    });
}

#[test]
fn a_group_that_ends_is_taken_off_the_calendar_and_more_meetings_are_put_on_it() {
    on_both_engines(|store| {
        let desk = planned(store);
        let kept = desk.overview().groups.remove(0);
        let ends = TherapyGroup { to: Some(date(2026, 3, 20)), ..kept.item.clone() };
        let change = |item, version| ChangeItem {
            item: Item::TherapyGroup(item),
            based_on: Some(version),
            holds_from: None,
            why: String::new(),
        };
        send(&desk, &change(ends, kept.version)).unwrap();
        assert_eq!(days(&calendar(&desk)), ["Mon 9", "Wed 11", "Mon 16", "Wed 18"]);

        let mut more = kept.item;
        more.meetings.push(crate::therapy_group::Meeting { weekday: 5, ..more.meetings[0].clone() });
        let change = ChangeItem { holds_from: Some(date(2026, 3, 13)), ..change(more, kept.version + 1) };
        let looked = desk.within(&director(Uuid::nil()), |cx| {
            Ok(confidential::gate::to_staff(cx, PreviewItem(change.clone()).ask(cx)?)?.clone())
        });
        assert_eq!(looked.unwrap().calendar, (0, 0, 3), "looked at first");
        send(&desk, &change).unwrap();
        let after = calendar(&desk);
        assert_eq!(days(&after)[2..5], ["Fri 13", "Mon 16", "Wed 18"]);
    });
}

#[test]
fn the_past_is_not_rearranged_and_a_group_needs_what_it_names() {
    on_both_engines(|store| {
        let desk = planned(store);
        assert_eq!(fields(send(&desk, &to_tuesday(&desk, date(2026, 3, 11))).unwrap_err()), ["holds_from"]);
        let overview = desk.overview();
        let room = overview.rooms.iter().find(|room| room.item.key == "room_3").unwrap();
        let closed = Room { to: Some(date(2026, 3, 31)), ..room.item.clone() };
        desk.change(&director(Uuid::nil()), Item::Room(closed), Some(room.version)).unwrap();
        assert_eq!(fields(send(&desk, &to_tuesday(&desk, date(2026, 4, 6))).unwrap_err()), ["room"]);
        let mut unknown = to_tuesday(&desk, date(2026, 3, 20));
        if let Item::TherapyGroup(group) = &mut unknown.item {
            group.track = desk.ids.next(desk.clock.now());
            group.leaders = vec![desk.ids.next(desk.clock.now())];
        }
        assert_eq!(fields(send(&desk, &unknown).unwrap_err()), ["track", "leaders"]);
    });
}

#[test]
fn the_history_says_what_who_when_and_why() {
    on_both_engines(|store| {
        let desk = planned(store);
        let change = to_tuesday(&desk, date(2026, 3, 20));
        send(&desk, &change).unwrap();
        let Item::TherapyGroup(group) = &change.item else { panic!() };
        let open = |part, id| {
            desk.within(
                &director(Uuid::nil()),
                |cx| Ok(confidential::gate::to_staff(cx, OpenItem { part, id }.ask(cx)?)?.clone()),
            )
        };
        let ItemHistory { versions } = open(Part::TherapyGroup, group.id.0).unwrap();
        let whys: Vec<&str> = versions.iter().map(|version| version.why.as_str()).collect();
        assert_eq!(whys, ["imported from a file", "Room 2 is painted"]);
        assert_ne!(versions[0].item, versions[1].item);
        assert_eq!(open(Part::Room, group.id.0).unwrap_err(), Refusal::NotFound, "another sort of item");
    });
}

#[test]
fn a_file_with_a_day_changes_the_week_from_that_day_and_again_changes_nothing() {
    on_both_engines(|store| {
        let desk = planned(store);
        let file = format!("{PROGRAM}{GROUP}")
            .replace("\"Monday\"", "\"Tuesday\"")
            .replace("key = \"skills\"", "key = \"skills\"\nchanges_from = \"2026-03-20\"");
        assert_eq!(desk.import(&file).unwrap(), 1);
        assert_eq!(days(&calendar(&desk)), ["Mon 9", "Wed 11", "Mon 16", "Wed 18", "Tue 24", "Wed 25"]);
        assert_eq!(desk.import(&file).unwrap(), 0);
    });
}
