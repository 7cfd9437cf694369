//! The two forms in which domain values travel: fixed words (enums) and checked text.

/// A fieldless enum whose variants are known to the database, the wire and the translations by one
/// word each. The word is written once and serves `as_str`, `Display`, `FromStr` and serde.
macro_rules! keyed_enum {
    (
        $(#[$outer:meta])*
        $name:ident {
            $( $(#[$inner:meta])* $variant:ident = $key:literal ),+ $(,)?
        }
    ) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( $(#[$inner])* #[serde(rename = $key)] $variant ),+
        }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The snake_case word for the database, the wire and the keys of messages.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $key ),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownKey;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $( $key => Ok(Self::$variant), )+
                    _ => Err($crate::UnknownKey),
                }
            }
        }
    };
}

/// Like [`keyed_enum`], for what a parser refuses: an error in the sense of the standard library.
macro_rules! error_enum {
    ( $(#[$outer:meta])* $name:ident { $($body:tt)+ } ) => {
        $crate::keys::keyed_enum! { $(#[$outer])* $name { $($body)+ } }
        impl std::error::Error for $name {}
    };
}

/// Text on the wire, read back through the given parser: what arrives is as right as what was typed.
macro_rules! travels_as_text {
    ($name:ty, $parse:expr) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {error_enum, keyed_enum, travels_as_text};
