//! What follows from what, in one place and one transaction.
