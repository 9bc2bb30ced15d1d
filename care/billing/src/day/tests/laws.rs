//! What must hold for every day, however odd.

use proptest::prelude::*;

use super::super::*;
use super::people::*;

fn any_note() -> impl Strategy<Value = NoteState> {
    prop_oneof![
        4 => Just(NoteState::Signed),
        1 => Just(NoteState::Unsigned),
        1 => Just(NoteState::CoSignatureMissing),
        1 => Just(NoteState::PeerLed),
    ]
}

prop_compose! {
    fn any_service()(
        kind in prop::sample::select(vec!["group", "individual", "family", "case_management", "education", "drug_test", "yoga"]),
        minutes in 0_i64..240, attendance in 0_u8..6, note in any_note(), has_objective in prop::bool::weighted(0.8),
        credential in prop::sample::select(vec![None, Some("LMHC"), Some("Intern")]), is_telehealth in any::<bool>(),
    ) -> DayService {
        let attendance = match attendance {
            0 => Attendance::NotAttended,
            1 => Attendance::Upcoming(Upcoming { scheduled_minutes: minutes }),
            _ => Attendance::Attended { credited_minutes: minutes },
        };
        let credential = credential.map(str::to_owned);
        DayService { attendance, note, has_objective, credential, is_telehealth, ..attended(kind, minutes) }
    }
}

fn any_payer() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["harborline", "tidewater", "commonbay"])
}

proptest! {
    #[test]
    fn money_and_evidence_agree_and_every_line_is_proved_by_signed_notes(
        services in prop::collection::vec(any_service(), 0..6), payer in any_payer(), flags in any::<(bool, bool, bool, bool)>(), left in 0_i64..5
    ) {
        let book = book();
        let (is_over, bill_components, has_coverage, has_payment_consent) = flags;
        let mut input = with_payer(&book, payer, services);
        input.per_diem = Some("sud per diem".into());
        input.authorization = Some(authorization(left));
        (input.is_over, input.bill_components) = (is_over, bill_components);
        (input.has_coverage, input.has_payment_consent) = (has_coverage, has_payment_consent);
        let state = decide(&input);
        prop_assert_eq!(&state, &decide(&input), "deciding again changes nothing");
        prop_assert!(!state.headline().is_empty());
        for sentence in state.sentences() {
            prop_assert!(sentence.ends_with('.') && sentence.len() > 8, "{}", sentence);
        }
        if !has_coverage || !has_payment_consent {
            prop_assert!(state.payer_lines().is_empty(), "no payer transaction");
        }
        for line in state.payer_lines() {
            let rule = book.terms_on(payer, input.service_date).unwrap().rule_with_code(&line.code).unwrap().clone();
            prop_assert!(line.units >= 1 && line.units <= rule.max_units_per_day);
            prop_assert_eq!(line.charge_cents, rule.charge_cents * line.units);
            let proofs: Vec<_> = line.evidence.iter().filter_map(|id| input.services.iter().find(|service| service.id == *id)).collect();
            prop_assert!(!proofs.is_empty());
            prop_assert!(!rule.is_per_diem() || line.minutes >= rule.min_minutes());
        }
        let signed: i64 = input.services.iter().filter(|s| s.note == NoteState::Signed && s.has_objective).map(|s| match s.attendance {
            Attendance::Attended { credited_minutes } => credited_minutes,
            _ => 0,
        }).sum();
        let billed: i64 = state.payer_lines().iter().map(|line| line.minutes).sum();
        prop_assert!(billed <= signed, "{} minutes billed, {} signed", billed, signed);
    }

    #[test]
    fn signing_a_note_never_takes_a_billable_day_away(
        services in prop::collection::vec(any_service(), 1..6), at in any::<prop::sample::Index>()
    ) {
        let book = book();
        let mut input = harborline(&book, services);
        let before = decide(&input);
        let signed = at.index(input.services.len());
        input.services[signed].note = NoteState::Signed;
        input.services[signed].has_objective = true;
        if matches!(before, DayState::Billable { .. }) {
            let is_billable = matches!(decide(&input), DayState::Billable { .. });
            prop_assert!(is_billable, "{:?}", decide(&input));
        }
    }
}
