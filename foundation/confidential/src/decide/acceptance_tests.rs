//! The acceptance facts of Part 2 that the decision alone answers (P2-A01 to P2-A20), each as a test named after it.
#![allow(clippy::unwrap_used, reason = "tests")]

use uuid::Uuid;
use vocabulary::id::{ConsentId, CourtPaperId, PatientId, PayerId, PayerRestrictionId, RestrictionId, StaffId};

use super::*;
use crate::consent::{ConsentKind, ConsentSignature, Expiry, Gap, Lack, Recipient, Statement};
use crate::court_paper::{Counsel, Section, Served};
use crate::signer::{Capacity, SignerBasis};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn general() -> Consent {
    Consent {
        id: ConsentId(Uuid::from_u128(1)),
        patient: PatientId(Uuid::from_u128(2)),
        kind: ConsentKind::General,
        patient_name_as_signed: "Jane Roe".into(),
        discloser: "The program".into(),
        recipients: vec![Recipient::Named("Harbor House".into())],
        purposes: vec![Purpose::Treatment],
        categories: vec![Category::DischargeSummary, Category::ProgressSummary],
        words: String::new(),
        expires: Expiry::On(day("2026-12-31")),
        states: Some(vec![Statement::Revocation]),
        signer_basis: SignerBasis::Adult,
        signatures: Vec::new(),
        signed_on: day("2026-01-05"),
        irrevocable_until: None,
        revoked_at: None,
        treatment_ended_on: None,
        known_false_at: None,
    }
}

pub(super) fn tpo() -> Consent {
    Consent {
        kind: ConsentKind::Tpo,
        recipients: vec![Recipient::TreatingProviders, Recipient::HealthPlans],
        purposes: Purpose::TPO.to_vec(),
        categories: vec![Category::EntireRecord],
        expires: Expiry::None,
        states: Some(Statement::of_kind(ConsentKind::Tpo).to_vec()),
        ..general()
    }
}

fn pcp() -> Party {
    Party { name: "Dr. Núñez".into(), status: LegalStatus::CoveredEntity, treats: true, ..Party::default() }
}

fn ask(party: Party, purpose: Purpose, categories: &[Category]) -> Request {
    Request {
        party,
        purpose,
        categories: Categories::of(categories),
        ground: Ground::Consent,
        is_all_or_nothing: false,
        is_decided_by_a_person: false,
        at: at("2026-03-12T14:00:00Z"),
        today: day("2026-03-12"),
    }
}

fn with<'a>(consents: &'a [Consent]) -> Facts<'a> {
    Facts { consents: consents.iter().collect(), ..Facts::default() }
}

fn codes(decision: &Decision) -> Vec<&'static str> {
    decision.reasons.iter().map(|reason| reason.code()).collect()
}

#[test]
fn p2_a01_a_tpo_consent_without_the_hipaa_statement_is_none_and_the_error_names_element_4c() {
    let states = [Statement::Revocation, Statement::RedisclosureRisk, Statement::RefusalConsequences];
    let short = Consent { states: Some(states.to_vec()), ..tpo() };
    assert_eq!(short.lacks(), [Lack::NoHipaaStatement]);
    assert!(Lack::NoHipaaStatement.to_string().contains("element 4c"));
    let decision = decide(&with(&[short]), &ask(pcp(), Purpose::Treatment, &[Category::DischargeSummary]));
    assert_eq!(codes(&decision), ["consent_lacks_an_element"]);
}

#[test]
fn p2_a02_only_a_tpo_consent_may_have_no_end() {
    assert_eq!(tpo().lacks(), []);
    let proceedings =
        Consent { kind: ConsentKind::Proceedings, purposes: vec![Purpose::Proceedings], expires: Expiry::None, ..general() };
    assert_eq!(proceedings.lacks(), [Lack::NoEnd]);
    assert_eq!(Consent { purposes: vec![Purpose::Research], expires: Expiry::None, ..general() }.lacks(), []);
}

#[test]
fn p2_a03_counseling_notes_do_not_go_with_other_categories() {
    let mixed = Consent { categories: vec![Category::ProgressSummary, Category::CounselingNotes], ..general() };
    assert_eq!(mixed.lacks(), [Lack::CounselingNotesNotSeparate]);
    let own = Consent { kind: ConsentKind::CounselingNotes, categories: vec![Category::CounselingNotes], ..general() };
    assert_eq!(own.lacks(), []);
}

#[test]
fn p2_a04_proceedings_do_not_go_with_other_purposes() {
    let mixed = Consent { purposes: vec![Purpose::Treatment, Purpose::Proceedings], ..general() };
    assert_eq!(mixed.lacks(), [Lack::ProceedingsNotSeparate]);
}

#[test]
fn p2_a05_a_tpo_consent_lets_the_patients_physician_have_the_discharge_summary_with_the_notice() {
    let decision = decide(&with(&[tpo()]), &ask(pcp(), Purpose::Treatment, &[Category::DischargeSummary]));
    assert_eq!((decision.outcome, decision.rests_on.as_slice()), (Outcome::Allow, [0].as_slice()));
    assert_eq!(decision.notice.unwrap().id, "part2-long");
    assert_eq!(decision.redisclosure, Redisclosure::AsHipaaAllows);
}

#[test]
fn p2_a06_a_tpo_consent_never_covers_a_counseling_note() {
    let decision = decide(&with(&[tpo()]), &ask(pcp(), Purpose::Treatment, &[Category::CounselingNotes]));
    assert_eq!((decision.outcome, codes(&decision)), (Outcome::Deny, vec!["counseling_notes_need_own_consent"]));
    let own = Consent {
        kind: ConsentKind::CounselingNotes,
        recipients: vec![Recipient::Named("dr nunez".into())],
        categories: vec![Category::CounselingNotes],
        ..general()
    };
    let decision = decide(&with(&[tpo(), own]), &ask(pcp(), Purpose::Treatment, &[Category::CounselingNotes]));
    assert_eq!((decision.outcome, decision.rests_on.as_slice()), (Outcome::Allow, [1].as_slice()));
}

#[test]
fn p2_a07_what_was_sent_before_a_withdrawal_stays_and_nothing_goes_after_it() {
    let revoked = Consent { revoked_at: Some(at("2026-03-12T14:00:00Z")), ..tpo() };
    let mut request = ask(pcp(), Purpose::Treatment, &[Category::DischargeSummary]);
    request.at = at("2026-03-12T13:59:00Z");
    assert_eq!(decide(&with(std::slice::from_ref(&revoked)), &request).outcome, Outcome::Allow);
    request.at = at("2026-03-12T14:01:00Z");
    let decision = decide(&with(&[revoked]), &request);
    assert_eq!((decision.outcome, codes(&decision)), (Outcome::Deny, vec!["consent_revoked"]));
}

#[test]
fn p2_a09_an_emergency_needs_all_that_must_be_written_down() {
    let told = Emergency {
        personnel: "Dr. Lee".into(),
        facility: String::new(),
        disclosed_by: "Nora Quist, RN".into(),
        at: Some(at("2026-03-12T13:55:00Z")),
        nature: "found unconscious".into(),
    };
    let er = Party { name: "Dr. Lee".into(), status: LegalStatus::CoveredEntity, ..Party::default() };
    let mut request = ask(er, Purpose::Emergency, &[Category::Medications, Category::Billing]);
    request.ground = Ground::Emergency(told.clone());
    let decision = decide(&Facts::default(), &request);
    assert_eq!((decision.outcome, codes(&decision)), (Outcome::Deny, vec!["emergency_incomplete"]));
    assert_eq!(told.missing(), [("facility", "Write at which facility they work.")]);
    request.ground = Ground::Emergency(Emergency { facility: "Cape Hospital".into(), ..told });
    let decision = decide(&Facts::default(), &request);
    assert_eq!(decision.outcome, Outcome::Allow);
    assert_eq!(decision.released.iter().collect::<Vec<_>>(), [Category::Medications], "what keeps somebody alive, not the bill");
}

fn paper(served: Served) -> CourtPaper {
    CourtPaper {
        id: CourtPaperId(Uuid::from_u128(5)),
        patient: PatientId(Uuid::from_u128(2)),
        served,
        court: "Barnstable Probate and Family Court".into(),
        docket: "BA26P0001".into(),
        section: Some(Section::NonCriminal),
        categories: vec![Category::IdentityAndAttendance],
        persons: vec!["Guardian ad litem Moss".into()],
        served_on: day("2026-03-10"),
        expires: Some(day("2026-04-10")),
        is_sealed: true,
        counsel: Some(Counsel { name: "P. Ames".into(), by: StaffId(Uuid::from_u128(9)), at: at("2026-03-11T14:00:00Z") }),
    }
}

fn by_order(papers: &[CourtPaper], name: &str, categories: &[Category], is_decided: bool) -> Decision {
    let party = Party { name: name.into(), status: LegalStatus::Court, ..Party::default() };
    let request =
        Request { ground: Ground::Court, is_decided_by_a_person: is_decided, ..ask(party, Purpose::Proceedings, categories) };
    decide(&Facts { court_papers: papers.iter().collect(), ..Facts::default() }, &request)
}

#[test]
fn p2_a10_a_subpoena_alone_is_refused_and_an_order_alone_waits_for_a_person() {
    let attendance = [Category::IdentityAndAttendance];
    let decision = by_order(&[paper(Served::SubpoenaOnly)], "Guardian ad litem Moss", &attendance, true);
    assert_eq!((decision.outcome, codes(&decision)), (Outcome::Deny, vec!["order_required"]));
    let decision = by_order(&[], "Guardian ad litem Moss", &attendance, true);
    assert_eq!(codes(&decision), ["order_required"]);
    let order = [paper(Served::OrderOnly)];
    let decision = by_order(&order, "Guardian ad litem Moss", &attendance, false);
    assert_eq!((decision.outcome, codes(&decision)), (Outcome::Permitted, vec!["permitted_not_compelled"]));
    assert_eq!(by_order(&order, "Guardian ad litem Moss", &attendance, true).outcome, Outcome::Allow);
    assert_eq!(
        by_order(&[paper(Served::OrderAndSubpoena)], "Guardian ad litem Moss", &attendance, false).outcome,
        Outcome::Allow
    );
}

#[test]
fn p2_46_an_order_unlocks_exactly_what_and_whom_it_names_until_it_ends() {
    let both = [paper(Served::OrderAndSubpoena)];
    let decision = by_order(&both, "Guardian ad litem Moss", &[Category::EntireRecord], false);
    assert_eq!(decision.released.iter().collect::<Vec<_>>(), [Category::IdentityAndAttendance]);
    assert!(decision.withheld.iter().all(|one| one.why == Reason::NotInTheOrder));
    let decision = by_order(&both, "Somebody Else", &[Category::IdentityAndAttendance], false);
    assert_eq!(codes(&decision), ["recipient_not_in_order"]);
    let over = [CourtPaper { expires: Some(day("2026-03-11")), ..paper(Served::OrderAndSubpoena) }];
    assert_eq!(
        codes(&by_order(&over, "Guardian ad litem Moss", &[Category::IdentityAndAttendance], false)),
        ["order_not_in_force"]
    );
    let unread = [CourtPaper { counsel: None, ..paper(Served::OrderAndSubpoena) }];
    assert_eq!(
        codes(&by_order(&unread, "Guardian ad litem Moss", &[Category::IdentityAndAttendance], false)),
        ["order_not_read_by_counsel"]
    );
    let notes = [CourtPaper { categories: vec![Category::CounselingNotes], ..paper(Served::OrderAndSubpoena) }];
    let decision = by_order(&notes, "Guardian ad litem Moss", &[Category::CounselingNotes], false);
    assert_eq!(decision.outcome, Outcome::Deny, "what was said in confidence is reached under 2.63 only");
}

#[test]
fn p2_a12_what_is_paid_in_cash_is_kept_from_the_insurer_whatever_was_signed() {
    let payer = PayerId(Uuid::from_u128(3));
    let wish = PayerRestriction {
        id: PayerRestrictionId(Uuid::from_u128(4)),
        patient: PatientId(Uuid::from_u128(2)),
        payer,
        lifted_at: None,
    };
    let signed = tpo();
    let mut facts = with(std::slice::from_ref(&signed));
    let request = ask(Party::payer(payer, "Plan"), Purpose::Payment, &[Category::Billing]);
    assert_eq!(decide(&facts, &request).outcome, Outcome::Allow);
    facts.payer_restrictions.push(&wish);
    let decision = decide(&facts, &request);
    assert_eq!((decision.outcome, codes(&decision)), (Outcome::Deny, vec!["restricted"]));
}

#[test]
fn p2_50_an_agreed_wish_is_kept_and_an_emergency_goes_before_it() {
    let wish = Restriction {
        id: RestrictionId(Uuid::from_u128(7)),
        patient: PatientId(Uuid::from_u128(2)),
        recipient: "Dr. Nunez".into(),
        categories: vec![Category::Medications],
        purposes: Vec::new(),
        lifted_at: None,
    };
    let signed = tpo();
    let mut facts = with(std::slice::from_ref(&signed));
    facts.restrictions.push(&wish);
    let decision = decide(&facts, &ask(pcp(), Purpose::Treatment, &[Category::Medications, Category::Plan]));
    assert_eq!(decision.withheld, [Withheld { category: Category::Medications, why: Reason::KeptBack }]);
    let told = Emergency {
        personnel: "Dr. Núñez".into(),
        facility: "Cape Hospital".into(),
        disclosed_by: "Nora Quist, RN".into(),
        at: Some(at("2026-03-12T13:55:00Z")),
        nature: "overdose".into(),
    };
    let request = Request { ground: Ground::Emergency(told), ..ask(pcp(), Purpose::Emergency, &[Category::Medications]) };
    assert_eq!(decide(&facts, &request).outcome, Outcome::Allow);
}

fn signature(name: &str, capacity: Capacity, authority: &str) -> ConsentSignature {
    ConsentSignature { name: name.into(), capacity, authority: authority.into() }
}

#[test]
fn p2_a15_a_minor_in_care_by_their_own_consent_alone_decides_who_knows() {
    let mother = Party { name: "Maria Roe".into(), status: LegalStatus::Individual, ..Party::default() };
    let request = ask(mother, Purpose::Support, &[Category::IdentityAndAttendance]);
    assert_eq!(codes(&decide(&Facts::default(), &request)), ["no_consent"], "being the mother is no ground");
    let own = Consent {
        signer_basis: SignerBasis::MinorByOwnConsent,
        signatures: vec![signature("Jane Roe", Capacity::Patient, "")],
        recipients: vec![Recipient::Named("Maria Roe".into())],
        purposes: vec![Purpose::Support],
        categories: vec![Category::IdentityAndAttendance],
        ..general()
    };
    assert_eq!(decide(&with(&[own]), &request).outcome, Outcome::Allow);
}

#[test]
fn p2_a16_a_minor_in_care_by_a_parents_consent_needs_both_signatures() {
    let school = Party { name: "Harbor High School".into(), ..Party::default() };
    let one = Consent {
        signer_basis: SignerBasis::MinorByParent,
        signatures: vec![signature("Jane Roe", Capacity::Patient, "")],
        recipients: vec![Recipient::Named("Harbor High School".into())],
        purposes: vec![Purpose::PersonRequest],
        categories: vec![Category::IdentityAndAttendance],
        ..general()
    };
    let request = ask(school, Purpose::PersonRequest, &[Category::IdentityAndAttendance]);
    let decision = decide(&with(std::slice::from_ref(&one)), &request);
    assert_eq!(decision.reasons, [Reason::Consent(Gap::Lacks(Lack::NotSigned))]);
    let parent = signature("Maria Roe", Capacity::Parent, "birth certificate seen");
    let mut both = one;
    both.signatures.push(parent);
    assert_eq!(decide(&with(&[both]), &request).outcome, Outcome::Allow);
}

#[test]
fn p2_a17_an_employee_assistance_program_may_not_pass_on_what_it_got_for_payment() {
    let eap = Party { name: "Bay EAP".into(), status: LegalStatus::LawfulHolder, ..Party::default() };
    let consent = Consent {
        recipients: vec![Recipient::Named("Bay EAP".into())],
        purposes: vec![Purpose::Payment],
        categories: vec![Category::IdentityAndAttendance],
        ..general()
    };
    let decision = decide(&with(&[consent]), &ask(eap, Purpose::Payment, &[Category::IdentityAndAttendance]));
    assert_eq!(decision.redisclosure, Redisclosure::ToItsContractors, "its contractors, never the manager");
    assert!(decision.redisclosure.sentence().contains("only to contractors and legal representatives"));
}

#[test]
fn p2_a20_a_consent_to_probation_holds_until_its_day_and_others_end_at_once() {
    let probation = Consent {
        kind: ConsentKind::CriminalJustice,
        recipients: vec![Recipient::Named("Barnstable County probation office".into())],
        purposes: vec![Purpose::Monitoring],
        categories: vec![Category::IdentityAndAttendance],
        irrevocable_until: Some(day("2026-06-30")),
        revoked_at: Some(at("2026-05-01T14:00:00Z")),
        ..general()
    };
    let others = Consent { revoked_at: Some(at("2026-05-01T14:00:00Z")), ..tpo() };
    let officer = Party { name: "Barnstable County Probation Office".into(), ..Party::default() };
    let on = |text: &str, party: &Party, purpose| Request {
        at: at(&format!("{text}T14:00:01Z")),
        today: day(text),
        ..ask(party.clone(), purpose, &[Category::IdentityAndAttendance])
    };
    let all = [probation, others];
    assert_eq!(decide(&with(&all), &on("2026-05-01", &officer, Purpose::Monitoring)).outcome, Outcome::Allow);
    assert_eq!(decide(&with(&all), &on("2026-06-30", &officer, Purpose::Monitoring)).outcome, Outcome::Allow);
    assert_eq!(codes(&decide(&with(&all), &on("2026-07-01", &officer, Purpose::Monitoring))), ["consent_revoked"]);
    assert_eq!(codes(&decide(&with(&all), &on("2026-05-01", &pcp(), Purpose::Treatment))), ["consent_revoked"]);
    let forever = Consent { irrevocable_until: Some(day("2026-06-30")), ..general() };
    assert_eq!(forever.lacks(), [Lack::IrrevocableWithoutCondition]);
}

#[test]
fn p2_16_a_report_of_a_crime_or_of_abuse_says_who_and_where_and_nothing_about_care() {
    let police = Party { name: "Barnstable Police".into(), status: LegalStatus::LawEnforcement, ..Party::default() };
    for ground in [Ground::CrimeOnPremises, Ground::ChildAbuse] {
        let request =
            Request { ground, ..ask(police.clone(), Purpose::Report, &[Category::IdentityAndAttendance, Category::Diagnosis]) };
        let decision = decide(&Facts::default(), &request);
        assert_eq!(decision.released.iter().collect::<Vec<_>>(), [Category::IdentityAndAttendance]);
        assert_eq!(decision.withheld, [Withheld { category: Category::Diagnosis, why: Reason::NotInAReport }]);
    }
}

#[test]
fn p2_44_public_health_gets_nothing_that_points_to_anybody() {
    let board = Party { name: "Board of Health".into(), status: LegalStatus::PublicAuthority, ..Party::default() };
    let with_names = Ground::PublicHealth { is_deidentified: false };
    let request = Request { ground: with_names, ..ask(board, Purpose::Report, &[Category::Diagnosis]) };
    assert_eq!(codes(&decide(&Facts::default(), &request)), ["not_deidentified"]);
}

#[test]
fn p2_43_an_audit_takes_a_promise_and_is_no_way_around_a_court_order() {
    let asked = |status, agreement_in_force| {
        let bureau = Party { name: "Bureau of Licenses".into(), status, ..Party::default() };
        let ground = Ground::Audit { agreement_in_force };
        let asked = [Category::Plan, Category::CounselingNotes];
        decide(&Facts::default(), &Request { ground, ..ask(bureau, Purpose::Oversight, &asked) })
    };
    assert_eq!(codes(&asked(LegalStatus::PublicAuthority, false)), ["agreement_required"]);
    let decision = asked(LegalStatus::PublicAuthority, true);
    assert_eq!(decision.released.iter().collect::<Vec<_>>(), [Category::Plan], "counseling notes are no part of an audit");
    for status in [LegalStatus::LawEnforcement, LegalStatus::Court] {
        assert_eq!(asked(status, true).outcome, Outcome::Deny, "{status:?}");
    }
}

#[test]
fn p2_32_an_authority_learns_of_a_death_who_it_was_and_nothing_about_care() {
    let asked = |status| {
        let party = Party { name: "Medical Examiner".into(), status, ..Party::default() };
        let asked = [Category::IdentityAndAttendance, Category::Labs];
        decide(&Facts::default(), &Request { ground: Ground::Death, ..ask(party, Purpose::Report, &asked) })
    };
    let decision = asked(LegalStatus::PublicAuthority);
    assert_eq!(decision.released.iter().collect::<Vec<_>>(), [Category::IdentityAndAttendance]);
    assert_eq!(decision.withheld, [Withheld { category: Category::Labs, why: Reason::NotInAReport }]);
    for status in [LegalStatus::LawfulHolder, LegalStatus::Individual, LegalStatus::LawEnforcement] {
        assert_eq!(asked(status).outcome, Outcome::Deny, "{status:?}");
    }
}

#[test]
fn p2_32_for_somebody_who_died_the_representative_signs_or_the_spouse_or_the_family() {
    let request = ask(pcp(), Purpose::Treatment, &[Category::Plan]);
    let signed = |signature: ConsentSignature| Consent {
        signer_basis: SignerBasis::Deceased,
        signatures: vec![signature],
        purposes: vec![Purpose::Treatment],
        categories: vec![Category::Plan],
        recipients: vec![Recipient::Named("Dr. Núñez".into())],
        ..general()
    };
    for capacity in Capacity::AFTER_DEATH {
        let decision = decide(&with(&[signed(signature("Maria Roe", capacity, "the probate court was asked"))]), &request);
        assert_eq!(decision.outcome, Outcome::Allow, "{capacity:?}");
        let decision = decide(&with(&[signed(signature("Maria Roe", capacity, " "))]), &request);
        let gap = Reason::Consent(Gap::Lacks(Lack::NoAuthority));
        assert_eq!(decision.reasons, [gap], "it says by which paper, or that nobody comes before: {capacity:?}");
    }
    for capacity in [Capacity::Patient, Capacity::Parent] {
        let decision = decide(&with(&[signed(signature("Maria Roe", capacity, "birth certificate seen"))]), &request);
        assert_eq!(decision.reasons, [Reason::Consent(Gap::Lacks(Lack::NotSigned))], "{capacity:?}");
    }
}

#[test]
fn p2_58_somebody_who_serves_the_program_gets_nothing_without_an_agreement() {
    let lab = Party { name: "Bay Laboratory".into(), status: LegalStatus::Qso, ..Party::default() };
    for (agreement_in_force, outcome) in [(false, Outcome::Deny), (true, Outcome::Allow)] {
        let ground = Ground::Service { agreement_in_force };
        let request = Request { ground, ..ask(lab.clone(), Purpose::Operations, &[Category::IdentityAndAttendance]) };
        assert_eq!(decide(&Facts::default(), &request).outcome, outcome);
    }
}

#[test]
fn p2_12_every_reason_is_said_and_nothing_is_the_default() {
    let ended = Consent { expires: Expiry::On(day("2026-03-01")), purposes: vec![Purpose::Payment], ..general() };
    let decision = decide(&with(&[ended]), &ask(pcp(), Purpose::Treatment, &[Category::Plan]));
    assert_eq!(codes(&decision), ["consent_expired", "consent_names_others", "consent_for_another_purpose"]);
    assert_eq!(codes(&decide(&Facts::default(), &ask(pcp(), Purpose::Treatment, &[]))), ["no_consent", "nothing_asked_for"]);
}

#[test]
fn p2_52_the_ground_of_the_own_record_lets_nobody_else_know() {
    let employer = Party { name: "Bay Works".into(), ..Party::default() };
    let own = Party { name: "Jane Roe".into(), status: LegalStatus::Individual, ..Party::default() };
    for (party, outcome) in [(employer, Outcome::Deny), (own, Outcome::Allow)] {
        let request = Request { ground: Ground::Person, ..ask(party, Purpose::PersonRequest, &[Category::Plan]) };
        assert_eq!(decide(&Facts::default(), &request).outcome, outcome);
    }
}

#[test]
fn p2_55_a_letter_that_the_law_wants_goes_to_the_person_themself_without_a_consent_and_to_nobody_else() {
    let own = Party { name: "Jane Roe".into(), status: LegalStatus::Individual, ..Party::default() };
    let sent = |party: Party, purpose| {
        let request = Request { ground: Ground::Person, ..ask(party, purpose, &[Category::IdentityAndAttendance]) };
        decide(&Facts::default(), &request).outcome
    };
    assert_eq!(sent(own.clone(), Purpose::Report), Outcome::Allow);
    assert_eq!(sent(Party { name: "Bay Works".into(), ..Party::default() }, Purpose::Report), Outcome::Deny);
    assert_eq!(sent(own, Purpose::Proceedings), Outcome::Deny);
}
