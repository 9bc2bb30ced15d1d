//! The door of an empty installation, in memory and on this computer only: `cargo run -p web --example door`. Prints one line of
//! JSON with its address and the first setup link; the browser test of passkeys drives it.

use std::io::Write as _;
use std::net::SocketAddr;

use reactions::House;
use store::DatabaseUrl;
use vocabulary::{Clock, IdSource, ProgramZone};
use web::frame::Transport;
use web::{App, Site};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let origin = format!("http://localhost:{}", socket.local_addr()?.port());
    let zone = ProgramZone::parse("America/New_York")?;
    let house = House::open(&DatabaseUrl::InMemory, Clock::system(), IdSource::random(), zone)?;
    let link = house.first_setup_link()?.ok_or("somebody can sign in already")?;
    let site = Site {
        program_name: "Harbor Street IOP".into(),
        place: "Falmouth".into(),
        is_demo: false,
        transport: Transport::Plain,
        origin: origin.clone(),
    };
    let said = serde_json::json!({ "ready": origin, "setup": format!("{origin}{}", link.path) });
    writeln!(std::io::stdout(), "{said}")?;
    let routes = web::router(App::new(house, site)).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(socket, routes).await?;
    Ok(())
}
