//! Groups and notes through HTTP: who may, what is kept, what is refused, and what a signature makes of the day.

use crate::morning::{Desk, TODAY};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use schedule::group_session::GroupSession;
use tower::ServiceExt;
use treatment::progress_note::{ProgressNote, Standing};
use vocabulary::id::PatientId;

/// A browser of one member of staff.
struct Browser {
    pages: Router,
    cookie: String,
    csrf: String,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    page: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn title(&self) -> &str {
        self.page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default()
    }
}

async fn send(pages: &Router, request: Request<Body>) -> Answer {
    let answer = pages.clone().oneshot(request).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let page = String::from_utf8(to_bytes(answer.into_body(), 1 << 22).await.unwrap().to_vec()).unwrap();
    Answer { status, headers, page }
}

impl Browser {
    /// Signs in by the demonstration's door as a member of staff.
    async fn of(desk: &Desk, login: &str) -> Self {
        let pages = web::router(desk.app());
        let staff = desk.staff(login);
        let role = staff.roles[0].as_str();
        let door = format!("/demo/sign-in?as={role}&who={}", staff.id);
        let entered = send(&pages, Request::get(door).body(Body::empty()).unwrap()).await;
        let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
        let mut browser = Self { pages, cookie, csrf: String::new() };
        let page = browser.get("/today").await.page;
        browser.csrf = page.split("name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        browser
    }

    async fn get(&self, path: &str) -> Answer {
        send(&self.pages, Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as a browser without script does.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let request = Request::post(path).header(header::COOKIE, &self.cookie);
        send(&self.pages, request.body(Body::from(form.finish())).unwrap()).await
    }

    /// Sends a form as the autosave does.
    async fn save(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("hx-request", "true");
        send(&self.pages, request.body(Body::from(form)).unwrap()).await
    }

    /// Charts one person through the page.
    async fn chart(&self, session: &GroupSession, patient: PatientId, version: &str, words: &str) -> Answer {
        let page = self.get(&format!("/sessions/{}/note?person={patient}", session.id)).await.page;
        let objective =
            page.split("name=\"objective\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let fields = [("version", version), ("part", "active"), ("objective", &objective), ("words", words), ("then", "next")];
        self.post(&format!("/sessions/{}/draft/{patient}", session.id), &fields).await
    }

    /// Reviews and signs everything that is ready, with what the review page carries.
    async fn review_and_sign(&self, session: &GroupSession) -> Answer {
        let page = self.get(&format!("/sessions/{}/sign", session.id)).await.page;
        let fields = carried(&page);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&format!("/sessions/{}/sign", session.id), &fields).await
    }
}

/// The hidden and ticked fields of the review page.
fn carried(page: &str) -> Vec<(String, String)> {
    let field = |name: &str| {
        let begin = format!("name=\"{name}\" value=\"");
        let parts = page.split(begin.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
        parts.map(|value| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    ["shared_version", "seen", "patient"].iter().flat_map(|name| field(name)).collect()
}

fn morning(desk: &Desk) -> GroupSession {
    desk.session("morning", TODAY)
}

fn note_page(session: &GroupSession) -> String {
    format!("/sessions/{}/note", session.id)
}

#[tokio::test]
async fn the_list_says_what_is_to_chart_and_what_is_late_in_words() {
    let desk = Desk::open();
    let jo = Browser::of(&desk, "jo").await;
    let list = jo.get("/groups").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.page.contains("Two notes from yesterday. About 2 minutes."), "{}", list.page);
    assert!(list.page.contains("11 of 12 here, 0 of 11 signed."));
    assert!(list.page.contains("11 to chart") && list.page.contains("Co-sign 3"));
    assert!(!list.page.contains("Stress management"), "a group that she does not lead");
    let dana = Browser::of(&desk, "dana").await;
    assert!(dana.get("/groups?all=1").await.page.contains("Stress management"), "who answers for the program sees all of it");
}

#[tokio::test]
async fn the_composer_starts_from_what_the_door_the_plan_and_the_calendar_know() {
    let desk = Desk::open();
    let jo = Browser::of(&desk, "jo").await;
    let page = jo.get(&note_page(&morning(&desk))).await.page;
    for known in ["High-risk situations and HALT", "0 of 11 ready", "1 not here", "Here 8:50 · 75 min", "9:22 · 53 min"] {
        assert!(page.contains(known), "{known}");
    }
    assert!(page.contains("Carried from the plan. Last on"), "the objective last worked on is ticked already");
    assert!(page.contains("Name three high-risk situations and a first step for each, by April 3"));
    let teresa = desk.people[11];
    assert!(page.contains(&format!("/patients/{teresa}/outreach")), "who is not here gets outreach, not a part");
    assert!(!page.contains(&format!("?person={teresa}")));
}

#[tokio::test]
async fn an_autosave_answers_with_the_version_and_the_time_and_a_reload_has_it() {
    let desk = Desk::open();
    let (jo, session, aisha) = (Browser::of(&desk, "jo").await, morning(&desk), desk.people[0]);
    let draft = format!("/sessions/{}/draft/{aisha}", session.id);
    let saved = jo
        .save(&draft, &[("version", "0"), ("words", "wrote a call\r\ninto the week"), ("seemed", "calm"), ("seemed", "tired")])
        .await;
    assert_eq!((saved.status, saved.header("x-version"), saved.header("x-saved-at")), (StatusCode::OK, "1", "10:21"));
    let page = jo.get(&format!("{}?person={aisha}", note_page(&session))).await.page;
    assert!(page.contains("wrote a call\ninto the week</textarea>") && page.contains("Saved 10:21"));
    assert!(page.contains("value=\"calm\" checked") && page.contains("value=\"tired\" checked"));
    let shared = format!("/sessions/{}/draft/shared", session.id);
    let saved = jo
        .save(
            &shared,
            &[("version", "0"), ("summary", "In pairs."), ("started", "09:05"), ("ended", "10:10"), ("place", "Room 2")],
        )
        .await;
    assert_eq!(saved.header("x-version"), "1");
    let page = jo.get(&note_page(&session)).await.page;
    assert!(page.contains("value=\"09:05\"") && page.contains("65 min"), "minutes follow the times of the session");
}

#[tokio::test]
async fn two_people_who_write_one_part_both_see_both_texts_and_keep_them() {
    let desk = Desk::open();
    let (jo, ken) = (Browser::of(&desk, "jo").await, Browser::of(&desk, "ken").await);
    let (session, aisha) = (morning(&desk), desk.people[0]);
    let draft = format!("/sessions/{}/draft/{aisha}", session.id);
    ken.save(&draft, &[("version", "0"), ("words", "what was said about the bus")]).await;
    let met = jo.save(&draft, &[("version", "0"), ("words", "what was said about the evening")]).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.page.contains("what was said about the bus") && met.page.contains("what was said about the evening"));
    assert!(met.page.contains("Ken Osei, saved 10:21") && met.page.contains("name=\"against\" value=\"1\""));
    let whole = jo.post(&draft, &[("version", "0"), ("words", "what was said about the evening"), ("then", "next")]).await;
    assert_eq!(whole.status, StatusCode::CONFLICT, "without script it is a page with both");
    assert!(whole.page.contains("Keep mine") && whole.page.contains("Keep theirs"));
    jo.post(&draft, &[("version", "0"), ("against", "1"), ("keep", "mine"), ("words", "what was said about the evening")]).await;
    let page = ken.get(&format!("{}?person={aisha}", note_page(&session))).await.page;
    assert!(page.contains("what was said about the evening</textarea>"));
    assert!(page.contains("Kept texts (1)") && page.contains("what was said about the bus"), "the other text can be taken over");
    let take = format!("/sessions/{}/take-over", session.id);
    let of = aisha.to_string();
    let fields = [("of", of.as_str()), ("version", "2"), ("words", "what was said about the bus")];
    assert_eq!(ken.post(&take, &fields).await.status, StatusCode::SEE_OTHER);
    let page = ken.get(&format!("{}?person={aisha}", note_page(&session))).await.page;
    assert!(page.contains("what was said about the bus</textarea>") && page.contains("what was said about the evening"));
}

#[tokio::test]
async fn a_plain_form_goes_to_the_next_person_and_keeps_what_it_cannot_understand() {
    let desk = Desk::open();
    let (jo, session) = (Browser::of(&desk, "jo").await, morning(&desk));
    let next = jo.chart(&session, desk.people[0], "0", "wrote a call into the week").await;
    assert_eq!(next.status, StatusCode::SEE_OTHER);
    assert_eq!(next.header("location"), format!("{}?person={}", note_page(&session), desk.people[1]));
    let draft = format!("/sessions/{}/draft/{}", session.id, desk.people[1]);
    let wrong = jo.post(&draft, &[("version", "0"), ("words", "listened"), ("minutes", "an hour"), ("then", "next")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.page.contains("value=\"an hour\"") && wrong.page.contains("Write the minutes as a whole number"));
    assert!(wrong.title().starts_with("Problem: "));
    assert!(jo.get(&format!("{}?person={}", note_page(&session), desk.people[1])).await.page.contains("listened</textarea>"));
}

#[tokio::test]
async fn minutes_other_than_the_doors_need_a_reason() {
    let desk = Desk::open();
    let (jo, session, aisha) = (Browser::of(&desk, "jo").await, morning(&desk), desk.people[0]);
    let draft = format!("/sessions/{}/draft/{aisha}", session.id);
    jo.save(&draft, &[("version", "0"), ("words", "left for a call"), ("minutes", "60")]).await;
    let checks = jo.get(&format!("{}/checks", note_page(&session))).await.page;
    assert!(checks.contains("the note says 60 minutes, the door 75. Choose one"), "{checks}");
    jo.save(&draft, &[("version", "1"), ("words", "left for a call"), ("minutes", "60"), ("minutes_reason", "took a call")])
        .await;
    assert!(!jo.get(&format!("{}/checks", note_page(&session))).await.page.contains("Choose one"));
}

#[tokio::test]
async fn op_a15_a_possible_name_can_be_answered_and_a_certain_one_cannot() {
    let desk = Desk::open();
    let (jo, session, aisha) = (Browser::of(&desk, "jo").await, morning(&desk), desk.people[0]);
    let draft = format!("/sessions/{}/draft/{aisha}", session.id);
    let words = "Said that Will is strong in her, and that Marcus knows it.";
    jo.chart(&session, aisha, "0", words).await;
    let card = jo.get(&format!("{}?person={aisha}", note_page(&session))).await.page;
    assert!(card.contains("“Will” may name another person of this group.") && card.contains("This word names nobody here"));
    let objective = card.split("name=\"objective\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields = [
        ("version", "1"),
        ("objective", objective),
        ("words", words),
        ("answer", "Will"),
        ("answer", "Marcus"),
        ("is_ready", "1"),
    ];
    jo.post(&draft, &fields).await;
    let checks = jo.get(&format!("{}/checks", note_page(&session))).await.page;
    assert!(!checks.contains("“Will”") && checks.contains("“Marcus” in Aisha’s line names another person"), "{checks}");
    let review = jo.get(&format!("/sessions/{}/sign", session.id)).await.page;
    assert!(review.contains("Nothing is ready to sign."));
}

#[tokio::test]
async fn signing_says_what_it_made_of_each_day_and_what_stays_and_why() {
    let desk = Desk::open();
    let (jo, session) = (Browser::of(&desk, "jo").await, morning(&desk));
    jo.chart(&session, desk.people[0], "0", "wrote a call into the week and read it aloud").await;
    jo.chart(&session, desk.people[5], "0", "settled after ten minutes of breathing and shared one thing").await;
    jo.chart(&session, desk.people[1], "0", "").await;
    let review = jo.get(&format!("/sessions/{}/sign", session.id)).await.page;
    assert!(review.contains("2 notes will be signed") && review.contains("I sign as Jo Alvarez, LICSW"));
    assert!(review.contains("Dmitri needs one line that is only theirs"));
    let signed = jo.review_and_sign(&session).await;
    assert_eq!(
        (signed.status, signed.header("location")),
        (StatusCode::SEE_OTHER, format!("/sessions/{}/signed", session.id).as_str())
    );
    let result = jo.get(signed.header("location")).await.page;
    assert!(result.contains("2 notes signed"));
    assert!(result.contains("75 of 180 minutes") && result.contains("53 of 180 minutes"), "the joined loop in words: {result}");
    assert!(result.contains("Add one line that is only about Dmitri"));
    assert!(result.contains("/amend") && result.contains("/void"), "a signature is amended or voided, never undone");
    assert_eq!(desk.notes(&session).len(), 2);
    assert_eq!(jo.review_and_sign(&session).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is left to sign");
    assert_eq!(desk.notes(&session).len(), 2, "signed once");
    let composer = jo.get(&note_page(&session)).await.page;
    assert!(composer.contains(&format!("/notes/{}", desk.notes(&session)[0].id)), "who is signed leads to the document");
}

#[tokio::test]
async fn what_changed_after_the_review_is_read_again_before_it_is_signed() {
    let desk = Desk::open();
    let (jo, ken) = (Browser::of(&desk, "jo").await, Browser::of(&desk, "ken").await);
    let (session, aisha) = (morning(&desk), desk.people[0]);
    jo.chart(&session, aisha, "0", "wrote a call into the week").await;
    let review = jo.get(&format!("/sessions/{}/sign", session.id)).await.page;
    ken.chart(&session, aisha, "1", "wrote two calls into the week").await;
    let fields = carried(&review);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = jo.post(&format!("/sessions/{}/sign", session.id), &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.page.contains("Nothing was signed. Read it once more.") && answer.page.contains("wrote two calls"));
    assert!(desk.notes(&session).is_empty());
}

#[tokio::test]
async fn a_signed_note_is_complete_in_itself_and_its_title_names_nobody() {
    let desk = Desk::open();
    let (jo, session) = (Browser::of(&desk, "jo").await, morning(&desk));
    let shared = [
        ("version", "0"),
        ("topic", "HALT"),
        ("did", "CBT"),
        ("summary", "Mapped situations in pairs."),
        ("started", "09:00"),
        ("ended", "10:15"),
        ("place", "Room 2"),
    ];
    jo.save(&format!("/sessions/{}/draft/shared", session.id), &shared).await;
    jo.chart(&session, desk.people[3], "0", "practiced saying no on camera").await;
    jo.review_and_sign(&session).await;
    let note = desk.notes(&session).remove(0);
    let page = jo.get(&format!("/notes/{}", note.id)).await;
    let said = [
        "Leah Porter",
        "Born May 14, 1990",
        "Record 1004",
        "Thursday, March 12, 2026, 9:00 to 10:15 am",
        "75 minutes",
        "By video",
        "Jo Alvarez, LICSW with Ken Osei, LADC II",
        "Mapped situations in pairs.",
        "practiced saying no on camera",
        "Name three high-risk",
        "Signed · Thursday, March 12, 2026, 10:21 am",
        "Contains protected records. Printed by Jo Alvarez, LICSW",
        "It was never changed.",
    ];
    for words in said {
        assert!(page.page.contains(words), "{words}");
    }
    assert_eq!(page.title(), "Note, LP 004 · Stepdown");
    assert!(!page.page.contains("Aisha"), "nobody else is in it");
}

#[tokio::test]
async fn an_amendment_asks_why_keeps_what_stood_and_can_be_read_both_ways() {
    let desk = Desk::open();
    let (jo, session) = (Browser::of(&desk, "jo").await, desk.session("morning", "2026-03-09"));
    let note = desk.notes(&session).remove(0);
    let here = format!("/notes/{}", note.id);
    let without =
        jo.post(&format!("{here}/amend"), &[("version", "1"), ("words", "said more"), ("stated_minutes", "soon")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        without.page.contains("There are 2 problems") && without.page.contains("said more</textarea>"),
        "all at once, all kept"
    );
    let fields =
        [("version", "1"), ("words", "said more about the weekend"), ("stated_minutes", ""), ("reason", "left out a sentence")];
    assert_eq!(jo.post(&format!("{here}/amend"), &fields).await.status, StatusCode::SEE_OTHER);
    let late = jo.post(&format!("{here}/amend"), &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "made from a version that no longer stands");
    assert!(late.page.contains("As it stands now") && late.page.contains("name=\"version\" value=\"2\""));
    let now = jo.get(&here).await.page;
    assert!(now.contains("said more about the weekend") && now.contains("left out a sentence") && now.contains("2 versions"));
    let before = jo.get(&format!("{here}?version=1")).await.page;
    assert!(before.contains("This is version 1 of 2") && before.contains("Named two high-risk situations"));
    let shared = format!("/sessions/{}/amend", session.id);
    jo.post(&shared, &[("summary", "Mapped situations in threes."), ("reason", "miscounted")]).await;
    assert!(
        desk.notes(&session).iter().all(|note| note.shared.summary == "Mapped situations in threes."),
        "in every chart that has it"
    );
}

#[tokio::test]
async fn a_note_in_the_wrong_chart_is_moved_and_neither_chart_names_the_other_person() {
    let desk = Desk::open();
    let (jo, session) = (Browser::of(&desk, "jo").await, desk.session("morning", "2026-03-09"));
    let note = desk.notes(&session).remove(0);
    let teresa = desk.people[11].to_string();
    let here = format!("/notes/{}/move", note.id);
    let found = jo.get(&format!("{here}?q=teresa")).await.page;
    assert!(found.contains("Teresa Almeida") && found.contains("Born May 14, 1990 · Record 1012"), "two identifiers");
    let nobody = jo.post(&here, &[("q", "teresa"), ("reason", "")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.page.contains("Choose the person") && nobody.page.contains("Write why"));
    let moved = jo.post(&here, &[("to", &teresa), ("reason", "picked the wrong row")]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let there = jo.get(moved.header("location")).await.page;
    assert!(there.contains("Teresa Almeida") && there.contains("picked the wrong row") && !there.contains("Aisha"));
    let left = jo.get(&format!("/notes/{}", note.id)).await.page;
    assert!(left.contains("it belonged to another chart") && !left.contains("Teresa"));
}

#[tokio::test]
async fn voiding_asks_why_and_the_note_stays_readable() {
    let desk = Desk::open();
    let (jo, session) = (Browser::of(&desk, "jo").await, desk.session("morning", "2026-03-09"));
    let note = desk.notes(&session).remove(0);
    let void = format!("/notes/{}/void", note.id);
    assert_eq!(jo.post(&void, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(jo.post(&void, &[("reason", "written about the wrong morning")]).await.status, StatusCode::SEE_OTHER);
    let page = jo.get(&format!("/notes/{}", note.id)).await.page;
    assert!(page.contains("Void, no longer in force: written about the wrong morning"));
    assert!(!page.contains(&format!("{void}\"")), "what is void is not voided again");
    let kept = desk.all::<ProgressNote>("id = $1", note.id).remove(0);
    assert!(matches!(kept.standing, Standing::Voided { .. }));
}

#[tokio::test]
async fn the_supervisor_sees_what_differs_from_the_plan_and_signs_the_queue() {
    let desk = Desk::open();
    let (jo, tobias) = (Browser::of(&desk, "jo").await, Browser::of(&desk, "tobias").await);
    let queue = jo.get("/groups/cosign").await.page;
    assert!(queue.contains("3 notes wait for your signature") && queue.contains("Cites the plan as it stands."));
    assert!(queue.contains("1 thing to look at") && queue.contains("I co-sign as supervisor, Jo Alvarez, LICSW"));
    let session = desk.session("training", "2026-03-10");
    let notes = desk.notes(&session);
    let cosign = format!("/notes/{}/cosign", notes[0].id);
    let own = tobias.post(&cosign, &[("version", "1"), ("then", "queue")]).await;
    assert_eq!(own.status, StatusCode::NOT_FOUND, "nobody co-signs their own note");
    assert_eq!(jo.post(&cosign, &[("version", "1"), ("then", "queue")]).await.status, StatusCode::SEE_OTHER);
    assert!(jo.get("/groups/cosign").await.page.contains("2 notes wait for your signature"));
    let page = jo.get(&format!("/notes/{}", notes[0].id)).await.page;
    assert!(page.contains("Co-signed as supervisor") && page.contains("Version 2: co-signed"));
    assert!(tobias.get("/groups/cosign").await.page.contains("You are clear."));
}

#[tokio::test]
async fn s_19_a_group_led_by_peers_has_attendance_and_says_why_there_is_no_note() {
    let desk = Desk::open();
    let peers = desk.session("peers", TODAY);
    for login in ["darnell", "jo", "dana"] {
        let page = Browser::of(&desk, login).await.get(&note_page(&peers)).await;
        assert_eq!(page.status, StatusCode::OK, "{login}");
        assert!(page.page.contains("peers lead it, so it has attendance and no clinical note"), "{login}");
        assert!(!page.page.contains("data-autosave"));
    }
    let darnell = Browser::of(&desk, "darnell").await;
    assert_eq!(darnell.get(&note_page(&morning(&desk))).await.status, StatusCode::NOT_FOUND, "no clinical note for peers");
}

#[tokio::test]
async fn a_stranger_cannot_tell_a_note_from_nothing() {
    let desk = Desk::open();
    let bea = Browser::of(&desk, "bea").await;
    let session = morning(&desk);
    let signed = desk.notes(&desk.session("morning", "2026-03-09")).remove(0);
    let nothing = "00000000-0000-7000-8000-000000000001";
    let pairs = [
        (note_page(&session), format!("/sessions/{nothing}/note")),
        (format!("/sessions/{}/sign", session.id), format!("/sessions/{nothing}/sign")),
        (format!("/sessions/{}/signed", session.id), format!("/sessions/{nothing}/signed")),
        (format!("/notes/{}", signed.id), format!("/notes/{nothing}")),
        (format!("/notes/{}/amend", signed.id), format!("/notes/{nothing}/amend")),
        (format!("/notes/{}/void", signed.id), format!("/notes/{nothing}/void")),
        (format!("/notes/{}/move", signed.id), format!("/notes/{nothing}/move")),
    ];
    for (there, absent) in pairs {
        let (there, absent) = (bea.get(&there).await, bea.get(&absent).await);
        assert_eq!((there.status, &there.page), (StatusCode::NOT_FOUND, &absent.page));
    }
    let draft = format!("/sessions/{}/draft/{}", session.id, desk.people[0]);
    assert_eq!(bea.save(&draft, &[("version", "0"), ("words", "x")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.draft_version(&session, &desk.people[0].to_string()), 0);
}

#[tokio::test]
async fn nothing_is_saved_or_signed_without_the_sessions_own_token() {
    let desk = Desk::open();
    let (mut jo, session) = (Browser::of(&desk, "jo").await, morning(&desk));
    jo.chart(&session, desk.people[0], "0", "wrote a call into the week").await;
    jo.csrf = "made up".into();
    assert_eq!(jo.review_and_sign(&session).await.status, StatusCode::FORBIDDEN);
    let draft = format!("/sessions/{}/draft/{}", session.id, desk.people[1]);
    assert_eq!(jo.save(&draft, &[("version", "0"), ("words", "x")]).await.status, StatusCode::FORBIDDEN);
    assert!(desk.notes(&session).is_empty());
}

#[tokio::test]
async fn op_13_what_is_signed_after_two_business_days_is_marked_as_a_late_entry() {
    let desk = Desk::open();
    desk.at("2026-03-17 09:00");
    let (jo, session) = (Browser::of(&desk, "jo").await, desk.session("evening", "2026-03-11"));
    assert!(jo.get("/groups").await.page.contains("Some are past their two business days"));
    let aisha = desk.people[0];
    jo.chart(&session, aisha, "0", "found that hunger fits the mornings").await;
    assert!(jo.get(&format!("/sessions/{}/sign", session.id)).await.page.contains("marked as late entries"));
    jo.review_and_sign(&session).await;
    let note = desk.notes(&session).remove(0);
    assert!(note.is_late_entry);
    assert!(jo.get(&format!("/notes/{}", note.id)).await.page.contains("Signed as a late entry"));
}
