//! Compiles SQLCipher into the program, with `provider.c` in place of OpenSSL.

/// Name and value of what SQLite and SQLCipher are built with.
const SWITCHES: &[(&str, Option<&str>)] = &[
    // as the driver's own build has them, without what no table of ours uses
    ("SQLITE_CORE", None),
    ("SQLITE_DEFAULT_FOREIGN_KEYS", Some("1")),
    ("SQLITE_ENABLE_API_ARMOR", None),
    ("SQLITE_ENABLE_STAT4", None),
    ("SQLITE_THREADSAFE", Some("1")),
    ("SQLITE_OMIT_LOAD_EXTENSION", None),
    ("HAVE_USLEEP", Some("1")),
    ("HAVE_ISNAN", None),
    ("HAVE_LOCALTIME_R", None),
    ("HAVE_STDINT_H", Some("1")),
    ("_POSIX_THREAD_SAFE_FUNCTIONS", None),
    // No count of memory: it takes a lock at every page, and nothing here reads it. (No page cache for all connections either: that is
    // SQLite's default.)
    ("SQLITE_DEFAULT_MEMSTATUS", Some("0")),
    // encrypted pages; what SQLite sorts aside never reaches a disk
    ("SQLITE_HAS_CODEC", None),
    ("SQLITE_TEMP_STORE", Some("3")),
    ("SQLITE_EXTRA_INIT", Some("sqlcipher_extra_init")),
    ("SQLITE_EXTRA_SHUTDOWN", Some("sqlcipher_extra_shutdown")),
    ("SQLCIPHER_CRYPTO_CUSTOM", Some("stepdown_provider")),
    ("SQLCIPHER_OMIT_LOG", Some("1")),
    ("SQLCIPHER_OMIT_LOG_DEVICE", Some("1")),
    ("SQLCIPHER_OMIT_DEFAULT_LOGGING", Some("1")),
];

/// The archive's name.
const NAME: &str = "stepdown_sqlite";

fn main() {
    let mut build = cc::Build::new();
    build.file("src/provider.c").include(sqlcipher_src::source_dir()).warnings(false).cargo_metadata(false);
    for (name, value) in SWITCHES {
        build.define(name, *value);
    }
    build.compile(NAME);
    let folder = std::env::var("OUT_DIR").unwrap_or_default();
    println!("cargo::rerun-if-changed=src/provider.c");
    println!("cargo::rustc-link-search=native={folder}");
    // Whole: the driver's crate and this one do not know each other, so no order of the two can be relied on.
    println!("cargo::rustc-link-lib=static:+whole-archive={NAME}");
}
