//! Statements about the plan: EB and everything up to the next EB.

use super::insured::{contacts, dated, keep_more, kept, party_places, reference, rejection};
use crate::Segment;
use crate::benefit::{Benefit, Limit, Related};
use crate::part::{parse_cents, text};
use crate::read_270::{party, repeated};
use crate::reader::Faults;

/// Every statement; the first segment is an EB.
pub(super) fn all(segments: &[Segment], faults: &mut Faults) -> Vec<Benefit> {
    let mut found: Vec<Benefit> = Vec::new();
    let mut is_inside_others = false;
    for segment in segments {
        if segment.id == "EB" {
            is_inside_others = false;
            found.push(statement(segment, faults));
            continue;
        }
        let Some(open) = found.last_mut() else { continue };
        match segment.id.as_str() {
            "LS" => is_inside_others = true,
            "LE" => is_inside_others = false,
            _ if is_inside_others => other(segment, open, faults),
            "HSD" => open.limits.extend(limit(segment, &mut open.kept, faults)),
            "REF" => open.references.push(reference(segment, &mut open.kept)),
            "DTP" => open.dates.extend(dated(segment, &mut open.kept, faults)),
            "AAA" => open.rejections.extend(rejection(segment, &mut open.kept, faults)),
            "MSG" => {
                open.messages.extend(text(segment, 1));
                keep_more(segment, &[1], &mut open.kept);
            }
            _ => open.kept.push(kept(segment)),
        }
    }
    found
}

fn statement(eb: &Segment, faults: &mut Faults) -> Benefit {
    let mut one = Benefit {
        information: eb.element(1).to_owned(),
        level: text(eb, 2),
        service_types: repeated(eb, 3),
        insurance_type: text(eb, 4),
        plan: text(eb, 5),
        period: text(eb, 6),
        needs_authorization: text(eb, 11),
        in_network: text(eb, 12),
        procedure: if eb.element(13).is_empty() { Vec::new() } else { eb.components(13).map(str::to_owned).collect() },
        ..Benefit::default()
    };
    let mut is_whole = true;
    if one.information.is_empty() {
        faults.at(eb, Some(1), "is empty: the statement says nothing of what it is");
    }
    if !eb.element(7).is_empty() {
        one.amount_cents = number(eb, 7, parse_cents, "is not an amount of money", &mut is_whole, faults);
    }
    if !eb.element(8).is_empty() {
        one.basis_points = number(eb, 8, parse_share, "is not a share between 0 and 1", &mut is_whole, faults);
    }
    if !eb.element(10).is_empty() {
        let many = number(eb, 10, parse_cents, "is not a quantity", &mut is_whole, faults);
        one.quantity = many.map(|many| (eb.element(9).to_owned(), many));
    }
    if is_whole {
        // what is counted says nothing without how many
        let known = (1..=13).filter(|number| *number != 9 || one.quantity.is_some());
        keep_more(eb, &known.collect::<Vec<_>>(), &mut one.kept);
    } else {
        one.kept.push(kept(eb));
    }
    one
}

/// A number in an element; noted when it is none, and then the segment is kept by the caller.
fn number(
    eb: &Segment,
    at: usize,
    parse: fn(&str) -> Option<i64>,
    wrong: &str,
    is_whole: &mut bool,
    faults: &mut Faults,
) -> Option<i64> {
    let found = parse(eb.element(at));
    if found.is_none() {
        faults.at(eb, Some(at), wrong);
        *is_whole = false;
    }
    found
}

/// A share as a decimal fraction, in hundredths of a percent. The guide has 20 % as `.2`; a number over 1 would be a guess.
pub(crate) fn parse_share(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let plain = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if !plain(whole) || !plain(part) || part.len() > 4 || whole.len() > 4 || text.trim_matches('.').is_empty() {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let share = whole * 10_000 + format!("{part:0<4}").parse::<i64>().ok()?;
    (0..=10_000).contains(&share).then_some(share)
}

/// HSD. A unit without its number, a number without its unit, and a part of a whole count are kept as they stood.
fn limit(segment: &Segment, more: &mut Vec<crate::Kept>, faults: &mut Faults) -> Option<Limit> {
    let mut is_whole = true;
    let mut read = |at: usize| {
        let is_empty = segment.element(at).is_empty();
        (!is_empty).then(|| number(segment, at, parse_cents, "is not a quantity", &mut is_whole, faults)).flatten()
    };
    let (many, each, count) = (read(2), read(4), read(6));
    let code = |at: usize| Some(segment.element(at).to_owned()).filter(|code| !code.is_empty());
    let one = Limit {
        quantity: many.map(|many| (segment.element(1).to_owned(), many)),
        every: code(3).map(|unit| (unit, each)),
        within: code(5).map(|period| (period, count.map(|count| count / 100))),
    };
    let has = |at: usize| !segment.element(at).is_empty();
    is_whole &= has(1) <= has(2) && has(4) <= has(3) && has(6) <= has(5) && count.is_none_or(|count| count % 100 == 0);
    if is_whole {
        keep_more(segment, &[1, 2, 3, 4, 5, 6], more);
    } else {
        more.push(kept(segment));
    }
    Some(one).filter(|one| *one != Limit::default())
}

/// A segment between LS and LE.
fn other(segment: &Segment, open: &mut Benefit, faults: &mut Faults) {
    match segment.id.as_str() {
        "NM1" => {
            open.related.push(Related { role: segment.element(1).to_owned(), named: party(segment), contacts: Vec::new() });
            keep_more(segment, party_places(segment), &mut open.kept);
        }
        "PER" => match open.related.last_mut() {
            Some(last) => contacts(segment, &mut last.contacts, &mut open.kept),
            None => {
                faults.at(segment, None, "stands before anybody it could belong to; it was kept");
                open.kept.push(kept(segment));
            }
        },
        _ => open.kept.push(kept(segment)),
    }
}
