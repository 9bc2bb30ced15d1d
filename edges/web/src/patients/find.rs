//! The find box: people with two identifiers, things to do as verbs, places to go. The same answer is a page when there is no script.

use access::{Action, Kind, Refusal};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use confidential::Released;
use reactions::people::{FindPeople, PersonFound};
use vocabulary::search;

use crate::app::App;
use crate::component::{Hit, Icon, PageHead, find_hits, find_page};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words::full_day;

/// How many people are shown.
const PEOPLE: i64 = 8;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

pub(super) async fn answer(State(app): State<App>, signed: Signed, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    if !asked.q.trim().is_empty()
        && let Err(wait) = signed.may_search(&app)
    {
        return *wait;
    }
    let people = match people(&app, &signed, &asked.q).await {
        Ok(people) => people,
        Err(refusal) => return signed.refused(&refusal),
    };
    let people: &[PersonFound] = people.as_ref().map_or(&[], |found| found.as_slice());
    let verbs = verbs(&app, &signed, &asked.q, people);
    let groups = [("People", people.iter().map(person).collect()), ("Do", verbs), ("Go to", places(&signed, &asked.q))];
    if headers.contains_key("hx-request") {
        return find_hits(&groups).into_response();
    }
    let area = signed.frame.rail.first().map_or(Area::Today, |item| item.area);
    let content = maud::html! { (PageHead::new("Find")) (find_page(&asked.q, &groups)) };
    Page::new(&signed.frame, area, "Find").style("people.css").narrow().render(content).into_response()
}

/// Nothing is searched for those who may not search; they still find places and verbs.
async fn people(app: &App, signed: &Signed, words: &str) -> Result<Option<Released<Vec<PersonFound>>>, Refusal> {
    if words.trim().is_empty() || !may(app, &signed.actor, Action::Search, Kind::Patient) {
        return Ok(None);
    }
    let (actor, query) = (signed.actor.clone(), FindPeople { words: words.to_owned(), limit: PEOPLE });
    match app.work(move |house| house.ask(&actor, &query)).await {
        Ok(found) => Ok(Some(found)),
        // Somebody who may search only for a stated purpose finds nobody here.
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

fn person(found: &PersonFound) -> Hit {
    let mut small = vec![format!("born {}", full_day(found.who.birth_date)), format!("No. {}", found.who.record_number)];
    small.extend(found.track.clone());
    Hit {
        icon: Icon::People,
        words: found.who.name.full(),
        small: small.join(" · "),
        href: format!("/patients/{}", found.who.id),
    }
}

/// What can be done: for the first person found, and for everybody.
fn verbs(app: &App, signed: &Signed, words: &str, people: &[PersonFound]) -> Vec<Hit> {
    let can = |action, kind| may(app, &signed.actor, action, kind);
    let hit = |icon, words: String, href: String| Hit { icon, words, small: String::new(), href };
    let mut all = Vec::new();
    if let Some(first) = people.first() {
        let (name, base) = (first.who.name.short(), format!("/patients/{}", first.who.id));
        if can(Action::Record, Kind::Outreach) {
            all.push(hit(Icon::Phone, format!("Log outreach to {name}"), format!("{base}/outreach")));
            all.push(hit(Icon::Flag, format!("Say I am worried about {name}"), format!("{base}/concern")));
        }
        if can(Action::Record, Kind::GroupSession) {
            all.push(hit(Icon::Plus, format!("Book an appointment for {name}"), format!("{base}/appointments/new")));
        }
        if can(Action::Record, Kind::Authorization) {
            all.push(hit(Icon::Clock, format!("Record a payer’s answer for {name}"), format!("{base}/authorizations/new")));
        }
        if can(Action::Amend, Kind::Patient) {
            all.push(hit(Icon::Edit, format!("Edit who {name} is"), format!("{base}/edit")));
        }
    }
    let mut always = Vec::new();
    if let Some(href) = &signed.frame.new_inquiry {
        always.push(hit(Icon::Phone, "New inquiry".to_owned(), href.clone()));
    }
    if can(Action::Export, Kind::TodayBoard) {
        always.push(hit(Icon::Print, "Print the sign-in sheet".to_owned(), "/today/sheet".to_owned()));
    }
    if can(Action::View, Kind::HallwayBoard) {
        always.push(hit(Icon::Eye, "Show the hallway view".to_owned(), "/today?view=hallway".to_owned()));
    }
    all.extend(always.into_iter().filter(|hit| is_meant(&hit.words, words)));
    all
}

fn places(signed: &Signed, words: &str) -> Vec<Hit> {
    let open = signed.frame.rail.iter().filter(|item| is_meant(&item.label, words));
    open.map(|item| Hit { icon: item.icon, words: item.label.clone(), small: String::new(), href: item.href.clone() }).collect()
}

fn is_meant(text: &str, words: &str) -> bool {
    words.trim().is_empty() || search::matches(text, words)
}
