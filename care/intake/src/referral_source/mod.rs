//! Who sends people to us, each with somebody of ours who keeps in touch with them. Nothing about a patient stands here.

pub mod keep;
mod store;

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use serde::{Deserialize, Serialize};
use vocabulary::id::{ReferralSourceId, StaffId};

use crate::referral::staff_name;

pub use keep::{KeepReferralSource, NameReferralSource};

/// Somebody who sends people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralSource {
    /// The id.
    pub id: ReferralSourceId,
    /// Its name: a hospital, a court, a practice.
    pub name: String,
    /// Who of ours keeps in touch.
    pub owner: StaffId,
}

/// Asks for all of them.
#[derive(Clone, Copy, Debug)]
pub struct ReferralSources;

/// One of them, for screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralSourceView {
    /// Which.
    pub id: ReferralSourceId,
    /// Its name.
    pub name: String,
    /// Who of ours keeps in touch.
    pub owner: StaffId,
    /// Their name.
    pub owner_name: String,
}

impl Query for ReferralSources {
    type View = Vec<ReferralSourceView>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Self::View>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let mut all = Vec::new();
        for source in store::all(cx.tx)? {
            let owner_name = staff_name(cx, source.owner)?;
            all.push(ReferralSourceView { id: source.id, name: source.name.clone(), owner: source.owner, owner_name });
        }
        Ok(Guarded::several(Kind::Inquiry, all))
    }
}

/// The name of one of them.
pub(crate) fn name_of(cx: &Context<'_>, id: ReferralSourceId) -> Result<Option<String>, Refusal> {
    Ok(cx.tx.load::<ReferralSource>(id)?.map(|source| source.record.name))
}
