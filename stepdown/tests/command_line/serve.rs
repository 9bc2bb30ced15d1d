//! Serving: refuses what is unsafe, encrypts, says nothing about people in its logs, ends when it is told to.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::settings::certificate;
use crate::support::{Home, fresh_postgres, ran, sample};

/// A running program; dropped, it is gone.
pub struct Serving {
    child: Child,
    pub ready: String,
    log: mpsc::Receiver<String>,
}

impl Serving {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let (tell, log) = mpsc::channel();
        std::thread::spawn(move || {
            let mut all = String::new();
            errors.read_to_string(&mut all).unwrap();
            // A test that has failed already listens no more.
            let _nobody_listens = tell.send(all);
        });
        let (say, heard) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(|line| say.send(line).unwrap_or_default()));
        let Ok(line) = heard.recv_timeout(Duration::from_secs(60)) else {
            child.kill().unwrap();
            panic!("not ready in time: {:?}", log.recv())
        };
        let ready: Value = serde_json::from_str(&line).unwrap();
        Self { child, ready: ready["ready"].as_str().unwrap().to_owned(), log }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Stops it as an operator does: the exit code and everything it logged.
    pub fn stop(mut self) -> (Option<i32>, String) {
        self.signal("TERM");
        let code = self.child.wait().unwrap().code();
        (code, self.log.recv().unwrap())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
    }
}

pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

#[test]
fn it_answers_on_loopback_with_a_request_id_and_ends_when_told() {
    let home = Home::with_program();
    let serving = Serving::start(home.command(["serve", "--data", "d", "--listen", "127.0.0.1:0"]));
    let agent = agent();
    let get = |path: &str| agent.get(format!("{}{path}", serving.ready)).call().unwrap();
    assert_eq!(get("/healthz").status(), 200);
    assert_eq!(get("/readyz").body_mut().read_to_string().unwrap(), "ready");
    let id = |path: &str| get(path).headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
    assert!(id("/healthz").len() == 16 && id("/healthz") != id("/healthz"));
    let (absent, demo) = (get("/no-such-page"), get("/demo/sign-in?as=biller"));
    assert_eq!((absent.status(), demo.status()), (404.try_into().unwrap(), 404.try_into().unwrap()));
    let (code, log) = serving.stop();
    assert_eq!(code, Some(0));
    assert!(log.contains("stopped") && log.contains("route=/healthz"), "{log}");
}

#[test]
fn it_plans_the_coming_two_weeks_and_tells_a_new_house_what_to_do() {
    let home = Home::new();
    let serving = Serving::start(home.command(["serve", "--data", "d", "--listen", "127.0.0.1:0"]));
    let (code, log) = serving.stop();
    assert_eq!(code, Some(0));
    assert!(log.contains("stepdown program import") && log.contains("stepdown payers import"), "{log}");
    let nobody = home.house().store(store::DirectAccess).read::<_, store::StoreError>(schedule::program::all_staff).unwrap();
    assert!(nobody.is_empty(), "nothing is made silently");

    let home = Home::with_program();
    let house = home.house();
    let today = house.zone().day(house.clock().now());
    let end = today.checked_add(jiff::Span::new().days(14)).unwrap();
    let planned = house
        .store(store::DirectAccess)
        .read::<_, store::StoreError>(|tx| schedule::group_session::between(tx, today, end))
        .unwrap();
    assert_eq!(planned.len(), 15, "one group meets every day");
}

#[test]
fn other_machines_are_not_answered_without_encryption() {
    let home = Home::new();
    let ran = home.run(["serve", "--data", "d", "--listen", "0.0.0.0:0"]);
    assert!(ran.code == 1 && ran.all().contains("can be reached from other machines and nothing encrypts"), "{ran:?}");
    assert!(ran.all().contains("`behind_proxy`") && !home.path("d").exists());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = home.run(["serve", "--data", "d", "--listen", &address]);
    assert!(ran.code == 5 && ran.all().contains("cannot be listened on"), "{ran:?}");
    let proxied = ["serve", "--data", "d", "--listen", "0.0.0.0:0", "--behind-proxy", "--origin", "https://chart.example.org"];
    let serving = Serving::start(home.command(proxied));
    let port = serving.ready.rsplit(':').next().unwrap().to_owned();
    let answer = agent().get(format!("http://127.0.0.1:{port}/healthz")).call().unwrap();
    assert!(answer.headers().contains_key("strict-transport-security"), "browsers see an encrypted line");
}

#[test]
fn texts_are_not_carried_where_the_network_cannot_reach_us() {
    let home = Home::new();
    let texts = "text_account = \"AC1\"\ntext_token = \"a-long-word-of-the-network\"\ntext_from = \"+15085550140\"\n";
    for origin in ["", "origin = \"http://chart.example.org\"\n"] {
        home.write("stepdown.toml", format!("{texts}{origin}"));
        let ran = home.run(["serve", "--data", "d", "--listen", "127.0.0.1:0"]);
        assert!(ran.code == 1 && ran.all().contains("it calls /hooks/text there"), "{ran:?}");
        assert!(!home.path("d").exists(), "nothing is begun");
    }
}

#[test]
fn it_encrypts_with_certificate_files_and_reads_them_anew() {
    let home = Home::with_program();
    let (cert, key) = certificate(&home, "tls", 2096);
    let mut command = home.command(["serve", "--data", "d", "--listen", "127.0.0.1:0"]);
    command.arg("--tls-cert").arg(&cert).arg("--tls-key").arg(&key);
    let serving = Serving::start(command);
    assert!(serving.ready.starts_with("https://127.0.0.1:"), "{}", serving.ready);
    let answered =
        |pem: &[u8]| trusting(pem).get(format!("{}/healthz", serving.ready)).call().map(|answer| answer.status().as_u16());
    let first = std::fs::read(&cert).unwrap();
    assert_eq!(answered(&first).unwrap(), 200);
    assert!(agent().get(format!("{}/healthz", serving.ready)).call().is_err(), "nobody else vouches for it");
    certificate(&home, "tls", 2095);
    let renewed = std::fs::read(&cert).unwrap();
    serving.signal("HUP");
    let is_renewed = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        answered(&renewed).is_ok()
    });
    assert!(is_renewed);
    home.write("tls.pem", "no certificate");
    serving.signal("HUP");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(answered(&renewed).unwrap(), 200, "a bad file changes nothing");
    assert!(serving.stop().1.contains("the certificate stays as it was"));
}

/// Somebody who trusts this one certificate.
fn trusting(pem: &[u8]) -> ureq::Agent {
    let certificate = ureq::tls::Certificate::from_pem(pem).unwrap();
    let roots = ureq::tls::RootCerts::new_with_certs(&[certificate]);
    let tls = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    ureq::Agent::config_builder().http_status_as_error(false).tls_config(tls).build().into()
}

#[test]
fn a_journey_leaves_no_name_in_the_logs() {
    for format in ["json", "human"] {
        let home = Home::with_program();
        let documents = [sample("nist-inpatient-ccd.xml"), sample("hl7-referral-note.xml")];
        let mut import = home.command(["referral", "import", "--json", "--data", "d"]);
        let imported = ran(import.args(&documents));
        let people: Vec<Value> = imported.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let house = home.house();
        let staff = house.all_staff().unwrap().remove(0);
        let cookie = format!("stepdown={}", house.begin_session(staff.id).unwrap().to_cookie());
        let serving = Serving::start(home.command([
            "serve",
            "--data",
            "d",
            "--listen",
            "127.0.0.1:0",
            "--log-level",
            "debug",
            "--log-format",
            format,
        ]));
        let agent = agent();
        let mut statuses = Vec::new();
        let inquiries =
            home.store().read::<_, store::StoreError>(|tx| tx.query("SELECT id, patient_id FROM inquiry", &[])).unwrap();
        let ids: Vec<String> =
            inquiries.iter().flat_map(|row| [row.text(0).unwrap().to_owned(), row.text(1).unwrap().to_owned()]).collect();
        let mut paths = vec!["/".to_owned(), "/today".to_owned(), "/patients?find=Isabella+Jones".to_owned()];
        paths.extend(ids.iter().flat_map(|id| [format!("/patients/{id}"), format!("/inquiries/{id}"), format!("/today/{id}")]));
        for path in &paths {
            let answer = agent.get(format!("{}{path}", serving.ready)).header("cookie", &cookie).call().unwrap();
            statuses.push(answer.status().as_u16());
        }
        assert!(statuses.contains(&200), "somebody was signed in: {statuses:?}");
        let (_, log) = serving.stop();
        let log = format!("{log}{}", imported.err);
        assert!(log.contains("not there or not theirs"), "who asked for what is not theirs (ASVS 16.3.2)");
        assert!(log.contains("answered") && log.matches("request").count() >= paths.len(), "{log}");
        for person in &people {
            for key in ["given", "family", "birth"] {
                let said = person["patient"][key].as_str().unwrap();
                assert!(!log.contains(said), "{format}: {key} of a person stands in the log");
            }
        }
        // A receipt on the error stream of the import names its inquiry; the log of the server names nobody's id.
        let served = log.replace(&imported.err, "");
        assert!(ids.iter().all(|id| !served.contains(id)), "{format}: an id of a person stands in the log");
        if format == "json" {
            assert!(served.lines().filter(|line| line.starts_with('{')).all(|line| serde_json::from_str::<Value>(line).is_ok()));
        }
    }
}

#[test]
fn a_database_that_goes_away_is_told_and_the_program_lives_on() {
    let home = Home::new();
    let url = fresh_postgres();
    let serving = Serving::start(home.command(["serve", "--database-url", &url, "--listen", "127.0.0.1:0"]));
    let agent = agent();
    let status = |path: &str| agent.get(format!("{}{path}", serving.ready)).call().unwrap().status().as_u16();
    assert_eq!((status("/readyz"), status("/healthz")), (200, 200));
    let name = url.rsplit('/').next().unwrap();
    let admin = store::Store::open(&store::DatabaseUrl::Postgres(fresh_postgres())).unwrap();
    let say = |sql: String| admin.write::<_, store::StoreError>(|tx| tx.execute(&sql, &[])).unwrap();
    say(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    say(format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"));
    assert_eq!((status("/readyz"), status("/healthz")), (503, 200));
    say(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
    let is_back = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        status("/readyz") == 200
    });
    assert!(is_back, "lost lines are made again");
    assert_eq!(serving.stop().0, Some(0));
}

#[test]
fn figures_are_for_this_machine_or_for_whoever_sends_the_token() {
    let home = Home::with_program();
    let mut command = home.command(["serve", "--data", "d", "--listen", "127.0.0.1:0"]);
    command.env("STEPDOWN_METRICS_TOKEN", "a-long-word-for-the-collector");
    let serving = Serving::start(command);
    let ask = |headers: &[(&str, &str)]| {
        let mut request = agent().get(format!("{}/metrics", serving.ready));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.call().unwrap().status().as_u16()
    };
    let elsewhere = ("x-forwarded-for", "203.0.113.9");
    assert_eq!((ask(&[]), ask(&[elsewhere])), (200, 404));
    assert_eq!(ask(&[elsewhere, ("authorization", "Bearer a-long-word-for-the-collector")]), 200);
    assert_eq!(ask(&[elsewhere, ("authorization", "Bearer another-word-altogether")]), 404);
    home.write("stepdown.toml", "metrics_token = \"a-long-word-for-the-collector\"\n");
    let shown = home.run(["config", "show"]);
    assert!(shown.out.contains("metrics_token = \"…\"") && !shown.out.contains("a-long-word"), "{shown:?}");
    home.write("stepdown.toml", "metrics_token = \"short\"\n");
    let ran = home.run(["config", "check", "--data", "d"]);
    assert!(ran.code == 1 && ran.all().contains("shorter than 16 characters") && !ran.all().contains("`short`"), "{ran:?}");
}
