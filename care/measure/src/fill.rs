//! What a page needs to fill a form: what was answered so far, the words to show, and whether it is early (IN-11).

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use forms::Overlay;
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::PatientId;

use crate::wording::{form, wording_of};
use crate::{Measure, store};

/// Asks for a form as it stands for a person: the open one of this instrument, or an empty one.
#[derive(Clone, Debug)]
pub struct OpenForm {
    /// Whose.
    pub patient: PatientId,
    /// The instrument's id.
    pub instrument: String,
}

/// A form as it stands.
#[derive(Clone, Debug)]
pub struct FormView {
    /// The one that waits for answers, with its version.
    pub open: Option<(Measure, i64)>,
    /// The words of another language or of a licence, when there are.
    pub overlay: Option<Overlay>,
    /// When it was last handed in.
    pub last: Option<Timestamp>,
    /// From which day on a repeat says something, when that is still to come.
    pub early_until: Option<Date>,
}

impl Query for OpenForm {
    type View = FormView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<FormView>, Refusal> {
        cx.require(Action::Record, Kind::Measure)?;
        let form = form(&self.instrument).map_err(|_| Refusal::NotFound)?;
        let open = store::open_of(cx.tx, self.patient)?.into_iter().find(|known| known.instrument == form.id);
        let last = store::completed_of(cx.tx, self.patient, &form.id)?.first().and_then(|stored| stored.completed_at);
        let until = last.and_then(|last| form.not_before.day_after(last, cx.zone)).filter(|day| *day > cx.today());
        let language = open.as_ref().map_or("en", |stored| stored.language.as_str());
        let view = FormView {
            overlay: wording_of(cx, form, language)?,
            open: open.map(|stored| (stored.record.clone(), stored.version)),
            last,
            early_until: until,
        };
        Ok(Guarded::chart(self.patient, Kind::Measure, view))
    }
}
