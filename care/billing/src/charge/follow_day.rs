//! Brings the charges of a day into line with what the day came out as.

use access::{Context, Refusal};
use jiff::civil::Date;
use store::Stored;
use vocabulary::id::{AuthorizationId, PatientId};

use super::{Charge, ChargeState};
use crate::day::{ChargeLine, DayState};

/// Voids of the charges that stand what no longer holds and makes what is new; what is the same stays as it is. Answers whether
/// anything changed.
pub(crate) fn follow_day(
    cx: &Context<'_>,
    patient: PatientId,
    day: Date,
    standing: &[Stored<Charge>],
    state: &DayState,
    authorization: Option<AuthorizationId>,
) -> Result<bool, Refusal> {
    let is_self_pay = matches!(state, DayState::SelfPay { .. });
    let mut wanted: Vec<&ChargeLine> = state.lines().iter().collect();
    let mut changed = false;
    for charge in standing {
        let stands = |line: &ChargeLine| match charge.state {
            // What the payer was told is what counts once it has left.
            ChargeState::Claimed { .. } => line.says_the_same(&charge.line),
            _ => *line == charge.line,
        };
        let same = wanted.iter().position(|line| stands(line) && charge.is_self_pay == is_self_pay);
        if let Some(at) = same {
            wanted.remove(at);
            continue;
        }
        let state = match &charge.state {
            ChargeState::Claimed { is_outdated: true, .. } => continue,
            ChargeState::Claimed { claim, .. } => ChargeState::Claimed { claim: *claim, is_outdated: true },
            _ => ChargeState::Void { why: "the day came out differently".to_owned() },
        };
        let next = Charge { state, ..charge.record.clone() };
        cx.tx.amend(&next, charge.version, &cx.entry("day recounted"))?;
        changed = true;
    }
    for line in wanted {
        let charge = Charge {
            id: cx.new_id(),
            patient,
            day,
            payer_key: line.payer.clone(),
            line: line.clone(),
            authorization: authorization.filter(|_| line.authorization_number.is_some()),
            is_self_pay,
            state: ChargeState::Ready,
        };
        cx.tx.append(&charge, &cx.entry("day recounted"))?;
        changed = true;
    }
    Ok(changed)
}
