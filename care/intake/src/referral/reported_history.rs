//! What was put into a chart from documents of other providers, each with its source, for the pages of the chart (S-06).

use access::{Action, Context, Kind, Refusal, author_name};
use confidential::{Guarded, Query};
use episode::reported::{self, ReportedItem, Standing};
use jiff::Timestamp;
use vocabulary::id::PatientId;

use super::reconciliation;

/// Asks for what was taken into a chart.
#[derive(Clone, Copy, Debug)]
pub struct ReportedHistory {
    /// Whose.
    pub patient: PatientId,
}

/// One item in the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedLine {
    /// The item.
    pub item: ReportedItem,
    /// Where it comes from, in words.
    pub source: String,
    /// Who put it into the chart.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Query for ReportedHistory {
    type View = Vec<ReportedLine>;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<ReportedLine>>, Refusal> {
        cx.require(Action::View, Kind::ReportedItem)?;
        let mut lines = Vec::new();
        for found in reported::of_patient(cx.tx, self.patient)? {
            if found.standing != Standing::Taken {
                continue;
            }
            let by = author_name(cx.tx, found.recorded_by)?;
            let source = reconciliation::source(&found);
            lines.push(ReportedLine { source, by, at: found.recorded_at, item: found.record });
        }
        lines.sort_by_key(|line| line.item.kind);
        Ok(Guarded::chart(self.patient, Kind::ReportedItem, lines))
    }
}
