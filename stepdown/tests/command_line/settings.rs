//! Settings: who wins, what is explained, what is never shown.

use std::net::TcpListener;
use std::path::PathBuf;

use serde_json::Value;
use vocabulary::ProgramZone;

use crate::support::{Home, PROGRAM, Ran, ran};

/// The problems of `config check` on a settings file, as `key: sentence remedy`.
fn problems(home: &Home, file: &str) -> (Ran, Vec<String>) {
    home.write("stepdown.toml", file);
    let ran = home.run(["config", "check", "--json"]);
    let told = ran.json()["problems"].as_array().unwrap().iter().map(line).collect();
    (ran, told)
}

fn line(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    format!("{}: {} {}", text("key"), text("sentence"), text("remedy"))
}

fn told(lines: &[String], part: &str) -> bool {
    lines.iter().any(|line| line.contains(part))
}

/// A certificate of its own making: chain and key as files.
pub fn certificate(home: &Home, name: &str, last_year: i32) -> (PathBuf, PathBuf) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut wish = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    wish.subject_alt_names.push(rcgen::SanType::IpAddress("127.0.0.1".parse().unwrap()));
    wish.not_before = rcgen::date_time_ymd(2020, 1, 1);
    wish.not_after = rcgen::date_time_ymd(last_year, 1, 1);
    let cert = wish.self_signed(&key).unwrap();
    let key_file = home.write(&format!("{name}-key.pem"), key.serialize_pem());
    std::fs::set_permissions(&key_file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    (home.write(&format!("{name}.pem"), cert.pem()), key_file)
}

#[test]
fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
    let home = Home::new();
    home.write("stepdown.toml", "listen = \"127.0.0.1:4001\"\nzone = \"America/Chicago\"\norigin = \"http://a.example\"");
    let mut command = home.command(["config", "show", "--json", "--listen", "127.0.0.1:4003"]);
    command.env("STEPDOWN_LISTEN", "127.0.0.1:4002").env("STEPDOWN_ZONE", "America/Denver");
    let shown = ran(&mut command).json();
    let one = |key: &str| (shown["settings"][key]["value"].as_str().unwrap(), shown["settings"][key]["from"].as_str().unwrap());
    assert_eq!(one("listen"), ("127.0.0.1:4003", "flag"));
    assert_eq!(one("zone"), ("America/Denver", "environment"));
    assert_eq!(one("origin"), ("http://a.example", "file"));
    assert_eq!(one("log_format"), ("human", "default"));
}

#[test]
fn every_problem_of_the_file_is_explained_at_once() {
    let home = Home::new();
    let (ran, lines) = problems(&home, "lisen = \"x\"\nlog_format = true\nzone = \"Mars/Olympus\"\norigin = \"chart\"");
    assert_eq!((ran.code, ran.json()["ok"].as_bool()), (1, Some(false)));
    assert!(told(&lines, "lisen: `lisen` is not a setting. Did you mean `listen`?"), "{lines:?}");
    assert!(told(&lines, "log_format: `log_format` is written as a boolean. Write a text in quotes"), "{lines:?}");
    assert!(told(&lines, "zone: `Mars/Olympus` is not a time zone"), "{lines:?}");
    assert!(told(&lines, "origin: `chart` is not an address of a site."), "{lines:?}");
    assert_eq!(lines.len(), 4, "{lines:?}");
    let words = home.run(["config", "check"]);
    assert!(words.out.contains("4 problems to mend."), "{}", words.out);
    let (ran, lines) = problems(&home, "listen = ");
    assert_eq!(ran.code, 1);
    assert!(told(&lines, "is not TOML"), "{lines:?}");
}

#[test]
fn no_command_works_on_settings_that_were_not_understood() {
    let home = Home::new();
    home.write("stepdown.toml", "dada = \"d\"");
    let ran = home.run(["verify", "--data", "d"]);
    assert_eq!(ran.code, 1);
    assert!(ran.all().contains("`dada` is not a setting. Did you mean `data`?"), "{}", ran.err);
    let ran = home.run(["verify", "--config", "none.toml"]);
    assert!(ran.code == 1 && ran.all().contains("none.toml cannot be read"), "{ran:?}");
}

#[test]
fn certificates_are_looked_at_before_the_day_they_are_needed() {
    let home = Home::new();
    let (good, key) = certificate(&home, "good", 2096);
    let (old, old_key) = certificate(&home, "old", 2021);
    let check = |cert: &PathBuf, key: &PathBuf| {
        problems(
            &home,
            &format!("listen = \"127.0.0.1:0\"\norigin = \"https://a.example\"\ntls_cert = {cert:?}\ntls_key = {key:?}"),
        )
        .1
    };
    assert_eq!(check(&good, &key), Vec::<String>::new());
    assert!(told(&check(&good, &old_key), "old-key.pem is not the key of"));
    assert!(told(&check(&old, &old_key), "The certificate ended on 2021-01-01"));
    assert!(told(&check(&home.path("absent.pem"), &key), "absent.pem cannot be read"));
    assert!(told(&check(&key, &good), "holds no certificate"));
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    assert!(told(&check(&good, &key), "Other accounts of this machine may read"));
}

#[test]
fn addresses_and_folders_are_looked_at() {
    let home = Home::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    assert!(told(&problems(&home, &format!("listen = \"{address}\"")).1, "answers at 127.0.0.1:"));
    assert!(told(&problems(&home, "listen = \"192.0.2.1:0\"").1, "192.0.2.1 is not an address of this machine"));
    let open = problems(&home, "listen = \"0.0.0.0:0\"").1;
    assert!(told(&open, "can be reached from other machines and nothing encrypts"), "{open:?}");
    let proxied = problems(&home, "listen = \"0.0.0.0:0\"\nbehind_proxy = true\norigin = \"https://a.example\"").1;
    assert_eq!(proxied, Vec::<String>::new());
    home.write("a-file", "");
    assert!(told(&problems(&home, "listen = \"127.0.0.1:0\"\ndata = \"a-file\"").1, "a-file is a file, not a folder"));
    let gone = problems(&home, "listen = \"127.0.0.1:0\"\ndatabase_url = \"postgres://nobody@127.0.0.1:1/none\"").1;
    assert!(told(&gone, "The database does not open: the database cannot be reached."), "{gone:?}");
}

#[test]
fn folders_by_which_files_come_and_go_are_looked_at() {
    let home = Home::new();
    let check = |settings: &str| problems(&home, &format!("listen = \"127.0.0.1:0\"\n{settings}")).1;
    let absent = check("referral_folder = \"gone\"\neligibility_in = \"in\"\neligibility_out = \"out\"");
    for key in ["referral_folder: ", "eligibility_in: ", "eligibility_out: "] {
        assert!(absent.iter().any(|line| line.starts_with(key) && line.contains("is not there.")), "{absent:?}");
    }
    for name in ["in", "out"] {
        std::fs::create_dir(home.path(name)).unwrap();
    }
    assert_eq!(check("eligibility_in = \"in\"\neligibility_out = \"out\""), Vec::<String>::new());
    let same = check("eligibility_in = \"in\"\neligibility_out = \"in/../in\"");
    assert!(told(&same, "eligibility_out: `eligibility_in` and `eligibility_out` are the same folder."), "{same:?}");
    home.write("a-file", "");
    assert!(told(&check("referral_folder = \"a-file\""), "a-file is a file, not a folder"));
}

#[test]
fn ma_02_the_public_name_of_a_freestanding_licensee_is_checked() {
    let home = Home::new();
    home.write("program.toml", PROGRAM.replace("Harbor Day Treatment", "Harbor Intensive Outpatient"));
    let import = home.run(["program", "import", "program.toml", "--data", "d"]);
    assert_eq!(import.code, 0, "the program is taken in: {import:?}");
    assert!(import.err.contains("“intensive outpatient”") && import.err.contains("MA-02"), "{}", import.err);
    let (ran, lines) = problems(&home, "listen = \"127.0.0.1:0\"\ndata = \"d\"");
    assert!(told(&lines, "public_name: `Harbor Intensive Outpatient` says “intensive outpatient”"), "{lines:?}");
    assert_eq!(ran.json()["problems"][0]["rule"], "MA-02");
    assert_eq!(ran.code, 1);
    let (ran, lines) = problems(&home, "listen = \"127.0.0.1:0\"\ndata = \"d\"\nclinic_license = \"4F2K\"");
    assert_eq!((ran.code, lines), (0, vec![]));
    let (_, lines) =
        problems(&home, "listen = \"127.0.0.1:0\"\ndata = \"d\"\nclinic_license = \"4F2K\"\nzone = \"America/Chicago\"");
    assert!(told(&lines, "The setting says America/Chicago and the stored program America/New_York"), "{lines:?}");
}

#[test]
fn ma_a01_public_pages_are_read_for_words_that_the_license_does_not_allow() {
    let home = Home::with_program();
    let settings = "listen = \"127.0.0.1:0\"\ndata = \"d\"\npublic_site = true\nsite_content = \"site\"";
    std::fs::create_dir_all(home.path("site/en")).unwrap();
    // Called today: the numbers that are built in grow old by themselves
    let checked_on = |day: &str| include_str!("../../../edges/site/content/site.toml").replace("2026-11-23", day);
    let today = ProgramZone::parse("America/New_York").unwrap().day(jiff::Timestamp::now());
    home.write("site/site.toml", checked_on(&today.to_string()));
    assert_eq!(problems(&home, settings).1, Vec::<String>::new(), "what is built in is fine");

    home.write("site/en/how.md", "# How it works\n\nFirst words.\n\nOur IOP meets on three days.\n");
    let (ran, lines) = problems(&home, settings);
    assert_eq!(ran.code, 1);
    assert!(told(&lines, "en/page-how: `Our IOP meets on three days.` says “iop”"), "{lines:?}");
    assert!(told(&lines, "Use a name like “Day Treatment” in public"), "{lines:?}");
    assert_eq!(problems(&home, &format!("{settings}\nclinic_license = \"4F2K\"")).1, Vec::<String>::new());

    // And so are its files, and the age of its numbers
    home.write("site/en/how.md", "# How it works\n\nFirst words.\n\n{ $phone \n");
    home.write("site/site.toml", "leave_to = 3");
    let broken = problems(&home, settings).1;
    assert!(told(&broken, "site.toml: "), "{broken:?}");
    home.write("site/site.toml", checked_on("2020-01-01"));
    std::fs::remove_file(home.path("site/en/how.md")).unwrap();
    let old = problems(&home, settings).1;
    assert!(told(&old, "988 Suicide & Crisis Lifeline (988) was last checked on 2020-01-01."), "{old:?}");
}

#[test]
fn passwords_are_not_shown() {
    let home = Home::new();
    home.write("stepdown.toml", "database_url = \"postgres://me:hidden@db/stepdown\"");
    let ran = home.run(["config", "show"]);
    assert!(!ran.all().contains("hidden") && ran.out.contains("postgres://me:…@db/stepdown"), "{}", ran.out);
    let mail = "mail_server = \"smtp://me:hidden@mail.example.org?tls=required\"\nmail_from = \"office@example.org\"";
    home.write("stepdown.toml", mail);
    let ran = home.run(["config", "show"]);
    assert!(!ran.all().contains("hidden") && ran.out.contains("smtp://me:…@mail.example.org?tls=required"), "{}", ran.out);
}
