//! The person's own week on their phone and in their calendar: when, where, with whom; under an address that says nothing, ends when
//! they say so, and answers like none when it ended (S-04, S-16; P2-14).

use access::Role;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;
use schedule::group_session::CancelSession;
use store::DirectAccess;

use crate::own_phone::Phone;
use crate::patients::{Desk, Page, send};
use crate::people_house::{People, at, open};

fn app(people: &People) -> Router {
    web::router(people.app())
}

/// Marcus, born on 2 May, on the page that staff made for him.
async fn marcus(people: &People) -> Phone {
    let desk = Desk::of(people, "clinician").await;
    let made = desk.post(&format!("/patients/{}/privacy-link", people.marcus), &[("address", ""), ("lives_days", "30")]).await;
    let at = made.body.find("/l/").unwrap_or_else(|| panic!("a link is shown: {}", made.body));
    let link: String = made.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect();
    Phone::open(&app(people), &link, "5", "2").await.unwrap()
}

/// The path of the calendar that a page shows this once.
fn address(page: &Page) -> String {
    let at = page.body.find("/calendar/").unwrap_or_else(|| panic!("an address is shown: {}", page.body));
    page.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_.".contains(*c)).collect()
}

async fn calendar(phone: &Phone, path: &str) -> (StatusCode, String, String) {
    let (status, headers, body) = send(&phone.app, Request::get(path).body(Body::empty()).unwrap()).await;
    let kind = headers.get(header::CONTENT_TYPE).map_or("", |value| value.to_str().unwrap()).to_owned();
    (status, kind, body)
}

/// The lines of the events that begin at a moment.
fn event<'a>(calendar: &'a str, start: &str) -> &'a str {
    let all = calendar.split("BEGIN:VEVENT").find(|event| event.contains(&format!("DTSTART:{start}\r\n")));
    all.unwrap_or_else(|| panic!("{start} is in {calendar}"))
}

fn line<'a>(event: &'a str, name: &str) -> &'a str {
    event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name} in {event}"))
}

#[tokio::test]
async fn s_04_the_person_sees_today_this_week_and_the_next_with_hours_met_and_planned() {
    let people = open();
    let phone = marcus(&people).await;
    assert!(phone.get("/l").await.says("Your week"));
    let week = phone.get("/l/week").await;
    assert_eq!(week.status, StatusCode::OK);
    for said in ["Today, Thursday", "This week", "Next week", "You have met", "are still planned", "Cannot come?", "tel:"] {
        assert!(week.says(said), "{said}: {}", week.body);
    }
    assert!(!week.says("with Jo"), "whom it is with is said only where the program says so");
    assert!(phone.get("/l/week?in=es").await.says("Su semana"));
    assert!(phone.get("/l/week?in=pt").await.says("Sua semana"));
    assert!(phone.get("/l/week?in=ht").await.says("Semèn ou"));
    let title = week.body.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert_eq!(title, "For you", "P2-14: the title says nothing");
}

#[tokio::test]
async fn s_16_a_calendar_says_a_word_of_theirs_and_nothing_else_and_is_right_over_the_change_of_clocks() {
    let people = open();
    let phone = marcus(&people).await;
    let bad = phone.post("/l/week/calendar", &[("title", "  "), ("act", "renew")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bad.body);
    let made = phone.post("/l/week/calendar", &[("title", "Piano, left hand"), ("act", "renew")]).await;
    let path = address(&made);
    assert!(made.says("webcal://") && made.says("shown only now"), "{}", made.body);
    assert!(!phone.get("/l/week/calendar").await.says(&path), "and never again");

    let (status, kind, first) = calendar(&phone, &path).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "text/calendar; charset=utf-8"));
    assert!(first.starts_with("BEGIN:VCALENDAR\r\n") && first.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(first.matches("PRODID").count(), 1);
    assert!(first.lines().all(|line| line.len() <= 75), "RFC 5545 3.1: lines are folded");
    assert!(first.contains("SUMMARY:Piano\\, left hand\r\n"), "RFC 5545 3.3.11: text is escaped");
    for telling in ["Relapse", "Marcus", "Dwyer", "Recovering", "Harbor", "Day track", "LOCATION", "DESCRIPTION", "RP"] {
        assert!(!first.contains(telling), "{telling}: {first}");
    }
    // nine in the morning on the Cape, before and after 8 March 2026
    let (winter, summer) = (event(&first, "20260305T140000Z"), event(&first, "20260312T130000Z"));
    assert_ne!(line(winter, "UID:"), line(summer, "UID:"));
    assert!(line(summer, "STATUS:") == "CONFIRMED" && line(summer, "SEQUENCE:") == "0");

    // The program cancels a session: the same appointment, a later sequence, cancelled
    let find = |tx: &store::Tx<'_>| {
        let all = schedule::group_session::of_patient_between(tx, people.marcus, date(2026, 3, 19), date(2026, 3, 19))?;
        Ok::<_, access::Refusal>(all[0].id)
    };
    let session = people.house.store(DirectAccess).read(find).unwrap();
    let before = line(event(&first, "20260319T130000Z"), "UID:").to_owned();
    let cancel = CancelSession { session, reason: "Water in the room".into() };
    people.house.perform(&people.actor(Role::Clinician), &cancel).unwrap();
    let (_, _, second) = calendar(&phone, &path).await;
    let cancelled = event(&second, "20260319T130000Z");
    assert_eq!((line(cancelled, "UID:"), line(cancelled, "STATUS:")), (before.as_str(), "CANCELLED"));
    assert_eq!(line(cancelled, "SEQUENCE:"), "1");
    assert!(!second.contains("Water"), "why is nobody else's to read");

    // Another word and the street, under the same address
    let changed = phone.post("/l/week/calendar", &[("title", "Appointment"), ("place", "yes"), ("act", "change")]).await;
    assert_eq!(changed.location, "/l/week/calendar?done=saved");
    let (_, _, third) = calendar(&phone, &path).await;
    assert!(third.contains("SUMMARY:Appointment\r\n") && third.contains("LOCATION:"), "{third}");
    assert!(!third.contains("Recovering"), "a street and not whose");
    assert_eq!(line(event(&third, "20260319T130000Z"), "SEQUENCE:"), "2");
}

#[tokio::test]
async fn s_04_an_address_that_was_renewed_ended_or_never_was_answers_alike_and_ends_with_the_episode() {
    let people = open();
    let phone = marcus(&people).await;
    let nothing = calendar(&phone, "/calendar/AAAAAAAAAAAAAAAAAAAAAAAA.ics").await;
    assert_eq!(nothing.0, StatusCode::NOT_FOUND);
    assert_eq!(calendar(&phone, "/calendar/x").await, nothing);
    let old = address(&phone.post("/l/week/calendar", &[("title", "Dentist"), ("act", "renew")]).await);
    let new = address(&phone.post("/l/week/calendar", &[("title", "Dentist"), ("act", "renew")]).await);
    assert_eq!(calendar(&phone, &old).await, nothing, "the old one is dead at once");
    assert_eq!(calendar(&phone, &new).await.0, StatusCode::OK);
    let uid = |calendar: &str| line(event(calendar, "20260312T130000Z"), "UID:").to_owned();
    let was = uid(&calendar(&phone, &new).await.2);
    assert_eq!(phone.post("/l/week/calendar", &[("act", "end")]).await.location, "/l/week/calendar?done=ended");
    assert_eq!(calendar(&phone, &new).await, nothing);
    let again = address(&phone.post("/l/week/calendar", &[("title", "Dentist"), ("act", "renew")]).await);
    assert_eq!(uid(&calendar(&phone, &again).await.2), was, "the same appointment stays the same");

    // The secret is kept nowhere
    let secret = again.trim_start_matches("/calendar/").trim_end_matches(".ics").to_owned();
    let stored =
        people.house.store(DirectAccess).read(|tx| tx.find::<schedule::calendar_feed::CalendarFeed>("1 = 1", &[])).unwrap();
    assert!(stored.len() == 1 && !format!("{stored:?}").contains(&secret));

    // Treatment ends: so does the calendar
    let close =
        episode::episode::CloseEpisode { patient: people.marcus, on: date(2026, 3, 13), how: "finished as planned".into() };
    people.house.perform(&people.actor(Role::ClinicalDirector), &close).unwrap();
    people.clock.set(at(date(2026, 3, 14), 9, 0));
    assert_eq!(calendar(&phone, &again).await, nothing);
}

#[tokio::test]
async fn p2_14_the_week_stands_on_no_link_that_was_made_for_something_else_and_whoever_tries_often_waits() {
    let people = open();
    let phone = marcus(&people).await;
    let path = address(&phone.post("/l/week/calendar", &[("title", "Dentist"), ("act", "renew")]).await);
    let wish = episode::patient_link::SendLink {
        patient: people.omar,
        name: "Somebody".into(),
        birth_date: Some(date(1990, 2, 28)),
        language: "en".into(),
        to_do: vec![episode::patient_link::ToDo::Details],
        lives_days: 7,
    };
    let made = people.house.perform(&people.actor(Role::Clinician), &wish).unwrap();
    let other = Phone::open(&phone.app, &format!("/l/{}", made.token.to_address()), "2", "28").await.unwrap();
    for path in ["/l/week", "/l/week/calendar"] {
        assert_eq!(other.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(other.post("/l/week/calendar", &[("title", "Mine"), ("act", "renew")]).await.status, StatusCode::FORBIDDEN);
    let mut last = StatusCode::OK;
    for _ in 0..40 {
        last = calendar(&phone, &path).await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    people.clock.set(at(date(2026, 3, 12), 10, 22));
    assert_eq!(calendar(&phone, &path).await.0, StatusCode::OK);
}
