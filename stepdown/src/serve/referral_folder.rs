//! Referral documents out of a watched folder (S-06).

use std::sync::Arc;

use access::Role;
use intake::referral::{CameBy, ReceiveReferral};
use reactions::House;

use super::watched_folder::{Intake, Taken};
use crate::convert;
use crate::own_actor::as_role;

/// How they are taken in.
pub(crate) fn intake(house: House) -> Intake {
    Intake {
        what: "referral documents",
        endings: &[],
        most_bytes: migrate_in::MAX_BYTES as u64,
        too_large: migrate_in::Reason::TooLarge.sentence(),
        take: Arc::new(move |name: &str, bytes: Vec<u8>| receive(&house, name, bytes)),
    }
}

fn receive(house: &House, name: &str, bytes: Vec<u8>) -> Taken {
    let read = match convert::referral::open(&bytes) {
        Ok(read) => read,
        Err((code, sentence)) => return Taken::Refused(code, sentence),
    };
    let command = ReceiveReferral::of(read, name, bytes, CameBy::Folder);
    house.perform(&as_role(Role::Intake), &command).map_or_else(Taken::refused, |_| Taken::Done)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use store::{DatabaseUrl, DirectAccess, StoreError};
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::super::watched_folder::{Look, Watched};
    use super::*;

    const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",
        "name":[{"family":"Quill","given":["Mara"]}],"birthDate":"1990-05-05"}}]}"#;

    fn house() -> House {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        House::open(&DatabaseUrl::InMemory, Clock::system(), IdSource::seeded(3), zone).unwrap()
    }

    fn count(house: &House, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        house.store(DirectAccess).read::<_, StoreError>(|tx| tx.query_one(&sql, &[])?.unwrap().int(0)).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        all.sort();
        all
    }

    #[test]
    fn s_06_still_files_are_taken_in_once_and_moved_refused_ones_with_their_reason() {
        let folder = tempfile::tempdir().unwrap();
        let house = house();
        let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        put("a.json", BUNDLE.as_bytes());
        put("fax.pdf", b"%PDF-1.4\n%%EOF\n");
        put("cut.json", b"{\"resourceType\":");
        put("growing.xml.part", b"<Clin");
        put(".hidden", b"x");
        let later = SystemTime::now() + Duration::from_secs(60);
        let mut watched = Watched::new(folder.path().to_owned(), intake(house.clone()));

        // The first look only remembers; a file that changed since is left too
        assert_eq!(watched.look(later).unwrap(), Look { later: 3, ..Look::default() });
        put("a.json", format!("{BUNDLE} ").as_bytes());
        assert_eq!(watched.look(later).unwrap(), Look { done: 1, refused: 1, later: 1 });
        assert_eq!(watched.look(later).unwrap(), Look { done: 1, ..Look::default() });
        assert_eq!((count(&house, "inquiry"), count(&house, "referral_document")), (1, 2));
        assert_eq!(names(&folder.path().join("done")), ["a.json", "fax.pdf"]);
        assert_eq!(names(&folder.path().join("refused")), ["cut.json", "cut.json.reason.txt"]);
        let reason = fs::read_to_string(folder.path().join("refused/cut.json.reason.txt")).unwrap();
        assert!(reason.starts_with("truncated\nThe file breaks off"), "{reason}");

        // The same again, as after a crash between taking in and moving: known, moved beside the first, nothing written
        put("a.json", format!("{BUNDLE} ").as_bytes());
        watched.look(later).unwrap();
        assert_eq!(watched.look(later).unwrap(), Look { done: 1, ..Look::default() });
        assert_eq!((count(&house, "inquiry"), count(&house, "referral_document")), (1, 2));
        assert_eq!(names(&folder.path().join("done")), ["a-2.json", "a.json", "fax.pdf"]);
        let left = names(folder.path());
        assert!(left.contains(&"growing.xml.part".to_owned()) && left.contains(&".hidden".to_owned()), "{left:?}");
    }
}
