//! The requests that wait and the last that were answered, with who asked and how much time there is.

use std::collections::HashMap;

use ::store::Stored;
use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::Patient;
use jiff::ToSpan;
use vocabulary::PersonName;
use vocabulary::id::{PatientId, PrivacyRequestId};

use super::model::{PrivacyRequest, RequestKind, Standing};
use super::store;

/// How many answered ones are shown below the open ones.
const ANSWERED: i64 = 50;

/// Asks for all open requests, those due first before the others, and then the last that were answered.
#[derive(Clone, Copy, Debug)]
pub struct ListRequests;

/// Asks for one.
#[derive(Clone, Copy, Debug)]
pub struct OpenRequest {
    /// Which.
    pub request: PrivacyRequestId,
}

/// A request with who asked.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// The request.
    pub request: PrivacyRequest,
    /// Whose record; nothing for somebody who only inquired and has no chart yet.
    pub name: Option<PersonName>,
    /// How it stands today.
    pub standing: Standing,
    /// Whether an account must be given for nothing, because it is the first in twelve months (P2-49a); nothing for other kinds and in
    /// the list of all.
    pub is_free: Option<bool>,
}

impl RequestLine {
    fn of(stored: &Stored<PrivacyRequest>, names: &HashMap<PatientId, PersonName>, cx: &Context<'_>) -> Self {
        Self {
            name: names.get(&stored.patient).cloned(),
            standing: stored.standing(cx.today()),
            request: stored.record.clone(),
            is_free: None,
        }
    }
}

impl Query for ListRequests {
    type View = Vec<RequestLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<RequestLine>>, Refusal> {
        let mut all = store::all_open(cx.tx)?;
        all.extend(store::answered_last(cx.tx, ANSWERED)?);
        let names = names(cx, all.iter().map(|one| one.patient))?;
        let lines = all.iter().map(|one| RequestLine::of(one, &names, cx)).collect();
        Ok(Guarded::several(Kind::PrivacyRequest, lines))
    }
}

impl Query for OpenRequest {
    type View = RequestLine;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<RequestLine>, Refusal> {
        let line = self.line(cx)?;
        Ok(Guarded::chart(line.request.patient, Kind::PrivacyRequest, line))
    }
}

impl OpenRequest {
    /// What the query answers with, for a query that adds something of another chapter and closes the envelope itself.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn line(&self, cx: &Context<'_>) -> Result<RequestLine, Refusal> {
        let stored = store::load(cx.tx, self.request)?;
        let names = names(cx, [stored.patient])?;
        let is_free = match stored.kind {
            RequestKind::Accounting => Some(is_first_in_a_year(&stored, &store::of_patient(cx.tx, stored.patient)?)),
            _ => None,
        };
        Ok(RequestLine { is_free, ..RequestLine::of(&stored, &names, cx) })
    }
}

/// Whether no other account was asked for in the twelve months before this one.
fn is_first_in_a_year(this: &PrivacyRequest, all: &[Stored<PrivacyRequest>]) -> bool {
    let since = this.received_on.saturating_sub(1.year());
    let is_before = |one: &PrivacyRequest| one.id < this.id && one.received_on > since && one.kind == this.kind;
    !all.iter().any(|one| is_before(one))
}

/// The names of these people on screens; who has no chart yet is not there.
pub(crate) fn names(
    cx: &Context<'_>,
    people: impl IntoIterator<Item = PatientId>,
) -> Result<HashMap<PatientId, PersonName>, Refusal> {
    let mut people: Vec<PatientId> = people.into_iter().collect();
    people.sort_unstable();
    people.dedup();
    let found: Vec<Stored<Patient>> = episode::patient::load_many(cx.tx, &people)?;
    Ok(found.into_iter().map(|one| (one.id, one.name())).collect())
}
