//! One conversation from end to end: a house, its worker, the signed addresses the network calls, and a sandbox that stands for the
//! network over real sockets. Told as given, when, then.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs, reason = "tests")]

use std::net::SocketAddr;

use access::{Actor, Refusal, Role};
use conversation::language::Language;
use conversation::message::model::{Delivery, Direction};
use intake::inquiry::{InquiryDetail, InquiryDetailView, InquiryQueue, Source, WriteToInquiry};
use message::sandbox::{ACCOUNT, Manner, OUR_NUMBER, Sandbox};
use message::twilio::signature;
use message::webhook::{STATUS, TEXT};
use message::worker::work_once;
use message::{Hooks, MailNetwork, Networks, Sender, TextNetwork};
use privacy::agreement::{EndAgreement, ListAgreements, RecordAgreement, Service};
use reactions::{DatabaseUrl, House};
use vocabulary::id::{InquiryId, StaffId};
use vocabulary::{Clock, IdSource, ProgramZone};

const TOKEN: &str = "the-token-of-the-sandbox";
const NUMBER: &str = "+15085550134";

struct Desk {
    house: House,
    clock: Clock,
    sandbox: Sandbox,
    networks: Networks,
    origin: String,
}

fn actor() -> Actor {
    Actor {
        staff: StaffId(uuid::Uuid::from_u128(7)),
        signature_name: "Invented Person".into(),
        credential: String::new(),
        roles: vec![Role::Intake],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

fn officer() -> Actor {
    Actor { roles: vec![Role::ComplianceOfficer], ..actor() }
}

/// Both have signed; it runs until it is ended.
fn agreement(services: &[Service]) -> RecordAgreement {
    RecordAgreement {
        vendor: "Harbor Messages".into(),
        services: services.to_vec(),
        is_qsoa: true,
        is_baa: true,
        signed_on: Some("2026-03-02".parse().unwrap()),
        valid_to: None,
        kept_at: String::new(),
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

fn network() -> Actor {
    Actor { staff: Actor::STEPDOWN, ..actor() }
}

impl Desk {
    /// Thursday, 10 in the morning; the network can call us.
    fn open() -> Self {
        let clock = Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap());
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(1), zone).unwrap();
        house.perform(&officer(), &agreement(&[Service::TextNetwork, Service::Mail])).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let routes = message::router(Hooks::new(house.clone(), network(), &origin, ACCOUNT, TOKEN));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async move {
                listener.set_nonblocking(true).unwrap();
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>()).await.unwrap();
            });
        });
        let sandbox = Sandbox::open(clock.clone(), TOKEN).unwrap();
        sandbox.calls(&origin);
        let sender = Sender::Number(OUR_NUMBER.to_owned());
        let text = TextNetwork::new(&sandbox.text_address(), ACCOUNT, TOKEN, sender, &format!("{origin}{STATUS}"));
        let mail = MailNetwork::new(&sandbox.mail_address(), "Harbor St <office@harbor-st.example>").unwrap();
        Self { house, clock, sandbox, networks: Networks { text: Some(text), mail: Some(mail) }, origin }
    }

    fn work(&self) -> usize {
        let mut done = 0;
        while work_once(&self.house, &network(), &self.networks).unwrap() {
            done += 1;
        }
        done
    }

    fn later(&self, seconds: i64) {
        let by = jiff::SignedDuration::from_secs(seconds);
        self.clock.set(self.clock.now().saturating_add(by).unwrap());
    }

    fn inquiries(&self) -> Vec<InquiryId> {
        let rows = self.house.ask(&actor(), &InquiryQueue::default()).unwrap();
        rows.iter().map(|row| row.id).collect()
    }

    fn detail(&self, inquiry: InquiryId) -> InquiryDetailView {
        self.house.ask(&actor(), &InquiryDetail { inquiry }).unwrap().clone()
    }

    fn write(&self, inquiry: InquiryId, words: &str) -> Result<InquiryId, Refusal> {
        let command = WriteToInquiry {
            inquiry,
            address: NUMBER.into(),
            words: words.into(),
            enclosed: None,
            template: None,
            language: Language::En,
        };
        self.house.perform(&actor(), &command)
    }

    /// The deliveries of what we wrote, oldest first.
    fn deliveries(&self, inquiry: InquiryId) -> Vec<&'static str> {
        let ours = |one: &&conversation::message::MessageView| one.direction == Direction::Out;
        self.detail(inquiry).messages.iter().filter(ours).map(|one| one.delivery.as_str()).collect()
    }

    fn post(&self, address: &str, fields: &[(&str, &str)], signed: Option<&str>) -> u16 {
        self.post_by(&agent(), address, fields, signed)
    }

    /// Over the line that an agent keeps.
    fn post_by(&self, agent: &ureq::Agent, address: &str, fields: &[(&str, &str)], signed: Option<&str>) -> u16 {
        let owned: Vec<(String, String)> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let called = format!("{}{address}", self.origin);
        let signature = signed.map_or_else(|| signature::sign(TOKEN, &called, &owned), str::to_owned);
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = agent.post(&called).header(signature::HEADER, signature);
        request.content_type("application/x-www-form-urlencoded").send(body).unwrap().status().as_u16()
    }
}

#[test]
fn a_text_from_nobody_known_opens_an_inquiry_is_answered_neutrally_and_becomes_a_conversation() {
    // Given a program nobody has written to
    let desk = Desk::open();
    // When somebody texts, and the network tells of it twice
    let sid = desk.sandbox.text_us(NUMBER, "hi do you have openings").unwrap();
    let again = [("AccountSid", ACCOUNT), ("MessageSid", sid.as_str()), ("From", NUMBER), ("Body", "hi do you have openings")];
    assert_eq!(desk.post(TEXT, &again, None), 200);
    // Then there is one inquiry by text, and one neutral answer
    let [inquiry] = desk.inquiries()[..] else { panic!("one inquiry") };
    let seen = desk.detail(inquiry);
    assert_eq!((seen.row.source, seen.messages.len()), (Source::Text, 2));
    assert!(seen.row.clocks.they_wrote);
    assert_eq!(desk.work(), 1);
    // When intake answers and the person goes on
    desk.later(60);
    desk.write(inquiry, "Yes. When may we call you?").unwrap();
    assert_eq!(desk.work(), 1);
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(desk.deliveries(inquiry), ["delivered", "delivered"], "the network's own word, signed");
    desk.later(60);
    desk.sandbox.text_us(NUMBER, "after 5").unwrap();
    // Then all of it is one thread of one person, and nobody was counted twice
    let seen = desk.detail(inquiry);
    let words: Vec<&str> = seen.messages.iter().map(|one| one.words.as_str()).collect();
    assert_eq!((desk.inquiries().len(), words.len(), words[3]), (1, 4, "after 5"));
    assert_eq!(seen.row.clocks.to_first_answer_minutes, Some(1));
    // And the telephone shows the same four
    assert_eq!(desk.sandbox.texts().len(), 4);
}

#[test]
fn stop_by_text_is_obeyed_confirmed_once_and_holds_until_start() {
    let desk = Desk::open();
    desk.sandbox.text_us(NUMBER, "hello").unwrap();
    let inquiry = desk.inquiries()[0];
    desk.work();
    desk.later(30);
    desk.sandbox.text_us(NUMBER, "STOP").unwrap();
    desk.work();
    assert!(desk.sandbox.texts().last().unwrap().words.contains("no more texts"));
    let Err(Refusal::Refused { reason, .. }) = desk.write(inquiry, "Are you there?") else { panic!("refused") };
    assert_eq!(reason, "contact_stopped");
    desk.later(30);
    desk.sandbox.text_us(NUMBER, "Start").unwrap();
    desk.work();
    desk.later(5);
    desk.write(inquiry, "Welcome back.").unwrap();
    desk.work();
    assert_eq!(desk.sandbox.texts().last().unwrap().words, "Welcome back.");
}

#[test]
fn a_forged_word_is_refused_and_changes_nothing() {
    let desk = Desk::open();
    let fields = [("AccountSid", ACCOUNT), ("MessageSid", "SM1"), ("From", NUMBER), ("Body", "hello")];
    for forged in ["", "AAAA", "not base64!"] {
        assert_eq!(desk.post(TEXT, &fields, Some(forged)), 403);
    }
    let other = [("AccountSid", "AC1"), ("MessageSid", "SM1"), ("From", NUMBER), ("Body", "hello")];
    assert_eq!(desk.post(TEXT, &other, None), 403, "signed, and for another account");
    assert!(desk.inquiries().is_empty());
    let long = "a".repeat(20_000);
    let endless = [("AccountSid", ACCOUNT), ("MessageSid", "SM1"), ("From", NUMBER), ("Body", long.as_str())];
    assert_eq!(desk.post(TEXT, &endless, None), 413);
    // A delivery of something that is not ours is answered like any other.
    let fate = [("AccountSid", ACCOUNT), ("MessageSid", "SM9"), ("MessageStatus", "delivered")];
    assert_eq!(desk.post(STATUS, &fate, None), 200);
}

#[test]
fn a_burst_of_ten_thousand_is_slowed() {
    let desk = Desk::open();
    let fields = [("AccountSid", ACCOUNT), ("MessageSid", "SM1"), ("From", NUMBER), ("Body", "hello")];
    let agent = agent();
    let answers: Vec<u16> = (0..10_000).map(|_| desk.post_by(&agent, TEXT, &fields, Some("AAAA"))).collect();
    let refused = answers.iter().filter(|status| **status == 403).count();
    assert_eq!((refused, answers.len() - refused), (120, 9_880));
    assert!(answers.iter().all(|status| matches!(status, 403 | 429)));
}

#[test]
fn a_line_that_breaks_after_the_network_took_it_sends_nothing_twice() {
    // Given an answer that the network takes and does not acknowledge
    let desk = Desk::open();
    desk.sandbox.text_us(NUMBER, "hello").unwrap();
    let inquiry = desk.inquiries()[0];
    desk.work();
    desk.later(30);
    desk.sandbox.calls("http://127.0.0.1:9");
    desk.write(inquiry, "When may we call you?").unwrap();
    desk.sandbox.will(&[Manner::TakesSilently]);
    desk.work();
    // When the time to ask has come
    desk.later(91);
    desk.work();
    // Then it was found there, and it is on the telephone once
    let ours = desk.sandbox.texts().into_iter().filter(|text| text.words == "When may we call you?").count();
    assert_eq!(ours, 1);
    assert!(matches!(desk.deliveries(inquiry)[1], "sent" | "delivered"), "{:?}", desk.deliveries(inquiry));
    // And one that nobody took is a question for a person
    desk.later(60);
    desk.write(inquiry, "We close at 6.").unwrap();
    desk.sandbox.will(&[Manner::Silent]);
    desk.work();
    desk.later(91);
    desk.work();
    assert_eq!(desk.deliveries(inquiry)[2], "unknown");
    let last = desk.detail(inquiry).messages.last().unwrap().delivery.clone();
    assert!(matches!(last, Delivery::Unknown { .. }));
}

#[test]
fn p2_a19_without_an_agreement_with_the_network_nothing_leaves_and_the_history_says_why() {
    // Given a conversation, and an agreement with the network that ended today
    let desk = Desk::open();
    desk.sandbox.text_us(NUMBER, "hello").unwrap();
    let inquiry = desk.inquiries()[0];
    desk.work();
    let before = desk.sandbox.texts().len();
    let known = desk.house.ask(&officer(), &ListAgreements).unwrap().all[0].agreement.id;
    let end = EndAgreement { agreement: known, on: Some("2026-03-12".parse().unwrap()), reason: "Another network.".into() };
    desk.house.perform(&officer(), &end).unwrap();
    // When intake writes
    desk.later(60);
    desk.write(inquiry, "See you at three.").unwrap();
    assert_eq!(desk.work(), 0, "the worker gets nothing to carry");
    // Then nothing left, and whoever looks reads why
    assert_eq!(desk.sandbox.texts().len(), before);
    let seen = desk.detail(inquiry);
    let last = seen.messages.iter().rev().find(|one| one.direction == Direction::Out).unwrap();
    let Delivery::Failed { reason, .. } = &last.delivery else { panic!("kept back: {:?}", last.delivery) };
    assert!(reason.contains("no agreement with it (QSOA or BAA) holds today"), "{reason}");
    // When the next agreement is recorded, what is written anew leaves
    desk.house
        .perform(&officer(), &RecordAgreement { vendor: "Other Messages".into(), ..agreement(&[Service::TextNetwork]) })
        .unwrap();
    desk.later(120);
    desk.write(inquiry, "See you at three.").unwrap();
    assert_eq!((desk.work(), desk.sandbox.texts().len()), (1, before + 1));
}
