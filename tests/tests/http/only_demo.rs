//! What exists in the demonstration only.

use axum::body::Body;
use axum::http::Request;
use journeys::season;
use store::DatabaseUrl;
use tower::ServiceExt;
use web::{App, Site, Transport};

async fn ask(is_demo: bool, path: &str) -> (u16, bool, String) {
    let (house, _) = season::open(&DatabaseUrl::InMemory, 31).unwrap();
    let site = Site {
        program_name: "Harbor".into(),
        place: "Falmouth".into(),
        is_demo,
        transport: Transport::Plain,
        origin: "http://127.0.0.1".into(),
    };
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = web::router(App::new(house, site)).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let is_signed_in = response.headers().contains_key("set-cookie");
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, is_signed_in, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn demo_sign_in_exists_only_in_the_demonstration() {
    // Given a program in service and the demonstration
    for role in policy::Role::ALL {
        let path = format!("/demo/sign-in?as={role}");

        // Then in service the address is absent, in the words of any address that does not exist
        let (status, is_signed_in, body) = ask(false, &path).await;
        assert_eq!((status, is_signed_in), (404, false), "{role}");
        assert_eq!(body, ask(false, "/nowhere-at-all").await.2);
    }
    let (status, _, body) = ask(false, "/demo/phone").await;
    assert_eq!((status, body), (404, ask(false, "/nowhere-at-all").await.2), "the telephone of the demonstration");
    // And in the demonstration it is there (this one has no staff yet, so it finds nobody), beside a page that lists the staff
    assert_eq!(ask(true, "/sign-in").await.0, 200);
    let in_service = ask(false, "/sign-in").await;
    assert!(!in_service.2.contains("/demo/sign-in"), "no invented staff at the door of a program in service");
}

#[test]
fn the_demonstration_signs_in_every_role_it_lists() {
    let demo = super::demo();
    let door = demo.stranger().get("/sign-in");
    assert_eq!(door.status, 200);
    let links = journeys::page::links(&door.body);
    let offered: Vec<&String> = links.iter().filter(|link| link.starts_with("/demo/sign-in?as=")).collect();
    assert!(offered.len() >= super::roles(&demo).len(), "{offered:?}");
    for link in offered {
        let answer = demo.stranger().get(link);
        assert_eq!((answer.status, answer.header("location")), (303, "/desk"));
        assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Strict"), "{}", answer.header("set-cookie"));
    }
}
