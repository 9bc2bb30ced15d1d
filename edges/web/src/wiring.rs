//! What the program hands to its pages, because an edge never uses another edge: how a document is read, how a claim file is
//! written, and the word that opens the figures to a collector on another machine.

use std::sync::Arc;

use billing::claim::release::ReleasedBatch;
use billing::eligibility::{ReadAnswer, ReleasedInquiry};
use confidential::{Released, ToPayer};
use intake::paper::Press;
use intake::referral::DocumentAsRead;
use privacy::agreement::Service;

use crate::sign_in::SingleSignOn;
use crate::video::VideoServer;

/// Opens the bytes of one document from another provider; refuses with a stable code and a sentence with its remedy.
pub type ReadReferral = Arc<dyn Fn(&[u8]) -> Result<DocumentAsRead, (&'static str, String)> + Send + Sync>;

/// Looks at the bytes of a file that somebody sent before anybody else does; refuses with a sentence with its remedy.
pub type ScanUpload = Arc<dyn Fn(&[u8]) -> Result<(), String> + Send + Sync>;

/// Draws one page of a fax (TIFF), counted from 0, as PNG, and says how many there are; refuses with a sentence.
pub type DrawFaxPage = Arc<dyn Fn(&[u8], usize) -> Result<(Vec<u8>, usize), String> + Send + Sync>;

/// Writes the claims that passed the gate as one file; refuses with every reason as a sentence, and then nothing has left.
pub type WriteClaims = Arc<dyn Fn(&ReleasedBatch) -> Result<Vec<u8>, Vec<String>> + Send + Sync>;

/// Sets the content of a day pack as a file to print.
pub type SetDayPack =
    Arc<dyn Fn(&reactions::day_pack::DayPackContents, &vocabulary::ProgramZone) -> Result<Vec<u8>, String> + Send + Sync>;

/// Writes a question to a payer that passed the gate; refuses with every reason as a sentence, and then nothing has left.
pub type WriteInquiry = Arc<dyn Fn(&ReleasedInquiry) -> Result<Vec<u8>, Vec<String>> + Send + Sync>;

/// Reads an answer file of a payer; refuses with a sentence.
pub type ReadAnswers = Arc<dyn Fn(&[u8]) -> Result<Vec<ReadAnswer>, String> + Send + Sync>;

/// Sends a question, under a name that says nothing; a sentence when it could not be sent.
pub type SendInquiry = Arc<dyn Fn(&str, &Released<Vec<u8>, ToPayer>) -> Result<Delivery, String> + Send + Sync>;

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The payer answered at once, with this file.
    Answered(Vec<u8>),
    /// It is on its way; the answer comes later.
    Sent,
    /// Somebody must carry it: it is downloaded here and the answer uploaded.
    ByHand,
}

/// How payers are asked in this installation.
#[derive(Clone)]
pub struct EligibilityWiring {
    /// The service that carries questions to payers; nothing when somebody does it by hand.
    pub carried_by: Option<Service>,
    /// Writes questions.
    pub write: WriteInquiry,
    /// Reads answers.
    pub read: ReadAnswers,
    /// Sends questions.
    pub send: SendInquiry,
}

/// The demonstration's telephone and mailbox: what the networks carried, and a person who texts us.
pub trait Sandbox: Send + Sync {
    /// Every text: the person's number, the words, when, whether the person wrote it; oldest first.
    fn texts(&self) -> Vec<SandboxText>;
    /// Every letter as it came; oldest first.
    fn letters(&self) -> Vec<(String, String)>;
    /// A person texts us.
    ///
    /// # Errors
    /// Why it did not arrive.
    fn text_us(&self, number: &str, words: &str) -> Result<(), String>;
    /// The page of somebody's own that stands open, so that whoever tries the demonstration gets through its door.
    fn own_page(&self) -> Option<OwnPage> {
        None
    }
}

/// A page of somebody's own in the demonstration, with what its door asks for. Nothing says whose: the telephone is open to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPage {
    /// The month of birth, 1 to 12.
    pub month: i8,
    /// The day of birth.
    pub day: i8,
    /// Its address here: `/l/…`.
    pub address: String,
}

/// A text on the demonstration's telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxText {
    /// The person's number.
    pub number: String,
    /// The words.
    pub words: String,
    /// When.
    pub at: jiff::Timestamp,
    /// Whether the person wrote it.
    pub is_theirs: bool,
}

/// What the program hands to its pages.
#[derive(Clone)]
pub struct Wiring {
    /// The demonstration's telephone and mailbox; nothing anywhere else.
    pub sandbox: Option<Arc<dyn Sandbox>>,
    /// Looks at every file that is sent, where the installation has something that does.
    pub scan_upload: Option<ScanUpload>,
    /// Whether a proxy of ours stands in front and says whom it speaks for.
    pub is_behind_proxy: bool,
    /// Reads documents.
    pub read_referral: ReadReferral,
    /// Draws fax pages.
    pub draw_fax_page: DrawFaxPage,
    /// Writes claim files.
    pub write_claims: WriteClaims,
    /// Sets papers as files.
    pub press: Press,
    /// Sets day packs as files.
    pub print_day_pack: SetDayPack,
    /// How payers are asked.
    pub eligibility: EligibilityWiring,
    /// Whether one file may hold claims to several payers; without a clearinghouse each payer has a file of its own.
    pub has_clearinghouse: bool,
    /// Opens `/metrics` to whoever sends it as a bearer token; without one only this machine may ask.
    pub metrics_token: Option<String>,
    /// What the public is told, for the pages of whoever answers for it.
    pub public: Public,
    /// Signing in with the organisation's account, where the installation has an issuer.
    pub single_sign_on: Option<Arc<SingleSignOn>>,
    /// The video server, where there is one.
    pub video: Option<Arc<VideoServer>>,
}

/// What the public is told about the program.
#[derive(Clone, Debug, Default)]
pub struct Public {
    /// Whether a clinic license is on file (MA-02).
    pub has_clinic_license: bool,
    /// The public site, where there is one.
    pub site: Option<Arc<PublicSite>>,
}

/// The public site as whoever answers for it sees it.
#[derive(Clone, Debug)]
pub struct PublicSite {
    /// The numbers on every page.
    pub help_lines: Vec<HelpLine>,
    /// Its languages beside English.
    pub languages: Vec<Language>,
    /// Whether words that nobody has reviewed are shown to the public.
    pub shows_drafts: bool,
    /// What it says that the license does not allow, each with what to do.
    pub wrong_words: Vec<String>,
}

/// After so many days without a check the numbers of help lines are due (ux 6.2).
pub const NUMBERS_DUE_DAYS: i64 = 90;

/// A number that is shown to somebody in need.
#[derive(Clone, Debug)]
pub struct HelpLine {
    /// Whose.
    pub name: String,
    /// The number.
    pub number: String,
    /// Whether it can be texted.
    pub may_text: bool,
    /// Whether it is for somebody in danger or in crisis, and so always in sight.
    pub is_in_sight: bool,
    /// When somebody last made sure that it is right.
    pub checked: jiff::civil::Date,
}

/// The words of the public site in one language.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its code: `es`.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// How many texts a native reader has reviewed as they stand.
    pub reviewed: usize,
    /// The others.
    pub unreviewed: Vec<Words>,
}

/// One text that nobody has reviewed.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its name in the files.
    pub key: String,
    /// In English.
    pub english: String,
    /// The translation; absent when there is none.
    pub draft: Option<String>,
    /// Whether it was reviewed and one of the two was changed since.
    pub is_outdated: bool,
    /// What is written down once it was read as it stands.
    pub digest: String,
}

impl Wiring {
    /// For an installation, or a test, that reads no documents and writes no claim files: both are refused in words.
    #[must_use]
    pub fn none() -> Self {
        Self {
            sandbox: None,
            scan_upload: None,
            is_behind_proxy: false,
            read_referral: Arc::new(|_| {
                let words = "This installation does not read documents. Enter the inquiry by hand.";
                Err(("not_installed", words.to_owned()))
            }),
            draw_fax_page: Arc::new(|_, _| Err("This installation does not show fax pages. Open the original.".to_owned())),
            write_claims: Arc::new(|_| Err(vec!["This installation does not write claim files.".to_owned()])),
            press: Arc::new(|_| Err("this installation sets no papers".to_owned())),
            print_day_pack: Arc::new(|_, _| Err("this installation sets no day packs".to_owned())),
            eligibility: EligibilityWiring {
                carried_by: None,
                write: Arc::new(|_| Err(vec!["This installation does not ask payers.".to_owned()])),
                read: Arc::new(|_| Err("This installation does not read answers of payers.".to_owned())),
                send: Arc::new(|_, _| Ok(Delivery::ByHand)),
            },
            has_clearinghouse: false,
            metrics_token: None,
            public: Public::default(),
            video: None,
            single_sign_on: None,
        }
    }
}

impl std::fmt::Debug for Wiring {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Wiring(..)")
    }
}
