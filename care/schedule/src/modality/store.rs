//! All SQL about where sessions are.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{ModalityNoticeId, ModalitySwitchId};

use super::{ModalityNotice, ModalitySwitch, Told};

impl Record for ModalitySwitch {
    const TABLE: &'static str = "modality_switch";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("from_day", text(self.from))]
    }
}

impl Record for ModalityNotice {
    const TABLE: &'static str = "modality_notice";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("switch_id", text(self.switch))]
    }
}

/// Every switch, newest first, also those taken back.
///
/// # Errors
/// The database's own.
pub fn all_switches(tx: &Tx<'_>) -> Result<Vec<Stored<ModalitySwitch>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY id DESC", &[])
}

/// A switch.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn switch(tx: &Tx<'_>, id: ModalitySwitchId) -> Result<Stored<ModalitySwitch>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// A notice.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn notice(tx: &Tx<'_>, id: ModalityNoticeId) -> Result<Stored<ModalityNotice>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Who was told of a switch.
///
/// # Errors
/// The database's own.
pub fn notices_of(tx: &Tx<'_>, switch: ModalitySwitchId) -> Result<Vec<Stored<ModalityNotice>>, StoreError> {
    tx.find("switch_id = $1 ORDER BY id", &[text(switch)])
}

/// Who is still to be called, whatever the switch.
///
/// # Errors
/// The database's own.
pub fn notices_to_call(tx: &Tx<'_>) -> Result<Vec<Stored<ModalityNotice>>, StoreError> {
    let all: Vec<Stored<ModalityNotice>> = tx.find("id IS NOT NULL ORDER BY id", &[])?;
    Ok(all.into_iter().filter(|notice| notice.told == Told::ToCall).collect())
}
