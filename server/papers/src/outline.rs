//! Drawings given as steps of a pen: the coat of arms of the configuration.

use krilla::geom::{Path, PathBuilder};

use crate::sheet::rounded;

/// One step of the pen; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Lift the pen and put it down at (x, y).
    Move(f32, f32),
    /// A straight line to (x, y).
    Line(f32, f32),
    /// A cubic Bézier curve: both control points, then the end.
    Curve(f32, f32, f32, f32, f32, f32),
    /// A straight line back to where the pen was put down.
    Close,
}

/// A drawing in one colour, filled: the coat of arms.
#[derive(Debug, Clone, PartialEq)]
pub struct Emblem {
    width: f32,
    height: f32,
    steps: Vec<Step>,
    alt_ru: String,
    alt_ky: String,
}

/// Why a drawing is not an emblem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutlineError {
    /// Width and height must be positive and finite.
    #[error("the emblem's width and height must be positive")]
    Size,
    /// A drawing begins with [`Step::Move`], draws something and uses finite numbers only.
    #[error("the emblem's steps do not draw anything")]
    Steps,
}

impl Emblem {
    /// A drawing in a box of `width` × `height`, any unit, with its name for those who can't see
    /// it.
    ///
    /// # Errors
    /// [`OutlineError`] if the box is empty or the steps draw nothing.
    pub fn new(
        width: f32,
        height: f32,
        steps: Vec<Step>,
        alt_ru: String,
        alt_ky: String,
    ) -> Result<Self, OutlineError> {
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return Err(OutlineError::Size);
        }
        let begins = matches!(steps.first(), Some(Step::Move(..)));
        if !begins || steps.len() < 3 || trace(&steps, 0.0, 0.0, 1.0).is_none() {
            return Err(OutlineError::Steps);
        }
        Ok(Self { width, height, steps, alt_ru, alt_ky })
    }

    /// The drawing inside the square of `side` points whose upper left corner is (`left`, `top`).
    pub(crate) fn path(&self, left: f32, top: f32, side: f32) -> Option<Path> {
        trace(&self.steps, left, top, side / self.width.max(self.height))
    }

    pub(crate) fn alt(&self) -> (&str, &str) {
        (&self.alt_ru, &self.alt_ky)
    }
}

/// Follows the pen, moved by (`left`, `top`) and scaled.
pub(crate) fn trace(steps: &[Step], left: f32, top: f32, scale: f32) -> Option<Path> {
    let (x, y) = (|x: f32| rounded(left + x * scale), |y: f32| rounded(top + y * scale));
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(to_x, to_y) => path.move_to(x(to_x), y(to_y)),
            Step::Line(to_x, to_y) => path.line_to(x(to_x), y(to_y)),
            Step::Curve(x1, y1, x2, y2, to_x, to_y) => {
                path.cubic_to(x(x1), y(y1), x(x2), y(y2), x(to_x), y(to_y));
            }
            Step::Close => path.close(),
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emblem_must_draw_something() {
        let triangle = vec![Step::Move(0.0, 0.0), Step::Line(4.0, 0.0), Step::Line(2.0, 3.0), Step::Close];
        let emblem = |width, steps| Emblem::new(width, 3.0, steps, "герб".into(), "герб".into());
        assert!(emblem(4.0, triangle.clone()).is_ok());
        assert_eq!(emblem(0.0, triangle).err(), Some(OutlineError::Size));
        assert_eq!(emblem(4.0, vec![]).err(), Some(OutlineError::Steps));
        let infinite = vec![Step::Move(0.0, 0.0), Step::Line(f32::NAN, 0.0), Step::Close];
        assert_eq!(emblem(4.0, infinite).err(), Some(OutlineError::Steps));
    }
}
