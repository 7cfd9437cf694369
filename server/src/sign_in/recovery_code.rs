//! Recovery codes: what staff sign in with who have lost their authenticator.

use crate::random::Random;

/// Without what is read as something else: I, L, O, U (Crockford's Base32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 50 random bits.
const LENGTH: usize = 10;

/// As many as somebody is given at once.
pub const COUNT: usize = 10;

/// A fresh code, as it is kept: 10 characters.
pub fn fresh(random: &dyn Random) -> String {
    let mut bytes = [0; LENGTH];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// As it is shown: `K7QM3-9XT2V`.
pub fn shown(code: &str) -> String {
    let (first, second) = code.split_at_checked(LENGTH / 2).unwrap_or((code, ""));
    [first, "-", second].concat()
}

/// What was typed, as it would be kept; `None` when it can't be a code.
pub fn read(typed: &str) -> Option<String> {
    let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase);
    let code: String = plain
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let possible = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    possible.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn what_is_shown_reads_back_however_it_is_typed() {
        let random = SeededRandom::new(7);
        for _ in 0..200 {
            let code = fresh(&random);
            assert_eq!(read(&shown(&code)), Some(code.clone()));
            assert_eq!(read(&format!(" {} ", shown(&code).to_lowercase().replace('0', "o"))), Some(code));
        }
    }

    #[test]
    fn a_code_of_an_authenticator_is_none() {
        for other in ["", "123456", "K7QM3-9XT2", "K7QM3-9XT2V4", "K7QM3-9XT2U", "журавли-на"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
