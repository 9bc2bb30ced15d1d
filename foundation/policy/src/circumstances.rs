//! What else the answer depends on, beside role, action and kind.

/// The circumstances of a request. All are `false` by default, which is the strictest case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Circumstances {
    /// The record is the actor's own: they wrote it, are writing it, lead the session it belongs to, or it is their own
    /// account or sign-in.
    pub is_own: bool,
    /// The actor said why they need it and that purpose is kept with the view.
    pub purpose_stated: bool,
    /// The actor claims an emergency. No rule grants anything for it: emergency access is its own path (P2-41).
    pub is_break_glass: bool,
}

impl Circumstances {
    /// How many different circumstances there are.
    pub(crate) const COUNT: usize = 8;

    /// The actor's own record.
    #[must_use]
    pub const fn own() -> Self {
        Self { is_own: true, purpose_stated: false, is_break_glass: false }
    }

    /// Somebody else's record, opened for a stated purpose.
    #[must_use]
    pub const fn for_purpose() -> Self {
        Self { is_own: false, purpose_stated: true, is_break_glass: false }
    }

    /// Own exactly if `is_own`, nothing else.
    #[must_use]
    pub const fn own_if(is_own: bool) -> Self {
        Self { is_own, purpose_stated: false, is_break_glass: false }
    }

    pub(crate) const fn index(self) -> usize {
        self.is_own as usize + 2 * self.purpose_stated as usize + 4 * self.is_break_glass as usize
    }

    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(|index| Self {
            is_own: index & 1 != 0,
            purpose_stated: index & 2 != 0,
            is_break_glass: index & 4 != 0,
        })
    }
}
