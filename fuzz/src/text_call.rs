//! What the text network tells us. Whatever is sent: only a form with its own signature, of our own account, is believed; one letter
//! changed anywhere and it is not; and who is believed wrote from a number that can be called back.

use message::twilio::call::{MOST_BYTES, Report, Told, Trust, fields};
use message::twilio::signature::{is_genuine, sign};
use message::webhook::{STATUS, TEXT};
use vocabulary::Phone;

const ORIGIN: &str = "https://chart.example.org";
const ACCOUNT: &str = "AC0123456789";
const TOKEN: &str = "token-of-the-account";

/// Three lines: the query of the address, the signature, and the form.
pub fn sms_webhook(bytes: &[u8]) {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line));
    let (query, given) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let body = bytes.splitn(3, |byte| *byte == b'\n').nth(2).unwrap_or_default();
    let trust = Trust::new(ORIGIN, ACCOUNT, TOKEN);
    for address in [TEXT.to_owned(), format!("{STATUS}?{query}")] {
        judged(&trust, &address, &given, body);
        // most forms name no account of ours: one that does goes further
        judged(&trust, &address, &given, &[format!("AccountSid={ACCOUNT}&").as_bytes(), body].concat());
    }
}

fn judged(trust: &Trust, address: &str, given: &str, body: &[u8]) {
    let called = format!("{ORIGIN}{address}");
    let form = fields(body);
    let own = sign(TOKEN, &called, &form);
    let is_ours = form.iter().find(|(name, _)| name == "AccountSid").is_some_and(|(_, value)| value == ACCOUNT);
    let is_believed = is_ours && body.len() <= MOST_BYTES;
    assert_eq!(trust.judge(address, &own, body).is_some(), is_believed, "its own signature");
    assert_eq!(trust.judge(address, given, body).is_some(), is_believed && given == own, "a signature that was sent");
    changes_are_noticed(trust, address, &own, body);
    let reversed: Vec<(String, String)> = form.iter().rev().cloned().collect();
    assert!(is_genuine(TOKEN, &called, &reversed, &own), "the order of the fields means nothing");
    if let Some(genuine) = trust.judge(address, &own, body) {
        if let Told::Text(text) = genuine.text() {
            assert!(!text.provider_id.is_empty());
            assert_eq!(
                Phone::parse(&text.from.e164).map(|phone| phone.e164).as_ref(),
                Ok(&text.from.e164),
                "a number reads as itself"
            );
        }
        let query = address.split_once('?').map(|(_, query)| query);
        if let Some(Report::Failed { reason, .. }) = genuine.fate(query).map(|told| told.report) {
            assert!(!reason.is_empty());
        }
    }
}

fn changes_are_noticed(trust: &Trust, address: &str, own: &str, body: &[u8]) {
    let turned: String = own
        .chars()
        .map(|c| {
            if c == 'A' {
                'B'
            } else if c == 'B' {
                'A'
            } else {
                c
            }
        })
        .collect();
    assert!(turned == own || trust.judge(address, &turned, body).is_none(), "another signature");
    assert!(trust.judge(&format!("{address}/"), own, body).is_none(), "another address");
    assert!(trust.judge(address, own, &[body, b"&x=1"].concat()).is_none(), "a field more");
    assert!(trust.judge(address, "", body).is_none(), "no signature");
    assert!(Trust::new(ORIGIN, ACCOUNT, "another").judge(address, own, body).is_none(), "another token");
    assert!(Trust::new(ORIGIN, ACCOUNT, "").judge(address, own, body).is_none(), "no token");
}
