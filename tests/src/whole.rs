//! Is everything that was signed there, whole, and is nothing half there? Counted in the tables; the tables are compared with the
//! ledger by `verify`, so that both are known to say the same.

use std::collections::{BTreeMap, BTreeSet};

use access::Refusal;
use reactions::House;
use store::Tx;

use crate::season::GROUP;

/// What of the season is signed.
#[derive(Debug, Default)]
pub struct Signed {
    /// The sessions whose notes are all there.
    pub sessions: BTreeSet<String>,
    /// Days with both sessions signed, over all people.
    pub billable_days: usize,
}

/// Reads what is signed and checks that every signing is whole: twelve notes or none, and on every person's day the counted state
/// and the charge that follow from the notes that are there.
///
/// # Panics
/// When something is half there.
#[must_use]
pub fn signed(house: &House) -> Signed {
    // One consistent state: a database server may still be finishing the last commit of a killed process.
    let [sessions, notes, charges, billable] = house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(read(tx))).unwrap();
    for (session, notes) in &sessions {
        assert_eq!(usize::try_from(*notes), Ok(GROUP), "session {session} is half signed");
    }
    let whole: BTreeSet<&String> = notes.iter().filter(|(_, count)| **count == 2).map(|(day, _)| day).collect();
    assert!(notes.values().all(|count| (1..=2).contains(count)), "one note a session and person");
    assert_eq!(billable.keys().collect::<BTreeSet<_>>(), whole, "days whose notes are all signed are billable, and only those");
    assert!(billable.values().all(|minutes| *minutes == 180), "with their minutes credited");
    assert_eq!(charges.keys().collect::<BTreeSet<_>>(), whole, "a day that is billable has its charge, and only such a day");
    assert!(charges.values().all(|count| *count == 1), "one charge a day");
    Signed { sessions: sessions.into_keys().collect(), billable_days: billable.len() }
}

/// Recomputes every chain and compares every table with the ledger.
///
/// # Panics
/// When a record is not as it was written.
pub fn verify(house: &House) {
    let seen = house.store(store::DirectAccess).verify(&reactions::kinds(), &|_| {}).unwrap();
    assert_eq!(seen.broken, None);
}

type Counts = BTreeMap<String, i64>;

/// Notes a session; notes, standing charges and credited minutes a person and day.
fn read(tx: &Tx<'_>) -> [Counts; 4] {
    let key = "patient_id || ' ' || day";
    [
        counted(tx, "SELECT session_id, COUNT(*) FROM progress_note GROUP BY session_id"),
        counted(tx, &format!("SELECT {key}, COUNT(*) FROM progress_note WHERE is_in_force = 1 GROUP BY {key}")),
        counted(tx, &format!("SELECT {key}, COUNT(*) FROM charge WHERE state = 'ready' GROUP BY {key}")),
        counted(tx, &format!("SELECT {key}, credited_minutes FROM service_day WHERE state = 'billable'")),
    ]
}

fn counted(tx: &Tx<'_>, sql: &str) -> Counts {
    let rows = tx.query(sql, &[]).unwrap();
    rows.iter().map(|row| (row.text(0).unwrap().to_owned(), row.int(1).unwrap())).collect()
}

/// How many records the ledger holds.
///
/// # Panics
/// When the database does not answer.
#[must_use]
pub fn records(house: &House) -> i64 {
    let sql = "SELECT COUNT(*) FROM record";
    house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.query_one(sql, &[])?.unwrap().int(0)?)).unwrap()
}
