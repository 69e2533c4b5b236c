import type { Palette } from "./palette";
import { barRules, FONT_FAMILY, inBothThemes, markRules, toneRules } from "./style";
import { TONES } from "./tone";

export function reportStyle(): string {
  return [
    ...markRules(".mark"),
    `:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 80rem; font: 0.9375rem/1.5 ${FONT_FAMILY}; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.25rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.5rem 0; }
.eyebrow { font-size: 0.8125rem; }
.verdict { display: flex; gap: 0.75rem; align-items: center; margin: 1rem 0; padding: 0.875rem 1rem; border: 1px solid; border-radius: 8px; font-size: 1.0625rem; font-weight: 600; }
.lights, .bars { margin: 0.75rem 0; padding: 0; list-style: none; display: grid; gap: 0.625rem; }
.lights { grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.lights li { padding: 0.625rem 0.875rem; border: 1px solid; border-radius: 8px; font-size: 0.875rem; }
.lights p { margin: 0.125rem 0; }
.lights .title { font-weight: 600; }
.lights .answer { font-size: 1rem; font-weight: 600; }
.bars { gap: 0.375rem; }
.bars li { display: grid; grid-template-columns: 8.5rem minmax(6rem, 20rem) 1fr; gap: 0.25rem 0.75rem; align-items: center; font-size: 0.875rem; }
.bar { display: block; width: 100%; height: 0.75rem; }
td .bar { min-width: 6rem; height: 0.5rem; margin: 0.375rem 0 0.125rem; }
.reasons { margin: 0 0 0.75rem; padding-left: 1.25rem; }
.grid td { min-width: 7rem; }
.narrow, .miniatures, .outcomes > div { display: none; }
.chips { display: flex; flex-wrap: wrap; gap: 0.375rem; margin: 0 0 0.75rem; padding: 0; border: 0; min-width: 0; }
.chips legend { padding: 0; margin-bottom: 0.375rem; font-weight: 600; }
.chips label { padding: 0.125rem 0.625rem; border: 1px solid; border-radius: 1rem; font-size: 0.8125rem; cursor: pointer; }
.chips label:has(:checked) { border-width: 2px; padding: calc(0.125rem - 1px) calc(0.625rem - 1px); font-weight: 600; }
.chips input { margin: 0 0.375rem 0 0; vertical-align: -2px; }
.outcomes { min-height: 1px; margin-bottom: 0.75rem; }
.ports path { fill: none; stroke: currentColor; }
.ports .gone { fill: none; stroke: currentColor; }
.number-badge { min-width: 1.25rem; border: 1.5px solid; border-radius: 1rem; font-size: 0.75rem; line-height: 1.25rem; text-align: center; }
@media screen and (max-width: 40rem) {
  .wide { display: none; }
  .narrow { display: block; }
  .narrow .cni-picture { display: block; max-width: 100%; height: auto; margin: 0 auto; }
  .bars li { grid-template-columns: 1fr; }
  .stacks, .stacks tbody, .stacks tr, .stacks th, .stacks td { display: block; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tbody th, .stacks td { max-width: none; min-width: 0; white-space: normal; overflow-wrap: anywhere; }
  .stacks td, .stacks .number { display: grid; grid-template-columns: 8.5rem 1fr; column-gap: 0.5rem; padding-block: 0.125rem; text-align: left; }
  .stacks td::before { content: attr(data-title); grid-row: 1 / span 9; }
  .stacks td > *, .stacks td { justify-items: start; }
  .stacks tbody tr > td { border-top: 0; }
  .stacks tr { padding-bottom: 0.5rem; }
}
.blockers { margin: 0; padding: 0; list-style: none; display: grid; gap: 0.625rem; }
.blockers li { padding: 0.75rem 1rem; border: 1px solid; border-left-width: 4px; border-radius: 8px; }
.blockers p { margin: 0.25rem 0; }
.kind { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; font-weight: 600; }
.kind code { font-weight: 400; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; }
.mark { flex: none; width: 14px; height: 14px; vertical-align: -2px; }
.verdict .mark { width: 22px; height: 22px; }
.word { white-space: nowrap; }
.scroller { overflow-x: auto; border: 1px solid; border-radius: 8px; }
.scroller:focus-visible { outline: 3px solid; outline-offset: 2px; }
.scroller .cni-picture { display: block; margin: 0 auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; overflow-wrap: normal; }
th, td { padding: 0.4375rem 0.75rem; text-align: left; vertical-align: top; }
th, td { white-space: nowrap; }
thead th { border-bottom: 1px solid; }
tbody th { font-weight: 600; }
th .muted { font-weight: 400; }
tbody th { min-width: 11rem; }
td.text { min-width: 9rem; }
tbody th, td.text { max-width: 26rem; white-space: normal; overflow-wrap: anywhere; }
tbody tr + tr > * { border-top: 1px solid; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.short { font-weight: 600; }
details { margin-top: 0.75rem; }
summary { padding: 0.375rem 0; cursor: pointer; font-weight: 600; }
.counts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0 0 0.75rem; padding: 0; list-style: none; font-weight: 600; }
.legend { padding: 0; margin: 0.75rem 0; list-style: none; }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; }
  .scroller { overflow: visible; border: 0; }
  .scroller .cni-picture { max-width: 100%; height: auto; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary, .screen, .chips, .outcomes { display: none; }
  .miniatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem; margin-bottom: 1rem; }
  .miniatures > p { grid-column: 1 / -1; margin: 0; font-weight: 600; }
  .miniatures figure { margin: 0; break-inside: avoid; font-size: 8pt; }
  .miniatures .ports { height: auto; }
  .miniatures .bars li { grid-template-columns: 1fr; font-size: 8pt; }
  h1, h2, h3, .counts, .reasons { break-after: avoid; }
  section, .lights li, .cni-picture { break-inside: avoid; }
  th, td, .number { padding: 0.1875rem 0.25rem; white-space: normal; overflow-wrap: break-word; font-size: 7pt; }
  tbody th, td.text { min-width: 0; overflow-wrap: anywhere; }
  th:first-child { width: 18%; }
  td .mark { width: 10px; height: 10px; vertical-align: -1px; }
  tr, .blockers li { break-inside: avoid; }
  a::after { content: " (" attr(href) ")"; }
}`,
    ...inBothThemes(colours),
  ].join("\n");
}

function colours(palette: Palette): string[] {
  const { ground, text, muted, line, edge, levels, customer, tones } = palette;
  return [
    `body{background:${ground};color:${text}}`,
    `.muted,.stacks td::before{color:${muted}}`,
    `body{--path:${tones.good.ink}}`,
    `.chips label{border-color:${edge}}`,
    `.chips label:has(:checked){border-color:${customer}}`,
    `a{color:${customer}}`,
    `.scroller:focus-visible{outline-color:${customer}}`,
    `.scroller,thead th,tbody tr + tr > *{border-color:${line}}`,
    `thead th{background:${levels[0]}}`,
    ...TONES.map(
      (tone) => `body .g-${tone}{background:${tones[tone].ground};border-color:${tones[tone].ink}}`,
    ),
    ...toneRules("body", palette),
    ...barRules(".bar", palette),
    `.short{color:${tones.bad.ink}}`,
  ];
}
