//! `stepdown deidentified` through the real binary: what it finds, what passes, and that it never prints what stands in a cell.

use crate::support::Home;

#[test]
fn p2_a18_a_table_with_birth_dates_and_postal_codes_is_refused_without_a_word_of_it() {
    let home = Home::new();
    home.write("study.csv", "zip,birth_date,days\n02601,1990-04-12,41\n02540,1971-11-02,9\n");
    let ran = home.run(["deidentified", "study.csv"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.out.contains("`zip`: Place (B) in 2 rows") && ran.out.contains("`birth_date`: Date (C) in 2 rows"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("02601") && !ran.out.contains("1990"), "{}", ran.out);
    let json = home.run(["deidentified", "study.csv", "--json"]).json();
    assert_eq!(json[1]["identifier"], "date");
}

#[test]
fn a_table_of_years_and_intervals_passes_and_what_is_no_table_is_said() {
    let home = Home::new();
    home.write("study.csv", "zip3,birth_year,days\n026,1990,41\n");
    let ran = home.run(["deidentified", "study.csv"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("3 columns in 1 row") && ran.out.contains("a person must say"), "{}", ran.out);
    assert_eq!(home.run(["deidentified", "nowhere.csv"]).code, 5);
}
