//! A way in for somebody new, made on screen by whoever manages staff, and its end.

use access::Role;
use axum::http::StatusCode;

use crate::at_the_door::{Program, between};

#[tokio::test]
async fn a_one_time_link_is_shown_once_to_whoever_manages_staff_and_dies_with_the_access() {
    // Given an installer and somebody new
    let program = Program::new();
    let installer = program.hire(1, "Ines", &[Role::Installer]);
    let mut ines = program.walk(&installer).await.browser;
    let rosa = program.hire(2, "Rosa", &[Role::FrontDesk]);
    let page = format!("/settings/staff/{}", rosa.id);
    assert!(ines.get(&page).await.text.contains("Cannot sign in yet"));

    // When the installer makes a link
    let csrf = ines.csrf(&page).await;
    let made = ines.post(&format!("{page}/invite"), &[("csrf", &csrf)]).await;

    // Then it opens the first walk for whoever holds it, and the page shows it no second time
    let link = between(&made.text, "value=\"https://office.example.org", "\"").to_owned();
    assert!(link.starts_with("/setup/"), "{link}");
    assert!(program.browser().get(&link).await.text.contains("Welcome, Rosa"));
    assert!(!ines.get(&page).await.text.contains("/setup/"));

    // And once Rosa can sign in, her access can be ended; the installer's own cannot, nor by Rosa
    let mut hers = program.walk(&rosa).await.browser;
    assert!(ines.get(&page).await.text.contains("Can sign in."));
    let own = format!("/settings/staff/{}", installer.id);
    for (browser, address) in [(&mut ines, format!("{own}/close")), (&mut hers, format!("{own}/invite"))] {
        let csrf = browser.csrf("/settings").await;
        assert_eq!(browser.post(&address, &[("csrf", &csrf)]).await.status, StatusCode::NOT_FOUND);
    }
    let csrf = ines.csrf(&page).await;
    assert_eq!(ines.post(&format!("{page}/close"), &[("csrf", &csrf)]).await.location(), page);
    assert_ne!(hers.get("/settings").await.status, StatusCode::OK, "signed out everywhere");
    assert!(ines.get(&page).await.text.contains("Cannot sign in yet"));
}
