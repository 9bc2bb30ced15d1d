//! From a parsed tree to a [`ReferralDocument`]: the one place that decides what is refused and in which order parts are read.

mod reading;

mod concept;

mod value;

mod kind;

mod people;

mod header;

mod sections;

mod nouns;

mod conditions;

mod products;

mod observed;

mod visits;

mod leftovers;

use roxmltree::{Document, Error, ParsingOptions};
use sha2::{Digest, Sha256};

use crate::document::ReferralDocument;
use crate::xml::{self, Element};
use crate::{Reason, Refusal, bytes, fhir, guard, substance};

use reading::Reading;

/// Nodes of a document, text included. The largest real document we know has under 60,000.
const MAX_NODES: u32 = 2_000_000;

/// Where every C-CDA template (and the older CCD ones) begins.
const TEMPLATES: &str = "2.16.840.1.113883.10.20.";

/// Reads one clinical document: C-CDA (R1.1 or R2.1, structured or unstructured) or a FHIR R4 bundle as JSON.
///
/// The good part is kept: whatever cannot be read is listed in [`ReferralDocument::unread`] and refuses nothing.
///
/// # Errors
/// A [`Refusal`] when the file is neither, is cut short or damaged, is in a wrong encoding, is larger than
/// [`crate::MAX_BYTES`], or is built to harm (document type declarations, deep nesting, floods of attributes).
pub fn read(bytes: &[u8]) -> Result<ReferralDocument, Refusal> {
    if fhir::is_json(bytes) {
        return fhir::read(bytes);
    }
    let decoded = bytes::decode(bytes)?;
    guard::check(&decoded.text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let tree = Document::parse_with_options(&decoded.text, options).map_err(|error| refusal(&error))?;
    let root = tree.root_element();
    recognize(root)?;
    let mut reading = Reading::new(root);
    reading.document.sha256 = hex::encode(Sha256::digest(bytes));
    if decoded.is_suspect {
        reading.unread("file", "the file names an encoding but looks like UTF-8: accented letters may be garbled");
    }
    header::read(&mut reading, root);
    sections::read(&mut reading, root)?;
    let mut document = reading.finish();
    document.substance_use = substance::gather(&document);
    Ok(document)
}

/// Whether this is a clinical document with at least one C-CDA template.
fn recognize(root: Element<'_>) -> Result<(), Refusal> {
    if root.tag_name().namespace() == Some("http://hl7.org/fhir") {
        return Err(Reason::Fhir.into());
    }
    let claims = |node: Element<'_>| {
        xml::is(node, "templateId") && node.attribute("root").is_some_and(|id| id.trim().starts_with(TEMPLATES))
    };
    if xml::is(root, "ClinicalDocument") && root.descendants().any(claims) { Ok(()) } else { Err(Reason::NotCcda.into()) }
}

fn refusal(error: &Error) -> Refusal {
    let reason = match error {
        Error::UnexpectedEndOfStream | Error::UnclosedRootNode => Reason::Truncated,
        Error::NoRootNode => Reason::NotXml,
        Error::DtdDetected | Error::EntityResolver(..) | Error::EntityReferenceLoop(_) => Reason::Dtd,
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => Reason::TooComplex,
        _ => Reason::NotWellFormed,
    };
    Refusal::at(reason, error.pos().row)
}
