import type { Tone } from "./tone";

export const MARK_SIZE = 14;

/** Each tone has its own shape, so that it does not depend on color. */
const SHAPES: Record<Tone, string> = {
  good: `<circle class="solid" cx="7" cy="7" r="6.5"/><path class="sign" d="M4 7.2l2.2 2.2L10 5.2"/>`,
  waiting: `<circle class="hollow" cx="7" cy="7" r="5.7"/><path class="pen" d="M7 3.8V7l2.2 1.6"/>`,
  poor: `<path class="solid" d="M7 .8l6.6 12.2H.4z"/><path class="sign" d="M7 5v3.6M7 10.6v.4"/>`,
  bad: `<rect class="solid" x=".8" y=".8" width="12.4" height="12.4" rx="2.5"/><path class="sign" d="M4.4 4.4l5.2 5.2M9.6 4.4L4.4 9.6"/>`,
  spare: `<path class="hollow" d="M7 .9L13.1 7 7 13.1.9 7z"/><path class="pen" d="M4.4 7h5M7.4 5l2 2-2 2"/>`,
  absent: `<circle class="hollow dashed" cx="7" cy="7" r="5.7"/>`,
  unclear: `<circle class="hollow" cx="7" cy="7" r="5.7"/><path class="pen" d="M5.3 5.6C5.3 3.2 8.8 3.4 8.7 5.5 8.6 6.6 7 6.7 7 8M7 10v.3"/>`,
};

export function shapeOf(tone: Tone): string {
  return SHAPES[tone];
}

export function mark(tone: Tone, x: number, y: number): string {
  return `<g class="t-${tone}" transform="translate(${x} ${y})">${SHAPES[tone]}</g>`;
}
