//! A person answers on their own phone, behind a link that dies, without account and without script: one question a screen, saved with
//! every answer, gone on where they stopped; what is about their safety shows help to them at once and reaches staff once.

use access::{Refusal, Role};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use episode::patient_link::{LinkSent, RevokeLink, SendLink, ToDo};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use jiff::SignedDuration;
use jiff::civil::date;
use measure::{Means, Measure, RequestMeasure, WithdrawMeasure};
use store::{Author, DirectAccess, Stored};
use vocabulary::id::{MeasureId, PatientId};

use crate::own_phone::Phone;
use crate::patients::Desk;
use crate::people_house::{People, at, open};

fn ask(people: &People, patient: PatientId, instrument: &str, is_sent: bool) -> MeasureId {
    let wish = RequestMeasure {
        patient,
        instrument: instrument.into(),
        why: String::new(),
        due_on: None,
        language: String::new(),
        is_sent,
    };
    people.house.perform(&people.actor(Role::Clinician), &wish).unwrap()
}

/// Marcus was born on 2 May.
fn link(people: &People, to_do: Vec<ToDo>) -> LinkSent {
    let birth_date = Some(date(1991, 5, 2));
    let wish =
        SendLink { patient: people.marcus, name: "Marcus".into(), birth_date, language: "en".into(), to_do, lives_days: 7 };
    people.house.perform(&people.actor(Role::Clinician), &wish).unwrap()
}

fn address(link: &LinkSent) -> String {
    format!("/l/{}", link.token.to_address())
}

fn kept(people: &People, measure: MeasureId) -> Stored<Measure> {
    people.house.store(DirectAccess).read(|tx| measure::load(tx, measure)).unwrap()
}

/// How many open concerns about somebody say so.
fn concerns(people: &People, patient: PatientId, words: &str) -> usize {
    let open = people.house.store(DirectAccess).read(|tx| Ok::<_, Refusal>(treatment::concern::open_of(tx, patient)?)).unwrap();
    open.iter().filter(|concern| concern.sentence.contains(words)).count()
}

#[tokio::test]
async fn a_person_answers_one_question_a_screen_and_goes_on_where_they_stopped() {
    let people = open();
    let app = web::router(people.app());
    let phq9 = ask(&people, people.marcus, "phq-9", true);
    let sent = link(&people, vec![ToDo::Details, ToDo::Measure(phq9)]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    let list = phone.get("/l").await;
    assert!(list.says("A few questions") && list.says("To do · 10 to answer"), "{}", list.body);
    assert!(!list.says("PHQ"), "the list does not say what is asked");
    let begin = format!("/l/questions/{phq9}");
    assert_eq!(list.link("/l/questions/"), begin);
    let first = phone.get(&begin).await.location;
    assert_eq!(first, format!("{begin}/1"));
    let page = phone.get(&first).await;
    assert!(page.says("Little interest or pleasure") && !page.says("Feeling down"), "one question a screen: {}", page.body);
    assert!(page.says("Over the last 2 weeks") && page.says("type=\"radio\"") && page.says("1 of 10"));
    assert!(page.says("Developed by Drs. Robert L. Spitzer"), "the holder's notice stands on it (IN-08)");
    assert!(page.says("<title>For you</title>"), "the title says nothing");
    // Nothing chosen is not taken for an answer; not to answer is said so, and one may go back.
    let bare = phone.post(&first, &[("go", "next")]).await;
    assert!(bare.status == StatusCode::UNPROCESSABLE_ENTITY && bare.says("Choose an answer"));
    let second = phone.answer(&first, "several-days").await;
    assert_eq!(second, format!("{begin}/2"));
    assert_eq!(phone.post(&second, &[("go", "back")]).await.location, first);
    assert!(phone.get(&first).await.says("value=\"several-days\" checked"));
    let third = phone.post(&second, &[("go", "skip")]).await.location;
    let fourth = phone.answer(&third, "not-at-all").await;
    assert_eq!(phone.post(&fourth, &[("answer", "often"), ("go", "next")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The signal drops, the page closes; another day the same link goes on behind what was answered last.
    people.clock.set(people.clock.now().saturating_add(SignedDuration::from_hours(26)).unwrap());
    assert_eq!(phone.get(&fourth).await.status, StatusCode::FORBIDDEN, "that visit is over");
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    assert_eq!(phone.get(&begin).await.location, fourth);
    let mut there = fourth;
    while !there.ends_with("/end") {
        let code = if there.ends_with("/10") { "not-difficult" } else { "not-at-all" };
        there = phone.answer(&there, code).await;
    }
    let end = phone.get(&there).await;
    assert!(end.says("You left these open.") && end.says("Feeling down"), "{}", end.body);
    let done = phone.post(&there, &[]).await;
    assert_eq!(done.location, begin);
    assert!(phone.get(&begin).await.says("Your answers are with us."));
    assert!(phone.get("/l").await.says("<li class=\"done\"><div><span>A few questions</span><small>Done</small>"));
    // Handed in, it stays: a late tap changes nothing (IN-03).
    assert_eq!(phone.post(&format!("{begin}/1"), &[("answer", "not-at-all"), ("go", "next")]).await.location, begin);
    let kept = kept(&people, phq9);
    assert_eq!(kept.recorded_by, Author::Patient(people.marcus), "written by the person");
    assert_eq!((kept.means, kept.entered_by, kept.answers.len()), (Some(Means::Link), None, 9));
    let clinician = Desk::of(&people, "clinician").await;
    let one = clinician.get(&format!("/patients/{}/measures/{phq9}", people.marcus)).await;
    assert!(one.says("By the person, on their own phone"), "{}", one.body);
}

#[tokio::test]
async fn in_13_a_safety_answer_shows_help_at_once_and_is_raised_to_staff_once() {
    let people = open();
    let app = web::router(people.app());
    let phq9 = ask(&people, people.marcus, "phq-9", true);
    let sent = link(&people, vec![ToDo::Measure(phq9)]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    let ninth = format!("/l/questions/{phq9}/9");
    assert!(!phone.get(&ninth).await.says("tel:988"));
    let next = phone.answer(&ninth, "several-days").await;
    for (path, told) in [(next.as_str(), "the next page"), ("/l", "the list"), (&ninth, "the way back")] {
        let page = phone.get(path).await;
        assert!(page.says("You are not alone with this") && page.says("tel:988") && page.says("tel:911"), "{told}");
        assert!(page.says("sms:988") && page.says("At night and on weekends"), "{told}: {}", page.body);
    }
    assert_eq!(concerns(&people, people.marcus, "The PHQ-9 raised a safety question."), 1);
    let clinician = Desk::of(&people, "clinician").await;
    let board = clinician.get("/today").await;
    assert!(board.says("The PHQ-9 raised a safety question.") && !board.says("better off dead"));
    // The C-SSRS of the same day is asked by a clinician and never on the phone (LC-12).
    assert!(clinician.get(&format!("/patients/{}/measures", people.marcus)).await.says("C-SSRS screener"));
    assert!(!phone.get("/l").await.says("(2 of 2)"));
    // Answered again, taken back, handed in: raised once, and the help stays.
    phone.answer(&ninth, "nearly-every-day").await;
    phone.answer(&ninth, "not-at-all").await;
    assert_eq!(phone.post(&format!("/l/questions/{phq9}/end"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(phone.get(&format!("/l/questions/{phq9}")).await.says("tel:988"));
    assert_eq!(concerns(&people, people.marcus, "The PHQ-9 raised a safety question."), 1);
    assert_eq!(kept(&people, phq9).raised.iter().filter(|alert| *alert == "phq9-item9").count(), 1);
}

#[tokio::test]
async fn the_numbers_are_those_of_the_public_site() {
    let people = open();
    let line = |name: &str, number: &str, is_in_sight| web::HelpLine {
        name: name.into(),
        number: number.into(),
        may_text: false,
        is_in_sight,
        checked: date(2026, 3, 1),
    };
    let site = web::PublicSite {
        help_lines: vec![line("A line of the state", "833-555-0145", true), line("Another", "800-555-0150", false)],
        languages: Vec::new(),
        shows_drafts: false,
        wrong_words: Vec::new(),
    };
    let public = web::Public { has_clinic_license: false, site: Some(std::sync::Arc::new(site)) };
    let app = web::router(people.app_wired(web::Wiring { public, ..web::Wiring::none() }));
    let phq9 = ask(&people, people.marcus, "phq-9", true);
    let sent = link(&people, vec![ToDo::Measure(phq9)]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    let next = phone.answer(&format!("/l/questions/{phq9}/9"), "several-days").await;
    let page = phone.get(&next).await;
    assert!(page.says("tel:+18335550145") && page.says("A line of the state"), "{}", page.body);
    assert!(!page.says("800-555-0150"), "only those for somebody in danger");
}

#[tokio::test]
async fn a_link_that_is_over_taken_back_or_somebody_elses_gets_nothing_and_saves_nothing() {
    let people = open();
    let app = web::router(people.app());
    let mine = ask(&people, people.marcus, "gad-7", true);
    let theirs = ask(&people, people.teresa, "gad-7", true);
    let asked_here = ask(&people, people.marcus, "phq-9", false);
    let sent = link(&people, vec![ToDo::Measure(mine)]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    assert_eq!(phone.get(&format!("/l/questions/{mine}/1")).await.status, StatusCode::OK);
    for other in [theirs, asked_here] {
        for path in [format!("/l/questions/{other}"), format!("/l/questions/{other}/1"), format!("/l/questions/{other}/end")] {
            let page = phone.get(&path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!page.says("nervous"));
        }
        let saved = phone.post(&format!("/l/questions/{other}/1"), &[("answer", "not-at-all"), ("go", "next")]).await;
        assert_eq!(saved.status, StatusCode::NOT_FOUND);
        assert_eq!(kept(&people, other).version, 1);
    }
    // A form without the token of the visit saves nothing, and a stranger without a visit sees nothing.
    let forged = Request::post(format!("/l/questions/{mine}/1"))
        .header(header::COOKIE, &phone.cookie)
        .body(Body::from("answer=not-at-all&go=next"))
        .unwrap();
    assert_eq!(phone.ask(forged).await.status, StatusCode::FORBIDDEN);
    let stranger = Phone { app: app.clone(), cookie: String::new() };
    assert_eq!(stranger.get(&format!("/l/questions/{mine}")).await.status, StatusCode::FORBIDDEN);
    // Taken back while somebody is inside.
    people.house.perform(&people.actor(Role::Clinician), &RevokeLink { link: sent.link, patient: people.marcus }).unwrap();
    let shut = phone.get(&format!("/l/questions/{mine}/1")).await;
    assert!(shut.status == StatusCode::FORBIDDEN && !shut.says("nervous"));
    let saved = phone.post(&format!("/l/questions/{mine}/1"), &[("answer", "not-at-all"), ("go", "next")]).await;
    assert_eq!(saved.status, StatusCode::FORBIDDEN);
    assert!(Phone::open(&app, &address(&sent), "5", "2").await.is_err(), "replayed, it opens nothing");
    // Its week is over.
    let second = link(&people, vec![ToDo::Measure(mine)]);
    people.clock.set(at(date(2026, 3, 20), 10, 20));
    assert!(Phone::open(&app, &address(&second), "5", "2").await.is_err());
    assert_eq!((kept(&people, mine).version, kept(&people, mine).answers.len()), (1, 0));
}

#[tokio::test]
async fn skip_rules_of_the_file_decide_what_comes_next() {
    let people = open();
    let app = web::router(people.app());
    let ptsd = ask(&people, people.marcus, "pc-ptsd-5", true);
    let sent = link(&people, vec![ToDo::Measure(ptsd)]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    let begin = format!("/l/questions/{ptsd}");
    // A question that is not asked yet is not shown, whatever the address says.
    assert_eq!(phone.get(&format!("{begin}/2")).await.location, begin);
    assert_eq!(phone.answer(&format!("{begin}/1"), "yes").await, format!("{begin}/2"));
    assert_eq!(phone.answer(&format!("{begin}/1"), "no").await, format!("{begin}/end"));
    assert_eq!(phone.get(&format!("{begin}/2")).await.location, begin);
    assert_eq!(phone.get(&begin).await.location, format!("{begin}/end"));
    assert!(!phone.get(&format!("{begin}/end")).await.says("You left these open."));
}

#[tokio::test]
async fn a_number_is_written_and_one_that_cannot_be_is_said_beside_it() {
    let people = open();
    let app = web::router(people.app());
    let bam = ask(&people, people.marcus, "bam-r", true);
    let sent = link(&people, vec![ToDo::Measure(bam)]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    let form = forms::Library::standard().form("bam-r").unwrap();
    let place = form.items.iter().position(|item| item.range.is_some()).unwrap() + 1;
    let there = format!("/l/questions/{bam}/{place}");
    assert!(phone.get(&there).await.says("inputmode=\"numeric\""));
    for wrong in ["31", "many", "-1"] {
        let back = phone.post(&there, &[("answer", wrong), ("go", "next")]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(back.says(&format!("value=\"{wrong}\"")), "what was typed stands there");
    }
    assert_eq!(phone.answer(&there, "30").await, format!("/l/questions/{bam}/{}", place + 1));
}

#[tokio::test]
async fn what_staff_send_later_stands_on_the_same_link_and_nothing_is_handed_in_empty() {
    let people = open();
    let app = web::router(people.app());
    let sent = link(&people, vec![ToDo::Details]);
    let phone = Phone::open(&app, &address(&sent), "5", "2").await.unwrap();
    assert!(!phone.get("/l").await.says("A few questions"));
    let clinician = Desk::of(&people, "clinician").await;
    let asking = format!("/patients/{}/measures/ask", people.marcus);
    for instrument in ["gad-7", "phq-9"] {
        let asked = clinician.post(&asking, &[("instrument", instrument), ("act", "send")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    }
    let refused = clinician.post(&asking, &[("instrument", "ftnd"), ("act", "send")]).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.says("only with the permission of its holder"), "{}", refused.body);
    let list = phone.get("/l").await;
    assert!(list.says("A few questions (1 of 2)") && list.says("A few questions (2 of 2)"), "{}", list.body);
    let begin = list.link("/l/questions/");
    let empty = phone.post(&format!("{begin}/end"), &[]).await;
    assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.says("Nothing is answered yet."));
    phone.answer(&format!("{begin}/1"), "not-at-all").await;
    assert_eq!(phone.post(&format!("{begin}/end"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(phone.get("/l").await.says("<small>Done</small>"));
    // Taken back by staff, the other one is gone.
    let other = phone.get("/l").await.link("/l/questions/");
    let other: MeasureId = other.rsplit('/').next().unwrap().parse().unwrap();
    let back = WithdrawMeasure { measure: other, patient: people.marcus, reason: "moved to the first visit".into() };
    people.house.perform(&people.actor(Role::Clinician), &back).unwrap();
    assert_eq!(phone.get(&format!("/l/questions/{other}")).await.status, StatusCode::NOT_FOUND);
    assert!(!phone.get("/l").await.says("/l/questions/"));
}

#[tokio::test]
async fn a_form_for_their_phone_is_not_said_to_be_sent_while_no_link_of_theirs_is_open() {
    let people = open();
    let clinician = Desk::of(&people, "clinician").await;
    let list = format!("/patients/{}/measures", people.marcus);
    let asked = clinician.post(&format!("{list}/ask"), &[("instrument", "phq-9"), ("act", "send")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let page = clinician.get(&list).await;
    assert!(page.says("No link of theirs is open") && !page.says("sent to the person"), "{}", page.body);
    let sent = link(&people, vec![ToDo::Details]);
    let page = clinician.get(&list).await;
    assert!(page.says("sent to the person") && !page.says("No link of theirs is open"), "{}", page.body);
    people.house.perform(&people.actor(Role::Clinician), &RevokeLink { link: sent.link, patient: people.marcus }).unwrap();
    assert!(clinician.get(&list).await.says("No link of theirs is open"));
    // And only whoever may take it back is led there
    assert!(page.says("Take back"));
    let reviewer = Desk::of(&people, "utilization_reviewer").await;
    let seen = reviewer.get(&list).await;
    assert!(seen.says("PHQ-9") && !seen.says("Take back"), "{}", seen.body);
}

#[tokio::test]
async fn s_26_a_link_is_made_where_the_forms_wait_also_for_somebody_in_care() {
    let people = open();
    let app = web::router(people.app());
    let clinician = Desk::of(&people, "clinician").await;
    let list = format!("/patients/{}/measures", people.marcus);
    // Nothing waits for their phone, so there is nothing to make a link of
    let bare = clinician.post(&format!("{list}/link"), &[("lives_days", "7")]).await;
    assert!(bare.status == StatusCode::UNPROCESSABLE_ENTITY && bare.says("Choose what is to be done"), "{}", bare.body);
    ask(&people, people.marcus, "phq-9", true);
    assert!(clinician.get(&list).await.says("Make the link"));
    let long = clinician.post(&format!("{list}/link"), &[("lives_days", "90")]).await;
    assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.says("from 1 to 30 days"), "{}", long.body);
    let made = clinician.post(&format!("{list}/link"), &[("lives_days", "7")]).await;
    assert!(made.status == StatusCode::OK && made.says("shown now and never again"), "{}", made.body);
    let address = &made.body[made.body.find("/l/").unwrap()..];
    let address: String = address.chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect();
    let phone = Phone::open(&app, &address, "5", "2").await.unwrap();
    assert!(phone.get("/l").await.says("A few questions"));
    assert!(!clinician.get(&list).await.says("Make the link"), "one is open");
    // Whoever may make no link is told whom to ask
    let reviewer = Desk::of(&people, "utilization_reviewer").await;
    assert_ne!(reviewer.post(&format!("{list}/link"), &[("lives_days", "7")]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn s_26_somebody_who_only_asked_gets_a_link_once_their_day_of_birth_is_known() {
    let people = open();
    let intake = Desk::of(&people, "intake").await;
    for (birth_date, status) in [(None, StatusCode::UNPROCESSABLE_ENTITY), (Some(date(1990, 2, 28)), StatusCode::OK)] {
        let input = InquiryInput { birth_date, ..wren() };
        let inquiry = people.house.perform(&people.actor(Role::Intake), &LogInquiry { input, owner: None }).unwrap();
        let person = people.house.ask(&people.actor(Role::Intake), &intake::inquiry::InquiryDetail { inquiry }).unwrap().patient;
        ask(&people, person, "phq-9", true);
        let made = intake.post(&format!("/inquiries/{inquiry}/measures/link"), &[("lives_days", "7")]).await;
        assert_eq!(made.status, status, "{}", made.body);
        assert_eq!(made.says("Ask for the date of birth first"), birth_date.is_none(), "{}", made.body);
    }
}

fn wren() -> InquiryInput {
    InquiryInput {
        source: Source::Phone,
        given: "Wren".into(),
        family: "Abbott".into(),
        birth_date: Some(date(1990, 2, 28)),
        phone: "508 555 0191".into(),
        may_leave_message: false,
        may_text: false,
        call_as: String::new(),
        email: String::new(),
        may_email: false,
        words: "Asks about mornings".into(),
    }
}

#[tokio::test]
async fn s_26_the_link_before_the_first_day_asks_the_questions_of_the_assessment_that_may_be_answered_alone() {
    let people = open();
    let app = web::router(people.app());
    let input = wren();
    let inquiry = people.house.perform(&people.actor(Role::Intake), &LogInquiry { input, owner: None }).unwrap();
    let inquiry = format!("/inquiries/{inquiry}");
    let intake = Desk::of(&people, "intake").await;
    assert!(intake.get(&format!("{inquiry}/admission")).await.says("Ask the questions of the assessment"));
    let made = intake.post(&format!("{inquiry}/admission/link"), &[("questions", "yes"), ("days", "7")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let address = &made.body[made.body.find("/l/").unwrap()..];
    let address: String = address.chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect();
    let phone = Phone::open(&app, &address, "2", "28").await.unwrap();
    let list = phone.get("/l").await;
    // Those of the practice file without the C-SSRS, which a clinician asks, and the AHC, which is asked in private.
    let asked = list.body.matches("href=\"/l/questions/").count();
    let occasion = forms::Practice::standard().occasion("assessment").unwrap();
    assert_eq!(asked, occasion.instruments.len() - 2, "{}", list.body);
    let measures = intake.get(&format!("{inquiry}/measures")).await;
    assert!(measures.says("sent to the person") && measures.says("PHQ-9") && measures.says("Before the first day"));
    assert!(!measures.says("No link of theirs is open"), "{}", measures.body);
    assert!(!measures.says("C-SSRS screener</"), "{}", measures.body);
}
