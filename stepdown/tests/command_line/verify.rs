//! Is every record as it was written? The answer is an exit code, and names the place.

use store::StoreError;

use crate::support::{Home, sample};

fn with_referral() -> Home {
    let home = Home::with_program();
    let file = sample("nist-inpatient-ccd.xml");
    let ran = home.run(["referral".as_ref(), "import".as_ref(), file.as_os_str(), "--data".as_ref(), "d".as_ref()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    home
}

#[test]
fn a_whole_database_is_counted() {
    let home = with_referral();
    let ran = home.run(["verify", "--data", "d", "--json"]);
    let found = ran.json();
    assert_eq!((ran.code, found["whole"].as_bool(), found["chains"].as_u64()), (0, Some(true), Some(2)));
    assert!(found["records"].as_u64().unwrap() > 10 && found["broken"].is_null());
    let words = home.run(["verify", "--data", "d"]);
    assert!(words.out.starts_with("Whole: ") && words.out.contains("in 2 chains"), "{}", words.out);
}

#[test]
fn a_changed_record_is_named_and_ends_with_4() {
    let home = with_referral();
    let patient = home.only_patient();
    // What the program never does, somebody with the file in hand may try.
    home.store()
        .write::<_, StoreError>(|tx| {
            tx.execute("DROP TRIGGER record_is_never_changed", &[])?;
            tx.execute(
                "UPDATE record SET body = replace(body, '\"', '\" ') WHERE chain = $1 AND position = 2",
                &[store::text(&patient)],
            )
        })
        .unwrap();
    let ran = home.run(["verify", "--data", "d", "--json"]);
    assert_eq!(ran.code, 4);
    let broken = &ran.json()["broken"];
    assert_eq!((broken["chain"].as_str(), broken["position"].as_i64()), (Some(patient.as_str()), Some(2)));
    let words = home.run(["verify", "--data", "d"]);
    assert!(words.code == 4 && words.out.contains("Broken: its content is not what was signed into the chain."), "{words:?}");
}

#[test]
fn a_database_that_is_not_there_is_no_whole_one() {
    let home = Home::new();
    let ran = home.run(["verify", "--data", "d"]);
    assert!(ran.code == 3 && ran.all().contains("There is no database in d."), "{ran:?}");
    assert!(!home.path("d").exists(), "looking makes nothing");
}
