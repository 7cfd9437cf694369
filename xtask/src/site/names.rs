//! wasm-bindgen marks what the module imports from its glue by a hash of 16 digits each, and closures keep the compiler's
//! mangled names. Both stand in both files and can't be compressed. Numbers of the same length say as much and weigh next
//! to nothing.

use std::{cmp::Reverse, collections::BTreeSet};

const PREFIX: &[u8] = b"__wbg_";
const DIGITS: usize = 16;

/// How a mangled name begins (RFC 2603); those in the glue are a hundred letters long and more.
const MANGLED: &[u8] = b"_R";
const LONG: usize = 40;

/// Puts a number in the place of every hash and every mangled name, the same in the module and in its glue.
pub(super) fn shorten(wasm: &mut [u8], glue: &mut [u8]) {
    let hashed: BTreeSet<Vec<u8>> = hashed(wasm).map(<[u8]>::to_vec).collect();
    for (number, name) in hashed.iter().enumerate() {
        let mut plain = name[..name.len() - DIGITS].to_vec();
        plain.extend(format!("{number:0DIGITS$}").bytes());
        replace(wasm, name, &plain);
        replace(glue, name, &plain);
    }
    let mut mangled: Vec<Vec<u8>> = mangled(glue).map(<[u8]>::to_vec).collect::<BTreeSet<_>>().into_iter().collect();
    // one may begin with another
    mangled.sort_by_key(|name| Reverse(name.len()));
    for (number, name) in mangled.iter().enumerate() {
        let mut plain = MANGLED.to_vec();
        plain.extend(format!("{number:0width$}", width = name.len() - MANGLED.len()).bytes());
        replace(wasm, name, &plain);
        replace(glue, name, &plain);
    }
}

/// The mangled names, each a word of its own.
fn mangled(glue: &[u8]) -> impl Iterator<Item = &[u8]> {
    glue.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
        .filter(|word| word.starts_with(MANGLED) && word.len() >= LONG)
}

/// The names with a hash.
fn hashed(wasm: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts = (0..wasm.len().saturating_sub(PREFIX.len())).filter(|start| wasm[*start..].starts_with(PREFIX));
    starts.filter_map(|start| {
        let rest = &wasm[start..];
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').unwrap_or(rest.len());
        let (name, hash) = rest[..end].split_at_checked(end.checked_sub(DIGITS)?)?;
        let is_hash = hash.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (is_hash && name.ends_with(b"_")).then_some(&rest[..end])
    })
}

fn replace(text: &mut [u8], from: &[u8], to: &[u8]) {
    let mut at = 0;
    while at + from.len() <= text.len() {
        if text[at..].starts_with(from) {
            text[at..at + to.len()].copy_from_slice(to);
            at += to.len();
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn a_hash_becomes_a_number_in_both_files_and_nothing_moves() {
        let mut wasm =
            b"\x00\x1b__wbg_body_5f971cbc6950ca4f\x00\x1c__wbg_abort_f8d1589eb0c65ee2\x00\x07hydrate__wbg_free_x\x00"
                .to_vec();
        let mut glue = b"{__wbg_abort_f8d1589eb0c65ee2:1,__wbg_body_5f971cbc6950ca4f:2,__wbg_free_x:3}".to_vec();
        shorten(&mut wasm, &mut glue);
        assert_eq!(
            wasm,
            b"\x00\x1b__wbg_body_0000000000000001\x00\x1c__wbg_abort_0000000000000000\x00\x07hydrate__wbg_free_x\x00"
        );
        assert_eq!(glue, b"{__wbg_abort_0000000000000000:1,__wbg_body_0000000000000001:2,__wbg_free_x:3}");
    }
    #[test]
    fn a_mangled_name_becomes_a_number_also_when_another_begins_with_it() {
        let (short, long) = (format!("_R{}", "Nv".repeat(20)), format!("_R{}_14", "Nv".repeat(20)));
        let mut wasm = format!("\0\x2a{short}\0\x2d{long}\0\x04_Rab\0").into_bytes();
        let mut glue = format!("{{wasm.{long}(1),wasm.{short}(2),wasm._Rab(3)}}").into_bytes();
        shorten(&mut wasm, &mut glue);
        let (short, long) = (format!("_R{:040}", 1), format!("_R{:043}", 0));
        assert_eq!(wasm, format!("\0\x2a{short}\0\x2d{long}\0\x04_Rab\0").into_bytes());
        assert_eq!(glue, format!("{{wasm.{long}(1),wasm.{short}(2),wasm._Rab(3)}}").into_bytes());
    }
}
