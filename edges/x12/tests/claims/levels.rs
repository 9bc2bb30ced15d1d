//! The hierarchy: who stands below whom, and every count.

use jiff::ToSpan;
use jiff::civil::date;
use x12::*;

use crate::fixture::{
    dependent, file, i_claim, i_line, npi, p_claim, p_line, provider, read_back, transaction, with_form, written,
};

fn levels(text: &str) -> Vec<String> {
    text.split("~\n").filter(|segment| segment.starts_with("HL*")).map(str::to_owned).collect()
}

fn other_member(number: &str) -> Claim {
    let mut claim = p_claim(number);
    claim.subscriber.member_id = "OTHER1".into();
    claim.subscriber.name = PersonName::new("Dana", "Quill");
    claim
}

#[test]
fn members_stand_below_their_program_and_programs_side_by_side() {
    let mut elsewhere = p_claim("C4");
    elsewhere.billing_provider = BillingProvider { npi: npi(5), name: "SECOND HOUSE".into(), ..provider() };
    let claims = vec![p_claim("C1"), p_claim("C2"), other_member("C3"), elsewhere];
    let text = written(&file(claims), Guide::Professional);
    assert_eq!(levels(&text), ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0", "HL*4**20*1", "HL*5*4*22*0"]);
    assert_eq!(text.matches("CLM*").count(), 4);
}

#[test]
fn a_patient_who_is_not_the_subscriber_has_a_level_of_their_own() {
    let own = p_claim("C1");
    let theirs = Claim { patient: dependent(), ..p_claim("C2") };
    let again = Claim { patient: dependent(), ..p_claim("C3") };
    let text = written(&file(vec![own, theirs, again]), Guide::Professional);
    assert_eq!(levels(&text), ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*1", "HL*4*3*23*0"]);
    assert!(text.contains("SBR*P*18*GRP100******CI~") && text.contains("SBR*P**GRP100******CI~"));
    assert!(text.contains("HL*4*3*23*0~\nPAT*01~\nNM1*QC*1*ALDEN*LEE~\n"));
    let subscriber_alone = text.split("HL*3*1*22*1").nth(1).unwrap().split("HL*4").next().unwrap();
    assert!(!subscriber_alone.contains("DMG*") && !subscriber_alone.contains("N3*"), "only the patient's details are sent");
}

#[test]
fn a_level_takes_a_hundred_claims_and_then_opens_again() {
    let claims = (0..150).map(|n| p_claim(&format!("C{n}"))).collect();
    let text = written(&file(claims), Guide::Professional);
    assert_eq!(levels(&text).len(), 3);
    let theirs = (0..150).map(|n| Claim { patient: dependent(), ..p_claim(&format!("C{n}")) }).collect();
    let text = written(&file(theirs), Guide::Professional);
    assert_eq!(levels(&text), ["HL*1**20*1", "HL*2*1*22*1", "HL*3*2*23*0", "HL*4*2*23*0"]);
    assert_eq!(read_back(&text).interchange.transactions[0].claims.len(), 150);
}

#[test]
fn every_trailer_counts_what_it_closes() {
    let mut several = file(vec![p_claim("C1")]);
    several.transactions.push(transaction(2, vec![p_claim("C2"), other_member("C3")]));
    let text = written(&several, Guide::Professional);
    for set in text.split("ST*837*").skip(1) {
        let segments = set.split("~\n").position(|segment| segment.starts_with("SE*")).unwrap() + 1;
        assert!(set.contains(&format!("SE*{segments}*")));
    }
    assert!(text.ends_with("GE*2*1~\nIEA*1*000000101~\n"));
    assert!(text.contains("SE*36*0001~\n"));
}

#[test]
fn op_30_every_date_is_a_line_and_the_total_is_their_sum() {
    let first = date(2025, 1, 1);
    let lines = (0..50_i32)
        .map(|n| ServiceLine { charge_cents: 100 + i64::from(n), ..p_line(n as usize, first.saturating_add(n.days())) });
    let claim = Claim { lines: lines.collect(), ..p_claim("C1") };
    assert_eq!(claim.total_cents(), 6_225);
    let text = written(&file(vec![claim]), Guide::Professional);
    assert!(text.contains("CLM*C1*62.25*") && text.contains("LX*50~\n"));
    let lines = (0..999).map(|n| ServiceLine { charge_cents: 1, ..i_line(n, date(2025, 2, 24)) }).collect();
    let claim = with_form(Claim { lines, ..i_claim("C2") }, |form| form.condition_codes = vec!["92".into(), "89".into()]);
    let text = written(&file(vec![claim]), Guide::Institutional);
    assert!(text.contains("CLM*C2*9.99*") && text.contains("LX*999~\n") && text.contains("HI*BG:92*BG:89~\n"));
}
