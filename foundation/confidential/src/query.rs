//! The shape of a query: it reads in one transaction and answers with a closed envelope; the gate opens it or not.

use access::{Context, Refusal};

use crate::Guarded;

/// Something a person wants to see.
pub trait Query {
    /// What they would see.
    type View;

    /// Whether looking is to be written down: a look at one patient's chart is (P2-65), a board is not.
    const IS_CHART_VIEW: bool = false;

    /// Reads and closes the envelope.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for what is absent, in the same words as for what is forbidden.
    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Self::View>, Refusal>;
}
