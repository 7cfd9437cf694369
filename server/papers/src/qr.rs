//! The QR code as one path of horizontal bars.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};

use crate::PaperError;

/// Draws `content` into the square at (`left`, `top`). The caller leaves the quiet zone around it.
/// Level M: a fifteenth of the code may be creased or stained (ISO/IEC 18004).
pub(crate) fn path(content: &str, left: f32, top: f32, side: f32) -> Result<Path, PaperError> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M)?;
    let width = code.width();
    let module = side / width as f32;
    let mut path = PathBuilder::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (from, to) = (x as f32 * module, (x + run.len()) as f32 * module);
                let (upper, lower) = (y as f32 * module, (y + 1) as f32 * module);
                let bar = Rect::from_ltrb(left + from, top + upper, left + to, top + lower)
                    .ok_or(PaperError::Layout("a bar of the QR code"))?;
                path.push_rect(bar);
            }
            x += run.len();
        }
    }
    path.finish().ok_or(PaperError::Layout("an empty QR code"))
}
