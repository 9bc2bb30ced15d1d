//! The few places where a rule does not apply, each with its reason. Nothing else silences a rule.

/// One place where one rule does not apply.
struct Exception {
    rule: &'static str,
    /// The beginning of the paths it covers, or a folder name between slashes that may stand anywhere.
    place: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by people and by the test below"))]
    reason: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception { rule: "words", place: "xtask/src/tidy/words.rs", reason: "the list of forbidden words itself" },
    Exception {
        rule: "words",
        place: "/testdata/",
        reason: "carried data sets are kept byte for byte; the words are their authors'",
    },
    Exception {
        rule: "words",
        place: "foundation/forms/data/instruments/",
        reason: "the wording of published instruments is not edited (IN-08); names and questions are their authors'",
    },
    Exception { rule: "sql", place: "xtask/src/tidy/sql.rs", reason: "the list of SQL beginnings itself" },
    Exception { rule: "places", place: "xtask/src/tidy/places.rs", reason: "the list of forbidden places itself" },
    Exception {
        rule: "words",
        place: "stepdown/src/demo/people/tests.rs",
        reason: "the list of words that the invented people's texts are checked against",
    },
    Exception {
        rule: "clock",
        place: "edges/web/src/health/metrics.rs",
        reason: "how long an answer took is measured by a stopwatch; it is no time of day and nothing is decided by it",
    },
    Exception { rule: "places", place: "/testdata/", reason: "carried data sets are kept byte for byte" },
];

/// Whether a listed exception covers findings of `rule` in `path`.
pub fn covers(rule: &str, path: &str) -> bool {
    EXCEPTIONS.iter().any(|exception| {
        let is_there =
            if exception.place.starts_with('/') { path.contains(exception.place) } else { path.starts_with(exception.place) };
        exception.rule == rule && is_there
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_covers_its_rule_in_its_place_only() {
        assert!(covers("words", "xtask/src/tidy/words.rs"));
        assert!(covers("words", "edges/migrate_in/tests/testdata/a.xml"));
        assert!(!covers("words", "xtask/src/tidy/mod.rs"));
        assert!(!covers("clock", "xtask/src/tidy/words.rs"));
    }

    #[test]
    fn every_exception_has_a_reason() {
        assert!(EXCEPTIONS.iter().all(|exception| exception.reason.len() > 10));
    }
}
