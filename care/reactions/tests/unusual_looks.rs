//! Looks that stand out are said to the compliance officer, and looks that the work explains are not; on both engines (P2-54, P2-65).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Role};
use reactions::chart::OpenChart;
use reactions::person::{Unusual, UnusualLooks};
use support::{Desk, on_both_engines};
use vocabulary::id::PatientId;

fn officer(desk: &Desk) -> Actor {
    Actor { roles: vec![Role::ComplianceOfficer], ..desk.actor("dana") }
}

fn looks(desk: &Desk) -> Vec<(String, PatientId, Vec<Unusual>)> {
    let all = desk.house.ask(&officer(desk), &UnusualLooks).unwrap();
    all.iter().map(|look| (look.who.clone(), look.patient, look.why.clone())).collect()
}

#[test]
fn a_look_that_the_work_explains_is_not_unusual() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        desk.house.ask(&desk.actor("jo"), &OpenChart { patient }).unwrap();
        assert_eq!(looks(desk), [], "they lead a group with the person");
        assert!(desk.house.ask(&desk.actor("jo"), &UnusualLooks).is_err(), "nobody else learns it");
    });
}

#[test]
fn the_same_surname_and_the_night_are_unusual_and_each_is_said() {
    on_both_engines(|desk| {
        let jo = desk.actor("jo");
        let family = jo.signature_name.split(',').next().unwrap().split(' ').next_back().unwrap().to_owned();
        let patient = desk.admit("Marcus", &family.to_uppercase());
        desk.at("2026-03-12 23:40");
        desk.house.ask(&jo, &OpenChart { patient }).unwrap();
        desk.house.ask(&jo, &OpenChart { patient }).unwrap();
        let found = looks(desk);
        assert_eq!(found.len(), 1, "two looks at one chart are one line");
        assert_eq!(found[0].2, [Unusual::SameSurname, Unusual::AtNight]);
        // A month later it has gone from the list; the look itself stays in the chart
        desk.at("2026-04-30 09:00");
        assert_eq!(looks(desk), []);
    });
}

#[test]
fn a_clinician_who_has_no_part_in_the_care_is_asked_about_and_an_intake_specialist_is_not() {
    on_both_engines(|desk| {
        let patient = desk.admit("Ana", "Silva");
        desk.at("2026-03-12 10:00");
        desk.house.ask(&desk.actor("ines"), &OpenChart { patient }).unwrap();
        assert_eq!(looks(desk), [], "whoever admits people works with everybody");
        desk.house.ask(&desk.actor("sam"), &OpenChart { patient }).unwrap();
        let found = looks(desk);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0.as_str(), found[0].2.as_slice()), ("Sam Okoro, MSW intern", [Unusual::NoPart].as_slice()));
    });
}
