//! The notice has editions; a material one is given anew to everybody in care once, in their language; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use ::store::testing::on_both_engines;
use access::Role;
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use episode::{Episode, Patient};
use jiff::civil::{Date, date};
use vocabulary::id::{PaperId, PatientId};

use super::*;
use crate::paper::{
    Capacity, DeclinePaper, IssuePapers, Known, Language, Mark, Outcome, Paper, PaperFile, PaperFileView, PaperState, Press,
    PressSheet, SignPaper, SignerBasis, WithdrawPaper,
};
use crate::testing::{CLINICIAN, DIRECTOR, Desk, INTAKE, fields};

const OFFICER: &[Role] = &[Role::ComplianceOfficer];
const TODAY: Date = date(2026, 3, 12);
const ADULT: Date = date(1990, 2, 28);

fn press() -> Press {
    Arc::new(|sheet: &PressSheet| Ok(format!("%PDF {sheet:?}").into_bytes()))
}

/// Somebody in care who reads this language.
fn in_care(desk: &Desk<'_>, language: &str, born: Date) -> PatientId {
    let input = PatientInput {
        given: "Ana".into(),
        family: "Silva".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(born),
        sex: AdministrativeSex::Unknown,
        contact_points: Vec::new(),
        address: None,
        language: language.into(),
        needs_interpreter: false,
    };
    let patient = desk.perform(INTAKE, &RegisterPatient { id: None, input }).unwrap().output;
    let program = desk.program().id;
    desk.with(|cx| {
        let episode = Episode {
            id: cx.new_id(),
            patient,
            program,
            admitted_on: TODAY,
            discharged_on: None,
            diagnoses: Vec::new(),
            care_team: Vec::new(),
        };
        Ok(episode::episode::save_new(cx.tx, &episode, &cx.entry("test"))?)
    });
    patient
}

fn revision(in_force_from: Date, is_material: bool) -> ReviseNotice {
    let texts = in_force::first().unwrap().texts;
    let with_a_line = |text: NoticeText| NoticeText {
        words: text.words.replace("\n\n## [rights]", "\n- A line of the new edition.\n\n## [rights]"),
        is_checked: text.language == Language::Pt,
        ..text
    };
    ReviseNotice {
        in_force_from: Some(in_force_from),
        is_material: Some(is_material),
        what_changed: "Studies are named.".into(),
        contact: Contact { who: "Dana Whitfield".into(), phone: "508 555 0177".into(), email: "privacy@example.org".into() },
        texts: texts.into_iter().map(with_a_line).collect(),
    }
}

fn revise(desk: &Desk<'_>, wish: &ReviseNotice) {
    desk.perform(OFFICER, wish).unwrap();
}

fn give(desk: &Desk<'_>, whom: Whom) -> i64 {
    desk.perform(OFFICER, &GiveNotice { whom, at_most: 50, press: press() }).unwrap().output
}

/// The notice at admission.
fn admitted(desk: &Desk<'_>, patient: PatientId, language: Language) -> PaperId {
    let issue = IssuePapers {
        patient,
        patient_name: "Ana Silva".into(),
        birth_date: Some(ADULT),
        papers: vec![NOTICE.into()],
        language,
        basis: SignerBasis::Adult,
        known: Known::default(),
        press: press(),
    };
    desk.perform(INTAKE, &issue).unwrap().output[0]
}

fn acknowledge(desk: &Desk<'_>, paper: PaperId) {
    let sign = SignPaper {
        paper,
        sha256: desk.load::<Paper>(paper).sha256.clone(),
        name: "Ana Silva".into(),
        mark: Mark::Typed,
        capacity: Capacity::Patient,
        authority: String::new(),
        language: Language::En,
        press: press(),
    };
    desk.perform(CLINICIAN, &sign).unwrap();
}

fn papers(desk: &Desk<'_>, patient: PatientId) -> Vec<Paper> {
    desk.with(|cx| Ok(crate::paper::of_patient(cx.tx, patient)?)).into_iter().map(|stored| stored.record).collect()
}

fn standing(desk: &Desk<'_>) -> Vec<(HasIt, Option<u32>)> {
    desk.ask(OFFICER, &WhoHasNotice).unwrap().lines.iter().map(|line| (line.has_it, line.edition)).collect()
}

#[test]
fn p2_48_a_revision_leaves_what_was_acknowledged_and_is_given_anew_once_in_their_language() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (ana, rosa) = (in_care(&desk, "en", ADULT), in_care(&desk, "pt-BR", ADULT));
        let first = admitted(&desk, ana, Language::En);
        acknowledge(&desk, first);
        let bytes = desk.ask(INTAKE, &PaperFile { paper: first, which: PaperFileView::AsGiven }).unwrap().1.clone();
        let signed = desk.load::<Paper>(first);

        desk.later(60);
        revise(&desk, &revision(TODAY, true));
        assert_eq!(standing(&desk), [(HasIt::NotGiven, Some(1)), (HasIt::NotGiven, None)]);
        assert_eq!(give(&desk, Whom::AfterRevision), 2);
        assert_eq!(give(&desk, Whom::AfterRevision), 0, "a second time gives nobody a second one");

        let kept = desk.load::<Paper>(first);
        assert_eq!((kept.version, kept.template_version, &kept.outcome), (signed.version, 1, &signed.outcome));
        let again = desk.ask(INTAKE, &PaperFile { paper: first, which: PaperFileView::AsGiven }).unwrap().1.clone();
        assert_eq!(bytes, again, "the acknowledgement stays tied to the bytes that were read");

        let anew = papers(&desk, ana);
        assert_eq!(anew.len(), 2);
        assert_eq!((anew[1].template_version, anew[1].state(), anew[1].language), (2, PaperState::Open, Language::En));
        let theirs = papers(&desk, rosa);
        assert_eq!((theirs.len(), theirs[0].language), (1, Language::Pt));
        let words = format!("{:?}", theirs[0].words);
        assert!(words.contains("Dana Whitfield") && words.contains("(508) 555-0177") && words.contains("privacy@example.org"));
        assert!(words.contains("12 de março de 2026") && !words.contains("This is the notice"), "a checked text stands alone");

        acknowledge(&desk, anew[1].id);
        desk.perform(CLINICIAN, &DeclinePaper { paper: theirs[0].id, words: "Not today".into() }).unwrap();
        assert_eq!(standing(&desk), [(HasIt::Declined, Some(2)), (HasIt::Acknowledged, Some(2))]);
        assert_eq!(give(&desk, Whom::EverybodyWithout), 0, "who declined has had it");
        desk.verify();
    });
}

#[test]
fn p2_48_whoever_still_has_the_old_one_open_answers_the_new_one_instead() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = in_care(&desk, "en", ADULT);
        let old = admitted(&desk, ana, Language::En);
        desk.later(1);
        revise(&desk, &revision(TODAY, true));
        assert_eq!(give(&desk, Whom::AfterRevision), 1);
        assert!(matches!(desk.load::<Paper>(old).outcome, Some(Outcome::Withdrawn { .. })));
        let paper = papers(&desk, ana)[1].id;
        desk.perform(INTAKE, &WithdrawPaper { paper, reason: "A wrong name".into() }).unwrap();
        assert_eq!(standing(&desk), [(HasIt::TakenBack, Some(2))]);
        assert_eq!(give(&desk, Whom::AfterRevision), 0, "what staff took back does not come back by itself");
        assert_eq!(give(&desk, Whom::EverybodyWithout), 1);
        assert_eq!(standing(&desk), [(HasIt::Waits, Some(2))]);
    });
}

#[test]
fn p2_48_a_revision_that_is_not_material_is_given_to_whoever_comes_and_to_nobody_again() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = in_care(&desk, "en", ADULT);
        acknowledge(&desk, admitted(&desk, ana, Language::En));
        revise(&desk, &revision(TODAY, false));
        assert_eq!(give(&desk, Whom::AfterRevision), 0);
        assert_eq!(standing(&desk), [(HasIt::Acknowledged, Some(1))]);
        let bo = in_care(&desk, "es", ADULT);
        let paper = desk.load::<Paper>(admitted(&desk, bo, Language::Es));
        assert_eq!((paper.template_version, paper.language), (2, Language::Es));
        assert!(
            format!("{:?}", paper.words).contains("Nadie ha revisado todavía"),
            "and the English words that count stand after it"
        );
    });
}

#[test]
fn p2_48_a_revision_holds_from_its_first_day_and_every_edition_stays_readable() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = in_care(&desk, "ht", ADULT);
        acknowledge(&desk, admitted(&desk, ana, Language::Ht));
        let day = date(2026, 3, 20);
        revise(&desk, &revision(day, true));
        assert_eq!(give(&desk, Whom::AfterRevision), 0, "its first day is still to come");
        let seen = |on: Date| desk.ask(OFFICER, &ListEditions { on: Some(on) }).unwrap().on;
        assert_eq!([seen(date(2026, 2, 15)), seen(date(2026, 3, 19)), seen(day)], [None, Some(1), Some(2)]);
        desk.later(60 * 24 * 8);
        assert_eq!(give(&desk, Whom::AfterRevision), 1);
        let list = desk.ask(DIRECTOR, &ListEditions { on: None }).unwrap();
        assert_eq!(
            list.lines.iter().map(|line| (line.edition.number, line.is_in_force)).collect::<Vec<_>>(),
            [(2, true), (1, false)]
        );
        assert_eq!(list.lines[1].last_day, Some(date(2026, 3, 19)));
        let first = desk.ask(DIRECTOR, &ReadEdition { number: 1 }).unwrap();
        assert_eq!(first.words.len(), 4);
        assert!(first.words.iter().all(|(_, _, words)| !format!("{words:?}").contains("A line of the new edition")));
        let second = desk.ask(DIRECTOR, &ReadEdition { number: 2 }).unwrap();
        assert!(second.words.iter().all(|(_, _, words)| format!("{words:?}").contains("A line of the new edition")));
    });
}

#[test]
fn p2_48_a_translation_that_lost_a_part_and_a_contact_without_a_number_are_said_at_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let mut half = revision(date(2026, 3, 11), true);
        half.is_material = None;
        half.what_changed = " ".into();
        half.contact = Contact { who: String::new(), phone: "12".into(), email: "nobody".into() };
        half.texts[1].words = half.texts[1].words.replace("## [complaint] ", "## ");
        half.texts[2].words = half.texts[2].words.replace("{in_force_from}", "hoje");
        half.texts.pop();
        let wrong = [
            "in_force_from",
            "is_material",
            "what_changed",
            "contact_who",
            "contact_phone",
            "contact_email",
            "words_es",
            "words_pt",
            "words_ht",
        ];
        assert_eq!(fields(desk.perform(OFFICER, &half).unwrap_err()), wrong);
        for role in [INTAKE, DIRECTOR, CLINICIAN] {
            assert!(desk.perform(role, &revision(TODAY, true)).is_err(), "{role:?}");
        }
        revise(&desk, &revision(TODAY, true));
        assert_eq!(desk.perform(OFFICER, &revision(TODAY, true)).unwrap().facts, [], "sent twice, revised once");
        desk.verify();
    });
}

#[test]
fn p2_48_whoever_left_is_not_given_it_and_a_minor_answers_for_themselves() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (gone, minor) = (in_care(&desk, "en", ADULT), in_care(&desk, "en", date(2010, 6, 1)));
        desk.with(|cx| {
            let current = episode::episode::current_of(cx.tx, gone)?.unwrap();
            let ended = Episode { discharged_on: Some(TODAY), ..current.record.clone() };
            episode::episode::amend(cx, &current, &ended, "test")
        });
        desk.later(60 * 24);
        revise(&desk, &revision(date(2026, 3, 13), true));
        assert_eq!(give(&desk, Whom::AfterRevision), 1);
        assert!(papers(&desk, gone).is_empty());
        assert_eq!(papers(&desk, minor)[0].basis, SignerBasis::MinorByOwnConsent);
        assert_eq!(desk.load::<Patient>(minor).language, "en");
    });
}
