//! True, false, or not known yet: an unanswered question makes neither a rule nor its opposite hold (IN-17, Kleene).

/// Three values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// Depends on an answer that is not there.
    Unknown,
}

impl Truth {
    pub(crate) fn all(values: impl IntoIterator<Item = Self>) -> Self {
        let mut seen = Self::True;
        for value in values {
            match value {
                Self::False => return Self::False,
                Self::Unknown => seen = Self::Unknown,
                Self::True => {}
            }
        }
        seen
    }

    pub(crate) fn any(values: impl IntoIterator<Item = Self>) -> Self {
        let mut seen = Self::False;
        for value in values {
            match value {
                Self::True => return Self::True,
                Self::Unknown => seen = Self::Unknown,
                Self::False => {}
            }
        }
        seen
    }
}

impl From<bool> for Truth {
    fn from(is_true: bool) -> Self {
        if is_true { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn a_known_answer_decides_and_an_unknown_one_does_not() {
        assert_eq!(Truth::all([True, Unknown]), Unknown);
        assert_eq!(Truth::all([Unknown, False]), False);
        assert_eq!(Truth::all([]), True);
        assert_eq!(Truth::any([Unknown, True]), True);
        assert_eq!(Truth::any([Unknown, False]), Unknown);
        assert_eq!(Truth::any([]), False);
    }
}
