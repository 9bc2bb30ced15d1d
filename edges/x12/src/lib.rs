//! X12 005010 claim files: written, read back, never guessed.
