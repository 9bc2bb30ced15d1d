//! From a call or a hospital's document to a person in care, and on to the bill.

use std::collections::BTreeSet;

use journeys::browser::{Answer, Browser};
use journeys::form::choice;
use journeys::page;

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
    let folder = tempfile::tempdir().unwrap();
    let patient;
    {
        // Given Thursday afternoon, and a document that a hospital sent
        let demo = super::own_demo(folder.path(), "2026-03-12", "17:10");
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
        assert_eq!(desk.send(&taps[0], &[("state", "here")]).status, 303);
    }

    // When, the next morning, the counselors sign her notes
    let demo = super::own_demo(folder.path(), "2026-03-13", "08:30");
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
    let file = page::links(&built.body).into_iter().find(|link| link.ends_with("/file")).unwrap();

    // Then the file downloads, holds her day, and an outsider accepts it
    let written = biller.get(&file);
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
