//! Reads the three layers of settings and keeps, for each, what it says and where that came from.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::key::{KEYS, Key, Shape, find, nearest};
use super::problem::Problem;

/// The file that is read when none is named.
const FILE: &str = "stepdown.toml";
const PREFIX: &str = "STEPDOWN_";
/// Variables that begin like ours and are no settings: they are for the project's own tests and chores, or read elsewhere.
const NO_SETTINGS: &[&str] = &["STEPDOWN_CONFIG", "STEPDOWN_TEST_", "STEPDOWN_CI_", "STEPDOWN_X12VALID", "STEPDOWN_PURPOSE"];

/// What a network needs; a part of it is no network.
const NETWORKS: [&[&str]; 4] = [
    &["text_account", "text_token", "text_from"],
    &["video_url", "video_app_id", "video_key_file", "video_events_token"],
    &["mail_server", "mail_from"],
    &["sso_issuer", "sso_client_id", "sso_client_secret"],
];

/// Where a value came from; the later wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// Nobody said anything.
    Default,
    /// The file.
    File,
    /// The environment.
    Environment,
    /// The command line.
    Flag,
}

impl Source {
    /// In words, for `config show`.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
            Self::Flag => "flag",
        }
    }
}

/// What was said about every setting.
pub(crate) struct Reading {
    /// The file, when there is one.
    pub(crate) file: Option<PathBuf>,
    values: BTreeMap<&'static str, (String, Source)>,
    /// Everything that is wrong.
    pub(crate) problems: Vec<Problem>,
}

impl Reading {
    /// Reads file, environment and flags, in this order; the later wins.
    pub(crate) fn of(
        config: Option<&Path>,
        environment: impl Iterator<Item = (OsString, OsString)>,
        flags: Vec<(&'static str, String)>,
    ) -> Self {
        let mut reading = Self { file: None, values: BTreeMap::new(), problems: Vec::new() };
        for key in KEYS {
            if let Some(default) = key.default {
                reading.values.insert(key.name, (default.to_owned(), Source::Default));
            }
        }
        let environment: Vec<(OsString, OsString)> = environment.collect();
        let named = environment.iter().find(|(name, _)| name == "STEPDOWN_CONFIG").map(|(_, value)| PathBuf::from(value));
        reading.read_file(config.map(Path::to_owned).or(named));
        reading.read_environment(&environment);
        for (name, value) in flags {
            reading.values.insert(name, (value, Source::Flag));
        }
        reading.check();
        reading
    }

    /// What is in force for a setting.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(|(text, _)| text.as_str())
    }

    /// Who said so.
    pub(crate) fn source(&self, name: &str) -> Source {
        self.values.get(name).map_or(Source::Default, |(_, source)| *source)
    }

    fn read_file(&mut self, named: Option<PathBuf>) {
        let is_named = named.is_some();
        let path = named.unwrap_or_else(|| PathBuf::from(FILE));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_named => return,
            Err(error) => {
                let sentence = format!("{} cannot be read: {error}.", path.display());
                self.problems.push(Problem::new("file", sentence, "Name a file that is there and may be read."));
                return;
            }
        };
        self.file = Some(path.clone());
        match toml::from_str::<toml::Table>(&text) {
            Ok(table) => self.take_table(&table, &path),
            Err(error) => {
                let sentence = format!("{} is not TOML: {}.", path.display(), error.to_string().trim().replace('\n', " "));
                self.problems.push(Problem::new("file", sentence, "Mend the line it names."));
            }
        }
    }

    fn take_table(&mut self, table: &toml::Table, path: &Path) {
        for (name, value) in table {
            let Some(key) = find(name) else {
                self.problems.push(unknown(name, nearest(name).map(str::to_owned)));
                continue;
            };
            let text = match (key.shape, value) {
                (Shape::YesNo, toml::Value::Boolean(yes)) => yes.to_string(),
                (Shape::YesNo, other) => {
                    self.problems.push(wrong_type(key, other, "true or false without quotes"));
                    continue;
                }
                (Shape::Path, toml::Value::String(text)) => beside(path, text),
                (_, toml::Value::String(text)) => text.clone(),
                (_, other) => {
                    self.problems.push(wrong_type(key, other, "a text in quotes"));
                    continue;
                }
            };
            self.values.insert(key.name, (text, Source::File));
        }
    }

    fn read_environment(&mut self, environment: &[(OsString, OsString)]) {
        for (name, value) in environment {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
            let plain = name.strip_prefix(PREFIX).unwrap_or_default().to_lowercase();
            match (find(&plain), value.to_str()) {
                (Some(key), Some(text)) => {
                    self.values.insert(key.name, (text.to_owned(), Source::Environment));
                }
                (Some(key), None) => {
                    let sentence = format!("{name} in the environment is not text.");
                    self.problems.push(Problem::new(key.name, sentence, "Write it in UTF-8."));
                }
                (None, _) if NO_SETTINGS.iter().any(|known| name.starts_with(known)) => {}
                (None, _) => {
                    let known = nearest(&plain).map(|near| format!("{PREFIX}{}", near.to_uppercase()));
                    self.problems.push(Problem { is_warning: true, ..unknown(name, known) });
                }
            }
        }
    }

    fn check(&mut self) {
        for key in KEYS {
            if let Some((text, source)) = self.values.get(key.name)
                && let Err((sentence, remedy)) = key.shape.check(text)
            {
                let sentence = format!("{sentence} (From the {}.)", source.in_words());
                self.problems.push(Problem::new(key.name, sentence, remedy));
            }
        }
        let (data, url) = (self.source("data"), self.source("database_url"));
        if data == url && data > Source::Default {
            let sentence = format!("The {} names a folder and a PostgreSQL database.", data.in_words());
            self.problems.push(Problem::new("database_url", sentence, "Name one of the two."));
        }
        if self.text("database_key").is_some() && self.text("database_key_file").is_some() {
            let sentence = "`database_key` and `database_key_file` are both set.";
            self.problems.push(Problem::new("database_key", sentence, "Say where the key is by one of the two."));
        }
        for all in NETWORKS {
            let (set, missing): (Vec<&str>, Vec<&str>) = all.iter().copied().partition(|name| self.text(name).is_some());
            let Some(set) = set.first() else { continue };
            for missing in missing {
                let sentence = format!("`{set}` is set and `{missing}` is not.");
                let remedy = format!("A network needs all of these, or none is set: {}.", all.join(", "));
                self.problems.push(Problem::new(missing, sentence, remedy));
            }
        }
        for (one, other) in [("tls_cert", "tls_key"), ("tls_key", "tls_cert")] {
            if self.text(one).is_some() && self.text(other).is_none() {
                let sentence = format!("`{one}` is set and `{other}` is not.");
                self.problems.push(Problem::new(other, sentence, "A certificate needs its key: set both."));
            }
        }
    }
}

fn unknown(name: &str, nearest: Option<String>) -> Problem {
    let remedy = match nearest {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`stepdown config show` lists every setting.".to_owned(),
    };
    Problem::new(name, format!("`{name}` is not a setting."), remedy)
}

fn wrong_type(key: &Key, found: &toml::Value, wanted: &str) -> Problem {
    let sentence = format!("`{}` is written as {}.", key.name, article(found.type_str()));
    let example = if key.shape == Shape::YesNo { "true".to_owned() } else { format!("\"{}\"", key.default.unwrap_or("…")) };
    Problem::new(key.name, sentence, format!("Write {wanted}: {} = {example}", key.name))
}

fn article(noun: &str) -> String {
    if noun.starts_with(['a', 'i', 'o']) { format!("an {noun}") } else { format!("a {noun}") }
}

/// A path in the file is meant from where the file is.
fn beside(file: &Path, text: &str) -> String {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !text.is_empty() => folder.join(text).to_string_lossy().into_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn read(file: &str, environment: &[(&str, &str)], flags: Vec<(&'static str, String)>) -> Reading {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stepdown.toml");
        std::fs::write(&path, file).unwrap();
        let environment: Vec<(OsString, OsString)> = environment.iter().map(|(n, v)| (n.into(), v.into())).collect();
        Reading::of(Some(&path), environment.into_iter(), flags)
    }

    #[test]
    fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
        let file = "listen = \"127.0.0.1:1\"\nzone = \"America/Chicago\"\nlog_format = \"json\"";
        let environment = [("STEPDOWN_LISTEN", "127.0.0.1:2"), ("STEPDOWN_ZONE", "America/Denver")];
        let reading = read(file, &environment, vec![("listen", "127.0.0.1:3".to_owned())]);
        assert_eq!(reading.problems, []);
        let said = |name| (reading.text(name).unwrap(), reading.source(name));
        assert_eq!(said("listen"), ("127.0.0.1:3", Source::Flag));
        assert_eq!(said("zone"), ("America/Denver", Source::Environment));
        assert_eq!(said("log_format"), ("json", Source::File));
        assert_eq!(said("log_level"), ("info", Source::Default));
    }

    #[test]
    fn every_problem_is_told_at_once_with_its_remedy() {
        let file =
            "lisen = \"x\"\nbehind_proxy = \"yes\"\nlog_format = 3\nzone = \"Mars/Olympus\"\ntls_cert = \"a.pem\"\nflavour = 1";
        let reading =
            read(file, &[("STEPDOWN_ORIGN", "x"), ("STEPDOWN_TEST_POSTGRES", "x"), ("STEPDOWN_LISTEN", "here")], vec![]);
        let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
        for part in [
            "lisen: `lisen` is not a setting. Did you mean `listen`?",
            "flavour: `flavour` is not a setting. `stepdown config show` lists every setting.",
            "behind_proxy: `behind_proxy` is written as a string. Write true or false without quotes: behind_proxy = true",
            "log_format: `log_format` is written as an integer. Write a text in quotes: log_format = \"human\"",
            "zone: `Mars/Olympus` is not a time zone; use a name like America/New_York. (From the file.)",
            "tls_key: `tls_cert` is set and `tls_key` is not.",
            "STEPDOWN_ORIGN: `STEPDOWN_ORIGN` is not a setting. Did you mean `STEPDOWN_ORIGIN`?",
            "listen: `here` is not an address with a port. (From the environment.)",
        ] {
            assert!(told.iter().any(|line| line.starts_with(part)), "{part}\nin {told:#?}");
        }
        assert_eq!(told.len(), 8, "{told:#?}");
    }

    #[test]
    fn a_network_that_is_set_in_part_is_told_whichever_part_it_is() {
        let missing = |file: &str| -> Vec<String> {
            let reading = read(file, &[], vec![]);
            reading.problems.into_iter().map(|problem| problem.key).collect()
        };
        assert_eq!(missing("text_from = \"+15085550140\""), ["text_account", "text_token"]);
        assert_eq!(missing("text_account = \"AC1\"\ntext_from = \"+15085550140\""), ["text_token"]);
        assert_eq!(missing("text_token = \"a-long-word-of-the-network\""), ["text_account", "text_from"]);
        assert_eq!(missing("mail_from = \"office@example.org\""), ["mail_server"]);
        assert_eq!(missing("sso_issuer = \"https://id.example.org\""), ["sso_client_id", "sso_client_secret"]);
        assert_eq!(missing("text_address = \"https://texts.example.org\""), Vec::<String>::new());
    }

    #[test]
    fn an_issuer_is_named_as_it_names_itself_and_over_a_private_line() {
        for (name, is_fine) in [
            ("https://id.example.org/realms/clinic", true),
            ("http://127.0.0.1:4000", true),
            ("http://id.example.org", false),
            ("id.example.org", false),
            ("https://id.example.org?x=1", false),
        ] {
            let reading = read(&format!("sso_issuer = \"{name}\""), &[], vec![]);
            assert_eq!(reading.problems.iter().all(|problem| problem.key != "sso_issuer"), is_fine, "{name}");
        }
    }

    #[test]
    fn words_of_the_networks_do_not_show_when_settings_are_printed() {
        let file = "text_account = \"AC1\"\ntext_token = \"hidden-hidden-hidden\"\ntext_from = \"MG1\"\n\
                    mail_server = \"smtps://me:hidden@mail.example.org\"\nmail_from = \"office@example.org\"\n\
                    sso_issuer = \"https://id.example.org\"\nsso_client_id = \"stepdown\"\n\
                    sso_client_secret = \"hidden-hidden-hidden\"";
        let settings = read(file, &[], vec![]).settings().unwrap();
        let sso = settings.single_sign_on.unwrap();
        assert_eq!((sso.label.as_str(), sso.binds_by_email, sso.proves_twice), ("your organisation's account", false, false));
        let printed = format!("{:?} {:?} {sso:?}", settings.texts.unwrap(), settings.mail.unwrap());
        assert!(!printed.contains("hidden") && printed.contains("office@example.org"), "{printed}");
    }

    #[test]
    fn every_setting_is_listed_once() {
        let names: std::collections::BTreeSet<&str> = KEYS.iter().map(|key| key.name).collect();
        assert_eq!(names.len(), KEYS.len());
    }

    #[test]
    fn the_database_that_is_named_closer_wins_and_two_at_once_are_refused() {
        let url = "postgres://stepdown@localhost/stepdown";
        let file = format!("database_url = \"{url}\"");
        let from_file = read(&file, &[], vec![]).settings().unwrap();
        assert_eq!(from_file.database, store::DatabaseUrl::Postgres(url.to_owned()));
        let flag = read(&file, &[], vec![("data", "here".to_owned())]).settings().unwrap();
        assert_eq!(flag.database, store::DatabaseUrl::Sqlite("here/stepdown.db".into()));
        let both = read(&format!("{file}\ndata = \"there\""), &[], vec![]);
        assert!(both.problems.iter().any(|problem| problem.key == "database_url"));
    }

    #[test]
    fn paths_in_the_file_are_meant_from_where_the_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stepdown.toml");
        std::fs::write(&path, "data = \"d\"\ntls_cert = \"/etc/c.pem\"\ntls_key = \"k.pem\"").unwrap();
        let settings = Reading::of(Some(&path), std::iter::empty(), vec![]).settings().unwrap();
        assert_eq!(settings.data, folder.path().join("d"));
        assert_eq!(settings.tls, Some(("/etc/c.pem".into(), folder.path().join("k.pem"))));
    }
}
