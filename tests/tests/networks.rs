//! What travels on the wire: requests byte for byte, what each answer of a network leads to, letters over SMTP. The sandbox stands for
//! the networks, over real sockets.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs, reason = "tests")]

use std::sync::LazyLock;

use access::{Actor, Context, Policy, Role};
use confidential::to_person::{Basis, Line, Outgoing, to_person};
use confidential::{Guarded, Released, ToPerson};
use conversation::message::Outcome;
use message::sandbox::{ACCOUNT, Manner, OUR_NUMBER, Sandbox};
use message::{MailNetwork, Sender, TextNetwork};
use vocabulary::id::{MessageId, PatientId, StaffId};
use vocabulary::{Clock, IdSource, ProgramZone};

const TOKEN: &str = "the-token-of-the-sandbox";
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());

fn clock() -> Clock {
    Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap())
}

/// Something that has passed the gate; there is no other way to have it.
fn released(line: Line, address: &str, words: &str) -> Released<Outgoing, ToPerson> {
    let store = store::Store::open(&store::DatabaseUrl::InMemory).unwrap();
    let actor = Actor {
        staff: StaffId(uuid::Uuid::from_u128(7)),
        signature_name: "Invented Person".into(),
        credential: String::new(),
        roles: vec![Role::Intake],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    };
    let (zone, ids) = (ProgramZone::parse("America/New_York").unwrap(), IdSource::seeded(1));
    let patient = PatientId(uuid::Uuid::from_u128(1));
    let subject = (line == Line::Email).then(|| "Harbor St: a message for you".to_owned());
    store
        .write::<_, access::Refusal>(|tx| {
            let cx = Context {
                tx,
                actor: &actor,
                now: clock().now(),
                zone: &zone,
                ids: &ids,
                policy: &POLICY,
                keys: &access::key_ring::NO_KEYS,
            };
            let outgoing = Outgoing { line, address: address.to_owned(), subject: subject.clone(), words: words.to_owned() };
            to_person(&cx, Guarded::chart(patient, access::Kind::Message, outgoing), Basis::Allowed)
        })
        .unwrap()
}

fn key() -> MessageId {
    MessageId(uuid::Uuid::from_u128(0x0195_8a00_0000_7000_8000_0000_0000_0001))
}

fn network(sandbox: &Sandbox) -> TextNetwork {
    let sender = Sender::Number(OUR_NUMBER.to_owned());
    TextNetwork::new(&sandbox.text_address(), ACCOUNT, TOKEN, sender, "http://127.0.0.1:9/hooks/text/status")
}

#[test]
fn a_text_is_handed_over_byte_for_byte_as_the_network_wants_it() {
    let sandbox = Sandbox::open(clock(), TOKEN).unwrap();
    let text = released(Line::Text, "+15085550134", "See you Thu, 9:00 & bring nothing");
    let outcome = network(&sandbox).hand_over(key(), &text);
    let sent = sandbox.texts();
    assert_eq!(outcome, Outcome::Accepted { provider_id: Some(sent[0].sid.clone()) });
    assert_eq!(
        sandbox.requests(),
        [format!(
            "POST Messages.json To=%2B15085550134&Body=See+you+Thu%2C+9%3A00+%26+bring+nothing&From=%2B15085550140&\
             StatusCallback=http%3A%2F%2F127.0.0.1%3A9%2Fhooks%2Ftext%2Fstatus%3Fm%3D{}",
            key()
        )]
    );
}

#[test]
fn each_answer_of_a_network_leads_to_its_own_next_step() {
    let sandbox = Sandbox::open(clock(), TOKEN).unwrap();
    let network = network(&sandbox);
    let text = released(Line::Text, "+15085550134", "See you at 3");
    sandbox.will(&[Manner::TooMuch, Manner::OutOfOrder, Manner::Refuses(21610), Manner::Refuses(21211), Manner::Silent]);
    let hand = || network.hand_over(key(), &text);
    assert!(matches!(hand(), Outcome::Later { at_least, .. } if at_least.as_secs() == 30));
    assert!(matches!(hand(), Outcome::Later { .. }));
    assert!(matches!(hand(), Outcome::Refused { is_stopped: true, .. }));
    assert!(matches!(hand(), Outcome::Refused { is_stopped: false, .. }));
    assert_eq!(hand(), Outcome::NoAnswer);
    assert!(sandbox.texts().is_empty());
    // Nobody there at all: nothing was taken.
    let sender = Sender::Service("MG1".to_owned());
    let nobody = TextNetwork::new("http://127.0.0.1:9", ACCOUNT, TOKEN, sender, "http://127.0.0.1:9");
    assert!(matches!(nobody.hand_over(key(), &text), Outcome::Later { .. }));
    // An account the network does not know is our matter, not the person's.
    let stranger = TextNetwork::new(&sandbox.text_address(), ACCOUNT, "wrong", Sender::Number(OUR_NUMBER.into()), "x");
    assert!(matches!(stranger.hand_over(key(), &text), Outcome::Later { .. }));
}

#[test]
fn a_text_whose_line_broke_is_found_at_the_network_and_one_that_never_arrived_is_not() {
    let sandbox = Sandbox::open(clock(), TOKEN).unwrap();
    let network = network(&sandbox);
    let (taken, never) = (released(Line::Text, "+15085550134", "See you at 3"), released(Line::Text, "+15085550134", "At 4"));
    let since = clock().now();
    sandbox.will(&[Manner::TakesSilently, Manner::Silent]);
    assert_eq!(network.hand_over(key(), &taken), Outcome::NoAnswer);
    assert_eq!(network.hand_over(key(), &never), Outcome::NoAnswer);
    let sid = sandbox.texts()[0].sid.clone();
    assert_eq!(network.ask(&taken, since), Outcome::Accepted { provider_id: Some(sid) });
    assert_eq!(network.ask(&never, since), Outcome::NotThere);
    // The same words of another day are another text.
    let tomorrow = since.saturating_add(jiff::SignedDuration::from_hours(24)).unwrap();
    assert_eq!(network.ask(&taken, tomorrow), Outcome::NotThere);
}

#[test]
fn a_letter_goes_by_smtp_with_a_neutral_subject_and_our_id() {
    let sandbox = Sandbox::open(clock(), TOKEN).unwrap();
    let mail = MailNetwork::new(&sandbox.mail_address(), "Harbor St <office@harbor-st.example>").unwrap();
    let letter = released(Line::Email, "ana@example.org", "See you Thu, 9:00.");
    assert_eq!(mail.hand_over(key(), &letter), Outcome::Accepted { provider_id: None });
    let kept = sandbox.letters();
    assert_eq!((kept.len(), kept[0].to.as_str()), (1, "ana@example.org"));
    for part in ["Subject: Harbor St: a message for you", "See you Thu, 9:00.", &format!("<{}@harbor-st.example>", key())] {
        assert!(kept[0].letter.contains(part), "{part}: {}", kept[0].letter);
    }
    let nobody = MailNetwork::new("smtp://127.0.0.1:9", "office@harbor-st.example").unwrap();
    assert!(matches!(nobody.hand_over(key(), &letter), Outcome::Later { .. }));
}
