//! Rights and duties as a browser meets them: a person's request is taken at the desk, runs against its clock and is answered; what went
//! wrong has its last days; an agreement is recorded and ended.

use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::open;

fn request<'a>(patient: &'a str, kind: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("patient", patient),
        ("kind", kind),
        ("words", "A copy of my plan, please."),
        ("received_on", "2026-03-12"),
        ("way", "in_person"),
        ("asked_by", "person"),
    ]
}

#[tokio::test]
async fn the_front_desk_takes_a_request_from_the_chart_and_the_officer_answers_it() {
    let people = open();
    let marcus = people.marcus.to_string();
    let clinician = Desk::of(&people, "clinician").await;
    let chart = clinician.get(&format!("/patients/{marcus}")).await;
    let ask = chart.link("/rights/requests/new?patient=");
    let form = clinician.get(&ask).await;
    assert!(form.says("Marcus Dwyer") && form.says("The program must say yes"), "{}", form.body);
    assert_eq!(clinician.post("/rights/requests/new", &request(&marcus, "access")).await.location, "/rights/written-down");
    assert!(clinician.get("/rights/written-down").await.says("The compliance officer sees it now"));
    for hidden in ["/rights", "/rights/requests", "/rights/complaints", "/rights/breaches", "/rights/breaches/new"] {
        assert_eq!(clinician.get(hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert_eq!(Desk::of(&people, "biller").await.get(&ask).await.status, StatusCode::NOT_FOUND);

    let officer = Desk::of(&people, "compliance_officer").await;
    let home = officer.get("/rights").await;
    assert!(home.says("Marcus Dwyer: A copy of their record") && home.says("30 days left"), "{}", home.body);
    let one = home.link("/rights/requests/0");
    let seen = officer.get(&one).await;
    assert!(
        seen.says("Apr 11, 2026") && seen.says("45 CFR 164.524(b)(2)") && seen.says("to be checked by counsel"),
        "{}",
        seen.body
    );
    let back = officer.post(&format!("{one}/answer"), &[("outcome", "refused"), ("told_on", "2026-03-12")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.says("Write the reason, as the person was told."));
    let more = officer.post(&format!("{one}/extend"), &[("reason", "The archive is away."), ("told_on", "2026-03-12")]).await;
    assert_eq!(more.location, one);
    assert!(officer.get(&one).await.says("May 11, 2026"));
    assert_eq!(officer.post(&format!("{one}/answer"), &[("outcome", "granted"), ("told_on", "2026-03-12")]).await.location, one);
    assert!(officer.get("/rights").await.says("You are clear."));
}

#[tokio::test]
async fn p2_a12_the_page_offers_no_refusal_where_the_program_must_say_yes() {
    let people = open();
    let (teresa, payer) = (people.teresa.to_string(), people.payer("harborline").to_string());
    let desk = Desk::of(&people, "intake").await;
    let missing = desk.post("/rights/requests/new", &request(&teresa, "payer_restriction")).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.says("Choose the payer that is to learn nothing.") && missing.says("A copy of my plan, please."));
    let mut whole = request(&teresa, "payer_restriction");
    whole.push(("payer", &payer));
    assert_eq!(desk.post("/rights/requests/new", &whole).await.status, StatusCode::SEE_OTHER);
    let officer = Desk::of(&people, "compliance_officer").await;
    let one = officer.get("/rights/requests").await.link("/rights/requests/0");
    let page = officer.get(&one).await;
    assert!(page.says("value=\"granted\"") && !page.says("value=\"refused\""), "{}", page.body);
    let forced =
        officer.post(&format!("{one}/answer"), &[("outcome", "refused"), ("reason", "No."), ("told_on", "2026-03-12")]).await;
    assert_eq!(forced.status, StatusCode::CONFLICT);
    assert!(forced.says("This request must be granted"));
    assert_eq!(officer.post(&format!("{one}/answer"), &[("outcome", "granted"), ("told_on", "2026-03-12")]).await.location, one);
}

#[tokio::test]
async fn the_officer_finds_who_asks_without_opening_a_chart() {
    let people = open();
    let officer = Desk::of(&people, "compliance_officer").await;
    let found = officer.get("/rights/requests/new?q=Amaral").await;
    assert!(found.says("Teresa Amaral") && found.says("Born Nov 30, 1984"), "{}", found.body);
    let form = officer.get(&found.link("/rights/requests/new?patient=")).await;
    assert!(form.says("Teresa Amaral"));
    assert!(officer.get("/rights/requests/new?q=zzz").await.says("Nobody is found."));
}

#[tokio::test]
async fn p2_a14_a_case_shows_whom_to_tell_until_when_and_keeps_the_log() {
    let people = open();
    let officer = Desk::of(&people, "compliance_officer").await;
    let case = [("happened", "A roster went to a wrong fax."), ("discovered_on", "2026-03-01"), ("by_state", "NH 600, ma 20")];
    let one = officer.post("/rights/breaches/new", &case).await.location;
    let page = officer.get(&one).await;
    assert!(
        page.says("Apr 30, 2026") && page.says("Media of the state (NH)") && page.says("HHS, at the same time"),
        "{}",
        page.body
    );
    assert!(page.says("The Attorney General (MA)") && page.says("620 people") && !page.says("Media of the state (MA)"));
    let low = officer.post(&format!("{one}/judge"), &[("is_breach", "no"), ("why", "Low.")]).await;
    assert_eq!(low.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(low.says("Without this answer it counts as a breach"));
    let letter = [("to", "media:NH"), ("sent_on", "2026-03-12"), ("note", "Granite Paper")];
    assert_eq!(officer.post(&format!("{one}/letter"), &letter).await.location, one);
    assert!(officer.get(&one).await.says("Told Mar 12, 2026"));
    // A slip of the finger is another person's number, or nobody's: it is said, and nothing is counted anew.
    for (states, numbers) in [("NH 12", "1O01"), ("NH 12", "x"), ("NH 12, nh 3", "")] {
        let slip = officer.post(&format!("{one}/count"), &[("by_state", states), ("record_numbers", numbers)]).await;
        assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY, "{states} {numbers}");
    }
    assert!(officer.get(&one).await.says("620 people"));
    // What another form of the page got wrong leaves this one as it was.
    let wrong = officer.post(&format!("{one}/letter"), &[("to", ""), ("sent_on", "")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("MA 20, NH 600"), "{}", wrong.body);
    let fewer = officer.post(&format!("{one}/count"), &[("by_state", "NH 12"), ("record_numbers", "No. 1001")]).await;
    assert_eq!(fewer.location, one);
    assert!(officer.get(&one).await.says("HHS, in the list of the year"));
    let director = Desk::of(&people, "clinical_director").await;
    assert!(director.get(&one).await.says("A roster went to a wrong fax."));
    assert_eq!(director.post(&format!("{one}/count"), &[("by_state", "NH 1")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn p2_a19_a_missing_agreement_is_named_recorded_and_ended() {
    let people = open();
    let officer = Desk::of(&people, "compliance_officer").await;
    let home = officer.get("/rights").await;
    assert!(home.says("No agreement holds today. Nothing may go there."), "{}", home.body);
    let form = officer.get(&home.link("/rights/agreements/new?service=text_network")).await;
    assert!(form.says("value=\"text_network\" checked"), "{}", form.body);
    let half = officer.post("/rights/agreements/new", &[("services", "text_network")]).await;
    assert!(half.says("Write with whom.") && half.says("Write the day on which both had signed."));
    let fields = [
        ("vendor", "Harbor Messages"),
        ("services", "text_network"),
        ("services", "mail"),
        ("kinds", "qsoa"),
        ("kinds", "baa"),
        ("signed_on", "2026-03-02"),
        ("valid_to", "2026-04-01"),
    ];
    let one = officer.post("/rights/agreements/new", &fields).await.location;
    assert!(officer.get(&one).await.says("The signed paper is not here."), "its page asks for the paper at once");
    let list = officer.get("/rights/agreements").await;
    assert!(list.says("Text network and E-mail") && list.says("QSOA and BAA") && list.says("Ends in 20 days"), "{}", list.body);
    assert!(list.says("Clearing house: no agreement holds today."));
    let end = list.link("/end");
    assert!(officer.get(&end).await.says("Harbor Messages"));
    let ended = officer.post(&end, &[("on", "2026-03-12"), ("reason", "Another network.")]).await;
    assert_eq!(ended.location, "/rights/agreements");
    assert!(officer.get("/rights/agreements").await.says("Over"));
}

#[tokio::test]
async fn a_complaint_is_taken_by_anybody_at_the_desk_and_answered() {
    let people = open();
    let desk = Desk::of(&people, "front_desk").await;
    let form = desk.get("/rights/complaints/new").await;
    assert!(
        form.says("Nobody is treated worse for a complaint") && form.says("https://www.hhs.gov/ocr/complaints"),
        "{}",
        form.body
    );
    let said = [("words", "A telling message."), ("received_on", "2026-03-11"), ("way", "phone"), ("from", "A sister")];
    assert_eq!(desk.post("/rights/complaints/new", &said).await.location, "/rights/written-down");
    let officer = Desk::of(&people, "compliance_officer").await;
    let one = officer.get("/rights").await.link("/rights/complaints/0");
    let answer = [("outcome", "The script was read again."), ("told_on", "2026-03-12")];
    assert_eq!(officer.post(&one, &answer).await.location, one);
    let seen = officer.get(&one).await;
    assert!(seen.says("The script was read again.") && seen.says("told: Mar 12, 2026"), "{}", seen.body);
    assert!(officer.get("/rights/complaints").await.says("Answered"));
}

#[tokio::test]
async fn a_legal_hold_is_placed_seen_in_the_chart_and_lifted() {
    let people = open();
    let marcus = people.marcus.to_string();
    let officer = Desk::of(&people, "compliance_officer").await;
    let holds = format!("/rights/holds?patient={marcus}");
    assert!(officer.get(&holds).await.says("No hold stands on this record."));
    let placed = [("patient", marcus.as_str()), ("reason", "Suit 26-114, counsel."), ("from", "2026-03-12")];
    assert_eq!(officer.post("/rights/holds", &placed).await.location, holds);
    let page = officer.get(&holds).await;
    assert!(page.says("Suit 26-114, counsel.") && page.says("In force"), "{}", page.body);
    let director = Desk::of(&people, "clinical_director").await;
    assert!(director.get(&format!("/patients/{marcus}/consents")).await.says("A legal hold stands on this record"));
    assert!(!Desk::of(&people, "intake").await.get(&format!("/patients/{marcus}/consents")).await.says("A legal hold"));
    let mut actions = page.body.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let lift = actions.find(|action| action.ends_with("/lift")).unwrap().to_owned();
    let lifted = officer.post(&lift, &[("patient", &marcus), ("reason", "The suit is over.")]).await;
    assert_eq!(lifted.location, holds);
    assert!(officer.get(&holds).await.says("Lifted Mar 12, 2026: The suit is over."));
    assert_eq!(officer.get("/rights/holds").await.status, StatusCode::NOT_FOUND, "of nobody");
}

#[tokio::test]
async fn p2_58_the_signed_paper_is_kept_shown_and_downloaded_and_a_renewal_wants_its_own() {
    let people = open();
    let officer = Desk::of(&people, "compliance_officer").await;
    let fields = [("vendor", "Bay Laboratory"), ("services", "laboratory"), ("kinds", "qsoa"), ("signed_on", "2026-03-02")];
    let one = officer.post("/rights/agreements/new", &fields).await.location;
    assert!(officer.get("/rights/agreements").await.says("no document"));
    let document = format!("{one}/document");
    let wrong = officer.upload(&document, "document", "GIF89a").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Choose a PDF"), "{}", wrong.body);
    assert_eq!(officer.upload(&document, "document", "%PDF-1.7 signed in March").await.location, one);
    let seen = officer.get(&one).await;
    assert!(!seen.says("The signed paper is not here.") && seen.says("1 KB") && seen.says("Signed paper added"), "{}", seen.body);
    assert!(!officer.get("/rights/agreements").await.says("no document"));
    let file = seen.link("/file/2");
    assert_eq!(officer.get(&file).await.body, "%PDF-1.7 signed in March");

    let early =
        officer.post(&format!("{one}/renew"), &[("signed_on", "2026-03-01"), ("valid_to", "x"), ("kept_at", "Binder 9")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.says("Write a day after the signature of before") && early.says("Binder 9"), "{}", early.body);
    let renewed = officer.post(&format!("{one}/renew"), &[("signed_on", "2026-03-12"), ("valid_to", "2027-03-11")]).await;
    assert_eq!(renewed.location, one);
    let after = officer.get(&one).await;
    assert!(after.says("The signed paper is not here.") && after.says("Agreement renewed") && after.says("Mar 11, 2027"));
    assert_eq!(officer.get(&file).await.body, "%PDF-1.7 signed in March", "the paper of before stays with its version");

    let director = Desk::of(&people, "clinical_director").await;
    assert_eq!(director.get(&file).await.body, "%PDF-1.7 signed in March");
    assert!(!director.get(&one).await.says("Keep the file"));
    let refused = director.upload(&document, "document", "%PDF-1.7 another").await;
    assert!(refused.status == StatusCode::CONFLICT && !refused.says("Keep the file"), "whoever may only look adds nothing");
    assert!(!director.get(&one).await.says("another"));
    assert_eq!(Desk::of(&people, "biller").await.get(&file).await.status, StatusCode::FORBIDDEN);
}
