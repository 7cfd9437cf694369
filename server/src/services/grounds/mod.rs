//! «Тексты оснований»: what an administrator sees of the words of the grounds, and how they change them.

pub mod words;

use app::api::{
    ApiError, Client, Permission,
    grounds::{
        ChosenGround, GroundAnswer, GroundEvent, GroundField, GroundForm, GroundProblem, GroundView, GroundWords,
        GroundsAdministration, GroundsPage,
    },
};
use async_trait::async_trait;
use domain::{eligibility::ChangeReason, refusal::RefusalGround};
use serde_json::json;

use super::{sign_in::session, staff_act::StaffAct};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    storage::{
        audit::Action,
        grounds::{self as storage, GroundRevision, GroundVersion, NewGround, WordsRecord},
    },
};

/// Changes that the page shows; the trail has them all.
const SHOWN: i64 = 50;

/// The use cases of the words.
#[derive(Clone)]
pub struct GroundsService {
    foundation: Foundation,
}

/// A change that can be made.
struct Judged {
    ground: RefusalGround,
    /// None: back to those that came with the program.
    words: Option<WordsRecord>,
    reason: ChangeReason,
}

impl GroundsService {
    /// The words of this database.
    #[must_use]
    pub fn new(foundation: Foundation) -> Self {
        Self { foundation }
    }

    async fn show(&self, client: &Client, chosen: &str) -> Result<GroundsPage, ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangeGrounds)?;
        let mut db = self.foundation.pool.acquire().await?;
        let versions = storage::in_force(&mut db).await?;
        let chosen = match chosen.parse().ok() {
            Some(ground) => Some(ChosenGround {
                view: view(ground, &versions),
                built_in: told(words::built_in(ground)),
                version: newest(&versions, ground).map_or(0, |newest| newest.version),
                history: storage::newest(&mut db, ground, SHOWN).await?.into_iter().map(event).collect(),
            }),
            None => None,
        };
        Ok(GroundsPage {
            administrator: administrator.name.clone(),
            grounds: RefusalGround::ALL.iter().map(|ground| view(*ground, &versions)).collect(),
            chosen,
        })
    }

    /// What would be stored, or why it can't be: the same for the preview and for the change itself.
    async fn judged(&self, form: &GroundForm) -> Result<Result<Judged, Vec<GroundProblem>>, ServiceError> {
        let ground: RefusalGround = form.ground.parse().map_err(|_| ApiError::NotFound)?;
        let mut db = self.foundation.pool.acquire().await?;
        let versions = storage::in_force(&mut db).await?;
        drop(db);
        let newest = newest(&versions, ground);
        if newest.map_or(0, |newest| newest.version) != form.version {
            return Ok(Err(vec![GroundProblem::Outdated]));
        }
        let mut problems = Vec::new();
        // one paragraph of plain text, like the reason
        let mut read = |field, text: &str| {
            ChangeReason::parse(text).map_err(|error| problems.push(GroundProblem::Field(field, error))).ok()
        };
        let words = if form.reset == "on" {
            None
        } else {
            let (ru, ky) = (read(GroundField::Russian, &form.words_ru), read(GroundField::Kyrgyz, &form.words_ky));
            let text = |words: Option<ChangeReason>| words.map(|words| words.as_str().to_owned()).unwrap_or_default();
            Some(WordsRecord { ru: text(ru), ky: text(ky) })
        };
        let reason = read(GroundField::Reason, &form.reason);
        // the words that came with the program are no administrator's, though one has typed them
        let words = words.filter(|words| *words != words::built_in(ground));
        if newest.and_then(|newest| newest.words.as_ref()) == words.as_ref() {
            problems.insert(0, GroundProblem::Unchanged);
        }
        Ok(match reason {
            Some(reason) if problems.is_empty() => Ok(Judged { ground, words, reason }),
            _ => Err(problems),
        })
    }

    async fn look(&self, client: &Client, form: &GroundForm) -> Result<GroundAnswer, ServiceError> {
        client.staff_who_may(Permission::ChangeGrounds)?;
        Ok(match self.judged(form).await? {
            Ok(Judged { ground, words, .. }) => {
                GroundAnswer::Preview(told(words.unwrap_or_else(|| words::built_in(ground))))
            }
            Err(problems) => GroundAnswer::Refused(problems),
        })
    }

    async fn change_words(&self, client: &Client, form: &GroundForm) -> Result<GroundAnswer, ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangeGrounds)?;
        let Judged { ground, words, reason } = match self.judged(form).await? {
            Ok(judged) => judged,
            Err(problems) => return Ok(GroundAnswer::Refused(problems)),
        };
        let at = self.foundation.now();
        let by = session::id(&administrator.staff)?;
        let mut tx = self.foundation.begin().await?;
        let new = NewGround { ground, seen: form.version, words: words.as_ref(), at, by, reason: &reason };
        if !storage::change(&mut tx, &new).await? {
            return Ok(GroundAnswer::Refused(vec![GroundProblem::Outdated]));
        }
        let details = json!({
            "ground": ground, "version": form.version.saturating_add(1), "words": words.map(told),
            "reason": reason.as_str(),
        });
        StaffAct::on_nobody(at, Action::GroundWordingChanged, details).keep(&mut tx, client, administrator).await?;
        tx.commit().await?;
        Ok(GroundAnswer::Kept)
    }
}

fn newest(versions: &[GroundVersion], ground: RefusalGround) -> Option<&GroundVersion> {
    versions.iter().find(|version| version.ground == ground)
}

fn view(ground: RefusalGround, versions: &[GroundVersion]) -> GroundView {
    let replaced = newest(versions, ground).and_then(|newest| newest.words.clone());
    GroundView {
        ground,
        replaced: replaced.is_some(),
        words: told(replaced.unwrap_or_else(|| words::built_in(ground))),
    }
}

fn told(WordsRecord { ru, ky }: WordsRecord) -> GroundWords {
    GroundWords { ru, ky }
}

fn event(revision: GroundRevision) -> GroundEvent {
    GroundEvent {
        at: revision.changed_at.into(),
        who: revision.changed_by,
        reason: revision.reason,
        words: revision.words.map(told),
    }
}

#[async_trait]
impl GroundsAdministration for GroundsService {
    async fn page(&self, client: &Client, chosen: &str) -> Result<GroundsPage, ApiError> {
        answer(client, self.show(client, chosen)).await
    }

    async fn preview(&self, client: &Client, form: &GroundForm) -> Result<GroundAnswer, ApiError> {
        answer(client, self.look(client, form)).await
    }

    async fn change(&self, client: &Client, form: &GroundForm) -> Result<GroundAnswer, ApiError> {
        answer(client, self.change_words(client, form)).await
    }
}
