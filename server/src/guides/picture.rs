//! The pictures of the guides, as the end-to-end suite takes them (`make guides`).

use std::sync::LazyLock;

use domain::lang::Lang;
use sha2::{Digest, Sha256};

/// Pixels of a picture to one of the page: they are taken for sharp screens.
const DENSITY: u32 = 2;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The language of what is seen on it.
    pub language: &'static str,
    /// Its name in the guides.
    pub name: &'static str,
    /// The last part of its address: language, name and digest, so that it may be kept for ever.
    pub file: String,
    /// Width on the page, CSS pixels.
    pub width: u32,
    /// Height on the page, CSS pixels.
    pub height: u32,
    /// WebP.
    pub content: &'static [u8],
}

impl Picture {
    /// Where it is served.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/guides/pictures/{}", self.file)
    }
}

/// All pictures.
pub fn pictures() -> &'static [Picture] {
    static READ: LazyLock<Vec<Picture>> = LazyLock::new(|| super::PICTURES.iter().filter_map(read).collect());
    &READ
}

/// The picture of a name, in the guide's language or, where it was not taken in that, in Russian.
pub(super) fn named(lang: Lang, name: &str) -> Option<&'static Picture> {
    let of = |code: &str| pictures().iter().find(|picture| picture.language == code && picture.name == name);
    of(lang.code()).or_else(|| of(Lang::Ru.code()))
}

fn read((language, name, content): &(&'static str, &'static str, &'static [u8])) -> Option<Picture> {
    let (width, height) = size(content)?;
    let digest = hex::encode(Sha256::digest(content));
    let file = format!("{language}-{name}.{}.webp", &digest[..16]);
    Some(Picture { language, name, file, width: width / DENSITY, height: height / DENSITY, content })
}

/// Width and height in pixels of a WebP (RFC 9649): the canvas of the extended form, the frame of the simple ones.
fn size(webp: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize, bytes: usize| {
        let little = webp.get(at..at + bytes)?;
        Some(little.iter().rev().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte)))
    };
    if webp.get(..4)? != b"RIFF" || webp.get(8..12)? != b"WEBP" {
        return None;
    }
    match webp.get(12..16)? {
        b"VP8X" => Some((number(24, 3)? + 1, number(27, 3)? + 1)),
        b"VP8 " => Some((number(26, 2)? & 0x3fff, number(28, 2)? & 0x3fff)),
        b"VP8L" => {
            let packed = number(21, 4)?;
            Some(((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_each_form_of_the_format() {
        let file = |rest: &[u8]| [b"RIFF\0\0\0\0WEBP".as_slice(), rest].concat();
        let extended = file(b"VP8X\x0a\0\0\0\0\0\0\0\xcf\x02\0\x1f\x03\0");
        assert_eq!(size(&extended), Some((720, 800)));
        let lossy = file(b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\xd0\x02\x20\x03");
        assert_eq!(size(&lossy), Some((720, 800)));
        let lossless = file(b"VP8L\0\0\0\0\x2f\xcf\xc2\xc7\x00");
        assert_eq!(size(&lossless), Some((720, 800)));
        assert_eq!(size(b"\x89PNG"), None);
        assert_eq!(size(&lossy[..27]), None, "cut short");
    }
}
