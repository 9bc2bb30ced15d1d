//! A folder of its own for every test, the program in it, and small things that several tests need.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use access::{Actor, Role};
use reactions::House;
use serde_json::Value;
use store::{DatabaseUrl, Store, StoreError};
use tempfile::TempDir;
use vocabulary::{Clock, IdSource, ProgramZone};

/// A folder where the program runs.
pub struct Home(TempDir);

/// How the program ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the small program of the tests taken in, in the folder `d`.
    pub fn with_program() -> Self {
        let home = Self::new();
        home.write("program.toml", PROGRAM);
        let ran = home.run(["program", "import", "program.toml", "--data", "d"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program, not run yet, with nothing of ours in its environment.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stepdown"));
        command.args(arguments).current_dir(self.0.path()).env_clear().stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// The database in the folder `d`, opened beside the program.
    pub fn store(&self) -> Store {
        Store::open(&DatabaseUrl::Sqlite(self.path("d").join("stepdown.db"))).unwrap()
    }

    pub fn house(&self) -> House {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        House::of(self.store(), reactions::Keys::none(), Clock::system(), IdSource::random(), zone).unwrap()
    }

    /// The chain of the only person there is, as an id.
    pub fn only_patient(&self) -> String {
        let rows = self
            .store()
            .read::<_, StoreError>(|tx| tx.query("SELECT chain FROM chain_head WHERE chain <> 'program' ORDER BY chain", &[]));
        let rows = rows.unwrap();
        assert_eq!(rows.len(), 1);
        rows[0].text(0).unwrap().to_owned()
    }
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(self.out.trim()).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Everything that was said.
    pub fn all(&self) -> String {
        // Sentences are wrapped for the terminal; whoever reads does not mind where.
        format!("{} {}", self.out, self.err).split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
    }
}

pub const PROGRAM: &str = include_str!("../testdata/program.toml");

/// The sample documents of the reader.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/migrate_in/testdata/ccda")
}

pub fn sample(name: &str) -> PathBuf {
    samples().join(name)
}

pub fn as_role(role: Role) -> Actor {
    Actor {
        staff: Actor::STEPDOWN,
        signature_name: "Stepdown".to_owned(),
        credential: String::new(),
        roles: vec![role],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

/// A new database on the throwaway server, as a flag takes it.
pub fn fresh_postgres() -> String {
    let server = std::env::var("STEPDOWN_TEST_POSTGRES")
        .expect("set STEPDOWN_TEST_POSTGRES to a throwaway server, or run `cargo xtask test`");
    match store::testing::fresh_postgres(&server) {
        (DatabaseUrl::Postgres(url), _) => url,
        other => panic!("{other:?}"),
    }
}
