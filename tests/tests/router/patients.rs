//! The people pages as a browser meets them: who may see what, what is kept when a form comes back, what is refused and with which
//! remedy.

use std::sync::LazyLock;

use crate::people_house::{People, at, open};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

/// A house that is only looked at, shared by the tests that change nothing.
static LOOKED_AT: LazyLock<People> = LazyLock::new(open);

const NOBODY: &str = "0190a0b0-0000-7000-8000-00000000dead";

/// Somebody at a browser.
pub(crate) struct Desk {
    app: Router,
    cookie: String,
    csrf: String,
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    pub(crate) location: String,
}

impl Page {
    pub(crate) fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    fn title(&self) -> &str {
        let from = self.body.find("<title>").unwrap() + 7;
        &self.body[from..from + self.body[from..].find("</title>").unwrap()]
    }

    /// The address of the first link that contains these words.
    pub(crate) fn link(&self, words: &str) -> String {
        let links = self.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        links
            .into_iter()
            .find(|href| href.contains(words))
            .unwrap_or_else(|| panic!("no link with {words}"))
            .replace("&amp;", "&")
    }
}

impl Page {
    /// The address of the first form that contains these words.
    pub(crate) fn action(&self, words: &str) -> String {
        let forms = self.body.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        forms.into_iter().find(|action| action.contains(words)).unwrap_or_else(|| panic!("no form with {words}")).to_owned()
    }
}

pub(crate) async fn send(app: &Router, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 4 << 20).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

impl Desk {
    pub(crate) async fn of(people: &People, role: &str) -> Self {
        Self::of_wired(people, role, web::Wiring::none()).await
    }

    /// The same with what the program hands to its pages.
    pub(crate) async fn of_wired(people: &People, role: &str, wiring: web::Wiring) -> Self {
        let app = web::router(people.app_wired(wiring));
        let entering = Request::get(format!("/demo/sign-in?as={role}")).body(Body::empty()).unwrap();
        let (_, headers, _) = send(&app, entering).await;
        let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut desk = Self { app, cookie, csrf: String::new() };
        let page = desk.get("/find").await;
        let from = page.body.find("name=\"csrf\" content=\"").unwrap() + 21;
        let token = &page.body[from - 1..];
        desk.csrf = token.trim_start_matches('"').split('"').next().unwrap().to_owned();
        desk
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut body: Vec<String> = vec![format!("csrf={}", encoded(&self.csrf))];
        body.extend(fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))));
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request).await
    }

    /// Sends one file in a form of ours.
    pub(crate) async fn upload(&self, path: &str, field: &str, bytes: &str) -> Page {
        let part = |head: &str, content: &str| format!("--cut\r\ncontent-disposition: form-data; {head}\r\n\r\n{content}\r\n");
        let token = part("name=\"csrf\"", &self.csrf);
        let file = part(&format!("name=\"{field}\"; filename=\"scan.pdf\""), bytes);
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
            .body(Body::from(format!("{token}{file}--cut--\r\n")))
            .unwrap();
        self.ask(request).await
    }

    async fn ask(&self, request: Request<Body>) -> Page {
        let (status, headers, body) = send(&self.app, request).await;
        let location = headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap()).to_owned();
        Page { status, body, location }
    }
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

// ---------------------------------------------------------------- who may see what

#[tokio::test]
async fn absent_and_forbidden_get_the_same_answer_on_every_page() {
    let people = &*LOOKED_AT;
    let tails =
        ["", "/notes", "/plan", "/schedule", "/coverage", "/consents", "/who-looked", "/edit", "/plan/edit", "/groups/new"];
    let more = ["/appointments/new", "/coverage/new", "/authorizations/new", "/consents/new"];
    let desk = Desk::of(people, "installer").await;
    for tail in tails.iter().chain(&more) {
        let there = desk.get(&format!("/patients/{}{tail}", people.marcus)).await;
        let absent = desk.get(&format!("/patients/{NOBODY}{tail}")).await;
        assert_eq!((there.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{tail}");
        assert_eq!(there.body, absent.body, "{tail}: a stranger learns nothing from the page");
    }
    for path in ["/patients", "/authorizations"] {
        assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let biller = Desk::of(people, "biller").await;
    let forbidden = biller.get(&format!("/patients/{}/notes", people.marcus)).await;
    let absent = biller.get(&format!("/patients/{NOBODY}")).await;
    assert_eq!((forbidden.status, &forbidden.body), (absent.status, &absent.body));
}

#[tokio::test]
async fn the_front_desk_sees_who_comes_and_no_clinical_text() {
    let people = &*LOOKED_AT;
    let desk = Desk::of(people, "front_desk").await;
    let timeline = desk.get(&format!("/patients/{}", people.marcus)).await;
    assert_eq!(timeline.status, StatusCode::OK);
    assert!(timeline.says("Came 8:52 am") && timeline.says("(508) 555-0144"));
    assert!(timeline.says(">Schedule") && !timeline.says(">Notes") && !timeline.says(">Plan") && !timeline.says(">Coverage"));
    let schedule = desk.get(&format!("/patients/{}/schedule", people.marcus)).await;
    let list = desk.get("/patients").await;
    for page in [&timeline, &schedule, &list] {
        for words in ["payday", "Payday", "Alcohol", "depression", "H0015", "Harborline", "objective", "Level 2.1", "sister"] {
            assert!(!page.says(words), "{words}");
        }
    }
    for tail in ["/notes", "/plan", "/coverage", "/consents", "/plan/edit", "/consents/new"] {
        let page = desk.get(&format!("/patients/{}{tail}", people.marcus)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{tail}");
    }
}

#[tokio::test]
async fn the_biller_sees_days_and_charges_and_no_note() {
    let people = &*LOOKED_AT;
    let biller = Desk::of(people, "biller").await;
    let coverage = biller.get(&format!("/patients/{}/coverage", people.marcus)).await;
    assert!(coverage.says("H0015") && coverage.says("$310.00") && coverage.says("7 of 9 units used"));
    assert!(coverage.says("The note for Relapse prevention skills is not signed."), "a held day says why");
    let timeline = biller.get(&format!("/patients/{}", people.marcus)).await;
    for words in ["foreman", "third high-risk", "Payday without a bottle", "Three risk times", "sister"] {
        assert!(!coverage.says(words) && !timeline.says(words), "{words}");
    }
    for tail in ["/notes", "/plan"] {
        assert_eq!(biller.get(&format!("/patients/{}{tail}", people.marcus)).await.status, StatusCode::NOT_FOUND);
    }
    assert!(!coverage.says("Record an answer"), "a biller reads authorizations and records none");
}

#[tokio::test]
async fn a_look_is_written_down_and_the_list_of_looks_names_nobody_in_care() {
    let people = &*LOOKED_AT;
    let clinician = Desk::of(people, "clinician").await;
    assert_eq!(clinician.get(&format!("/patients/{}/notes", people.ana)).await.status, StatusCode::OK);
    assert_eq!(clinician.get(&format!("/patients/{}/who-looked", people.ana)).await.status, StatusCode::NOT_FOUND);
    let officer = Desk::of(people, "compliance_officer").await;
    let looked = officer.get(&format!("/patients/{}/who-looked", people.ana)).await;
    assert!(looked.says("Jo Alvarez, LICSW") && looked.says("1004"));
    assert!(!looked.says("Medeiros") && !looked.says("Lúcia"));
}

#[tokio::test]
async fn titles_and_addresses_never_hold_a_name() {
    let people = &*LOOKED_AT;
    let clinician = Desk::of(people, "clinician").await;
    for tail in ["", "/notes", "/plan", "/schedule", "/coverage", "/consents", "/plan/edit"] {
        let page = clinician.get(&format!("/patients/{}{tail}", people.marcus)).await;
        assert!(page.title().contains("MD 001") && !page.title().contains("Dwyer"), "{}", page.title());
        assert!(page.says("Your view is logged"));
    }
}

// ---------------------------------------------------------------- finding and listing

#[tokio::test]
async fn the_find_box_answers_with_people_two_identifiers_and_verbs() {
    let people = &*LOOKED_AT;
    let clinician = Desk::of(people, "clinician").await;
    let fragment = Request::get("/find?q=katherine").header(header::COOKIE, &clinician.cookie).header("hx-request", "true");
    let found = clinician.ask(fragment.body(Body::empty()).unwrap()).await;
    assert!(!found.says("<html"), "a fragment for the palette");
    assert!(found.says("Riley Marsh") && found.says("born Jan 19, 1998 · No. 1003 · Day track"), "{}", found.body);
    assert!(found.says("Log outreach to Riley M.") && found.says("Book an appointment for Riley M."));
    for words in ["0133", "1003", "marsh"] {
        assert!(clinician.get(&format!("/find?q={words}")).await.says("Riley Marsh"), "{words}");
    }
    assert!(clinician.get("/find?q=zzz").await.says("Nothing found."));
    let installer = Desk::of(people, "installer").await;
    let nobody = installer.get("/find?q=marsh").await;
    assert!(nobody.status == StatusCode::OK && !nobody.says("Riley"));
}

#[tokio::test]
async fn the_list_shows_everybodys_week_and_says_which_filter_left_nobody() {
    let people = &*LOOKED_AT;
    let clinician = Desk::of(people, "clinician").await;
    let all = clinician.get("/patients").await;
    for words in [
        "5 people in care",
        "Teresa Amaral",
        "Riley Marsh",
        "Evening track",
        "Level 2.1, week 3",
        "Hours short",
        "Plan",
        "Authorization",
    ] {
        assert!(all.says(words), "{words}");
    }
    assert!(all.says("Thu Feb 26"), "Ana was last seen two weeks ago");
    let evening = all.body.split("<option value=\"").find(|part| part.contains(">Evening track")).unwrap();
    let evening = evening.split('"').next().unwrap();
    let filtered = clinician.get(&format!("/patients?track={evening}")).await;
    assert!(filtered.says("Teresa Amaral") && !filtered.says("Marcus Dwyer") && filtered.says("1 of 5 people in care"));
    let none = clinician.get(&format!("/patients?track={evening}&flag=authorization")).await;
    assert!(none.says("Nobody has “authorization ending”.") && none.says("1 person without this filter."));
    assert_eq!(none.link("?track="), format!("/patients?track={evening}"), "the filter that did it is taken away at a press");
    let unknown = clinician.get("/patients?q=zzz").await;
    assert!(unknown.says("Nobody goes by “zzz”.") && unknown.says("value=\"zzz\""));
    let sorted = clinician.get("/patients?by=hours").await;
    assert!(
        sorted.body.find("Medeiros").unwrap() < sorted.body.find("Marcus Dwyer").unwrap(),
        "who is farthest from the floor first"
    );
}

// ---------------------------------------------------------------- the chart

#[tokio::test]
async fn the_timeline_tells_what_happened_and_what_is_missing_on_the_thread() {
    let people = &*LOOKED_AT;
    let clinician = Desk::of(people, "clinician").await;
    let page = clinician.get(&format!("/patients/{}", people.marcus)).await;
    for words in [
        "IOP 2.1 · week 3",
        "Alcohol use disorder, moderate · Recurrent depression",
        "he/him · 34 · born May 2, 1991",
        "Named Friday payday as his third high-risk situation.",
        "Came 8:52 am, left 12:20 pm",
        "Call: spoke with them",
        "Plan written",
        "Consent for Harborline Health Plan",
        "180 minutes counted",
        "The review is due in 4 days.",
        "7 of 9 units used",
        "1.3 h short",
    ] {
        assert!(page.says(words), "{words}");
    }
    let sharing = clinician.get(&format!("/patients/{}?show=sharing", people.marcus)).await;
    assert!(sharing.says("Consent for Harborline") && !sharing.says("Came 8:52"));
    let riley = clinician.get(&format!("/patients/{}", people.riley)).await;
    assert!(riley.says("Riley Marsh") && riley.says("title=\"Legal name: Katherine Marsh\""));
}

#[tokio::test]
async fn notes_are_whole_and_can_be_searched() {
    let people = &*LOOKED_AT;
    let clinician = Desk::of(people, "clinician").await;
    let found = clinician.get(&format!("/patients/{}/notes?q=foreman", people.marcus)).await;
    assert!(found.says("foreman’s round") && found.says("2 notes") && !found.says("hard Sunday"));
    assert!(found.says("Jo Alvarez, LICSW") && found.says("Three risk times, a first step each"));
    assert!(clinician.get(&format!("/patients/{}/notes?q=zzz", people.marcus)).await.says("No note has these words."));
}

#[tokio::test]
async fn the_chart_can_be_read_as_it_stood() {
    let people = open();
    people.clock.set(at(jiff::civil::date(2026, 3, 12), 11, 0));
    let desk = Desk::of(&people, "clinical_director").await;
    let path = format!("/patients/{}", people.marcus);
    let fields = [
        ("version", "1"),
        ("given", "Marcus"),
        ("family", "Dwyer"),
        ("pronouns", "they/them"),
        ("birth_date", "1991-05-02"),
        ("language", "en"),
    ];
    assert_eq!(desk.post(&format!("{path}/edit"), &fields).await.location, path);
    assert!(desk.get(&path).await.says("they/them"));
    let then = desk.get(&format!("{path}?as-of=2026-03-12T14:30:00Z")).await;
    assert!(then.says("he/him") && !then.says("they/them") && then.says("Nothing can be changed here."));
    let early = desk.get(&format!("{path}?as-of=2026-02-25")).await;
    assert!(early.says("Practised saying no") && !early.says("Named Friday payday"), "a note signed later is not there");
    let before = desk.get(&format!("{path}?as-of=2026-01-01")).await;
    assert!(before.says("Nothing was known then."));
    let wrong = desk.get(&format!("{path}?as-of=lastweek")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("value=\"lastweek\"") && wrong.says("Write the day as year-month-day"));
}

// ---------------------------------------------------------------- forms

#[tokio::test]
async fn correcting_a_person_names_every_problem_keeps_what_was_typed_and_shows_both_after_a_conflict() {
    let people = open();
    let desk = Desk::of(&people, "clinical_director").await;
    let path = format!("/patients/{}/edit", people.marcus);
    let form = desk.get(&path).await;
    assert!(form.says("value=\"(508) 555-0144\"") && form.says("name=\"version\" value=\"1\""));
    let wrong = [
        ("version", "1"),
        ("given", ""),
        ("family", ""),
        ("birth_date", "2091-01-01"),
        ("contact0.value", "555"),
        ("contact1.value", "marcus@example.org"),
        ("contact1.may_leave_message", "yes"),
        ("zip", "12"),
        ("pronouns", "he/they"),
    ];
    let back = desk.post(&path, &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.title().starts_with("Problem: ") && back.says("There are 4 problems"), "{}", back.body);
    for field in ["given", "birth_date", "contact0.value", "zip"] {
        assert!(back.says(&format!("href=\"#{field}\"")) && back.says(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    for kept in ["value=\"2091-01-01\"", "value=\"555\"", "value=\"marcus@example.org\"", "value=\"he/they\""] {
        assert!(back.says(kept), "{kept}");
    }
    let mut fields =
        vec![("version", "1"), ("given", "Marcus"), ("family", "Dwyer"), ("birth_date", "1991-05-02"), ("language", "en")];
    fields.extend([("pronouns", "he/they"), ("contact0.value", "508 555 0145"), ("billing_given", "Mark")]);
    assert_eq!(desk.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let mine: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, if *name == "pronouns" { "any" } else { value })).collect();
    let both = desk.post(&path, &mine).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.says("As it stands now") && both.says("he/they") && both.says("As you typed it") && both.says("value=\"any\""));
    assert!(both.says("name=\"version\" value=\"2\""), "saving again starts from the newer version");
    let after = desk.get(&path).await;
    assert!(after.says("value=\"Mark\"") && after.says("value=\"he/they\""), "nothing was saved over");
}

#[tokio::test]
async fn a_payers_answer_is_recorded_while_on_the_telephone() {
    let people = open();
    let desk = Desk::of(&people, "utilization_reviewer").await;
    let path = format!("/patients/{}/authorizations/new", people.marcus);
    assert!(desk.get(&path).await.says("selected>Harborline Health Plan"), "the payer of the coverage is chosen already");
    let payer = people.payer("harborline").to_string();
    let wrong = [
        ("payer", payer.as_str()),
        ("answer", "approved"),
        ("approved", "many"),
        ("from", "2026-03-21"),
        ("to", "2026-03-01"),
        ("next_review_on", "soon"),
        ("reviewer", "Nurse Beal"),
    ];
    let back = desk.post(&path, &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["number", "approved", "to", "next_review_on"] {
        assert!(back.says(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    assert!(back.says("value=\"many\"") && back.says("value=\"soon\"") && back.says("value=\"Nurse Beal\""));
    let denied = [("payer", payer.as_str()), ("answer", "denied"), ("from", "2026-03-21"), ("to", "2026-04-10")];
    assert!(desk.post(&path, &denied).await.says("Write the payer’s reason"));
    let approved = [
        ("payer", payer.as_str()),
        ("answer", "approved"),
        ("number", "hl-20999"),
        ("code", "H0015"),
        ("approved", "12"),
        ("counts", "units"),
        ("from", "2026-03-21"),
        ("to", "2026-04-18"),
        ("then", "list"),
    ];
    assert_eq!(desk.post(&path, &approved).await.location, "/authorizations");
    let list = desk.get("/authorizations").await;
    assert!(list.says("HL-20999") && list.says("0 of 12 units used"));
    let clinician = Desk::of(&people, "clinician").await;
    assert_eq!(clinician.post(&path, &approved).await.status, StatusCode::NOT_FOUND, "a clinician records no authorization");
}

#[tokio::test]
async fn op_50_authorizations_count_down_by_days_and_by_units_with_alerts_and_appeals() {
    let people = &*LOOKED_AT;
    let list = Desk::of(people, "utilization_reviewer").await.get("/authorizations").await;
    for words in [
        "2 left.",
        "At the current pace it is used up on Thu Mar 19, before it ends.",
        "booked beyond it",
        "Tue Mar 17",
        "HL-20931",
    ] {
        assert!(list.says(words), "{words}");
    }
    assert!(list.says("Denied.") && list.says("Level of care not supported by the notes sent") && list.says("Mon Mar 16"));
    assert!(
        list.body.find("Marcus Dwyer").unwrap() < list.body.find("Riley Marsh").unwrap(),
        "what needs an act now comes first"
    );
    assert!(list.says("Record outcome"));
    assert!(!Desk::of(people, "biller").await.get("/authorizations").await.says("Record outcome"));
    assert_eq!(Desk::of(people, "front_desk").await.get("/authorizations").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn coverage_and_consent_are_recorded_and_a_consent_is_stopped_at_once() {
    let people = open();
    let desk = Desk::of(&people, "intake").await;
    let base = format!("/patients/{}", people.ana);
    let back = desk.post(&format!("{base}/coverage/new"), &[("member_id", "x"), ("from", "no"), ("to", "never")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["payer", "member_id", "from", "to"] {
        assert!(back.says(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    let payer = people.payer("commonbay").to_string();
    let fields = [("payer", payer.as_str()), ("member_id", "cb991"), ("from", "2026-01-01")];
    assert_eq!(desk.post(&format!("{base}/coverage/new"), &fields).await.location, format!("{base}/coverage"));
    assert!(desk.get(&format!("{base}/coverage")).await.says("CB991"));

    let path = format!("{base}/consents/new");
    let back = desk.post(&path, &[("payer", payer.as_str()), ("expires", "on"), ("signed_on", "2026-12-01")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["patient_name_as_signed", "signed_on", "expires_on"] {
        assert!(back.says(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    let signed = [
        ("payer", payer.as_str()),
        ("expires", "end_of_treatment"),
        ("signed_on", "2026-03-12"),
        ("patient_name_as_signed", "Ana Lúcia Medeiros"),
    ];
    assert_eq!(desk.post(&path, &signed).await.location, format!("{base}/consents"));
    let consents = desk.get(&format!("{base}/consents")).await;
    assert!(consents.says("Commonbay Community Plan") && consents.says("Until treatment ends") && consents.says("Stop sharing"));

    let stop = consents.link("/stop");
    assert!(desk.get(&stop).await.says("will be told nothing from this moment on"));
    let foreign = stop.replace(&people.ana.to_string(), &people.marcus.to_string());
    assert_eq!(desk.post(&foreign, &[]).await.status, StatusCode::NOT_FOUND, "another person’s consent is not found here");
    assert_eq!(desk.post(&stop, &[]).await.status, StatusCode::SEE_OTHER);
    let stopped = desk.get(&format!("{base}/consents")).await;
    assert!(stopped.says("Stopped Mar 12, 2026") && stopped.says("Nobody outside may know anything."));
}

#[tokio::test]
async fn op_10_the_plan_is_written_in_versions_and_an_objective_without_measure_or_date_is_named() {
    let people = open();
    let desk = Desk::of(&people, "clinician").await;
    let path = format!("/patients/{}/plan/edit", people.omar);
    assert!(desk.get(&format!("/patients/{}/plan", people.omar)).await.says("There is no plan yet."));
    let first = [
        ("p0.words", "Alcohol use disorder"),
        ("p0.own_words", "My daughter"),
        ("p0.g0.words", "Sober Sundays"),
        ("p0.g0.o0.words", "Two Sundays a month"),
    ];
    let mut add = first.to_vec();
    add.push(("act", "objective:p0.g0"));
    let grown = desk.post(&path, &add).await;
    assert_eq!(grown.status, StatusCode::OK);
    assert!(
        grown.says("p0.g0.o1.words") && grown.says("value=\"Sober Sundays\"") && grown.says("My daughter"),
        "all typed is kept"
    );
    let mut save = first.to_vec();
    save.extend([("act", "save"), ("review_due", "")]);
    let back = desk.post(&path, &save).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["p0.g0.o0.measure", "p0.g0.o0.due", "review_due"] {
        assert!(back.says(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    let mut whole = first.to_vec();
    whole.extend([
        ("act", "save"),
        ("review_due", "2026-05-01"),
        ("p0.g0.o0.measure", "Count"),
        ("p0.g0.o0.due", "2026-04-30"),
        ("p0.g0.o0.served_by", "cbt"),
    ]);
    assert_eq!(desk.post(&path, &whole).await.location, format!("/patients/{}/plan", people.omar));
    assert_eq!(desk.post(&path, &whole).await.status, StatusCode::CONFLICT, "a form that knew of no plan does not save over one");
    whole.push(("version", "1"));
    whole[1].1 = "My daughter, and my own bed";
    assert_eq!(desk.post(&path, &whole).await.status, StatusCode::SEE_OTHER);
    let plan = desk.get(&format!("/patients/{}/plan", people.omar)).await;
    assert!(plan.says("Version 2") && plan.says("and my own bed") && plan.says("Served by Cognitive behavioral therapy"));
    assert!(!plan.says("No note has touched"), "a plan of today is not blamed for quiet weeks");
    let old = desk.get(&format!("/patients/{}/plan?version=1", people.omar)).await;
    assert!(old.says("A newer one is in force.") && !old.says("and my own bed"));
}

#[tokio::test]
async fn op_07_a_full_group_is_refused_with_what_to_do_and_a_place_is_given_and_ended() {
    let people = open();
    let desk = Desk::of(&people, "intake").await;
    let base = format!("/patients/{}", people.ana);
    let (full, free) = (people.group("evening_rp").to_string(), people.group("day_cbt").to_string());
    assert!(desk.get(&format!("{base}/groups/new")).await.says("1 of 1 places taken, full"));
    let refused = desk.post(&format!("{base}/groups/new"), &[("group", &full), ("from", "2026-03-12")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says("This group is full: 1 of 1 places are taken.") && refused.says("Choose another group"));
    let back = desk.post(&format!("{base}/groups/new"), &[("from", "x")]).await;
    assert!(back.says("id=\"group-wrong\"") && back.says("id=\"from-wrong\""));
    assert_eq!(
        desk.post(&format!("{base}/groups/new"), &[("group", &free), ("from", "2026-03-16")]).await.location,
        format!("{base}/schedule")
    );
    let schedule = desk.get(&format!("{base}/schedule?week=2026-03-16")).await;
    assert!(schedule.says("CBT for early recovery") && schedule.says("Mon, Wed, Thu 10:45 to 12:15 pm"));
    let end = schedule.link("/end");
    let early = desk.post(&end, &[("last_day", "2020-01-01")]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.says("before the first day of this place"));
    assert_eq!(desk.post(&end, &[("last_day", "2026-03-20")]).await.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&format!("{base}/schedule")).await.says("until Fri Mar 20"));
}

#[tokio::test]
async fn op_a13_a_booking_past_the_authorization_says_so_before_it_is_made() {
    let people = open();
    let desk = Desk::of(&people, "clinician").await;
    let path = format!("/patients/{}/appointments/new", people.marcus);
    let form = desk.get(&path).await;
    let value = |words: &str| {
        form.body
            .split("<option value=\"")
            .skip(1)
            .find(|part| part.contains(words))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    let (service, staff) = (value(">Individual counseling"), value(">Jo Alvarez"));
    let back = desk.post(&path, &[("day", "x"), ("start", "25"), ("end", "")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["service_type", "staff", "day", "start", "end"] {
        assert!(back.says(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    let past =
        [("service_type", service.as_str()), ("staff", &staff), ("day", "2026-03-24"), ("start", "13:00"), ("end", "13:50")];
    let asked = desk.post(&path, &past).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(
        asked.says("Fri Mar 20; Tue Mar 24 lies past it.") && asked.says("Nothing is booked yet.") && asked.says("Book anyway")
    );
    assert!(!desk.get(&format!("/patients/{}/schedule?week=2026-03-24", people.marcus)).await.says("Appointment"));
    let mut anyway = past.to_vec();
    anyway.push(("accept", "yes"));
    assert_eq!(desk.post(&path, &anyway).await.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&format!("/patients/{}/schedule?week=2026-03-24", people.marcus)).await.says("Appointment"));
    let within =
        [("service_type", service.as_str()), ("staff", &staff), ("day", "2026-03-13"), ("start", "13:00"), ("end", "13:50")];
    assert_eq!(
        desk.post(&path, &within).await.status,
        StatusCode::SEE_OTHER,
        "a day that is covered is booked without a question"
    );
}

#[tokio::test]
async fn a_form_without_this_sessions_token_changes_nothing() {
    let people = &*LOOKED_AT;
    let mut desk = Desk::of(people, "clinical_director").await;
    desk.csrf = "forged".into();
    let page = desk.post(&format!("/patients/{}/edit", people.marcus), &[("given", "X")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
