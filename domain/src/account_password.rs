//! What became of the password typed in an organisation's application (`spec/registration.md`, "Linking an organisation
//! to an account"): shown to the inspector alone, so that the form can't be used to guess passwords.

use crate::keys::keyed_enum;

keyed_enum! {
    /// Whether the password typed is the one of the account that the person already has.
    AccountPassword {
        /// The person has no account: the password becomes its password at the grant.
        NoAccount = "no_account",
        /// It is the account's.
        Matched = "matched",
        /// It is not.
        NotMatched = "not_matched",
        /// The sign-in throttle held the account locked: the password was not tried.
        NotTried = "not_tried",
    }
}
