//! What a person recognises their device by in the list of sessions.

/// Longest part of an unknown browser's own name that is shown.
const LONGEST: usize = 40;

/// Marks of browsers, the more particular first: most call themselves Chrome and Safari as well.
const BROWSERS: &[(&str, &str)] = &[
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system, «Chrome, Android», from the `User-Agent` header; its first word where neither is known.
pub(super) fn name(user_agent: &str) -> String {
    let find = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(BROWSERS), find(SYSTEMS)) {
        (Some(browser), Some(system)) => [browser, ", ", system].concat(),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => user_agent.split_whitespace().next().unwrap_or_default().chars().take(LONGEST).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn people_recognise_their_devices() {
        let android = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) \
                       Chrome/130.0.0.0 Mobile Safari/537.36";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/18.1 Mobile/15E148 Safari/604.1";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        assert_eq!(name(android), "Chrome, Android");
        assert_eq!(name(iphone), "Safari, iPhone");
        assert_eq!(name(edge), "Edge, Windows");
        assert_eq!(name("curl/8.10.1"), "curl/8.10.1");
        assert_eq!(name(""), "");
        assert_eq!(name(&"я".repeat(300)).chars().count(), super::LONGEST);
    }
}
