//! Hands one person's record over to the new holder: through the gate, made into a file, the accounting row written; all of it or nothing.

use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::gate::{self, Left};
use confidential::{Guarded, Packet, Released, ToOutside};
use privacy::program_closing;
use store::{Chain, StoreError};
use vocabulary::id::PatientId;

use super::{RecordContent, begun_at, moved, request};
use crate::{ExportedRecord, House, export};

/// Hands over a record.
#[derive(Clone, Copy, Debug)]
pub struct TransferRecord {
    /// Whose.
    pub patient: PatientId,
}

impl House {
    /// Hands a record over; `write` makes of it what leaves. Nothing when it went there already: begun again, nobody's record leaves twice.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when no closing is under way, or it is not the actor's; [`Refusal::Refused`] without a new holder, or with every
    /// reason of the gate; whatever `write` says. Nothing has left and nothing is written then.
    pub fn transfer_record<T>(
        &self,
        actor: &Actor,
        wish: &TransferRecord,
        write: impl Fn(&Released<Packet<RecordContent>, ToOutside>) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| wish.hand_over(cx, &write)))
    }
}

impl TransferRecord {
    fn hand_over<T>(
        &self,
        cx: &Context<'_>,
        write: &impl Fn(&Released<Packet<RecordContent>, ToOutside>) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        cx.require(Action::Amend, Kind::ProgramClosing)?;
        let closing = program_closing::open(cx.tx)?.ok_or(Refusal::NotFound)?;
        let Some(holder) = &closing.new_holder else { return Err(nobody_takes_over()) };
        if moved(cx, self.patient, holder, begun_at(cx, &closing)?)?.is_some() {
            return Ok(None);
        }
        let person = episode::patient::load(cx.tx, self.patient)?;
        let rows = cx.tx.chain_as_of(Chain::Patient(self.patient), cx.now)?;
        let content = RecordContent {
            name: person.legal_name.full(),
            birth_date: person.birth_date,
            records: rows.iter().map(export::record).collect::<Result<Vec<ExportedRecord>, StoreError>>()?,
        };
        let envelope = Guarded::chart(self.patient, Kind::Patient, content).in_circumstances(Circumstances::for_purpose());
        let leave = |packet: &Released<Packet<RecordContent>, ToOutside>| Ok(Left { made: write(packet)?, sha256: None });
        let (made, _) = gate::to_outside(cx, envelope, &request(holder), leave)?;
        Ok(Some(made))
    }
}

fn nobody_takes_over() -> Refusal {
    let sentence = "Nobody takes over: no record goes anywhere.";
    Refusal::refused(
        "no_new_holder",
        "P2-19",
        sentence,
        "Write who has the records of those who agreed, on the page of the closing.",
    )
}
