//! The program file of the demonstration is right in everything that a reader would have to check by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
use std::collections::HashSet;

use super::*;
use access::Role;
use vocabulary::day::{parse_time, parse_weekday};

fn both_wings() -> [ProgramFile; 2] {
    [file(47).unwrap(), file(120).unwrap()]
}

#[test]
fn every_key_is_there_once_and_every_reference_resolves() {
    for file in both_wings() {
        let unique = |keys: Vec<&String>| {
            let set: HashSet<&String> = keys.iter().copied().collect();
            assert_eq!(set.len(), keys.len(), "{keys:?}");
            keys.into_iter().cloned().collect::<HashSet<String>>()
        };
        let tracks = unique(file.track.iter().map(|t| &t.key).collect());
        let rooms = unique(file.room.iter().map(|r| &r.key).collect());
        let services = unique(file.service_type.iter().map(|s| &s.key).collect());
        let staff = unique(file.staff.iter().map(|s| &s.key).collect());
        unique(file.therapy_group.iter().map(|g| &g.key).collect());
        for group in &file.therapy_group {
            assert!(tracks.contains(&group.track) && rooms.contains(&group.room), "{}", group.key);
            assert!(services.contains(&group.service_type), "{}", group.key);
            assert!(!group.leaders.is_empty() && group.leaders.iter().all(|l| staff.contains(l)), "{}", group.key);
        }
        assert!(file.staff.iter().filter_map(|s| s.supervisor.as_ref()).all(|s| staff.contains(s)));
    }
}

#[test]
fn npis_have_the_right_check_digit_and_are_nobody_elses() {
    for file in both_wings() {
        let npis: Vec<&String> = file.staff.iter().filter_map(|s| s.npi.as_ref()).chain([&file.program.npi]).collect();
        assert!(npis.len() >= 8);
        assert_eq!(npis.iter().collect::<HashSet<_>>().len(), npis.len());
        for npi in npis {
            assert_eq!(npi.len(), 10);
            assert_eq!(npi[9..], check_digit(&npi[..9]).to_string(), "{npi}");
        }
    }
    assert_eq!(check_digit("123456789"), 3, "the published example 1234567893");
}

#[test]
fn nobody_leads_and_no_room_holds_two_groups_at_once() {
    for file in both_wings() {
        let mut held: Vec<(String, i8, jiff::civil::Time, jiff::civil::Time)> = Vec::new();
        for group in &file.therapy_group {
            for meeting in &group.meeting {
                let (start, end) = (parse_time(&meeting.start).unwrap(), parse_time(&meeting.end).unwrap());
                assert!(start < end, "{}", group.key);
                for weekday in &meeting.weekdays {
                    let weekday = parse_weekday(weekday).unwrap().to_monday_one_offset();
                    for who in group.leaders.iter().chain([&group.room]) {
                        let clash = held.iter().any(|(w, d, s, e)| w == who && *d == weekday && *s < end && start < *e);
                        assert!(!clash, "{who} is taken on weekday {weekday} at {start}, {}", group.key);
                        held.push((who.clone(), weekday, start, end));
                    }
                }
            }
        }
    }
}

#[test]
fn ma_05_the_public_and_neutral_names_use_no_billing_word() {
    let program = file(47).unwrap().program;
    assert!(program.public_name.contains("Day Treatment"));
    for name in [&program.public_name, &program.neutral_name] {
        for word in ["IOP", "PHP", "ntensive", "artial"] {
            assert!(!name.contains(word), "{name}");
        }
    }
    assert!(vocabulary::ProgramZone::parse(&program.zone).is_ok());
    assert!(vocabulary::Phone::parse(&program.phone).is_ok());
    assert_eq!((program.zip.len(), program.tax_id.len(), program.taxonomy.as_str()), (9, 9, "261QR0405X"));
}

#[test]
fn s_19_the_catalogue_is_whole_and_every_role_is_held() {
    let file = file(47).unwrap();
    for key in ["cbt", "dbt_skills", "twelve_step", "skills", "psychoeducation", "peer_support", "stress_management"] {
        assert!(file.therapy_group.iter().any(|g| g.service_type == key), "{key}");
    }
    for key in ["relapse_prevention", "individual", "family", "medication_visit", "case_management", "drug_test"] {
        assert!(file.service_type.iter().any(|s| s.key == key), "{key}");
    }
    for role in Role::staff() {
        assert!(file.staff.iter().any(|s| s.roles.contains(&role)), "{role:?}");
    }
}

#[test]
fn op_08_a_leader_of_every_group_holds_a_credential_that_it_asks_for() {
    let file = file(47).unwrap();
    for group in &file.therapy_group {
        let service = file.service_type.iter().find(|s| s.key == group.service_type).unwrap();
        let leads = |key: &String| file.staff.iter().find(|s| s.key == *key).unwrap().credential.clone();
        let fits = group.leaders.iter().map(leads).any(|c| service.credentials.contains(&c));
        assert!(service.credentials.is_empty() || fits, "{}", group.key);
        assert!((8..=12).contains(&group.curriculum.len()), "{}", group.key);
    }
}
