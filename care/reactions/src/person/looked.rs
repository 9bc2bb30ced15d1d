//! Who looked at a chart, for whoever may ask (P2-65). It says nothing of what is in the chart, not even a name.

use access::{Action, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use vocabulary::id::PatientId;

use crate::own::{WhyLooked, roles_of};

/// Asks who looked.
#[derive(Clone, Copy, Debug)]
pub struct WhoLooked {
    /// At whose chart.
    pub patient: PatientId,
}

/// Who looked, newest first.
#[derive(Debug)]
pub struct Looked {
    /// The record number, by which the chart is meant.
    pub record_number: i64,
    /// The looks.
    pub views: Vec<LookedAt>,
}

/// One look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// Who.
    pub who: String,
    /// In which roles; empty when they do not work here any more.
    pub roles: String,
    /// At what.
    pub kind: Kind,
    /// For what: as it was stated, or as what was opened and their work say.
    pub why: WhyLooked,
    /// When.
    pub at: Timestamp,
}

impl Query for WhoLooked {
    type View = Looked;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Looked>, Refusal> {
        cx.require(Action::View, Kind::ChartView)?;
        let record_number = episode::patient::load(cx.tx, self.patient)?.record_number;
        let staff: std::collections::HashMap<_, Staff> =
            schedule::program::all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, staff.record)).collect();
        let views = confidential::read::chart_views_because(cx, self.patient)?.into_iter().map(|(view, because)| {
            let who = staff.get(&view.staff);
            let roles = who.map(roles_of).unwrap_or_default();
            LookedAt {
                who: who.map_or_else(|| "a former colleague".to_owned(), Staff::signature_name),
                why: WhyLooked::of(view.kind, &roles, &because),
                roles: roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", "),
                kind: view.kind,
                at: view.recorded_at,
            }
        });
        Ok(Guarded::chart(self.patient, Kind::ChartView, Looked { record_number, views: views.collect() }))
    }
}
