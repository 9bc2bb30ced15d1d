//! One level of an answer: the payer, the asking provider, the member, the dependent.

use super::statement;
use crate::benefit::{Answering, Dated, Insured, Kept, Reference, Rejection};
use crate::level::Level;
use crate::part::{date, parse_date, period};
use crate::read_270::{party, trace};
use crate::reader::Faults;
use crate::{Address, Gender, Segment};

/// The payer or the asking provider.
pub(super) fn answering(level: &Level<'_>, faults: &mut Faults) -> Answering {
    let mut one = Answering::default();
    let mut is_named = false;
    for segment in level.rest {
        match segment.id.as_str() {
            "NM1" if !is_named => {
                is_named = true;
                one.named = party(segment);
                keep_more(segment, party_places(segment), &mut one.kept);
            }
            "PER" if is_named => contacts(segment, &mut one.contacts, &mut one.kept),
            "AAA" => one.rejections.extend(rejection(segment, &mut one.kept, faults)),
            _ => one.kept.push(kept(segment)),
        }
    }
    if !is_named {
        faults.at(level.head, None, "needs a segment NM1 in its level");
    }
    one
}

/// The member or the dependent, with every statement.
pub(super) fn insured(level: &Level<'_>, faults: &mut Faults) -> Insured {
    let mut one = Insured::default();
    let first_statement = level.rest.iter().position(|segment| segment.id == "EB").unwrap_or(level.rest.len());
    let (head, statements) = level.rest.split_at_checked(first_statement).unwrap_or((level.rest, &[]));
    let mut is_named = false;
    for segment in head {
        match segment.id.as_str() {
            "TRN" => {
                one.traces.push(trace(segment, &mut Faults::new(0)));
                keep_more(segment, &[1, 2, 3], &mut one.kept);
            }
            "NM1" if !is_named => {
                is_named = true;
                one.named = party(segment);
                keep_more(segment, party_places(segment), &mut one.kept);
            }
            "REF" => one.references.push(reference(segment, &mut one.kept)),
            "N3" | "N4" if !has_place(segment, one.address.as_ref()) => home(segment, &mut one.address, &mut one.kept),
            "AAA" => one.rejections.extend(rejection(segment, &mut one.kept, faults)),
            "DMG" if one.birth_date.is_none() && one.gender.is_none() => born(segment, &mut one, faults),
            "INS" if one.relationship.is_none() => {
                one.relationship = Some(segment.element(2).to_owned()).filter(|code| !code.is_empty());
                keep_more(segment, &[1, 2], &mut one.kept);
            }
            "DTP" => one.dates.extend(dated(segment, &mut one.kept, faults)),
            _ => one.kept.push(kept(segment)),
        }
    }
    if !is_named {
        faults.at(level.head, None, "needs a segment NM1 in its level");
    }
    one.benefits = statement::all(statements, faults);
    one
}

fn born(segment: &Segment, one: &mut Insured, faults: &mut Faults) {
    one.birth_date = if segment.element(2).is_empty() { None } else { date(segment, 2, faults) };
    one.gender = Gender::from_code(segment.element(3));
    let known = [Some(1), one.birth_date.map(|_| 2), one.gender.map(|_| 3)];
    keep_more(segment, &known.into_iter().flatten().collect::<Vec<_>>(), &mut one.kept);
}

/// Whether a second city would replace the first.
fn has_place(segment: &Segment, address: Option<&Address>) -> bool {
    segment.id == "N4" && address.is_some_and(|one| !(one.city.is_empty() && one.state.is_empty() && one.zip.is_empty()))
}

fn home(segment: &Segment, address: &mut Option<Address>, more: &mut Vec<Kept>) {
    let address = address.get_or_insert_with(Address::default);
    if segment.id == "N3" {
        address.lines.extend(segment.elements().filter(|line| !line.is_empty()).map(str::to_owned));
    } else {
        [address.city, address.state, address.zip] = [1, 2, 3].map(|number| segment.element(number).to_owned());
        keep_more(segment, &[1, 2, 3], more);
    }
}

/// AAA. One without a reason is no refusal that anybody could act on: noted and kept.
pub(super) fn rejection(segment: &Segment, more: &mut Vec<Kept>, faults: &mut Faults) -> Option<Rejection> {
    if segment.element(3).is_empty() {
        faults.at(segment, Some(3), "is empty: the payer refuses without a reason");
        more.push(kept(segment));
        return None;
    }
    keep_more(segment, &[1, 3, 4], more);
    Some(Rejection {
        is_request_valid: segment.element(1) == "Y",
        reason: segment.element(3).to_owned(),
        follow_up: segment.element(4).to_owned(),
    })
}

/// REF.
pub(super) fn reference(segment: &Segment, more: &mut Vec<Kept>) -> Reference {
    keep_more(segment, &[1, 2, 3], more);
    Reference {
        qualifier: segment.element(1).to_owned(),
        value: segment.element(2).to_owned(),
        description: Some(segment.element(3).to_owned()).filter(|words| !words.is_empty()),
    }
}

/// PER: kinds and values in pairs from its third element on. A name beside them, or half of a pair, is kept.
pub(super) fn contacts(segment: &Segment, into: &mut Vec<(String, String)>, more: &mut Vec<Kept>) {
    let mut known = vec![1];
    for number in [3, 5, 7] {
        let (kind, value) = (segment.element(number), segment.element(number + 1));
        if !kind.is_empty() && !value.is_empty() {
            into.push((kind.to_owned(), value.to_owned()));
            known.extend([number, number + 1]);
        }
    }
    keep_more(segment, &known, more);
}

/// DTP with a day or a period.
pub(super) fn dated(segment: &Segment, more: &mut Vec<Kept>, faults: &mut Faults) -> Option<Dated> {
    let qualifier = segment.element(1).to_owned();
    let found = match segment.element(2) {
        "RD8" => period(segment, 3, faults).map(|(from, to)| Dated { qualifier, from, to: Some(to) }),
        _ => {
            let day = parse_date(segment.element(3));
            if day.is_none() {
                faults.at(segment, Some(3), "is not a date");
            }
            day.map(|from| Dated { qualifier, from, to: None })
        }
    };
    if found.is_none() {
        more.push(kept(segment));
    } else {
        keep_more(segment, &[1, 2, 3], more);
    }
    found
}

/// A segment as it stood.
pub(super) fn kept(segment: &Segment) -> Kept {
    Kept { segment: segment.position, id: segment.id.clone(), text: segment.text.clone() }
}

/// The elements of NM1 that a party holds.
const PARTY: &[usize] = &[1, 2, 3, 4, 5, 7, 8, 9];

/// The places of NM1 that are read: what kind an id is, only beside the id.
pub(super) fn party_places(nm1: &Segment) -> &'static [usize] {
    if nm1.element(9).is_empty() { &[1, 2, 3, 4, 5, 7] } else { PARTY }
}

/// Keeps a segment that says more than its `known` elements, counted from 1.
pub(super) fn keep_more(segment: &Segment, known: &[usize], more: &mut Vec<Kept>) {
    if (1_usize..).zip(segment.elements()).any(|(number, element)| !element.is_empty() && !known.contains(&number)) {
        more.push(kept(segment));
    }
}
