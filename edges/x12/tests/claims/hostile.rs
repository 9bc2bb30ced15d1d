//! No input makes a reader panic, and no reader repeats what the file says about a person.

use proptest::prelude::*;
use x12::*;

const SAMPLE: &str = include_str!("../../testdata/samples/837p.x12");

fn problems(text: &str) -> String {
    read_837(text.as_bytes(), &Limits::default()).problems.iter().map(|problem| format!("{problem}\n")).collect()
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read_837(&bytes, &Limits::default());
        let mut after_isa = SAMPLE.as_bytes()[..106].to_vec();
        after_isa.extend(&bytes);
        let _ = read_837(&after_isa, &Limits::default());
    }

    #[test]
    fn any_damage_to_a_real_file_is_survived(cuts in proptest::collection::vec((0_usize..1_400, any::<u8>()), 1..8), end in 0_usize..1_500) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, byte) in cuts {
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
        }
        bytes.truncate(end);
        let _ = read_837(&bytes, &Limits::default());
    }

    #[test]
    fn segments_in_any_order_are_survived(order in Just(SAMPLE.split_inclusive("~\n").collect::<Vec<_>>()).prop_shuffle()) {
        let text: String = std::iter::once(SAMPLE.split_inclusive("~\n").next().unwrap()).chain(order).collect();
        let said = problems(&text);
        prop_assert!(!said.is_empty());
        prop_assert!(!said.contains("ALDEN") && !said.contains("XYZ123456789") && !said.contains("F1020"));
    }
}

#[test]
fn a_removed_segment_is_missed_or_the_twins_differ() {
    let whole = read_837(SAMPLE.as_bytes(), &Limits::default());
    let segments: Vec<&str> = SAMPLE.split_inclusive("~\n").collect();
    for gone in 0..segments.len() {
        let text: String = segments.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, s)| *s).collect();
        let reading = read_837(text.as_bytes(), &Limits::default());
        assert!(!reading.problems.is_empty(), "without {}", segments[gone]);
        assert!(
            reading.files != whole.files
                || segments[gone].starts_with("SE")
                || segments[gone].starts_with("GE")
                || segments[gone].starts_with("IEA")
        );
    }
}

#[test]
fn what_the_twins_cannot_hold_is_reported_with_its_place() {
    for (from, to, wanted) in [
        ("CLM*ENC-2025-0001*975.00", "CLM*ENC-2025-0001*975.01", "segment 21 (CLM), element 02: is not the sum of the lines"),
        ("HL*2*1*22*0", "HL*3*1*22*0", "segment 14 (HL), element 01: is not the next level number"),
        ("HL*2*1*22*0", "HL*2*9*22*0", "segment 14 (HL), element 02: does not name the level above it"),
        ("LX*2", "LX*5", "(LX), element 01: must be 2"),
        ("20250225", "20250230", "(DTP), element 03: is not a date"),
        ("*UN*1*57**1:2", "*MJ*1*57**1:2", "element 03: must be UN"),
        ("SBR*P*18*GRP100******CI", "SBR*P*18*GRP100**12****CI", "(SBR), element 05: is filled, but not understood"),
        ("REF*G1*AUTH778899~", "REF*G1*AUTH778899~\nNTE*ADD*TEXT~", "(NTE): is not understood at this place"),
        ("ABF:F331", "BBR:0T", "(HI), element 02: is not a single code"),
        ("57:B:1", "57:B:9", "(CLM), element 05: holds a frequency that is not known"),
        ("DMG*D8*19900514*F", "DMG*D8*19900514*X", "(DMG), element 03: holds a code that is not known here"),
        ("GS*HC", "GS*HB", "(GS), element 01: must be HC"),
        ("REF*6R*LN2", "REF*6R*LN2*MORE", "(REF), element 03: is filled, but not understood"),
        ("PRV*PE*PXC*101YA0400X", "PRV*PE*PXC*101YA0400X*MA", "(PRV), element 04: is filled, but not understood"),
        ("DTP*472*D8*20250224", "DTP*472*D8*20250224*X", "(DTP), element 04: is filled, but not understood"),
    ] {
        assert!(SAMPLE.contains(from), "{from}");
        let found = problems(&SAMPLE.replacen(from, to, 1));
        assert!(found.contains(wanted), "{wanted}:\n{found}");
    }
}

#[test]
fn a_bad_claim_does_not_take_the_good_one_with_it() {
    let second = SAMPLE.split_once("CLM*").unwrap().1.split_once("SE*").unwrap().0;
    let text = SAMPLE.replace(
        "SE*36",
        &format!("CLM*{}SE*53", second.replace("ENC-2025-0001", "ENC-2025-0002").replacen("57:B:1", "57:B:Q", 1)),
    );
    let reading = read_837(text.as_bytes(), &Limits::default());
    let kept: Vec<&str> =
        reading.files[0].interchange.transactions[0].claims.iter().map(|claim| claim.control_number.as_str()).collect();
    assert_eq!(kept, ["ENC-2025-0001"]);
    assert!(reading.problems.iter().any(|problem| problem.text.contains("it was left out")));
}

/// The sample with something many times over in place of its claim's diagnosis segment.
fn swollen(what: &str, times: usize) -> String {
    SAMPLE.replace("HI*ABK:F1020*ABF:F331~\n", &what.repeat(times))
}

#[test]
fn work_grows_with_the_file_and_not_with_its_square() {
    let isa = &SAMPLE[..107];
    let header = SAMPLE.split_once("CLM*").unwrap().0;
    let claim = "CLM*C*1***57:B:1*Y*A*Y*Y~HI*ABK:F10~LX*1~SV1*HC:H0015*1*UN*1***1~DTP*472*D8*20250224~";
    let started = std::time::Instant::now();
    for text in [
        swollen("HI*BG:92~", 200_000),
        swollen("REF*G1*A~", 200_000),
        swollen("NM1*82*1*A~", 150_000),
        swollen(&format!("HI{}~", "*".repeat(2_000)), 2_000),
        format!("{isa}GS*HC*A*B~{}", "ST*837*1~SE*2*1~".repeat(100_000)),
        format!("{isa}{}", "GS*HC*A~GE*0*~".repeat(100_000)),
        isa.repeat(40_000),
        "~".repeat(2_000_000),
        format!("{isa}{}", "~".repeat(2_000_000)),
        format!("{isa}{}", "A".repeat(4_000_000)),
        format!("{header}{}", claim.repeat(40_000)),
    ] {
        let reading = read_837(text.as_bytes(), &Limits::default());
        assert!((1..=201).contains(&reading.problems.len()));
    }
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

#[test]
fn claims_are_limited() {
    let reading = read_837(SAMPLE.as_bytes(), &Limits { claims: 0, ..Limits::default() });
    assert!(reading.problems.iter().any(|problem| problem.text.contains("more claims than are read at once")));
    assert!(reading.files[0].interchange.transactions[0].claims.is_empty());
}
