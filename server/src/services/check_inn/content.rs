//! What a file is, by its bytes: names and declared types are whatever the sender says.

use app::api::check_inn::ListError;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1251};

/// A file that may hold a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A text, decoded.
    Text(String),
    /// A zip: an XLSX, if anything.
    Workbook,
}

/// A zip's first record, or the end record of an empty one (APPNOTE 4.3.7, 4.3.16).
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// A compound file ([MS-CFB] 2.2): what Excel wrote before 2007, and writes still for a workbook with a password.
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const PDF: &[u8] = b"%PDF-";

/// Looks at the bytes.
pub(super) fn recognise(file: &[u8]) -> Result<Content, ListError> {
    if ZIP.iter().any(|magic| file.starts_with(magic)) {
        return Ok(Content::Workbook);
    }
    if file.starts_with(COMPOUND_FILE) {
        return Err(ListError::OldWorkbook);
    }
    if file.starts_with(PDF) {
        return Err(ListError::NotAList);
    }
    let text = decode(file).ok_or(ListError::NotAList)?;
    let binary = text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'));
    if binary { Err(ListError::NotAList) } else { Ok(Content::Text(text)) }
}

/// A byte order mark, the zeros of UTF-16, UTF-8, else windows-1251, which Excel writes in this part of the world.
fn decode(file: &[u8]) -> Option<String> {
    match file {
        [0xff, 0xfe, rest @ ..] => return Some(UTF_16LE.decode_without_bom_handling(rest).0.into_owned()),
        [0xfe, 0xff, rest @ ..] => return Some(UTF_16BE.decode_without_bom_handling(rest).0.into_owned()),
        _ => {}
    }
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    if file.contains(&0) {
        let encoding = utf16_without_mark(file)?;
        return Some(encoding.decode_without_bom_handling(file).0.into_owned());
    }
    Some(match std::str::from_utf8(file) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1251.decode_without_bom_handling(file).0.into_owned(),
    })
}

/// Digits and separators of UTF-16 have a zero in every other byte.
fn utf16_without_mark(file: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |first: usize| file.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even, odd) {
        (0, odd) if odd * 4 > file.len() => Some(UTF_16LE),
        (even, 0) if even * 4 > file.len() => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &[u8]) -> Result<Content, ListError> {
        recognise(file)
    }

    #[test]
    fn every_encoding_that_excel_writes_is_read() {
        let expected = Ok(Content::Text("ИНН\r\n1".to_owned()));
        let utf16 = |big: bool| -> Vec<u8> {
            "ИНН\r\n1"
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        assert_eq!(text("ИНН\r\n1".as_bytes()), expected);
        assert_eq!(text("\u{feff}ИНН\r\n1".as_bytes()), expected);
        assert_eq!(text(&[b"\xff\xfe", utf16(false).as_slice()].concat()), expected);
        assert_eq!(text(&[b"\xfe\xff", utf16(true).as_slice()].concat()), expected);
        assert_eq!(text(b"\xc8\xcd\xcd\r\n1"), expected);
        let digits: Vec<u8> = "11503199000123\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&digits), Ok(Content::Text("11503199000123\n".to_owned())));
        let digits: Vec<u8> = "11503199000123\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&digits), Ok(Content::Text("11503199000123\n".to_owned())));
    }

    #[test]
    fn what_is_no_list_is_told_whatever_its_name() {
        assert_eq!(text(b"%PDF-1.7\n1 0 obj"), Err(ListError::NotAList));
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), Err(ListError::NotAList));
        assert_eq!(text(b"\xff\xd8\xff\xe0\x00\x10JFIF"), Err(ListError::NotAList));
        assert_eq!(text(b"115031990\x0000123"), Err(ListError::NotAList));
        assert_eq!(text(COMPOUND_FILE), Err(ListError::OldWorkbook));
        assert_eq!(text(b"PK\x03\x04rest"), Ok(Content::Workbook));
        assert_eq!(text(b""), Ok(Content::Text(String::new())));
    }
}
