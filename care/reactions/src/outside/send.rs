//! Sends a packet: through the gate, set as a file, the file kept, the accounting row written; all of it or nothing. In an emergency the
//! four items of P2-41 are kept with it and the compliance officer looks at it the same day.

use access::key_ring::Place;
use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::category::Category;
use confidential::decide::Ground;
use confidential::gate::{self, Left};
use confidential::purpose::Purpose;
use confidential::recipient::Party;
use confidential::{Disclosure, Guarded, Packet, Query, Released, ToOutside};
use intake::paper::Press;
use privacy::emergency;
use schedule::program::all_programs;
use vocabulary::id::{DisclosureId, PatientId};

use super::content::{self, PacketContent};
use super::preview::PreviewPacket;
use super::sheet::{self, Around};
use crate::House;

/// Sends a packet.
#[derive(Clone)]
pub struct SendPacket {
    /// What, to whom, for what, on what ground.
    pub what: PreviewPacket,
    /// What it is, in a few words, for the accounting.
    pub description: String,
    /// What makes a file of it.
    pub press: Press,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentPacket {
    /// The accounting row; the file is found by it.
    pub disclosure: DisclosureId,
}

impl std::fmt::Debug for SendPacket {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SendPacket(..)")
    }
}

impl House {
    /// Sends a packet to somebody outside.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] without a recipient, information or a description; [`Refusal::Refused`] with every reason of the gate; nothing
    /// has left and nothing is written then.
    pub fn send_packet(&self, actor: &Actor, wish: &SendPacket) -> Result<SentPacket, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| wish.send(cx)))
    }
}

impl SendPacket {
    /// As [`House::send_packet`], in a transaction of the caller's.
    pub(crate) fn send(&self, cx: &Context<'_>) -> Result<SentPacket, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let mut problems = access::Problems::none();
        let is_named = self.what.ground == Ground::Person || !self.what.party.name.trim().is_empty();
        problems.require("name", is_named, "Write who receives it.");
        problems.require("categories", !self.what.categories.is_empty(), "Choose which information.");
        problems.require("description", !self.description.trim().is_empty(), "Say in a few words what it is; it is kept.");
        if let Ground::Emergency(told) = &self.what.ground {
            told.missing().into_iter().for_each(|(field, sentence)| problems.add(field, sentence));
        }
        problems.finish(Some(()))?;
        let content = content::read(cx, self.what.patient, &self.what.summary, &self.what.categories)?;
        let is_there = |category| content.sections.iter().any(|section| section.category == category);
        if self.what.categories.contains(&Category::CounselingNotes) && !is_there(Category::CounselingNotes) {
            let sentence = "You keep no counseling notes about this person; only whoever wrote them sends them.";
            return Err(Refusal::invalid("categories", sentence));
        }
        let request = self.what.request(cx, self.description.trim(), &content.name)?;
        let envelope = Guarded::chart(self.what.patient, Kind::Patient, content).in_circumstances(Circumstances::for_purpose());
        let (_, disclosure) = gate::to_outside(cx, envelope, &request, |packet| self.leave(cx, packet, &request.party))?;
        if let Ground::Emergency(told) = &self.what.ground {
            emergency::keep(cx, self.what.patient, disclosure.id, told.clone())?;
        }
        Ok(SentPacket { disclosure: disclosure.id })
    }

    fn leave(
        &self,
        cx: &Context<'_>,
        packet: &Released<Packet<PacketContent>, ToOutside>,
        recipient: &Party,
    ) -> Result<Left<()>, Refusal> {
        let bytes = set(cx, &self.press, packet, recipient, self.what.purpose)?;
        let holds_notes = packet.content.sections.iter().any(|section| section.category == Category::CounselingNotes);
        let sha256 = if holds_notes {
            // The copy is sealed like the notes in it: what is kept apart in the chart is not in the clear beside it.
            let sealed = cx.keys.seal_bytes(sealed_place(self.what.patient), &bytes)?;
            let sealed = serde_json::to_vec(&sealed).map_err(|error| Refusal::Fault(error.to_string()))?;
            cx.tx.keep_original(&sealed, SEALED, cx.now)?
        } else {
            cx.tx.keep_original(&bytes, "application/pdf", cx.now)?
        };
        Ok(Left { made: (), sha256: Some(sha256) })
    }
}

/// Sets a packet as a file.
pub(super) fn set(
    cx: &Context<'_>,
    press: &Press,
    packet: &Released<Packet<PacketContent>, ToOutside>,
    recipient: &Party,
    purpose: Purpose,
) -> Result<Vec<u8>, Refusal> {
    let programs = all_programs(cx.tx)?;
    let program = programs.first().map(|program| program.public_name.clone()).unwrap_or_default();
    let ident: DisclosureId = cx.new_id();
    let around = Around {
        ident: ident.to_string(),
        program: &program,
        recipient,
        purpose: purpose.title(),
        sender: &cx.actor.signature_name,
        at: cx.now,
        made: intake::paper::issue::moment_words(cx, cx.now),
    };
    (press)(&sheet::sheet(packet, &around)).map_err(Refusal::Fault)
}

/// The kind of a kept copy that is sealed.
const SEALED: &str = "application/vnd.stepdown.sealed+json";

fn sealed_place(patient: PatientId) -> Place {
    Place { kind: "packet", bound_to: [patient.0, patient.0, patient.0] }
}

/// Asks for the file that left.
#[derive(Clone, Copy, Debug)]
pub struct PacketFile {
    /// About whom.
    pub patient: PatientId,
    /// By which row of the accounting.
    pub disclosure: DisclosureId,
}

impl Query for PacketFile {
    type View = Vec<u8>;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<u8>>, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let row = cx.tx.load::<Disclosure>(self.disclosure)?.ok_or(Refusal::NotFound)?;
        let sha256 = row.sha256.as_deref().filter(|_| row.patient == self.patient).ok_or(Refusal::NotFound)?;
        let (media_type, bytes) = cx.tx.original(sha256)?.ok_or(Refusal::NotFound)?;
        if media_type != SEALED {
            return Ok(Guarded::chart(self.patient, Kind::Disclosure, bytes));
        }
        // Only whoever sent it opens it: they wrote what is in it.
        if row.recorded_by != store::Author::Staff(cx.actor.staff) {
            return Err(Refusal::NotFound);
        }
        let sealed = serde_json::from_slice(&bytes).map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(Guarded::chart(self.patient, Kind::Disclosure, cx.keys.open_bytes(sealed_place(self.patient), &sealed)?))
    }
}
