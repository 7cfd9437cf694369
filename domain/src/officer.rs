//! Who may act for an organisation (`spec/registration.md`): its head and its accountant, as the registry names them.

use crate::keys::keyed_enum;

keyed_enum! {
    /// What a person is in an organisation.
    OfficerRole {
        /// Руководитель.
        Head = "head",
        /// Бухгалтер.
        Accountant = "accountant",
    }
}
