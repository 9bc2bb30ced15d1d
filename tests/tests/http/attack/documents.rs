//! Files that are not what they say: too large, packed to burst, with names that climb, with pages that run (ASVS 1.5.1, 5.2, 5.3.2,
//! 5.4.2).

use journeys::page;

/// A text that names itself again and again: a few hundred bytes that would be gigabytes.
const BOMB: &str = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>\
    <ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&d;</title></ClinicalDocument>";
/// A text that asks for a file of the machine.
const OUTSIDE: &str = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
    <ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&x;</title></ClinicalDocument>";
const PAGE: &str = "<html><script>hostile7f3a()</script></html>";

#[test]
fn asvs_5_2_files_that_are_not_what_they_say_are_refused_one_by_one() {
    let demo = crate::front_door();
    let intake = demo.with_role("intake");
    let before = demo.kept_by_kind();
    let large = vec![b' '; 20 * 1024 * 1024 + 1];
    let deep = format!("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">{}</ClinicalDocument>", "<section>".repeat(20_000));
    // The head of a packed file; what it would unpack to is never asked
    let packed = b"PK\x03\x04\x14\x00\x00\x00\x08\x00everything inside".to_vec();
    let squeezed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec();
    let files: [(&str, &[u8]); 9] = [
        ("bomb.xml", BOMB.as_bytes()),
        ("outside.xml", OUTSIDE.as_bytes()),
        ("page.pdf", PAGE.as_bytes()),
        ("picture.png", PAGE.as_bytes()),
        ("packed.xml", &packed),
        ("squeezed.json", &squeezed),
        ("deep.xml", deep.as_bytes()),
        ("large.xml", &large),
        ("program.pdf", b"\x7fELF\x02\x01\x01"),
    ];
    let answer = intake.upload("/inquiries/referrals", &files);
    assert_eq!(answer.status, 200, "{}", answer.words());
    let words = answer.words();
    assert!(words.contains(&format!("{} refused", files.len())) && !words.contains("taken"), "{words}");
    assert!(!answer.body.contains("root:") && !answer.body.contains("hostile7f3a"), "nothing of them is shown");
    assert_eq!(demo.kept_by_kind(), before);
}

#[test]
fn asvs_5_3_2_a_files_name_is_shown_and_never_used() {
    let demo = crate::front_door();
    let intake = demo.with_role("intake");
    let document = crate::document("hl7-referral-note.xml");
    for name in ["..%2f..%2fetc%2fpasswd", "../../../etc/cron.d/x.xml", "a&quot;%0d%0aX-Hostile: 1.xml", "<hostile7f3a>.xml"] {
        let answer = intake.upload("/inquiries/referrals", &[(name, &document)]);
        assert_eq!(answer.status, 200, "{name}: {}", answer.words());
        assert_eq!(super::what_breaks_out(&answer.body), None, "{name}");
        assert!(!answer.words().contains("../"), "{name}: a name has no folders");
        let open = page::links(&answer.body).into_iter().find(|link| link.starts_with("/inquiries/0")).expect("the inquiry");
        let inquiry = intake.get(&open);
        assert_eq!(super::what_breaks_out(&inquiry.body), None, "{name}");
        for link in page::links(&inquiry.body).into_iter().filter(|link| link.ends_with("/original")) {
            let original = intake.get(&link);
            assert_eq!(original.header("x-hostile"), "", "{name}");
            assert!(!original.header("content-disposition").contains(".."), "{}", original.header("content-disposition"));
            assert_eq!(original.header("x-content-type-options"), "nosniff");
        }
    }
}
