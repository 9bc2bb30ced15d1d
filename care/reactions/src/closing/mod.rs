//! What becomes of each record when the program ends or is taken over (42 CFR 2.19; P2-19). Whoever agreed goes to the new holder, through the
//! gate; what the law keeps is sealed; everything else waits for people. It is read out of consents, the account of disclosures, legal holds
//! and the rules of retention, so that the list empties by itself and nothing is said twice.

mod finish;
mod record;
mod transfer;

pub use finish::FinishClosing;
pub use record::RecordContent;
pub use transfer::TransferRecord;

use access::{Action, Context, Kind, Refusal};
use confidential::category::{Categories, Category};
use confidential::decide::{Ground, Outcome};
use confidential::gate::{self, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use privacy::program_closing::{self, ProgramClosing};
use privacy::retention::Kept;
use schedule::program::all_programs;
use store::Stored;
use vocabulary::PersonName;
use vocabulary::id::PatientId;
use vocabulary::search::Folded;

use crate::retention::{self, Rules};

/// How a record goes to its new holder, in the account of disclosures.
pub const CHANNEL: &str = "record handed over, encrypted file";

/// Asks how far the closing is.
#[derive(Clone, Copy, Debug)]
pub struct OpenClosing;

/// How far the closing is.
#[derive(Clone, Debug, Default)]
pub struct ClosingView {
    /// The newest closing, with its version; nothing when none was ever begun.
    pub closing: Option<(ProgramClosing, i64)>,
    /// The program's name and what keeps its records, to begin with.
    pub suggested: (String, String),
    /// Everybody with a record, while the closing is under way.
    pub people: Vec<ClosingLine>,
    /// The last day on which any record has to be kept; nothing when that is not known for all.
    pub keep_until: Option<Date>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingLine {
    /// Whose.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The record number.
    pub record_number: i64,
    /// What becomes of it.
    pub becomes: Becomes,
    /// Whether a legal hold stands on it: then nothing of it is destroyed, whatever else.
    pub is_held: bool,
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// They agreed and the gate lets it go to the new holder: all that a new holder needs, or a part.
    ToMove {
        /// Whether all of it.
        is_whole: bool,
    },
    /// It went to the new holder.
    Moved {
        /// On this day.
        on: Date,
    },
    /// Still in care, and no consent lets it go: to be asked, or their care ends before.
    InCare,
    /// No consent; the law keeps it: it lies in the sealed archive.
    ToSeal {
        /// Until this day.
        until: Date,
    },
    /// No consent, and nobody knows what the law says: it lies in the archive until counsel knows.
    NoRule,
    /// No consent, and its time is over: people decide about its destruction. Nothing here does it.
    TimeOver {
        /// Since this day.
        until: Date,
    },
}

impl ClosingView {
    /// The closing that is under way.
    #[must_use]
    pub fn open(&self) -> Option<&ProgramClosing> {
        self.closing.as_ref().map(|(closing, _)| closing).filter(|closing| closing.outcome.is_none())
    }

    /// How many records are to be moved, and how many people are in care whose record nothing lets go.
    #[must_use]
    pub fn left(&self) -> (usize, usize) {
        let count = |is: fn(&Becomes) -> bool| self.people.iter().filter(|line| is(&line.becomes)).count();
        (count(|one| matches!(one, Becomes::ToMove { .. })), count(|one| matches!(one, Becomes::InCare)))
    }

    /// Whether anything is left to do.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.left() == (0, 0) && self.open().is_some_and(|closing| closing.archive.is_some())
    }
}

impl Query for OpenClosing {
    type View = ClosingView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ClosingView>, Refusal> {
        cx.require(Action::View, Kind::ProgramClosing)?;
        Ok(Guarded::several(Kind::ProgramClosing, view(cx)?))
    }
}

fn view(cx: &Context<'_>) -> Result<ClosingView, Refusal> {
    let rules = retention::rules(cx)?;
    let mut sources: Vec<&str> = rules.values().flatten().map(|rule| rule.source.as_str()).collect();
    sources.dedup();
    let program = all_programs(cx.tx)?.first().map(|program| program.public_name.clone()).unwrap_or_default();
    let mut view = ClosingView { suggested: (program, sources.join("; ")), ..ClosingView::default() };
    let Some(closing) = program_closing::newest(cx.tx)? else { return Ok(view) };
    if closing.outcome.is_none() {
        let begun_at = begun_at(cx, &closing)?;
        let mut until = Vec::new();
        for person in episode::patient::everybody(cx.tx)? {
            let kept = retention::of(cx, &rules, person.id)?;
            until.push(retention::until_after_closing(&rules, &kept, closing.ends_on));
            view.people.push(ClosingLine {
                patient: person.id,
                name: person.name(),
                record_number: person.record_number,
                becomes: becomes(cx, &closing, begun_at, person.id, &rules)?,
                is_held: kept.is_held,
            });
        }
        view.keep_until = until.into_iter().collect::<Option<Vec<Date>>>().and_then(|days| days.into_iter().max());
    }
    view.closing = Some((closing.record, closing.version));
    Ok(view)
}

/// When the closing was begun: what went to the new holder before that was a letter, not the record.
fn begun_at(cx: &Context<'_>, closing: &Stored<ProgramClosing>) -> Result<Timestamp, Refusal> {
    let versions = cx.tx.history::<ProgramClosing>(closing.id)?;
    Ok(versions.first().map_or(closing.recorded_at, |(first, _)| first.recorded_at))
}

/// What becomes of one record. A consent goes first, because the rule asks for it first.
fn becomes(
    cx: &Context<'_>,
    closing: &ProgramClosing,
    begun_at: Timestamp,
    patient: PatientId,
    rules: &Rules,
) -> Result<Becomes, Refusal> {
    if let Some(holder) = &closing.new_holder {
        if let Some(on) = moved(cx, patient, holder, begun_at)? {
            return Ok(Becomes::Moved { on });
        }
        let (decision, _) = gate::preview(cx, patient, &request(holder))?;
        if decision.outcome == Outcome::Allow {
            return Ok(Becomes::ToMove { is_whole: clinical().is_within(decision.released) });
        }
    }
    let is_in_care = episode::episode::current_of(cx.tx, patient)?.is_some_and(|episode| episode.discharged_on.is_none());
    if is_in_care {
        return Ok(Becomes::InCare);
    }
    let kept = retention::of(cx, rules, patient)?;
    Ok(match kept.kept {
        Kept::Until { until, .. } if until < cx.today() => Becomes::TimeOver { until },
        _ => retention::until_after_closing(rules, &kept, closing.ends_on)
            .map_or(Becomes::NoRule, |until| Becomes::ToSeal { until }),
    })
}

/// The day on which a record went to its new holder.
fn moved(cx: &Context<'_>, patient: PatientId, holder: &str, since: Timestamp) -> Result<Option<Date>, Refusal> {
    let all = confidential::read::disclosures_since(cx, patient, since)?;
    let holder = Folded::of(holder);
    let is_it = |one: &Stored<confidential::Disclosure>| one.channel == CHANNEL && holder.has_the_words_of(&one.recipient);
    Ok(all.iter().find(|one| is_it(one)).map(|one| cx.zone.day(one.recorded_at)))
}

/// What is asked of the gate for a record: everything but what was paid, to go on with care. Only a consent that names the new holder lets it
/// go: being one of those who treat is not enough to be given somebody's whole record.
fn request(holder: &str) -> ToOutsideRequest<'static> {
    ToOutsideRequest {
        party: Party { name: holder.to_owned(), status: LegalStatus::Part2Program, ..Party::default() },
        purpose: Purpose::Treatment,
        categories: Categories::of(&[Category::EntireRecord]),
        ground: Ground::Consent,
        is_decided_by_a_person: false,
        description: "the record, as the program ends",
        channel: CHANNEL,
    }
}

/// Everything in a chart but what was paid and what is kept apart.
fn clinical() -> Categories {
    Categories::of(&[Category::EntireRecord]).without(Categories::of(&[Category::Billing]))
}
