//! Answers of payers (271 files) out of a watched folder, into which a program of the payer's or the clearinghouse's puts them.

use std::sync::Arc;

use access::{Refusal, Role};
use billing::eligibility::{AnswerReceipt, ReadAnswer, RecordEligibilityAnswer};
use reactions::House;

use super::watched_folder::{Intake, Taken};
use crate::convert;
use crate::own_actor::as_role;

/// The most bytes of one answer file, as its reader has it.
const MOST_BYTES: u64 = 32 << 20;

/// How they are taken in.
pub(crate) fn intake(house: House) -> Intake {
    Intake {
        what: "answers of payers",
        endings: &["271", "x12", "edi", "txt"],
        most_bytes: MOST_BYTES,
        too_large: "The file is larger than 32 MB. Ask whoever sent it for several smaller ones.",
        take: Arc::new(move |name: &str, bytes: Vec<u8>| take(&house, name, bytes)),
    }
}

fn take(house: &House, name: &str, bytes: Vec<u8>) -> Taken {
    match convert::eligibility::read(&bytes) {
        Ok(answers) => record(house, name, answers, bytes).map_or_else(Taken::refused, |_| Taken::Done),
        Err(sentence) => Taken::Refused("not_read", sentence),
    }
}

/// Records what was read from an answer file.
///
/// # Errors
/// [`Refusal::Refused`] when no answer in it belongs to a question of ours; otherwise any [`Refusal`] of the house.
pub(crate) fn record(house: &House, name: &str, answers: Vec<ReadAnswer>, original: Vec<u8>) -> Result<AnswerReceipt, Refusal> {
    let command = RecordEligibilityAnswer { answers, file_name: name.to_owned(), original };
    house.perform(&as_role(Role::Biller), &command)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::time::{Duration, SystemTime};

    use store::DatabaseUrl;
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::super::watched_folder::{Look, Watched};
    use super::*;

    #[test]
    fn what_is_not_an_answer_of_ours_is_put_aside_with_the_reason_and_what_is_still_written_is_left_alone() {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let house = House::open(&DatabaseUrl::InMemory, Clock::system(), IdSource::seeded(1), zone).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, words: &str| std::fs::write(folder.path().join(name), words).unwrap();
        let stranger = include_str!("../../../edges/x12/testdata/eligibility/271.x12");
        put("cut.271", stranger.get(..300).unwrap());
        put("STRANGER.X12", stranger);
        put(".half.271", "ISA");
        put("half.271.part", "ISA");
        put("read-me.md", "not ours");
        let later = SystemTime::now() + Duration::from_secs(60);
        let mut watched = Watched::new(folder.path().to_owned(), intake(house));
        assert_eq!(watched.look(later).unwrap(), Look { later: 2, ..Look::default() });
        assert_eq!(watched.look(later).unwrap(), Look { refused: 2, ..Look::default() });
        let why = |name: &str| std::fs::read_to_string(folder.path().join("refused").join(name)).unwrap();
        assert!(why("cut.271.reason.txt").contains("The file is not whole"));
        assert!(why("STRANGER.X12.reason.txt").contains("belongs to a question that was asked here"));
        for left in [".half.271", "half.271.part", "read-me.md"] {
            assert!(folder.path().join(left).exists(), "{left}");
        }
        assert_eq!(watched.look(later).unwrap(), Look::default(), "a later look finds nothing new");
    }

    #[test]
    fn an_answer_is_kept_for_later_while_the_house_cannot_take_it() {
        for refusal in [Refusal::Busy, Refusal::Conflict, Refusal::NotFound, Refusal::Fault("the disk is full".into())] {
            assert!(matches!(Taken::refused(refusal), Taken::Later(_)));
        }
        assert!(matches!(Taken::refused(Refusal::invalid("file", "No.")), Taken::Refused("not_accepted", _)));
    }
}
