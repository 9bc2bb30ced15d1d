//! The spine: patient, episode, level-of-care stays, care team.
