//! The site as the program opens it, and the list of all its addresses. Each language has its own addresses; an address without one
//! answers in the language the browser asks for.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use reactions::House;
use tower_http::compression::CompressionLayer;

use crate::asset::Shelf;
use crate::call::Limits;
use crate::content::Content;
use crate::{Language, Page, check, headers, page};

/// The most bytes a form of the public may have.
const LONGEST_FORM: usize = 8 * 1024;

/// What the stored program says about itself.
#[derive(Clone, Debug)]
pub struct Program {
    /// The name for the public; what it may say depends on the license (MA-02, MA-05).
    pub public_name: String,
    /// The name for messages and the door: it says nothing about treatment (P2-14).
    pub neutral_name: String,
    /// Street and number.
    pub street: String,
    /// City.
    pub city: String,
    /// State, as two letters.
    pub state: String,
    /// ZIP, five digits.
    pub zip: String,
    /// The number, as people read it.
    pub phone: String,
    /// The number, as a telephone dials it.
    pub phone_link: String,
}

/// How browsers reach us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Encrypted by us.
    Tls,
    /// Encrypted by a proxy, which says whom it speaks for.
    Proxy,
    /// On this computer only.
    Plain,
}

/// What the site takes from elsewhere in the program so that it looks like the rest of it; an edge never uses another edge.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The roles of colors, type and space, with the faces of the fonts.
    pub tokens: String,
    /// The address of the icon.
    pub icon: String,
}

/// The site.
#[derive(Clone)]
pub struct PublicSite(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) house: House,
    pub(crate) program: Program,
    pub(crate) content: Content,
    pub(crate) shelf: Shelf,
    pub(crate) check: check::Asked,
    pub(crate) limits: Limits,
    pub(crate) transport: Transport,
    pub(crate) origin: String,
    pub(crate) is_demo: bool,
}

impl PublicSite {
    /// Opens the site of a house.
    ///
    /// # Errors
    /// Every problem of its content, as sentences: an instrument that is not there or may not be shown.
    pub fn new(
        house: House,
        program: Program,
        content: Content,
        look: &Look,
        (transport, origin, is_demo): (Transport, String, bool),
    ) -> Result<Self, Vec<String>> {
        let check = check::Asked::of(&content.plan)?;
        let (shelf, limits) = (Shelf::of(look), Limits::default());
        Ok(Self(Arc::new(Inner { house, program, content, shelf, check, limits, transport, origin, is_demo })))
    }

    /// What it says.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.0.content
    }
}

/// Every address of the site.
pub fn router(site: PublicSite) -> Router {
    let transport = site.0.transport;
    let mut routes = Router::new()
        .route("/robots.txt", get(page::robots))
        .route("/site/{file}", get(crate::asset::one))
        .route("/en", get(page::home))
        .route("/en/{page}", get(page::show).post(page::sent))
        .route("/es", get(page::home))
        .route("/es/{page}", get(page::show).post(page::sent))
        .route("/pt", get(page::home))
        .route("/pt/{page}", get(page::show).post(page::sent))
        .route("/ht", get(page::home))
        .route("/ht/{page}", get(page::show).post(page::sent));
    for page in Page::ALL {
        routes = routes.route(&format!("/{}", page.slug()), get(page::in_their_language));
    }
    let routes = routes.layer(DefaultBodyLimit::max(LONGEST_FORM)).layer(CompressionLayer::new()).with_state(site);
    headers::guarded(routes, transport)
}

/// The language of an address like `/es/how-it-works`.
pub(crate) fn language_of(path: &str) -> Option<Language> {
    Language::parse(path.trim_start_matches('/').split('/').next().unwrap_or_default())
}
