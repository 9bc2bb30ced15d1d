//! An organisation's issuer, played on a line of this machine: it keeps to the standard until a test says otherwise.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use url::Url;
use web::SingleSignOnWish;

pub const CLIENT: &str = "stepdown";
pub const SECRET: &str = "a long word with % and : in it";

/// The issuer.
pub struct Issuer {
    pub name: String,
    state: Arc<Mutex<State>>,
}

/// What it does.
pub struct State {
    /// Whether it answers.
    pub is_alive: bool,
    /// What its tokens say beside what they must, or otherwise.
    pub claims: Value,
    /// The moment of its clock, unix seconds.
    pub now: i64,
    /// The header of its tokens, when it is another than it must be.
    pub header: Option<Value>,
    /// How often its keys were asked for.
    pub keys_asked: usize,
    key: EcdsaKeyPair,
    key_id: String,
    trips: HashMap<String, (String, String)>,
    made: usize,
}

fn new_key() -> EcdsaKeyPair {
    let (way, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    EcdsaKeyPair::from_pkcs8(way, EcdsaKeyPair::generate_pkcs8(way, &random).unwrap().as_ref(), &random).unwrap()
}

impl Issuer {
    pub fn start(now: i64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let name = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            is_alive: true,
            claims: json!({}),
            now,
            header: None,
            keys_asked: 0,
            key: new_key(),
            key_id: "1".into(),
            trips: HashMap::new(),
            made: 0,
        }));
        let (serving, own_name) = (Arc::clone(&state), name.clone());
        std::thread::spawn(move || {
            for line in listener.incoming().map_while(Result::ok) {
                let _gone = answer(line, &own_name, &mut serving.lock().unwrap());
            }
        });
        Self { name, state }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// New keys, as issuers have from time to time.
    pub fn turn_key(&self) {
        let mut state = self.state();
        state.key = new_key();
        state.key_id = format!("{}0", state.key_id);
    }

    /// As the settings of an installation name it.
    pub fn wish(&self) -> SingleSignOnWish {
        SingleSignOnWish {
            issuer: self.name.clone(),
            client: CLIENT.into(),
            secret: SECRET.into(),
            label: "Harbor Health".into(),
            domain: None,
            binds_by_email: true,
            proves_twice: false,
            strong_class: None,
        }
    }

    /// Somebody signs in there: the address that their browser is sent back to, without its host.
    pub fn sign_in(&self, address: &str) -> String {
        let asked: HashMap<String, String> = Url::parse(address).unwrap().query_pairs().into_owned().collect();
        assert_eq!((asked["client_id"].as_str(), asked["response_type"].as_str()), (CLIENT, "code"));
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["redirect_uri"], "https://office.example.org/sign-in/organisation/back");
        let mut state = self.state();
        state.made += 1;
        let code = format!("code-{}", state.made);
        state.trips.insert(code.clone(), (asked["nonce"].clone(), asked["code_challenge"].clone()));
        back(&[("code", &code), ("state", &asked["state"]), ("iss", &self.name)])
    }

    /// Somebody turns back there.
    pub fn turn_back(&self, address: &str) -> String {
        let asked: HashMap<String, String> = Url::parse(address).unwrap().query_pairs().into_owned().collect();
        back(&[("error", "access_denied"), ("state", &asked["state"]), ("iss", &self.name)])
    }
}

pub fn back(pairs: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("/sign-in/organisation/back?{query}")
}

fn answer(mut line: TcpStream, name: &str, state: &mut State) -> std::io::Result<()> {
    let mut reader = BufReader::new(line.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let (mut length, mut credentials) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((what, value)) = header.trim_end().split_once(": ") else { break };
        match what.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => credentials = value.to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let path = first.split(' ').nth(1).unwrap_or_default();
    let (status, said) = match path {
        _ if !state.is_alive => (502, json!("gone")),
        "/.well-known/openid-configuration" => (200, described(name)),
        "/keys" => (200, state.keys()),
        "/token" => state.redeem(name, &credentials, &body),
        _ => (404, json!({})),
    };
    let said = said.to_string();
    write!(
        line,
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{said}",
        said.len()
    )
}

fn described(name: &str) -> Value {
    json!({
        "issuer": name, "authorization_endpoint": format!("{name}/auth"), "token_endpoint": format!("{name}/token"),
        "jwks_uri": format!("{name}/keys"), "end_session_endpoint": format!("{name}/out"),
        "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
}

impl State {
    fn keys(&mut self) -> Value {
        self.keys_asked += 1;
        let point = self.key.public_key().as_ref();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.key_id, "x": x, "y": y }] })
    }

    fn redeem(&mut self, name: &str, credentials: &str, body: &[u8]) -> (u16, Value) {
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let expected = format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET))));
        if credentials != expected {
            return (401, json!({ "error": "invalid_client" }));
        }
        let sent: HashMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
        let Some((nonce, challenge)) = self.trips.remove(&sent["code"]) else {
            return (400, json!({ "error": "invalid_grant" }));
        };
        let digest = ring::digest::digest(&ring::digest::SHA256, sent["code_verifier"].as_bytes());
        if URL_SAFE_NO_PAD.encode(digest.as_ref()) != challenge {
            return (400, json!({ "error": "invalid_grant" }));
        }
        let mut claims = json!({ "iss": name, "aud": CLIENT, "sub": "f3c1", "nonce": nonce, "iat": self.now, "exp": self.now + 300, "amr": ["mfa"] });
        claims.as_object_mut().unwrap().extend(self.claims.as_object().unwrap().clone());
        let header = self.header.clone().unwrap_or_else(|| json!({ "alg": "ES256", "kid": self.key_id }));
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&claims));
        let signature = self.key.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        (200, json!({ "id_token": format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref())), "token_type": "Bearer" }))
    }
}
