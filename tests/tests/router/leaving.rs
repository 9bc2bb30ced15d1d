//! Staff leave in one act, on screen: nothing of theirs opens any more, what they leave open is listed, a new start brings them back.

use access::{Role, Staff};
use axum::http::StatusCode;

use crate::at_the_door::{PASSWORD, Program};
use crate::morning::Desk;

#[tokio::test]
async fn asvs_7_4_2_one_act_ends_work_and_every_way_in_at_once() {
    // Given a director, and Ana who is signed in in two places and has a link
    let program = Program::new();
    let director = program.hire(1, "Dana", &[Role::ClinicalDirector]);
    let mut dana = program.walk(&director).await.browser;
    let ana = program.hire(2, "Ana", &[Role::Clinician]);
    let walked = program.walk(&ana).await;
    let (mut here, mut there) = (walked.browser, program.browser());
    assert_eq!(there.sign_in("ana.ferreira", PASSWORD, &program.code(&walked.secret)).await.location(), "/desk");
    let link = program.house.invite(&access::Actor::of(&director), ana.id).unwrap();
    let page = format!("/settings/staff/{}", ana.id);
    let csrf = dana.csrf(&page).await;

    // When her work is ended, which needs a reason
    let without = dana.post(&format!("{page}/end"), &[("csrf", &csrf), ("why", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text.contains("Write why, in a few words.") && here.is_in().await);
    assert_eq!(dana.post(&format!("{page}/end"), &[("csrf", &csrf), ("why", "Moves away")]).await.location(), page);

    // Then nothing of hers opens, and the page says since when and why
    assert!(!here.is_in().await && !there.is_in().await, "signed out everywhere at the next request");
    assert_eq!(program.browser().get(&link.path).await.status, StatusCode::NOT_FOUND);
    program.pass(30);
    let refused = program.browser().sign_in("ana.ferreira", PASSWORD, &program.code(&walked.secret)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = dana.get(&page).await.text;
    assert!(shown.contains("Ended on") && shown.contains("Moves away") && !shown.contains("Make a one-time link"), "{shown}");
    assert!(dana.get("/settings/staff").await.text.contains("Ended"));

    // And a new start brings her back under the same name, by a new link
    let anew = format!("{page}/begin-anew");
    for (from, words) in [("", "Write"), ("2026-03-11", "Choose today or a later day")] {
        let wrong = dana.post(&anew, &[("csrf", &csrf), ("why", "Came back"), ("from", from)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        assert!(wrong.text.contains(words), "{}", wrong.text);
    }
    let done = dana.post(&anew, &[("csrf", &csrf), ("why", "Came back"), ("from", "2026-03-12")]).await;
    assert_eq!(done.location(), page, "{}", done.text);
    let old = program.browser().sign_in("ana.ferreira", PASSWORD, &program.code(&walked.secret)).await;
    assert_ne!(old.location(), "/desk", "the old password opens nothing");
    let back: Staff = program.house.all_staff().unwrap().into_iter().find(|one| one.id == ana.id).unwrap();
    assert!(program.walk(&back).await.browser.is_in().await);
}

#[tokio::test]
async fn nobody_ends_their_own_work_and_only_whoever_manages_staff_ends_that_of_others() {
    let program = Program::new();
    let director = program.hire(1, "Dana", &[Role::ClinicalDirector]);
    let mut dana = program.walk(&director).await.browser;
    let ana = program.hire(2, "Ana", &[Role::Clinician]);
    let mut hers = program.walk(&ana).await.browser;
    for (browser, all) in [(&mut dana, vec![&director]), (&mut hers, vec![&director, &ana])] {
        let csrf = browser.csrf("/account").await;
        let form = [("csrf", csrf.as_str()), ("why", "x"), ("from", "2026-03-12")];
        for staff in all {
            for act in ["end", "begin-anew"] {
                let answer = browser.post(&format!("/settings/staff/{}/{act}", staff.id), &form).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
            }
        }
    }
    assert!(dana.is_in().await && hers.is_in().await);
    assert_eq!(hers.get("/settings/hand-over").await.status, StatusCode::NOT_FOUND, "it names people in care");
}

#[tokio::test]
async fn what_somebody_leaves_open_is_listed_for_the_director_and_led_to() {
    let desk = Desk::open();
    let jo = desk.staff("jo");
    let dana = desk.actor("dana");
    let director = desk.house.begin_session(dana.staff).unwrap();
    let routes = web::router(desk.app());
    let get = |address: &'static str| {
        let request = axum::http::Request::get(address).header("cookie", format!("stepdown={}", director.to_cookie()));
        let (routes, request) = (routes.clone(), request.body(axum::body::Body::empty()).unwrap());
        async move {
            let answer = tower::ServiceExt::oneshot(routes, request).await.unwrap();
            let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        }
    };
    assert!(get("/settings/hand-over").await.contains("Nothing is to be given to somebody."));
    assert!(!get("/groups").await.contains("of people who left"));
    let end = reactions::accounts::EndWork { staff: jo.id, why: "Moves away".into() };
    desk.house.perform(&dana, &end).unwrap();
    let page = get("/settings/hand-over").await;
    for words in [jo.name.full().as_str(), "notes to sign", "Care team: ", "to lead"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("/note\"") && page.contains("/settings/groups/"), "each line leads to where it is given to somebody");
    assert!(get("/groups").await.contains("of people who left to give to somebody."));
}
