//! The real demonstration program, started once for all journeys of a test binary, and ended with it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use crate::browser::Browser;
use crate::page;

/// The morning in which it opens, always the same.
const TODAY: &str = "2026-03-12";
/// How long inventing ten weeks may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// The running demonstration.
#[derive(Debug)]
pub struct Demo {
    /// Where it answers.
    pub origin: String,
    data: PathBuf,
}

/// The demonstration, for one journey at a time. `worker` is a program built beside it.
pub fn demo(worker: &str) -> MutexGuard<'static, Demo> {
    static DEMO: OnceLock<Mutex<Demo>> = OnceLock::new();
    DEMO.get_or_init(|| Mutex::new(start(&binary(worker), "day"))).lock().unwrap_or_else(PoisonError::into_inner)
}

/// A second one, for journeys that bring people and documents in: what others walk through stays as it was told.
pub fn front_door(worker: &str) -> MutexGuard<'static, Demo> {
    static DEMO: OnceLock<Mutex<Demo>> = OnceLock::new();
    DEMO.get_or_init(|| Mutex::new(start(&binary(worker), "door"))).lock().unwrap_or_else(PoisonError::into_inner)
}

/// A demonstration of one's own, for a journey of several days: it is ended with the journey, and opened again on a later day.
#[derive(Debug)]
pub struct OwnDemo {
    demo: Demo,
    program: Child,
}

impl OwnDemo {
    /// Opens the demonstration of a few people on a day at an hour; what is there already is opened as it is. Its records are in
    /// `data`, or in the PostgreSQL database at `url`.
    ///
    /// # Panics
    /// When it does not open.
    #[must_use]
    pub fn open(worker: &str, data: &Path, url: Option<&str>, today: &str, at: &str) -> Self {
        let mut command = command(&binary(worker), data, today);
        command.args(url.map(|url| ["--database-url", url]).into_iter().flatten());
        let mut program = command.args(["--patients", "24", "--at", at]).spawn().expect("the demonstration starts");
        let lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let (tell, told) = channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { demo: Demo { origin: ready(&told), data: data.to_owned() }, program }
    }
}

impl std::ops::Deref for OwnDemo {
    type Target = Demo;

    fn deref(&self) -> &Demo {
        &self.demo
    }
}

impl Drop for OwnDemo {
    fn drop(&mut self) {
        let _ended_already = self.program.kill();
        let _ended = self.program.wait();
    }
}

impl Demo {
    /// The invented member of staff whose name stands on the demonstration's door.
    ///
    /// # Panics
    /// When nobody has that name.
    #[must_use]
    pub fn with_name(&self, name: &str) -> Browser {
        let door = self.stranger().get("/sign-in");
        let links = page::tags_with_text(&door.body).into_iter().filter(|(_, words)| words.starts_with(name));
        let link = links.filter_map(|(tag, _)| tag.get("href").map(str::to_owned)).next();
        Browser::entering(&self.origin, &link.unwrap_or_else(|| panic!("nobody is called {name}")))
    }

    /// Somebody with a role, signed in.
    #[must_use]
    pub fn with_role(&self, role: &str) -> Browser {
        Browser::with_role(&self.origin, role)
    }

    /// Nobody the program knows.
    #[must_use]
    pub fn stranger(&self) -> Browser {
        Browser::stranger(&self.origin)
    }

    /// Every name of every person in it: given, chosen and family names, in lower case.
    ///
    /// # Panics
    /// When the data cannot be read.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for body in self.column("SELECT body FROM patient") {
            let person: serde_json::Value = serde_json::from_str(&body).unwrap();
            let parts = [&person["legal_name"]["given"], &person["legal_name"]["family"], &person["chosen_given"]];
            names.extend(parts.iter().filter_map(|part| part.as_str()).filter(|name| !name.is_empty()).map(str::to_lowercase));
        }
        names
    }

    /// Everything by which somebody outside could know a person of it: full names, ids, telephone numbers, e-mail addresses.
    ///
    /// # Panics
    /// When the data cannot be read.
    #[must_use]
    pub fn what_tells_people(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::from_iter(self.patients());
        for body in self.column("SELECT body FROM patient") {
            let person: serde_json::Value = serde_json::from_str(&body).unwrap();
            let family = person["legal_name"]["family"].as_str().unwrap_or_default();
            for given in [&person["legal_name"]["given"], &person["chosen_given"]].into_iter().filter_map(|part| part.as_str()) {
                all.extend([format!("{given} {family}"), format!("{family}, {given}")]);
            }
            for point in person["contact_points"].as_array().into_iter().flatten() {
                let channel = &point["channel"];
                let addresses = [&channel["phone"]["e164"], &channel["email"]];
                all.extend(addresses.into_iter().filter_map(|part| part.as_str()).map(str::to_owned));
            }
        }
        all.retain(|words| words.len() > 5);
        all
    }

    /// Ids of people in it, in order.
    #[must_use]
    pub fn patients(&self) -> Vec<String> {
        self.column("SELECT id FROM patient ORDER BY id")
    }

    /// A mark of everything that is kept: how many records, and the drafts with their versions.
    #[must_use]
    pub fn everything_kept(&self) -> Vec<String> {
        self.settle();
        self.column(
            "SELECT 'records ' || COUNT(*) FROM record UNION ALL \
             SELECT 'drafts ' || COUNT(*) || ' ' || COALESCE(SUM(version), 0) FROM note_draft UNION ALL \
             SELECT 'locked ' || COUNT(*) FROM session WHERE is_locked = 1 UNION ALL \
             SELECT 'sessions ' || COUNT(*) FROM session",
        )
    }

    /// Waits until the program has sent what it was given to send: its own records would be taken for somebody else's.
    fn settle(&self) {
        let at_work = "SELECT 'at work ' || COUNT(*) FROM job WHERE state = 'leased' OR (state = 'waiting' AND run_at <= (SELECT MAX(made_at) FROM job))";
        let records = || self.column("SELECT 'records ' || COUNT(*) FROM record");
        for _ in 0..100 {
            let before = records();
            std::thread::sleep(std::time::Duration::from_millis(100));
            if self.column(at_work) == ["at work 0"] && records() == before {
                return;
            }
        }
    }

    /// How many records of each kind the ledger holds, but for what the program itself wrote about a message: a network's word on
    /// one that was sent long before comes when it comes, whatever somebody looks at meanwhile.
    #[must_use]
    pub fn kept_by_kind(&self) -> BTreeMap<String, String> {
        self.settle();
        let sql =
            "SELECT kind || ' ' || COUNT(*) FROM record WHERE NOT (kind = 'message' AND recorded_by = 'stepdown') GROUP BY kind";
        let lines = self.column(sql);
        lines.iter().filter_map(|line| line.split_once(' ')).map(|(kind, count)| (kind.to_owned(), count.to_owned())).collect()
    }

    /// Ids of records of a kind with whose they are now: a person, or the chain they stand in; the oldest first, a few of them.
    #[must_use]
    pub fn ids_of(&self, kind: &str) -> Vec<(String, String)> {
        // An inquiry belongs to whom it was admitted or recognised as, where it was.
        let person = "COALESCE(json_extract(newest.body, '$.outcome.admitted.patient'), json_extract(newest.body, '$.recognised'), \
                      json_extract(newest.body, '$.patient'), newest.chain)";
        let sql = format!(
            "SELECT newest.record_id || ' ' || {person} FROM record AS newest WHERE newest.kind = '{kind}' AND newest.version = \
             (SELECT MAX(version) FROM record WHERE record_id = newest.record_id) ORDER BY newest.record_id LIMIT 400"
        );
        let lines = self.column(&sql);
        lines.iter().filter_map(|line| line.split_once(' ')).map(|(id, chain)| (id.to_owned(), chain.to_owned())).collect()
    }

    /// The newest record of a kind, whole: whose it is, who wrote it, what it says.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn newest_of(&self, kind: &str) -> String {
        let sql = format!(
            "SELECT chain || ' ' || recorded_by || ' ' || body FROM record WHERE kind = '{kind}' ORDER BY recorded_at DESC, position DESC LIMIT 1"
        );
        self.column(&sql).pop().expect("a record of this kind")
    }

    /// How many inquiries hold these words somewhere.
    #[must_use]
    pub fn inquiries_with(&self, words: &str) -> usize {
        self.column("SELECT body FROM inquiry").iter().filter(|body| body.contains(words)).count()
    }

    /// Whether the data holds these words: the database, opened with its key, or any file beside it.
    ///
    /// # Panics
    /// When the folder or the database cannot be read.
    #[must_use]
    pub fn keeps(&self, words: &str) -> bool {
        let store = store::Store::open(&store::DatabaseUrl::Sqlite(self.data.join("stepdown.db"))).expect("the database");
        let dump = std::cell::RefCell::new(Vec::new());
        store.dump(&dump).expect("all of it");
        let files = std::fs::read_dir(&self.data).expect("the demonstration's data").flatten();
        let mut texts = files.filter_map(|file| std::fs::read(file.path()).ok()).chain([dump.into_inner()]);
        texts.any(|text| text.windows(words.len()).any(|part| part == words.as_bytes()))
    }

    /// A telephone number of somebody in care.
    ///
    /// # Panics
    /// When nobody has one.
    #[must_use]
    pub fn a_known_number(&self) -> String {
        let bodies = self.column("SELECT body FROM patient ORDER BY id").join("\n");
        let from = bodies.find("+1").expect("somebody has a telephone");
        bodies[from..].chars().take(12).collect()
    }

    /// Runs a command of the program on the demonstration's data and answers what it prints. `worker` is a program built beside it.
    ///
    /// # Panics
    /// When the command does not end well.
    #[must_use]
    pub fn command(&self, worker: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(binary(worker));
        let output = command.args(arguments).arg("--data").arg(&self.data).output().expect("the program runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The first of these words, in small letters, that can be read in a file of the data folder as it lies on the disk.
    #[must_use]
    pub fn legible_on_disk<'a>(&self, words: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
        std::fs::read_dir(&self.data).unwrap().find_map(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap().to_ascii_lowercase();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            words.clone().find(|word| text.contains(word))
        })
    }

    fn column(&self, sql: &str) -> Vec<String> {
        let database = store::testing::bare_sqlite(&self.data.join("stepdown.db"));
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }
}

/// `STEPDOWN_BIN`, or the program beside the worker; built when it is not there or older than its sources, because tests of another
/// package do not bring it up to date.
fn binary(worker: &str) -> PathBuf {
    if let Some(given) = std::env::var_os("STEPDOWN_BIN") {
        return PathBuf::from(given);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let built = Path::new(worker).with_file_name("stepdown");
    let newest =
        ["stepdown", "care", "edges", "foundation", "migrations"].iter().filter_map(|part| newest(&root.join(part))).max();
    let is_fresh =
        std::fs::metadata(&built).and_then(|file| file.modified()).is_ok_and(|made| newest.is_none_or(|newest| made >= newest));
    if !is_fresh {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo).args(["build", "--package", "stepdown"]).current_dir(root).status();
        assert!(status.expect("cargo").success(), "the program does not build");
    }
    built
}

/// When the newest file below a folder was changed; tests are not part of the program.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten().filter(|entry| entry.file_name() != "tests");
    let changed = |entry: std::fs::DirEntry| {
        let kind = entry.file_type().ok()?;
        if kind.is_dir() { newest(&entry.path()) } else { entry.metadata().ok()?.modified().ok() }
    };
    entries.filter_map(changed).max()
}

fn start(binary: &Path, name: &str) -> Demo {
    sweep();
    let data = std::env::temp_dir().join(format!("stepdown-journey-demo-{}-{name}", std::process::id()));
    let (tell, told) = channel();
    let (program, folder) = (binary.to_owned(), data.clone());
    // The kernel ends the program when the thread that started it ends: this one lives as long as the process.
    std::thread::spawn(move || {
        let mut child = command(&program, &folder, TODAY).spawn().expect("the demonstration starts");
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            let _nobody_waits = tell.send(line);
        }
        let _ended = child.wait();
    });
    Demo { origin: ready(&told), data }
}

/// The program on a morning, to be ended with whoever starts it.
fn command(program: &Path, data: &Path, today: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=KILL").arg("--").arg(program).args(["demo", "--no-open", "--listen", "127.0.0.1:0"]);
    command.args(["--today", today, "--seed", "7", "--data"]).arg(data);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command
}

/// Where it answers, as its first line says.
fn ready(told: &Receiver<String>) -> String {
    let line = told.recv_timeout(PATIENCE).expect("the demonstration is ready");
    let ready: serde_json::Value = serde_json::from_str(&line).expect("one line of JSON");
    ready["ready"].as_str().expect("an address").trim_end_matches('/').to_owned()
}

/// Removes the data of demonstrations whose test process is gone.
fn sweep() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.strip_prefix("stepdown-journey-demo-");
        let process = ours.map(|rest| Path::new("/proc").join(rest.split('-').next().unwrap_or_default()));
        if process.is_some_and(|process| !process.exists()) {
            let _best_effort = std::fs::remove_dir_all(entry.path());
        }
    }
}
