//! Inquiries: written as the guide has them, read back, refused with every reason.

use jiff::civil::date;
use proptest::prelude::*;
use x12::*;

use crate::fixture::*;

#[test]
fn an_inquiry_is_written_as_the_sample_has_it() {
    assert_eq!(written(&asking(vec![question()])).replace('\n', ""), INQUIRY.replace('\n', ""));
}

#[test]
fn a_dependent_stands_under_the_member_and_carries_the_question() {
    let text = written(&asking(vec![child(), question()]));
    let levels: Vec<&str> = text.lines().filter(|line| line.starts_with("HL*")).collect();
    assert_eq!(levels, ["HL*1**20*1~", "HL*2*1*21*1~", "HL*3*2*22*1~", "HL*4*3*23*0~", "HL*5*2*22*0~"]);
    assert!(text.contains("NM1*03*1*ALDEN*ZOE~"), "{text}");
    let back = read_270(text.as_bytes(), &Limits::default());
    assert!(back.problems.is_empty(), "{:?}", back.problems);
    assert_eq!(back.files, [asking(vec![child(), question()]).normalized().unwrap()]);
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let mut bad = question();
    bad.provider.id = "1876543211".into();
    bad.subscriber.member_id = None;
    bad.subscriber.birth_date = None;
    bad.service_types = vec!["substance".into()];
    bad.trace.originator = "X".into();
    let said: Vec<String> = asking(vec![bad]).write().unwrap_err().iter().map(ToString::to_string).collect();
    let all = said.join("\n");
    for part in
        ["NPI needs ten digits", "needs the member id, or a name and a birth date", "is not a code of the guide", "originator"]
    {
        assert!(all.contains(part), "{part}: {all}");
    }
    assert!(!all.contains("ALDEN"), "a problem names no person");
}

#[test]
fn somebody_without_a_member_id_is_asked_about_by_name_and_birth_date() {
    let mut by_name = question();
    by_name.subscriber.member_id = None;
    let text = written(&asking(vec![by_name]));
    assert!(text.contains("NM1*IL*1*ALDEN*MARIA~"), "{text}");
}

#[test]
fn the_readers_of_inquiries_report_what_they_cannot_hold() {
    for sample in [SUBSCRIBER_INQUIRY, DEPENDENT_INQUIRY] {
        let reading = read_270(sample.as_bytes(), &Limits::default());
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let asked = &reading.files[0].transactions[0].inquiries[0];
        assert_eq!((asked.trace.number.as_str(), asked.service_types.as_slice()), ("93175-012547", ["30".to_owned()].as_slice()));
        assert_eq!(asked.service_date, date(2006, 5, 1));
    }
    let more = INQUIRY.replace("EQ*AI^MH~", "EQ*AI^MH~\nAMT*R*10~").replace("SE*13", "SE*14");
    let said: Vec<String> = read_270(more.as_bytes(), &Limits::default()).problems.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|problem| problem.contains("(AMT): is not understood")), "{said:?}");
}

fn any_member() -> impl Strategy<Value = Member> {
    ("[A-Z]{1,12}", "[A-Za-zÀ-ÿ]{1,12}", proptest::option::of("[A-Z0-9]{2,20}"), 0..40_000_i32, any::<bool>()).prop_map(
        |(last, first, member_id, days, known)| Member {
            name: PersonName::new(&first, &last),
            member_id,
            group_number: known.then(|| "GRP1".to_owned()),
            birth_date: Some(date(1915, 1, 1).saturating_add(jiff::Span::new().days(days))),
            gender: known.then_some(Gender::Unknown),
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        people in proptest::collection::vec((any_member(), proptest::option::of(any_member()), "[A-Z0-9-]{1,30}"), 1..6),
        payer in 0..3_usize,
    ) {
        let inquiries = people.into_iter().enumerate().map(|(at, (subscriber, dependent, trace))| EligibilityInquiry {
            payer: Payer { name: format!("PAYER {}", (at + payer) % 2), id: "12345".into() },
            trace: Trace { number: trace, ..question().trace },
            subscriber,
            dependent: dependent.map(|one| Member { member_id: None, ..one }),
            ..question()
        });
        let file = asking(inquiries.collect());
        let back = read_270(&file.write().unwrap(), &Limits::default());
        prop_assert!(back.problems.is_empty(), "{:?}", back.problems);
        prop_assert!(back.files == [file.normalized().unwrap()]);
    }
}
