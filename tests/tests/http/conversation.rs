//! One conversation with somebody who asks, through the demonstration's pages, its worker, its signed way in and its telephone.

use std::time::Duration;

use journeys::browser::{Answer, Browser};
use journeys::page;

const NUMBER: &str = "+15085550196";

/// Somebody texts the program from the demonstration's telephone.
fn text_in(anybody: &Browser, number: &str, words: &str) {
    let sent = anybody.post("/demo/phone", &[("number", number), ("words", words)]);
    assert_eq!(sent.status, 303, "{}", sent.words());
}

/// Waits until the telephone shows these words.
fn shown(anybody: &Browser, words: &str) -> bool {
    journeys::server::soon(Duration::from_secs(20), || anybody.get("/demo/phone").words().contains(words))
}

fn opened(intake: &Browser, name: &str) -> String {
    let queue = intake.get("/inquiries");
    let links = page::tags_with_text(&queue.body).into_iter().filter(|(_, words)| words.contains(name));
    let link = links.filter_map(|(tag, _)| tag.get("href").map(str::to_owned)).find(|link| link.starts_with("/inquiries/0"));
    link.unwrap_or_else(|| panic!("{name} waits: {}", queue.words()))
}

fn has(answer: &Answer, words: &str) {
    assert!(answer.words().contains(words), "«{words}» is missing in: {}", answer.words());
}

#[test]
fn a_text_from_an_unknown_number_becomes_a_thread_and_every_rule_of_discreet_contact_holds() {
    // Given a telephone nobody here knows
    let demo = super::front_door();
    let (anybody, intake) = (demo.stranger(), demo.with_role("intake"));

    // When it texts
    text_in(&anybody, "508 555 0196", "hello, is there room in the mornings");

    // Then it waits in the queue under its last digits, and the telephone got one neutral answer
    let inquiry = opened(&intake, "…0196");
    let thread = intake.get(&inquiry);
    has(&thread, "hello, is there room in the mornings");
    has(&thread, "They wrote");
    assert!(shown(&anybody, "Harbor St: thank you, we got your message."));

    // When intake writes words that point to care, they are refused with the reason and kept in the form
    let act = format!("{inquiry}/message");
    let refused = intake.fill(&thread, &act, &[("address", NUMBER), ("message", "Your group starts at 9")]);
    assert_eq!(refused.status, 409);
    has(&refused, "“group”");
    assert!(refused.body.contains("Your group starts at 9"));

    // When they are neutral, they arrive, and the thread says so
    let sent = intake.fill(&intake.get(&inquiry), &act, &[("address", NUMBER), ("message", "Yes. May we call at 5?")]);
    assert_eq!(sent.status, 303, "{}", sent.words());
    assert!(shown(&anybody, "Yes. May we call at 5?"));
    assert!(journeys::server::soon(Duration::from_secs(20), || intake.get(&inquiry).words().matches("Delivered").count() >= 2));

    // When they text STOP, they are told once, and nothing more can be written
    text_in(&anybody, "508 555 0196", "stop");
    assert!(shown(&anybody, "you will get no more texts"));
    let stopped = intake.fill(&intake.get(&inquiry), &act, &[("address", NUMBER), ("message", "Are you there?")]);
    assert_eq!(stopped.status, 409);
    has(&stopped, "STOP was sent from this number");
}

#[test]
fn a_word_without_the_networks_signature_is_refused_and_nobody_learns_who_is_known() {
    let demo = super::front_door();
    let before = demo.everything_kept();
    // No telephone in the demonstration has a number of Alaska
    let (known, unknown) = (demo.a_known_number(), "+19075550134");
    for address in ["/hooks/text", "/hooks/text/status?m=1"] {
        let answered = |number: &str| {
            let forged = [("AccountSid", "AC1"), ("MessageSid", "SM1"), ("From", number), ("Body", "hello")];
            let answer = demo.stranger().post(address, &forged);
            (answer.status, answer.header("content-type").to_owned(), answer.body)
        };
        assert_eq!(answered(&known), answered(unknown), "{address}");
        let (status, _, body) = answered(&known);
        assert_eq!((status, body.as_str()), (403, ""), "{address}");
    }
    assert_eq!(demo.everything_kept(), before);
}

#[test]
fn the_desk_books_a_first_visit_runs_the_waiting_list_and_logs_a_call() {
    // Given a call
    let demo = super::front_door();
    let intake = demo.with_role("intake");
    let sheet = intake.get("/inquiries/new");
    let tags = page::tags(&sheet.body);
    let slot = tags.iter().find(|tag| tag.get("name") == Some("slot")).and_then(|tag| tag.get("value"));
    let slot = slot.expect("an opening on the sheet").to_owned();
    let typed = [("given", "Ines"), ("phone", "508 555 0187"), ("may_text", "yes"), ("slot", slot.as_str())];

    // When it is saved with an opening chosen
    let inquiry = intake.fill(&sheet, "/inquiries/new", &typed).place().to_owned();

    // Then the visit is booked, and a neutral text goes out
    let seen = intake.get(&inquiry);
    has(&seen, "Booked");
    has(&seen, "Harbor St: see you");

    // When they go on the waiting list as the first class
    let listed = intake.fill(&seen, &format!("{inquiry}/waitlist"), &[("class", "pregnant_injecting")]);
    assert_eq!(listed.status, 303, "{}", listed.words());
    let seen = intake.get(&inquiry);
    has(&seen, "Pregnant and injecting");
    has(&seen, "priority 1");
    has(&seen, "Interim services by");
    has(&seen, "Admit by");

    // When somebody on the call-back list was reached, they are no longer first
    let list = intake.get("/inquiries/calls");
    let first = page::forms(&list.body).into_iter().find(|form| form.action.ends_with("/called")).expect("somebody to call");
    assert_eq!(intake.send(&first.action, &[("result", "reached")]).place(), "/inquiries/calls");
    let next = page::forms(&intake.get("/inquiries/calls").body).into_iter().find(|form| form.action.ends_with("/called"));
    assert_ne!(next.map(|form| form.action), Some(first.action));
}
