//! Keeps who sends people to us and who of ours owns the tie; says of an inquiry who sent it.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff};
use vocabulary::id::{InquiryId, ReferralSourceId, StaffId};
use vocabulary::name::tidy;

use super::{ReferralSource, store};
use crate::Fact;
use crate::inquiry;

/// Adds one, or gives a known one to another owner.
#[derive(Clone, Debug)]
pub struct KeepReferralSource {
    /// Its name.
    pub name: String,
    /// Who of ours keeps in touch.
    pub owner: Option<StaffId>,
}

impl Command for KeepReferralSource {
    type Output = ReferralSourceId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ReferralSourceId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let name = tidy(&self.name);
        let mut problems = Problems::none();
        problems.require("name", !name.is_empty(), "Write who sends people: a hospital, a court, a practice.");
        let is_here = |id: StaffId| Ok::<_, Refusal>(cx.tx.load::<Staff>(id)?.is_some_and(|one| one.works_on(cx.today())));
        let owner = match self.owner {
            Some(id) if is_here(id)? => Some(id),
            _ => None,
        };
        problems.require("owner", owner.is_some(), "Choose who of ours keeps in touch.");
        let owner = problems.finish(owner)?;
        match store::named(cx.tx, &name)? {
            Some(known) if known.owner == owner => Ok(Done::already(known.id)),
            Some(known) => {
                let next = ReferralSource { owner, ..known.record.clone() };
                cx.tx.amend(&next, known.version, &cx.entry("another owner"))?;
                Ok(Done::with(known.id, Fact::ReferralSourceKept(known.id)))
            }
            None => {
                let source = ReferralSource { id: cx.new_id(), name, owner };
                cx.tx.append(&source, &cx.entry("sends people to us"))?;
                Ok(Done::with(source.id, Fact::ReferralSourceKept(source.id)))
            }
        }
    }
}

/// Says who sent somebody.
#[derive(Clone, Copy, Debug)]
pub struct NameReferralSource {
    /// Whom.
    pub inquiry: InquiryId,
    /// Who.
    pub source: ReferralSourceId,
}

impl Command for NameReferralSource {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        if cx.tx.load::<ReferralSource>(self.source)?.is_none() {
            return Err(Refusal::invalid("source", "Choose one of the list."));
        }
        if current.desk.referred_by == Some(self.source) {
            return Ok(Done::already(self.inquiry));
        }
        inquiry::change(cx, &current, |next| next.desk.referred_by = Some(self.source), "who sent them")
    }
}
