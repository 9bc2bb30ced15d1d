//! Signing in with the organisation's account, as a browser sees it (ADR 0027; ASVS 5.0.0-9.1.2, 9.2.3, 10.2.1).

use std::sync::Arc;

use access::{Role, Staff};
use axum::http::StatusCode;
use reactions::accounts::{EndWork, KnownBy};
use serde_json::json;
use web::frame::Transport;
use web::{SingleSignOn, SingleSignOnWish, Wiring};

use crate::at_the_door::{Answer, Browser, PASSWORD, Program, director};
use crate::issuer::{Issuer, back};

const NOW: &str = "2026-03-12T14:00:00Z";
const FAILED: &str = "That did not work. Something in the name, the password or the code was not right.";

/// A program whose staff may sign in with the organisation's account, and Ana, whose account there is bound.
struct Clinic {
    issuer: Issuer,
    program: Program,
    ana: Staff,
}

fn clinic() -> Clinic {
    clinic_with(|_| {}, Transport::Plain)
}

fn clinic_with(change: impl FnOnce(&mut SingleSignOnWish), transport: Transport) -> Clinic {
    let issuer = Issuer::start(NOW.parse::<jiff::Timestamp>().unwrap().as_second());
    let mut wish = issuer.wish();
    change(&mut wish);
    let sso = SingleSignOn::new(wish, "https://office.example.org");
    let wiring = Wiring { single_sign_on: Some(Arc::new(sso)), ..Wiring::none() };
    let program = Program::wired(|site| site.transport = transport, wiring);
    let ana = program.hire(1, "Ana", &[Role::Clinician]);
    program.house.bind_organisation_account(&director(), ana.id, &issuer.name, &KnownBy::Subject("f3c1".into())).unwrap();
    Clinic { issuer, program, ana }
}

/// Where a page leads on to by itself.
fn onward(answer: &Answer) -> String {
    let said = answer.headers.get("refresh").unwrap_or_else(|| panic!("{} {}", answer.status, answer.text));
    said.to_str().unwrap().strip_prefix("0;url=").unwrap().to_owned()
}

impl Clinic {
    /// Presses the button: where the browser is sent.
    async fn leave(&self, browser: &mut Browser) -> String {
        let away = browser.post("/sign-in/organisation", &[]).await;
        assert_eq!(away.status, StatusCode::OK, "{}", away.text);
        onward(&away)
    }

    /// The whole trip, with what the issuer's token says beside what it must.
    async fn trip(&self, browser: &mut Browser, claims: serde_json::Value) -> Answer {
        self.issuer.state().claims = claims;
        let there = self.leave(browser).await;
        browser.get(&self.issuer.sign_in(&there)).await
    }
}

#[tokio::test]
async fn the_button_leads_to_the_issuer_and_back_to_the_desk_in_a_new_session() {
    let clinic = clinic();
    let mut browser = clinic.program.browser();
    assert!(browser.get("/sign-in").await.text.contains("Sign in with Harbor Health"));
    let in_now = clinic.trip(&mut browser, json!({})).await;
    assert_eq!((in_now.status, onward(&in_now).as_str()), (StatusCode::OK, "/desk"));
    assert!(browser.is_in().await);
    let (before, mut left_behind) = (browser.cookies["stepdown"].clone(), browser.clone());
    assert_eq!(onward(&clinic.trip(&mut browser, json!({})).await), "/desk");
    assert_ne!(browser.cookies["stepdown"], before);
    assert!(browser.is_in().await && !left_behind.is_in().await, "the session before has ended");
    assert!(!browser.cookies.contains_key("stepdown-away"));
    clinic.program.pass(12 * 3600);
    assert!(!browser.is_in().await, "and this one ends as every other");
}

#[tokio::test]
async fn without_an_issuer_there_is_no_button_and_no_way() {
    let program = Program::new();
    let mut browser = program.browser();
    assert!(!browser.get("/sign-in").await.text.contains("/sign-in/organisation"));
    assert_eq!(browser.post("/sign-in/organisation", &[]).await.location(), "/sign-in");
    let back = browser.get(&back(&[("code", "x"), ("state", "y")])).await;
    assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains(FAILED));
}

#[tokio::test]
async fn cookies_of_the_trip_are_bound_to_the_host_and_come_back_with_the_issuers_page() {
    let clinic = clinic_with(|_| {}, Transport::Tls);
    let mut browser = clinic.program.browser();
    let away = browser.post("/sign-in/organisation", &[]).await;
    let cookie = &away.set_cookies()[0];
    assert!(cookie.starts_with("__Host-stepdown-away="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"), "{cookie}");
    let entered = browser.get(&clinic.issuer.sign_in(&onward(&away))).await;
    let session = &entered.set_cookies()[0];
    assert!(session.starts_with("__Host-stepdown=") && session.contains("SameSite=Strict"), "{session}");
    assert!(entered.set_cookies()[1].contains("Max-Age=0"));
}

#[tokio::test]
async fn a_callback_works_once_in_the_browser_that_went_and_in_ten_minutes() {
    let clinic = clinic();
    let (mut ana, mut thief) = (clinic.program.browser(), clinic.program.browser());
    let refused = |answer: &Answer| answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.text.contains(FAILED);
    let there = clinic.leave(&mut ana).await;
    let address = clinic.issuer.sign_in(&there);
    assert!(refused(&thief.get(&address).await), "a browser that never went");
    clinic.leave(&mut thief).await;
    assert!(refused(&thief.get(&address).await), "a browser that went on a trip of its own");
    let mut kept = ana.clone();
    assert!(refused(&ana.get(&back(&[("code", "forced"), ("state", "x")])).await));
    assert_eq!(onward(&ana.get(&address).await), "/desk", "somebody else's state did not use up the trip");
    assert!(refused(&kept.get(&address).await), "replayed, with the cookie");
    assert!(refused(&ana.get(&address).await), "replayed, without it");
    assert!(ana.is_in().await && !kept.is_in().await && !thief.is_in().await);
    let there = clinic.leave(&mut kept).await;
    clinic.program.pass(601);
    assert!(refused(&kept.get(&clinic.issuer.sign_in(&there)).await), "too late");
}

#[tokio::test]
async fn one_proof_at_the_issuer_needs_the_second_here() {
    let clinic = clinic();
    let walked = clinic.program.walk(&clinic.ana).await;
    clinic.issuer.state().now += 30;
    let mut browser = clinic.program.browser();
    let half = clinic.trip(&mut browser, json!({ "amr": ["pwd"] })).await;
    assert_eq!(onward(&half), "/sign-in/code");
    assert!(!browser.is_in().await);
    let wrong = browser.post("/sign-in/code", &[("code", "000000")]).await;
    assert!(wrong.text.contains(FAILED));
    clinic.trip(&mut browser, json!({ "amr": ["pwd"] })).await;
    let entered = browser.post("/sign-in/code", &[("code", &clinic.program.code(&walked.secret))]).await;
    assert_eq!(entered.location(), "/desk");
    assert!(browser.is_in().await);
    for (claims, wish) in [
        (json!({ "amr": [] }), (|wish| wish.proves_twice = true) as fn(&mut SingleSignOnWish)),
        (json!({ "amr": [], "acr": "strong" }), |wish| wish.strong_class = Some("strong".into())),
    ] {
        let clinic = clinic_with(wish, Transport::Plain);
        assert_eq!(onward(&clinic.trip(&mut clinic.program.browser(), claims).await), "/desk", "the settings' word");
    }
}

#[tokio::test]
async fn asvs_6_3_8_whoever_may_not_come_in_hears_what_everybody_hears() {
    let clinic = clinic_with(|wish| wish.domain = Some("example.org".into()), Transport::Plain);
    let ours = json!({ "email": "ana@example.org", "email_verified": true });
    let bea = clinic.program.hire(2, "Bea", &[Role::Clinician]);
    let with = |name: &str, value: serde_json::Value| {
        let mut claims = ours.clone();
        claims[name] = value;
        claims
    };
    assert_eq!(onward(&clinic.trip(&mut clinic.program.browser(), ours.clone()).await), "/desk");
    let known = KnownBy::Subject("bea".into());
    clinic.program.house.bind_organisation_account(&director(), bea.id, &clinic.issuer.name, &known).unwrap();
    clinic.program.house.perform(&director(), &EndWork { staff: bea.id, why: "Moves away".into() }).unwrap();
    let mut words = Vec::new();
    for claims in [
        with("sub", json!("stranger")),
        with("sub", json!("bea")),
        with("email", json!("ana@elsewhere.example")),
        with("email_verified", json!(false)),
        with("aud", json!("another-client")),
        with("aud", json!(["stepdown", "another-client"])),
        with("iss", json!("https://elsewhere.example")),
        with("nonce", json!("another")),
    ] {
        let mut browser = clinic.program.browser();
        let told = claims.to_string();
        let answer = clinic.trip(&mut browser, claims).await;
        assert!(!browser.is_in().await, "{told}");
        words.push((answer.status, answer.text));
    }
    let named = clinic.program.browser().sign_in("nobody", PASSWORD, "000000").await;
    words.push((named.status, named.text));
    assert!(words.windows(2).all(|pair| pair[0] == pair[1]), "{words:#?}");
    assert!(words[0].1.contains(FAILED));
}

#[tokio::test]
async fn asvs_9_1_2_a_token_the_issuer_did_not_sign_is_not_believed() {
    let clinic = clinic();
    for header in [json!({ "alg": "none" }), json!({ "alg": "HS256", "kid": "1" }), json!({ "alg": "RS256", "kid": "1" })] {
        clinic.issuer.state().header = Some(header.clone());
        let mut browser = clinic.program.browser();
        assert!(clinic.trip(&mut browser, json!({})).await.text.contains(FAILED), "{header}");
        assert!(!browser.is_in().await);
    }
}

#[tokio::test]
async fn new_keys_are_fetched_once_and_with_pace() {
    let clinic = clinic();
    let asked = || clinic.issuer.state().keys_asked;
    assert_eq!(onward(&clinic.trip(&mut clinic.program.browser(), json!({})).await), "/desk");
    assert_eq!(asked(), 1);
    clinic.issuer.turn_key();
    for _ in 0..3 {
        assert!(clinic.trip(&mut clinic.program.browser(), json!({})).await.text.contains(FAILED), "asked a moment ago");
    }
    assert_eq!(asked(), 1, "an unknown key does not make us ask at will");
    clinic.program.pass(61);
    clinic.issuer.state().now += 61;
    assert_eq!(onward(&clinic.trip(&mut clinic.program.browser(), json!({})).await), "/desk");
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn what_concerns_nobodys_account_is_said_in_words_and_other_ways_stay() {
    let clinic = clinic();
    clinic.issuer.state().is_alive = false;
    let mut browser = clinic.program.browser();
    let silent = browser.post("/sign-in/organisation", &[]).await;
    assert_eq!(silent.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(silent.text.contains("does not answer now. Use another way below") && silent.text.contains("name=\"password\""));
    clinic.issuer.state().is_alive = true;
    assert_eq!(browser.post("/sign-in/organisation", &[]).await.status, StatusCode::SERVICE_UNAVAILABLE, "nobody queues for it");
    clinic.program.pass(11);
    clinic.issuer.state().now += 11;
    let there = clinic.leave(&mut browser).await;
    let turned = browser.get(&clinic.issuer.turn_back(&there)).await;
    assert!(turned.status == StatusCode::OK && turned.text.contains("You turned back"), "{}", turned.text);
    let there = clinic.leave(&mut browser).await;
    clinic.issuer.state().is_alive = false;
    let silent = browser.get(&clinic.issuer.sign_in(&there)).await;
    assert_eq!(silent.status, StatusCode::SERVICE_UNAVAILABLE, "it fell silent on the way");
    clinic.issuer.state().is_alive = true;
    for seconds in [-700, 700] {
        clinic.issuer.state().now += seconds;
        let clocks = clinic.trip(&mut browser, json!({})).await;
        assert!(clocks.text.contains("do not agree") && !browser.is_in().await, "{seconds}");
        clinic.issuer.state().now -= seconds;
    }
    let other_issuer = clinic.leave(&mut browser).await;
    let address = clinic.issuer.sign_in(&other_issuer);
    let mixed = address.replace(&url::form_urlencoded::byte_serialize(clinic.issuer.name.as_bytes()).collect::<String>(), "x");
    assert!(browser.get(&mixed).await.text.contains(FAILED), "another issuer's answer");
}

#[tokio::test]
async fn signing_out_ends_our_session_and_goes_on_to_the_issuer() {
    let clinic = clinic();
    let walked = clinic.program.walk(&clinic.ana).await;
    let mut browser = clinic.program.browser();
    clinic.issuer.state().now += 30;
    clinic.trip(&mut browser, json!({})).await;
    let (csrf, mut kept) = (browser.csrf("/account").await, browser.clone());
    let out = browser.post("/sign-out", &[("csrf", &csrf)]).await;
    let there = onward(&out);
    assert!(there.starts_with(&format!("{}/out?client_id=stepdown&post_logout_redirect_uri=", clinic.issuer.name)), "{there}");
    assert!(!kept.is_in().await, "ours ended first");
    let mut by_name = walked.browser;
    let csrf = by_name.csrf("/account").await;
    assert_eq!(by_name.post("/sign-out", &[("csrf", &csrf)]).await.location(), "/sign-in", "whoever came otherwise stays here");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_ours_and_goes_on_to_the_issuer_too() {
    let clinic = clinic();
    let (mut browser, mut other) = (clinic.program.browser(), clinic.program.browser());
    clinic.trip(&mut browser, json!({})).await;
    clinic.issuer.state().now += 30;
    clinic.trip(&mut other, json!({})).await;
    assert!(browser.is_in().await && other.is_in().await);
    let csrf = browser.csrf("/account").await;
    let out = browser.post("/account/sign-out", &[("csrf", &csrf)]).await;
    let there = onward(&out);
    assert!(there.starts_with(&format!("{}/out?client_id=stepdown&post_logout_redirect_uri=", clinic.issuer.name)), "{there}");
    assert!(!browser.is_in().await && !other.is_in().await, "ours ended first, on every device");
}

#[tokio::test]
async fn somebody_without_a_password_here_is_not_asked_for_one() {
    let clinic = clinic();
    let mut browser = clinic.program.browser();
    clinic.trip(&mut browser, json!({})).await;
    let account = browser.get("/account").await;
    assert!(
        account.text.contains("With your organisation&#39;s account alone.")
            || account.text.contains("With your organisation's account alone.")
    );
    let csrf = browser.csrf("/account").await;
    browser.post("/lock", &[("csrf", &csrf)]).await;
    let locked = browser.get("/locked").await;
    assert!(locked.text.contains("Sign in anew") && !locked.text.contains("name=\"secret\""));
    assert_eq!(browser.post("/locked", &[("csrf", &csrf), ("secret", "")]).await.location(), "/sign-in");
}

#[tokio::test]
async fn whoever_manages_staff_binds_and_unbinds_and_sees_whether_the_issuer_answers() {
    let clinic = clinic();
    let installer = clinic.program.hire(9, "Ines", &[Role::Installer]);
    let mut ines = clinic.program.walk(&installer).await.browser;
    let bea = clinic.program.hire(2, "Bea", &[Role::FrontDesk]);
    let page = format!("/settings/staff/{}", bea.id);
    assert!(ines.get("/settings/staff").await.text.contains("the issuer answers"));
    assert!(ines.get(&page).await.text.contains("Not bound."));
    let csrf = ines.csrf(&page).await;
    let bind = format!("{page}/organisation");
    for (subject, email, words) in [
        ("", "", "Write the account"),
        ("f3c1", "", "Another member of staff signs in with this account."),
        ("x", "bea@example.org", "Write one of the two"),
        ("", "bea", "Write it like ana@example.org."),
    ] {
        let wrong = ines.post(&bind, &[("csrf", &csrf), ("subject", subject), ("email", email)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{subject} {email}");
        assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
    }
    assert_eq!(ines.post(&bind, &[("csrf", &csrf), ("email", "Bea@example.org")]).await.location(), page);
    assert!(ines.get(&page).await.text.contains("the first sign-in with bea@example.org binds it, until"));
    clinic.issuer.state().now += 30;
    let mut hers = clinic.program.browser();
    let claims = json!({ "sub": "b0b0", "email": "bea@example.org", "email_verified": true });
    assert_eq!(onward(&clinic.trip(&mut hers, claims).await), "/desk");
    assert!(ines.get(&page).await.text.contains("Bound to b0b0, last used"));
    assert_eq!(ines.post(&format!("{bind}/remove"), &[("csrf", &csrf)]).await.location(), page);
    assert!(!hers.is_in().await, "signed out everywhere");
    clinic.issuer.state().is_alive = false;
    clinic.program.pass(61);
    assert!(
        ines.get("/settings/staff")
            .await
            .text
            .contains("Staff cannot sign in with Harbor Health now. The issuer answers with status 502.")
    );
    // Nobody binds an account to themselves, and nobody else does.
    let own = format!("/settings/staff/{}/organisation", installer.id);
    assert_eq!(ines.post(&own, &[("csrf", &csrf), ("subject", "mine")]).await.status, StatusCode::NOT_FOUND);
    let mut ana = clinic.program.walk(&clinic.ana).await.browser;
    let csrf = ana.csrf("/account").await;
    assert_eq!(ana.post(&bind, &[("csrf", &csrf), ("subject", "b0b0")]).await.status, StatusCode::NOT_FOUND);
    assert!(!ana.get("/settings/staff").await.text.contains("Harbor Health"));
}
