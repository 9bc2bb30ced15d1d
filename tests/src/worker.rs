//! A process of its own that signs until somebody kills it, and says each signing aloud once the program acknowledged it.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use store::DatabaseUrl;

/// What the worker says once it stands before the first signing.
pub const READY: &str = "ready";
/// What it says before the session that was signed.
pub const SIGNED: &str = "signed ";
/// What it says before the words of a refusal.
pub const REFUSED: &str = "refused ";
/// What it says when nothing is left to sign.
pub const FINISHED: &str = "finished";

/// The database as an argument of the worker.
///
/// # Panics
/// For a database in memory, which another process cannot open.
#[must_use]
pub fn argument(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => path.display().to_string(),
        DatabaseUrl::Postgres(url) => url.clone(),
        DatabaseUrl::InMemory => panic!("a database in memory belongs to one process"),
    }
}

/// The database an argument names.
#[must_use]
pub fn database(argument: &str) -> DatabaseUrl {
    if argument.starts_with("postgres://") {
        DatabaseUrl::Postgres(argument.into())
    } else {
        DatabaseUrl::Sqlite(argument.into())
    }
}

/// A running worker. Dropping it kills it.
pub struct Worker {
    child: Child,
    said: Receiver<String>,
}

impl Worker {
    /// Starts a worker; what it prints is heard in the background.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("the worker starts");
        let lines: Lines<BufReader<ChildStdout>> = BufReader::new(child.stdout.take().expect("its standard output")).lines();
        let (tell, said) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _nobody_listens = tell.send(line);
            }
        });
        Self { child, said }
    }

    /// The next thing it says; nothing when it said nothing for so long, or is gone.
    pub fn hear(&self, patience: Duration) -> Option<String> {
        self.said.recv_timeout(patience).ok()
    }

    /// `kill -9`, in the middle of whatever it does; answers everything it had said by then.
    ///
    /// # Panics
    /// When there is nothing to kill.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("the worker is killed");
        self.child.wait().expect("the worker is gone");
        self.said.iter().collect()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _gone_already = self.child.wait();
    }
}
