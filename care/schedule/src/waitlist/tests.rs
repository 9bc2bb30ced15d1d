//! Written with the journey: see `tests`.
