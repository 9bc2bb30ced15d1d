//! The packet that a hospital sends: a discharge summary as a FHIR document, and pages by fax that wait for somebody to read them.

use access::{Actor, Refusal};
use intake::referral::{CameBy, ReceiveReferral};
use jiff::Timestamp;
use reactions::Performing;
use vocabulary::id::InquiryId;

use crate::convert;

/// The discharge summary; everybody in it is invented.
const SUMMARY: &str = include_str!("../../../data/referral.json");
/// The day that stands in it, for the day on which it comes.
const DAY: &str = "2026-03-10";
/// The fax.
const FAX: &[u8] = include_bytes!("../../../data/fax.tiff");

/// Receives both; answers the inquiry of the summary.
pub(super) fn receive(performing: &Performing<'_, '_>, actor: &Actor, at: Timestamp) -> Result<InquiryId, Refusal> {
    let day = at.to_string().get(..DAY.len()).unwrap_or(DAY).to_owned();
    let summary = SUMMARY.replace(DAY, &day).into_bytes();
    let take = |name: &str, bytes: Vec<u8>| {
        let read = convert::referral::open(&bytes).map_err(|(_, sentence)| Refusal::Fault(sentence))?;
        performing.perform(actor, at, &ReceiveReferral::of(read, name, bytes, CameBy::Hand))
    };
    let inquiry = take("discharge.json", summary)?.inquiry;
    take("fax.tiff", FAX.to_vec())?;
    Ok(inquiry)
}
