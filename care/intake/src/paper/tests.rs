//! Papers are given, signed and read again as they were; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::sync::Arc;

use ::store::testing::on_both_engines;
use access::{Actor, Command, Context, Refusal, Role};
use confidential::consent::{Category, ConsentKind, Expiry, Lack, Purpose, Recipient, Statement};
use confidential::gate;
use jiff::civil::date;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::id::{PaperId, PatientId, PayerId};

use super::terms::{TermExpiry, TermRecipient};
use super::*;
use crate::testing::{Desk, INTAKE, fields, reason};

const ANA: PatientId = PatientId(Uuid::from_u128(0xa0a));

fn press() -> Press {
    Arc::new(|sheet: &PressSheet| Ok(format!("%PDF {sheet:?}").into_bytes()))
}

fn wish(papers: &[&str]) -> IssuePapers {
    IssuePapers {
        patient: ANA,
        patient_name: "Ana Silva".into(),
        birth_date: Some(date(1990, 2, 28)),
        papers: papers.iter().map(|key| (*key).to_owned()).collect(),
        language: Language::En,
        basis: SignerBasis::Adult,
        known: Known { payer: Some((PayerId(Uuid::from_u128(3)), "Bay Plan".into())), ..Known::default() },
        press: press(),
    }
}

fn given(desk: &Desk<'_>, wish: &IssuePapers) -> Vec<PaperId> {
    desk.perform(INTAKE, wish).unwrap().output
}

fn sign(desk: &Desk<'_>, paper: PaperId) -> SignPaper {
    let sha256 = desk.load::<Paper>(paper).sha256.clone();
    SignPaper {
        paper,
        sha256,
        name: "Ana Silva".into(),
        mark: Mark::Typed,
        capacity: Capacity::Patient,
        authority: String::new(),
        language: Language::En,
        press: press(),
    }
}

/// As the person, through a link of theirs.
fn as_person<C: Command>(desk: &Desk<'_>, who: PatientId, command: &C) -> Result<C::Output, Refusal> {
    let person = Actor::person(who, "Ana");
    desk.try_with(|cx| command.perform(&Context { actor: &person, ..*cx }).map(|done| done.output))
}

#[test]
fn every_paper_of_the_file_can_be_read_and_filled() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let known = Known {
            emergency_contact: Some(("Rui Silva".into(), "(508) 555-0101".into())),
            self_pay_terms: Some("120 dollars a day".into()),
            ..wish(&[]).known
        };
        for template in templates().unwrap() {
            for language in Language::ALL {
                let wish = IssuePapers { language, known: known.clone(), ..wish(&[&template.key]) };
                let paper = desk.load::<Paper>(given(&desk, &wish)[0]);
                assert!(!paper.words.title.is_empty() && paper.words.blocks.len() > 2, "{}", template.key);
            }
            assert!(!template.rules.is_empty(), "{} serves no rule", template.key);
        }
    });
}

#[test]
fn a_signature_names_the_exact_bytes_and_they_are_read_again_as_they_were() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let paper = given(&desk, &wish(&["treatment"]))[0];
        let bytes = desk.ask(INTAKE, &PaperFile { paper, which: PaperFileView::AsGiven }).unwrap().1.clone();
        as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
        desk.later(60 * 24 * 365 * 7);
        let again = desk.ask(INTAKE, &PaperFile { paper, which: PaperFileView::AsGiven }).unwrap().1.clone();
        assert_eq!(bytes, again, "seven years later the same bytes");
        let kept = desk.load::<Paper>(paper);
        assert_eq!(kept.signatures[0].sha256, hex::encode(Sha256::digest(&again)));
        assert_eq!((kept.signatures[0].place, kept.signatures[0].how.clone()), (Where::OwnPhone, SignedHow::Typed));
        assert_eq!(kept.recorded_by, ::store::Author::Patient(ANA), "the person signed, nobody for them");
        let copy = desk.ask(INTAKE, &PaperFile { paper, which: PaperFileView::Signed }).unwrap().1.clone();
        let copy = String::from_utf8(copy).unwrap();
        assert!(copy.contains("Ana Silva, the person") && copy.contains(&kept.sha256), "{copy}");
        desk.verify();
    });
}

#[test]
fn another_file_than_the_one_shown_is_a_conflict_and_a_second_signature_is_none() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let paper = given(&desk, &wish(&["treatment"]))[0];
        let other = SignPaper { sha256: "00".repeat(32), ..sign(&desk, paper) };
        assert_eq!(as_person(&desk, ANA, &other).unwrap_err(), Refusal::Conflict);
        as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
        let version = desk.load::<Paper>(paper).version;
        as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
        assert_eq!(desk.load::<Paper>(paper).version, version, "sent twice, signed once");
        let declined = as_person(&desk, ANA, &DeclinePaper { paper, words: String::new() });
        assert_eq!(reason(declined.unwrap_err()), "paper_ended");
    });
}

#[test]
fn p2_20_signing_the_paper_for_the_payer_makes_the_consent_the_gate_reads() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let payer = PayerId(Uuid::from_u128(3));
        let paper = given(&desk, &wish(&["payment_consent"]))[0];
        let before = desk.with(|cx| gate::payment_consent(cx, ANA, payer));
        assert!(before.is_err(), "nothing may be told before");
        as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
        let (consent, _) = desk.with(|cx| gate::payment_consent(cx, ANA, payer)).unwrap();
        assert_eq!(consent.recipients, [Recipient::Payer(payer)]);
        assert_eq!((consent.patient_name_as_signed.as_str(), consent.expires), ("Ana Silva", Expiry::EndOfTreatment));
        let Some(Outcome::Signed { consent: Some(made), .. }) = desk.load::<Paper>(paper).record.outcome else { panic!() };
        assert_eq!(made, consent.id);
        let other = PayerId(Uuid::from_u128(4));
        assert!(desk.with(|cx| gate::payment_consent(cx, ANA, other)).is_err(), "and nobody else");
    });
}

#[test]
fn p2_21_of_one_consent_to_all_there_is_one_in_force() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        for _ in 0..2 {
            let paper = given(&desk, &wish(&["tpo_consent"]))[0];
            as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
            desk.later(1);
        }
        let all = desk.with(|cx| confidential::read::consents(cx, ANA));
        assert_eq!(all.len(), 2);
        let in_force = desk.with(|cx| Ok(all.iter().filter(|consent| consent.is_in_force(cx.now, cx.today())).count()));
        assert_eq!(in_force, 1);
        assert!(all.iter().all(|consent| consent.purposes.contains(&Purpose::Operations) && consent.expires == Expiry::None));
    });
}

#[test]
fn p2_22_declining_is_written_down_and_only_what_care_needs_cannot_be_declined() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let papers = given(&desk, &wish(&["notice", "treatment"]));
        let words = "I want to read it at home".to_owned();
        as_person(&desk, ANA, &DeclinePaper { paper: papers[0], words: words.clone() }).unwrap();
        let kept = desk.load::<Paper>(papers[0]);
        assert_eq!(kept.outcome, Some(Outcome::Declined { at: desk.clock.now(), words, by: None }));
        let needed = as_person(&desk, ANA, &DeclinePaper { paper: papers[1], words: String::new() });
        assert_eq!(reason(needed.unwrap_err()), "paper_needed");
    });
}

#[test]
fn nobody_signs_the_papers_of_somebody_else() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let paper = given(&desk, &wish(&["treatment"]))[0];
        let stranger = PatientId(Uuid::from_u128(0xb0b));
        assert_eq!(as_person(&desk, stranger, &sign(&desk, paper)).unwrap_err(), Refusal::NotFound);
        assert_eq!(as_person(&desk, stranger, &DeclinePaper { paper, words: String::new() }).unwrap_err(), Refusal::NotFound);
        for role in [Role::FrontDesk, Role::Biller, Role::Peer, Role::Installer] {
            assert_eq!(desk.perform(&[role], &sign(&desk, paper)).unwrap_err(), Refusal::NotFound, "{role}");
        }
        let scan = SignPaper { mark: Mark::Scan { bytes: b"%PDF-1.7".to_vec() }, ..sign(&desk, paper) };
        assert_eq!(fields(as_person(&desk, ANA, &scan).unwrap_err()), ["mark"], "a scan is the staff's");
        desk.perform(INTAKE, &scan).unwrap();
        let kept = desk.load::<Paper>(paper);
        assert!(matches!(kept.signatures[0].place, Where::Beside(_)));
        assert_eq!(desk.ask(INTAKE, &PaperFile { paper, which: PaperFileView::Scan }).unwrap().1, b"%PDF-1.7");
    });
}

#[test]
fn what_is_about_somebody_else_stays_closed_for_a_person() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let paper = given(&desk, &wish(&["treatment"]))[0];
        let sees = |who: PatientId| {
            let person = Actor::person(who, "Somebody");
            desk.try_with(|cx| {
                let cx = Context { actor: &person, ..*cx };
                gate::to_patient(&cx, confidential::Query::ask(&ReadPaper { paper }, &cx)?).map(|line| line.title.clone())
            })
        };
        assert_eq!(sees(ANA).unwrap(), "Yes to treatment");
        assert_eq!(sees(PatientId(Uuid::from_u128(0xb0b))).unwrap_err(), Refusal::NotFound);
    });
}

#[test]
fn the_same_papers_given_twice_stand_and_other_words_are_given_anew() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let first = given(&desk, &wish(&["treatment"]));
        assert_eq!(given(&desk, &wish(&["treatment"])), first);
        let renamed = IssuePapers { patient_name: "Ana Sousa".into(), ..wish(&["treatment"]) };
        let second = given(&desk, &renamed);
        assert_ne!(second, first);
        assert_eq!(desk.load::<Paper>(first[0]).state(), PaperState::Withdrawn);
        let no_payer = IssuePapers { known: Known::default(), ..wish(&["payment_consent"]) };
        assert_eq!(fields(desk.perform(INTAKE, &no_payer).unwrap_err()), ["payer"]);
    });
}

#[test]
fn p2_a15_a_minor_by_own_consent_signs_alone() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let born = Some(date(2010, 6, 1));
        let as_adult = IssuePapers { birth_date: born, ..wish(&["treatment"]) };
        assert_eq!(fields(desk.perform(INTAKE, &as_adult).unwrap_err()), ["basis"]);
        let alone = IssuePapers { basis: SignerBasis::MinorByOwnConsent, ..as_adult };
        let paper = given(&desk, &alone)[0];
        let parent = SignPaper { capacity: Capacity::Parent, authority: "birth certificate".into(), ..sign(&desk, paper) };
        assert_eq!(fields(desk.perform(INTAKE, &parent).unwrap_err()), ["capacity"], "the mother's signature is not asked");
        as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
        assert_eq!(desk.load::<Paper>(paper).state(), PaperState::Signed);
    });
}

#[test]
fn p2_a16_with_a_parents_consent_both_sign_and_one_signature_is_not_enough() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let both =
            IssuePapers { birth_date: Some(date(2010, 1, 1)), basis: SignerBasis::MinorByParent, ..wish(&["payment_consent"]) };
        let paper = given(&desk, &both)[0];
        as_person(&desk, ANA, &sign(&desk, paper)).unwrap();
        let payer = PayerId(Uuid::from_u128(3));
        assert_eq!(desk.load::<Paper>(paper).state(), PaperState::Open);
        assert!(desk.with(|cx| gate::payment_consent(cx, ANA, payer)).is_err(), "with one signature nothing is told");
        let parent = SignPaper { capacity: Capacity::Parent, name: "Rosa Silva".into(), ..sign(&desk, paper) };
        assert_eq!(fields(desk.perform(INTAKE, &parent).unwrap_err()), ["authority"]);
        let proven = SignPaper { authority: "birth certificate".into(), ..parent };
        desk.perform(INTAKE, &proven).unwrap();
        assert!(desk.with(|cx| gate::payment_consent(cx, ANA, payer)).is_ok());
    });
}

fn tpo() -> ConsentTerms {
    ConsentTerms {
        kind: ConsentKind::Tpo,
        recipients: vec![TermRecipient::HealthPlans, TermRecipient::TreatingProviders],
        purposes: vec![Purpose::Treatment, Purpose::Payment, Purpose::Operations],
        categories: vec![Category::EntireRecord],
        expires: TermExpiry::None,
        states: vec![
            Statement::Revocation,
            Statement::HipaaRedisclosure,
            Statement::RedisclosureRisk,
            Statement::RefusalConsequences,
        ],
    }
}

#[test]
fn p2_a01_one_consent_to_all_without_the_hipaa_statement_names_element_4c() {
    let mut terms = tpo();
    terms.states.retain(|statement| *statement != Statement::HipaaRedisclosure);
    let lacks = check_terms(&terms);
    assert_eq!(lacks, [Lack::NoHipaaStatement]);
    assert!(lacks[0].to_string().starts_with("element 4c"));
}

#[test]
fn p2_a02_one_consent_to_all_may_have_no_end_and_one_for_proceedings_may_not() {
    assert_eq!(check_terms(&tpo()), []);
    let proceedings = ConsentTerms {
        kind: ConsentKind::Proceedings,
        recipients: vec![TermRecipient::Payer],
        purposes: vec![Purpose::Proceedings],
        ..tpo()
    };
    assert_eq!(check_terms(&proceedings), [Lack::NoEnd]);
}

#[test]
fn p2_a03_counseling_notes_stand_alone() {
    let mixed = ConsentTerms { categories: vec![Category::ProgressSummary, Category::CounselingNotes], ..tpo() };
    assert_eq!(check_terms(&mixed), [Lack::CounselingNotesNotSeparate]);
}

#[test]
fn p2_a04_proceedings_stand_alone() {
    let mut mixed = tpo();
    mixed.purposes.push(Purpose::Proceedings);
    assert_eq!(check_terms(&mixed), [Lack::ProceedingsNotSeparate]);
}

#[test]
fn what_is_filled_in_is_never_read_as_a_name_or_as_markup() {
    let known = |name: &str| (name == "patient_name").then(|| "{program} ## *Ana*".to_owned());
    let words = Words::read("# T\n\nI, {patient_name}, agree\nto it.\n\n- one\n- two\n", &known).unwrap();
    assert_eq!(
        words.blocks,
        [Block::Paragraph("I, {program} ## *Ana*, agree to it.".into()), Block::Points(vec!["one".into(), "two".into()])]
    );
    for (text, wrong) in [("no title", "title"), ("# T\n\n{nobody}", "nobody"), ("# T\n\nhalf {", "brace"), ("# T\n\n}", "brace")]
    {
        let said = Words::read(text, &known).unwrap_err().to_string();
        assert!(said.contains(wrong), "{said}");
    }
}

#[test]
fn the_english_papers_read_at_sixth_grade() {
    for template in templates().unwrap() {
        let text = template.text(Language::En).unwrap();
        let grade = grade(text);
        assert!(grade <= 6.5, "{}: grade {grade:.1}", template.key);
    }
}

/// The Flesch-Kincaid grade of a text; a line is a sentence when it does not end in one.
fn grade(text: &str) -> f64 {
    let lines = text.lines().map(|line| line.trim_start_matches(['#', '-', ' '])).filter(|line| !line.is_empty());
    let (mut words, mut sentences, mut syllables) = (0_u32, 0_u32, 0_u32);
    for line in lines {
        let ends = line.matches(['.', '?', '!', ':']).count().max(1);
        sentences += u32::try_from(ends).unwrap();
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words += 1;
            syllables += spoken(word);
        }
    }
    0.39 * f64::from(words) / f64::from(sentences) + 11.8 * f64::from(syllables) / f64::from(words) - 15.59
}

fn spoken(word: &str) -> u32 {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let letters: Vec<char> = lower.chars().collect();
    let groups = letters.iter().enumerate().filter(|(at, c)| is_vowel(**c) && (*at == 0 || !is_vowel(letters[at - 1]))).count();
    let silent = usize::from(lower.ends_with('e') && !lower.ends_with("le") && groups > 1);
    u32::try_from((groups - silent).max(1)).unwrap()
}
