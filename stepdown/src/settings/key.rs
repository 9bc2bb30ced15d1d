//! Every setting there is: its name in the file (in the environment `STEPDOWN_` and the name in capitals), its shape, its default.

use std::net::SocketAddr;
use std::str::FromStr;

use store::at_rest::DatabaseKey;
use vocabulary::ProgramZone;

/// A setting.
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it must look like.
    pub(crate) shape: Shape,
    /// What holds when nobody says anything.
    pub(crate) default: Option<&'static str>,
    /// What it is for.
    pub(crate) says: &'static str,
}

/// What a value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Any words.
    Words,
    /// A file or folder; in the file, relative to the file.
    Path,
    /// Address and port.
    Listen,
    /// Yes or no.
    YesNo,
    /// A PostgreSQL address. Shown without its password.
    Postgres,
    /// Scheme and host, no path.
    Origin,
    /// A time zone.
    Zone,
    /// A size of paper.
    Paper,
    /// An hour of the day.
    Clock,
    /// A whole number from 1 on.
    Number,
    /// How logs look.
    LogFormat,
    /// What is logged.
    LogLevel,
    /// A public key of age.
    Recipient,
    /// An id that a claim file is addressed to.
    Receiver,
    /// A word that only those it is for may know. Never shown.
    Secret,
    /// A key that encrypts. Never shown.
    EncryptionKey,
    /// The address of a network's interface.
    Network,
    /// A number in E.164 or a messaging service.
    TextSender,
    /// The address of a mail server. Shown without its password.
    MailServer,
    /// A name with an e-mail address.
    Mailbox,
    /// The name of an OpenID issuer.
    Issuer,
}

const fn key(name: &'static str, shape: Shape, default: Option<&'static str>, says: &'static str) -> Key {
    Key { name, shape, default, says }
}

/// All of them, in the order in which they are shown.
pub(crate) const KEYS: &[Key] = &[
    key("data", Shape::Path, Some("stepdown-data"), "the folder of the SQLite database"),
    key("database_url", Shape::Postgres, None, "a PostgreSQL database instead: postgres://user@host/database"),
    key("database_key_file", Shape::Path, None, "the file with the key of the SQLite database [database.key in the data folder]"),
    key("database_key", Shape::EncryptionKey, None, "the key itself instead, 64 hexadecimal digits, better by the environment"),
    key("listen", Shape::Listen, Some("127.0.0.1:8080"), "where browsers are answered"),
    key("tls_cert", Shape::Path, None, "the certificate chain, a PEM file"),
    key("tls_key", Shape::Path, None, "its private key, a PEM file"),
    key("behind_proxy", Shape::YesNo, Some("false"), "whether a proxy in front of Stepdown encrypts"),
    key("origin", Shape::Origin, None, "the address people type: https://chart.example.org"),
    key("zone", Shape::Zone, None, "the program's time zone, when it is not the stored program's"),
    key("log_format", Shape::LogFormat, Some("human"), "how logs look: human or json"),
    key("log_level", Shape::LogLevel, Some("info"), "what is logged: error, warn, info, debug"),
    key("backup_recipient", Shape::Recipient, None, "the age public key that backups are encrypted to"),
    key(
        "clearinghouse_id",
        Shape::Receiver,
        None,
        "the clearinghouse that passes claims on, by its id; without one, files go to each payer",
    ),
    key("clearinghouse_name", Shape::Words, None, "its name"),
    key(
        "eligibility_out",
        Shape::Path,
        None,
        "the folder into which questions to payers (270) are put for another program to take",
    ),
    key("eligibility_in", Shape::Path, None, "the folder from which answers of payers (271) are taken"),
    key("metrics_token", Shape::Secret, None, "lets a collector on another machine read /metrics, as a bearer token"),
    key("public_site", Shape::YesNo, Some("false"), "whether the public site is answered at the front page"),
    key("site_content", Shape::Path, None, "the folder of the public site's own texts and facts, over those that are built in"),
    key("site_drafts", Shape::YesNo, Some("false"), "whether the public site shows translations that nobody has reviewed"),
    key("referral_folder", Shape::Path, None, "a folder whose files are taken in as referral documents; see docs/install.md"),
    key(
        "upload_scan",
        Shape::Words,
        None,
        "a command that gets every file sent to us on its standard input; only 0 lets it in; see docs/install.md",
    ),
    key("text_address", Shape::Network, Some("https://api.twilio.com"), "the Twilio-compatible network that carries texts"),
    key("text_account", Shape::Words, None, "our account there; without one no texts are sent or received"),
    key("text_token", Shape::Secret, None, "the account's token; it also proves what the network tells us"),
    key("text_from", Shape::TextSender, None, "our number, like +15085550140, or a messaging service of the network, MG…"),
    key("mail_server", Shape::MailServer, None, "the mail server: smtps://name:word@mail.example.org:465; without one no e-mail"),
    key("mail_from", Shape::Mailbox, None, "who letters come from, under the neutral name: Harbor St <office@example.org>"),
    key("sso_issuer", Shape::Issuer, None, "the organisation's OpenID issuer; without one nobody signs in with an account of it"),
    key("sso_client_id", Shape::Words, None, "our name there"),
    key("sso_client_secret", Shape::Secret, None, "our word there; better in the environment than in the file"),
    key("sso_label", Shape::Words, Some("your organisation's account"), "what the button says after Sign in with"),
    key("sso_domain", Shape::Words, None, "only accounts with a verified address of this domain come in: example.org"),
    key(
        "sso_binds_by_email",
        Shape::YesNo,
        Some("false"),
        "whether a verified address, written down on the staff page, binds an account at its first sign-in",
    ),
    key(
        "sso_proves_twice",
        Shape::YesNo,
        Some("false"),
        "whether the issuer asks everybody for a second proof, so that ours is not asked for",
    ),
    key("sso_strong_class", Shape::Words, None, "the class (acr) by which the issuer says that there were two proofs"),
    key("paper", Shape::Paper, Some("letter"), "on which paper day packs are set: letter or a4"),
    key(
        "daypack_folder",
        Shape::Path,
        None,
        "a folder into which tomorrow's day pack is written each evening; without one, none is",
    ),
    key("daypack_at", Shape::Clock, Some("18:00"), "at which time, in the program's zone"),
    key("daypack_keep", Shape::Number, None, "how many of these files are kept; without it, none is removed"),
    key(
        "video_url",
        Shape::Origin,
        None,
        "the Jitsi-compatible video server: https://meet.example.org; without one nobody joins by video",
    ),
    key("video_app_id", Shape::Words, None, "what it calls us, its app_id"),
    key("video_key_file", Shape::Path, None, "the file with the secret that it shares with us, its app_secret, on one line"),
    key("video_events_token", Shape::Secret, None, "the word by which we believe what it tells of who came and went"),
    key("clinic_license", Shape::Words, None, "number of the clinic license, where a public name needs one (MA-02)"),
];

/// The setting with a name.
pub(crate) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The known name that is nearest to a mistyped one.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    let plain = name.to_lowercase().replace(['-', ' ', '.'], "_");
    let scored = KEYS.iter().map(|key| (strsim::jaro_winkler(&plain, key.name), key.name));
    scored.filter(|(score, _)| *score > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// Whether a yes-or-no value says yes.
pub(crate) fn is_yes(text: &str) -> bool {
    matches!(text, "true" | "yes" | "1")
}

impl Shape {
    /// Whether a text fits: what is wrong, and what to write.
    pub(crate) fn check(self, text: &str) -> Result<(), (String, String)> {
        let unless = |fits: bool, wrong: &str, write: &str| {
            if fits { Ok(()) } else { Err((format!("`{text}` is {wrong}."), write.to_owned())) }
        };
        match self {
            Self::Words | Self::Path => {
                if text.trim().is_empty() {
                    Err(("It is empty.".to_owned(), "Write a value or leave the setting out.".to_owned()))
                } else {
                    Ok(())
                }
            }
            Self::Listen => unless(
                text.parse::<SocketAddr>().is_ok(),
                "not an address with a port",
                "Write it like 127.0.0.1:8080, or 0.0.0.0:443 for every address of this machine.",
            ),
            Self::YesNo => unless(
                matches!(text, "true" | "false" | "yes" | "no" | "1" | "0"),
                "neither true nor false",
                "Write true or false.",
            ),
            Self::Postgres => {
                let fits = text.starts_with("postgres://") || text.starts_with("postgresql://");
                let wrong = "It is not a PostgreSQL address.".to_owned();
                if fits { Ok(()) } else { Err((wrong, "Write it like postgres://user@host/database.".to_owned())) }
            }
            Self::Origin => unless(
                is_origin(text),
                "not an address of a site",
                "Write scheme and host and nothing else, like https://chart.example.org.",
            ),
            Self::Zone => ProgramZone::parse(text)
                .map(drop)
                .map_err(|problem| (format!("{problem}."), "Write the name of a time zone, like America/New_York.".to_owned())),
            Self::Paper | Self::Clock | Self::Number => self.check_day_pack(text),
            Self::LogFormat => unless(matches!(text, "human" | "json"), "not a form of logs", "Write human or json."),
            Self::LogLevel => unless(
                tracing_subscriber::EnvFilter::try_new(text).is_ok(),
                "not a level of logs",
                "Write error, warn, info or debug.",
            ),
            Self::Network => unless(
                is_origin(text),
                "not an address of a network",
                "Write scheme and host and nothing else, like https://api.twilio.com.",
            ),
            Self::TextSender => unless(
                text.starts_with("MG") || vocabulary::Phone::parse(text).is_ok_and(|phone| phone.e164 == text),
                "neither a number nor a messaging service",
                "Write our number with + and country code, like +15085550140, or the service's id, which begins with MG.",
            ),
            Self::MailServer => {
                let fits = message::MailNetwork::new(text, "a@example.org").is_ok();
                let wrong = "It is not the address of a mail server.".to_owned();
                let write = "Write it like smtps://name:word@mail.example.org:465.".to_owned();
                if fits { Ok(()) } else { Err((wrong, write)) }
            }
            Self::Mailbox => unless(
                message::MailNetwork::new("smtp://127.0.0.1", text).is_ok(),
                "not an address that letters can come from",
                "Write it like Harbor St <office@example.org>.",
            ),
            Self::Issuer => unless(
                web::is_issuer(text),
                "not the name of an issuer",
                "Write it letter by letter as the issuer calls itself, like https://id.example.org/realms/clinic, without ? and #.",
            ),
            Self::Secret => {
                if text.trim().len() >= 16 {
                    Ok(())
                } else {
                    Err((
                        "It is shorter than 16 characters.".to_owned(),
                        "Write a long random word, like the one `openssl rand -hex 16` prints.".to_owned(),
                    ))
                }
            }
            Self::EncryptionKey => {
                if DatabaseKey::parse(text).is_some() {
                    Ok(())
                } else {
                    let wrong = "It is not a key.".to_owned();
                    Err((wrong, "Write 64 hexadecimal digits, like those `openssl rand -hex 32` prints.".to_owned()))
                }
            }
            Self::Receiver => unless(
                (2..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                "not an id of a receiver",
                "Write the id that the clearinghouse gave you: 2 to 15 letters and digits.",
            ),
            Self::Recipient => unless(
                age::x25519::Recipient::from_str(text).is_ok(),
                "not a public key of age",
                "`age-keygen` makes a pair of keys; write the public one, which begins with age1.",
            ),
        }
    }
}

impl Shape {
    /// The same for what day packs are set by.
    fn check_day_pack(self, text: &str) -> Result<(), (String, String)> {
        let (fits, wrong, write) = match self {
            Self::Paper => (matches!(text, "letter" | "a4"), "not a size of paper", "Write letter or a4."),
            Self::Clock => {
                let fits = vocabulary::day::parse_time(text).is_ok();
                (fits, "not a time of the day", "Write hour and minute, like 18:00.")
            }
            _ => (text.parse::<u32>().is_ok_and(|number| number > 0), "not a number from 1 on", "Write a number, like 14."),
        };
        if fits { Ok(()) } else { Err((format!("`{text}` is {wrong}."), write.to_owned())) }
    }
}

fn is_origin(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.has_host()
            && url.origin().ascii_serialization() == text.trim_end_matches('/')
    })
}
