//! FHIR R4 bundles (document, transaction, searchset, collection; US Core) read into the same nouns as C-CDA, with own twins of the
//! few resources in use. Strict for each resource: one that cannot be read is listed with its place and reason, the rest is kept.

mod guard;

mod datatype;

mod bundle;

mod reading;

mod concept;

mod people;

mod header;

mod narrative;

mod conditions;

mod products;

mod observed;

mod visits;

mod service_request;

mod attachment;

mod rest;

use sha2::{Digest, Sha256};

use crate::document::ReferralDocument;
use crate::{Reason, Refusal, substance};

use bundle::{Bundle, Nodes};
use reading::{About, Reading};

/// Kinds of bundles that carry a person's data. A `batch` or a `message` asks for an answer, a `history` tells of several states.
const KINDS: [&str; 4] = ["document", "transaction", "searchset", "collection"];

/// Whether a file is JSON by its first letter.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(guard::MARK).unwrap_or(bytes).trim_ascii_start();
    bytes.starts_with(b"{") || bytes.starts_with(b"[")
}

/// Reads one bundle.
///
/// # Errors
/// A [`Refusal`] when the file is no bundle of these kinds, is cut short or damaged, or is built to harm.
pub(crate) fn read(bytes: &[u8]) -> Result<ReferralDocument, Refusal> {
    let text = guard::text(bytes)?;
    guard::check(text)?;
    let bundle = Bundle::parse(text)?;
    if !bundle.r#type.as_deref().is_some_and(|kind| KINDS.contains(&kind)) {
        return Err(Reason::BundleKind.into());
    }
    let (nodes, unread) = Nodes::of(&bundle)?;
    let mut reading = Reading::new(&nodes, unread);
    reading.document.sha256 = hex::encode(Sha256::digest(bytes));
    header::read(&mut reading, &bundle);
    observed::note_panels(&mut reading);
    attachment::note_pointed_to(&mut reading);
    for at in 0..nodes.len() {
        reading.count()?;
        take(&mut reading, at);
    }
    let mut document = reading.finish();
    document.substance_use = substance::gather(&document);
    Ok(document)
}

/// One entry to its noun. What is about somebody else is never taken: a searchset may hold several people.
fn take(reading: &mut Reading<'_, '_>, at: usize) {
    let Some(node) = reading.nodes.get(at) else { return };
    if let About::SomebodyElse(why) = reading.about(node) {
        reading.unread(&node.path, why);
        return;
    }
    match node.kind.as_str() {
        "Condition" => conditions::condition(reading, node),
        "AllergyIntolerance" => conditions::allergy(reading, node),
        "MedicationRequest" | "MedicationStatement" | "MedicationAdministration" | "MedicationDispense" => {
            products::medication(reading, node);
        }
        "Immunization" => products::immunization(reading, node),
        "Observation" => observed::observation(reading, at, node),
        "DiagnosticReport" => observed::report(reading, node),
        "Encounter" => visits::encounter(reading, node),
        "Procedure" => visits::procedure(reading, node),
        "ServiceRequest" => service_request::read(reading, node),
        "DocumentReference" => attachment::document_reference(reading, node),
        "Binary" => attachment::binary(reading, at, node),
        "RelatedPerson" => people::related(reading, node),
        "QuestionnaireResponse" => rest::questionnaire_response(reading, node),
        "Composition" => header::other_composition(reading, at, node),
        "Patient" => header::other_patient(reading, at, node),
        _ => rest::read(reading, node),
    }
}
