//! What forms that were filled answer of the advisor's questions, beside what a person saved. It is a proposal for what nobody answered
//! yet; where it says something else than a judgment, that is said and the judgment stands.

use super::Answers;

impl Answers {
    /// Where the forms say something else than what is saved, in words.
    #[must_use]
    pub fn differs_from(&self, measured: &Self) -> Vec<&'static str> {
        fn other<T: PartialEq>(mine: Option<T>, theirs: Option<T>) -> bool {
            mine.zip(theirs).is_some_and(|(mine, theirs)| mine != theirs)
        }
        let (mine, theirs) = (&self.suicide, &measured.suicide);
        let screen = other(mine.method, theirs.method)
            || other(mine.intent, theirs.intent)
            || other(mine.plan, theirs.plan)
            || other(mine.behavior_in_3_months, theirs.behavior_in_3_months)
            || other(mine.behavior_ever, theirs.behavior_ever);
        let all = [
            (other(self.phq9_item9, measured.phq9_item9), "PHQ-9 item 9"),
            (screen, "C-SSRS"),
            (other(self.ciwa, measured.ciwa), "CIWA-Ar"),
            (other(self.cows, measured.cows), "COWS"),
        ];
        all.into_iter().filter(|(is_other, _)| *is_other).map(|(_, form)| form).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::SuicideScreen;
    use super::*;

    #[test]
    fn only_what_both_answer_and_answer_otherwise_differs() {
        let saved = Answers { phq9_item9: Some(1), ..Answers::default() };
        let screen = SuicideScreen { is_recorded: true, intent: Some(false), ..SuicideScreen::default() };
        let measured = Answers { phq9_item9: Some(0), cows: Some(7), suicide: screen, ..Answers::default() };
        assert_eq!(saved.differs_from(&measured), ["PHQ-9 item 9"]);
        assert!(Answers::default().differs_from(&measured).is_empty());
    }
}
