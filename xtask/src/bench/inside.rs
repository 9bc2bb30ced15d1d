//! Figures measured inside the program: `bench_figures` of the journeys is built with optimisation, run, and its samples are held
//! against the limits they name. It runs apart because a chore uses none of our crates.

use std::process::Stdio;

use serde::Deserialize;

use super::Setting;
use super::report::{Figure, Limit};
use super::sample::Sample;
use crate::process;
use crate::test::needs;
use crate::test::postgres::Server;
use crate::trouble::{Trouble, While};

/// One line of `bench_figures`.
#[derive(Deserialize)]
struct Line {
    name: String,
    what: String,
    milliseconds: Vec<f64>,
    baseline: Vec<f64>,
    limits: Vec<LimitLine>,
    is_release: bool,
}

#[derive(Deserialize)]
struct LimitLine {
    kind: String,
    most: f64,
}

/// Signing, board and search on SQLite at every size, each database filled once.
pub fn on_sqlite(setting: &Setting<'_>) -> Result<Vec<Figure>, Trouble> {
    run(setting, &setting.only, None)
}

/// Signing on PostgreSQL: the server named by `STEPDOWN_TEST_POSTGRES`, or a throwaway one.
pub fn on_postgres(setting: &Setting<'_>) -> Result<Vec<Figure>, Trouble> {
    if let Ok(server) = std::env::var("STEPDOWN_TEST_POSTGRES") {
        return run(setting, "sign_group_of_12_postgres", Some(&server));
    }
    let server = Server::start(&setting.repo.tools()?)?;
    run(setting, "sign_group_of_12_postgres", Some(&server.url()))
}

fn run(setting: &Setting<'_>, only: &str, postgres: Option<&str>) -> Result<Vec<Figure>, Trouble> {
    let mut build = process::cargo();
    build.args(["build", "--release", "--package", "journeys", "--bin", "bench_figures"]).current_dir(setting.repo.root());
    let status = build.status().doing("starting cargo build")?;
    if !status.success() {
        return Err(Trouble::new(format!("cargo build ended with {status}")));
    }
    let folder = setting.repo.tools()?.join(format!("bench-{}", std::process::id()));
    let mut bench = process::leashed(&setting.repo.target().join("release").join("bench_figures"), None);
    bench.args(["--only", only, "--postgres-patients", &setting.postgres_patients.to_string(), "--folder"]).arg(&folder);
    for patients in &setting.patients {
        bench.args(["--patients", &patients.to_string()]);
    }
    if setting.is_small {
        bench.arg("--small");
    }
    if setting.with_reference {
        bench.arg("--reference").arg(needs::solver(setting.repo)?);
    }
    if let Some(server) = postgres {
        bench.args(["--postgres", server]);
    }
    let answer = process::quietly(bench.stderr(Stdio::inherit()), "measuring");
    let _best_effort = std::fs::remove_dir_all(&folder);
    let mut figures = Vec::new();
    for line in answer?.lines() {
        let line: Line = serde_json::from_str(line).doing("reading what was measured")?;
        figures.extend(judged(&line)?);
    }
    Ok(figures)
}

/// One figure a limit; one without a verdict when there is none.
fn judged(line: &Line) -> Result<Vec<Figure>, Trouble> {
    let sample = Sample::of_milliseconds(line.milliseconds.clone());
    if line.limits.is_empty() {
        return Ok(vec![Figure::new(line.name.clone(), line.what.clone(), &sample, Limit::None).built(line.is_release)]);
    }
    let baseline = Sample::of_milliseconds(line.baseline.clone()).percentile(50);
    let figure = |limit: &LimitLine| {
        let judged = match limit.kind.as_str() {
            "p50" => Limit::P50Milliseconds(limit.most),
            "p99" => Limit::P99Milliseconds(limit.most),
            "p50_times" => Limit::P50Times { times: limit.most, baseline },
            "p99_times" => Limit::P99Times { times: limit.most, baseline },
            other => return Err(Trouble::new(format!("`{other}` is no kind of limit"))),
        };
        let name = format!("{}_{}", line.name, limit.kind);
        Ok(Figure::new(name, line.what.clone(), &sample, judged).built(line.is_release))
    };
    line.limits.iter().map(figure).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_line_is_held_against_each_of_its_limits() {
        let line = r#"{"name":"sign","what":"w","milliseconds":[5,6,7],"baseline":[2,2,2],
            "limits":[{"kind":"p50_times","most":3},{"kind":"p99_times","most":3}],"is_release":true}"#;
        let figures = judged(&serde_json::from_str(line).unwrap()).unwrap();
        let seen: Vec<_> = figures.iter().map(|figure| (figure.name.as_str(), figure.ratio, figure.pass)).collect();
        assert_eq!(seen, [("sign_p50_times", Some(3.0), true), ("sign_p99_times", Some(3.5), false)]);
        assert!(figures.iter().all(|figure| figure.is_release));
    }

    #[test]
    fn how_the_measured_program_was_built_stands_in_each_figure() {
        for limits in ["", r#"{"kind":"p50","most":9}"#] {
            let line =
                format!(r#"{{"name":"n","what":"w","milliseconds":[5],"baseline":[],"limits":[{limits}],"is_release":false}}"#);
            let figures = judged(&serde_json::from_str(&line).unwrap()).unwrap();
            assert_eq!(figures.iter().map(|figure| figure.is_release).collect::<Vec<_>>(), [false]);
        }
        let silent = r#"{"name":"n","what":"w","milliseconds":[5],"baseline":[],"limits":[]}"#;
        assert!(serde_json::from_str::<Line>(silent).is_err(), "a line that does not say is not believed");
    }

    #[test]
    fn a_limit_that_is_unknown_is_not_passed_over() {
        let line =
            r#"{"name":"n","what":"w","milliseconds":[5],"baseline":[],"limits":[{"kind":"p10","most":3}],"is_release":true}"#;
        assert!(judged(&serde_json::from_str(line).unwrap()).is_err());
    }
}
