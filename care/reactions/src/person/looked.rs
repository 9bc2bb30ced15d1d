//! Who looked at a chart, for whoever may ask (P2-65). It says nothing of what is in the chart, not even a name.

use access::{Action, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use vocabulary::id::PatientId;

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
    /// Who, in which roles, at what, when.
    pub views: Vec<(String, String, Kind, Timestamp)>,
}

impl Query for WhoLooked {
    type View = Looked;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Looked>, Refusal> {
        cx.require(Action::View, Kind::ChartView)?;
        let record_number = episode::patient::load(cx.tx, self.patient)?.record_number;
        let staff: std::collections::HashMap<_, Staff> =
            schedule::program::all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, staff.record)).collect();
        let views = confidential::read::chart_views(cx, self.patient)?.into_iter().map(|view| {
            let who = staff.get(&view.staff);
            let roles = who.map(|staff| staff.roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", "));
            let name = who.map_or_else(|| "a former colleague".to_owned(), Staff::signature_name);
            (name, roles.unwrap_or_default(), view.kind, view.recorded_at)
        });
        Ok(Guarded::chart(self.patient, Kind::ChartView, Looked { record_number, views: views.collect() }))
    }
}
