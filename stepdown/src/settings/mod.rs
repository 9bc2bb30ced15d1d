//! The settings: one typed file (`stepdown.toml`), the environment (`STEPDOWN_…`) and flags. A flag wins over the environment,
//! the environment over the file, the file over the default. A setting that cannot be understood is never passed over.

pub(crate) mod check;
pub(crate) mod key;
pub(crate) mod problem;
pub(crate) mod public_name;
pub(crate) mod reading;

use std::net::SocketAddr;
use std::path::PathBuf;

use store::at_rest::DatabaseKey;
use store::{DatabaseUrl, KeyPlace};
use web::SingleSignOnWish;

use crate::command_line::Place;
use crate::convert::Clearinghouse;
use crate::outcome::{Exit, Failure};
use crate::serve::upload_scan::Scanner;

pub(crate) use problem::Problem;
pub(crate) use reading::{Reading, Source};

/// The file of the database in the data folder.
pub(crate) const DATABASE_FILE: &str = "stepdown.db";

/// The settings as they are in force. Never shown as they are: some hold a password.
#[derive(Clone)]
pub(crate) struct Settings {
    /// Where the database is.
    pub(crate) database: DatabaseUrl,
    /// Where the key of a SQLite database comes from.
    pub(crate) database_key: KeyPlace,
    /// The folder of a SQLite database.
    pub(crate) data: PathBuf,
    /// Whether somebody named the database, or it is only the default.
    pub(crate) names_database: bool,
    /// Where browsers are answered.
    pub(crate) listen: SocketAddr,
    /// Certificate chain and key, as files.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    /// The address browsers use.
    pub(crate) origin: Option<String>,
    /// Whether something in front of us encrypts.
    pub(crate) is_behind_proxy: bool,
    /// The time zone, when it is not the stored program's.
    pub(crate) zone: Option<String>,
    /// Whether logs are JSON.
    pub(crate) logs_json: bool,
    /// What is logged.
    pub(crate) log_level: String,
    /// To whom backups are encrypted.
    pub(crate) backup_recipient: Option<String>,
    /// Whoever passes claim files on to payers.
    pub(crate) clearinghouse: Option<Clearinghouse>,
    /// Where questions to payers go and answers come from.
    pub(crate) eligibility: EligibilityFolders,
    /// Opens `/metrics` to a collector on another machine.
    pub(crate) metrics_token: Option<String>,
    /// The public site, when it is switched on.
    pub(crate) public_site: Option<SiteWish>,
    /// Whether a clinic license is on file.
    pub(crate) has_clinic_license: bool,
    /// The folder whose files are taken in as referral documents.
    pub(crate) referral_folder: Option<PathBuf>,
    /// What every file is looked at by before it is taken.
    pub(crate) upload_scan: Option<Scanner>,
    /// How texts are sent and heard.
    pub(crate) texts: Option<TextSettings>,
    /// How e-mail is sent.
    pub(crate) mail: Option<MailSettings>,
    /// How people sign in with the organisation's account.
    pub(crate) single_sign_on: Option<SingleSignOnWish>,
    /// On which paper day packs are set.
    pub(crate) paper: ::paper::PaperSize,
    /// Where tomorrow's day pack is written each evening.
    pub(crate) day_packs: Option<DayPackFolder>,
    /// The video server.
    pub(crate) video: Option<VideoSettings>,
}

/// Where tomorrow's day pack is written each evening.
#[derive(Clone, Debug)]
pub(crate) struct DayPackFolder {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// At which time, in the program's zone.
    pub(crate) at: jiff::civil::Time,
    /// How many files are kept; none is removed when nothing is said.
    pub(crate) keep: Option<usize>,
}

/// The video server as it is wanted. Its secret is read when the program starts.
#[derive(Clone)]
pub(crate) struct VideoSettings {
    /// Its address.
    pub(crate) url: String,
    /// What it calls us.
    pub(crate) app_id: String,
    /// The file with the secret.
    pub(crate) key_file: PathBuf,
    /// The word by which we believe what it tells.
    pub(crate) events_token: String,
}

impl std::fmt::Debug for VideoSettings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "VideoSettings({})", self.url)
    }
}

/// Where questions to payers go and answers come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct EligibilityFolders {
    /// Questions are put there.
    pub(crate) out: Option<PathBuf>,
    /// Answers are taken from there.
    pub(crate) incoming: Option<PathBuf>,
}

/// How the public site is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteWish {
    /// The folder of its own texts.
    pub(crate) content: Option<PathBuf>,
    /// Whether translations are shown that nobody has reviewed.
    pub(crate) shows_drafts: bool,
}

/// How texts are sent and heard.
#[derive(Clone)]
pub(crate) struct TextSettings {
    /// The network's address.
    pub(crate) address: String,
    /// Our account.
    pub(crate) account: String,
    /// Its token.
    pub(crate) token: String,
    /// Our number, or a messaging service.
    pub(crate) from: String,
}

impl std::fmt::Debug for TextSettings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TextSettings({})", self.address)
    }
}

/// How e-mail is sent.
#[derive(Clone)]
pub(crate) struct MailSettings {
    /// The mail server's address, with the password.
    pub(crate) server: String,
    /// Who letters come from.
    pub(crate) from: String,
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MailSettings({})", self.from)
    }
}

impl Settings {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// Every problem at once.
    pub(crate) fn read(place: &Place, flags: Vec<(&'static str, String)>) -> Result<Self, Failure> {
        let reading = reading_of(place, flags);
        reading.refuse_problems()?;
        reading.settings()
    }
}

/// What file, environment and flags say, with everything that is wrong.
pub(crate) fn reading_of(place: &Place, flags: Vec<(&'static str, String)>) -> Reading {
    Reading::of(place.config.as_deref(), std::env::vars_os(), place.flags().into_iter().chain(flags).collect())
}

impl Reading {
    fn is_yes(&self, name: &str) -> bool {
        self.text(name).is_some_and(key::is_yes)
    }

    fn refuse_problems(&self) -> Result<(), Failure> {
        let wrong: Vec<&Problem> = self.problems.iter().filter(|problem| !problem.is_warning).collect();
        if wrong.is_empty() {
            return Ok(());
        }
        let mut failure = Failure::refused("The settings cannot be used:");
        failure.sentences.extend(wrong.iter().map(|problem| format!("• {problem}")));
        Err(failure.remedy("`stepdown config check` looks at everything and explains each problem."))
    }

    /// The settings in force, as far as they can be understood.
    ///
    /// # Errors
    /// When one of them cannot; [`Reading::problems`] then says so.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        let data = PathBuf::from(self.text("data").unwrap_or_default());
        let database = match self.text("database_url") {
            Some(url) if self.source("database_url") > self.source("data") => DatabaseUrl::Postgres(url.to_owned()),
            _ => DatabaseUrl::Sqlite(data.join(DATABASE_FILE)),
        };
        let listen = self.text("listen").and_then(|text| text.parse().ok());
        let own = |name: &str| self.text(name).map(str::to_owned);
        let given = self.text("database_key").and_then(DatabaseKey::parse).map(KeyPlace::Given);
        let database_key = given.or_else(|| own("database_key_file").map(|file| KeyPlace::File(file.into())));
        Ok(Settings {
            database,
            database_key: database_key.unwrap_or_default(),
            data,
            names_database: self.source("database_url").max(self.source("data")) > Source::Default,
            listen: listen.ok_or_else(|| Failure::new(Exit::Refused, "`listen` is not an address with a port."))?,
            tls: own("tls_cert").zip(own("tls_key")).map(|(cert, key)| (cert.into(), key.into())),
            origin: own("origin"),
            is_behind_proxy: self.is_yes("behind_proxy"),
            zone: own("zone"),
            logs_json: self.text("log_format") == Some("json"),
            log_level: own("log_level").unwrap_or_default(),
            backup_recipient: own("backup_recipient"),
            eligibility: EligibilityFolders {
                out: own("eligibility_out").map(Into::into),
                incoming: own("eligibility_in").map(Into::into),
            },
            metrics_token: own("metrics_token"),
            public_site: self
                .is_yes("public_site")
                .then(|| SiteWish { content: own("site_content").map(PathBuf::from), shows_drafts: self.is_yes("site_drafts") }),
            has_clinic_license: own("clinic_license").is_some(),
            paper: if self.text("paper") == Some("a4") { ::paper::PaperSize::A4 } else { ::paper::PaperSize::Letter },
            day_packs: own("daypack_folder").map(|folder| DayPackFolder {
                folder: folder.into(),
                at: self.text("daypack_at").and_then(|text| vocabulary::day::parse_time(text).ok()).unwrap_or_default(),
                keep: self.text("daypack_keep").and_then(|text| text.parse().ok()),
            }),
            referral_folder: own("referral_folder").map(PathBuf::from),
            upload_scan: own("upload_scan").as_deref().and_then(Scanner::parse),
            texts: own("text_account").zip(own("text_token")).zip(own("text_from")).map(|((account, token), from)| {
                TextSettings { address: own("text_address").unwrap_or_default(), account, token, from }
            }),
            mail: own("mail_server").zip(own("mail_from")).map(|(server, from)| MailSettings { server, from }),
            single_sign_on: own("sso_issuer").zip(own("sso_client_id")).zip(own("sso_client_secret")).map(
                |((issuer, client), secret)| SingleSignOnWish {
                    issuer,
                    client,
                    secret,
                    label: own("sso_label").unwrap_or_default(),
                    domain: own("sso_domain"),
                    binds_by_email: self.is_yes("sso_binds_by_email"),
                    proves_twice: self.is_yes("sso_proves_twice"),
                    strong_class: own("sso_strong_class"),
                },
            ),
            video: own("video_url").zip(own("video_app_id")).zip(own("video_key_file")).zip(own("video_events_token")).map(
                |(((url, app_id), key_file), events_token)| VideoSettings {
                    url,
                    app_id,
                    key_file: key_file.into(),
                    events_token,
                },
            ),
            clearinghouse: own("clearinghouse_id")
                .map(|id| Clearinghouse { name: own("clearinghouse_name").unwrap_or_else(|| id.clone()), id }),
        })
    }
}
