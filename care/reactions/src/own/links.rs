//! The links of a person as their chart shows them: which are open, whether their own pages stand on one, how often each was opened.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient_link::Liveness;
use vocabulary::id::PatientId;

use crate::admission::LinkLine;
use crate::admission::view::links_of;

/// Asks for them.
#[derive(Clone, Copy, Debug)]
pub struct PrivacyLinks {
    /// Whose.
    pub patient: PatientId,
}

/// The links of a person.
#[derive(Debug)]
pub struct PrivacyLinksView {
    /// Those that open, newest first.
    pub open: Vec<LinkLine>,
    /// How many do not any more.
    pub over: usize,
}

impl Query for PrivacyLinks {
    type View = PrivacyLinksView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PrivacyLinksView>, Refusal> {
        cx.require(Action::View, Kind::PatientLink)?;
        let all = links_of(cx, self.patient)?;
        let (open, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|line| line.liveness == Liveness::Open);
        Ok(Guarded::chart(self.patient, Kind::PatientLink, PrivacyLinksView { open, over: over.len() }))
    }
}
