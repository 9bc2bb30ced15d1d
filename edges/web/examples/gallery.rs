//! Serves the gallery on this computer only: `cargo run -p web --example gallery`, then open
//! <http://127.0.0.1:7070/gallery>.

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;
use web::component::{Hit, Icon, find_hits};
use web::frame::{Transport, gallery, security_headers};

#[derive(Deserialize)]
struct Find {
    #[serde(default)]
    q: String,
}

async fn find(Query(find): Query<Find>) -> Markup {
    let hit =
        |icon, words: &str, small: &str| Hit { icon, words: words.into(), small: small.into(), href: "/gallery/chart".into() };
    let people =
        vec![hit(Icon::People, "Marcus D.", "MD 417 · day track"), hit(Icon::People, "Maria T.", "MT 902 · evening track")];
    let verbs = vec![hit(Icon::Note, "New note for Marcus D.", "Verb")];
    let kept =
        |hits: Vec<Hit>| hits.into_iter().filter(|hit| hit.words.to_lowercase().contains(&find.q.to_lowercase())).collect();
    find_hits(&[("People", kept(people)), ("Do", kept(verbs))])
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let routes = Router::new().route("/find", get(find)).merge(gallery()).merge(web::asset::router());
    let door = tokio::net::TcpListener::bind("127.0.0.1:7070").await?;
    axum::serve(door, security_headers(routes, Transport::Plain)).await
}
