//! Shows a letter as it would leave, and makes it: through the gate, set as a file, the file kept, the line in the account written; all of
//! it or nothing (P2-40).

use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::category::{Categories, Category};
use confidential::decide::{Decision, Ground, Outcome};
use confidential::gate::{self, Left, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::Party;
use confidential::{Guarded, Packet, Query, Released, ToOutside};
use intake::paper::Press;
use jiff::civil::Date;
use privacy::outside_recipient::known_as;
use schedule::program::{Program, all_programs};
use vocabulary::id::{DisclosureId, PatientId};

use super::facts::{self, LetterContent};
use super::kind::{LetterKind, letter_kinds};
use super::{offer, sheet};
use crate::House;
use crate::outside::SentPacket;

/// Asks how a letter would leave. Nothing leaves by looking.
#[derive(Clone, Debug)]
pub struct PreviewLetter {
    /// About whom.
    pub patient: PatientId,
    /// Which kind, by its key.
    pub kind: String,
    /// To whom, as the consent names them.
    pub recipient: String,
    /// About the days from this one.
    pub from: Date,
    /// To this one.
    pub to: Date,
}

/// A letter as it would leave.
#[derive(Debug)]
pub struct PreviewOfLetter {
    /// Who would receive it, as the directory knows them.
    pub party: Party,
    /// The decision of the gate.
    pub decision: Decision,
    /// The name at its head.
    pub letterhead: String,
    /// Its heading.
    pub heading: String,
    /// Every paragraph and line, as they stand on the paper.
    pub before: Vec<String>,
    /// The facts, a line each.
    pub lines: Vec<String>,
    /// What stands after them.
    pub after: Vec<String>,
    /// The notice, when it stands on the paper.
    pub notice: Option<String>,
    /// Words that would tell more than a neutral letter may.
    pub telling: Vec<String>,
}

/// Makes a letter.
#[derive(Clone)]
pub struct SendLetter {
    /// Which, to whom, about which days.
    pub what: PreviewLetter,
    /// What makes a file of it.
    pub press: Press,
}

impl std::fmt::Debug for SendLetter {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SendLetter(..)")
    }
}

/// All that a letter is made of.
struct Draft {
    kind: &'static LetterKind,
    content: LetterContent,
    program: Program,
    party: Party,
    purpose: Purpose,
}

impl PreviewLetter {
    fn draft(&self, cx: &Context<'_>) -> Result<Draft, Refusal> {
        let kind = letter_kinds().iter().find(|kind| kind.key == self.kind);
        let kind = kind.ok_or_else(|| Refusal::invalid("kind", "Choose which letter."))?;
        if self.to < self.from {
            return Err(Refusal::invalid("to", "The last day is before the first."));
        }
        let recipients = offer::recipients(cx, self.patient)?;
        let known = recipients.iter().find(|one| one.name == self.recipient);
        let known = known.ok_or_else(|| Refusal::invalid("recipient", "Choose who receives it."))?;
        let purpose = kind.purposes.iter().find(|purpose| known.purposes.contains(purpose)).or(known.purposes.first());
        let program = all_programs(cx.tx)?.into_iter().next().ok_or(Refusal::NotFound)?;
        Ok(Draft {
            kind,
            content: facts::read(cx, self.patient, kind.facts, (self.from, self.to))?,
            program: program.record.clone(),
            party: known_as(cx, &Party { name: known.name.clone(), ..Party::default() })?,
            purpose: purpose.copied().unwrap_or(Purpose::PersonRequest),
        })
    }
}

impl Draft {
    fn request<'a>(&self, description: &'a str) -> ToOutsideRequest<'a> {
        ToOutsideRequest {
            party: self.party.clone(),
            purpose: self.purpose,
            categories: Categories::of(&[Category::IdentityAndAttendance]),
            ground: Ground::Consent,
            is_decided_by_a_person: false,
            description,
            channel: "letter",
        }
    }
}

impl Query for PreviewLetter {
    type View = PreviewOfLetter;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PreviewOfLetter>, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let draft = self.draft(cx)?;
        let (decision, _) = gate::preview(cx, self.patient, &draft.request(""))?;
        let mut content = draft.content.clone();
        let released = if decision.outcome == Outcome::Allow { decision.released } else { Categories::NONE };
        confidential::Trim::keep_only(&mut content, released);
        let words = sheet::words(draft.kind, &draft.program, &content);
        let notice = decision.notice.filter(|_| !draft.kind.is_neutral).map(|notice| notice.text.clone());
        let view = PreviewOfLetter {
            letterhead: sheet::letterhead(draft.kind, &draft.program).to_owned(),
            telling: sheet::telling(draft.kind, &draft.program, &words).map_err(Refusal::Fault)?,
            heading: words.heading,
            before: words.before,
            lines: words.lines,
            after: words.after,
            party: draft.party,
            notice,
            decision,
        };
        Ok(Guarded::chart(self.patient, Kind::Patient, view).in_circumstances(Circumstances::for_purpose()))
    }
}

impl House {
    /// Makes a letter to somebody outside.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] without a kind, a recipient whom a consent names, or days; [`Refusal::Refused`] with every reason of the gate,
    /// without facts, or when a neutral letter would tell more; nothing has left and nothing is written then.
    pub fn send_letter(&self, actor: &Actor, wish: &SendLetter) -> Result<SentPacket, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| wish.send(cx)))
    }
}

impl SendLetter {
    fn send(&self, cx: &Context<'_>) -> Result<SentPacket, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let draft = self.what.draft(cx)?;
        if draft.content.lines.is_empty() {
            let sentence = "There is nothing to tell about these days.";
            return Err(Refusal::refused("nothing_to_tell", "S-16", sentence, "Choose other days or another letter."));
        }
        let description = format!("Letter: {}", draft.kind.title);
        let request = draft.request(&description);
        let circumstances = Circumstances::for_purpose();
        let envelope = Guarded::chart(self.what.patient, Kind::Patient, draft.content.clone()).in_circumstances(circumstances);
        let (_, disclosure) = gate::to_outside(cx, envelope, &request, |packet| self.leave(cx, packet, &draft))?;
        Ok(SentPacket { disclosure: disclosure.id })
    }

    fn leave(
        &self,
        cx: &Context<'_>,
        packet: &Released<Packet<LetterContent>, ToOutside>,
        draft: &Draft,
    ) -> Result<Left<()>, Refusal> {
        let words = sheet::words(draft.kind, &draft.program, &packet.content);
        let telling = sheet::telling(draft.kind, &draft.program, &words).map_err(Refusal::Fault)?;
        if !telling.is_empty() {
            let sentence = format!("This letter is to reveal nothing, and it would say “{}”.", telling.join("”, “"));
            let remedy = "Ask the director for a neutral name and address in Settings, or choose another letter.";
            return Err(Refusal::refused("letter_tells", "S-16", sentence, remedy));
        }
        let ident: DisclosureId = cx.new_id();
        let made = (cx.now, intake::paper::issue::moment_words(cx, cx.now));
        let sheet = sheet::sheet(packet, draft.kind, &draft.program, &draft.party, (ident.to_string(), made));
        let bytes = (self.press)(&sheet).map_err(Refusal::Fault)?;
        Ok(Left { made: (), sha256: Some(cx.tx.keep_original(&bytes, "application/pdf", cx.now)?) })
    }
}
