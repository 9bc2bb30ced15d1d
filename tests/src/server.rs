//! A PostgreSQL of the test's own: a database that goes away with the test, and a whole server that can be stopped and started.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use store::DatabaseUrl;

/// The system account that runs a server for the superuser (PostgreSQL refuses root).
const ACCOUNT: &str = "postgres";
static STARTED: AtomicU32 = AtomicU32::new(0);

/// A fresh database on a running server, dropped at the end.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Makes one.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use]
    pub fn fresh(server: &str, purpose: &str) -> Self {
        let name = format!("journey_{purpose}_{}", std::process::id());
        perform(server, &format!("CREATE DATABASE {name}"));
        Self { server: server.to_owned(), name }
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> DatabaseUrl {
        let base = self.server.rsplit_once('/').map_or(self.server.as_str(), |(base, _)| base);
        DatabaseUrl::Postgres(format!("{base}/{}", self.name))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            perform(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}

fn perform(server: &str, sql: &str) {
    let mut client = postgres::Client::connect(server, postgres::NoTls).expect("the test server");
    client.batch_execute(sql).expect(sql);
}

/// A server of the test's own. Dropping it stops it and removes its folder.
pub struct Server {
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Server {
    /// Makes a cluster in a folder of its own and starts it on a free port.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        let binaries = binaries().expect("PostgreSQL is not installed; `cargo xtask test` installs it");
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("stepdown-journeys-{}-{number}", std::process::id()));
        let _from_before = std::fs::remove_dir_all(&folder);
        if is_root() {
            let install = Command::new("install").args(["-d", "-m", "700", "-o", ACCOUNT, "-g", ACCOUNT]).arg(&folder).status();
            assert!(install.expect("install").success());
        } else {
            std::fs::create_dir_all(&folder).unwrap();
        }
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let server = Self { binaries, folder, port };
        let data = server.folder.join("data");
        server.run("initdb", |initdb| {
            initdb.arg("-D").arg(&data).args(["-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        });
        server.begin();
        server
    }

    /// Starts it again.
    pub fn begin(&self) {
        let settings = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''", self.port);
        self.run("pg_ctl", |pg_ctl| {
            pg_ctl.args(["start", "-w", "-t", "60", "-o", &settings, "-l"]).arg(self.folder.join("log"));
            pg_ctl.arg("-D").arg(self.folder.join("data"));
        });
    }

    /// Stops it at once, as when its machine loses power.
    pub fn end(&self) {
        self.run("pg_ctl", |pg_ctl| {
            pg_ctl.args(["stop", "-w", "-m", "immediate", "-D"]).arg(self.folder.join("data"));
        });
    }

    /// Where its first database is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://{ACCOUNT}@127.0.0.1:{}/postgres", self.port)
    }

    fn run(&self, program: &str, arguments: impl FnOnce(&mut Command)) {
        let path = self.binaries.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.arg(format!("--reuid={ACCOUNT}")).arg(format!("--regid={ACCOUNT}")).arg("--init-groups").arg("--").arg(path);
            command
        } else {
            Command::new(path)
        };
        arguments(&mut command);
        // The server keeps what it inherits: it must not hold this test's own output open.
        let done = command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let done = done.unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(done.success(), "{program} ended with {done}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.folder.join("data/postmaster.pid").exists() {
            self.end();
        }
        let _best_effort = std::fs::remove_dir_all(&self.folder);
    }
}

/// Tries until it holds, or answers false when patience is over.
pub fn soon(patience: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    holds()
}

/// Whether this is the superuser.
#[must_use]
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// The folder of `initdb`: Debian keeps it off the path, one folder a major version; the newest is taken.
fn binaries() -> Option<PathBuf> {
    let found = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let versions = found.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let newest = versions.filter(|(_, folder)| folder.join("initdb").is_file()).max();
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| Path::new(folder).join("initdb").is_file())
    };
    newest.map(|(_, folder)| folder).or_else(on_path)
}
