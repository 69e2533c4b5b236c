/** Colors. Text has a contrast of at least 4.5 to its background in both schemes. */

import type { Tone } from "./tone";

export interface Palette {
  ground: string;
  text: string;
  muted: string;
  line: string;
  edge: string;
  /** Backgrounds of nested boxes, outermost first. */
  levels: readonly [string, string, string, string];
  cloudflare: string;
  customer: string;
  tones: Record<Tone, { ink: string; ground: string }>;
}

export const LIGHT: Palette = {
  ground: "#ffffff",
  text: "#1b1f24",
  muted: "#57606a",
  line: "#d0d7de",
  edge: "#7d858d",
  levels: ["#f6f8fa", "#ffffff", "#f3f5f8", "#ffffff"],
  cloudflare: "#f6821f",
  customer: "#0b57d0",
  tones: {
    good: { ink: "#116329", ground: "#eefaf1" },
    waiting: { ink: "#0a4fb3", ground: "#eef4fe" },
    poor: { ink: "#7a4300", ground: "#fff6e0" },
    bad: { ink: "#a40e26", ground: "#fff0f1" },
    spare: { ink: "#6e3a9e", ground: "#f8f1fe" },
    absent: { ink: "#4b545e", ground: "#ffffff" },
    unclear: { ink: "#4b545e", ground: "#f0f2f5" },
  },
};

export const DARK: Palette = {
  ground: "#0d1117",
  text: "#e6edf3",
  muted: "#a2acb8",
  line: "#38414c",
  edge: "#77818c",
  levels: ["#12171e", "#0d1117", "#171d25", "#0f141b"],
  cloudflare: "#f6821f",
  customer: "#5b9bf5",
  tones: {
    good: { ink: "#6fdd8b", ground: "#10261a" },
    waiting: { ink: "#8ab4f8", ground: "#14233a" },
    poor: { ink: "#f2c063", ground: "#2f2410" },
    bad: { ink: "#ff9d96", ground: "#391a1d" },
    spare: { ink: "#d2a8ff", ground: "#281d38" },
    absent: { ink: "#b4bdc8", ground: "#0f141b" },
    unclear: { ink: "#b4bdc8", ground: "#20262e" },
  },
};
