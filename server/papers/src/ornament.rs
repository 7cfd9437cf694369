//! The band of кочкор мүйүз, the ram's horns of Kyrgyz felt: our own drawing. Two horns grow out of
//! one stem, curl outwards and meet the next pair at a small diamond.

use krilla::geom::Path;

use crate::outline::{Step, trace};

/// Width of one pair of horns in units of the drawing; its height is 10.
const PAIR: f32 = 24.0;

/// Left horn, stem at x = 12: drawn from the foot up and into the curl. The right one mirrors it.
const HORN: [[f32; 6]; 4] = [
    [12.0, 6.2, 11.4, 3.4, 9.0, 2.0],
    [6.6, 0.6, 3.4, 1.8, 3.2, 4.8],
    [3.0, 7.4, 6.6, 8.2, 7.4, 5.8],
    [7.9, 4.3, 6.2, 3.5, 5.5, 4.7],
];

/// A path that is drawn `times` times, `every` points to the right of the one before.
pub(crate) struct Repeated {
    pub(crate) path: Path,
    pub(crate) every: f32,
    pub(crate) times: u16,
}

/// The band, to be stroked, from (`left`, `top`) over `width` points: the pairs of horns, and the diamonds between them.
/// The pairs are stretched a little so that a whole number of them fits.
pub(crate) fn band(left: f32, top: f32, width: f32, height: f32) -> Option<[Repeated; 2]> {
    let scale = height / 10.0;
    let times = (width / (PAIR * scale)).floor().max(1.0) as u16;
    let pitch = width / (f32::from(times) * scale);
    let mut horns = Vec::new();
    for side in [-1.0, 1.0] {
        let middle = pitch * 0.5;
        horns.push(Step::Move(middle, 9.6));
        for [x1, y1, x2, y2, x, y] in HORN {
            let at = |x: f32| middle + side * (12.0 - x);
            horns.push(Step::Curve(at(x1), y1, at(x2), y2, at(x), y));
        }
    }
    let mut between = Vec::new();
    diamond(&mut between, pitch);
    let every = pitch * scale;
    let repeated = |steps: &[Step], times| Some(Repeated { path: trace(steps, left, top, scale)?, every, times });
    Some([repeated(&horns, times)?, repeated(&between, times.saturating_sub(1))?])
}

fn diamond(steps: &mut Vec<Step>, middle: f32) {
    steps.push(Step::Move(middle, 6.6));
    steps.push(Step::Line(middle + 1.5, 8.1));
    steps.push(Step::Line(middle, 9.6));
    steps.push(Step::Line(middle - 1.5, 8.1));
    steps.push(Step::Close);
}
