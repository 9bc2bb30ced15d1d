//! The template week: how soon a week is no worse than the one that somebody else's solver found in half an hour, what it costs as time
//! goes by, and, when asked for, what a plain CP-SAT model finds in the same time on the same machine.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

use week_plan::{Effort, Instance, WeekPlan, check, solve};

use crate::said::{self, Limit, Outcome, Sample};

/// The samples with the cost of the reference week and the seconds in which ours are looked for.
const SAMPLES: [(&str, &str, u64, f64); 3] = [
    ("S1", include_str!("../../../../care/week_plan/testdata/S1.json"), 181, 10.0),
    ("M1", include_str!("../../../../care/week_plan/testdata/M1.json"), 357, 10.0),
    ("L1", include_str!("../../../../care/week_plan/testdata/L1.json"), 1959, 30.0),
];
const SEEDS: [u64; 3] = [1, 2, 3];
const SITES: usize = 8;
const THREADS: usize = 2;
/// When the cost is told, in seconds.
const MOMENTS: [f64; 7] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0];
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../xtask/tools/week_plan_reference.py");
/// CP-SAT looks in several ways at once and needs so many whatever the machine.
const REFERENCE_WORKERS: &str = "8";

/// One search: milliseconds until the goal was reached, and the cost as time went by.
struct Run {
    reached: f64,
    first: f64,
    curve: Vec<(f64, u64)>,
}

/// Says every figure of the week.
pub fn measure(wants: &dyn Fn(&str) -> bool, is_small: bool) -> Outcome<()> {
    let mut firsts = Vec::new();
    for (name, text, reference, seconds) in SAMPLES {
        let figure = format!("week_plan_{name}");
        if !wants(&figure) && !wants("week_plan_first") {
            continue;
        }
        let instance = Instance::parse(text)?;
        let runs = run_all(&instance, reference, if is_small { 0.5 } else { seconds }, is_small)?;
        firsts.extend(runs.iter().map(|run| run.first));
        if wants(&figure) {
            let what = format!("until the week of {name} costs no more than {reference}; {}", curves(&runs));
            say(figure, what, runs.iter().map(|run| run.reached).collect(), 5_000.0)?;
        }
    }
    if wants("week_plan_first") {
        let what = "until there is a week in which something takes place, on every sample".to_owned();
        say("week_plan_first".to_owned(), what, firsts, 1_000.0)?;
    }
    if wants("week_plan_8_sites") && !is_small {
        let (_, text, reference, _) = SAMPLES[2];
        let instance = sites(&Instance::parse(text)?);
        let run = run(&instance, 1, reference * SITES as u64, 60.0, false)?;
        let patients = instance.patients.len();
        let goal = reference * SITES as u64;
        let what =
            format!("until the week of {patients} patients on {SITES} sites costs no more than {goal}; {}", curves(&[&run]));
        say("week_plan_8_sites".to_owned(), what, vec![run.reached], 60_000.0)?;
    }
    Ok(())
}

/// Says what CP-SAT finds in the same time.
pub fn reference(python: &Path, folder: &Path) -> Outcome<()> {
    for (name, text, _, _) in SAMPLES {
        let (question, answer) = (folder.join(format!("{name}.json")), folder.join(format!("{name}.reference.json")));
        std::fs::write(&question, text)?;
        let begun = Instant::now();
        let mut solver = Command::new(python);
        let output = solver.arg(REFERENCE).arg(&question).args(["60", REFERENCE_WORKERS]).arg(&answer).output()?;
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let instance = Instance::parse(text)?;
        let found = match std::fs::read_to_string(&answer) {
            Ok(plan) => {
                let verdict = check(&instance, &WeekPlan::parse(&plan)?);
                if verdict.feasible { format!("costs {}", verdict.objective) } else { "does not hold".to_owned() }
            }
            Err(_) => "was not found".to_owned(),
        };
        let ours = run(&instance, 1, u64::MAX, 60.0, false)?;
        let what = format!(
            "OR-Tools CP-SAT, a plain model with {REFERENCE_WORKERS} workers for 60 s: the week of {name} {found}; {}. Ours in the same \
             time: {}",
            String::from_utf8_lossy(&output.stdout).trim(),
            curves(&[&ours]),
        );
        let name = format!("week_plan_reference_{name}");
        said::say(&Sample { name, what, milliseconds: vec![took], baseline: Vec::new(), limits: Vec::new() })?;
    }
    Ok(())
}

fn say(name: String, what: String, milliseconds: Vec<f64>, most: f64) -> Outcome<()> {
    said::say(&Sample { name, what, milliseconds, baseline: Vec::new(), limits: vec![Limit::p99(most)] })
}

fn run_all(instance: &Instance, goal: u64, seconds: f64, is_small: bool) -> Outcome<Vec<Run>> {
    let seeds = if is_small { SEEDS.get(..1) } else { SEEDS.get(..) };
    seeds.unwrap_or_default().iter().map(|seed| run(instance, *seed, goal, seconds, is_small)).collect()
}

fn run(instance: &Instance, seed: u64, goal: u64, seconds: f64, is_small: bool) -> Outcome<Run> {
    let curve = Mutex::new(Vec::new());
    let begun = Instant::now();
    let told = |cost: u64| {
        let now = begun.elapsed().as_secs_f64();
        if let Ok(mut curve) = curve.lock() {
            curve.push((now, cost));
        }
    };
    let found = solve(instance, Effort { seed, threads: THREADS }, &|_| begun.elapsed().as_secs_f64() / seconds, &told);
    let verdict = check(instance, &found.plan);
    if !verdict.feasible {
        return Err(format!("a week does not hold: {:?}", verdict.violations.first()).into());
    }
    let curve = curve.into_inner()?;
    let (first, _) = *curve.first().ok_or("no week was found")?;
    let reached = curve.iter().find(|(_, cost)| *cost <= goal || is_small);
    let (reached, _) = *reached.ok_or_else(|| format!("{seconds} s were not enough: {} is more than {goal}", found.objective))?;
    Ok(Run { reached: reached * 1000.0, first: first * 1000.0, curve })
}

/// What the best week cost at each moment, over all runs.
fn curves<R: std::borrow::Borrow<Run>>(runs: &[R]) -> String {
    let at = |moment: f64| {
        let each = runs.iter().filter_map(|run| {
            let before = run.borrow().curve.iter().filter(|(when, _)| *when <= moment);
            before.map(|(_, cost)| *cost).min()
        });
        let each: Vec<String> = each.map(|cost| cost.to_string()).collect();
        format!("{} after {moment} s", each.join("/"))
    };
    let told: Vec<String> =
        MOMENTS.iter().map(|moment| at(*moment)).chain([at(f64::MAX).replace(&format!("{} s", f64::MAX), "all")]).collect();
    format!("it costs {}", told.join(", "))
}

/// The same week so many times, each site with its own types, people and leaders; rooms are the form's and nobody's.
fn sites(one: &Instance) -> Instance {
    let mut all = one.clone();
    all.group_types.clear();
    all.rooms.clear();
    all.staff.clear();
    all.patients.clear();
    all.keep_apart.clear();
    for site in 0..SITES {
        let name = |id: &String| format!("{site}-{id}");
        all.group_types.extend(one.group_types.iter().cloned().map(|mut kind| {
            let everyone = || one.patients.iter().map(|patient| patient.id.clone()).collect::<Vec<_>>();
            kind.eligible = Some(kind.eligible.unwrap_or_else(everyone).iter().map(name).collect());
            kind.id = name(&kind.id);
            kind
        }));
        all.rooms.extend(one.rooms.iter().cloned().map(|mut room| {
            room.id = name(&room.id);
            room
        }));
        all.staff.extend(one.staff.iter().cloned().map(|mut staff| {
            staff.id = name(&staff.id);
            staff.leads = staff.leads.iter().map(name).collect();
            staff
        }));
        all.patients.extend(one.patients.iter().cloned().map(|mut patient| {
            patient.id = name(&patient.id);
            patient.counselor = name(&patient.counselor);
            patient.required_slots = patient.required_slots.iter().map(|(kind, slots)| (name(kind), *slots)).collect();
            patient
        }));
        all.keep_apart.extend(one.keep_apart.iter().map(|(a, b)| (name(a), name(b))));
    }
    all
}
