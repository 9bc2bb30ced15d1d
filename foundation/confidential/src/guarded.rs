//! A value about a patient that has not passed the gate. It can be carried, not read: no display, no serialization, no field.

use policy::{Circumstances, Kind};
use vocabulary::id::PatientId;

/// A closed envelope: whom it concerns, what kind of record it is, and the content nobody outside the gate can reach.
pub struct Guarded<T> {
    pub(crate) about: About,
    pub(crate) kind: Kind,
    pub(crate) circumstances: Circumstances,
    pub(crate) because: &'static str,
    pub(crate) content: T,
}

/// Why a chart was looked at when nothing else is said.
const OPENED: &str = "chart opened";

/// Whom a view concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One patient's chart: opening it is a chart view and is recorded.
    Patient(PatientId),
    /// Several people at once: a board, a list, a search.
    Several,
    /// Nobody: the program's own configuration.
    Program,
}

impl<T> Guarded<T> {
    /// Closes an envelope around a view of one patient's chart.
    pub fn chart(patient: PatientId, kind: Kind, content: T) -> Self {
        Self { about: About::Patient(patient), kind, circumstances: Circumstances::default(), because: OPENED, content }
    }

    /// Closes an envelope around a view of several people.
    pub fn several(kind: Kind, content: T) -> Self {
        Self { about: About::Several, kind, circumstances: Circumstances::default(), because: OPENED, content }
    }

    /// Closes an envelope around configuration that concerns nobody in care.
    pub fn program(kind: Kind, content: T) -> Self {
        Self { about: About::Program, kind, circumstances: Circumstances::default(), because: OPENED, content }
    }

    /// States the circumstances: the actor's own record, or a purpose that was given.
    #[must_use]
    pub fn in_circumstances(mut self, circumstances: Circumstances) -> Self {
        self.circumstances = circumstances;
        self
    }

    /// States why it is looked at; it is kept with the look. Never words of a person: the list of looks is read by others.
    #[must_use]
    pub fn looked_at_because(mut self, why: &'static str) -> Self {
        self.because = why;
        self
    }
}

impl<T> std::fmt::Debug for Guarded<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Guarded({})", self.kind)
    }
}
