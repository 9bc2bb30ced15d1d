//! Tells the linker to keep one copy of functions whose code is the same, of which the pages and the records make many, and no symbols.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The linker that comes with the compiler on these machines; others do not know the word.
    let target = std::env::var("TARGET").unwrap_or_default();
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if is_release && target == "x86_64-unknown-linux-gnu" {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
        // A package with an opt-level of its own is linked without the profile's `strip`.
        println!("cargo::rustc-link-arg-bins=-Wl,--strip-all");
    }
}
