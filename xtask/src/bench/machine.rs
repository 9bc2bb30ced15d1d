//! What a figure was measured on: without it a number says little.

use serde::Serialize;

/// Facts of the machine, as far as it tells them.
#[derive(Serialize)]
pub struct Machine {
    /// How many threads can run at once.
    pub cores: usize,
    /// The processor's name.
    pub processor: String,
    /// Memory in megabytes.
    pub memory_mb: u64,
    /// The kernel's release.
    pub kernel: String,
}

impl Machine {
    /// Reads `/proc`; what is not there stays empty or zero.
    pub fn read() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        Self {
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            processor: value_of(&read("/proc/cpuinfo"), "model name"),
            memory_mb: value_of(&read("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0) / 1024,
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
        }
    }
}

/// The value of the first line `name : value`.
fn value_of(text: &str, name: &str) -> String {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.into_iter().find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_by_name() {
        assert_eq!(value_of("MemTotal:       24 kB\nMemFree: 1 kB\n", "MemTotal"), "24 kB");
        assert_eq!(value_of("", "MemTotal"), "");
    }

    #[test]
    fn this_machine_has_cores_and_memory() {
        let machine = Machine::read();
        assert!(machine.cores > 0 && machine.memory_mb > 0);
    }
}
