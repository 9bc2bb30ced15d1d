//! What holds for every decision, whatever was signed, withdrawn, restricted or asked (P2-40).
#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::ToSpan;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;
use vocabulary::id::{PatientId, PayerId, PayerRestrictionId, RestrictionId};

use super::acceptance_tests::{day, general};
use super::*;
use crate::consent::{ConsentKind, Expiry, Recipient, Statement};

const NAMES: [&str; 3] = ["Harbor House", "Dr. Núñez", "Barnstable Probation"];

fn category() -> impl Strategy<Value = Category> {
    select(Category::ORDINARY.into_iter().chain([Category::EntireRecord, Category::CounselingNotes]).collect::<Vec<_>>())
}

fn purpose() -> impl Strategy<Value = Purpose> {
    select(Purpose::ALL.to_vec())
}

fn recipient() -> impl Strategy<Value = Recipient> {
    prop_oneof![
        select(NAMES.to_vec()).prop_map(|name| Recipient::Named(name.to_owned())),
        (1_u128..3).prop_map(|n| Recipient::Payer(PayerId(Uuid::from_u128(n)))),
        Just(Recipient::HealthPlans),
        Just(Recipient::TreatingProviders),
        Just(Recipient::ProgramHelpers),
        (select(NAMES.to_vec()), any::<bool>()).prop_map(|(name, treating_only)| Recipient::Intermediary {
            name: "Bay Exchange".into(),
            participants: vec![name.to_owned()],
            treating_only,
        }),
    ]
}

fn instant() -> impl Strategy<Value = Timestamp> {
    (0_i64..200).prop_map(|days| "2026-01-01T15:00:00Z".parse::<Timestamp>().unwrap() + (24 * days).hours())
}

fn some_day() -> impl Strategy<Value = Date> {
    (0_i64..200).prop_map(|days| day("2026-01-01") + days.days())
}

prop_compose! {
    fn consent()(
        kind in select(ConsentKind::ALL.to_vec()),
        recipients in vec(recipient(), 0..3),
        purposes in prop_oneof![Just(Purpose::TPO.to_vec()), vec(purpose(), 0..3)],
        categories in vec(category(), 0..4),
        expires in prop_oneof![Just(Expiry::None), Just(Expiry::EndOfTreatment), some_day().prop_map(Expiry::On)],
        signed_on in some_day(),
        revoked_at in option::of(instant()),
        irrevocable_until in option::weighted(0.2, some_day()),
        treatment_ended_on in option::of(some_day()),
    ) -> Consent {
        let states = Some(Statement::of_kind(ConsentKind::Tpo).to_vec());
        Consent {
            kind, recipients, purposes, categories, expires, signed_on, revoked_at, irrevocable_until, treatment_ended_on, states,
            ..general()
        }
    }
}

prop_compose! {
    fn restriction()(
        recipient in prop_oneof![Just(String::new()), select(NAMES.to_vec()).prop_map(str::to_owned)],
        categories in vec(category(), 0..3),
        purposes in vec(purpose(), 0..2),
        lifted_at in option::of(instant()),
    ) -> Restriction {
        Restriction { id: RestrictionId(Uuid::from_u128(7)), patient: PatientId(Uuid::from_u128(2)), recipient, categories, purposes, lifted_at }
    }
}

prop_compose! {
    fn payer_restriction()(payer in 1_u128..3, lifted_at in option::of(instant())) -> PayerRestriction {
        let patient = PatientId(Uuid::from_u128(2));
        PayerRestriction { id: PayerRestrictionId(Uuid::from_u128(8)), patient, payer: PayerId(Uuid::from_u128(payer)), lifted_at }
    }
}

prop_compose! {
    fn request()(
        name in select(NAMES.to_vec()),
        status in select(LegalStatus::ALL.to_vec()),
        payer in option::of(1_u128..3),
        treats in any::<bool>(),
        through in option::weighted(0.2, Just("Bay Exchange".to_owned())),
        also_named in option::weighted(0.2, select(NAMES.to_vec())),
        purpose in purpose(),
        categories in vec(category(), 0..4),
        is_all_or_nothing in any::<bool>(),
        at in instant(),
    ) -> Request {
        let also_named = also_named.map(str::to_owned).into_iter().collect();
        let payer = payer.map(|n| PayerId(Uuid::from_u128(n)));
        let party = Party { name: name.to_owned(), status, payer, treats, through, also_named, ..Party::default() };
        let today = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        Request {
            party, purpose, categories: Categories::of(&categories), ground: Ground::Consent, is_all_or_nothing,
            is_decided_by_a_person: false, at, today,
        }
    }
}

fn facts<'a>(consents: &'a [Consent], wishes: &'a [Restriction], payers: &'a [PayerRestriction]) -> Facts<'a> {
    Facts {
        consents: consents.iter().collect(),
        restrictions: wishes.iter().collect(),
        payer_restrictions: payers.iter().collect(),
        court_papers: Vec::new(),
    }
}

/// Read apart from the code that decides: what this one consent lets out, by the words of the rules.
fn lets_out(consent: &Consent, request: &Request, category: Category) -> bool {
    let is_withdrawn = consent.revoked_at.is_some_and(|at| at <= request.at)
        && consent.irrevocable_until.is_none_or(|last| request.today > last);
    let is_over = match consent.expires {
        Expiry::On(last) => last < request.today,
        Expiry::EndOfTreatment => consent.treatment_ended_on.is_some_and(|on| on < request.today),
        Expiry::None => false,
    };
    let names = consent.recipients.iter().any(|recipient| recipient.means(&request.party.called()));
    let has = consent.categories.contains(&category)
        || (category != Category::CounselingNotes && consent.categories.contains(&Category::EntireRecord));
    let is_apart = match category {
        Category::CounselingNotes => consent.kind == ConsentKind::CounselingNotes,
        _ => consent.kind != ConsentKind::CounselingNotes,
    } && (request.purpose == Purpose::Proceedings) == (consent.kind == ConsentKind::Proceedings)
        || category == Category::CounselingNotes && consent.kind == ConsentKind::CounselingNotes;
    consent.signed_on <= request.today
        && !is_withdrawn
        && !is_over
        && consent.lacks().is_empty()
        && names
        && consent.purposes.contains(&request.purpose)
        && has
        && is_apart
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Nothing is released that no consent in force covers, that somebody asked to keep back, or that the purpose does not need.
    #[test]
    fn nothing_leaves_that_nothing_covers(
        consents in vec(consent(), 0..5), wishes in vec(restriction(), 0..3), payers in vec(payer_restriction(), 0..3),
        request in request(),
    ) {
        let decision = decide(&facts(&consents, &wishes, &payers), &request);
        for category in decision.released.iter() {
            prop_assert!(request.categories.has(category));
            prop_assert!(consents.iter().any(|consent| lets_out(consent, &request, category)), "{category:?}");
            prop_assert!(decision.rests_on.iter().any(|at| consents.get(*at).is_some_and(|one| lets_out(one, &request, category))), "{category:?}");
            prop_assert!(!wishes.iter().any(|wish| wish.keeps_back(&request.party.called(), request.purpose).has(category)));
            let is_needed = category == Category::CounselingNotes || request.purpose.needs().unwrap().has(category);
            prop_assert!(is_needed, "{category:?}");
        }
        let asked: Vec<Category> = request.categories.iter().collect();
        prop_assert!(asked.iter().all(|category| decision.outcome == Outcome::Deny
            || decision.released.has(*category) != decision.withheld.iter().any(|one| one.category == *category)));
        prop_assert_eq!(decision.outcome == Outcome::Deny, decision.released.is_empty());
        prop_assert_eq!(decision.reasons.is_empty(), decision.outcome == Outcome::Allow);
        prop_assert!(decision.outcome == Outcome::Deny || decision.notice.is_some());
        prop_assert!(!request.is_all_or_nothing || decision.released.is_empty() || decision.released == request.categories);
    }

    /// What everything covers does leave: the gate does not refuse out of nothing.
    #[test]
    fn what_is_covered_needed_and_not_kept_back_leaves(consents in vec(consent(), 0..5), asked in request()) {
        let request = Request { is_all_or_nothing: false, ..asked };
        let decision = decide(&facts(&consents, &[], &[]), &request);
        let needs = request.purpose.needs().unwrap().or(Categories::of(&[Category::CounselingNotes]));
        for category in request.categories.and(needs).iter() {
            let is_covered = consents.iter().any(|consent| lets_out(consent, &request, category));
            prop_assert_eq!(decision.released.has(category), is_covered, "{:?}", category);
        }
    }

    /// One more consent never makes less leave; one more wish never makes more leave.
    #[test]
    fn release_grows_with_consents_and_shrinks_with_wishes(
        consents in vec(consent(), 0..4), more in consent(), wishes in vec(restriction(), 0..3), another in restriction(),
        payers in vec(payer_restriction(), 0..2), payer in payer_restriction(), request in request(),
    ) {
        let before = decide(&facts(&consents, &wishes, &payers), &request).released;
        let mut given = consents.clone();
        given.push(more);
        prop_assert!(before.is_within(decide(&facts(&given, &wishes, &payers), &request).released));
        let mut asked = wishes.clone();
        asked.push(another);
        prop_assert!(decide(&facts(&consents, &asked, &payers), &request).released.is_within(before));
        let mut kept = payers.clone();
        kept.push(payer);
        prop_assert!(decide(&facts(&consents, &wishes, &kept), &request).released.is_within(before));
    }

    /// Asking for less never makes what is released of it less.
    #[test]
    fn a_smaller_question_is_never_harder(consents in vec(consent(), 0..4), asked in request(), fewer in vec(category(), 0..3)) {
        let request = Request { is_all_or_nothing: false, ..asked };
        let whole = decide(&facts(&consents, &[], &[]), &request).released;
        let part = Request { categories: request.categories.and(Categories::of(&fewer)), ..request };
        let released = decide(&facts(&consents, &[], &[]), &part).released;
        prop_assert_eq!(released, whole.and(part.categories));
    }

    /// The order of consents does not matter for what leaves.
    #[test]
    fn the_order_of_consents_changes_nothing(consents in vec(consent(), 0..4), request in request()) {
        let mut turned = consents.clone();
        turned.reverse();
        let released = |all: &[Consent]| decide(&facts(all, &[], &[]), &request).released;
        prop_assert_eq!(released(&consents), released(&turned));
    }
}
