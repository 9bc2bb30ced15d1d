//! Signs the notes of a session that are ready, in one act: each becomes its own immutable document with its version of the shared
//! part (OP-12). What is not ready stays a draft and is named; signing twice signs once.

use access::command::Receipt;
use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal};
use jiff::civil::{Date, Weekday};
use schedule::program::NoteRule;
use store::Chain;
use vocabulary::day::next_day;
use vocabulary::id::{EpisodeId, GroupSessionId, PatientId, ProgressNoteId};

use super::{CitedObjective, Cosignature, ProgressNote, Signature, Standing};
use crate::Fact;
use crate::group_note::checks;
use crate::group_note::sheet::{Person, Sheet};
use crate::note_check::Finding;

/// Signs notes.
#[derive(Clone, Debug)]
pub struct SignNotes {
    /// Of which session.
    pub session: GroupSessionId,
    /// About whom; those whose part the writer called ready, when nothing is said.
    pub patients: Option<Vec<PatientId>>,
}

/// What was signed and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignReceipt {
    /// The new documents.
    pub signed: Vec<ProgressNoteId>,
    /// People whose notes stay drafts because a check stops them.
    pub held: Vec<PatientId>,
    /// Why they stay drafts, in sentences that name nobody.
    pub why: Vec<String>,
    /// How many were signed before.
    pub already: i64,
}

impl Receipt for SignReceipt {}

impl Command for SignNotes {
    type Output = SignReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SignReceipt, Fact>, Refusal> {
        let sheet = Sheet::load(cx, self.session)?;
        let is_own = sheet.session.leaders.contains(&cx.actor.staff);
        cx.require_when(Action::Sign, Kind::ProgressNote, Circumstances::own_if(is_own))?;
        refuse_what_has_no_note(&sheet)?;
        let cosignature = cosignature(cx)?;
        let staff_names: Vec<String> = sheet.all_staff.values().map(|staff| staff.name.full()).collect();
        let findings = checks::check(&sheet, &staff_names);
        let mut receipt = SignReceipt::default();
        let mut patients = Vec::new();
        let ids: Vec<PatientId> = sheet.people.iter().map(|person| person.patient.id).collect();
        cx.tx.take_chains(ids.iter().copied().map(Chain::Patient))?;
        let episodes = episode::episode::current_of_each(cx.tx, &ids)?;
        for person in sheet.people.iter().filter(|person| self.concerns(person)) {
            let id = person.patient.id;
            if person.signed.is_some() {
                receipt.already += 1;
            } else if let Some(why) = held(&findings, person) {
                receipt.held.push(id);
                receipt.why.extend(why);
            } else {
                let episode = episodes.get(&id).ok_or_else(not_admitted)?.id;
                let note = document(cx, &sheet, person, episode, &findings, cosignature.clone());
                cx.tx.append(&note, &cx.entry("signed"))?;
                receipt.signed.push(note.id);
                patients.push(id);
            }
        }
        let facts = match patients.is_empty() {
            true => Vec::new(),
            false => vec![Fact::NotesSigned { session: self.session, day: sheet.session.day, patients }],
        };
        Ok(Done { output: receipt, facts })
    }
}

impl SignNotes {
    fn concerns(&self, person: &Person) -> bool {
        match &self.patients {
            Some(chosen) => chosen.contains(&person.patient.id),
            None => person.own.is_ready,
        }
    }
}

fn refuse_what_has_no_note(sheet: &Sheet) -> Result<(), Refusal> {
    if sheet.service.note == NoteRule::AttendanceOnly {
        return Err(Refusal::refused(
            "attendance_only",
            "S-19",
            "A peer-led group has attendance and no clinical note.",
            "The arrivals on the board are all it needs.",
        ));
    }
    if sheet.session.cancelled.is_some() {
        return Err(Refusal::refused("session_cancelled", "OP-11", "This session was cancelled.", "There is nothing to sign."));
    }
    Ok(())
}

/// Staff in training sign, and their supervisor signs beside them.
fn cosignature(cx: &Context<'_>) -> Result<Cosignature, Refusal> {
    match (cx.actor.needs_cosignature, cx.actor.supervisor) {
        (false, _) => Ok(Cosignature::NotNeeded),
        (true, Some(supervisor)) => Ok(Cosignature::Awaited(supervisor)),
        (true, None) => Err(Refusal::refused(
            "no_supervisor",
            "OP-11",
            "Your notes need a co-signature and no supervisor is set.",
            "Ask the clinical director to name your supervisor in Settings, Staff.",
        )),
    }
}

/// Every sentence that keeps a person's note from being signed; nothing when it may be.
fn held(findings: &[Finding<PatientId>], person: &Person) -> Option<Vec<String>> {
    if !person.arrival.is_present() {
        return Some(vec!["The person was not there: absence leaves an entry and no note.".to_owned()]);
    }
    let id = person.patient.id;
    let stops = |finding: &&Finding<PatientId>| finding.stops_signing && finding.person.is_none_or(|person| person == id);
    let why: Vec<String> = findings.iter().filter(stops).map(|finding| finding.sentence.clone()).collect();
    (!why.is_empty()).then_some(why)
}

fn document(
    cx: &Context<'_>,
    sheet: &Sheet,
    person: &Person,
    episode: EpisodeId,
    findings: &[Finding<PatientId>],
    cosignature: Cosignature,
) -> ProgressNote {
    let session = &sheet.session;
    let accepted = findings.iter().filter(|finding| finding.person == Some(person.patient.id));
    let mut note = ProgressNote {
        id: cx.new_id(),
        patient: person.patient.id,
        episode,
        session: session.id,
        session_name: session.name.clone(),
        service_type: session.service_type,
        day: session.day,
        shared: sheet.shared.clone(),
        leaders: sheet.leaders.iter().map(access::Staff::signature_name).collect(),
        group_size: i64::try_from(sheet.people.iter().filter(|p| p.arrival.is_present()).count()).unwrap_or(0),
        times: person.times.iter().map(|stretch| (stretch.arrived, stretch.left)).collect(),
        is_remote: person.is_remote(),
        telehealth: sheet.telehealth(person),
        credited_minutes: person.credited_minutes(),
        own: person.own.clone(),
        objectives: cited(person),
        signature: unsigned(cx),
        cosignature,
        accepted_findings: accepted.map(|finding| finding.sentence.clone()).collect(),
        is_late_entry: cx.today() > deadline(session.day) || person.paper.is_some(),
        first_on_paper: person.paper.clone(),
        standing: Standing::InForce,
    };
    note.signature.content_sha256 = note.content_sha256();
    note
}

fn not_admitted() -> Refusal {
    Refusal::refused("not_admitted", "OP-10", "This person was not admitted.", "Admit the person first; the draft stays.")
}

pub(super) fn unsigned(cx: &Context<'_>) -> Signature {
    Signature {
        staff: cx.actor.staff,
        name: cx.actor.signature_name.clone(),
        credential: cx.actor.credential.clone(),
        at: cx.now,
        content_sha256: String::new(),
    }
}

fn cited(person: &Person) -> Vec<CitedObjective> {
    let plan = person.plan.as_ref();
    let cite = |touched: &crate::group_note::Touched| {
        let objective = plan?.objective(touched.objective)?;
        Some(CitedObjective {
            id: objective.id,
            number: objective.number.clone(),
            words: objective.words.clone(),
            moved: touched.moved,
        })
    };
    person.own.touched.iter().filter_map(cite).collect()
}

/// A note is signed within two business days (OP-13).
#[must_use]
pub fn deadline(day: Date) -> Date {
    let mut last = day;
    let mut left = 2;
    while left > 0 {
        last = next_day(last);
        if !matches!(last.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    last
}
