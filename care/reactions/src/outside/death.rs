//! Tells an authority about somebody who died, as far as the law asks for vital statistics or lets it ask about the cause of death
//! (42 CFR 2.15(b)(1); P2-32): who it was, that they were in care here, when they died. Nothing about care itself: for that whoever may
//! decide for the dead signs a consent.

use access::{Action, Actor, Circumstances, Context, Kind, Problems, Refusal};
use confidential::category::{Categories, Category};
use confidential::decide::Ground;
use confidential::gate::{self, Left, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Guarded, Query};
use intake::paper::Press;
use jiff::civil::Date;
use privacy::outside_recipient::{known_as, nearly};
use vocabulary::id::PatientId;

use super::content::{self, PacketContent, Section, Span};
use super::preview::Preview;
use super::send::{self, SentPacket};
use crate::House;

/// What the law asks about somebody who died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathInquiry {
    /// A law demands death or other vital statistics.
    VitalStatistics,
    /// A law lets somebody inquire into the cause of death.
    CauseOfDeath,
}

impl DeathInquiry {
    /// Both, in the order of a form.
    pub const ALL: [Self; 2] = [Self::VitalStatistics, Self::CauseOfDeath];

    /// The stable text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VitalStatistics => "vital_statistics",
            Self::CauseOfDeath => "cause_of_death",
        }
    }

    /// For staff, and for the account.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::VitalStatistics => "Vital statistics",
            Self::CauseOfDeath => "An inquiry into the cause of death",
        }
    }
}

/// What an authority would be told.
#[derive(Clone, Debug, Default)]
pub struct AboutDeath {
    /// The authority, by name.
    pub authority: String,
    /// What the law asks.
    pub inquiry: Option<DeathInquiry>,
    /// Which law they name.
    pub law: String,
    /// The day of death.
    pub died_on: Option<Date>,
}

/// Asks what would be told. Nothing leaves by looking.
#[derive(Clone, Debug)]
pub struct PreviewOfDeath {
    /// About whom.
    pub patient: PatientId,
    /// What.
    pub about: AboutDeath,
}

/// Tells it.
#[derive(Clone)]
pub struct TellOfDeath {
    /// What, about whom.
    pub what: PreviewOfDeath,
    /// What makes a file of it.
    pub press: Press,
}

impl std::fmt::Debug for TellOfDeath {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("TellOfDeath(..)")
    }
}

impl House {
    /// Tells an authority about somebody who died.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when something is missing; [`Refusal::Refused`] with every reason of the gate; nothing has left then.
    pub fn tell_of_death(&self, actor: &Actor, wish: &TellOfDeath) -> Result<SentPacket, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| wish.tell(cx)))
    }
}

impl PreviewOfDeath {
    /// The day of death, when nothing is missing.
    fn judged(&self, cx: &Context<'_>, born: Date) -> Result<(Date, DeathInquiry), Refusal> {
        let about = &self.about;
        let mut problems = Problems::none();
        problems.require("authority", !about.authority.trim().is_empty(), "Write which authority asks.");
        problems.require("inquiry", about.inquiry.is_some(), "Choose what the law asks.");
        problems.require("law", !about.law.trim().is_empty(), "Write which law they name.");
        problems.require("died_on", about.died_on.is_some(), "Write the day of death.");
        let is_possible = about.died_on.is_none_or(|day| born <= day && day <= cx.today());
        problems.require("died_on", is_possible, "This day is before the birth or still to come.");
        problems.finish(about.died_on.zip(about.inquiry))
    }

    fn content(&self, cx: &Context<'_>) -> Result<(PacketContent, String), Refusal> {
        let born = episode::patient::load(cx.tx, self.patient)?.birth_date;
        let (died_on, inquiry) = self.judged(cx, born)?;
        // No single days: that somebody was in care, and when they died, is what the law asks.
        let no_days = Span { from: Date::MAX, to: Date::MIN };
        let identity = [Category::IdentityAndAttendance];
        let mut content = content::read_of(cx, self.patient, "", &identity, no_days)?;
        content.sections.retain(|section| section.category == Category::IdentityAndAttendance);
        let died = format!("Died {died_on}.");
        match content.sections.first_mut() {
            Some(section) => section.lines.push(died),
            None => content.sections.push(Section { category: Category::IdentityAndAttendance, lines: vec![died] }),
        }
        Ok((content, format!("{}: {}", inquiry.words(), self.about.law.trim())))
    }

    fn request<'a>(&self, cx: &Context<'_>, description: &'a str) -> Result<ToOutsideRequest<'a>, Refusal> {
        let typed = Party { name: self.about.authority.clone(), status: LegalStatus::PublicAuthority, ..Party::default() };
        Ok(ToOutsideRequest {
            party: known_as(cx, &typed)?,
            purpose: Purpose::Report,
            categories: Categories::of(&[Category::IdentityAndAttendance]),
            ground: Ground::Death,
            is_decided_by_a_person: false,
            description,
            channel: "paper packet",
        })
    }
}

impl Query for PreviewOfDeath {
    type View = Preview;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Preview>, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let (content, _) = self.content(cx)?;
        let request = self.request(cx, "")?;
        let (decision, scope) = gate::preview(cx, self.patient, &request)?;
        let nearly = if request.party.listed.is_some() { Vec::new() } else { nearly(cx, &self.about.authority)? };
        let preview = Preview { party: request.party, nearly, decision, scope, sections: content.sections };
        Ok(Guarded::chart(self.patient, Kind::Patient, preview).in_circumstances(Circumstances::for_purpose()))
    }
}

impl TellOfDeath {
    fn tell(&self, cx: &Context<'_>) -> Result<SentPacket, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let (content, description) = self.what.content(cx)?;
        let request = self.what.request(cx, &description)?;
        let envelope = Guarded::chart(self.what.patient, Kind::Patient, content).in_circumstances(Circumstances::for_purpose());
        let ((), disclosure) = gate::to_outside(cx, envelope, &request, |packet| {
            let bytes = send::set(cx, &self.press, packet, &request.party, request.purpose)?;
            Ok(Left { made: (), sha256: Some(cx.tx.keep_original(&bytes, "application/pdf", cx.now)?) })
        })?;
        Ok(SentPacket { disclosure: disclosure.id })
    }
}
