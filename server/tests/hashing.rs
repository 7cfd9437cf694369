//! The pool of hashers.

use std::sync::Arc;

use domain::password::Password;
use server::{
    random::SeededRandom,
    sign_in::hashing::{Hashing, HashingError, HashingParameters, Verdict},
};

use crate::support::quick_hashes;

fn start(parameters: HashingParameters) -> Hashing {
    Hashing::start(parameters, Arc::new(SeededRandom::new(1))).unwrap()
}

fn password(text: &str) -> Password {
    Password::typed(text)
}

#[tokio::test]
async fn verifies_what_it_hashed_and_nothing_else() {
    let hashing = start(quick_hashes(64));
    let hash = hashing.hash(&password("сорок")).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
    assert_ne!(hash, hashing.hash(&password("сорок")).await.unwrap(), "salted");
    let right = Verdict::Right { needs_upgrade: false };
    assert_eq!(hashing.verify(Some(&hash), &password("сорок")).await.unwrap(), right);
    assert_eq!(hashing.verify(Some(&hash), &password("сорока")).await.unwrap(), Verdict::Wrong);
    assert_eq!(hashing.verify(None, &password("сорок")).await.unwrap(), Verdict::Wrong);
}

#[tokio::test]
async fn agrees_with_the_plain_crate() {
    use argon2::{Argon2, password_hash::PasswordVerifier};
    let hashing = start(quick_hashes(64));
    let hash = hashing.hash(&password("сорок")).await.unwrap();
    let parsed = argon2::password_hash::phc::PasswordHash::new(&hash).unwrap();
    assert!(Argon2::default().verify_password("сорок".as_bytes(), &parsed).is_ok());
}

#[tokio::test]
async fn other_parameters_are_verified_and_told() {
    let small = start(quick_hashes(8));
    let big = start(HashingParameters { iterations: 3, ..quick_hashes(256) });
    let upgrade = Verdict::Right { needs_upgrade: true };
    let hash = small.hash(&password("сорок")).await.unwrap();
    assert_eq!(big.verify(Some(&hash), &password("сорок")).await.unwrap(), upgrade);
    let hash = big.hash(&password("сорок")).await.unwrap();
    assert_eq!(small.verify(Some(&hash), &password("сорок")).await.unwrap(), upgrade, "more memory than it has");
    assert_eq!(small.verify(Some(&hash), &password("сорока")).await.unwrap(), Verdict::Wrong);
}

#[tokio::test]
async fn refuses_what_is_no_hash_of_ours() {
    let hashing = start(quick_hashes(64));
    let salted = "$c29tZXNhbHRzb21lc2FsdA$5WDd5hjCcYJe1RXfBBrR3qmqyCKrsPSbZOBRlKP1kYY";
    for wrong in [
        "",
        "x",
        &format!("$argon2i$v=19$m=64,t=1,p=1{salted}"),
        &format!("$argon2id$v=16$m=64,t=1,p=1{salted}"),
        &format!("$argon2id$v=19$m=4294967295,t=1,p=1{salted}"),
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA",
    ] {
        assert_eq!(hashing.verify(Some(wrong), &password("x")).await, Err(HashingError::Malformed), "{wrong}");
    }
    let impossible = HashingParameters { memory_kib: 1, ..quick_hashes(64) };
    let refused = Hashing::start(impossible, Arc::new(SeededRandom::new(1))).err();
    assert_eq!(refused, Some(HashingError::Parameters));
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_serves_the_rest() {
    let hashing = start(HashingParameters { workers: 1, queue: 3, ..quick_hashes(8_192) });
    let words: Vec<Password> = (0..40).map(|number| password(&number.to_string())).collect();
    let asked = words.iter().map(|word| hashing.hash(word));
    let answers = futures::future::join_all(asked).await;
    let served = answers.iter().filter(|answer| answer.is_ok()).count();
    // one at work and three waiting; the worker may have taken its first before or after the queue was full
    assert!((3..=5).contains(&served), "{served}");
    assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| *error == HashingError::Overloaded));
    assert_eq!(hashing.waiting(), 0);
    assert!(hashing.hash(&words[0]).await.is_ok(), "and then serves again");
}
