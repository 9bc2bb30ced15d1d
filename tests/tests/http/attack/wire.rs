//! Requests that no browser sends: paths that climb, line ends in headers, methods that echo, addresses that somebody else claims
//! (ASVS 1.2.1, 3.7.2, 4.1.3, 5.3.2, 13.4.4).

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

#[test]
fn asvs_5_3_2_no_path_leaves_the_files_that_are_shipped() {
    let demo = crate::demo();
    for climbing in [
        "/assets/../Cargo.toml",
        "/assets/../../etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/....//....//etc/passwd",
        "/assets/%252e%252e%252fetc%252fpasswd",
        "/assets//etc/passwd",
        "/assets/..\\..\\etc\\passwd",
        "/assets/%00",
        "/../stepdown.db",
        "/stepdown.db",
        "/stepdown.toml",
        "/.git/config",
        "/en/../../etc/passwd",
        "/en/%2e%2e%2fetc%2fpasswd",
    ] {
        for who in [demo.stranger(), demo.with_role("clinical_director")] {
            let answer = who.raw(&format!("GET {climbing}"), &[]);
            assert!(matches!(status(&answer), 400 | 404), "{climbing}: {answer:.80}");
            assert!(!answer.contains("root:") && !answer.contains("SQLite format"), "{climbing}");
        }
    }
}

#[test]
fn asvs_13_4_4_nothing_is_echoed_and_no_page_is_for_debugging() {
    let demo = crate::demo();
    for address in ["/", "/sign-in", "/today", "/nowhere-at-all"] {
        let answer = demo.stranger().raw(&format!("TRACE {address}"), &["X-Secret: hostile7f3a"]);
        assert!(matches!(status(&answer), 404 | 405), "{address}: {answer:.80}");
        assert!(!answer.contains("hostile7f3a"), "{address}");
    }
    for address in
        ["/debug", "/debug/pprof", "/server-status", "/actuator", "/swagger", "/openapi.json", "/api", "/.env", "/admin"]
    {
        assert_eq!(demo.stranger().get(address).status, 404, "{address}");
    }
    // No answer says what it is made with (ASVS 13.4.2), and none may be read by other sites (ASVS 3.4.2)
    let answer = demo.stranger().raw("GET /sign-in", &["Origin: https://elsewhere.example"]).to_lowercase();
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    for told in ["\r\nserver:", "\r\nx-powered-by:", "access-control-allow-origin"] {
        assert!(!head.contains(told), "{told}");
    }
}

#[test]
fn asvs_3_7_2_the_way_back_never_leads_to_another_site_nor_breaks_a_header() {
    let demo = crate::demo();
    let person = demo.with_role("clinician");
    for back in [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/%5Celsewhere.example",
        "%2F%2Felsewhere.example",
        "javascript:hostile7f3a()",
        "/today%0d%0aSet-Cookie:%20hostile7f3a=1",
        "/today%0aLocation:%20https://elsewhere.example",
        "%20//elsewhere.example",
    ] {
        for address in [format!("/locked?back={back}"), format!("/desk?next={back}"), format!("/sign-in?next={back}&back={back}")]
        {
            let answer = person.raw(&format!("GET {address}"), &[]);
            let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
            assert!(!head.contains("elsewhere") && !head.contains("hostile7f3a"), "{address}: {head}");
            assert_eq!(super::what_breaks_out(&answer), None, "{address}");
        }
    }
}

#[test]
fn asvs_4_1_3_what_a_client_claims_about_its_address_is_not_believed() {
    // Figures are for this machine; whoever says that they come from elsewhere, or speaks for somebody, is not let in as this machine
    let demo = crate::demo();
    for claim in ["X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "X-Real-IP: 127.0.0.1"] {
        assert_eq!(status(&demo.stranger().raw("GET /metrics", &[claim])), 404, "{claim}");
    }
    // And no header makes somebody another person, an address another address, or the line encrypted
    for claim in
        ["X-Original-URL: /today", "X-Rewrite-URL: /today", "X-Forwarded-User: clinician", "X-Forwarded-Host: elsewhere.example"]
    {
        let answer = demo.stranger().raw("GET /desk", &[claim]);
        assert_eq!(status(&answer), 303, "{claim}");
        assert!(answer.to_lowercase().contains("\r\nlocation: /sign-in\r\n"), "{claim}: {answer:.200}");
    }
    assert!(demo.stranger().raw("GET /sign-in", &["X-Method-Override: DELETE"]).starts_with("HTTP/1.1 200"));
}
