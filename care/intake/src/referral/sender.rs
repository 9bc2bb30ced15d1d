//! Who may send documents to the program's own address: each sender has a name and a token of its own. Only the token's hash is kept;
//! a token that was lost is revoked and another one made.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | token made | may send | installer |
//! | may send | revoked | revoked, for good | installer |

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::ReferralSenderId;
use vocabulary::name;

use super::store as documents;
use crate::Fact;

/// The longest name of a sender, in letters.
const MAX_NAME: usize = 120;

/// Somebody who may send documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralSender {
    /// The id.
    pub id: ReferralSenderId,
    /// Who: "Harbor View Hospital".
    pub name: String,
    /// The hash of the token, SHA-256 in hex.
    pub token_sha256: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Lets somebody send. The token itself never comes here.
#[derive(Clone, Debug)]
pub struct AllowSender {
    /// Who.
    pub name: String,
    /// The hash of the token, SHA-256 in hex.
    pub token_sha256: String,
}

impl Command for AllowSender {
    type Output = ReferralSenderId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ReferralSenderId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::System)?;
        let name = name::tidy(&self.name);
        if name.is_empty() || name.chars().count() > MAX_NAME {
            return Err(Refusal::invalid("name", "Write who sends, in up to 120 letters: `Harbor View Hospital`."));
        }
        let taken = documents::senders(cx.tx)?.into_iter().any(|one| one.name == name && one.revoked_at.is_none());
        if taken {
            return Err(Refusal::invalid(
                "name",
                "A sender of this name has a token already. Revoke it first, or choose another name.",
            ));
        }
        let token_sha256 = self.token_sha256.clone();
        let sender = ReferralSender { id: cx.new_id(), name, token_sha256, made_at: cx.now, revoked_at: None };
        cx.tx.append(&sender, &cx.entry("may send documents"))?;
        Ok(Done::already(sender.id))
    }
}

/// Takes the permission back, at once and for good.
#[derive(Clone, Copy, Debug)]
pub struct RevokeSender {
    /// Whose.
    pub sender: ReferralSenderId,
}

impl Command for RevokeSender {
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::System)?;
        let known = cx.tx.load::<ReferralSender>(self.sender)?.ok_or(Refusal::NotFound)?;
        if known.revoked_at.is_some() {
            return Ok(Done::already(false));
        }
        let next = ReferralSender { revoked_at: Some(cx.now), ..known.record.clone() };
        cx.tx.amend(&next, known.version, &cx.entry("may send no more"))?;
        Ok(Done::already(true))
    }
}

/// Asks for everybody who may send or might once.
#[derive(Clone, Copy, Debug)]
pub struct ReferralSenders;

impl Query for ReferralSenders {
    type View = Vec<ReferralSender>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<ReferralSender>>, Refusal> {
        cx.require(Action::View, Kind::System)?;
        let all = documents::senders(cx.tx)?.into_iter().map(|one| one.record).collect();
        Ok(Guarded::program(Kind::System, all))
    }
}

/// Asks which sender a token belongs to, by its hash. Asked by the program before it reads what is sent.
#[derive(Clone, Debug)]
pub struct SenderOfToken {
    /// The hash, SHA-256 in hex.
    pub token_sha256: String,
}

impl Query for SenderOfToken {
    type View = ReferralSender;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ReferralSender>, Refusal> {
        cx.require(Action::Record, Kind::ReferralDocument)?;
        let found = documents::sender_with_token(cx.tx, &self.token_sha256)?.filter(|one| one.revoked_at.is_none());
        Ok(Guarded::program(Kind::ReferralDocument, found.ok_or(Refusal::NotFound)?.record))
    }
}
