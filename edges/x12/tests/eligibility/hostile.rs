//! No input makes a reader panic, and no problem repeats what the file says about a person.

use proptest::prelude::*;
use x12::*;

use crate::fixture::*;

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let mut after_isa = ANSWER.as_bytes()[..106].to_vec();
        after_isa.extend(&bytes);
        for bytes in [bytes, after_isa] {
            let _ = read_271(&bytes, &Limits::default());
            let _ = read_270(&bytes, &Limits::default());
        }
    }

    #[test]
    fn any_damage_to_a_real_file_is_survived(cuts in proptest::collection::vec((0_usize..1_000, any::<u8>()), 1..8), end in 0_usize..1_100) {
        for sample in [ANSWER, DEPENDENT_ANSWER, INQUIRY] {
            let mut bytes = sample.as_bytes().to_vec();
            for (at, byte) in &cuts {
                if let Some(slot) = bytes.get_mut(*at) {
                    *slot = *byte;
                }
            }
            bytes.truncate(end);
            let _ = read_271(&bytes, &Limits::default());
            let _ = read_270(&bytes, &Limits::default());
        }
    }

    #[test]
    fn segments_in_any_order_are_survived(order in Just(ANSWER.split_inclusive('~').collect::<Vec<_>>()).prop_shuffle()) {
        let text: String = std::iter::once(ANSWER.split_inclusive('~').next().unwrap()).chain(order).collect();
        let said = problems(&text).join("\n");
        prop_assert!(!said.is_empty());
        prop_assert!(!said.contains("ALDEN") && !said.contains("XYZ123456789") && !said.contains("1990"));
    }
}

#[test]
fn work_grows_with_the_file_and_not_with_its_square() {
    let (isa, flat) = (&ANSWER[..107], ANSWER.replace('\n', ""));
    let swollen = |what: &str, times: usize| flat.replace("EB*1**MH~", &what.repeat(times));
    let started = std::time::Instant::now();
    for text in [
        swollen("EB*1**MH~", 200_000),
        swollen("MSG*A~", 200_000),
        swollen("HL*4*2*22*0~", 150_000),
        swollen("NM1*IL*1*A~", 150_000),
        swollen(&format!("EB*1**{}~", "AI^".repeat(600)), 3_000),
        swollen("LS*2120~NM1*P3*1*A~", 100_000),
        format!("{isa}GS*HB*A*B*20250101*0101*1*X*005010X279A1~{}", "ST*271*1~SE*2*1~".repeat(100_000)),
        "~".repeat(1_000_000),
    ] {
        let reading = read_271(text.as_bytes(), &Limits::default());
        assert!((1..=202).contains(&reading.problems.len()), "{}", reading.problems.len());
    }
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

#[test]
fn answers_are_limited() {
    let reading = read_271(ANSWER.as_bytes(), &Limits { claims: 0, ..Limits::default() });
    assert!(reading.losses().any(|problem| problem.text.contains("more answers than are read at once")));
    assert_eq!(reading.answers().count(), 0);
}
