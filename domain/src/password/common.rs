//! The passwords everybody tries first, as rules and a short list. The server adds its list of
//! hundreds of thousands (`spec/registration.md`); this one is small enough for the browser.

use super::runs;
use crate::keyboard;

/// Most characters before and after a common word that do not make it better.
const DECORATION: usize = 6;

/// Repetitions of so short a piece are common whatever the piece is.
const SHORT_PIECE: usize = 4;

/// Words that are common alone and with digits or signs around them. Each is also found when typed
/// in the other layout, so none is listed twice.
const WORDS: &str = "\
    password passwort passw passwd parol paroll pass secret secretny qwerty qwertyui qwertyuiop \
    qwert qwer asdf asdfgh asdfghjkl zxcv zxcvb zxcvbnm qweasd qweasdzxc qazwsx qazwsxedc wsxedc \
    admin administrator administrateur root user username test tester testing guest login master \
    default changeme welcome letmein iloveyou loveyou lovely love monkey dragon sunshine princess \
    football baseball basketball hockey superman batman spiderman pokemon naruto starwars shadow \
    michael jordan jennifer jessica ashley charlie daniel thomas andrew robert nikita sergey \
    alexander alexandr maksim maxim dmitry vladimir andrey natasha natalia svetlana marina tatiana \
    ekaterina anastasia kristina victoria valentina samsung iphone apple google facebook instagram \
    telegram whatsapp computer internet windows microsoft linux hacker killer freedom forever \
    whatever trustno mustang ferrari mercedes toyota porsche corvette harley chelsea arsenal \
    liverpool barcelona realmadrid juventus spartak zenit dinamo jesus angel angels lucky money \
    summer winter spring autumn monday friday sunday january december october november \
    hello privet salam salem chocolate cookie banana orange cheese butterfly flower purple silver \
    golden diamond tigger ginger pepper buster soccer matrix access security supervisor \
    kyrgyzstan kyrgyz kirgizstan bishkek osh jalalabad karakol naryn talas batken manas issykkul \
    alatoo salyk salyktax kabinet cabinet nalog inspector inspektor taxpayer tunduk elcart mbank \
    azamat nurlan bakyt aibek almaz ulan aizada aigul gulnara jamilya cholpon asel nurgul altynai \
    пароль секрет секретный любовь люблю люблютебя солнце солнышко зайка зайчик котик котенок \
    кошка собака мамочка мама папа мамапапа привет россия москва кыргызстан киргизия бишкек ош \
    нарын талас манас салык кабинет налог налоговая инспектор инспекция логин админ администратор \
    компьютер интернет наташа марина светлана екатерина анастасия кристина виктория александр \
    сергей дмитрий максим никита андрей владимир азамат нурлан бакыт айбек алмаз айзада айгуль \
    айгул гүлнара жамиля чолпон асель бермет спартак динамо зенит футбол счастье удача деньги \
    сыр сырсөз сырсоз салам саламатсызбы кыргыз алатоо ысыккөл тест проба дракон хозяин \
    айланайын жаным жүрөгүм журогум сүйөм суйом сүйүктүүм суйуктуум махабат бакытым апакем атакем \
    мекеним кудай бисмиллах достук жакшылык достор сагындым \
    йцукен йцукенг ывапр ячсмит фывапролдж";

/// By so many letters a common word is recognised.
const RECOGNISED: usize = 4;

/// Passwords that are neither a word nor a run.
const PATTERNS: &str = "\
    1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx \
    zaq1xsw2 !qaz2wsx 2wsx3edc qaz123wsx a1b2c3d4 1a2b3c4d aa123456 a123456789 1234567890q \
    11223344 1122334455 112233445566 12131415 10203040 1020304050 13579246 147258369 159357456 \
    789456123 741852963 963852741 123698745 19191919 p@ssw0rd p@ssword passw0rd pa$$word \
    pa$$w0rd p4ssw0rd adm1n123 l0gin123 iloveyou1 trustno1 abc123abc abcabc123 qwe123qwe \
    qweqwe123 asd123asd zxc123zxc 1qwerty1 q1q1q1q1 a1a1a1a1 20002000 31415926 27182818";

/// Whether the password, whatever its case and in either layout, is one everybody tries.
pub(super) fn is_common(password: &str) -> bool {
    let folded = password.to_lowercase();
    [keyboard::to_latin(&folded), keyboard::to_cyrillic(&folded), folded].iter().any(|form| is_known(form))
}

/// Whether a common word begins so, in either layout. Small letters are expected.
pub(super) fn begins_word(folded: &str) -> bool {
    let begins = |start: &str| WORDS.split_whitespace().any(|word| word.starts_with(start));
    folded.chars().count() >= RECOGNISED
        && (begins(folded) || begins(&keyboard::to_latin(folded)) || begins(&keyboard::to_cyrillic(folded)))
}

fn is_known(folded: &str) -> bool {
    is_made_of_runs(folded) || is_listed(folded, PATTERNS) || is_decorated_word(folded) || is_repetition(folded)
}

fn is_listed(text: &str, list: &str) -> bool {
    list.split_whitespace().any(|known| known == text)
}

/// Runs of three characters and more on average: `12345678`, `qwerty1234`, `aaaabbbb`.
fn is_made_of_runs(text: &str) -> bool {
    let runs = runs::lengths(text);
    let characters: usize = runs.iter().sum();
    runs.len() * 3 <= characters
}

fn is_decorated_word(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_alphabetic());
    let around = text.chars().count() - word.chars().count();
    around <= DECORATION && is_listed(word, WORDS)
}

/// The same piece again and again, a short one or itself a common one: `abc7abc7abc7`.
fn is_repetition(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..=characters.len() / 2)
        .find(|piece| characters[*piece..].iter().eq(&characters[..characters.len() - piece]))
        .is_some_and(|piece| piece <= SHORT_PIECE || is_known(&characters[..piece].iter().collect::<String>()))
}
