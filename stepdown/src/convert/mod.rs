//! From one edge's plain data to the core's and back, because an edge never uses another edge: a document that was read becomes
//! the content of a referral, claims that passed the gate become a claim file, a paper becomes a file to read and sign.

pub mod claim;
pub mod day_pack;
pub mod eligibility;
pub mod networks;
pub mod paper;
pub mod referral;

use std::sync::Arc;

pub use claim::{Clearinghouse, Submission};
use confidential::{Released, ToPayer};
use privacy::agreement::Service;

/// How questions to payers leave and how answers come back.
#[derive(Clone)]
pub enum EligibilityLine {
    /// By hand: files are downloaded and uploaded on the page, or lie in a folder that another program empties.
    Files(Option<std::path::PathBuf>),
    /// A payer that is only played, in the demonstration: it answers at once.
    Played(fn(&[u8]) -> Result<Vec<u8>, String>),
}

/// What the pages get: how documents are read and files to payers written in this installation.
#[must_use]
pub fn wiring(
    submission: Submission,
    line: EligibilityLine,
    metrics_token: Option<String>,
    sandbox: Option<networks::Shown>,
) -> web::Wiring {
    let for_questions = submission.clone();
    web::Wiring {
        scan_upload: None,
        is_behind_proxy: false,
        sandbox: sandbox.map(|one| Arc::new(one) as Arc<dyn web::Sandbox>),
        read_referral: Arc::new(referral::open),
        draw_fax_page: Arc::new(|bytes, number| migrate_in::draw_fax_page(bytes, number).map(|page| (page.png, page.pages))),
        has_clearinghouse: submission.clearinghouse.is_some(),
        write_claims: Arc::new(move |batch| claim::write(batch, &submission)),
        press: Arc::new(paper::set),
        print_day_pack: print_day_packs(::paper::PaperSize::Letter),
        eligibility: web::EligibilityWiring {
            carried_by: (!matches!(line, EligibilityLine::Files(None))).then_some(Service::ClearingHouse),
            write: Arc::new(move |released| eligibility::write(released, &for_questions)),
            read: Arc::new(eligibility::read),
            send: Arc::new(move |name, bytes| send(&line, name, bytes)),
        },
        metrics_token,
        public: web::Public::default(),
        single_sign_on: None,
        video: None,
    }
}

/// How day packs are set in this installation.
#[must_use]
pub fn print_day_packs(size: ::paper::PaperSize) -> web::SetDayPack {
    Arc::new(move |contents, zone| day_pack::set(contents, zone, size))
}

fn send(line: &EligibilityLine, name: &str, bytes: &Released<Vec<u8>, ToPayer>) -> Result<web::Delivery, String> {
    match line {
        EligibilityLine::Played(payer) => payer(bytes).map(web::Delivery::Answered),
        EligibilityLine::Files(None) => Ok(web::Delivery::ByHand),
        EligibilityLine::Files(Some(folder)) => {
            let words = "The question is recorded, but its file could not be put into the folder; download it here.";
            crate::write_file::write_whole(&folder.join(name), bytes).map(|()| web::Delivery::Sent).map_err(|_| words.to_owned())
        }
    }
}
