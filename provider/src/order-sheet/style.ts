import type { Palette } from "../pictures/palette";
import { reportStyle } from "../pictures/report-style";
import { inBothThemes } from "../pictures/style";

/** Style of the report, with the layout of an order sheet. Four ports fit on a page of A4 or Letter. */
export function sheetStyle(): string {
  return [
    reportStyle(),
    `.common { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 0 2rem; margin: 1rem 0; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 0.75rem; padding: 0.1875rem 0; align-items: baseline; }
dd { margin: 0; }
sup { line-height: 0; font-size: 0.75em; margin-left: 0.25em; }
.orders { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; }
article { padding: 0.875rem 1rem; border: 1px solid; border-radius: 8px; min-width: 0; }
article h2 { margin: 0; display: flex; flex-wrap: wrap; gap: 0.125rem 0.75rem; align-items: baseline; font-size: 1.125rem; }
article h2 .name { font-weight: 400; }
article h2 .word { white-space: normal; margin-left: auto; font-size: 0.875rem; }
article h3 { margin: 0 0 0.125rem; font-size: 0.875rem; }
.notice { margin: 0.5rem 0; padding: 0.375rem 0.625rem; border: 1px solid; border-left-width: 4px; border-radius: 6px; font-size: 0.875rem; }
.ends { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: 0.5rem 1.25rem; margin: 0.5rem 0; }
article dl > div { grid-template-columns: 6.25rem 1fr; font-size: 0.875rem; }
.contacts > div { grid-template-columns: 13rem 1fr; }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: 0 1.25rem; }
.blank { display: inline-block; min-width: 5.5rem; height: 1em; border-bottom: 1px solid; }
dd > .blank:only-child { width: 100%; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.checks { margin: 0.5rem 0 0; padding: 0.375rem 0 0; border-top: 1px solid; list-style: none; font-size: 0.875rem; }
.checks li { position: relative; padding: 0.125rem 0 0.125rem 1.5rem; }
.checks li::before { content: ""; position: absolute; left: 0; top: 0.375rem; width: 0.75rem; height: 0.75rem; border: 1.5px solid; border-radius: 2px; }
.checks .blank { min-width: 4rem; }
footer { margin-top: 1rem; font-size: 0.75rem; }
@page { margin: 10mm; }
@media print {
  body { padding: 0 0.5mm; font-size: 8pt; line-height: 1.35; }
  h1 { font-size: 15pt; }
  .eyebrow, header p { margin: 0; font-size: 8pt; }
  .common { grid-template-columns: 1fr 1fr; margin: 1.5mm 0; gap: 0 6mm; }
  dl > div { grid-template-columns: 27mm 1fr; padding: 0.35mm 0; }
  .contacts > div { grid-template-columns: 40mm 1fr; }
  .orders { gap: 3mm; grid-template-columns: 1fr; }
  article { padding: 2mm 2.5mm; break-inside: avoid; font-size: 8pt; }
  article h2 { font-size: 10pt; }
  article h2 .name, article h2 .word { font-size: 0.8em; }
  article h3, article dl > div, .notice, .checks { font-size: inherit; }
  .notice { margin: 1mm 0; padding: 0.75mm 1.5mm; }
  .ends { grid-template-columns: 3fr 2fr; gap: 0 3mm; margin: 0.5mm 0; }
  .pairs { grid-template-columns: 1fr 1fr; gap: 0 3mm; }
  article dl > div { grid-template-columns: 6.25em 1fr; gap: 0 1.5mm; padding: 0.3mm 0; }
  .blank { min-width: 9mm; height: 1em; }
  code { font-size: 0.85em; }
  .checks { margin-top: 1mm; padding-top: 1mm; }
  .checks li { padding: 0.5mm 0 0.5mm 1.8em; }
  .checks li::before { top: calc(0.5mm + 0.15em); width: 0.9em; height: 0.9em; border-width: 1px; }
  .checks .blank, article dd .blank { min-width: 24mm; }
  .orders:has(> :nth-child(3)) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .orders:has(> :nth-child(3)) article { padding: 1.5mm 2.5mm; font-size: 7pt; }
  .orders:has(> :nth-child(3)) dl > div { padding: 0.2mm 0; }
  .orders:has(> :nth-child(3)) .checks li { padding: 0.35mm 0 0.35mm 1.8em; }
  .orders:has(> :nth-child(3)) .checks li::before { top: calc(0.35mm + 0.15em); }
  .orders:has(> :nth-child(3)) .blank { min-width: 4.8em; }
  .orders:has(> :nth-child(3)) dd .blank { min-width: 9mm; }
  footer { margin-top: 1.5mm; font-size: 6.5pt; }
  a::after { content: none; }
}`,
    ...inBothThemes(colours),
  ].join("\n");
}

function colours({ line, edge, muted }: Palette): string[] {
  return [
    `article,.checks{border-color:${line}}`,
    `.blank{border-color:${edge}}`,
    `dt{color:${muted}}`,
  ];
}
