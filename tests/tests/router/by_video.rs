//! Sessions by video and the door, as people meet them: one switch tells everybody, the way in from the phone, come and go as attendance, the
//! note that says where the person was; a code at a screen that knows nobody.

use access::Role;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use conversation::message::{Outcome, Taken};
use conversation::permission::SetPermission;
use jiff::civil::date;
use privacy::agreement::{RecordAgreement, Service};
use schedule::attendance::{Attendance, MarkKind};
use schedule::group_session::GroupSession;
use store::DirectAccess;
use treatment::group_note::{Content, OwnPart, Participation, SaveDraft, SharedPart, Touched};
use treatment::progress_note::{ProgressNote, SignNotes};
use vocabulary::id::PatientId;
use web::{VideoServer, Wiring};

use crate::own_phone::Phone;
use crate::patients::{Desk, Page, encoded, send};
use crate::people_house::{People, at, open};

const WORD: &str = "a word that only the two know";

fn wiring() -> Wiring {
    let server = VideoServer {
        url: "http://127.0.0.1/demo/room".into(),
        app_id: "stepdown".into(),
        key: b"thirty-two letters are the least of it".to_vec(),
        events_token: WORD.into(),
        is_stand_in: true,
    };
    Wiring { video: Some(std::sync::Arc::new(server)), ..Wiring::none() }
}

/// Monday, 16 March 2026, 8:40, with whoever carries words bound in writing; Marcus may be texted.
fn monday() -> People {
    let people = open();
    people.clock.set(at(date(2026, 3, 16), 8, 40));
    let agreement = RecordAgreement {
        vendor: "Networks".into(),
        services: vec![Service::TextNetwork, Service::Video],
        is_qsoa: true,
        is_baa: true,
        signed_on: Some(date(2026, 3, 2)),
        valid_to: None,
        kept_at: "Binder 4".into(),
    };
    people.house.perform(&people.actor(Role::ComplianceOfficer), &agreement).unwrap();
    let allow = SetPermission { patient: people.marcus, address: "+15085550144".into(), may_write: true, any_hour: false };
    people.house.perform(&people.actor(Role::FrontDesk), &allow).unwrap();
    people
}

fn app(people: &People) -> Router {
    web::router(people.app_wired(wiring()))
}

fn sessions(people: &People) -> Vec<GroupSession> {
    let day = people.house.zone().day(people.house.clock().now());
    let all = people.house.store(DirectAccess).read(|tx| schedule::group_session::on_day(tx, day)).unwrap();
    all.into_iter().map(|one| one.record).collect()
}

fn attendance(people: &People, patient: PatientId) -> Option<Attendance> {
    let day = people.house.zone().day(people.house.clock().now());
    let found = people.house.store(DirectAccess).read(|tx| schedule::attendance::attendance_of(tx, patient, day)).unwrap();
    found.map(|one| one.record)
}

/// Everything that waits to be sent, as the networks get it.
fn sent(people: &People) -> Vec<String> {
    let intake = people.actor(Role::Intake);
    let mut words = Vec::new();
    while let Some(taken) = people.house.take_message(&intake).unwrap() {
        let taken: Taken = taken;
        words.push(taken.outgoing.words.clone());
        people.house.message_ended(&intake, &taken, &Outcome::Accepted { provider_id: None }).unwrap();
    }
    words
}

fn switch_all(modality: &str) -> [(&str, &str); 4] {
    [("scope", "program"), ("modality", modality), ("from", "2026-03-16"), ("reason", "snow")]
}

/// The address in a text, without its host.
fn link_in(text: &str) -> String {
    let at = text.find("/l/").unwrap_or_else(|| panic!("a link: {text}"));
    text[at..].split_whitespace().next().unwrap().to_owned()
}

/// The room that a page opens, without its host.
fn room_in(page: &Page) -> String {
    page.link("/demo/room/").trim_start_matches("http://127.0.0.1").to_owned()
}

async fn ask(app: &Router, request: Request<Body>) -> Page {
    let (status, headers, body) = send(app, request).await;
    let location = headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap()).to_owned();
    Page { status, body, location }
}

async fn press(app: &Router, path: &str, fields: &[(&str, &str)]) -> Page {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ask(app, request.body(Body::from(body.join("&"))).unwrap()).await
}

/// Joins from the phone of Marcus; answers the room's address with the way in.
async fn joined(phone: &Phone, session: &GroupSession) -> String {
    let fields = [("shown_as", "M.D."), ("town", "Worcester"), ("state", "ma")];
    let ready = phone.post(&format!("/l/sessions/{}/join", session.id), &fields).await;
    assert_eq!(ready.status, StatusCode::OK, "{}", ready.body);
    room_in(&ready)
}

#[tokio::test]
async fn s_25_op_11_the_program_goes_remote_people_are_told_join_from_their_phone_and_the_note_says_where_they_were() {
    let people = monday();
    let app = app(&people);
    let director = Desk::of_wired(&people, "clinical_director", wiring()).await;

    // One press moves everything from today on
    let done = director.post("/remote", &switch_all("remote")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let board = director.get("/remote").await;
    assert!(board.says("1 written, 4 to call, 0 called"), "{}", board.body);
    assert!(board.says("Teresa Amaral") || board.says("Teresa A."), "who may not be written to stands in the list of calls");

    // The same press once more is the same switch, and tells nobody twice
    assert_eq!(director.post("/remote", &switch_all("remote")).await.status, StatusCode::SEE_OTHER);
    let words = sent(&people);
    assert_eq!(words.len(), 1, "{words:?}");
    assert!(words[0].contains("by video") && !words[0].contains("treat"), "{}", words[0]);

    // Marcus opens his page, and says yes to video before anything else
    let phone = Phone::open(&app, &link_in(&words[0]), "5", "2").await.unwrap();
    assert!(phone.get("/l").await.says("Your next times"));
    assert!(phone.get("/l/sessions").await.says("You have not said yes to video yet."));
    let first = sessions(&people)[0].clone();
    people.clock.set(at(date(2026, 3, 16), 8, 50));
    let no = phone
        .post(&format!("/l/sessions/{}/join", first.id), &[("shown_as", "M."), ("town", "Worcester"), ("state", "MA")])
        .await;
    assert_eq!(no.status, StatusCode::CONFLICT, "no consent, no way in");
    // A screen that nobody touches locks after five minutes: the director comes back each time.
    let director = Desk::of_wired(&people, "clinical_director", wiring()).await;
    assert!(director.get(&format!("/sessions/{}/video", first.id)).await.says("No consent to remote yet"));
    assert_eq!(phone.post("/l/video", &[("answer", "yes")]).await.location, "/l/sessions");

    // A town is asked for, and what was typed stays
    let again =
        phone.post(&format!("/l/sessions/{}/join", first.id), &[("shown_as", "M.D."), ("town", ""), ("state", "RI")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("Write the town you are in.") && again.says("value=\"RI\""), "{}", again.body);

    // He joins for real; the address says nothing about him
    let room = joined(&phone, &first).await;
    assert!(!room.to_lowercase().contains("marcus") && !room.to_lowercase().contains("dwyer"));
    let door = ask(&app, Request::get(&room).body(Body::empty()).unwrap()).await;
    assert!(door.says("M.D.") && !door.says("Marcus"), "{}", door.body);
    let (path, jwt) = room.split_once("?jwt=").unwrap();
    people.clock.set(at(date(2026, 3, 16), 8, 59));
    assert_eq!(phone.get("/l/sessions").await.status, StatusCode::OK);
    people.clock.set(at(date(2026, 3, 16), 9, 10));
    let over = press(&app, &format!("{path}/join"), &[("jwt", jwt)]).await;
    assert_eq!(over.status, StatusCode::FORBIDDEN, "a way in dies after ten minutes");
    let room = joined(&phone, &first).await;
    let (path, jwt) = room.split_once("?jwt=").unwrap();
    let inside = press(&app, &format!("{path}/join"), &[("jwt", jwt)]).await;
    assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
    let director = Desk::of_wired(&people, "clinical_director", wiring()).await;
    let session_page = director.get(&format!("/sessions/{}/video", first.id)).await;
    assert!(session_page.says("Connected") && session_page.says("Worcester, MA"), "{}", session_page.body);
    let connection = inside.location.split("connection=").nth(1).unwrap().to_owned();

    // And leaves; the minutes are those he was there
    people.clock.set(at(date(2026, 3, 16), 10, 0));
    press(&app, &format!("{path}/leave"), &[("jwt", jwt), ("connection", &connection)]).await;
    press(&app, &format!("{path}/leave"), &[("jwt", jwt), ("connection", &connection)]).await;
    let day = attendance(&people, people.marcus).unwrap();
    let marks: Vec<(&MarkKind, &str)> =
        day.standing().map(|mark| (&mark.kind, mark.call.as_ref().unwrap().place.as_str())).collect();
    assert_eq!(marks, [(&MarkKind::ArrivedRemote, "Worcester, MA"), (&MarkKind::Left, "Worcester, MA")]);

    // The note carries modality, both places and the consent
    people.clock.set(at(date(2026, 3, 16), 12, 30));
    let note = chart(&people, &first);
    assert!(note.is_remote);
    assert_eq!(note.credited_minutes, 50);
    let telehealth = note.telehealth.clone().unwrap();
    assert_eq!(telehealth.person_place.as_deref(), Some("Worcester, MA"));
    assert_eq!((telehealth.program_place.as_str(), telehealth.consented_on), ("Room 2", Some(date(2026, 3, 16))));
    let clinician = Desk::of_wired(&people, "clinician", wiring()).await;
    let document = clinician.get(&format!("/notes/{}", note.id)).await;
    assert!(document.says("Worcester, MA") && document.says("Agreed on"), "{}", document.body);

    // Undo: the switch is taken back, and who was told is told again
    let director = Desk::of_wired(&people, "clinical_director", wiring()).await;
    let undo = director.get("/remote").await.action("/undo");
    assert_eq!(director.post(&undo, &[]).await.status, StatusCode::SEE_OTHER);
    let again = sent(&people);
    assert!(again.len() == 1 && again[0].contains("here"), "{again:?}");
    assert!(director.get("/remote").await.says("Taken back"));
}

/// The leader charts and signs for Marcus.
fn chart(people: &People, session: &GroupSession) -> ProgressNote {
    let leader = people.actor(Role::Clinician);
    let plan = people.house.store(DirectAccess).read(|tx| plan::treatment_plan::current_of(tx, people.marcus)).unwrap().unwrap();
    let objective = plan.active_objectives().next().unwrap().id;
    let shared = SharedPart {
        topic: "Money and payday".into(),
        techniques: vec!["Role play".into()],
        summary: "Mapped the week and rehearsed a first step for each.".into(),
        started_at: Some(session.starts_at),
        ended_at: Some(session.ends_at),
        place: "Room 2".into(),
        answered: vec![],
    };
    let own = OwnPart {
        participation: Some(Participation::Active),
        presentation: vec![],
        touched: vec![Touched { objective, moved: None }],
        words: "Named the gas station on the way home and will take the other road, with the radio loud.".into(),
        stated_minutes: None,
        minutes_reason: String::new(),
        answered: vec![],
        is_ready: true,
    };
    for content in [Content::Shared(shared), Content::Own(people.marcus, own)] {
        people.house.perform(&leader, &SaveDraft { session: session.id, content, based_on: 0 }).unwrap();
    }
    let signed = people.house.perform(&leader, &SignNotes { session: session.id, patients: None }).unwrap();
    assert_eq!(signed.signed.len(), 1, "{:?}", signed.why);
    let notes = people.house.store(DirectAccess).read(|tx| tx.find::<ProgressNote>("1 = 1 ORDER BY id", &[])).unwrap();
    notes.into_iter().map(|note| note.record).find(|note| note.id == signed.signed[0]).unwrap()
}

#[tokio::test]
async fn op_09_what_the_server_tells_is_believed_only_with_its_word_and_happens_once() {
    let people = monday();
    let app = app(&people);
    let director = Desk::of_wired(&people, "clinical_director", wiring()).await;
    director.post("/remote", &switch_all("remote")).await;
    let link = link_in(&sent(&people)[0]);
    people.clock.set(at(date(2026, 3, 16), 8, 55));
    let phone = Phone::open(&app, &link, "5", "2").await.unwrap();
    phone.post("/l/video", &[("answer", "yes")]).await;
    let first = sessions(&people)[0].clone();
    let room = joined(&phone, &first).await;
    let name = room.trim_start_matches("/demo/room/").split('?').next().unwrap().to_owned();
    let call = people.house.store(DirectAccess).read(|tx| schedule::video::calls_of_session(tx, first.id)).unwrap()[0].id;
    let second = |hour, minute| at(date(2026, 3, 16), hour, minute).as_second();
    let telling = |event: &str, room: &str, left: Option<i64>| {
        let mut occupant = serde_json::json!({
            "name": "M.D.", "id": call.to_string(), "occupant_jid": "14f01c40@meet.example.org/OWhl8jSh", "joined_at": second(9, 0)
        });
        if let Some(left) = left {
            occupant["left_at"] = serde_json::json!(left);
        }
        serde_json::json!({
            "event_name": event, "room_name": room, "room_jid": format!("{room}@conference.meet.example.org"),
            "is_breakout": false, "active_occupants_count": 1, "occupant": occupant
        })
    };
    let tell = |path: &'static str, word: &'static str, body: serde_json::Value| {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {word}"))
            .body(Body::from(body.to_string()))
            .unwrap();
        let app = app.clone();
        async move { ask(&app, request).await.status }
    };
    people.clock.set(at(date(2026, 3, 16), 9, 1));
    let joined_at = "/hooks/video/events/occupant/joined";
    assert_eq!(tell(joined_at, "wrong", telling("muc-occupant-joined", &name, None)).await, StatusCode::FORBIDDEN);
    assert_eq!(tell(joined_at, WORD, telling("muc-occupant-joined", "another-room", None)).await, StatusCode::NO_CONTENT);
    assert!(attendance(&people, people.marcus).is_none(), "neither a stranger nor another room comes in");
    for _ in 0..2 {
        assert_eq!(tell(joined_at, WORD, telling("muc-occupant-joined", &name, None)).await, StatusCode::NO_CONTENT);
    }
    assert_eq!(attendance(&people, people.marcus).unwrap().standing().count(), 1);

    // Nobody says that he left: the session ends, and so does the call
    people.clock.set(at(date(2026, 3, 16), 10, 31));
    let desk = access::Actor::of_stepdown(Role::FrontDesk);
    assert_eq!(people.house.perform(&desk, &schedule::video::CloseLostCalls).unwrap(), 1);
    assert_eq!(people.house.perform(&desk, &schedule::video::CloseLostCalls).unwrap(), 0);
    let left = |day: &Attendance| day.standing().find(|mark| mark.kind == MarkKind::Left).unwrap().at;
    assert_eq!(left(&attendance(&people, people.marcus).unwrap()), first.ends_at);

    // The server comes back and knows better
    let told = telling("muc-occupant-left", &name, Some(second(9, 40)));
    assert_eq!(tell("/hooks/video/events/occupant/left", WORD, told).await, StatusCode::NO_CONTENT);
    assert_eq!(left(&attendance(&people, people.marcus).unwrap()), at(date(2026, 3, 16), 9, 40));
}

/// A browser that stands at the door.
struct Screen {
    app: Router,
    cookie: String,
}

impl Screen {
    async fn open(people: &People) -> Self {
        let app = app(people);
        let entering = Request::get("/demo/sign-in?as=front_desk").body(Body::empty()).unwrap();
        let (_, headers, _) = send(&app, entering).await;
        let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let page = ask(&app, Request::get("/door").header(header::COOKIE, &cookie).body(Body::empty()).unwrap()).await;
        let csrf = page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let request = Request::post("/door/screens")
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf={}&name=Front+door", encoded(&csrf))))
            .unwrap();
        let (status, headers, body) = send(&app, request).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        let cookies: Vec<&str> = headers.get_all(header::SET_COOKIE).iter().map(|one| one.to_str().unwrap()).collect();
        assert!(cookies.iter().any(|one| one.starts_with("stepdown=;")), "nobody stays signed in behind the screen: {cookies:?}");
        let after = ask(&app, Request::get("/today").header(header::COOKIE, &cookie).body(Body::empty()).unwrap()).await;
        assert_eq!(after.status, StatusCode::SEE_OTHER);
        let own = cookies.iter().find(|one| one.starts_with("kiosk=")).unwrap().split(';').next().unwrap().to_owned();
        Self { app, cookie: own }
    }

    async fn get(&self, path: &str) -> Page {
        ask(&self.app, Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, fields: &[(&str, &str)]) -> Page {
        let page = self.get("/kiosk").await;
        let csrf = page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let mut body = vec![format!("csrf={}", encoded(&csrf))];
        body.extend(fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))));
        let request = Request::post("/kiosk").header(header::COOKIE, &self.cookie).body(Body::from(body.join("&"))).unwrap();
        ask(&self.app, request).await
    }
}

/// The code that the phone of Marcus shows.
async fn code(people: &People, desk: &Desk) -> String {
    let made = desk.post(&format!("/patients/{}/privacy-link", people.marcus), &[("address", ""), ("lives_days", "30")]).await;
    let from = made.body.find("/l/").unwrap();
    let link: String = made.body[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect();
    let phone = Phone::open(&app(people), &link, "5", "2").await.unwrap();
    assert_eq!(phone.post("/l/door", &[]).await.location, "/l/door");
    let shown = phone.get("/l/door").await;
    let code = shown.body.split("<p class=\"code\">").nth(1).unwrap().split('<').next().unwrap();
    code.chars().filter(char::is_ascii_digit).collect()
}

#[tokio::test]
async fn s_25_the_screen_at_the_door_takes_a_code_and_tells_nothing_about_anybody() {
    let people = monday();
    let clinician = Desk::of_wired(&people, "clinician", wiring()).await;
    let screen = Screen::open(&people).await;
    let names = ["Marcus", "Dwyer", "Teresa", "Riley", "Omar", "Medeiros", "Relapse"];
    let silent = |page: &Page| assert!(!names.iter().any(|name| page.says(name)), "{}", page.body);
    let first = screen.get("/kiosk").await;
    assert!(first.says("Type the code from your phone") && first.says("Kreyòl"), "{}", first.body);
    silent(&first);
    assert!(!first.says("href=\"/today\"") && !first.says("<script"), "no way anywhere else");
    assert!(screen.get("/kiosk?in=pt").await.says("Digite o código"));

    // Key by key, as somebody presses them
    let code = code(&people, &clinician).await;
    assert_eq!(code.len(), 6);
    let mut typed = String::new();
    let mut page = first;
    for key in code.chars() {
        let key = key.to_string();
        page = screen.post(&[("typed", &typed), ("key", &key), ("in", "en")]).await;
        typed.push_str(&key);
        silent(&page);
    }
    assert!(page.says("You are checked in.") && page.says("refresh"), "{}", page.body);
    assert_eq!(attendance(&people, people.marcus).unwrap().standing().last().unwrap().kind, MarkKind::Arrived);

    // The same code again, a wrong one and one that is over answer alike
    let used = screen.post(&[("typed", &code)]).await;
    let wrong = screen.post(&[("typed", "000000")]).await;
    assert!(used.says("That did not work. Ask at the desk."));
    let plain = |page: &Page| page.body.replace(&code, "").replace("000000", "");
    assert_eq!(plain(&used), plain(&wrong));
    silent(&wrong);

    // Too many of them, and the screen waits
    for number in 0..5 {
        screen.post(&[("typed", &format!("00000{number}"))]).await;
    }
    assert_eq!(screen.post(&[("typed", "000009")]).await.status, StatusCode::TOO_MANY_REQUESTS);

    // Closed from the desk, it takes nothing
    let desk = Desk::of_wired(&people, "front_desk", wiring()).await;
    let close = desk.get("/door").await.action("/close");
    assert_eq!(desk.post(&close, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(screen.get("/kiosk").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn s_25_a_yes_at_the_door_asks_to_wait_tells_the_desk_and_marks_nobody_as_arrived() {
    let people = monday();
    let director = Desk::of_wired(&people, "clinical_director", wiring()).await;
    let clinician = Desk::of_wired(&people, "clinician", wiring()).await;
    let on = director.post("/door/questions", &[("is_on", "yes"), ("from", "2026-03-16")]).await;
    assert_eq!(on.status, StatusCode::SEE_OTHER, "{}", on.body);
    let screen = Screen::open(&people).await;
    let code = code(&people, &clinician).await;
    let asked = screen.post(&[("typed", &code), ("in", "es")]).await;
    assert!(asked.says("¿Tiene fiebre o escalofríos hoy?"), "{}", asked.body);
    assert!(screen.post(&[("typed", &code), ("asked", "yes"), ("q.fever", "no")]).await.says("Answer each question."));
    let answers = [("typed", code.as_str()), ("asked", "yes"), ("q.fever", "yes"), ("q.cough", "no"), ("q.stomach", "no")];
    let waits = screen.post(&answers).await;
    assert!(waits.says("Please wait here. Someone comes to you.") && waits.says("by video today"), "{}", waits.body);
    assert!(attendance(&people, people.marcus).is_none(), "not arrived at the group");

    // The desk is told, and lets him in
    let desk = Desk::of_wired(&people, "front_desk", wiring()).await;
    assert!(desk.get("/today").await.says("Somebody waits at the door"));
    let door = desk.get("/door").await;
    assert!(door.says("Do you have a fever or chills today?") && door.says("Marcus"), "{}", door.body);
    assert_eq!(desk.post(&door.action("/door/answers/"), &[("as", "in")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(attendance(&people, people.marcus).unwrap().standing().last().unwrap().kind, MarkKind::Arrived);
    assert!(desk.get("/door").await.says("Nobody waits."));
    // It stays a record
    let kept = people.house.store(DirectAccess).read(|tx| schedule::door::answers_on(tx, date(2026, 3, 16))).unwrap();
    assert!(kept[0].answers.iter().any(|(_, yes)| *yes) && kept[0].seen.is_some());
}
