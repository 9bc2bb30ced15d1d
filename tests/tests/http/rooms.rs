//! The rooms inside the house, in the whole demonstration: what is kept apart is on its own page and on no other (P2-11).

/// What a clinician of the demonstration keeps for themself.
const WORDS: &str = "He never asked me anything";

#[test]
fn p2_11_the_words_of_a_counseling_note_are_on_its_own_page_and_on_no_other_of_any_role() {
    // Given the demonstration, in which a clinician keeps a counseling note, and every page each role can reach
    let demo = super::demo();
    for (role, visits) in super::walks(&demo) {
        for visit in visits.iter().filter(|visit| visit.answer.body.contains(WORDS)) {
            // Then whoever reads it reads it there, as its originator
            assert!(visit.address.contains("/counseling-notes/"), "{role} reads it at {}", visit.address);
            assert!(["clinician", "clinical_director"].contains(role), "{role} reads it");
        }
    }
}
