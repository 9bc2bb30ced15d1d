//! Files that this crate did not write.

use jiff::civil::date;
use x12::*;

use crate::fixture::*;

#[test]
fn the_sample_inquiry_is_understood_whole_and_written_again_byte_for_byte() {
    let reading = read_270(INQUIRY.as_bytes(), &Limits::default());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(reading.files, [asking(vec![question()])]);
    assert_eq!(written(&reading.files[0]).replace('\n', ""), INQUIRY.replace('\n', ""));
}

#[test]
fn the_sample_answer_says_what_it_says() {
    let answer = only_answer(ANSWER);
    assert_eq!((answer.source.named.name.last.as_str(), answer.source.named.id.as_str()), ("PAYER TEST", "12345"));
    assert_eq!(answer.trace().unwrap().number, "INQ-77");
    let member = answer.patient().unwrap();
    assert_eq!((member.named.id.as_str(), member.birth_date), ("XYZ123456789", Some(date(1990, 5, 14))));
    assert_eq!(member.dates, [Dated { qualifier: "346".into(), from: date(2025, 1, 1), to: None }]);
    let told: Vec<(&str, &[String], Option<i64>)> =
        member.benefits.iter().map(|b| (b.information.as_str(), b.service_types.as_slice(), b.amount_cents)).collect();
    assert_eq!(told.len(), 6);
    assert_eq!(told[1].2, Some(150_000));
    assert_eq!(member.benefits[2].period.as_deref(), Some("29"));
    assert_eq!((told[3].0, told[3].1, told[3].2), ("B", ["AI".to_owned()].as_slice(), Some(5_000)));
    assert!(member.kept.is_empty() && member.benefits.iter().all(|benefit| benefit.kept.is_empty()));
}

#[test]
fn a_dependents_answer_names_both_and_whom_the_payer_has_as_their_doctor() {
    let answer = only_answer(DEPENDENT_ANSWER);
    let (member, child) = (answer.subscriber.as_ref().unwrap(), answer.dependent.as_ref().unwrap());
    assert_eq!((member.named.name.first.as_str(), child.named.name.first.as_str()), ("JOHN", "MARY"));
    assert!(member.benefits.is_empty() && member.traces.is_empty());
    assert_eq!(child.relationship.as_deref(), Some("19"));
    assert_eq!(answer.patient().unwrap().benefits.len(), 5);
    let doctor = &child.benefits[1].related[0];
    assert_eq!((doctor.role.as_str(), doctor.named.name.last.as_str()), ("P3", "JONES"));
    let copays: Vec<_> =
        child.benefits.iter().filter(|b| b.information == "B").map(|b| (b.amount_cents, b.in_network.clone())).collect();
    assert_eq!(copays, [(Some(1_000), Some("Y".into())), (Some(3_000), Some("N".into()))]);
    assert_eq!(child.benefits[2].service_types.len(), 10);
}

#[test]
fn a_refusal_of_everything_is_an_answer_without_a_person() {
    let reading = read_271(REFUSED_ANSWER.as_bytes(), &Limits::default());
    let answer = reading.answers().next().unwrap();
    assert!(answer.patient().is_none());
    let refused = &answer.receiver.as_ref().unwrap().rejections;
    assert_eq!(refused.as_slice(), [Rejection { is_request_valid: true, reason: "50".into(), follow_up: "N".into() }]);
    // the sample closes its transaction under another number: said, but nothing is lost
    assert_eq!(problems(REFUSED_ANSWER), ["segment 10 (SE), element 02: is not the control number of the header it closes"]);
    assert_eq!(reading.losses().count(), 0);
}

#[test]
fn any_delimiters_and_any_line_breaks_mean_the_same() {
    let wanted = only_answer(ANSWER);
    let flat = ANSWER.replace('\n', "");
    for (element, component, repetition, end) in [('|', '>', '!', "\n"), ('|', '>', '!', "\r\n"), ('+', '/', '^', "'")] {
        let swapped: String = flat
            .chars()
            .map(|c| match c {
                '*' => element.to_string(),
                ':' => component.to_string(),
                '^' => repetition.to_string(),
                '~' => end.to_string(),
                other => other.to_string(),
            })
            .collect();
        assert!(only_answer(&swapped) == wanted, "{element}{component}{repetition}{end:?}");
    }
    let wrapped: Vec<String> = flat.as_bytes().chunks(80).map(|row| String::from_utf8(row.to_vec()).unwrap()).collect();
    assert!(only_answer(&wrapped.join("\r\n")) == wanted);
}

#[test]
fn what_is_not_known_is_kept_as_it_stood_and_listed() {
    let more = ANSWER
        .replace("DTP*346*", "HI*BK:F1020~\nDTP*346*")
        .replace("EB*1**AI~", "EB*1**AI~\nIII*ZZ*57~\nMSG*CALL FIRST~\nHSD*VS*30***23*1~")
        .replace("SE*20*", "SE*24*");
    let answer = only_answer(&more);
    let member = answer.patient().unwrap();
    assert_eq!((member.kept.len(), member.kept[0].id.as_str(), member.kept[0].text.as_str()), (1, "HI", "BK:F1020"));
    let substance_use = member.benefits.iter().find(|benefit| !benefit.messages.is_empty()).unwrap();
    assert_eq!(substance_use.kept[0].id, "III");
    assert_eq!(substance_use.messages, ["CALL FIRST"]);
    assert_eq!(substance_use.limits[0].quantity, Some(("VS".into(), 3_000)));
    assert_eq!(substance_use.limits[0].within, Some(("23".into(), Some(1))));
}

#[test]
fn a_segment_that_says_more_than_its_twin_is_kept_too() {
    for (from, to) in [
        // how many of what, without the what; a share of a count
        ("EB*1**AI~", "EB*1**AI~\nHSD*VS*30**3~"),
        ("EB*1**AI~", "EB*1**AI~\nHSD*VS*30***~\nHSD******1~"),
        ("EB*1**AI~", "EB*1**AI~\nHSD*****23*1.5~"),
        ("EB*1**AI~", "EB*1**AI******VS~"),
        ("EB*1**AI~", "EB*1**AI~\nMSG*CALL FIRST**2~"),
        ("EB*1**AI~", "EB*1**AI~\nMSG**2~"),
        ("EB*1**AI~", "EB*1**AI~\nAAA*Y*XX*62*C~"),
        ("EB*1**AI~", "EB*1**AI~\nLS*2120~\nNM1*P3*1*JONES***DR~\nLE*2120~"),
        ("EB*1**AI~", "EB*1**AI~\nLS*2120~\nNM1*P3*1*JONES~\nPER*IC**TE~\nLE*2120~"),
        ("EB*1**AI~", "EB*1**AI~\nLS*2120~\nNM1*P3*1*JONES~\nPER*IC**TE*1*UR*2*EM*3*FX*4~\nLE*2120~"),
        ("DMG*D8*19900514*F~", "DMG*D8*19900514*X~"),
        ("DMG*D8*19900514*F~", "DMG*D8**F**7~"),
        ("NM1*IL*1*ALDEN*MARIA****MI*", "NM1*IL*1*ALDEN*MARIA**DR**MI*"),
        ("TRN*2*INQ-77*9STEPDOWN1~", "TRN*2*INQ-77*9STEPDOWN1*X~"),
        ("DTP*346*D8*20250101~", "DTP*346*D8*20250101*X~"),
        // a second one would replace the first
        ("DMG*D8*19900514*F~", "DMG*D8*19900514*F~\nDMG*D8*19910514*M~"),
        ("N4*FALMOUTH*MA*02540~", "N4*FALMOUTH*MA*02540~\nN4*BOSTON*MA*02110~"),
        ("DTP*346*D8*20250101~", "INS*Y*18~\nINS*N*19~\nDTP*346*D8*20250101~"),
    ] {
        assert!(ANSWER.contains(from), "{from}");
        let reading = read_271(ANSWER.replacen(from, to, 1).as_bytes(), &Limits::default());
        let answer = reading.answers().next().unwrap();
        let member = answer.patient().unwrap();
        let kept = member.kept.len() + member.benefits.iter().map(|benefit| benefit.kept.len()).sum::<usize>();
        assert_eq!(kept, 1, "{to}");
    }
}

#[test]
fn a_level_without_an_answer_is_said() {
    let alone = ANSWER.find("HL*3").map(|at| format!("{}SE*7*0001~\nGE*1*1~\nIEA*1*000000101~\n", &ANSWER[..at])).unwrap();
    assert_eq!(problems(&alone), ["segment 7 (HL): opens a level that answers nothing about anybody"]);
}

#[test]
fn every_problem_names_segment_and_position() {
    for (from, to, wanted) in [
        ("420.00", "4X0.00", "segment 18 (EB), element 07: is not an amount of money"),
        ("HL*3*2*22*0", "HL*4*2*22*0", "segment 9 (HL), element 01: is not the next level number"),
        ("HL*3*2*22*0", "HL*3*9*22*0", "segment 9 (HL), element 02: does not name the level above it"),
        ("HL*3*2*22*0", "HL*3*2*77*0", "segment 9 (HL), element 03: is not a level of an eligibility file; it was left out"),
        ("20250101", "20250230", "segment 15 (DTP), element 03: is not a date"),
        ("BHT*0022*11", "BHT*0022*13", "segment 4 (BHT), element 02: must be 11"),
        ("EB*1**AI", "EB***AI", "element 01: is empty"),
    ] {
        assert!(ANSWER.contains(from), "{from}");
        let found = problems(&ANSWER.replacen(from, to, 1));
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{wanted}: {found:#?}");
    }
}

#[test]
fn a_file_that_lost_something_says_so() {
    let lost = |text: &str| {
        let reading = read_271(text.as_bytes(), &Limits::default());
        reading.losses().next().map(ToString::to_string).unwrap_or_default()
    };
    assert_eq!(lost(ANSWER), "");
    assert!(lost(&ANSWER.replace("EB*1**MH~\n", "").replace("EB*1**MH~", "")).contains("(SE), element 01: should count 19"));
    assert!(lost("").contains("the file is empty"));
    assert!(lost("hello").contains("does not begin with ISA"));
    assert!(lost(INQUIRY).contains("opens a group that is not HB"));
    let whole = ANSWER.trim_end();
    for end in 1..whole.len() {
        assert!(!lost(&whole[..end]).is_empty(), "cut after {end} characters and not noticed");
    }
}
