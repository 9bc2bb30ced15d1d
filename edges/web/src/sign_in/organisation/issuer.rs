//! Talks to the organisation's issuer: what it says about itself, its keys, the code for a token. Plain calls on the threads that do work,
//! never on those that answer browsers. No detail of a token goes to the log (ASVS 5.0.0-16.2.5).

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use sign_in::open_id::{self, Expected, Identity, KeySet, Provider, TokenRefused, Trip};
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

/// How long the issuer may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take until a line to it stands.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(4);
/// No answer of it is longer.
const LONGEST: u64 = 256 * 1024;
/// What it says about itself holds so long.
const HOLDS: SignedDuration = SignedDuration::from_hours(1);
/// It is not asked anew more often than this, whatever comes: for keys that nobody knows, and by whoever looks whether it answers.
const PACE: SignedDuration = SignedDuration::from_secs(60);
/// Once it was silent, it counts as silent so long: nobody waits for it in a queue.
const STAYS_SILENT: SignedDuration = SignedDuration::from_secs(10);
/// Where issuers describe themselves.
const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// How people sign in with the organisation's account, as the settings say.
#[derive(Clone)]
pub struct SingleSignOnWish {
    /// The issuer's name, letter by letter.
    pub issuer: String,
    /// Our name there.
    pub client: String,
    /// Our word there.
    pub secret: String,
    /// What the button says after "Sign in with".
    pub label: String,
    /// Only accounts with a verified address of this domain may come in.
    pub domain: Option<String>,
    /// Whether a verified address that was written down here binds an account at its first sign-in.
    pub binds_by_email: bool,
    /// Whether the issuer asks everybody for a second proof, so that ours is not needed.
    pub proves_twice: bool,
    /// The class (`acr`) that stands for two proofs at this issuer.
    pub strong_class: Option<String>,
}

/// Signing in with the organisation's account.
pub struct SingleSignOn {
    wish: SingleSignOnWish,
    origin: String,
    agent: ureq::Agent,
    known: Mutex<Option<Known>>,
    /// Held by whoever asks the issuer about itself; in it, why and when that last failed.
    asking: Mutex<Option<(Timestamp, String)>>,
}

/// What is known of the issuer, and since when.
#[derive(Clone)]
struct Known {
    provider: Provider,
    keys: KeySet,
    at: Timestamp,
}

/// Why a trip ended without an identity.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The issuer does not answer, or in a way that cannot be used. For the log and whoever runs the machine.
    Silent(String),
    /// The two clocks do not agree.
    Clocks(TokenRefused),
    /// What came back is not believed.
    Refused(String),
}

impl SingleSignOn {
    /// As the settings say; `origin` is the address browsers use.
    #[must_use]
    pub fn new(wish: SingleSignOnWish, origin: &str) -> Self {
        let configured = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(PATIENCE_TO_CONNECT))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        let origin = origin.trim_end_matches('/').to_owned();
        Self { wish, origin, agent: configured.into(), known: Mutex::new(None), asking: Mutex::new(None) }
    }

    /// What the button says after "Sign in with".
    #[must_use]
    pub fn label(&self) -> &str {
        &self.wish.label
    }

    pub(crate) fn wish(&self) -> &SingleSignOnWish {
        &self.wish
    }

    /// Where the issuer sends people back to; registered there letter by letter.
    #[must_use]
    pub fn back(&self) -> String {
        format!("{}/sign-in/organisation/back", self.origin)
    }

    /// Whether the issuer answers now; a sentence when it does not. It is asked at most once a minute.
    ///
    /// # Errors
    /// The sentence.
    pub fn answers(&self, now: Timestamp) -> Result<(), String> {
        match self.known(now, PACE) {
            Ok(_) => Ok(()),
            Err(Trouble::Silent(why) | Trouble::Refused(why)) => Err(why),
            Err(Trouble::Clocks(why)) => Err(why.to_string()),
        }
    }

    /// Where a browser is sent to sign in.
    pub(super) fn address(&self, trip: &Trip, now: Timestamp) -> Result<Url, Trouble> {
        let known = self.known(now, HOLDS)?;
        Ok(trip.address(&known.provider, &self.wish.client, &self.back()))
    }

    /// Where a browser is sent to sign out, when the issuer has such a place. It is not asked for this: signing out never waits.
    pub(super) fn sign_out_address(&self) -> Option<Url> {
        let mut address = self.remembered()?.provider.end_session?;
        let back = format!("{}/sign-in", self.origin);
        address.query_pairs_mut().append_pair("client_id", &self.wish.client).append_pair("post_logout_redirect_uri", &back);
        Some(address)
    }

    /// Whether whoever sent a browser back is the issuer, as far as it says who it is (RFC 9207).
    pub(super) fn is_sent_by_issuer(&self, said: Option<&str>) -> bool {
        match said {
            Some(said) => said == self.wish.issuer,
            None => !self.remembered().is_some_and(|known| known.provider.names_itself),
        }
    }

    /// Redeems a code and checks the token that comes for it.
    pub(super) fn identity(&self, trip: &Trip, code: &str, now: Timestamp) -> Result<Identity, Trouble> {
        let known = self.known(now, HOLDS)?;
        let token = self.redeem(&known.provider, trip, code)?;
        let expected =
            Expected { issuer: &self.wish.issuer, client: &self.wish.client, nonce: trip.nonce(), now: now.as_millisecond() };
        let checked = match open_id::check(&token, &known.keys, expected) {
            // The issuer may have new keys since: they are fetched once, and not again within a minute.
            Err(TokenRefused::UnknownKey) => open_id::check(&token, &self.known(now, PACE)?.keys, expected),
            checked => checked,
        };
        checked.map_err(|why| match why {
            TokenRefused::Expired | TokenRefused::NotYet => Trouble::Clocks(why),
            why => Trouble::Refused(why.to_string()),
        })
    }

    /// Whether somebody with this identity may come in at all, as far as its domain says.
    pub(super) fn is_of_us(&self, identity: &Identity) -> bool {
        self.wish.domain.as_deref().is_none_or(|domain| identity.is_of_domain(domain))
    }

    /// Whether both proofs were given at the issuer: by the settings' word or by the token's.
    pub(super) fn has_two_proofs(&self, identity: &Identity) -> bool {
        let is_strong = self.wish.strong_class.is_some() && identity.class == self.wish.strong_class;
        self.wish.proves_twice || is_strong || identity.shows_two_proofs()
    }

    fn remembered(&self) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is known of the issuer, not older than this; asked for otherwise.
    fn known(&self, now: Timestamp, not_older: SignedDuration) -> Result<Known, Trouble> {
        let remembered = || self.remembered().filter(|known| now.duration_since(known.at).abs() <= not_older);
        if let Some(known) = remembered() {
            return Ok(known);
        }
        let mut silent = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered() {
            return Ok(known);
        }
        if let Some((at, why)) = silent.as_ref()
            && now.duration_since(*at).abs() <= STAYS_SILENT
        {
            return Err(Trouble::Silent(why.clone()));
        }
        let asked = self.ask(now);
        *silent = match &asked {
            Err(Trouble::Silent(why)) => Some((now, why.clone())),
            _ => None,
        };
        asked
    }

    /// Asks the issuer about itself.
    fn ask(&self, now: Timestamp) -> Result<Known, Trouble> {
        let described = self.fetch(&format!("{}{WELL_KNOWN}", self.wish.issuer.trim_end_matches('/')))?;
        let provider = Provider::read(&described, &self.wish.issuer)
            .map_err(|why| Trouble::Silent(format!("The issuer answers, but {why}.")))?;
        let keys = KeySet::read(&self.fetch(provider.keys.as_str())?);
        let keys = keys.ok_or_else(|| Trouble::Silent("The issuer answers, but its keys cannot be read.".to_owned()))?;
        let known = Known { provider, keys, at: now };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    fn fetch(&self, address: &str) -> Result<Vec<u8>, Trouble> {
        let answered = self.agent.get(address).header("accept", "application/json").call();
        let (status, body) = whole(answered)?;
        if status == 200 { Ok(body) } else { Err(Trouble::Silent(format!("The issuer answers with status {status}."))) }
    }

    fn redeem(&self, provider: &Provider, trip: &Trip, code: &str) -> Result<String, Trouble> {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.back())
            .append_pair("code_verifier", trip.verifier());
        let mut request = self.agent.post(provider.token.as_str()).header("accept", "application/json");
        if provider.takes_basic {
            request = request.header("authorization", self.credentials());
        } else {
            form.append_pair("client_id", &self.wish.client).append_pair("client_secret", &self.wish.secret);
        }
        let answered = request.content_type("application/x-www-form-urlencoded").send(form.finish());
        let (status, body) = whole(answered)?;
        let said = serde_json::from_slice::<TokenWire>(&body).unwrap_or_default();
        match (status, said.id_token, said.error.as_deref()) {
            (200, Some(token), _) => Ok(token),
            (_, _, Some("invalid_client" | "unauthorized_client")) => {
                Err(Trouble::Silent("The issuer does not know our `sso_client_id` with this secret.".to_owned()))
            }
            (400..500, ..) => Err(Trouble::Refused("the issuer did not take the code".to_owned())),
            (status, ..) => Err(Trouble::Silent(format!("The issuer gives no token (status {status})."))),
        }
    }

    /// Name and word, each encoded as in a form (RFC 6749, 2.3.1).
    fn credentials(&self) -> String {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(&self.wish.client), encoded(&self.wish.secret))))
    }
}

#[derive(Default, serde::Deserialize)]
struct TokenWire {
    id_token: Option<String>,
    error: Option<String>,
}

fn whole(answered: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<(u16, Vec<u8>), Trouble> {
    let silent = |error: &ureq::Error| Trouble::Silent(format!("The issuer does not answer: {}.", kind_of(error)));
    let mut answer = answered.map_err(|error| silent(&error))?;
    let body = answer.body_mut().with_config().limit(LONGEST).read_to_vec().map_err(|error| silent(&error))?;
    Ok((answer.status().as_u16(), body))
}

/// The kind of an error, without the address in it.
fn kind_of(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::HostNotFound => "its name is not known",
        ureq::Error::ConnectionFailed => "no connection",
        ureq::Error::Timeout(_) => "it takes too long",
        ureq::Error::Io(_) => "the line broke",
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "its certificate is not good",
        _ => "nothing that can be understood",
    }
}

impl std::fmt::Debug for SingleSignOnWish {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SingleSignOnWish({})", self.issuer)
    }
}

impl std::fmt::Debug for SingleSignOn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SingleSignOn({})", self.wish.issuer)
    }
}
