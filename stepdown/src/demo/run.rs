//! `stepdown demo`: opens the invented program in the middle of a working morning, in a browser on this computer.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::{Date, Time};
use reactions::{House, keys_in};
use store::DatabaseUrl;
use vocabulary::{Clock, IdSource, ProgramZone};
use web::Site;

use super::perform;
use super::script::{self, Parameters};
use super::{own_page, payer};
use crate::convert::networks::{self, Shown};
use crate::convert::{Clearinghouse, EligibilityLine, Submission};
use crate::outcome::{Exit, Failure};
use crate::progress::Progress;
use crate::serve::{self, Door};
use crate::settings::SiteWish;

/// The zone of the demonstration program.
const ZONE: &str = "America/New_York";

/// What `stepdown demo` takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct DemoArguments {
    /// Where to keep the demonstration; a folder that goes away by itself when nothing is said.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Keep it in a PostgreSQL database instead; the database must be empty.
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// The address to answer on; loopback only.
    #[arg(long, default_value = "127.0.0.1:8790", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// The same seed gives the same people, words and times.
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// The day in whose morning it opens, as year-month-day; the newest Thursday when nothing is said.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// The hour of that day at which it opens, such as 17:20 for the evening groups; in the morning when nothing is said.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<Time>,
    /// How many people.
    #[arg(long, default_value_t = script::PATIENTS)]
    pub(crate) patients: usize,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
}

/// Why the demonstration did not open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotOpened {
    /// Not an address of this computer only.
    #[error("the demonstration answers on this computer only")]
    NotLoopback,
    /// Anything about the database or the story.
    #[error("{0}")]
    Failed(String),
}

impl From<NotOpened> for Failure {
    fn from(error: NotOpened) -> Self {
        let (exit, remedy) = match &error {
            NotOpened::NotLoopback => (Exit::Usage, "use an address like 127.0.0.1:8790"),
            NotOpened::Failed(_) => (Exit::Fault, "try again with an empty folder; if it stays, report it with this sentence"),
        };
        let mut failure = Self::new(exit, error.to_string());
        failure.remedy = Some(remedy.to_owned());
        failure
    }
}

impl DemoArguments {
    fn today(&self) -> Date {
        self.today.unwrap_or_else(|| {
            let zone = ProgramZone::parse(ZONE).map(|zone| zone.day(Clock::system().now()));
            script::fullest_day(zone.unwrap_or_else(|_| Date::constant(2026, 3, 12)))
        })
    }
}

/// Opens the demonstration and answers until it is stopped.
pub(crate) fn run(arguments: &DemoArguments) -> Result<Exit, Failure> {
    if !arguments.listen.ip().is_loopback() {
        return Err(NotOpened::NotLoopback.into());
    }
    let listener = serve::listen(arguments.listen)?;
    let address = listener.local_addr().map_err(|error| Failure::machine(arguments.listen, &error))?;
    let kept =
        arguments.data.is_none().then(tempfile::tempdir).transpose().map_err(|error| NotOpened::Failed(error.to_string()))?;
    let folder = arguments.data.clone().or_else(|| kept.as_ref().map(|kept| kept.path().to_owned())).unwrap_or_default();
    let house = open(arguments, &folder)?;
    let site = Site {
        program_name: "Recovering Champions".to_owned(),
        place: "Falmouth".to_owned(),
        is_demo: true,
        transport: web::Transport::Plain,
        origin: format!("http://{address}"),
    };
    // The demo's weeks bill several payers, which only a clearinghouse takes in one file
    let clearinghouse = Clearinghouse { name: "Harbor Clearing".into(), id: "HARBORCLEAR".into() };
    let submission = Submission { usage: x12::Usage::Test, clearinghouse: Some(clearinghouse) };
    let opens_browser = !arguments.no_open;
    let origin = site.origin.clone();
    let token = format!("{:032x}", rand::random::<u128>());
    let sandbox = message::Sandbox::open(house.clock().clone(), &token).map_err(|error| NotOpened::Failed(error.to_string()))?;
    sandbox.calls(&origin);
    // A kept demonstration that is opened at an earlier hour takes no new records; it opens all the same.
    let own_page = own_page::open(&house, &origin).unwrap_or_else(|refusal| {
        tracing::warn!(%refusal, "no page of somebody's own is open");
        None
    });
    let networks = networks::of_sandbox(&sandbox, &origin);
    let door = Door {
        listener,
        tls: None,
        site,
        has_nights: false,
        submission,
        metrics_token: None,
        // Nobody has reviewed the translations of an invented program; here they are shown, marked as drafts
        public: Some(SiteWish { content: None, shows_drafts: true }),
        is_behind_proxy: false,
        has_clinic_license: false,
        eligibility: EligibilityLine::Played(payer::answer),
        answers_from: None,
        referral_folder: None,
        upload_scan: None,
        networks,
        text_account: Some((message::sandbox::ACCOUNT.to_owned(), token)),
        sandbox: Some(Shown { sandbox, own_page }),
        single_sign_on: None,
        paper: ::paper::PaperSize::Letter,
        day_packs: None,
        video: Some(serve::video::stand_in(&origin)),
    };
    serve::answer(&house, door, move |origin| {
        if opens_browser {
            open_browser(&format!("{origin}/sign-in"));
        }
    })?;
    Ok(Exit::Done)
}

/// The house with the story in it; a folder that already holds one is opened as it is.
pub(crate) fn open(arguments: &DemoArguments, folder: &std::path::Path) -> Result<House, NotOpened> {
    let failed = |error: &dyn std::fmt::Display| NotOpened::Failed(error.to_string());
    std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let zone = ProgramZone::parse(ZONE).map_err(|error| failed(&error))?;
    let url =
        arguments.database_url.clone().map_or_else(|| DatabaseUrl::Sqlite(folder.join("stepdown.db")), DatabaseUrl::Postgres);
    let now = script::now(arguments.today());
    let now = zone.at(now.date(), now.time()).map_err(|error| failed(&error))?;
    let clock = Clock::frozen(now);
    // The keys lie in the folder, whatever the database.
    let store = store::Store::open(&url).map_err(|error| failed(&error))?;
    let keys = keys_in(folder, &store).map_err(|error| failed(&error))?;
    let notary = store::Notary::of_folder(folder, &store).map_err(|error| failed(&error))?;
    let house = House::of(store, keys, clock.clone(), IdSource::seeded(arguments.seed), zone).map_err(|error| failed(&error))?;
    house.appoint(notary);
    if house.all_staff().map_err(|error| failed(&error))?.is_empty() {
        let parameters = Parameters { seed: arguments.seed, today: arguments.today(), patients: arguments.patients };
        let progress = Progress::counting("things happen in ten weeks");
        perform::load(&house, parameters, &|events| progress.at(events)).map_err(|error| failed(&error))?;
    }
    let opens = match arguments.at {
        Some(time) => house.zone().at(arguments.today(), time).map_err(|error| failed(&error))?,
        None => now,
    };
    clock.run_from(opens);
    Ok(house)
}

/// Asks the desktop to show the page; on a computer without one, the printed address serves.
fn open_browser(origin: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let _no_desktop = std::process::Command::new(opener)
        .arg(origin)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
}
