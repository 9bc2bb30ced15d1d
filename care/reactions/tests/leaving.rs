//! Work ends in one act: nothing opens any more, what was signed stays signed, what is open stands on a list for whoever answers for it
//! (S-26; ASVS 5.0.0-7.4.2).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Staff, Visit};
use reactions::House;
use reactions::accounts::{BeginAnew, EndWork, KnownBy};
use reactions::hand_over::{LeftBehind, OpenHandOver};
use schedule::attendance::MarkKind;
use schedule::group_session::PlanWeek;
use schedule::program::{ChangeItem, ImportProgram, Item, ProgramFile};
use support::{Desk, THURSDAY, day, on_both_engines};
use treatment::progress_note::ProgressNote;
use vocabulary::id::PatientId;
use vocabulary::{IdSource, ProgramZone};

fn staff(desk: &Desk, login: &str) -> Staff {
    desk.house.all_staff().unwrap().into_iter().find(|staff| staff.login == login).unwrap()
}

fn end(desk: &Desk, who: &str, whose: &Staff) -> Result<(), Refusal> {
    desk.house.perform(&desk.actor(who), &EndWork { staff: whose.id, why: "Moves away".into() })
}

fn left_by(desk: &Desk, who: &str, whose: &Staff) -> Result<Option<LeftBehind>, Refusal> {
    let view = desk.house.ask(&desk.actor(who), &OpenHandOver { staff: Some(whose.id) })?;
    Ok(view.people.first().cloned())
}

/// Thursday at 11:00: Robin's note of Monday is signed by Jo, that of today is begun.
fn morning(desk: &Desk) -> PatientId {
    let robin = desk.admit("Robin", "Silva");
    desk.house.perform(&desk.actor("dana"), &PlanWeek { day: day("2026-03-16") }).unwrap();
    let (monday, today) = (desk.session("morning", "2026-03-09"), desk.session("morning", THURSDAY));
    desk.mark(robin, &monday, MarkKind::Arrived, "2026-03-09 08:55");
    desk.write("jo", &monday, robin, "Named two high-risk situations and whom to call in each.");
    desk.sign("jo", &monday);
    desk.mark(robin, &today, MarkKind::Arrived, "2026-03-12 08:55");
    desk.at("2026-03-12 11:00");
    desk.write("jo", &today, robin, "Practiced saying no at the door and asked for a second try.");
    robin
}

#[test]
fn asvs_7_4_2_work_ends_in_one_act_and_nothing_opens_any_more() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 11:00");
        let jo = staff(desk, "jo");
        let (one, other) = (desk.house.begin_session(jo.id).unwrap(), desk.house.begin_session(jo.id).unwrap());
        let link = desk.house.invite(&desk.actor("dana"), jo.id).unwrap();
        let code = sign_in::SessionToken::from_cookie(link.path.trim_start_matches("/setup/")).unwrap();
        let known_by = KnownBy::Subject("f3c1".into());
        desk.house.bind_organisation_account(&desk.actor("dana"), jo.id, "https://id.example.org", &known_by).unwrap();
        assert!(matches!(desk.house.visit(&one, true), Ok(Visit::Signed(_))));

        end(desk, "wren", &jo).unwrap();

        for session in [&one, &other] {
            assert_eq!(desk.house.visit(session, true).unwrap(), Visit::Nobody, "at the next request");
        }
        assert_eq!(desk.house.invited(&code).unwrap(), None, "the link is dead");
        assert_eq!(desk.house.organisation_account(&desk.actor("dana"), jo.id).unwrap(), None);
        assert!(matches!(desk.house.invite(&desk.actor("dana"), jo.id), Err(Refusal::Invalid(_))));
        let bound = desk.house.bind_organisation_account(&desk.actor("dana"), jo.id, "https://id.example.org", &known_by);
        assert!(matches!(bound, Err(Refusal::Invalid(_))));
        let gone = staff(desk, "jo");
        assert_eq!((gone.to, gone.left_at), (Some(day(THURSDAY)), Some(desk.clock.now())), "the day and the moment");
        assert!(!gone.works_on(day(THURSDAY)) && gone.works_on(day("2026-03-11")), "the days before stay what they were");
        assert_eq!(end(desk, "wren", &jo), Ok(()), "once more changes nothing");
        assert_eq!(staff(desk, "jo"), gone);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn asvs_7_4_2_a_session_ends_on_every_node_of_one_database() {
    let server = std::env::var("STEPDOWN_TEST_POSTGRES").unwrap();
    let url = store::testing::fresh_postgres(&server).0;
    let desk = Desk::open(&url);
    desk.at("2026-03-12 11:00");
    let zone = ProgramZone::parse("America/New_York").unwrap();
    let (store, keys) = (store::Store::open(&url).unwrap(), reactions::Keys::for_this_run().unwrap());
    let node = House::of(store, keys, desk.clock.clone(), IdSource::seeded(4), zone).unwrap();
    let jo = staff(&desk, "jo");
    let session = node.begin_session(jo.id).unwrap();
    assert!(matches!(node.visit(&session, true), Ok(Visit::Signed(_))));
    end(&desk, "dana", &jo).unwrap();
    assert_eq!(node.visit(&session, true).unwrap(), Visit::Nobody);
    assert!(matches!(node.visit(&desk.house.begin_session(jo.id).unwrap(), true), Ok(Visit::Nobody)), "whoever begins one");
}

#[test]
fn only_whoever_manages_staff_ends_work_with_a_reason_and_never_their_own() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 11:00");
        let (jo, wren) = (staff(desk, "jo"), staff(desk, "wren"));
        for who in ["fran", "ines", "sam", "bea"] {
            assert!(matches!(end(desk, who, &jo), Err(Refusal::Refused { reason: "not_your_role", .. })), "{who}");
        }
        assert!(matches!(end(desk, "wren", &wren), Err(Refusal::Refused { reason: "own_account", .. })));
        let without = desk.house.perform(&desk.actor("dana"), &EndWork { staff: jo.id, why: " ".into() });
        assert!(matches!(without, Err(Refusal::Invalid(problems)) if problems[0].field == "why"));
        assert_eq!(staff(desk, "jo"), jo);
    });
}

#[test]
fn what_was_signed_stays_theirs_and_what_is_open_is_listed_until_somebody_else_has_it() {
    on_both_engines(|desk| {
        let robin = morning(desk);
        let jo = staff(desk, "jo");
        assert!(left_by(desk, "dana", &jo).unwrap().is_none(), "nothing is listed of somebody who works here");

        end(desk, "dana", &jo).unwrap();

        let notes: Vec<ProgressNote> =
            desk.all::<ProgressNote>("patient_id = $1", robin).into_iter().map(|one| one.record).collect();
        assert_eq!(notes.len(), 1);
        let signed = serde_json::to_value(&notes[0]).unwrap().to_string();
        assert!(signed.contains("Jo Alvarez, LICSW") && signed.contains(&jo.id.to_string()), "still signed by Jo");
        let left = left_by(desk, "dana", &jo).unwrap().unwrap();
        let open: Vec<_> = left.notes.iter().map(|one| (one.day, one.unsigned, one.has_draft)).collect();
        // Monday's second group, which nobody wrote, and the first of today, which is begun
        assert_eq!(open, [(day("2026-03-09"), 1, false), (day(THURSDAY), 1, true)]);
        assert_eq!(
            left.places.iter().map(|one| (one.patient, one.role.as_str())).collect::<Vec<_>>(),
            [(robin, "primary counselor")]
        );
        assert!(left.groups.iter().all(|group| !group.has_another && group.meetings > 0 && group.next > Some(day(THURSDAY))));
        assert_eq!(left.groups.len(), 2);
        assert_eq!(left.in_training, ["Sam Okoro"]);
        assert!(left.count() > 4);

        for who in ["wren", "fran", "sam", "bea"] {
            assert_eq!(left_by(desk, who, &jo).map(|_| ()), Err(Refusal::NotFound), "{who}: it names people in care");
        }
        let dana = desk.actor("dana");
        desk.house.perform(&dana, &BeginAnew { staff: jo.id, from: day(THURSDAY), why: "Stays after all".into() }).unwrap();
        assert!(left_by(desk, "dana", &jo).unwrap().is_none());
    });
}

#[test]
fn a_supervisor_sees_what_somebody_in_training_left() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 11:00");
        let sam = staff(desk, "sam");
        assert_eq!(left_by(desk, "jo", &sam).map(|_| ()), Err(Refusal::NotFound), "Sam works here");
        end(desk, "dana", &sam).unwrap();
        assert_eq!(left_by(desk, "jo", &sam).unwrap().unwrap().staff.id, sam.id);
        let all = desk.house.ask(&desk.actor("dana"), &OpenHandOver { staff: None }).unwrap();
        assert!(all.people.iter().all(|one| one.staff.id == sam.id), "nobody else left");
    });
}

#[test]
fn only_a_new_start_brings_somebody_back_and_every_way_in_is_made_anew() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 11:00");
        let jo = staff(desk, "jo");
        end(desk, "dana", &jo).unwrap();
        let gone = staff(desk, "jo");
        let file = ProgramFile::parse(include_str!("../testdata/program.toml")).unwrap();
        desk.house.perform(&opener(), &ImportProgram { file }).unwrap();
        assert_eq!(staff(desk, "jo"), gone, "an older file does not");
        let version = desk.all::<Staff>("login = $1", "jo")[0].version;
        for changed in [
            Staff { to: None, ..gone.clone() },
            Staff { left_at: None, ..gone.clone() },
            Staff { to: Some(day("2027-01-01")), ..gone.clone() },
        ] {
            let change = ChangeItem { item: Item::Staff(changed), based_on: Some(version), holds_from: None, why: String::new() };
            let refused = desk.house.perform(&desk.actor("dana"), &change);
            assert!(matches!(refused, Err(Refusal::Invalid(problems)) if problems[0].field == "to"), "nor a change of days");
        }
        let anew = |from: &str| BeginAnew { staff: jo.id, from: day(from), why: "Came back".into() };
        let early = desk.house.perform(&desk.actor("dana"), &anew("2026-03-11"));
        assert!(matches!(early, Err(Refusal::Invalid(problems)) if problems[0].field == "from"));
        desk.house.perform(&desk.actor("dana"), &anew(THURSDAY)).unwrap();
        let back = staff(desk, "jo");
        assert_eq!((back.id, back.to, back.left_at), (jo.id, None, None), "the same person");
        assert!(back.works_on(day(THURSDAY)));
        assert!(!desk.house.staff_with_access().unwrap().contains(&jo.id));
        assert!(desk.house.invite(&desk.actor("dana"), jo.id).is_ok(), "by a new link");
        let history = desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.history::<Staff>(jo.id)?)).unwrap();
        assert_eq!(history.len(), 3, "hired, ended, came back: nothing is overwritten");
    });
}

fn opener() -> Actor {
    Actor {
        staff: vocabulary::id::StaffId(uuid::Uuid::from_u128(1)),
        signature_name: "Opening".into(),
        credential: String::new(),
        roles: vec![access::Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}
