//! Shows a record to an auditor (42 CFR 2.53; P2-43): through the gate, which lets nothing pass before everything is promised in writing;
//! as a copy with its notice, or here without one. Either is a row of the account and stands with the audit.

use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::category::Categories;
use confidential::decide::Ground;
use confidential::gate::{self, Left, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::{Guarded, Query};
use intake::paper::Press;
use privacy::audit::{Audit, Way, note_shown};
use privacy::outside_recipient::known_as;
use vocabulary::id::{AuditId, PatientId};

use super::content::{self, Span};
use super::preview::Preview;
use super::send::{self, SentPacket};
use crate::House;

/// Shows one person's record.
#[derive(Clone)]
pub struct ShowForAudit {
    /// In which audit.
    pub audit: AuditId,
    /// Whose record.
    pub patient: PatientId,
    /// What makes a file of a copy.
    pub press: Press,
}

impl std::fmt::Debug for ShowForAudit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ShowForAudit(..)")
    }
}

impl House {
    /// Shows a record to an auditor.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the audit is not about that person; [`Refusal::Refused`] with every reason of the gate; nothing has left
    /// and nothing is written then.
    pub fn show_for_audit(&self, actor: &Actor, wish: &ShowForAudit) -> Result<SentPacket, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| wish.show(cx)))
    }
}

/// What the gate is asked.
fn request<'a>(cx: &Context<'_>, audit: &Audit, description: &'a str) -> Result<ToOutsideRequest<'a>, Refusal> {
    Ok(ToOutsideRequest {
        party: known_as(cx, &audit.party())?,
        purpose: Purpose::Oversight,
        categories: Categories::of(&audit.categories),
        ground: Ground::Audit { agreement_in_force: audit.is_bound_on(cx.today()) },
        is_decided_by_a_person: false,
        description,
        channel: match audit.way {
            Way::Copies => "copy for an audit",
            Way::OnPremises => "looked at here, no copy",
        },
    })
}

fn span(audit: &Audit) -> Span {
    Span { from: audit.from, to: audit.to }
}

impl ShowForAudit {
    fn show(&self, cx: &Context<'_>) -> Result<SentPacket, Refusal> {
        cx.require(Action::Disclose, Kind::Audit)?;
        let audit = privacy::audit::load(cx.tx, self.audit)?;
        if !audit.people.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let content = content::read_of(cx, self.patient, "", &audit.categories, span(&audit))?;
        let description = format!("{}, {} to {}", audit.subject, audit.from, audit.to);
        let request = request(cx, &audit, &description)?;
        let envelope = Guarded::chart(self.patient, Kind::Patient, content).in_circumstances(Circumstances::for_purpose());
        let ((), disclosure) = gate::to_outside(cx, envelope, &request, |packet| {
            if audit.way == Way::OnPremises {
                return Ok(Left { made: (), sha256: None });
            }
            let bytes = send::set(cx, &self.press, packet, &request.party, request.purpose)?;
            Ok(Left { made: (), sha256: Some(cx.tx.keep_original(&bytes, "application/pdf", cx.now)?) })
        })?;
        note_shown(cx, &audit, self.patient, disclosure.id)?;
        Ok(SentPacket { disclosure: disclosure.id })
    }
}

/// Asks what an auditor would see of one person's record. Nothing leaves by looking.
#[derive(Clone, Copy, Debug)]
pub struct PreviewForAudit {
    /// In which audit.
    pub audit: AuditId,
    /// Whose record.
    pub patient: PatientId,
}

impl Query for PreviewForAudit {
    type View = Preview;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Preview>, Refusal> {
        cx.require(Action::Disclose, Kind::Audit)?;
        let audit = privacy::audit::load(cx.tx, self.audit)?;
        if !audit.people.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let request = request(cx, &audit, "")?;
        let content = content::read_of(cx, self.patient, "", &audit.categories, span(&audit))?;
        let (decision, scope) = gate::preview(cx, self.patient, &request)?;
        let sections = content.sections.into_iter().filter(|section| request.categories.has(section.category)).collect();
        let preview = Preview { party: request.party, nearly: Vec::new(), decision, scope, sections };
        let why = "shown for an audit";
        Ok(Guarded::chart(self.patient, Kind::Patient, preview)
            .in_circumstances(Circumstances::for_purpose())
            .looked_at_because(why))
    }
}
