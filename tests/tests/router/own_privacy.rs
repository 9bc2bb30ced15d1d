//! The person's own side of confidentiality on their phone: who may be told and how that is stopped, what would be sent, who was told,
//! who looked; for nobody but them, in four languages, and with what staff see.

use access::Role;
use axum::Router;
use axum::http::StatusCode;
use billing::claim::{BuildClaims, ClaimFile};
use billing::rule::ClaimForm;
use episode::patient_link::{SendLink, ToDo};
use jiff::civil::date;
use store::{Author, DirectAccess};
use vocabulary::id::PatientId;

use crate::own_phone::Phone;
use crate::patients::{Desk, Page};
use crate::people_house::{People, open};

/// A house in which papers are set as plain bytes: what stands in a file can be read by a test.
fn wiring() -> web::Wiring {
    let press = |sheet: &intake::paper::PressSheet| Ok(format!("%PDF-plain {sheet:?}").into_bytes());
    web::Wiring { press: std::sync::Arc::new(press), ..web::Wiring::none() }
}

fn app(people: &People) -> Router {
    web::router(people.app_wired(wiring()))
}

/// The address of the link that was made, as it is shown this once.
fn shown(made: &Page) -> String {
    let at = made.body.find("/l/").unwrap_or_else(|| panic!("a link is shown: {}", made.body));
    made.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect()
}

/// Marcus, born on 2 May, on the page that staff made for him.
async fn marcus(people: &People, desk: &Desk) -> Phone {
    let made = desk.post(&format!("/patients/{}/privacy-link", people.marcus), &[("address", ""), ("lives_days", "30")]).await;
    Phone::open(&app(people), &shown(&made), "5", "2").await.unwrap()
}

/// A link of somebody's that was made for something else.
async fn other(people: &People, patient: PatientId, to_do: Vec<ToDo>) -> Phone {
    let birth_date = Some(date(1990, 2, 28));
    let wish = SendLink { patient, name: "Somebody".into(), birth_date, language: "en".into(), to_do, lives_days: 7 };
    let made = people.house.perform(&people.actor(Role::Clinician), &wish).unwrap();
    Phone::open(&app(people), &format!("/l/{}", made.token.to_address()), "2", "28").await.unwrap()
}

/// Releases the claims of what is ready for Marcus; how many people's claims left.
fn release(people: &People) -> usize {
    let biller = people.actor(Role::Biller);
    let build = BuildClaims { form: ClaimForm::Institutional, from: date(2026, 2, 23), to: date(2026, 3, 12) };
    let batch = people.house.perform(&biller, &build).unwrap().batch.expect("something is ready");
    let (released, ()) = people.house.release_claims(&biller, &ClaimFile { batch, payer: None }, None, |_| Ok(())).unwrap();
    released.claims.len()
}

/// The rows of a table without its head, each as its cells.
fn rows(csv: &str) -> Vec<Vec<String>> {
    csv.lines().skip(1).map(|line| line.split("\",\"").map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

#[tokio::test]
async fn p2_27_the_person_stops_a_sharing_on_their_phone_and_the_next_claim_is_refused() {
    // Given a claim that is built for Marcus, whose consent lets his payer know
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let biller = people.actor(Role::Biller);
    let build = BuildClaims { form: ClaimForm::Institutional, from: date(2026, 2, 23), to: date(2026, 3, 12) };
    let batch = people.house.perform(&biller, &build).unwrap().batch.expect("something is ready");
    let file = ClaimFile { batch, payer: None };
    let (before, ()) = people.house.release_claims(&biller, &file, None, |_| Ok(())).unwrap();
    assert!(!before.claims.is_empty());
    let phone = marcus(&people, &desk).await;
    let list = phone.get("/l").await;
    assert!(list.says("Hello, Marcus") && list.says("Who knows about you"), "{}", list.body);
    let may_know = phone.get("/l/may-know").await;
    assert!(may_know.says("Harborline") && may_know.says("They may be told now."), "{}", may_know.body);

    // When he stops it: one question that says what stops at once and what cannot be taken back, and one press
    let stop = may_know.link("/stop");
    let asked = phone.get(&stop).await;
    assert!(asked.says("From this moment we tell them nothing more.") && asked.says("We cannot take it back."), "{}", asked.body);
    assert!(asked.says("may be yours to pay"), "what it means where they pay");
    let stopped = phone.post(&stop, &[]).await;
    assert_eq!(stopped.status, StatusCode::SEE_OTHER, "{}", stopped.body);
    let after = phone.get(&stopped.location).await;
    assert!(after.says("It is stopped.") && after.says("You let us tell nobody outside."), "{}", after.body);
    assert!(after.says("Stopped March 12, 2026."), "{}", after.body);

    // Then the same claim leaves no more, at once, and what left before stays told
    let (again, ()) = people.house.release_claims(&biller, &file, None, |_| Ok(())).unwrap();
    assert!(again.claims.len() < before.claims.len(), "the claim of Marcus stays");
    assert!(phone.get("/l/told").await.says("Harborline"), "P2-A07: what was sent is not undone");
    // And the ledger says that he did it himself
    let consents = people.house.store(DirectAccess).read(|tx| tx.find::<confidential::Consent>("1 = 1 ORDER BY id", &[]));
    let his = consents.unwrap().into_iter().find(|consent| consent.patient == people.marcus).unwrap();
    assert!(his.revoked_at.is_some());
    assert_eq!(his.recorded_by, Author::Patient(people.marcus));
}

#[tokio::test]
async fn p2_28_a_20_a_consent_that_was_made_a_condition_says_until_when_and_keeps_the_wish() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let fields = [
        ("kind", "criminal_justice"),
        ("recipients", "Barnstable County probation office"),
        ("purposes", "monitoring"),
        ("categories", "identity_and_attendance"),
        ("expires", "end_of_treatment"),
        ("irrevocable_until", "2026-06-30"),
        ("states", "revocation"),
        ("signer_basis", "adult"),
        ("patient_name_as_signed", "Marcus Dwyer"),
        ("signed_on", "2026-03-12"),
    ];
    assert_eq!(desk.post(&format!("/patients/{}/consents/build", people.marcus), &fields).await.status, StatusCode::SEE_OTHER);
    let phone = marcus(&people, &desk).await;
    let page = phone.get("/l/may-know").await;
    assert!(page.says("You cannot stop it before June 30, 2026 is over."), "{}", page.body);
    // The one that is a condition stands beside the one to the payer
    let mut stops = page.body.split("href=\"").filter_map(|rest| rest.split('"').next()).filter(|link| link.ends_with("/stop"));
    let mut held = None;
    for stop in stops.by_ref() {
        let asked = phone.get(stop).await;
        if asked.says("You agreed with a court or with probation") {
            held = Some((stop.to_owned(), asked));
        }
    }
    let (stop, asked) = held.expect("it says why");
    assert!(asked.says("Write down that I want to stop") && !asked.says("Yes, stop it now"), "{}", asked.body);
    let written = phone.post(&stop, &[]).await;
    let after = phone.get(&written.location).await;
    assert!(after.says("We wrote down that you want to stop.") && after.says("It ends after June 30, 2026."), "{}", after.body);
    // It still lets probation know, and the payer was not touched
    assert_eq!(after.body.matches("They may be told now.").count(), 1, "{}", after.body);
    let look = [
        ("act", "look"),
        ("name", "Barnstable County probation office"),
        ("status", "lawful_holder"),
        ("purpose", "monitoring"),
        ("ground", "consent"),
        ("categories", "identity_and_attendance"),
    ];
    let seen = desk.post(&format!("/patients/{}/send", people.marcus), &look).await;
    assert!(seen.says("It may leave."), "P2-A20: {}", seen.body);
    people.clock.set(crate::people_house::at(date(2026, 7, 1), 9, 0));
    let seen = desk.post(&format!("/patients/{}/send", people.marcus), &look).await;
    assert!(seen.says("Nothing would leave.") || seen.status != StatusCode::OK, "{}", seen.body);
}

#[tokio::test]
async fn p2_12_what_would_be_sent_is_seen_line_by_line_with_why_the_rest_stays() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let phone = marcus(&people, &desk).await;
    let sent = phone.get("/l/may-know").await.link("/sent");
    let page = phone.get(&sent).await;
    assert!(page.says("This would be sent") && page.says("F10.20"), "the payer's consent covers diagnoses: {}", page.body);
    assert!(page.says("This stays here") && page.says("You did not let us."), "{}", page.body);
    assert!(page.says("counseling notes"), "and what is kept apart is said to stay");
    let told = phone.get("/l/told").await;
    assert!(told.says("We told nobody in this time."), "looking sends nothing: {}", told.body);
}

#[tokio::test]
async fn p2_49_the_account_on_the_phone_is_the_account_of_staff() {
    let people = open();
    assert!(release(&people) > 0);
    let desk = Desk::of_wired(&people, "compliance_officer", wiring()).await;
    let clinician = Desk::of_wired(&people, "clinician", wiring()).await;
    let phone = marcus(&people, &clinician).await;
    let theirs = phone.get("/l/told/account.csv").await.body;
    let ours = desk.get(&format!("/patients/{}/account.csv", people.marcus)).await.body;
    let (theirs, ours) = (rows(&theirs), rows(&ours));
    assert!(!ours.is_empty());
    assert_eq!(theirs.len(), ours.len());
    for (phone_row, desk_row) in theirs.iter().zip(&ours) {
        // The moment, to whom, the description and the way it went
        assert_eq!(
            [&phone_row[0], &phone_row[1], &phone_row[5], &phone_row[6]],
            [&desk_row[0], &desk_row[1], &desk_row[3], &desk_row[6]]
        );
    }
    let file = phone.get("/l/told/account.pdf?in=es").await;
    assert!(file.says("%PDF-plain") && file.says("A quién se le dijo de usted") && file.says("Harborline"), "{}", file.body);

    // What staff hand out on paper is the same sheet, in the language in which the person reads
    let file = format!("/patients/{}/account.pdf", people.marcus);
    let theirs = phone.get("/l/told/account.pdf?in=en").await.body;
    let ours = desk.get(&file).await.body;
    let words = |page: &str| page[page.find("words:").unwrap()..].to_owned();
    assert_eq!(words(&ours), words(&theirs));
    let leave = DirectAccess;
    people
        .house
        .store(leave)
        .write::<_, access::Refusal>(|tx| {
            let known = tx.load::<episode::Patient>(people.marcus)?.unwrap();
            let entry = store::Entry { at: people.house.clock().now(), by: Author::Stepdown, reason: "reads Creole" };
            Ok(tx.amend(&episode::Patient { language: "ht".into(), ..known.record }, known.version, &entry)?)
        })
        .unwrap();
    assert!(desk.get(&file).await.says("Kiyès nou te di sou ou"));
}

#[tokio::test]
async fn p2_27_whoever_answers_for_confidentiality_and_case_managers_make_the_link_and_take_it_back() {
    let people = open();
    let address = format!("/patients/{}/privacy-link", people.marcus);
    for role in ["compliance_officer", "case_manager"] {
        let desk = Desk::of_wired(&people, role, wiring()).await;
        let page = desk.get(&address).await;
        assert!(page.status == StatusCode::OK && page.says("Make a link") && page.says("Dwyer"), "{role}: {}", page.body);
        let wrong = desk.post(&address, &[("address", ""), ("lives_days", "99")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}");
        assert!(wrong.says("A link lives from 1 to 30 days."), "{role}: {}", wrong.body);
        let made = desk.post(&address, &[("address", ""), ("lives_days", "30")]).await;
        let phone = Phone::open(&app(&people), &shown(&made), "5", "2").await.unwrap();
        assert!(phone.get("/l").await.says("Who knows about you"), "{role}");
        let list = desk.get(&address).await;
        let end = list.body.split('"').find(|part| part.ends_with("/end")).unwrap().to_owned();
        assert_eq!(desk.post(&end, &[]).await.status, StatusCode::SEE_OTHER, "{role}");
        assert!(!phone.get("/l/may-know").await.says("They may be told now."), "{role}: nobody is on it any more");
    }
    // The officer opens no chart by it.
    let officer = Desk::of_wired(&people, "compliance_officer", wiring()).await;
    assert_eq!(officer.get(&format!("/patients/{}", people.marcus)).await.status, StatusCode::NOT_FOUND);
    let biller = Desk::of_wired(&people, "biller", wiring()).await;
    assert_eq!(biller.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn p2_65_who_looked_is_said_by_role_and_day_and_never_by_name() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    desk.get(&format!("/patients/{}", people.marcus)).await;
    let biller = Desk::of_wired(&people, "biller", wiring()).await;
    biller.get(&format!("/patients/{}/coverage", people.marcus)).await;
    let phone = marcus(&people, &desk).await;
    let page = phone.get("/l/looked").await;
    assert!(page.says("March 12, 2026") && page.says("Clinician") && page.says("to give you care"), "{}", page.body);
    assert!(page.says("Billing") && page.says("so that your care is paid"), "{}", page.body);
    for staff in people.house.all_staff().unwrap() {
        for name in staff.signature_name().split([' ', ',']).filter(|name| name.len() > 3) {
            assert!(!page.says(name), "{name}: {}", page.body);
        }
    }
    assert!(phone.get("/l/looked?all=yes").await.says("March 12, 2023"), "three years back");
}

#[tokio::test]
async fn p2_14_a_link_of_somebody_elses_or_for_something_else_shows_nothing_of_this_person() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let phone = marcus(&people, &desk).await;
    let page = phone.get("/l/may-know").await;
    let (stop, sent) = (page.link("/stop"), page.link("/sent"));
    // Teresa has a privacy page of her own; Marcus has a link that was made for his details
    let teresa = other(&people, people.teresa, vec![ToDo::Privacy]).await;
    let details = other(&people, people.marcus, vec![ToDo::Details]).await;
    let absent = teresa.get("/l/may-know/0190a0b0-0000-7000-8000-00000000dead/stop").await;
    for (who, path) in [(&teresa, &stop), (&teresa, &sent), (&details, &stop), (&details, &sent)] {
        let answer = who.get(path).await;
        assert_eq!((answer.status, &answer.body), (absent.status, &absent.body), "{path}");
    }
    for path in ["/l/may-know", "/l/told", "/l/looked", "/l/told/account.pdf", "/l/told/account.csv"] {
        assert_eq!(details.get(path).await.body, absent.body, "{path}");
        assert!(!teresa.get(path).await.says("Harborline"), "{path}");
    }
    for who in [&teresa, &details] {
        assert_eq!(who.post(&stop, &[]).await.body, absent.body);
    }
    assert!(phone.get("/l/may-know").await.says("They may be told now."), "nobody else stopped it");
}

#[tokio::test]
async fn a_privacy_link_that_is_replayed_taken_back_forged_or_met_with_a_wrong_day_is_refused_in_the_same_words() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let address = format!("/patients/{}/privacy-link", people.marcus);
    let made = desk.post(&address, &[("address", ""), ("lives_days", "30")]).await;
    let link = shown(&made);
    let door = |link: String, month: &'static str, day: &'static str| {
        let app = app(&people);
        async move { Phone::try_at(&app, &link, month, day).await }
    };
    let words = |page: Page, link: &str| (page.status, page.body.replace(link, "/l/x"));
    let forged = format!("/l/{}", "A".repeat(24));
    let wrong = words(door(link.clone(), "5", "3").await, &link);
    assert_eq!(wrong.0, StatusCode::FORBIDDEN);
    assert_eq!(words(door(forged.clone(), "5", "2").await, &forged), wrong);
    people.clock.set(crate::people_house::at(date(2026, 3, 12), 10, 24));
    let phone = Phone::open(&app(&people), &link, "5", "2").await.unwrap();
    assert!(phone.get("/l/may-know").await.says("Who may be told"));
    // Taken back by staff: whoever is on it is put out, and it opens no more
    let end = desk.get(&address).await.action("/end");
    assert_eq!(desk.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(phone.get("/l/may-know").await.status, StatusCode::FORBIDDEN);
    assert_eq!(words(door(link.clone(), "5", "2").await, &link), wrong);
    // Too long, and none is made
    let refused = desk.post(&address, &[("address", ""), ("lives_days", "400")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("A link lives from 1 to 30 days."), "{}", refused.body);
    // And nobody makes one whose work it is not
    let biller = Desk::of_wired(&people, "biller", wiring()).await;
    assert_eq!(biller.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_pages_speak_four_languages_and_begin_in_the_persons_own() {
    let people = open();
    let phone = other(&people, people.marcus, vec![ToDo::Privacy]).await;
    let said =
        [("en", "Who may be told"), ("es", "A quién podemos decir"), ("pt", "A quem podemos contar"), ("ht", "Kiyès nou ka di")];
    for (tag, words) in said {
        let page = phone.get(&format!("/l/may-know?in={tag}")).await;
        assert!(page.says(words) && page.says(&format!("<html lang=\"{tag}\"")), "{tag}: {}", page.body);
    }
    for (tag, words) in [("es", "para pagar su atención"), ("pt", "para pagar seu cuidado"), ("ht", "pou peye swen ou")] {
        assert!(phone.get(&format!("/l/may-know?in={tag}")).await.says(words), "{tag}");
    }
}

/// What staff fill in to let somebody at a hospital know.
fn built<'a>(how: &'a str, language: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("how", how),
        ("language", language),
        ("kind", "general"),
        ("recipients", "Cape Cod Hospital"),
        ("purposes", "treatment"),
        ("categories", "medications"),
        ("categories", "diagnosis"),
        ("words", "So that the doctors know what I take"),
        ("expires", "on"),
        ("expires_on", "2026-09-30"),
        ("signer_basis", "adult"),
        ("signed_on", "2026-03-12"),
    ];
    fields.extend(more);
    fields
}

#[tokio::test]
async fn p2_20_a_consent_that_staff_build_is_read_and_signed_on_the_phone_and_holds_at_once() {
    // Given a person whose page is open already, and a consent built for them in their language
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let phone = marcus(&people, &desk).await;
    let base = format!("/patients/{}", people.marcus);
    let sent = desk.post(&format!("{base}/consents/build"), &built("phone", "es", &[])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let waits = desk.get(&format!("{base}/consents")).await;
    assert!(waits.says("To be signed") && waits.says("Waits for them, Español"), "{}", waits.body);

    // Then it waits on their page, and says in their language everything the law wants said
    let list = phone.get("/l").await;
    assert!(list.says("This waits for you:") && list.says("¿Podemos hablar de usted con alguien?"), "{}", list.body);
    let paper = list.link("/l/p/");
    let words = phone.get(&paper).await;
    let said = [
        "Cape Cod Hospital",
        "Marcus Dwyer",
        "sus diagnósticos",
        "So that the doctors know what I take",
        "Atención por otros",
        "Hasta el 30 de septiembre de 2026",
        "Puede pararlo cuando quiera",
        "42 CFR Parte 2",
        "Su cuidado aquí no depende de esto",
        "El texto en inglés que sigue es el que vale",
        "You can stop it at any time",
    ];
    for words_of_it in said {
        assert!(words.says(words_of_it), "{words_of_it}: {}", words.body);
    }
    let file = phone.get(&format!("{paper}/file")).await;
    assert!(file.says("%PDF-plain") && file.says("Cape Cod Hospital"), "the exact file");

    // And nothing rests on it before it is signed
    assert!(!phone.get("/l/may-know").await.says("Cape Cod Hospital"));
    let hash = words.body.split("name=\"file\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let changed = phone.post(&format!("{paper}/yes"), &[("file", "0000"), ("name", "Marcus Dwyer")]).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY, "other bytes are not signed");
    let nameless = phone.post(&format!("{paper}/yes"), &[("file", &hash), ("name", "")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let signed = phone.post(&format!("{paper}/yes"), &[("file", &hash), ("name", "Marcus Dwyer")]).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);

    // Then it holds at once, for the gate too
    let may_know = phone.get("/l/may-know").await;
    assert!(may_know.says("Cape Cod Hospital") && may_know.says("until September 30, 2026"), "{}", may_know.body);
    let look = [
        ("act", "look"),
        ("name", "Cape Cod Hospital"),
        ("status", "covered_entity"),
        ("purpose", "treatment"),
        ("ground", "consent"),
        ("categories", "diagnosis"),
    ];
    let seen = desk.post(&format!("{base}/send"), &look).await;
    assert!(seen.says("It may leave."), "{}", seen.body);
    assert!(!desk.get(&format!("{base}/consents")).await.says("To be signed"));
}

#[tokio::test]
async fn p2_22_a_consent_on_the_phone_may_be_declined_and_nothing_rests_on_it() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let base = format!("/patients/{}", people.marcus);
    desk.post(&format!("{base}/consents/build"), &built("phone", "", &[])).await;
    // Sent twice it waits once
    desk.post(&format!("{base}/consents/build"), &built("phone", "", &[])).await;
    let phone = marcus(&people, &desk).await;
    let list = phone.get("/l").await;
    assert_eq!(list.body.matches("May we tell somebody about you?").count(), 1, "{}", list.body);
    let paper = list.link("/l/p/");
    let declined = phone.post(&format!("{paper}/no"), &[("why", "Not this hospital")]).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.body);
    assert!(!phone.get("/l/may-know").await.says("Cape Cod Hospital"));
    let told = desk.get(&format!("{base}/consents")).await;
    assert!(told.says("They chose not to: Not this hospital"), "{}", told.body);
}

#[tokio::test]
async fn p2_20_what_a_consent_for_the_phone_lacks_is_said_by_its_element_and_the_paper_says_the_rest_itself() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let path = format!("/patients/{}/consents/build", people.marcus);
    let mixed = desk.post(&path, &built("phone", "", &[("categories", "counseling_notes")])).await;
    assert_eq!(mixed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mixed.says("Counseling notes need a consent of their own."), "P2-A03: {}", mixed.body);
    let minor = desk.post(&path, &built("phone", "", &[("signer_basis", "minor_by_own_consent")])).await;
    assert!(minor.says("This does not fit the person’s age."), "{}", minor.body);
    let over = desk.post(&path, &built("phone", "", &[("expires_on", "2026-03-01")])).await;
    assert!(over.says("It would end before it is signed."), "{}", over.body);
    // One for treatment, payment and operations says what such a paper must, without anybody ticking it
    let all = [("purposes", "payment"), ("purposes", "operations"), ("classes", "treating_providers"), ("expires", "none")];
    let sent = desk.post(&path, &built("phone", "", &all)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let phone = marcus(&people, &desk).await;
    let words = phone.get(&phone.get("/l").await.link("/l/p/")).await;
    assert!(words.says("as that law allows. But not in a civil, criminal, administrative or legislative case against you"), "4c");
    assert!(
        words.says("no longer be protected by 42 CFR Part 2") && words.says("can ask for this yes before it treats you"),
        "10"
    );
}
