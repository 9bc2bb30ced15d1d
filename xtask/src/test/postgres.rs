//! A throwaway PostgreSQL: its own folder, its own free port on loopback, durable like a real one, gone at the end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::process;
use crate::trouble::{Trouble, While};

/// The superuser of the throwaway cluster.
const USER: &str = "stepdown";
/// The system account that runs the server when the chore runs as root (PostgreSQL refuses root).
const SYSTEM_USER: &str = "postgres";
/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; dropping it stops the server and removes its folder.
pub struct Server {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Server {
    /// Makes a cluster and starts it. Takes the newest PostgreSQL installed.
    ///
    /// # Errors
    /// When no PostgreSQL is installed or it does not answer within a minute; the server's last words are in the error.
    pub fn start(tools: &Path) -> Result<Self, Trouble> {
        let binaries = binaries().ok_or_else(|| Trouble::new("no initdb found; install the package postgresql"))?;
        let user = process::is_root().then_some(SYSTEM_USER);
        // the system account must be able to reach the folder, which it cannot below root's home
        let parent = if user.is_some() { std::env::temp_dir() } else { tools.to_path_buf() };
        for stale in process::left_behind(&parent, "stepdown-pg-") {
            let _still_in_use = std::fs::remove_dir_all(stale);
        }
        let folder = parent.join(format!("stepdown-pg-{}", std::process::id()));
        make_cluster(&binaries, &folder, user)?;
        let mut last = Trouble::new("PostgreSQL was not started");
        for _ in 0..3 {
            // another program may take the free port before the server does: then try another one
            match serve(&binaries, &folder, user) {
                Ok((child, port)) => return Ok(Self { child, folder, port }),
                Err(trouble) => last = trouble,
            }
        }
        let _best_effort = std::fs::remove_dir_all(&folder);
        Err(last)
    }

    /// Where tests connect to; they make their own databases.
    pub fn url(&self) -> String {
        url(self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        process::stop(&mut self.child);
        let _best_effort = std::fs::remove_dir_all(&self.folder);
    }
}

fn url(port: u16) -> String {
    format!("postgres://{USER}@127.0.0.1:{port}/postgres")
}

/// Whether PostgreSQL is installed.
pub fn is_installed() -> bool {
    binaries().is_some()
}

/// The folder that holds `initdb` and `postgres`: Debian keeps them off the path, one folder a major version.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    match versions.pop() {
        Some((_, folder)) => Some(folder),
        None => process::find("initdb").and_then(|initdb| initdb.parent().map(Path::to_path_buf)),
    }
}

fn make_cluster(binaries: &Path, folder: &Path, user: Option<&str>) -> Result<(), Trouble> {
    let _from_before = std::fs::remove_dir_all(folder);
    match user {
        Some(user) => {
            let mut install = process::command("install");
            process::quietly(install.args(["-d", "-m", "700", "-o", user, "-g", user]).arg(folder), "making a folder")?;
        }
        None => std::fs::create_dir_all(folder).doing("making a folder for PostgreSQL")?,
    }
    let mut initdb = process::leashed(&binaries.join("initdb"), user);
    initdb.arg("-D").arg(folder).args(["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
    process::quietly(initdb.current_dir("/"), "making a PostgreSQL cluster").map(|_| ())
}

/// Starts the server on a free port and waits until it answers.
fn serve(binaries: &Path, folder: &Path, user: Option<&str>) -> Result<(Child, u16), Trouble> {
    let port = free_port()?;
    let log_path = folder.with_extension("log");
    let log = std::fs::File::create(&log_path).doing("making PostgreSQL's log")?;
    let errors = log.try_clone().doing("sharing PostgreSQL's log")?;
    // a socket's path may hold 107 bytes
    let sockets = if folder.as_os_str().len() < 80 { folder.display().to_string() } else { String::new() };
    let mut server = process::leashed(&binaries.join("postgres"), user);
    server.arg("-D").arg(folder).current_dir("/").stdin(Stdio::null()).stdout(log).stderr(errors);
    for setting in [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={sockets}"),
        "fsync=on".to_owned(),
        "synchronous_commit=on".to_owned(),
        "max_connections=300".to_owned(),
    ] {
        server.arg("-c").arg(setting);
    }
    let mut child = server.spawn().doing("starting PostgreSQL")?;
    let answered = wait_until_it_answers(&mut child, port);
    let said = std::fs::read_to_string(&log_path).unwrap_or_default();
    let _best_effort = std::fs::remove_file(&log_path);
    match answered {
        Ok(()) => Ok((child, port)),
        Err(trouble) => {
            process::stop(&mut child);
            Err(Trouble::new(format!("{trouble}\n{said}")))
        }
    }
}

fn wait_until_it_answers(child: &mut Child, port: u16) -> Result<(), Trouble> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Ok(Some(status)) = child.try_wait() {
            return Err(Trouble::new(format!("PostgreSQL ended at once: {status}")));
        }
        if postgres::Client::connect(&url(port), postgres::NoTls).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Err(Trouble::new("PostgreSQL does not answer"))
}

fn free_port() -> Result<u16, Trouble> {
    let probe = TcpListener::bind(("127.0.0.1", 0)).doing("looking for a free port")?;
    Ok(probe.local_addr().doing("looking for a free port")?.port())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn it_starts_durable_answers_and_leaves_nothing_behind() {
        assert!(is_installed(), "PostgreSQL is not installed; cargo xtask test installs it");
        let tools = tempfile::tempdir().unwrap();
        let server = Server::start(tools.path()).unwrap();
        let (url, folder, pid) = (server.url(), server.folder.clone(), server.child.id());
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        for (setting, value) in [("fsync", "on"), ("synchronous_commit", "on"), ("server_encoding", "UTF8")] {
            let row = client.query_one(&format!("SHOW {setting}"), &[]).unwrap();
            assert_eq!(row.get::<_, String>(0), value, "{setting}");
        }
        client.batch_execute("CREATE DATABASE one_for_a_test").unwrap();
        drop(server);
        assert!(!folder.exists());
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
        assert!(postgres::Client::connect(&url, postgres::NoTls).is_err());
    }
}
