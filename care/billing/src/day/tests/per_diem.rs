//! The bundled day: minutes, notes, the gap, component codes, exclusions (OP-A11, OP-A12).

use super::super::*;
use super::people::*;

#[test]
fn a_full_signed_day_is_one_unit() {
    let book = book();
    let state = decide(&harborline(&book, vec![attended("group", 130), attended("individual", 50)]));
    let [line] = state.payer_lines() else { panic!("{state:?}") };
    assert_eq!((line.code.as_str(), line.revenue_code.as_deref(), line.units), ("H0015", Some("0906"), 1));
    assert_eq!((line.minutes, line.charge_cents), (180, 31000));
    assert_eq!(line.evidence, ["group-130", "individual-50"]);
    assert_eq!(line.authorization_number.as_deref(), Some("A-100"));
    assert_eq!(line.file_by.to_string(), "2026-08-31", "180 days");
    assert_eq!(state.headline(), "Billable: H0015.");
    assert_eq!(state.sentences(), [""; 0]);
}

#[test]
fn nothing_scheduled_and_nothing_attended() {
    let book = book();
    assert_eq!(decide(&harborline(&book, vec![])), DayState::NotExpected);
    let away = DayService { attendance: Attendance::NotAttended, ..attended("group", 0) };
    let state = decide(&harborline(&book, vec![away, upcoming("individual", 50)]));
    assert_eq!(state, DayState::NothingAttended);
    assert_eq!(decide(&harborline(&book, vec![attended("group", 0)])), DayState::NothingAttended);
}

#[test]
fn the_gap_is_closed_by_what_is_scheduled_first_else_by_an_offer() {
    let book = book();
    let cases = [
        (vec![attended("group", 165)], "Held: 165 of 180 minutes. 20 minutes of case management today would make it billable."),
        (
            vec![attended("group", 120), upcoming("individual", 30), upcoming("family", 60)],
            "Held: 120 of 180 minutes. individual and family later today would make it billable.",
        ),
        (
            vec![attended("group", 120), upcoming("individual", 45), upcoming("drug_test", 30)],
            "Held: 120 of 180 minutes. 20 minutes of case management beside the 45 minutes still scheduled today \
             would make it billable.",
        ),
    ];
    for (services, headline) in cases {
        let state = decide(&harborline(&book, services));
        assert_eq!(state.headline(), headline);
        assert_eq!(state.reasons()[0].owner, OwnerRole::CaseManager);
        assert_eq!(state.reasons()[0].fix.screen, Screen::Schedule);
    }
}

#[test]
fn op_a12_a_short_day_is_not_billed_as_h0015_and_components_are_offered() {
    let book = book();
    let mut input = harborline(&book, vec![attended("group", 90), attended("individual", 30)]);
    input.is_over = true;
    let state = decide(&input);
    assert_eq!(codes(&state), []);
    let Hold::BelowMinimum { credited_minutes: 120, min_minutes: 180, closing: None, components, .. } = &state.reasons()[0].hold
    else {
        panic!("{state:?}")
    };
    let offered: Vec<_> = components.iter().map(|line| (line.code.as_str(), line.units, line.charge_cents)).collect();
    assert_eq!(offered, [("H0005", 1, 4800), ("H0004", 2, 7000)]);
    assert_eq!(state.headline(), "Held: 120 of 180 minutes. The contract allows component codes instead.");
    assert_eq!(state.reasons()[0].owner, OwnerRole::Biller);

    input.bill_components = true;
    input.authorization = Some(AuthorizationFacts { code: None, ..authorization(8) });
    let state = decide(&input);
    assert_eq!(codes(&state), [("H0005", 1), ("H0004", 2)]);
    assert!(state.sentences()[0].starts_with("Billed by component codes"));
}

#[test]
fn op_a12_without_components_in_the_contract_the_day_is_lost() {
    let book = book();
    let mut input = with_payer(&book, "tidewater", vec![attended("group", 120)]);
    input.per_diem = Some("sud per diem".into());
    input.authorization = Some(authorization(8));
    input.is_over = true;
    input.bill_components = true;
    let state = decide(&input);
    assert!(matches!(state, DayState::NotBillable { .. }), "{state:?}");
    assert_eq!(state.headline(), "Not billable: 120 of 180 minutes.");
}

#[test]
fn op_a11_two_per_diems_on_a_date_are_a_duplicate() {
    let book = book();
    let line = |code: &str| BilledLine { payer: "harborline".into(), code: code.into(), units: 1 };
    let mut input = harborline(&book, vec![attended("group", 200)]);
    for (code, cause) in [("S9480", "excluded_code"), ("H0035", "excluded_code"), ("H0015", "already_billed")] {
        input.already_billed = vec![line(code)];
        let state = decide(&input);
        assert!(matches!(state, DayState::NotBillable { .. }));
        assert_eq!(causes(&state), [cause]);
    }
    input.already_billed = vec![line("S9480")];
    assert_eq!(
        decide(&input).headline(),
        "Not billable: S9480 already stands on this day for this payer; H0015 may not stand beside it."
    );
    input.already_billed = vec![BilledLine { payer: "tidewater".into(), ..line("S9480") }, line("80305")];
    assert_eq!(codes(&decide(&input)), [("H0015", 1)], "another payer's line and a drug test exclude nothing");
}

#[test]
fn op_a11_the_exclusion_works_in_the_other_direction_too() {
    let book = book();
    let mut input = harborline(&book, vec![attended("group", 200)]);
    input.per_diem = Some("mental health per diem".into());
    input.authorization = Some(AuthorizationFacts { code: Some("S9480".into()), ..authorization(8) });
    assert_eq!(codes(&decide(&input)), [("S9480", 1)]);
    input.already_billed = vec![BilledLine { payer: "harborline".into(), code: "H0015".into(), units: 1 }];
    assert_eq!(causes(&decide(&input)), ["excluded_code"]);
}

#[test]
fn a_stay_elsewhere_excludes_the_day() {
    let book = book();
    let mut input = harborline(&book, vec![attended("group", 200)]);
    input.exclusions = vec![ExclusionLine { what: "residential stay".into() }];
    let state = decide(&input);
    assert_eq!(state.headline(), "Not billable: A residential stay on this day excludes intensive outpatient care.");
}

#[test]
fn each_missing_thing_on_a_needed_note_holds_the_day() {
    let book = book();
    let day = |change: fn(&mut DayService)| {
        let mut individual = attended("individual", 50);
        change(&mut individual);
        decide(&harborline(&book, vec![attended("group", 135), individual]))
    };
    type Case = (fn(&mut DayService), &'static str, OwnerRole, &'static str);
    let cases: [Case; 3] = [
        (|s| s.note = NoteState::Unsigned, "Held: The note for individual is not signed.", OwnerRole::Clinician, "signature"),
        (
            |s| s.note = NoteState::CoSignatureMissing,
            "Held: The note for individual waits for the supervisor's signature.",
            OwnerRole::Supervisor,
            "co-signature",
        ),
        (
            |s| s.has_objective = false,
            "Held: The note for individual is not linked to an objective.",
            OwnerRole::Clinician,
            "objective",
        ),
    ];
    for (change, headline, owner, field) in cases {
        let state = day(change);
        assert_eq!(state.headline(), headline);
        assert_eq!((state.reasons()[0].owner, state.reasons()[0].fix.field), (owner, field));
    }
}

#[test]
fn an_unsigned_note_that_the_day_does_not_need_is_only_named() {
    let book = book();
    let unsigned = DayService { note: NoteState::Unsigned, ..attended("individual", 30) };
    let state = decide(&harborline(&book, vec![attended("group", 180), unsigned]));
    assert_eq!(state.payer_lines()[0].evidence, ["group-180"], "an unsigned note proves nothing");
    assert_eq!(state.payer_lines()[0].minutes, 180);
    assert_eq!(state.sentences(), ["Left out: The note for individual is not signed."]);
}

#[test]
fn below_minimum_and_unsigned_are_both_named() {
    let book = book();
    let unsigned = DayService { note: NoteState::Unsigned, ..attended("group", 90) };
    let state = decide(&harborline(&book, vec![unsigned, attended("individual", 50)]));
    assert_eq!(causes(&state), ["below_minimum", "note_unsigned"]);
    assert_eq!(
        state.headline(),
        "Held: 140 of 180 minutes. 40 minutes of case management today would make it billable. One more reason."
    );
}

#[test]
fn a_peer_led_group_counts_only_where_the_payer_says_so() {
    let book = book();
    let peer = DayService { note: NoteState::PeerLed, has_objective: false, credential: None, ..attended("group", 60) };
    let state = decide(&harborline(&book, vec![attended("group", 130), peer.clone()]));
    assert_eq!(causes(&state), ["below_minimum"]);
    assert!(state.headline().contains("130 of 180"), "S-19: attendance without a clinical note");

    let text = crate::rule::DEMONSTRATION_PAYERS.replace("code = \"H0015\"", "counts_peer_led = true\ncode = \"H0015\"");
    let generous = crate::rule::RuleBook::from_toml(&text).unwrap();
    let state = decide(&harborline(&generous, vec![attended("group", 130), peer]));
    assert_eq!(codes(&state), [("H0015", 1)]);
}

#[test]
fn what_the_per_diem_does_not_bundle_stands_beside_it() {
    let book = book();
    let test = attended("drug_test", 5);
    let state = decide(&harborline(&book, vec![attended("group", 180), test.clone(), attended("yoga", 30)]));
    assert_eq!(codes(&state), [("H0015", 1), ("80305", 1)]);
    assert_eq!(state.payer_lines()[1].authorization_number, None, "the authorization is for the per diem");
    assert_eq!(state.sentences(), ["The payer has no rule for yoga; it is not billed."]);

    let mut lost = with_payer(&book, "tidewater", vec![attended("group", 100), test]);
    lost.per_diem = Some("sud per diem".into());
    lost.authorization = Some(authorization(8));
    lost.is_over = true;
    assert!(matches!(decide(&lost), DayState::NotBillable { .. }), "tidewater has no rule for the test");
}

#[test]
fn two_per_diems_and_no_choice_ask_for_one() {
    let book = book();
    let mut input = harborline(&book, vec![attended("group", 180)]);
    input.per_diem = None;
    assert_eq!(causes(&decide(&input)), ["per_diem_unclear"]);
}
