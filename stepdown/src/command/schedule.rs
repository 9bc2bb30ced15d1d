//! `stepdown schedule`: a week planned from a file, and a plan judged. Needs no database and keeps nothing.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};
use week_plan::{Effort, Instance, WeekPlan};

use crate::command_line::{ScheduleCheck, ScheduleSolve};
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::write_file::Unfinished;

/// More searches beside each other find little more, and somebody else may want to work.
const USUAL_THREADS: usize = 8;

/// The part of the time in which is searched; in the rest the week is checked and written.
const SEARCHING: f64 = 0.98;

/// Looks for a good week and writes it.
pub(crate) fn solve(wish: &ScheduleSolve) -> Result<Exit, Failure> {
    let begun = Instant::now();
    let instance = instance(&wish.instance)?;
    // a folder that cannot be written to is told now, not after the search
    let out = Unfinished::begin(&wish.out)?;
    let stopped = stop_on_signal()?;
    let pace = |moves: u64| match wish.moves {
        _ if stopped.load(Ordering::Relaxed) => 1.0,
        Some(budget) => parts(moves) / parts(budget),
        // 0 seconds are an instant
        None => begun.elapsed().as_secs_f64() / (wish.seconds * SEARCHING).max(f64::MIN_POSITIVE),
    };
    let processors = || std::thread::available_parallelism().map_or(1, |count| count.get().min(USUAL_THREADS));
    let threads = wish.threads.map_or_else(processors, usize::from);
    let found = week_plan::solve(&instance, Effort { seed: wish.seed, threads }, &pace, &|_| {});
    let seconds = begun.elapsed().as_secs_f64();
    let verdict = week_plan::check(&instance, &found.plan);
    if !verdict.feasible || verdict.objective != found.objective {
        let what = verdict.violations.first().cloned().unwrap_or_else(|| "its cost was counted in two ways".to_owned());
        let remedy = "This is a fault of Stepdown's own; keep the instance and this message. Nothing was written.";
        return Err(Failure::new(Exit::Fault, format!("The planned week does not hold: {what}.")).remedy(remedy));
    }
    let text = serde_json::to_string(&found.plan).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    out.fill_instead(format!("{text}\n").as_bytes())?;
    if wish.json {
        let told = json!({
            "objective": verdict.objective, "counts": verdict.counts, "seconds": seconds, "moves": found.tried, "out": wish.out,
        });
        say::json(&told)?;
        return Ok(Exit::Done);
    }
    let (sessions, alone) = (found.plan.sessions.len(), found.plan.individual.len());
    let (sessions, alone) = (say::count(sessions, "session"), say::count(alone, "individual session"));
    say::line(format!("{}: {sessions} and {alone}, found in {seconds:.1} seconds.", wish.out.display()))?;
    terms(&instance, &verdict)?;
    say::line(verdict.objective)?;
    Ok(Exit::Done)
}

/// Judges a plan.
pub(crate) fn check(wish: &ScheduleCheck) -> Result<Exit, Failure> {
    let instance = instance(&wish.instance)?;
    let remedy = "A plan has sessions and individual; docs/schedule-format.md shows one.";
    let text = super::read_text(&wish.plan)?;
    let refused = |error| Failure::refused(format!("{} is no plan of a week: {error}.", wish.plan.display())).remedy(remedy);
    let plan = WeekPlan::parse(&text).map_err(refused)?;
    let verdict = week_plan::check(&instance, &plan);
    let exit = if verdict.feasible { Exit::Done } else { Exit::Refused };
    if wish.json {
        say::json(&verdict)?;
        return Ok(exit);
    }
    for violation in &verdict.violations {
        say::line(format!("{violation}."))?;
    }
    terms(&instance, &verdict)?;
    say::line(if verdict.feasible { verdict.objective.to_string() } else { "infeasible".to_owned() })?;
    Ok(exit)
}

fn terms(instance: &Instance, verdict: &week_plan::Verdict) -> Result<(), Failure> {
    for (name, count, weight) in verdict.counts.terms(&instance.weights) {
        say::line(format!("{name:22} {count:6} × {weight}"))?;
    }
    Ok(())
}

fn instance(path: &Path) -> Result<Instance, Failure> {
    Instance::parse(&super::read_text(path)?).map_err(|problems| {
        let mut failure = Failure::refused("");
        failure.sentences = problems.0.iter().map(|problem| format!("{}: {problem}", path.display())).collect();
        failure.remedy("Mend the file and run the command again; docs/schedule-format.md explains every field.")
    })
}

/// A number as a part of another; that a very large one is rounded changes nothing.
#[expect(clippy::cast_precision_loss, reason = "only a fraction is made of it")]
fn parts(moves: u64) -> f64 {
    moves.max(1) as f64
}

/// Becomes true when somebody asks for the end (Ctrl-C, SIGTERM).
fn stop_on_signal() -> Result<Arc<AtomicBool>, Failure> {
    let cannot = |error| Failure::machine("Signals cannot be heard", &error);
    let stopped = Arc::new(AtomicBool::new(false));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(cannot)?;
    let (mut asked, mut interrupted) = {
        let _inside = runtime.enter();
        (signal(SignalKind::terminate()).map_err(cannot)?, signal(SignalKind::interrupt()).map_err(cannot)?)
    };
    let flag = Arc::clone(&stopped);
    std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = asked.recv() => {}
                _ = interrupted.recv() => {}
            }
        });
        flag.store(true, Ordering::Relaxed);
    });
    Ok(stopped)
}
