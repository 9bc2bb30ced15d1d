//! From an inquiry's twins to bytes: names folded, every problem said at once, then the levels of source (20), receiver (21),
//! subscriber (22) and dependent (23).

use crate::claim_837::interchange_header;
use crate::eligibility::{EligibilityInquiry, Interchange270, Member, Named, Transaction270};
use crate::problem::Notes;
use crate::wire::{self, Draft, Sink};
use crate::{ELIGIBILITY_GUIDE, Envelope, Problem, check, is_npi, normal};

/// EQ01 may be repeated so often.
const MOST_SERVICE_TYPES: usize = 99;

/// A folded copy, when nothing is wrong with it.
pub(crate) fn normalized(file: &Interchange270) -> Result<Interchange270, Vec<Problem>> {
    let mut notes = Notes::default();
    let mut file = file.clone();
    file.envelope.made_at = whole_minute(file.envelope.made_at);
    check::partners(&file.envelope, &mut notes);
    notes.hold(!file.transactions.is_empty(), "the file", "asks nothing");
    for transaction in &mut file.transactions {
        transaction.made_at = whole_minute(transaction.made_at);
        let number = (1..=999_999_999).contains(&transaction.control_number);
        notes.hold(number, "a transaction control number", "must be from 1 to 999,999,999");
        check::identifier(&transaction.reference, 1, 50, "the reference of the sending", &mut notes);
        notes.hold(!transaction.inquiries.is_empty(), "a transaction", "asks nothing; leave it out");
        for one in &mut transaction.inquiries {
            inquiry(one, &mut notes);
        }
    }
    let found = notes.found();
    if found.is_empty() { Ok(file) } else { Err(found) }
}

fn whole_minute(moment: jiff::civil::DateTime) -> jiff::civil::DateTime {
    moment.with().second(0).subsec_nanosecond(0).build().unwrap_or(moment)
}

fn inquiry(one: &mut EligibilityInquiry, notes: &mut Notes) {
    normal::organization(&mut one.payer.name, "the payer's name", notes);
    normal::trim(&mut one.payer.id);
    check::identifier(&one.payer.id, 2, 80, "the payer's id", notes);
    named(&mut one.provider, "the program's name", notes);
    if one.provider.id_qualifier == "XX" {
        notes.hold(is_npi(&one.provider.id), "the program's NPI", "needs ten digits with a right check digit");
    }
    normal::trim(&mut one.trace.number);
    check::identifier(&one.trace.number, 1, 50, "the trace number", notes);
    check::identifier(&one.trace.originator, 10, 10, "the trace number's originator", notes);
    one.trace.is_repeated = false;
    member(&mut one.subscriber, "the member's", notes);
    if let Some(dependent) = &mut one.dependent {
        member(dependent, "the patient's", notes);
        notes.hold(dependent.member_id.is_none(), "the patient's member id", "belongs to the member; leave it out here");
        notes.hold(!dependent.name.last.is_empty(), "the patient's name", "is missing; enter it");
    }
    let who = &one.subscriber;
    let is_findable = who.member_id.is_some() || (!who.name.last.is_empty() && who.birth_date.is_some());
    notes.hold(is_findable, "the member", "needs the member id, or a name and a birth date");
    for kind in &mut one.service_types {
        normal::code(kind);
        let fits = (1..=2).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphanumeric());
        notes.hold(fits, "a kind of service", "is not a code of the guide, like 30, AI or MH");
    }
    let count = (1..=MOST_SERVICE_TYPES).contains(&one.service_types.len());
    notes.hold(count, "the kinds of service", "are missing or too many; ask for 1 to 99");
    notes.hold(check::usable(one.service_date), "the day asked for", "is not a usable date");
}

fn named(party: &mut Named, field: &str, notes: &mut Notes) {
    if party.is_person {
        normal::person(&mut party.name, field, notes);
    } else {
        normal::organization(&mut party.name.last, field, notes);
    }
    normal::trim(&mut party.id);
}

fn member(member: &mut Member, whose: &str, notes: &mut Notes) {
    if !(member.name.last.trim().is_empty() && member.name.first.trim().is_empty()) {
        normal::person(&mut member.name, &format!("{whose} name"), notes);
    }
    if let Some(id) = &mut member.member_id {
        normal::trim(id);
        check::identifier(id, 2, 80, &format!("{whose} id"), notes);
    }
    if let Some(group) = &mut member.group_number {
        normal::trim(group);
        check::identifier(group, 1, 50, &format!("{whose} group number"), notes);
    }
    let born = member.birth_date.is_none_or(check::usable);
    notes.hold(born, &format!("{whose} birth date"), "is not a usable date");
    // DMG carries the sex only beside a birth date here, as every payer takes it.
    if member.birth_date.is_none() {
        member.gender = None;
    }
}

/// The bytes of a folded file.
pub(crate) fn bytes(file: &Interchange270) -> Vec<u8> {
    let mut sink = Sink::default();
    frame("HS", &file.envelope, file.transactions.len(), &mut sink, |sink| {
        for one in &file.transactions {
            transaction(one, sink);
        }
    });
    sink.bytes()
}

/// ISA and GS, what stands between, GE and IEA.
pub(crate) fn frame(group: &str, envelope: &Envelope, count: usize, sink: &mut Sink, inside: impl FnOnce(&mut Sink)) {
    interchange_header(envelope, sink);
    sink.put(
        Draft::new("GS")
            .el(group)
            .el(&envelope.sender.application_id)
            .el(&envelope.receiver.application_id)
            .el(wire::date(envelope.made_at.date()))
            .el(envelope.made_at.strftime("%H%M").to_string())
            .el(envelope.group_control_number.to_string())
            .el("X")
            .el(ELIGIBILITY_GUIDE),
    );
    inside(sink);
    sink.put(Draft::new("GE").el(count.to_string()).el(envelope.group_control_number.to_string()));
    sink.put(Draft::new("IEA").el("1").el(format!("{:09}", envelope.control_number)));
}

fn transaction(transaction: &Transaction270, sink: &mut Sink) {
    let number = format!("{:04}", transaction.control_number);
    sink.restart_count();
    sink.put(Draft::new("ST").el("270").el(&number).el(ELIGIBILITY_GUIDE));
    sink.put(
        Draft::new("BHT")
            .el("0022")
            .el("13")
            .el(&transaction.reference)
            .el(wire::date(transaction.made_at.date()))
            .el(transaction.made_at.strftime("%H%M").to_string()),
    );
    let (mut last, mut receiver) = (0, 0);
    let mut before: Option<&EligibilityInquiry> = None;
    for one in &transaction.inquiries {
        if before.is_none_or(|before| before.payer != one.payer || before.provider != one.provider) {
            level(last + 1, None, "20", true, sink);
            sink.put(Draft::new("NM1").el("PR").el("2").el(&one.payer.name).gap(4).el("PI").el(&one.payer.id));
            level(last + 2, Some(last + 1), "21", true, sink);
            sink.put(party("1P", &one.provider));
            last += 2;
            receiver = last;
        }
        last += 1;
        level(last, Some(receiver), "22", one.dependent.is_some(), sink);
        match &one.dependent {
            None => patient(one, "IL", &one.subscriber, sink),
            Some(dependent) => {
                person("IL", &one.subscriber, sink);
                last += 1;
                level(last, Some(last - 1), "23", false, sink);
                patient(one, "03", dependent, sink);
            }
        }
        before = Some(one);
    }
    let count = sink.count() + 1;
    sink.put(Draft::new("SE").el(count.to_string()).el(number));
}

/// HL.
pub(crate) fn level(number: usize, parent: Option<usize>, kind: &str, has_children: bool, sink: &mut Sink) {
    let parent = parent.map(|parent| parent.to_string()).unwrap_or_default();
    sink.put(Draft::new("HL").el(number.to_string()).el(parent).el(kind).el(if has_children { "1" } else { "0" }));
}

/// The level of whoever is the patient: the trace first, what is asked last.
fn patient(one: &EligibilityInquiry, role: &str, member: &Member, sink: &mut Sink) {
    sink.put(Draft::new("TRN").el("1").el(&one.trace.number).el(&one.trace.originator));
    person(role, member, sink);
    sink.put(Draft::new("DTP").el("291").el("D8").el(wire::date(one.service_date)));
    sink.put(Draft::new("EQ").repeats(&one.service_types));
}

fn person(role: &str, member: &Member, sink: &mut Sink) {
    let name = &member.name;
    let draft = Draft::new("NM1").el(role).el("1").el(&name.last).el(&name.first).el(&name.middle).gap(1).el(&name.suffix);
    sink.put(match &member.member_id {
        Some(id) => draft.el("MI").el(id),
        None => draft,
    });
    if let Some(group) = &member.group_number {
        sink.put(Draft::new("REF").el("6P").el(group));
    }
    if let Some(born) = member.birth_date {
        sink.put(Draft::new("DMG").el("D8").el(wire::date(born)).maybe(member.gender.map(crate::Gender::code)));
    }
}

/// NM1 of a party with a number.
pub(crate) fn party(role: &str, party: &Named) -> Draft {
    let name = &party.name;
    let kind = if party.is_person { "1" } else { "2" };
    let draft = Draft::new("NM1").el(role).el(kind).el(&name.last).el(&name.first).el(&name.middle).gap(1).el(&name.suffix);
    if party.id.is_empty() { draft } else { draft.el(&party.id_qualifier).el(&party.id) }
}
