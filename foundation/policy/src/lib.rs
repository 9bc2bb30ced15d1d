//! Who may do what to which kind of record, as a policy a compliance officer can read.
