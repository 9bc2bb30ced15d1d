//! The spine: the patient, the episode of care, the stays at levels of care inside it, the care team.
//! Every other chapter hangs on it and it hangs on none.

pub mod patient;
pub use patient::Patient;

pub mod episode;
pub use episode::Episode;

pub mod stay;
pub use stay::Stay;

mod fact;
pub use fact::Fact;
