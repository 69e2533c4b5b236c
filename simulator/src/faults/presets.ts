import { connections } from "./presets/connections";
import type { Preset } from "./presets/preset";
import { refusals } from "./presets/refusals";
import { surprises } from "./presets/surprises";

/** Ready-made faults for failures that happen in practice. */
const known = { ...connections, ...refusals, ...surprises };

export type PresetName = keyof typeof known;

export const presets: Readonly<Record<PresetName, Preset>> = known;

function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

export const presetNames: readonly PresetName[] = Object.keys(presets).filter(isPresetName);
