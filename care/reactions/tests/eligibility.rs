//! Whether somebody is insured, told as what happens: asked through the gate, answered by a file, compared, looked at; for people in care
//! and for people who only asked. On both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use billing::coverage::{LiftRestriction, RestrictPayer};
use billing::eligibility::answer::Period;
use billing::eligibility::*;
use billing::insurance_card::{CardSide, InsuranceCard, KeepInsuranceCard};
use billing::sliding_fee::{AgreeSlidingFee, SlidingFee};
use confidential::consent::{Category, Purpose};
use confidential::{ChartView, Disclosure};
use episode::patient_link::{self, AnswerOnLink, LinkAnswer, SendLink, ToDo};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use privacy::consent::RevokeConsent;
use reactions::cover::{CheckCover, ListCover, OpenCover, OpenSentPhoto, Standing};
use reactions::today::{DueKind, OpenTodayBoard};
use support::{Desk, THURSDAY, day, on_both_engines};
use vocabulary::id::PatientId;

fn says(kind: BenefitKind, period: Period, cents: Option<i64>) -> Statement {
    Statement {
        kind,
        services: vec!["30".into()],
        is_family: false,
        plan: None,
        period,
        amount_cents: cents,
        basis_points: None,
        quantity: None,
        needs_approval: None,
        network: Network::Inside,
        messages: vec![],
    }
}

fn insured(copay_cents: i64) -> AnswerContent {
    AnswerContent {
        statements: vec![
            says(BenefitKind::Active, Period::NotSaid, None),
            says(BenefitKind::Copay, Period::Visit, Some(copay_cents)),
        ],
        ..AnswerContent::default()
    }
}

fn ended() -> AnswerContent {
    AnswerContent { statements: vec![says(BenefitKind::Inactive, Period::NotSaid, None)], ..AnswerContent::default() }
}

fn ask(desk: &Desk, who: &str, patient: PatientId) -> Result<EligibilityCheck, Refusal> {
    let write = |released: &ReleasedInquiry| Ok(format!("270 {}", released.inquiry.trace).into_bytes());
    let wish = CheckCover { patient, coverage: None };
    let (receipt, bytes) = desk.house.ask_eligibility(&desk.actor(who), &wish, None, write)?;
    let check = desk.all::<EligibilityCheck>("id = $1", receipt.check).remove(0).record;
    assert_eq!(*bytes, format!("270 {}", check.trace).into_bytes());
    Ok(check)
}

fn answer(desk: &Desk, check: &EligibilityCheck, content: AnswerContent, file: &str) -> Result<AnswerReceipt, Refusal> {
    let answers = vec![ReadAnswer { trace: check.trace.clone(), reference: String::new(), content }];
    let command = RecordEligibilityAnswer { answers, file_name: "answer.271".into(), original: file.as_bytes().to_vec() };
    desk.house.perform(&desk.actor("bea"), &command)
}

fn stored(desk: &Desk, check: &EligibilityCheck) -> EligibilityCheck {
    desk.all::<EligibilityCheck>("id = $1", check.id).remove(0).record
}

fn marcus(desk: &Desk) -> PatientId {
    let patient = desk.admit("Marcus", "Dwyer");
    desk.cover(patient, "harborline");
    desk.at("2026-03-12 08:00");
    patient
}

fn reason(refusal: &Refusal) -> &str {
    match refusal {
        Refusal::Refused { reason, .. } => reason,
        _ => "",
    }
}

#[test]
fn p2_20_a_payer_is_asked_only_with_a_consent_and_the_question_is_accounted_for() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        // Given no consent, nothing leaves and nothing is written
        assert_eq!(reason(&ask(desk, "bea", patient).unwrap_err()), "no_payment_consent");
        assert!(desk.all::<EligibilityCheck>("patient_id = $1", patient).is_empty());
        // When the person has signed, one click asks
        let consent = desk.consent(patient, "harborline");
        let check = ask(desk, "bea", patient).unwrap();
        assert_eq!((check.number, check.state(), check.service_types.len()), (1, CheckState::Asked, 3));
        // Then it stands in the account of disclosures, for payment, with what was told (P2-49)
        let told: Vec<Disclosure> =
            desk.all::<Disclosure>("patient_id = $1", patient).into_iter().map(|one| one.record).collect();
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].purpose, told[0].channel.as_str(), told[0].basis),
            (Purpose::Payment, "eligibility inquiry", Some(consent))
        );
        assert_eq!(told[0].categories, [Category::IdentityAndAttendance, Category::Billing]);
        // And the question is kept whole
        let kept =
            desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.original(&check.request_sha256)?)).unwrap();
        assert_eq!(kept.unwrap().1, format!("270 {}", check.trace).into_bytes());
        // And a consent that is withdrawn holds the next one
        desk.house.perform(&desk.actor("ines"), &RevokeConsent { consent }).unwrap();
        assert_eq!(reason(&ask(desk, "bea", patient).unwrap_err()), "no_payment_consent");
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_50_a_person_who_pays_alone_may_keep_a_payer_in_the_dark() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        desk.consent(patient, "harborline");
        let payer = desk.payer("harborline");
        let wish = desk.house.perform(&desk.actor("ines"), &RestrictPayer { patient, payer }).unwrap();
        assert_eq!(desk.house.perform(&desk.actor("ines"), &RestrictPayer { patient, payer }).unwrap(), wish, "once");
        assert_eq!(reason(&ask(desk, "bea", patient).unwrap_err()), "payer_restricted");
        desk.house.perform(&desk.actor("ines"), &LiftRestriction { restriction: wish, patient }).unwrap();
        assert!(ask(desk, "bea", patient).is_ok());
    });
}

#[test]
fn nobody_asks_for_somebody_who_pays_alone_and_no_clinician_asks_a_payer() {
    on_both_engines(|desk| {
        let patient = desk.admit("Ana", "Reyes");
        desk.cover(patient, "self-pay");
        desk.at("2026-03-12 08:00");
        assert_eq!(reason(&ask(desk, "bea", patient).unwrap_err()), "nobody_to_ask");
        assert!(matches!(ask(desk, "jo", patient).unwrap_err(), Refusal::NotFound));
    });
}

#[test]
fn a_file_that_cannot_be_written_discloses_nothing() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        desk.consent(patient, "harborline");
        let wish = CheckCover { patient, coverage: None };
        let write = |_: &ReleasedInquiry| Err(vec!["The program's NPI needs ten digits.".to_owned()]);
        let refusal = desk.house.ask_eligibility(&desk.actor("bea"), &wish, None, write).unwrap_err();
        assert!(matches!(refusal, Refusal::Invalid(_)));
        assert!(desk.all::<Disclosure>("patient_id = $1", patient).is_empty());
    });
}

#[test]
fn an_answer_is_kept_compared_and_a_change_to_the_worse_waits_for_somebody() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        desk.consent(patient, "harborline");
        let first = ask(desk, "bea", patient).unwrap();
        let receipt = answer(desk, &first, insured(4_000), "271 one").unwrap();
        assert_eq!((receipt.recorded.len(), receipt.attention), (1, 0));
        // The same file again changes nothing
        let again = answer(desk, &first, insured(4_000), "271 one").unwrap();
        assert_eq!((again.recorded.len(), again.known), (0, 1));
        // A dearer copay is an alarm on the next answer
        let second = ask(desk, "bea", patient).unwrap();
        assert_eq!(answer(desk, &second, insured(5_500), "271 two").unwrap().attention, 1);
        let told = stored(desk, &second);
        let recorded = told.answer.as_ref().unwrap();
        assert_eq!(recorded.compared_with, Some(first.id));
        assert_eq!(recorded.changes[0].sentence, "The copay is now $55.00; it was $40.00.");
        assert_eq!(told.state(), CheckState::NeedsAttention);
        // It is due on the board of whoever may see coverage, and on the list
        let due = |who: &str| {
            let board = desk.house.ask(&desk.actor(who), &OpenTodayBoard { day: day(THURSDAY), only_mine: false }).unwrap();
            board.due.iter().find(|due| due.kind == DueKind::CoverChanged).map(|due| due.count)
        };
        assert_eq!((due("ines"), due("fran")), (Some(1), None));
        assert_eq!(desk.house.ask(&desk.actor("bea"), &ListCover).unwrap().len(), 1);
        // Until somebody has looked
        desk.house.perform(&desk.actor("bea"), &SeeEligibility { check: second.id, patient }).unwrap();
        assert_eq!(due("ines"), None);
        assert!(desk.house.ask(&desk.actor("bea"), &ListCover).unwrap().is_empty());
        assert_eq!(stored(desk, &second).answer.unwrap().changes.len(), 1, "the change stays readable");
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_refusal_and_an_ended_plan_need_somebody_even_without_a_last_answer() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        desk.consent(patient, "harborline");
        let check = ask(desk, "ines", patient).unwrap();
        let rejections = vec![Rejected { reason: "75".into(), follow_up: "C".into() }];
        answer(desk, &check, AnswerContent { rejections, ..AnswerContent::default() }, "refused").unwrap();
        assert_eq!(stored(desk, &check).state(), CheckState::NeedsAttention);
        // A later file under the same number is the next version; the first stays in the ledger
        answer(desk, &check, insured(4_000), "later").unwrap();
        assert_eq!(stored(desk, &check).state(), CheckState::Answered);
        let next = ask(desk, "ines", patient).unwrap();
        answer(desk, &next, ended(), "ended").unwrap();
        assert_eq!(stored(desk, &next).state(), CheckState::NeedsAttention);
    });
}

#[test]
fn an_answer_to_a_question_that_is_not_ours_is_refused_and_not_kept() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        desk.consent(patient, "harborline");
        let check = ask(desk, "bea", patient).unwrap();
        let stranger = EligibilityCheck { trace: "SOMEBODY-ELSE".into(), ..check.clone() };
        assert_eq!(reason(&answer(desk, &stranger, insured(1), "x").unwrap_err()), "not_our_question");
        let answers = vec![
            ReadAnswer { trace: "SOMEBODY-ELSE".into(), reference: String::new(), content: insured(1) },
            ReadAnswer { trace: String::new(), reference: check.trace.clone(), content: insured(1) },
        ];
        let both = RecordEligibilityAnswer { answers, file_name: "both.271".into(), original: b"both".to_vec() };
        let receipt = desk.house.perform(&desk.actor("bea"), &both).unwrap();
        assert_eq!((receipt.recorded.len(), receipt.unmatched), (1, 1));
    });
}

#[test]
fn somebody_who_only_asked_has_cover_cards_and_answers_too() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 08:00");
        let input = InquiryInput {
            given: "Robin".into(),
            family: "Hale".into(),
            birth_date: Some(day("1988-02-01")),
            source: Source::Phone,
            phone: String::new(),
            may_leave_message: false,
            may_text: false,
            call_as: String::new(),
            email: String::new(),
            may_email: false,
            words: "asks for help".into(),
        };
        let inquiry = desk.house.perform(&desk.actor("ines"), &LogInquiry { input, owner: None }).unwrap();
        let patient = desk.all::<intake::Inquiry>("id = $1", inquiry).remove(0).patient;
        desk.cover(patient, "harborline");
        desk.consent(patient, "harborline");
        let check = ask(desk, "ines", patient).unwrap();
        answer(desk, &check, insured(4_000), "271").unwrap();
        let view = desk.house.ask(&desk.actor("ines"), &OpenCover { patient, days: 10 }).unwrap();
        assert_eq!((view.who.standing, view.who.name.full().as_str()), (Standing::Asked(inquiry), "Robin Hale"));
        assert_eq!(view.checks.len(), 1);
        // ten days at a copay of 40
        assert_eq!(view.sheet.estimate.as_ref().unwrap().person_cents, 40_000);
        assert!(desk.house.ask(&desk.actor("fran"), &OpenCover { patient, days: 10 }).is_err(), "not the front desk");
        // Somebody nobody has heard of has none
        let nobody = PatientId(uuid::Uuid::from_u128(7));
        assert!(matches!(desk.house.ask(&desk.actor("ines"), &OpenCover { patient: nobody, days: 1 }), Err(Refusal::NotFound)));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_card_is_kept_once_by_its_content() {
    on_both_engines(|desk| {
        let patient = marcus(desk);
        let keep = |file: &[u8]| {
            desk.house.perform(&desk.actor("ines"), &KeepInsuranceCard { patient, side: CardSide::Front, file: file.to_vec() })
        };
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        assert_eq!(keep(heic).unwrap(), keep(heic).unwrap());
        assert!(matches!(keep(b"<svg/>"), Err(Refusal::Invalid(_))));
        let kept = desk.all::<InsuranceCard>("patient_id = $1", patient);
        assert_eq!((kept.len(), kept[0].is_shown()), (1, false));
    });
}

/// A picture as a phone sends it, with a place written into it.
fn photo() -> Vec<u8> {
    let chunk = |kind: &[u8], body: &[u8]| [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &[0; 4]].concat();
    let parts = [(&b"IHDR"[..], &[0; 13][..]), (b"tEXt", b"SECRET-GPS"), (b"IDAT", b"lines"), (b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.iter().flat_map(|(kind, body)| chunk(kind, body)).collect()].concat()
}

#[test]
fn p2_65_a_photo_sent_on_a_link_is_looked_at_by_whoever_looks_after_cover_and_the_look_is_written_down() {
    on_both_engines(|desk| {
        // Given somebody who sent the front of the card from their own phone
        let ana = desk.admit("Ana", "Reyes");
        let patient = marcus(desk);
        let wish = SendLink {
            patient,
            name: "Marcus".into(),
            birth_date: Some(day("1990-05-14")),
            language: "en".into(),
            to_do: vec![ToDo::InsuranceCard, ToDo::Details],
            lives_days: 7,
        };
        let link = desk.house.perform(&desk.actor("ines"), &wish).unwrap();
        let visit = desk.open_link(&link.token, 5, 14).unwrap();
        let on = desk.house.on_link(&visit).unwrap().unwrap();
        let front = LinkAnswer::CardPhoto { side: patient_link::CardSide::Front, bytes: photo() };
        let sent = desk.house.perform(&on.person, &AnswerOnLink { link: link.link, answer: front }).unwrap();
        let right = AnswerOnLink { link: link.link, answer: LinkAnswer::DetailsAreRight };
        let other = desk.house.perform(&on.person, &right).unwrap();
        let looks = || desk.all::<ChartView>("patient_id = $1", patient).len();
        // When the biller opens their cover, it stands there
        let view = desk.house.ask(&desk.actor("bea"), &OpenCover { patient, days: 10 }).unwrap();
        assert_eq!(view.sent.iter().map(|one| (one.event, one.side)).collect::<Vec<_>>(), [(sent, CardSide::Front)]);
        // Then it is looked at, without the place, and the look is written down
        let before = looks();
        let opened = desk.house.ask(&desk.actor("bea"), &OpenSentPhoto { patient, event: sent }).unwrap();
        assert_eq!((opened.photo.media_type.as_str(), looks()), ("image/png", before + 1));
        let holds = |words: &[u8]| opened.bytes.windows(words.len()).any(|part| part == words);
        assert!(holds(b"lines") && !holds(b"SECRET"));
        // And not by the front desk, not under another person, and nothing else that happened on a link is a picture
        let asks = |who: &str, patient, event| desk.house.ask(&desk.actor(who), &OpenSentPhoto { patient, event });
        for refused in [asks("fran", patient, sent), asks("bea", ana, sent), asks("bea", patient, other)] {
            assert!(matches!(refused, Err(Refusal::NotFound)));
        }
        assert_eq!(looks(), before + 1, "nobody else looked");
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_sliding_fee_is_agreed_for_a_year_and_counts_in_the_estimate() {
    on_both_engines(|desk| {
        let patient = desk.admit("Ana", "Reyes");
        desk.cover(patient, "self-pay");
        desk.at("2026-03-12 08:00");
        let agree = AgreeSlidingFee {
            patient,
            household: Some(2),
            annual_income_cents: Some(2_500_000),
            has_proof: true,
            from: Some(day("2026-03-12")),
        };
        desk.house.perform(&desk.actor("bea"), &agree).unwrap();
        let fee = desk.all::<SlidingFee>("patient_id = $1", patient).remove(0).record;
        assert_eq!((fee.share.percent_of_guideline, fee.share.pays_percent, fee.to), (116, 15, day("2027-03-11")));
        let view = desk.house.ask(&desk.actor("bea"), &OpenCover { patient, days: 10 }).unwrap();
        assert_eq!(view.sheet.estimate.as_ref().unwrap().person_cents, 24_000, "15 percent of ten days at 160");
        let wrong = AgreeSlidingFee { household: Some(0), annual_income_cents: None, from: None, ..agree };
        let Err(Refusal::Invalid(problems)) = desk.house.perform(&desk.actor("bea"), &wrong) else { panic!("invalid") };
        assert_eq!(problems.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["household", "income", "from"]);
    });
}
