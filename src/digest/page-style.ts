/** The page's own style: nothing is loaded from elsewhere, light or dark as the reader's system is. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d1c1d; --muted: #5c5c61; --paper: #ffffff; --card: #f5f5f7; --grid: #dcdde2; --quiet: #8d97a8; --strong: #c8314a; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececee; --muted: #a5a6ad; --paper: #17181b; --card: #222428; --grid: #3a3c43; --quiet: #737d90; --strong: #f0687d; --link: #7db7ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Inter, system-ui, -apple-system, "Segoe UI", "Open Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; }
.lead { font-size: 1.1rem; font-weight: 600; }
.muted { color: var(--muted); font-size: .9rem; }
.charts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); margin-top: 1.5rem; }
figure { margin: 0; background: var(--card); border-radius: 12px; padding: .75rem; }
figcaption { font-weight: 600; }
.key { font-weight: 400; color: var(--muted); margin-left: .75rem; white-space: nowrap; }
.key::before { content: ""; display: inline-block; width: .75em; height: .75em; border-radius: 3px; margin-right: .4em; background: var(--strong); }
.key.quiet::before { background: var(--quiet); }
svg { width: 100%; height: auto; display: block; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
li { background: var(--card); border-radius: 10px; padding: .6rem .8rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--grid); vertical-align: top; }
th { font-size: .85rem; color: var(--muted); font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; }
a { color: var(--link); }
pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
@media (max-width: 40rem) { .wide { display: none; } }
`;
