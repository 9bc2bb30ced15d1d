//! Loops 2300 and 2400 of the institutional claim, 005010X223A2.

use crate::claim_837::{codes, practitioner, reference, service_facility};
use crate::wire::{self, Draft, Sink};
use crate::{Claim, Form, Institutional, ServiceLine};

/// One claim with its lines.
pub(crate) fn claim(claim: &Claim, sink: &mut Sink) {
    let Form::Institutional(form) = &claim.form else { return };
    sink.put(
        Draft::new("CLM")
            .el(&claim.control_number)
            .el(wire::money(claim.total_cents()))
            .gap(2)
            .parts([form.bill_type.as_str(), "A", claim.frequency.code()])
            .gap(1)
            .el(claim.assignment.code())
            .el(claim.benefits_assigned.code())
            .el(claim.release.code()),
    );
    dates(form, sink);
    let admission = Draft::new("CL1").maybe(form.admission_type.as_deref()).maybe(form.admission_source.as_deref());
    sink.put(admission.el(&form.patient_status));
    reference("G1", claim.prior_authorization.as_deref(), sink);
    reference("F8", claim.original_reference.as_deref(), sink);
    if let Some((principal, others)) = claim.diagnoses.split_first() {
        codes("ABK", std::slice::from_ref(principal), sink);
        codes("APR", &form.reasons_for_visit, sink);
        codes("ABF", others, sink);
    }
    codes("BG", &form.condition_codes, sink);
    practitioner("71", Some("AT"), form.attending.as_ref(), sink);
    practitioner("82", None, claim.rendering.as_ref(), sink);
    service_facility(claim, sink);
    for (at, one) in claim.lines.iter().enumerate() {
        line(one, at + 1, sink);
    }
}

fn dates(form: &Institutional, sink: &mut Sink) {
    let period = format!("{}-{}", wire::date(form.statement_from), wire::date(form.statement_to));
    sink.put(Draft::new("DTP").el("434").el("RD8").el(period));
    match (form.admission_date, form.admission_time) {
        (Some(day), None) => sink.put(Draft::new("DTP").el("435").el("D8").el(wire::date(day))),
        (Some(day), Some(at)) => {
            sink.put(Draft::new("DTP").el("435").el("DT").el(day.to_datetime(at).strftime("%Y%m%d%H%M").to_string()));
        }
        (None, _) => {}
    }
}

fn line(line: &ServiceLine, number: usize, sink: &mut Sink) {
    sink.put(Draft::new("LX").el(number.to_string()));
    let draft = Draft::new("SV2").maybe(line.revenue_code.as_deref());
    let draft = match &line.hcpcs {
        Some(code) => draft.parts(["HC", code.as_str()].into_iter().chain(line.modifiers.iter().map(String::as_str))),
        None => draft.gap(1),
    };
    sink.put(draft.el(wire::money(line.charge_cents)).el("UN").el(line.units.to_string()));
    sink.put(Draft::new("DTP").el("472").el("D8").el(wire::date(line.service_date)));
    reference("6R", line.control_number.as_deref(), sink);
    practitioner("82", None, line.rendering.as_ref(), sink);
}
