//! The locked screen, the end of a session, and one's own account.

use crate::at_the_door::{PASSWORD, PIN, Program, Walked, director};
use access::{Refusal, Role, Staff};
use axum::http::{Method, StatusCode};
use vocabulary::Date;

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;

async fn ready() -> (Program, Walked, Staff) {
    let program = Program::new();
    let ana = program.hire(1, "Ana", &[Role::Clinician]);
    let walked = program.walk(&ana).await;
    (program, walked, ana)
}

#[tokio::test]
async fn the_screen_locks_after_five_idle_minutes_and_the_pin_leads_back_to_the_same_page() {
    let (program, Walked { mut browser, .. }, _) = ready().await;
    browser.get("/account").await;
    program.pass(5 * MINUTE - 1);
    assert!(browser.is_in().await);
    program.pass(1);
    let away = browser.get("/account?done=pin").await;
    assert_eq!(away.location(), "/locked?back=%2Faccount%3Fdone%3Dpin");
    let csrf = browser.csrf("/locked?back=/account?done=pin").await;
    let wrong = browser.post("/locked", &[("csrf", &csrf), ("secret", "1111"), ("back", "/account?done=pin")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("4 tries are left") && wrong.text.contains("value=\"/account?done=pin\""));
    let opened = browser.post("/locked", &[("csrf", &csrf), ("secret", PIN), ("back", "/account?done=pin")]).await;
    assert_eq!(opened.location(), "/account?done=pin");
    assert!(browser.is_in().await);
    assert_eq!(browser.get("/locked?back=/account").await.location(), "/account", "open: nothing to unlock");
}

#[tokio::test]
async fn what_a_page_does_by_itself_does_not_keep_the_session_awake_but_typing_does() {
    let (program, Walked { mut browser, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    for _ in 0..5 {
        program.pass(MINUTE);
        browser.send(Method::GET, "/account", &[], &[("x-automatic", "1")]).await;
    }
    assert!(!browser.is_in().await);
    browser.post("/locked", &[("csrf", &csrf), ("secret", PASSWORD)]).await;
    for _ in 0..8 {
        program.pass(MINUTE);
        assert_eq!(browser.post("/active", &[("csrf", &csrf)]).await.status, StatusCode::NO_CONTENT);
    }
    assert!(browser.is_in().await);
}

#[tokio::test]
async fn a_script_is_told_that_the_session_is_locked_and_is_not_led_away() {
    let (program, Walked { mut browser, .. }, _) = ready().await;
    program.pass(6 * MINUTE);
    let headers = [("hx-request", "true"), ("hx-current-url", "https://office.example.org/groups/7?step=2")];
    let told = browser.send(Method::GET, "/account", &[], &headers).await;
    assert_eq!((told.status, told.headers["x-locked"].to_str().unwrap()), (StatusCode::UNAUTHORIZED, "1"));
    assert_eq!(told.headers["hx-redirect"], "/locked?back=%2Fgroups%2F7%3Fstep%3D2");
    let csrf = browser.csrf("/locked").await;
    let script = [("hx-request", "true"), ("sec-fetch-site", "same-origin")];
    let wrong = browser.send(Method::POST, "/locked", &[("csrf", &csrf), ("secret", "0")], &script).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.starts_with("That was not it."));
    let opened = browser.send(Method::POST, "/locked", &[("csrf", &csrf), ("secret", PIN)], &script).await;
    assert_eq!(opened.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn locking_by_hand_keeps_the_way_back_and_never_leads_elsewhere() {
    let (_program, Walked { mut browser, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    let locked = browser.post("/lock", &[("csrf", &csrf), ("back", "/today?mine")]).await;
    assert_eq!(locked.location(), "/locked?back=%2Ftoday%3Fmine");
    assert!(!browser.is_in().await);
    let out = browser.post("/locked", &[("csrf", &csrf), ("secret", PIN), ("back", "//elsewhere.example/")]).await;
    assert_eq!(out.location(), "/desk");
}

#[tokio::test]
async fn a_page_that_covered_itself_is_not_opened_by_anything_else_than_the_secret() {
    let (_program, Walked { mut browser, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    let script = [("hx-request", "true"), ("sec-fetch-site", "same-origin")];
    let wrong = browser.send(Method::POST, "/locked", &[("csrf", &csrf), ("secret", "")], &script).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the session was not locked, the page was covered");
}

#[tokio::test]
async fn five_wrong_pins_end_the_session() {
    let (program, Walked { mut browser, secret, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    browser.post("/lock", &[("csrf", &csrf)]).await;
    for _ in 0..4 {
        browser.post("/locked", &[("csrf", &csrf), ("secret", "1111")]).await;
    }
    let over = browser.post("/locked", &[("csrf", &csrf), ("secret", "1111")]).await;
    assert_eq!(over.location(), "/sign-in");
    assert_eq!(browser.get("/account").await.location(), "/sign-in");
    assert_eq!(browser.sign_in("ana.ferreira", PASSWORD, &program.code(&secret)).await.location(), "/desk");
    let csrf = browser.csrf("/account").await;
    browser.post("/lock", &[("csrf", &csrf)]).await;
    assert_eq!(browser.post("/locked", &[("csrf", &csrf), ("secret", PIN)]).await.location(), "/desk", "the count began anew");
}

#[tokio::test]
async fn after_twelve_hours_the_whole_sign_in_is_needed_whatever_was_done() {
    let (program, Walked { mut browser, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    for _ in 0..(12 * 15 - 1) {
        program.pass(4 * MINUTE);
        browser.post("/active", &[("csrf", &csrf)]).await;
    }
    assert!(browser.is_in().await);
    program.pass(4 * MINUTE);
    assert_eq!(browser.get("/account").await.location(), "/sign-in");
    assert_eq!(browser.get("/locked").await.location(), "/desk");
    assert_eq!(browser.post("/locked", &[("csrf", &csrf), ("secret", PIN)]).await.location(), "/sign-in");
}

#[tokio::test]
async fn access_ends_when_it_is_closed_and_with_the_last_day_of_work() {
    let (program, Walked { mut browser, secret, .. }, ana) = ready().await;
    program.put(&Staff { to: Some(Date::constant(2026, 3, 11)), ..ana.clone() });
    assert_eq!(browser.get("/account").await.location(), "/sign-in");
    let refused = browser.sign_in("ana.ferreira", PASSWORD, &program.code(&secret)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(program.house.invite(&director(), ana.id).is_err(), "nobody is invited after their last day");
    program.put(&ana);
    program.pass(HOUR);
    let mut again = program.browser();
    assert_eq!(again.sign_in("ana.ferreira", PASSWORD, &program.code(&secret)).await.location(), "/desk");
    assert_eq!(program.house.staff_with_access().unwrap(), [ana.id]);
    program.house.close_access(&director(), ana.id).unwrap();
    assert!(program.house.staff_with_access().unwrap().is_empty());
    assert_eq!(again.get("/account").await.location(), "/sign-in");
    program.pass(HOUR);
    assert_eq!(again.sign_in("ana.ferreira", PASSWORD, &program.code(&secret)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn only_those_who_manage_staff_open_and_close_and_never_for_themselves() {
    let (program, _, ana) = ready().await;
    let refused = |result: Result<(), Refusal>| matches!(result, Err(Refusal::Refused { reason: "not_your_role", .. }));
    let clinician = access::Actor::of(&ana);
    assert!(refused(program.house.invite(&clinician, director().staff).map(drop)));
    assert!(refused(program.house.close_access(&clinician, director().staff)));
    assert!(refused(program.house.invite(&director(), director().staff).map(drop)), "one's own");
    assert!(program.house.invite_by_login("ana.ferreira").is_ok(), "whoever runs the machine");
    assert!(matches!(program.house.invite_by_login("nobody"), Err(Refusal::Invalid(_))));
}

#[tokio::test]
async fn how_one_likes_the_pages_reaches_every_page() {
    let (_program, Walked { mut browser, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    let form = [("csrf", csrf.as_str()), ("theme", "dark"), ("density", "compact"), ("shared", "on")];
    assert_eq!(browser.post("/account/preferences", &form).await.location(), "/account?done=preferences");
    let page = browser.get("/account").await.text;
    for attribute in ["data-theme=\"dark\"", "data-density=\"compact\"", "data-keys=\"off\"", "data-shared"] {
        assert!(page.contains(attribute), "{attribute}");
    }
    browser.post("/lock", &[("csrf", &csrf)]).await;
    assert!(browser.get("/locked").await.text.contains("data-theme=\"dark\""));
}

#[tokio::test]
async fn the_password_is_asked_for_before_the_ways_to_sign_in_are_changed() {
    let (program, Walked { mut browser, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    for _ in 0..4 {
        program.pass(4 * MINUTE);
        browser.post("/active", &[("csrf", &csrf)]).await;
    }
    for address in ["/account/password", "/account/pin", "/account/codes", "/account/app", "/account/passkeys"] {
        let expected = format!("/account/confirm?to={}", address.replace('/', "%2F"));
        assert_eq!(browser.get(address).await.location(), expected);
    }
    let refused = browser.post("/account/pin", &[("csrf", &csrf), ("pin", "1470"), ("pin_again", "1470")]).await;
    assert_eq!(refused.location(), "/account/confirm?to=%2Faccount%2Fpin");
    let wrong = browser.post("/account/confirm", &[("csrf", &csrf), ("secret", PIN), ("to", "/account/pin")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the PIN is not enough here");
    let right = browser.post("/account/confirm", &[("csrf", &csrf), ("secret", PASSWORD), ("to", "/account/pin")]).await;
    assert_eq!(right.location(), "/account/pin");
    let form = [("csrf", csrf.as_str()), ("pin", "1470"), ("pin_again", "1470")];
    assert_eq!(browser.post("/account/pin", &form).await.location(), "/account?done=pin");
    let elsewhere = [("csrf", csrf.as_str()), ("secret", PASSWORD), ("to", "//elsewhere.example")];
    assert_eq!(browser.post("/account/confirm", &elsewhere).await.location(), "/account");
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_the_old_one_is_worth_nothing() {
    let (program, Walked { mut browser, secret, codes }, _) = ready().await;
    let mut other = program.browser();
    other.sign_in("ana.ferreira", PASSWORD, &program.code(&secret)).await;
    let csrf = browser.csrf("/account").await;
    let new = "quiet harbour nine lamps";
    let form = [("csrf", csrf.as_str()), ("password", new), ("again", new)];
    assert_eq!(browser.post("/account/password", &form).await.location(), "/account?done=password");
    assert!(browser.is_in().await && !other.is_in().await);
    assert_eq!(program.browser().sign_in("ana.ferreira", PASSWORD, &codes[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(program.browser().sign_in("ana.ferreira", new, &codes[1]).await.location(), "/desk");
    browser.post("/account/sign-out", &[("csrf", &csrf)]).await;
    assert_eq!(browser.get("/account").await.location(), "/sign-in");
}

#[tokio::test]
async fn new_recovery_codes_are_shown_once_and_end_the_earlier_ones() {
    let (program, Walked { mut browser, codes, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    let shown = browser.post("/account/codes", &[("csrf", &csrf)]).await.text;
    let new = crate::at_the_door::between(&shown, "<ul class=\"codes\"", "</ul>");
    let new = crate::at_the_door::between(&new, "<li>", "</li>");
    assert!(!browser.get("/account/codes").await.text.contains(&new));
    assert_eq!(program.browser().sign_in("ana.ferreira", PASSWORD, &codes[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(program.browser().sign_in("ana.ferreira", PASSWORD, &new).await.location(), "/desk");
}

#[tokio::test]
async fn a_new_authenticator_app_takes_the_place_of_the_old_and_the_last_proof_stays() {
    let (program, Walked { mut browser, secret, .. }, _) = ready().await;
    let csrf = browser.csrf("/account").await;
    let refused = browser.post("/account/app/remove", &[("csrf", &csrf)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text.contains("Add a passkey first."));
    let page = browser.get("/account/app").await.text;
    let new =
        sign_in::TotpSecret::from_stored(&crate::at_the_door::between(&page, "<p class=\"secret\">", "</p>").replace(' ', ""))
            .unwrap();
    let wrong = browser.post("/account/app", &[("csrf", &csrf), ("code", &program.code(&secret))]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the old app does not confirm the new one");
    let set = browser.post("/account/app", &[("csrf", &csrf), ("code", &program.code(&new))]).await;
    assert_eq!(set.location(), "/account?done=app");
    program.pass(30);
    assert_eq!(
        program.browser().sign_in("ana.ferreira", PASSWORD, &program.code(&secret)).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(program.browser().sign_in("ana.ferreira", PASSWORD, &program.code(&new)).await.location(), "/desk");
}

#[tokio::test]
async fn the_demonstration_unlocks_with_one_button() {
    let program = Program::with(|site| site.is_demo = true);
    program.hire(1, "Ana", &[Role::Clinician]);
    let mut browser = program.browser();
    browser.get("/demo/sign-in?as=clinician").await;
    program.pass(6 * MINUTE);
    let page = browser.get("/locked").await;
    assert!(page.text.contains("Unlock") && !page.text.contains("type=\"password\""));
    let csrf = crate::at_the_door::between(&page.text, "name=\"csrf\" value=\"", "\"");
    assert_eq!(browser.post("/locked", &[("csrf", &csrf), ("back", "/account")]).await.location(), "/account");
    assert!(browser.is_in().await);
}
