//! Recomputes the contrast of every pair of roles from the shipped tokens (WCAG 2.2, relative luminance)
//! and fails when one falls under its target or drifts from the documented table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../assets/style/tokens.css");

/// Foreground, background, contrast in light, contrast in dark, least allowed.
const PAIRS: &str = "
ink surface 16.49 14.03 7
ink canvas 15.29 15.49 7
ink sunken 14.47 16.13 7
ink-2 surface 8.78 9.63 7
ink-2 canvas 8.14 10.62 7
ink-2 sunken 7.70 11.06 7
ink-3 surface 5.88 6.54 4.5
ink-3 canvas 5.46 7.22 4.5
ink-3 sunken 5.16 7.52 4.5
brand surface 7.07 8.79 4.5
brand canvas 6.56 9.70 4.5
brand sunken 6.20 10.10 4.5
on-brand brand 7.07 8.58 4.5
on-brand brand-hover 9.89 10.44 4.5
on-tint brand-tint 9.14 10.26 4.5
on-tint brand-tint-2 8.43 8.86 4.5
here-fg here-bg 8.54 10.12 7
due-fg due-bg 8.89 10.51 7
remote-fg remote-bg 8.67 9.93 7
private-fg private-bg 8.88 10.13 7
safety-fg safety-bg 9.03 10.65 7
quiet-fg quiet-bg 7.49 8.74 7
on-safety safety-solid 7.77 8.24 7
here-fg surface 9.97 11.99 7
due-fg surface 10.39 12.12 7
remote-fg surface 10.16 12.04 7
private-fg surface 10.47 11.72 7
safety-fg surface 10.75 12.07 7
line-strong surface 3.53 4.10 3
line-strong canvas 3.28 4.53 3
line-strong sunken 3.10 4.72 3
focus surface 6.17 9.07 3
focus canvas 5.72 10.02 3
here-line surface 4.83 6.31 3
due-line surface 5.18 5.97 3
remote-line surface 5.04 6.13 3
private-line surface 5.28 5.88 3
safety-line surface 7.77 6.50 3
quiet-line surface 3.53 4.10 3
here-line here-bg 4.13 5.32 3
due-line due-bg 4.43 5.18 3
remote-line remote-bg 4.30 5.06 3
private-line private-bg 4.47 5.08 3
safety-line safety-bg 6.53 5.74 3
s1 surface 7.07 8.79 3
s2 surface 5.28 7.37 3
s3 surface 5.18 7.85 3
s4 surface 4.83 8.12 3
s5 surface 5.04 7.69 3
";

/// The roles set inside the block that follows `selector`.
fn block(selector: &str) -> HashMap<&'static str, &'static str> {
    let inside = TOKENS.split_once(selector).unwrap().1.split_once('}').unwrap().0;
    inside.split(';').filter_map(|line| line.rsplit_once("--").map(|_| line)).filter_map(role).collect()
}

fn role(line: &'static str) -> Option<(&'static str, &'static str)> {
    let (name, value) = line.rsplit_once(':')?;
    Some((name.rsplit_once("--")?.1, value.trim()))
}

fn colour(roles: &HashMap<&str, &'static str>, name: &str) -> [f64; 3] {
    let value = roles.get(name).unwrap_or_else(|| panic!("{name} is not in the tokens"));
    if let Some(inner) = value.strip_prefix("var(--") {
        return colour(roles, inner.trim_end_matches(')'));
    }
    [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126f64.mul_add(red, 0.7152f64.mul_add(green, 0.0722 * blue))
}

fn contrast(roles: &HashMap<&str, &'static str>, one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(colour(roles, one)), luminance(colour(roles, other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(theme: &str, roles: &HashMap<&str, &'static str>, column: usize) {
    for line in PAIRS.trim().lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        let (told, least): (f64, f64) = (parts[column].parse().unwrap(), parts[4].parse().unwrap());
        let found = contrast(roles, parts[0], parts[1]);
        assert!(found >= least, "{theme}: {line}: {found:.2} is under {least}");
        assert!((found - told).abs() < 0.011, "{theme}: {line}: is {found:.2}");
    }
}

#[test]
fn light_reaches_every_target_of_the_contrast_table() {
    check("light", &block(":root{\n  color-scheme:light;"), 2);
}

#[test]
fn dark_reaches_every_target_whether_chosen_or_by_the_system() {
    let mut chosen = block(":root{\n  color-scheme:light;");
    chosen.extend(block(":root[data-theme=\"dark\"]{"));
    check("dark", &chosen, 3);
    let mut system = block(":root{\n  color-scheme:light;");
    system.extend(block(":root:not([data-theme=\"light\"]){"));
    check("system dark", &system, 3);
}
