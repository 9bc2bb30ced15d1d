//! Sessions and forms: ids that somebody else chose, sessions that are over, forms from elsewhere (ASVS 3.5.1, 7.2, 7.4).

use journeys::browser::Browser;

#[test]
fn asvs_7_2_4_a_session_that_somebody_else_chose_is_not_taken_over() {
    let demo = crate::demo();
    let planted = "A".repeat(43);
    let victim = Browser::holding(&demo.origin, &format!("stepdown={planted}"));
    let entered = victim.get("/demo/sign-in?as=clinician");
    let given = entered.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    assert!(given.starts_with("stepdown=") && !given.contains(&planted), "{given}");
    assert_eq!(victim.get("/today").status, 303, "the planted one opens nothing");

    // And an old session of one's own is not carried on
    let first = Browser::holding(&demo.origin, &given);
    assert_eq!(first.get("/today").status, 200);
    let again = first.get("/demo/sign-in?as=clinician");
    let second = again.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    assert!(!second.is_empty() && second != given);
    // 128 bits of chance are 22 letters of base64 at least (ASVS 7.2.3)
    assert!(second.trim_start_matches("stepdown=").len() >= 22, "{}", second.len());
}

#[test]
fn asvs_7_4_1_a_session_that_was_signed_out_is_dead_whoever_kept_its_cookie() {
    let demo = crate::demo();
    let person = demo.with_role("front_desk");
    let stolen = Browser::holding(&demo.origin, person.cookie());
    assert_eq!(stolen.get("/today").status, 200);
    let (token, origin) = (person.token(), demo.origin.as_str());
    let out = person.post_with("/sign-out", &[("csrf", &token)], &[("origin", origin)]);
    assert_eq!(out.place(), "/sign-in");
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    for address in ["/today", "/account", "/find?q=a", "/today/part"] {
        assert_eq!(stolen.get(address).status, 303, "{address}");
    }
    assert_eq!(stolen.post("/account/preferences", &[("csrf", &token), ("theme", "dark")]).status, 303);
}

#[test]
fn asvs_3_5_1_a_form_that_another_site_sends_changes_nothing_even_with_the_right_token() {
    // Given somebody whose token has become known to another site
    let demo = crate::demo();
    let counselor = demo.with_role("clinician");
    let patient = demo.patients().remove(0);
    let (address, token) = (format!("/patients/{patient}/outreach"), counselor.token());
    let fields = [("csrf", token.as_str()), ("way", "call"), ("result", "no_answer"), ("words", "Sent from elsewhere")];
    let before = demo.everything_kept();

    // When it sends a form of ours from there
    for headers in [
        &[("origin", "https://elsewhere.example")][..],
        &[("origin", "http://127.0.0.1.elsewhere.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", demo.origin.as_str())],
    ] {
        let answer = counselor.post_with(&address, &fields, headers);

        // Then it is refused
        assert_eq!(answer.status, 403, "{headers:?}: {}", answer.words());
    }
    // And no other way of asking does what a form does
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"] {
        let answer = counselor.raw(&format!("{method} {address}"), &["Content-Length: 0"]);
        assert!(answer.starts_with("HTTP/1.1 405 "), "{method}: {answer:.60}");
    }
    assert_eq!(demo.everything_kept(), before);

    // And from our own page it is taken
    for headers in [&[("origin", demo.origin.as_str())][..], &[("origin", "null"), ("sec-fetch-site", "same-origin")]] {
        assert_eq!(counselor.post_with(&address, &fields, headers).status, 303, "{headers:?}");
    }
}
