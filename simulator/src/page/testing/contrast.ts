import type { Page } from "playwright-core";
import { ask } from "./browser";

/** A text that is hard to read, or a field that is hard to see. */
export interface Faint {
  readonly what: string;
  readonly color: string;
  readonly ground: string;
  readonly contrast: number;
}

/** What is too faint on the page, whether it is scrolled to or not. */
export function faint(page: Page): Promise<Faint[]> {
  return ask<Faint[]>(page, "faint");
}
