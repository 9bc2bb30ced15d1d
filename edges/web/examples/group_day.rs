//! Serves a morning of a small invented program on this computer only, to look at the pages of groups and notes:
//! `cargo run -p web --example group_day`, then open <http://127.0.0.1:7071/demo/sign-in?as=clinician>.

#[path = "../tests/support/mod.rs"]
mod support;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let desk = tokio::task::spawn_blocking(support::Desk::open).await?;
    desk.clock.run_from(support::moment("2026-03-12 10:21"));
    let door = tokio::net::TcpListener::bind("127.0.0.1:7071").await?;
    axum::serve(door, web::router(desk.app())).await
}
