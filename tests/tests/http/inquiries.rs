//! From a call or a hospital's document to a person in care, and on to the bill.

use std::collections::BTreeSet;

use journeys::browser::{Answer, Browser};
use journeys::form::choice;
use journeys::page;

use super::door::wait;

/// A document of a person whose records speak of depression, and what an outsider found in it.
const DOCUMENT: &str = "emerge-142-depression.xml";

fn reference() -> serde_json::Value {
    let all = String::from_utf8(super::document("reference.jsonl")).unwrap();
    let mut lines = all.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.find(|line| line["file"] == DOCUMENT).unwrap()
}

/// Sends one document and opens the inquiry it became.
fn take_in(intake: &Browser, name: &str, bytes: &[u8]) -> String {
    let answer = intake.upload("/inquiries/referrals", &[(name, bytes)]);
    assert_eq!(answer.status, 200, "{}", answer.words());
    let link = page::links(&answer.body).into_iter().find(|link| link.starts_with("/inquiries/") && link.len() > 40);
    link.unwrap_or_else(|| panic!("an inquiry: {}", answer.words()))
}

fn has_all<'a>(answer: &Answer, words: impl IntoIterator<Item = &'a str>) {
    assert_eq!(answer.status, 200, "{}", answer.words());
    let said = answer.words();
    for one in words {
        assert!(said.contains(one), "«{one}» is missing in: {said}");
    }
}

#[test]
fn a_hospital_referral_becomes_a_day_on_a_claim() {
    referral_to_claim(None);
}

#[test]
fn the_same_on_postgresql_where_a_tap_on_one_node_shows_on_the_other() {
    let server = std::env::var("STEPDOWN_TEST_POSTGRES").expect("a throwaway server, as `cargo xtask test` starts one");
    match store::testing::fresh_postgres(&server).0 {
        store::DatabaseUrl::Postgres(url) => referral_to_claim(Some(&url)),
        other => panic!("{other:?}"),
    }
}

/// The whole way, in a folder of its own or on a PostgreSQL server, where a second node of the program listens.
fn referral_to_claim(postgres: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let patient;
    {
        // Given Thursday afternoon, and a document that a hospital sent
        let demo = super::own_demo(folder.path(), postgres, "2026-03-12", "17:10");
        let second = postgres.map(|_| super::own_demo(folder.path(), postgres, "2026-03-12", "17:10"));
        let screen = second.as_ref().map(|node| node.with_role("medical_assistant"));
        let intake = demo.with_role("intake");
        let original = super::document(DOCUMENT);
        let inquiry = take_in(&intake, DOCUMENT, &original);

        // Then the inquiry says who it is about and everything the document states
        let opened = intake.get(&inquiry);
        has_all(&opened, ["Betty Ortiz", "May 8, 1944", "(215) 742-5097", "From Community Health and Hospitals"]);
        let reference = reference();
        for kind in ["problems", "medications", "allergies"] {
            let named = reference[kind].as_array().unwrap().iter().filter_map(|one| one["display"].as_str());
            has_all(&opened, named.collect::<Vec<_>>());
        }
        // And the original is kept whole, byte for byte, under a name that says nothing
        let file = page::links(&opened.body).into_iter().find(|link| link.ends_with("/original")).unwrap();
        let kept = intake.get(&file);
        assert_eq!(kept.body.as_bytes(), original);
        assert!(!kept.header("content-disposition").to_lowercase().contains("ortiz"));

        // When intake admits her into the evening groups: what was known stands on the form already
        let address = format!("{inquiry}/admit");
        let form = intake.get(&address);
        let known = journeys::form::untouched(&form.body, &address);
        for (field, value) in [("given", "Betty"), ("birth_date", "1944-05-08"), ("zip", "19111"), ("diagnoses.0", "F33.3")] {
            assert!(known.contains(&(field.to_owned(), value.to_owned())), "{field}: {known:?}");
        }
        super::papers::through_the_gates(&intake, &inquiry);
        let form = intake.get(&address);
        let day = choice(&form.body, "Evening track");
        let groups = ["CBT after work", "DBT skills: distress tolerance"].map(|name| choice(&form.body, &format!("{name}, ")));
        let counselor = choice(&form.body, "Soo-Jin Park, LMHC");
        let typed = [
            ("track", day.as_str()),
            ("groups", groups[0].as_str()),
            ("groups", groups[1].as_str()),
            ("team.0", counselor.as_str()),
            ("diagnoses.0", "F10.20"),
            ("diagnoses.0.words", "Alcohol use disorder, moderate to severe"),
        ];
        assert_eq!(intake.fill(&form, &address, &typed).place(), inquiry);
        let admitted = intake.get(&inquiry);
        has_all(&admitted, ["In care now", "Add coverage", "Record consent to bill", "Add the authorization"]);
        let chart = page::links(&admitted.body).into_iter().find(|link| link.ends_with("/coverage/new")).unwrap();
        patient = chart.trim_end_matches("/coverage/new").to_owned();

        // And records coverage, consent to bill and the payer's approval
        pays(&intake, &patient);

        // And the counselor writes the plan with her
        let counselor = demo.with_name("Soo-Jin Park");
        plan(&counselor, &patient);

        // When she comes in the evening, with one tap for the day
        let desk = demo.with_role("front_desk");
        let id = patient.trim_start_matches("/patients/");
        let taps: Vec<String> = page::forms(&desk.get("/today").body)
            .into_iter()
            .map(|form| form.action)
            .filter(|action| action.ends_with(&format!("/attendance/{id}")))
            .collect();
        assert_eq!(taps.len(), 1, "she is expected in the group that begins next");
        let listening = screen.as_ref().map(|screen| screen.listen("/live/today"));
        listening.iter().for_each(|heard| drop(wait(heard, "event: beat")));
        assert_eq!(desk.send(&taps[0], &[("state", "here")]).status, 303);
        listening.iter().for_each(|heard| drop(wait(heard, "event: fragment")));
    }

    // When, the next morning, the counselors sign her notes
    let demo = super::own_demo(folder.path(), postgres, "2026-03-13", "08:30");
    let biller = demo.with_role("biller");
    let sessions = sessions_of(&demo.with_name("Soo-Jin Park"), &patient);
    assert_eq!(sessions.len(), 2, "the two groups of the evening wait for their notes");
    for session in &sessions {
        sign(&demo, session, &patient);
    }

    // Then the day is ready, with minutes, proof and authorization
    let ready = biller.get("/claims");
    has_all(&ready, ["Betty Ortiz Thu Mar 12", "HA-2026-4711", "1 of 24 used"]);
    assert!(!biller.get("/claims?tab=held").words().contains("Betty Ortiz"));

    // When the biller builds the batch of its form
    let built = build(&biller, &ready, "837i");
    has_all(&built, ["Built: "]);
    let file = super::claims::file_of(&built).unwrap();

    // Then the file downloads, holds her day, and an outsider accepts it
    let written = biller.send(&file, &[]);
    assert_eq!(written.status, 200, "{}", written.words());
    assert!(written.header("content-disposition").contains("837i-"));
    let of_hers = written.body.split("NM1*IL*").find(|part| part.contains("ORTIZ") || part.contains("Ortiz")).unwrap();
    assert!(of_hers.contains("HLH0047110") && of_hers.contains("HA-2026-4711") && of_hers.contains("20260312"), "{of_hers}");
    assert!(of_hers.contains("H0015"), "{of_hers}");
    super::claims::accepted_by_an_outsider(&written.body);

    // And the disclosure stands in her account of disclosures, and the same day goes into no second batch
    has_all(&demo.with_role("clinical_director").get(&format!("{patient}/consents")), ["Harborline Health Plan"]);
    let again = biller.get("/claims").words();
    assert!(!again.contains("Betty Ortiz"), "{again}");
}

/// Coverage, consent and approval, as the intake specialist records them.
fn pays(intake: &Browser, patient: &str) {
    let coverage = format!("{patient}/coverage/new");
    let form = intake.get(&coverage);
    let payer = choice(&form.body, "Harborline Health Plan");
    let typed = [("payer", payer.as_str()), ("member_id", "HLH0047110"), ("from", "2026-03-01")];
    assert_eq!(intake.fill(&form, &coverage, &typed).place(), coverage.trim_end_matches("/new"));
    let consent = format!("{patient}/consents/new");
    let form = intake.get(&consent);
    assert_eq!(intake.fill(&form, &consent, &[]).place(), consent.trim_end_matches("/new"));
    let approval = format!("{patient}/authorizations/new");
    let form = intake.get(&approval);
    let typed = [("number", "HA-2026-4711"), ("code", "H0015"), ("approved", "24"), ("from", "2026-03-12"), ("to", "2026-04-30")];
    assert_eq!(intake.fill(&form, &approval, &typed).place(), format!("{patient}/coverage"));
}

fn plan(counselor: &Browser, patient: &str) {
    let address = format!("{patient}/plan/edit");
    let form = counselor.get(&address);
    let typed = [
        ("p0.words", "Alcohol use disorder"),
        ("p0.own_words", "I want my evenings back."),
        ("p0.g0.words", "Evenings without a drink"),
        ("p0.g0.o0.words", "Name three warning signs and what helps with each"),
        ("p0.g0.o0.measure", "Three named in group"),
        ("p0.g0.o0.due", "2026-04-10"),
    ];
    assert_eq!(counselor.fill(&form, &address, &typed).place(), format!("{patient}/plan"));
}

/// The sessions on the list of groups in whose note this person has a part.
fn sessions_of(leader: &Browser, patient: &str) -> Vec<String> {
    let id = patient.trim_start_matches("/patients/");
    let links = page::links(&leader.get("/groups?all=1").body).into_iter();
    let notes: BTreeSet<String> = links.filter(|link| link.ends_with("/note")).collect();
    let has_a_part = |note: &String| leader.get(note).body.contains(&format!("person={id}"));
    notes.into_iter().filter(has_a_part).filter_map(|note| note.split('/').nth(2).map(str::to_owned)).collect()
}

/// Her part of a session's note, written, called ready, reviewed and signed by its leader.
fn sign(demo: &journeys::demo::Demo, session: &str, patient: &str) {
    let id = patient.trim_start_matches("/patients/");
    let leader = ["Soo-Jin Park", "Naledi Mokoena"].map(|name| demo.with_name(name)).into_iter().find(|leader| {
        let note = leader.get(&format!("/sessions/{session}/note"));
        note.status == 200 && note.body.contains(&format!("/sessions/{session}/draft/shared"))
    });
    let leader = leader.expect("its leader may write the note");
    let shared = format!("/sessions/{session}/draft/shared");
    let form = leader.get(&format!("/sessions/{session}/note?shared=1"));
    let summary = "We drew the hour between work and dinner and marked where it gets hard.";
    assert_eq!(leader.fill(&form, &shared, &[("topic", "The hard hour"), ("summary", summary)]).status, 303);
    let own = format!("/sessions/{session}/draft/{id}");
    let form = leader.get(&format!("/sessions/{session}/note?person={id}"));
    let objective = choice(&form.body, "Name three warning signs");
    let words = format!("Came for the first time and said which of her evenings is the longest ({}).", &session[..4]);
    let typed = [("part", "active"), ("objective", objective.as_str()), ("words", words.as_str()), ("then", "next")];
    assert_eq!(leader.fill(&form, &own, &typed).status, 303);
    let address = format!("/sessions/{session}/sign");
    let review = leader.get(&address);
    has_all(&review, ["1 note will be signed"]);
    assert_eq!(leader.fill(&review, &address, &[]).place(), format!("/sessions/{session}/signed"));
}

/// Presses the button that builds the batch of a form.
fn build(biller: &Browser, ready: &Answer, form: &str) -> Answer {
    let forms = page::forms(&ready.body);
    let pressed = forms.iter().find(|one| one.fields.contains(&("form".into(), form.into()))).expect("a batch to build");
    let fields: Vec<(&str, &str)> = pressed.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    biller.post(&pressed.action, &fields)
}

/// The document about somebody else: another name, day of birth and document id, and a telephone number of their own, so that no
/// inquiry of another journey is like this one.
fn about(given: &str, family: &str, born: &str, id: &str) -> Vec<u8> {
    let phone = format!("555-555-6{}", &id[id.len() - 3..]);
    let text = String::from_utf8(super::document(DOCUMENT)).unwrap().replace("555-555-1002", &phone);
    let named = text.replacen(">Betty<", &format!(">{given}<"), 1).replacen(">Ortiz<", &format!(">{family}<"), 1);
    named.replacen("19440508120000", born, 1).replacen("db734647-fc99-424c-a864-7e3cda82e703", id, 1).into_bytes()
}

#[test]
fn each_file_is_answered_by_itself_and_what_cannot_be_read_is_refused_with_the_reason() {
    // Given files that are broken, hostile or something else, and one good document among them
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let whole = about("Odile", "Farrow", "19790214", "aaaa4647-fc99-424c-a864-7e3cda82e701");
    let laughs = b"<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\
        <ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&b;</title></ClinicalDocument>";
    let outside = b"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\">&e;</ClinicalDocument>";
    let latin = b"<?xml version=\"1.0\" encoding=\"utf-8\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Caf\xe9</title></ClinicalDocument>";
    let large = vec![b' '; 21 * 1024 * 1024];
    let files: [(&str, &[u8], &str); 10] = [
        ("cut.xml", &whole[..40_000], "The file breaks off before its end."),
        ("laughs.xml", laughs, "The file contains a document type declaration"),
        ("outside.xml", outside, "The file contains a document type declaration"),
        ("latin.xml", latin, "The letters in this file are not stored the way the file says."),
        ("large.xml", &large, "The file is larger than 20 MB."),
        ("good.xml", &whole, "Kept whole; an inquiry waits in the queue."),
        ("scan.pdf", b"%PDF-1.7 scan", "The file breaks off before its end."),
        ("list.xml", b"<patients><patient>One</patient></patients>", "This XML file is not a C-CDA document."),
        ("note.txt", b"She leaves the ward on Friday.", "This is not a clinical document."),
        ("empty.xml", b"", "The file is empty."),
    ];

    // When they are sent at once
    let sent: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    let answer = intake.upload("/inquiries/referrals", &sent);

    // Then each is answered by itself, with its reason and what to do
    has_all(&answer, ["10 files: 1 taken and 9 refused"]);
    for (name, _, reason) in files {
        has_all(&answer, [format!("{name} {reason}").as_str()]);
    }

    // And only the good one is in the queue, with nothing of the others
    let queue = intake.get("/inquiries");
    has_all(&queue, ["Odile Farrow"]);
    assert_eq!(queue.words().matches("Odile Farrow").count(), 1);

    // And the program is unharmed, even by far more than it takes
    let before = demo.everything_kept();
    let answer = intake.upload("/inquiries/referrals", &[("huge.xml", &vec![b'<'; 200 * 1024 * 1024])]);
    has_all(&answer, ["huge.xml The file is larger than 20 MB."]);
    assert_eq!(demo.everything_kept(), before);
    assert_eq!(demo.stranger().get("/readyz").status, 200);
}

#[test]
fn sending_nothing_is_said_and_the_same_document_twice_is_one_inquiry() {
    let demo = super::front_door();
    let intake = demo.with_role("intake");

    // When nothing is chosen
    let answer = intake.upload("/inquiries/referrals", &[]);

    // Then it says so
    assert_eq!(answer.status, 422);
    assert!(page::title(&answer.body).starts_with("Problem"), "{}", page::title(&answer.body));
    assert!(answer.words().contains("Choose at least one file."));

    // When one document comes twice, the second time in another file
    let first = about("Anselm", "Verhoeven", "19850612", "bbbb4647-fc99-424c-a864-7e3cda82e702");
    let inquiry = take_in(&intake, "first.xml", &first);
    let mut other = first.clone();
    other.push(b'\n');
    let again = intake.upload("/inquiries/referrals", &[("first.xml", &first), ("other.xml", &other)]);

    // Then nothing is written twice, and both lead to the first
    has_all(&again, ["2 files: 2 known already", "This file came before; nothing was written."]);
    assert_eq!(page::links(&again.body).iter().filter(|link| **link == inquiry).count(), 2);
    assert_eq!(intake.get("/inquiries").words().matches("Anselm Verhoeven").count(), 1);
}

#[test]
fn what_could_not_be_read_is_listed_and_nothing_of_it_dropped() {
    // Given a document whose body is a picture of pages
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let inquiry = take_in(&intake, "scan.xml", &super::document("hl7-embedded-pdf.xml"));

    // Then the inquiry says what was not taken into fields, and where the whole is
    let opened = intake.get(&inquiry);
    has_all(&opened, ["Not taken into fields", "application/pdf", "The original holds all of it."]);

    // And somebody who does not do intake learns nothing, not even that there is an inquiry
    for role in ["biller", "peer", "installer", "medical_assistant"] {
        let browser = demo.with_role(role);
        let answer = browser.get(&inquiry);
        assert_eq!((answer.status, answer.body), (404, browser.get("/nowhere-at-all").body), "{role}");
    }
}

#[test]
fn a_possible_duplicate_is_shown_and_never_joined_by_the_program() {
    // Given a person in care, and a document about somebody with the same name and birth date
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let known = demo.patients().remove(3);
    let form =
        journeys::form::untouched(&intake.get(&format!("/patients/{known}/edit")).body, &format!("/patients/{known}/edit"));
    let field = |name: &str| form.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap();
    let (given, family, born) = (field("given"), field("family"), field("birth_date"));
    let people = demo.patients().len();
    let document = about(&given, &family, &born.replace('-', ""), "cccc4647-fc99-424c-a864-7e3cda82e703");
    let inquiry = take_in(&intake, "again.xml", &document);

    // Then both stand side by side with the reason, and the queue marks it
    let opened = intake.get(&inquiry);
    has_all(&opened, ["May be somebody we know", "This inquiry", "Has a chart", "Nothing is joined by itself."]);
    assert!(page::links(&opened.body).contains(&format!("/patients/{known}")));

    // When somebody admits without saying who it is
    let address = format!("{inquiry}/admit");
    let form = intake.get(&address);
    let track = choice(&form.body, "Day track");
    let typed = [("track", track.as_str()), ("diagnoses.0", "F10.20"), ("pronouns", "she/her")];
    let asked = intake.fill(&form, &address, &typed);

    // Then it is asked, and what was typed is kept
    assert_eq!(asked.status, 422);
    has(&asked, ["Say whether this is somebody we know", "Somebody else"]);
    assert!(asked.body.contains("she/her"));

    // When it is somebody else: a person of their own, and the known one stays as they were
    super::papers::through_the_gates(&intake, &inquiry);
    let asked = intake.fill(&intake.get(&address), &address, &typed);
    let chart = intake.get(&format!("/patients/{known}")).words();
    assert_eq!(intake.fill(&asked, &address, &[("who", "somebody_else")]).place(), inquiry);
    assert_eq!(demo.patients().len(), people + 1);
    assert_eq!(intake.get(&format!("/patients/{known}")).words(), chart);
    let new = page::links(&intake.get(&inquiry).body).into_iter().find(|link| link.ends_with("/coverage/new")).unwrap();
    assert!(!new.contains(&known));
}

fn has<'a>(answer: &Answer, words: impl IntoIterator<Item = &'a str>) {
    let said = answer.words();
    for one in words {
        assert!(said.contains(one), "«{one}» is missing in: {said}");
    }
}

#[test]
fn the_call_sheet_and_the_admission_say_all_problems_at_once_and_keep_everything_typed() {
    // Given a call sheet with a number that is none, an address that is none, a day that is none, and no name
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let before = demo.everything_kept();
    let sheet = intake.get("/inquiries/new");
    let typed = [
        ("phone", "12"),
        ("email", "nobody at home"),
        ("birth_date", "2026-13-40"),
        ("words", "Wants to begin <soon>"),
        ("suicide_thoughts", "no"),
        ("about", "Alcohol"),
    ];

    // When it is sent
    let answer = intake.fill(&sheet, "/inquiries/new", &typed);

    // Then every problem stands beside its field, and nothing typed is lost
    assert_eq!(answer.status, 422);
    assert!(page::title(&answer.body).starts_with("Problem"));
    let kept = journeys::form::untouched(&answer.body, "/inquiries/new");
    for (field, value) in typed {
        assert!(kept.contains(&(field.to_owned(), value.to_owned())), "{field} is kept: {kept:?}");
    }
    has(&answer, ["Write the number with its area code", "Write the day as year-month-day"]);
    for field in ["given", "phone", "email", "birth_date"] {
        assert!(answer.body.contains(&format!("id=\"{field}-wrong\"")), "{field} has its words: {}", answer.words());
    }
    assert_eq!(demo.everything_kept(), before);

    // And when the name is there and the rest is mended, it is saved
    let mended = [("given", "Wren"), ("phone", "508 555 0190"), ("email", ""), ("birth_date", "1990-01-31")];
    let inquiry = intake.fill(&answer, "/inquiries/new", &mended).place().to_owned();
    has_all(&intake.get(&inquiry), ["Wren", "(508) 555-0190", "Jan 31, 1990", "Alcohol. Wants to begin <soon>"]);

    // When a contact without words, and a closing without a reason, are sent
    for (act, typed, told) in [
        ("contact", vec![("words", "")], "Write in a few words how it went."),
        ("close", vec![("reason", " ")], "Write why it is closed, in a few words."),
    ] {
        let answer = intake.send(&format!("{inquiry}/{act}"), &typed);
        assert_eq!(answer.status, 422, "{act}");
        has(&answer, [told]);
    }

    // When the admission is sent with nothing right
    let address = format!("{inquiry}/admit");
    let form = intake.get(&address);
    let typed = [
        ("given", ""),
        ("birth_date", "yesterday"),
        ("point.0", "55"),
        ("admitted_on", "someday"),
        ("diagnoses.0", "Alcohol"),
        ("street", "Wharf Lane 3"),
        ("team.0", ""),
    ];
    let answer = intake.fill(&form, &address, &typed);
    assert_eq!(answer.status, 422);
    for field in ["given", "birth_date", "point.0", "admitted_on", "track", "diagnoses.0"] {
        assert!(answer.body.contains(&format!("{field}-wrong\"")), "{field} has its words: {}", answer.words());
    }
    let kept = journeys::form::untouched(&answer.body, &address);
    for (field, value) in typed {
        assert!(kept.contains(&(field.to_owned(), value.to_owned())), "{field} is kept: {kept:?}");
    }
}
