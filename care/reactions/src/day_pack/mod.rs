//! What stands on the paper of a day without the program: rosters, whom to call, medicines as far as they are known, slips. Only what
//! whoever prints may see; what they may not is named as left out.

mod contents;
mod view;

pub use contents::PrintDayPack;
pub use view::{DayPackContents, PackContact, PackHelp, PackMedicine, PackPerson, PackSession, PackSlip, PackSlipAbout};
