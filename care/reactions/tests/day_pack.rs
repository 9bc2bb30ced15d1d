//! A day without the program: a pack is made, its slips are entered later as late entries, entered twice, taken back; nothing is
//! overwritten silently, minutes and day are counted from what stood on the paper (OP-09, OP-11, S-05).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use billing::service_day::ServiceDay;
use confidential::ChartView;
use reactions::day_pack::PrintDayPack;
use schedule::attendance::Attendance;
use schedule::group_session::GroupSession;
use support::{Desk, THURSDAY, day, moment, on_both_engines};
use treatment::ProgressNote;
use treatment::day_pack::view::SlipView;
use treatment::day_pack::{KeepSlip, MakeDayPack, OnPaper, OpenDayPacks, OpenSlip, SlipEntry, UndoSlip, WrittenOnPaper};
use vocabulary::id::{DayPackId, PatientId};

/// The evening before.
const EVENING: &str = "2026-03-11 18:00";
/// The morning after.
const NEXT_DAY: &str = "2026-03-13 08:30";

fn make(desk: &Desk) -> DayPackId {
    desk.at(EVENING);
    desk.house.perform(&desk.actor("fran"), &MakeDayPack { day: day(THURSDAY) }).unwrap()
}

fn open(desk: &Desk, who: &str, code: &str) -> SlipView {
    desk.house.ask(&desk.actor(who), &OpenSlip { code: code.to_owned() }).unwrap().clone()
}

/// The code of a person's slip in a session.
fn slip(desk: &Desk, pack: DayPackId, patient: PatientId, session: &GroupSession) -> String {
    let packs = desk.all::<treatment::day_pack::DayPack>("id = $1", pack);
    packs[0].slips.iter().find(|slip| slip.about == Some((session.id, patient))).unwrap().code.clone()
}

fn spare(desk: &Desk, pack: DayPackId) -> String {
    let packs = desk.all::<treatment::day_pack::DayPack>("id = $1", pack);
    packs[0].slips.iter().find(|slip| slip.about.is_none()).unwrap().code.clone()
}

fn written(desk: &Desk, arrived: &str, left: &str, words: &str) -> OnPaper {
    let at = |clock: &str| (!clock.is_empty()).then(|| moment(&format!("{THURSDAY} {clock}")));
    OnPaper::Written(Box::new(WrittenOnPaper {
        arrived: at(arrived),
        left: at(left),
        words: words.into(),
        written_by: (!words.is_empty()).then(|| desk.actor("jo").staff),
        written_at: if words.is_empty() { None } else { at("10:20") },
        ..WrittenOnPaper::default()
    }))
}

fn keep(code: &str, on_paper: OnPaper, version: Option<i64>, draft: i64) -> KeepSlip {
    KeepSlip { code: code.into(), about: None, on_paper, version, draft }
}

fn minutes(desk: &Desk, patient: PatientId) -> i64 {
    let days = desk.all::<ServiceDay>("patient_id = $1", patient);
    days.iter().find(|one| one.day == day(THURSDAY)).map_or(0, |one| one.credited_minutes)
}

#[test]
fn op_11_what_was_written_on_paper_is_a_late_entry_that_says_who_wrote_it_and_when() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let session = desk.session("morning", THURSDAY);
        let pack = make(desk);
        let code = slip(desk, pack, robin, &session);
        desk.at(NEXT_DAY);
        let jo = desk.actor("jo");
        let says = written(desk, "09:05", "", "Named two evenings and what helped.");
        let id = desk.house.perform(&jo, &keep(&code, says.clone(), None, 0)).unwrap();
        // The same again says nothing new; with a version that nobody saw it is told.
        let stale = desk.house.perform(&jo, &keep(&code, says.clone(), None, 0)).unwrap_err();
        assert!(matches!(stale, Refusal::Conflict), "{stale:?}");
        assert_eq!(desk.house.perform(&jo, &keep(&code, says, Some(1), 1)).unwrap(), id);
        let entries = desk.all::<SlipEntry>("patient_id = $1", robin);
        assert_eq!((entries.len(), entries[0].version), (1, 1));
        // The times on the paper are the marks, noted today, and the day is counted from them.
        let attendance = desk.all::<Attendance>("patient_id = $1", robin);
        let mark = &attendance[0].marks[0];
        assert_eq!((mark.at, mark.noted_at), (moment("2026-03-12 09:05"), moment(NEXT_DAY)));
        assert!(minutes(desk, robin) > 0);
        // The leader signs: a late entry, although the deadline is not over.
        desk.write("jo", &session, robin, "Named two evenings and what helped.");
        let signed = desk.sign("jo", &session);
        assert_eq!(signed.signed.len(), 1, "{signed:?}");
        let note = &desk.all::<ProgressNote>("patient_id = $1", robin)[0];
        assert!(note.is_late_entry);
        let paper = note.first_on_paper.as_ref().unwrap();
        assert_eq!((paper.at, paper.slip.as_str()), (moment("2026-03-12 10:20"), code.as_str()));
        assert_eq!(paper.by, jo.signature_name);
        assert_eq!(note.signature.content_sha256, note.content_sha256());
        // Signed is signed: words are not entered any more, times are.
        let more = written(desk, "09:05", "10:00", "Other words.");
        let refused = desk.house.perform(&jo, &keep(&code, more, Some(1), 2)).unwrap_err();
        assert!(matches!(&refused, Refusal::Refused { reason: "note_signed", .. }), "{refused:?}");
        assert!(desk.verify().broken.is_none());
    });
}

#[test]
fn op_09_a_second_entry_is_another_version_and_undo_puts_back_what_stood() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let session = desk.session("morning", THURSDAY);
        let pack = make(desk);
        let code = slip(desk, pack, robin, &session);
        desk.at(NEXT_DAY);
        let jo = desk.actor("jo");
        let first = written(desk, "09:00", "", "The first words.");
        desk.house.perform(&jo, &keep(&code, first.clone(), None, 0)).unwrap();
        let whole = minutes(desk, robin);
        let view = open(desk, "jo", &code);
        let draft = view.about.as_ref().unwrap().draft.clone().unwrap();
        assert_eq!(draft.words, "The first words.");
        let second = written(desk, "09:40", "", "The words read again.");
        desk.house.perform(&jo, &keep(&code, second, Some(1), draft.version)).unwrap();
        let shorter = minutes(desk, robin);
        assert!(shorter < whole, "{shorter} {whole}");
        let marks = desk.all::<Attendance>("patient_id = $1", robin)[0].marks.clone();
        assert_eq!(
            marks.iter().filter(|mark| mark.withdrawn.is_none()).count(),
            1,
            "what it said before is taken back: {marks:?}"
        );
        assert_eq!(marks.len(), 2, "and stays readable");
        let draft = open(desk, "jo", &code).about.unwrap().draft.unwrap();
        assert_eq!(draft.words, "The words read again.");
        // Undo: the version before; once more: nothing was entered.
        desk.house.perform(&jo, &UndoSlip { code: code.clone(), version: 2, draft: draft.version }).unwrap();
        let view = open(desk, "jo", &code);
        assert_eq!(view.entry.as_ref().unwrap().entry.on_paper, first);
        assert_eq!((minutes(desk, robin), view.about.unwrap().draft.unwrap().words.as_str()), (whole, "The first words."));
        let taken = keep(&code, OnPaper::Withdrawn, Some(3), open(desk, "jo", &code).about.unwrap().draft.unwrap().version);
        desk.house.perform(&jo, &taken).unwrap();
        let view = open(desk, "jo", &code);
        assert_eq!((view.progress.entered, view.about.unwrap().draft.unwrap().words.as_str()), (0, ""));
        assert_eq!(minutes(desk, robin), 0);
        assert!(desk.verify().broken.is_none());
    });
}

#[test]
fn s_05_the_desk_enters_times_and_the_words_wait_for_somebody_who_writes_notes() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let session = desk.session("morning", THURSDAY);
        let pack = make(desk);
        let code = slip(desk, pack, robin, &session);
        desk.at(NEXT_DAY);
        let fran = desk.actor("fran");
        let OnPaper::Written(mut times) = written(desk, "09:05", "10:10", "") else { panic!() };
        times.words_to_come = true;
        desk.house.perform(&fran, &keep(&code, OnPaper::Written(times), None, 0)).unwrap();
        let packs = desk.house.ask(&fran, &OpenDayPacks).unwrap();
        assert_eq!((packs.packs[0].progress.entered, packs.packs[0].progress.words_to_come), (1, 1));
        let refused = desk.house.perform(&fran, &keep(&code, written(desk, "09:05", "", "Words"), Some(1), 0)).unwrap_err();
        assert!(matches!(refused, Refusal::NotFound), "the desk writes no notes: {refused:?}");
        let says = written(desk, "09:05", "10:10", "She laughed again.");
        desk.house.perform(&desk.actor("jo"), &keep(&code, says, Some(1), 0)).unwrap();
        // The desk corrects a time; the words it does not see stay.
        let seen = open(desk, "fran", &code);
        assert_eq!(seen.entry.unwrap().entry.written().unwrap().words, "");
        desk.house.perform(&fran, &keep(&code, written(desk, "09:15", "10:10", ""), Some(2), 0)).unwrap();
        let draft = open(desk, "jo", &code).about.unwrap().draft.unwrap();
        assert_eq!(draft.words, "She laughed again.");
    });
}

#[test]
fn op_11_words_in_the_draft_are_kept_aside_when_those_on_paper_take_their_place() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let session = desk.session("morning", THURSDAY);
        let pack = make(desk);
        let code = slip(desk, pack, robin, &session);
        desk.at(NEXT_DAY);
        desk.write("jo", &session, robin, "Typed before the line went down.");
        let jo = desk.actor("jo");
        let says = written(desk, "09:00", "", "Written on paper.");
        let unseen = desk.house.perform(&jo, &keep(&code, says.clone(), None, 0)).unwrap_err();
        assert!(matches!(unseen, Refusal::Conflict), "a draft that nobody saw is never put aside: {unseen:?}");
        let draft = open(desk, "jo", &code).about.unwrap().draft.unwrap();
        assert_eq!(draft.words, "Typed before the line went down.");
        desk.house.perform(&jo, &keep(&code, says, None, draft.version)).unwrap();
        let composer = desk.house.ask(&jo, &treatment::group_note::OpenComposer { session: session.id }).unwrap();
        assert!(composer.kept_aside.iter().any(|aside| format!("{aside:?}").contains("Typed before the line went down.")));
    });
}

#[test]
fn a_code_is_unknown_of_another_pack_or_blank_and_each_is_said() {
    on_both_engines(|desk| {
        let (robin, lee) = (desk.admit("Robin", "Silva"), desk.admit("Lee", "Ray"));
        let session = desk.session("morning", THURSDAY);
        let first = make(desk);
        desk.at("2026-03-11 18:30");
        let second = desk.house.perform(&desk.actor("jo"), &MakeDayPack { day: day(THURSDAY) }).unwrap();
        let (old, new) = (slip(desk, first, robin, &session), slip(desk, second, robin, &session));
        assert_ne!(old, new);
        desk.at(NEXT_DAY);
        let jo = desk.actor("jo");
        assert!(open(desk, "jo", &old).is_older && !open(desk, "jo", &new.to_lowercase()).is_older);
        for (typed, said) in [("K7Q", "no code of a slip"), ("", "no code of a slip"), (&wrong(&old), "no code of a slip")] {
            let Refusal::Invalid(problems) = desk.house.ask(&jo, &OpenSlip { code: typed.to_owned() }).map(|_| ()).unwrap_err()
            else {
                panic!("{typed}")
            };
            assert!(problems[0].field == "code" && problems[0].sentence.contains(said), "{problems:?}");
        }
        let blank = spare(desk, second);
        assert!(open(desk, "jo", &blank).choices.iter().any(|(_, patient, _)| *patient == lee));
        let nobody = desk.house.perform(&jo, &keep(&blank, OnPaper::Lost, None, 0)).unwrap_err();
        assert!(matches!(&nobody, Refusal::Invalid(problems) if problems[0].field == "person"), "{nobody:?}");
        let about = KeepSlip { about: Some((session.id, lee)), ..keep(&blank, written(desk, "09:00", "", ""), None, 0) };
        desk.house.perform(&jo, &about).unwrap();
        let other = KeepSlip { about: Some((session.id, robin)), ..keep(&blank, OnPaper::Lost, Some(1), 0) };
        assert!(matches!(desk.house.perform(&jo, &other).unwrap_err(), Refusal::Invalid(_)), "a slip does not change charts");
        for (at, says) in [
            ("left", written(desk, "09:30", "09:10", "")),
            ("arrived", written(desk, "", "09:30", "")),
            ("arrived", written(desk, "", "", "")),
        ] {
            let Refusal::Invalid(problems) = desk.house.perform(&jo, &keep(&new, says, None, 0)).unwrap_err() else { panic!() };
            assert_eq!(problems[0].field, at, "{problems:?}");
        }
        desk.house.perform(&jo, &keep(&new, OnPaper::NothingWritten, None, 0)).unwrap();
        desk.house.perform(&jo, &keep(&old, OnPaper::Lost, None, 0)).unwrap();
        assert!(desk.verify().broken.is_none());
    });
}

/// The code with its last letter changed.
fn wrong(code: &str) -> String {
    let last = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &code[..5])
}

#[test]
fn p2_65_printing_is_a_look_at_everybody_on_the_paper_and_shows_no_more_than_a_role_may_see() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let pack = make(desk);
        let before = desk.all::<ChartView>("patient_id = $1", robin).len();
        let for_desk = desk.house.ask(&desk.actor("fran"), &PrintDayPack { pack }).unwrap();
        assert_eq!(desk.all::<ChartView>("patient_id = $1", robin).len(), before + 1);
        assert!(for_desk.medicines.is_none() && for_desk.contacts.is_some());
        let of_robin = for_desk.slips.iter().filter_map(|slip| slip.about.as_ref()).next().unwrap();
        assert!(of_robin.objectives.is_none(), "the desk sees no plan");
        let for_jo = desk.house.ask(&desk.actor("jo"), &PrintDayPack { pack }).unwrap();
        let objectives = for_jo.slips.iter().find_map(|slip| slip.about.as_ref()?.objectives.clone()).unwrap();
        assert!(!objectives.is_empty());
        let biller = desk.actor("bea");
        assert!(matches!(desk.house.ask(&biller, &PrintDayPack { pack }).unwrap_err(), Refusal::NotFound));
        assert!(matches!(desk.house.ask(&biller, &OpenDayPacks).unwrap_err(), Refusal::NotFound));
    });
}
