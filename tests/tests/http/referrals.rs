//! Referral packets: FHIR bundles, fax pages and documents that come by themselves; and from them, item by item, into the chart.

use journeys::browser::{Answer, Browser};
use journeys::demo::Demo;
use journeys::form::choice;
use journeys::page;

fn bundle(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/migrate_in/testdata/fhir");
    std::fs::read_to_string(folder.join(name)).expect("a sample bundle")
}

/// The discharge summary about somebody else, under another id.
fn about(given: &str, family: &str, born: &str, id: &str) -> String {
    let text = bundle("document-discharge.json")
        .replace("\"Ruth\"", &format!("\"{given}\""))
        .replace("\"Ashby\"", &format!("\"{family}\""));
    let phone = format!("555-{}", &id[id.len() - 4..]);
    text.replace("1986-11-23", born).replace("3d1b7a5f0001", id).replace("555-0171", &phone)
}

fn has<'a>(answer: &Answer, words: impl IntoIterator<Item = &'a str>) {
    let said = answer.words();
    for one in words {
        assert!(said.contains(one), "«{one}» is missing in: {said}");
    }
}

/// Sends one file and answers the first link that leads to what became of it.
fn take_in(intake: &Browser, name: &str, bytes: &[u8], begins: &str) -> String {
    let answer = intake.upload("/inquiries/referrals", &[(name, bytes)]);
    assert_eq!(answer.status, 200, "{}", answer.words());
    let link = page::links(&answer.body).into_iter().find(|link| link.starts_with(begins) && link.len() > 40);
    link.unwrap_or_else(|| panic!("a link: {}", answer.words()))
}

#[test]
fn s_06_a_fhir_bundle_becomes_an_inquiry_and_its_items_go_into_the_chart_one_by_one() {
    // Given a discharge summary as a FHIR document
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let sent = about("Ottilie", "Brandvold", "1986-11-23", "3d1b7a5f0101");
    let inquiry = take_in(&intake, "discharge.json", sent.as_bytes(), "/inquiries/");
    let opened = intake.get(&inquiry);
    has(&opened, ["Ottilie Marie Brandvold", "Nov 23, 1986", "From Harbor View Hospital", "Files inside", "Hepatic panel"]);
    has(&opened, ["Alcohol dependence, uncomplicated", "penicillin G", "About 12 drinks a day", "Ingrid Hale"]);

    // And the original and the file inside are kept byte for byte
    let links = page::links(&opened.body);
    let original = links.iter().find(|link| link.ends_with("/original")).unwrap();
    assert_eq!(intake.get(original).body, sent);
    let file = links.iter().find(|link| link.contains("/files/")).unwrap();
    assert!(intake.get(file).body.starts_with("%PDF-1.4"));

    // When each item is looked at beside the chart, and three are decided
    let reconcile = links.iter().find(|link| link.ends_with("/reconcile")).unwrap().clone();
    let beside = intake.get(&reconcile);
    has(&beside, ["Problems", "The chart has none", "entry 7 (Condition)", "Into the chart", "Set aside"]);
    let decide = |item: &str, into: &str| {
        let answer = intake.send(&reconcile, &[("item", item), ("into", into)]);
        assert_eq!(answer.place(), format!("{reconcile}?after={item}"), "the next one has the focus there");
    };
    decide("problems.0", "taken");
    decide("medications.0", "taken");
    decide("problems.1", "set_aside");
    has(&intake.get(&reconcile), ["2 in the chart, 1 set aside."]);
    decide("medications.0", "undecided");
    has(&intake.get(&reconcile), ["1 in the chart, 1 set aside."]);
    for (item, into) in [("problems.99", "taken"), ("problems.0", "gone"), ("", "taken")] {
        assert_eq!(intake.send(&reconcile, &[("item", item), ("into", into)]).status, 404);
    }

    // Then the decision stands in the chart after the admission, with its source
    let address = format!("{inquiry}/admit");
    let form = intake.get(&address);
    let track = choice(&form.body, "Day track");
    let typed = [("track", track.as_str()), ("diagnoses.0", "F10.20")];
    super::papers::through_the_gates(&intake, &inquiry);
    assert_eq!(intake.fill(&intake.get(&address), &address, &typed).place(), inquiry);
    let chart = page::links(&intake.get(&inquiry).body).into_iter().find(|link| link.ends_with("/coverage/new")).unwrap();
    let chart = chart.trim_end_matches("/coverage/new").to_owned();
    let counselor = demo.with_role("clinician");
    has(
        &counselor.get(&chart),
        ["Reported by others", "Alcohol dependence, uncomplicated", "Harbor View Hospital, Discharge Summary"],
    );
    // And a clinician sees, beside the document, that the diagnosis of the episode says the same
    has(&counselor.get(&reconcile), ["diagnosis of the episode, F10.20", "In the chart"]);

    // And whoever may not read such documents learns nothing
    for role in ["front_desk", "biller", "peer"] {
        let browser = demo.with_role(role);
        let answer = browser.get(&reconcile);
        assert_eq!((answer.status, answer.body), (404, browser.get("/nowhere-at-all").body), "{role}");
        assert!(!browser.get(&chart).words().contains("Reported by others"), "{role}");
    }
}

#[test]
fn s_06_fax_pages_wait_to_be_indexed_by_hand_and_nothing_typed_is_lost() {
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let fax = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";
    let index = take_in(&intake, "fax 0410.pdf", fax, "/referrals/");
    has(&intake.get("/inquiries"), ["Documents that somebody has to read", "Pages to index by hand"]);
    let form = intake.get(&index);
    has(&form, ["Pages to index", "Given name", "From whom"]);
    let pages = page::addresses(&form.body).into_iter().find(|address| address.ends_with("/pages")).unwrap();
    let shown = intake.get(&pages);
    assert_eq!((shown.body.as_bytes(), shown.header("content-type")), (&fax[..], "application/pdf"));
    assert!(shown.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert!(intake.get("/inquiries").header("content-security-policy").contains("frame-ancestors 'none'"));

    // When something typed is wrong, all of it is said and kept
    let typed =
        [("given", "Severin"), ("family", ""), ("birth_date", "yesterday"), ("phone", "12"), ("words", "Left <detox> today")];
    let answer = intake.fill(&form, &index, &typed);
    assert_eq!(answer.status, 422);
    let kept = journeys::form::untouched(&answer.body, &index);
    for (field, value) in typed {
        assert!(kept.contains(&(field.to_owned(), value.to_owned())), "{field} is kept: {kept:?}");
    }
    for field in ["birth_date", "phone"] {
        assert!(answer.body.contains(&format!("id=\"{field}-wrong\"")), "{field}: {}", answer.words());
    }

    // When it is right, the inquiry begins and the pages stand in it
    let right = [("family", "Lindqvist"), ("birth_date", "1979-02-03"), ("phone", "508 555 0181"), ("sender", "Cape Hospital")];
    let inquiry = intake.fill(&answer, &index, &right).place().to_owned();
    has(&intake.get(&inquiry), ["Severin Lindqvist", "Feb 3, 1979", "From Cape Hospital", "Left <detox> today"]);
    assert_eq!(intake.get(&index).status, 404, "indexed is indexed");
    let again = intake.upload("/inquiries/referrals", &[("again.pdf", fax)]);
    has(&again, ["Known already"]);

    // And whoever does not index learns nothing
    assert_eq!(demo.with_role("clinician").get(&index).status, 404);
}

fn token(demo: &Demo, name: &str) -> (String, String) {
    let line = demo.command(env!("CARGO_BIN_EXE_sign_worker"), &["referral", "token", "create", name, "--json"]);
    let made: serde_json::Value = serde_json::from_str(&line).unwrap();
    (made["token"].as_str().unwrap().to_owned(), made["id"].as_str().unwrap().to_owned())
}

#[test]
fn p2_14_a_sender_gets_the_same_answer_whoever_it_is_about() {
    let demo = super::front_door();
    let outside = demo.stranger();
    let (token, id) = token(&demo, "Harbor View Hospital");
    let send = |token: Option<&str>, document: &[u8]| outside.deliver("/api/referrals", token, document);

    // Nobody without a token, and no difference between none, a wrong one and another word
    let sent = about("Tancred", "Oyelaran", "1990-01-02", "3d1b7a5f0201");
    let without = send(None, sent.as_bytes());
    assert_eq!((without.status, without.header("www-authenticate")), (401, "Bearer"));
    let wrong = send(Some("stepdown_referral_wrong"), sent.as_bytes());
    assert_eq!((wrong.status, &wrong.body), (401, &without.body));

    // Somebody new, the same again, and somebody in care: the same words and status
    let first = send(Some(&token), sent.as_bytes());
    assert_eq!(first.status, 202, "{}", first.body);
    let again = send(Some(&token), sent.as_bytes());
    assert_eq!((again.status, &again.body), (202, &first.body), "not even whether it came before");
    let name = demo.names().into_iter().next().unwrap();
    let known = send(Some(&token), about(&name, &name, "1988-01-01", "3d1b7a5f0202").as_bytes());
    let without_id = |answer: &Answer| {
        let mut said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        let id = said["id"].take();
        assert_eq!(id.as_str().unwrap().len(), 32);
        said.to_string()
    };
    assert_eq!((known.status, without_id(&known)), (202, without_id(&first)));

    // What cannot be read is said of the file, never of a person
    let cut = send(Some(&token), &sent.as_bytes()[..2_000]);
    assert_eq!(cut.status, 422);
    assert!(cut.body.contains("\"truncated\"") && !cut.body.contains("Oyelaran"), "{}", cut.body);
    assert_eq!(send(Some(&token), &vec![b' '; 21 * 1024 * 1024]).status, 413);

    // It stands in the queue once, by whom it was sent
    let intake = demo.with_role("intake");
    let queue = intake.get("/inquiries");
    assert_eq!(queue.words().matches("Tancred Marie Oyelaran").count(), 1);
    let tags = page::tags_with_text(&queue.body);
    let link = tags.iter().find(|(tag, words)| words.contains("Tancred Marie") && tag.get("href").is_some()).unwrap();
    has(&intake.get(link.0.get("href").unwrap()), ["sent by Harbor View Hospital"]);

    // A revoked token opens nothing any more
    let worker = env!("CARGO_BIN_EXE_sign_worker");
    let listed = demo.command(worker, &["referral", "token", "list", "--json"]);
    assert!(listed.contains(&id) && !listed.contains(&token), "never the token itself: {listed}");
    let _said = demo.command(worker, &["referral", "token", "revoke", "Harbor View Hospital"]);
    assert_eq!(send(Some(&token), sent.as_bytes()).status, 401);
}

#[test]
fn s_06_two_inquiries_about_one_person_are_joined_by_a_button_and_parted_by_another() {
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let first = take_in(&intake, "a.json", about("Leocadia", "Varga", "1991-03-04", "3d1b7a5f0301").as_bytes(), "/inquiries/");
    let second = take_in(&intake, "b.json", about("Leocadia", "Varga", "1991-03-04", "3d1b7a5f0302").as_bytes(), "/inquiries/");
    let opened = intake.get(&second);
    has(&opened, ["May be somebody we know", "Join to this one"]);
    has(&opened, ["Join to this one"]);
    assert_eq!(intake.get("/inquiries").words().matches("Leocadia Marie Varga").count(), 2);
    let merge = format!("{second}/merge");
    let into = first.trim_start_matches("/inquiries/");
    assert_eq!(intake.send(&merge, &[("into", into)]).place(), first);
    assert_eq!(intake.get("/inquiries").words().matches("Leocadia Marie Varga").count(), 1);
    has(&intake.get(&first), ["The same person", "Joined to this inquiry; readable as before."]);
    let joined = intake.get(&second);
    has(&joined, ["Joined to another inquiry about the same person", "From Harbor View Hospital"]);
    assert!(!page::links(&joined.body).iter().any(|link| link.ends_with("/admit")));
    assert_eq!(intake.send(&format!("{second}/unmerge"), &[]).place(), second);
    assert_eq!(intake.get("/inquiries").words().matches("Leocadia Marie Varga").count(), 2);
    for role in ["front_desk", "biller"] {
        assert_eq!(demo.with_role(role).send(&merge, &[("into", into)]).status, 404, "{role}");
    }
}
