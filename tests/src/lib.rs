//! Journeys through the real program, told as sentences.
