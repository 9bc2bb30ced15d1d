//! Who may be told, for the person themself: each consent with how it stands now (P2-20, P2-27, P2-28).

use access::{Action, Context, Kind, Refusal};
use confidential::{Consent, Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{PatientLinkId, PayerId};

use super::{payers, person_of, phone};

/// Asks for them.
#[derive(Clone, Copy, Debug)]
pub struct OwnConsents {
    /// On which link.
    pub link: PatientLinkId,
}

/// Who may be told.
#[derive(Debug)]
pub struct OwnConsentsView {
    /// Every consent: those in force first, each group with the newest signature first.
    pub consents: Vec<OwnConsent>,
    /// The payers by name.
    pub payers: Vec<(PayerId, String)>,
    /// How to call the program.
    pub phone: String,
}

/// A consent and how it stands.
#[derive(Clone, Debug)]
pub struct OwnConsent {
    /// The consent.
    pub consent: Consent,
    /// How it stands.
    pub standing: Standing,
}

/// How a consent stands for the person who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds, and may be stopped at once.
    Holds,
    /// It holds, and cannot be stopped before this day is over (P2-28).
    HoldsUntil(Date),
    /// The person asked to stop it; it holds until this day is over (P2-28).
    StopsAfter(Date),
    /// It was stopped on this day.
    Stopped(Date),
    /// It came to its end, on this day where one is known.
    Ended(Option<Date>),
    /// Nothing rests on it: it lacks something, or is known to be false.
    Void,
}

impl Standing {
    /// How a consent stands at a moment.
    #[must_use]
    pub fn of(consent: &Consent, at: Timestamp, today: Date, day: impl Fn(Timestamp) -> Date) -> Self {
        let held = consent.irrevocable_until.filter(|last| today <= *last);
        match (consent.is_in_force(at, today), consent.revoked_at, held) {
            (true, Some(_), Some(last)) => Self::StopsAfter(last),
            (true, _, Some(last)) => Self::HoldsUntil(last),
            (true, ..) => Self::Holds,
            (false, Some(revoked), _) => {
                Self::Stopped(consent.irrevocable_until.unwrap_or_else(|| day(revoked)).max(day(revoked)))
            }
            (false, None, _) if consent.last_day().is_some_and(|last| last < today) => Self::Ended(consent.last_day()),
            (false, None, _) => Self::Void,
        }
    }

    /// Whether something may leave by it now.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Self::Holds | Self::HoldsUntil(_) | Self::StopsAfter(_))
    }

    /// Whether the person may still say that they want it to stop.
    #[must_use]
    pub fn may_be_stopped(self) -> bool {
        matches!(self, Self::Holds | Self::HoldsUntil(_))
    }
}

impl Query for OwnConsents {
    type View = OwnConsentsView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnConsentsView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::View, Kind::Consent, cx.about(patient))?;
        let today = cx.today();
        let all = confidential::read::consents(cx, patient)?;
        let mut consents: Vec<OwnConsent> = all
            .into_iter()
            .map(|stored| OwnConsent {
                standing: Standing::of(&stored.record, cx.now, today, |at| cx.zone.day(at)),
                consent: stored.record,
            })
            .collect();
        consents.sort_by_key(|one| !one.standing.holds());
        let view = OwnConsentsView { consents, payers: payers(cx)?, phone: phone(cx)? };
        Ok(Guarded::chart(patient, Kind::Consent, view).in_circumstances(cx.about(patient)))
    }
}
