//! `stepdown serve`: opens the house, answers browsers, signs checkpoints, does what the nights ask for, ends when it is told to.

mod checkpoints;
mod day_packs;
mod logs;
pub(crate) mod night;
mod offers;
pub(crate) mod public;
mod request_log;
mod signals;
pub(crate) mod timers;
pub(crate) mod tls;
pub(crate) mod upload_scan;
pub(crate) mod video;
mod welcome;

// files that come by themselves
pub(crate) mod answer_folder;
mod referral_folder;
mod watched_folder;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::Role;
use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use message::{Hooks, Networks};
use privacy::agreement::Service;
use reactions::House;
use serde_json::json;
use web::frame::Transport;
use web::{App, SingleSignOn, SingleSignOnWish, Site};

use crate::command::carry;
use crate::command_line::Serve;
use crate::convert::networks::Shown;
use crate::convert::{self, EligibilityLine, Submission};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::check::{plain_outside, unheard};
use crate::settings::{DayPackFolder, EligibilityFolders, Settings, SiteWish};
use upload_scan::Scanner;

/// Encryption, and the certificate and key files it was read from.
pub(crate) type Encryption = (RustlsConfig, (PathBuf, PathBuf));

/// How a house is answered.
pub(crate) struct Door {
    /// Where.
    pub(crate) listener: TcpListener,
    /// How it is encrypted.
    pub(crate) tls: Option<Encryption>,
    /// What the pages say about the installation.
    pub(crate) site: Site,
    /// Whether days are closed and sessions planned, at the start and every night.
    pub(crate) has_nights: bool,
    /// How claim files go out.
    pub(crate) submission: Submission,
    /// How questions to payers leave.
    pub(crate) eligibility: EligibilityLine,
    /// From where answers of payers are taken.
    pub(crate) answers_from: Option<PathBuf>,
    /// Opens `/metrics` to a collector on another machine.
    pub(crate) metrics_token: Option<String>,
    /// How the public site is wanted, when it is.
    pub(crate) public: Option<SiteWish>,
    /// Whether something in front of us encrypts.
    pub(crate) is_behind_proxy: bool,
    /// Whether a clinic license is on file.
    pub(crate) has_clinic_license: bool,
    /// The folder whose files are taken in as referral documents.
    pub(crate) referral_folder: Option<std::path::PathBuf>,
    /// What every file is looked at by before it is taken.
    pub(crate) upload_scan: Option<Scanner>,
    /// The networks that carry words.
    pub(crate) networks: Networks,
    /// Account and token of the text network, by which its words are believed.
    pub(crate) text_account: Option<(String, String)>,
    /// The demonstration's telephone and mailbox.
    pub(crate) sandbox: Option<Shown>,
    /// How people sign in with the organisation's account.
    pub(crate) single_sign_on: Option<SingleSignOnWish>,
    /// On which paper day packs are set.
    pub(crate) paper: ::paper::PaperSize,
    /// Where tomorrow's day pack is written each evening.
    pub(crate) day_packs: Option<DayPackFolder>,
    /// The video server.
    pub(crate) video: Option<web::VideoServer>,
}

/// Answers until it is told to stop.
pub(crate) fn run(wish: &Serve) -> Result<Exit, Failure> {
    run_as(wish, false)
}

/// The same as a copy that carries the program: it records attendance and notes, and does nothing by itself.
pub(crate) fn run_carried(wish: &Serve) -> Result<Exit, Failure> {
    run_as(wish, true)
}

/// What a copy must not do is not in its settings, whatever they say: nothing is sent, asked, fetched or shown to everybody.
fn alone(settings: Settings) -> Settings {
    Settings {
        texts: None,
        mail: None,
        clearinghouse: None,
        eligibility: EligibilityFolders::default(),
        referral_folder: None,
        public_site: None,
        single_sign_on: None,
        day_packs: None,
        ..settings
    }
}

fn run_as(wish: &Serve, is_carried: bool) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, wish.flags())?;
    let settings = if is_carried { alone(settings) } else { settings };
    if let Some(problem) = plain_outside(&settings).or_else(|| unheard(&settings)) {
        return Err(Failure::refused(problem.sentence).remedy(problem.remedy));
    }
    logs::begin(&settings);
    let tls = encryption(&settings)?;
    let listener = listen(settings.listen)?;
    let house = open_house(&settings, if is_carried { Presence::Expected } else { Presence::MayBeNew })?;
    if is_carried {
        let since = carry::begin(&house)?;
        tracing::warn!(%since, "this computer carries the program; it records attendance and notes, and nothing leaves it");
    } else if carry::since(&house)?.is_some() {
        return Err(Failure::refused("This database carries the program while the line is down; it is not the program.")
            .remedy("Serve it with `stepdown carry serve`, and give its day back with `stepdown carry give-back`."));
    }
    welcome::greet(&house)?;
    let answered_at = listener.local_addr().map_err(|error| Failure::machine(settings.listen, &error))?;
    let site = site(&house, &settings, answered_at)?;
    tracing::info!(origin = site.origin, "people come by this address");
    let submission = Submission { usage: x12::Usage::Production, clearinghouse: settings.clearinghouse.clone() };
    let networks = convert::networks::of_settings(&settings, &site.origin);
    let video = settings.video.as_ref().map(video::server).transpose()?;
    welcome::name_unbound(&house, &used(&settings))?;
    let door = Door {
        listener,
        tls,
        site,
        has_nights: !is_carried,
        submission,
        public: settings.public_site,
        is_behind_proxy: settings.is_behind_proxy,
        has_clinic_license: settings.has_clinic_license,
        eligibility: EligibilityLine::Files(settings.eligibility.out),
        answers_from: settings.eligibility.incoming,
        metrics_token: settings.metrics_token,
        referral_folder: settings.referral_folder,
        upload_scan: settings.upload_scan,
        networks,
        text_account: settings.texts.map(|texts| (texts.account, texts.token)),
        sandbox: None,
        single_sign_on: settings.single_sign_on,
        paper: settings.paper,
        day_packs: settings.day_packs,
        video,
    };
    answer(&house, door, |_| {})?;
    Ok(Exit::Done)
}

/// The services that the settings hand something to.
fn used(settings: &Settings) -> Vec<Service> {
    let all = [
        (settings.texts.is_some(), Service::TextNetwork),
        (settings.mail.is_some(), Service::Mail),
        (settings.video.is_some(), Service::Video),
        (settings.clearinghouse.is_some() || settings.eligibility.out.is_some(), Service::ClearingHouse),
    ];
    all.into_iter().filter_map(|(is_used, service)| is_used.then_some(service)).collect()
}

/// Answers at a door until the operating system says stop. Prints `{"ready":"…"}` when it answers, then calls `when_ready` with
/// that address.
pub(crate) fn answer(house: &House, door: Door, when_ready: impl FnOnce(&str) + Send + 'static) -> Result<(), Failure> {
    let Door { listener, tls, site, has_nights, public, answers_from, referral_folder, networks, .. } = door;
    let (is_behind_proxy, has_clinic_license) = (door.is_behind_proxy, door.has_clinic_license);
    let open = |wish: &SiteWish| public::open(house, wish, &site, is_behind_proxy, has_clinic_license);
    let opened = public.as_ref().map(open).transpose()?;
    let told = web::Public { has_clinic_license, site: opened.as_ref().map(|opened| opened.told.clone()) };
    let wiring = convert::wiring(door.submission, door.eligibility, door.metrics_token, door.sandbox);
    let (scan_upload, scanner) = (door.upload_scan.clone().map(Scanner::for_pages), door.upload_scan);
    let told_origin = site.origin.clone();
    let single_sign_on = door.single_sign_on.map(|wish| Arc::new(SingleSignOn::new(wish, &site.origin)));
    let print_day_pack = convert::print_day_packs(door.paper);
    let video = door.video.map(Arc::new);
    let wiring = web::Wiring { public: told, scan_upload, is_behind_proxy, single_sign_on, print_day_pack, video, ..wiring };
    let hooks = door.text_account.map(|(account, token)| {
        message::router(Hooks::new(house.clone(), as_role(Role::Intake), &site.origin, &account, &token))
    });
    let staff = web::router(App::wired(house.clone(), site, wiring)).merge(hooks.unwrap_or_default());
    let routes = request_log::around(match opened {
        Some(opened) => staff.merge(opened.routes),
        None => staff,
    });
    // A copy carries no words: what waited when the backup was made is the program's to send.
    let carrying = house.carried_since().is_none().then(|| carrier(house, networks)).transpose()?;
    let looked_at = |intake| match scanner.clone() {
        Some(scanner) => scanner.before(intake),
        None => intake,
    };
    let (answers, referrals) =
        (looked_at(answer_folder::intake(house.clone())), looked_at(referral_folder::intake(house.clone())));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::machine("The program cannot start", &error))?;
    // The house outlives the runtime: its database lines are closed on a plain thread.
    let planning = has_nights.then(|| house.clone());
    let (timing, origin) = (planning.clone(), told_origin);
    let packing = door.day_packs.map(|wish| (house.clone(), wish));
    runtime.block_on(async {
        let handle: Handle<SocketAddr> = Handle::new();
        let tasks = [
            signals::stop_on_signal(handle.clone())?,
            signals::reread_on_hangup(tls.clone())?,
            tokio::spawn(night::every_night(planning)),
            tokio::spawn(timers::all_day(timing, origin)),
            tokio::spawn(offers::every_minute(house.carried_since().is_none().then(|| house.clone()))),
            tokio::spawn(checkpoints::every_hour(house.carried_since().is_none().then(|| house.clone()))),
            tokio::spawn(day_packs::every_evening(packing, door.paper)),
            tokio::spawn(video::close_lost_calls(house.clone())),
            tokio::spawn(watched_folder::watch(answers_from, answers)),
            tokio::spawn(watched_folder::watch(referral_folder, referrals)),
            tokio::spawn(tell_ready(handle.clone(), tls.is_some(), when_ready)),
        ];
        let ended = serve(listener, tls.map(|(tls, _)| tls), handle, routes).await;
        tasks.iter().for_each(tokio::task::JoinHandle::abort);
        ended.map_err(|error| Failure::machine("Answering ended", &error))
    })?;
    if let Some((stop, carrying)) = carrying {
        stop.store(true, Ordering::Relaxed);
        let _ended = carrying.join();
    }
    tracing::info!("stopped");
    Ok(())
}

/// A thread that works until the flag is set.
type Worker = (Arc<AtomicBool>, std::thread::JoinHandle<()>);

/// The thread that carries messages, or says that there is no network for them; it is told to stop by the flag.
fn carrier(house: &House, networks: Networks) -> Result<Worker, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let (house, told) = (house.clone(), Arc::clone(&stop));
    let work = move || message::worker::work(&house, &as_role(Role::Intake), &networks, &told);
    let thread = std::thread::Builder::new().name("messages".to_owned()).spawn(work);
    let thread = thread.map_err(|error| Failure::machine("The thread that carries messages cannot start", &error))?;
    Ok((stop, thread))
}

async fn serve(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    handle: Handle<SocketAddr>,
    routes: Router,
) -> std::io::Result<()> {
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        Some(tls) => axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await,
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
    }
}

/// Tells scripts and people where it answers, once it does.
async fn tell_ready(handle: Handle<SocketAddr>, is_tls: bool, when_ready: impl FnOnce(&str)) {
    if let Some(address) = handle.listening().await {
        let ready = format!("{}://{address}", if is_tls { "https" } else { "http" });
        tracing::info!(%ready, "answering");
        if say::json(&json!({ "ready": ready })).is_err() {
            tracing::warn!("nobody reads the output");
        }
        when_ready(&ready);
    }
}

fn encryption(settings: &Settings) -> Result<Option<Encryption>, Failure> {
    let Some((cert, key)) = &settings.tls else { return Ok(None) };
    let configuration = tls::configuration(cert, key).map_err(|(key, sentence)| {
        Failure::new(Exit::Machine, format!("{key}: {sentence}")).remedy("`stepdown config check` explains what is wrong.")
    })?;
    Ok(Some((RustlsConfig::from_config(configuration), (cert.clone(), key.clone()))))
}

/// Takes an address of this machine to answer at.
pub(crate) fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).map_err(|error| {
        Failure::machine(format!("{address} cannot be listened on"), &error).remedy("Choose another with --listen.")
    })?;
    listener.set_nonblocking(true).map_err(|error| Failure::machine(address, &error))?;
    Ok(listener)
}

fn site(house: &House, settings: &Settings, answered_at: SocketAddr) -> Result<Site, Failure> {
    let program = public::stored_program(house)?;
    let (program_name, place) = program.map_or_else(
        || ("Stepdown".to_owned(), String::new()),
        |program| (program.public_name.clone(), program.neutral_name.clone()),
    );
    // Pages without a frame say it too.
    let program_name = match house.carried_since() {
        Some(since) => format!("{program_name}, carried since {}", house.zone().clock_face(since)),
        None => program_name,
    };
    let origin = origin(settings, answered_at);
    let is_plain_proxy = settings.origin.as_ref().is_some_and(|origin| origin.starts_with("http:"));
    let is_encrypted = settings.tls.is_some() || (settings.is_behind_proxy && !is_plain_proxy);
    let transport = if is_encrypted { Transport::Tls } else { Transport::Plain };
    Ok(Site { program_name, place, is_demo: false, transport, origin })
}

/// The address people type, without a slash at the end.
pub(crate) fn origin(settings: &Settings, answered_at: SocketAddr) -> String {
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    let origin = settings.origin.clone().unwrap_or_else(|| format!("{scheme}://{answered_at}"));
    origin.trim_end_matches('/').to_owned()
}
