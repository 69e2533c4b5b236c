import type { Page } from "playwright-core";
import { ask } from "./browser";

/** Text or border with too little contrast. */
export interface Faint {
  readonly what: string;
  readonly color: string;
  readonly ground: string;
  readonly contrast: number;
}

/** Finds texts and borders with too little contrast on the whole page. */
export function faint(page: Page): Promise<Faint[]> {
  return ask<Faint[]>(page, "faint");
}
