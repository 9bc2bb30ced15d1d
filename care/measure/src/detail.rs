//! One measure with every answer, for staff: what was asked, what was said, what was left out, what came of it.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use forms::Overlay;
use jiff::Timestamp;
use vocabulary::id::{MeasureId, PatientId};

use crate::wording::{form, wording_of};
use crate::{Measure, ScoreChange, changes_since, previous, store};

/// Opens one measure. The look is written down.
#[derive(Clone, Copy, Debug)]
pub struct MeasureDetail {
    /// Which.
    pub measure: MeasureId,
    /// Whose it must be: an address that names another person finds nothing.
    pub patient: PatientId,
}

/// One measure.
#[derive(Clone, Debug)]
pub struct MeasureView {
    /// As it stands.
    pub measure: Measure,
    /// Its version.
    pub version: i64,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// Who saved it last, by name.
    pub saved_by: String,
    /// The words of another language or of a licence, when there are.
    pub overlay: Option<Overlay>,
    /// How each score moved since the last time.
    pub changes: Vec<ScoreChange>,
    /// When the last time was.
    pub since: Option<Timestamp>,
}

impl Query for MeasureDetail {
    type View = MeasureView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<MeasureView>, Refusal> {
        cx.require(Action::View, Kind::Measure)?;
        let stored = store::load(cx.tx, self.measure)?;
        if stored.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        let form = form(&stored.instrument)?;
        let others = store::completed_of(cx.tx, stored.patient, &stored.instrument)?;
        let before = previous(others.iter().map(|other| &other.record), &stored.record);
        let view = MeasureView {
            changes: before.map(|before| changes_since(form, before, &stored.record)).unwrap_or_default(),
            since: before.and_then(|before| before.completed_at),
            overlay: wording_of(cx, form, &stored.language)?,
            version: stored.version,
            saved_at: stored.recorded_at,
            saved_by: access::author_name(cx.tx, stored.recorded_by)?,
            measure: stored.record,
        };
        Ok(Guarded::chart(self.patient, Kind::Measure, view))
    }
}
