//! From an answer's twins to bytes.

use crate::benefit::{
    Answering, Benefit, Dated, EligibilityAnswer, Insured, Interchange271, Limit, Reference, Rejection, Transaction271,
};
use crate::problem::Notes;
use crate::wire::{self, Draft, Sink};
use crate::write_270::{frame, level, party};
use crate::{ELIGIBILITY_GUIDE, Problem, check};

/// The file, when its envelope is in order.
pub(crate) fn bytes(file: &Interchange271) -> Result<Vec<u8>, Vec<Problem>> {
    let mut notes = Notes::default();
    check::partners(&file.envelope, &mut notes);
    let found = notes.found();
    if !found.is_empty() {
        return Err(found);
    }
    let mut sink = Sink::default();
    frame("HB", &file.envelope, file.transactions.len(), &mut sink, |sink| {
        for one in &file.transactions {
            transaction(one, sink);
        }
    });
    Ok(sink.bytes())
}

fn transaction(transaction: &Transaction271, sink: &mut Sink) {
    sink.restart_count();
    sink.put(Draft::new("ST").el("271").el(&transaction.control_number).el(ELIGIBILITY_GUIDE));
    sink.put(
        Draft::new("BHT")
            .el("0022")
            .el("11")
            .el(&transaction.reference)
            .el(wire::date(transaction.made_at.date()))
            .el(transaction.made_at.strftime("%H%M").to_string()),
    );
    let (mut last, mut receiver) = (0, 0);
    let mut before: Option<&EligibilityAnswer> = None;
    for one in &transaction.answers {
        if before.is_none_or(|before| before.source != one.source || before.receiver != one.receiver) {
            last += 1;
            level(last, None, "20", one.receiver.is_some(), sink);
            answering("PR", &one.source, true, sink);
            if let Some(asked) = &one.receiver {
                last += 1;
                receiver = last;
                level(last, Some(last - 1), "21", one.subscriber.is_some(), sink);
                answering("1P", asked, false, sink);
            }
        }
        if let Some(subscriber) = &one.subscriber {
            last += 1;
            level(last, Some(receiver), "22", one.dependent.is_some(), sink);
            insured("IL", subscriber, sink);
            if let Some(dependent) = &one.dependent {
                last += 1;
                level(last, Some(last - 1), "23", false, sink);
                insured("03", dependent, sink);
            }
        }
        before = Some(one);
    }
    let count = sink.count() + 1;
    sink.put(Draft::new("SE").el(count.to_string()).el(&transaction.control_number));
}

/// A source is named, says how to reach it and refuses; a receiver only is named and refused.
fn answering(role: &str, one: &Answering, is_source: bool, sink: &mut Sink) {
    sink.put(party(role, &one.named));
    if is_source {
        contacts(&one.contacts, sink);
    }
    rejections(&one.rejections, sink);
}

fn contacts(contacts: &[(String, String)], sink: &mut Sink) {
    for three in contacts.chunks(3) {
        let draft = Draft::new("PER").el("IC").el("");
        sink.put(three.iter().fold(draft, |draft, (kind, value)| draft.el(kind).el(value)));
    }
}

fn rejections(all: &[Rejection], sink: &mut Sink) {
    for one in all {
        let valid = if one.is_request_valid { "Y" } else { "N" };
        sink.put(Draft::new("AAA").el(valid).gap(1).el(&one.reason).el(&one.follow_up));
    }
}

fn insured(role: &str, one: &Insured, sink: &mut Sink) {
    for trace in &one.traces {
        sink.put(Draft::new("TRN").el(if trace.is_repeated { "2" } else { "1" }).el(&trace.number).el(&trace.originator));
    }
    sink.put(party(role, &one.named));
    references(&one.references, sink);
    if let Some(home) = &one.address {
        if !home.lines.is_empty() {
            sink.put(home.lines.iter().fold(Draft::new("N3"), Draft::el));
        }
        sink.put(Draft::new("N4").el(&home.city).el(&home.state).el(&home.zip));
    }
    rejections(&one.rejections, sink);
    if one.birth_date.is_some() || one.gender.is_some() {
        let draft = Draft::new("DMG");
        let draft = match one.birth_date {
            Some(born) => draft.el("D8").el(wire::date(born)),
            None => draft.gap(2),
        };
        sink.put(draft.maybe(one.gender.map(crate::Gender::code)));
    }
    if let Some(relationship) = &one.relationship {
        sink.put(Draft::new("INS").el(if role == "IL" { "Y" } else { "N" }).el(relationship));
    }
    dates(&one.dates, sink);
    for benefit in &one.benefits {
        self::benefit(benefit, sink);
    }
}

fn references(all: &[Reference], sink: &mut Sink) {
    for one in all {
        sink.put(Draft::new("REF").el(&one.qualifier).el(&one.value).maybe(one.description.as_deref()));
    }
}

fn dates(all: &[Dated], sink: &mut Sink) {
    for one in all {
        let draft = Draft::new("DTP").el(&one.qualifier);
        sink.put(match one.to {
            None => draft.el("D8").el(wire::date(one.from)),
            Some(to) => draft.el("RD8").el(format!("{}-{}", wire::date(one.from), wire::date(to))),
        });
    }
}

fn benefit(one: &Benefit, sink: &mut Sink) {
    let (counted, many) = quantity(one.quantity.as_ref());
    sink.put(
        Draft::new("EB")
            .el(&one.information)
            .maybe(one.level.as_deref())
            .repeats(&one.service_types)
            .maybe(one.insurance_type.as_deref())
            .maybe(one.plan.as_deref())
            .maybe(one.period.as_deref())
            .maybe(one.amount_cents.map(wire::money).as_deref())
            .maybe(one.basis_points.map(share).as_deref())
            .el(counted)
            .el(many)
            .maybe(one.needs_authorization.as_deref())
            .maybe(one.in_network.as_deref())
            .parts(one.procedure.iter().map(String::as_str)),
    );
    for limit in &one.limits {
        self::limit(limit, sink);
    }
    references(&one.references, sink);
    dates(&one.dates, sink);
    rejections(&one.rejections, sink);
    for words in &one.messages {
        sink.put(Draft::new("MSG").el(words));
    }
    if !one.related.is_empty() {
        sink.put(Draft::new("LS").el("2120"));
        for other in &one.related {
            sink.put(party(&other.role, &other.named));
            contacts(&other.contacts, sink);
        }
        sink.put(Draft::new("LE").el("2120"));
    }
}

fn limit(one: &Limit, sink: &mut Sink) {
    let (counted, many) = quantity(one.quantity.as_ref());
    let (unit, each) = one.every.as_ref().map_or((String::new(), None), |(unit, each)| (unit.clone(), *each));
    let (period, count) = one.within.as_ref().map_or((String::new(), None), |(period, count)| (period.clone(), *count));
    sink.put(
        Draft::new("HSD")
            .el(counted)
            .el(many)
            .el(unit)
            .maybe(each.map(hundredths).as_deref())
            .el(period)
            .maybe(count.map(|count| count.to_string()).as_deref()),
    );
}

fn quantity(of: Option<&(String, i64)>) -> (String, String) {
    of.map_or_else(Default::default, |(counted, many)| (counted.clone(), hundredths(*many)))
}

/// `20`, `20.5`.
fn hundredths(many: i64) -> String {
    let whole = wire::money(many);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `.2` is 20 %, as the guide has it.
fn share(basis_points: i64) -> String {
    let text = format!("{}.{:04}", basis_points / 10_000, basis_points % 10_000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "0" { text.to_owned() } else { text.strip_prefix('0').unwrap_or(text).to_owned() }
}
