// @ts-check

/** @typedef {import("../src/state/schema").ClockReading} ClockReading */

/** @type {[string, number][]} */
const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/**
 * Formats a duration in its two largest units, such as `13 d 4 h`.
 * @param {number} ms
 */
export function inWords(ms) {
  const first = units.findIndex(([, length]) => ms >= length);
  if (first === -1) {
    return "0 s";
  }
  let left = ms;
  const parts = units.slice(first, first + 2).map(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count === 0 ? "" : `${count} ${unit}`;
  });
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * Formats a time in UTC, to the second.
 * @param {number | string} time
 */
export function moment(time) {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

/** Current simulator time, extrapolated from the last clock reading. */
export class Now {
  #readAt = performance.now();

  /** @param {ClockReading} reading */
  constructor(reading) {
    this.reading = reading;
  }

  get runs() {
    return this.reading.mode === "real";
  }

  get #elapsed() {
    return performance.now() - this.#readAt;
  }

  get time() {
    return Date.parse(this.reading.now) + (this.runs ? this.#elapsed : 0);
  }

  /** Milliseconds by which simulator time is ahead of real time. */
  get offset() {
    return this.reading.offset - (this.runs ? 0 : this.#elapsed);
  }
}
