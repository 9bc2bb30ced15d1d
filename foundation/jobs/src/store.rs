//! All SQL about jobs.

use ::store::{StoreError, Tx, Value, int};
use jiff::{SignedDuration, Timestamp};

use crate::{Job, MOST_ATTEMPTS, Next, Timer, Wish, back_off};

/// Wants work done. Answers whether it is new: the same kind and key twice is one job, whatever became of it.
///
/// # Errors
/// The database's own.
pub fn want(tx: &Tx<'_>, wish: &Wish<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let new = tx.execute(
        "INSERT INTO job (kind, job_key, body, state, run_at, attempts, made_at) VALUES ($1, $2, $3, 'waiting', $4, 0, $5) \
         ON CONFLICT (kind, job_key) DO NOTHING",
        &[wish.kind.into(), wish.key.into(), wish.body.into(), wish.run_at.into(), now.into()],
    )?;
    Ok(new == 1)
}

/// Wants much work of one kind done, a statement for every few hundred. Answers how much of it is new.
///
/// # Errors
/// The database's own.
pub fn want_many(tx: &Tx<'_>, wishes: &[Wish<'_>], now: Timestamp) -> Result<u64, StoreError> {
    let mut new = 0;
    for some in wishes.chunks(AT_ONCE) {
        let mut values = vec![now.into()];
        let mut rows = Vec::with_capacity(some.len());
        for wish in some {
            let first = values.len() + 1;
            rows.push(format!("(${first}, ${}, ${}, 'waiting', ${}, 0, $1)", first + 1, first + 2, first + 3));
            values.extend([wish.kind.into(), wish.key.into(), wish.body.into(), wish.run_at.into()]);
        }
        let sql = format!(
            "INSERT INTO job (kind, job_key, body, state, run_at, attempts, made_at) VALUES {} ON CONFLICT (kind, job_key) DO NOTHING",
            rows.join(", ")
        );
        new += tx.execute(&sql, &values)?;
    }
    Ok(new)
}

/// So many rows in one statement.
const AT_ONCE: usize = 400;

/// The timers of a kind that are due, the longest due first, held by this transaction until it ends: what comes of them is written in
/// it, so it happens once or the timer is still due. On PostgreSQL another node passes over what is held here.
///
/// # Errors
/// The database's own.
pub fn due(tx: &Tx<'_>, kind: &str, now: Timestamp, at_most: i64) -> Result<Vec<Timer>, StoreError> {
    let held = if tx.is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT job_key, body, run_at FROM job WHERE kind = $1 AND state = 'waiting' AND run_at <= $2 \
         ORDER BY run_at, job_key LIMIT $3{held}"
    );
    let rows = tx.query(&sql, &[kind.into(), now.into(), int(at_most)])?;
    let read =
        |row: &::store::Row| Ok(Timer { key: row.text(0)?.to_owned(), body: row.text(1)?.to_owned(), run_at: row.instant(2)? });
    rows.iter().map(read).collect()
}

/// Ends timers that [`due`] gave to this transaction.
///
/// # Errors
/// [`StoreError::Conflict`] when one of them is not waiting any more: the whole transaction must not happen.
pub fn end_due(tx: &Tx<'_>, kind: &str, timers: &[Timer], now: Timestamp) -> Result<(), StoreError> {
    for some in timers.chunks(AT_ONCE) {
        let keys: Vec<&str> = some.iter().map(|timer| timer.key.as_str()).collect();
        let (among, values) = ::store::among("job_key", &keys, &[kind.into(), now.into()]);
        let sql = format!(
            "UPDATE job SET state = 'done', ended_at = $2, attempts = attempts + 1 WHERE kind = $1 AND state = 'waiting' AND {among}"
        );
        if tx.execute(&sql, &values)? != u64::try_from(some.len()).unwrap_or(u64::MAX) {
            return Err(StoreError::Conflict);
        }
    }
    Ok(())
}

/// By how much the clock of this machine is behind the newest work that was wanted or done: it was set back, or that of another node
/// runs ahead. What is due waits until it is right again; nothing is lost.
///
/// # Errors
/// The database's own.
pub fn clock_is_behind(tx: &Tx<'_>, now: Timestamp) -> Result<Option<SignedDuration>, StoreError> {
    let row = tx.query_one("SELECT MAX(made_at), MAX(ended_at) FROM job", &[])?;
    let Some(row) = row else { return Ok(None) };
    let newest = row.maybe_int(0)?.max(row.maybe_int(1)?).and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let behind = newest.map(|newest| now.duration_until(newest)).filter(|behind| *behind > TOLERATED);
    Ok(behind)
}

/// So far two honest clocks may be apart.
const TOLERATED: SignedDuration = SignedDuration::from_secs(120);

/// Takes the job of a kind that has waited longest, if one is due; nobody else gets it until the lease runs out. `name` is different
/// for every taking.
///
/// # Errors
/// The database's own.
pub fn lease(tx: &Tx<'_>, kind: &str, name: &str, now: Timestamp, holds_for: SignedDuration) -> Result<Option<Job>, StoreError> {
    let due = tx.query_one(
        "SELECT job_key, body, attempts FROM job WHERE kind = $1 AND ((state = 'waiting' AND run_at <= $2) \
         OR (state = 'leased' AND leased_until <= $2)) ORDER BY run_at, job_key LIMIT 1",
        &[kind.into(), now.into()],
    )?;
    let Some(due) = due else { return Ok(None) };
    let job = Job {
        kind: kind.to_owned(),
        key: due.text(0)?.to_owned(),
        body: due.text(1)?.to_owned(),
        attempts: due.int(2)? + 1,
        lease: name.to_owned(),
    };
    let until = now.saturating_add(holds_for).unwrap_or(Timestamp::MAX);
    tx.execute(
        "UPDATE job SET state = 'leased', attempts = $3, lease = $4, leased_until = $5 WHERE kind = $1 AND job_key = $2",
        &[kind.into(), job.key.as_str().into(), int(job.attempts), name.into(), until.into()],
    )?;
    Ok(Some(job))
}

/// Ends a job well.
///
/// # Errors
/// [`StoreError::Conflict`] when the lease was lost meanwhile: the whole transaction must not happen.
pub fn end(tx: &Tx<'_>, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    let ended = tx.execute(
        "UPDATE job SET state = 'done', ended_at = $4, lease = NULL, leased_until = NULL, trouble = NULL \
         WHERE kind = $1 AND job_key = $2 AND state = 'leased' AND lease = $3",
        &[job.kind.as_str().into(), job.key.as_str().into(), job.lease.as_str().into(), now.into()],
    )?;
    if ended == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Notes trouble: the job is tried again later, at the earliest after `at_least`, or is dead. `why` says it without a word about a
/// person.
///
/// # Errors
/// As [`end`].
pub fn trouble(
    tx: &Tx<'_>,
    job: &Job,
    why: &str,
    now: Timestamp,
    at_least: SignedDuration,
    chance: f64,
) -> Result<Next, StoreError> {
    let wait = back_off(job.attempts, chance).max(at_least);
    let next =
        if job.attempts >= MOST_ATTEMPTS { Next::Dead } else { Next::Again(now.saturating_add(wait).unwrap_or(Timestamp::MAX)) };
    let (state, run_at, ended_at) = match next {
        Next::Again(at) => ("waiting", at, Value::Null),
        Next::Dead => ("dead", now, now.into()),
    };
    let noted = tx.execute(
        "UPDATE job SET state = $4, run_at = $5, trouble = $6, ended_at = $7, lease = NULL, leased_until = NULL \
         WHERE kind = $1 AND job_key = $2 AND state = 'leased' AND lease = $3",
        &[
            job.kind.as_str().into(),
            job.key.as_str().into(),
            job.lease.as_str().into(),
            state.into(),
            run_at.into(),
            why.into(),
            ended_at,
        ],
    )?;
    if noted == 1 { Ok(next) } else { Err(StoreError::Conflict) }
}

/// Puts a job off that cannot be done at this hour: no attempt was made, so none is counted.
///
/// # Errors
/// As [`end`].
pub fn postpone(tx: &Tx<'_>, job: &Job, until: Timestamp) -> Result<(), StoreError> {
    let noted = tx.execute(
        "UPDATE job SET state = 'waiting', run_at = $4, attempts = attempts - 1, lease = NULL, leased_until = NULL \
         WHERE kind = $1 AND job_key = $2 AND state = 'leased' AND lease = $3",
        &[job.kind.as_str().into(), job.key.as_str().into(), job.lease.as_str().into(), until.into()],
    )?;
    if noted == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// A job that a person must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// What kind of work.
    pub kind: String,
    /// What it is about.
    pub key: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What was in the way the last time.
    pub trouble: String,
    /// Since when it is dead.
    pub since: Timestamp,
}

/// Every dead job, the newest first.
///
/// # Errors
/// The database's own.
pub fn dead(tx: &Tx<'_>) -> Result<Vec<Dead>, StoreError> {
    let rows = tx.query(
        "SELECT kind, job_key, attempts, trouble, ended_at FROM job WHERE state = 'dead' ORDER BY ended_at DESC, job_key LIMIT 200",
        &[],
    )?;
    let read = |row: &::store::Row| {
        Ok(Dead {
            kind: row.text(0)?.to_owned(),
            key: row.text(1)?.to_owned(),
            attempts: row.int(2)?,
            trouble: row.maybe_text(3)?.unwrap_or_default().to_owned(),
            since: row.instant(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Lets a job run again from the beginning: a dead one, or one that is done and wanted once more.
///
/// # Errors
/// The database's own.
pub fn revive(tx: &Tx<'_>, kind: &str, key: &str, now: Timestamp) -> Result<bool, StoreError> {
    let revived = tx.execute(
        "UPDATE job SET state = 'waiting', attempts = 0, run_at = $3, ended_at = NULL, trouble = NULL \
         WHERE kind = $1 AND job_key = $2 AND state IN ('dead', 'done')",
        &[kind.into(), key.into(), now.into()],
    )?;
    Ok(revived == 1)
}

/// How many jobs there are in each state that matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Waiting or held by a worker.
    pub open: i64,
    /// Due for longer than five minutes: no worker runs, or it cannot keep up.
    pub late: i64,
    /// Given up.
    pub dead: i64,
}

/// Counts jobs.
///
/// # Errors
/// The database's own.
pub fn counts(tx: &Tx<'_>, now: Timestamp) -> Result<Counts, StoreError> {
    let late = now.saturating_sub(SignedDuration::from_mins(5)).unwrap_or(now);
    let one = |sql: &str, values: &[Value]| tx.query_one(sql, values)?.map_or(Ok(0), |row| row.int(0));
    Ok(Counts {
        open: one("SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'leased')", &[])?,
        late: one("SELECT COUNT(*) FROM job WHERE state = 'waiting' AND run_at < $1", &[late.into()])?,
        dead: one("SELECT COUNT(*) FROM job WHERE state = 'dead'", &[])?,
    })
}
