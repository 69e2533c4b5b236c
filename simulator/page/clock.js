// @ts-check
import { useTick, useTools } from "./parts.js";
import { html } from "./preact.js";
import { inWords, moment } from "./time.js";

/** @typedef {import("./time.js").Now} Now */

/** @type {[label: string, duration: string][]} */
const steps = [
  ["+1 minute", "1m"],
  ["+1 hour", "1h"],
  ["+1 day", "1d"],
  ["+14 days", "14d"],
];

/** @param {number} offset */
function distance(offset) {
  // An advance takes a few milliseconds. Without rounding, "2 d" would become "1 d 23 h".
  const seconds = Math.round(offset / 1000);
  if (seconds === 0) {
    return "same as real time";
  }
  return `${inWords(Math.abs(seconds) * 1000)} ${seconds > 0 ? "ahead of" : "behind"} real time`;
}

/**
 * Shows simulator time, with buttons to advance, pause and reset the clock.
 * @param {{ now: Now }} props
 */
export function Clock({ now }) {
  const { send, act, ask } = useTools();

  /** @param {string} label @param {string} duration */
  function advance(label, duration) {
    const text = `Advanced by ${label.slice(1)}.`;
    void act(text, () => send("POST", "/clock", { advance: duration }));
  }
  function switchMode() {
    const mode = now.runs ? "virtual" : "real";
    const text = now.runs ? "Clock paused." : "Clock resumed.";
    void act(text, () => send("POST", "/clock", { mode }));
  }
  function reset() {
    ask({
      title: "Reset the simulator?",
      text: "This deletes every port, session, outage, maintenance window and fault, and the request log. The clock returns to real time.",
      verb: "Reset",
      act: () => void act("Simulator reset.", () => send("POST", "/reset")),
    });
  }

  return html`
    <${Face} now=${now} />
    <div class="buttons" role="group" aria-label="Simulator time">
      ${steps.map(
        ([label, duration]) => html`
          <button type="button" key=${duration} onClick=${() => advance(label, duration)}>
            ${label}
          </button>
        `,
      )}
      <button type="button" onClick=${switchMode}>${now.runs ? "Pause" : "Resume"}</button>
      <button type="button" class="danger" onClick=${reset}>Reset …</button>
    </div>
  `;
}

/** @param {{ now: Now }} props */
function Face({ now }) {
  useTick(now);
  const time = moment(now.time);
  return html`
    <div class="clock" role="timer" aria-label="Simulator time" aria-live="off">
      <time dateTime=${`${time.replace(" ", "T")}Z`}>${time} <abbr>UTC</abbr></time>
      <span class="muted">${now.runs ? "running" : "paused"}, ${distance(now.offset)}</span>
    </div>
  `;
}

/**
 * Shows the time until or since a moment.
 * @param {{ at: number, now: Now }} props
 */
export function Until({ at, now }) {
  useTick(now);
  const left = at - now.time;
  return html`
    <span class="until">
      ${left > 0 ? `in ${inWords(left)}` : `${inWords(-left)} ago`} <span class="muted">${moment(at)}</span>
    </span>
  `;
}
