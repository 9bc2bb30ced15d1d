//! The calendar under its address, for whatever program of the person's subscribes to it (RFC 5545, RFC 7986). An address that is none,
//! that was ended or renewed, or whose episode is over answers alike. It is written by the crate `icalendar`, which folds lines and
//! escapes text as the standard wants; times stand in UTC, so that no table of time zones can be wrong.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use icalendar::{Calendar as Written, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;
use reactions::own::{Calendar, CalendarEntry};
use sign_in::LinkToken;

use crate::app::App;
use crate::handed_out::File;
use crate::sign_in::Address;

pub(super) async fn answer(State(app): State<App>, Address(address): Address, Path(token): Path<String>) -> Response {
    let token = LinkToken::from_address(token.strip_suffix(".ics").unwrap_or(&token));
    let found = match token {
        Some(token) => app.work(move |house| house.calendar(&token)).await,
        None => Ok(None),
    };
    let now = app.0.house.clock().now();
    match found {
        Ok(Some(calendar)) => match app.0.calendars.count(calendar.feed.to_string(), now) {
            Ok(()) => File::shown("text/calendar; charset=utf-8").named("calendar.ics").answer(&calendar, write(&calendar)),
            Err(seconds) => wait(seconds),
        },
        Ok(None) => match app.0.calendars.count(address, now) {
            Ok(()) => (StatusCode::NOT_FOUND, "There is no calendar here.\n").into_response(),
            Err(seconds) => wait(seconds),
        },
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

fn wait(seconds: i64) -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], "Ask again later.\n").into_response()
}

/// The bytes of a calendar.
fn write(calendar: &Calendar) -> String {
    // The crate's own beginning would say by what it was written.
    let name = calendar.title.replace(['\\', ',', ';'], " ");
    let properties = vec![
        Property::new("VERSION", "2.0"),
        Property::new("PRODID", "-//calendar//1.0//EN"),
        Property::new("CALSCALE", "GREGORIAN"),
        Property::new("METHOD", "PUBLISH"),
        Property::new("X-WR-CALNAME", name),
        Property::new("REFRESH-INTERVAL", "PT4H").add_parameter("VALUE", "DURATION").done(),
        Property::new("X-PUBLISHED-TTL", "PT4H"),
    ];
    let components = calendar.entries.iter().map(|entry| event(calendar, entry).into()).collect();
    Written { properties, components }.to_string()
}

fn event(calendar: &Calendar, entry: &CalendarEntry) -> Event {
    let mut event = Event::new();
    event
        .uid(&entry.uid)
        .sequence(entry.sequence)
        .summary(&calendar.title)
        .status(if entry.is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .add_property("DTSTAMP", utc(entry.changed_at))
        .add_property("LAST-MODIFIED", utc(entry.changed_at))
        .add_property("DTSTART", utc(entry.starts_at))
        .add_property("DTEND", utc(entry.ends_at))
        .add_property("CLASS", "PRIVATE");
    if let Some(place) = &calendar.place {
        event.location(place);
    }
    event.done()
}

/// `"20260312T130000Z"`.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
