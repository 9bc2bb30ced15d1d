//! The signed way into a room, as Jitsi's token authentication expects it: a JSON Web Token with HMAC-SHA256 (RFC 7515, RFC 7519). It is
//! written with `hmac` and `sha2` of RustCrypto, which the program stands on anyway: HS256 is one HMAC over two base64url parts, and a
//! crate for all of JOSE would bring every other algorithm with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::Sha256;

/// So long a way in opens. Whoever is in stays in; whoever comes back later presses "Join" again.
pub(crate) const LIVES: SignedDuration = SignedDuration::from_mins(10);
/// Clocks of two machines differ by no more than this.
const SKEW: SignedDuration = SignedDuration::from_secs(30);

/// The video server as it is configured.
#[derive(Clone)]
pub struct VideoServer {
    /// Its address without a slash at the end: `https://meet.example.org`.
    pub url: String,
    /// What it calls us: `app_id`.
    pub app_id: String,
    /// The secret that it shares with us, by which it believes a way in.
    pub key: Vec<u8>,
    /// The word by which we believe what it tells.
    pub events_token: String,
    /// Whether it is the demonstration's own page.
    pub is_stand_in: bool,
}

impl std::fmt::Debug for VideoServer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "VideoServer({})", self.url)
    }
}

/// Who goes in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guest<'a> {
    /// The room.
    pub(crate) room: &'a str,
    /// Who they are there: an id that says nothing.
    pub(crate) id: &'a str,
    /// What they want to be called.
    pub(crate) name: &'a str,
    /// Whether they lead.
    pub(crate) leads: bool,
}

/// What a way in says, when it is read again.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Claims {
    pub(crate) room: String,
    exp: i64,
    nbf: i64,
    aud: String,
    iss: String,
    pub(crate) context: Context,
}

/// Whom a way in is for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Context {
    pub(crate) user: User,
}

/// The one it is for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl VideoServer {
    /// The address of a room with a way in. The way in stands behind `#`, which a browser sends to no server, so that no log holds it; the
    /// stand-in has no script to read it there.
    pub(crate) fn address(&self, guest: &Guest<'_>, now: Timestamp) -> String {
        let token = self.sign(guest, now);
        let before = if self.is_stand_in { format!("?jwt={token}") } else { format!("#jwt=%22{token}%22") };
        format!("{}/{}{before}", self.url.trim_end_matches('/'), guest.room)
    }

    fn sign(&self, guest: &Guest<'_>, now: Timestamp) -> String {
        let role = if guest.leads { "owner" } else { "member" };
        let claims = json!({
            "aud": self.app_id, "iss": self.app_id, "sub": "*", "room": guest.room,
            "nbf": (now - SKEW).as_second(), "exp": (now + LIVES).as_second(),
            "context": { "user": { "id": guest.id, "name": guest.name, "affiliation": role, "moderator": guest.leads } },
        });
        signed(&json!({ "alg": "HS256", "typ": "JWT" }).to_string(), &claims.to_string(), &self.key)
    }

    /// What a way in says, when it is ours and for this room; `None` otherwise. Its time is asked for only at the door.
    pub(crate) fn read(&self, token: &str, room: &str, at_the_door: Option<Timestamp>) -> Option<Claims> {
        let body = opened(token, &self.key)?;
        let claims: Claims = serde_json::from_slice(&body).ok()?;
        let is_ours = claims.room == room && claims.aud == self.app_id && claims.iss == self.app_id;
        let is_in_time = at_the_door.is_none_or(|now| (claims.nbf..claims.exp).contains(&now.as_second()));
        (is_ours && is_in_time).then_some(claims)
    }
}

/// A JSON Web Signature in its compact form.
fn signed(header: &str, body: &str, key: &[u8]) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(body));
    let tag = mac(key, &input).finalize().into_bytes();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(tag))
}

/// The body of a token that this key signed with HS256, compared in constant time.
fn opened(token: &str, key: &[u8]) -> Option<Vec<u8>> {
    let (input, tag) = token.rsplit_once('.')?;
    let (header, body) = input.split_once('.')?;
    let header: serde_json::Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
    if header.get("alg").and_then(|alg| alg.as_str()) != Some("HS256") {
        return None;
    }
    mac(key, input).verify_slice(&URL_SAFE_NO_PAD.decode(tag).ok()?).ok()?;
    URL_SAFE_NO_PAD.decode(body).ok()
}

fn mac(key: &[u8], input: &str) -> Hmac<Sha256> {
    // A key of any length is good for HMAC: no error can come back.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
    mac.update(input.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn server() -> VideoServer {
        VideoServer {
            url: "https://meet.example.org/".into(),
            app_id: "stepdown".into(),
            key: b"a key of thirty-two letters or more".to_vec(),
            events_token: "word".into(),
            is_stand_in: false,
        }
    }

    const GUEST: Guest<'static> = Guest { room: "k3x9", id: "0195", name: "J.", leads: false };

    /// RFC 7515, appendix A.1: header, body, key and signature as they are printed there.
    #[test]
    fn a_way_in_is_signed_as_the_standard_prints_it() {
        let key = URL_SAFE_NO_PAD
            .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
            .unwrap();
        let header = "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}";
        let body = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
        let token = signed(header, body, &key);
        assert_eq!(
            token,
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
        assert_eq!(opened(&token, &key).unwrap(), body.as_bytes());
    }

    #[test]
    fn a_way_in_opens_its_room_for_ten_minutes_and_no_other() {
        let now: Timestamp = "2026-03-12T13:00:00Z".parse().unwrap();
        let token = server().sign(&GUEST, now);
        assert_eq!(server().read(&token, "k3x9", Some(now)).unwrap().context.user.name, "J.");
        assert!(server().read(&token, "other", Some(now)).is_none());
        assert!(server().read(&token, "k3x9", Some(now + LIVES)).is_none());
        let other = VideoServer { key: b"another".to_vec(), ..server() };
        assert!(other.read(&token, "k3x9", Some(now)).is_none());
        let none = format!("{}.{}.", URL_SAFE_NO_PAD.encode("{\"alg\":\"none\"}"), token.split('.').nth(1).unwrap());
        assert!(server().read(&none, "k3x9", Some(now)).is_none(), "a token without a signature opens nothing");
    }

    #[test]
    fn p2_14_the_address_says_nothing_before_the_sign_that_stays_in_the_browser() {
        let address = server().address(&GUEST, Timestamp::UNIX_EPOCH);
        let (sent, kept) = address.split_once('#').unwrap();
        assert_eq!(sent, "https://meet.example.org/k3x9");
        assert!(kept.starts_with("jwt=%22ey"));
    }
}
