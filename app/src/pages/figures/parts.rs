//! The numbers at the top, and the charts with their tables.

use leptos::prelude::*;

use crate::{
    api::figures::{Figures, Tally, clock, percent},
    components::kind_name,
    i18n::{Lang, t},
    routes,
};

/// What waits now, and what was decided.
pub(super) fn summary(lang: Lang, figures: &Figures) -> AnyView {
    let total = figures.total;
    let time = |seconds: Option<u32>| seconds.map_or_else(|| "—".to_owned(), clock);
    let numbers: Vec<AnyView> = [
        (t::figures::waiting(lang), figures.waiting.to_string()),
        (t::figures::overdue(lang), figures.overdue.to_string()),
        (t::figures::submitted(lang), figures.submitted.to_string()),
        (t::figures::decided(lang), total.decided.to_string()),
        (t::figures::share(lang), total.share().map_or_else(|| "—".to_owned(), percent)),
        (t::figures::median(lang), time(total.median)),
        (t::figures::p95(lang), time(total.p95)),
    ]
    .into_iter()
    .map(|(name, number)| {
        view! {
            <div class="desk__number">
                <dt>{name}</dt>
                <dd>{number}</dd>
            </div>
        }
        .into_any()
    })
    .collect();
    view! {
        <dl class="desk__numbers">{numbers}</dl>
        <p class="desk__hint">{t::figures::times_about(lang)}</p>
    }
    .into_any()
}

/// By day, by inspector, by kind.
pub(super) fn parts(lang: Lang, figures: &Figures) -> AnyView {
    let days = figures.days.iter().map(|row| (row.day.clone(), row.tally)).collect();
    let inspectors = figures.inspectors.iter().map(|row| (row.name.clone(), row.tally)).collect();
    let kinds = figures.kinds.iter().map(|row| (kind_name(lang, row.kind).to_owned(), row.tally)).collect();
    let charts = &figures.charts;
    let legend = |text: &'static str| view! { <p class="desk__hint">{text}</p> };
    let times = (!charts.times.is_empty()).then(|| {
        view! {
            <h3 class="office__heading">{t::figures::time_by_day(lang)}</h3>
            {chart(&charts.times)}
            {legend(t::figures::legend_times(lang))}
        }
    });
    view! {
        <section>
            <h2 class="office__heading">{t::figures::by_day(lang)}</h2>
            {chart(&charts.days)}
            {legend(t::figures::legend_bars(lang))}
            {times}
            {table(lang, figures, "days", t::figures::day(lang), days)}
        </section>
        <section>
            <h2 class="office__heading">{t::figures::by_inspector(lang)}</h2>
            {chart(&charts.inspectors)}
            {table(lang, figures, "inspectors", t::figures::inspector(lang), inspectors)}
        </section>
        <section>
            <h2 class="office__heading">{t::figures::by_kind(lang)}</h2>
            {chart(&charts.kinds)}
            {table(lang, figures, "kinds", t::figures::kind(lang), kinds)}
        </section>
    }
    .into_any()
}

/// The server's drawing. On a narrow screen it is moved sideways rather than made too small to read.
fn chart(svg: &str) -> AnyView {
    view! { <div class="desk__chart" tabindex="0" inner_html=svg.to_owned()></div> }.into_any()
}

/// The table that a chart shows, folded, and the same as a file.
fn table(
    lang: Lang,
    figures: &Figures,
    name: &'static str,
    heading: &'static str,
    rows: Vec<(String, Tally)>,
) -> AnyView {
    let href = [routes::FIGURES_CSV, "?table=", name, "&from=", &figures.from, "&to=", &figures.to].concat();
    let rows: Vec<AnyView> = rows.into_iter().map(|(name, tally)| row(name, tally)).collect();
    let label = [t::figures::csv(lang), " — ", heading].concat();
    view! {
        <details class="cabinet__fold">
            <summary>{t::figures::table(lang)}</summary>
            <div class="desk__scroll" tabindex="0" role="region" aria-label=heading>
            <table class="desk__table">
                <thead>
                    <tr>
                        <th scope="col">{heading}</th>
                        <th scope="col">{t::figures::decided(lang)}</th>
                        <th scope="col">{t::figures::granted(lang)}</th>
                        <th scope="col">{t::figures::refused(lang)}</th>
                        <th scope="col">{t::figures::late(lang)}</th>
                        <th scope="col">{t::figures::share(lang)}</th>
                        <th scope="col">{t::figures::median(lang)}</th>
                        <th scope="col">{t::figures::p95(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
        </details>
        <p class="desk__file">
            <a href=href rel="external" download="" aria-label=label>{t::figures::csv(lang)}</a>
        </p>
    }
    .into_any()
}

fn row(name: String, tally: Tally) -> AnyView {
    let time = |seconds: Option<u32>| seconds.map_or_else(|| "—".to_owned(), clock);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{tally.decided}</td>
            <td>{tally.granted}</td>
            <td>{tally.refused}</td>
            <td>{tally.late()}</td>
            <td>{tally.share().map_or_else(|| "—".to_owned(), percent)}</td>
            <td>{time(tally.median)}</td>
            <td>{time(tally.p95)}</td>
        </tr>
    }
    .into_any()
}
