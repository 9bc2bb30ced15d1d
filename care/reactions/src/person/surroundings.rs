//! Names and histories around a chart, read in the same transaction as the chart itself.

use std::collections::HashMap;

use access::{Context, Kind, Refusal};
use billing::payer::{Payer, all_payers};
use episode::Stay;
use jiff::Timestamp;
use plan::TreatmentPlan;
use schedule::attendance::{self, Attendance};
use schedule::program::{ServiceType, all_programs, all_service_types, all_staff, all_tracks};
use vocabulary::id::{PatientId, StaffId};

/// What stands around a chart; what the viewer's role may not see is not there.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// Staff as they sign.
    pub staff: HashMap<StaffId, String>,
    /// Every payer, so that a coverage can be named.
    pub payers: Vec<Payer>,
    /// The catalogue of services.
    pub services: Vec<ServiceType>,
    /// The name of the track of today's stay.
    pub track: Option<String>,
    /// The level of care in words.
    pub level: Option<String>,
    /// The program's name on consents.
    pub program_name: String,
    /// Marks at the door of the last ten weeks, newest first.
    pub attendance: Vec<Attendance>,
    /// The versions of the plan, newest first.
    pub plan_versions: Vec<PlanVersion>,
}

/// One version of a plan.
#[derive(Clone, Debug)]
pub struct PlanVersion {
    /// Its number.
    pub version: i64,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What it said.
    pub plan: TreatmentPlan,
}

impl Surroundings {
    pub(crate) fn load(
        cx: &Context<'_>,
        patient: PatientId,
        stay: Option<&Stay>,
        plan: Option<&TreatmentPlan>,
        sees: &dyn Fn(Kind) -> bool,
    ) -> Result<Self, Refusal> {
        let staff: HashMap<StaffId, String> = all_staff(cx.tx)?.iter().map(|staff| (staff.id, staff.signature_name())).collect();
        let mut around = Self {
            payers: all_payers(cx.tx)?.into_iter().map(|stored| stored.record).collect(),
            services: all_service_types(cx.tx)?.into_iter().map(|stored| stored.record).collect(),
            ..Self::default()
        };
        let programs = all_programs(cx.tx)?;
        around.program_name = programs.first().map(|program| program.public_name.clone()).unwrap_or_default();
        if let Some(stay) = stay {
            around.track = all_tracks(cx.tx)?.iter().find(|track| track.id == stay.track).map(|track| track.name.clone());
            let mut levels = programs.iter().flat_map(|program| &program.levels);
            around.level = levels.find(|level| level.level == stay.level).map(|level| level.name.clone());
        }
        if sees(Kind::Attendance) {
            let since = cx.today().saturating_sub(jiff::Span::new().days(70));
            let marks = attendance::attendances_between(cx.tx, patient, since, cx.today())?;
            around.attendance = marks.into_iter().map(|stored| stored.record).collect();
        }
        if let Some(plan) = plan {
            let history = cx.tx.history::<TreatmentPlan>(plan.id)?;
            let version = |stored: store::Stored<TreatmentPlan>| PlanVersion {
                version: stored.version,
                at: stored.recorded_at,
                by: access::author_among(&staff, stored.recorded_by),
                plan: stored.record,
            };
            around.plan_versions = history.into_iter().rev().map(|(stored, _)| version(stored)).collect();
        }
        around.staff = staff;
        Ok(around)
    }

    /// A member of staff as they sign.
    #[must_use]
    pub fn staff_name(&self, id: StaffId) -> &str {
        self.staff.get(&id).map_or("a former colleague", String::as_str)
    }

    /// The name of the payer with a key.
    #[must_use]
    pub fn payer_by_key(&self, key: &str) -> Option<&Payer> {
        self.payers.iter().find(|payer| payer.key == key)
    }
}
