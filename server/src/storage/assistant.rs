//! «Помощник»: the words of the passages, and which passages a question's words lead to
//! (`migrations/0016_guides.sql`).

use domain::lang::Lang;
use sqlx::PgPool;
use time::OffsetDateTime;

/// Editions that are kept: servers of so many versions may run side by side.
const KEPT: i64 = 10;

/// A word of a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexedWord {
    /// `ru`, `ky`, `en`.
    pub language: &'static str,
    /// Folded.
    pub word: String,
    /// What its forms have in common; empty where the database finds it.
    pub stem: String,
    /// Where the passage stands.
    pub passage: String,
    /// How much it counts there.
    pub weight: f32,
}

/// A passage that has words of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where it stands.
    pub passage: String,
    /// How well it fits, beside others.
    pub score: f64,
    /// The part of the question that it has, each word by its rarity; 0 to 1.
    pub share: f64,
    /// Its words that were meant, folded.
    pub words: Vec<String>,
}

/// Stores an edition unless it is there, and forgets the oldest ones.
///
/// # Errors
/// The database's.
pub async fn fill(
    pool: &PgPool,
    edition: &[u8],
    index: &[IndexedWord],
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    let mut transaction = super::pool::begin(pool).await?;
    // a second server waits here until the first has committed, and then finds it done
    let fresh = sqlx::query!(
        "INSERT INTO guide_edition (edition, loaded_at) VALUES ($1, $2) ON CONFLICT (edition) DO NOTHING",
        edition,
        now,
    )
    .execute(&mut *transaction)
    .await?
    .rows_affected()
        == 1;
    if fresh {
        let languages: Vec<String> = index.iter().map(|word| word.language.to_owned()).collect();
        let words: Vec<String> = index.iter().map(|word| word.word.clone()).collect();
        let stems: Vec<String> = index.iter().map(|word| word.stem.clone()).collect();
        let passages: Vec<String> = index.iter().map(|word| word.passage.clone()).collect();
        let weights: Vec<f32> = index.iter().map(|word| word.weight).collect();
        sqlx::query!(
            "INSERT INTO guide_word (edition, language, word, stem, passage, weight)
             SELECT $1, language, word,
                    CASE language WHEN 'ru' THEN coalesce((ts_lexize('russian_stem', word))[1], word)
                                  WHEN 'en' THEN coalesce((ts_lexize('english_stem', word))[1], word)
                                  ELSE stem END,
                    passage, weight
             FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::real[])
                  AS indexed(language, word, stem, passage, weight)",
            edition,
            &languages,
            &words,
            &stems,
            &passages,
            &weights,
        )
        .execute(&mut *transaction)
        .await?;
    } else {
        sqlx::query!("UPDATE guide_edition SET loaded_at = $2 WHERE edition = $1", edition, now)
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query!(
        "DELETE FROM guide_edition WHERE edition NOT IN
             (SELECT edition FROM guide_edition ORDER BY edition = $2 DESC, loaded_at DESC LIMIT $1)",
        KEPT,
        edition,
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await
}

/// The passages that have words of the question, the best first; `stems` beside `words`, empty where the database finds
/// them.
///
/// A word of the question meets the words that are the same, have the same stem, begin with it, or look like it
/// (trigrams): of those only the likest, so that a word that is known is never taken for another. A rare word counts more
/// than one that stands everywhere.
///
/// # Errors
/// The database's.
pub async fn search(
    pool: &PgPool,
    edition: &[u8],
    language: Lang,
    words: &[String],
    stems: &[String],
) -> Result<Vec<Found>, sqlx::Error> {
    sqlx::query_as!(
        Found,
        r#"WITH asked AS (
               SELECT number, word,
                      CASE $2 WHEN 'ru' THEN coalesce((ts_lexize('russian_stem', word))[1], word)
                              WHEN 'en' THEN coalesce((ts_lexize('english_stem', word))[1], word)
                              ELSE own END AS stem
               FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS typed(word, own, number)
           ), known AS (
               SELECT DISTINCT word, stem FROM guide_word WHERE edition = $1 AND language = $2
           ), likeness AS (
               SELECT asked.number, known.word,
                      CASE WHEN known.word = asked.word THEN 1.0
                           WHEN known.stem = asked.stem THEN 0.9
                           WHEN length(asked.stem) >= 4 AND starts_with(known.word, asked.stem)
                             OR length(known.stem) >= 4 AND starts_with(asked.word, known.stem) THEN 0.75
                           -- in a word of some length the vowels that sound alike are the ones mistaken
                           WHEN length(asked.word) < 6 THEN 0.9 * similarity(known.word, asked.word)
                           ELSE 0.9 * greatest(similarity(known.word, asked.word),
                                               similarity(translate(known.word, 'еоэ', 'иаи'),
                                                          translate(asked.word, 'еоэ', 'иаи'))) END AS likeness
               FROM asked CROSS JOIN known
           ), met AS (
               SELECT number, word, likeness
               FROM (SELECT *, max(likeness) OVER (PARTITION BY number) AS best FROM likeness) AS all_of_them
               WHERE likeness >= 0.3 AND likeness >= best * 0.75
           ), in_passage AS (
               SELECT met.number, guide_word.passage, max(met.likeness) AS likeness,
                      max(met.likeness * guide_word.weight) AS weight, array_agg(met.word) AS words
               FROM met JOIN guide_word ON guide_word.edition = $1 AND guide_word.language = $2
                                       AND guide_word.word = met.word
               GROUP BY met.number, guide_word.passage
           ), passages AS (
               SELECT count(DISTINCT passage)::float8 AS total FROM guide_word WHERE edition = $1 AND language = $2
           ), rarity AS (
               SELECT asked.number,
                      -- a word that no passage has says less than one that few have
                      CASE count(in_passage.passage) WHEN 0 THEN 0.5 * ln(1 + passages.total)
                           ELSE ln(1 + passages.total / count(in_passage.passage)) END AS rarity
               FROM asked CROSS JOIN passages LEFT JOIN in_passage USING (number)
               GROUP BY asked.number, passages.total
           ), question AS (
               SELECT sum(rarity) AS rarity FROM rarity
           ), scored AS (
               SELECT in_passage.passage,
                      sum(in_passage.weight * rarity.rarity)::float8 AS score,
                      sum(in_passage.likeness * rarity.rarity)::float8 / (SELECT rarity FROM question)::float8 AS share
               FROM in_passage JOIN rarity USING (number)
               GROUP BY in_passage.passage
           )
           SELECT passage AS "passage!", score * (0.4 + 0.6 * share) AS "score!", share AS "share!",
                  ARRAY(SELECT DISTINCT unnest(words) FROM in_passage WHERE in_passage.passage = scored.passage)
                      AS "words!"
           FROM scored
           ORDER BY 2 DESC, passage
           LIMIT 10"#,
        edition,
        language.code(),
        words,
        stems,
    )
    .fetch_all(pool)
    .await
}
