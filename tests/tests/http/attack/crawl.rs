//! Somebody who only follows links, signed in (ASVS 3.5.3): nothing is changed by looking, but that it is written down who looked.

use journeys::walk;

#[test]
fn asvs_3_5_3_nothing_is_changed_by_asking_for_pages() {
    // Given everything that is kept
    let demo = crate::demo();
    let people: Vec<_> = ["clinical_director", "intake", "biller"].map(|role| demo.with_role(role)).into();
    let mut before = demo.kept_by_kind();

    // When three of the staff open every page they can reach
    let opened: usize = people.iter().map(|person| walk::everywhere(person).len()).sum();
    assert!(opened > 200, "{opened} pages");

    // Then the ledger holds what it held, and who looked
    let mut after = demo.kept_by_kind();
    let looks = (before.remove("chart_view"), after.remove("chart_view"));
    assert_ne!(looks.0, looks.1, "each look at a chart is written down (ASVS 16.3.2)");
    assert_eq!(after, before);
}

#[test]
fn asvs_2_4_1_somebody_who_searches_without_end_is_slowed_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let demo = crate::own_demo(folder.path(), None, "2026-03-12", "09:30");
    let (one, other) = (demo.with_role("intake"), demo.with_role("clinical_director"));
    let mut answered = 0;
    let slowed = loop {
        let answer = one.get(&format!("/find?q={answered}"));
        match answer.status {
            200 => answered += 1,
            _ => break answer,
        }
        assert!(answered < 400, "the names of everybody can be had by asking on");
    };
    assert_eq!(slowed.status, 429);
    assert!(answered >= 100, "nobody who types is slowed: {answered}");
    assert!(slowed.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
    assert!(slowed.words().contains("The next search is possible in"), "{}", slowed.words());
    assert_eq!(one.get("/patients?q=a").status, 429, "the list is searched at the same pace");
    assert_eq!(one.get("/patients").status, 200, "and can be opened without a search");
    assert_eq!(other.get("/find?q=a").status, 200);
}
