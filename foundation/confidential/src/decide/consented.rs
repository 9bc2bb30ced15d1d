//! The ground of a consent: which of the person's consents cover this party and this purpose at this instant, and what they cover
//! together (P2-20 to P2-28).

use super::{Facts, Grounded, Reason, Request};
use crate::category::{Categories, Category};
use crate::consent::{ConsentKind, Gap};
use crate::purpose::Purpose;

pub(super) fn ground(facts: &Facts<'_>, request: &Request) -> Grounded {
    let mut found = Grounded { beyond: Some(Reason::NotCovered), ..Grounded::default() };
    let mut nearest: Option<Vec<Gap>> = None;
    let party = request.party.called();
    for (at, consent) in facts.consents.iter().enumerate() {
        let gaps = consent.gaps(&party, request.purpose, Categories::NONE, request.at, request.today);
        if !gaps.is_empty() {
            if nearest.as_ref().is_none_or(|known| gaps.len() < known.len()) {
                nearest = Some(gaps);
            }
            continue;
        }
        let kind = consent.kind();
        let covers = of_its_kind(kind, request.purpose, consent.covers());
        let adds = covers.and(request.categories).without(found.covers);
        if adds.is_empty() {
            continue;
        }
        found.covers = found.covers.or(covers);
        found.rests_on.push(at);
        found.is_tpo = found.is_tpo || kind == ConsentKind::Tpo;
    }
    if found.rests_on.is_empty() {
        found.reasons = why_none(facts, request, nearest);
    }
    found
}

/// Counseling notes go by a consent of their own and it covers nothing else (P2-23); proceedings likewise (P2-25).
fn of_its_kind(kind: ConsentKind, purpose: Purpose, covers: Categories) -> Categories {
    let notes = Categories::of(&[Category::CounselingNotes]);
    match (kind, purpose) {
        (ConsentKind::CounselingNotes, _) => covers.and(notes),
        (ConsentKind::Proceedings, Purpose::Proceedings) => covers.without(notes),
        (ConsentKind::Proceedings, _) | (_, Purpose::Proceedings) => Categories::NONE,
        _ => covers.without(notes),
    }
}

fn why_none(facts: &Facts<'_>, request: &Request, nearest: Option<Vec<Gap>>) -> Vec<Reason> {
    let notes = Categories::of(&[Category::CounselingNotes]);
    let mut reasons: Vec<Reason> = Vec::new();
    if request.categories == notes {
        reasons.push(Reason::CounselingNotesApart);
    }
    if request.purpose == Purpose::Proceedings {
        reasons.push(Reason::ProceedingsApart);
    }
    match nearest {
        _ if facts.consents.is_empty() => reasons.push(Reason::NoConsent),
        Some(gaps) => reasons.extend(gaps.into_iter().map(Reason::Consent)),
        None if reasons.is_empty() => reasons.push(Reason::NotCovered),
        None => {}
    }
    reasons
}
