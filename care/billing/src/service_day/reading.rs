//! What the facts of a day are read from, for several people at once: a question a table, however many people.

use std::collections::{HashMap, HashSet};

use access::{Context, Refusal};
use confidential::gate;
use episode::episode::CurrentEpisode;
use jiff::civil::Date;
use schedule::attendance::{self, Attendance};
use schedule::group_session::{self, BookedSessions};
use store::Stored;
use treatment::progress_note::{self, NotedService};
use vocabulary::id::{AuthorizationId, PatientId, PayerId};

use super::{ServiceDay, store as days};
use crate::authorization::{self, Authorization};
use crate::charge::{self, Charge};
use crate::coverage::{self, Coverage};
use crate::payer::{self, Payer};

/// Everything by person.
pub(super) struct Reading {
    pub(super) attendances: HashMap<PatientId, Attendance>,
    pub(super) notes: HashMap<PatientId, Vec<NotedService>>,
    pub(super) sessions: BookedSessions,
    pub(super) episodes: HashMap<PatientId, CurrentEpisode>,
    pub(super) coverages: HashMap<PatientId, Coverage>,
    pub(super) payers: HashMap<PatientId, Payer>,
    /// Who consents to payment by the payer of the day.
    pub(super) consenting: HashSet<PatientId>,
    pub(super) standing: HashMap<PatientId, Vec<Stored<Charge>>>,
    pub(super) days: HashMap<PatientId, Stored<ServiceDay>>,
    authorizations: HashMap<PatientId, Vec<Authorization>>,
    used_before: HashMap<AuthorizationId, i64>,
}

impl Reading {
    pub(super) fn of(cx: &Context<'_>, patients: &[PatientId], day: Date) -> Result<Self, Refusal> {
        let coverages = coverage::of_each_on(cx.tx, patients, day)?;
        let mut payers = HashMap::with_capacity(coverages.len());
        for (patient, held) in &coverages {
            payers.insert(*patient, payer::payer(cx.tx, held.payer)?.record);
        }
        let asked = payers.iter().filter(|(_, payer)| !payer.is_self_pay).map(|(patient, payer)| (*patient, payer.id)).collect();
        let answered = authorization::of_patients(cx.tx, patients)?;
        let ids: Vec<AuthorizationId> = answered.iter().map(|stored| stored.id).collect();
        Ok(Self {
            attendances: one_each(attendance::attendances_of(cx.tx, patients, day)?, |a| (a.patient, a.record)),
            notes: several_each(progress_note::of_patients_on(cx.tx, patients, day)?, |note| note.patient),
            sessions: group_session::of_each_on(cx.tx, patients, day)?,
            episodes: episode::episode::current_of_each(cx.tx, patients)?,
            consenting: gate::consenting_to_payment(cx, &asked)?,
            standing: several_each(charge::standing_on(cx.tx, patients, day)?, |charge| charge.patient),
            days: one_each(days::of_patients_on(cx.tx, patients, day)?, |counted| (counted.patient, counted)),
            authorizations: several_each(answered.into_iter().map(|stored| stored.record).collect(), |one| one.patient),
            used_before: authorization::used_units_before(cx.tx, &ids, day)?,
            coverages,
            payers,
        })
    }

    /// What a payer approved for a person, each with the units that the days before have left of it.
    pub(super) fn approvals(&mut self, patient: PatientId, payer: PayerId) -> Vec<(Authorization, i64)> {
        let all = self.authorizations.remove(&patient).unwrap_or_default();
        let approved = all.into_iter().filter(|one| one.payer == payer && one.denial.is_none());
        approved
            .map(|one| {
                let left = one.approved - self.used_before.get(&one.id).copied().unwrap_or(0);
                (one, left)
            })
            .collect()
    }
}

fn one_each<R, T>(all: Vec<R>, split: impl Fn(R) -> (PatientId, T)) -> HashMap<PatientId, T> {
    all.into_iter().map(split).collect()
}

fn several_each<R>(all: Vec<R>, patient: impl Fn(&R) -> PatientId) -> HashMap<PatientId, Vec<R>> {
    let mut each: HashMap<PatientId, Vec<R>> = HashMap::new();
    for one in all {
        each.entry(patient(&one)).or_default().push(one);
    }
    each
}
