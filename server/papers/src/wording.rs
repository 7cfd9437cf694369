//! The words of the papers in Russian and Kyrgyz, by the glossary.

use domain::access_application::ApplicationKind;
use domain::lang::Lang;
use domain::officer::OfficerRole;
use domain::subject::SubjectKind;

/// A language of the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    Ru,
    Ky,
}

impl Tongue {
    /// The papers exist in the two languages of the state; a reader of English gets Russian.
    pub(crate) fn of(lang: Lang) -> Self {
        if lang == Lang::Ky { Self::Ky } else { Self::Ru }
    }

    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Ru => Self::Ky,
            Self::Ky => Self::Ru,
        }
    }

    /// ISO 639-1.
    pub(crate) const fn code(self) -> &'static str {
        self.pick("ru", "ky")
    }

    pub(crate) const fn pick<'a>(self, ru: &'a str, ky: &'a str) -> &'a str {
        match self {
            Self::Ru => ru,
            Self::Ky => ky,
        }
    }

    /// Page `number` of `count`.
    pub(crate) fn page(self, number: usize, count: usize) -> String {
        match self {
            Self::Ru => format!("страница {number} из {count}"),
            Self::Ky => format!("{count} беттин {number}-бети"),
        }
    }

    /// Title and what it is about as one sentence: Kyrgyz names the object first.
    pub(crate) fn sentence(self, title: &str, about: &str) -> String {
        match self {
            Self::Ru => format!("{title} {about}"),
            Self::Ky => {
                let mut letters = title.chars();
                let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
                format!("{about} {first}{}", letters.as_str())
            }
        }
    }
}

/// The same thing said in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    ru: &'static str,
    ky: &'static str,
}

impl Words {
    pub(crate) const fn new(ru: &'static str, ky: &'static str) -> Self {
        Self { ru, ky }
    }

    /// In the language of the paper.
    pub(crate) const fn first(self, tongue: Tongue) -> &'static str {
        tongue.pick(self.ru, self.ky)
    }

    /// In the other one, unless it is the same word.
    pub(crate) fn second(self, tongue: Tongue) -> Option<&'static str> {
        (self.ru != self.ky).then_some(tongue.other().pick(self.ru, self.ky))
    }

    /// Both, the paper's language first.
    pub(crate) fn both(self, tongue: Tongue, between: &str) -> String {
        let second = self.second(tongue).map(|second| format!("{between}{second}"));
        format!("{}{}", self.first(tongue), second.unwrap_or_default())
    }
}

macro_rules! words {
    ($($name:ident: $ru:literal, $ky:literal;)*) => {
        impl Words {
            $(pub(crate) const $name: Self = Self::new($ru, $ky);)*
        }
    };
}

words! {
    COPY_OF_SUBJECT: "Экземпляр субъекта", "Субъекттин нускасы";
    COPY_OF_OFFICE: "Экземпляр налогового органа", "Салык органынын нускасы";
    CODE: "Сгенерированный код заявления", "Арыздын коду";
    QR: "QR-код заявления", "Арыздын QR-коду";
    ABSENT: "не указан", "көрсөтүлгөн эмес";
    CABINET: "к информационной системе «Кабинет налогоплательщика»",
        "«Салык төлөөчүнүн кабинети» маалымат системасына";

    APPLY_GRANT: "Заявление о предоставлении доступа",
        "Кирүү мүмкүнчүлүгүн берүү жөнүндө арыз";
    APPLY_RESTORE: "Заявление о восстановлении доступа",
        "Кирүү мүмкүнчүлүгүн калыбына келтирүү жөнүндө арыз";
    APPLY_LINK: "Заявление о доступе для юридического лица",
        "Юридикалык жак үчүн кирүү мүмкүнчүлүгүн берүү жөнүндө арыз";
    APPLY_ANNUL: "Заявление об аннулировании доступа", "Кирүүнү жокко чыгаруу жөнүндө арыз";
    KIND_GRANT: "предоставление доступа", "кирүү мүмкүнчүлүгүн берүү";
    KIND_RESTORE: "восстановление доступа", "кирүү мүмкүнчүлүгүн калыбына келтирүү";
    KIND_LINK: "привязка юридического лица к учётной записи",
        "юридикалык жакты эсеп жазуусуна байлоо";
    KIND_ANNUL: "аннулирование доступа", "кирүүнү жокко чыгаруу";
    ASK_GRANT: "Прошу предоставить доступ к информационной системе «Кабинет налогоплательщика». Сведения, указанные в заявлении, верны.",
        "«Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгүн берүүнү суранам. Арызда көрсөтүлгөн маалыматтар туура.";
    ASK_RESTORE: "Прошу восстановить доступ к информационной системе «Кабинет налогоплательщика». Сведения, указанные в заявлении, верны.",
        "«Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгүн калыбына келтирүүнү суранам. Арызда көрсөтүлгөн маалыматтар туура.";
    ASK_LINK: "Прошу привязать юридическое лицо к моей учётной записи в информационной системе «Кабинет налогоплательщика». Сведения, указанные в заявлении, верны.",
        "Юридикалык жакты «Салык төлөөчүнүн кабинети» маалымат системасындагы эсеп жазууума байлоону суранам. Арызда көрсөтүлгөн маалыматтар туура.";
    ASK_ANNUL: "Прошу аннулировать доступ к информационной системе «Кабинет налогоплательщика». Сведения, указанные в заявлении, верны.",
        "«Салык төлөөчүнүн кабинети» маалымат системасына кирүүнү жокко чыгарууну суранам. Арызда көрсөтүлгөн маалыматтар туура.";
    PASSWORD: "Пароль, заданный в заявлении, начнёт действовать только после решения о предоставлении доступа. Он нигде не печатается.",
        "Арызда коюлган сыр сөз кирүү мүмкүнчүлүгүн берүү жөнүндө чечим чыккандан кийин гана иштей баштайт. Ал эч жерде басылбайт.";

    PASSWORD_OF_ORGANISATION: "Если у заявителя ещё нет учётной записи, пароль, заданный в заявлении, начнёт действовать после решения о предоставлении доступа. Если есть, её логин и пароль не меняются.",
        "Арыз берүүчүнүн эсеп жазуусу жок болсо, арызда коюлган сыр сөз кирүү мүмкүнчүлүгүн берүү жөнүндө чечимден кийин иштей баштайт. Бар болсо, анын логини менен сыр сөзү өзгөрбөйт.";
    NEW_PASSWORD: "Пароль, заданный в заявлении, начнёт действовать только после решения о восстановлении доступа и заменит прежний. Он нигде не печатается.",
        "Арызда коюлган сыр сөз кирүү мүмкүнчүлүгүн калыбына келтирүү жөнүндө чечим чыккандан кийин гана иштей баштап, мурункусун алмаштырат. Ал эч жерде басылбайт.";

    SECTION_SUBJECT: "Раздел 1. Сведения о субъекте", "1-бөлүм. Субъект жөнүндө маалымат";
    CELL_KIND: "Вид заявления", "Арыздын түрү";
    CELL_INN: "ИНН", "ИСН";
    CELL_FULL_NAME: "ФИО", "Аты-жөнү";
    CELL_ENTITY_NAME: "Наименование налогоплательщика", "Салык төлөөчүнүн аталышы";
    CELL_OFFICE: "УГНС: код и наименование", "МСКБ: коду жана аталышы";
    CELL_SUBJECT_KIND: "Тип лица", "Жактын түрү";
    CELL_PASSPORT: "Паспорт: серия и номер", "Паспорт: сериясы жана номери";
    CELL_COUNTRY: "Страна выдачи паспорта", "Паспорт берилген өлкө";
    CELL_POSTCODE: "Почтовый индекс", "Почта индекси";
    CELL_RESIDENCE: "Место жительства (прописки)", "Жашаган жери (каттоо дареги)";
    CELL_LEGAL_ADDRESS: "Юридический адрес", "Юридикалык дареги";
    CELL_ACTUAL_ADDRESS: "Фактический адрес", "Иш жүзүндөгү дареги";
    CELL_PHONE: "Номер телефона", "Телефон номери";
    CELL_EMAIL: "Адрес электронной почты", "Электрондук почта дареги";
    INDIVIDUAL: "физическое лицо", "жеке жак";
    SOLE_TRADER: "индивидуальный предприниматель", "жеке ишкер";
    LEGAL_ENTITY: "юридическое лицо", "юридикалык жак";
    FARM: "крестьянское (фермерское) хозяйство", "дыйкан (фермер) чарбасы";

    SECTION_ACTING: "Раздел 2. Кто действует от имени организации", "2-бөлүм. Уюмдун атынан ким иш кылат";
    SECTION_PERSON: "Раздел 2. Кто регистрирует организацию", "2-бөлүм. Уюмду ким каттайт";
    CELL_ROLE: "Кем является в организации", "Уюмда ким болуп иштейт";
    HEAD: "руководитель", "жетекчи";
    ACCOUNTANT: "бухгалтер", "бухгалтер";
    CELL_JOINS_AS: "Присоединяется как", "Кошулуу түрү";
    INTERNATIONAL: "международная организация", "эл аралык уюм";

    FILLED_IN: "Заполнено", "Толтурулган";
    SUBJECT: "Субъект", "Субъект";
    APPLICANT: "Заявитель", "Арыз берүүчү";
    INSPECTOR: "Инспектор", "Инспектор";
    SIGNATURE: "подпись", "кол тамга";
    DATE: "дата", "күнү";
    BY_HAND: "От руки — только подпись и дата.", "Кол менен кол тамга жана күнү гана коюлат.";

    ACCEPTANCE: "Отметка о принятии заявления", "Арызды кабыл алуу белгиси";
    NUMBER: "Номер", "Номери";
    DAY: "Дата", "Күнү";
    TIME: "Время", "Убактысы";
    OFFICE: "УГНС", "МСКБ";

    NEXT: "Что дальше", "Эми эмне кылуу керек";
    NEXT_SIGN: "Распечатайте заявление и подпишите оба экземпляра.",
        "Арызды басып чыгарып, эки нускасына тең кол коюңуз.";

    DECIDE_GRANT: "Решение о предоставлении доступа",
        "Кирүү мүмкүнчүлүгүн берүү жөнүндө чечим";
    DECIDE_REFUSAL: "Решение об отказе в предоставлении доступа",
        "Кирүү мүмкүнчүлүгүн берүүдөн баш тартуу жөнүндө чечим";
    DECIDE_RESTORE: "Решение о восстановлении доступа",
        "Кирүү мүмкүнчүлүгүн калыбына келтирүү жөнүндө чечим";
    DECIDE_NO_RESTORE: "Решение об отказе в восстановлении доступа",
        "Кирүү мүмкүнчүлүгүн калыбына келтирүүдөн баш тартуу жөнүндө чечим";
    DECISION_NUMBER: "Номер решения", "Чечимдин номери";
    DECISION_TIME: "Дата и время", "Күнү жана убактысы";
    APPLICATION: "Заявление", "Арыз";
    RESULT_GRANT: "По результатам рассмотрения заявления решено предоставить субъекту доступ к информационной системе «Кабинет налогоплательщика».",
        "Арызды кароонун жыйынтыгы боюнча субъектке «Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгүн берүү чечилди.";
    RESULT_REFUSAL: "По результатам рассмотрения заявления решено отказать субъекту в предоставлении доступа к информационной системе «Кабинет налогоплательщика».",
        "Арызды кароонун жыйынтыгы боюнча субъектке «Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгүн берүүдөн баш тартуу чечилди.";
    RESULT_RESTORE: "По результатам рассмотрения заявления решено восстановить доступ субъекта к информационной системе «Кабинет налогоплательщика».",
        "Арызды кароонун жыйынтыгы боюнча субъекттин «Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгүн калыбына келтирүү чечилди.";
    RESULT_NO_RESTORE: "По результатам рассмотрения заявления решено отказать субъекту в восстановлении доступа к информационной системе «Кабинет налогоплательщика».",
        "Арызды кароонун жыйынтыгы боюнча субъектке «Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгүн калыбына келтирүүдөн баш тартуу чечилди.";
    LOGIN: "Логин", "Логин";
    CABINET_ADDRESS: "Адрес кабинета", "Кабинеттин дареги";
    GROUND: "Основание отказа", "Баш тартуунун негизи";
    RECEIVED: "Экземпляр решения получил(а)", "Чечимдин нускасын алдым";

    OPEN_CABINET: "Откройте «Кабинет налогоплательщика» и нажмите «Вход».",
        "Салык төлөөчүнүн кабинетин ачып, «Кирүү» баскычын басыңыз.";
    OPEN_ADDRESS: "Наберите в браузере адрес кабинета, указанный под логином, и нажмите «Вход».",
        "Браузерге логиндин астында көрсөтүлгөн кабинеттин дарегин жазып, «Кирүү» баскычын басыңыз.";
    SIGN_IN: "Введите логин из этого решения и пароль, который вы задали в заявлении.",
        "Ушул чечимдеги логинди жана арызда өзүңүз койгон сыр сөздү киргизиңиз.";
    SIGN_IN_ACCOUNT: "Введите логин из этого решения и пароль, с которым вы уже входите в свою учётную запись: он не изменился.",
        "Ушул чечимдеги логинди жана эсеп жазууңузга буга чейин кирип жүргөн сыр сөздү киргизиңиз: ал өзгөргөн жок.";
    CHOOSE: "После входа выберите организацию, от имени которой будете работать.",
        "Киргенден кийин кайсы уюмдун атынан иштей турганыңызды тандаңыз.";
    OLD_PASSWORD: "Прежний пароль больше не действует, на всех устройствах нужно войти заново.",
        "Мурунку сыр сөз мындан ары иштебейт, бардык түзмөктөрдө кайра кирүү керек.";
    KEEP_PASSWORD: "Пароль нигде не напечатан, и его никто не вправе у вас спрашивать. Если вы его забудете, подайте заявление о восстановлении доступа.",
        "Сыр сөз эч жерде басылган эмес жана аны сизден эч ким сурай албайт. Эгер унутуп калсаңыз, кирүү мүмкүнчүлүгүн калыбына келтирүү жөнүндө арыз бериңиз.";
    APPLY_AGAIN: "Когда основание отказа будет устранено, подайте новое заявление.",
        "Баш тартуунун негизи жоюлгандан кийин жаңы арыз бериңиз.";
    APPEAL: "Решение можно обжаловать в порядке, установленном законодательством Кыргызской Республики.",
        "Чечимге Кыргыз Республикасынын мыйзамдарында белгиленген тартипте даттанууга болот.";
    DECIDE_NO_ANNUL: "Решение об отказе в аннулировании доступа",
        "Кирүүнү жокко чыгаруудан баш тартуу жөнүндө чечим";
    RESULT_NO_ANNUL: "По результатам рассмотрения заявления решено отказать в аннулировании доступа к информационной системе «Кабинет налогоплательщика». Доступ остаётся в силе.",
        "Арызды кароонун жыйынтыгы боюнча «Салык төлөөчүнүн кабинети» маалымат системасына кирүүнү жокко чыгаруудан баш тартуу чечилди. Кирүү мүмкүнчүлүгү күчүндө калат.";

    NOTE_OF_ANNULMENT: "Справка об аннулировании доступа", "Кирүүнү жокко чыгаруу жөнүндө маалымкат";
    ANNULLED_PERSON: "Доступ субъекта к информационной системе «Кабинет налогоплательщика» аннулирован. Ранее присвоенный логин и пароль больше не действуют, все сеансы завершены, представительство организаций в кабинете прекращено.",
        "Субъекттин «Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгү жокко чыгарылды. Мурда берилген логин менен сыр сөз мындан ары иштебейт, бардык сеанстар аяктады, кабинетте уюмдардын атынан иш кылуу токтотулду.";
    ANNULLED_REPRESENTATION: "Заявитель больше не действует от имени организации в информационной системе «Кабинет налогоплательщика». Его собственный кабинет и другие его организации не затронуты.",
        "Арыз берүүчү «Салык төлөөчүнүн кабинети» маалымат системасында уюмдун атынан мындан ары иш кылбайт. Анын өз кабинети жана башка уюмдары өзгөрүүсүз калат.";
    ANNULLED_ORGANISATION: "Доступ организации к информационной системе «Кабинет налогоплательщика» аннулирован: от её имени в кабинете больше никто не действует. Собственные кабинеты её представителей не затронуты.",
        "Уюмдун «Салык төлөөчүнүн кабинети» маалымат системасына кирүү мүмкүнчүлүгү жокко чыгарылды: анын атынан кабинетте мындан ары эч ким иш кылбайт. Өкүлдөрүнүн өз кабинеттери өзгөрүүсүз калат.";
    ANNULMENT_GROUND: "Основание аннулирования", "Жокко чыгаруунун негизи";
    ON_EVIDENCE: "документальные сведения об участии субъекта в лжепредпринимательской деятельности и фиктивных поставках",
        "субъекттин жалган ишкердикке жана жасалма жеткирүүлөргө катышкандыгы жөнүндө документтик маалымат";
    APPLY_FOR_ACCESS: "Если доступ понадобится снова, подайте новое заявление о предоставлении доступа.",
        "Кирүү мүмкүнчүлүгү кайра керек болсо, аны берүү жөнүндө жаңы арыз бериңиз.";
    NOTE_RECEIVED: "Экземпляр справки получил(а)", "Маалымкаттын нускасын алдым";

    CHECK_NUMBER: "Номер для проверки", "Текшерүү номери";
    CHECK_QR: "QR-код для проверки", "Текшерүү QR-коду";

    CONTACT: "Вопросы — по телефону контакт-центра 116.",
        "Суроолор боюнча 116 байланыш борборуна чалыңыз.";

    CARD: "Регистрационная карта для доступа", "Кирүү үчүн каттоо картасы";
    CARD_NUMBER: "Номер карты", "Картанын номери";
    PRIMARY_PASSWORD: "Первичный пароль", "Баштапкы сыр сөз";
    PRIMARY_UNTIL: "Первичный пароль действует до", "Баштапкы сыр сөздүн мөөнөтү";
    CARD_HANDED_OVER: "Карта с логином и первичным паролем выдана лично владельцу после сверки с паспортом. Первичный пароль показан только на его экземпляре и больше нигде не хранится.",
        "Логин жана баштапкы сыр сөз жазылган карта ээсине паспорту текшерилгенден кийин өз колуна берилди. Баштапкы сыр сөз анын нускасында гана көрсөтүлгөн, башка эч жерде сакталбайт.";
    CARD_RECEIVED: "Карту получил(а)", "Картаны алдым";
    CARD_OPEN_ADDRESS: "Наберите в браузере адрес кабинета, указанный выше, и нажмите «Вход».",
        "Браузерге жогоруда көрсөтүлгөн кабинеттин дарегин жазып, «Кирүү» баскычын басыңыз.";
    CARD_SIGN_IN: "Введите логин и первичный пароль. Пароль набирается строчными латинскими буквами и цифрами, вместе с дефисами.",
        "Логинди жана баштапкы сыр сөздү киргизиңиз. Сыр сөз латындын кичине тамгалары, цифралар жана дефистер менен терилет.";
    CARD_CHOOSE: "При первом входе задайте собственный пароль. Первичный пароль после этого не действует.",
        "Биринчи жолу киргенде өзүңүздүн сыр сөзүңүздү коюңуз. Андан кийин баштапкы сыр сөз иштебейт.";
    CARD_LATE: "Если не сменить пароль в срок, вход закроется. Тогда карту нужно получить заново, придя с паспортом в любую УГНС.",
        "Сыр сөз мөөнөтүндө алмаштырылбаса, кирүү жабылат. Анда паспорт менен каалаган МСКБга келип, картаны кайра алуу керек.";
    CARD_NOTICES: "Уведомления и требования налоговой службы приходят в кабинет со дня выдачи карты, в том числе до смены пароля.",
        "Салык кызматынын билдирүүлөрү жана талаптары карта берилген күндөн тартып, сыр сөз алмаштырылганга чейин да кабинетке келет.";
}

/// Title of the application, name of its kind in cell 101, what the subject asks for.
pub(crate) const fn kind(kind: ApplicationKind) -> (Words, Words, Words) {
    match kind {
        ApplicationKind::Grant => (Words::APPLY_GRANT, Words::KIND_GRANT, Words::ASK_GRANT),
        ApplicationKind::Restore => (Words::APPLY_RESTORE, Words::KIND_RESTORE, Words::ASK_RESTORE),
        ApplicationKind::Link => (Words::APPLY_LINK, Words::KIND_LINK, Words::ASK_LINK),
        ApplicationKind::Annul => (Words::APPLY_ANNUL, Words::KIND_ANNUL, Words::ASK_ANNUL),
    }
}

/// Title of the decision on an application of this kind, and what was decided: granted, refused.
pub(crate) const fn decided(kind: ApplicationKind, granted: bool) -> (Words, Words) {
    match (kind, granted) {
        (ApplicationKind::Restore, true) => (Words::DECIDE_RESTORE, Words::RESULT_RESTORE),
        (ApplicationKind::Restore, false) => (Words::DECIDE_NO_RESTORE, Words::RESULT_NO_RESTORE),
        (ApplicationKind::Annul, false) => (Words::DECIDE_NO_ANNUL, Words::RESULT_NO_ANNUL),
        (_, true) => (Words::DECIDE_GRANT, Words::RESULT_GRANT),
        (_, false) => (Words::DECIDE_REFUSAL, Words::RESULT_REFUSAL),
    }
}

/// Name of a kind of person, names of the cells 103 and 110–111 for it.
pub(crate) const fn subject(kind: SubjectKind) -> (Words, Words, Words) {
    let (name, address) = match kind {
        SubjectKind::Individual | SubjectKind::SoleTrader => (Words::CELL_FULL_NAME, Words::CELL_RESIDENCE),
        SubjectKind::LegalEntity | SubjectKind::Farm => (Words::CELL_ENTITY_NAME, Words::CELL_LEGAL_ADDRESS),
    };
    let kind = match kind {
        SubjectKind::Individual => Words::INDIVIDUAL,
        SubjectKind::SoleTrader => Words::SOLE_TRADER,
        SubjectKind::LegalEntity => Words::LEGAL_ENTITY,
        SubjectKind::Farm => Words::FARM,
    };
    (kind, name, address)
}

/// As what a branch joins: of which organisation, with its INN.
pub(crate) fn branch(tongue: Tongue, head: &str, inn: &str) -> String {
    match tongue {
        Tongue::Ru => format!("филиал организации {head}, ИНН {inn}"),
        Tongue::Ky => format!("{head} уюмунун филиалы, анын ИСНи {inn}"),
    }
}

/// What a person is in an organisation.
pub(crate) const fn role(role: OfficerRole) -> Words {
    match role {
        OfficerRole::Head => Words::HEAD,
        OfficerRole::Accountant => Words::ACCOUNTANT,
    }
}

/// `УГНС 001 — Октябрьский р-н`.
pub(crate) fn office(tongue: Tongue, code: &str, name: &str) -> String {
    format!("{} {code} — {name}", Words::OFFICE.first(tongue))
}

/// `№ 17 от 22.11.2026`: a numbered paper and its date.
pub(crate) fn dated(tongue: Tongue, number: &str, date: &str) -> String {
    match tongue {
        Tongue::Ru => format!("№ {number} от {date}"),
        Tongue::Ky => format!("№ {number}, {date}"),
    }
}

/// The end of a stretch of time, by the clocks of Bishkek.
pub(crate) fn until(tongue: Tongue, moment: &str) -> String {
    match tongue {
        Tongue::Ru => format!("{moment} (время Бишкека)"),
        Tongue::Ky => format!("{moment} (Бишкек убактысы)"),
    }
}

/// Where to bring the two copies.
pub(crate) fn bring(tongue: Tongue, office: &str, address: Option<&str>) -> String {
    let place = [Some(office), address].into_iter().flatten().collect::<Vec<_>>().join(", ");
    match tongue {
        Tongue::Ru => format!("Принесите их вместе с паспортом в налоговый орган: {place}."),
        Tongue::Ky => format!("Аларды паспорт менен кошо салык органына алып келиңиз: {place}."),
    }
}

/// How long it takes, and what one gets (regulation, paragraphs 12, 14 and 20): minutes to a decision, days until an
/// annulment is entered.
pub(crate) fn wait(tongue: Tongue, kind: ApplicationKind, (minutes, days): (u16, u16)) -> String {
    match (tongue, kind) {
        (Tongue::Ru, ApplicationKind::Annul) => {
            let days = match days {
                1 => "одного календарного дня".to_owned(),
                2 => "двух календарных дней".to_owned(),
                days => format!("{days} календарных дней"),
            };
            format!("Аннулирование вносится в систему в течение {days} после принятия заявления.")
        }
        (Tongue::Ky, ApplicationKind::Annul) => {
            let days = match days {
                1 => "бир".to_owned(),
                2 => "эки".to_owned(),
                days => days.to_string(),
            };
            format!(
                "Кирүүнү жокко чыгаруу арыз кабыл алынгандан кийин {days} календардык күндүн ичинде системага киргизилет."
            )
        }
        (Tongue::Ru, ApplicationKind::Link) => {
            format!("Решение выносится в течение {minutes} мин. после принятия заявления.")
        }
        (Tongue::Ky, ApplicationKind::Link) => {
            format!("Чечим арыз кабыл алынгандан кийин {minutes} мүнөттүн ичинде чыгарылат.")
        }
        (Tongue::Ru, _) => format!(
            "Решение выносится в течение {minutes} мин. после принятия заявления. Логин будет указан в решении."
        ),
        (Tongue::Ky, _) => {
            format!("Чечим арыз кабыл алынгандан кийин {minutes} мүнөттүн ичинде чыгарылат. Логин чечимде көрсөтүлөт.")
        }
    }
}

/// Where the state of the application is to be seen.
pub(crate) fn follow(tongue: Tongue, address: &str) -> String {
    match tongue {
        Tongue::Ru => format!("Состояние заявления можно посмотреть по ИНН и коду заявления: {address}"),
        Tongue::Ky => format!("Арыздын абалын ИСН жана арыздын коду боюнча көрүүгө болот: {address}"),
    }
}

/// The document that proves the ground of a refusal.
pub(crate) fn evidence(tongue: Tongue, number: &str, date: &str) -> String {
    let document = dated(tongue, number, date);
    match tongue {
        Tongue::Ru => format!("Подтверждающий документ: {document}"),
        Tongue::Ky => format!("Тастыктоочу документ: {document}"),
    }
}

/// Where the mark of a paper is typed.
pub(crate) fn check_at(tongue: Tongue, page: Option<&str>) -> String {
    match (tongue, page) {
        (Tongue::Ru, Some(page)) => format!("Страница проверки: {page}"),
        (Tongue::Ky, Some(page)) => format!("Текшерүү барагы: {page}"),
        (Tongue::Ru, None) => "Страница «Проверка документа» Кабинета налогоплательщика.".to_owned(),
        (Tongue::Ky, None) => "Салык төлөөчүнүн кабинетинин «Документти текшерүү» барагы.".to_owned(),
    }
}

/// On which application access was annulled.
pub(crate) fn on_application(tongue: Tongue, number: &str, date: &str) -> String {
    let application = dated(tongue, number, date);
    match tongue {
        Tongue::Ru => format!("заявление субъекта {application}"),
        Tongue::Ky => format!("субъекттин арызы: {application}"),
    }
}

/// What the inspector noted of the document.
pub(crate) fn remark(tongue: Tongue, note: &str) -> String {
    match tongue {
        Tongue::Ru => format!("Примечание: {note}"),
        Tongue::Ky => format!("Эскертүү: {note}"),
    }
}
