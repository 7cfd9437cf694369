//! Checks that what `style/tokens.css` says of colours can be read, in light and in dark (`spec/design.md`, "Colour").

const TOKENS: &str = include_str!("../../style/tokens.css");
const SHELL: &str = include_str!("shell.rs");

const GROUNDS: [&str; 3] = ["snow", "surface", "stone"];

/// The value of a token, in the light scheme (its first mention) or in the dark one (its second).
fn token(name: &str, dark: bool) -> [f64; 3] {
    let key = ["--", name, ": #"].concat();
    let at = TOKENS.match_indices(&key).nth(usize::from(dark)).map_or_else(|| missing(name), |(at, _)| at);
    let hex = &TOKENS[at + key.len()..][..6];
    [0, 2, 4].map(|place| f64::from(u8::from_str_radix(&hex[place..place + 2], 16).unwrap_or_default()))
}

fn missing(name: &str) -> usize {
    unreachable!("style/tokens.css has no --{name} in both schemes")
}

/// Relative luminance and contrast ratio as WCAG 2.2 defines them.
fn contrast(one: &str, other: &str, dark: bool) -> f64 {
    let luminance = |name: &str| -> f64 {
        let [r, g, b] = token(name, dark).map(|channel| {
            let channel = channel / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn reaches(ratio: f64, front: &str, grounds: &[&str]) {
    for dark in [false, true] {
        for ground in grounds {
            let found = contrast(front, ground, dark);
            assert!(found >= ratio, "--{front} on --{ground}, dark: {dark}: {found:.2} is below {ratio}");
        }
    }
}

#[test]
fn body_text_is_at_least_7_to_1() {
    reaches(7.0, "ink", &GROUNDS);
    reaches(7.0, "ink", &["lake-mist", "good-mist", "soon-mist", "bad-mist"]);
}

#[test]
fn everything_else_that_is_read_is_at_least_4_5_to_1() {
    reaches(4.5, "ink-soft", &GROUNDS);
    reaches(4.5, "link", &GROUNDS);
    reaches(4.5, "link", &["lake-mist", "good-mist", "bad-mist"]);
    reaches(4.5, "on-lake", &["lake", "lake-deep"]);
    reaches(4.5, "on-bad", &["bad"]);
    for meaning in ["good", "soon", "bad"] {
        reaches(4.5, meaning, &GROUNDS);
        reaches(4.5, meaning, &[&[meaning, "-mist"].concat()]);
    }
}

#[test]
fn borders_of_controls_and_the_ring_of_focus_are_at_least_3_to_1() {
    reaches(3.0, "border", &GROUNDS);
    reaches(3.0, "bad", &GROUNDS);
    reaches(3.0, "focus-outer", &GROUNDS);
    reaches(3.0, "focus-outer", &["focus-inner"]);
}

#[test]
fn the_browser_bar_has_the_colour_of_the_page() {
    for dark in [false, true] {
        let [r, g, b] = token("snow", dark);
        assert!(SHELL.contains(&format!("\"#{:02x}{:02x}{:02x}\"", r as u8, g as u8, b as u8)), "dark: {dark}");
    }
}
