//! The page of somebody's own that the demonstration has open: whoever tries it finds the way in, and everything on it answers.

use journeys::browser::{Answer, Browser};
use journeys::page;

/// What an attribute of the way in says.
fn attribute<'a>(phone: &'a Answer, name: &str) -> &'a str {
    let link = phone.body.split("<a ").find(|part| part.contains("data-own")).expect("a page of somebody's own is open");
    let value = link.split_once(&format!("{name}=\"")).map(|(_, rest)| rest).expect(name);
    value.split('"').next().unwrap_or_default()
}

#[test]
fn the_demonstration_has_one_page_of_somebodys_own_open_and_everything_on_it_answers() {
    // Given the other end of the line, where the way in stands and the text with the link has come
    let demo = super::front_door();
    let anybody = demo.stranger();
    let phone = anybody.get("/demo/phone");
    let link = attribute(&phone, "href").to_owned();
    let came = || anybody.get("/demo/phone").words().contains(&link);
    assert!(journeys::server::soon(std::time::Duration::from_secs(20), came), "{}", phone.words());

    // When the day of birth is named
    let (own, opened) = Browser::on_link(&demo.origin, &link, attribute(&phone, "data-month"), attribute(&phone, "data-day"));
    assert_eq!(opened.place(), "/l");
    let list = own.get("/l");
    assert!(
        list.words().contains("Who knows about you") && list.words().contains("May we tell somebody about you?"),
        "{}",
        list.words()
    );

    // Then everything that leads on from there answers, in every language, and names nobody in its title
    let mut seen = std::collections::BTreeSet::from(["/l/leave".to_owned()]);
    let mut open: Vec<String> = vec!["/l".to_owned()];
    while let Some(address) = open.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let answer = own.get(&address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.words());
        if answer.header("content-type").starts_with("text/html") {
            assert!(["For you", "Para usted", "Para você", "Pou ou"].contains(&page::title(&answer.body).as_str()), "{address}");
            open.extend(page::links(&answer.body).into_iter().filter(|link| link.starts_with("/l/")));
        }
    }
    for part in ["/l/may-know", "/l/told", "/l/looked", "/l/told/account.pdf", "/l/told/account.csv", "/l/may-know?in=ht"] {
        assert!(seen.contains(part), "{part} is among {seen:?}");
    }
    for tail in ["/stop", "/sent", "/file"] {
        assert!(seen.iter().any(|address| address.ends_with(tail)), "{tail}");
    }
}
