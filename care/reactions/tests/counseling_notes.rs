//! Counseling notes: a store of their own inside the house, read by whoever wrote them, sealed before the ledger sees them
//! (42 CFR 2.11; P2-11, P2-23, P2-24).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Kind, Refusal, Sealed};
use confidential::ChartView;
use reactions::as_of::ReadAsOf;
use reactions::chart::OpenChart;
use reactions::own::WhyLooked;
use reactions::people::FindPeople;
use reactions::person::WhoLooked;
use reactions::today::OpenTodayBoard;
use reactions::{ExportChart, House};
use store::DatabaseUrl;
use support::{Desk, THURSDAY, day, on_both_engines};
use treatment::counseling_note::{
    AmendCounselingNote, CounselingNote, ListCounselingNotes, ListCounselingNotesOfOthers, OrdinaryItem, ReadCounselingNote,
    ReadingPurpose, WriteCounselingNote,
};
use treatment::progress_note::OpenNote;
use vocabulary::id::{CounselingNoteId, PatientId};

/// A word that nobody else writes.
const SAID: &str = "quetzal";

fn write(patient: PatientId, words: &str) -> WriteCounselingNote {
    WriteCounselingNote { patient, session: None, day: day(THURSDAY), words: words.into(), left_in: vec![] }
}

/// Robin on Thursday, with a note that Jo keeps.
fn kept(desk: &Desk) -> (PatientId, CounselingNoteId) {
    let robin = desk.admit("Robin", "Silva");
    desk.at("2026-03-12 11:00");
    let words = format!("Robin spoke of the {SAID} that came to the window.");
    let note = desk.house.perform(&desk.actor("jo"), &write(robin, &words)).unwrap();
    (robin, note)
}

fn read(desk: &Desk, who: &str, note: CounselingNoteId) -> Result<String, Refusal> {
    let opened = desk.house.ask(&desk.actor(who), &ReadCounselingNote { note, purpose: None })?;
    Ok(opened.words.clone())
}

#[test]
fn p2_24_its_originator_reads_it_and_the_look_is_written_down() {
    on_both_engines(|desk| {
        let (robin, note) = kept(desk);
        assert!(read(desk, "jo", note).unwrap().contains(SAID));
        let looks: Vec<ChartView> = desk.all::<ChartView>("patient_id = $1", robin).into_iter().map(|look| look.record).collect();
        assert_eq!(
            looks.iter().map(|look| (look.staff, look.kind)).collect::<Vec<_>>(),
            [(desk.actor("jo").staff, Kind::CounselingNote)]
        );
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_24_nobody_else_reads_it_and_absent_is_said_in_the_same_words() {
    on_both_engines(|desk| {
        let (robin, note) = kept(desk);
        let nowhere: CounselingNoteId = "0190a0b0-0000-7000-8000-00000000dead".parse().unwrap();
        for staff in desk.house.all_staff().unwrap() {
            let actor = Actor::of(&staff);
            if actor.staff == desk.actor("jo").staff {
                continue;
            }
            let ask = |note| desk.house.ask(&actor, &ReadCounselingNote { note, purpose: None }).map(|_| ());
            assert_eq!((ask(note), ask(nowhere)), (Err(Refusal::NotFound), Err(Refusal::NotFound)), "{}", staff.login);
            let amend = AmendCounselingNote { note, version: 1, words: "Mine".into(), left_in: vec![] };
            assert_eq!(desk.house.perform(&actor, &amend), Err(Refusal::NotFound), "{}", staff.login);
            if let Ok(list) = desk.house.ask(&actor, &ListCounselingNotes { patient: robin }) {
                assert!(list.is_empty(), "{} keeps none and sees none", staff.login);
            }
        }
        let looks = desk.all::<ChartView>("patient_id = $1", robin);
        assert!(looks.iter().all(|look| look.kind != Kind::CounselingNote), "nobody looked");
    });
}

#[test]
fn p2_24_the_director_reads_for_a_purpose_of_the_law_which_stays_with_the_look() {
    on_both_engines(|desk| {
        let (robin, note) = kept(desk);
        let director = desk.actor("dana");
        let purpose = Some(ReadingPurpose::Oversight);
        let of_others = ListCounselingNotesOfOthers { patient: robin, purpose: ReadingPurpose::Training };
        let list = desk.house.ask(&director, &of_others).unwrap();
        assert_eq!((list.len(), list[0].id), (1, note));
        // That they saw who keeps what, and when it was said, is a look of its own.
        let officer = Actor { roles: vec![access::Role::ComplianceOfficer], ..director.clone() };
        let looks = || desk.house.ask(&officer, &WhoLooked { patient: robin }).unwrap().views.clone();
        let purposes = |looks: &[reactions::person::LookedAt]| looks.iter().map(|look| (look.kind, look.why)).collect::<Vec<_>>();
        assert_eq!(purposes(&looks()), [(Kind::CounselingNote, WhyLooked::Training)]);
        desk.at("2026-03-12 11:05");
        let opened = desk.house.ask(&director, &ReadCounselingNote { note, purpose }).unwrap();
        assert!(opened.words.contains(SAID) && !opened.is_own && opened.earlier.is_empty());
        let sql = "SELECT reason FROM record WHERE kind = 'chart_view' ORDER BY recorded_at DESC, position DESC LIMIT 1";
        let reason = desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.query_one(sql, &[])?.unwrap()));
        assert_eq!(reason.unwrap().text(0).unwrap(), "counseling note opened for oversight of the originator");
        let both = [(Kind::CounselingNote, WhyLooked::Oversight), (Kind::CounselingNote, WhyLooked::Training)];
        assert_eq!(purposes(&looks()), both, "the purpose that was stated is the purpose that is shown");
        // A clinician has no such purpose.
        let mae = desk.house.all_staff().unwrap().into_iter().find(|s| s.roles == [access::Role::Clinician] && s.login != "jo");
        if let Some(other) = mae {
            let ask = desk.house.ask(&Actor::of(&other), &ReadCounselingNote { note, purpose });
            assert!(matches!(ask, Err(Refusal::NotFound)));
        }
    });
}

#[test]
fn p2_11_amending_keeps_what_stood_before_and_writes_no_word_in_the_clear() {
    on_both_engines(|desk| {
        let (_, note) = kept(desk);
        let jo = desk.actor("jo");
        let amend = |version, words: &str| AmendCounselingNote { note, version, words: words.into(), left_in: vec![] };
        desk.house.perform(&jo, &amend(1, "It was a heron.")).unwrap();
        assert_eq!(desk.house.perform(&jo, &amend(1, "A stork?")), Err(Refusal::Conflict), "not over what stands");
        let opened = desk.house.ask(&jo, &ReadCounselingNote { note, purpose: None }).unwrap();
        assert_eq!((opened.version, opened.words.as_str(), opened.earlier.len()), (2, "It was a heron.", 1));
        assert!(opened.earlier[0].2.contains(SAID));
        let lines = std::cell::RefCell::new(Vec::new());
        desk.house.store(store::DirectAccess).dump(&lines).unwrap();
        let dump = String::from_utf8(lines.into_inner()).unwrap();
        assert!(dump.contains("counseling_note") && !dump.contains(SAID) && !dump.contains("heron"), "nothing in any table");
        assert_eq!(desk.verify().broken, None, "the chain covers what is sealed");
    });
}

#[test]
fn p2_11_what_looks_like_the_ordinary_chart_is_asked_about_and_the_answer_is_kept() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        let jo = desk.actor("jo");
        let wish = write(robin, "From 9:00-10:00 Robin held the bottle of 8 mg in one hand.");
        let Err(Refusal::Invalid(asked)) = desk.house.perform(&jo, &wish) else { panic!("it is asked about") };
        let fields: Vec<&str> = asked.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["left_in.medication", "left_in.session_times"]);
        assert!(asked.iter().all(|one| one.sentence.contains("belongs in the chart note") && !one.sentence.contains("8 mg")));
        let half = WriteCounselingNote { left_in: vec![OrdinaryItem::Medication], ..wish.clone() };
        let Err(Refusal::Invalid(asked)) = desk.house.perform(&jo, &half) else { panic!("each is answered") };
        assert_eq!(asked.len(), 1);
        let both = [OrdinaryItem::Medication, OrdinaryItem::SessionTimes];
        // What was answered and is not there is not kept as left in.
        let whole = WriteCounselingNote { left_in: vec![both[0], both[1], OrdinaryItem::Plan], ..wish };
        let note = desk.house.perform(&jo, &whole).unwrap();
        assert_eq!(desk.all::<CounselingNote>("id = $1", note)[0].left_in, both);
    });
}

#[test]
fn p2_11_a_note_is_about_a_session_that_its_originator_led() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 12:30");
        let session = desk.session("morning", THURSDAY);
        let about = WriteCounselingNote { session: Some(session.id), ..write(robin, "The window again.") };
        let leader = desk.house.all_staff().unwrap().into_iter().find(|staff| session.leaders.contains(&staff.id)).unwrap();
        let note = desk.house.perform(&Actor::of(&leader), &about).unwrap();
        let list = desk.house.ask(&Actor::of(&leader), &ListCounselingNotes { patient: robin }).unwrap();
        assert_eq!((list[0].id, list[0].session.as_deref()), (note, Some(session.name.as_str())));
        let refused = desk.house.perform(&desk.actor("dana"), &about);
        assert!(matches!(&refused, Err(Refusal::Invalid(all)) if all[0].field == "session"), "{refused:?}");
        let tomorrow = WriteCounselingNote { day: day("2026-03-13"), ..write(robin, "Not yet.") };
        assert!(matches!(desk.house.perform(&desk.actor("jo"), &tomorrow), Err(Refusal::Invalid(all)) if all[0].field == "day"));
        let front_desk = desk.house.perform(&desk.actor("fran"), &write(robin, "x"));
        assert_eq!(front_desk, Err(Refusal::NotFound), "who keeps no such notes gets the words of nothing");
    });
}

#[test]
fn p2_11_sealed_words_cannot_be_moved_to_another_chart_or_another_name() {
    on_both_engines(|desk| {
        let (_, note) = kept(desk);
        let other = desk.admit("Lee", "Okafor");
        desk.at("2026-03-12 11:30");
        // Somebody at the database gives the row to another chart and another originator.
        let stolen = desk.all::<CounselingNote>("id = $1", note)[0].record.clone();
        let dana = desk.actor("dana");
        for forged in [CounselingNote { patient: other, ..stolen.clone() }, CounselingNote { originator: dana.staff, ..stolen }] {
            let body = serde_json::to_string(&forged).unwrap();
            let sql = "UPDATE counseling_note SET body = $1, patient_id = $2, originator_id = $3 WHERE id = $4";
            let values = [store::text(body), store::text(forged.patient), store::text(forged.originator), store::text(note)];
            desk.house.store(store::DirectAccess).write::<_, Refusal>(|tx| Ok(tx.execute(sql, &values)?)).unwrap();
            let who = if forged.originator == dana.staff { "dana" } else { "jo" };
            assert!(matches!(read(desk, who, note), Err(Refusal::Fault(_))), "it stays shut for {who}");
            assert!(desk.verify().broken.is_some(), "and the ledger shows it");
        }
    });
}

#[test]
fn p2_11_the_words_come_out_of_no_search_board_chart_as_of_export_or_list_of_looks() {
    on_both_engines(|desk| {
        // A signed chart note of the same day, so that what is shown is not simply nothing.
        let robin = desk.admit("Robin", "Silva");
        let session = desk.session("morning", THURSDAY);
        desk.mark(robin, &session, schedule::attendance::MarkKind::Arrived, "2026-03-12 08:55");
        desk.at("2026-03-12 12:30");
        let leader = desk.house.all_staff().unwrap().into_iter().find(|staff| session.leaders.contains(&staff.id)).unwrap();
        desk.write(&leader.login, &session, robin, "Named payday as a risk.");
        desk.sign(&leader.login, &session);
        desk.at("2026-03-12 13:00");
        let words = format!("Robin spoke of the {SAID} that came to the window.");
        desk.house.perform(&desk.actor("jo"), &write(robin, &words)).unwrap();
        let signed = desk.all::<treatment::ProgressNote>("patient_id = $1", robin)[0].id;
        let now = desk.clock.now();
        for staff in desk.house.all_staff().unwrap() {
            let actor = Actor::of(&staff);
            let house = &desk.house;
            let mut shown = Vec::new();
            shown.push(house.ask(&actor, &OpenChart { patient: robin }).map(|view| format!("{:?}", *view)));
            shown.push(house.ask(&actor, &ReadAsOf { patient: robin, at: now }).map(|view| format!("{:?}", *view)));
            shown.push(house.ask(&actor, &WhoLooked { patient: robin }).map(|view| format!("{:?}", *view)));
            shown.push(house.ask(&actor, &FindPeople { words: SAID.into(), limit: 20 }).map(|view| format!("{:?}", *view)));
            shown.push(house.ask(&actor, &OpenTodayBoard { day: day(THURSDAY), only_mine: false }).map(|v| format!("{:?}", *v)));
            shown.push(house.ask(&actor, &OpenNote { note: signed }).map(|view| format!("{:?}", *view)));
            shown.push(export(house, &actor, robin));
            let shown: Vec<String> = shown.into_iter().flatten().collect();
            for text in &shown {
                assert!(!text.contains(SAID), "{}: {text}", staff.login);
            }
            let is_jo = staff.login == "jo";
            let chart = shown.iter().find(|text| text.starts_with("Chart {"));
            assert_eq!(
                chart.is_some_and(|chart| chart.contains("CounselingNote {")),
                is_jo,
                "that there is one: {}",
                staff.login
            );
        }
        let export = export(&desk.house, &officer(desk), robin).unwrap();
        assert!(export.contains("withheld: 1") && !export.contains("counseling_note"), "{export}");
    });
}

fn officer(desk: &Desk) -> Actor {
    let mut officer = desk.actor("dana");
    officer.roles = vec![access::Role::ComplianceOfficer];
    officer
}

fn export(house: &House, actor: &Actor, patient: PatientId) -> Result<String, Refusal> {
    let wish = ExportChart { patient, as_of: house.clock().now(), purpose: "asked for".into() };
    house.export_chart(actor, &wish).map(|chart| format!("{:?}", *chart))
}

#[test]
fn p2_54_without_the_key_nothing_opens_and_whoever_asks_is_told_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("stepdown.db"));
    let desk = Desk::open(&url);
    let (_, note) = kept(&desk);
    let sealed: Sealed = desk.all::<CounselingNote>("id = $1", note)[0].words.clone();
    let name = access::KeyRing::add_key(&folder.path().join("chart.key")).unwrap();
    let again = |desk: &Desk, seed| {
        let zone = desk.house.zone().clone();
        let house = House::open(&url, desk.clock.clone(), vocabulary::IdSource::seeded(seed), zone).unwrap();
        Desk { house, clock: desk.clock.clone() }
    };
    // A new key on the ring: what was sealed before still opens, what is written now has the new one.
    let desk = again(&desk, 9);
    assert!(read(&desk, "jo", note).unwrap().contains(SAID));
    let amend = AmendCounselingNote { note, version: 1, words: "A heron.".into(), left_in: vec![] };
    desk.house.perform(&desk.actor("jo"), &amend).unwrap();
    let now = desk.all::<CounselingNote>("id = $1", note)[0].words.clone();
    assert_eq!((now.key == name, sealed.key == name), (true, false));
    assert_eq!(desk.house.ask(&desk.actor("jo"), &ReadCounselingNote { note, purpose: None }).unwrap().earlier.len(), 1);
    // Another computer, without the file: it is not made anew, or the loss would show too late.
    let key = folder.path().join("chart.key");
    let (kept_key, elsewhere) = (std::fs::read(&key).unwrap(), folder.path().join("elsewhere"));
    std::fs::rename(&key, &elsewhere).unwrap();
    let desk = again(&desk, 10);
    assert_eq!((desk.house.missing_keys(), key.exists()), (["chart.key"].as_slice(), false));
    let refused = read(&desk, "jo", note);
    assert!(matches!(&refused, Err(Refusal::Refused { reason: "no_record_key", remedy, .. }) if remedy.contains("chart.key")));
    let amend = AmendCounselingNote { note, version: 2, words: "Two herons.".into(), left_in: vec![] };
    let refused = desk.house.perform(&desk.actor("jo"), &amend).map(|_| ());
    assert!(matches!(refused, Err(Refusal::Refused { reason: "no_record_key", .. })), "{refused:?}");
    // The file is back, and with it everything.
    std::fs::rename(&elsewhere, &key).unwrap();
    let desk = again(&desk, 11);
    assert!(desk.house.missing_keys().is_empty());
    assert!(read(&desk, "jo", note).unwrap().contains("A heron."));
    assert_eq!(std::fs::read(&key).unwrap(), kept_key);
}
