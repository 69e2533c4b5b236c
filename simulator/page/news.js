// @ts-check
import { useEffect, useRef, useState } from "./preact.js";

/** @typedef {import("./live.js").State} State */
/** @typedef {State["statuses"][string]} Status */

/**
 * Describes how ports changed between two snapshots. Groups the ports that changed in the same way.
 * @param {State} before
 * @param {State} after
 */
function changes({ statuses: before }, { statuses: after }) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const what = change(before[name], after[name]);
    groups.set(what, [...(groups.get(what) ?? []), name]);
  }
  groups.delete("");
  return [...groups]
    .map(([what, names]) => {
      const who = names.length === 1 ? `Port ${names[0]}` : `${names.length} ports`;
      return `${who}: ${what}.`;
    })
    .join(" ");
}

/**
 * @param {Status | undefined} before
 * @param {Status | undefined} after
 */
function change(before, after) {
  if (after === undefined) {
    return "deleted";
  }
  if (before?.state === after.state && (before.reason ?? "") === (after.reason ?? "")) {
    return "";
  }
  const status = after.reason ? `${after.state}, ${after.reason}` : after.state;
  return before === undefined ? `ordered, ${status}` : status;
}

/**
 * Returns the latest status message and a function to show another one.
 * @param {import("./live.js").Snapshot | null} snapshot
 * @returns {[string, (text: string) => void]}
 */
export function useNews(snapshot) {
  const [news, tell] = useState("");
  const seen = useRef(/** @type {State | null} */ (null));
  useEffect(() => {
    const state = snapshot?.state ?? null;
    const text = seen.current && state ? changes(seen.current, state) : "";
    seen.current = state;
    if (text !== "") {
      tell(text);
    }
    return undefined;
  }, [snapshot]);
  return [news, tell];
}
