//! The directory of recipients outside as a browser meets it: somebody is written in once, found by typing, amended with its history; what
//! is sent, recorded and accounted for takes name and address from there.

use axum::http::StatusCode;

use crate::outside::{consent, house, plain_papers, wish};
use crate::patients::Desk;
use crate::people_house::People;

fn entry<'a>(name: &'a str, status: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("status", status),
        ("address", "12 Main Street\nBarnstable, MA 02630"),
        ("phone", "508 555 0142"),
        ("fax", ""),
    ]
}

async fn desk(people: &People, role: &str) -> Desk {
    Desk::of_wired(people, role, plain_papers()).await
}

#[tokio::test]
async fn p2_49a_packet_and_account_name_whom_the_directory_knows_with_the_address_not_what_was_typed() {
    let people = house();
    let keeper = desk(&people, "case_manager").await;
    assert!(keeper.get("/recipients").await.says("The directory is empty."));
    let made = keeper.post("/recipients/new", &entry("Barnstable Probation Office", "lawful_holder")).await;
    assert!(made.location.starts_with("/recipients/0"), "{}", made.body);

    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    let form = desk.get(&format!("{base}/send")).await;
    assert!(form.says("<option value=\"Barnstable Probation Office\">12 Main Street, Barnstable, MA 02630"), "{}", form.body);
    let signed = consent("Barnstable Probation Office", "general", "monitoring", &["progress_summary"]);
    assert_eq!(desk.post(&format!("{base}/consents/build"), &signed).await.status, StatusCode::SEE_OTHER);

    // A slip is no name: the directory says whom it may mean, and one press takes it
    let slip = "Barnstable Probaton Office";
    let seen = desk.post(&format!("{base}/send"), &wish("look", slip, "monitoring", &["progress_summary"])).await;
    assert!(seen.says("Use Barnstable Probation Office, 12 Main Street") && seen.says("Nothing would leave."), "{}", seen.body);
    let mut taken = wish("send", slip, "monitoring", &["progress_summary"]);
    taken.push(("use", "Barnstable Probation Office"));
    let seen = desk.post(&format!("{base}/send"), &taken).await;
    assert_eq!(seen.status, StatusCode::OK, "taking a name only looks");
    assert!(seen.says("It may leave.") && seen.says("Of the directory: Another organization"), "{}", seen.body);

    let send = wish("send", "barnstable probation OFFICE", "monitoring", &["progress_summary"]);
    let made = desk.post(&format!("{base}/send"), &send).await;
    let made = desk.get(&made.location).await;
    let file = desk.get(&made.link("/file")).await;
    assert!(file.says("To: Barnstable Probation Office, 12 Main Street, Barnstable, MA 02630"), "{}", file.body);
    let account = desk.get(&format!("{base}/account")).await;
    assert!(account.says("12 Main Street, Barnstable, MA 02630") && !account.says("OFFICE"), "{}", account.body);
    let officer = self::desk(&people, "compliance_officer").await;
    let table = officer.get(&format!("{base}/account.csv")).await;
    assert!(table.says("\"paper packet\",\"12 Main Street, Barnstable, MA 02630\""), "{}", table.body);
}

#[tokio::test]
async fn p2_50_whoever_changes_their_name_is_meant_by_the_consents_that_call_them_by_the_former_one() {
    let people = house();
    let keeper = desk(&people, "compliance_officer").await;
    let one = keeper.post("/recipients/new", &entry("Barnstable Probation Office", "lawful_holder")).await.location;
    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    let signed = consent("Barnstable Probation Office", "general", "monitoring", &["progress_summary"]);
    desk.post(&format!("{base}/consents/build"), &signed).await;
    let edit = keeper.get(&format!("{one}/edit")).await;
    assert!(edit.says("value=\"Barnstable Probation Office\"") && edit.says("name=\"version\" value=\"1\""), "{}", edit.body);
    let mut renamed = entry("Cape Community Supervision", "lawful_holder");
    renamed.push(("version", "1"));
    assert_eq!(keeper.post(&format!("{one}/edit"), &renamed).await.location, one);
    let page = keeper.get(&one).await;
    assert!(page.says("Also named") && page.says("Amended in the directory by") && page.says("Nothing is overwritten"));
    let send = wish("send", "Barnstable Probation Office", "monitoring", &["progress_summary"]);
    assert_eq!(desk.post(&format!("{base}/send"), &send).await.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&format!("{base}/account")).await.says("Cape Community Supervision"));
    // Somebody amended it meanwhile: nothing is lost without a word
    assert_eq!(keeper.post(&format!("{one}/edit"), &renamed).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn somebody_is_written_in_once_found_by_typing_and_never_removed() {
    let people = house();
    let keeper = desk(&people, "case_manager").await;
    let bad = keeper.post("/recipients/new", &[("name", ""), ("status", "court"), ("phone", "12"), ("address", "1 Elm")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.says("Write the name of the person") && bad.says("like 508 555 0142") && bad.says("1 Elm"), "{}", bad.body);
    let one = keeper.post("/recipients/new", &entry("Harbor House", "covered_entity")).await.location;
    let nearly = keeper.post("/recipients/new", &entry("Harbor Huose", "covered_entity")).await;
    assert_eq!(nearly.status, StatusCode::CONFLICT);
    assert!(nearly.says("nearly the same name") && nearly.says("Harbor House, 12 Main Street"), "{}", nearly.body);
    let same = keeper.post("/recipients/new", &entry("HARBOR HOUSE", "covered_entity")).await;
    assert!(same.says("in the directory already. Add what tells them apart"), "{}", same.body);
    assert!(keeper.get("/recipients?q=harb+barn").await.says("Harbor House"), "by name and town");
    assert!(keeper.get("/recipients?q=zzz").await.says("Nobody is found."));

    let why = keeper.post(&format!("{one}/retire"), &[("reason", "")]).await;
    assert_eq!(why.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(why.says("Write why: closed, moved"));
    assert_eq!(keeper.post(&format!("{one}/retire"), &[("reason", "Closed.")]).await.location, one);
    assert!(
        !keeper.get("/recipients").await.says(">Harbor House<") && keeper.get("/recipients?all=yes").await.says("No longer used")
    );
    assert!(keeper.get(&one).await.says("No longer used since Mar 12, 2026: Closed."));
    assert_eq!(keeper.post(&format!("{one}/return"), &[]).await.location, one);
}

#[tokio::test]
async fn a_consent_is_built_from_the_directory_and_a_slip_in_it_is_asked_about_once() {
    let people = house();
    let keeper = desk(&people, "intake").await;
    keeper.post("/recipients/new", &entry("Harbor House", "covered_entity")).await;
    let path = format!("/patients/{}/consents/build", people.marcus);
    let desk = desk(&people, "clinician").await;
    let slip = consent("Harbor Huose", "general", "treatment", &["plan"]);
    let asked = desk.post(&path, &slip).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.says("Harbor House, 12 Main Street") && asked.says("Harbor Huose</textarea>"), "{}", asked.body);
    let mut meant = slip;
    meant.push(("as_typed", "yes"));
    assert_eq!(desk.post(&path, &meant).await.status, StatusCode::SEE_OTHER, "it is somebody else");
    let mut chosen = consent("", "general", "treatment", &["plan"]);
    chosen.push(("listed", "Harbor House"));
    assert_eq!(desk.post(&path, &chosen).await.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&format!("/patients/{}/consents", people.marcus)).await.says("Harbor House"));
}

#[tokio::test]
async fn who_is_in_the_directory_is_seen_by_whoever_sends_and_kept_by_fewer() {
    let people = house();
    let keeper = desk(&people, "clinical_director").await;
    let one = keeper.post("/recipients/new", &entry("Harbor House", "covered_entity")).await.location;
    let clinician = desk(&people, "clinician").await;
    assert!(clinician.get(&one).await.says("12 Main Street"));
    for hidden in ["/recipients/new".to_owned(), format!("{one}/edit")] {
        assert_eq!(clinician.get(&hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert_eq!(clinician.post(&format!("{one}/retire"), &[("reason", "Closed.")]).await.status, StatusCode::NOT_FOUND);
    for stranger in ["front_desk", "biller", "installer", "peer"] {
        let desk = desk(&people, stranger).await;
        assert_eq!(desk.get("/recipients").await.status, StatusCode::NOT_FOUND, "{stranger}");
        assert_eq!(desk.get(&one).await.status, StatusCode::NOT_FOUND, "{stranger}");
    }
}
