//! Invented names of organisations.

use domain::subject::SubjectKind;

use super::draw::Draw;

/// What an organisation is called and is.
pub(super) struct TradeName {
    pub(super) ru: String,
    pub(super) ky: String,
    pub(super) kind: SubjectKind,
    /// Is there to earn money.
    pub(super) trades: bool,
}

/// A legal form: its name before the own name in Russian, behind it in Kyrgyz.
#[derive(Clone, Copy)]
struct Form {
    ru: &'static str,
    ky: &'static str,
    kind: SubjectKind,
    trades: bool,
}

const COMPANY: Form = Form {
    ru: "Общество с ограниченной ответственностью",
    ky: "жоопкерчилиги чектелген коому",
    kind: SubjectKind::LegalEntity,
    trades: true,
};
const CLOSED: Form = Form {
    ru: "Закрытое акционерное общество",
    ky: "жабык акционердик коому",
    kind: SubjectKind::LegalEntity,
    trades: true,
};
const OPEN: Form = Form {
    ru: "Открытое акционерное общество",
    ky: "ачык акционердик коому",
    kind: SubjectKind::LegalEntity,
    trades: true,
};
const COOPERATIVE: Form = Form {
    ru: "Сельскохозяйственный кооператив",
    ky: "айыл чарба кооперативи",
    kind: SubjectKind::LegalEntity,
    trades: true,
};
const FOUNDATION: Form =
    Form {
        ru: "Общественный фонд", ky: "коомдук фонду", kind: SubjectKind::LegalEntity, trades: false
    };
const FARM: Form = Form {
    ru: "Крестьянское хозяйство", ky: "дыйкан чарбасы", kind: SubjectKind::Farm, trades: false
};

/// A name and a legal form; farms and cooperatives are in the country.
pub(super) fn of_organisation(draw: &mut Draw, rural: bool) -> TradeName {
    let form = match draw.below(100) {
        0..30 if rural => FARM,
        30..42 if rural => COOPERATIVE,
        0..80 => COMPANY,
        80..86 => CLOSED,
        86..88 => OPEN,
        _ => FOUNDATION,
    };
    let Form { ru, ky, kind, trades } = form;
    let mut own = draw.favourite(&FIRST).to_owned();
    if trades {
        own = [own.as_str(), " ", draw.favourite(&SECOND)].concat();
    }
    if draw.chance(300) {
        own = [own.as_str(), " ", draw.favourite(&THIRD)].concat();
    }
    TradeName { ru: format!("{ru} «{own}»"), ky: format!("«{own}» {ky}"), kind, trades }
}

const FIRST: [&str; 54] = [
    "Ала-Тоо",
    "Нур",
    "Манас",
    "Береке",
    "Келечек",
    "Ынтымак",
    "Алтын",
    "Мурас",
    "Достук",
    "Бермет",
    "Тянь-Шань",
    "Арашан",
    "Үмүт",
    "Ак-Марал",
    "Шумкар",
    "Тулпар",
    "Азия",
    "Евразия",
    "Кыял",
    "Чолпон",
    "Ак-Кеме",
    "Сонун",
    "Түндүк",
    "Суусамыр",
    "Жаңы Жол",
    "Өнүгүү",
    "Сары-Өзөн",
    "Мөлтүр",
    "Наристе",
    "Ихлас",
    "Табылга",
    "Чатыр-Көл",
    "Кең-Булуң",
    "Эмгек",
    "Восток",
    "Горизонт",
    "Континент",
    "Вертикаль",
    "Спектр",
    "Маяк",
    "Рубин",
    "Оазис",
    "Гранит",
    "Ак-Сай",
    "Көк-Жар",
    "Жаз",
    "Арча",
    "Булак",
    "Байкал",
    "Дан",
    "Кербен",
    "Сапар",
    "Тоо-Булак",
    "Ырыскы",
];

const SECOND: [&str; 34] = [
    "Строй",
    "Трейд",
    "Сервис",
    "Агро",
    "Транс",
    "Логистик",
    "Текстиль",
    "Консалт",
    "Фарм",
    "Групп",
    "Инвест",
    "Дизайн",
    "Курулуш",
    "Соода",
    "Сүт",
    "Нан",
    "Мебель",
    "Тур",
    "Медиа",
    "Софт",
    "Энерго",
    "Авто",
    "Металл",
    "Пласт",
    "Пак",
    "Тамак-Аш",
    "Сеть",
    "Цемент",
    "Швейка",
    "Импэкс",
    "Техника",
    "Ойл",
    "Медикал",
    "Проект",
];

const THIRD: [&str; 12] =
    ["Плюс", "Юг", "Ош", "Север", "KG", "Чүй", "Интернешнл", "Центр", "Талас", "2010", "Люкс", "Ко"];
