//! Papers on a phone, and the gates they open: from the link to the first day.

use journeys::browser::{Answer, Browser};
use journeys::form::choice;
use journeys::page;

/// Somebody asks on the telephone, with their date of birth; no two of them are alike.
fn asked(intake: &Browser, (given, family): (&str, &str), phone: &str, born: &str) -> String {
    let form = intake.get("/inquiries/new");
    let typed = [("given", given), ("family", family), ("phone", phone), ("birth_date", born), ("words", "Asks about mornings")];
    intake.fill(&form, "/inquiries/new", &typed).place().to_owned()
}

/// Confirms who it is and gives the papers of somebody of age who pays alone.
fn given(intake: &Browser, inquiry: &str) -> Answer {
    given_to(intake, inquiry, "adult")
}

/// The same for somebody who signs on this basis.
fn given_to(intake: &Browser, inquiry: &str, basis: &str) -> Answer {
    let address = format!("{inquiry}/admission");
    let page = intake.get(&address);
    // Whoever is like somebody in the demonstration is somebody else here.
    let somebody_else = [("who", "somebody_else")];
    assert_eq!(intake.fill(&page, &format!("{address}/identity"), &somebody_else).place(), address);
    let page = intake.get(&address);
    let terms = [("self_pay_terms", "120 dollars for each day"), ("basis", basis)];
    assert_eq!(intake.fill(&page, &format!("{address}/papers"), &terms).place(), address);
    intake.get(&address)
}

fn papers(admission: &Answer) -> Vec<String> {
    page::links(&admission.body).into_iter().filter(|link| link.starts_with("/papers/")).collect()
}

fn waive(intake: &Browser, inquiry: &str) {
    for gate in ["assessment", "placement", "first_week"] {
        let field = format!("reason.{gate}");
        let address = format!("{inquiry}/admission/gates/{gate}/waive");
        assert_eq!(intake.send(&address, &[(&field, "kept elsewhere for now")]).place(), format!("{inquiry}/admission"));
    }
}

/// What stands between an inquiry and an admission, done on the desk's own screen.
pub(crate) fn through_the_gates(intake: &Browser, inquiry: &str) {
    let admission = given(intake, inquiry);
    for paper in papers(&admission) {
        let page = intake.get(&paper);
        let action = paper.split('?').next().unwrap();
        assert_eq!(intake.fill(&page, action, &[("name", "As they sign")]).status, 303, "{}", page.words());
    }
    waive(intake, inquiry);
}

/// The address of the link that was made, as it is shown this once.
fn link(made: &Answer) -> String {
    let at = made.body.find("/l/").expect("a link is shown");
    made.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect()
}

#[test]
fn somebody_known_who_asks_again_keeps_one_chart() {
    // Given somebody with a chart, and a second call of theirs under a number of their sister
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let born = "1979-08-30";
    let first = asked(&intake, ("Maribel", "Ostrander"), "508 555 0168", born);
    let confirmed = intake.get(&format!("{first}/admission"));
    assert_eq!(intake.fill(&confirmed, &format!("{first}/admission/identity"), &[]).status, 303);
    let again = asked(&intake, ("Maribel", "Ostrander"), "508 555 0169", born);
    let address = format!("{again}/admission");
    let page = intake.get(&address);
    let chart = choice(&page.body, "This is Maribel Ostrander");

    // When nobody says whether it is her, the form comes back with the question
    let unsaid = intake.fill(&page, &format!("{address}/identity"), &[]);
    assert_eq!(unsaid.status, 422);
    assert!(unsaid.words().contains("Choose them, or say that it is somebody else."), "{}", unsaid.words());

    // When she is recognised
    assert_eq!(intake.fill(&page, &format!("{address}/identity"), &[("who", &chart)]).place(), address);

    // Then the page says so, and the papers go into her chart
    let page = intake.get(&address);
    assert!(page.words().contains("This is Maribel Ostrander"), "{}", page.words());
    let cover = page::links(&page.body).into_iter().find(|link| link.starts_with("/cover/")).expect("a way to her cover");
    assert!(cover.starts_with(&format!("/cover/{chart}")), "{cover}");
    let terms = [("self_pay_terms", "120 dollars for each day")];
    assert_eq!(intake.fill(&page, &format!("{address}/papers"), &terms).place(), address);
    let given = intake.get(&address);
    assert!(!papers(&given).is_empty());

    // And with papers there it is too late to say that it was somebody else
    let late = intake.send(&format!("{address}/identity"), &[("who", "nobody_yet")]);
    assert_eq!(late.status, 409);
    assert!(late.words().contains("stand in that chart already"), "{}", late.words());
}

#[test]
fn papers_are_signed_on_a_phone_and_the_person_is_admitted() {
    // Given somebody whose papers wait, and the link to their phone
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let inquiry = asked(&intake, ("Corin", "Abbott"), "508 555 0191", "1990-02-28");
    let admission = given(&intake, &inquiry);
    assert!(admission.words().contains("The notice waits for an answer."), "{}", admission.words());
    let address = format!("{inquiry}/admission/link");
    let made = intake.send(&address, &[("details", "yes"), ("days", "7")]);
    assert_eq!(made.status, 200, "{}", made.words());
    let link = link(&made);

    // Then the door says nothing about anyone
    let door = Browser::stranger(&demo.origin).get(&link);
    assert_eq!(door.status, 200);
    for telling in ["Corin", "Abbott", "treatment", "Champions", "recover"] {
        assert!(!door.body.contains(telling), "{telling}");
    }

    // When the month and day of birth are named
    let (phone, opened) = Browser::on_link(&demo.origin, &link, "2", "28");
    assert_eq!(opened.place(), "/l");
    let list = phone.get("/l");
    assert!(list.words().contains("Hello, Corin"), "{}", list.words());
    assert_eq!(page::title(&list.body), "For you", "nothing telling in the title");

    // And each thing is done, one screen after the other
    let details = phone.get("/l/say");
    let empty = phone.fill(&details, "/l/say", &[("words", "   ")]);
    assert_eq!(empty.status, 422);
    assert!(empty.words().contains("Write what we should change."), "{}", empty.words());
    let sent = phone.fill(&details, "/l/say", &[("right", "yes")]);
    assert_eq!(sent.status, 303);
    let todo: Vec<String> = page::links(&list.body).into_iter().filter(|link| link.starts_with("/l/p/")).collect();
    assert!(todo.len() >= 6, "{todo:?}");
    for (at, paper) in todo.iter().enumerate() {
        let screen = phone.get(paper);
        let file = phone.get(&format!("{paper}/file"));
        assert!(file.body.starts_with("%PDF-") && file.header("content-disposition").contains("page.pdf"));
        if at == 0 {
            let bare = phone.fill(&screen, &format!("{paper}/yes"), &[]);
            assert_eq!(bare.status, 422, "a signature has a name");
        }
        assert_eq!(phone.fill(&screen, &format!("{paper}/yes"), &[("name", "Corin Abbott")]).status, 303);
        assert!(phone.get(paper).words().contains("You have answered this one."));
    }
    assert!(phone.get("/l").words().contains("That is all."));

    // Then the gates are met; what is kept elsewhere is waived, and the person is admitted
    let open = intake.get(&format!("{inquiry}/admission"));
    for done in ["The notice waits", "was not given yet", "There is no coverage"] {
        assert!(!open.words().contains(done), "{done}: {}", open.words());
    }
    // And what was signed is not given a second time by "Give what is missing"
    let address = format!("{inquiry}/admission/papers");
    assert_eq!(intake.fill(&open, &address, &[]).place(), format!("{inquiry}/admission"));
    let again = intake.get(&format!("{inquiry}/admission"));
    assert_eq!(papers(&again), papers(&open));
    assert!(!again.words().contains("waits for an answer"), "{}", again.words());
    let form = intake.get(&format!("{inquiry}/admit"));
    let track = choice(&form.body, "Day track");
    let typed = [("track", track.as_str()), ("diagnoses.0", "F10.20")];
    let refused = intake.fill(&form, &format!("{inquiry}/admit"), &typed);
    assert_eq!(refused.status, 409);
    assert!(refused.words().contains("Nobody was admitted. Still open: Assessment signed"), "{}", refused.words());
    waive(&intake, &inquiry);
    let form = intake.get(&format!("{inquiry}/admit"));
    assert_eq!(intake.fill(&form, &format!("{inquiry}/admit"), &typed).place(), inquiry);
    let in_care = intake.get(&inquiry);
    assert!(in_care.words().contains("In care now"));

    // And MA-11: while the assessment is not signed the plan stands for the acute problem alone
    let patient = page::links(&in_care.body).into_iter().find(|link| link.starts_with("/patients/")).expect("a way to the chart");
    let clinician = demo.with_role("clinical_director");
    let edit = format!("{patient}/plan/edit");
    let one = |at: usize, words: &str| {
        let field = move |name: &str| format!("p{at}.{name}");
        [
            (field("words"), words.to_owned()),
            (field("own_words"), "I want to sleep again.".to_owned()),
            (field("g0.words"), "Nights without a drink".to_owned()),
            (field("g0.o0.words"), "Names three warning signs".to_owned()),
            (field("g0.o0.measure"), "Three named in group".to_owned()),
            (field("g0.o0.due"), "2026-04-10".to_owned()),
        ]
    };
    let typed = |problems: &[(usize, &str)]| {
        let all = problems.iter().flat_map(|(at, words)| one(*at, words)).collect::<Vec<_>>();
        let form = clinician.get(&edit);
        clinician.fill(&form, &edit, &all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
    };
    let more = typed(&[(0, "Alcohol use disorder"), (1, "Panic disorder")]);
    assert_eq!(more.status, 409, "{}", more.words());
    assert!(more.words().contains("The assessment is not complete"), "{}", more.words());
    assert_eq!(typed(&[(0, "Alcohol use disorder")]).place(), format!("{patient}/plan"));

    // And when the person is done the link is dead, for them too
    let list = phone.get("/l");
    assert_eq!(phone.fill(&list, "/l/done", &[]).status, 200);
    assert_eq!(phone.get("/l").status, 403);
    let (_, again) = Browser::on_link(&demo.origin, &link, "2", "28");
    assert_eq!(again.status, 403, "a link that is done is not opened again");
}

#[test]
fn s_01_the_link_is_written_to_their_phone_in_neutral_words_and_stays_out_of_the_thread() {
    // Given somebody who may be written to, and somebody who may not
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let inquiry = asked(&intake, ("Wren", "Sayles"), "508 555 0193", "1992-02-28");
    given(&intake, &inquiry);
    let address = format!("{inquiry}/admission/link");
    let to = [("details", "yes"), ("days", "7"), ("address", "+15085550193")];
    let refused = intake.send(&address, &to);
    assert_eq!(refused.status, 409, "{}", refused.words());
    assert!(!intake.get(&format!("{inquiry}/admission")).words().contains("Take it back"), "no link that nobody saw");
    let allowed = [("address", "+15085550193"), ("may_write", "yes")];
    assert_eq!(intake.send(&format!("{inquiry}/permission"), &allowed).status, 303);

    // When the link is made for them
    let page = intake.get(&format!("{inquiry}/admission"));
    let made = intake.fill(&page, &address, &[]);
    assert!(made.words().contains("Written to (508) 555-0193."), "{}", made.words());
    let link = link(&made);

    // Then their telephone shows it in words that say nothing, and it opens there
    let anybody = demo.stranger();
    let phone = || anybody.get("/demo/phone").words();
    assert!(journeys::server::soon(std::time::Duration::from_secs(20), || phone().contains(&link)), "{}", phone());
    let (_, opened) = Browser::on_link(&demo.origin, &link, "2", "28");
    assert_eq!(opened.place(), "/l");
    // And the thread says that it was sent, without the way in
    let thread = intake.get(&inquiry);
    assert!(thread.words().contains("a page for you before your visit: [link]"), "{}", thread.words());
    assert!(!thread.body.contains(&link));
}

/// The smallest picture there is.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\x0aIDAT\x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xae\x42\x60\x82";

#[test]
fn a_card_photographed_on_the_phone_is_looked_at_on_the_cover_and_on_the_page_of_the_card() {
    // Given a link that asks for the card
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let inquiry = asked(&intake, ("Odessa", "Ives"), "508 555 0194", "1990-02-28");
    given(&intake, &inquiry);
    let made = intake.send(&format!("{inquiry}/admission/link"), &[("card", "yes"), ("days", "7")]);
    let (phone, _) = Browser::on_link(&demo.origin, &link(&made), "2", "28");
    // When the person sends a picture of its front
    let page = phone.get("/l/photo");
    assert_eq!(phone.send_picture(&page, "/l/photo", &[], ("front", PICTURE)).status, 303);
    // Then intake finds it from the admission, on the cover and where pictures of the card are taken in
    let admission = intake.get(&format!("{inquiry}/admission"));
    let cover = page::links(&admission.body)
        .into_iter()
        .find(|link| link.starts_with("/cover/") && link.matches('/').count() == 2)
        .expect("a way to the picture");
    let picture = |page: &Answer| page::links(&page.body).into_iter().find(|link| link.contains("/card/sent/"));
    let address = picture(&intake.get(&cover)).expect("the picture on the cover");
    assert_eq!(picture(&intake.get(&format!("{cover}/card"))).as_ref(), Some(&address));
    let shown = intake.get(&address);
    assert_eq!((shown.status, shown.header("content-type"), shown.header("content-disposition")), (200, "image/png", "inline"));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    let policy = shown.header("content-security-policy");
    assert!(policy.contains("default-src") && !policy.contains("unsafe-inline"), "{policy}");
    // And a picture of their own is kept there, and one that is too large is named
    let keep = format!("{cover}/card");
    let form = intake.get(&keep);
    let large = vec![0xff; 13 << 20];
    let refused = intake.send_picture(&form, &keep, &[], ("back", &large));
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"back-wrong\"") && refused.words().contains("larger than 12 MB"), "{}", refused.words());
    assert_eq!(intake.send_picture(&form, &keep, &[], ("back", PICTURE)).status, 303);
    // And nobody whose work it is not, and nobody who is not signed in
    assert_eq!(demo.with_role("front_desk").get(&address).status, 404);
    assert!([303, 404].contains(&demo.stranger().get(&address).status));
}

#[test]
fn p2_30_the_scan_of_what_a_parent_signed_is_kept_beside_the_signature_of_somebody_under_18() {
    // Given somebody under 18 in treatment by a parent's consent, who has signed on the desk's screen
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let inquiry = asked(&intake, ("Tamsin", "Orde"), "508 555 0195", "2010-02-28");
    let admission = given_to(&intake, &inquiry, "minor_by_parent");
    let paper = papers(&admission).into_iter().next().expect("a paper");
    let address = paper.split('?').next().unwrap();
    let page = intake.get(&paper);
    assert_eq!(intake.fill(&page, address, &[("name", "Tamsin Orde")]).status, 303, "{}", page.words());
    // And a paper that is taken back without a reason stays
    let bare = intake.send(&format!("{address}/withdraw"), &[("file", "x"), ("reason", " ")]);
    assert!(bare.status == 422 && bare.words().contains("Say why it is taken back."), "{}", bare.words());
    // When the paper with the parent's own hand is scanned without the right by which they sign
    let scan = format!("{address}/scan");
    let page = intake.get(&paper);
    assert!(page.words().contains("Not yet signed"), "{}", page.words());
    let name = ("scan_name", "Rosa Orde");
    let bare = intake.send_picture(&page, &scan, &[name], ("scan", PICTURE));
    // Then it is asked for, and the name stands where it was typed and nowhere else
    assert_eq!(bare.status, 422);
    assert!(bare.body.contains("id=\"scan_authority-wrong\"") && bare.body.contains("name=\"scan_name\" value=\"Rosa Orde\""));
    assert_eq!(bare.body.matches("Rosa Orde").count(), 1);
    // And with it the scan is kept as the parent's, and the paper is signed
    let typed = [name, ("scan_authority", "Birth certificate")];
    let kept = intake.send_picture(&bare, &scan, &typed, ("scan", PICTURE));
    assert_eq!(kept.status, 303, "{}", kept.words());
    let signed = intake.get(&paper).words();
    assert!(signed.contains("Tamsin Orde , the person") && signed.contains("Rosa Orde , parent or guardian"), "{signed}");
    assert!(signed.contains("On paper, scanned") && !signed.contains("Sign here"), "{signed}");
    assert_eq!(intake.get(&format!("{address}/file/scan")).header("content-type"), "image/png");
}

#[test]
fn a_link_that_is_replayed_taken_back_forged_or_met_with_a_wrong_day_is_refused_in_the_same_words() {
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let inquiry = asked(&intake, ("Isla", "Hale"), "508 555 0192", "1987-02-28");
    given(&intake, &inquiry);
    let make = || {
        let page = intake.get(&format!("{inquiry}/admission"));
        link(&intake.fill(&page, &format!("{inquiry}/admission/link"), &[]))
    };
    let (taken_back, wrong_day) = (make(), make());
    let page = intake.get(&format!("{inquiry}/admission"));
    let ends: Vec<String> =
        page::forms(&page.body).into_iter().map(|form| form.action).filter(|to| to.ends_with("/end")).collect();
    assert_eq!(ends.len(), 2);
    assert_eq!(intake.send(&ends[1], &[]).status, 303);
    let forged = format!("/l/{}", "A".repeat(24));
    let words = |link: &str, month: &str, day: &str| {
        let (_, answer) = Browser::on_link(&demo.origin, link, month, day);
        assert_eq!(answer.status, 403, "{link}");
        assert!(answer.header("set-cookie").is_empty());
        answer.body.replace(link, "/l/…")
    };
    let first = words(&taken_back, "2", "28");
    for (link, month, day) in
        [(forged.as_str(), "2", "28"), (&wrong_day, "3", "1"), (&wrong_day, "", "x"), ("/l/short", "2", "28")]
    {
        assert_eq!(words(link, month, day), first, "{link}");
    }
    // And the question itself is the same for a link that lives and one that never was
    let stranger = Browser::stranger(&demo.origin);
    let asked = |link: &str| stranger.get(link).body.replace(link, "/l/…");
    assert_eq!(asked(&wrong_day), asked(&forged));
    // And a form from another place opens nothing
    assert_eq!(stranger.post(&wrong_day, &[("month", "2"), ("day", "28")]).status, 403);
}
