//! One person's chart on one page: where they stand, what was written, what was billed, who looked.

use access::{Context, Refusal};
use billing::authorization::{self, Authorization};
use billing::charge::{self, Charge};
use billing::coverage::{self, Coverage};
use billing::service_day::{self, ServiceDay};
use confidential::{Guarded, Query};
use episode::{Episode, Patient, Stay};
use jiff::Timestamp;
use plan::TreatmentPlan;
use policy::{Action, Circumstances, Kind};
use treatment::outreach::{self, Outreach};
use treatment::progress_note;
use treatment::{CounselingNote, ProgressNote};
use vocabulary::id::PatientId;

use crate::person::Surroundings;

/// Opens a chart. The look is written down.
#[derive(Clone, Copy, Debug)]
pub struct OpenChart {
    /// Whose.
    pub patient: PatientId,
}

/// A chart as far as the viewer's role goes: what is not theirs is not there.
#[derive(Debug)]
pub struct Chart {
    /// The person.
    pub patient: Patient,
    /// The version of the person's record.
    pub version: i64,
    /// The newest episode.
    pub episode: Option<Episode>,
    /// The stay of today.
    pub stay: Option<Stay>,
    /// The plan.
    pub plan: Option<(TreatmentPlan, i64)>,
    /// The newest notes with their version.
    pub notes: Vec<(ProgressNote, i64)>,
    /// The counseling notes that the viewer keeps, newest first, with their moment; never those of others (P2-11).
    pub counseling_notes: Vec<(CounselingNote, Timestamp)>,
    /// The last weeks' counted days.
    pub days: Vec<ServiceDay>,
    /// The newest charges.
    pub charges: Vec<Charge>,
    /// Insurance, newest first.
    pub coverages: Vec<Coverage>,
    /// What payers approved, with what is left.
    pub authorizations: Vec<(Authorization, i64)>,
    /// Consents, newest first.
    pub consents: Vec<confidential::Consent>,
    /// What was disclosed, newest first, with the moment.
    pub disclosures: Vec<(confidential::Disclosure, Timestamp)>,
    /// Attempts to reach the person.
    pub outreach: Vec<(Outreach, Timestamp)>,
    /// Whether the viewer keeps this person apart from others; never whether anybody is.
    pub may_keep_apart: bool,
    /// Names and histories around the chart.
    pub around: Surroundings,
}

impl Query for OpenChart {
    type View = Chart;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Chart>, Refusal> {
        let id = self.patient;
        let patient = episode::patient::load(cx.tx, id)?;
        let sees = |kind: Kind| cx.may(Action::View, kind, Circumstances::default());
        let today = cx.today();
        let since = today.saturating_sub(jiff::Span::new().days(70));
        let mut chart = Chart {
            version: patient.version,
            patient: patient.record,
            episode: None,
            stay: None,
            plan: None,
            notes: Vec::new(),
            counseling_notes: Vec::new(),
            days: Vec::new(),
            charges: Vec::new(),
            coverages: Vec::new(),
            authorizations: Vec::new(),
            consents: Vec::new(),
            disclosures: Vec::new(),
            outreach: Vec::new(),
            may_keep_apart: schedule::no_contact::may_keep(cx, Action::View, id, None)?,
            around: Surroundings::default(),
        };
        if sees(Kind::Episode) {
            chart.episode = episode::episode::current_of(cx.tx, id)?.map(|stored| stored.record);
            chart.stay = episode::stay::current_of(cx.tx, id, today)?.map(|stored| stored.record);
        }
        if sees(Kind::TreatmentPlan) {
            chart.plan = plan::treatment_plan::current_of(cx.tx, id)?.map(|stored| (stored.record, stored.version));
        }
        if sees(Kind::ProgressNote) {
            let notes = progress_note::of_patient(cx.tx, id, 60)?;
            chart.notes = notes.into_iter().map(|stored| (stored.record, stored.version)).collect();
        }
        if cx.may(Action::View, Kind::CounselingNote, Circumstances::own()) {
            let kept = treatment::counseling_note::of_originator(cx.tx, id, cx.actor.staff)?;
            chart.counseling_notes = kept.into_iter().map(|stored| (stored.record, stored.recorded_at)).collect();
        }
        if sees(Kind::ServiceDay) {
            let days = service_day::of_patient_between(cx.tx, id, since, today)?;
            chart.days = days.into_iter().map(|stored| stored.record).collect();
        }
        if sees(Kind::Outreach) {
            let attempts = outreach::of_patient(cx.tx, id, 20)?;
            chart.outreach = attempts.into_iter().map(|stored| (stored.record, stored.recorded_at)).collect();
        }
        let plan = chart.plan.as_ref().map(|(plan, _)| plan);
        chart.around = Surroundings::load(cx, id, chart.stay.as_ref(), plan, &sees)?;
        fill_coverage(cx, &mut chart, id, &sees)?;
        fill_confidentiality(cx, &mut chart, id, &sees)?;
        Ok(Guarded::chart(id, Kind::Patient, chart))
    }
}

fn fill_coverage(cx: &Context<'_>, chart: &mut Chart, id: PatientId, sees: &dyn Fn(Kind) -> bool) -> Result<(), Refusal> {
    if sees(Kind::Charge) {
        chart.charges = charge::of_patient(cx.tx, id, 60)?.into_iter().map(|stored| stored.record).collect();
    }
    if sees(Kind::Coverage) {
        chart.coverages = coverage::of_patient(cx.tx, id)?.into_iter().map(|stored| stored.record).collect();
    }
    if sees(Kind::Authorization) {
        let all = authorization::of_patient(cx.tx, id)?;
        let used = authorization::used_units_of(cx.tx, &all.iter().map(|stored| stored.id).collect::<Vec<_>>())?;
        for stored in all {
            let left = stored.approved - used.get(&stored.id).copied().unwrap_or(0);
            chart.authorizations.push((stored.record, left));
        }
    }
    Ok(())
}

fn fill_confidentiality(cx: &Context<'_>, chart: &mut Chart, id: PatientId, sees: &dyn Fn(Kind) -> bool) -> Result<(), Refusal> {
    if sees(Kind::Consent) {
        chart.consents = confidential::read::consents(cx, id)?.into_iter().map(|stored| stored.record).collect();
    }
    if sees(Kind::Disclosure) {
        let all = confidential::read::disclosures(cx, id)?;
        chart.disclosures = all.into_iter().map(|stored| (stored.record, stored.recorded_at)).collect();
    }
    Ok(())
}
