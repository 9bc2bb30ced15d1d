//! Signing in, as a browser sees it.

use crate::at_the_door::{PASSWORD, Program, director};
use access::Role;
use access::account::step::{self, Kind};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use sign_in::SessionToken;
use web::frame::Transport;

const ANA: u128 = 0x0189_0a5d_ac96_774b_bcce_b302_099a_8057;
const NAME: &str = "ana.ferreira";

#[tokio::test]
async fn a_setup_link_leads_to_an_account_and_the_account_signs_in() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let mut walked = program.walk(&ana).await;
    assert!(walked.browser.is_in().await, "the walk ends signed in");
    let mut other = program.browser();
    let page = other.get("/sign-in").await;
    assert!(
        page.text.contains("data-passkey=\"get\"")
            && page.text.find("passkey").unwrap() < page.text.find("name=\"login\"").unwrap()
    );
    let entered = other.sign_in(NAME, PASSWORD, &program.code(&walked.secret)).await;
    assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/desk"));
    assert!(other.is_in().await);
    assert_eq!(other.get("/sign-in").await.location(), "/desk");
}

#[tokio::test]
async fn whatever_was_wrong_the_answer_is_the_same() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    program.hire(2, "Bea", &[Role::Clinician]);
    let walked = program.walk(&ana).await;
    let code = program.code(&walked.secret);
    let mut answers = Vec::new();
    let tries = [
        ("nobody", PASSWORD, code.as_str()),
        ("bea.ferreira", PASSWORD, code.as_str()),
        (NAME, "wrong", code.as_str()),
        (NAME, PASSWORD, "000000"),
        (NAME, PASSWORD, "ABCD-EFGH-JKMN-PQRS"),
    ];
    for (name, password, code) in tries {
        let mut browser = program.browser();
        let begun = browser.post("/sign-in", &[("login", name), ("password", password)]).await;
        let asked = browser.get("/sign-in/code").await;
        let ended = browser.post("/sign-in/code", &[("code", code)]).await;
        assert!(!browser.is_in().await);
        answers.push((begun.status, begun.location().to_owned(), asked.status, asked.text, ended.status, ended.text));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
    assert_eq!(answers[0].4, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answers[0].5.contains("Something in the name, the password or the code was not right"));
}

#[tokio::test]
async fn a_code_and_a_recovery_code_each_work_once() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let walked = program.walk(&ana).await;
    for used in [program.code(&walked.secret), walked.codes[0].clone()] {
        assert_eq!(program.browser().sign_in(NAME, PASSWORD, &used).await.location(), "/desk");
        assert_eq!(program.browser().sign_in(NAME, PASSWORD, &used).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut browser = program.browser();
    browser.sign_in(NAME, PASSWORD, &walked.codes[1]).await;
    assert!(browser.get("/account").await.text.contains("8 of 10 left"));
}

#[tokio::test]
async fn too_many_tries_say_when_the_next_one_is_possible() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let walked = program.walk(&ana).await;
    for name in [NAME, "nobody"] {
        for _ in 0..4 {
            program.browser().sign_in(name, "wrong", "000000").await;
        }
        let refused = program.browser().sign_in(name, PASSWORD, &program.code(&walked.secret)).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{name}");
        assert_eq!(refused.headers["retry-after"], "16");
        assert!(refused.text.contains("The next one is possible at 10:00:45 am."), "{}", refused.text);
        assert!(refused.text.contains(&format!("value=\"{name}\"")), "what was typed stays");
    }
    program.pass(15);
    assert_eq!(program.browser().sign_in(NAME, PASSWORD, &program.code(&walked.secret)).await.location(), "/desk");
}

#[tokio::test]
async fn an_empty_form_says_everything_that_is_missing() {
    let program = Program::new();
    let answer = program.browser().post("/sign-in", &[("login", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Write your sign-in name.") && answer.text.contains("Write your password."));
    assert!(answer.text.contains("<title>Problem: Sign in"));
}

#[tokio::test]
async fn a_form_from_another_site_does_nothing() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let mut walked = program.walk(&ana).await;
    let form = [("login", NAME), ("password", PASSWORD)];
    for headers in [
        &[][..],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example")],
    ] {
        let answer = program.browser().send(Method::POST, "/sign-in", &form, headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        let csrf = walked.browser.csrf("/account").await;
        for address in ["/lock", "/sign-out", "/locked"] {
            let answer = walked.browser.send(Method::POST, address, &[("csrf", &csrf)], headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} {headers:?}");
        }
    }
    for address in ["/lock", "/sign-out", "/account/preferences", "/account/sign-out", "/account/pin/remove"] {
        let answer = walked.browser.post(address, &[("csrf", "another session's")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} without this session's token");
    }
    assert!(walked.browser.is_in().await);
    let same = [("origin", "https://office.example.org")];
    let answer = program.browser().send(Method::POST, "/sign-in", &form, &same).await;
    assert_eq!(answer.location(), "/sign-in/code", "a browser that sends only an origin");
}

#[tokio::test]
async fn cookies_are_bound_to_the_host_and_unreadable_for_scripts() {
    for (transport, prefix, ending) in [
        (Transport::Tls, "__Host-stepdown", "; Path=/; HttpOnly; SameSite=Strict; Secure"),
        (Transport::Plain, "stepdown", "; Path=/; HttpOnly; SameSite=Strict"),
    ] {
        let program = Program::with(|site| site.transport = transport);
        let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
        let walked = program.walk(&ana).await;
        let mut browser = program.browser();
        let begun = browser.post("/sign-in", &[("login", NAME), ("password", PASSWORD)]).await;
        let entered = browser.post("/sign-in/code", &[("code", &program.code(&walked.secret))]).await;
        assert!(
            begun.set_cookies()[0].starts_with(&format!("{prefix}-door="))
                && begun.set_cookies()[0].ends_with(&format!("{ending}; Max-Age=600"))
        );
        let session = &entered.set_cookies()[0];
        assert!(session.starts_with(&format!("{prefix}=")) && session.ends_with(ending), "{session}");
        assert!(entered.set_cookies()[1].contains("Max-Age=0"), "the door's cookie is taken away");
    }
}

#[tokio::test]
async fn signing_in_makes_a_new_session_and_ends_the_one_before() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let mut walked = program.walk(&ana).await;
    let mut left_behind = walked.browser.clone();
    let before = walked.browser.cookies["stepdown"].clone();
    walked.browser.sign_in(NAME, PASSWORD, &program.code(&walked.secret)).await;
    assert_ne!(walked.browser.cookies["stepdown"], before);
    assert!(walked.browser.is_in().await);
    assert!(!left_behind.is_in().await, "whoever planted or kept the old cookie has nothing");
}

#[tokio::test]
async fn a_passkey_signs_in_and_nobody_learns_why_it_did_not() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let mut walked = program.walk(&ana).await;
    let answers: Value = serde_json::from_str(include_str!("../../../foundation/sign_in/tests/ceremony/answers.json")).unwrap();
    let answer = |name: &str| answers[name].to_string();
    let refused = passkey(&program, &answer("sign_in")).await.1;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let csrf = walked.browser.csrf("/account/passkeys").await;
    let asked = walked.browser.post("/account/passkeys/question", &[("csrf", &csrf)]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    as_recorded(&program, &walked.browser.cookies["stepdown"], Kind::PasskeyAdd);
    let form = [("csrf", csrf.as_str()), ("answer", &answer("registration")), ("passkey", "Work laptop")];
    let added = walked.browser.post("/account/passkeys", &form).await;
    assert_eq!(added.location(), "/account?done=passkey", "{}", added.text);
    assert!(walked.browser.get("/account").await.text.contains("Work laptop"));
    let again = passkey(&program, &answer("sign_in_unverified")).await.1;
    assert_eq!(again.text, refused.text, "unknown and unverified look the same");
    let (mut browser, entered) = passkey(&program, &answer("sign_in")).await;
    assert_eq!(entered.location(), "/desk");
    assert!(browser.is_in().await);
}

/// A sign-in with the recorded device.
async fn passkey(program: &Program, answer: &str) -> (crate::at_the_door::Browser, crate::at_the_door::Answer) {
    let mut browser = program.browser();
    let asked = browser.post("/sign-in/passkey/question", &[]).await;
    assert!(asked.text.contains("\"rpId\":\"office.example.org\""), "{}", asked.text);
    as_recorded(program, &browser.cookies["stepdown-door"], Kind::PasskeySignIn);
    let ended = browser.post("/sign-in/passkey", &[("answer", answer)]).await;
    (browser, ended)
}

/// Makes the question a browser was asked the one that the device answered when it was recorded.
fn as_recorded(program: &Program, cookie: &str, kind: Kind) {
    fn replace(value: &mut Value) {
        if let Some(challenge) = value.get_mut("challenge") {
            *challenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into();
        }
        value.as_object_mut().into_iter().flat_map(|members| members.values_mut()).for_each(replace);
    }
    let (token, now) = (SessionToken::from_cookie(cookie).unwrap(), program.clock.now());
    let kept = program.house.store(store::DirectAccess).write::<_, access::Refusal>(|tx| {
        let mut state: Value = step::look(tx, &token, kind, now)?.unwrap();
        replace(&mut state);
        step::keep(tx, &token, kind, &state, now)
    });
    kept.unwrap();
}

#[tokio::test]
async fn where_passkeys_cannot_be_none_is_offered() {
    let program = Program::with(|site| site.origin = "http://127.0.0.1:8080".into());
    assert!(!program.browser().get("/sign-in").await.text.contains("data-passkey"));
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let mut walked = program.walk(&ana).await;
    assert!(walked.browser.get("/account").await.text.contains("use http://localhost instead"));
}

#[tokio::test]
async fn a_setup_link_is_dead_for_everybody_but_the_browser_that_began() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let link = program.house.invite(&director(), ana.id).unwrap();
    let (mut first, mut second) = (program.browser(), program.browser());
    assert!(first.get(&link.path).await.text.contains("Welcome, Ana"));
    assert_eq!(first.post(&link.path, &[]).await.location(), "/setup");
    assert_eq!(first.get(&link.path).await.location(), "/setup/walk/password", "the same browser goes on");
    let dead = second.get(&link.path).await;
    let never = second.get(&format!("/setup/{}", SessionToken::generate().unwrap().to_cookie())).await;
    assert_eq!((dead.status, &dead.text), (StatusCode::NOT_FOUND, &never.text), "used and never made look the same");
    assert_eq!(second.post(&link.path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(first.get("/setup/walk/second").await.location(), "/setup", "the password comes first");
    program.pass(72 * 3600);
    assert_eq!(first.get("/setup").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_weak_password_is_told_in_words_and_a_wrong_code_does_not_end_the_walk() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Clinician]);
    let link = program.house.invite(&director(), ana.id).unwrap();
    let mut browser = program.browser();
    browser.post(&link.path, &[]).await;
    let weak = browser.post("/setup/walk/password", &[("password", "ferreira1"), ("again", "other")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["use at least 12", "It contains your name", "The two are not the same"] {
        assert!(weak.text.contains(words), "{words}");
    }
    assert!(!weak.text.contains("ferreira1"), "a password is never shown again");
    browser.post("/setup/walk/password", &[("password", PASSWORD), ("again", PASSWORD)]).await;
    let first = browser.get("/setup/walk/app").await.text;
    let wrong = browser.post("/setup/walk/app", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let secret = |page: &str| crate::at_the_door::between(page, "<p class=\"secret\">", "</p>");
    assert_eq!(secret(&first), secret(&wrong.text), "the app that was set up stays the one");
}

#[tokio::test]
async fn the_first_person_of_an_installation_types_their_own_name() {
    let program = Program::new();
    let link = program.house.first_setup_link().unwrap().unwrap();
    let again = program.house.first_setup_link().unwrap().unwrap();
    assert_eq!(link.staff, again.staff, "another start makes another link, not another person");
    let mut browser = program.browser();
    assert_eq!(browser.get(&link.path).await.status, StatusCode::NOT_FOUND);
    browser.post(&again.path, &[]).await;
    assert_eq!(browser.get("/setup").await.location(), "/setup/walk/name");
    let wrong = browser.post("/setup/walk/name", &[("given", ""), ("login", "x y")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"x y\""), "what was typed stays");
    let named = browser.post("/setup/walk/name", &[("given", "Ida"), ("family", "Roth"), ("login", "Ida.Roth")]).await;
    assert_eq!(named.location(), "/setup/walk/password");
    assert!(browser.get("/setup/walk/password").await.text.contains("value=\"ida.roth\""));
    let staff = program.house.all_staff().unwrap();
    assert_eq!(staff.iter().map(|one| one.name.full()).collect::<Vec<_>>(), ["Ida Roth"]);
}

#[tokio::test]
async fn there_is_no_first_link_once_somebody_can_sign_in() {
    let program = Program::new();
    let ana = program.hire(ANA, "Ana", &[Role::Installer]);
    assert_eq!(program.house.first_setup_link().unwrap().unwrap().staff, ana.id, "the installer that is known");
    program.walk(&ana).await;
    assert_eq!(program.house.first_setup_link().unwrap(), None);
}

#[tokio::test]
async fn the_demonstration_and_the_real_program_have_different_doors() {
    let real = Program::new();
    for address in ["/demo/sign-in?as=clinician", "/demo/unlock", "/demo"] {
        assert_eq!(real.browser().get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let demo = Program::with(|site| site.is_demo = true);
    demo.hire(ANA, "Ana", &[Role::Clinician]);
    let mut browser = demo.browser();
    assert!(browser.get("/sign-in").await.text.contains("Who are you today?"));
    assert_eq!(browser.post("/sign-in", &[("login", NAME), ("password", PASSWORD)]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    for address in ["/sign-in/code", "/setup", "/account/password"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    browser.get("/demo/sign-in?as=clinician").await;
    assert!(browser.get("/account").await.text.contains("In the demonstration nobody has a password."));
}
