//! The rooms inside the house as a browser meets them: a counseling note on its originator's page and on no other, and people kept apart
//! of whom whoever plans learns nothing (P2-11, P2-12, P2-24).

use std::collections::{BTreeSet, VecDeque};

use access::{Circumstances, Role};
use axum::http::StatusCode;
use jiff::civil::date;
use treatment::counseling_note::WriteCounselingNote;

use crate::patients::{Desk, Page};
use crate::people_house::{People, open};

/// A word that nobody else writes.
const SAID: &str = "quetzal";
/// What was said of it.
const WORDS: &str = "that came to the window";
const SIGN_INS: [&str; 10] = [
    "clinician",
    "clinical_director",
    "intake",
    "front_desk",
    "biller",
    "utilization_reviewer",
    "compliance_officer",
    "case_manager",
    "peer",
    "installer",
];

fn room(people: &People) -> String {
    format!("/patients/{}/counseling-notes", people.marcus)
}

#[tokio::test]
async fn p2_11_a_counseling_note_is_written_answered_for_read_and_amended_by_its_originator() {
    let people = open();
    let clinician = Desk::of(&people, "clinician").await;
    let room = room(&people);
    assert_eq!(clinician.get(&format!("/patients/{}/notes", people.marcus)).await.link("counseling-notes"), room);
    let empty = clinician.get(&room).await;
    assert!(empty.says("You keep no counseling note about this person.") && empty.says("What the person’s rights are"));
    let form = clinician.get(&format!("{room}/new")).await;
    for field in ["started", "ended", "minutes", "diagnosis", "objective", "medicine", "result", "technique"] {
        assert!(!form.says(&format!("name=\"{field}")), "no field for what belongs in the chart: {field}");
    }
    let words = format!("He spoke of the {SAID}, and of the 8 mg in the drawer.");
    let asked = clinician.post(&format!("{room}/new"), &[("day", "2026-03-12"), ("words", &words)]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("“8 mg”: This looks like medicines") && asked.says("it belongs in the chart note") && asked.says(SAID));
    let fields = [("day", "2026-03-12"), ("words", words.as_str()), ("left_in.medication", "yes")];
    let kept = clinician.post(&format!("{room}/new"), &fields).await;
    assert!(kept.location.starts_with(&room), "{:?} {}", kept.status, kept.location);
    let read = clinician.get(&kept.location).await;
    assert!(read.says(SAID) && read.says("This note is not part of the chart."));
    let printed = read.body.split("class=\"no-print\"").next().unwrap();
    assert!(!printed.contains(SAID), "a print of the page has none of its words");
    let amend = format!("{}/amend", kept.location);
    assert!(clinician.get(&amend).await.says("name=\"version\" value=\"1\""));
    let fields = [("version", "1"), ("words", "It was a heron.")];
    assert_eq!(clinician.post(&amend, &fields).await.location, kept.location);
    let again = clinician.post(&amend, &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "written over nothing");
    assert!(again.says("As it stands now"));
    let read = clinician.get(&kept.location).await;
    assert!(read.says("It was a heron.") && read.says("Version 1") && read.says(SAID), "what stood before stays");
    assert!(clinician.get(&format!("/patients/{}", people.marcus)).await.says("A counseling note was kept"));
    // Under another person's address there is nothing.
    let elsewhere = kept.location.replace(&people.marcus.to_string(), &people.omar.to_string());
    assert_eq!(clinician.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn p2_24_the_director_chooses_a_purpose_before_seeing_that_there_is_one() {
    let people = open();
    let note = keep(&people);
    let director = Desk::of(&people, "clinical_director").await;
    let room = room(&people);
    if people.actor(Role::ClinicalDirector).staff == people.actor(Role::Clinician).staff {
        return;
    }
    let before = director.get(&room).await;
    assert!(!before.says(&note) && before.says("Notes of others"));
    assert_eq!(director.get(&format!("{room}/{note}")).await.status, StatusCode::NOT_FOUND);
    let chosen = director.get(&format!("{room}?purpose=oversight")).await;
    let read = director.get(&chosen.link(&note)).await;
    assert!(read.says(SAID) && !read.says(">Amend"));
    let timeline = director.get(&format!("/patients/{}", people.marcus)).await;
    assert!(!timeline.says("A counseling note was kept"), "it is not the director's");
    let officer = Desk::of(&people, "compliance_officer").await;
    let looked = officer.get(&format!("/patients/{}/who-looked", people.marcus)).await;
    assert!(looked.says("counseling note") && !looked.says(SAID));
}

/// A note that the first clinician keeps about Marcus.
fn keep(people: &People) -> String {
    let words = format!("He spoke of the {SAID} {WORDS}.");
    let write = WriteCounselingNote { patient: people.marcus, session: None, day: date(2026, 3, 12), words, left_in: vec![] };
    people.house.perform(&people.actor(Role::Clinician), &write).unwrap().to_string()
}

#[tokio::test]
async fn p2_11_no_page_that_anybody_reaches_has_the_words_but_the_notes_own() {
    let people = open();
    let note = keep(&people);
    let own = format!("{}/{note}", room(&people));
    let begin = [
        format!("/patients/{}", people.marcus),
        format!("/patients/{}?as-of=2026-03-12T15:00:00Z", people.marcus),
        format!("/patients/{}/notes?q={SAID}", people.marcus),
        format!("/find?q={SAID}"),
        format!("/patients?q={SAID}"),
        "/today".to_owned(),
        "/groups".to_owned(),
        "/claims".to_owned(),
        "/authorizations".to_owned(),
        "/inquiries".to_owned(),
        "/cover".to_owned(),
        "/settings".to_owned(),
    ];
    let mut reached = 0;
    for role in SIGN_INS {
        let desk = Desk::of(&people, role).await;
        let is_originator = role == "clinician";
        let mut ahead: VecDeque<String> = begin.iter().cloned().collect();
        let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
        let mut pages = 0;
        while let Some(path) = ahead.pop_front()
            && pages < 60
        {
            let page = desk.get(&path).await;
            pages += 1;
            if page.says(WORDS) {
                assert!(is_originator && path.starts_with(&own), "{role} reads it at {path}");
                reached += 1;
            }
            let about = people.marcus.to_string();
            for way in links(&page) {
                if (way.contains(&about) || way.contains(&note) || way.starts_with("/sessions/")) && known.insert(way.clone()) {
                    ahead.push_back(way);
                }
            }
        }
    }
    assert!(reached > 0, "its originator does read it");
}

fn links(page: &Page) -> Vec<String> {
    let all = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|way| way.starts_with('/')).map(|way| way.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn p2_12_whoever_plans_hears_choose_another_group_and_nothing_else() {
    let people = open();
    let director = Desk::of(&people, "clinical_director").await;
    let room = format!("/patients/{}/kept-apart", people.omar);
    assert_eq!(director.get(&format!("/patients/{}/schedule", people.omar)).await.link("kept-apart"), room);
    assert!(director.get(&room).await.says("Nobody is kept apart from this person."));
    let form = director.get(&format!("{room}/new?q=amaral")).await;
    assert!(form.says("Teresa Amaral") && form.says("Nov 30, 1984"), "with both identifiers");
    let wrong = director.post(&format!("{room}/new"), &[("q", "amaral"), ("from", "2026-03-12")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Choose whom they must not meet.") && wrong.says("Choose the reason") && wrong.says("Teresa Amaral"));
    let teresa = people.teresa.to_string();
    let fields = [
        ("q", "amaral"),
        ("other", teresa.as_str()),
        ("reason", "protective_order"),
        ("words", "Docket 2210"),
        ("from", "2026-03-12"),
    ];
    assert_eq!(director.post(&format!("{room}/new"), &fields).await.location, room);
    let list = director.get(&room).await;
    assert!(list.says("Teresa Amaral") && list.says("A protective order") && list.says("Docket 2210"));
    assert!(director.get(&format!("/patients/{}/kept-apart", people.teresa)).await.says("Omar Haddad"), "from either side");
    // A day group has Omar, and room; Teresa is to get a place there.
    let case_manager = Desk::of(&people, "case_manager").await;
    let with_omar = people.group("day_cbt").to_string();
    let join = format!("/patients/{}/groups/new", people.teresa);
    let refused = case_manager.post(&join, &[("group", with_omar.as_str()), ("from", "2026-03-12")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says("This choice is not open. Choose another group."), "{}", refused.body);
    for words in ["Omar", "Haddad", "Docket", "protective", "Kept apart"] {
        assert!(!refused.says(words), "{words}");
    }
    assert_eq!(case_manager.get(&room).await.status, StatusCode::NOT_FOUND);
    assert!(!case_manager.get(&format!("/patients/{}/schedule", people.teresa)).await.says("kept-apart"));
    // It ends with a reason.
    let end = list.link("/end");
    let fields = [("version", "1"), ("last_day", "2026-03-12"), ("why", "The order was lifted.")];
    assert_eq!(director.post(&end, &fields).await.location, room);
    assert_eq!(
        case_manager.post(&join, &[("group", with_omar.as_str()), ("from", "2026-03-13")]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn p2_12_the_keeper_is_told_where_they_meet_already() {
    let people = open();
    let officer = Desk::of(&people, "compliance_officer").await;
    let room = format!("/patients/{}/kept-apart", people.marcus);
    let riley = people.riley.to_string();
    let fields = [("other", riley.as_str()), ("reason", "relatives"), ("from", "2026-03-12")];
    assert_eq!(officer.post(&format!("{room}/new"), &fields).await.location, room);
    let list = officer.get(&room).await;
    assert!(list.says("They would still meet in 2 places.") && list.says("To change now"), "{}", list.body);
    let today = Desk::of(&people, "front_desk").await.get("/today").await;
    assert!(!today.says("Kept apart") && !today.says("still meet"));
    assert!(people.house.policy().allows(
        &[Role::ComplianceOfficer],
        access::Action::View,
        access::Kind::NoContact,
        &Circumstances::default()
    ));
}
