//! The QR code as one path of horizontal bars.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};

use crate::PaperError;

/// Draws `content` in modules, from the origin; gives its side with it. The caller leaves the quiet zone around it.
/// Level M: a fifteenth of the code may be creased or stained (ISO/IEC 18004).
pub(crate) fn path(content: &str) -> Result<(Path, f32), PaperError> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M)?;
    let width = code.width();
    let mut path = PathBuilder::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let bar = Rect::from_ltrb(x as f32, y as f32, (x + run.len()) as f32, (y + 1) as f32)
                    .ok_or(PaperError::Layout("a bar of the QR code"))?;
                path.push_rect(bar);
            }
            x += run.len();
        }
    }
    let path = path.finish().ok_or(PaperError::Layout("an empty QR code"))?;
    Ok((path, width as f32))
}
