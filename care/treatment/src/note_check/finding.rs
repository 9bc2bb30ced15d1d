//! What a check found: which check, whom it concerns, the spot, and whether it stops signing.

use std::ops::Range;

use jiff::civil::Date;

/// A spot in the composer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The field, by the name the composer gives it.
    pub field: &'static str,
    /// Bytes of the field's text; `None` is the whole field. Always on character boundaries.
    pub range: Option<Range<usize>>,
}

/// Whose text a text resembles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SameWith<P> {
    /// Another person of this session.
    Participant(P),
    /// The same person's earlier note.
    EarlierNote {
        /// The day of that note.
        written_on: Date,
    },
}

/// How sure a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It may be a common word or someone else's initials; a person can say so.
    Possible,
    /// It is a name or number of that participant.
    Certain,
}

/// Which check found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check<P> {
    /// Nothing was written about this person alone.
    OwnLineMissing,
    /// The text is nearly another's, or last time's.
    NearlySame {
        /// Whose.
        with: SameWith<P>,
        /// How alike, from 0 to 100.
        percent: u8,
    },
    /// No objective is linked (OP-10, OP-A14).
    NoObjective,
    /// The note's minutes are not the door's.
    MinutesDisagree {
        /// Minutes in the note.
        note_minutes: i64,
        /// Minutes by the taps on arrival and leaving.
        door_minutes: i64,
    },
    /// Place, times, or a leader's credential is missing.
    SessionIncomplete,
    /// The text names another participant (OP-12, OP-A15).
    NamesAnother {
        /// Whom.
        whom: P,
        /// How sure it is.
        certainty: Certainty,
        /// The words as written.
        found: String,
    },
}

/// One finding, a link to its spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<P> {
    /// Which check found it.
    pub check: Check<P>,
    /// Whether it keeps the note from being signed.
    pub stops_signing: bool,
    /// Whose note it concerns; `None` is everyone's, in the shared part.
    pub person: Option<P>,
    /// The spot.
    pub place: Place,
    /// One plain sentence without anybody's name.
    pub sentence: String,
}

/// Those of `people` whose notes can be signed now: nothing stops their own part, and nothing stops the shared one.
#[must_use]
pub fn ready<P: Clone + PartialEq>(people: &[P], findings: &[Finding<P>]) -> Vec<P> {
    let stops = |person: &P| {
        let concerns = |finding: &&Finding<P>| finding.person.as_ref().is_none_or(|own| own == person);
        findings.iter().filter(concerns).any(|finding| finding.stops_signing)
    };
    people.iter().filter(|person| !stops(person)).cloned().collect()
}
