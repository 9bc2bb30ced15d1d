//! Loops 2300 and 2400 of the professional claim, 005010X222A1.

use crate::claim_837::{practitioner, reference, service_facility};
use crate::wire::{self, Draft, Sink};
use crate::{Claim, Form, ServiceLine};

/// One claim with its lines.
pub(crate) fn claim(claim: &Claim, sink: &mut Sink) {
    let Form::Professional(form) = &claim.form else { return };
    sink.put(
        Draft::new("CLM")
            .el(&claim.control_number)
            .el(wire::money(claim.total_cents()))
            .gap(2)
            .parts([form.place_of_service.as_str(), "B", claim.frequency.code()])
            .el("Y")
            .el(claim.assignment.code())
            .el(claim.benefits_assigned.code())
            .el(claim.release.code()),
    );
    reference("G1", claim.prior_authorization.as_deref(), sink);
    reference("F8", claim.original_reference.as_deref(), sink);
    reference("X4", form.clia_number.as_deref(), sink);
    diagnoses(&claim.diagnoses, sink);
    practitioner("82", Some("PE"), claim.rendering.as_ref(), sink);
    service_facility(claim, sink);
    for (at, one) in claim.lines.iter().enumerate() {
        line(one, at + 1, sink);
    }
}

/// One HI: the principal diagnosis under its own qualifier, the others after it.
fn diagnoses(diagnoses: &[String], sink: &mut Sink) {
    let segment = diagnoses
        .iter()
        .enumerate()
        .fold(Draft::new("HI"), |draft, (at, code)| draft.parts([if at == 0 { "ABK" } else { "ABF" }, code.as_str()]));
    sink.put(segment);
}

fn line(line: &ServiceLine, number: usize, sink: &mut Sink) {
    let procedure = std::iter::once("HC").chain(line.hcpcs.as_deref()).chain(line.modifiers.iter().map(String::as_str));
    let pointers: Vec<String> = line.diagnosis_pointers.iter().map(u8::to_string).collect();
    sink.put(Draft::new("LX").el(number.to_string()));
    sink.put(
        Draft::new("SV1")
            .parts(procedure)
            .el(wire::money(line.charge_cents))
            .el("UN")
            .el(line.units.to_string())
            .maybe(line.place_of_service.as_deref())
            .gap(1)
            .parts(pointers.iter().map(String::as_str)),
    );
    sink.put(Draft::new("DTP").el("472").el("D8").el(wire::date(line.service_date)));
    reference("6R", line.control_number.as_deref(), sink);
    practitioner("82", Some("PE"), line.rendering.as_ref(), sink);
}
