//! Papers of courts and lawyers (P2-46): written down as served, refused by default. The noun and what it unlocks are the gate's
//! (`confidential::court_paper`); here is who writes it down, and counsel's word on it.

mod read_by_counsel;
mod record;

pub use read_by_counsel::MarkReadByCounsel;
pub use record::RecordCourtPaper;
