// The exact messages of spec/registration.md, "Messages", in the two languages it gives, and the wording of the house
// for the others that a test looks for.

export const MESSAGES = {
  ru: {
    required: 'Поле является обязательным к заполнению',
    passwordsDiffer: 'Пароли не совпадают',
    shortInn: 'ИНН должен состоять из 14 цифр',
    shortPassword: 'Пароль должен содержать не менее 8 символов',
    notTaxpayer: 'Пользователь с данным ИНН не является налогоплательщиком',
    saved: 'Заявление на регистрацию сохранено',
    wrongCredentials: 'Неправильный логин или пароль',
    unreachable: 'Нет связи с сервером',
    vatPayer: 'Плательщикам НДС доступ по паролю не предоставляется',
    commonPassword: 'Этот пароль легко подобрать',
    addInn: 'Добавить ИНН',
  },
  ky: {
    required: 'Бул талаа милдеттүү түрдө толтурулушу керек',
    passwordsDiffer: 'Сыр сөздөр дал келбейт',
    shortInn: 'ИСН 14 сандан турушу керек',
    shortPassword: 'Сыр сөз 8ден кем эмес белгиден турушу керек',
    notTaxpayer: 'Бул ИСНдеги колдонуучу салык төлөөчү эмес',
    saved: 'Каттоого арыз сакталды',
    wrongCredentials: 'Логин же сыр сөз туура эмес',
    unreachable: 'Сервер менен байланыш жок',
    vatPayer: 'КНС төлөөчүлөргө сыр сөз менен кирүү берилбейт',
    commonPassword: 'Бул сыр сөздү табуу оңой',
    addInn: 'ИСН кошуу',
  },
} as const;

export type Messages = (typeof MESSAGES)[keyof typeof MESSAGES];

/** The two languages of the papers, as a browser asks for them. */
export const LANGUAGES = [
  { code: 'ru', locale: 'ru-RU', messages: MESSAGES.ru },
  { code: 'ky', locale: 'ky-KG', messages: MESSAGES.ky },
] as const;

/** Doubled by its check digit: well formed, in no registry. */
export const ABSENT_INN = '13112199900028';
