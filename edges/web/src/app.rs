//! The program as the web edge knows it, and the list of all its addresses.

use std::sync::Arc;

use ::sign_in::PasskeySite;
use access::Refusal;
use axum::Router;
use axum::extract::FromRef;
use reactions::House;
use vocabulary::id::{DoorKioskId, ReferralSenderId, StaffId};

use crate::frame::{self, Transport};
use crate::health::Verifying;
use crate::live::Live;
use crate::pace::Pace;
use crate::wiring::Wiring;
use crate::{
    asset, authorizations, claims, cover, daypacks, demo, door, groups, health, inquiries, link, measures, missing, outside,
    patients, privacy, recipients, remote, settings, sign_in, site, today, video, week,
};

/// Everything a page may reach. Clones share it.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) house: House,
    pub(crate) site: Site,
    pub(crate) live: Live,
    /// Where passkeys belong to, or why there can be none here.
    pub(crate) passkeys: Result<PasskeySite, String>,
    pub(crate) wiring: Wiring,
    pub(crate) verifying: Verifying,
    /// Documents that other providers' systems send.
    pub(crate) arrivals: Pace<ReferralSenderId>,
    /// Searches for people.
    pub(crate) searches: Pace<StaffId>,
    /// Wrong codes at a screen at the door.
    pub(crate) door_tries: Pace<DoorKioskId>,
    /// Wrong codes at the desk.
    pub(crate) desk_tries: Pace<StaffId>,
    /// Calendars that are asked for, and addresses that ask for calendars that are none.
    pub(crate) calendars: Pace<String>,
}

/// What the installation says about itself on its pages.
#[derive(Clone, Debug)]
pub struct Site {
    /// The program's name in the rail.
    pub program_name: String,
    /// A neutral word about place.
    pub place: String,
    /// Whether this is the demonstration: its sign-in page lists invented staff.
    pub is_demo: bool,
    /// How browsers reach us.
    pub transport: Transport,
    /// The address browsers use, such as `https://chart.example.org`; passkeys are bound to it.
    pub origin: String,
}

impl App {
    /// Opens the pages of a house that reads no documents and writes no claim files.
    #[must_use]
    pub fn new(house: House, site: Site) -> Self {
        Self::wired(house, site, Wiring::none())
    }

    /// Opens the pages of a house. What other edges do is handed in.
    #[must_use]
    pub fn wired(house: House, site: Site, wiring: Wiring) -> Self {
        let live = Live::of(&house);
        let passkeys = PasskeySite::new(&site.origin, None, &site.program_name).map_err(|error| error.to_string());
        Self(Arc::new(Inner {
            house,
            site,
            live,
            passkeys,
            wiring,
            verifying: Verifying::default(),
            arrivals: Pace::new(inquiries::MOST_IN_A_MINUTE),
            searches: Pace::new(patients::MOST_SEARCHES_IN_A_MINUTE),
            door_tries: Pace::new(link::kiosk::MOST_WRONG_IN_A_MINUTE),
            desk_tries: Pace::new(link::kiosk::MOST_WRONG_IN_A_MINUTE),
            calendars: Pace::new(link::MOST_CALENDARS_IN_A_MINUTE),
        }))
    }

    /// Where passkeys belong to.
    ///
    /// # Errors
    /// [`Refusal::Refused`] with the remedy when this address cannot have any.
    pub(crate) fn passkeys(&self) -> Result<&PasskeySite, Refusal> {
        self.0.passkeys.as_ref().map_err(|why| {
            Refusal::refused(
                "no_passkeys",
                "ASVS-6.3",
                why.clone(),
                "Use an authenticator app, or ask whoever runs the computer.",
            )
        })
    }

    /// Does work on the house away from the threads that answer browsers.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&House) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let house = self.0.house.clone();
        tokio::task::spawn_blocking(move || work(&house)).await.unwrap_or_else(|error| Err(Refusal::Fault(error.to_string())))
    }
}

impl FromRef<App> for House {
    fn from_ref(app: &App) -> Self {
        app.0.house.clone()
    }
}

/// Every address of the web edge.
pub fn router(app: App) -> Router {
    let transport = app.0.site.transport;
    let routes = Router::new()
        .merge(site::routes(&app))
        .merge(demo::routes(&app))
        .merge(sign_in::routes(&app))
        .merge(today::routes())
        .merge(week::routes())
        .merge(crate::week_board::routes())
        .merge(missing::routes())
        .merge(daypacks::routes())
        .merge(patients::routes())
        .merge(outside::routes())
        .merge(recipients::routes())
        .merge(measures::routes())
        .merge(authorizations::routes())
        .merge(groups::routes())
        .merge(crate::waitlist::routes())
        .merge(inquiries::routes())
        .merge(link::routes())
        .merge(remote::routes())
        .merge(door::routes())
        .merge(video::routes(&app))
        .merge(cover::routes())
        .merge(crate::assessment::routes())
        .merge(claims::routes())
        .merge(privacy::routes())
        .merge(settings::routes())
        .merge(health::routes())
        .merge(crate::live::routes())
        .layer(axum::middleware::map_response(crate::answer::in_our_words))
        .layer(axum::middleware::from_fn(crate::answer::evenly))
        .layer(axum::middleware::from_fn(health::count))
        .with_state(app)
        .merge(asset::router());
    frame::security_headers(routes, transport)
}
