//! Progress of work that takes longer than a second: on a terminal only, gone when the work is done.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const AFTER: Duration = Duration::from_secs(1);

/// How far a piece of work is.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// Work whose end is not known: `"412,000 records verified"`.
    pub(crate) fn counting(what: &str) -> Self {
        Self::with(ProgressBar::no_length(), &format!("{{spinner}} {{human_pos}} {what} · {{elapsed}}"))
    }

    /// Work on so many things.
    pub(crate) fn through(total: u64, what: &str) -> Self {
        Self::with(ProgressBar::new(total), &format!("{{bar:30}} {{human_pos}} of {{human_len}} {what} · {{eta}} left"))
    }

    fn with(bar: ProgressBar, template: &str) -> Self {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Self { bar, begun: Instant::now() }
    }

    /// So many are done.
    pub(crate) fn at(&self, done: u64) {
        self.bar.set_position(done);
        if self.bar.is_hidden() && self.begun.elapsed() > AFTER {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
