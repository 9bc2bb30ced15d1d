//! What the program takes from the machine: its size, its memory after the demonstration has loaded, how soon it answers.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::Setting;
use super::report::{Figure, Limit};
use super::sample::Sample;
use crate::demo::{Build, build_binary, ready_url};
use crate::process;
use crate::trouble::{Trouble, While};

/// How long the program is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(10);
/// How often it is started on a database that exists.
const STARTS: usize = 20;

/// Builds the program, loads a demonstration, reads its memory, then starts it again and again on the same folder.
pub fn measure(setting: &Setting<'_>) -> Result<Vec<Figure>, Trouble> {
    let binary = build_binary(setting.repo, Build::Release)?;
    let data = tempfile::tempdir_in(setting.repo.tools()?).doing("making a folder for the demonstration")?;
    let size = std::fs::metadata(&binary).doing("asking how large the program is")?.len();
    let mut figures =
        vec![megabytes("footprint_binary", "size of the program's one file", vec![size as f64 / 1e6], Limit::Megabytes(60.0))];
    let mut first = Running::start(&binary, data.path())?;
    std::thread::sleep(if setting.is_small { Duration::from_secs(1) } else { IDLE });
    let (resident, peak) = (first.status("VmRSS")?, first.status("VmHWM")?);
    let what = format!("resident memory {} s after the demonstration has loaded, nobody asking", IDLE.as_secs());
    figures.push(megabytes("footprint_memory_idle", &what, vec![resident], Limit::Megabytes(80.0)));
    figures.push(megabytes("footprint_memory_peak", "the most resident memory while it loaded", vec![peak], Limit::None));
    figures.push(Figure::new(
        "footprint_first_load",
        "from starting the program to its first answered page, the demonstration made anew",
        &Sample::of_milliseconds(vec![first.answered]),
        Limit::None,
    ));
    first.stop();
    let (mut starts, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..if setting.is_small { 2 } else { STARTS } {
        let mut again = Running::start(&binary, data.path())?;
        starts.push(again.answered);
        idle.push(again.status("VmRSS")?);
        again.stop();
    }
    figures.push(Figure::new(
        "footprint_start",
        "from starting the program on a database that exists to its first answered page",
        &Sample::of_milliseconds(starts),
        Limit::P99Milliseconds(500.0),
    ));
    figures.push(megabytes("footprint_memory_restarted", "resident memory after such a start", idle, Limit::None));
    Ok(figures)
}

fn megabytes(name: &str, what: &str, values: Vec<f64>, limit: Limit) -> Figure {
    Figure::new(name, what, &Sample::of_milliseconds(values), limit).in_megabytes()
}

/// The program, answering.
struct Running {
    child: Child,
    /// Milliseconds from the start of the process to the first page.
    answered: f64,
}

impl Running {
    fn start(binary: &Path, data: &Path) -> Result<Self, Trouble> {
        let begun = Instant::now();
        let mut command = process::command(binary);
        command.args(["demo", "--no-open", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().doing("starting the program")?;
        match first_page(&mut child) {
            Ok(()) => Ok(Self { child, answered: begun.elapsed().as_secs_f64() * 1000.0 }),
            Err(trouble) => {
                process::stop(&mut child);
                Err(trouble)
            }
        }
    }

    /// A size of `/proc/PID/status`, in megabytes of a million bytes.
    fn status(&self, name: &str) -> Result<f64, Trouble> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).doing("reading the memory")?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let kilobytes: Option<f64> = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
        Ok(kilobytes.ok_or_else(|| Trouble::new(format!("no {name} in the process's status")))? * 1024.0 / 1e6)
    }

    fn stop(&mut self) {
        process::stop(&mut self.child);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

fn first_page(child: &mut Child) -> Result<(), Trouble> {
    let output = child.stdout.take().ok_or_else(|| Trouble::new("the program has no standard output"))?;
    let url = BufReader::new(output).lines().map_while(Result::ok).find_map(|line| ready_url(&line));
    let url = url.ok_or_else(|| Trouble::new("the program ended before it was ready"))?;
    ureq::get(format!("{url}/sign-in")).call().doing("asking for the first page").map(|_| ())
}
