//! The video server of the settings, and the calls of which nobody says that they ended: looked after every minute, in any number of nodes.

use std::time::Duration;

use access::Role;
use reactions::House;
use schedule::video::CloseLostCalls;

use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::settings::VideoSettings;

/// How often it is looked whether a line was lost.
const LOOK_EVERY: Duration = Duration::from_mins(1);
/// A shorter secret is guessed: HS256 asks for as many bits as its hash has (RFC 7518, 3.2).
const SHORTEST_KEY: usize = 32;

/// The video server, with its secret from the file.
pub(crate) fn server(settings: &VideoSettings) -> Result<web::VideoServer, Failure> {
    let text = std::fs::read_to_string(&settings.key_file)
        .map_err(|error| Failure::machine("The file in video_key_file cannot be read", &error))?;
    let key = text.trim();
    if key.len() < SHORTEST_KEY {
        return Err(Failure::new(Exit::Refused, "The secret in video_key_file is shorter than 32 letters.").remedy(
            "Make a longer one, for example with `openssl rand -hex 32`, and give it to the video server as its app_secret.",
        ));
    }
    Ok(web::VideoServer {
        url: settings.url.clone(),
        app_id: settings.app_id.clone(),
        key: key.as_bytes().to_vec(),
        events_token: settings.events_token.clone(),
        is_stand_in: false,
    })
}

/// The demonstration's own, for as long as it runs.
pub(crate) fn stand_in(origin: &str) -> web::VideoServer {
    let word = || format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
    web::VideoServer {
        url: format!("{origin}/demo/room"),
        app_id: "stepdown-demo".to_owned(),
        key: word().into_bytes(),
        events_token: word(),
        is_stand_in: true,
    }
}

/// Closes what was lost until the program ends.
pub(crate) async fn close_lost_calls(house: House) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let own = house.clone();
        match tokio::task::spawn_blocking(move || own.perform(&as_role(Role::FrontDesk), &CloseLostCalls)).await {
            Ok(Ok(0)) => {}
            Ok(Ok(closed)) => tracing::info!(closed, "calls were closed that nobody said had ended"),
            Ok(Err(refusal)) => tracing::error!(%refusal, "lost calls could not be closed; trying again"),
            Err(error) => tracing::error!(%error, "closing lost calls ended early; trying again"),
        }
    }
}
