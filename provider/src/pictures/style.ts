/** CSS of the SVG and its marks. It uses no variables, because not every SVG viewer supports them. */

import type { Font } from "./measure";
import { DARK, LIGHT, type Palette } from "./palette";
import { TONES } from "./tone";

export const FONT_FAMILY =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const FONTS = {
  title: { size: 20, bold: true },
  head: { size: 14, bold: true },
  name: { size: 13, bold: true },
  text: { size: 12 },
  small: { size: 11 },
  badge: { size: 10, bold: true },
} satisfies Record<string, Font>;

export type FontName = keyof typeof FONTS;

/** Rules of both themes. Paper is always light. */
export function inBothThemes(rulesOf: (palette: Palette) => string[]): string[] {
  return [
    ...rulesOf(LIGHT),
    "@media screen and (prefers-color-scheme:dark){",
    ...rulesOf(DARK),
    "}",
  ];
}

const SCOPE = ".cni-picture";

export function style(): string {
  return [
    `${SCOPE}{font-family:${FONT_FAMILY}}`,
    ...Object.entries<Font>(FONTS).map(
      ([name, { size, bold }]) =>
        `${SCOPE} .f-${name}{font-size:${size}px;font-weight:${bold ? 700 : 400}}`,
    ),
    `${SCOPE} text{fill:currentColor;white-space:pre}`,
    ...markRules(SCOPE),
    `${SCOPE} .box{stroke-width:1}`,
    `${SCOPE} .box.dashed{stroke-dasharray:5 4}`,
    `${SCOPE} .link{fill:none;stroke-width:1.5}`,
    `${SCOPE} .link.active{stroke-width:4}`,
    `${SCOPE} .link.dashed{stroke-dasharray:6 4}`,
    `${SCOPE} .link.dead,${SCOPE} .link.planned{stroke-dasharray:2 4}`,
    `${SCOPE} .taken{display:none}`,
    `${SCOPE} .badge rect{fill:currentColor}`,
    ...inBothThemes(colours),
  ].join("\n");
}

/** CSS of marks, also for marks outside the picture. */
export function markRules(scope: string): string[] {
  return [
    `${scope} .solid{fill:currentColor}`,
    `${scope} .hollow,${scope} .pen,${scope} .sign{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}`,
    `${scope} .hollow,${scope} .pen{stroke:currentColor}`,
    `${scope} .hollow.dashed{stroke-dasharray:3 2.5}`,
  ];
}

export function toneRules(scope: string, { ground, tones }: Palette): string[] {
  return [
    ...TONES.map((tone) => `${scope} .t-${tone}{color:${tones[tone].ink}}`),
    `${scope} .sign{stroke:${ground}}`,
  ];
}

/** Colors of the bars of a scorecard. */
export function barRules(scope: string, { text, line, tones }: Palette): string[] {
  return [
    `${scope} .designed{fill:${line}}`,
    `${scope} .left{fill:${tones.good.ink}}`,
    `${scope} .too-little{fill:${tones.bad.ink}}`,
    `${scope} .needed{fill:${text}}`,
  ];
}

function colours(palette: Palette): string[] {
  const { ground, text, muted, line, edge, levels, cloudflare, customer, tones } = palette;
  return [
    `${SCOPE}{color:${text}}`,
    `${SCOPE} .ground{fill:${ground}}`,
    `${SCOPE} .muted{color:${muted}}`,
    ...levels.map((fill, at) => `${SCOPE} .level-${at}{fill:${fill};stroke:${line}}`),
    `${SCOPE} .unknown{stroke:${edge}}`,
    `${SCOPE} .cloudflare{fill:${cloudflare}}`,
    `${SCOPE} .customer{fill:${customer}}`,
    ...TONES.map(
      (tone) => `${SCOPE} .b-${tone}{fill:${tones[tone].ground};stroke:${tones[tone].ink}}`,
    ),
    ...toneRules(SCOPE, palette),
    ...barRules(SCOPE, palette),
    `${SCOPE} .link{stroke:${edge}}`,
    `${SCOPE} .link.active{stroke:${tones.good.ink}}`,
    `${SCOPE} .link.dead{stroke:${tones.bad.ink}}`,
    `${SCOPE} .badge text{fill:${ground}}`,
  ];
}
