//! `stepdown serve`: opens the house, answers browsers, does what the nights ask for, ends when it is told to.

mod logs;
pub(crate) mod night;
mod request_log;
mod signals;
pub(crate) mod tls;
mod welcome;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use reactions::House;
use serde_json::json;
use store::StoreError;
use web::frame::Transport;
use web::{App, Site};

use crate::command_line::Serve;
use crate::convert::{self, Submission};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::settings::Settings;
use crate::settings::check::plain_outside;

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
    /// Opens `/metrics` to a collector on another machine.
    pub(crate) metrics_token: Option<String>,
}

/// Answers until it is told to stop.
pub(crate) fn run(wish: &Serve) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, wish.flags())?;
    if let Some(problem) = plain_outside(&settings) {
        return Err(Failure::refused(problem.sentence).remedy(problem.remedy));
    }
    logs::begin(&settings);
    let tls = encryption(&settings)?;
    let listener = listen(settings.listen)?;
    let house = open_house(&settings, Presence::MayBeNew)?;
    welcome::greet(&house)?;
    let answered_at = listener.local_addr().map_err(|error| Failure::machine(settings.listen, &error))?;
    let site = site(&house, &settings, answered_at)?;
    tracing::info!(origin = site.origin, "people come by this address");
    let submission = Submission { usage: x12::Usage::Production, clearinghouse: settings.clearinghouse };
    let door = Door { listener, tls, site, has_nights: true, submission, metrics_token: settings.metrics_token };
    answer(&house, door, |_| {})?;
    Ok(Exit::Done)
}

/// Answers at a door until the operating system says stop. Prints `{"ready":"…"}` when it answers, then calls `when_ready` with
/// that address.
pub(crate) fn answer(house: &House, door: Door, when_ready: impl FnOnce(&str) + Send + 'static) -> Result<(), Failure> {
    let Door { listener, tls, site, has_nights, submission, metrics_token } = door;
    let routes = request_log::around(web::router(App::wired(house.clone(), site, convert::wiring(submission, metrics_token))));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::machine("The program cannot start", &error))?;
    // The house outlives the runtime: its database lines are closed on a plain thread.
    let planning = has_nights.then(|| house.clone());
    runtime.block_on(async {
        let handle: Handle<SocketAddr> = Handle::new();
        let tasks = [
            signals::stop_on_signal(handle.clone())?,
            signals::reread_on_hangup(tls.clone())?,
            tokio::spawn(night::every_night(planning)),
            tokio::spawn(tell_ready(handle.clone(), tls.is_some(), when_ready)),
        ];
        let ended = serve(listener, tls.map(|(tls, _)| tls), handle, routes).await;
        tasks.iter().for_each(tokio::task::JoinHandle::abort);
        ended.map_err(|error| Failure::machine("Answering ended", &error))
    })?;
    tracing::info!("stopped");
    Ok(())
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
    let program = house.store(store::DirectAccess).read::<_, StoreError>(schedule::program::all_programs)?.into_iter().next();
    let (program_name, place) = program.map_or_else(
        || ("Stepdown".to_owned(), String::new()),
        |program| (program.public_name.clone(), program.neutral_name.clone()),
    );
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
