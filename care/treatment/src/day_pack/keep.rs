//! Enters what was written on a slip, in one act: the times become marks at the time on the paper, the words become the person's part of
//! the draft, and the entry says who wrote them and when (OP-11). Entered again it is the next version; nothing is overwritten silently.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use schedule::attendance::{MarkKind, NotePaperTimes, expected_in};
use schedule::group_session::{self, GroupSession};
use vocabulary::id::{GroupSessionId, PatientId, SlipEntryId};

use super::{DayPack, OnPaper, SlipEntry, WrittenOnPaper, code, store};
use crate::Fact;
use crate::group_note::from_paper::{self, Paper};
use crate::group_note::save::require_writer;

/// Enters what was written on a slip.
#[derive(Clone, Debug)]
pub struct KeepSlip {
    /// The code, as it was typed or scanned.
    pub code: String,
    /// For a blank slip: in which session, about whom.
    pub about: Option<(GroupSessionId, PatientId)>,
    /// What the paper says.
    pub on_paper: OnPaper,
    /// The version of the entry that was seen; nothing when there was none.
    pub version: Option<i64>,
    /// The version of the draft that was seen; 0 when there was none.
    pub draft: i64,
}

/// Puts back what stood before the newest version of an entry.
#[derive(Clone, Debug)]
pub struct UndoSlip {
    /// The code.
    pub code: String,
    /// The version that was seen.
    pub version: i64,
    /// The version of the draft that was seen.
    pub draft: i64,
}

impl Command for KeepSlip {
    type Output = SlipEntryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SlipEntryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::DayPack)?;
        let typed = code::read(&self.code).ok_or_else(|| no_code("This is no code of a slip. Look at the letters again."))?;
        let pack = pack_of(cx, &typed)?;
        let (_, slip) =
            pack.slip(&typed).ok_or_else(|| no_code("No slip of that pack has this code. Look at the letters again."))?;
        let current = store::entry_by_code(cx.tx, &typed)?;
        if current.as_ref().map(|entry| entry.version) != self.version {
            return Err(Refusal::Conflict);
        }
        let known = current.as_ref().map(|entry| (entry.session, entry.patient));
        let about = slip.about.or(known).or(self.about);
        let (session, patient) =
            about.ok_or_else(|| Refusal::invalid("person", "Choose whom the slip is about, and which session."))?;
        if self.about.is_some_and(|chosen| chosen != (session, patient)) {
            let sentence =
                "This slip is about somebody else. Take it back, and enter the paper with the code of another blank slip.";
            return Err(Refusal::invalid("person", sentence));
        }
        let held = group_session::session(cx.tx, session)?;
        if held.day != pack.day || !expected_in(cx.tx, &held)?.contains(&patient) {
            return Err(Refusal::NotFound);
        }
        self.check()?;
        let on_paper = self.with_words_of_others(cx, &held, current.as_ref());
        let written = match &on_paper {
            OnPaper::Written(written) => (**written).clone(),
            _ => WrittenOnPaper::default(),
        };
        let times = NotePaperTimes {
            slip: typed.clone(),
            patient,
            session,
            arrived: written.arrived,
            left: written.left,
            absence: written
                .absence
                .clone()
                .map(|(is_excused, why)| if is_excused { MarkKind::Excused(why) } else { MarkKind::Absent(why) }),
        };
        times.perform(cx)?;
        let words_before = self.words(cx, &held, patient, &written, current.as_ref())?;
        let entry = SlipEntry {
            id: current.as_ref().map_or_else(|| cx.new_id(), |entry| entry.id),
            patient,
            session,
            pack: pack.id,
            code: typed,
            on_paper,
            words_before,
        };
        match current {
            Some(known) if known.record == entry => return Ok(Done::already(entry.id)),
            Some(known) => cx.tx.amend(&entry, known.version, &cx.entry("slip entered again"))?,
            None => cx.tx.append(&entry, &cx.entry("slip entered"))?,
        }
        Ok(Done::with(entry.id, Fact::SlipEntered { patient, day: pack.day }))
    }
}

impl KeepSlip {
    fn check(&self) -> Result<(), Refusal> {
        let OnPaper::Written(written) = &self.on_paper else { return Ok(()) };
        let mut problems = Problems::none();
        let has_words = !written.words.trim().is_empty();
        let says = has_words
            || written.words_to_come
            || written.arrived.is_some()
            || written.left.is_some()
            || written.absence.is_some();
        problems.require("arrived", says, "Write what the slip says, or choose that nothing is on it.");
        problems.require("written_by", !has_words || written.written_by.is_some(), "Choose who wrote these words.");
        problems.require(
            "written_at",
            !has_words || written.written_at.is_some(),
            "Write when they were written, as on the paper.",
        );
        problems.finish(Some(()))
    }

    /// Whoever may not see the words does not clear them by correcting the times.
    fn with_words_of_others(&self, cx: &Context<'_>, session: &GroupSession, current: Option<&Stored<SlipEntry>>) -> OnPaper {
        match (&self.on_paper, current.and_then(|entry| entry.written())) {
            (OnPaper::Written(typed), Some(known)) if !known.words.is_empty() && require_writer(cx, session).is_err() => {
                OnPaper::Written(Box::new(WrittenOnPaper {
                    arrived: typed.arrived,
                    left: typed.left,
                    absence: typed.absence.clone(),
                    ..known.clone()
                }))
            }
            (typed, _) => typed.clone(),
        }
    }

    /// Puts the words where they belong. Answers what stood there before anything of this slip did.
    fn words(
        &self,
        cx: &Context<'_>,
        session: &GroupSession,
        patient: PatientId,
        written: &WrittenOnPaper,
        current: Option<&Stored<SlipEntry>>,
    ) -> Result<String, Refusal> {
        let before = current.and_then(|entry| entry.written()).map(|written| written.words.as_str()).unwrap_or_default();
        let kept = current.map(|entry| entry.words_before.clone()).unwrap_or_default();
        if before == written.words {
            return Ok(kept);
        }
        if written.written_at.is_some_and(|at| at > cx.now) {
            return Err(Refusal::invalid("written_at", "This time is still to come. Write it as it stands on the paper."));
        }
        // Without words any more, the draft says again what it said before the slip.
        let words = if written.words.is_empty() { kept.as_str() } else { written.words.as_str() };
        let paper = Paper { words, participation: written.participation, seen: self.draft };
        let stood = from_paper::put(cx, session, patient, &paper)?;
        Ok(if stood == before { kept } else { stood })
    }
}

impl Command for UndoSlip {
    type Output = SlipEntryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SlipEntryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::DayPack)?;
        let current = store::entry_by_code(cx.tx, &self.code)?.ok_or(Refusal::NotFound)?;
        let history = cx.tx.history::<SlipEntry>(current.id)?;
        let before = history.iter().rev().nth(1).map_or(OnPaper::Withdrawn, |(entry, _)| entry.on_paper.clone());
        let keep =
            KeepSlip { code: self.code.clone(), about: None, on_paper: before, version: Some(self.version), draft: self.draft };
        keep.perform(cx)
    }
}

fn pack_of(cx: &Context<'_>, typed: &str) -> Result<Stored<DayPack>, Refusal> {
    let mark = typed.get(..code::MARK).unwrap_or_default();
    store::by_mark(cx.tx, mark)?.ok_or_else(|| no_code("No pack has this code. Look at the letters again."))
}

fn no_code(sentence: &str) -> Refusal {
    Refusal::invalid("code", sentence)
}
