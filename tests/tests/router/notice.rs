//! The notice of privacy practices as a browser meets it: who has not had it, a revision in four languages that everybody in care gets
//! once, and the editions of before (P2-48).

use std::sync::Arc;

use axum::http::StatusCode;

use crate::patients::{Desk, Page};
use crate::people_house::{People, open};

async fn desk(people: &People, role: &str) -> Desk {
    let press = |sheet: &intake::paper::PressSheet| Ok(format!("%PDF-plain {sheet:?}").into_bytes());
    Desk::of_wired(people, role, web::Wiring { press: Arc::new(press), ..web::Wiring::none() }).await
}

/// What stands in a text area of a form.
fn area(page: &Page, name: &str) -> String {
    let from = page.body.find(&format!("name=\"{name}\"")).unwrap();
    let rest = &page.body[from..];
    let inner = &rest[rest.find('>').unwrap() + 1..rest.find("</textarea>").unwrap()];
    inner.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[tokio::test]
async fn p2_48_a_revision_is_given_to_everybody_in_care_once_and_the_page_shows_who_waits() {
    let people = open();
    let officer = desk(&people, "compliance_officer").await;
    let before = officer.get("/rights/notice").await;
    assert!(before.says("Not given") && before.says("Give it to 5 people") && before.says("In force"), "{}", before.body);
    assert!(officer.get("/rights/notice/1").await.says("Esta é") || officer.get("/rights/notice/1").await.says("Este é o aviso"));
    assert!(officer.get("/rights/notice/1").await.says("names nobody and no e-mail address"));

    let form = officer.get("/rights/notice/revise").await;
    let words: Vec<(String, String)> =
        ["en", "es", "pt", "ht"].map(|tag| (format!("words_{tag}"), area(&form, &format!("words_{tag}")))).to_vec();
    assert!(words.iter().all(|(_, words)| words.contains("## [complaint] ")));
    let mut fields: Vec<(&str, &str)> = vec![
        ("what_changed", "Whom to talk to is named."),
        ("in_force_from", "2026-03-12"),
        ("is_material", "yes"),
        ("contact_who", "Dana Whitfield"),
        ("contact_phone", "508 555 0177"),
        ("contact_email", "privacy@example.org"),
        ("checked", "pt"),
    ];
    let lost = words[1].1.replace("## [rights] ", "## ");
    let mut broken = fields.clone();
    broken.extend(
        words.iter().map(|(name, words)| (name.as_str(), if name == "words_es" { lost.as_str() } else { words.as_str() })),
    );
    let back = officer.post("/rights/notice/revise", &broken).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.says("The part about the rights must stand there once") && back.says("Dana Whitfield"), "{}", back.body);
    fields.extend(words.iter().map(|(name, words)| (name.as_str(), words.as_str())));
    assert_eq!(officer.post("/rights/notice/revise", &fields).await.location, "/rights/notice");

    let after = officer.get("/rights/notice").await;
    assert!(after.says("Edition 2") && after.says("Waits for their answer") && !after.says("Not given"), "{}", after.body);
    assert!(!after.says("Give it to"), "everybody was given it right away");
    assert!(officer.get("/rights/notice/2").await.says("Dana Whitfield"));
    let old = officer.get("/rights/notice/1").await;
    assert!(old.says("Of before") && !old.says("Dana Whitfield"), "the edition of before reads as it was");
    assert!(officer.get("/rights/notice?on=2026-03-11").await.says(">edition 1<"));
    assert!(officer.get("/rights/notice?on=2026-03-12").await.says(">edition 2<"));
    assert!(officer.get("/rights/notice?on=2020-01-01").await.says("there was no notice yet"));
    assert_eq!(officer.get("/rights/notice/9").await.status, StatusCode::NOT_FOUND);

    // Ana reads Portuguese, whose words somebody has checked; a clinician opens her paper and writes down that she received it.
    let clinician = desk(&people, "clinician").await;
    let papers = clinician.get(&format!("/patients/{}/consents", people.ana)).await;
    let paper = papers.link("/papers/");
    let seen = clinician.get(&paper).await;
    assert!(seen.says("12 de março de 2026") && seen.says("version 2") && !seen.says("This is the notice of"), "{}", seen.body);
    let file = seen.body.split("name=\"file\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let address = paper.split('?').next().unwrap();
    let received = [("file", file.as_str()), ("capacity", "patient"), ("name", "Ana Lúcia Medeiros")];
    assert_eq!(clinician.post(address, &received).await.status, StatusCode::SEE_OTHER);
    assert!(officer.get("/rights/notice").await.says("Who has had it"));

    let director = desk(&people, "clinical_director").await;
    assert!(director.get("/rights/notice").await.says("Edition 2"));
    assert_eq!(director.get("/rights/notice/revise").await.status, StatusCode::NOT_FOUND);
    assert_eq!(director.post("/rights/notice/give", &[]).await.status, StatusCode::NOT_FOUND);
    for role in ["front_desk", "biller", "clinician"] {
        assert_eq!(desk(&people, role).await.get("/rights/notice").await.status, StatusCode::NOT_FOUND, "{role}");
    }
}
