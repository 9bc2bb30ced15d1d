//! The one gate: patient data leaves only as a released value (42 CFR Part 2).
