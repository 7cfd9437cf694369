//! How a decision words a ground: as it came with the program, or as an administrator has put it.

use domain::{lang::Lang, refusal::RefusalGround};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::ServiceError,
    storage::grounds::{self as storage, WordsRecord},
};

/// The words that came with the program: the first two follow paragraph 9 of the regulation.
pub fn built_in(ground: RefusalGround) -> WordsRecord {
    let (ru, ky) = match ground {
        RefusalGround::NoTaxRegistration => ("отсутствие налоговой регистрации", "салыктык каттоонун жоктугу"),
        RefusalGround::FictitiousEnterprise => (
            "наличие документальных сведений об участии в лжепредпринимательской деятельности и фиктивных поставках",
            "жалган ишкердикке жана жасалма жеткирүүлөргө катышкандыгы жөнүндө документтик маалыматтын болушу",
        ),
        RefusalGround::IdentityNotConfirmed => {
            ("личность заявителя не подтверждена", "арыз берүүчүнүн инсандыгы ырасталган жок")
        }
        RefusalGround::NotHeadOrAccountant => (
            "заявитель не является руководителем или бухгалтером организации",
            "арыз берүүчү уюмдун жетекчиси же бухгалтери эмес",
        ),
    };
    WordsRecord { ru: ru.to_owned(), ky: ky.to_owned() }
}

/// The words in one language; a reader of English gets Russian, as on the papers.
#[must_use]
pub fn in_language(words: &WordsRecord, lang: Lang) -> &str {
    if lang == Lang::Ky { &words.ky } else { &words.ru }
}

/// The words with which an application is refused now.
///
/// # Errors
/// The database's.
pub async fn of_ground(db: &mut PgConnection, ground: RefusalGround) -> Result<WordsRecord, ServiceError> {
    let replaced = storage::in_force(db).await?.into_iter().find(|version| version.ground == ground);
    Ok(replaced.and_then(|version| version.words).unwrap_or_else(|| built_in(ground)))
}

/// The words with which an application was refused.
///
/// # Errors
/// The database's.
pub async fn of_refusal(
    db: &mut PgConnection,
    application: Uuid,
    ground: RefusalGround,
) -> Result<WordsRecord, ServiceError> {
    Ok(storage::of_refusal(db, application).await?.unwrap_or_else(|| built_in(ground)))
}

/// An administrator's words of a refusal in the reader's language; empty where it is worded as it came with the program,
/// for which every page has words of its own.
///
/// # Errors
/// The database's.
pub async fn own_of_refusal(
    db: &mut PgConnection,
    application: Uuid,
    ground: RefusalGround,
    lang: Lang,
) -> Result<String, ServiceError> {
    let words = storage::of_refusal(db, application).await?.filter(|words| *words != built_in(ground));
    Ok(words.map(|words| in_language(&words, lang).to_owned()).unwrap_or_default())
}

/// The grounds that an administrator has worded, in the reader's language.
///
/// # Errors
/// The database's.
pub async fn replaced(db: &mut PgConnection, lang: Lang) -> Result<Vec<(RefusalGround, String)>, ServiceError> {
    let versions = storage::in_force(db).await?.into_iter();
    let worded = versions.filter_map(|version| Some((version.ground, version.words?)));
    Ok(worded.map(|(ground, words)| (ground, in_language(&words, lang).to_owned())).collect())
}
