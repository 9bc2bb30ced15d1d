//! Groups charted and signed: drafts, notes, checks, amendments.
