//! What forms that were filled answer of the advisor's questions, beside what a person saved: it fills what nobody answered yet and
//! never replaces a judgment.

use super::Answers;
use super::answers::SuicideScreen;

impl Answers {
    /// These answers, with what the forms say where nothing was answered.
    #[must_use]
    pub fn filled_from(&self, measured: &Self) -> Self {
        let (mine, theirs) = (&self.suicide, &measured.suicide);
        Self {
            phq9_item9: self.phq9_item9.or(measured.phq9_item9),
            ciwa: self.ciwa.or(measured.ciwa),
            cows: self.cows.or(measured.cows),
            suicide: SuicideScreen {
                is_recorded: mine.is_recorded || theirs.is_recorded,
                method: mine.method.or(theirs.method),
                intent: mine.intent.or(theirs.intent),
                plan: mine.plan.or(theirs.plan),
                behavior_in_3_months: mine.behavior_in_3_months.or(theirs.behavior_in_3_months),
                behavior_ever: mine.behavior_ever.or(theirs.behavior_ever),
            },
            ..self.clone()
        }
    }

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
    use super::*;

    #[test]
    fn forms_fill_what_is_open_and_never_replace_a_judgment() {
        let saved = Answers { phq9_item9: Some(1), ..Answers::default() };
        let screen = SuicideScreen { is_recorded: true, intent: Some(false), ..SuicideScreen::default() };
        let measured = Answers { phq9_item9: Some(0), cows: Some(7), suicide: screen, ..Answers::default() };
        let filled = saved.filled_from(&measured);
        assert_eq!((filled.phq9_item9, filled.cows, filled.suicide), (Some(1), Some(7), screen));
        assert_eq!(saved.differs_from(&measured), ["PHQ-9 item 9"]);
        assert_eq!(filled.filled_from(&measured), filled);
        assert!(Answers::default().differs_from(&measured).is_empty());
    }
}
