//! A text as the words that are searched for.

use domain::lang::Lang;

use super::kyrgyz;

/// Words that stand in every question and say nothing about it, folded.
const EMPTY_WORDS: &str = " и в во на не что я как а то мне меня мой моя мое мои по но из за у от к о об для до с со ли \
    бы же вы вас вам ваш если или это этот эта быть есть нет ну так там тут уже еще можно нужно надо \
    должен должна должно такое такой другой своей моему \
    почему зачем где когда кто какой какая какие чем чего делать сделать хочу могу \
    мен менин мени мага менден биз сиз сизге сиздин бул ал анын ошол жана же да де менен учун боюнча керек \
    кантип кандай кайда качан эмне эмнеге ким канча болот болобу болсо бар жок \
    келет келип алам алсам билсе билем билгим билип алып барам отсом отом кылам кылсам жасайм деп деген эле \
    i a an the to of in on at by for is are am be do does my me you your it this that how what where when why who can \
    and or not no if with from ";

/// Words of a question that are looked for at the most.
const MOST_WORDS: usize = 12;

/// Small letters; ё as е, and ө ү ң as о у н: on many keyboards there is nothing else.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ё' => 'е',
            'ө' => 'о',
            'ү' => 'у',
            'ң' => 'н',
            other => other,
        })
        .collect()
}

/// The words of a text, folded, each once, without the empty ones.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in fold(text).split(|c: char| !c.is_alphanumeric()) {
        let long_enough = word.chars().count() > 1;
        if long_enough && !is_empty_word(word) && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// The words of a question, as many as are looked for, none longer than any word is.
pub(super) fn asked(question: &str) -> Vec<String> {
    words(question).into_iter().filter(|word| word.chars().count() <= 40).take(MOST_WORDS).collect()
}

fn is_empty_word(word: &str) -> bool {
    EMPTY_WORDS.split_ascii_whitespace().any(|empty| empty == word)
}

/// What the forms of a word have in common, where the database has no stemmer for the language; else empty.
pub(super) fn own_stem(lang: Lang, word: &str) -> String {
    if lang == Lang::Ky { kyrgyz::stem(word).to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_the_empty_ones_left_out() {
        assert_eq!(words("Как мне ещё раз найти ПАРОЛЬ, пароль?"), ["раз", "найти", "пароль"]);
        assert_eq!(words("Сыр сөздү үлгүрбөй — ңөү"), ["сыр", "созду", "улгурбой", "ноу"]);
        assert!(words(" ?!… \u{202e}").is_empty());
    }

    #[test]
    fn a_question_is_bounded() {
        let many: String = (0..100).map(|number| format!("слово{number} ")).collect();
        assert_eq!(asked(&many).len(), MOST_WORDS);
        assert!(asked(&"я".repeat(200)).is_empty());
    }
}
