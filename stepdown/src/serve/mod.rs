//! `stepdown serve`: opens the house, answers browsers, plans the coming sessions, ends when it is told to.

mod logs;
pub(crate) mod planner;
mod request_log;
mod signals;
pub(crate) mod tls;
mod welcome;

use std::net::{SocketAddr, TcpListener};

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use reactions::House;
use serde_json::json;
use store::StoreError;
use web::frame::Transport;
use web::{App, Site};

use crate::command_line::Serve;
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::settings::Settings;
use crate::settings::check::plain_outside;

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
    let origin = origin(&settings, answered_at);
    let site = site(&house, &settings, &origin)?;
    let routes = request_log::around(web::router(App::new(house.clone(), site)));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::machine("The program cannot start", &error))?;
    // The house stays outside the runtime: its database lines are closed on a plain thread.
    runtime.block_on(answer(&settings, listener, tls, routes, house.clone(), &origin))?;
    tracing::info!("stopped");
    Ok(Exit::Done)
}

fn encryption(settings: &Settings) -> Result<Option<RustlsConfig>, Failure> {
    let Some((cert, key)) = &settings.tls else { return Ok(None) };
    let configuration = tls::configuration(cert, key).map_err(|(key, sentence)| {
        Failure::new(Exit::Machine, format!("{key}: {sentence}")).remedy("`stepdown config check` explains what is wrong.")
    })?;
    Ok(Some(RustlsConfig::from_config(configuration)))
}

fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).map_err(|error| {
        Failure::machine(format!("{address} cannot be listened on"), &error).remedy("Choose another with --listen.")
    })?;
    listener.set_nonblocking(true).map_err(|error| Failure::machine(address, &error))?;
    Ok(listener)
}

/// The address people type, as far as anybody says.
fn origin(settings: &Settings, answered_at: SocketAddr) -> String {
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    settings.origin.as_ref().map_or_else(|| format!("{scheme}://{answered_at}"), |origin| origin.trim_end_matches('/').to_owned())
}

fn site(house: &House, settings: &Settings, origin: &str) -> Result<Site, Failure> {
    let program = house.store().read::<_, StoreError>(schedule::program::all_programs)?.into_iter().next();
    let (program_name, place) = program.map_or_else(
        || ("Stepdown".to_owned(), String::new()),
        |program| (program.public_name.clone(), program.neutral_name.clone()),
    );
    let is_encrypted = settings.tls.is_some() || (settings.is_behind_proxy && !origin.starts_with("http:"));
    let transport = if is_encrypted { Transport::Tls } else { Transport::Plain };
    Ok(Site { program_name, place, is_demo: false, transport, origin: origin.to_owned() })
}

async fn answer(
    settings: &Settings,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    routes: Router,
    house: House,
    origin: &str,
) -> Result<(), Failure> {
    let handle: Handle<SocketAddr> = Handle::new();
    let renew = tls.clone().zip(settings.tls.clone());
    let stop = signals::stop_on_signal(handle.clone())?;
    let reread = signals::reread_on_hangup(renew)?;
    let plan = tokio::spawn(planner::every_night(house));
    let ready = tokio::spawn(tell_ready(handle.clone(), settings.tls.is_some(), origin.to_owned()));
    let service = routes.into_make_service();
    let ended = match tls {
        Some(tls) => match axum_server::from_tcp_rustls(listener, tls) {
            Ok(server) => server.handle(handle).serve(service).await,
            Err(error) => Err(error),
        },
        None => match axum_server::from_tcp(listener) {
            Ok(server) => server.handle(handle).serve(service).await,
            Err(error) => Err(error),
        },
    };
    for task in [stop, reread, plan, ready] {
        task.abort();
    }
    ended.map_err(|error| Failure::machine("Answering ended", &error))
}

/// Tells scripts and people where it answers, once it does.
async fn tell_ready(handle: Handle<SocketAddr>, is_tls: bool, origin: String) {
    if let Some(address) = handle.listening().await {
        let ready = format!("{}://{address}", if is_tls { "https" } else { "http" });
        tracing::info!(%ready, %origin, "answering");
        if say::json(&json!({ "ready": ready })).is_err() {
            tracing::warn!("nobody reads the output");
        }
    }
}
