//! What is sent to the services and what they answer (`spec/integrations.md`, "Tunduk").

use domain::{inn::Inn, passport::Passport, tax_office::TaxOfficeCode};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::server::Failure;

/// The longest name and the longest address that are believed, characters; as in the files of the registry.
const LONGEST_NAME: usize = 500;
const LONGEST_ADDRESS: usize = 2_000;

/// To `tpDataByINNforBusinessActivity`.
#[derive(Serialize)]
pub(super) struct TaxpayerQuestion<'a> {
    pub(super) inn: &'a str,
}

/// From it. The INN must be there: an answer without one may be anything, while an empty one means "not found".
#[derive(Deserialize)]
pub(super) struct TaxpayerAnswer {
    #[serde(deserialize_with = "text")]
    inn: String,
    #[serde(rename = "RayonCode", default, deserialize_with = "text")]
    rayon_code: String,
    #[serde(rename = "FullName", default, deserialize_with = "text")]
    full_name: String,
    #[serde(rename = "ZIP", default, deserialize_with = "text")]
    zip: String,
    #[serde(rename = "FullAddress", default, deserialize_with = "text")]
    full_address: String,
}

/// A taxpayer as the service knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownTaxpayer {
    pub(super) tax_office: TaxOfficeCode,
    pub(super) name: String,
    pub(super) postcode: String,
    pub(super) address: String,
}

impl TaxpayerAnswer {
    /// What it says of the INN that was asked about; `None`: not found.
    pub(super) fn about(self, inn: &Inn) -> Result<Option<KnownTaxpayer>, Failure> {
        if self.inn.is_empty() {
            return Ok(None);
        }
        if self.inn != inn.as_str() {
            return Err(Failure::NotUnderstood("the answer is about another INN"));
        }
        let name = cleaned(&self.full_name, LONGEST_NAME)?;
        if name.is_empty() {
            return Err(Failure::NotUnderstood("FullName is empty"));
        }
        // a number has lost its zeros
        let code = format!("{:0>3}", self.rayon_code);
        let tax_office = TaxOfficeCode::parse(&code).map_err(|_| Failure::NotUnderstood("RayonCode is no code"))?;
        Ok(Some(KnownTaxpayer {
            tax_office,
            name,
            postcode: cleaned(&self.zip, LONGEST_NAME)?,
            address: cleaned(&self.full_address, LONGEST_ADDRESS)?,
        }))
    }
}

/// To `passportDataByPSN`.
#[derive(Serialize)]
pub(super) struct PassportQuestion<'a> {
    pin: &'a str,
    series: &'a str,
    number: &'a str,
}

impl<'a> PassportQuestion<'a> {
    pub(super) fn new(inn: &'a Inn, passport: &'a Passport) -> Self {
        let number = passport.number();
        let series = passport.as_str().strip_suffix(number).unwrap_or_default();
        Self { pin: inn.as_str(), series, number }
    }
}

/// From it; the rest of what it says is not needed here and not looked at.
#[derive(Deserialize)]
pub(super) struct PassportAnswer {
    #[serde(deserialize_with = "text")]
    surname: String,
    #[serde(rename = "voidStatus", default, deserialize_with = "text")]
    void_status: String,
}

impl PassportAnswer {
    /// Whether there is such a passport and it counts still.
    pub(super) fn fits(&self, void_statuses: &[String]) -> bool {
        !self.surname.is_empty() && !void_statuses.iter().any(|void| void.eq_ignore_ascii_case(&self.void_status))
    }
}

/// Text, also where a number, a truth value or nothing was sent in its place.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Null => Ok(String::new()),
        serde_json::Value::String(text) => Ok(text.trim().to_owned()),
        serde_json::Value::Number(number) => Ok(number.to_string()),
        serde_json::Value::Bool(truth) => Ok(truth.to_string()),
        _ => Err(D::Error::custom("text is expected")),
    }
}

/// In one line, without control characters.
fn cleaned(text: &str, longest: usize) -> Result<String, Failure> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() > longest { Err(Failure::NotUnderstood("a text is too long")) } else { Ok(line) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn about(json: &str) -> Result<Option<KnownTaxpayer>, String> {
        let answer: TaxpayerAnswer = serde_json::from_str(json).map_err(|error| error.to_string())?;
        answer.about(&Inn::from_trusted("11503199000123").unwrap()).map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_taxpayer_is_read_as_sent() {
        let json = r#"{"inn":"11503199000123","RayonCode":1,"FullName":" Асанова\tАйгүл ","ZIP":720001,
            "FullAddress":"г. Бишкек,\n пр. Чүй","more":[1]}"#;
        let known = about(json).unwrap().unwrap();
        assert_eq!(known.tax_office.as_str(), "001");
        assert_eq!((known.name.as_str(), known.postcode.as_str()), ("Асанова Айгүл", "720001"));
        assert_eq!(known.address, "г. Бишкек, пр. Чүй");
    }

    #[test]
    fn only_an_empty_inn_means_not_found() {
        for json in [r#"{"inn":""}"#, r#"{"inn":null,"FullName":null}"#, r#"{"inn":" "}"#] {
            assert_eq!(about(json), Ok(None), "{json}");
        }
        for json in [
            "{}",
            "[]",
            "null",
            r#"{"error":"no connection"}"#,
            r#"{"inn":{"a":1}}"#,
            r#"{"inn":"21503199000123","RayonCode":"001","FullName":"А"}"#,
            r#"{"inn":"11503199000123","RayonCode":"001"}"#,
            r#"{"inn":"11503199000123","RayonCode":"0001","FullName":"А"}"#,
            r#"{"inn":"11503199000123","RayonCode":-1,"FullName":"А"}"#,
        ] {
            assert!(about(json).is_err(), "{json}");
        }
        let long = format!(r#"{{"inn":"11503199000123","RayonCode":"001","FullName":"{}"}}"#, "я".repeat(501));
        assert!(about(&long).is_err());
    }

    #[test]
    fn a_void_passport_fits_nobody() {
        let void = ["true".to_owned(), "50".to_owned()];
        let fits = |json: &str| serde_json::from_str::<PassportAnswer>(json).map(|answer| answer.fits(&void));
        assert!(fits(r#"{"surname":"Асанова","voidStatus":false}"#).unwrap());
        assert!(fits(r#"{"surname":"Асанова","name":"Айгүл"}"#).unwrap());
        for json in [r#"{"surname":"А","voidStatus":true}"#, r#"{"surname":"А","voidStatus":50}"#, r#"{"surname":""}"#]
        {
            assert!(!fits(json).unwrap(), "{json}");
        }
        assert!(fits("{}").is_err());
    }
}
