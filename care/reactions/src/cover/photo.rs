//! Photos of an insurance card that a person sent on their own link. The original is kept whole under its hash; whoever looks after who
//! pays may look at it, which is written down (P2-65). What a telephone wrote into it about place and time is not shown to anybody.

use access::{Action, Context, Kind, Refusal};
use billing::insurance_card::{CardSide, Picture};
use confidential::{Guarded, Query};
use episode::patient_link::{self, LinkEvent, LinkHappening};
use jiff::Timestamp;
use vocabulary::id::{LinkEventId, PatientId};

/// A photo that came by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentPhoto {
    /// What happened on the link: that it was sent.
    pub event: LinkEventId,
    /// Of which side.
    pub side: CardSide,
    /// What it is: `image/jpeg`, `image/png`.
    pub media_type: String,
    /// When it came.
    pub at: Timestamp,
}

/// A person's photos, newest first.
pub(super) fn sent_by(cx: &Context<'_>, patient: PatientId) -> Result<Vec<SentPhoto>, Refusal> {
    let events = patient_link::events_of(cx.tx, patient)?;
    Ok(events.into_iter().filter_map(|event| Some(photo(&event.record, event.recorded_at)?.0)).collect())
}

/// The photo of an event and the hash of its original; nothing for every other event.
fn photo(event: &LinkEvent, at: Timestamp) -> Option<(SentPhoto, &str)> {
    let LinkHappening::CardPhoto { side, sha256, media_type } = &event.what else { return None };
    let side = match side {
        patient_link::CardSide::Front => CardSide::Front,
        patient_link::CardSide::Back => CardSide::Back,
    };
    Some((SentPhoto { event: event.id, side, media_type: media_type.clone(), at }, sha256))
}

/// Opens a photo that a person sent.
#[derive(Clone, Copy, Debug)]
pub struct OpenSentPhoto {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub event: LinkEventId,
}

/// A photo with its bytes.
#[derive(Clone, Debug)]
pub struct OpenedPhoto {
    /// What it is.
    pub photo: SentPhoto,
    /// What draws it.
    pub bytes: Vec<u8>,
}

impl Query for OpenSentPhoto {
    type View = OpenedPhoto;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OpenedPhoto>, Refusal> {
        cx.require(Action::View, Kind::Coverage)?;
        let event = cx.tx.load::<LinkEvent>(self.event)?.ok_or(Refusal::NotFound)?;
        let (photo, sha256) =
            photo(&event.record, event.recorded_at).filter(|_| event.patient == self.patient).ok_or(Refusal::NotFound)?;
        let (_, original) = cx.tx.original(sha256)?.ok_or(Refusal::NotFound)?;
        // One that is cut off has no parts to tell apart, so what the telephone wrote into it cannot be taken out.
        let bytes = Picture::of(&original).map(|picture| picture.bytes).map_err(|_| unreadable())?;
        Ok(Guarded::chart(self.patient, Kind::Coverage, OpenedPhoto { photo, bytes }))
    }
}

fn unreadable() -> Refusal {
    let sentence = "The photo did not arrive whole and cannot be shown.";
    Refusal::refused("picture_not_whole", "P2-05", sentence, "Ask for another one; the original stays on file.")
}
