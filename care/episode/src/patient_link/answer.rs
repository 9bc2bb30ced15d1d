//! What the person does on their link beside papers: looks, sends a photo of the card, confirms details, says that they are done.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{LinkEventId, PaperId, PatientLinkId};

use super::{CardSide, Ended, EndedBecause, LinkEvent, LinkHappening, PatientLink, ToDo, session, store};
use crate::Fact;

/// A photo may be so large, in bytes.
const MOST_BYTES: usize = 12 << 20;
/// A correction may be so long, in characters.
const MOST_WORDS: usize = 1_000;

/// Answers on a link.
#[derive(Clone, Debug)]
pub struct AnswerOnLink {
    /// Which link.
    pub link: PatientLinkId,
    /// What.
    pub answer: LinkAnswer,
}

/// What the person says or sends.
#[derive(Clone, Debug)]
pub enum LinkAnswer {
    /// They opened a paper.
    Reads(PaperId),
    /// A photo of their card.
    CardPhoto {
        /// Which side.
        side: CardSide,
        /// The picture as sent.
        bytes: Vec<u8>,
    },
    /// Their details are right.
    DetailsAreRight,
    /// What is to be corrected.
    DetailsToCorrect(String),
}

impl Command for AnswerOnLink {
    type Output = LinkEventId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LinkEventId, Fact>, Refusal> {
        let link = store::link(cx.tx, self.link)?;
        cx.require_when(Action::Record, Kind::PatientLink, cx.about(link.patient))?;
        if cx.actor.person != Some(link.patient) {
            return Err(Refusal::NotFound);
        }
        let what = decide(cx, &link, &self.answer)?;
        let event = LinkEvent { id: cx.new_id(), patient: link.patient, link: link.id, what };
        cx.tx.append(&event, &cx.entry("on their link"))?;
        Ok(Done::with(event.id, Fact::LinkChanged(link.patient)))
    }
}

fn decide(cx: &Context<'_>, link: &PatientLink, answer: &LinkAnswer) -> Result<LinkHappening, Refusal> {
    let asked = |what: &ToDo| if link.to_do.contains(what) { Ok(()) } else { Err(Refusal::NotFound) };
    match answer {
        // Papers that were given later stand on a link for privacy too; which they are is known where papers are.
        LinkAnswer::Reads(paper) if link.is_for_privacy() => Ok(LinkHappening::PaperRead(*paper)),
        LinkAnswer::Reads(paper) => asked(&ToDo::Paper(*paper)).map(|()| LinkHappening::PaperRead(*paper)),
        LinkAnswer::CardPhoto { side, bytes } => {
            asked(&ToDo::InsuranceCard)?;
            let media_type = picture(bytes).ok_or_else(|| Refusal::invalid("photo", "not_a_photo"))?;
            if bytes.len() > MOST_BYTES {
                return Err(Refusal::invalid("photo", "too_large"));
            }
            let sha256 = cx.tx.keep_original(bytes, media_type, cx.now)?;
            Ok(LinkHappening::CardPhoto { side: *side, sha256, media_type: media_type.to_owned() })
        }
        LinkAnswer::DetailsAreRight => asked(&ToDo::Details).map(|()| LinkHappening::DetailsConfirmed),
        LinkAnswer::DetailsToCorrect(words) => {
            asked(&ToDo::Details)?;
            let words: String = words.trim().chars().take(MOST_WORDS).collect();
            if words.is_empty() { Err(Refusal::invalid("words", "empty")) } else { Ok(LinkHappening::DetailsToCorrect(words)) }
        }
    }
}

/// What a picture is by its first bytes; nothing when it is none that every phone can make and every screen can show.
fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        _ => None,
    }
}

/// The person is done: the link ends, and so does their visit.
#[derive(Clone, Copy, Debug)]
pub struct FinishLink {
    /// Which link.
    pub link: PatientLinkId,
}

impl Command for FinishLink {
    type Output = PatientLinkId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientLinkId, Fact>, Refusal> {
        let current = store::link(cx.tx, self.link)?;
        cx.require_when(Action::Record, Kind::PatientLink, cx.about(current.patient))?;
        if current.ended.is_some() {
            return Ok(Done::already(self.link));
        }
        let ended = Some(Ended { at: cx.now, because: EndedBecause::Done });
        cx.tx.amend(&PatientLink { ended, ..current.record.clone() }, current.version, &cx.entry("all done"))?;
        session::end_all(cx.tx, self.link)?;
        Ok(Done::with(self.link, Fact::LinkChanged(current.patient)))
    }
}
