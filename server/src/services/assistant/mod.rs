//! «Помощник»: finds the passages of the guides and of the page of help that a question asks for.
//!
//! `words` takes a text apart, `kyrgyz` takes the endings off, `index` gives the words of all passages to the database,
//! `reading` says in which ways a question can be read, `excerpt` cuts and marks what is shown.

mod excerpt;
mod index;
mod kyrgyz;
mod reading;
mod words;

use app::api::{
    ApiError, Client, Field, Message,
    assistant::{Assistant, AssistantAnswer, AssistantForm, LONGEST_QUESTION, Passage},
};
use async_trait::async_trait;
use domain::{lang::Lang, limits::Limit};

use self::index::Place;
pub use self::index::fill;
use super::guides::reader;
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    guides::{LANGUAGES, Readers},
    storage::assistant::{self as storage, Found},
    throttle::{Throttle, client_key},
};

const MINUTE: u32 = 60;

/// Passages in an answer at the most.
const PASSAGES: usize = 4;

/// A passage beside the best one is shown from this part of its score on.
const BESIDE: f64 = 0.45;

/// A passage fits when it has this part of what was asked for, each word by its rarity.
const FITS: f64 = 0.34;

/// The same for a question asked in another language than the page's: words that only look alike are many there.
const FITS_ELSEWHERE: f64 = 0.5;

/// The use case of asking.
#[derive(Clone)]
pub struct AssistantService {
    foundation: Foundation,
    throttle: Throttle,
}

impl AssistantService {
    /// Over the index that [`fill`] has made.
    #[must_use]
    pub fn new(foundation: Foundation, throttle: Throttle) -> Self {
        Self { foundation, throttle }
    }

    async fn find(&self, client: &Client, form: &AssistantForm) -> Result<AssistantAnswer, ServiceError> {
        let question: String = form.question.trim().chars().take(LONGEST_QUESTION).collect();
        if question.is_empty() {
            return Err(ApiError::field(Field::Question, Message::Required).into());
        }
        let limit = self.foundation.limits.lately().await?.get(Limit::QuestionsPerMinute);
        self.throttle.spend("assistant", &client_key(client.address), limit, MINUTE).await?;
        let found = self.search(&question, client.lang, reader(client)).await?;
        metrics::counter!("cabinet_questions_total", "answered" => if found.is_empty() { "no" } else { "yes" })
            .increment(1);
        let passages = found.iter().filter_map(|found| passage(client.lang, found)).collect();
        Ok(AssistantAnswer { passages })
    }

    /// In the reader's language first; a question in another one finds the same passages through that one's words.
    async fn search(&self, question: &str, lang: Lang, readers: Readers) -> Result<Vec<Found>, ServiceError> {
        for language in [lang].into_iter().chain(LANGUAGES.into_iter().filter(|other| *other != lang)) {
            let mut best: Vec<Found> = Vec::new();
            for words in reading::readings(question, language) {
                let stems: Vec<String> = words.iter().map(|word| words::own_stem(language, word)).collect();
                let edition = index::edition(readers);
                let found = storage::search(&self.foundation.pool, edition, language, &words, &stems).await?;
                let found = fitting(found, if language == lang { FITS } else { FITS_ELSEWHERE });
                if score(&found) > score(&best) {
                    best = found;
                }
            }
            if !best.is_empty() {
                return Ok(best);
            }
        }
        Ok(Vec::new())
    }
}

#[async_trait]
impl Assistant for AssistantService {
    async fn ask(&self, client: &Client, form: &AssistantForm) -> Result<AssistantAnswer, ApiError> {
        answer(client, self.find(client, form)).await
    }
}

fn score(found: &[Found]) -> f64 {
    found.first().map_or(0.0, |best| best.score)
}

/// Those that have enough of the question, and of them the ones near the best.
fn fitting(found: Vec<Found>, enough: f64) -> Vec<Found> {
    let fits: Vec<Found> = found.into_iter().filter(|found| found.share >= enough).collect();
    let least = score(&fits) * BESIDE;
    fits.into_iter().filter(|found| found.score >= least).take(PASSAGES).collect()
}

fn passage(lang: Lang, found: &Found) -> Option<Passage> {
    let Place { guide, section } = index::place(lang, &found.passage)?;
    Some(Passage {
        address: found.passage.clone(),
        guide: guide.title.clone(),
        section: section.title.clone(),
        text: excerpt::excerpt(&section.paragraphs, &found.words),
    })
}
