//! What leaves and what is written down about it are one thing, on both engines: accounting rows equal releases exactly (P2-40), an
//! emergency is kept with its four items and waits for a look (P2-41), a withdrawal holds at once (P2-27).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use access::Refusal;
use confidential::Disclosure;
use confidential::category::Category;
use confidential::consent::{ConsentKind, Purpose, Recipient};
use confidential::decide::{Emergency, Ground};
use confidential::disclosure::Rested;
use confidential::recipient::{LegalStatus, Party};
use intake::paper::{Press, PressSheet};
use privacy::consent::{RevokeConsent, SignConsent};
use privacy::emergency::{EmergencyDisclosure, ReviewEmergency};
use reactions::outside::{PacketFile, PreviewPacket, SendPacket, SentPacket};
use support::{Desk, day, on_both_engines};
use vocabulary::id::PatientId;

fn plain() -> Press {
    Arc::new(|sheet: &PressSheet| Ok(format!("{sheet:?}").into_bytes()))
}

fn to(name: &str, purpose: Purpose, categories: &[Category]) -> PreviewPacket {
    PreviewPacket {
        patient: PatientId(uuid::Uuid::nil()),
        party: Party { name: name.into(), status: LegalStatus::CoveredEntity, ..Party::default() },
        purpose,
        categories: categories.to_vec(),
        ground: Ground::Consent,
        is_decided_by_a_person: false,
        summary: "Comes every day.".into(),
    }
}

fn send(desk: &Desk, who: &str, patient: PatientId, what: PreviewPacket, press: Press) -> Result<SentPacket, Refusal> {
    let what = PreviewPacket { patient, ..what };
    desk.house.send_packet(&desk.actor(who), &SendPacket { what, description: "a letter".into(), press })
}

fn rows(desk: &Desk, patient: PatientId) -> Vec<Disclosure> {
    desk.all::<Disclosure>("patient_id = $1", patient).into_iter().map(|row| row.record).collect()
}

#[test]
fn p2_40_accounting_rows_equal_releases_exactly() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        let made = Arc::new(AtomicUsize::new(0));
        let counting: Press = {
            let made = Arc::clone(&made);
            Arc::new(move |sheet: &PressSheet| {
                made.fetch_add(1, Ordering::SeqCst);
                Ok(format!("{sheet:?}").into_bytes())
            })
        };
        let consent = SignConsent {
            recipients: vec![Recipient::Named("Harbor House".into())],
            purposes: vec![Purpose::Treatment],
            categories: vec![Category::Plan, Category::Diagnosis],
            signed_on: Some(day("2026-03-12")),
            ..SignConsent::of(patient, "Marcus Dwyer", "The program")
        };
        desk.house.perform(&desk.actor("ines"), &consent).unwrap();
        // Whatever is asked for: a file is made exactly when it is accounted for, with exactly what was released
        let questions = [
            to("Harbor House", Purpose::Treatment, &[Category::Plan]),
            to("Harbor House", Purpose::Payment, &[Category::Plan]),
            to("Somebody Else", Purpose::Treatment, &[Category::Plan]),
            to("harbor house", Purpose::Treatment, &[Category::EntireRecord]),
            to("Harbor House", Purpose::Treatment, &[Category::CounselingNotes]),
            to("Harbor House", Purpose::Treatment, &[Category::Billing]),
        ];
        let released =
            questions.into_iter().filter(|what| send(desk, "jo", patient, what.clone(), counting.clone()).is_ok()).count();
        assert_eq!((released, made.load(Ordering::SeqCst)), (2, 2));
        let rows = rows(desk, patient);
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().any(|row| row.categories == [Category::Plan] && row.withheld.is_empty()));
        let whole = rows.iter().find(|row| row.withheld.contains(&Category::Billing)).unwrap();
        assert_eq!(whole.categories, [Category::Diagnosis, Category::Plan]);
        assert!(whole.scope.contains("Harbor") || whole.scope.contains("Treatment plan"), "{}", whole.scope);
        // And a file that cannot be made leaves no trace
        let broken: Press = Arc::new(|_: &PressSheet| Err("no ink".into()));
        assert!(send(desk, "jo", patient, to("Harbor House", Purpose::Treatment, &[Category::Plan]), broken).is_err());
        assert_eq!(self::rows(desk, patient).len(), 2);
        assert_eq!(desk.verify().broken, None);
    });
}

/// What she said in the hour, as nobody else writes it.
const SAID: &str = "quetzal";

#[test]
fn p2_23_counseling_notes_leave_by_a_consent_of_their_own_from_whoever_wrote_them_and_stay_sealed_here() {
    on_both_engines(|desk| {
        let patient = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        let note = treatment::counseling_note::WriteCounselingNote {
            patient,
            session: None,
            day: day("2026-03-12"),
            words: format!("She spoke of a {SAID}."),
            left_in: vec![],
        };
        desk.house.perform(&desk.actor("jo"), &note).unwrap();
        let consent = |kind, categories: &[Category]| SignConsent {
            kind,
            states: confidential::consent::Statement::of_kind(kind).to_vec(),
            recipients: vec![Recipient::Named("Harbor House".into())],
            purposes: vec![Purpose::Treatment],
            categories: categories.to_vec(),
            signed_on: Some(day("2026-03-12")),
            ..SignConsent::of(patient, "Robin Silva", "The program")
        };
        let notes = || to("Harbor House", Purpose::Treatment, &[Category::CounselingNotes]);
        // A consent to everything else does not cover them (P2-A06)
        desk.house.perform(&desk.actor("ines"), &consent(ConsentKind::General, &[Category::EntireRecord])).unwrap();
        assert!(matches!(send(desk, "jo", patient, notes(), plain()), Err(Refusal::Refused { .. })));
        // One of their own does, for the originator alone
        desk.house.perform(&desk.actor("ines"), &consent(ConsentKind::CounselingNotes, &[Category::CounselingNotes])).unwrap();
        assert!(matches!(send(desk, "dana", patient, notes(), plain()), Err(Refusal::Invalid(_))), "she wrote none");
        assert_eq!(send(desk, "ines", patient, notes(), plain()).unwrap_err(), Refusal::NotFound, "intake keeps none");
        let sent = send(desk, "jo", patient, notes(), plain()).unwrap();
        assert_eq!(rows(desk, patient).iter().filter(|row| row.categories == [Category::CounselingNotes]).count(), 1);
        // Its copy opens for whoever sent it, and lies sealed in the database
        let file = PacketFile { patient, disclosure: sent.disclosure };
        let open = |who: &str| desk.house.ask(&desk.actor(who), &file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(open("jo").unwrap().contains(SAID));
        assert_eq!(open("dana"), Err(Refusal::NotFound));
        let lines = std::cell::RefCell::new(Vec::new());
        desk.house.store(store::DirectAccess).dump(&lines).unwrap();
        assert!(!String::from_utf8_lossy(&lines.into_inner()).contains(SAID), "nothing in any table");
    });
}

#[test]
fn p2_a07_a_withdrawal_holds_at_once_and_what_was_sent_stays_accounted_for() {
    on_both_engines(|desk| {
        let patient = desk.admit("Ana", "Silva");
        desk.at("2026-03-12 09:58");
        let consent = SignConsent {
            recipients: vec![Recipient::Named("Harbor House".into())],
            purposes: vec![Purpose::Treatment],
            categories: vec![Category::Plan],
            signed_on: Some(day("2026-03-12")),
            ..SignConsent::of(patient, "Ana Silva", "The program")
        };
        let consent = desk.house.perform(&desk.actor("ines"), &consent).unwrap();
        let letter = || to("Harbor House", Purpose::Treatment, &[Category::Plan]);
        desk.at("2026-03-12 09:59");
        send(desk, "jo", patient, letter(), plain()).unwrap();
        desk.at("2026-03-12 10:00");
        desk.house.perform(&desk.actor("ines"), &RevokeConsent { consent }).unwrap();
        desk.at("2026-03-12 10:01");
        let refused = send(desk, "jo", patient, letter(), plain()).unwrap_err();
        assert!(matches!(refused, Refusal::Refused { reason: "consent_revoked", rule: "P2-27", .. }), "{refused:?}");
        assert_eq!(rows(desk, patient).len(), 1, "what left at 9:59 is not undone");
    });
}

#[test]
fn p2_41_an_emergency_is_kept_with_its_four_items_and_waits_for_a_look() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:20");
        let told = Emergency {
            personnel: "Dr. Lee".into(),
            facility: String::new(),
            disclosed_by: "Jo Alvarez".into(),
            at: Some(desk.clock.now()),
            nature: "found unconscious".into(),
        };
        let asking = |told: &Emergency| PreviewPacket {
            ground: Ground::Emergency(told.clone()),
            ..to("Dr. Lee", Purpose::Emergency, &[Category::Diagnosis, Category::Billing])
        };
        // Without the facility nothing is kept (P2-A09)
        assert!(matches!(send(desk, "jo", patient, asking(&told), plain()), Err(Refusal::Invalid(_))));
        assert!(rows(desk, patient).is_empty());
        // With it: a row, the four items, and a line that waits
        let told = Emergency { facility: "Cape Hospital".into(), ..told };
        let left = send(desk, "jo", patient, asking(&told), plain()).unwrap();
        let row = rows(desk, patient).remove(0);
        assert_eq!((row.rested, row.categories.as_slice()), (Rested::OnEmergency, [Category::Diagnosis].as_slice()));
        let kept = desk.all::<EmergencyDisclosure>("patient_id = $1", patient).remove(0).record;
        assert_eq!((kept.disclosure, kept.told), (left.disclosure, told));
        let waiting = |desk: &Desk| {
            desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(privacy::emergency::waiting(tx)?.len())).unwrap()
        };
        assert_eq!(waiting(desk), 1);
        // Whoever told it does not look at it themself; the compliance officer does, in words
        let look = ReviewEmergency { emergency: kept.id, words: "Necessary, and no more than needed.".into() };
        assert!(desk.house.perform(&desk.actor("jo"), &look).is_err());
        let officer = access::Actor { roles: vec![access::Role::ComplianceOfficer], ..desk.actor("dana") };
        assert!(desk.house.perform(&officer, &ReviewEmergency { words: " ".into(), ..look.clone() }).is_err());
        desk.house.perform(&officer, &look).unwrap();
        assert_eq!(waiting(desk), 0);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_32_an_authority_is_told_of_a_death_as_far_as_the_law_asks_and_nobody_else_is() {
    use privacy::outside_recipient::{OutsideRecipientInput, RecordOutsideRecipient};
    use reactions::outside::{AboutDeath, DeathInquiry, PreviewOfDeath, TellOfDeath};

    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        let about = |authority: &str, died_on: &str| AboutDeath {
            authority: authority.into(),
            inquiry: Some(DeathInquiry::CauseOfDeath),
            law: "M.G.L. c. 38".into(),
            died_on: Some(day(died_on)),
        };
        let tell = |about: AboutDeath| {
            let wish = TellOfDeath { what: PreviewOfDeath { patient, about }, press: plain() };
            desk.house.tell_of_death(&desk.actor("jo"), &wish)
        };
        assert!(
            matches!(tell(AboutDeath::default()), Err(Refusal::Invalid(all)) if all.len() == 4),
            "everything is asked for at once"
        );
        assert!(matches!(tell(about("Medical Examiner", "2026-03-13")), Err(Refusal::Invalid(_))), "a day to come");
        // An insurer of the directory is no authority, whatever the page says
        let insurer = OutsideRecipientInput {
            name: "Harbor Life".into(),
            status: Some(LegalStatus::LawfulHolder),
            ..OutsideRecipientInput::default()
        };
        desk.house.perform(&desk.actor("dana"), &RecordOutsideRecipient { input: insurer }).unwrap();
        assert!(matches!(tell(about("Harbor Life", "2026-03-10")), Err(Refusal::Refused { .. })));
        assert!(rows(desk, patient).is_empty());

        let left = tell(about("Medical Examiner", "2026-03-10")).unwrap();
        let rows = rows(desk, patient);
        assert_eq!((rows.len(), rows[0].rested), (1, Rested::OnDeath));
        assert_eq!(rows[0].categories, [Category::IdentityAndAttendance]);
        assert_eq!(rows[0].description, "An inquiry into the cause of death: M.G.L. c. 38");
        let file = PacketFile { patient, disclosure: left.disclosure };
        let file = desk.house.ask(&desk.actor("jo"), &file).unwrap();
        let file = String::from_utf8_lossy(&file).into_owned();
        assert!(file.contains("Died 2026-03-10.") && file.contains("In care since"), "{file}");
        assert!(!file.contains("minutes"), "no single day of care: {file}");
    });
}

#[test]
fn p2_44_figures_that_point_to_nobody_leave_once_and_are_kept() {
    use privacy::outside_recipient::{OutsideRecipientInput, RecordOutsideRecipient};
    use privacy::public_health_report::ListPublicHealthReports;
    use reactions::outside::{HandOverFigures, HandedOverFigures, PublicHealthFigures};

    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        let dana = desk.actor("dana");
        let figures = PublicHealthFigures { from_year: Some(2026), to_year: Some(2026) };
        let table = desk.house.ask(&dana, &figures).unwrap();
        assert!(table.is_deidentified().unwrap());
        assert!(table.rows.contains(&vec!["2026".into(), "admitted".into(), "fewer than 11".into()]), "{:?}", table.rows);
        let wrong = PublicHealthFigures { from_year: Some(2027), to_year: None };
        assert!(matches!(desk.house.ask(&dana, &wrong), Err(Refusal::Invalid(_))));
        let to = |authority: &str| HandOverFigures { figures, authority: authority.into() };
        let insurer = OutsideRecipientInput {
            name: "Harbor Life".into(),
            status: Some(LegalStatus::LawfulHolder),
            ..OutsideRecipientInput::default()
        };
        desk.house.perform(&dana, &RecordOutsideRecipient { input: insurer }).unwrap();
        assert!(matches!(desk.house.hand_over_figures(&dana, &to("Harbor Life")), Err(Refusal::Refused { .. })));
        assert!(
            desk.house.hand_over_figures(&desk.actor("jo"), &to("Board of Health")).is_err(),
            "not a clinician's to hand over"
        );
        let report = desk.house.hand_over_figures(&dana, &to("Board of Health")).unwrap();
        let kept = desk.house.ask(&dana, &ListPublicHealthReports).unwrap();
        assert_eq!((kept.len(), kept[0].id, kept[0].authority.as_str()), (1, report, "Board of Health"));
        assert_eq!(desk.house.ask(&dana, &HandedOverFigures { report }).unwrap().table, *table);
        assert!(rows(desk, patient).is_empty(), "it is about nobody: no account names it");
        assert_eq!(desk.verify().broken, None);
    });
}
