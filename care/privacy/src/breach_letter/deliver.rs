//! Writes down that letters went, how and when: one, several or all that wait. Each passes the gate to the person it is about and stands in
//! their account; with the last one the duty is met (P2-40, P2-55).

use ::store::Stored;
use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal};
use confidential::Guarded;
use confidential::category::{Categories, Category};
use confidential::decide::Ground;
use confidential::gate::{self, Left, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use jiff::civil::Date;
use vocabulary::id::{BreachId, BreachLetterId, DisclosureId};

use super::model::{BreachLetter, Gone, HowSent};
use super::store;
use crate::Fact;
use crate::breach::{self, Breach, Letter, duties};

/// What went.
#[derive(Clone, Debug)]
pub struct DeliverLetters {
    /// About which case.
    pub breach: BreachId,
    /// Which letters.
    pub letters: Vec<BreachLetterId>,
    /// On which day.
    pub on: Option<Date>,
    /// How.
    pub how: Option<HowSent>,
    /// Anything else; may be empty.
    pub note: String,
}

impl Command for DeliverLetters {
    type Output = BreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BreachId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Breach)?;
        let case = breach::load(cx.tx, self.breach)?;
        breach::refuse_when_no_breach(&case)?;
        let all = store::of_breach(cx.tx, self.breach)?;
        let (chosen, on, how) = self.judged(cx, &all)?;
        if chosen.is_empty() {
            return Ok(Done::already(self.breach));
        }
        for letter in chosen {
            let disclosure = leave(cx, letter, how)?;
            let gone = Gone { on, how, note: self.note.trim().to_owned(), by: cx.actor.staff, disclosure };
            let next = BreachLetter { gone: Some(gone), ..letter.record.clone() };
            cx.tx.amend(&next, letter.version, &cx.entry("letter about a breach went"))?;
        }
        close_duties(cx, &case)?;
        Ok(Done::with(self.breach, Fact::DutiesChanged))
    }
}

impl DeliverLetters {
    fn judged<'l>(
        &self,
        cx: &Context<'_>,
        all: &'l [Stored<BreachLetter>],
    ) -> Result<(Vec<&'l Stored<BreachLetter>>, Date, HowSent), Refusal> {
        let mut problems = Problems::none();
        problems.require("letters", !self.letters.is_empty(), "Choose which letters went.");
        let chosen: Vec<&Stored<BreachLetter>> = all.iter().filter(|letter| self.letters.contains(&letter.id)).collect();
        if chosen.len() < self.letters.len() {
            return Err(Refusal::NotFound);
        }
        let stand = chosen.iter().all(|letter| letter.replaced_at.is_none());
        problems.require("letters", stand, "One of these was replaced by another. Send the new one.");
        let chosen: Vec<_> = chosen.into_iter().filter(|letter| letter.gone.is_none()).collect();
        problems.require("how", self.how.is_some(), "Choose how they went.");
        let needs_address = matches!(self.how, Some(HowSent::Mail));
        let have_address = chosen.iter().all(|letter| !letter.content.address.is_empty());
        let sentence = "One of these has no address, so it cannot go by mail. Write it down alone, with the way it went.";
        problems.require("letters", !needs_address || have_address, sentence);
        problems.require("on", self.on.is_some(), "Write the day on which they went.");
        let made = chosen.iter().map(|letter| cx.zone.day(letter.made_at)).max();
        let fits = |day: Date| made.is_none_or(|made| made <= day) && day <= cx.today();
        problems.require("on", self.on.is_none_or(fits), "Write a day from the making of the letters until today.");
        let (on, how) = problems.finish(self.on.zip(self.how))?;
        Ok((chosen, on, how))
    }
}

/// Leaves through the gate, to nobody but the person.
fn leave(cx: &Context<'_>, letter: &Stored<BreachLetter>, how: HowSent) -> Result<DisclosureId, Refusal> {
    let request = ToOutsideRequest {
        party: Party { name: letter.content.name.clone(), status: LegalStatus::Individual, ..Party::default() },
        purpose: Purpose::Report,
        categories: Categories::of(&[Category::IdentityAndAttendance]),
        ground: Ground::Person,
        is_decided_by_a_person: false,
        description: "Letter to the person about a breach, as the law wants",
        channel: how.words(),
    };
    let envelope = Guarded::chart(letter.patient, Kind::Patient, letter.content.clone());
    let envelope = envelope.in_circumstances(Circumstances::for_purpose());
    let kept = || Ok(Left { made: (), sha256: Some(letter.sha256.clone()) });
    Ok(gate::to_outside(cx, envelope, &request, |_| kept())?.1.id)
}

/// A duty is met when everybody it speaks of has a letter that went: nobody waits, and nobody was only counted.
fn close_duties(cx: &Context<'_>, case: &Stored<Breach>) -> Result<(), Refusal> {
    let all = store::of_breach(cx.tx, case.id)?;
    let mut next = case.record.clone();
    for duty in duties(case).into_iter().filter(|duty| duty.met_on.is_none()) {
        let of_duty: Vec<_> = all.iter().filter(|letter| letter.to == duty.to && letter.state == duty.state).collect();
        let gone: Vec<&Gone> = of_duty.iter().filter_map(|letter| letter.gone.as_ref()).collect();
        let Some(last) = gone.iter().map(|gone| gone.on).max() else { continue };
        if of_duty.iter().any(|letter| letter.waits()) {
            continue;
        }
        next.letters.push(Letter {
            to: duty.to,
            state: duty.state,
            sent_on: last,
            note: "Each letter is written down".to_owned(),
            reached: Some(u32::try_from(gone.len()).unwrap_or(u32::MAX)),
        });
    }
    if next.letters != case.letters {
        cx.tx.amend(&next, case.version, &cx.entry("the last letter went"))?;
    }
    Ok(())
}
