//! What must hold of a folded file before a byte is written: the refusals of the two guides that a program can meet. All
//! problems at once; a party that stands in many claims is spoken of once.

use jiff::civil::Date;

use crate::problem::{Notes, claim_label};
use crate::{
    Address, BillingProvider, Envelope, Guide, Interchange837, Payer, Practitioner, Problem, TradingPartner, Transaction837,
    is_npi,
};

mod claim;

/// Every structural problem of a folded file.
pub(crate) fn file(file: &Interchange837, guide: Guide) -> Vec<Problem> {
    let mut notes = Notes::default();
    envelope(file, &mut notes);
    let (mut place, mut numbers, mut claims, mut providers) = (0, Vec::new(), std::collections::HashSet::new(), Vec::new());
    for transaction in &file.transactions {
        notes.about(None);
        header(transaction, &mut notes);
        notes.hold(
            !numbers.contains(&transaction.control_number),
            "a transaction control number",
            "is used twice; number them anew",
        );
        numbers.push(transaction.control_number);
        for one in &transaction.claims {
            place += 1;
            if !providers.contains(&&one.billing_provider) {
                notes.about(None);
                billing_provider(&one.billing_provider, &mut notes);
                providers.push(&one.billing_provider);
            }
            notes.about(Some(claim_label(&one.control_number, place)));
            let fresh = claims.insert(one.control_number.as_str());
            notes.hold(fresh, "the claim control number", "stands twice in this file; give each claim its own");
            claim::check(one, guide, file.envelope.made_at.date(), &mut notes);
        }
    }
    notes.found()
}

fn envelope(file: &Interchange837, notes: &mut Notes) {
    partners(&file.envelope, notes);
    notes.hold(!file.transactions.is_empty(), "the file", "holds no claims; choose at least one");
}

/// What must hold of any envelope.
pub(crate) fn partners(envelope: &Envelope, notes: &mut Notes) {
    let number = |number: u32| (1..=999_999_999).contains(&number);
    let range = "must be from 1 to 999,999,999";
    notes.hold(number(envelope.control_number), "the interchange control number", range);
    notes.hold(number(envelope.group_control_number), "the group control number", range);
    let years = 2000..=2099;
    notes.hold(years.contains(&envelope.made_at.year()), "the date of the file", "must lie in this century");
    partner(&envelope.sender, "the sender's", notes);
    partner(&envelope.receiver, "the receiver's", notes);
}

fn partner(partner: &TradingPartner, whose: &str, notes: &mut Notes) {
    let known = ["01", "14", "20", "27", "28", "29", "30", "33", "ZZ"].contains(&partner.qualifier.as_str());
    notes.hold(
        known,
        &format!("{whose} interchange id qualifier"),
        "is not a known code; use ZZ unless the payer says otherwise",
    );
    identifier(&partner.interchange_id, 1, 15, &format!("{whose} interchange id"), notes);
    identifier(&partner.application_id, 2, 15, &format!("{whose} application id"), notes);
}

fn header(transaction: &Transaction837, notes: &mut Notes) {
    let number = (1..=999_999_999).contains(&transaction.control_number);
    notes.hold(number, "a transaction control number", "must be from 1 to 999,999,999");
    identifier(&transaction.reference, 1, 30, "the batch reference", notes);
    identifier(&transaction.submitter.id, 2, 80, "the submitter's id", notes);
    identifier(&transaction.receiver.id, 2, 80, "the receiver's id", notes);
    notes.hold(digits(&transaction.submitter.contact_phone, 10), "the submitter's phone", "needs ten digits");
    if let Some(email) = &transaction.submitter.contact_email {
        notes.hold(email.contains('@'), "the submitter's e-mail", "is not an address; correct it or leave it out");
        identifier(email, 3, 256, "the submitter's e-mail", notes);
    }
    notes.hold(!transaction.claims.is_empty(), "a transaction", "holds no claims; leave it out");
    notes.hold(transaction.claims.len() <= 5000, "a transaction", "holds more than 5,000 claims; split it");
    notes.hold((1900..=9999).contains(&transaction.made_at.year()), "the date of the batch", "is not a usable date");
}

fn billing_provider(provider: &BillingProvider, notes: &mut Notes) {
    npi(&provider.npi, "the billing provider's NPI", notes);
    notes.hold(digits(&provider.ein, 9), "the billing provider's tax number", "needs nine digits");
    taxonomy(provider.taxonomy.as_deref(), "the billing provider's taxonomy", notes);
    address(&provider.address, "the billing provider's address", notes);
    nine_digit_zip(&provider.address, "the billing provider's ZIP", notes);
    let boxed = provider.address.lines.iter().any(|line| is_post_office_box(line));
    notes.hold(
        !boxed,
        "the billing provider's address",
        "is a post-office box; enter the street here and the box as pay-to address",
    );
    if let Some(pay_to) = &provider.pay_to {
        address(pay_to, "the pay-to address", notes);
    }
}

/// A payer that stands in a claim.
fn payer(payer: &Payer, notes: &mut Notes) {
    identifier(&payer.id, 2, 80, "the payer's id", notes);
}

fn practitioner(practitioner: &Practitioner, whose: &str, notes: &mut Notes) {
    npi(&practitioner.npi, &format!("{whose} NPI"), notes);
    taxonomy(practitioner.taxonomy.as_deref(), &format!("{whose} taxonomy"), notes);
}

fn npi(npi: &str, field: &str, notes: &mut Notes) {
    notes.hold(
        is_npi(npi),
        field,
        "is not a valid number: it needs ten digits with a right check digit; look it up in the registry",
    );
}

fn taxonomy(taxonomy: Option<&str>, field: &str, notes: &mut Notes) {
    let right = taxonomy.is_none_or(|code| code.len() == 10 && code.ends_with('X') && upper(code));
    notes.hold(right, field, "needs ten letters and digits that end with X, like 261QR0405X");
}

fn address(address: &Address, field: &str, notes: &mut Notes) {
    match address.lines.len() {
        0 => notes.say(field, "has no street line; enter one, or what the payer asks for members without fixed address"),
        1 | 2 => {}
        _ => notes.say(field, "has more than two lines; join them"),
    }
    notes.hold(address.city.len() >= 2, field, "has no city; enter it");
    notes.hold(address.state.len() == 2 && upper(&address.state), field, "needs a two-letter state");
    let zip = digits(&address.zip, 5) || digits(&address.zip, 9);
    notes.hold(zip, field, "needs a ZIP of five or nine digits; keep a leading zero");
}

fn nine_digit_zip(address: &Address, field: &str, notes: &mut Notes) {
    notes.hold(!digits(&address.zip, 5), field, "needs all nine digits; the postal service's ZIP look-up gives the last four");
}

fn is_post_office_box(line: &str) -> bool {
    let plain: String = line.chars().filter(char::is_ascii_alphanumeric).collect();
    plain.starts_with("POBOX") || plain.starts_with("POSTOFFICEBOX")
}

/// Numbers that others gave out go unchanged or not at all.
pub(crate) fn identifier(text: &str, least: usize, most: usize, field: &str, notes: &mut Notes) {
    if text.is_empty() {
        notes.say(field, "is missing; enter it");
    } else if text.len() < least || text.len() > most {
        notes.say(field, format!("must have {least} to {most} characters"));
    }
    let plain = |c: char| (c.is_ascii_graphic() && !"*~:^`".contains(c)) || c == ' ';
    notes.hold(text.chars().all(plain), field, "holds a character that a claim file cannot carry; take it out");
    notes.hold(!text.contains("  "), field, "holds two blanks in a row; take one out");
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn upper(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// A date that a claim can carry.
pub(crate) fn usable(date: Date) -> bool {
    (1900..=9999).contains(&date.year())
}
