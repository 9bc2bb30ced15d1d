//! What the placement page shows: the advice on the assessment as it stands, by the table in use, and the decisions so far.

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::consent::{Expiry, Recipient};
use confidential::{Consent, Guarded, Query};
use vocabulary::PersonName;
use vocabulary::id::{ConsentId, InquiryId, PatientId};

use super::{PlacementDecision, store};
use crate::assessment::{self, Assessment};
use crate::placement::{Advice, advise};
use crate::referral_out::{self, ReferralOut};
use crate::{inquiry, placement_table};

/// Asks for the placement of somebody who asked.
#[derive(Clone, Copy, Debug)]
pub struct PlacementOf {
    /// Of which inquiry.
    pub inquiry: InquiryId,
}

/// Everything for the page.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementView {
    /// The inquiry.
    pub inquiry: InquiryId,
    /// About whom.
    pub patient: PatientId,
    /// The name.
    pub name: PersonName,
    /// The assessment, when it was begun.
    pub assessment: Option<Assessment>,
    /// What the advisor says; none without an assessment or an approved table.
    pub advice: Option<Advice>,
    /// Whether a table is in use.
    pub has_table: bool,
    /// Decisions, newest first.
    pub decisions: Vec<PlacementDecision>,
    /// Ways to other places, oldest first.
    pub referrals: Vec<ReferralOut>,
    /// Consents under which something may be sent along, newest first; none when the person who looks may not refer out.
    pub consents: Vec<ConsentToRefer>,
    /// Whether the person who looks may decide.
    pub may_decide: bool,
    /// Whether they may refer out.
    pub may_refer: bool,
}

/// A consent in force that lets another place know something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentToRefer {
    /// The consent.
    pub id: ConsentId,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// Until when.
    pub expires: Expiry,
}

impl Query for PlacementOf {
    type View = PlacementView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PlacementView>, Refusal> {
        cx.require(Action::View, Kind::PlacementDecision)?;
        let asked = inquiry::load(cx.tx, self.inquiry)?;
        let assessment = assessment::store::of_inquiry(cx.tx, self.inquiry)?.map(|one| one.record.clone());
        let table = placement_table::in_use(cx)?;
        let advice = assessment.as_ref().zip(table.as_ref()).map(|(assessment, table)| advise(&assessment.answers, table));
        let may = |action, kind| cx.may(action, kind, Circumstances::default());
        let is_open = asked.state().is_open();
        let may_refer = may(Action::Record, Kind::ReferralOut);
        let view = PlacementView {
            inquiry: self.inquiry,
            patient: asked.person(),
            name: asked.name.clone(),
            assessment,
            advice,
            has_table: table.is_some(),
            decisions: store::of(cx.tx, self.inquiry)?.into_iter().map(|one| one.record).collect(),
            referrals: referral_out::of(cx.tx, self.inquiry)?.into_iter().map(|one| one.record).collect(),
            consents: if may_refer { consents_to_refer(cx, asked.person())? } else { Vec::new() },
            may_decide: is_open && may(Action::Sign, Kind::PlacementDecision),
            may_refer,
        };
        Ok(Guarded::chart(asked.person(), Kind::PlacementDecision, view))
    }
}

/// To whom and until when is all that choosing one needs.
fn consents_to_refer(cx: &Context<'_>, person: PatientId) -> Result<Vec<ConsentToRefer>, Refusal> {
    let all = confidential::read::consents(cx, person)?;
    let fits = |one: &Consent| one.is_in_force(cx.now, cx.today()) && one.is_for_care_by_others();
    let told = |one: &Consent| ConsentToRefer { id: one.id, recipients: one.recipients.clone(), expires: one.expires };
    Ok(all.iter().filter(|one| fits(one)).map(|one| told(one)).collect())
}
