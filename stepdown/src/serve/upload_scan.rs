//! What an installation has every file looked at by before it is taken: a command that gets the bytes on its standard input. It ends
//! with 0 for a file that may be taken, and with anything else for one that may not. Whatever goes wrong, the file is not taken.

use std::io::Write;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::watched_folder::{Intake, Taken};

/// How long a command may look at one file.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is asked whether it has ended.
const ASK_EVERY: Duration = Duration::from_millis(5);

/// What is said of a file that the command does not let pass.
const REFUSED: &str = "The file did not pass this program's scanner, so it was not taken. Ask whoever made it for a clean copy.";
/// What is said when nobody could look at it.
const NOT_LOOKED_AT: &str = "The file could not be scanned, so it was not taken. Send it again in a moment; if that does not help, tell whoever runs the computer.";

/// The command that looks at files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scanner {
    program: String,
    arguments: Vec<String>,
    patience: Duration,
}

/// What it says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It may be taken.
    Passed,
    /// It may not.
    Refused,
    /// Nobody could look at it.
    NotLookedAt,
}

impl Scanner {
    /// Reads the setting: a program and its arguments, parted by blanks. No shell reads them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace().map(str::to_owned);
        let program = words.next()?;
        Some(Self { program, arguments: words.collect(), patience: PATIENCE })
    }

    /// The program it starts.
    pub(crate) fn program(&self) -> &str {
        &self.program
    }

    /// What the pages get.
    pub(crate) fn for_pages(self) -> web::ScanUpload {
        Arc::new(move |bytes: &[u8]| match self.look_at(bytes) {
            Verdict::Passed => Ok(()),
            Verdict::Refused => Err(REFUSED.to_owned()),
            Verdict::NotLookedAt => Err(NOT_LOOKED_AT.to_owned()),
        })
    }

    /// The same intake of a watched folder with every file looked at first. One that nobody could look at waits where it lies.
    pub(crate) fn before(self, intake: Intake) -> Intake {
        let take = intake.take;
        let scanned = move |name: &str, bytes: Vec<u8>| match self.look_at(&bytes) {
            Verdict::Passed => take(name, bytes),
            Verdict::Refused => Taken::Refused("not_scanned_clean", REFUSED.to_owned()),
            Verdict::NotLookedAt => Taken::Later("nobody could scan it".to_owned()),
        };
        Intake { take: Arc::new(scanned), ..intake }
    }

    fn look_at(&self, bytes: &[u8]) -> Verdict {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => {
                tracing::error!(%error, "the scanner of uploads cannot be started");
                return Verdict::NotLookedAt;
            }
        };
        hand_over(&mut child, bytes.to_vec());
        match self.end_of(&mut child).and_then(|status| status.code()) {
            Some(0) => Verdict::Passed,
            Some(code) => {
                tracing::warn!(code, "the scanner of uploads refused a file");
                Verdict::Refused
            }
            None => {
                tracing::error!("the scanner of uploads did not come to an end");
                Verdict::NotLookedAt
            }
        }
    }

    /// How it ended; nothing when it took too long and was ended.
    fn end_of(&self, child: &mut Child) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < self.patience {
            match child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) => std::thread::sleep(ASK_EVERY),
                Err(_) => break,
            }
        }
        let _ended_already = child.kill();
        let _reaped = child.wait();
        None
    }
}

/// Writes the bytes beside whoever waits for the end: a command may end before it has read them all, or never read.
fn hand_over(child: &mut Child, bytes: Vec<u8>) {
    if let Some(mut input) = child.stdin.take() {
        std::thread::spawn(move || {
            let _it_may_know_enough = input.write_all(&bytes);
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn scanner(folder: &std::path::Path, script: &str) -> Scanner {
        let path = folder.join(format!("scan-{}", script.len()));
        std::fs::write(&path, format!("{script}\n")).unwrap();
        Scanner::parse(&format!("/bin/sh {} --of us", path.display())).unwrap()
    }

    #[test]
    fn asvs_5_2_2_a_file_is_taken_only_when_the_command_ends_with_0() {
        let folder = tempfile::tempdir().unwrap();
        let by_words = scanner(folder.path(), "test \"$1 $2\" = '--of us' || exit 3; ! grep -q MALWARE");
        assert_eq!(by_words.look_at(b"a letter"), Verdict::Passed);
        assert_eq!(by_words.look_at(b"a letter with MALWARE in it"), Verdict::Refused);
        let large = vec![b'x'; 3 << 20];
        assert_eq!(by_words.look_at(&large), Verdict::Passed, "more than a pipe holds");
        assert_eq!(scanner(folder.path(), "exit 0").look_at(&large), Verdict::Passed, "one that knows enough before the end");
        let said = by_words.for_pages();
        assert!(said(b"a letter").is_ok());
        assert_eq!(said(b"MALWARE").unwrap_err(), REFUSED);
    }

    #[test]
    fn asvs_16_5_3_a_file_that_nobody_could_look_at_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let gone = Scanner::parse("/nowhere/at/all -").unwrap();
        assert_eq!(gone.look_at(b"x"), Verdict::NotLookedAt);
        assert_eq!(gone.for_pages()(b"x").unwrap_err(), NOT_LOOKED_AT);
        assert_eq!(scanner(folder.path(), "kill -9 $$").look_at(b"x"), Verdict::NotLookedAt);
        let slow = Scanner { patience: Duration::from_millis(50), ..scanner(folder.path(), "exec sleep 60") };
        assert_eq!(slow.look_at(b"x"), Verdict::NotLookedAt);
        assert_eq!(Scanner::parse("  "), None);
    }
}
