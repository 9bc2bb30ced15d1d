//! A person's measures: what is due, what waits for answers, what was done with its scores and how they moved (OP-62, IN-21).

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use forms::{Form, Library, Practice};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::PatientId;

use crate::{Measure, ScoreChange, changes_since, previous, store};

/// Occasions that come again and again while somebody is in care.
const RECURRING: [&str; 3] = ["weekly", "fortnightly", "monthly"];

/// Asks for a person's measures.
#[derive(Clone, Copy, Debug)]
pub struct PersonMeasures {
    /// Whose.
    pub patient: PatientId,
}

/// A person's measures.
#[derive(Clone, Debug, Default)]
pub struct PersonMeasuresView {
    /// What the schedule asks for now, the longest due first.
    pub due: Vec<DueMeasure>,
    /// Asked for or half done, with the version.
    pub open: Vec<(Measure, i64)>,
    /// Handed in, the newest first.
    pub done: Vec<DoneMeasure>,
    /// Whether the viewer may fill forms.
    pub may_record: bool,
}

/// A form that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMeasure {
    /// The instrument's id.
    pub instrument: String,
    /// Since which day.
    pub since: Date,
    /// Why.
    pub why: DueWhy,
    /// When it was last done.
    pub last: Option<Timestamp>,
}

/// Why a form is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueWhy {
    /// It was never done.
    Never,
    /// Its interval is over.
    Interval,
}

/// A form that was handed in.
#[derive(Clone, Debug)]
pub struct DoneMeasure {
    /// As it stands.
    pub measure: Measure,
    /// How each score moved since the last time.
    pub changes: Vec<ScoreChange>,
    /// When the last time was.
    pub since: Option<Timestamp>,
}

impl Query for PersonMeasures {
    type View = PersonMeasuresView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PersonMeasuresView>, Refusal> {
        cx.require(Action::View, Kind::Measure)?;
        let all = store::of_patient(cx.tx, self.patient)?;
        let completed: Vec<&Measure> = all.iter().map(|stored| &stored.record).filter(|m| is_done(m)).collect();
        let open: Vec<(Measure, i64)> =
            all.iter().filter(|stored| stored.is_open()).map(|stored| (stored.record.clone(), stored.version)).collect();
        let admitted = episode::episode::current_of(cx.tx, self.patient)?
            .filter(|episode| episode.is_open_on(cx.today()))
            .map(|episode| episode.admitted_on);
        let view = PersonMeasuresView {
            due: due(cx, &completed, &open, admitted),
            done: completed.iter().map(|measure| done(&completed, measure)).collect(),
            open,
            may_record: cx.may(Action::Record, Kind::Measure, access::Circumstances::default()),
        };
        Ok(Guarded::chart(self.patient, Kind::Measure, view))
    }
}

fn is_done(measure: &Measure) -> bool {
    measure.completed_at.is_some() && measure.withdrawn.is_none()
}

fn done(all: &[&Measure], measure: &Measure) -> DoneMeasure {
    let before = previous(all.iter().copied(), measure);
    let form = Library::standard().form(&measure.instrument);
    let changes = form.zip(before).map(|(form, before)| changes_since(form, before, measure));
    DoneMeasure {
        measure: measure.clone(),
        changes: changes.unwrap_or_default(),
        since: before.and_then(|before| before.completed_at),
    }
}

/// What the schedule asks of somebody in care: the recurring forms that were never done since admission or whose interval is over.
fn due(cx: &Context<'_>, completed: &[&Measure], open: &[(Measure, i64)], admitted: Option<Date>) -> Vec<DueMeasure> {
    let Some(admitted) = admitted else { return Vec::new() };
    let occasions = RECURRING.iter().filter_map(|id| Practice::standard().occasion(id));
    let forms = occasions.flat_map(|occasion| &occasion.instruments).filter_map(|id| Library::standard().form(id));
    let is_open = |form: &Form| open.iter().any(|(measure, _)| measure.instrument == form.id);
    let mut due: Vec<DueMeasure> = forms
        .filter(|form| !is_open(form))
        .filter_map(|form| {
            let last = completed.iter().filter(|m| m.instrument == form.id).filter_map(|m| m.completed_at).max();
            let (since, why) = match last {
                None => (admitted, DueWhy::Never),
                Some(last) => (form.due_after.day_after(last, cx.zone)?, DueWhy::Interval),
            };
            (since <= cx.today()).then(|| DueMeasure { instrument: form.id.clone(), since, why, last })
        })
        .collect();
    due.sort_by(|a, b| (a.since, &a.instrument).cmp(&(b.since, &b.instrument)));
    due
}
