//! The QR code as one path of horizontal strokes, each a module wide: half the bytes of as many rectangles.

use krilla::geom::{Path, PathBuilder};
pub(crate) use qrcode::EcLevel;
use qrcode::{Color, QrCode};

use crate::PaperError;

/// Draws `content` in modules, from the origin, to be stroked as [`Mark::Bars`](crate::sheet::Mark::Bars); gives its side with it. The caller leaves the quiet zone around it.
/// At level M a seventh of the code may be creased or stained, at level L half of that (ISO/IEC 18004).
pub(crate) fn path(content: &str, level: EcLevel) -> Result<(Path, f32), PaperError> {
    let code = QrCode::with_error_correction_level(content, level)?;
    let width = code.width();
    let mut path = PathBuilder::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let middle = y as f32 + 0.5;
                path.move_to(x as f32, middle);
                path.line_to((x + run.len()) as f32, middle);
            }
            x += run.len();
        }
    }
    let path = path.finish().ok_or(PaperError::Layout("an empty QR code"))?;
    Ok((path, width as f32))
}
