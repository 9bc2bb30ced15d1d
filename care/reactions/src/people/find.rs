//! Finds people for the find box: by chosen or legal name, end of telephone number or record number; with the track beside both
//! identifiers, for whoever may know it.

use std::collections::HashMap;

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient::FoundPatient;
use schedule::program::all_tracks;
use vocabulary::id::{PatientId, TrackId};
use vocabulary::search;

/// Looks for people.
#[derive(Clone, Debug)]
pub struct FindPeople {
    /// What was typed.
    pub words: String,
    /// How many answers at most.
    pub limit: i64,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFound {
    /// Who, with both identifiers.
    pub who: FoundPatient,
    /// The name of the track; nothing for people not in care and for viewers who may not know.
    pub track: Option<String>,
}

impl Query for FindPeople {
    type View = Vec<PersonFound>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<PersonFound>>, Refusal> {
        cx.require(Action::Search, Kind::Patient)?;
        let words = search::tokens(&self.words);
        let found = if words.is_empty() { Vec::new() } else { episode::patient::by_words(cx.tx, &words, self.limit)? };
        let ids: Vec<PatientId> = found.iter().map(|patient| patient.id).collect();
        let tracks = tracks_of(cx, &ids)?;
        let people =
            found.iter().map(|patient| PersonFound { who: FoundPatient::of(patient), track: tracks.get(&patient.id).cloned() });
        Ok(Guarded::several(Kind::Patient, people.collect()))
    }
}

fn tracks_of(cx: &Context<'_>, ids: &[PatientId]) -> Result<HashMap<PatientId, String>, Refusal> {
    if ids.is_empty() || !cx.may(Action::View, Kind::Stay, Circumstances::default()) {
        return Ok(HashMap::new());
    }
    let names: HashMap<TrackId, String> = all_tracks(cx.tx)?.into_iter().map(|track| (track.id, track.record.name)).collect();
    let stays = episode::stay::of_patients_on(cx.tx, ids, cx.today())?;
    Ok(stays.iter().filter_map(|stay| Some((stay.patient, names.get(&stay.track)?.clone()))).collect())
}
