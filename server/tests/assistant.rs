//! «Помощник»: real questions, typed well and badly, find their passages; what nobody wrote about finds nothing.

use std::collections::BTreeSet;

use app::api::{
    ApiError, Client, Field, Message,
    assistant::{AssistantAnswer, AssistantForm, LONGEST_QUESTION},
};
use domain::lang::Lang;
use server::{guides::FOR_STAFF, services::assistant};

use crate::support::TestApp;

/// The language of the page, the question as somebody typed it, and the passages any of which answers it.
const QUESTIONS: &[(Lang, &str, &[&str])] = &[
    (
        Lang::Ru,
        "как получить доступ к кабинету",
        &["/guides/access#who", "/guides/access#inn", "/guides/access#needed", "/guides/access#visit"],
    ),
    (Lang::Ru, "я забыл пароль что делать", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ru, "забыла пороль", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ru, "pf,sk gfhjkm", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ru, "zabyl parol", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ru, "потеряла код заявления", &["/guides/application#lost-code"]),
    (Lang::Ru, "где взять код завления", &["/guides/application#lost-code", "/guides/access#print", "/help#code-help"]),
    (Lang::Ru, "пользователь с данным инн не является налогоплательщиком", &["/guides/add-inn#when"]),
    (Lang::Ru, "мой инн не находит", &["/guides/add-inn#when", "/help#not-found"]),
    (Lang::Ru, "как добавить инн", &["/guides/add-inn#add"]),
    (Lang::Ru, "нету принтера", &["/help#bring", "/guides/access#print", "/guides/access#needed"]),
    (Lang::Ru, "что взять с собой в налоговую", &["/guides/access#visit", "/help#bring"]),
    (Lang::Ru, "сколько ждать решения", &["/guides/access#visit"]),
    (Lang::Ru, "можно ли прийти вместо мужа по доверености", &["/guides/access#visit", "/help#somebody-else"]),
    (Lang::Ru, "пароли не совпадают", &["/guides/access#password"]),
    (Lang::Ru, "какой должен быть пароль", &["/guides/access#password", "/help#password-help"]),
    (Lang::Ru, "неправильный логин или пароль", &["/guides/access#sign-in"]),
    (Lang::Ru, "что такое логин", &["/help#login-help", "/guides/access#sign-in"]),
    (Lang::Ru, "отменить заявку", &["/guides/application#withdraw"]),
    (Lang::Ru, "хочу исправить ошибку в заявлении", &["/guides/application#withdraw"]),
    (Lang::Ru, "почему мне отказали", &["/guides/application#states"]),
    (Lang::Ru, "прошло 30 дней не успел", &["/guides/application#deadline", "/help#late"]),
    (Lang::Ru, "зарегистрировать осоо", &["/guides/organisation#form"]),
    (Lang::Ru, "как привязать вторую фирму", &["/guides/organisation#several", "/guides/organisation#from-cabinet"]),
    (Lang::Ru, "филиал организации", &["/guides/organisation#branch"]),
    (Lang::Ru, "я бухгалтер могу ли подать за организацию", &["/guides/organisation#who"]),
    (Lang::Ru, "проверить список инн excel", &["/guides/add-inn#list"]),
    (Lang::Ru, "ghjdthbnm byy", &["/guides/add-inn#check"]),
    (Lang::Ru, "сменить пароль", &["/guides/restore#change"]),
    (Lang::Ru, "плательщик ндс", &["/guides/access#who", "/guides/organisation#who"]),
    (Lang::Ru, "заполняю на чужом компьютере", &["/help#shared", "/guides/application#shared"]),
    (Lang::Ru, "телефон поддержки", &["/help#contact"]),
    (Lang::Ru, "распечатать заявление ещё раз", &["/guides/application#print"]),
    (Lang::Ru, "registracia", &["/guides/access#inn", "/guides/organisation#form", "/guides/access#who"]),
    (Lang::Ru, "не приходит напоминание на почту", &["/guides/application#deadline", "/guides/access#contacts"]),
    (Lang::Ru, "серия паспорта латинскими", &["/guides/access#contacts"]),
    (Lang::Ky, "сыр сөздү унутуп калдым", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ky, "сыр созду унуттум", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ky, "пароль эсимде жок", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ky, "забыл пароль", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ky, "арызымдын кодун жоготуп алдым", &["/guides/application#lost-code"]),
    (Lang::Ky, "арыздын абалын кантип билсе болот", &["/guides/application#find"]),
    (Lang::Ky, "исним табылбай жатат", &["/guides/add-inn#when", "/help#not-found"]),
    (Lang::Ky, "ИСНди кантип кошом", &["/guides/add-inn#add"]),
    (Lang::Ky, "каттоодон кантип өтсөм болот", &["/guides/access#inn", "/guides/organisation#form"]),
    (Lang::Ky, "принтерим жок", &["/help#bring", "/guides/access#print", "/guides/access#needed"]),
    (Lang::Ky, "мскбга эмнелерди алып барам", &["/guides/access#visit", "/help#bring", "/guides/organisation#visit"]),
    (Lang::Ky, "чечимди канча күтөм", &["/guides/access#visit"]),
    (Lang::Ky, "уюмду каттагым келет", &["/guides/organisation#form", "/guides/organisation#who"]),
    (Lang::Ky, "экинчи уюмду кантип кошом", &["/guides/organisation#several"]),
    (Lang::Ky, "арызды кайтарып алгым келет", &["/guides/application#withdraw"]),
    (Lang::Ky, "арызымда ката кетти", &["/guides/application#withdraw"]),
    (Lang::Ky, "логинди кайдан алам", &["/help#login-help", "/guides/access#visit", "/guides/access#sign-in"]),
    (Lang::Ky, "кабинетке кире албай жатам", &["/guides/access#sign-in"]),
    (Lang::Ky, "сыр сөздү алмаштыруу", &["/guides/restore#change"]),
    (Lang::Ky, "отуз күн өтүп кетти үлгүрбөй калдым", &["/guides/application#deadline", "/help#late"]),
    (Lang::Ky, "исн базада барбы", &["/guides/add-inn#check"]),
    (Lang::Ky, "syr sozdu unuttum", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::Ky, "кызматкерлердин ИСНдерин текшеруу", &["/guides/add-inn#list"]),
    (Lang::Ky, "ордума бирөө бара алабы", &["/help#somebody-else"]),
    (Lang::En, "forgot my pasword", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::En, "application code lost", &["/guides/application#lost-code"]),
    (Lang::En, "register a company", &["/guides/organisation#form", "/guides/organisation#who"]),
    (Lang::Ru, "не помню свой логин", &["/guides/restore#when", "/help#login-help"]),
    (Lang::Ru, "в какой налоговой подавать", &["/guides/access#visit"]),
    (Lang::Ru, "нужна ли электронная подпись", &["/guides/access#who", "/guides/organisation#who"]),
    (Lang::Ru, "я ИП могу получить доступ", &["/guides/access#who"]),
    (Lang::Ru, "сайт пишет реестр временно недоступен", &["/guides/access#problems"]),
    (Lang::Ru, "сколько стоит регистрация", &["/guides/access#needed"]),
    (Lang::Ru, "какие документы нужны", &["/guides/access#needed", "/guides/access#visit"]),
    (Lang::Ru, "слишком много попыток входа", &["/guides/access#sign-in"]),
    (Lang::Ru, "где посмотреть статус заявки", &["/guides/application#find"]),
    (Lang::Ru, "пароль слишком простой", &["/guides/access#password"]),
    (Lang::Ru, "меня нет в базе налогоплательщиков", &["/guides/add-inn#when"]),
    (Lang::Ru, "можно восстановить пароль по телефону", &["/guides/restore#visit"]),
    (Lang::Ru, "kak vosstanovit parol", &["/guides/restore#form", "/guides/restore#when", "/guides/restore#visit"]),
    (
        Lang::Ru,
        "rjl pfzdktybz",
        &["/guides/application#lost-code", "/guides/access#print", "/help#code-help", "/guides/application#find"],
    ),
    (Lang::Ru, "директор уволился а я новый", &["/guides/organisation#who"]),
    (Lang::Ru, "регистация юр лица", &["/guides/organisation#form", "/guides/organisation#who"]),
    (Lang::Ru, "до какого числа надо прийти", &["/guides/application#deadline", "/guides/access#visit"]),
    (Lang::Ru, "куда звонить", &["/help#contact"]),
    (Lang::Ru, "отозвать", &["/guides/application#withdraw"]),
    (Lang::Ru, "скачать пдф заявления", &["/guides/application#print", "/guides/access#print"]),
    (Lang::Ky, "каттоо акысызбы", &["/guides/access#needed"]),
    (Lang::Ky, "кайсы документтер керек", &["/guides/access#needed"]),
    (Lang::Ky, "паролду кантип алмаштырам", &["/guides/restore#change"]),
    (Lang::Ky, "жеке ишкер каттала алабы", &["/guides/access#who"]),
    (Lang::Ky, "сыр сөзүм жарабайт дейт", &["/guides/access#password"]),
    (Lang::Ky, "логинимди жоготуп койдум", &["/guides/restore#when"]),
    (Lang::Ky, "арызды басып чыгаруу", &["/guides/application#print", "/guides/access#print"]),
    (Lang::Ky, "паспорттун сериясы", &["/guides/access#contacts"]),
    (Lang::Ky, "кайда чалсам болот", &["/help#contact"]),
    (Lang::Ky, "эмне учун баш тартышты", &["/guides/application#states"]),
    (Lang::Ky, "салык толоочу эмес деп жатат", &["/guides/add-inn#when"]),
    (Lang::Ky, "бухгалтер катталса болобу", &["/guides/organisation#who"]),
    (Lang::Ky, "филиалды кошуу", &["/guides/organisation#branch"]),
    (Lang::Ky, "электрондук кол тамга керекпи", &["/guides/access#who", "/guides/organisation#who"]),
    (Lang::Ky, "электрондук почта милдеттүүбү", &["/guides/access#contacts"]),
    (Lang::Ky, "parolumdu unuttum", &["/guides/restore#when", "/guides/restore#form", "/help#forgotten"]),
    (Lang::En, "how long does it take", &["/guides/access#visit"]),
    (Lang::En, "change my password", &["/guides/restore#change"]),
    (Lang::En, "cancel application", &["/guides/application#withdraw"]),
    (Lang::En, "is it free", &["/guides/access#needed"]),
    (Lang::Ru, "как переключиться на другую организацию", &["/guides/organisation#choose"]),
    (Lang::Ru, "уволился хочу отвязать организацию", &["/guides/organisation#unlink"]),
    (Lang::Ky, "уюмдун атынан кантип кирем", &["/guides/organisation#choose"]),
    (Lang::Ky, "кабинеттен уюм кошом", &["/guides/organisation#from-cabinet"]),
    (Lang::En, "switch to my company", &["/guides/organisation#choose"]),
];

/// Nothing of this is in the guides.
const FOREIGN: &[(Lang, &str)] = &[
    (Lang::Ru, "рецепт борща"),
    (Lang::Ru, "погода в бишкеке завтра"),
    (Lang::Ky, "бүгүн аба ырайы кандай"),
    (Lang::En, "qqqq zzzz"),
    (Lang::Ru, "?!… — «»"),
    (Lang::Ky, "\u{202e}\u{200b}"),
];

async fn ready() -> TestApp {
    let test = TestApp::with(|settings| settings.assistant.per_client_per_minute = 10_000).await;
    assistant::fill(&test.foundation).await.unwrap();
    test
}

async fn ask(test: &TestApp, lang: Lang, question: &str) -> Result<AssistantAnswer, ApiError> {
    let client = Client { lang, ..test.stranger() };
    test.services.assistant.ask(&client, &AssistantForm { question: question.to_owned() }).await
}

#[tokio::test]
async fn real_questions_find_their_passage_among_the_first_three() {
    let test = ready().await;
    let (mut first, mut missed) = (0, Vec::new());
    for (lang, question, right) in QUESTIONS {
        let found = ask(&test, *lang, question).await.unwrap();
        let place = found.passages.iter().position(|passage| right.contains(&passage.address.as_str()));
        first += usize::from(place == Some(0));
        if place.is_none_or(|place| place > 2) {
            let got: Vec<_> = found.passages.iter().map(|passage| passage.address.as_str()).collect();
            missed.push(format!("{lang:?} {question}: {got:?}"));
        }
    }
    assert!(QUESTIONS.len() >= 30);
    assert!(missed.is_empty(), "of {}: {missed:#?}", QUESTIONS.len());
    assert!(first * 10 >= QUESTIONS.len() * 9, "only {first} of {} are the first", QUESTIONS.len());
}

#[tokio::test]
async fn a_question_in_another_language_is_answered_in_the_reader_s() {
    let test = ready().await;
    let found = ask(&test, Lang::En, "какой код заявления, потеряла").await.unwrap();
    assert_eq!(found.passages[0].address, "/guides/application#lost-code");
    assert_eq!(found.passages[0].section, "If the code is lost");
}

/// What staff ask, in the same form as [`QUESTIONS`].
const OF_STAFF: &[(Lang, &str, &[&str])] = &[
    (Lang::Ru, "как вернуть неполное заявление", &["/guides/window#return"]),
    (Lang::Ru, "не печатается решение принтер", &["/guides/trouble#printer"]),
    (Lang::Ru, "потерян телефон и резервные коды", &["/guides/staff-entry#problems", "/guides/trouble#phone"]),
    (Lang::Ru, "горячие клавиши", &["/guides/window#keys"]),
    (Lang::Ru, "основание отказа", &["/guides/window#refuse"]),
    (Lang::Ru, "внести аннулирование", &["/guides/office-annulment#application"]),
    (Lang::Ru, "пригласить сотрудника", &["/guides/administration#invite"]),
    (Lang::Ky, "экинчи факторду кантип орнотом", &["/guides/staff-entry#factor"]),
    (Lang::Ky, "принтер чечимди басып чыгарбай жатат", &["/guides/trouble#printer"]),
    (Lang::Ky, "толук эмес арызды кайтаруу", &["/guides/window#return"]),
    (Lang::Ky, "документ боюнча жокко чыгаруу", &["/guides/office-annulment#evidence"]),
    (Lang::En, "reset a second factor", &["/guides/administration#reset", "/guides/staff-entry#problems"]),
];

#[tokio::test]
async fn staff_find_their_own_guides_and_others_never_do() {
    let test = ready().await;
    let inspector = test.inspector("osmonova.001", "001").await;
    for (lang, question, right) in OF_STAFF {
        let client = Client { lang: *lang, ..inspector.clone() };
        let form = AssistantForm { question: (*question).to_owned() };
        let found = test.services.assistant.ask(&client, &form).await.unwrap();
        let got: Vec<&str> = found.passages.iter().map(|passage| passage.address.as_str()).collect();
        assert!(got.iter().take(3).any(|address| right.contains(address)), "{lang:?} {question}: {got:?}");
        for passage in ask(&test, *lang, question).await.unwrap().passages {
            let staff = FOR_STAFF.iter().any(|slug| passage.address.starts_with(&format!("/guides/{slug}#")));
            assert!(!staff, "{question}: {}", passage.address);
        }
    }
    // an inspector is asked by taxpayers
    let form = AssistantForm { question: "забыл пароль от кабинета".to_owned() };
    let found = test.services.assistant.ask(&inspector, &form).await.unwrap();
    let restoring = |address: &str| address.starts_with("/guides/restore#") || address == "/help#forgotten";
    assert!(found.passages.iter().any(|passage| restoring(&passage.address)), "{found:?}");
}

#[tokio::test]
async fn what_nobody_wrote_about_finds_nothing() {
    let test = ready().await;
    for (lang, question) in FOREIGN {
        let found = ask(&test, *lang, question).await.unwrap();
        assert_eq!(found.passages, [], "{question}");
    }
}

#[tokio::test]
async fn the_words_asked_for_are_marked_and_markup_is_text() {
    let test = ready().await;
    let found = ask(&test, Lang::Ru, "<b>коды</b> заявлений потерян").await.unwrap();
    let best = &found.passages[0];
    let marked: Vec<&str> = best.text.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
    assert!(marked.contains(&"заявление") && marked.contains(&"Код"), "{marked:?}");
    let shown: String =
        found.passages.iter().flat_map(|passage| &passage.text).map(|piece| piece.text.as_str()).collect();
    assert!(!shown.contains('<'), "{shown}");
}

#[tokio::test]
async fn an_empty_question_is_sent_back_and_a_long_one_is_cut() {
    let test = ready().await;
    for empty in ["", "  \n\t "] {
        let error = ask(&test, Lang::Ru, empty).await.unwrap_err();
        assert_eq!(error, ApiError::field(Field::Question, Message::Required));
    }
    let long = format!("{} забыл пароль", "ж".repeat(LONGEST_QUESTION));
    assert_eq!(ask(&test, Lang::Ru, &long).await.unwrap().passages, []);
    assert!(ask(&test, Lang::Ru, &"код ".repeat(5_000)).await.is_ok());
}

#[tokio::test]
async fn the_naughty_find_nothing_and_break_nothing() {
    let test = ready().await;
    for naughty in ["'; DROP TABLE guide_word; --", "%%_\\", "\u{0}", "ﷺ", "🧾🧾🧾", "１２３", "{\"a\":1}", "$1 $2"]
    {
        assert!(ask(&test, Lang::Ky, naughty).await.is_ok(), "{naughty:?}");
    }
    assert!(!ask(&test, Lang::Ru, "код заявления").await.unwrap().passages.is_empty());
}

#[tokio::test]
async fn many_questions_from_one_address_are_refused() {
    let test = TestApp::with(|settings| settings.assistant.per_client_per_minute = 3).await;
    assistant::fill(&test.foundation).await.unwrap();
    for _ in 0..3 {
        ask(&test, Lang::Ru, "код").await.unwrap();
    }
    assert!(matches!(ask(&test, Lang::Ru, "код").await, Err(ApiError::Throttled { .. })));
}

#[tokio::test]
async fn several_servers_may_start_at_once_and_again() {
    let test = TestApp::new().await;
    let starts = (0..8).map(|_| assistant::fill(&test.foundation));
    for started in futures::future::join_all(starts).await {
        started.unwrap();
    }
    let mut owner = test.owner().await;
    let count = async |owner: &mut sqlx::PgConnection| -> (i64, i64) {
        let text = "SELECT (SELECT count(*) FROM guide_edition), (SELECT count(*) FROM guide_word)";
        sqlx::query_as(text).fetch_one(owner).await.unwrap()
    };
    let (editions, words) = count(&mut owner).await;
    assert_eq!(editions, 2, "one for everybody, one for staff");
    assistant::fill(&test.foundation).await.unwrap();
    assert_eq!(count(&mut owner).await, (editions, words));
    let languages: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT language FROM guide_word").fetch_all(&mut owner).await.unwrap();
    assert_eq!(BTreeSet::from_iter(languages), ["en", "ky", "ru"].map(String::from).into());
}

#[tokio::test]
async fn old_editions_are_forgotten_and_the_own_one_never() {
    let test = ready().await;
    let mut owner = test.owner().await;
    sqlx::query(
        "INSERT INTO guide_edition SELECT sha256(number::text::bytea), now() + make_interval(days => number)
         FROM generate_series(1, 30) AS number",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    assistant::fill(&test.foundation).await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM guide_edition").fetch_one(&mut owner).await.unwrap();
    assert_eq!(left, 10);
    assert!(!ask(&test, Lang::Ru, "код заявления").await.unwrap().passages.is_empty());
}
